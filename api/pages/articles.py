"""An article as people read it: its text with everything that was read in it marked, and a card for each thing."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from api.pages.cards import Card, Fact, Link, Receipt, actor_card, event_card, quantity, source_card, turtle_of
from api.pages.marking import Mark, segments
from api.pages.paragraphs import Line, headline, paragraphs
from api.pages.words import spaced, when
from api.rest.asking import Row, grouped, iri, rows
from api.rest.events import event_items
from api.rest.filters import Ancestors
from api.rest.others import actor_items, article_items
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
class Article:
    """An article as a page: its REST item, its headline where the text opens with it, its paragraphs, its things."""

    item: dict[str, Any]
    headline: Line | None
    paragraphs: list[tuple[Line, ...]]
    entries: dict[str, list[Entry]]


def read_article(store: Store, key: str, base: str) -> Article | Refusal:
    """An article by its id; Refusal 404 where there is none."""
    told = _told(store, key, base)
    if isinstance(told, Refusal):
        return told
    entries = told.entries()
    tokens = {entry.node: entry.token for held in entries.values() for entry in held}
    marks = [told.mark(row, about, tokens) for row in told.spans for about in told.tells[row["span"]]]
    marks.sort(key=lambda mark: mark.start)
    starts = [mark.start for mark in marks]
    longest = max((mark.end - mark.start for mark in marks), default=0)
    lines = []
    for row in told.sentences:
        start, end = int(row["start"]), int(row["end"])
        near = marks[bisect.bisect_left(starts, start - longest) : bisect.bisect_left(starts, end)]
        lines.append(Line(start, tuple(segments(row["text"], start, near))))
    title, lines, sentences = headline(told.item.get("title"), told.sentences, lines)
    return Article(told.item, title, paragraphs(lines, sentences), entries)


def read_card(store: Store, key: str, about: str, base: str, classes: Ancestors) -> Card | Refusal:
    """The card of one thing that an article tells; `about` is the end of its IRI. Refusal 404 where it tells none."""
    told = _told(store, key, base)
    if isinstance(told, Refusal):
        return told
    node = base + about
    if node not in told.spans_of:
        return Refusal(404, f"the article {key!r} tells of nothing called {about!r}")
    (card,) = told.cards([node], classes)
    return card


def read_cards(store: Store, key: str, base: str, classes: Ancestors) -> list[Card]:
    """The cards of all things that an article tells, in the order of the text; none without the article."""
    told = _told(store, key, base)
    return [] if isinstance(told, Refusal) else told.cards(list(told.spans_of), classes)


def _told(store: Store, key: str, base: str) -> _Told | Refusal:
    node = document_iri(key, base)
    items = article_items(store, [node])
    sentences = rows(
        store,
        f"""SELECT ?id ?start ?end ?text ?paragraph WHERE {{ ?id kg:inDocument {iri(node)} ; a kg:Sentence ;
        kg:startChar ?start ; kg:endChar ?end ; kg:exact ?text OPTIONAL {{ ?id kg:paragraph ?paragraph }} }}""",
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
    tells: dict[str, list[Row]] = field(init=False)  # span -> what it stands for
    spans_in: dict[str, list[Row]] = field(init=False)  # by sentence
    spans_of: dict[str, list[Row]] = field(init=False)  # thing -> its spans, things in the order of the text

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

        self.tells = {row["span"]: self._about(row) for row in self.spans}
        self.spans_in = grouped(self.spans, "s")
        self.spans_of = {}
        for row in self.spans:
            for one in self.tells[row["span"]]:
                self.spans_of.setdefault(one["about"], []).append(row)

    def _rows(self, variables: str, pattern: str) -> list[Row]:
        within = _WITHIN.format(doc=iri(self.item["id"]))
        found = rows(self.store, f"SELECT DISTINCT {variables} WHERE {{ {within} {pattern} }}")
        return sorted(found, key=lambda row: (row["span"], row.get("about", ""), row.get("name", "")))

    def _about(self, row: Row) -> list[Row]:
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

    def kind(self, node: str) -> str:
        """The kind of a thing."""
        return KINDS[self.spans_of[node][0]["type"]]

    def entries(self) -> dict[str, list[Entry]]:
        """The list beside the text, by kind."""
        starts = {row["id"]: int(row["start"]) for row in self.sentences}
        found: dict[str, list[Entry]] = {kind: [] for kind in ("event", "actor", "source", "time", "quantity")}
        for number, (node, spans) in enumerate(self.spans_of.items(), 1):
            kind = self.kind(node)
            one = next(each for each in self.tells[spans[0]["span"]] if each["about"] == node)
            title = one["name"]
            if kind == "source":
                title = f"{', '.join(self._sources(node)) or 'nobody named'}: “{title}”"
            status, disputed = one.get("status", ""), one.get("disputed") == "true"
            where = tuple(dict.fromkeys(starts[row["s"]] for row in spans))
            found[kind].append(Entry(node, f"c{number}", kind, title, status, disputed, where))
        return found

    def cards(self, nodes: Sequence[str], classes: Ancestors) -> list[Card]:
        """The cards of things, each with what else its words tell of."""
        events = [node for node in nodes if self.kind(node) == "event"]
        actors = [node for node in nodes if self.kind(node) == "actor"]
        found = [*event_items(self.store, events, classes), *actor_items(self.store, actors)]
        items = {item["id"]: item for item in found}
        return [replace(self._card(node, items), beside=self._beside(node)) for node in nodes]

    def _card(self, node: str, items: dict[str, dict[str, Any]]) -> Card:
        kind, spans = self.kind(node), self.spans_of[node]
        named = self._receipts(spans)
        if kind == "event":
            return event_card(self.store, items[node])
        if kind == "actor":
            events = [one for one in self.spans_of if self.kind(one) == "event"]
            return actor_card(self.store, items[node], events, named[:_MOST_NAMED], self._places(node))
        if kind == "source":
            return source_card(self.store, node, self._source_facts(node), named)
        facts = self._measure_facts(node, kind)
        return Card(node, kind, spans[0]["words"], facts, (), tuple(named), turtle_of(self.store, node))

    def _beside(self, node: str) -> tuple[Link, ...]:
        """Other things whose words overlap with those of a thing."""
        spans = self.spans_of[node]
        found: dict[str, Link] = {}
        for taken in spans:
            for row in self.spans_in[taken["s"]]:
                if _overlap(row, taken):
                    for one in self.tells[row["span"]]:
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


def _overlap(one: Row, two: Row) -> bool:
    return int(one["start"]) < int(two["end"]) and int(two["start"]) < int(one["end"])
