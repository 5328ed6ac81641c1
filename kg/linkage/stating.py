"""The computed linkset of a store, made what was found: what is there already stays untouched.

Links and clusters wait in a table, however many there are. Few new ones are written in a transaction, many are loaded
behind a file that tells them, as `kg build` does with articles.
"""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, Final

import pyoxigraph as ox

from kg import vocabulary as v
from kg.iris import computed_links
from kg.linkage.index import batches, temporary
from kg.linkage.links import Cluster, Link, Sort, linkset
from kg.store import Pending, Store

_KINDS: Final = (v.COMPUTED_LINK, v.EVENT_CLUSTER)
_WRITTEN: Final = 500  # of a transaction
_LOADED: Final = 32_000_000  # bytes of N-Quads that are loaded at once
_TABLES: Final = ("there (iri TEXT)", "found (iri TEXT, told BLOB)")


class Stating:
    """Takes in links and clusters, then states them and no others."""

    def __init__(self, base: sqlite3.Connection, store: Store, pending: Pending, iri_base: str) -> None:
        self._base = base
        self._store = store
        self._pending = pending
        self._iri_base = iri_base
        self._graph = computed_links(iri_base)
        temporary(base, *_TABLES)

    def add(self, found: Iterable[Link | Cluster]) -> int:
        """Take in what is to be stated; how many there are."""
        before = self._count("found")
        rows = ((one.iri(self._iri_base), _packed(one)) for one in found)
        self._base.executemany("INSERT INTO found VALUES (?, ?)", rows)
        return self._count("found") - before

    def compare(self) -> tuple[int, int]:
        """How many that are stated are to go, and how many are to come."""
        stated = ((str(quad.subject.value),) for kind in _KINDS for quad in self._of_kind(kind))  # type: ignore[union-attr]
        self._base.executemany("INSERT INTO there VALUES (?)", stated)
        ways = ("there EXCEPT SELECT iri FROM found", "found EXCEPT SELECT iri FROM there")
        for name, way in zip(("gone", "come"), ways, strict=True):
            temporary(self._base, f"{name} (iri TEXT PRIMARY KEY) WITHOUT ROWID")
            self._base.execute(f"INSERT INTO {name} SELECT iri FROM {way} ORDER BY 1")
        return self._count("gone"), self._count("come")

    def write(self) -> None:
        """Take out what is to go, then put in what is to come."""
        for some in batches(self._base.execute("SELECT iri FROM gone ORDER BY iri"), _WRITTEN):
            triples = [t for (iri,) in some for t in self._store.link_triples(iri, self._graph)]
            self._store.relate(self._graph, triples, [])
        coming = self._base.execute("SELECT told FROM found WHERE iri IN (SELECT iri FROM come)")
        triples_of = (_unpacked(told).triples(self._iri_base) for (told,) in coming)
        if self._count("come") <= _WRITTEN:
            into = [triple for triples in triples_of for triple in triples]
            self._store.relate(self._graph, [], [linkset(self._graph), *into] if into else [])
            return
        for nquads in _chunks(triples_of, self._graph):
            self._pending.load(self._store, nquads)

    def _count(self, table: str) -> int:
        return int(self._base.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])

    def _of_kind(self, kind: str) -> Iterator[ox.Quad]:
        pattern = (None, ox.NamedNode(v.TYPE), ox.NamedNode(kind), ox.NamedNode(self._graph))
        return self._store.patterns.quads_for_pattern(*pattern)


def _chunks(found: Iterable[list[ox.Triple]], graph: str) -> Iterator[bytes]:
    """N-Quads of triples, each in the linkset and in the default graph, so many bytes at a time."""
    lines: list[str] = []
    size = 0
    for triples in chain([[linkset(graph)]], found):
        for triple in triples:
            text = str(triple)
            lines.append(f"{text} <{graph}> .\n{text} .\n")
            size += len(lines[-1])
        if size >= _LOADED:
            yield "".join(lines).encode()
            lines, size = [], 0
    if lines:
        yield "".join(lines).encode()


def _packed(one: Link | Cluster) -> bytes:
    told: tuple[Any, ...]
    if isinstance(one, Link):
        told = (one.sort.value, one.one, one.other, one.score, one.reasons, one.documents)
    else:
        told = (one.label, one.members, one.documents, one.origins)
    return marshal.dumps(told)


def _unpacked(held: bytes) -> Link | Cluster:
    """A link or cluster out of a temporary table of this run."""
    told = marshal.loads(held)
    return Cluster(*told) if len(told) == 4 else Link(Sort(told[0]), *told[1:])
