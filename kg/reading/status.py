"""What becomes of an event in its sentence: tense, modals, negation, conditions, the verbs and nouns above it."""

from __future__ import annotations

from spacy.tokens import Token

from kg.model import Status
from kg.reading import syntax, tree
from kg.reading.clauses import (
    ENDING,
    conditional,
    fixture,
    has_no_closer,
    hypothetical,
    infinitive,
    is_alleged,
    is_over,
    is_past,
    not_only,
    only_from,
    past_efforts,
    settled,
    votes,
)
from kg.reading.frames import Frame, FrameLexicon
from kg.reading.judgements import FINAL, LEVELS, NOT_YET, PAST, PRESENT, SIGNS, Judgement
from kg.reading.noun_status import NounStatus
from kg.reading.signals import Signals

_OPEN = {"could", "can", "would", "may", "might", "must", "should", "'d"}
_BEFORE_IT_HAPPENS = {"when", "once", "until", "before", "whenever"}

# what goes on for a while; what states do as a rule where it is told in the present
_LASTING = {
    "ArmedConflict", "Clash", "MilitaryAid", "MilitaryAction", "Deployment", "Negotiation", "Sanction", "Coercion",
    "Cooperation", "Aid", "Obstruction", "Airstrike", "Shelling", "Bombing",
}  # fmt: skip
_INTENDING = {"intend", "plan", "mean", "aim", "propose"}
_HABITS = {"MilitaryAid", "Aid"}
_SPANS = {"year", "month", "week", "day", "decade", "hour"}


class StatusReader:
    """Judges triggers; `fired` are the frames that fired in the passage, by the index of their token."""

    def __init__(self, lexicon: FrameLexicon, signals: Signals) -> None:
        self._lexicon = lexicon
        self._signals = signals
        self._nouns = NounStatus(self, lexicon, signals)
        self.fired: dict[int, Frame] = {}

    def judge(self, token: Token, fired: dict[int, Frame]) -> Judgement:
        """The status of the event that the token triggers, among the frames that fired in its passage."""
        self.fired = fired
        frame = fired[token.i]
        if frame.unwilling:
            return Judgement(Status.OCCURRED, (("frame", token),))  # "would not accept it"
        if votes(token, frame):
            return Judgement(Status.OCCURRED, (("vote", token.head),))
        found = self.verb(token) if tree.is_verb(token) else self._nouns.judge(token)
        if found.status is Status.PLANNED and is_alleged(token):
            return Judgement(Status.POSSIBLE, found.signals)  # "accused it of planning an attack"
        if frame.type in {"Postponement", "Cancellation"} and settled(token) and found.status is Status.PLANNED:
            return Judgement(Status.OCCURRED, found.signals)  # who "has decided to postpone" it has put it off
        told = token.dep_ == "ccomp" or any(c.dep_ == "mark" and c.lower_ == "that" for c in token.children)
        if found.status is Status.ONGOING and told and self._lexicon.is_a(frame.type, "OfficialAct"):
            return Judgement(Status.OCCURRED, found.signals)  # who says that he is postponing it has postponed it
        over = is_over(token) if frame.status is Status.ONGOING else None
        if over is not None:
            return Judgement(Status.OCCURRED, (("ended", over),))
        if frame.status is Status.ONGOING and token.dep_ == "dobj" and token.head.lemma_ in ENDING:
            return Judgement(frame.status, (("frame", token),))  # "in talks to end a conflict"
        ended = token.dep_ == "dobj" and token.head.lemma_ in {"fight", "wage", "win", "lose"}
        if frame.status is Status.ONGOING and ended and found.signals and token.head.tag_ in PAST:
            return found  # "fought a war with it in 2006"
        if frame.status is not None and not (found.signals and found.status is not Status.OCCURRED):
            open_ = self._not_yet_there(token) if frame.status is Status.ONGOING else None
            return open_ or Judgement(frame.status, (("frame", token),))
        return found

    def _not_yet_there(self, noun: Token) -> Judgement | None:
        """What would last but has not begun: "could not go to war", "would be cause for war"."""
        bare = not any(c.dep_ in {"det", "poss"} and c.lower_ not in {"a", "an"} for c in noun.children)
        if not bare or noun.dep_ != "pobj":
            return None
        above = next((t for t in noun.ancestors if t.pos_ in {"VERB", "AUX"} and t.dep_ != "attr"), None)
        modal = next((a for a in tree.children(above, "aux") if a.lower_ in _OPEN), None) if above is not None else None
        return Judgement(Status.POSSIBLE, (("modal", modal),)) if modal is not None else None

    # ------------------------------------------------------------------ verbs

    def verb(self, token: Token, level: int = 0) -> Judgement:
        """The status of what a verb tells, `level` clauses below the one that is asked for."""
        if level > LEVELS:
            return Judgement(Status.OCCURRED)
        negation = tree.negated(token)
        if negation is not None and not not_only(negation):
            outer = self._own(token, level)
            if outer.status is Status.POSSIBLE and (conditional(token, self._signals) or infinitive(token)):
                return outer  # "if it does not leave", "urged him not to attack"
            if negation.lower_ != "never" and only_from(token):
                return outer if outer.status is Status.OCCURRED else Judgement(Status.PLANNED, (("until", token),))
            return Judgement(Status.NEGATED, (("negation", negation),))
        promises = token.i in self.fired and self.fired[token.i].type == "Assurance"
        objects = [
            o for o in tree.children(token, "dobj") if promises or (token.i in self.fired and o.i not in self.fired)
        ]
        given = [c for o in objects for c in tree.children(o, "det")]
        nothing = next((c for c in given if c.lower_ == "no" and not not_only(c)), None) or _nobody(token)
        if nothing is not None:
            return Judgement(Status.NEGATED, (("negation", nothing),))  # "promised no aid", "sent no troops"
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
        auxiliaries = tree.children(token, "aux", "auxpass")
        for one in auxiliaries:
            modal = self._signals.modal(one.lower_)
            if modal is not None:
                return self._modal(token, one, modal)
        words = {a.lower_ for a in auxiliaries}
        who = token.dep_ == "relcl" and any(c.lower_ == "who" for c in tree.children(token, "nsubj"))
        if token.tag_ == "VBG" and words & {"was", "were"} and who:
            return Judgement(Status.ONGOING, (("progressive", token),))  # "Kato, who was flying to Spain, said"
        if token.tag_ == "VBG" and words & {"was", "were"} and token.dep_ not in {"ccomp", "conj", "parataxis"}:
            return Judgement(Status.OCCURRED, (("past", token),))  # "met him in Florida, where he was hosting Kato"
        if token.tag_ == "VBG" and {"had", "been"} <= words:
            return Judgement(Status.OCCURRED, (("past", token),))  # "pilots had been harassing its crews for months"
        if token.tag_ == "VBG" and words & {"is", "are", "'s", "'re", "am", "been", "was", "were", "being"}:
            return Judgement(Status.ONGOING, (("progressive", token),))
        if token.tag_ == "VBG" and token.dep_ == "acomp" and token.head.lemma_ == "be":
            return Judgement(Status.ONGOING, (("progressive", token),))  # the model takes it for an adjective
        if "being" in words and words & {"is", "are", "'s", "'re"}:
            return Judgement(Status.ONGOING, (("progressive", token),))
        if tree.is_imperative(token):
            return Judgement(Status.POSSIBLE, (("imperative", token),))
        if token.tag_ == "VBN" and not auxiliaries and tree.children(token, "nsubj"):
            return Judgement(Status.OCCURRED, (("past", token),))  # a past that the model takes for a participle
        if token.dep_ == "advcl" and any(c.lower_ == "until" and c.i < token.i for c in token.children):
            awaited = token.tag_ in PRESENT or words & {"is", "are"}
            held = self.verb(token.head, level + 1) if awaited and tree.is_verb(token.head) else None
            asked = token.head.i in self.fired and self.fired[token.head.i].complement is Status.POSSIBLE
            if held is not None and (asked or held.status is Status.POSSIBLE):
                return Judgement(Status.POSSIBLE, (("until", token),))  # "urged it to keep them until they are freed"
        if "to" in words and (token.dep_ == "ROOT" or tree.children(token, "nsubj", "nsubjpass")):
            return Judgement(Status.PLANNED, (("infinitive", token),))  # headlines: "Russia to send missiles"
        if self._lasts(token, words):
            return Judgement(Status.ONGOING, (("lasting", token),))
        if token.tag_ in PAST or words & {"has", "have", "had", "was", "were", "did"}:
            return Judgement(Status.OCCURRED, (("past", token),))
        is_done = token.tag_ == "VBN" and words & {"is", "are"} and not words & {"been", "being"}
        opened = any(c.lower_ in _BEFORE_IT_HAPPENS and c.i < token.i for c in token.children)
        if (token.tag_ in PRESENT or is_done) and opened:
            return Judgement(
                Status.PLANNED, (("present", token),)
            )  # "once a decision is made", "when it mounts its reprisal"
        day = fixture(token)
        if day is not None:
            return Judgement(Status.PLANNED, (("fixture", day),))
        if token.tag_ in PRESENT or words & {"is", "are", "do", "does"}:
            return Judgement(Status.OCCURRED, (("present", token),))
        if token.dep_ == "conj" and tree.is_verb(token.head):
            return self.verb(token.head, level + 1)
        if token.dep_ in {"advcl", "ccomp", "parataxis"} and tree.is_verb(token.head) and token.tag_ in {"VBG", "VBN"}:
            return self._weaken(self.verb(token.head, level + 1))
        if token.dep_ == "pcomp" and tree.is_verb(token.head.head):
            return self._weaken(self.verb(token.head.head, level + 1))
        if token.dep_ in {"acl", "amod"} and token.tag_ == "VBN":
            return Judgement(Status.OCCURRED, (("participle", token),))
        return Judgement(Status.OCCURRED)

    def _lasts(self, token: Token, words: set[str]) -> bool:
        """Whether an act that takes its time goes on: "has armed them for years", "that its allies arm terrorists"."""
        frame = self.fired.get(token.i)
        if frame is None or frame.type not in _LASTING:
            return False
        if token.tag_ == "VBN" and words & {"has", "have", "'ve"} and "been" not in words:
            spans = [c for c in token.children if c.i > token.i and c.dep_ in {"prep", "advcl"}]
            since = any(c.lower_ == "since" or any(k.lower_ == "since" for k in c.children) for c in spans)
            whole = [n for c in spans if c.lower_ == "for" for n in tree.children(c, "pobj")]
            return since or any(n.lemma_ in _SPANS and n.tag_ == "NNS" for n in whole)
        told = token.dep_ in {"relcl", "ccomp"} and frame.type in _HABITS
        return told and (token.tag_ in PRESENT or (token.tag_ == "VBN" and bool(words & {"is", "are"})))

    def _weaken(self, judgement: Judgement) -> Judgement:
        return judgement if judgement.status in NOT_YET else Judgement(Status.OCCURRED)

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
            and not tree.children(token, "nsubj", "nsubjpass", "aux", "auxpass", "mark")
            and tree.is_verb(token)
        ):
            head = syntax.coordinated(token)
            mixed = token.tag_ in {"VBD", "VBZ", "VBP"} and head.tag_ in {"VBD", "VBZ", "VBP"} and head != token.head
            if mixed or level >= LEVELS or not tree.is_verb(head):
                return None
            return self._above(head, level + 1)
        if dep in {"xcomp", "ccomp", "acomp", "attr", "oprd"} and head != token:
            return self._complement(token, head, level)
        if dep == "pcomp" or (dep == "pobj" and token.tag_ == "VBG" and tree.is_verb(head.head)):
            return self._complement(token, head.head, level, preposition=head.lower_)
        if dep in {"acl", "relcl"} and infinitive(token):
            return self.of_noun(token, head, level)
        if (
            dep in {"acl", "ccomp"}
            and head.lemma_ in SIGNS
            and any(c.lower_ in {"no", "little"} for c in head.children)
        ):
            return Judgement(Status.NEGATED, (("negation", head),))
        if dep == "advcl" and infinitive(token):
            return self._purpose(token, head, level)
        if dep == "acl" and token.tag_ == "VBG" and head.dep_ == "dobj" and tree.is_verb(head.head):
            wanted = self.given_by(head.head, head)  # "is seeking a resolution demanding access"
            if wanted is Status.POSSIBLE:
                return Judgement(wanted, (("above", head.head),))
            outer = self.verb(head.head, level + 1)  # "will adopt a resolution imposing sanctions"
            return outer if outer.status is Status.PLANNED else None
        return None

    def _complement(self, token: Token, head: Token, level: int, preposition: str = "") -> Judgement | None:
        causes = head.lemma_ in {"have", "get"} and token.tag_ in {"VBN", "VBD"} and tree.children(token, "nsubjpass")
        if causes and not tree.children(token, "aux", "auxpass"):
            return self.verb(head, level + 1)  # "asked to have the sanctions lifted"
        begun = head.lemma_ in {"begin", "start"} and token.i in self.fired and infinitive(token)
        begun = begun and any(c.lower_ in {"has", "have", "had", "'ve"} for c in tree.children(head, "aux"))
        if begun and self.fired[token.i].type in _LASTING | {"Withdrawal"}:
            return Judgement(Status.ONGOING, (("lasting", head),))  # "has begun to withdraw its troops"
        given = self.given_by(head, token, preposition)
        finite = token.dep_ == "ccomp" and not infinitive(token)
        if finite and token.i < head.i:
            return None  # "Russia backed China: the Kremlin called the visit a provocation"
        excluded = given is Status.NEGATED and head.lemma_ == "rule"  # "ruled out that they would meet"
        if (
            finite
            and not excluded
            and (given not in {Status.POSSIBLE, Status.PREVENTED} or (head.lemma_ == "warn" and is_past(token)))
        ):
            return None  # "said that it would", "confirmed that he will": its own tense tells
        if head.lemma_ == "be" and infinitive(token) and head.dep_ != "aux":
            have = any(c.dep_ == "aux" and c.lower_ == "have" for c in token.children)
            return Judgement(Status.PLANNED, (("unfulfilled" if have else "above", head),))  # "he was to have met"
        if given is None:
            if (
                token.dep_ == "xcomp"
                and (infinitive(token) or token.tag_ in {"VB", "VBG", "VBN"})
                and tree.is_verb(head)
            ):
                return self.verb(head, level + 1)  # "is set to", "was able to", "began to"
            if preposition and not tree.is_verb(head):
                return self.of_noun(token, head, level)
            return None
        if not tree.is_verb(head):
            return Judgement(given, (("above", head),))
        outer = self.verb(head, level + 1)
        return self.combine(given, outer, head)

    def combine(self, given: Status, outer: Judgement, head: Token) -> Judgement:
        """The status given by a verb, seen in the light of that verb's own: "has been trying to", "will block"."""
        reason = ("above", head)
        if outer.status is Status.NEGATED:
            if given is Status.OCCURRED:
                return outer
            if given is Status.PLANNED and head.lemma_ in _INTENDING:
                return Judgement(Status.NEGATED, (*outer.signals, reason))  # "does not intend to evacuate them"
            return Judgement(Status.POSSIBLE, (*outer.signals, reason))
        if given is Status.OCCURRED or (head.lemma_ == "let" and outer.status is Status.OCCURRED):
            return outer.because("above", head)  # "for letting Qatar send money"
        if given is Status.ONGOING and outer.status is Status.PLANNED:
            return Judgement(Status.PLANNED, (*outer.signals, reason))  # "agreed that they would go on cooperating"
        if given is Status.PLANNED and outer.status is Status.POSSIBLE:
            return outer.because("above", head)  # "if it does not commit itself to leaving"
        if given is Status.ATTEMPTED and head.dep_ == "relcl" and head.head.dep_ == "nsubjpass":
            stopped = self._signals.matrix(head.head.head.lemma_.lower())  # "who tried to storm it were stopped"
            if stopped is Status.PREVENTED and self.verb(head.head.head).status is Status.OCCURRED:
                return Judgement(stopped, (reason, ("above", head.head.head)))
        if given is Status.ATTEMPTED and outer.status is Status.ONGOING:
            return Judgement(Status.ONGOING, (*outer.signals, reason))
        if given in FINAL and outer.status is Status.PLANNED and settled(head):
            return Judgement(given, (reason,))  # "has decided to cancel the trip"
        if outer.status in {*NOT_YET, Status.ATTEMPTED} and given not in {Status.PLANNED}:
            return Judgement(Status.POSSIBLE, (*outer.signals, reason))  # "a vain attempt to stop the launch"
        return Judgement(given, (reason,))

    def given_by(self, head: Token, token: Token, preposition: str = "") -> Status | None:
        """The status that a word gives what hangs below it; None where it gives none."""
        frame = self.fired.get(head.i)
        if frame is not None and frame.complement is not None:
            return frame.complement
        lemma = head.lemma_.lower()
        if lemma == "able" and head.head.tag_ == "VBD":
            return Status.OCCURRED  # who was able to do it did it
        if tree.is_verb(head) or head.pos_ == "ADJ":
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

    def of_noun(self, token: Token, noun: Token, level: int) -> Judgement | None:
        """An event below a noun: "plans to retaliate", "attempts to contact", "a request for a call"."""
        if tree.is_verb(noun):
            return self._purpose(token, noun, level)
        given = self.given_by(noun, token)
        verb = noun.head
        if noun.lemma_ in {"invitation", "offer"} and verb.lemma_ == "accept" and noun.dep_ in {"dobj", "nsubjpass"}:
            taken = self.verb(verb, level + 1)
            if taken.status is Status.OCCURRED:
                return Judgement(Status.PLANNED, (("above", verb),))  # "has accepted an invitation to visit"
        without = any(c.dep_ == "det" and c.lower_ == "no" for c in noun.children)  # "had no plans to break off"
        if noun.dep_ in {"dobj", "attr"} and tree.is_verb(verb) and (without or tree.negated(verb) is not None):
            return Judgement(Status.NEGATED, (("negation", verb),))  # "had no time to deploy"
        failed = next((a for a in tree.children(noun, "amod") if self._signals.adjective(a.lower_) is not None), None)
        if given is Status.ATTEMPTED:
            if failed is None and not past_efforts(noun):
                return Judgement(Status.ONGOING, (("above", noun),))
            return Judgement(Status.ATTEMPTED, (("above", noun),))
        if given is not None:
            return Judgement(given, (("above", noun),))
        fired = self.fired.get(noun.i)
        if fired is not None and self._lexicon.is_a(fired.type, "Visit"):
            trip = self._nouns.judge(noun, level + 1)  # "put off his trip to open talks", "a planned visit to meet him"
            return trip if trip.status is not Status.OCCURRED else None
        if noun.lemma_ in {"step", "measure", "action"} and noun.dep_ == "dobj" and verb.lemma_ == "take":
            return self.verb(verb, level + 1)  # "needs to take steps to withdraw"
        return None

    def _purpose(self, token: Token, head: Token, level: int) -> Judgement | None:
        """A purpose clause: planned with what is planned; else its main clause does not say whether it came about."""
        if not tree.is_verb(head):
            return None
        for noun in tree.children(head, "dobj"):
            # the model hangs the infinitive of "made attempts to reach him" on the verb
            if noun.i < token.i and self._signals.noun(noun.lemma_.lower()) is not None and noun.i not in self.fired:
                return self.of_noun(token, noun, level)
        if any(c.lower_ == "only" and c.i == token.left_edge.i for c in token.children):
            return Judgement(Status.OCCURRED, (("result", token),))  # "forbade it, only to order another"
        due = [c for c in tree.children(head, "acomp") if c.lower_ == "due"] if head.lemma_ == "be" else []
        if due:
            return Judgement(Status.PLANNED, (("above", due[0]),))  # "is due in Cairo to see the king"
        frame = self.fired.get(head.i)
        if frame is not None and frame.complement is not None and has_no_closer(token, head):
            return self.combine(frame.complement, self.verb(head, level + 1), head)
        called = frame is not None and frame.type == "PhoneCall"  # "called him to discuss it" calls for nothing
        given = self._signals.matrix(head.lemma_.lower()) if not called else None
        if given is not None:
            return self.combine(given, self.verb(head, level + 1), head)
        outer = self.verb(head, level + 1)
        mine = self.fired.get(token.i) or next(
            (self.fired[o.i] for o in tree.children(token, "dobj") if o.i in self.fired), None
        )  # "called to express his condolences"
        speaking = mine is not None and self._lexicon.is_a(mine.type, "Communication")
        if outer.status in {Status.OCCURRED, Status.ONGOING} and not speaking:
            return Judgement(Status.POSSIBLE, (("purpose", token),))
        return outer


def _nobody(verb: Token) -> Token | None:
    """The object that makes an act none: "blamed nobody", "has threatened nothing of the kind"."""
    objects = [c for c in verb.children if c.dep_ in {"dobj", "pobj", "dative"} and c.i > verb.i]
    return next((o for o in objects if o.lower_ in {"nobody", "nothing", "none"}), None)
