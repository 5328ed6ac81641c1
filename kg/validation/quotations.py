"""Whether every span quotes its text: what SHACL cannot say, since it cannot cut a string."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import RDF, Graph
from rdflib.term import Literal, Node, URIRef

from kg.validation.violation import Violation
from kg.vocabulary import END_CHAR, EXACT, IN_SENTENCE, SENTENCE, START_CHAR

_EXACT = "kg:exact"


@dataclass(frozen=True, slots=True)
class _Quotation:
    start: int
    end: int
    exact: str


def quotation_violations(graph: Graph) -> Iterator[Violation]:
    """Spans whose words are not those that stand at their offsets in their sentence.

    A sentence carries its text and its start, so the text of a span is a slice of its sentence. A span that
    lacks an offset or its text is left to the shapes, which report it.
    """
    sentences = set(graph.subjects(RDF.type, URIRef(SENTENCE)))
    for node in sentences | set(graph.subjects(URIRef(IN_SENTENCE))):
        span, sentence = _quotation(graph, node), _quotation(graph, graph.value(node, URIRef(IN_SENTENCE)))
        if span is not None and len(span.exact) != span.end - span.start:
            yield _length(node, span, (sentence or span).exact)
        elif span is not None and sentence is not None:
            yield from _slice(node, span, sentence)


def _slice(node: Node, span: _Quotation, sentence: _Quotation) -> Iterator[Violation]:
    place = f"characters {span.start} to {span.end}"
    if not sentence.start <= span.start <= span.end <= sentence.end:
        message = f"{place} are not within the sentence, which has {sentence.start} to {sentence.end}"
        yield Violation(str(node), "kg:inSentence", message, sentence.exact)
        return
    text = sentence.exact[span.start - sentence.start : span.end - sentence.start]
    if text != span.exact:
        yield Violation(str(node), _EXACT, f"{place} read {text!r}, not {span.exact!r}", sentence.exact)


def _length(node: Node, span: _Quotation, sentence: str) -> Violation:
    message = (
        f"the text has {len(span.exact)} characters, the offsets {span.start} to {span.end} {span.end - span.start}"
    )
    return Violation(str(node), _EXACT, message, sentence)


def _quotation(graph: Graph, node: Node | None) -> _Quotation | None:
    if node is None:
        return None
    start, end = _offset(graph, node, START_CHAR), _offset(graph, node, END_CHAR)
    exact = graph.value(node, URIRef(EXACT))
    if start is None or end is None or exact is None:
        return None
    return _Quotation(start, end, str(exact))


def _offset(graph: Graph, node: Node, predicate: str) -> int | None:
    literal = graph.value(node, URIRef(predicate))
    value = literal.toPython() if isinstance(literal, Literal) else None
    return value if isinstance(value, int) else None
