"""What the SPARQL editor needs to know: the ontology's terms, prefixes, and a named question filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from kg.errors import QueryError
from kg.ontology import Kind, terms
from kg.queries import Library, NamedQuery
from kg.vocabulary import PREFIXES

_OPENING: Final = """PREFIX kg: <https://w3id.org/communique/onto#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?event ?label ?status ?date WHERE {
  ?event a kg:PhoneCall ;
         rdfs:label ?label ;
         kg:status ?status .
  OPTIONAL { ?event kg:edtf ?date }
}
ORDER BY ?date
LIMIT 100
"""
_PROPERTIES: Final = {Kind.OBJECT_PROPERTY, Kind.DATATYPE_PROPERTY}
_NOT_PARAMETERS: Final = {"question", "query"}


@dataclass(frozen=True, slots=True)
class Page:
    """The editor as it opens: its query, the questions by theme, the one that is chosen with the values of its form.

    `asked` tells whether the address brought a query that is to be run at once; `fault` says why a question could not
    be filled in. `known` is what the script completes with.
    """

    query: str
    themes: dict[str, list[NamedQuery]]
    known: dict[str, Any]
    asked: bool = False
    question: NamedQuery | None = None
    values: dict[str, str] = field(default_factory=dict)
    fault: str | None = None


def read_page(library: Library, given: Mapping[str, str], base: str) -> Page:
    """The editor with the query of the address, or with a named question that its parameters fill in.

    A parameter that is not given has its example's value, or its default.
    """
    themes: dict[str, list[NamedQuery]] = {}
    for one in sorted(library.queries.values(), key=lambda one: (one.theme, one.name)):
        themes.setdefault(one.theme, []).append(one)
    known = {"base": base, "prefixes": PREFIXES, **_terms()}
    if "question" not in given:
        return Page(given.get("query", _OPENING), themes, known, "query" in given)
    try:
        question = library.get(given["question"])
    except QueryError as error:
        return Page(_OPENING, themes, known, fault=str(error))
    values = {name: value for name, value in given.items() if name not in _NOT_PARAMETERS}
    offered = {p.name: str(p.default if p.example is None else p.example) for p in question.parameters
               if p.default is not None or p.example is not None}  # fmt: skip
    filled = values or offered
    try:
        return Page(question.bound(filled), themes, known, True, question, filled)
    except QueryError as error:
        return Page(question.text, themes, known, False, question, filled, str(error))


@cache
def _terms() -> dict[str, list[str]]:
    """IRIs of the ontology's classes, properties and codes."""
    found = terms()
    return {
        "classes": [term.iri for term in found if term.kind is Kind.CLASS],
        "properties": [term.iri for term in found if term.kind in _PROPERTIES],
        "codes": [term.iri for term in found if term.kind is Kind.CODE],
    }
