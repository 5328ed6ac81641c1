"""What belongs to an article: its graphs, its own nodes, and what its sentences say of shared nodes."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox

from kg import vocabulary as v
from kg.errors import StoreError
from kg.store.engine import Patterns

_DEFAULT = ox.DefaultGraph()
_IN_DOCUMENT = ox.NamedNode(v.IN_DOCUMENT)
_IN_SENTENCE = ox.NamedNode(v.IN_SENTENCE)
_SAMENESS = frozenset(ox.NamedNode(iri) for iri in v.SAMENESS)  # links belong to no article


def subject_of(quad: ox.Quad) -> ox.NamedNode:
    """The subject of a quad; the project's graphs have named subjects only."""
    if not isinstance(quad.subject, ox.NamedNode):
        raise StoreError(f"the store holds a quad whose subject has no name: {quad}")
    return quad.subject


def own_quads(patterns: Patterns, article: str) -> set[ox.Quad]:
    """The article's quads, shared triples of the default graph included."""
    graphs = graphs_of(patterns, article)
    found: set[ox.Quad] = set()
    subjects: set[Any] = set(graphs)
    for graph in graphs:
        for quad in patterns.quads_for_pattern(None, None, None, graph):
            found.add(quad)
            found.add(ox.Quad(quad.subject, quad.predicate, quad.object, _DEFAULT))
            if subject_of(quad).value.startswith(f"{article}/"):
                subjects.add(quad.subject)
        subjects.update(q.subject for q in patterns.quads_for_pattern(None, _IN_SENTENCE, graph, _DEFAULT))
    for subject in subjects:
        quads = patterns.quads_for_pattern(subject, None, None, _DEFAULT)
        found.update(q for q in quads if q.predicate not in _SAMENESS)
    return found


def unshared_quads(patterns: Patterns, article: str) -> set[ox.Quad]:
    """The article's quads without the triples of the default graph that another article supports as well."""
    graphs = set(graphs_of(patterns, article))
    return {q for q in own_quads(patterns, article) if not _supported_elsewhere(patterns, q, article, graphs)}


def is_shared(quad: ox.Quad, article: str) -> bool:
    """Whether a quad is a triple of the default graph about a node that is not the article's own."""
    subject = subject_of(quad).value
    return quad.graph_name == _DEFAULT and subject != article and not subject.startswith(f"{article}/")


def graphs_of(patterns: Patterns, article: str) -> list[ox.NamedNode]:
    """The named graphs of an article: its own, that of its statuses, and those of its sentences."""
    node = ox.NamedNode(article)
    sentences = patterns.quads_for_pattern(None, _IN_DOCUMENT, node, _DEFAULT)
    return [node, ox.NamedNode(f"{article}/status"), *(subject_of(q) for q in sentences)]


def _supported_elsewhere(patterns: Patterns, quad: ox.Quad, article: str, graphs: set[ox.NamedNode]) -> bool:
    if not is_shared(quad, article):
        return False
    others = patterns.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
    return any(q.graph_name != _DEFAULT and q.graph_name not in graphs for q in others)
