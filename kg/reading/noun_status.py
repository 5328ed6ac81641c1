"""What becomes of an event that a noun tells of: its modifiers, the verb or preposition that it hangs on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Token

from kg.model import Status
from kg.reading import tree
from kg.reading.clauses import (
    fixture,
    infinitive,
    takes_place,
    told_before,
)
from kg.reading.frames import FrameLexicon
from kg.reading.judgements import FINAL, LEVELS, NOT_YET, PRESENT, SIGNS, Judgement
from kg.reading.signals import Signals

if TYPE_CHECKING:
    from kg.reading.status import StatusReader

_FROM = {"from", "against", "on", "of", "for", "to", "about", "at", "in", "into", "with", "over", "toward", "towards"}
# what has been said, whatever the answer: "rejected the criticism", "declined the request"
_MADE_BEFORE = {"Request", "Invitation", "Accusation", "Warning", "Threat", "Question", "Notification", "Denial"}
_TALKING = {"discuss", "debate", "address"}
_ROUNDS = {"round", "series", "set"}
_LASTING = {
    "offensive", "operation", "campaign", "blockade", "siege", "incursion", "invasion", "occupation", "manoeuvre",
    "maneuver", "exercise", "drill", "intervention", "advance", "fighting", "hostilities", "hostility", "bombardment",
}  # fmt: skip
_ANSWERS = {"apology", "compensation", "reparation", "explanation", "damages", "punishment", "justice"}
_ACCEPTING = {"accept", "observe", "respect", "honour", "honor", "embrace", "consider"}
_MEANING = {
    "amount",
    "be",
    "mean",
    "constitute",
    "provoke",
    "trigger",
    "endanger",
    "cause",
    "spark",
    "bring",
    "lead",
    "draw",
}
_RISKING = {"incite", "risk", "provoke", "trigger", "spark"}
_STOPPING = {"end", "halt", "stop", "cease", "suspend"}
_HAPPENING = {
    "happen", "occur", "resume", "begin", "start", "end", "continue", "go", "come", "follow", "fail", "be", "remain",
    "erupt", "break",
}  # fmt: skip


class NounStatus:
    """Judges the nouns of one reader of statuses."""

    def __init__(self, reader: StatusReader, lexicon: FrameLexicon, signals: Signals) -> None:
        self._reader = reader
        self._lexicon = lexicon
        self._signals = signals

    def judge(self, token: Token, level: int = 0) -> Judgement:
        """The status of what a noun tells, `level` clauses below the one that is asked for."""
        own = self._modifiers(token)
        above = self._undone_later(token) or self._noun_above(token, level)
        if above is not None and above.status in FINAL:
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
            frame = self._reader.fired.get(verb.i)
            if frame is None or frame.complement not in FINAL or not tree.is_verb(verb):
                continue
            wanted = "them" if noun.tag_ == "NNS" else "it"
            if [c.lower_ for c in tree.children(verb, "dobj")] != [wanted]:
                continue
            between = [t for t in noun.doc[noun.i + 1 : verb.i] if t.i in self._reader.fired and t.tag_ == noun.tag_]
            if not between:
                return self._reader.combine(frame.complement, self._reader.verb(verb, 1), verb)
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
                if child.dep_ == "acl" and child.lemma_ == "hold" and child.nbor(-1).text == ",":
                    return Judgement(Status.OCCURRED, (("past", child),))  # "requested a session, held on Friday"
                given = self._signals.adjective(child.lower_)  # "a meeting expected to be held on Friday"
                mine = self._reader.fired.get(token.i)
                told = child.lower_ == "announced" and mine is not None
                the = any(c.lower_ == "the" for c in token.children)  # "the truce, announced by the envoy on Monday"
                sat = token.dep_ == "pobj" and token.head.lower_ == "at"  # "at Friday's session, requested by Chad"
                if sat and given is Status.POSSIBLE:
                    continue
                made = told and mine is not None and (mine.type == "Agreement" or (the and mine.type == "Ceasefire"))
                if given is not None and not made:
                    return Judgement(given, (("modifier", child),))
            if child.dep_ == "relcl" and child.tag_ == "VBD" and takes_place(child):
                return self._reader.verb(child)  # "asked for a session, which took place on Monday"
            if child.dep_ in {"acl", "relcl"} and child.i > token.i and infinitive(child) and takes_place(child):
                return Judgement(Status.PLANNED, (("infinitive", child),))  # "talks to be held in Paris"
            ahead = _is_to_begin(child) if child.dep_ == "relcl" and child.i > token.i else None
            if ahead is not None:
                return Judgement(Status.PLANNED, (("infinitive", ahead),))
        for child in token.children:
            if child.dep_ == "det" and child.lower_ == "any":
                return Judgement(Status.POSSIBLE, (("any", child),))
        return None

    def _noun_above(self, token: Token, level: int) -> Judgement | None:
        if level > LEVELS:
            return None
        head, dep = token.head, token.dep_
        if dep in {"dobj", "nsubjpass", "dative", "oprd", "attr", "nsubj"} and tree.is_verb(head):
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
        frame = self._reader.fired.get(verb.i)
        is_object = token.dep_ != "nsubj"
        if not is_object and any(o.lower_ == "place" for o in tree.children(verb, "dobj")):
            return self._reader.verb(verb, level + 1)  # "the meeting did not take place"
        if not is_object and any(c.lower_ in {"under", "underway"} for c in verb.children) and verb.lemma_ == "be":
            return Judgement(Status.ONGOING, (("above", verb),))  # "talks are under way"
        lasting = self._reader.fired.get(token.i)
        goes_on = verb.lemma_ == "continue" or (
            verb.lemma_ == "go" and any(c.lower_ == "on" and c.dep_ in {"prt", "advmod", "prep"} for c in verb.children)
        )
        by_force = lasting is not None and self._lexicon.is_a(lasting.type, "MilitaryAction")
        goes_on = goes_on and not is_object and by_force and tree.negated(verb) is None
        if goes_on and self._reader.verb(verb, level + 1).status is Status.PLANNED:
            return Judgement(Status.ONGOING, (("above", verb),))  # "the air campaign would continue"
        talks = lasting is not None and self._lexicon.is_a(lasting.type, "Consultation")
        if not is_object and talks and verb.lemma_ == "be" and any(c.lower_ == "dead" for c in verb.children):
            return Judgement(Status.CANCELLED, (("above", verb),))  # "negotiations were dead"
        would = not is_object and any(
            c.lower_ in {"would", "could", "might", "may"} for c in tree.children(verb, "aux")
        )
        if would and by_force and verb.lemma_ in _MEANING and any(c.lower_ in {"a", "an"} for c in token.children):
            return Judgement(Status.POSSIBLE, (("above", verb),))  # "an attack would amount to a declaration of war"
        refused = lasting is not None and lasting.type == "PhoneCall" and verb.lemma_ in {"take", "accept", "answer"}
        if is_object and refused and tree.prepositional(token, "from"):
            taken = self._reader.verb(verb, level + 1)
            if taken.status is Status.NEGATED:
                return Judgement(Status.ATTEMPTED, taken.signals)  # "has declined to take a call from him"
        if is_object and lasting is not None and lasting.type == "Ceasefire" and verb.lemma_ in _ACCEPTING:
            taken = self._reader.verb(verb, level + 1)
            if taken.status in NOT_YET and any(c.lower_ in {"a", "an"} for c in token.children):
                return taken  # "demanded that they accept a truce"
        truce = lasting is not None and lasting.type == "Ceasefire" and verb.lemma_ in {"hold", "falter", "last"}
        kept = verb.lemma_ in {"remain", "stay", "be"} and any(
            n.lower_ in {"force", "place", "effect"} and n.head.lower_ == "in" for n in tree.prepositional(verb, "in")
        )
        lasting_on = kept and verb.lemma_ != "be" and verb.tag_ == "VB"  # "would stay in force until"
        if not is_object and (((truce or kept) and verb.tag_ in {"VBZ", "VBP"}) or lasting_on):
            return Judgement(Status.ONGOING, (("above", verb),))  # "the truce holds", "the ban remains in force"
        if not is_object and verb.lemma_ == "fall" and any(c.lower_ == "through" for c in verb.children):
            return self._reader.combine(Status.CANCELLED, self._reader.verb(verb, level + 1), verb)
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
        opposed = is_object and verb.lemma_ in {"oppose", "resist"}
        if opposed and any(c.lower_ in {"a", "an", "any"} for c in token.children):
            return Judgement(Status.POSSIBLE, (("above", verb),))  # "opposed a new incursion"
        war = lasting is not None and lasting.type == "ArmedConflict"
        if is_object and war and verb.lemma_ in _RISKING and any(c.lower_ == "a" for c in token.children):
            return Judgement(Status.POSSIBLE, (("above", verb),))  # "accused him of inciting a war"
        if token.dep_ == "dobj" and verb.lemma_ == "call" and tree.children(verb, "oprd", "ccomp", "xcomp"):
            return None  # "called the raid a crime"
        if token.dep_ == "dobj" and verb.lemma_ == "call" and not tree.children(verb, "prt"):
            return Judgement(Status.PLANNED, (("above", verb),))  # "called an emergency summit"
        if token.dep_ == "attr" and verb.lemma_ == "be" and any(c.lower_ == "would" for c in verb.children):
            return None  # "it would be the first raid": what it is, not whether it was
        mine = self._reader.fired.get(token.i)
        if (
            is_object
            and mine is not None
            and verb.lemma_ in _TALKING
            and self._lexicon.is_a(mine.type, "MilitaryAction")
        ):
            return None  # "discussed the attack": one that took place
        if is_object and verb.lemma_ in _STOPPING and self._is_under_way(token):
            outer = self._reader.verb(verb, level + 1)
            if outer.status in NOT_YET or outer.status is Status.NEGATED:
                return Judgement(Status.ONGOING, (("above", verb),))  # "urged it to halt its offensive"
        if token.dep_ == "nsubj" and verb.lemma_ in _STOPPING and not tree.children(verb, "dobj", "xcomp"):
            denied = verb.dep_ == "ccomp" and verb.head.lemma_ == "deny"
            if denied or self._reader.verb(verb, level + 1).status is Status.NEGATED:
                return Judgement(Status.ONGOING, (("above", verb),))  # "denied that operations had stopped"
        announced = token.dep_ == "dobj" and verb.lemma_ == "announce"
        if announced and mine is not None and self._lexicon.is_a(mine.type, "Consultation"):
            return Judgement(Status.PLANNED, (("above", verb),))
        if token.dep_ == "nsubjpass" and verb.lemma_ == "aim":
            return None  # "the operation was aimed to secure the border"
        if frame is not None and frame.type in {"Refusal", "Denial"} and self._asks(token):
            return None  # a request that is declined has been made, so has a charge that is rejected
        if is_object and not (token.dep_ == "oprd" and verb.lemma_ == "call"):  # "what he called an attack"
            given = self._reader.given_by(verb, token)
            if frame is not None and frame.complement is None and given not in FINAL:
                given = None  # a frame of its own: "offered", "supported"; but "suspended talks" are suspended
            if given is not None and given is not Status.OCCURRED:
                return self._reader.combine(given, self._reader.verb(verb, level + 1), verb)
        light = self._signals.is_light(verb.lemma_.lower()) or verb.lemma_ in _HAPPENING
        if light and (is_object or verb.lemma_ in _HAPPENING):
            found = self._reader.verb(verb, level + 1)
            if found.status is Status.NEGATED and tree.children(verb, "acomp", "attr", "oprd", "ccomp", "xcomp"):
                return None  # "the attack will not go unanswered", "the raid was not an accident"
            if found.status is Status.NEGATED and verb.lemma_ == "be" and tree.children(verb, "prep"):
                return None  # "the conflict was not on the agenda"
            if verb.lemma_ == "fail" and found.status is Status.OCCURRED:
                return Judgement(Status.ATTEMPTED, (("above", verb),))
            return found
        return None

    def _is_under_way(self, noun: Token) -> bool:
        """Whether a noun is somebody's act of force, which only then can be stopped: "its offensive", "the war"."""
        mine = self._reader.fired.get(noun.i)
        whose = any(c.dep_ == "poss" or c.lower_ in {"the", "this", "that", "these", "those"} for c in noun.children)
        helps = mine is not None and mine.type in {"MilitaryAid", "Aid", "Endorsement"}  # "to end its support for them"
        return mine is not None and whose and (mine.lemma in _LASTING or helps)

    def _said_ahead(self, verb: Token) -> Judgement | None:
        """What is said of what is to come: "the visit was likely to be postponed", "the talks were to be held"."""
        for word in tree.children(verb, "acomp", "xcomp"):
            given = self._signals.adjective(word.lower_) if word.pos_ == "ADJ" else None
            below = tree.children(word, "xcomp")
            done = any(c.lower_ in {"have", "been"} for v in below for c in v.children)  # "likely to have been shot"
            open_ = bool(below) or verb.tag_ in PRESENT
            if given in NOT_YET and open_ and not done and tree.negated(verb) is None:
                return Judgement(given, (("above", word),))
            if word.dep_ == "xcomp" and tree.is_verb(word) and infinitive(word) and tree.negated(verb) is None:
                return Judgement(Status.PLANNED, (("above", verb),))
        return None

    def _asks(self, token: Token) -> bool:
        mine = self._reader.fired.get(token.i)
        return mine is not None and (mine.type in _MADE_BEFORE or mine.lemma in {"offer", "proposal"})

    def _noun_of_preposition(self, token: Token, preposition: Token, level: int) -> Judgement | None:
        word, head = preposition.lower_, preposition.head
        if word == "of" and head.lemma_ in _ROUNDS and token.tag_ == "NNS":
            return self._noun_above(head, level + 1)  # "the next round of talks was to be held"
        trip = head.i in self._reader.fired and self._lexicon.is_a(self._reader.fired[head.i].type, "Visit")
        if word == "for" and trip and not tree.is_verb(head):
            return self.judge(head, level + 1)  # "his upcoming visit to India for a summit"
        if word == "from" and head.dep_ == "dobj" and tree.is_verb(head.head):
            head = head.head  # the model hangs "from meetings" of "barred them from meetings" on the object
        if word == "by" and head.lemma_ == "follow" and infinitive(head):
            return Judgement(Status.PLANNED, (("infinitive", head),))  # "a truce, to be followed by talks"
        due = tree.children(head, "acomp") if word == "for" and head.lemma_ == "be" else []
        if any(a.lower_ == "due" for a in due):
            return Judgement(Status.PLANNED, (("above", due[0]),))  # "is due in Moscow on Monday for a meeting"
        if word == "without" and tree.is_verb(head) and tree.negated(head) is not None:
            return Judgement(Status.POSSIBLE, (("condition", preposition),))  # "cannot go without the approval of"
        if word == "without":
            return Judgement(Status.NEGATED, (("negation", preposition),))
        if word in {"despite", "after", "since", "during", "following", "amid"}:
            return None
        mine = self._reader.fired.get(token.i)
        if word == "at" and mine is not None and mine.type == "Request":
            return None  # "was postponed at the president's request"
        setting = mine is not None and self._lexicon.is_a(mine.type, "Consultation")
        carried = word == "in" and tree.is_verb(head) and head.lemma_ != "be" and preposition.i > head.i
        if carried and self._signals.is_light(f"{head.lemma_.lower()} in"):
            return self._reader.verb(head, level + 1)  # "called on them to engage in dialogue"
        if word in {"in", "at", "during"} and tree.is_verb(head) and (preposition.i < head.i or setting):
            ahead = setting and preposition.i > head.i and self._reader.verb(head, level + 1)
            if ahead and ahead.status is Status.PLANNED and not tree.children(head, "ccomp"):
                return ahead  # "are to take it up at a meeting next week"
            if setting and word == "in" and head.lemma_ == "be" and self._said_ahead(head) is not None:
                return Judgement(Status.PLANNED, (("above", head),))  # "in the summit, they are likely to focus on"
            return None  # "warned them in separate calls"; "in a call on Monday, the two agreed to meet"
        if word == "for" and tree.is_verb(head) and fixture(head) is not None:
            return self._reader.verb(head, level + 1)  # "leaves today for a tour"
        if word == "of" and head.lemma_ == "sign" and head.dep_ == "pobj" and head.head.lower_ == "at":
            return Judgement(Status.POSSIBLE, (("condition", head),))  # "at the first sign of an attack"
        if word == "of" and head.lower_ == "ahead" and not told_before(head):
            return Judgement(Status.PLANNED, (("above", head),))  # "four people were killed ahead of his visit"
        if word == "of" and head.lower_ in {"event", "case"} and head.head.lower_ == "in":
            return Judgement(Status.POSSIBLE, (("condition", head),))
        answered = tree.children(head, "dobj") if tree.is_verb(head) else [head]
        if word == "for" and any(o.lemma_ in _ANSWERS for o in answered):
            return None  # "demanded an apology for the raid": one that took place
        if tree.is_verb(head):
            frame = self._reader.fired.get(head.i)
            given = frame.complement if frame is not None else None
            given = given or self._signals.matrix(f"{head.lemma_.lower()} {word}")
            if given is not None and word in _FROM:
                return self._reader.combine(given, self._reader.verb(head, level + 1), head)
            if self._signals.is_light(f"{head.lemma_.lower()} {word}"):
                return self._reader.verb(head, level + 1)
            if head.lemma_ == "agree" and word == "on" and self._reader.verb(head, level + 1).status is Status.OCCURRED:
                return Judgement(Status.PLANNED, (("above", head),))  # "agreed on a ceasefire"
            objects = [o for o in tree.children(head, "dobj") if o.i < token.i and o.i not in self._reader.fired]
            made = objects[0] if objects else None
            if made is not None and word == "for" and self._signals.noun(made.lemma_.lower()) is not None:
                return self._reader.of_noun(token, made, level)  # "set a date for a meeting", "made plans for a trip"
            if frame is not None and word == "for" and self._lexicon.is_a(frame.type, "Visit"):
                return self._reader.verb(head, level + 1)
            return None
        if head.pos_ == "ADJ" and self._signals.matrix(f"{head.lemma_.lower()} {word}") is not None:
            return Judgement(self._signals.verbs[f"{head.lemma_.lower()} {word}"], (("above", head),))
        if head.lemma_ in SIGNS and word == "of" and any(c.lower_ in {"no", "little"} for c in head.children):
            return Judgement(Status.NEGATED, (("negation", head),))  # "there was no indication of an attack"
        if head.pos_ in {"NOUN", "PROPN"} and word in {"of", "for", "on", "to", "about", "over", "at"}:
            given = self._reader.given_by(head, token)
            if given is not None and given is not Status.ATTEMPTED:
                return Judgement(given, (("above", head),))
        return None


def _is_to_begin(verb: Token) -> Token | None:
    """The verb of a clause that tells that something is to take place: "an exercise that is due to begin on Monday"."""
    if verb.lemma_ != "be":
        return (
            None
            if not any(c.lemma_ == "be" and c.dep_ == "aux" for c in verb.children) or not infinitive(verb)
            else verb
        )
    below = [verb, *(c for c in verb.children if c.dep_ in {"acomp", "attr"})]
    ahead = [x for b in below for x in b.children if x.dep_ == "xcomp" and infinitive(x)]
    return next((x for x in ahead if takes_place(x)), None)
