"""Times that acts share: what is told in one breath with a dated act happens when it does."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from spacy.tokens import Token

from kg.reading import syntax, tree
from kg.reading.frames import FrameLexicon
from kg.reading.language import Passage
from kg.reading.roles import Trigger
from kg.reading.times import ReadTime

SITTINGS = {"PhoneCall", "VideoCall", "Meeting"}
_TALKS = SITTINGS | {"Consultation", "Negotiation", "Visit"}
_SHARES = {"conj", "xcomp", "advcl", "acl", "pcomp"}
_FRONT = 3  # tokens that may stand before a day that opens a sentence: "Late on Friday"
_AT = ("in", "during", "at")

ByToken = dict[int, Trigger]


def share(triggers: list[Trigger], frames: FrameLexicon, said: dict[int, int]) -> None:
    """Give the undated acts of a passage the times of the acts that they are told with.

    `triggers`: all acts of the passage; their `time` is set where it was none; `said`: verbs of saying that have a
    time (token -> time).  One way of telling after the other is tried for all of them, the closest tie first, so that a
    time found by one can be passed on by the next.
    """
    by_token = {t.token.i: t for t in triggers}

    told_in = partial(_by_told_in, frames=frames)
    saying = partial(_by_saying, said=said, frames=frames)
    near = (_by_setting, _by_talk, _by_act, _by_clause, _by_place, _by_journey, _by_meeting, _by_subject)
    for way in (*near, told_in, _by_verb, saying):
        for trigger in triggers:
            if trigger.time is None:
                trigger.time = way(trigger, by_token)


def _by_setting(trigger: Trigger, by_token: ByToken) -> int | None:
    """ "Briefed them in a call on Friday": what is done in a call has the call's day."""
    if not tree.is_verb(trigger.token):
        return None
    setting = [n for p in _AT for n in tree.prepositional(trigger.token, p)]
    inside = [n for o in tree.children(trigger.token, "dobj", "prep") for n in o.subtree]
    setting += [n for n in inside if n.dep_ == "pobj" and n.head.lower_ in _AT]
    sat = {n.i for n in inside if n.i in by_token and by_token[n.i].frame.type in SITTINGS}
    return _first(by_token.get(n.i) for n in setting if n.head.head == trigger.token or n.i in sat)


def _by_clause(trigger: Trigger, by_token: ByToken) -> int | None:
    """ "Phoned him on Friday to inform him", "crossed and bombed": a clause without a day of its own has its verb's."""
    token = trigger.token
    if not tree.is_verb(token) or token.dep_ not in _SHARES:
        return None
    if token.dep_ == "conj" and tree.is_verb(token.head) and syntax.coordinated(token) != token.head:
        return None  # "claimed that it was shot down on Saturday and warned that"
    past = token.dep_ == "advcl" and token.tag_ == "VBD" and token.head.tag_ == "VBD"
    if past and token.head.i in by_token and (_meanwhile(token) or _ends(token, by_token[token.head.i])):
        return by_token[token.head.i].time
    above = by_token.get(token.head.i)
    if above is None and token.dep_ == "acl" and token.head.dep_ == "dobj":
        above = by_token.get(token.head.head.i)  # "adopted a resolution on Wednesday demanding an end"
    stopped = token.dep_ == "pcomp" and token.head.lower_ == "from" and token.head.head.lemma_ in {"stop", "keep"}
    if stopped and token.head.head.i in by_token:
        return by_token[token.head.head.i].time  # "stopped them on Friday from marching"
    if token.dep_ == "pcomp" and token.head.lower_ in {"before", "after", "while"}:
        above = by_token.get(token.head.head.i)  # "told them on Sunday before threatening"
    if (above is None or above.time is None) and token.dep_ == "advcl" and token.tag_ == "VBG":
        heard = [by_token[o.i] for o in tree.children(token.head, "dobj") if o.i in by_token]
        above = next((h for h in heard if h.frame.type in SITTINGS), above)  # "told a session, promising"
    wanted = token.dep_ != "conj" and above is not None and above.frame.complement is not None
    return None if above is None or wanted or _own_clause(token) else above.time


def _by_saying(trigger: Trigger, by_token: ByToken, said: dict[int, int], frames: FrameLexicon) -> int | None:
    """ "We condemn it," he told them on Saturday, asking for help: acts of speech have the day of the speech."""
    verb = trigger.token
    if not tree.is_verb(verb) or not frames.is_a(trigger.frame.type, "Statement"):
        return None
    step = verb
    while step.dep_ == "conj" and tree.is_verb(step.head) and not _own_clause(step) and step.head.i not in said:
        step = step.head
    time = said.get(step.head.i)
    quoted = step.dep_ == "ccomp" and step.tag_ == "VBP"
    quoted = quoted and any(s.lower_ in {"i", "we"} for s in tree.children(step, "nsubj"))
    aside = step.dep_ == "advcl" and step.tag_ == "VBG"
    joined = step.dep_ == "conj" and step.tag_ == step.head.tag_ == "VBD" and syntax.coordinated(step) == step.head
    return time if time is not None and (quoted or ((aside or joined) and not _own_clause(step))) else None


def _by_place(trigger: Trigger, by_token: ByToken) -> int | None:
    """ "Flew to Paris on Sunday, where they met": what is done where somebody went is done then."""
    clause = trigger.token
    where = clause.dep_ in {"relcl", "advcl"} and any(c.lower_ == "where" for c in clause.children)
    if not where or clause.tag_ != "VBD":
        return None
    before = next((by_token[a.i] for a in clause.ancestors if a.i in by_token), None)
    same = before is not None and before.frame.type == "Visit" and before.token.tag_ == clause.tag_
    return before.time if before is not None and same else None


def _by_talk(trigger: Trigger, by_token: ByToken) -> int | None:
    """ "A call on Monday in which the two agreed": what is done in a talk or on a visit has its day."""
    clause = trigger.token
    which = [c for p in tree.children(clause, "prep") if p.lower_ in _AT for c in p.children if c.lower_ == "which"]
    talk = by_token.get(clause.head.i) if which and clause.dep_ == "relcl" and clause.tag_ == "VBD" else None
    return talk.time if talk is not None and talk.frame.type in _TALKS else None


def _by_act(trigger: Trigger, by_token: ByToken) -> int | None:
    """ "The offer was made at a meeting on Monday": the talk, drill or clash in which it is done has that day."""
    noun = trigger.token
    if (
        trigger.frame.type not in _TALKS | {"MilitaryExercise", "Clash"}
        or noun.dep_ != "pobj"
        or noun.head.lower_ not in _AT
    ):
        return None
    verb = noun.head.head
    if verb.tag_ not in {"VBD", "VBN"} or any(c.lower_ in {"the", "that"} for c in noun.children):
        return None
    acts = (verb, *tree.children(verb, "nsubjpass", "dobj"))
    return next((by_token[t.i].time for t in acts if t.i in by_token and by_token[t.i].time is not None), None)


def _by_journey(trigger: Trigger, by_token: ByToken) -> int | None:
    """ "Will fly to Paris on Monday for talks": what somebody travels for has the day of the journey."""
    noun = trigger.token
    if trigger.frame.type not in {"Meeting", "Negotiation", "Consultation"} or noun.dep_ != "pobj":
        return None
    journey = by_token.get(noun.head.head.i) if noun.head.lower_ == "for" else None
    ahead = journey is not None and journey.token.tag_ == "VB"  # who has flown for talks may hold them a day later
    return journey.time if journey is not None and ahead and journey.frame.type == "Visit" else None


def _by_meeting(trigger: Trigger, by_token: ByToken) -> int | None:
    """ "Are to approve it when they meet on Monday": what is done when they meet or speak is done that day."""
    if not tree.is_verb(trigger.token):
        return None
    meets = [c for c in tree.children(trigger.token, "advcl") if any(k.lower_ == "when" for k in c.children)]
    held = [by_token[c.i] for c in meets if c.i in by_token and by_token[c.i].frame.type in SITTINGS]
    return held[0].time if held else None


def _by_subject(trigger: Trigger, by_token: ByToken) -> int | None:
    """ "The council, which met on Thursday, called on him": a body acts on the day on which it is said to meet."""
    if trigger.token.tag_ != "VBD":
        return None
    told = [c for n in tree.children(trigger.token, "nsubj") for c in tree.children(n, "relcl")]
    told = [c for c in told if c.tag_ == "VBD" and any(k.lower_ == "which" for k in c.children)]
    return _first(by_token.get(c.i) for c in told if c.lemma_ in {"meet", "convene"})


def _by_told_in(trigger: Trigger, by_token: ByToken, frames: FrameLexicon) -> int | None:
    """ "Told him in a call late on Tuesday": the call has the day of what is told, ordered or decided in it."""
    preposition = trigger.token.head
    if trigger.frame.type not in SITTINGS or trigger.token.dep_ != "pobj" or preposition.lower_ not in {*_AT, "by"}:
        return None
    above = [a for a in preposition.ancestors if tree.is_verb(a)]
    verbs = (by_token.get(x.i) for a in above for x in (a, *tree.children(a, "dobj")))  # "gave an order at a session"
    said = next((a for a in verbs if a is not None), None)  # "asked it for help in a call on Tuesday"
    told = said is not None and (frames.is_a(said.frame.type, "Statement") or said.frame.type == "Order")
    return said.time if said is not None and told else None


def _by_verb(trigger: Trigger, by_token: ByToken) -> int | None:
    """ "Phoned him on Monday and expressed solidarity": an act in a noun has the day of a verb joined to its own."""
    noun = trigger.token
    verb = noun.head
    if noun.pos_ != "NOUN" or noun.dep_ != "dobj" or verb.dep_ != "conj" or verb.i in by_token:
        return None
    above = by_token.get(verb.head.i)
    return None if above is None or above.frame.complement is not None or _own_clause(verb) else above.time


def share_fronted(passage: Passage, found: list[ReadTime], triggers: list[Trigger]) -> None:
    """A day that opens a sentence is that of all its main clauses: "On Friday, Kenya left and Uganda stayed"."""
    for one in found:
        token = passage.doc[one.token_i]
        if token.i - token.sent.start > _FRONT or not one.expression.settled or token.dep_ == "poss":
            continue
        for trigger in triggers:
            verb = trigger.token
            within = verb.dep_ == "advcl" and verb.i > token.i and len(one.expression.value or "") < len("2020-01-01")
            main = _is_main(verb) or within  # "In August 2013, after gas killed hundreds, Kato threatened"
            if verb.sent == token.sent and trigger.time is None and verb.tag_ == "VBD" and main:
                trigger.time = one.expression.index


def _first(acts: Iterator[Trigger | None]) -> int | None:
    return next((a.time for a in acts if a is not None and a.time is not None), None)


def _own_clause(token: Token) -> bool:
    words = {c.lower_ for c in tree.children(token, "aux", "advmod")}
    if words & {"since", "having"} or (token.dep_ == "conj" and "had" in words):
        return True  # "has since authorised", "having dismissed the offer"
    return bool(tree.children(token, "nsubj", "mark")) or (
        token.dep_ == "conj" and bool(tree.children(token, "aux")) and not tree.children(token.head, "aux")
    )


def _meanwhile(clause: Token) -> bool:
    """Whether a clause tells what happened at the same time: "hit two tankers on Monday as Kato met the king"."""
    return any(c.lower_ in {"as", "while"} and c.dep_ == "mark" and c.i < clause.i for c in clause.children)


def _ends(clause: Token, above: Trigger) -> bool:
    """Whether a clause tells how an act ended: "broke in on Thursday before soldiers drove them out"."""
    marks = [c for c in clause.children if c.lower_ == "before" and c.dep_ == "mark" and c.i < clause.i]
    soon = any(m.i == m.sent.start or m.nbor(-1).ent_type_ != "TIME" for m in marks)
    return soon and above.frame.complement is None and not _own_day(clause)  # "ruled it out before they withdrew"


def _own_day(clause: Token) -> bool:
    return any(t.ent_type_ == "DATE" for t in clause.subtree)


def _is_main(verb: Token) -> bool:
    """Whether a verb heads a main clause, coordinated ones included."""
    step = verb
    while step.dep_ in {"conj", "ccomp", "parataxis"} and step.head.tag_ == "VBD" and step.head != step:
        if step.dep_ == "ccomp" and step.i > step.head.i:
            return False
        step = step.head
    return step.dep_ == "ROOT"
