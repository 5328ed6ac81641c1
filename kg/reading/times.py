"""Time expressions of a passage: found by patterns over the text, read against the publication date.

The direction of a bare weekday or day comes from the verb that it hangs on. "The same day" and "a day earlier" count
from the last day that was named. Only words that name a day, a month or a year settle it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Span_

from kg.model import Span, TimeExpression
from kg.reading import calendar as c
from kg.reading.clauses import FIXTURES

_MONTH = r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
_WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_NUMBER = r"(?P<count>\d{1,3}|[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|eleven|twelve|fifteen|twenty|thirty|several|a few|a couple of|few)"
_UNIT = r"(?P<unit>hour|day|week|fortnight|month|year|decade)s?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("iso", r"\b(?P<year>(?:1[89]|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b"),
        ("month_day", rf"\b{_MONTH} {_DAY}(?:,? {_YEAR})?\b(?! (?:per cent|percent|people|years))"),
        ("day_month", rf"\b(?:the )?{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?\b"),
        ("part", rf"\b(?:the )?(?P<part>early|mid|late|end|beginning|start|middle)(?: of |-| in | )(?:the month of )?{_MONTH}(?:,? {_YEAR})?(?![\w'])"),
        ("month_year", rf"\b{_MONTH} (?:of )?(?P<near>this|last) year\b"),
        ("month_year", rf"\b{_MONTH}(?: of)?,? {_YEAR}\b"),
        ("weekday", rf"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Tt]he previous|[Tt]he following) )?{_WEEKDAY}\b(?!s)"),
        ("same_day", r"\b(?:[Oo]n )?(?:[Tt]he|[Tt]hat) (?:very )?same (?:day|evening|night|morning)\b|\b[Tt]hat (?:day|evening|night|morning)\b|\b[Tt]he same (?:day|evening)\b|\b(?:[Ee]arlier|[Ll]ater) (?:in the|that) day\b|(?:^|(?<=[.!?] )|(?<=\n))In the (?:afternoon|evening)\b"),
        ("day_before", r"\b[Tt]he (?:day before|night before|evening before|previous (?:day|morning|evening|night))\b|\b[Tt]he (?P<next>day after|(?:next|following) (?:day|morning|afternoon|evening|night))\b"),
        ("unit_beside", r"\b[Tt]he (?:(?P<unit>week|month|year) (?P<side>before|after)(?=\s*(?:[,.;]|$))|(?P<side2>following) (?P<unit2>week|month|year)\b)"),
        ("today", r"\b(?P<word>[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight|[Tt]his (?:morning|afternoon|evening)|[Ll]ast night|[Oo]vernight|[Tt]he day before yesterday)\b"),
        ("ago", rf"\b{_NUMBER} {_UNIT} (?P<side>ago|earlier|later|before|after|from now|previously)\b"),
        ("vague_ago", r"\b(?P<unit>hours|days|weeks|months|years) (?P<side>ago|earlier|later|before|after|ahead)\b"),
        ("later_this", r"\b(?P<part>[Ll]ater|[Ee]arlier) (?P<unit>today|this week|this month|this year|on)\b(?=\W|$)"),
        ("period", r"\b(?P<side>[Ll]ast|[Tt]his|[Nn]ext|[Pp]revious|[Cc]oming|[Pp]ast) (?P<unit>week|weekend|month|year|decade|century)\b"),
        ("recent", r"\b(?:in |over |during )?(?:the )?(?P<word>recent|past|last|coming|next) (?:(?P<count>\d{1,3}|few|several|two|three|four|five|six|seven|ten) )?(?P<unit>day|week|month|year)s\b"),
        ("duration", rf"\bin (?:close to |almost |nearly |more than |over |about )?{_NUMBER} {_UNIT}\b"),
        ("season", rf"\b(?:the )?(?P<season>spring|summer|autumn|winter)(?: of)? {_YEAR}\b"),
        ("month", rf"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Dd]uring|[Ll]ast|[Nn]ext|[Tt]his|[Bb]etween|[Ff]rom|[Aa]nd|of|to) (?P<inner>{_MONTH})(?![\w'’]|\. [A-Z])(?! \d)"),
        ("year", rf"\b[Tt]he (?P<inner>{_YEAR})\b(?= [a-z])"),
        ("year", rf"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Dd]uring|[Ff]rom|of|[Aa]fter|[Bb]efore) (?P<inner>{_YEAR})\b(?! [a-z]+s\b)"),
    )
)  # fmt: skip
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UNITS = ("hour", "day", "week", "fortnight", "month", "year", "decade", "century")
# without one of these a text has no such expression: to look for a few letters is quicker than to try a pattern
_LETTERS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("month_day", "day_month", "part", "month_year", "month"), _MONTHS),
    **dict.fromkeys(("ago", "vague_ago", "period", "recent", "duration", "unit_beside"), _UNITS),
    **dict.fromkeys(("same_day", "day_before"), ("day", "evening", "night", "noon", "morning")),
    "iso": ("-",),
    "weekday": ("day",),
    "later_this": ("ater", "arlier"),
    "season": ("spring", "summer", "autumn", "winter"),
    "year": ("18", "19", "20"),
}
_FUTURE = {"will", "'ll", "shall", "would", "wo", "may", "might", "could", "should", "to"}
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
    """A time expression with the token (index in the passage) that carries it in the parse."""

    expression: TimeExpression
    token_i: int


def read_times(
    doc: Doc, base: int, sentence_of: Callable[[int], int], published: date | None, last: date | None, first_index: int
) -> list[ReadTime]:
    """The time expressions of a passage, in order.

    `base` is the passage's offset in the document, `published` the day against which relative words count, `last` the
    last day named before the passage, `first_index` the index of the first expression.
    """
    found: list[ReadTime] = []
    for start, end, meaning in _meanings(doc, published, last):
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
        found.append(ReadTime(expression, span.root.i))
    return found


def _meanings(doc: Doc, published: date | None, last: date | None) -> Iterator[tuple[int, int, c.Meaning]]:
    text = doc.text
    taken: list[tuple[int, int]] = []
    ahead: date | None = None  # the last day named that is to come
    counted: tuple[int, date | None] = (-1, None)  # sentence and day from which "two days after" was counted last
    hits = sorted(
        (
            (m.start("inner") if "inner" in m.groupdict() else m.start(), m.end(), k, name, m)
            for k, (name, p) in enumerate(_PATTERNS)
            if name not in _LETTERS or any(letters in text for letters in _LETTERS[name])
            for m in p.finditer(text)
        ),
        key=lambda h: (h[0], -(h[1] - h[0]), h[2]),
    )
    for start, end, _, name, match in hits:
        if any(start < b and a < end for a, b in taken) or not _is_time(doc, start, end, match):
            continue
        span = doc.char_span(start, end, alignment_mode="expand")
        future = _looks_ahead(span.root) if span is not None else False
        try:
            then = ahead if future and ahead is not None and name == "same_day" else last
            meaning = _read(name, match, published, then, future=future)
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
        if meaning.value is not None and len(meaning.value) == 10:
            if future:
                ahead = meaning.start  # "the same day" is none of those to come, but "will meet him that day" is
            else:
                last = meaning.start
        yield start, end, meaning


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
    """ "..., a day after F-16s shot down a bomber": that was a day before the day named; "hours after" it is that day."""
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


def _named_behind(
    span: Span_, hits: list[tuple[int, int, int, str, re.Match[str]]], published: date | None
) -> date | None:
    """The day of the main clause behind "Three days after the clash, ...", where it names one."""
    for start, end, _, name, match in hits:
        behind = span.doc.char_span(start, end, alignment_mode="expand")
        if (
            behind is None
            or behind.start >= span.sent.end
            or name not in {"weekday", "month_day", "day_month", "today"}
        ):
            continue
        found = _read(name, match, published, None, future=_looks_ahead(behind.root))
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


def _read(name: str, match: re.Match[str], published: date | None, last: date | None, *, future: bool) -> c.Meaning:
    """The meaning of one match."""
    groups = match.groupdict()
    if name == "iso":
        found = c.valid_day(int(groups["year"]), int(groups["m"]), int(groups["d"]))
        return c.day(found) if found else c.OPEN
    if name in {"month_day", "day_month"}:
        return _named_day(groups, published, future=future)
    if name in {"part", "month_year", "month"}:
        return _named_month(name, match, published, future=future)
    if name == "year":
        return c.year(int(groups["year"]))
    if name == "season":
        return c.season(groups["season"].lower(), int(groups["year"]))
    if name == "weekday":
        which = {"last": "last", "next": "next", "this": "this", "the previous": "last", "the following": "next"}.get(
            (groups["which"] or "").lower(), ""
        )
        return c.weekday(c.WEEKDAYS[groups["weekday"].lower()], published, future=future, which=which)
    if name in {"same_day", "day_before"}:
        return _anaphoric(name, match, last)
    if name == "unit_beside":
        return _beside(groups, last or published)
    return _relative(name, match, published, last)


def _beside(groups: dict[str, str], anchor: date | None) -> c.Meaning:
    """ "The month before", "the following year": next to that of the last day named."""
    if anchor is None:
        return c.OPEN
    side = "previous" if groups["side"] == "before" else "next"
    return _period(side, groups["unit"] or groups["unit2"], anchor)


def _named_day(groups: dict[str, str], published: date | None, *, future: bool) -> c.Meaning:
    number, d = c.MONTHS[groups["month"].lower()], int(groups["day"])
    if groups["year"]:
        found = c.valid_day(int(groups["year"]), number, d)
        return c.day(found) if found else c.OPEN
    return c.month_day(number, d, published, future=future)


def _named_month(name: str, match: re.Match[str], published: date | None, *, future: bool) -> c.Meaning:
    groups = match.groupdict()
    number = c.MONTHS[groups["month"].lower()]
    with_year = groups.get("year")
    if groups.get("near"):
        if published is None:
            return c.OPEN
        with_year = str(published.year - (groups["near"] == "last"))
    whole = c.month(int(with_year), number) if with_year else c.bare_month(number, published, future=future)
    return c.part_of_month(whole, groups["part"].lower()) if name == "part" else whole


def _anaphoric(name: str, match: re.Match[str], last: date | None) -> c.Meaning:
    if last is None:
        return c.OPEN
    if name == "same_day":
        return c.day(last)
    return c.day(last + timedelta(days=1 if match.groupdict().get("next") else -1))


def _relative(name: str, match: re.Match[str], published: date | None, last: date | None) -> c.Meaning:
    groups = match.groupdict()
    if name == "ago" or name == "vague_ago":
        return _ago(name, groups, published, last)
    if published is None:
        return c.OPEN
    if name == "today":
        return _today(groups["word"].lower(), published)
    if name == "later_this":
        unit = groups["unit"].lower()
        if unit in {"today", "on"}:
            return c.day(published) if unit == "today" else c.OPEN
        whole = _period("this", unit.removeprefix("this "), published)
        later = groups["part"].lower() == "later"
        start, end = (published, whole.end) if later else (whole.start, published)
        return c.stretch(start, end) if start and end and start <= end else whole
    if name == "period":
        return _period(groups["side"].lower(), groups["unit"].lower(), published)
    if name == "duration":
        count = c.number_of((groups["count"] or "").lower().split()[-1]) or 3
        return c.past_stretch(published, count, groups["unit"])
    return _recent(groups, published)


def _recent(groups: dict[str, str], published: date) -> c.Meaning:
    count = c.number_of((groups["count"] or "several").lower()) or 3
    if groups["word"] in {"coming", "next"}:
        back = c.past_stretch(published, count, groups["unit"])
        return c.stretch(published, published + (published - back.start), approximate=True) if back.start else c.OPEN
    return c.past_stretch(published, count, groups["unit"])


def _today(word: str, published: date) -> c.Meaning:
    if word == "overnight":
        return c.stretch(published - timedelta(days=1), published)
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2}.get(word, 0)
    return c.day(published + timedelta(days=shift))


def _ago(name: str, groups: dict[str, str], published: date | None, last: date | None) -> c.Meaning:
    """ "Three days ago" counts from the publication, "a day earlier" and "two days later" from the last day named."""
    side = groups["side"].lower()
    anchor = published if side in {"ago", "from now", "previously"} else last
    if anchor is None or side in {"before", "after", "ahead"}:
        return c.OPEN  # before or after what, another clause tells
    word = (groups.get("count") or "several").lower().split()
    count = c.number_of(word[-1] if word[-1] != "of" else word[-2]) or 3
    exact = name == "ago" and not {"several", "few", "couple"} & set(word)
    later = side in {"later", "from now"}
    return c.shifted(anchor, count, groups["unit"].rstrip("s"), later=later, exact=exact)


def _period(side: str, unit: str, published: date) -> c.Meaning:
    shift = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}.get(side, 0)
    if unit == "week":
        return c.week(published, shift)
    if unit == "weekend":
        sunday = c.week(published, shift).end
        return c.stretch(sunday - timedelta(days=1), sunday) if sunday else c.OPEN
    if unit == "month":
        months = published.year * 12 + published.month - 1 + shift
        return c.month(months // 12, months % 12 + 1)
    if unit == "year":
        return c.year(published.year + shift)
    span = 10 if unit == "decade" else 100
    first = max(1, published.year + span * (shift if shift < 0 else 0) - (0 if shift else span))
    return c.stretch(date(first, 1, 1), published, approximate=True)
