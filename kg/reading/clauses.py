"""What a clause says of its verb: conditions, infinitives, what waits until a day, what has been decided."""

from __future__ import annotations

from spacy.tokens import Token

from kg.reading import tree
from kg.reading.calendar import MONTHS
from kg.reading.frames import Frame
from kg.reading.signals import Signals


def is_alleged(token: Token) -> bool:
    """Whether others only charge somebody with planning it: "accused Chad of preparing a raid"."""
    for step in (token, *token.ancestors):
        if step.lemma_ in _PLOTTING and step.tag_ != "NN":
            accused = (
                step.dep_ == "pcomp" and step.head.lower_ == "of" and step.head.head.lemma_ in {"accuse", "suspect"}
            )
            return accused or (step.dep_ == "ccomp" and step.head.lemma_ in {"allege", "accuse", "fear"})
    return False


def votes(token: Token, frame: Frame) -> bool:
    """Whether a vote is itself the act that its infinitive tells: "parliament voted to reject the troops"."""
    return token.dep_ == "xcomp" and token.head.lemma_ == "vote" and frame.type in _VOTED


def settled(verb: Token) -> bool:
    """Whether the infinitive that a clause hangs on is what somebody has decided: "has decided to go"."""
    while verb.dep_ == "xcomp" and verb.tag_ == "VB" and tree.is_verb(verb.head):
        verb = verb.head
        words = {c.lower_ for c in verb.children if c.dep_ == "aux"}
        if verb.tag_ == "VBD" or (verb.tag_ == "VBN" and words & {"has", "have", "had"}):
            return verb.lemma_ in {"decide", "agree", "choose", "resolve", "opt"}
    return False


def is_past(verb: Token) -> bool:
    """Whether a finite verb tells of the past: "warned that they had been put on alert"."""
    auxiliaries = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    modal = any(c.tag_ == "MD" for c in auxiliaries)
    return not modal and any(c.tag_ == "VBD" and c.lower_ in {"had", "did"} for c in auxiliaries)


def told_before(adverb: Token) -> bool:
    """Whether a clause tells of what had been before: "had met ahead of the summit"."""
    verb = adverb.head
    return tree.is_verb(verb) and any(c.lower_ == "had" for c in verb.children)


def infinitive(token: Token) -> bool:
    """Whether a verb stands behind "to"."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)


def only_from(verb: Token) -> bool:
    """Whether what does not happen until a day happens then: "will not come until June"."""
    prepositions = [c for c in tree.children(verb, "prep") if c.lower_ == "until" and c.i > verb.i]
    clauses = [v for v in tree.children(verb, "advcl") if any(c.lower_ == "until" for c in v.children)]
    return bool(prepositions or clauses)


def takes_place(verb: Token) -> bool:
    """Whether a verb only tells that its subject comes about."""
    place = any(c.lower_ == "place" for c in tree.children(verb, "dobj"))
    return verb.lemma_ in {"hold", "begin", "start", "follow", "happen", "resume"} or (verb.lemma_ == "take" and place)


FIXTURES = {
    "host", "hold", "meet", "begin", "start", "open", "visit", "arrive", "expire", "end", "take", "lunch", "dine",
    "fly", "travel", "leave", "head", "depart", "address", "brief", "receive", "resume", "sit", "vote",
    "convene", "chair", "gather", "go", "speak", "confer", "return", "tour", "land",
}  # fmt: skip
ENDING = {"end", "stop", "resolve", "settle", "halt", "finish", "conclude", "solve"}
_PAST_WARS = {"World", "Korean", "Vietnam", "Cold", "Gulf", "Falklands", "Crimean", "Boer", "Kippur", "Day"}
_REFUSING = {"refuse", "decline", "reject"}
_PLOTTING = {"plan", "prepare", "plot", "conspire", "intend"}
_VOTED = {"Refusal", "Approval", "Endorsement", "Accusation"}  # acts that a vote itself does
_DAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "tomorrow", "tonight"}

_UNITS = {"week", "month", "year", "weekend"}


def not_only(negation: Token) -> bool:
    """Whether a negation only opens "not only ... but also" or "no less than"."""
    following = [t.lower_ for t in negation.doc[negation.i + 1 : negation.i + 3]]
    measure = following[1:] == ["than"] and following[0] in {"less", "fewer", "more", "later", "sooner"}
    return following[:1] in (["only"], ["just"], ["merely"]) or (negation.lower_ == "no" and measure)


def conditional(token: Token, signals: Signals) -> Token | None:
    """The word that makes the clause a condition or an open question: if, unless, whether."""
    if token.dep_ not in {"advcl", "ccomp", "conj", "pcomp", "relcl", "xcomp"}:
        return None
    for child in token.children:
        if child.dep_ in {"mark", "advmod"} and child.i < token.i and signals.is_conditional(child.lower_):
            return child
        inverted = child.lower_ in {"should", "had", "were"} and child.dep_ in {"aux", "auxpass"}
        if inverted and child.i == token.left_edge.i and tree.children(token, "nsubj", "nsubjpass"):
            return child  # "threatened to strike should its neighbour attack"
    if token.dep_ == "advcl" and _is_refused(token.head):
        waits = (c for c in tree.children(token, "mark") if c.lower_ in {"until", "before"} and c.i < token.i)
        return next(waits, None)  # "ruled out a truce before the army withdrew"
    if token.dep_ in {"pcomp", "ccomp"} and token.head.lower_ in {"provided", "providing", "assuming", "supposing"}:
        return token.head  # "will fly there, provided that it approves the route"
    return None


def _is_refused(verb: Token) -> bool:
    """Whether a verb says that something will not be done: "refused to sign", "would not sign", "ruled out"."""
    if verb.dep_ == "xcomp" and verb.head.lemma_ in _REFUSING:
        return True
    particles = {c.lower_ for c in verb.children if c.dep_ == "prt"}
    modal = any(c.tag_ == "MD" for c in verb.children) and bool(tree.children(verb, "neg"))
    return verb.lemma_ in _REFUSING or (verb.lemma_ == "rule" and "out" in particles) or modal


def fixture(verb: Token) -> Token | None:
    """The time of what is fixed for it, told in the present: "lunches with him on Sunday", "meet in Lima next week"."""
    if verb.tag_ not in {"VBZ", "VBP"} or tree.children(verb, "aux", "auxpass") or verb.lemma_ not in FIXTURES:
        return None
    days = [c for c in verb.children if c.dep_ == "npadvmod"]
    days += [o for c in verb.children if c.dep_ == "prep" and c.lower_ == "on" for o in tree.children(c, "pobj")]
    months = [o for c in verb.children if c.dep_ == "prep" and c.lower_ == "in" for o in tree.children(c, "pobj")]
    months = [m for m in months if m.lower_ in MONTHS and not tree.children(m, "nummod")]  # not "in March 2019"
    soon = [d for d in days if d.lower_ in _UNITS and any(c.lower_ in {"next", "this", "coming"} for c in d.children)]
    return next((d for d in days if d.lower_ in _DAYS or d.lower_ in MONTHS), next(iter((*soon, *months)), None))


def hypothetical(token: Token) -> bool:
    """Whether a "would" speaks of what might be: "would not hesitate to", "a response that it would view as"."""
    return token.lemma_ in {"view", "consider", "deem", "mean", "be", "bear", "constitute", "like", "face", "have"}


def past_efforts(noun: Token) -> bool:
    """Whether attempts are told of in the past: "made attempts to reach him"."""
    verb = noun.head
    return tree.is_verb(verb) and verb.tag_ in {"VBD", "VBN"} and noun.dep_ == "dobj"


def has_no_closer(token: Token, head: Token) -> bool:
    """Whether no object that could carry the purpose clause stands between verb and clause."""
    return not any(c.dep_ in {"xcomp", "ccomp"} for c in head.children if c.i < token.i)


def is_over(noun: Token) -> Token | None:
    """The word that says that a war is over: "the 2014 war", "the Korean War", "ended a war", "an end to it"."""
    told = [c for c in noun.children if c.dep_ in {"nummod", "compound", "amod"}]
    told += [o for c in tree.children(noun, "prep") if c.lower_ in {"of", "in"} for o in tree.children(c, "pobj")]
    if noun.dep_ == "pobj" and tree.is_verb(noun.head.head):  # "went to war in 1941"
        told += [o for o in tree.prepositional(noun.head.head, "in") if o.i > noun.i]
    year = next((t for t in told if len(t.text) == 4 and t.text.isdigit()), None)
    if year is not None:
        return year
    named = next((t for t in told if t.text in _PAST_WARS), None)
    if named is not None and noun.text == "War":
        return named
    verb = noun.head
    if noun.dep_ in {"dobj", "nsubj"} and verb.lemma_ in ENDING:
        done = verb.tag_ == "VBD" or (verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.head.tag_ == "VBD")
        return verb if done else None
    end = verb.head if noun.dep_ == "pobj" and verb.lower_ == "to" else noun
    declared = (
        end.lemma_ == "end" and end.dep_ == "dobj" and end.head.lemma_ in {"declare", "announce", "proclaim", "mark"}
    )
    return end if declared and end.head.tag_ in {"VBD", "VBN"} else None
