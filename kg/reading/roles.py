"""Who fills the roles of an event: the actors in the grammatical slots that its frame names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.model import ActorType, RoleName
from kg.reading import syntax
from kg.reading.frames import Frame, FrameLexicon
from kg.reading.mentions import Mentions
from kg.reading.nouns import (
    acting_bodies,
    clause_around,
    deep_owners,
    hyphened,
    in_retaliation,
    is_own,
    is_reciprocal,
    is_site_of,
    lemma,
    owners,
    responsible,
    senders,
    sums_up,
)
from kg.reading.signals import Signals

_NOTES = {"note", "letter", "message", "word"}
_TARGETS = {"prep:on", "prep:against", "prep:at", "lightprep:on", "lightprep:against"}
_GOALS = {"prep:to", "prep:in", "prep:for", "obj"}
_LENIENT = {"xsubj", "subj", "obj", "lightsubj", "lightobj", "prep:by", "iobj"}
_ABOUT_EVENT = {"in", "during", "at", "by", "over"}  # "in a second call, Austin asked Gallant"
_BESIDE_EVENT = {"after", "before", "following", "for", "on", "of", "to"}  # "Tusk said after talks with Erdogan"
_LINES = {"phone", "telephone", "video", "videolink"}
_HEEDING = {"ignore", "disregard", "heed", "defy", "dismiss", "shrug"}
_SEVERAL = {"they", "two", "both", "sides"}
_BETWEEN_OTHERS = {"agreement", "accord", "deal", "pact", "treaty", "truce", "ceasefire", "settlement"}
_WEIGHING = {
    "discuss", "review", "raise", "debate", "address", "consider", "cover", "condemn", "welcome", "praise", "criticise",
    "criticize", "denounce", "describe", "mention", "accuse", "blame", "back", "support", "reject", "call",
}  # fmt: skip
_JUDGING = {"Endorsement", "Approval", "Accusation", "Refusal", "Agreement", "Denial"}
_DROPPING = {"cancel", "postpone", "suspend", "call"}
_DEMANDING = {"demand", "insist", "request"}
_SENDING = {"send", "deploy", "dispatch", "move"}  # "threatened to send forces" threatens no forces
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

    def fill(self, frame: Frame, token: Token) -> list[tuple[RoleName, int]]:
        """The participants of the event of that frame which the token triggers: (role, index of mention)."""
        agents = self.actors(frame.agent, token, kind=frame.type)
        if frame.type == "Sanction" and not syntax.is_verb(token):
            aimed_at = self.mentioned(c for c in token.children if c.dep_ in {"compound", "nmod"})
            imposed = [m for m in aimed_at if self._mentions.all[m].type is ActorType.INTERNATIONAL_ORGANIZATION]
            if imposed:  # "UN sanctions"
                agents = agents or imposed
            elif aimed_at:  # "new Belarus sanctions" are against Belarus
                return [(RoleName.RECIPIENT, m) for m in aimed_at]
        if frame.type == "Visit" and not syntax.is_verb(token):
            goals = self.mentioned(c for c in token.children if c.dep_ in {"compound", "nmod"} and c.tag_ == "NNP")
            goals = [m for m in goals if self._mentions.all[m].type is ActorType.STATE]
            if goals:  # "his India visit" goes to India
                return [(RoleName.AGENT, m) for m in agents if m not in goals] + [
                    (RoleName.RECIPIENT, m) for m in goals
                ]
        if not syntax.is_verb(token) and self._frames.is_a(frame.type, "MilitaryAction"):
            struck = self.mentioned(o for o in owners(token) if is_site_of(o, token))
            if struck:  # "the US consulate bombing" struck the United States
                return [(RoleName.AGENT, m) for m in agents if m not in struck] + [
                    (RoleName.RECIPIENT, m) for m in struck
                ]
        if not syntax.is_verb(token) and self._frames.is_a(frame.type, "Consultation") and frame.type != "Visit":
            # "was at a session of the council": all of them take part
            every = [self.actors((slot,), token) for slot in frame.agent]
            agents = list(dict.fromkeys(m for some in every for m in some))
        if not agents and not syntax.is_verb(token):
            agents = self.mentioned(responsible(token), lenient=True)
            if self._frames.is_a(frame.type, "MilitaryAction"):  # "its spokesman claimed responsibility for the raid"
                agents = [m for m in agents if self._mentions.all[m].type is not ActorType.PERSON]
            agents = agents or self._from_clause(frame, token)
        if not agents and token.dep_ == "dobj" and lemma(token.head) in _PROMISING:
            agents = self.mentioned(syntax.logical_subjects(token.head))  # "promised an inquiry"
        if frame.type == "ArmedConflict" and not syntax.is_verb(token):  # "the Ukraine war" is where it is
            where = [c for c in syntax.children(token, "compound") if c.tag_ == "NNP" and not hyphened(c)]
            joined = any(t.text == "-" for w in where for t in w.doc[max(0, w.i - 1) : w.i])
            place = self.mentioned(where) if len(where) == 1 and not joined else []
            agents = [m for m in agents if m not in place]
        mutual = "obj" in frame.recipient and is_reciprocal(self._tokens("obj", token))  # "accused each other"
        recipients = [m for m in self.actors(frame.recipient, token, kind=frame.type) if mutual or m not in agents]
        if not recipients and frame.type == "Sanction":  # "sanctions targeting Moscow"
            aims = [c for c in syntax.children(token, "acl", "relcl") if c.lemma_ == "target"]
            recipients = self.mentioned(o for c in aims for o in syntax.logical_objects(c))
        if not recipients and frame.type == "Accusation" and not syntax.is_verb(token):
            charged = [c for c in syntax.children(token, "acl", "ccomp") if syntax.children(c, "mark")]
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
            verb = token.head.head if syntax.is_verb(token.head.head) else token.head.head.head  # "put off his trip at"
            recipients = self.mentioned(syntax.logical_subjects(verb)) if syntax.is_verb(verb) else []
            recipients = [m for m in recipients if m not in agents]
        drill = token.head if lemma(token.head) in _DROPPING else token.head.head if token.dep_ == "pobj" else None
        if frame.type == "MilitaryExercise" and not agents and drill is not None and syntax.is_verb(drill):
            agents = self.mentioned(syntax.logical_subjects(drill))  # "fired missiles in a joint drill", "called off a"
        talks = self._frames.is_a(frame.type, "Consultation") and frame.type != "Visit"
        if talks and not agents and token.dep_ == "pobj" and token.head.lower_ == "for":
            trip = token.head.head  # "Xi's visit to India for a summit with Modi"
            if any(f.type == "Visit" for f in self._frames.of("noun", lemma(trip))):
                agents = [m for m in self.mentioned(owners(trip)) if m not in recipients]
        if talks and not (agents and recipients) and len(agents) < 2:
            company = self._company(token, alone=bool(recipients))
            agents += [m for m in company if m not in agents and m not in recipients]
        return [(RoleName.AGENT, m) for m in agents] + [(RoleName.RECIPIENT, m) for m in recipients]

    def _company(self, token: Token, *, alone: bool) -> list[int]:
        """Who takes part in a talk that a clause is set in: "in a call, Austin asked Gallant"."""
        verb, preposition = clause_around(token)
        if verb is None:
            return []
        back = any(c.lower_ in {"the", "that"} for c in token.children) and not syntax.children(token, "prep", "amod")
        if preposition in _ABOUT_EVENT and not alone and not back:
            people = syntax.logical_subjects(verb) + syntax.prepositional(verb, "with")
            heard = self.mentioned(syntax.prepositional(verb, "to"))  # "gave the message to Kato in a call"
            heard = [m for m in heard if self._mentions.all[m].type is ActorType.PERSON]
            if lemma(verb) not in _WEIGHING:  # "discussed Chad in a call": Chad is spoken of
                people += syntax.logical_objects(verb)
            return list(dict.fromkeys([*self.mentioned(people), *heard]))
        if preposition in _ABOUT_EVENT and not back:  # "assured Romania of support in a call with its minister"
            return self.mentioned(syntax.logical_subjects(verb))
        travels = any(f.type == "Visit" for f in self._frames.of("verb", lemma(verb)))
        # "was in Moscow for talks"
        travels = travels or (
            verb.lemma_ == "be" and any(c.lower_ in {"in", "at"} for c in syntax.children(verb, "prep"))
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
            told = next(a for a in token.ancestors if syntax.is_verb(a))
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
        if lemma(token) not in VICTIMS or syntax.prepositional(token, "of"):
            return []
        found = self.mentioned(syntax.children(token, "poss"))
        kinds = {ActorType.PERSON, ActorType.GROUP, ActorType.UNNAMED_SOURCE}
        return [m for m in found if self._mentions.all[m].type in kinds or self._mentions.all[m].gender is not None]

    def actors(self, slots: Iterable[str], token: Token, *, kind: str = "") -> list[int]:
        """The mentions that fill the first of the slots that any actor fills."""
        for slot in slots:
            if slot == "obj" and is_reciprocal(self._tokens(slot, token)):
                return self.mentioned(syntax.logical_subjects(token), lenient=True)
            if slot == "obj.poss" and self._frames.is_a(kind, "Attack"):
                struck = self.mentioned(self._tokens("obj", token))  # "attacked Chad's ambassador, Paul Kato"
                people = [m for m in struck if self._mentions.all[m].type is ActorType.PERSON]
                if people:
                    return people
            found = self.mentioned(self._tokens(slot, token, kind), lenient=slot in _LENIENT)
            says = not self._frames.is_a(kind, "MilitaryAction")  # "an attack that killed four" names no attacker
            if (
                not found
                and says
                and slot == "subj"
                and token.dep_ in {"acl", "relcl"}
                and not syntax.is_passive(token)
                and not (token.head.dep_ == "pobj" and token.head.head.lower_ in {"over", "about", "against"})
            ):
                # "adopted a resolution demanding an end": it is not the resolution that demands
                found = self.mentioned(syntax.noun_subjects(token.head), lenient=True)
            if not found and slot == "subj" and not says:
                # "Navy ships intercepted a missile", "Army jets bombed a camp"
                whose = self.mentioned(o for n in self._tokens(slot, token) for o in owners(n))
                found = [m for m in whose if self._mentions.all[m].type is ActorType.ARMED_FORCE]
                found = found or self.mentioned(o for n in self._tokens(slot, token) for o in acting_bodies(n))
            if not found and slot == "poss" and not says:
                found = self.mentioned(acting_bodies(token))
            if not found and kind == "Visit" and slot in _GOALS:
                goals = self._tokens(slot, token)
                found = [m for m in map(self._mentions.state_at_place, goals) if m is not None]
            if not found and slot in _TARGETS and kind != "Request":
                # "an attack on Houthi sites", "strikes on rebel positions": whose they are
                found = self.mentioned(
                    o for n in self._tokens(slot, token) for o in owners(self._mentions.counted(n), common=True)
                )
            if not found and slot in _TARGETS and self._frames.is_a(kind, "Attack") and token.dep_ == "dobj":
                reached = self._signals.is_reverse_light(lemma(token.head))  # "survived an attack"
                found = self.mentioned(syntax.logical_subjects(token.head) if reached else [], lenient=True)
            if not found and slot == "obj" and self._frames.is_a(kind, "Attack"):
                # "attacked two plants at the heart of Saudi Arabia's oil industry", "bombed camps of the group"
                objects = self._tokens(slot, token)
                found = self.mentioned(n for o in objects for n in syntax.prepositional(o, "of"))
                found = found or self.mentioned(o for n in objects for o in deep_owners(n))
            if not found and slot in {"prep:to", "prep:for"} and kind != "Request":
                found = self.mentioned(o for n in self._tokens(slot, token) for o in owners(n))
            if found:
                return found
        return []

    def _only_where(self, owner: Token, kind: str) -> bool:
        """Whether a capital before an attack says where it was and not whose: "the Damascus strike"."""
        index = self._mentions.at(owner) if owner.dep_ == "compound" and self._frames.is_a(kind, "Attack") else None
        return index is not None and self._mentions.all[index].place is not None

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

    def _tokens(self, slot: str, token: Token, kind: str = "") -> list[Token]:
        if slot == "obj" and kind in _JUDGING and syntax.is_verb(token):
            # "described the action as limited, and the opposition endorsed it": the action
            return [o for o in syntax.logical_objects(token) if o.lower_ not in {"it", "this", "that"}]
        if slot.startswith("prep:"):
            name = slot.removeprefix("prep:")
            if name.endswith(".poss"):
                return [o for n in self._prepositional(token, name.removesuffix(".poss")) for o in owners(n)]
            if name == "between":
                return self._between(token)
            return self._prepositional(token, name)
        if slot.startswith("obj."):
            objects = [self._mentions.counted(o) for o in syntax.logical_objects(token)]
            if slot == "obj.of":
                if kind == "Accusation":  # "condemned the killing of the soldiers" charges no soldiers
                    objects = [o for o in objects if not self._befalls(o)]
                return [n for o in objects for n in syntax.prepositional(o, "of")]
            if slot == "obj.by":
                return [n for o in objects for v in syntax.children(o, "acl", "relcl") for n in senders(v)]
            if slot == "obj.poss":  # "attacked his supporters": them, not him
                objects = [o for o in objects if not self._are_his(o)]
            common = slot == "obj.mod"  # "rebel positions", but the "militant group Jaish" is hit itself
            whose = [(n, o) for o in objects for n in owners(o, common=common and self._mentions.at(o) is None)]
            return [n for n, o in whose if not is_site_of(n, o)]
        if slot.startswith("light"):
            return self._light(slot, token)
        if slot == "poss":
            own = [c for c in token.children if c.tag_ == "PRP$"]
            carrier = self._carrier(token) if own else None
            if carrier is not None and self._is_suffered(carrier, token):
                return []  # "suffered its latest coup"
            carried = self._light("lightsubj", token) if own else []
            holders = [o for o in owners(token) if not self._only_where(o, kind)]
            return carried or holders  # "Russia carried out one of its largest bombardments"
        if slot == "comp":
            return self._complement_actors(token)
        if slot == "xsubj":
            judged = [
                c for c in syntax.children(token, "ccomp") if c.pos_ == "ADJ" or c.lower_ == "persona"
            ]  # "found him guilty"
            asked = [*syntax.complements(token), *judged]
            asked += [c for c in syntax.children(token, "advcl") if any(k.lower_ == "for" for k in c.children)]
            if lemma(token) in _DEMANDING:  # "demanded that investigators be let in": not of the investigators
                asked = [v for v in asked if not syntax.children(v, "auxpass")]
            return [s for v in asked for s in syntax.surface_subjects(v)]
        if slot == "together":  # "Kato and Okello talked", "the two spoke"; not "they have spoken of a call"
            of = any(c.lower_ == "of" for c in token.children)
            found = syntax.logical_subjects(token) if not of else []
            several = len(found) > 1 or any(t.lower_ in _SEVERAL for s in found for t in (s, *s.children))
            return found if several else []
        if slot == "iobj":
            return syntax.indirect_objects(token)
        if slot == "obj":
            return syntax.logical_objects(token) if syntax.is_verb(token) else []
        if syntax.is_verb(token):
            return syntax.logical_subjects(token)
        return syntax.surface_subjects(token.head) if token.dep_ in {"acomp", "attr", "oprd"} else []

    def _are_his(self, noun: Token) -> bool:
        """Whether an object are people of somebody whom a pronoun names: "our observers"."""
        own = any(c.tag_ == "PRP$" for c in noun.children)
        index = self._mentions.at(noun, lenient=True) if own and noun.pos_ == "NOUN" else None
        people = {ActorType.GROUP, ActorType.PERSON, ActorType.UNNAMED_SOURCE}
        return index is not None and self._mentions.all[index].type in people

    def _befalls(self, noun: Token) -> bool:
        """Whether what follows "of" suffers what a noun tells: "the killing of the soldiers"."""
        return any("prep:of" in frame.recipient for frame in self._frames.of("noun", lemma(noun)))

    def _complement_actors(self, token: Token) -> list[Token]:
        """Whom the act in the complement is for: "refused to share it with the US", "threatened to attack Iran"."""
        verbs = syntax.complements(token) + [
            c for c in token.children if c.dep_ in {"acl", "advcl"} and syntax.is_verb(c)
        ]
        for verb in verbs:
            objects = syntax.logical_objects(verb) if lemma(verb) not in _SENDING else []
            for found in (
                [n for name in ("with", "to", "against", "on", "from") for n in syntax.prepositional(verb, name)],
                [n for o in objects for name in ("with", "to", "against", "on") for n in syntax.prepositional(o, name)],
                syntax.indirect_objects(verb) + objects,
                [n for o in objects for n in owners(o)],
            ):
                found = [n for n in found if not is_own(n)]
                actors = [n for n in found if self._mentions.at(n) is not None]
                if actors:
                    return actors
        return []

    def _between(self, token: Token) -> list[Token]:
        """All parties named after "between", also where the parser takes the first for a modifier of the second."""
        found = self._prepositional(token, "between") or self._prepositional(token, "among")
        for last in found[:1]:
            below = [t for t in last.head.subtree if t.dep_ in {"nmod", "conj"} and t.pos_ == "PROPN"]
            owned = {t.i for one in found for p in one.children if p.lower_ == "of" for t in p.subtree}
            below = [
                t
                for t in below
                if t not in found and t.i not in owned and t.head.dep_ in {"pobj", "conj", "nmod", "compound"}
            ]
            found = [*found, *below]
        return found

    def _prepositional(self, token: Token, name: str) -> list[Token]:
        found = syntax.prepositional(token, name)
        if found or name in {"in", "at"}:
            return found
        if name in {"on", "against"} and not syntax.is_verb(token):
            # "sanctions, including a travel ban, on commanders": behind what is only inserted
            apart = [
                t for t in token.subtree if t.i and t.dep_ == "prep" and t.lower_ == name and t.nbor(-1).text == ","
            ]
            found = [n for t in apart for one in syntax.children(t, "pobj") for n in syntax.conjuncts(one)]
            if found:
                return found
        if syntax.is_verb(token):
            # the parser hangs "with Iran" of "discussed the matter with Iran" on either word
            below = [self._mentions.counted(o) for o in syntax.logical_objects(token) if o.i > token.i]
            if name == "with":  # "discussed the events by phone with Macron"
                lines = [n for c in syntax.children(token, "prep") for n in syntax.children(c, "pobj")]
                below += [n for n in lines if lemma(n) in _LINES]
            of = [
                n for o in below if lemma(o) in _NOTES for n in syntax.prepositional(o, "of")
            ]  # "a note of protest to"
            return [n for o in (*below, *of) for n in syntax.prepositional(o, name)]
        counted = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else token
        if name in {"on", "against"} and self._mentions.lexicon.is_amount(lemma(counted)):
            found = syntax.prepositional(counted, name)  # "a series of air strikes on camps"
            if found:
                return found
        talks = name == "with" and token.lemma_ in {"meeting", "talk", "conversation", "call", "summit"}
        if name == "by" or talks:  # "the killing of 13 villagers by militants", "a meeting of the envoys with Kato"
            below = [n for o in syntax.prepositional(token, "of") for n in syntax.prepositional(o, name)]
            if below:
                return below
        verb = self._carrier(token)
        return [n for n in syntax.prepositional(verb, name) if n.i > token.i] if verb is not None else []

    def _carrier(self, noun: Token) -> Token | None:
        """The verb that carries out the event which the noun names, if it is a light one."""
        head = noun.head
        if head.lemma_ == "call" and syntax.children(head, "oprd", "acomp", "ccomp"):
            return None  # "called the strikes destabilising"
        if (
            noun.dep_ in {"dobj", "nsubjpass", "dative"}
            and syntax.is_verb(head)
            and self._signals.is_light(lemma(head))
        ):
            return head
        if (
            noun.dep_ == "pobj"
            and syntax.is_verb(head.head)
            and (self._signals.is_light(f"{lemma(head.head)} {head.lower_}"))
        ):
            return head.head
        if noun.dep_ == "pobj" and head.lower_ == "in":  # "took part in a rally"
            verb = head.head if syntax.is_verb(head.head) else head.head.head
            part = verb.lemma_ == "take" and any(c.lower_ == "part" for c in syntax.children(verb, "dobj"))
            if part or verb.lemma_ == "participate":
                return verb
        if noun.dep_ == "conj":
            return self._carrier(head)
        below = [c for c in noun.children if c.dep_ in {"acl", "relcl"} and self._signals.is_light(lemma(c))]
        # "a deal that Kato had struck with Okello"
        theirs = {c.i: [o for o in syntax.children(c, "dobj") if syntax.antecedent(o) != noun] for c in below}
        below = [c for c in below if not theirs[c.i] and c.tag_ != "VBG"]
        if lemma(noun) in _BETWEEN_OTHERS:  # "a truce announced by the envoy" is not his
            below = [c for c in below if lemma(c) != "announce"]
        if below:
            return below[0]
        amount = noun.dep_ == "pobj" and head.lower_ == "of" and self._mentions.lexicon.is_amount(lemma(head.head))
        if amount and head.head.lemma_ != "number":  # "put the number of raids at 73" carries out none
            return self._carrier(head.head)  # "began a round of talks"
        return None

    def _is_suffered(self, verb: Token, noun: Token) -> bool:
        """Whether the subject of the light verb is at the receiving end: "received a warning", "came under attack"."""
        if lemma(verb) == "have" and lemma(noun) in {"order", "instruction"}:
            return True  # "police had orders not to enter"
        told = f"{lemma(verb)} {noun.head.lower_}" if noun.dep_ == "pobj" else lemma(verb)
        return self._signals.is_reverse_light(told)

    def _light(self, slot: str, noun: Token) -> list[Token]:
        verb = self._carrier(noun)
        if verb is None:
            return []
        if lemma(verb) == "announce" and any(
            self._frames.is_a(f.type, "Consultation") for f in self._frames.of("noun", lemma(noun))
        ):
            return []  # who announces a meeting need not take part
        if lemma(verb) == "announce" and lemma(noun) in _BETWEEN_OTHERS:  # nor the envoy who announces a truce
            return [] if slot != "lightsubj" else [s for s in syntax.logical_subjects(verb) if s.ent_type_ != "PERSON"]
        reverse = self._is_suffered(verb, noun)
        if slot == "lightsubj":
            return [] if reverse else [s for s in syntax.logical_subjects(verb) if s.i != noun.i]
        if slot == "lightobj":
            if reverse:
                return syntax.logical_subjects(verb)
            return [o for o in syntax.indirect_objects(verb) + syntax.logical_objects(verb) if o.i != noun.i]
        return syntax.prepositional(verb, slot.removeprefix("lightprep:"))
