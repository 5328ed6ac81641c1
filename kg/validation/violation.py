"""What a check reports."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import Graph
from rdflib.term import Node, URIRef

from kg.vocabulary import EVIDENCE, EXACT, IN_SENTENCE, PREFIXES


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule broken by one node.

    `node` is an IRI; `path` the property, or path of properties, on which the rule bears ("kg:holder"; None where
    it bears on the node as such); `sentence` the text of the sentence that the node rests on, where there is one.
    """

    node: str
    path: str | None
    message: str
    sentence: str | None = None

    def __str__(self) -> str:
        place = self.node if self.path is None else f"{self.node} {self.path}"
        return f"{place}: {self.message}" + (f' ["{self.sentence}"]' if self.sentence else "")


def source_sentence(graph: Graph, node: Node) -> str | None:
    """Text of the sentence in which a span stands, or of the first that is evidence of the node."""
    spans = [node, *sorted(graph.objects(node, URIRef(EVIDENCE)), key=str)]
    for span in spans:
        sentence = graph.value(span, URIRef(IN_SENTENCE))
        text = None if sentence is None else graph.value(sentence, URIRef(EXACT))
        if text is not None:
            return str(text)
    # A sentence is its own source, and a span without one has at least its words.
    text = graph.value(node, URIRef(EXACT))
    return None if text is None else str(text)


def compact(iri: str) -> str:
    """The IRI with a prefix of the project's, or between angle brackets: `kg:holder`."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return f"<{iri}>"
