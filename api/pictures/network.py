"""Who dealt with whom, how: the parties of events as nodes, what one did to the other as edges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from api.pictures.parameters import Asked
from api.pictures.timeline import patterns_of
from api.rest.asking import grouped, rows, tuples, values
from api.rest.filters import Ancestors
from api.rest.naming import Refused
from api.rest.reading import Classes, Refusal
from kg.store import Store

MOST: Final = 300  # actors of one picture
MOST_PAIRS: Final = 500
_FEW: Final = 2000  # events whose parties are asked for one by one; of more, whole columns are faster
_FAMILIES: Final = ("Communication", "MilitaryAction", "OfficialAct", "PublicAction")
_Pair = tuple[str, str, bool]  # from whom, to whom, and whether it goes one way


@dataclass(frozen=True, slots=True)
class Node:
    """An actor: IRI, name, class, and on how many of the edges it stands."""

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
    """The edges between at most MOST actors, those with the most events first; `actors` counts all there are.

    `alone` counts the events that fit and have one party only, or none.
    """

    nodes: list[Node]
    edges: list[Edge]
    actors: int
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
        pairs, events = _pairs(store, wanted, classes, base)
    except Refused as refused:
        return Refusal(refused.status, refused.detail, tuple(refused.candidates))
    shown = _within(sorted(pairs, key=lambda pair: (-len(pairs[pair]), pair)), MOST)
    dealings = _dealings(store, {pair: pairs[pair] for pair in shown})
    nodes = _nodes(store, dealings)
    ways = sorted(dealings, key=lambda way: (-len(dealings[way].events), way))
    edges = [_edge(way, dealings[way], nodes, classes.events) for way in ways]
    actors = {actor for pair in pairs for actor in pair[:2]}
    alone = events - len({one for found in pairs.values() for one in found})
    return Network(sorted(nodes.values(), key=lambda one: (-one.dealings, one.name)), edges, len(actors), alone)


def _pairs(store: Store, wanted: Asked, classes: Classes, base: str) -> tuple[dict[_Pair, list[str]], int]:
    """The events that fit by the actors between whom they are, and how many events fit."""
    chosen: set[str] | None = None
    count = int(rows(store, "SELECT (COUNT(DISTINCT ?id) AS ?n) WHERE { ?id kg:status ?is }")[0]["n"])
    if wanted.model_fields_set:
        patterns = patterns_of(store, wanted, classes, base)
        chosen = {one for (one,) in tuples(store, f"SELECT DISTINCT ?id WHERE {{ {patterns} }}")}
        count = len(chosen)
    agents, recipients = _column(store, "kg:agent", chosen), _column(store, "kg:recipient", chosen)
    found: dict[_Pair, list[str]] = {}
    for one, acting in agents.items():
        for pair in _between(acting, recipients.get(one, ())):
            found.setdefault(pair, []).append(one)
    return found, count


def _column(store: Store, role: str, chosen: Collection[str] | None) -> dict[str, list[str]]:
    """Who has a role in which event."""
    few = chosen is not None and len(chosen) <= _FEW
    only = values("id", sorted(chosen)) if few and chosen else ""
    if few and not chosen:
        return {}
    found: dict[str, list[str]] = {}
    for one, actor in tuples(store, f"SELECT ?id ?a WHERE {{ {only} ?id {role} ?a }}"):
        if chosen is None or one in chosen:
            found.setdefault(one, []).append(actor)
    return found


def _between(agents: Sequence[str], recipients: Sequence[str]) -> Iterator[_Pair]:
    """From each who acts to each acted on; where nobody is acted on ("they met"), between those who act."""
    for agent in agents:
        for recipient in recipients:
            if agent != recipient:
                yield agent, recipient, True
    if not recipients:
        for one, other in combinations(sorted(agents), 2):
            yield one, other, False


def _within(pairs: Iterable[_Pair], most: int) -> list[_Pair]:
    """The first of the pairs whose actors are together no more than so many; later ones between those count too."""
    known: set[str] = set()
    shown: list[_Pair] = []
    for pair in pairs:
        if len(shown) == MOST_PAIRS:
            break
        new = {pair[0], pair[1]} - known
        if len(known) + len(new) <= most:
            known |= new
            shown.append(pair)
    return shown


_Way = tuple[str, str, bool, str]  # a pair, and the class of what is between them


def _dealings(store: Store, pairs: Mapping[_Pair, Sequence[str]]) -> dict[_Way, _Dealing]:
    """What is between some pairs, by the classes of the events."""
    ids = sorted({one for events in pairs.values() for one in events})
    known = " ".join(f"<{one}>" for one in ids)  # thousands, and the store's own: they are not checked again
    told = rows(
        store,
        f"""SELECT ?id ?type ?status ?day WHERE {{ VALUES ?id {{ {known} }} ?id a ?type ; kg:status ?status
          OPTIONAL {{ ?id kg:earliest ?day }} }} ORDER BY ?id ?type ?day""",
    )
    core = {row["id"]: row for row in reversed(told)}
    found: dict[_Way, _Dealing] = {}
    for pair, events in pairs.items():
        for one in sorted(set(events) & core.keys()):
            row = core[one]
            dealing = found.setdefault((*pair, row["type"]), _Dealing())
            dealing.events.append(one)
            dealing.statuses[row["status"]] += 1
            if "day" in row:
                dealing.days.append(row["day"][:10])
    return found


def _nodes(store: Store, ways: Iterable[_Way]) -> dict[str, Node]:
    count = Counter(actor for way in ways for actor in way[:2])
    text = f"""SELECT ?id ?type (MIN(?n) AS ?name) WHERE {{ {values("id", sorted(count))} ?id a ?type ; rdfs:label ?n }}
      GROUP BY ?id ?type ORDER BY ?id ?type"""
    return {
        one: Node(one, group[0]["name"], group[0]["type"], count[one])
        for one, group in grouped(rows(store, text)).items()
    }


def _edge(way: _Way, dealing: _Dealing, nodes: Mapping[str, Node], ancestors: Ancestors) -> Edge:
    source, target, directed, type_ = way
    above = (type_, *ancestors.get(type_, ()))
    return Edge(
        nodes[source],
        nodes[target],
        type_,
        next((one for one in _FAMILIES if one in above), "Event"),
        directed,
        tuple(dealing.events),
        dict(sorted(dealing.statuses.items(), key=lambda pair: (-pair[1], pair[0]))),
        min(dealing.days, default=""),
        max(dealing.days, default=""),
    )
