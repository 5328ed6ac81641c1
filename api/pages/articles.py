"""An article as people read it: its text with everything that was read in it marked, and a card for each thing."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from api.pages.cards import Card, Fact, Link, Receipt, actor_card, event_card, quantity, source_card, turtle_of
from api.pages.marking import Mark, Segment, segments
from api.pages.words import spaced, when
from api.rest.asking import Row, grouped, iri, rows
from api.rest.filters import Ancestors
from api.rest.others import article_items
from api.rest.reading import Refusal
from kg.iris import document_iri
from kg.store import Store

KINDS: Final = {"Mention": "actor", "Trigger": "event", "Attribution": "source", "TimeExpression": "time",
                "Quantity": "quantity"}  # fmt: skip
_WITHIN: Final = "?s kg:inDocument {doc} . ?span kg:inSentence ?s ; "
_MOST_NAMED: Final = 8  # sentences of a card that name an actor


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing in the list beside the text: its IRI, token, kind, name, status, and the sentences that tell of it."""

    node: str
    token: str
    kind: str
    title: str
    status: str
    disputed: bool
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence: the offset at which it begins, and its pieces."""

    start: int
    pieces: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An article as a page: its REST item, its headline where the text opens with it, its paragraphs, its things."""

    item: dict[str, Any]
    headline: Line | None
    paragraphs: list[tuple[Line, ...]]
    entries: dict[str, list[Entry]]


def read_article(store: Store, key: str, base: str, text: str | None = None) -> Article | Refusal:
    """An article by its id; Refusal 404 where there is none.

    Where the article's own text is given, its lines are the paragraphs; else blank lines are, where the offsets of
    the sentences show them, for the store keeps no white space between two sentences.
    """
    told = _told(store, key, base)
    if isinstance(told, Refusal):
        return told
    entries = told.entries()
    tokens = {entry.node: entry.token for held in entries.values() for entry in held}
    marks = [told.mark(row, about, tokens) for row in told.spans for about in told.about(row)]
    marks.sort(key=lambda mark: mark.start)
    starts = [mark.start for mark in marks]
    longest = max((mark.end - mark.start for mark in marks), default=0)
    lines = []
    for row in told.sentences:
        start, end = int(row["start"]), int(row["end"])
        near = marks[bisect.bisect_left(starts, start - longest) : bisect.bisect_left(starts, end)]
        lines.append(Line(start, tuple(segments(row["text"], start, near))))
    headline, lines, rows_left = _headline(told, lines)
    return Article(told.item, headline, _paragraphs(lines, rows_left, text), entries)


def read_card(store: Store, key: str, about: str, base: str, classes: Ancestors) -> Card | Refusal:
    """The card of one thing that an article tells; `about` is the end of its IRI. Refusal 404 where it tells none."""
    told = _told(store, key, base)
    if isinstance(told, Refusal):
        return told
    node = base + about
    if node not in told.things():
        return Refusal(404, f"the article {key!r} tells of nothing called {about!r}")
    return told.card(node, classes) or Refusal(404, f"there is nothing under the IRI {node}")


def read_cards(store: Store, key: str, base: str, classes: Ancestors) -> list[Card]:
    """The cards of all things that an article tells, in the order of the text; none without the article."""
    told = _told(store, key, base)
    if isinstance(told, Refusal):
        return []
    return [card for node in told.things() if (card := told.card(node, classes)) is not None]


def _told(store: Store, key: str, base: str) -> _Told | Refusal:
    node = document_iri(key, base)
    items = article_items(store, [node])
    sentences = rows(
        store,
        f"""SELECT ?id ?start ?end ?text WHERE {{ ?id kg:inDocument {iri(node)} ; a kg:Sentence ; kg:startChar ?start ;
        kg:endChar ?end ; kg:exact ?text }}""",
    )
    if not items or not sentences:
        return Refusal(404, f"there is no article {key!r}")
    sentences.sort(key=lambda row: int(row["start"]))
    return _Told(store, items[0], sentences)


@dataclass(slots=True)
class _Told:
    """What an article tells, as rows; each way from a span is asked by itself, for the engine joins unions slowly."""

    store: Store
    item: dict[str, Any]
    sentences: list[Row]
    spans: list[Row] = field(init=False)
    refers: dict[str, list[Row]] = field(init=False)
    events: dict[str, list[Row]] = field(init=False)
    sources: dict[str, list[Row]] = field(init=False)

    def __post_init__(self) -> None:
        found = self._rows("?span ?type ?start ?end ?words ?s",
                           "a ?type ; kg:startChar ?start ; kg:endChar ?end ; kg:exact ?words")  # fmt: skip
        self.spans = sorted(
            (row for row in found if row["type"] in KINDS), key=lambda row: (int(row["start"]), -int(row["end"]))
        )
        named = "?about rdfs:label ?name ; a ?type"
        self.refers = grouped(self._rows("?span ?about ?name ?type", f"kg:refersTo ?about . {named}"), "span")
        self.sources = grouped(self._rows("?span ?about ?name ?type", f"kg:source ?about . {named}"), "span")
        self.events = grouped(
            self._rows("?span ?about ?name ?status ?disputed", "^kg:evidence ?about . ?about kg:status ?status ; "
                       "rdfs:label ?name OPTIONAL { ?about kg:disputed ?disputed }"),
            "span",
        )  # fmt: skip

    def _rows(self, variables: str, pattern: str) -> list[Row]:
        within = _WITHIN.format(doc=iri(self.item["id"]))
        found = rows(self.store, f"SELECT DISTINCT {variables} WHERE {{ {within} {pattern} }}")
        return sorted(found, key=lambda row: (row["span"], row.get("about", ""), row.get("name", "")))

    def about(self, row: Row) -> list[Row]:
        """What a span stands for: actors, events, or, of other kinds, itself."""
        kind = KINDS[row["type"]]
        if kind in {"actor", "event"}:
            held = (self.refers if kind == "actor" else self.events).get(row["span"], [])
            return list({one["about"]: one for one in reversed(held)}.values())[::-1]
        return [{"about": row["span"], "name": row["words"]}]

    def mark(self, row: Row, about: Row, tokens: dict[str, str]) -> Mark:
        """The mark of a span for one of the things that it stands for."""
        kind, words = KINDS[row["type"]], about["name"]
        if kind == "event":
            words = f"{words} ({about['status']})"
        elif kind == "source":
            words = "says so: " + (
                ", ".join(one["name"] for one in self.sources.get(row["span"], ())) or "nobody named"
            )
        elif kind != "actor":
            words = "time" if kind == "time" else "number"
        node = about["about"]
        return Mark(int(row["start"]), int(row["end"]), kind, words, node, tokens.get(node, ""))

    def _sources(self, span: str) -> list[str]:
        return list(dict.fromkeys(one["name"] for one in self.sources.get(span, ())))

    def things(self) -> dict[str, str]:
        """The IRIs of all things with their kinds, in the order of the text."""
        return {one["about"]: KINDS[row["type"]] for row in self.spans for one in self.about(row)}

    def entries(self) -> dict[str, list[Entry]]:
        """The list beside the text, by kind."""
        starts = {row["id"]: int(row["start"]) for row in self.sentences}
        first: dict[str, tuple[Row, Row]] = {}
        where: dict[str, dict[int, None]] = {}
        for row in self.spans:
            for one in self.about(row):
                first.setdefault(one["about"], (row, one))
                where.setdefault(one["about"], {})[starts[row["s"]]] = None
        found: dict[str, list[Entry]] = {kind: [] for kind in ("event", "actor", "source", "time", "quantity")}
        for number, (node, (row, one)) in enumerate(first.items(), 1):
            kind = KINDS[row["type"]]
            title = one["name"]
            if kind == "source":
                title = f"{', '.join(self._sources(row['span'])) or 'nobody named'}: “{title}”"
            status, disputed = one.get("status", ""), one.get("disputed") == "true"
            found[kind].append(Entry(node, f"c{number}", kind, title, status, disputed, tuple(where[node])))
        return found

    def card(self, node: str, classes: Ancestors) -> Card | None:
        """The card of one thing, with what else its words tell of."""
        spans = [row for row in self.spans if any(one["about"] == node for one in self.about(row))]
        made = self._card(node, spans, classes)
        return replace(made, beside=self._beside(node, spans)) if made is not None else None

    def _card(self, node: str, spans: Sequence[Row], classes: Ancestors) -> Card | None:
        kind = self.things()[node]
        named = self._receipts(spans)
        if kind == "event":
            return event_card(self.store, node, classes)
        if kind == "actor":
            events = [one for one, is_a in self.things().items() if is_a == "event"]
            return actor_card(self.store, node, events, named[:_MOST_NAMED], self._places(node))
        if kind == "source":
            return source_card(self.store, node, self._source_facts(node), named)
        facts = self._measure_facts(node, kind)
        return Card(node, kind, spans[0]["words"], facts, (), tuple(named), turtle_of(self.store, node))

    def _beside(self, node: str, spans: Sequence[Row]) -> tuple[Link, ...]:
        """Other things whose words overlap with some spans."""
        taken = [(int(row["start"]), int(row["end"])) for row in spans]
        found: dict[str, Link] = {}
        for row in self.spans:
            start, end = int(row["start"]), int(row["end"])
            if any(start < last and first < end for first, last in taken):
                for one in self.about(row):
                    found.setdefault(one["about"], Link(one["name"], one["about"], KINDS[row["type"]]))
        found.pop(node, None)
        return tuple(found.values())

    def _places(self, node: str) -> list[Link]:
        """Places whose names stand for an actor here."""
        path = f"kg:refersTo {iri(node)} ; kg:lexicalReferent ?about . ?about rdfs:label ?name"
        found = {row["about"]: row["name"] for row in self._rows("?span ?about ?name", path)}
        return [Link(name, place, "the place, standing for it") for place, name in found.items()]

    def _receipts(self, spans: Sequence[Row]) -> list[Receipt]:
        """The sentences of some spans, each once, with the first of the spans in it."""
        texts = {row["id"]: row for row in self.sentences}
        found: dict[str, Receipt] = {}
        for row in spans:
            held = texts[row["s"]]
            words = {"text": row["words"], "start": int(row["start"]), "end": int(row["end"])}
            found.setdefault(row["s"], {"article": self.item["identifier"], "sentence": row["s"],
                                        "start": int(held["start"]), "end": int(held["end"]),
                                        "quotation": held["text"], "words": words})  # fmt: skip
        return list(found.values())

    def _source_facts(self, node: str) -> list[Fact]:
        stance = rows(self.store, f"SELECT ?stance WHERE {{ {iri(node)} kg:stance ?stance }}")
        via = rows(self.store, f"SELECT ?about (MIN(?n) AS ?name) WHERE {{ {iri(node)} kg:via ?about . "
                   "?about rdfs:label ?n } GROUP BY ?about")  # fmt: skip
        said = self.sources.get(node, [])
        facts = [
            Fact("Source", tuple(Link(one["name"], one["about"], spaced(one["type"])) for one in said)
                 or (Link("left open by the text"),)),
            Fact("Told to", tuple(Link(one["name"], one["about"]) for one in via)),
            Fact("Stance", tuple(Link("denies" if one["stance"] == "negates" else "asserts") for one in stance)),
        ]  # fmt: skip
        return [fact for fact in facts if fact.values]

    def _measure_facts(self, node: str, kind: str) -> tuple[Fact, ...]:
        """What a time or a number says, and of which events."""
        path = "kg:time" if kind == "time" else "kg:quantity"
        found = rows(self.store, f"SELECT ?e ?label ?status WHERE {{ ?e {path} {iri(node)} ; rdfs:label ?label ; "
                     "kg:status ?status } ORDER BY ?e")  # fmt: skip
        events = tuple(Link(row["label"], row["e"], row["status"]) for row in found)
        told = rows(
            self.store,
            f"""SELECT ?edtf ?value ?precision ?unit WHERE {{ OPTIONAL {{ {iri(node)} kg:edtf ?edtf }}
            OPTIONAL {{ {iri(node)} kg:value ?value }} OPTIONAL {{ {iri(node)} kg:precision ?precision }}
            OPTIONAL {{ {iri(node)} kg:unit ?unit }} }}""",
        )[0]
        if kind == "time":
            means = Link(when(told["edtf"]), aside=told["edtf"]) if "edtf" in told else Link("not settled by the text")
        else:
            value = {"value": float(told["value"])} if "value" in told else {}
            means = Link(quantity({"id": "", **told, **value}).words.replace(".0 ", " "))
        return tuple(fact for fact in (Fact("Means", (means,)), Fact("Of", events)) if fact.values)


def _headline(told: _Told, lines: list[Line]) -> tuple[Line | None, list[Line], list[Row]]:
    """The title as a line of the text, which opens it, or stands behind it where it came beside it."""
    title, sentences = told.item.get("title"), told.sentences
    for at in (0, -1):
        if title and len(lines) > 1 and sentences[at]["text"] == title:
            left = slice(1, None) if at == 0 else slice(None, -1)
            return lines[at], lines[left], sentences[left]
    return None, lines, sentences


def _paragraphs(lines: list[Line], sentences: list[Row], text: str | None) -> list[tuple[Line, ...]]:
    gaps = [(int(one["end"]), int(two["start"])) for one, two in itertools.pairwise(sentences)]
    if text is not None:
        breaks = ["\n" in text[end:start] for end, start in gaps]
    else:
        breaks = [start - end > 1 for end, start in gaps]
        if not any(breaks):  # lines that a single character parts cannot be told from sentences of one line
            breaks = [True] * len(gaps)
    found: list[list[Line]] = []
    for line, begins in zip(lines, [True, *breaks], strict=True):
        if begins:
            found.append([])
        found[-1].append(line)
    return [tuple(one) for one in found]
