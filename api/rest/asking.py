"""Putting small queries to a store: values bound as RDF terms, rows as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg import vocabulary as v
from kg.queries import Parameter
from kg.store import Store

Row = dict[str, str]


def rows(store: Store, text: str) -> list[Row]:
    """The rows of a query as text; unbound variables are left out, terms of the ontology lose their namespace."""
    result = store.query(text)
    names = [variable.value for variable in result.variables]
    return [{name: row[name].value.removeprefix(v.KG) for name in names if row[name] is not None} for row in result]


def tuples(store: Store, text: str) -> list[tuple[str, ...]]:
    """The rows of a query whose variables are all bound, as texts: for many rows."""
    return [tuple(term.value for term in row) for row in store.query(text)]


def literal(text: str) -> str:
    """A string as SPARQL writes it, with everything that could end it escaped."""
    return Parameter("text", "string").term(text, "text").sparql


def iri(text: str, place: str = "iri") -> str:
    """An IRI as SPARQL writes it; QueryError (with `place`) for text that is none."""
    return Parameter(place, "iri").term(text, place).sparql


def terms(names: Iterable[str]) -> str:
    """Names of the ontology as SPARQL terms, with blanks between them."""
    return " ".join(iri(v.term(name)) for name in names)


def values(name: str, iris: Iterable[str]) -> str:
    """A VALUES block that binds a variable to IRIs."""
    return f"VALUES ?{name} {{ {' '.join(iri(one) for one in iris)} }}"


def grouped(found: Iterable[Row], key: str = "id") -> dict[str, list[Row]]:
    """Rows by the value of one of their variables, in their order."""
    groups: dict[str, list[Row]] = {}
    for row in found:
        groups.setdefault(row[key], []).append(row)
    return groups


def without_nothing(item: Mapping[str, Any]) -> dict[str, Any]:
    """An item without the keys whose value is None."""
    return {key: value for key, value in item.items() if value is not None}
