"""What the pages show, as plain data: functions of a store that run in a worker process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from api.pages.marking import Mark, Segment, segments
from api.rest.asking import Row, grouped, iri, rows
from api.rest.events import event_items
from api.rest.filters import Ancestors
from api.rest.others import article_items
from api.rest.parameters import Events
from api.rest.reading import Classes, Refusal, read_page
from kg import vocabulary as v
from kg.iris import document_iri
from kg.store import Store

_LATEST: Final = 50  # articles on the home page
_SPANS: Final = {"Mention": "actor", "Trigger": "event", "Attribution": "source", "TimeExpression": "time",
                 "Quantity": "quantity"}  # fmt: skip
_COUNTED: Final = {
    "articles": "?x a kg:Document",
    "events": "?x kg:status ?s",
    "claims": "?x a kg:Claim",
    "people": "?x a kg:Person",
}


@dataclass(frozen=True, slots=True)
class Home:
    """What is in the graph: numbers by name, and the latest articles as REST items."""

    counts: dict[str, int]
    articles: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Told:
    """An event beside the text: its REST item, its anchor, and the anchors of the sentences that tell of it."""

    item: dict[str, Any]
    anchor: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence: its anchor and its pieces."""

    anchor: str
    pieces: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An article as a page: its REST item, its sentences, and its events in the order of the text."""

    item: dict[str, Any]
    lines: list[Line]
    events: list[Told]


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


def read_search(store: Store, wanted: Events, classes: Classes, base: str) -> list[dict[str, Any]] | Refusal:
    """The events in whose labels or sentences the words occur, as REST items."""
    found = read_page(store, "events", wanted, classes, base, "json")
    return found if isinstance(found, Refusal) else list(found.items)


def read_home(store: Store) -> Home:
    """Numbers and the latest articles."""
    counts = {
        name: int(rows(store, f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}")[0]["n"])
        for name, pattern in _COUNTED.items()
    }
    latest = rows(
        store,
        "SELECT ?id WHERE { ?id a kg:Document OPTIONAL { ?id dct:issued ?day } } "
        f"ORDER BY DESC(?day) ?id LIMIT {_LATEST}",
    )
    return Home(counts, article_items(store, [row["id"] for row in latest]))


def read_article(store: Store, key: str, base: str, classes: Ancestors) -> Article | Refusal:
    """An article by its id; Refusal 404 where there is none."""
    node = document_iri(key, base)
    items = article_items(store, [node])
    sentences = rows(
        store,
        f"""SELECT ?id ?start ?text WHERE {{ ?id a kg:Sentence ; kg:inDocument {iri(node)} ; kg:startChar ?start ;
        kg:exact ?text }} ORDER BY ?start""",
    )
    if not items or not sentences:
        return Refusal(404, f"there is no article {key!r}")
    spans = _spans(store, node)
    events = _events(store, spans, classes)
    anchors = {event.item["id"]: event.anchor for event in events}
    marks = [_mark(row, anchors, base) for row in spans if row["type"] in _SPANS]
    lines = [Line(f"s{row['start']}", tuple(segments(row["text"], int(row["start"]), marks))) for row in sentences]
    return Article(items[0], lines, events)


def _spans(store: Store, node: str) -> list[Row]:
    """Every span of an article, with what it is about."""
    return rows(
        store,
        f"""SELECT ?span ?type ?start ?end ?sentence ?about ?name ?status WHERE {{
        ?s kg:inDocument {iri(node)} ; kg:startChar ?sentence .
        ?span kg:inSentence ?s ; a ?type ; kg:startChar ?start ; kg:endChar ?end .
        OPTIONAL {{ ?span kg:refersTo|kg:source ?about . ?about rdfs:label ?name }}
        OPTIONAL {{ ?about kg:evidence ?span ; kg:status ?status ; rdfs:label ?name }}
        OPTIONAL {{ ?span kg:edtf ?name }}
        }} ORDER BY ?start ?end ?about""",
    )


def _events(store: Store, spans: Sequence[Row], classes: Ancestors) -> list[Told]:
    """The events that the spans are evidence of, by their first word."""
    found = grouped([row for row in spans if "status" in row], "about")
    items = {item["id"]: item for item in event_items(store, list(found), classes)}
    return [
        Told(items[node], f"e{k}", tuple(dict.fromkeys(f"s{row['sentence']}" for row in evidence)))
        for k, (node, evidence) in enumerate(found.items(), 1)
        if node in items
    ]


def _mark(row: Row, anchors: dict[str, str], base: str) -> Mark:
    kind, about, name = _SPANS[row["type"]], row.get("about", ""), row.get("name", "")
    words = {"event": f"{name} ({row.get('status', '')})", "source": f"says so: {name or 'nobody named'}"}
    target = f"#{anchors[about]}" if about in anchors else ""
    if not target and about.startswith(base):
        target = "/id/" + about.removeprefix(base)
    return Mark(int(row["start"]), int(row["end"]), kind, words.get(kind, name or kind), target)
