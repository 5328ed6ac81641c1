"""Words that name times, and what each means by itself: the day, month or stretch, counted from a day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from kg.reading import calendar as c

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
        ("same_day", r"\b(?:[Oo]n )?(?:[Tt]he|[Tt]hat) (?:very )?same (?:day|evening|night|morning|afternoon)\b|\b[Tt]hat (?:day|evening|night|morning|afternoon)\b|\b[Tt]he same (?:day|evening)\b|\b(?:[Ee]arlier|[Ll]ater) (?:in the|that) day\b|(?:^|(?<=[.!?] )|(?<=\n))In the (?:afternoon|evening)\b"),
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


def found_in(text: str) -> list[tuple[int, int, str, re.Match[str]]]:
    """What looks like a time: start, end, kind and match; those that begin first and are longest stand first."""
    hits = sorted(
        (
            (m.start("inner") if "inner" in m.groupdict() else m.start(), m.end(), k, name, m)
            for k, (name, p) in enumerate(_PATTERNS)
            if name not in _LETTERS or any(letters in text for letters in _LETTERS[name])
            for m in p.finditer(text)
        ),
        key=lambda h: (h[0], -(h[1] - h[0]), h[2]),
    )
    return [(start, end, name, match) for start, end, _, name, match in hits]


def meaning_of(
    name: str, match: re.Match[str], published: date | None, last: date | None, *, future: bool
) -> c.Meaning:
    """What the words of a match mean, said on the day `published` after the day `last` was named last."""
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
