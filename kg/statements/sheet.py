"""A growing set of quads in which every triple about the world also stands in the graphs of its sentences."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad

from kg import vocabulary as v
from kg.iris import Minter
from kg.model import Sentence, Span

Object = NamedNode | Literal


class Sheet:
    """The quads of one article. A quad without a graph is in the default graph: so it is made in half the time."""

    def __init__(self, minter: Minter, sentences: tuple[Sentence, ...], text: str) -> None:
        self.minter = minter
        self._sentences = sentences
        self._text = text
        self._quads: dict[Quad, None] = {}
        self._predicates: dict[str, NamedNode] = {}
        self._spans: dict[tuple[str, Span], NamedNode] = {}
        self._graphs = [NamedNode(minter.span("sentence", s.span)) for s in sentences]

    def quads(self) -> tuple[Quad, ...]:
        """All quads, in the order in which they were stated."""
        return tuple(self._quads)

    def sentence_iri(self, index: int) -> NamedNode:
        """IRI of a sentence, which is the IRI of its graph."""
        return self._graphs[index]

    def text(self, subject: NamedNode, predicate: str, value: Object) -> None:
        """State a triple of the text layer, or one that links a node to its evidence: default graph only."""
        self._quads[Quad(subject, self._predicate(predicate), value)] = None

    def world(self, subject: NamedNode, predicate: str, value: Object, sentences: Iterable[int]) -> None:
        """State a triple about the world, with the sentences that support it."""
        name = self._predicate(predicate)
        self._quads[Quad(subject, name, value)] = None
        for index in sentences:
            self._quads[Quad(subject, name, value, self._graphs[index])] = None

    def given(self, subject: NamedNode, predicate: str, value: Object) -> None:
        """State what comes with the article, not from its text, about a node that others share.

        It stands once more in the graph that has the article's own IRI, so that it goes when the article goes.
        """
        self.computed(subject, predicate, value, NamedNode(self.minter.document))

    def computed(self, subject: NamedNode, predicate: str, value: Object, graph: NamedNode) -> None:
        """State what was computed: default graph and the graph of computed statements."""
        name = self._predicate(predicate)
        self._quads[Quad(subject, name, value)] = None
        self._quads[Quad(subject, name, value, graph)] = None

    def span(self, kind: str, class_iri: str, span: Span, sentence: int) -> NamedNode:
        """The node of a span with its class, offsets, words and sentence."""
        node = self._spans.get((kind, span))
        if node is not None:
            return node
        node = self._spans[kind, span] = NamedNode(self.minter.span(kind, span))
        self.text(node, v.TYPE, NamedNode(class_iri))
        self.offsets(node, span)
        self.text(node, v.IN_SENTENCE, self._graphs[sentence])
        return node

    def _predicate(self, iri: str) -> NamedNode:
        """The node of a predicate, made once: an IRI is checked when it is made."""
        node = self._predicates.get(iri)
        if node is None:
            node = self._predicates[iri] = NamedNode(iri)
        return node

    def offsets(self, node: NamedNode, span: Span) -> None:
        """Start, end and exact words of a span."""
        self.text(node, v.START_CHAR, number(span.start))
        self.text(node, v.END_CHAR, number(span.end))
        self.text(node, v.EXACT, Literal(self._text[span.start : span.end]))

    def local(self, kind: str, *parts: object) -> NamedNode:
        """A node that only this article has."""
        return NamedNode(self.minter.local(kind, *parts))

    def shared(self, key: str) -> NamedNode:
        """A node that several articles may speak of."""
        return NamedNode(self.minter.shared(key))


_DECIMAL, _INTEGER = NamedNode(v.DECIMAL), NamedNode(v.INTEGER)
_BOOLEAN, _DATE_TIME = NamedNode(v.BOOLEAN), NamedNode(v.DATE_TIME)


@lru_cache(maxsize=512)
def term(name: str) -> NamedNode:
    """Node of a term of the project's ontology."""
    return NamedNode(v.term(name))


def number(value: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(value), datatype=_INTEGER)


def decimal(value: float) -> Literal:
    """An xsd:decimal."""
    return Literal(f"{value:.12g}" if abs(value) < 1e15 else str(int(value)), datatype=_DECIMAL)


def boolean(value: bool) -> Literal:
    """An xsd:boolean."""
    return Literal("true" if value else "false", datatype=_BOOLEAN)


def first_instant(day: date) -> Literal:
    """Midnight UTC at which a day begins, as xsd:dateTime (the reasoner cannot read xsd:date)."""
    return _instant(datetime.combine(day, time(), UTC))


def last_instant(day: date) -> Literal:
    """The last second of a day, UTC."""
    return _instant(datetime.combine(day, time(), UTC) + timedelta(days=1, seconds=-1))


def _instant(moment: datetime) -> Literal:
    return Literal(moment.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0"), datatype=_DATE_TIME)
