"""What becomes of an event in its sentence: tense, modals, negation, conditions, the verbs and nouns above it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg.model import Status
from kg.reading import syntax
from kg.reading.clauses import (
    conditional,
    has_no_closer,
    hypothetical,
    infinitive,
    is_past,
    not_only,
    only_from,
    past_efforts,
    settled,
    takes_place,
    told_before,
)
from kg.reading.frames import Frame, FrameLexicon
from kg.reading.signals import Signals

_PRESENT, _PAST = {"VBZ", "VBP"}, {"VBD"}
_FROM = {"from", "against", "on", "of", "for", "to", "about", "at", "in", "into", "with", "over", "toward", "towards"}
# statuses that an outer "will" or "may" does not weaken
_FINAL = {Status.PREVENTED, Status.POSTPONED, Status.CANCELLED, Status.NEGATED}
_NOT_YET = {Status.PLANNED, Status.POSSIBLE}
# what has been said, whatever the answer: "rejected the criticism", "declined the request"
_MADE_BEFORE = {"Request", "Invitation", "Accusation", "Warning", "Threat", "Question", "Notification", "Denial"}
_SIGNS = {"indication", "evidence", "sign", "proof", "suggestion", "question"}
_TALKING = {"discuss", "debate", "address"}
_ROUNDS = {"round", "series", "set"}
_ENDING = {"end", "stop", "resolve", "settle", "halt", "finish", "conclude", "solve"}
_LEVELS = 10
_BEFORE_IT_HAPPENS = {"when", "once", "until", "before", "whenever"}


@dataclass(frozen=True, slots=True)
class Judgement:
    """A status and the words that decided it; without words it is only the default."""

    status: Status
    signals: tuple[tuple[str, Token], ...] = ()

    def because(self, name: str, token: Token) -> Judgement:
        """The same status with one more reason."""
        return Judgement(self.status, (*self.signals, (name, token)))


class StatusReader:
    """Judges triggers; `frames_of` gives the frame that fired on a token, by its index in the passage."""

    def __init__(self, lexicon: FrameLexicon, signals: Signals) -> None:
        self._lexicon = lexicon
        self._signals = signals
        self._fired: dict[int, Frame] = {}

    def judge(self, token: Token, fired: dict[int, Frame]) -> Judgement:
        """The status of the event that the token triggers, among the frames that fired in its passage."""
        self._fired = fired
        frame = fired[token.i]
        found = self._verb(token) if syntax.is_verb(token) else self._noun(token)
        if frame.type in {"Postponement", "Cancellation"} and settled(token) and found.status is Status.PLANNED:
            return Judgement(Status.OCCURRED, found.signals)  # who "has decided to postpone" it has put it off
        told = token.dep_ == "ccomp" or any(c.dep_ == "mark" and c.lower_ == "that" for c in token.children)
        if found.status is Status.ONGOING and told and self._lexicon.is_a(frame.type, "OfficialAct"):
            return Judgement(Status.OCCURRED, found.signals)  # who says that he is postponing it has postponed it
        if frame.status is Status.ONGOING and token.dep_ == "dobj" and token.head.lemma_ in _ENDING:
            return Judgement(frame.status, (("frame", token),))  # "in talks to end a conflict"
        ended = token.dep_ == "dobj" and token.head.lemma_ in {"fight", "wage", "win", "lose"}
        if frame.status is Status.ONGOING and ended and found.signals and token.head.tag_ in _PAST:
            return found  # "fought a war with it in 2006"
        if frame.status is not None and not (found.signals and found.status is not Status.OCCURRED):
            return Judgement(frame.status, (("frame", token),))
        return found

    # ------------------------------------------------------------------ verbs

    def _verb(self, token: Token, level: int = 0) -> Judgement:
        if level > _LEVELS:
            return Judgement(Status.OCCURRED)
        negation = syntax.negated(token)
        if negation is not None and not not_only(negation):
            outer = self._own(token, level)
            if outer.status is Status.POSSIBLE and (conditional(token, self._signals) or infinitive(token)):
                return outer  # "if it does not leave", "urged him not to attack"
            if negation.lower_ != "never" and only_from(token):
                return outer if outer.status is Status.OCCURRED else Judgement(Status.PLANNED, (("until", token),))
            return Judgement(Status.NEGATED, (("negation", negation),))
        promises = token.i in self._fired and self._fired[token.i].type == "Assurance"
        given = [c for o in syntax.children(token, "dobj") for c in syntax.children(o, "det")] if promises else []
        if any(c.lower_ == "no" for c in given):
            return Judgement(Status.NEGATED, (("negation", given[0]),))  # "promised no aid"
        return self._own(token, level)

    def _own(self, token: Token, level: int) -> Judgement:
        if token.dep_ == "pcomp" and token.head.lower_ == "without":
            return Judgement(Status.NEGATED, (("negation", token.head),))  # "left without meeting him"
        if token.dep_ == "pcomp" and token.head.lower_ == "after" and settled(token.head.head):
            return Judgement(Status.OCCURRED, (("after", token.head),))  # "has decided to go, after asking the king"
        above = self._above(token, level)
        if above is not None:
            return above
        condition = conditional(token, self._signals)
        if condition is not None:
            return Judgement(Status.POSSIBLE, (("condition", condition),))
        return self._tense(token, level)

    def _tense(self, token: Token, level: int) -> Judgement:
        if token.dep_ == "relcl" and token.head.lower_ in {"anyone", "anybody", "whoever"}:
            return Judgement(Status.POSSIBLE, (("condition", token.head),))  # "anyone who attacked it would pay"
        auxiliaries = syntax.children(token, "aux", "auxpass")
        for one in auxiliaries:
            modal = self._signals.modal(one.lower_)
            if modal is not None:
                return self._modal(token, one, modal)
        words = {a.lower_ for a in auxiliaries}
        if token.tag_ == "VBG" and words & {"was", "were"} and token.dep_ not in {"ccomp", "conj", "parataxis"}:
            return Judgement(Status.OCCURRED, (("past", token),))  # "met him in Florida, where he was hosting Kato"
        if token.tag_ == "VBG" and words & {"is", "are", "'s", "'re", "am", "been", "was", "were", "being"}:
            return Judgement(Status.ONGOING, (("progressive", token),))
        if token.tag_ == "VBG" and token.dep_ == "acomp" and token.head.lemma_ == "be":
            return Judgement(Status.ONGOING, (("progressive", token),))  # the model takes it for an adjective
        if "being" in words and words & {"is", "are", "'s", "'re"}:
            return Judgement(Status.ONGOING, (("progressive", token),))
        if syntax.is_imperative(token):
            return Judgement(Status.POSSIBLE, (("imperative", token),))
        if token.tag_ == "VBN" and not auxiliaries and syntax.children(token, "nsubj"):
            return Judgement(Status.OCCURRED, (("past", token),))  # a past that the model takes for a participle
        if token.dep_ == "advcl" and any(c.lower_ == "until" and c.i < token.i for c in token.children):
            awaited = token.tag_ in _PRESENT or words & {"is", "are"}
            held = self._verb(token.head, level + 1) if awaited and syntax.is_verb(token.head) else None
            asked = token.head.i in self._fired and self._fired[token.head.i].complement is Status.POSSIBLE
            if held is not None and (asked or held.status is Status.POSSIBLE):
                return Judgement(Status.POSSIBLE, (("until", token),))  # "urged it to keep them until they are freed"
        if "to" in words and (token.dep_ == "ROOT" or syntax.children(token, "nsubj", "nsubjpass")):
            return Judgement(Status.PLANNED, (("infinitive", token),))  # headlines: "Russia to send missiles"
        if token.tag_ in _PAST or words & {"has", "have", "had", "was", "were", "did"}:
            return Judgement(Status.OCCURRED, (("past", token),))
        is_done = token.tag_ == "VBN" and words & {"is", "are"} and not words & {"been", "being"}
        opened = any(c.lower_ in _BEFORE_IT_HAPPENS and c.i < token.i for c in token.children)
        if (token.tag_ in _PRESENT or is_done) and opened:
            return Judgement(
                Status.PLANNED, (("present", token),)
            )  # "once a decision is made", "when it mounts its reprisal"
        if token.tag_ in _PRESENT or words & {"is", "are", "do", "does"}:
            return Judgement(Status.OCCURRED, (("present", token),))
        if token.dep_ == "conj" and syntax.is_verb(token.head):
            return self._verb(token.head, level + 1)
        if (
            token.dep_ in {"advcl", "ccomp", "parataxis"}
            and syntax.is_verb(token.head)
            and token.tag_ in {"VBG", "VBN"}
        ):
            return self._weaken(self._verb(token.head, level + 1))
        if token.dep_ == "pcomp" and syntax.is_verb(token.head.head):
            return self._weaken(self._verb(token.head.head, level + 1))
        if token.dep_ in {"acl", "amod"} and token.tag_ == "VBN":
            return Judgement(Status.OCCURRED, (("participle", token),))
        return Judgement(Status.OCCURRED)

    def _weaken(self, judgement: Judgement) -> Judgement:
        return judgement if judgement.status in _NOT_YET else Judgement(Status.OCCURRED)

    def _modal(self, token: Token, word: Token, status: Status) -> Judgement:
        if word.lower_ in {"would", "'d"}:
            reported = token.dep_ in {"ccomp", "relcl", "conj", "ROOT"} and not any(
                c.dep_ == "advcl" and conditional(c, self._signals) is not None for c in token.children
            )
            status = Status.PLANNED if reported and not hypothetical(token) else Status.POSSIBLE
        if any(c.lower_ in {"have", "'ve"} and c.dep_ == "aux" for c in token.children) and word.lower_ in {"must"}:
            status = Status.POSSIBLE
        return Judgement(status, (("modal", word),))

    # ------------------------------------------------------------------ what stands above

    def _above(self, token: Token, level: int) -> Judgement | None:
        """The status that the governing verb, noun or adjective gives, if it gives one."""
        head, dep = token.head, token.dep_
        if (
            dep == "conj"
            and not syntax.children(token, "nsubj", "nsubjpass", "aux", "auxpass", "mark")
            and syntax.is_verb(token)
        ):
            head = syntax.coordinated(token)
            mixed = token.tag_ in {"VBD", "VBZ", "VBP"} and head.tag_ in {"VBD", "VBZ", "VBP"} and head != token.head
            if mixed or level >= _LEVELS or not syntax.is_verb(head):
                return None
            return self._above(head, level + 1)
        if dep in {"xcomp", "ccomp", "acomp", "attr", "oprd"} and head != token:
            return self._complement(token, head, level)
        if dep == "pcomp" or (dep == "pobj" and token.tag_ == "VBG" and syntax.is_verb(head.head)):
            return self._complement(token, head.head, level, preposition=head.lower_)
        if dep in {"acl", "relcl"} and infinitive(token):
            return self._of_noun(token, head, level)
        if (
            dep in {"acl", "ccomp"}
            and head.lemma_ in _SIGNS
            and any(c.lower_ in {"no", "little"} for c in head.children)
        ):
            return Judgement(Status.NEGATED, (("negation", head),))
        if dep == "advcl" and infinitive(token):
            return self._purpose(token, head, level)
        if dep == "acl" and token.tag_ == "VBG" and head.dep_ == "dobj" and syntax.is_verb(head.head):
            wanted = self._given_by(head.head, head)  # "is seeking a resolution demanding access"
            return Judgement(wanted, (("above", head.head),)) if wanted is Status.POSSIBLE else None
        return None

    def _complement(self, token: Token, head: Token, level: int, preposition: str = "") -> Judgement | None:
        given = self._given_by(head, token, preposition)
        finite = token.dep_ == "ccomp" and not infinitive(token)
        if finite and token.i < head.i:
            return None  # "Russia backed China: the Kremlin called the visit a provocation"
        if finite and (given not in {Status.POSSIBLE, Status.PREVENTED} or (head.lemma_ == "warn" and is_past(token))):
            return None  # "said that it would", "confirmed that he will": its own tense tells
        if head.lemma_ == "be" and infinitive(token) and head.dep_ != "aux":
            have = any(c.dep_ == "aux" and c.lower_ == "have" for c in token.children)
            return Judgement(Status.PLANNED, (("unfulfilled" if have else "above", head),))  # "he was to have met"
        if given is None:
            if (
                token.dep_ == "xcomp"
                and (infinitive(token) or token.tag_ in {"VB", "VBG", "VBN"})
                and syntax.is_verb(head)
            ):
                return self._verb(head, level + 1)  # "is set to", "was able to", "began to"
            if preposition and not syntax.is_verb(head):
                return self._of_noun(token, head, level)
            return None
        if not syntax.is_verb(head):
            return Judgement(given, (("above", head),))
        outer = self._verb(head, level + 1)
        return self._combine(given, outer, head)

    def _combine(self, given: Status, outer: Judgement, head: Token) -> Judgement:
        """The status given by a verb, seen in the light of that verb's own: "has been trying to", "will block"."""
        reason = ("above", head)
        if outer.status is Status.NEGATED:
            if given is Status.OCCURRED:
                return outer
            if given in {Status.PREVENTED, Status.NEGATED, Status.POSTPONED, Status.CANCELLED}:
                return Judgement(Status.POSSIBLE, (*outer.signals, reason))
            return Judgement(Status.POSSIBLE, (*outer.signals, reason))
        if given is Status.OCCURRED:
            return outer.because("above", head)
        if given is Status.ONGOING and outer.status is Status.PLANNED:
            return Judgement(Status.PLANNED, (*outer.signals, reason))  # "agreed that they would go on cooperating"
        if given is Status.PLANNED and outer.status is Status.POSSIBLE:
            return outer.because("above", head)  # "if it does not commit itself to leaving"
        if given is Status.ATTEMPTED and outer.status is Status.ONGOING:
            return Judgement(Status.ONGOING, (*outer.signals, reason))
        if given in _FINAL and outer.status is Status.PLANNED and settled(head):
            return Judgement(given, (reason,))  # "has decided to cancel the trip"
        if outer.status in _NOT_YET and given not in {Status.PLANNED}:
            return Judgement(Status.POSSIBLE, (*outer.signals, reason))
        return Judgement(given, (reason,))

    def _given_by(self, head: Token, token: Token, preposition: str = "") -> Status | None:
        frame = self._fired.get(head.i)
        if frame is not None and frame.complement is not None:
            return frame.complement
        lemma = head.lemma_.lower()
        if lemma == "able" and head.head.tag_ == "VBD":
            return Status.OCCURRED  # who was able to do it did it
        if syntax.is_verb(head) or head.pos_ == "ADJ":
            for particle in (c.lower_ for c in head.children if c.dep_ in {"prt"}):
                with_particle = self._signals.matrix(f"{lemma} {particle}")
                if with_particle is not None:
                    return with_particle
            if preposition:
                with_preposition = self._signals.matrix(f"{lemma} {preposition}")
                if with_preposition is not None:
                    return with_preposition
            return self._signals.matrix(lemma)
        return self._signals.noun(lemma)

    def _of_noun(self, token: Token, noun: Token, level: int) -> Judgement | None:
        """An event below a noun: "plans to retaliate", "attempts to contact", "a request for a call"."""
        if syntax.is_verb(noun):
            return self._purpose(token, noun, level)
        given = self._given_by(noun, token)
        verb = noun.head
        without = any(c.dep_ == "det" and c.lower_ == "no" for c in noun.children)  # "had no plans to break off"
        if noun.dep_ in {"dobj", "attr"} and syntax.is_verb(verb) and (without or syntax.negated(verb) is not None):
            return Judgement(Status.NEGATED, (("negation", verb),))  # "had no time to deploy"
        failed = next((a for a in syntax.children(noun, "amod") if self._signals.adjective(a.lower_) is not None), None)
        if given is Status.ATTEMPTED:
            if failed is None and not past_efforts(noun):
                return Judgement(Status.ONGOING, (("above", noun),))
            return Judgement(Status.ATTEMPTED, (("above", noun),))
        if given is not None:
            return Judgement(given, (("above", noun),))
        fired = self._fired.get(noun.i)
        if fired is not None and self._lexicon.is_a(fired.type, "Visit"):
            trip = self._noun(noun, level + 1)  # "put off his trip to open talks", "a planned visit to meet him"
            return trip if trip.status is not Status.OCCURRED else None
        if noun.lemma_ in {"step", "measure", "action"} and noun.dep_ == "dobj" and verb.lemma_ == "take":
            return self._verb(verb, level + 1)  # "needs to take steps to withdraw"
        return None

    def _purpose(self, token: Token, head: Token, level: int) -> Judgement | None:
        """A purpose clause: planned with what is planned; else its main clause does not say whether it came about."""
        if not syntax.is_verb(head):
            return None
        for noun in syntax.children(head, "dobj"):
            # the model hangs the infinitive of "made attempts to reach him" on the verb
            if noun.i < token.i and self._signals.noun(noun.lemma_.lower()) is not None and noun.i not in self._fired:
                return self._of_noun(token, noun, level)
        frame = self._fired.get(head.i)
        if frame is not None and frame.complement is not None and has_no_closer(token, head):
            return self._combine(frame.complement, self._verb(head, level + 1), head)
        called = frame is not None and frame.type == "PhoneCall"  # "called him to discuss it" calls for nothing
        given = self._signals.matrix(head.lemma_.lower()) if not called else None
        if given is not None:
            return self._combine(given, self._verb(head, level + 1), head)
        outer = self._verb(head, level + 1)
        mine = self._fired.get(token.i) or next(
            (self._fired[o.i] for o in syntax.children(token, "dobj") if o.i in self._fired), None
        )  # "called to express his condolences"
        speaking = mine is not None and self._lexicon.is_a(mine.type, "Communication")
        if outer.status in {Status.OCCURRED, Status.ONGOING} and not speaking:
            return Judgement(Status.POSSIBLE, (("purpose", token),))
        return outer

    # ------------------------------------------------------------------ nouns

    def _noun(self, token: Token, level: int = 0) -> Judgement:
        own = self._modifiers(token)
        above = self._undone_later(token) or self._noun_above(token, level)
        if above is not None and above.status in _FINAL:
            return above  # "cancelled a planned meeting"
        loose = own is not None and own.signals[0][1].lower_ == "further" and above is not None  # "further sanctions"
        if own is not None and not loose:
            return own
        if above is not None:
            return above
        return Judgement(Status.OCCURRED)

    def _undone_later(self, noun: Token) -> Judgement | None:
        """What a later verb of the sentence does to it by a pronoun: "approved strikes but called them off"."""
        for verb in noun.doc[noun.i + 1 : noun.sent.end]:
            frame = self._fired.get(verb.i)
            if frame is None or frame.complement not in _FINAL or not syntax.is_verb(verb):
                continue
            wanted = "them" if noun.tag_ == "NNS" else "it"
            if [c.lower_ for c in syntax.children(verb, "dobj")] != [wanted]:
                continue
            between = [t for t in noun.doc[noun.i + 1 : verb.i] if t.i in self._fired and t.tag_ == noun.tag_]
            if not between:
                return self._combine(frame.complement, self._verb(verb, 1), verb)
        return None

    def _modifiers(self, token: Token) -> Judgement | None:
        for child in token.children:
            if child.dep_ == "det" and child.lower_ in {"no", "neither"}:
                return Judgement(Status.NEGATED, (("negation", child),))
            if child.dep_ in {"amod", "compound", "nmod"}:
                given = self._signals.adjective(child.lower_) or self._signals.adjective(child.lemma_.lower())
                if given is not None:
                    return Judgement(given, (("modifier", child),))
            if child.dep_ in {"acl", "relcl"} and child.tag_ == "VBN" and child.i > token.i:
                given = self._signals.adjective(child.lower_)  # "a meeting expected to be held on Friday"
                made = (
                    child.lower_ == "announced" and token.i in self._fired and self._fired[token.i].type == "Agreement"
                )
                if given is not None and not made:
                    return Judgement(given, (("modifier", child),))
            if child.dep_ == "relcl" and child.tag_ == "VBD" and takes_place(child):
                return self._verb(child)  # "asked for a session, which took place on Monday"
            if child.dep_ in {"acl", "relcl"} and child.i > token.i and infinitive(child) and takes_place(child):
                return Judgement(Status.PLANNED, (("infinitive", child),))  # "talks to be held in Paris"
        for child in token.children:
            if child.dep_ == "det" and child.lower_ == "any":
                return Judgement(Status.POSSIBLE, (("any", child),))
        return None

    def _noun_above(self, token: Token, level: int) -> Judgement | None:
        if level > _LEVELS:
            return None
        head, dep = token.head, token.dep_
        if dep in {"dobj", "nsubjpass", "dative", "oprd", "attr", "nsubj"} and syntax.is_verb(head):
            return self._noun_of_verb(token, head, level)
        if dep == "pobj" and head.dep_ in {"prep", "agent", "prt"}:
            return self._noun_of_preposition(token, head, level)
        if dep == "conj":
            return self._modifiers(head) or self._noun_above(head, level + 1)
        if dep == "poss" or dep == "compound":
            return None
        if dep == "ROOT" and any(c.dep_ == "acl" and infinitive(c) for c in token.children):
            return None
        return None

    def _noun_of_verb(self, token: Token, verb: Token, level: int) -> Judgement | None:
        frame = self._fired.get(verb.i)
        is_object = token.dep_ != "nsubj"
        if not is_object and any(o.lower_ == "place" for o in syntax.children(verb, "dobj")):
            return self._verb(verb, level + 1)  # "the meeting did not take place"
        if not is_object and any(c.lower_ in {"under", "underway"} for c in verb.children) and verb.lemma_ == "be":
            return Judgement(Status.ONGOING, (("above", verb),))  # "talks are under way"
        if not is_object and verb.lemma_ == "be" and any(c.lower_ == "impossible" for c in verb.children):
            return Judgement(Status.NEGATED, (("above", verb),))  # "a ceasefire is impossible"
        if (
            not is_object
            and verb.lemma_ == "be"
            and any(c.lower_ == "on" and c.i == c.right_edge.i for c in verb.children)
        ):
            return Judgement(Status.PLANNED, (("above", verb),))  # "the meeting was still on"
        ahead = self._said_ahead(verb) if not is_object and verb.lemma_ == "be" else None
        if ahead is not None:
            return ahead
        if token.dep_ == "dobj" and verb.lemma_ == "call" and syntax.children(verb, "oprd", "ccomp", "xcomp"):
            return None  # "called the raid a crime"
        if token.dep_ == "dobj" and verb.lemma_ == "call" and not syntax.children(verb, "prt"):
            return Judgement(Status.PLANNED, (("above", verb),))  # "called an emergency summit"
        if token.dep_ == "attr" and verb.lemma_ == "be" and any(c.lower_ == "would" for c in verb.children):
            return None  # "it would be the first raid": what it is, not whether it was
        mine = self._fired.get(token.i)
        if (
            is_object
            and mine is not None
            and verb.lemma_ in _TALKING
            and self._lexicon.is_a(mine.type, "MilitaryAction")
        ):
            return None  # "discussed the attack": one that took place
        announced = token.dep_ == "dobj" and verb.lemma_ == "announce"
        if announced and mine is not None and self._lexicon.is_a(mine.type, "Consultation"):
            return Judgement(Status.PLANNED, (("above", verb),))
        if token.dep_ == "nsubjpass" and verb.lemma_ == "aim":
            return None  # "the operation was aimed to secure the border"
        if frame is not None and frame.type in {"Refusal", "Denial"} and self._asks(token):
            return None  # a request that is declined has been made, so has a charge that is rejected
        if is_object and not (token.dep_ == "oprd" and verb.lemma_ == "call"):  # "what he called an attack"
            given = self._given_by(verb, token)
            if frame is not None and frame.complement is None and given not in _FINAL:
                given = None  # a frame of its own: "offered", "supported"; but "suspended talks" are suspended
            if given is not None and given is not Status.OCCURRED:
                return self._combine(given, self._verb(verb, level + 1), verb)
        light = self._signals.is_light(verb.lemma_.lower()) or verb.lemma_ in _HAPPENING
        if light and (is_object or verb.lemma_ in _HAPPENING):
            found = self._verb(verb, level + 1)
            if found.status is Status.NEGATED and syntax.children(verb, "acomp", "attr", "oprd", "ccomp", "xcomp"):
                return None  # "the attack will not go unanswered", "the raid was not an accident"
            if found.status is Status.NEGATED and verb.lemma_ == "be" and syntax.children(verb, "prep"):
                return None  # "the conflict was not on the agenda"
            if verb.lemma_ == "fail" and found.status is Status.OCCURRED:
                return Judgement(Status.ATTEMPTED, (("above", verb),))
            return found
        return None

    def _said_ahead(self, verb: Token) -> Judgement | None:
        """What is said of what is to come: "the visit was likely to be postponed", "the talks were to be held"."""
        for word in syntax.children(verb, "acomp", "xcomp"):
            given = self._signals.adjective(word.lower_) if word.pos_ == "ADJ" else None
            below = syntax.children(word, "xcomp")
            done = any(c.lower_ in {"have", "been"} for v in below for c in v.children)  # "likely to have been shot"
            open_ = bool(below) or verb.tag_ in _PRESENT
            if given in _NOT_YET and open_ and not done and syntax.negated(verb) is None:
                return Judgement(given, (("above", word),))
            if word.dep_ == "xcomp" and syntax.is_verb(word) and infinitive(word) and syntax.negated(verb) is None:
                return Judgement(Status.PLANNED, (("above", verb),))
        return None

    def _asks(self, token: Token) -> bool:
        mine = self._fired.get(token.i)
        return mine is not None and (mine.type in _MADE_BEFORE or mine.lemma in {"offer", "proposal"})

    def _noun_of_preposition(self, token: Token, preposition: Token, level: int) -> Judgement | None:
        word, head = preposition.lower_, preposition.head
        if word == "of" and head.lemma_ in _ROUNDS and token.tag_ == "NNS":
            return self._noun_above(head, level + 1)  # "the next round of talks was to be held"
        trip = head.i in self._fired and self._lexicon.is_a(self._fired[head.i].type, "Visit")
        if word == "for" and trip and not syntax.is_verb(head):
            return self._noun(head, level + 1)  # "his upcoming visit to India for a summit"
        if word == "from" and head.dep_ == "dobj" and syntax.is_verb(head.head):
            head = head.head  # the model hangs "from meetings" of "barred them from meetings" on the object
        if word == "by" and head.lemma_ == "follow" and infinitive(head):
            return Judgement(Status.PLANNED, (("infinitive", head),))  # "a truce, to be followed by talks"
        due = syntax.children(head, "acomp") if word == "for" and head.lemma_ == "be" else []
        if any(a.lower_ == "due" for a in due):
            return Judgement(Status.PLANNED, (("above", due[0]),))  # "is due in Moscow on Monday for a meeting"
        if word == "without":
            return Judgement(Status.NEGATED, (("negation", preposition),))
        if word in {"despite", "after", "since", "during", "following", "amid"}:
            return None
        mine = self._fired.get(token.i)
        setting = mine is not None and self._lexicon.is_a(mine.type, "Consultation")
        carried = word == "in" and syntax.is_verb(head) and head.lemma_ != "be" and preposition.i > head.i
        if carried and self._signals.is_light(f"{head.lemma_.lower()} in"):
            return self._verb(head, level + 1)  # "called on them to engage in dialogue"
        if word in {"in", "at", "during"} and syntax.is_verb(head) and (preposition.i < head.i or setting):
            ahead = setting and preposition.i > head.i and self._verb(head, level + 1)
            if ahead and ahead.status is Status.PLANNED and not syntax.children(head, "ccomp"):
                return ahead  # "are to take it up at a meeting next week"
            if setting and word == "in" and head.lemma_ == "be" and self._said_ahead(head) is not None:
                return Judgement(Status.PLANNED, (("above", head),))  # "in the summit, they are likely to focus on"
            return None  # "warned them in separate calls"; "in a call on Monday, the two agreed to meet"
        if word == "of" and head.lower_ == "ahead" and not told_before(head):
            return Judgement(Status.PLANNED, (("above", head),))  # "four people were killed ahead of his visit"
        if word == "of" and head.lower_ in {"event", "case"} and head.head.lower_ == "in":
            return Judgement(Status.POSSIBLE, (("condition", head),))
        if syntax.is_verb(head):
            frame = self._fired.get(head.i)
            given = frame.complement if frame is not None else None
            given = given or self._signals.matrix(f"{head.lemma_.lower()} {word}")
            if given is not None and word in _FROM:
                return self._combine(given, self._verb(head, level + 1), head)
            if self._signals.is_light(f"{head.lemma_.lower()} {word}"):
                return self._verb(head, level + 1)
            if head.lemma_ == "agree" and word == "on" and self._verb(head, level + 1).status is Status.OCCURRED:
                return Judgement(Status.PLANNED, (("above", head),))  # "agreed on a ceasefire"
            made = next((o for o in syntax.children(head, "dobj") if o.i < token.i and o.i not in self._fired), None)
            if made is not None and word == "for" and self._signals.noun(made.lemma_.lower()) is not None:
                return self._of_noun(token, made, level)  # "set a date for a meeting", "made plans for a trip"
            if head.i in self._fired and word == "for" and self._lexicon.is_a(self._fired[head.i].type, "Visit"):
                return self._verb(head, level + 1)
            return None
        if head.pos_ == "ADJ" and self._signals.matrix(f"{head.lemma_.lower()} {word}") is not None:
            return Judgement(self._signals.verbs[f"{head.lemma_.lower()} {word}"], (("above", head),))
        if head.lemma_ in _SIGNS and word == "of" and any(c.lower_ in {"no", "little"} for c in head.children):
            return Judgement(Status.NEGATED, (("negation", head),))  # "there was no indication of an attack"
        if head.pos_ in {"NOUN", "PROPN"} and word in {"of", "for", "on", "to", "about", "over", "at"}:
            given = self._given_by(head, token)
            if given is not None and given is not Status.ATTEMPTED:
                return Judgement(given, (("above", head),))
        return None


_HAPPENING = {
    "happen",
    "occur",
    "resume",
    "begin",
    "start",
    "end",
    "continue",
    "go",
    "come",
    "follow",
    "fail",
    "be",
    "remain",
    "erupt",
    "break",
}
