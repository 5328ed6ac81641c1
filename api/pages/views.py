"""What the home page and the answers to named questions show, as plain data; functions that run in a worker process."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Final

from api.rest.asking import Row, rows
from kg import vocabulary as v
from kg.store import Store

_LATEST: Final = 12  # articles on the home page
_COUNTED: Final = {
    "articles": "?x a kg:Document",
    "events": "?x kg:status ?s",
    "claims": "?x a kg:Claim",
    "people": "?x a kg:Person",
    "planned": "?x kg:status kg:planned",
    "disputed": "?x kg:disputed true",
}


@dataclass(frozen=True, slots=True)
class Home:
    """What is in the graph: numbers by name, and the latest articles (id, title, published, publisher)."""

    counts: dict[str, int]
    articles: list[Row]


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a question as texts, whether more were left out, and where a text leads."""

    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]
    cut: bool


def read_answer(store: Store, text: str, most: int) -> Answer:
    """At most so many rows of a SELECT query; terms of the ontology by their names."""
    result = store.query(text)
    columns = tuple(variable.value for variable in result.variables)
    found = [
        tuple("" if term is None else term.value.removeprefix(v.KG) for term in row) for row in islice(result, most + 1)
    ]
    return Answer(columns, found[:most], len(found) > most)


def read_home(store: Store) -> Home:
    """Numbers and the latest articles."""
    counts = {
        name: int(rows(store, f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}")[0]["n"])
        for name, pattern in _COUNTED.items()
    }
    latest = rows(
        store,
        f"""SELECT ?identifier ?title ?day ?publisher WHERE {{
        {{ SELECT ?id ?day WHERE {{ ?id a kg:Document OPTIONAL {{ ?id dct:issued ?day }} }}
           ORDER BY DESC(?day) ?id LIMIT {_LATEST} }}
        ?id dct:identifier ?identifier OPTIONAL {{ ?id dct:title ?title }}
        OPTIONAL {{ ?id kg:publisher ?by . ?by rdfs:label ?publisher }} }} ORDER BY DESC(?day) ?id ?publisher""",
    )
    return Home(counts, list({row["identifier"]: row for row in reversed(latest)}.values())[::-1])
