"""Changes of a graph on a SPARQL server: one request where it takes a request as one transaction, else in safe steps.

The steps: the digest of the article's text goes first and comes last, so that an article that was cut off counts as not
read and is read again; and what leads to other quads (the sentences) goes last and comes first, so that all of
it is found again.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from kg import vocabulary as v
from kg.store.connection import Connection
from kg.store.formats import FORMAT

MARKS: Final = "urn:communique:store"
_DEFAULT = ox.DefaultGraph()
_ONCE: Final = 50_000  # quads of a request
_STEP: Final = 1_000  # quads of a request that its server compiles as one statement
_LEADING: Final = {v.IN_DOCUMENT, v.IN_SENTENCE, v.IDENTIFIER}


class Updates:
    """Writes to a server; `stepwise` for one whose requests are no transactions and must be short."""

    def __init__(self, connection: Connection, named_default: str | None, *, stepwise: bool) -> None:
        self._connection = connection
        self._default = f"<{named_default}>" if named_default else None
        self._stepwise = stepwise

    def change(self, article: str, out: set[ox.Quad], into: set[ox.Quad]) -> None:
        """Take quads of an article out and put others in."""
        if not self._stepwise and len(out) + len(into) <= _ONCE:
            parts = [self._data("DELETE DATA", sorted(out, key=str)), self._data("INSERT DATA", sorted(into, key=str))]
            self._connection.update(" ;\n".join([*filter(None, parts), marks()]))
            return
        self._steps(article, out, into)

    def load(self, nquads: bytes) -> None:
        """Add quads; what an end in the middle leaves must be loaded again."""
        if self._default is not None or not self._connection.post_quads(nquads):
            quads = list(ox.parse(nquads, format=ox.RdfFormat.N_QUADS))
            self._insert(sorted(quads, key=_order))
        self._connection.update(marks())

    def _steps(self, article: str, out: set[ox.Quad], into: set[ox.Quad]) -> None:
        node, name = ox.NamedNode(article), ox.NamedNode(v.TEXT_DIGEST)
        digests = [q for q in into if q.subject == node and q.predicate == name]
        kept = f"{node} {name} ?digest"
        where = f"GRAPH {self._default} {{ {kept} }}" if self._default else kept
        held = [] if digests else [quad for quad in self._digests(article) if quad not in out]
        self._connection.update(f"DELETE WHERE {{ {where} }}")
        for some in _batches(sorted(out, key=_order, reverse=True), self._step):
            self._connection.update(self._data("DELETE DATA", some))
        self._insert(sorted(into.difference(digests), key=_order))
        if digests or held:
            self._connection.update(self._data("INSERT DATA", digests or held))
        self._connection.update(marks())

    def _digests(self, article: str) -> list[ox.Quad]:
        """The digest that an article has and keeps."""
        node, name = ox.NamedNode(article), ox.NamedNode(v.TEXT_DIGEST)
        graphs = {"default-graph-uri": [self._default.strip("<>")]} if self._default else {}
        rows = self._connection.rows(f"SELECT ?digest WHERE {{ {node} {name} ?digest }}", graphs)
        return [ox.Quad(node, name, row[0], _DEFAULT) for row in rows]  # type: ignore[union-attr]

    def _insert(self, quads: list[ox.Quad]) -> None:
        for some in _batches(quads, self._step):
            self._connection.update(self._data("INSERT DATA", some))

    @property
    def _step(self) -> int:
        return _STEP if self._stepwise else _ONCE

    def _data(self, operation: str, quads: Iterable[ox.Quad]) -> str:
        """An update of ground quads, graph by graph; empty where there are none."""
        graphs: dict[str | None, list[str]] = {}
        for quad in quads:
            name = self._default if quad.graph_name == _DEFAULT else str(quad.graph_name)
            graphs.setdefault(name, []).append(f"{quad.subject} {quad.predicate} {quad.object} .")
        if not graphs:
            return ""
        parts = []
        for name, lines in graphs.items():
            triples = "\n".join(lines)
            parts.append(triples if name is None else f"GRAPH {name} {{\n{triples}\n}}")
        return f"{operation} {{\n" + "\n".join(parts) + "\n}"


def marks() -> str:
    """The update that notes a change, and of which format the store is."""
    return (
        f"DELETE WHERE {{ GRAPH <{MARKS}> {{ <{MARKS}> <{MARKS}:revision> ?old }} }} ;\n"
        f"INSERT DATA {{ GRAPH <{MARKS}> {{ <{MARKS}> <{MARKS}:format> {FORMAT} ;"
        f' <{MARKS}:revision> "{uuid.uuid4()}" }} }}'
    )


def _order(quad: ox.Quad) -> tuple[int, str]:
    """First what leads to other quads, then named graphs, then the default graph."""
    rank = 0 if quad.predicate.value in _LEADING else 2 if quad.graph_name == _DEFAULT else 1
    return rank, str(quad)


def _batches(quads: list[ox.Quad], size: int) -> Iterator[list[ox.Quad]]:
    for start in range(0, len(quads), size):
        yield quads[start : start + size]
