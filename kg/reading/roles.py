"""Who fills the roles of an event: the actors in the grammatical slots that its frame names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.model import ActorType, RoleName
from kg.reading import syntax, tree
from kg.reading.frames import Frame, FrameLexicon
from kg.reading.mentions import Mentions
from kg.reading.nouns import (
    acting_bodies,
    clause_around,
    deep_owners,
    hyphened,
    in_retaliation,
    is_reciprocal,
    is_site_of,
    lemma,
    owners,
    responsible,
    sums_up,
)
from kg.reading.signals import Signals
from kg.reading.slots import Slots

_TARGETS = {"prep:on", "prep:against", "prep:at", "lightprep:on", "lightprep:against"}
_GOALS = {"prep:to", "prep:in", "prep:for", "obj"}
_LENIENT = {"xsubj", "subj", "obj", "lightsubj", "lightobj", "prep:by", "iobj"}
_ABOUT_EVENT = {"in", "during", "at", "by", "over"}  # "in a second call, Austin asked Gallant"
_BESIDE_EVENT = {"after", "before", "following", "for", "on", "of", "to"}  # "Tusk said after talks with Erdogan"
_HEEDING = {"ignore", "disregard", "heed", "defy", "dismiss", "shrug"}
_WEIGHING = {
    "discuss", "review", "raise", "debate", "address", "consider", "cover", "condemn", "welcome", "praise", "criticise",
    "criticize", "denounce", "describe", "mention", "accuse", "blame", "back", "support", "reject", "call",
}  # fmt: skip
_DROPPING = {"cancel", "postpone", "suspend", "call"}
_PROMISING = {"promise", "pledge", "vow"}
_DYING = {"die", "perish"}
VICTIMS = {"killing", "murder", "assassination", "death", "poisoning", "execution", "beheading", "stabbing", "shooting",
            "kidnapping", "abduction", "arrest", "detention", "imprisonment", "expulsion", "deportation", "conviction",
            "sentencing", "ouster", "dismissal", "extradition", "eviction", "prosecution", "indictment"}  # fmt: skip


@dataclass(slots=True)
class Trigger:
    """An event on its way: the trigger token, its frame, and what was found for its roles."""

    token: Token
    frame: Frame
    roles: list[tuple[RoleName, int]] = field(default_factory=list)
    time: int | None = None
    index: int = -1

    def who(self, role: RoleName) -> list[int]:
        """The mentions in a role."""
        return [mention for one, mention in self.roles if one is role]


class RoleFiller:
    """Fills the roles of the triggers of one document."""

    def __init__(self, frames: FrameLexicon, signals: Signals, mentions: Mentions) -> None:
        self._frames = frames
        self._signals = signals
        self._mentions = mentions
        self.slots = Slots(frames, signals, mentions)

    def fill(self, frame: Frame, token: Token) -> list[tuple[RoleName, int]]:
        """The participants of the event of that frame which the token triggers: (role, index of mention)."""
        agents = self.actors(frame.agent, token, kind=frame.type)
        if frame.type == "Sanction" and not tree.is_verb(token):
            aimed_at = self.mentioned(c for c in token.children if c.dep_ in {"compound", "nmod"})
            imposed = [m for m in aimed_at if self._mentions.all[m].type is ActorType.INTERNATIONAL_ORGANIZATION]
            if imposed:  # "UN sanctions"
                agents = agents or imposed
            elif aimed_at:  # "new Belarus sanctions" are against Belarus
                return [(RoleName.RECIPIENT, m) for m in aimed_at]
        if frame.type == "Visit" and not tree.is_verb(token):
            goals = self.mentioned(c for c in token.children if c.dep_ in {"compound", "nmod"} and c.tag_ == "NNP")
            goals = [m for m in goals if self._mentions.all[m].type is ActorType.STATE]
            if goals:  # "his India visit" goes to India
                return [(RoleName.AGENT, m) for m in agents if m not in goals] + [
                    (RoleName.RECIPIENT, m) for m in goals
                ]
        if not tree.is_verb(token) and self._frames.is_a(frame.type, "MilitaryAction"):
            struck = self.mentioned(o for o in owners(token) if is_site_of(o, token))
            if struck:  # "the US consulate bombing" struck the United States
                return [(RoleName.AGENT, m) for m in agents if m not in struck] + [
                    (RoleName.RECIPIENT, m) for m in struck
                ]
        if not tree.is_verb(token) and self._frames.is_a(frame.type, "Consultation") and frame.type != "Visit":
            # "was at a session of the council": all of them take part
            every = [self.actors((slot,), token) for slot in frame.agent]
            agents = list(dict.fromkeys(m for some in every for m in some))
        if not agents and not tree.is_verb(token):
            agents = self.mentioned(responsible(token), lenient=True)
            if self._frames.is_a(frame.type, "MilitaryAction"):  # "its spokesman claimed responsibility for the raid"
                agents = [m for m in agents if self._mentions.all[m].type is not ActorType.PERSON]
            agents = agents or self._from_clause(frame, token)
        if not agents and token.dep_ == "dobj" and lemma(token.head) in _PROMISING:
            agents = self.mentioned(syntax.logical_subjects(token.head))  # "promised an inquiry"
        if frame.type == "ArmedConflict" and not tree.is_verb(token):  # "the Ukraine war" is where it is
            where = [c for c in tree.children(token, "compound") if c.tag_ == "NNP" and not hyphened(c)]
            joined = any(t.text == "-" for w in where for t in w.doc[max(0, w.i - 1) : w.i])
            place = self.mentioned(where) if len(where) == 1 and not joined else []
            agents = [m for m in agents if m not in place]
        if not agents and token.dep_ == "pcomp" and is_reciprocal(self.slots.tokens("obj", token.head.head)):
            agents = self.mentioned(syntax.logical_subjects(token.head.head))  # "accused each other of shelling towns"
        mutual = "obj" in frame.recipient and is_reciprocal(self.slots.tokens("obj", token))  # "accused each other"
        recipients = [m for m in self.actors(frame.recipient, token, kind=frame.type) if mutual or m not in agents]
        if not recipients and frame.type == "Sanction":  # "sanctions targeting Moscow"
            aims = [c for c in tree.children(token, "acl", "relcl") if c.lemma_ == "target"]
            recipients = self.mentioned(o for c in aims for o in syntax.logical_objects(c))
        if not recipients and frame.type == "Accusation" and not tree.is_verb(token):
            charged = [c for c in tree.children(token, "acl", "ccomp") if tree.children(c, "mark")]
            recipients = self.mentioned(
                s for c in charged for s in syntax.logical_subjects(c)
            )  # "a charge that it had"
        told = frame.type in {"Warning", "Order", "Request"}
        if not recipients and told and token.dep_ == "dobj" and token.head.lemma_ in _HEEDING:
            recipients = self.mentioned(syntax.logical_subjects(token.head))  # "the plane ignored ten warnings"
            agents = [m for m in agents if m not in recipients]
        if not recipients:
            recipients = self._suffering(frame, token)
            agents = [m for m in agents if m not in recipients]
        if not recipients and frame.type == "Request" and token.dep_ == "pobj" and token.head.lower_ == "at":
            verb = token.head.head if tree.is_verb(token.head.head) else token.head.head.head  # "put off his trip at"
            recipients = self.mentioned(syntax.logical_subjects(verb)) if tree.is_verb(verb) else []
            recipients = [m for m in recipients if m not in agents]
        drill = token.head if lemma(token.head) in _DROPPING else token.head.head if token.dep_ == "pobj" else None
        if frame.type == "MilitaryExercise" and not agents and drill is not None and tree.is_verb(drill):
            agents = self.mentioned(syntax.logical_subjects(drill))  # "fired missiles in a joint drill", "called off a"
        talks = self._frames.is_a(frame.type, "Consultation") and frame.type != "Visit"
        if talks and not agents and token.dep_ == "pobj" and token.head.lower_ == "for":
            trip = token.head.head  # "Xi's visit to India for a summit with Modi"
            if any(f.type == "Visit" for f in self._frames.of("noun", lemma(trip))):
                agents = [m for m in self.mentioned(owners(trip)) if m not in recipients]
        if talks and not (agents and recipients) and len(agents) < 2:
            company = self._company(token, alone=bool(recipients))
            agents += [m for m in company if m not in agents and m not in recipients]
        if frame.type == "MilitaryExercise":  # "an exercise with Chad" is of both
            agents, recipients = [*agents, *(m for m in recipients if m not in agents)], []
        return [(RoleName.AGENT, m) for m in agents] + [(RoleName.RECIPIENT, m) for m in recipients]

    def _company(self, token: Token, *, alone: bool) -> list[int]:
        """Who takes part in a talk that a clause is set in: "in a call, Austin asked Gallant"."""
        verb, preposition = clause_around(token)
        if verb is None:
            return []
        back = any(c.lower_ in {"the", "that"} for c in token.children) and not tree.children(token, "prep", "amod")
        if preposition in _ABOUT_EVENT and not alone and not back:
            people = syntax.logical_subjects(verb) + tree.prepositional(verb, "with")
            heard = self.mentioned(tree.prepositional(verb, "to"))  # "gave the message to Kato in a call"
            heard = [m for m in heard if self._mentions.all[m].type is ActorType.PERSON]
            if lemma(verb) not in _WEIGHING:  # "discussed Chad in a call": Chad is spoken of
                people += syntax.logical_objects(verb)
            return list(dict.fromkeys([*self.mentioned(people), *heard]))
        if preposition in _ABOUT_EVENT and not back:  # "assured Romania of support in a call with its minister"
            return self.mentioned(syntax.logical_subjects(verb))
        travels = any(f.type == "Visit" for f in self._frames.of("verb", lemma(verb)))
        # "was in Moscow for talks"
        travels = travels or (
            verb.lemma_ == "be" and any(c.lower_ in {"in", "at"} for c in tree.children(verb, "prep"))
        )
        if preposition not in _BESIDE_EVENT or (preposition in {"for", "on", "of", "to"} and not travels):
            return []  # "called for talks" is no talk of who calls
        found = self.mentioned(syntax.logical_subjects(verb))
        return [m for m in found if self._mentions.all[m].type not in {ActorType.UNNAMED_SOURCE, ActorType.GROUP}]

    def _from_clause(self, frame: Frame, token: Token) -> list[int]:
        """Whose act a noun is that sums up its clause: "parliament voted to expel them, a demand that he dismissed".

        So is the journey of "on a visit to Kyiv, Blinken said".
        """
        if sums_up(token):
            told = next(a for a in token.ancestors if tree.is_verb(a))
            return [] if frame.weak else self.mentioned(syntax.logical_subjects(told), lenient=True)
        if in_retaliation(token):
            verb, _ = clause_around(token)  # "carried out a raid in retaliation for"
            return self.mentioned(syntax.logical_subjects(verb)) if verb is not None else []
        if token.lemma_ in {"visit", "trip", "tour"} and token.dep_ == "pobj":
            verb, preposition = clause_around(token)
            if verb is not None and preposition in {"on", "during", "in", "after", "before", "following"}:
                return self.mentioned(syntax.logical_subjects(verb))
            if token.head.lower_ == "on" and token.head.head.pos_ in {"PROPN", "PRON"}:
                return self.mentioned([token.head.head])  # "Blinken, on a visit to Kyiv, assured"
        return []

    def _suffering(self, frame: Frame, token: Token) -> list[int]:
        """Whose killing or arrest a noun tells of, where it does not say of whom: "Soleimani, whose killing"."""
        above = token.head.head
        if self._frames.is_a(frame.type, "Attack") and token.dep_ == "pobj" and lemma(above) in _DYING:
            return self.mentioned(syntax.surface_subjects(above), lenient=True)  # "16 guerrillas died in a raid"
        if self._frames.is_a(frame.type, "Attack") and token.dep_ == "advcl" and lemma(token.head) in _DYING:
            dead = self.mentioned(syntax.surface_subjects(token.head), lenient=True)  # "died when a missile hit a farm"
            return [m for m in dead if self._mentions.all[m].type is not ActorType.ARMED_FORCE]
        if lemma(token) not in VICTIMS or tree.prepositional(token, "of"):
            return []
        found = self.mentioned(tree.children(token, "poss"))
        kinds = {ActorType.PERSON, ActorType.GROUP, ActorType.UNNAMED_SOURCE}
        return [m for m in found if self._mentions.all[m].type in kinds or self._mentions.all[m].gender is not None]

    def actors(self, slots: Iterable[str], token: Token, *, kind: str = "") -> list[int]:
        """The mentions that fill the first of the slots that any actor fills."""
        for slot in slots:
            if slot == "obj" and is_reciprocal(self.slots.tokens(slot, token)):
                return self.mentioned(syntax.logical_subjects(token), lenient=True)
            if slot == "obj.poss" and self._frames.is_a(kind, "Attack"):
                struck = self.mentioned(self.slots.tokens("obj", token))  # "attacked Chad's ambassador, Paul Kato"
                people = [m for m in struck if self._mentions.all[m].type is ActorType.PERSON]
                if people:
                    return people
            found = self.mentioned(self.slots.tokens(slot, token, kind), lenient=slot in _LENIENT)
            says = not self._frames.is_a(kind, "MilitaryAction")  # "an attack that killed four" names no attacker
            if (
                not found
                and says
                and slot == "subj"
                and token.dep_ in {"acl", "relcl"}
                and not tree.is_passive(token)
                and not (token.head.dep_ == "pobj" and token.head.head.lower_ in {"over", "about", "against"})
            ):
                # "adopted a resolution demanding an end": it is not the resolution that demands
                found = self.mentioned(syntax.noun_subjects(token.head), lenient=True)
            if not found and slot == "subj" and not says:
                # "Navy ships intercepted a missile", "Army jets bombed a camp"
                whose = self.mentioned(o for n in self.slots.tokens(slot, token) for o in owners(n))
                found = [m for m in whose if self._mentions.all[m].type is ActorType.ARMED_FORCE]
                found = found or self.mentioned(o for n in self.slots.tokens(slot, token) for o in acting_bodies(n))
            if not found and slot == "poss" and not says:
                found = self.mentioned(acting_bodies(token))
            if not found and kind == "Visit" and slot in _GOALS:
                goals = self.slots.tokens(slot, token)
                found = [m for m in map(self._mentions.state_at_place, goals) if m is not None]
            if not found and slot in _TARGETS and kind != "Request":
                # "an attack on Houthi sites", "strikes on rebel positions": whose they are
                found = self.mentioned(
                    o for n in self.slots.tokens(slot, token) for o in owners(self._mentions.counted(n), common=True)
                )
            if not found and slot in _TARGETS and self._frames.is_a(kind, "Attack") and token.dep_ == "dobj":
                reached = self._signals.is_reverse_light(lemma(token.head))  # "survived an attack"
                found = self.mentioned(syntax.logical_subjects(token.head) if reached else [], lenient=True)
            if not found and slot == "obj" and self._frames.is_a(kind, "Attack"):
                # "attacked two plants at the heart of Saudi Arabia's oil industry", "bombed camps of the group"
                objects = self.slots.tokens(slot, token)
                found = self.mentioned(n for o in objects for n in tree.prepositional(o, "of"))
                found = found or self.mentioned(o for n in objects for o in deep_owners(n))
            if not found and slot in {"prep:to", "prep:for"} and kind != "Request":
                found = self.mentioned(o for n in self.slots.tokens(slot, token) for o in owners(n))
            if found:
                return found
        return []

    def personal(self, mentions: list[int]) -> list[int]:
        """Those of the mentions that are of persons or groups of them."""
        found = ((m, self._mentions.all[m]) for m in mentions)
        return [m for m, one in found if one.type in {ActorType.PERSON, ActorType.GROUP} or one.gender is not None]

    def mentioned(self, tokens: Iterable[Token], *, lenient: bool = False) -> list[int]:
        """The mentions whose heads the tokens are, each once."""
        found: list[int] = []
        for token in tokens:
            index = self._mentions.at(token, lenient=lenient)
            if index is not None and index not in found:
                found.append(index)
        return found
