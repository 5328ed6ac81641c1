"""Actors without a name: what a common noun and the words around it describe."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.model import ActorType, MentionKind, OfficeMention
from kg.reading import tree
from kg.reading.actor_lexicon import ActorLexicon, Head
from kg.reading.gazetteer import Gazetteer, StateName
from kg.reading.machines import FLYING, VESSELS

_LONGEST = 9  # words of a description; more than that is a clause, not a name
# endings of nouns for who does something: "mediators", "separatists", "loyalists"
_PERSONAL_ENDINGS = ("guard", "er", "or", "ist", "ian", "ant", "ee", "man", "men", "woman", "women", "people")
_NOT_PERSONAL = {
    "airliner", "anger", "answer", "armor", "armour", "barrier", "behavior", "behaviour", "boiler", "bomber",
    "border", "buffer", "bunker", "cancer", "canister", "carrier", "center", "chamber", "chapter", "character",
    "charter", "cluster", "coffee", "committee", "computer", "container", "copper", "corner", "corridor", "counter",
    "covenant", "cover", "crater", "cruiser", "cyber", "danger", "december", "decider", "decree", "degree",
    "destroyer", "detonator", "dinner", "disaster", "door", "elevator", "encounter", "error", "exterior", "factor",
    "favor", "favour", "fee", "fever", "fighter jet", "filter", "fire", "firepower", "floor", "freighter", "frontier",
    "gender", "generator", "grant", "guarantee", "gunpowder", "harbor", "harbour", "helicopter",
    "honor", "honour", "horror", "hunger", "indicator", "instant", "interior", "kilometer", "knee", "labor", "labour",
    "ladder", "launcher", "layer", "ledger", "letter", "liner", "list", "locker", "loudspeaker", "lumber", "manner",
    "manpower", "matter", "member", "merger", "meter", "mirror", "motor", "murder", "newsletter", "newspaper",
    "november", "number", "october", "offer", "order", "other", "pager", "paper", "perimeter", "pier", "plant",
    "poster", "powder", "power", "prayer", "prior", "projector", "propeller", "quarter", "reactor", "refer",
    "register", "remainder", "reminder", "remnant", "restaurant", "river", "router", "rubber", "rumor", "rumour",
    "sector", "sensor", "september", "server", "shelter", "silver", "simulator", "slaughter", "steamer", "summer",
    "supercomputer", "surrender", "tanker", "terror", "theater", "thunder", "tier", "timber", "tower", "tractor",
    "trailer", "transfer", "transistor", "transponder", "transporter", "trawler", "tree", "tremor", "trigger",
    "tumor", "twist", "valor", "vapor", "ventilator", "visitor center", "visor", "waiver", "warrant", "water",
    "weather", "winter", "wonder",
}  # fmt: skip


_AWAY = {"recall", "withdraw", "expel", "ban", "bar", "evacuate", "remove", "pull", "block", "rescue", "free",
         "expulsion", "removal", "withdrawal", "deportation", "evacuation", "release"}  # fmt: skip
_DEVICES = {"radio", "paper", "channel", "network", "press", "television"}
FIGHTERS = {"rebel", "militant", "insurgent", "gunman", "guerrilla", "jihadist", "terrorist", "extremist", "fighter"}
_OF_PEOPLE = {
    "kill",
    "wound",
    "injure",
    "capture",
    "arrest",
    "detain",
    "execute",
    "train",
    "recruit",
    "hold",
    "release",
}
_TROOPS = {"army", "soldier", "troop", "navy", "military", "convoy", "men", "commando", "sailor", "airman"}
_SERVING = {
    "security",
    "intelligence",
    "border",
    "secret",
    "spy",
    "emergency",
    "rescue",
    "prison",
    "migration",
    "customs",
}
_NAMING = {"compound", "amod", "nmod"}
_MACHINE = Head(ActorType.ARMED_FORCE, acts_as_state=True, instrument=True)


@dataclass(frozen=True, slots=True)
class Described:
    """A described actor: tokens [start, end) of the passage and what they say."""

    start: int
    end: int
    kind: MentionKind
    name: str
    type: ActorType | None
    state: str | None
    number: str
    definite: bool
    machine: str | None = None  # "aircraft" or "vessel", of what acts for its state


class Describer:
    """Decides whether a noun describes an actor, and which words describe it."""

    def __init__(self, lexicon: ActorLexicon, gazetteer: Gazetteer) -> None:
        self._lexicon = lexicon
        self._gazetteer = gazetteer

    def stands_for_state(self, word: str) -> bool:
        """Whether a noun, written with a capital or not, acts as its state: "Government", "Authorities"."""
        head = self._lexicon.head(word.lower()) or self._lexicon.head(word.lower().removesuffix("s"))
        return head is not None and head.acts_as_state

    def describe(self, token: Token, *, lenient: bool) -> Described | None:
        """The actor that the noun describes; None where it is none (or, if not lenient, not surely one)."""
        if token.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM"} or token.ent_type_ in {"DATE", "TIME", "MONEY", "PERCENT"}:
            return None
        if token.lemma_ in {"defense", "defence"} and token.tag_ == "NN":
            return None  # "the defence of Israel" is an act; "its air defences" are a force
        if (
            token.lemma_ == "power"
            and token.tag_ == "NN"
            and not any(c.dep_ in {"amod", "det"} for c in token.children)
        ):
            return None  # "seized power"
        if token.pos_ == "ADJ" and token.lemma_ in {"military", "civilian"}:
            return None  # "hit military targets"
        head = self._lexicon.head(token.lemma_.lower()) or self._lexicon.head(token.lower_)
        if head is None and token.tag_ == "NNS" and token.lemma_ == "capital" and _is_pair(token):
            head = self._lexicon.head("government")  # "was declined by the two capitals"
            return self._described(token, MentionKind.NOMINAL, head.type if head else ActorType.GROUP, None)
        news = head is not None and head.type is ActorType.NEWS_ORGANIZATION
        if token.lemma_ in {"agency", "service"} and any(c.lemma_ == "news" for c in token.children):
            head = self._lexicon.head("newspaper")  # "news agencies"
        if token.lemma_ == "service" and any(c.lemma_ in _SERVING and c.dep_ == "compound" for c in token.children):
            head = self._lexicon.head("ministry")  # "the border service"
        if news and token.tag_ == "NNS" and token.lemma_ in _DEVICES:
            return None  # "hand-held radios"
        if head is None and lenient and any(c.isdigit() for c in token.text) and token.pos_ in {"NOUN", "PROPN"}:
            head = _MACHINE  # "Turkish F-16s"
        people = self._gazetteer.match([token.text], 0)
        if head is None and people is not None and people[1].kind == "people":
            counted = self._described(token, MentionKind.NOMINAL, ActorType.GROUP, people[1].iso)
            return counted if any(c.dep_ == "nummod" for c in token.children) else None
        if head is None and not self._seems_personal(token, lenient) and token.lemma_.lower() not in VESSELS:
            return None
        if token.lemma_ == "force" and token.tag_ == "NN" and not any(c.dep_ != "prep" for c in token.children):
            return None  # "threaten to use force"
        if _informed(token) or (token.lemma_ == "member" and token.tag_ == "NN"):
            head = self._lexicon.head("source")  # "a member of the delegation"
        kind, actor_type = MentionKind.NOMINAL, head.type if head else ActorType.GROUP
        state = self._state(token)
        suicide = token.lemma_ == "bomber" and any(c.lower_ == "suicide" for c in token.children)
        if suicide:
            head = self._lexicon.head("militant")
            actor_type = ActorType.PERSON if token.tag_ == "NN" else ActorType.ARMED_GROUP
        machine = None if suicide else machine_of(token, head)
        if machine is not None and head is None:
            head = _MACHINE  # "a Philippine vessel"
        if machine is not None and not (state or self._owned(token)):
            # "the plane had violated its airspace": that of which the text has told
            back = token.tag_ == "NN" and any(c.lower_ in {"the", "this", "that"} for c in token.children)
            found = self._described(token, MentionKind.NOMINAL, ActorType.STATE, None)
            return replace(found, machine=machine) if back else None
        if actor_type is ActorType.ORGANIZATION and self.is_armed(token):
            actor_type = ActorType.ARMED_GROUP  # "the main rebel group"
        persons = token.lemma_ == "fighter" and _are_people(token)
        if head is not None and head.instrument and not (state or self._owned(token) or persons):
            return None  # "200 missiles" act for nobody
        if head is not None and head.type is ActorType.ARMED_FORCE and self._of_two_states(token):
            return self._described(token, MentionKind.STATE, ActorType.STATE, state.iso if state else None)
        if _TROOPS & {token.lemma_, token.lower_} and any(c.tag_ == "PRP$" for c in token.children):
            return self._described(token, MentionKind.STATE, ActorType.STATE, None)  # "his army", "its men"
        if head is not None and head.acts_as_state and (state or self._owned(token)):
            found = self._described(token, MentionKind.STATE, ActorType.STATE, state.iso if state else None)
            return replace(found, name=state.name if state else found.name, machine=machine)
        if head is not None and head.points_back:
            kind = MentionKind.TITLE
        if token.lemma_ == "government" and token.tag_ == "NNS":
            actor_type = ActorType.GROUP  # "Western governments"
        one_of_them = actor_type is ActorType.ARMED_GROUP and token.lemma_ in FIGHTERS
        if (head is None or one_of_them) and token.tag_ in {"NN", "NNP"} and token.dep_ not in {"compound", "npadvmod"}:
            actor_type = ActorType.PERSON  # but many of them are behind a "rebel attack"
        if token.lemma_ == "guard" and token.tag_ == "NN" and not any(c.dep_ in _NAMING for c in token.children):
            actor_type = ActorType.PERSON  # "his guard"; but the coast guard is a force
        if actor_type is ActorType.GROUP and token.tag_ == "NN" and head is not None and head.personal:
            actor_type = ActorType.PERSON
        return self._described(token, kind, actor_type, state.iso if state else None)

    def describe_title(self, token: Token, office: OfficeMention | None) -> Described | None:
        """The mention of an office without a name: "the prime minister" points back, "a spokesman" is a source."""
        definite = _is_definite(token)
        head = self._lexicon.head(token.lemma_.lower())
        source = head is not None and head.type is ActorType.UNNAMED_SOURCE
        state = self._state(token)
        if not definite and not (office and (office.state or office.body)) and source:
            return self._described(token, MentionKind.NOMINAL, ActorType.UNNAMED_SOURCE, state.iso if state else None)
        plural = token.tag_ in {"NNS", "NNPS"}
        if not definite and plural:
            return self._described(token, MentionKind.NOMINAL, ActorType.GROUP, state.iso if state else None)
        kind = MentionKind.TITLE
        return self._described(token, kind, ActorType.PERSON, state.iso if state else None)

    def _described(self, token: Token, kind: MentionKind, actor_type: ActorType, state: str | None) -> Described:
        start, end = self._extent(token)
        first = start
        while first < token.i and (token.doc[first].dep_ in {"det", "predet"} or token.doc[first].pos_ == "DET"):
            first += 1
        name = _joined(token, first, end)
        return Described(
            start=first,
            end=end,
            kind=kind,
            name=name,
            type=actor_type,
            state=state,
            number="plural" if _is_plural(token) else "singular",
            definite=_is_definite(token),
        )

    def _extent(self, token: Token) -> tuple[int, int]:
        """Left modifiers without breaks, and to the right a short phrase: "officials in Moscow"."""
        start = token.i
        lefts = {c.i for c in token.subtree if c.i < token.i}
        while start - 1 in lefts and not _parts(token.doc[start - 1]) and token.doc[start - 1].pos_ != "SCONJ":
            start -= 1
        end = token.i + 1
        for child in token.children:
            if child.i == end and child.dep_ in {"prep", "amod", "acl"}:
                last = max(c.i for c in child.subtree) + 1
                words = token.doc[end:last]
                clean = not any(t.text in {",", ";", ":", '"', "—"} or t.dep_ == "relcl" for t in words)
                named = any(c.dep_ == "pobj" and c.pos_ == "PROPN" for c in child.children)
                sent_away = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else token.head
                if child.lower_ == "from" and token.dep_ in {"dobj", "pobj"} and sent_away.lemma_ in _AWAY:
                    continue  # "recalled its ambassador from Tehran", "the expulsion of a diplomat from Russia"
                if child.lower_ in {"from", "at", "in"} and not (named and _placed(token, self._lexicon)):
                    continue  # "barring ministers from meetings"; "fought Chinese troops in Himalayas"
                fits = child.dep_ == "amod" or child.lower_ in {
                    "of",
                    "with",
                    "in",
                    "from",
                    "at",
                    "familiar",
                    "close",
                    "briefed",
                }
                if clean and fits and last - start <= _LONGEST:
                    end = last
        return start, end

    def _state(self, token: Token) -> StateName | None:
        """The state that a modifier or an of-phrase names: "Israeli officials", "troops of Chad"."""
        lefts = sorted((c for c in token.subtree if c.i < token.i), key=lambda c: -c.i)
        words = [t.text for t in token.doc]
        for child in lefts:
            if tree.in_compound(child):
                continue  # "the Iran-backed group"
            if child.dep_ in {"amod", "compound", "nmod", "poss", "conj"}:
                for back in (3, 2, 1, 0):
                    start = child.i - back
                    hit = self._gazetteer.match(words, start) if start >= 0 else None
                    if hit and start + hit[0] == child.i + 1:
                        return hit[1]
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in {"of", "in"}:
                for noun in (c for c in child.children if c.dep_ == "pobj"):
                    for back in (2, 1, 0):
                        start = noun.i - back
                        hit = self._gazetteer.match(words, start) if start >= 0 else None
                        if hit and start + hit[0] == noun.i + 1:
                            return hit[1]
        return None

    def _of_two_states(self, token: Token) -> bool:
        """Whether forces are those of several states, which then act: "Indian and Chinese soldiers"."""
        first = [c for c in token.children if c.dep_ in {"amod", "nmod", "compound"}]
        words = [t.text for t in token.doc]
        return any(sum(self._gazetteer.match(words, one.i) is not None for one in tree.conjuncts(c)) > 1 for c in first)

    def is_armed(self, noun: Token) -> bool:
        """Whether the words before a group say that it is armed: "rebel group", "militant organisation"."""
        told = [c for c in noun.children if c.dep_ in {"compound", "amod"} and c.i < noun.i]
        heads = (self._lexicon.head(c.lemma_.lower()) for c in told)
        return any(c.lower_ in {"armed", "militant"} for c in told) or any(
            h is not None and h.type is ActorType.ARMED_GROUP for h in heads
        )

    def _owned(self, token: Token) -> bool:
        return any(c.dep_ == "poss" for c in token.children)

    def _seems_personal(self, token: Token, lenient: bool) -> bool:
        lemma = token.lemma_.lower()
        if not lenient or lemma in _NOT_PERSONAL or self._lexicon.is_thing(lemma):
            return False
        return lemma.endswith(_PERSONAL_ENDINGS) and len(lemma) > 4


def machine_of(token: Token, head: Head | None = None) -> str | None:
    """Whether a noun is an aircraft or a vessel, which act for whose they are."""
    lemma = token.lemma_.lower()
    downed = token.head.lemma_ == "shoot" and any(c.lower_ == "down" for c in token.head.children)
    if lemma in FLYING or head is _MACHINE or (lemma == "fighter" and downed and token.tag_ == "NN"):
        return "aircraft"
    return "vessel" if lemma in VESSELS else None


def _parts(token: Token) -> bool:
    """Whether a mark ends a phrase: "Iraq killings - ministry"."""
    apart = token.text == "-" and bool(token.whitespace_) and token.i > 0 and bool(token.nbor(-1).whitespace_)
    return apart or token.text in {",", ";", ":", "—", "–", '"', "(", ")"}


def _is_plural(token: Token) -> bool:
    models = any(c.isdigit() for c in token.text) and token.text.endswith("s")  # "two of its F-16s"
    return token.tag_ in {"NNS", "NNPS"} or token.lower_ in {"police", "people"} or models


def _placed(token: Token, lexicon: ActorLexicon) -> bool:
    """Whether a place behind a noun tells who it is ("officials in Moscow") rather than where it acted."""
    head = lexicon.head(token.lemma_.lower())
    return head is None or head.type not in {ActorType.ARMED_FORCE, ActorType.ARMED_GROUP}


def _informed(token: Token) -> bool:
    """Whether people are described by what they know: "two people familiar with the matter"."""
    if token.lemma_ not in {"people", "person", "individual"}:
        return False
    return any(c.lower_ in {"familiar", "briefed", "close"} for c in token.children) or any(
        n.lemma_ == "knowledge" for n in tree.prepositional(token, "with")
    )


def _are_people(fighters: Token) -> bool:
    """Whether fighters are no planes: "fighters loyal to him arrested his rival", "killed 40 fighters"."""
    verb = fighters.head
    if verb.lemma_ == "shoot" and any(c.lower_ == "down" for c in verb.children):
        return False
    if any(c.dep_ == "prep" and c.lower_ in {"of", "from"} for c in fighters.children):
        return True  # "fighters of the group"
    return fighters.dep_ == "nsubj" or (fighters.dep_ in {"dobj", "nsubjpass"} and verb.lemma_ in _OF_PEOPLE)


def _is_definite(token: Token) -> bool:
    return any(
        (c.dep_ == "det" and c.lower_ in {"the", "this", "that", "these", "those", "both"}) or c.dep_ == "poss"
        for c in token.children
    )


def _is_pair(token: Token) -> bool:
    return any(c.lower_ in {"both", "two"} for c in token.children)


def _joined(token: Token, start: int, end: int) -> str:
    return str(token.doc[start:end].text)
