"""Events of a passage: which words trigger which frame, and who fills its roles."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.model import ActorType, RoleName
from kg.reading import syntax
from kg.reading.borrowing import Borrowing
from kg.reading.frames import Frame, FrameLexicon
from kg.reading.mentions import Mentions
from kg.reading.roles import RoleFiller, Trigger, lemma, sums_up
from kg.reading.signals import Signals

_POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj"}
_OWN_KIND = {"investigation", "probe", "inquiry"}  # PLOVER has them among accusations, but a charge is no inquiry
_MODIFIERS = {"poss", "amod", "compound", "nmod"}
_PROMISING = {"pledge", "promise"}
_ABOUT = {"in", "during", "after"}
_VESSELS = {"vessel", "ship", "carrier", "destroyer", "frigate", "cruiser", "submarine", "warship", "corvette"}
_KIND_DEEDS = {
    "respect", "support", "help", "protect", "election", "cooperate", "uphold", "honour", "honor", "abide", "aid",
    "peace", "release", "free", "return", "stay", "withdraw", "assist", "pay", "rebuild", "reform",
}  # fmt: skip
_MEASURES = {"sanction", "measure", "package", "tariff", "ban", "restriction", "law", "bill", "policy", "resolution"}
_TITLES = {"President", "Prime", "Premier", "King", "Chancellor", "General"}
_PRESS = {"reporter", "journalist", "medium", "media", "press", "newspaper", "broadcaster"}
_ACCIDENTS = {"crash", "collapse", "capsize", "derail", "overturn", "plunge", "collide", "erupt"}


class EventReader:
    """Finds the triggers of one passage after another."""

    def __init__(self, frames: FrameLexicon, signals: Signals, mentions: Mentions) -> None:
        self._frames = frames
        self._signals = signals
        self._mentions = mentions
        self._roles = RoleFiller(frames, signals, mentions)
        self._told: set[str] = set()  # types and lemmas of the events so far
        self._borrowing = Borrowing(frames, self._roles)

    def read(self, doc: Doc) -> list[Trigger]:
        """The triggers of a passage, in order, with their roles."""
        nouns = {t.i for t in doc if self._is_event_noun(t)}
        chosen: list[Trigger] = []
        for token in doc:
            frame = self._frame(token, nouns)
            if frame is not None:
                chosen.append(Trigger(token, frame))
        for trigger in chosen:
            if (
                trigger.frame.type == "Threat"
                and lemma(trigger.token) in {"vow", "swear"}
                and self._vows_peace(trigger)
            ):
                trigger.frame = replace(trigger.frame, type="Assurance")
            if lemma(trigger.token) in _PROMISING and trigger.frame.type == "Assurance":
                hostile = any(self._is_hostile(t.frame) for t in chosen if trigger.token.is_ancestor(t.token))
                trigger.frame = replace(trigger.frame, type="Threat") if hostile else trigger.frame
        taken = {t.token.i for t in chosen}
        found: list[Trigger] = []
        for trigger in chosen:
            if (
                self._to_the_press(trigger.token)
                or self._names_its_object(trigger, taken)
                or self._denies_nothing(trigger)
                or _nobody_hurt(trigger.token)
            ):
                continue
            if _by_accident(trigger.token) or _met_with(trigger.token) or _fell_short(trigger.token):
                continue
            trigger.roles = self._roles.fill(trigger.frame, trigger.token)
            if self._tests(trigger):
                trigger.frame = replace(trigger.frame, type="WeaponTest")
            if trigger.frame.type == "Protest" and self._by_states(trigger):
                trigger.frame = replace(trigger.frame, type="Accusation")
            known = self._was_told(trigger) and not syntax.is_verb(trigger.token)
            told_here = any(t.token.sent == trigger.token.sent for t in found)
            points_back = (trigger.frame.coreferent or known) and (
                _is_definite(trigger.token) or (sums_up(trigger.token) and told_here)
            )
            if sums_up(trigger.token) and trigger.frame.coreferent and not (trigger.roles or told_here):
                continue  # "said the claim had no basis, a decision that it rejected"
            if trigger.frame.type == "PhoneCall" and not trigger.roles and trigger.token.dep_ == "appos":
                continue  # "demanded that he resign, a call the minister dismissed"
            if trigger.frame.weak and not trigger.roles and not points_back:
                continue
            found.append(trigger)
            self._told |= {trigger.frame.type, lemma(trigger.token)}
        found = [t for t in found if not self._topic_of_talks(t, found)]
        self._borrowing.complete(found)
        return found

    def _to_the_press(self, token: Token) -> bool:
        """Whether somebody only speaks to reporters, which is no meeting of theirs."""
        if token.lemma_ not in {"speak", "talk"} or not syntax.is_verb(token):
            return False
        heard = [n for p in ("to", "with") for n in syntax.prepositional(token, p)]
        return bool(heard) and all(n.lemma_.lower() in _PRESS for n in heard)

    def _by_states(self, trigger: Trigger) -> bool:
        """Whether it is states or their bodies that protest, which is no demonstration."""
        acting = [self._mentions.all[m] for m in trigger.who(RoleName.AGENT)]
        agents = [ActorType.STATE if m.name == "it" else m.type for m in acting]
        bodies = {ActorType.STATE, ActorType.GOVERNMENT_BODY}
        return trigger.token.lemma_ == "protest" and bool(agents) and all(a in bodies for a in agents)

    def _vows_peace(self, trigger: Trigger) -> bool:
        """Whether what somebody vows threatens nobody: "vowed to stage elections", "to continue its support"."""
        below = syntax.complements(trigger.token)
        below += [v for one in below for v in syntax.complements(one)]
        words = {lemma(v) for v in below} | {lemma(o) for v in below for o in syntax.logical_objects(v)}
        return bool(words & _KIND_DEEDS) and not words & {"fight", "attack", "war", "revenge"}

    def _is_hostile(self, frame: Frame) -> bool:
        """Whether who promises an act threatens with it: "promised revenge", but not "promised to withdraw"."""
        peaceful = {"Ceasefire", "Withdrawal", "MilitaryAid", "MilitaryExercise", "Interception"}
        hostile = any(self._frames.is_a(frame.type, kind) for kind in ("MilitaryAction", "Sanction", "Coercion"))
        return hostile and frame.type not in peaceful

    def _tests(self, trigger: Trigger) -> bool:
        """Whether a missile or two fired by a state at nobody are a test: "fired a short-range ballistic missile"."""
        token = trigger.token
        fires = trigger.frame.type in {"MissileAttack", "RocketFire"} and not trigger.frame.subject
        if not fires or not syntax.is_verb(token):
            return False
        objects = syntax.logical_objects(token) or syntax.what_objects(token)
        few = _into_water(token) or all(
            o.tag_ == "NN" or any(c.lower_ in {"two", "three", "several"} for c in o.children) for o in objects
        )
        aims = [c for c in token.children if c.lower_ in {"at", "against", "on"}]
        aims = [c for c in aims if not any(n.ent_type_ in {"DATE", "TIME"} for n in syntax.children(c, "pobj"))]
        aimed = trigger.who(RoleName.RECIPIENT) or aims
        agents = [self._mentions.all[m].type for m in trigger.who(RoleName.AGENT)]
        attacks = {"Attack", "MissileAttack", "RocketFire", "Airstrike", "Interception"} & self._told
        attacks = attacks if not _into_water(token) else set()
        return bool(objects) and few and not aimed and not attacks and all(a is ActorType.STATE for a in agents)

    def _was_told(self, trigger: Trigger) -> bool:
        """Whether the text has told of such an event, to which a bare noun may point back."""
        noun = lemma(trigger.token)
        return (noun if noun in _OWN_KIND else trigger.frame.type) in self._told

    def _denies_nothing(self, trigger: Trigger) -> bool:
        """Whether a denial is only said not to have been made: "neither confirmed nor denied", "did not rule out"."""
        ruled_out = trigger.frame.particle == "out" and trigger.frame.type == "Refusal"
        negated = syntax.is_verb(trigger.token) and syntax.negated(trigger.token) is not None
        return (ruled_out or trigger.frame.type == "Denial") and negated

    def _topic_of_talks(self, trigger: Trigger, found: list[Trigger]) -> bool:
        """Whether "to discuss" only says what the call or meeting of its clause is for."""
        token = trigger.token
        if (
            trigger.frame.type != "Consultation"
            or not syntax.is_verb(token)
            or token.dep_ not in {"advcl", "xcomp", "acl"}
        ):
            return False
        near = (
            {token.head.i} | {o.i for o in syntax.logical_objects(token.head)}
            if syntax.is_verb(token.head)
            else {token.head.i}
        )
        return any(
            t.token.i in near and self._frames.is_a(t.frame.type, "Consultation") and t.frame.type != "Visit"
            for t in found
        )

    # ------------------------------------------------------------------ frames

    def _is_event_noun(self, token: Token) -> bool:
        return token.pos_ in {"NOUN", "PROPN"} and bool(self._frames.of("noun", lemma(token)))

    def _frame(self, token: Token, nouns: set[int]) -> Frame | None:
        pos = _POS.get(token.pos_)
        if pos is None or token.dep_ in {"aux", "auxpass"} or not token.text[:1].isalpha():
            return None
        people = self._mentions.is_source(token.head) or token.head.lemma_ in {"people", "person"}
        if token.dep_ == "acl" and token.tag_ == "VBG" and token.lemma_ in {"allow", "permit", "let", "enable"}:
            return None  # "a system allowing them to share data"
        if token.lemma_ == "target" and token.dep_ in {"acl", "relcl"} and token.head.lemma_ in _MEASURES:
            return None  # "sanctions targeting Moscow"
        following = token.nbor().text if token.i + 1 < len(token.doc) else ""
        if token.lemma_ == "call" and following in {"itself", "himself", "herself", "themselves"}:
            return None  # "calling itself the Salvation Committee"
        if pos == "verb" and token.dep_ == "conj" and token.tag_ in {"VBN", "VBD"} and following in _TITLES:
            return None  # "meet Tiani or deposed President Bazoum"
        if token.dep_ == "acl" and token.lemma_ == "brief" and people:
            return None  # "a diplomat briefed on the matter"
        if pos == "verb" and token.dep_ in {"dobj", "pobj"} and any(c.dep_ == "det" for c in token.children):
            return None  # "visited the wounded"
        if token.ent_type_ == "DATE" or (pos == "verb" and token.dep_ == "amod" and token.i < token.head.i):
            return None  # "in March"; "a disputed border", "wanted men"
        if pos == "noun" and token.pos_ == "PROPN" and self._mentions.in_known_name(token):
            return None  # the "Programme" of the World Food Programme
        candidates = self._frames.of(pos, _joined_lemma(token) or lemma(token))
        if pos == "noun" and token.dep_ in {"compound", "nmod"} and token.head.pos_ in {"NOUN", "PROPN"}:
            return None  # "attack helicopter", "talks process": a kind of thing, not an event
        if pos == "noun" and (_only_names(token) or self._is_of_person(token) or syntax.in_compound(token)):
            return None
        hyphened = token.i > 0 and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_
        if hyphened and (_joined_lemma(token) is None or not candidates):
            return None  # "Iran-backed group"
        if (
            token.pos_ == "PROPN"
            and token.text[:1].isupper()
            and not token.is_sent_start
            and token.ent_type_ == "PERSON"
        ):
            return None
        for frame in candidates:
            if self._fits(frame, token, nouns):
                return frame
        return None

    def _fits(self, frame: Frame, token: Token, nouns: set[int]) -> bool:
        if frame.particle is not None and not _has_particle(token, frame.particle):
            return False
        if frame.name == "call for.noun: Request" and token.dep_ == "pobj" and token.head.lower_ in _ABOUT:
            return False  # "had asked him in a call on Sunday for air defence"
        modifiers = {lemma(c) for c in token.children if c.dep_ in _MODIFIERS} if frame.pos == "noun" else set()
        if (frame.modifier and not modifiers & frame.modifier) or modifiers & frame.not_modifier:
            return False
        if frame.carrier and not self._carried_by(token, frame.carrier):
            return False
        if frame.not_carrier and self._carried_by(token, frame.not_carrier):
            return False
        if frame.pos == "noun" and frame.object and not self._made_of(token) & frame.object:
            return False
        if frame.pos == "noun" and {lemma(n) for n in syntax.prepositional(token, "for")} & frame.not_object:
            return False  # "requests for comment"
        if frame.pos == "verb" and not self._verb_fits(frame, token, nouns):
            return False
        if frame.clause and not any(_has_clause(token, clause) for clause in frame.clause):
            return False
        if frame.not_clause & {lemma(c) for c in syntax.children(token, "xcomp", "ccomp")}:
            return False
        return all(self._roles.actors((slot,), token) for slot in frame.requires)

    def _is_of_person(self, noun: Token) -> bool:
        """Whether a campaign is that of who runs for an office: "the Kato campaign"."""
        if noun.lemma_ != "campaign":
            return False
        names = [m for c in noun.children if c.dep_ == "compound" for m in [self._mentions.at(c)] if m is not None]
        return any(self._mentions.all[m].type is ActorType.PERSON for m in names)

    def _made_of(self, noun: Token) -> set[str]:
        """Lemmas of what a noun is of: "the delivery of tanks", "arms sales"."""
        of = {lemma(self._counted(n)) for n in syntax.prepositional(noun, "of")}
        return of | {lemma(c) for c in noun.children if c.dep_ in _MODIFIERS}

    def _carried_by(self, token: Token, carriers: frozenset[str]) -> bool:
        """Whether a noun stands with one of the verbs (or verb and preposition): "go on strike"."""
        head = token.head
        if token.dep_ == "pobj":
            return f"{lemma(head.head)} {head.lower_}" in carriers
        if token.dep_ in {"oprd", "attr"}:  # "called the launch a threat"
            return f"{lemma(head)} a" in carriers
        named = head.lemma_ == "call" and any(c.dep_ in {"oprd", "ccomp", "acomp"} for c in head.children)
        return token.dep_ in {"dobj", "nsubjpass"} and lemma(head) in carriers and not named

    def _verb_fits(self, frame: Frame, token: Token, nouns: set[int]) -> bool:
        objects = [self._counted(o) for o in syntax.logical_objects(token) or syntax.what_objects(token)]
        if frame.ahead and not _is_ahead(token):
            return False
        if frame.tool and not {lemma(self._counted(n)) for n in _means(token)} & frame.tool:
            return False
        if (
            frame.source
            and not {lemma(n) for c in token.subtree if c.lower_ in {"from", "of"} for n in c.children} & frame.source
        ):
            return False
        if frame.not_subject and {lemma(s) for s in syntax.logical_subjects(token)} & frame.not_subject:
            return False
        if frame.intransitive and syntax.children(token, "dobj", "ccomp", "xcomp"):
            return False
        lemmas = {lemma(o) for o in objects}
        lemmas |= {lemma(o).removesuffix("s") for o in objects if o.tag_ == "NNPS"}  # "Rockets were fired"
        named = syntax.children(
            token, "oprd", "attr", "xcomp", "ccomp", "dobj"
        )  # "designated a terrorist organization"
        lemmas |= {lemma(c) for c in named if c.pos_ == "NOUN"}
        lemmas |= {f"{lemma(c)}-{lemma(o)}" for o in objects for c in o.children if c.dep_ == "compound"}
        lemmas |= {"drone" for o in objects if lemma(o) in {"uav", "uavs"}}
        lemmas |= {"drone" for o in objects for c in o.children if c.lower_ == "unmanned"}
        lemmas |= {c.lower_ for c in token.children if c.dep_ == "xcomp" and c.tag_ == "VBG"}  # "stop fighting"
        # "the patrol vessel HMS Trent" is a vessel
        lemmas |= {lemma(c) for o in objects if o.pos_ == "PROPN" for c in o.children if lemma(c) in _VESSELS}
        if frame.object and not lemmas & frame.object:
            return False
        if frame.not_object and lemmas & frame.not_object:
            return False
        own = any(c.dep_ == "xcomp" and c.tag_ == "VBG" for c in token.children)
        if frame.type == "Obstruction" and token.lemma_ == "stop" and own and not objects:
            return False  # "must stop sending ships": stops nobody
        if frame.subject and not {lemma(s) for s in syntax.logical_subjects(token)} & frame.subject:
            return False
        if frame.object_is == "event":
            return any(o.i in nouns for o in objects)
        if frame.object_is == "actor":
            named = [o for o in objects if o.i not in nouns and o.lower_ not in {"it", "this", "that"}]
            return any(self._mentions.at(o) is not None for o in named)
        if frame.object_is == "thing":
            return bool(objects) and all(self._mentions.at(o) is None for o in objects)
        return True

    def _counted(self, noun: Token) -> Token:
        """What an amount is of: "two of the missiles", "dozens of shells"."""
        if noun.pos_ == "NUM" or self._mentions.lexicon.is_amount(lemma(noun)):
            return next(iter(syntax.prepositional(noun, "of")), noun)
        return noun

    def _names_its_object(self, trigger: Trigger, taken: set[int]) -> bool:
        """Whether a verb only carries out the event that its object names: "launched an attack", "held talks"."""
        token = trigger.token
        word = lemma(token) + (f" {trigger.frame.particle}" if trigger.frame.particle else "")  # "called off a visit"
        if trigger.frame.tool and any(n.i in taken for n in _means(token)):
            return True  # "responded with artillery fire"
        if not syntax.is_verb(token) or not self._signals.is_light(word):
            return False
        if word == "strike" and self._frames.is_a(trigger.frame.type, "Attack"):
            return False  # "struck a camp, the first raid since 1971"; but "struck a deal"
        return any(o.i in taken and o.pos_ in {"NOUN", "PROPN"} for o in syntax.logical_objects(token))


def _nobody_hurt(token: Token) -> bool:
    """Whether a clause only says that there were no victims: "no one was injured"."""
    return (
        token.lemma_ in {"injure", "kill", "hurt", "wound", "harm"}
        and syntax.is_verb(token)
        and syntax.is_passive(token)
        and syntax.negated(token) is not None
        and not syntax.agents_by(token)
    )


def _fell_short(token: Token) -> bool:
    """Whether a verb only tells what became of shells that were fired: "fell short"."""
    return token.lemma_ == "fall" and any(c.lower_ == "short" for c in token.children)


def _only_names(noun: Token) -> bool:
    """Whether a noun tells of no event: "resigned in protest", "ceasefire and hostage talks"."""
    if noun.lemma_ == "protest":
        return noun.dep_ == "pobj" and noun.head.lower_ == "in" and not any(c.dep_ == "det" for c in noun.children)
    if noun.lemma_ == "patrol":  # "a row between border patrols"
        return noun.dep_ == "pobj" and noun.head.lower_ == "between"
    if noun.lemma_ == "operation":  # "the operation of a system"
        things = syntax.prepositional(noun, "of")
        return bool(things) and all(t.pos_ == "NOUN" and t.ent_type_ == "" for t in things) and not _is_military(noun)
    talks = [c for c in syntax.children(noun, "conj") if c.lemma_ in {"talk", "negotiation", "deal", "proposal"}]
    beside = noun.i + 1 < len(noun.doc) and noun.nbor().lower_ == "and" and noun.i == noun.left_edge.i
    return bool(talks) and beside and any(c.dep_ == "compound" for c in talks[0].children)


def _is_military(noun: Token) -> bool:
    return any(lemma(c) in {"military", "special", "army", "naval", "armed", "ground"} for c in noun.children)


def _into_water(verb: Token) -> bool:
    """Whether what is fired falls where nobody is: "fired a missile into the ocean", "towards the Sea of Japan"."""
    ways = [c for c in syntax.children(verb, "prep") if c.lower_ in {"into", "in", "toward", "towards"}]
    ways += [c for o in syntax.logical_objects(verb) for c in syntax.children(o, "prep") if c.lower_ == "into"]
    return any(lemma(n) in {"sea", "ocean", "water", "pacific"} for c in ways for n in syntax.children(c, "pobj"))


def _means(verb: Token) -> list[Token]:
    """What an act is done with: "responded with missiles", "responded to raids with missiles"."""
    below = [n for o in syntax.prepositional(verb, "to") for n in syntax.prepositional(o, "with")]
    return syntax.prepositional(verb, "with") + below


def _is_ahead(verb: Token) -> bool:
    """Whether a verb tells of what is to come: "would respond", "the right to respond"; not of an answer given."""
    if any(c.dep_ == "prep" and c.lower_ == "to" for c in verb.children) or syntax.negated(verb) is not None:
        return False
    return any(c.dep_ == "aux" and c.lower_ in {"will", "would", "to", "may", "might", "could"} for c in verb.children)


def _by_accident(token: Token) -> bool:
    """Whether a verb tells the toll of an accident: "an airliner crashed, killing all on board"."""
    above = token.head
    tolls = token.lemma_ in {"kill", "injure", "wound", "destroy", "damage"}
    return tolls and token.dep_ in {"advcl", "xcomp"} and token.tag_ == "VBG" and above.lemma_ in _ACCIDENTS


def _met_with(token: Token) -> bool:
    """Whether a passive tells of an answer, not of people: "any attack would be met with a stronger response"."""
    return token.lemma_ == "meet" and syntax.is_verb(token) and bool(syntax.children(token, "auxpass"))


def _is_definite(token: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ in {"the", "this", "that", "these", "those"} for c in token.children)


def _joined_lemma(token: Token) -> str | None:
    """The lemma of a hyphenated compound that the tokenizer cut: "cease-fire"."""
    if token.i < 2 or token.nbor(-1).text != "-" or token.nbor(-1).whitespace_ or token.nbor(-2).whitespace_:
        return None
    return f"{token.nbor(-2).lower_}-{lemma(token)}"


def _has_particle(token: Token, particle: str) -> bool:
    clauses = [c for c in token.children if c.dep_ in {"advcl", "ccomp", "xcomp"}]
    if particle == "for" and token.lemma_ in {"ask", "press", "push", "petition", "lobby", "beg"}:
        # "asked its partners for weapons": the model hangs the phrase on the partners
        asked = [c for o in syntax.logical_objects(token) for c in o.children]
        if any(c.dep_ == "prep" and c.lower_ == "for" for c in asked):
            return True
    if any(c.dep_ == "ccomp" and c.lower_ == particle for c in token.children):
        return True  # "found him guilty"
    if particle == "by" and token.lemma_ in {
        "speak",
        "talk",
        "discuss",
        "confer",
        "consult",
        "tell",
        "inform",
        "assure",
    }:
        # "spoke to him about the case by phone"
        said = {t.i for c in clauses for t in c.subtree}
        lines = [t for t in token.subtree if t.dep_ == "pobj" and t.lemma_ in {"phone", "telephone"}]
        return any(t.head.lower_ in {"by", "on", "over", "via"} and t.i not in said for t in lines)
    return any(
        c.lower_ == particle
        and c.dep_ in {"prt", "advmod", "prep", "dative", "acomp", "oprd"}
        and c.i - token.i <= (12 if token.lemma_ == "ask" else 6)
        for c in token.children
        if not any(n.ent_type_ == "DATE" for n in syntax.children(c, "pobj"))  # "fired on Tuesday"
    ) or any(  # "pushing for the government to resign"
        c.dep_ == "mark" and c.lower_ == particle and 0 < c.i - token.i <= 3 for v in clauses for c in v.children
    )


def _has_clause(token: Token, clause: str) -> bool:
    for child in token.children:
        to = any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children)
        open_question = any(c.lower_ in {"if", "whether"} and c.dep_ in {"mark", "advmod"} for c in child.children)
        if clause == "that" and child.dep_ == "ccomp" and not open_question:
            return True
        if clause == "to" and child.dep_ in {"xcomp", "ccomp", "advcl", "acl"} and to:
            return True
        if clause == "ing" and (
            (child.tag_ == "VBG" and child.dep_ == "xcomp") or any(c.dep_ == "pcomp" for c in child.children)
        ):
            return True
        if clause == "if" and child.dep_ in {"ccomp", "advcl"} and open_question:
            return True
    return clause == "quote" and '"' in token.sent.text
