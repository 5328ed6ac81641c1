"""Events in time: those with a date in lanes by what became of them, those without beside them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from api.pictures.days import when
from api.pictures.parameters import Asked
from api.rest.asking import rows, tuples
from api.rest.events import brief_items
from api.rest.filters import event_patterns, for_a_state
from api.rest.naming import Names, Refused
from api.rest.pages import Sorting, select
from api.rest.reading import Classes, Refusal
from kg.model import Status
from kg.store import Store

MOST: Final = 200  # dated events of one picture
MOST_UNDATED: Final = 100
_SORTS: Final = {"date": Sorting("kg:earliest")}


class Lane(StrEnum):
    """What became of an event, as coarsely as a picture can show it; what is disputed stands apart."""

    OCCURRED = "occurred"
    PLANNED = "planned"
    PREVENTED = "prevented"
    DISPUTED = "disputed"


# From the top of the picture down: the fullest is the lowest, so that the others are seen at once.
LANES: Final = {
    Lane.PLANNED: "Planned or possible",
    Lane.PREVENTED: "Tried, prevented, put off, cancelled or negated",
    Lane.DISPUTED: "Disputed",
    Lane.OCCURRED: "Occurred or going on",
}
_LANE_OF: Final = {
    Status.OCCURRED: Lane.OCCURRED,
    Status.ONGOING: Lane.OCCURRED,
    Status.PLANNED: Lane.PLANNED,
    Status.POSSIBLE: Lane.PLANNED,
}


@dataclass(frozen=True, slots=True)
class Told:
    """An event as a row: its REST item in brief, its label without the date, its lane, and its date in words.

    `start` and `end` are instants (ISO 8601, UTC), None where there is no date; `granularity` is that of `When`;
    `sure` is false for a date that is about or perhaps.
    """

    item: dict[str, Any]
    label: str
    lane: Lane
    words: str
    granularity: str
    sure: bool
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """Dated events, the latest first, and those without a date; how many there are of each, and where to go on."""

    dated: list[Told]
    undated: list[Told]
    total: int
    total_undated: int
    cursor: str | None


def read_view(store: Store, wanted: Asked, classes: Classes, base: str) -> Timeline | Refusal:
    """The events that fit; Refusal for a name that is not known or may mean several."""
    try:
        patterns = patterns_of(store, wanted, classes, base)
        dated = select(
            store, f"?id kg:earliest ?begins . {patterns}", _SORTS, sort="-date", limit=MOST, cursor=wanted.cursor,
            total=True,
        )  # fmt: skip
    except Refused as refused:
        return Refusal(refused.status, refused.detail, tuple(refused.candidates))
    total = dated.total or 0
    undated, total_undated = _undated(store, patterns, total) if not (wanted.date_from or wanted.date_to) else ([], 0)
    found = {item["id"]: _told(item) for item in brief_items(store, [*dated.ids, *undated], classes.events)}
    return Timeline(
        [found[one] for one in dated.ids if one in found],
        sorted((found[one] for one in undated if one in found), key=lambda one: (one.label.lower(), one.item["id"])),
        total,
        total_undated,
        dated.cursor,
    )


def _undated(store: Store, patterns: str, dated: int) -> tuple[list[str], int]:
    """Events without a date, not more than are shown, and how many there are."""
    count = int(rows(store, f"SELECT (COUNT(DISTINCT ?id) AS ?n) WHERE {{ {patterns} }}")[0]["n"]) - dated
    text = f"""SELECT DISTINCT ?id WHERE {{ {patterns} FILTER NOT EXISTS {{ ?id kg:earliest ?begins }} }}
      LIMIT {MOST_UNDATED}"""
    return [one for (one,) in tuples(store, text)] if count else [], count


def patterns_of(store: Store, wanted: Asked, classes: Classes, base: str) -> str:
    """The patterns that an event must fit; Refused for a name that is not known or may mean several."""
    names = Names(store, base, (*classes.actors, "Place"))
    parts = [event_patterns(wanted, names, classes.events)]
    parts += [
        for_a_state([given], names, parameter)
        for parameter, given in (("actor", wanted.actor), ("with", wanted.other))
        if given
    ]
    return "\n".join(parts)


def lane_of(status: str, disputed: bool) -> Lane:
    """The lane of an event with that status."""
    return Lane.DISPUTED if disputed else _LANE_OF.get(Status(status), Lane.PREVENTED)


def _told(item: dict[str, Any]) -> Told:
    date = item["date"] or {}
    found = when(date["edtf"]) if "edtf" in date else None
    return Told(
        item,
        item["label"].removesuffix(f" ({date.get('edtf')})"),
        lane_of(item["status"], item["disputed"]),
        found.words if found else "no date",
        found.granularity if found else "unknown",
        found.sure if found else False,
        date.get("earliest"),
        date.get("latest"),
    )
