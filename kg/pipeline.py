"""The path of an article: read, resolve, state. One pipeline holds one model and reads any number of articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Quad

from kg.authority import Authority
from kg.linking import listed_holders, resolve
from kg.model import Document, Resolution
from kg.reading import Reader
from kg.statements import article_quads, article_record
from kg.vocabulary import DEFAULT_BASE


@dataclass(frozen=True, slots=True)
class Graph:
    """An article's graph: all its quads, each once, and what the reader had to leave open."""

    document: Document
    quads: tuple[Quad, ...]
    warnings: tuple[str, ...] = ()


class Pipeline:
    """Reads articles into graphs.

    `base` is the IRI under which their nodes stand, `model` a spaCy model's name, `authority` what is known of actors
    beforehand; `holders` says whether the list of office holders that comes with the program is known too.
    """

    def __init__(
        self,
        base: str = DEFAULT_BASE,
        model: str | None = None,
        authority: Authority | None = None,
        holders: bool = True,
    ) -> None:
        self.base = base
        self.holders = listed_holders() if holders else None
        self.authority = authority or Authority()
        self.reader = Reader(model, authority, self.holders.persons if self.holders else frozenset())

    def resolutions(self, documents: Iterable[Document]) -> Iterator[Resolution]:
        """The resolved readings of documents, in their order."""
        for reading in self.reader.read(documents):
            yield resolve(reading, self.reader.types, self.authority, self.holders)

    def graphs(self, documents: Iterable[Document]) -> Iterator[Graph]:
        """The graphs of documents, in their order."""
        for resolution in self.resolutions(documents):
            reading = resolution.reading
            yield Graph(reading.document, article_quads(resolution, self.base), reading.warnings)


def record_of(graph: Graph) -> dict[str, Any]:
    """The JSON record of an article, read back out of its quads."""
    return article_record(graph.quads)
