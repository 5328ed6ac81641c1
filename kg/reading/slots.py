"""The words in the grammatical slots of an event's frame: subject, object, phrases, light verbs, owners."""

from __future__ import annotations

from spacy.tokens import Token

from kg.model import ActorType
from kg.reading import syntax, tree
from kg.reading.frames import FrameLexicon
from kg.reading.mentions import Mentions
from kg.reading.nouns import (
    is_own,
    is_site_of,
    lemma,
    owners,
    senders,
)
from kg.reading.signals import Signals

_NOTES = {"note", "letter", "message", "word"}
_LINES = {"phone", "telephone", "video", "videolink"}
_SEVERAL = {"they", "two", "both", "sides"}
_BETWEEN_OTHERS = {"agreement", "accord", "deal", "pact", "treaty", "truce", "ceasefire", "settlement"}
_JUDGING = {"Endorsement", "Approval", "Accusation", "Refusal", "Agreement", "Denial"}
_DEMANDING = {"demand", "insist", "request"}
_SENDING = {"send", "deploy", "dispatch", "move"}  # "threatened to send forces" threatens no forces


class Slots:
    """Finds the words in the slots of the triggers of one document."""

    def __init__(self, frames: FrameLexicon, signals: Signals, mentions: Mentions) -> None:
        self._frames = frames
        self._signals = signals
        self._mentions = mentions

    def tokens(self, slot: str, token: Token, kind: str = "") -> list[Token]:
        """The words in a slot of the token; `kind` is the type of the event that it tells of."""
        if slot == "obj" and kind in _JUDGING and tree.is_verb(token):
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
                return [n for o in objects for n in tree.prepositional(o, "of")]
            if slot == "obj.by":
                return [n for o in objects for v in tree.children(o, "acl", "relcl") for n in senders(v)]
            if slot == "obj.poss":  # "attacked his supporters": them, not him
                objects = [o for o in objects if not self._are_his(o)]
            common = slot == "obj.mod"  # "rebel positions", but the "militant group Jaish" is hit itself
            whose = [(n, o) for o in objects for n in owners(o, common=common and self._mentions.at(o) is None)]
            return [n for n, o in whose if not is_site_of(n, o)]
        if slot.startswith("light"):
            return self._light(slot, token)
        if slot == "poss":
            own = [c for c in token.children if c.tag_ == "PRP$"]
            carrier = self.carrier(token) if own else None
            if carrier is not None and self._is_suffered(carrier, token):
                return []  # "suffered its latest coup"
            carried = self._light("lightsubj", token) if own else []
            holders = [o for o in owners(token) if not self._only_where(o, kind)]
            return carried or holders  # "Russia carried out one of its largest bombardments"
        if slot == "comp":
            return self._complement_actors(token)
        if slot == "xsubj":
            judged = [
                c for c in tree.children(token, "ccomp") if c.pos_ in {"ADJ", "NOUN"} or c.lower_ == "persona"
            ]  # "found him guilty", "declared the group a threat"
            asked = [*tree.complements(token), *judged]
            asked += [c for c in tree.children(token, "advcl") if any(k.lower_ == "for" for k in c.children)]
            if lemma(token) in _DEMANDING:  # "demanded that investigators be let in": not of the investigators
                asked = [v for v in asked if not tree.children(v, "auxpass")]
            return [s for v in asked for s in syntax.surface_subjects(v)]
        if slot == "together":  # "Kato and Okello talked", "the two spoke"; not "they have spoken of a call"
            of = any(c.lower_ == "of" for c in token.children)
            found = syntax.logical_subjects(token) if not of else []
            several = len(found) > 1 or any(t.lower_ in _SEVERAL for s in found for t in (s, *s.children))
            return found if several else []
        if slot == "iobj":
            return syntax.indirect_objects(token)
        if slot == "obj":
            return syntax.logical_objects(token) if tree.is_verb(token) else []
        if tree.is_verb(token):
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
        verbs = tree.complements(token) + [c for c in token.children if c.dep_ in {"acl", "advcl"} and tree.is_verb(c)]
        for verb in verbs:
            objects = syntax.logical_objects(verb) if lemma(verb) not in _SENDING else []
            for found in (
                [n for name in ("with", "to", "against", "on", "from") for n in tree.prepositional(verb, name)],
                [n for o in objects for name in ("with", "to", "against", "on") for n in tree.prepositional(o, name)],
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
        found = tree.prepositional(token, name)
        if found or name in {"in", "at"}:
            return found
        if name in {"on", "against"} and not tree.is_verb(token):
            # "sanctions, including a travel ban, on commanders": behind what is only inserted
            apart = [
                t for t in token.subtree if t.i and t.dep_ == "prep" and t.lower_ == name and t.nbor(-1).text == ","
            ]
            found = [n for t in apart for one in tree.children(t, "pobj") for n in tree.conjuncts(one)]
            if found:
                return found
        if tree.is_verb(token):
            # the parser hangs "with Iran" of "discussed the matter with Iran" on either word
            below = [self._mentions.counted(o) for o in syntax.logical_objects(token) if o.i > token.i]
            if name == "with":  # "discussed the events by phone with Macron"
                lines = [n for c in tree.children(token, "prep") for n in tree.children(c, "pobj")]
                below += [n for n in lines if lemma(n) in _LINES]
            of = [n for o in below if lemma(o) in _NOTES for n in tree.prepositional(o, "of")]  # "a note of protest to"
            return [n for o in (*below, *of) for n in tree.prepositional(o, name)]
        counted = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else token
        if name in {"on", "against"} and self._mentions.lexicon.is_amount(lemma(counted)):
            found = tree.prepositional(counted, name)  # "a series of air strikes on camps"
            if found:
                return found
        talks = name == "with" and token.lemma_ in {"meeting", "talk", "conversation", "call", "summit"}
        if name == "by" or talks:  # "the killing of 13 villagers by militants", "a meeting of the envoys with Kato"
            below = [n for o in tree.prepositional(token, "of") for n in tree.prepositional(o, name)]
            if below:
                return below
        verb = self.carrier(token)
        return [n for n in tree.prepositional(verb, name) if n.i > token.i] if verb is not None else []

    def carrier(self, noun: Token) -> Token | None:
        """The verb that carries out the event which the noun names, if it is a light one."""
        head = noun.head
        if head.lemma_ == "call" and tree.children(head, "oprd", "acomp", "ccomp"):
            return None  # "called the strikes destabilising"
        if noun.dep_ in {"dobj", "nsubjpass", "dative"} and tree.is_verb(head) and self._signals.is_light(lemma(head)):
            return head
        if (
            noun.dep_ == "pobj"
            and tree.is_verb(head.head)
            and (self._signals.is_light(f"{lemma(head.head)} {head.lower_}"))
        ):
            return head.head
        if noun.dep_ == "pobj" and head.lower_ == "in":  # "took part in a rally"
            verb = head.head if tree.is_verb(head.head) else head.head.head
            part = verb.lemma_ == "take" and any(c.lower_ == "part" for c in tree.children(verb, "dobj"))
            if part or verb.lemma_ == "participate":
                return verb
        if noun.dep_ == "conj":
            return self.carrier(head)
        below = [c for c in noun.children if c.dep_ in {"acl", "relcl"} and self._signals.is_light(lemma(c))]
        # "a deal that Kato had struck with Okello"
        theirs = {c.i: [o for o in tree.children(c, "dobj") if tree.antecedent(o) != noun] for c in below}
        below = [c for c in below if not theirs[c.i] and c.tag_ != "VBG"]
        if lemma(noun) in _BETWEEN_OTHERS:  # "a truce announced by the envoy" is not his
            below = [c for c in below if lemma(c) != "announce"]
        if below:
            return below[0]
        amount = noun.dep_ == "pobj" and head.lower_ == "of" and self._mentions.lexicon.is_amount(lemma(head.head))
        if amount and head.head.lemma_ != "number":  # "put the number of raids at 73" carries out none
            return self.carrier(head.head)  # "began a round of talks"
        return None

    def _is_suffered(self, verb: Token, noun: Token) -> bool:
        """Whether the subject of the light verb is at the receiving end: "received a warning", "came under attack"."""
        if lemma(verb) == "have" and lemma(noun) in {"order", "instruction"}:
            return True  # "police had orders not to enter"
        told = f"{lemma(verb)} {noun.head.lower_}" if noun.dep_ == "pobj" else lemma(verb)
        return self._signals.is_reverse_light(told)

    def _light(self, slot: str, noun: Token) -> list[Token]:
        verb = self.carrier(noun)
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
        return tree.prepositional(verb, slot.removeprefix("lightprep:"))

    def _only_where(self, owner: Token, kind: str) -> bool:
        """Whether a capital before an attack says where it was and not whose: "the Damascus strike"."""
        index = self._mentions.at(owner) if owner.dep_ == "compound" and self._frames.is_a(kind, "Attack") else None
        return index is not None and self._mentions.all[index].place is not None
