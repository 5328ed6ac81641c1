"""What a store needs of whatever holds its quads: an embedded dataset or a server elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any, Protocol

import pyoxigraph as ox

from kg.store.dump import DumpFormat


class Patterns(Protocol):
    """Quads by pattern: None stands for anything; of a graph, for the default graph and all named ones."""

    def quads_for_pattern(
        self,
        subject: Any,
        predicate: Any,
        object: Any,
        graph_name: Any = None,
        /,
    ) -> Iterator[ox.Quad]:
        """The quads that fit."""

    def __contains__(self, quad: ox.Quad, /) -> bool: ...


class Engine(Protocol):
    """Holds quads, with an article as the unit of change."""

    @property
    def patterns(self) -> Patterns:
        """Its quads by pattern."""

    def __len__(self) -> int: ...

    def query(self, text: str, **options: Any) -> Any:
        """Answer a query that was screened."""

    def quads(self) -> Iterator[ox.Quad]:
        """All quads."""

    def articles(self) -> Iterator[tuple[str, str]]:
        """IRI and id of each article, in any order."""

    def own(self, article: str) -> set[ox.Quad]:
        """An article's quads, shared triples of the default graph included."""

    def unshared(self, article: str) -> set[ox.Quad]:
        """An article's quads without the triples of the default graph that another article supports as well."""

    def missing(self, quads: set[ox.Quad]) -> set[ox.Quad]:
        """Those of some quads that are not there."""

    def change(self, article: str, out: set[ox.Quad], into: set[ox.Quad]) -> None:
        """Take quads of an article out and put others in."""

    def load(self, nquads: bytes) -> None:
        """Add quads fast, without a transaction."""

    def tidy(self) -> None:
        """Put what was loaded in order, so that questions read less of it."""

    def size(self) -> int | None:
        """Bytes that it takes on disk; None where that is not known here."""

    def dump(self, form: DumpFormat, output: IO[bytes], most_sorted: int) -> None:
        """Write everything in a format, sorted where there are at most so many quads."""
