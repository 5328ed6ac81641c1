"""Events of a passage: which words trigger which frame, and who fills its roles."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.model import ActorType, MentionKind, RoleName, Status
from kg.reading import syntax, tree
from kg.reading.borrowing import Borrowing
from kg.reading.clauses import votes
from kg.reading.fitting import Fitting, means
from kg.reading.frames import Frame, FrameLexicon
from kg.reading.mentions import Mentions
from kg.reading.nouns import lemma, sums_up
from kg.reading.roles import RoleFiller, Trigger
from kg.reading.signals import Signals

_HITTING = {"hit", "strike", "kill", "wound", "injure", "destroy", "damage", "land", "explode", "slam"}
_OWN_KIND = {"investigation", "probe", "inquiry"}  # PLOVER has them among accusations, but a charge is no inquiry
_TALKS = {"conversation", "discussion", "exchange", "encounter"}
_PROMISING = {"pledge", "promise"}
_KIND_DEEDS = {
    "respect", "support", "help", "protect", "election", "cooperate", "uphold", "honour", "honor", "abide", "aid",
    "peace", "release", "free", "return", "stay", "withdraw", "assist", "pay", "rebuild", "reform",
}  # fmt: skip
_GIVING = {"give", "provide", "offer", "disclose", "release", "add", "supply"}
_DETAILS = {"detail", "name", "comment", "reason", "figure", "number", "estimate", "explanation", "identity",
            "timeline", "specifics", "toll", "timetable", "date"}  # fmt: skip
_PRESS = {"reporter", "journalist", "medium", "media", "press", "newspaper", "broadcaster"}
_DEALS = {"deal", "pact", "agreement", "accord", "compromise", "truce", "ceasefire", "bargain", "alliance"}
_ACCIDENTS = {"crash", "collapse", "capsize", "derail", "overturn", "plunge", "collide", "erupt"}

_CARRIERS = {"ship", "vessel", "tanker", "boat", "freighter", "carrier", "plane", "aircraft", "airliner"}
_MAKING = {"announce", "sign", "reach", "broker", "strike", "seal", "conclude", "mediate"}
_DID = {"did", "does", "do", "has", "have", "had", "will", "is", "was"}


class EventReader:
    """Finds the triggers of one passage after another."""

    def __init__(self, frames: FrameLexicon, signals: Signals, mentions: Mentions) -> None:
        self._frames = frames
        self._signals = signals
        self._mentions = mentions
        self._roles = RoleFiller(frames, signals, mentions)
        self._told: set[str] = set()  # types and lemmas of the events so far
        self._borrowing = Borrowing(frames, self._roles)
        self._fitting = Fitting(frames, mentions, self._roles)

    def carrier(self, trigger: Trigger) -> Token | None:
        """The light verb that carries out the event which a noun names: "imposed sanctions"."""
        return None if tree.is_verb(trigger.token) else self._roles.slots.carrier(trigger.token)

    def read(self, doc: Doc) -> list[Trigger]:
        """The triggers of a passage, in order, with their roles."""
        nouns = {t.i for t in doc if self._fitting.is_event_noun(t)}
        chosen: list[Trigger] = []
        for token in doc:
            frame = self._fitting.frame(token, nouns)
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
                below = [t for t in chosen if trigger.token.is_ancestor(t.token) and not _told_by_the_way(t, trigger)]
                hostile = any(self._is_hostile(t.frame) for t in below)
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
            if _not_entitled(trigger.token) or _tells_no_more(trigger.token):
                continue
            if any(votes(t.token, t.frame) and t.token.head == trigger.token for t in chosen):
                continue  # "voted to reject them": one act
            if (
                (_by_accident(trigger.token) and trigger.token.head.i not in taken)
                or _met_with(trigger.token)
                or _fell_short(trigger.token)
            ):
                continue
            trigger.roles = self._roles.fill(trigger.frame, trigger.token)
            if lemma(trigger.token) == "tell" and trigger.frame.type == "Notification" and not self._notifies(trigger):
                continue  # "told Reuters that": a source speaks
            if lemma(trigger.token) in {"die", "perish"}:  # whose name is told, and not the toll
                named = [(r, m) for r, m in trigger.roles if self._mentions.all[m].kind is MentionKind.NAME]
                trigger.roles = named
            if self._tests(trigger):
                trigger.frame = replace(trigger.frame, type="WeaponTest")
            if trigger.frame.type == "Protest" and self._by_states(trigger):
                trigger.frame = replace(trigger.frame, type="Accusation")
            if trigger.frame.type == "Capture" and self._is_hijacking(trigger):
                trigger.frame = replace(trigger.frame, type="Raid")
            if trigger.frame.type == "Clash" and self._only_quarrels(trigger):
                continue
            known = self._was_told(trigger) and not tree.is_verb(trigger.token)
            told_here = any(t.token.sent == trigger.token.sent for t in found)
            points_back = (trigger.frame.coreferent or known) and (
                _is_definite(trigger.token) or (sums_up(trigger.token) and told_here)
            )
            if sums_up(trigger.token) and trigger.frame.coreferent and not (trigger.roles or told_here):
                continue  # "said the claim had no basis, a decision that it rejected"
            if trigger.frame.type == "PhoneCall" and not trigger.roles and trigger.token.dep_ == "appos":
                continue  # "demanded that he resign, a call the minister dismissed"
            if trigger.frame.weak and not trigger.roles and not points_back and not _was_made(trigger):
                continue
            found.append(trigger)
            self._told |= {trigger.frame.type, lemma(trigger.token)}
        found = [t for t in found if not self._topic_of_talks(t, found)]
        self._likewise(doc, found)
        self._borrowing.complete(found)
        return found

    def _likewise(self, doc: Doc, found: list[Trigger]) -> None:
        """Who did the same: "Qatar demanded punishment; so did Kuwait", "hailed the truce, as did Iran"."""
        for token in doc:
            if token.lower_ not in _DID or token.i < 2 or doc[token.i - 1].lower_ not in {"so", "as"}:
                continue
            if doc[token.i - 2].text not in {",", ";", ".", "—", "–"} and doc[token.i - 2].lower_ not in {"and", "but"}:
                continue
            others = [m for c in token.children if c.dep_ in {"nsubj", "attr"} and c.i > token.i
                      for n in tree.conjuncts(c) for m in [self._mentions.at(n)] if m is not None]  # fmt: skip
            before = [t for t in found if t.token.i < token.i - 1 and tree.is_verb(t.token)]
            before = [t for t in before if t.token.dep_ in {"ROOT", "conj", "ccomp", "parataxis"}]
            if before:
                agents = before[-1].who(RoleName.AGENT)
                before[-1].roles += [(RoleName.AGENT, m) for m in others if agents and m not in agents]

    def _to_the_press(self, token: Token) -> bool:
        """Whether somebody only speaks to reporters, which is no meeting of theirs."""
        if token.lemma_ in {"telephone", "phone"} and token.dep_ == "pobj" and token.head.lower_ == "by":
            token = token.head.head
        if token.lemma_ == "tell" and tree.is_verb(token):  # "told Reuters by phone"
            told = [m for n in syntax.logical_objects(token) for m in [self._mentions.at(n)] if m is not None]
            return bool(told) and all(self._mentions.all[m].type is ActorType.NEWS_ORGANIZATION for m in told)
        if token.lemma_ in {"speak", "talk", "discuss"} and any(t.lemma_ == "anonymity" for t in token.sent):
            return tree.is_verb(token)  # "spoke on condition of anonymity to discuss the plans"
        if token.lemma_ not in {"speak", "talk"} or not tree.is_verb(token):
            return False
        heard = [n for p in ("to", "with") for n in tree.prepositional(token, p)]
        return bool(heard) and all(n.lemma_.lower() in _PRESS or self._is_outlet(n) for n in heard)

    def _is_outlet(self, noun: Token) -> bool:
        index = self._mentions.at(noun)
        return index is not None and self._mentions.all[index].type is ActorType.NEWS_ORGANIZATION

    def _notifies(self, trigger: Trigger) -> bool:
        """Whether one party tells another something: a person or a state, and not a paper or a parliament."""
        told = [self._mentions.all[m] for m in trigger.who(RoleName.RECIPIENT)]
        parties = {ActorType.PERSON, ActorType.STATE, None}
        return bool(told) and bool(trigger.who(RoleName.AGENT)) and all(m.type in parties for m in told)

    def _by_states(self, trigger: Trigger) -> bool:
        """Whether it is states or their bodies that protest, which is no demonstration."""
        acting = [self._mentions.all[m] for m in trigger.who(RoleName.AGENT)]
        agents = [ActorType.STATE if m.name in {"it", "we"} else m.type for m in acting]
        agents = [ActorType.STATE if m.office is not None else kind for m, kind in zip(acting, agents, strict=True)]
        diplomatic = any(c.lower_ == "diplomatic" for c in trigger.token.children)
        bodies = {ActorType.STATE, ActorType.GOVERNMENT_BODY, *((ActorType.PERSON,) if diplomatic else ())}
        return trigger.token.lemma_ == "protest" and bool(agents) and all(a in bodies for a in agents)

    def _is_hijacking(self, trigger: Trigger) -> bool:
        """Whether an armed group takes a ship or plane, which is a raid; a navy captures it."""
        taken = {lemma(o) for o in syntax.logical_objects(trigger.token)} if tree.is_verb(trigger.token) else set()
        acting = [self._mentions.all[m].type for m in trigger.who(RoleName.AGENT)]
        bands = {ActorType.ARMED_GROUP, ActorType.ORGANIZATION, ActorType.GROUP}  # "the group, which seized a ship"
        return bool(taken & _CARRIERS) and bool(acting) and all(a in bands for a in acting)

    def _only_quarrels(self, trigger: Trigger) -> bool:
        """Whether two officials clash in words: "Kato has clashed with President Okello over trade"."""
        sides = (trigger.who(RoleName.AGENT), trigger.who(RoleName.RECIPIENT))
        people = all(self._mentions.all[m].type is ActorType.PERSON for side in sides for m in side)
        return people and all(sides) and trigger.token.lemma_ in {"clash", "spar", "battle", "feud", "fight"}

    def _vows_peace(self, trigger: Trigger) -> bool:
        """Whether what somebody vows threatens nobody: "vowed to stage elections", "to continue its support"."""
        below = tree.complements(trigger.token)
        below += [v for one in below for v in tree.complements(one)]
        words = {lemma(v) for v in below} | {lemma(o) for v in below for o in syntax.logical_objects(v)}
        return bool(words & _KIND_DEEDS) and not words & {"fight", "attack", "war", "revenge"}

    def _is_hostile(self, frame: Frame) -> bool:
        """Whether who promises an act threatens with it: "promised revenge", but not "promised to withdraw"."""
        peaceful = {"Ceasefire", "Withdrawal", "MilitaryAid", "MilitaryExercise", "Interception", "Deployment"}
        hostile = any(self._frames.is_a(frame.type, kind) for kind in ("MilitaryAction", "Sanction", "Coercion"))
        return hostile and frame.type not in peaceful

    def _tests(self, trigger: Trigger) -> bool:
        """Whether a missile or two fired by a state at nobody are a test: "fired a short-range ballistic missile"."""
        token = trigger.token
        fires = trigger.frame.type in {"MissileAttack", "RocketFire"} and not trigger.frame.subject
        if not fires or not tree.is_verb(token):
            return False
        if token.dep_ == "acl" and token.head.dep_ == "nsubj" and lemma(token.head.head) in _HITTING:
            return False  # "a rocket fired from Kabo hit a house"
        objects = syntax.logical_objects(token) or syntax.what_objects(token)
        few = _into_water(token) or all(
            o.tag_ == "NN" or any(c.lower_ in {"two", "three", "several"} for c in o.children) for o in objects
        )
        aims = [c for c in token.children if c.lower_ in {"at", "against", "on"}]
        aims = [c for c in aims if not any(n.ent_type_ in {"DATE", "TIME"} for n in tree.children(c, "pobj"))]
        aimed = trigger.who(RoleName.RECIPIENT) or aims
        agents = [self._mentions.all[m].type for m in trigger.who(RoleName.AGENT)]
        attacks = {"Attack", "MissileAttack", "RocketFire", "Airstrike", "Interception"} & self._told
        attacks = attacks if not _into_water(token) else set()
        return bool(objects) and few and not aimed and not attacks and all(a is ActorType.STATE for a in agents)

    def _was_told(self, trigger: Trigger) -> bool:
        """Whether the text has told of such an event, to which a bare noun may point back."""
        noun = lemma(trigger.token)
        kind = noun if noun in _OWN_KIND else trigger.frame.type
        if noun in _TALKS:  # "at the end of the conversation", of a call as well
            return any(self._frames.is_a(told, kind) for told in self._told)
        return kind in self._told

    def _denies_nothing(self, trigger: Trigger) -> bool:
        """Whether a denial is only said not to have been made: "neither confirmed nor denied", "did not rule out"."""
        ruled_out = trigger.frame.particle == "out" and trigger.frame.type == "Refusal"
        negated = tree.is_verb(trigger.token) and tree.negated(trigger.token) is not None
        return (ruled_out or trigger.frame.type == "Denial") and negated

    def _topic_of_talks(self, trigger: Trigger, found: list[Trigger]) -> bool:
        """Whether "to discuss" only says what the call or meeting of its clause is for."""
        token = trigger.token
        if (
            trigger.frame.type != "Consultation"
            or not tree.is_verb(token)
            or token.dep_ not in {"advcl", "xcomp", "acl"}
        ):
            return False
        near = (
            {token.head.i} | {o.i for o in syntax.logical_objects(token.head)}
            if tree.is_verb(token.head)
            else {token.head.i}
        )
        return any(
            t.token.i in near and self._frames.is_a(t.frame.type, "Consultation") and t.frame.type != "Visit"
            for t in found
        )

    def _names_its_object(self, trigger: Trigger, taken: set[int]) -> bool:
        """Whether a verb only carries out the event that its object names: "launched an attack", "held talks"."""
        token = trigger.token
        word = lemma(token) + (f" {trigger.frame.particle}" if trigger.frame.particle else "")  # "called off a visit"
        if trigger.frame.tool and any(n.i in taken for n in means(token)):
            return True  # "responded with artillery fire"
        if not tree.is_verb(token) or not self._signals.is_light(word):
            return False
        if trigger.frame.complement is Status.POSSIBLE:
            return False  # "offered talks": an act of its own
        if word == "strike" and self._frames.is_a(trigger.frame.type, "Attack"):
            # "struck a camp, the first raid since 1971"; but "struck a deal"
            return any(o.lemma_ in _DEALS for o in syntax.logical_objects(token))
        return any(o.i in taken and o.pos_ in {"NOUN", "PROPN"} for o in syntax.logical_objects(token))


def _nobody_hurt(token: Token) -> bool:
    """Whether a clause only says that there were no victims: "no one was injured"."""
    return (
        token.lemma_ in {"injure", "kill", "hurt", "wound", "harm"}
        and tree.is_verb(token)
        and tree.is_passive(token)
        and tree.negated(token) is not None
        and not syntax.agents_by(token)
    )


def _not_entitled(token: Token) -> bool:
    """Whether a clause only says why somebody has no name: "not authorised to brief the media"."""
    above = token.head
    may = above.lemma_ in {"authorise", "authorize", "permit", "allow", "entitle"} and token.dep_ == "xcomp"
    return may and token.lemma_ in {"brief", "speak", "talk", "comment", "discuss"} and tree.negated(above) is not None


def _tells_no_more(token: Token) -> bool:
    """Whether somebody only tells the press no more: "declined to give details", "would not give a reason"."""
    if token.lemma_ == "discuss" and token.dep_ == "xcomp" and token.head.lemma_ in {"decline", "refuse"}:
        return True
    if token.lemma_ not in {"decline", "refuse"} or not tree.is_verb(token):
        return False
    told = [o.lemma_ for v in tree.complements(token) for o in syntax.logical_objects(v) if v.lemma_ in _GIVING]
    return any(word in _DETAILS for word in told)


def _fell_short(token: Token) -> bool:
    """Whether a verb only tells what became of shells that were fired: "fell short"."""
    return token.lemma_ == "fall" and any(c.lower_ == "short" for c in token.children)


def _into_water(verb: Token) -> bool:
    """Whether what is fired falls where nobody is: "fired a missile into the ocean", "towards the Sea of Japan"."""
    ways = [c for c in tree.children(verb, "prep") if c.lower_ in {"into", "in", "toward", "towards"}]
    ways += [c for o in syntax.logical_objects(verb) for c in tree.children(o, "prep") if c.lower_ == "into"]
    return any(lemma(n) in {"sea", "ocean", "water", "pacific"} for c in ways for n in tree.children(c, "pobj"))


def _by_accident(token: Token) -> bool:
    """Whether a verb tells the toll of an accident: "an airliner crashed, killing all on board"."""
    above = token.head
    tolls = token.lemma_ in {"kill", "injure", "wound", "destroy", "damage"}
    return tolls and token.dep_ in {"advcl", "xcomp"} and token.tag_ == "VBG" and above.lemma_ in _ACCIDENTS


def _met_with(token: Token) -> bool:
    """Whether a passive tells of an answer, not of people: "any attack would be met with a stronger response"."""
    return token.lemma_ == "meet" and tree.is_verb(token) and bool(tree.children(token, "auxpass"))


def _was_made(trigger: Trigger) -> bool:
    """Whether an agreement is said to have been made, by whomsoever: "under the deal announced on Wednesday"."""
    made = [c for c in tree.children(trigger.token, "acl") if c.tag_ == "VBN" and lemma(c) in _MAKING]
    return trigger.frame.type == "Agreement" and bool(made)


def _is_definite(token: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ in {"the", "this", "that", "these", "those"} for c in token.children)


def _told_by_the_way(trigger: Trigger, outer: Trigger) -> bool:
    """Whether an act stands in a clause about somebody: "promised to protect its forces, which have been attacked"."""
    chain = (trigger.token, *trigger.token.ancestors)
    inside = chain[: chain.index(outer.token)]
    return any(t.dep_ == "relcl" or t.lower_ == "under" for t in inside)  # "promised under threat of bombing to"
