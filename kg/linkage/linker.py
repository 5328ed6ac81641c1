"""Links across a whole store: copies, then actors, then events, then who reports each from where.

What an article holds is read out of the store once and kept in the index; all links are then computed from the index,
in time that grows with the number of articles: only what meets in a block is compared, and there only with its
neighbours. What people decided comes first. The result depends on the articles and the decisions, not on earlier runs.
"""

from __future__ import annotations

import pickle
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b, sha256
from itertools import islice
from typing import Any, Final, TypeVar

import pyoxigraph as ox

from kg import vocabulary as v
from kg.iris import computed_links
from kg.linkage.actors import ActorLinker
from kg.linkage.clusters import Clusters
from kg.linkage.copies import neighbours, resemblance
from kg.linkage.decisions import decisions
from kg.linkage.events import EventView, Moment, block_keys, may_be_one, similarity, views
from kg.linkage.facts import article_facts
from kg.linkage.index import Index
from kg.linkage.links import Cluster, Decision, Link, Sort, linkset
from kg.linkage.origins import cluster_of
from kg.ontology import event_ancestors
from kg.store import Store

_ASKED: Final = 200  # articles whose marks are asked for at once
_TAKEN: Final = 100  # articles that the index takes at once
_WRITTEN: Final = 500  # links of a transaction
_MOST: Final = 12  # events of a block that each is compared with
_APART: Final = 15  # days between two of them, at most
_STATED: Final = 8  # links of a node that are stated beside those that hold its cluster together


@dataclass(slots=True)
class Outcome:
    """What a run did: articles that were looked at, links there are by sort, clusters, links that came and went."""

    looked_at: int = 0
    actors: int = 0
    events: int = 0
    texts: int = 0
    clusters: int = 0
    added: int = 0
    removed: int = 0


class Linker:
    """Links the articles of a store; `told` hears how many articles were looked at, and of how many."""

    def __init__(
        self, store: Store, index: Index, base: str, told: Callable[[int, int], None] = lambda done, of: None
    ) -> None:
        self._store = store
        self._index = index
        self._base = base
        self._told = told
        self._moments: list[Moment] = []  # of the events, by their number in the tables of the run
        self.outcome = Outcome()

    def run(self) -> Outcome:
        """Bring the index and then the computed links up to date; may be ended at any moment and begun again."""
        self._look()
        decided = list(decisions(self._store, self._base))
        texts, copies = self._texts(decided)
        actors, people = self._actors(decided)
        events, clusters = self._events(decided, people, copies)
        self._write([*texts, *actors, *events], clusters)
        self.outcome.texts, self.outcome.actors, self.outcome.events = len(texts), len(actors), len(events)
        self.outcome.clusters = len(clusters)
        return self.outcome

    # ------------------------------------------------------------------ the index

    def _look(self) -> None:
        """Take new and changed articles into the index, and those out that are gone."""
        known = self._index.marks()
        articles = [iri for iri, _ in self._store.articles()]
        self._index.forget(set(known).difference(articles))
        wanted = []
        for some in _batches(articles, _ASKED):
            wanted += [(iri, mark) for iri, mark in self._marks(some).items() if known.get(iri) != mark]
        for changed in _batches(wanted, _TAKEN):
            self._index.put((article_facts(iri, self._store.article_quads(iri)), mark) for iri, mark in changed)
            self.outcome.looked_at += len(changed)
            self._told(self.outcome.looked_at, len(wanted))

    def _marks(self, articles: list[str]) -> dict[str, str]:
        """What tells whether an article is the one that was looked at: what its node says, and who is split in it."""
        values = " ".join(f"<{iri}>" for iri in articles)
        said: dict[str, list[str]] = defaultdict(list)
        said_of = "{ ?a ?p ?o } UNION { ?p kg:splitIn ?a }"
        for row in self._store.query(f"SELECT ?a ?p ?o WHERE {{ VALUES ?a {{ {values} }} {said_of} }}"):
            if row["p"].value not in v.SAMENESS:
                said[row["a"].value].append(f"{row['p']} {row['o']}")
        return {iri: sha256("\n".join(sorted(lines)).encode()).hexdigest()[:32] for iri, lines in said.items()}

    # ------------------------------------------------------------------ texts and actors

    def _texts(self, decided: list[Decision]) -> tuple[list[Link], Clusters]:
        clusters = _decided(decided, Sort.TEXT)
        told: set[tuple[str, str]] = set()
        found = []
        for group in self._index.near_texts():
            for pair in neighbours(group, _MOST):
                if pair not in told:
                    told.add(pair)
                    how = resemblance(self._index.print(pair[0]), self._index.print(pair[1]))
                    if how is not None:
                        found.append(Link(Sort.TEXT, *pair, how[0], (how[1],), pair))
        return _joined(found, clusters, _pairs(decided)), clusters

    def _actors(self, decided: list[Decision]) -> tuple[list[Link], Clusters]:
        clusters = _decided(decided, Sort.ACTOR)
        linker = ActorLinker()
        for article in self._index.articles():
            linker.take(article)
        return _joined(list(linker.links()), clusters, _pairs(decided)), clusters

    # ------------------------------------------------------------------ events

    def _events(self, decided: list[Decision], people: Clusters, copies: Clusters) -> tuple[list[Link], list[Cluster]]:
        self._block(people, copies)
        clusters = _decided(decided, Sort.EVENT)
        article_of: dict[str, str] = {}
        found = []
        for one, other in self._candidates():
            copied = copies.of(one.article) == copies.of(other.article)
            how = similarity(one, other, copies=copied)
            if how is not None:
                pair = sorted((one, other), key=lambda event: event.iri)
                article_of.update((event.iri, event.article) for event in pair)
                documents = tuple(event.article for event in pair)
                found.append(Link(Sort.EVENT, pair[0].iri, pair[1].iri, *how, documents))
        links = _joined(found, clusters, _pairs(decided), article_of)
        heads = self._index.heads()
        counted = [
            cluster_of([self._view(iri) for iri in members], heads, copies.of, people.of)
            for members in clusters.several()
            if all(self._is_there(iri) for iri in members)
        ]
        return links, sorted(counted, key=lambda cluster: cluster.members)

    def _block(self, people: Clusters, copies: Clusters) -> None:
        """Put all events into blocks, in tables that go with the run: what is compared need not fit into memory."""
        base, ancestors = self._index.base, event_ancestors()
        with self._index.told():
            base.execute("DROP TABLE IF EXISTS temp.event")
            base.execute("DROP TABLE IF EXISTS temp.block")
            base.execute("CREATE TEMP TABLE event (id INTEGER PRIMARY KEY, iri TEXT UNIQUE, held BLOB)")
            base.execute(
                "CREATE TEMP TABLE block (key INTEGER, day INTEGER, event INTEGER, PRIMARY KEY (key, day, event))"
                " WITHOUT ROWID"
            )
            base.execute("BEGIN")
            self._moments = []
            for article in self._index.articles():
                original = copies.of(article.iri)
                for event in views(article, people.name, ancestors):
                    number = len(self._moments)
                    self._moments.append(Moment(article.iri, original, event.start, event.end, event.published))
                    held = pickle.dumps(event, pickle.HIGHEST_PROTOCOL)
                    base.execute("INSERT INTO event VALUES (?, ?, ?)", (number, event.iri, held))
                    text = copies.name(article.iri)
                    keys = {*block_keys(event), *([(event.type, text)] if text != article.iri else [])}
                    rows = [(_hashed(key), event.when, number) for key in keys]
                    base.executemany("INSERT OR IGNORE INTO block VALUES (?, ?, ?)", rows)
            base.execute("COMMIT")

    def _candidates(self) -> Iterator[tuple[EventView, EventView]]:
        """Pairs of events that share a block and are near in it, each once and of two articles."""
        told: set[tuple[int, int]] = set()
        for block in self._blocks():
            events: dict[int, EventView] = {}
            for k, (day, event) in enumerate(block):
                for earlier, other in block[max(0, k - _MOST) : k]:
                    pair = (min(event, other), max(event, other))
                    if day - earlier > _APART or not may_be_one(self._moments[event], self._moments[other]):
                        continue
                    if pair not in told:
                        told.add(pair)
                        one, two = (events.get(n) or events.setdefault(n, self._numbered(n)) for n in pair)
                        yield one, two

    def _blocks(self) -> Iterator[list[tuple[int, int]]]:
        """The blocks of two events and more: day and number of each, by day."""
        rows = self._index.base.execute("SELECT key, day, event FROM block ORDER BY key, day, event")
        key: int | None = None
        block: list[tuple[int, int]] = []
        for found, day, event in rows:
            if found != key:
                if len(block) > 1:
                    yield block
                key, block = found, []
            block.append((day, event))
        if len(block) > 1:
            yield block

    def _numbered(self, number: int) -> EventView:
        (held,) = self._index.base.execute("SELECT held FROM event WHERE id = ?", (number,)).fetchone()
        return _unpickled(held)

    def _view(self, iri: str) -> EventView:
        (held,) = self._index.base.execute("SELECT held FROM event WHERE iri = ?", (iri,)).fetchone()
        return _unpickled(held)

    def _is_there(self, iri: str) -> bool:
        return self._index.base.execute("SELECT 1 FROM event WHERE iri = ?", (iri,)).fetchone() is not None

    # ------------------------------------------------------------------ statements

    def _write(self, links: list[Link], clusters: list[Cluster]) -> None:
        """Make the computed linkset what was found: what is there already stays untouched."""
        graph = computed_links(self._base)
        wanted: dict[str, Link | Cluster] = {link.iri(self._base): link for link in links}
        wanted.update((cluster.iri(self._base), cluster) for cluster in clusters)
        there = {str(q.subject).strip("<>") for kind in _KINDS for q in self._of_kind(kind, graph)}
        gone, come = sorted(there.difference(wanted)), sorted(set(wanted).difference(there))
        self.outcome.removed, self.outcome.added = len(gone), len(come)
        for some in _batches(gone, _WRITTEN):
            self._store.relate(graph, [t for iri in some for t in self._store.link_triples(iri, graph)], [])
        for some in _batches(come, _WRITTEN):
            into = [t for iri in some for t in wanted[iri].triples(self._base)]
            self._store.relate(graph, [], [linkset(graph), *into])

    def _of_kind(self, kind: str, graph: str) -> Iterator[ox.Quad]:
        pattern = (None, ox.NamedNode(v.TYPE), ox.NamedNode(kind), ox.NamedNode(graph))
        return self._store.patterns.quads_for_pattern(*pattern)


_T = TypeVar("_T")
_KINDS: Final = (v.COMPUTED_LINK, v.EVENT_CLUSTER)


def _decided(decided: Iterable[Decision], sort: Sort) -> Clusters:
    """Clusters in which what people decided holds already."""
    chosen = sorted((d for d in decided if d.sort is sort), key=lambda d: d.pair)
    clusters = Clusters(d.pair for d in chosen if not d.same)
    for decision in chosen:
        if decision.same:
            clusters.join(*decision.pair)
    return clusters


def _pairs(decided: list[Decision]) -> set[tuple[str, str]]:
    return {decision.pair for decision in decided}


def _joined(
    links: list[Link], clusters: Clusters, told: set[tuple[str, str]], groups: dict[str, str] | None = None
) -> list[Link]:
    """The links that go together, the best first, one for each pair of which nothing is told yet.

    Where very many nodes are one, not every two of them have a link: what is stated grows with their number.
    """
    kept = []
    stated: Counter[str] = Counter()
    for link in sorted(links, key=lambda one: (-one.score, one.pair, one.reasons)):
        if link.pair in told:
            continue
        told.add(link.pair)
        group = (groups[link.one], groups[link.other]) if groups is not None else None
        enough = max(stated[link.one], stated[link.other]) >= _STATED
        if enough and clusters.of(link.one) == clusters.of(link.other):
            continue
        if clusters.join(link.one, link.other, group):
            kept.append(link)
            stated.update(link.pair)
    return kept


def _hashed(key: tuple[str, ...]) -> int:
    return int.from_bytes(blake2b("\x1f".join(key).encode(), digest_size=8).digest(), "big") >> 1


def _unpickled(held: bytes) -> EventView:
    """An event out of a temporary table of this run."""
    found: Any = pickle.loads(held)
    assert isinstance(found, EventView)
    return found


def _batches(items: list[_T], size: int) -> Iterator[list[_T]]:
    source = iter(items)
    while some := list(islice(source, size)):
        yield some
