"""Whether a graph uses only terms that the ontology defines: a misspelt property breaks no shape."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Graph
from rdflib.term import Node, URIRef

from kg.validation.definitions import Definitions
from kg.validation.violation import Violation, compact, source_sentence
from kg.vocabulary import KG


def term_violations(graph: Graph, definitions: Definitions) -> Iterator[Violation]:
    """Nodes with a property, a class or a code in the ontology's namespace that the ontology does not define."""
    for subject, predicate, object_ in graph:
        for term in (predicate, object_):
            if _is_ours(term) and term not in definitions.terms:
                message = f"the ontology defines no term {term}"
                yield Violation(str(subject), compact(str(predicate)), message, source_sentence(graph, subject))


def _is_ours(node: Node) -> bool:
    return isinstance(node, URIRef) and node.startswith(KG)
