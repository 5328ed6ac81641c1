"""Lists of events by how sure they are: in dispute, only planned, on unnamed sources only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from api.pages.cards import Fact, Said, event_facts, said_of
from api.rest.asking import tuples, values
from api.rest.events import event_items
from api.rest.filters import any_of, event_patterns
from api.rest.naming import Names, Refused
from api.rest.pages import select
from api.rest.parameters import Events
from api.rest.reading import COLLECTIONS, Classes, Refusal
from kg import vocabulary as v
from kg.model import Voice
from kg.store import Store

_DENIED: Final = "?denial kg:denies ?claim . ?claim kg:content ?id ; kg:holder ?denied . ?id kg:status ?was"
_UNNAMED: Final = "?unnamed a kg:UnnamedSource . ?told kg:holder ?unnamed ; kg:content ?id . ?id kg:status ?is"
# What an event of each list must fit beside the filters.
LISTS: Final[Mapping[str, Callable[[Store], str]]] = {
    "disagreements": lambda _: any_of(["?id kg:disputed true", _DENIED]),
    "planned": lambda _: "?id kg:status kg:planned .",
    "unnamed": lambda store: values("id", _on_unnamed_only(store)),
}


def _on_unnamed_only(store: Store) -> list[str]:
    """The events that some unnamed source tells of, and that nobody with a name vouches for.

    In steps: as one query with MINUS or NOT EXISTS the engine goes through all pairs.
    """
    told = [node for (node,) in tuples(store, f"SELECT DISTINCT ?id WHERE {{ {_UNNAMED} }}")]
    pattern = (
        f"{values('id', told)} ?claim kg:content ?id ; kg:holder ?holder ; kg:polarity ?polarity ; kg:voice ?voice"
    )
    claims = tuples(store, f"SELECT ?id ?holder ?polarity ?voice WHERE {{ {pattern} }}")
    unnamed = {node for (node,) in tuples(store, "SELECT ?id WHERE { ?id a kg:UnnamedSource }")}
    vouched = {
        event
        for event, holder, polarity, voice in claims
        if polarity == v.AFFIRMS and voice != v.term(Voice.HEARSAY) and holder not in unnamed
    }
    return sorted(set(told) - vouched)


@dataclass(frozen=True, slots=True)
class Told:
    """An event of a list: its REST item, facts, who asserts, denies and leaves open, and the outlets that tell it."""

    item: dict[str, Any]
    facts: tuple[Fact, ...]
    asserts: tuple[Said, ...]
    denies: tuple[Said, ...]
    leaves_open: tuple[Said, ...]
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a list, where the next one begins, and how many events there are in all."""

    events: list[Told]
    cursor: str | None
    total: int


def read_list(store: Store, name: str, wanted: Events, classes: Classes, base: str) -> Listing | Refusal:
    """A page of one of LISTS, the latest events first; Refusal for a name in a filter that nobody has."""
    collection = COLLECTIONS["events"]
    try:
        names = Names(store, base, (*classes.actors, "Place"))
        patterns = f"{event_patterns(wanted, names, classes.events)} {LISTS[name](store)}"
        found = select(
            store, patterns, collection.sorts, sort="-date", limit=wanted.limit, cursor=wanted.cursor, total=True
        )
    except Refused as refused:
        return Refusal(refused.status, refused.detail, tuple(refused.candidates))
    items = event_items(store, found.ids, classes.events)
    return Listing([_told(item) for item in items], found.cursor, found.total or 0)


def _told(item: dict[str, Any]) -> Told:
    def of(fits: Callable[[str], bool]) -> tuple[Said, ...]:
        return tuple(said_of(claim) for claim in item["claims"] if fits(claim["polarity"]))

    outer = [(claim["reportedBy"] or [claim["holder"]])[0]["name"] for claim in item["claims"]]
    return Told(
        item,
        tuple(fact for fact in event_facts(item) if fact.name in {"When", "Where"}),
        of(lambda polarity: polarity == "affirms"),
        of(lambda polarity: polarity == "negates"),
        of(lambda polarity: polarity == "uncommitted"),
        tuple(dict.fromkeys(outer)),
    )
