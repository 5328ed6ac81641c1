"""The graph's codes and dates as people say them."""

from __future__ import annotations

import calendar
import re
from typing import Final

from markupsafe import Markup, escape

PHASES: Final = {
    "occurred": "it happened",
    "ongoing": "it is going on",
    "planned": "it is planned",
    "possible": "it may happen",
    "attempted": "it was attempted",
    "prevented": "it was prevented",
    "postponed": "it was put off",
    "cancelled": "it was called off",
    "negated": "it did not happen",
}
STATUSES: Final = {
    "occurred": "told as having happened",
    "ongoing": "told as going on",
    "planned": "still to come when this was written",
    "possible": "may happen, or may have happened; nobody vouches for it",
    "attempted": "attempted; whether it succeeded is not told, or it did not",
    "prevented": "somebody or something kept it from happening",
    "postponed": "put off to a later time",
    "cancelled": "called off",
    "negated": "told as not having happened",
}
VOICES: Final = {
    "narratorVoice": "in the author's own voice",
    "directQuote": "in quotation marks",
    "indirectSpeech": "in indirect speech",
    "hearsay": "on hearsay",
}
PRECISIONS: Final = {
    "exactly": "",
    "approximately": "about",
    "atLeast": "at least",
    "atMost": "at most",
    "nearly": "nearly",
    "severalOf": "several",
}
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_DAY: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)")
_WHOLE: Final = re.compile(r"\b\d{4}-\d{2}(?:-\d{2})?\b")
_DOUBTS: Final = {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}


def spaced(name: str) -> str:
    """A name of the ontology as words.

    >>> spaced("PhoneCall")
    'phone call'
    """
    return _CAMEL.sub(" ", name.rpartition("#")[2].rpartition("/")[2]).lower()


def unbroken(text: str) -> Markup:
    """A text in which a line never ends within a date.

    >>> unbroken("attack (2024-10-01)")
    Markup('attack (<span class="day">2024-10-01</span>)')
    """
    return Markup(_WHOLE.sub(r'<span class="day">\g<0></span>', str(escape(text))))


def when(edtf: str) -> str:
    """A stretch of time in words; one of a form that is not written here stays as it is.

    >>> when("2024-10-09"), when("2023-05"), when("2024-09-28~/..")
    ('9 October 2024', 'May 2023', 'about 28 September 2024 or later')
    """
    first, slash, last = edtf.partition("/")
    begin, end = _point(first), _point(last)
    if slash and begin and end:
        return f"{begin} to {end}"
    if slash and begin and last in {"", ".."}:
        return f"{begin} or later"
    if slash and end and first in {"", ".."}:
        return f"{end} or earlier"
    return begin if begin and not slash else edtf


def _point(text: str) -> str:
    found = _DAY.fullmatch(text)
    if found is None or not 1 <= int(found[2] or 1) <= 12:
        return ""
    month = f"{calendar.month_name[int(found[2])]} " if found[2] else ""
    day = f"{int(found[3])} " if found[3] else ""
    return f"{_DOUBTS[found[4]]}{day}{month}{found[1]}"


def listed(names: list[str]) -> str:
    """Names with commas, and "and" before the last."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 event", "2,000 events"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
