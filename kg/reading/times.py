"""Time expressions of a passage: found by patterns over the text, read against the publication date.

The direction of a bare weekday or day comes from the verb that it hangs on. "The same day" and "a day earlier" count
from the last day that was named. Only words that name a day, a month or a year settle it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Span_

from kg.model import Span, TimeExpression
from kg.reading import calendar as c
from kg.reading.clauses import FIXTURES
from kg.reading.time_words import found_in, meaning_of

_FUTURE = {"will", "'ll", "shall", "would", "wo", "may", "might", "could", "should", "to"}
_NAMED_DAYS = {"weekday", "month_day", "day_month", "iso"}
_HELD = {"call", "conversation", "letter", "speech", "statement", "interview", "message"}
_ASKING = {"ask", "urge", "request", "invite", "summon", "tell", "order", "call"}
_AHEAD = {
    "plan",
    "schedule",
    "expect",
    "due",
    "set",
    "intend",
    "slate",
    "hope",
    "want",
    "wish",
    "will",
    "prepare",
    "agree",
    "propose",
    "threaten",
    "vow",
    "promise",
    "pledge",
    "ready",
    "next",
    "upcoming",
}


@dataclass(frozen=True, slots=True)
class ReadTime:
    """A time expression with the token (index in the passage) that carries it in the parse.

    `counts`: "that day" may mean its day.
    """

    expression: TimeExpression
    token_i: int
    counts: bool


def read_times(
    doc: Doc, base: int, sentence_of: Callable[[int], int], published: date | None, last: date | None, first_index: int
) -> list[ReadTime]:
    """The time expressions of a passage, in order.

    `base` is the passage's offset in the document, `published` the day against which relative words count, `last` the
    last day named before the passage, `first_index` the index of the first expression.
    """
    found: list[ReadTime] = []
    for start, end, meaning, counts in _meanings(doc, published, last):
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            continue
        offset = base + start
        expression = TimeExpression(
            index=first_index + len(found),
            span=Span(offset, base + end),
            sentence=sentence_of(offset),
            edtf=meaning.edtf,
            start=meaning.start,
            end=meaning.end,
            value=meaning.value,
        )
        found.append(ReadTime(expression, span.root.i, counts))
    return found


def _meanings(doc: Doc, published: date | None, last: date | None) -> Iterator[tuple[int, int, c.Meaning, bool]]:
    text = doc.text
    taken: list[tuple[int, int]] = []
    ahead: date | None = None  # the last day named that is to come
    told = last  # the last day told of, counted from another or not
    dated: set[int] = set()  # where sentences begin that name a day
    counted: tuple[int, date | None] = (-1, None)  # sentence and day from which "two days after" was counted last
    hits = found_in(text)
    for start, end, name, match in hits:
        if any(start < b and a < end for a, b in taken) or not _is_time(doc, start, end, match):
            continue
        span = doc.char_span(start, end, alignment_mode="expand")
        future = _looks_ahead(span.root) if span is not None else False
        try:
            then = ahead if future and ahead is not None and name == "same_day" else last
            if name == "same_day" and "same" in match.group() and not future:
                then = told  # "killed him a day earlier. Kato called the same night": that of the killing
            meaning = meaning_of(name, match, published, then, future=future)
            if name in {"ago", "vague_ago"} and match.group("side") in {"after", "before"}:
                fronted = span is not None and span.start - span.sent.start <= 1
                anchor = _named_behind(span, [h for h in hits if h[0] > end], published) if span and fronted else last
                joined = span is not None and span.start > 0 and doc[span.start - 1].lower_ == "and"
                if joined and span is not None and counted[0] == span.sent.start:
                    anchor = counted[1]  # "two days after the raid and a day after they met": from the same day
                counted = (span.sent.start, anchor) if span is not None else counted
                ends = span is not None and span.end < len(doc) and doc[span.end].text in {".", ",", ";"}
                if ends and match.group("side") == "before" and "count" in match.groupdict():
                    meaning = _shifted_from(match, last)  # "had come into force two days before."
                else:
                    meaning = _told_from(span, match, anchor)
        except OverflowError:
            meaning = c.OPEN  # before the year 1 or after 9999
        if span is not None and meaning.start is not None and span.start > 0:
            meaning = _bounded(span, meaning)
        taken.append((start, end))
        # "condemned it on Tuesday for what it did four days earlier": Tuesday is "that day"
        counts = not (name == "ago" and span is not None and span.sent.start in dated)
        if meaning.value is not None and len(meaning.value) == 10:
            if future:
                ahead = meaning.start  # "the same day" is none of those to come, but "will meet him that day" is
            elif counts:
                last = meaning.start
            told = meaning.start if not future else told
            if name in _NAMED_DAYS and span is not None:
                dated.add(span.sent.start)
        yield start, end, meaning, counts


def _bounded(span: Span_, meaning: c.Meaning) -> c.Meaning:
    """What "since April 15" and "until Thursday" bound is a stretch; but what is put off until then is then."""
    word = span.doc[span.start - 1]
    following = [t.lower_ for t in span.doc[span.end : span.end + 2]]
    if "when" in following[:1] or following == [",", "when"]:
        return meaning  # "the first since 1998, when it did so": the clause tells of that very time
    if word.lower_ == "since" or span[0].lower_ == "since":
        return c.Meaning(meaning.start, None, f"{meaning.edtf}/.." if meaning.value else None)
    if word.lower_ in {"until", "till"} and not (word.head.pos_ == "VERB" and _puts_off(word.head, span.root)):
        return c.Meaning(None, meaning.end, f"../{meaning.edtf}" if meaning.value else None)
    return meaning


def _shifted_from(match: re.Match[str], last: date | None) -> c.Meaning:
    """So long before the last day named."""
    words = match.group("count").lower().split()
    count = c.number_of(words[-1] if words[-1] != "of" else words[-2])
    if last is None or count is None:
        return c.OPEN
    exact = not {"several", "few", "couple"} & set(words)
    return c.shifted(last, count, match.group("unit").rstrip("s"), later=False, exact=exact)


def _told_from(span: Span_ | None, match: re.Match[str], last: date | None) -> c.Meaning:
    """ "..., a day after jets downed a bomber": that was a day before the day named; "hours after" it is that day."""
    if span is None or last is None:
        return c.OPEN
    word = span[-1]
    clause = word.dep_ == "mark" or any(
        (k.dep_ in {"pcomp", "ccomp"} and k.pos_ in {"VERB", "AUX"}) or (k.dep_ == "pobj" and k.pos_ == "NOUN")
        for k in word.children
    )
    if match.group("unit").startswith("hour"):
        finite = any(k.dep_ == "pcomp" and k.tag_ in {"VBD", "VBN"} for k in word.children) or word.dep_ == "mark"
        return c.day(last) if clause and (match.group("side") == "after" or finite) else c.OPEN
    count = c.number_of(match.group("count").lower().split()[0]) if "count" in match.groupdict() else None
    unit = match.group("unit").rstrip("s")
    if count is None or unit not in {"day", "week"} or not clause:
        return c.OPEN
    return c.shifted(
        last, count * (7 if unit == "week" else 1), "day", later=match.group("side") == "before", exact=True
    )


def _named_behind(span: Span_, hits: list[tuple[int, int, str, re.Match[str]]], published: date | None) -> date | None:
    """The day of the main clause behind "Three days after the clash, ...", where it names one."""
    for start, end, name, match in hits:
        behind = span.doc.char_span(start, end, alignment_mode="expand")
        if (
            behind is None
            or behind.start >= span.sent.end
            or name not in {"weekday", "month_day", "day_month", "today"}
        ):
            continue
        found = meaning_of(name, match, published, None, future=_looks_ahead(behind.root))
        if found.value is not None and len(found.value) == 10:
            return found.start
    return None


def _is_time(doc: Doc, start: int, end: int, match: re.Match[str]) -> bool:
    """Whether words that look like a time are one: not the verb "may" or "march", not a person named April."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return False
    if "month" in match.groupdict() and match.group("month") in {"May", "March", "April", "August", "June"}:
        return not any(t.ent_type_ in {"PERSON", "ORG"} or t.pos_ in {"AUX", "VERB"} for t in span)
    return True


def _looks_ahead(token: Token) -> bool:
    """Whether the verb that a time hangs on speaks of what is to come."""
    if token.dep_ == "pobj" and token.head.lower_ == "for":
        return True  # "called a meeting for Monday"
    for step in (token, *token.ancestors):
        if step.lemma_ in _HELD and step.dep_ == "pobj" and step.head.lower_ in {"in", "during"}:
            return False  # "invited him to Ankara in a call on Thursday"
        if step.pos_ in {"VERB", "AUX"}:
            words = {k.lower_ for k in step.children if k.dep_ in {"aux", "auxpass"}}
            if _puts_off(step, token) or (step.lemma_ == "invite" and step.i < token.i):
                return True  # "invited them to a meeting on Friday"; but "on Friday invited them"
            if token.dep_ == "pobj" and token.head.lower_ == "from" and step.lemma_ in {"agree", "plan", "announce"}:
                return True  # "agreed on joint manoeuvres from Sunday"
            if words & _FUTURE - {"to"}:
                return "have" not in words
            if "to" in words:
                above = step.head
                obliged = above.lemma_ == "be" and above.tag_ in {"VBZ", "VBP"}  # "is to meet him on Friday"
                asked = step.dep_ in {"xcomp", "ccomp"} and above.lemma_ in _ASKING  # "asked them to meet on Friday"
                sure = step.dep_ == "ROOT" or obliged or asked or above.lemma_ in _AHEAD
                return sure or (above != step and _looks_ahead(above))
            present = step.tag_ in {"VBZ", "VBP"} and step.dep_ == "advcl" and not words
            if present and any(
                c.lower_ in {"when", "once", "until", "before", "if"} and c.i < step.i for c in step.children
            ):
                return True  # "will raise it when he travels to Tokyo on Friday"
            if _is_condition(step):
                return True  # "would respond if the closure was not lifted by Friday"
            if (
                step.dep_ in {"relcl", "ROOT", "conj", "ccomp"}
                and step.tag_ in {"VBZ", "VBP"}
                and step.lemma_ in FIXTURES
                and not words
            ):
                return True  # "the summit, which Peru hosts in June"
            if step.lemma_ == "be" and any(k.lower_ == "due" and k.dep_ == "acomp" for k in step.children):
                return True  # "is due in Cairo on Friday"
            if step.lemma_ == "announce" and words & {"has", "have"}:
                return True  # "has announced a journey to Ankara in January"
            if words & {"had", "has", "have"} and step.tag_ == "VBN":
                return False  # "had agreed in November to send"
            if step.lemma_ == "agree" and step.dep_ == "acl":
                return False  # "a truce agreed in May"
            return bool(
                step.lemma_ in _AHEAD
                and step.tag_
                in {"VBN", "VBZ", "VBP", "VBG"} | ({"VBD"} if step.lemma_ in {"plan", "schedule", "expect"} else set())
            )
        if step.lower_ in {"due", "scheduled", "planned", "upcoming", "expected"} or any(
            k.lower_ in {"scheduled", "planned", "upcoming", "expected", "next", "forthcoming"}
            for k in step.children
            if k.dep_ == "amod"
        ):
            return True
    return False


def _is_condition(verb: Token) -> bool:
    """Whether a clause says on what something to come depends."""
    opened = any(c.lower_ in {"if", "unless", "until", "once"} and c.i < verb.i for c in verb.children)
    return verb.dep_ == "advcl" and opened and any(c.lower_ in {"will", "would", "shall"} for c in verb.head.children)


def _puts_off(verb: Token, time: Token) -> bool:
    """Whether a time is that until which something is put off."""
    later = verb.lemma_ in {"postpone", "delay", "defer", "reschedule", "adjourn"} or (
        verb.lemma_ in {"put", "push"} and any(c.lower_ in {"off", "back"} for c in verb.children)
    )
    return later and time.dep_ == "pobj" and time.head.lower_ in {"until", "till", "to", "for"}
