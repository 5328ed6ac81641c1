"""Who dealt with whom, how: the parties of events as nodes, what one did to the other as edges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from api.pictures.parameters import Asked
from api.pictures.timeline import patterns_of
from api.rest.asking import grouped, rows, tuples, values
from api.rest.filters import Ancestors
from api.rest.naming import Refused
from api.rest.reading import Classes, Refusal
from kg import vocabulary as v
from kg.store import Store

MOST: Final = 300  # actors of one picture
_FAMILIES: Final = ("Communication", "MilitaryAction", "OfficialAct", "PublicAction")
_Way = tuple[str, str, str, bool]  # from whom, to whom, how, and whether it goes one way


@dataclass(frozen=True, slots=True)
class Node:
    """An actor: IRI, name, class, and in how many of the shown dealings it stands."""

    id: str
    name: str
    type: str
    dealings: int


@dataclass(frozen=True, slots=True)
class Edge:
    """What two actors had to do with each other in one way.

    `type` is the class of the events, `family` the one right below Event; `directed` is false where both do it
    together. `statuses` counts the events by what became of them; days are YYYY-MM-DD, "" without a date.
    """

    source: Node
    target: Node
    type: str
    family: str
    directed: bool
    events: tuple[str, ...]
    statuses: Mapping[str, int]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Network:
    """The edges, the most frequent first, between at most MOST actors; how many there are in all.

    `alone` counts the events that fit and have one party only, or none.
    """

    nodes: list[Node]
    edges: list[Edge]
    actors: int
    dealings: int
    alone: int


@dataclass(slots=True)
class _Dealing:
    """The events of one edge while they are gathered."""

    events: list[str] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    days: list[str] = field(default_factory=list)


def read_network(store: Store, wanted: Asked, classes: Classes, base: str) -> Network | Refusal:
    """The actors of the events that fit; Refusal for a name that is not known or may mean several."""
    try:
        patterns = patterns_of(store, wanted, classes, base)
    except Refused as refused:
        return Refusal(refused.status, refused.detail, tuple(refused.candidates))
    found, alone = _dealings(store, patterns)
    ways = sorted(found, key=lambda way: (-len(found[way].events), way))
    shown = _within(ways, MOST)
    nodes = _nodes(store, shown)
    edges = [_edge(way, found[way], nodes, classes.events) for way in shown if way[0] in nodes and way[1] in nodes]
    actors = {actor for way in ways for actor in way[:2]}
    return Network(sorted(nodes.values(), key=lambda one: (-one.dealings, one.name)), edges, len(actors), len(ways), alone)


def _dealings(store: Store, patterns: str) -> tuple[dict[_Way, _Dealing], int]:
    """What the events that fit are between whom, and how many are between nobody."""
    chosen = f"{{ SELECT DISTINCT ?id WHERE {{ {patterns} }} }}"
    core = {
        one: (type_, status)
        for one, type_, status in tuples(store, f"SELECT ?id ?t ?s WHERE {{ {chosen} ?id a ?t ; kg:status ?s }}")
    }
    agents = _column(store, chosen, "kg:agent")
    recipients = _column(store, chosen, "kg:recipient")
    days = dict(tuples(store, f"SELECT ?id ?d WHERE {{ {chosen} ?id kg:earliest ?d }}"))
    found: dict[_Way, _Dealing] = {}
    alone = 0
    for one, (type_, status) in core.items():
        ways = list(_ways(agents.get(one, ()), recipients.get(one, ()), type_.removeprefix(v.KG)))
        alone += not ways
        for way in ways:
            dealing = found.setdefault(way, _Dealing())
            dealing.events.append(one)
            dealing.statuses[status.removeprefix(v.KG)] += 1
            if one in days:
                dealing.days.append(days[one][:10])
    return found, alone


def _column(store: Store, chosen: str, role: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one, actor in tuples(store, f"SELECT ?id ?a WHERE {{ {chosen} ?id {role} ?a }}"):
        found.setdefault(one, []).append(actor)
    return found


def _ways(agents: Sequence[str], recipients: Sequence[str], type_: str) -> Iterator[_Way]:
    """From each who acts to each acted on; where nobody is acted on ("they met"), between those who act."""
    for agent in agents:
        for recipient in recipients:
            if agent != recipient:
                yield agent, recipient, type_, True
    if not recipients:
        for one, other in combinations(sorted(agents), 2):
            yield one, other, type_, False


def _within(ways: Iterable[_Way], most: int) -> list[_Way]:
    """The first of the ways whose actors are together no more than so many; later ones between those count too."""
    known: set[str] = set()
    shown = []
    for way in ways:
        new = {way[0], way[1]} - known
        if len(known) + len(new) <= most:
            known |= new
            shown.append(way)
    return shown


def _nodes(store: Store, ways: Sequence[_Way]) -> dict[str, Node]:
    count = Counter(actor for way in ways for actor in way[:2])
    text = f"""SELECT ?id ?type (MIN(?n) AS ?name) WHERE {{ {values("id", sorted(count))} ?id a ?type ; rdfs:label ?n }}
      GROUP BY ?id ?type ORDER BY ?id ?type"""
    return {
        one: Node(one, group[0]["name"], group[0]["type"], count[one])
        for one, group in grouped(rows(store, text)).items()
    }


def _edge(way: _Way, dealing: _Dealing, nodes: Mapping[str, Node], ancestors: Ancestors) -> Edge:
    source, target, type_, directed = way
    above = (type_, *ancestors.get(type_, ()))
    return Edge(
        nodes[source],
        nodes[target],
        type_,
        next((one for one in _FAMILIES if one in above), "Event"),
        directed,
        tuple(sorted(dealing.events)),
        dict(sorted(dealing.statuses.items(), key=lambda pair: (-pair[1], pair[0]))),
        min(dealing.days, default=""),
        max(dealing.days, default=""),
    )
