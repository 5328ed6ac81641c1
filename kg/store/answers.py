"""Answers in the formats that users ask for: SPARQL results, graphs, and plain rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

import pyoxigraph as ox

from kg import vocabulary as v
from kg.errors import QueryError
from kg.store.cutting import GRAPHS, RESULTS, Written, write_bounded

ANSWER_FORMATS = (*RESULTS, *GRAPHS)
_SHORT = {iri: name for name, iri in v.PREFIXES.items()}


class Queryable(Protocol):
    """What questions are put to: the store."""

    def query(self, text: str, **options: Any) -> Any:
        """Run a query."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one query: rows, a truth, or a graph."""

    result: Any

    @property
    def kind(self) -> str:
        """ "rows", "truth" or "graph"."""
        if isinstance(self.result, ox.QuerySolutions):
            return "rows"
        return "truth" if isinstance(self.result, ox.QueryBoolean) else "graph"

    def serialize(self, name: str) -> bytes:
        """The answer in a format; QueryError where the format does not fit the kind of answer."""
        formats = GRAPHS if self.kind == "graph" else RESULTS
        if name not in formats:
            fitting = ", ".join(formats)
            raise QueryError(f"the answer ({self.kind}) cannot be written as {name!r}; there are {fitting}")
        if self.kind == "graph" and name in {"turtle", "rdfxml", "trig"}:
            return ox.serialize(self.result, format=GRAPHS[name], prefixes=v.PREFIXES) or b""
        return self.result.serialize(format=formats[name]) or b""

    def bounded(self, name: str, rows: int, size: int) -> Written:
        """The answer in a format, cut behind so many rows or triples, or about so many bytes; QueryError as above."""
        return write_bounded(self.result, name, rows, size)

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Column names and rows of short text: known prefixes shortened, literals plain."""
        if self.kind == "truth":
            return ["answer"], [["yes" if self.result else "no"]]
        if self.kind == "graph":
            return ["subject", "predicate", "object"], [
                [short(t.subject), short(t.predicate), short(t.object)] for t in self.result
            ]
        names = [variable.value for variable in self.result.variables]
        return names, [[short(row[name]) for name in names] for row in self.result]


def short(term: Any) -> str:
    """A term for people: `kg:PhoneCall`, the words of a literal, "" for nothing."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        for iri, name in _SHORT.items():
            if term.value.startswith(iri) and "/" not in term.value[len(iri) :]:
                return f"{name}:{term.value[len(iri) :]}"
        return str(term.value)
    return str(term.value)


def answer(
    store: Queryable,
    text: str,
    *,
    default_graphs: Iterable[str] = (),
    named_graphs: Iterable[str] = (),
    **options: Any,
) -> Answer:
    """Put a question to the store; graphs given by IRI take the place of its dataset (SPARQL 1.1 Protocol, 2.1.4).

    More options are those of the store's `query`. Raises QueryError for a malformed query or
    an IRI that is none.
    """
    default, named = _graphs(default_graphs), _graphs(named_graphs)
    if default or named:
        return Answer(store.query(text, default_graph=default, named_graphs=named, **options))
    return Answer(store.query(text, **options))


def _graphs(iris: Iterable[str]) -> list[ox.NamedNode]:
    found = []
    for iri in iris:
        try:
            found.append(ox.NamedNode(iri))
        except ValueError as error:
            raise QueryError(f"the IRI of a graph is none: {iri!r} ({error})") from error
    return found
