"""Dates in words: EDTF (Library of Congress, levels 0 and 1) as a reader puts it, with what is not known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

_ONE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)")
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DOUBT: Final = {"~": "about ", "?": "perhaps ", "%": "perhaps about ", "": ""}


@dataclass(frozen=True, slots=True)
class When:
    """A date in words ("October 2024, day unknown"), its granularity, and whether its bounds are sure.

    `granularity` is "day", "month", "year", "range", or "unknown" for what is written otherwise.
    """

    words: str
    granularity: str
    sure: bool


def when(edtf: str) -> When:
    """What an EDTF string says; one of another form is given as it is.

    >>> when("2024-10-09").words, when("2023-05").words, when("2024-09-18~/2024-10-09~").words
    ('9 October 2024', 'May 2023, day unknown', 'about 18 September 2024 to about 9 October 2024')
    """
    first, slash, last = edtf.partition("/")
    if slash:
        ends = [_end(one) for one in (first, last)]
        if None in ends:
            return When(edtf, "unknown", False)
        words = " to ".join(str(end) for end in ends)
        return When(words, "range", not set(edtf) & set("~?%.") and all((first, last)))
    found = _ONE.fullmatch(edtf)
    if not found or not _is_date(found):
        return When(edtf, "unknown", False)
    words = _DOUBT[found[4]] + _named(found)
    if found[3]:
        return When(words, "day", not found[4])
    if found[2]:
        return When(f"{words}, day unknown", "month", not found[4])
    return When(f"{words}, day and month unknown", "year", not found[4])


def _end(text: str) -> str | None:
    """One end of an interval in words; None where it is no date."""
    if text in {"", ".."}:
        return "an unknown day" if not text else "no end told"
    found = _ONE.fullmatch(text)
    return _DOUBT[found[4]] + _named(found) if found and _is_date(found) else None


def _named(found: re.Match[str]) -> str:
    parts = [str(int(found[3]))] if found[3] else []
    if found[2]:
        parts.append(_MONTHS[int(found[2]) - 1])
    return " ".join([*parts, str(int(found[1]))])


def _is_date(found: re.Match[str]) -> bool:
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    return True
