"""What time words mean, on plain text: from a matched expression to days, EDTF and a settled value.

Sources: EDTF is ISO 8601-2:2019 (level 1: uncertain `?`, approximate `~`, intervals `/`).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

MONTHS = {
    name: k
    for k, names in enumerate(
        (
            ("january", "jan", "jan."),
            ("february", "feb", "feb."),
            ("march", "mar", "mar."),
            ("april", "apr", "apr."),
            ("may",),
            ("june", "jun", "jun."),
            ("july", "jul", "jul."),
            ("august", "aug", "aug."),
            ("september", "sept", "sept.", "sep", "sep."),
            ("october", "oct", "oct."),
            ("november", "nov", "nov."),
            ("december", "dec", "dec."),
        ),
        1,
    )
    for name in names
}
WEEKDAYS = {
    name: k
    for k, names in enumerate(
        (
            ("monday", "mon"),
            ("tuesday", "tue", "tues"),
            ("wednesday", "wed"),
            ("thursday", "thu", "thurs"),
            ("friday", "fri"),
            ("saturday", "sat"),
            ("sunday",),
        )
    )
    for name in names
}
_ONE_TO_FIFTEEN = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
NUMBERS = {word: k for k, word in enumerate(_ONE_TO_FIFTEEN.split(), 1)} | {
    "zero": 0,
    "a": 1,
    "an": 1,
    "several": 3,
    "few": 3,
    "couple": 2,
    "dozen": 12,
    "twenty": 20,
    "thirty": 30,
}
_RECENT = timedelta(days=92)
_LONG_AGO, _SOON = timedelta(days=300), timedelta(days=45)
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365, "fortnight": 14, "hour": 0, "decade": 3652}


@dataclass(frozen=True, slots=True)
class Meaning:
    """First and last day, EDTF, and the settled value where the words name one day, month or year."""

    start: date | None
    end: date | None
    edtf: str | None
    value: str | None = None


OPEN = Meaning(None, None, None)


def day(value: date) -> Meaning:
    """One day."""
    return Meaning(value, value, value.isoformat(), value.isoformat())


def month(year: int, number: int) -> Meaning:
    """One month; OverflowError where the calendar has no such year."""
    _check(year)
    last = monthrange(year, number)[1]
    text = f"{year:04d}-{number:02d}"
    return Meaning(date(year, number, 1), date(year, number, last), text, text)


def year(number: int) -> Meaning:
    """One year; OverflowError where the calendar has none."""
    _check(number)
    text = f"{number:04d}"
    return Meaning(date(number, 1, 1), date(number, 12, 31), text, text)


def _check(year: int) -> None:
    if not MINYEAR <= year <= MAXYEAR:
        raise OverflowError(f"the calendar has no year {year}")


def stretch(start: date, end: date, *, approximate: bool = False) -> Meaning:
    """An interval that settles no day."""
    mark = "~" if approximate else ""
    if start == end:
        return Meaning(start, end, start.isoformat() + "~")
    return Meaning(start, end, f"{start.isoformat()}{mark}/{end.isoformat()}{mark}")


def valid_day(y: int, m: int, d: int) -> date | None:
    """The date, None where there is none (30 February)."""
    try:
        return date(y, m, d)
    except ValueError:
        return None


def month_day(m: int, d: int, anchor: date | None, *, future: bool) -> Meaning:
    """A day without a year: the latest not after the anchor, or the next where the text looks ahead.

    A plan may speak of a recent day ("retaliate for its October 1 attack"): what has just been outweighs what is far
    off.
    """
    if anchor is None:
        return OPEN
    candidates = [d_ for y in range(anchor.year - 4, anchor.year + 2) for d_ in [valid_day(y, m, d)] if d_ is not None]
    past = [c for c in candidates if c <= anchor + timedelta(days=1)]
    ahead = [c for c in candidates if c >= anchor]
    if future and ahead and not (past and anchor - past[-1] <= _RECENT < ahead[0] - anchor):
        return day(ahead[0])
    if past and ahead and anchor - past[-1] > _LONG_AGO and ahead[0] - anchor <= _SOON:
        return day(ahead[0])  # "elections on 29 November", in a paper of the 20th
    return day(past[-1]) if past else OPEN


def bare_month(m: int, anchor: date | None, *, future: bool) -> Meaning:
    """A month without a year: the latest not after the anchor's month, or the next."""
    if anchor is None:
        return OPEN
    if future:
        return month(anchor.year if m >= anchor.month else anchor.year + 1, m)
    return month(anchor.year if m <= anchor.month else anchor.year - 1, m)


def weekday(number: int, anchor: date | None, *, future: bool, which: str = "") -> Meaning:
    """A weekday: past, the latest before the anchor or that day itself; to come, the next or that day itself."""
    if anchor is None:
        return OPEN
    back = (anchor.weekday() - number) % 7
    ahead = (number - anchor.weekday()) % 7
    if which == "next":
        return day(anchor + timedelta(days=ahead or 7))
    if which == "last":
        return day(anchor - timedelta(days=back or 7))
    return (
        day(anchor + timedelta(days=ahead))
        if future or (which == "this" and ahead)
        else day(anchor - timedelta(days=back))
    )


def week(anchor: date, offset: int) -> Meaning:
    """The calendar week (Monday to Sunday) `offset` weeks from the anchor's."""
    monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=offset)
    return stretch(monday, monday + timedelta(days=6))


def number_of(word: str) -> int | None:
    """The value of a number word or of digits."""
    if re.fullmatch(r"\d{1,4}", word):
        return int(word)
    return NUMBERS.get(word)


def shifted(anchor: date, count: int, unit: str, *, later: bool, exact: bool) -> Meaning:
    """So many days, weeks, months or years from the anchor; days and weeks counted exactly settle a day."""
    sign = 1 if later else -1
    if unit == "hour":
        return Meaning(anchor, anchor, anchor.isoformat() + "~")
    try:
        target = anchor + timedelta(days=sign * count * _DAYS[unit])
    except OverflowError:
        return OPEN
    if unit == "day" and exact:
        return day(target)
    slack = {"day": 2, "week": 4, "fortnight": 4, "month": 15, "year": 183, "decade": 1000}[unit]
    try:
        return stretch(target - timedelta(days=slack), target + timedelta(days=slack), approximate=True)
    except OverflowError:
        return OPEN


def past_stretch(anchor: date, count: int, unit: str) -> Meaning:
    """The last so many days, weeks or months up to the anchor."""
    try:
        return stretch(anchor - timedelta(days=max(1, count * _DAYS[unit])), anchor, approximate=True)
    except OverflowError:
        return OPEN


def season(name: str, y: int) -> Meaning:
    """A season of the northern year, as an interval of months."""
    first, last = _SEASONS[name]
    end_year = y + 1 if last < first else y
    return stretch(date(y, first, 1), date(end_year, last, monthrange(end_year, last)[1]), approximate=True)


def part_of_month(whole: Meaning, part: str) -> Meaning:
    """The beginning, middle or end of a month, as a stretch of about ten days."""
    if whole.start is None or whole.end is None:
        return OPEN
    if part in {"early", "beginning", "start"}:
        return stretch(whole.start, whole.start + timedelta(days=9), approximate=True)
    if part in {"mid", "middle"}:
        return stretch(whole.start + timedelta(days=9), whole.start + timedelta(days=19), approximate=True)
    return stretch(whole.end - timedelta(days=9), whole.end, approximate=True)
