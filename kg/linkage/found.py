"""The links of one sort that were found, on disk, until it is settled which of them go together.

However many there are, what stands in memory is the clusters: some bytes for each node that a link touches.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from kg.linkage.clusters import Clusters
from kg.linkage.index import temporary
from kg.linkage.links import Decision, Link, Sort

Key = str | int
_STATED: Final = 8  # links of a node that are stated beside those that hold its cluster together
_BETWEEN: Final = "\x1f"  # two reasons, two documents
_REMEMBERED: Final = 50_000  # names of nodes
_TABLES: Final = (
    "link (one TEXT, other TEXT, first, second, score REAL, reasons TEXT, documents TEXT)",
    "decided (key UNIQUE)",
    "node (id INTEGER PRIMARY KEY, key UNIQUE)",
)
_BEST: Final = """
ON CONFLICT (one, other) DO UPDATE
  SET score = excluded.score, reasons = excluded.reasons, documents = excluded.documents
  WHERE excluded.score > score OR (excluded.score = score AND excluded.reasons < reasons)
"""
_JOINED: Final = """
SELECT a.id, b.id, one, other, score, reasons, documents FROM link
  JOIN node AS a ON a.key = link.first JOIN node AS b ON b.key = link.second
  ORDER BY score DESC, one, other, reasons
"""


class Links:
    """The links of one sort; one run at a time has a table for them.

    Nodes have keys: their IRIs, or numbers where those are given. The order of keys decides which of two clusters of
    one size gives its name to both. With `best`, of several links of one pair the best counts; without it there must
    not be any.
    """

    def __init__(
        self,
        base: sqlite3.Connection,
        sort: Sort,
        decided: Iterable[Decision],
        *,
        best: bool = False,
        numbers: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        self._base = base
        self._sort = sort
        self._numbers = numbers
        self._told = {decision.pair for decision in decided}
        self._decided = sorted((d for d in decided if d.sort is sort), key=lambda one: one.pair)
        temporary(base, *_TABLES)
        if best:
            base.execute("CREATE UNIQUE INDEX temp.link_of ON link (one, other)")
        self._insert = f"INSERT INTO link VALUES (?, ?, ?, ?, ?, ?, ?) {_BEST if best else ''}"
        self.clusters = Clusters(0)

    def add(self, links: Iterable[Link]) -> None:
        """Take in links of nodes that have no numbers."""
        self.add_numbered((link, link.pair) for link in links)

    def add_numbered(self, links: Iterable[tuple[Link, tuple[Key, Key]]]) -> None:
        """Take in links with the keys of their nodes."""
        rows = (
            (*link.pair, *keys, link.score, _BETWEEN.join(link.reasons), _BETWEEN.join(link.documents))
            for link, keys in links
        )
        self._base.executemany(self._insert, rows)

    # ------------------------------------------------------------------ what goes together

    def joined(self, groups: str | None = None) -> Iterator[Link]:
        """The links that go together, the best first, one for each pair of which nobody decided.

        Where very many nodes are one, not every two of them have a link: what is stated grows with their number.
        `groups` is a query that gives the group of each node by its key, in the order of their numbers.
        """
        self._number(groups)
        clusters = self.clusters
        stated = bytearray(self._count)
        for first, second, one, other, score, reasons, documents in self._base.execute(_JOINED):
            if (one, other) in self._told:
                continue
            if max(stated[first], stated[second]) >= _STATED and clusters.of(first) == clusters.of(second):
                continue
            if clusters.join(first, second):
                for node in (first, second):
                    stated[node] = min(255, stated[node] + 1)
                yield Link(self._sort, one, other, score, _parts(reasons), _parts(documents))

    def _number(self, groups: str | None) -> None:
        """Number the nodes in the order of their keys, and let what people decided hold before all else."""
        keys = {(self._key(iri),) for decision in self._decided for iri in decision.pair}
        self._base.executemany("INSERT OR IGNORE INTO decided VALUES (?)", keys)
        self._base.execute(
            "INSERT INTO node (key) SELECT first FROM link UNION SELECT second FROM link UNION SELECT key FROM decided"
            " ORDER BY 1"
        )
        (last,) = self._base.execute("SELECT MAX(id) FROM node").fetchone()
        self._count = (last or 0) + 1  # numbers begin with one
        held = None
        if groups is not None:
            held = array("i", [-1])
            held.extend(-1 if group is None else group for (group,) in self._base.execute(groups))
        pairs = [(self._node(decision.one), self._node(decision.other)) for decision in self._decided]
        apart = [pair for pair, decision in zip(pairs, self._decided, strict=True) if not decision.same]
        self.clusters = Clusters(self._count, apart, held)
        for pair, decision in zip(pairs, self._decided, strict=True):
            if decision.same:
                self.clusters.join(*pair, decided=True)

    def _key(self, iri: str) -> Key:
        return self._numbers.get(iri, iri)

    def _node(self, iri: str) -> int:
        (found,) = self._base.execute("SELECT id FROM node WHERE key = ?", (self._key(iri),)).fetchone()
        return int(found)

    def keys(self, nodes: Sequence[int]) -> list[Key]:
        """The keys of some nodes by their numbers."""
        return [self._base.execute("SELECT key FROM node WHERE id = ?", (n,)).fetchone()[0] for n in nodes]

    def names(self) -> Names:
        """What the nodes are called now that links made some of them one."""
        return Names(self._base, self._sort, self.clusters)


class Names:
    """What the nodes of one sort are called: those of a cluster alike, and no other node; one alone by its own IRI."""

    def __init__(self, base: sqlite3.Connection, sort: Sort, clusters: Clusters) -> None:
        table = f"called_{sort.name.lower()}"
        self._ask = f"SELECT name FROM temp.{table} WHERE iri = ?"
        self._base = base
        temporary(
            base, f"{table} (iri TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID", "member (node INTEGER, root INTEGER)"
        )
        base.executemany("INSERT INTO member VALUES (?, ?)", clusters.joined())
        base.execute(
            f"INSERT INTO {table} SELECT a.key, 'cluster ' || b.key FROM member"
            " JOIN node AS a ON a.id = member.node JOIN node AS b ON b.id = member.root ORDER BY 1"
        )
        self.of = lru_cache(maxsize=_REMEMBERED)(self._of)

    def _of(self, iri: str) -> str:
        found = self._base.execute(self._ask, (iri,)).fetchone()
        return iri if found is None else str(found[0])


def _parts(text: str) -> tuple[str, ...]:
    return tuple(text.split(_BETWEEN)) if text else ()
