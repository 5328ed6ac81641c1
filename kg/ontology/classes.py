"""The class tree, closed upwards: what a query needs to know of inference."""

from __future__ import annotations

from collections import deque

from rdflib import RDFS, Graph
from rdflib.term import URIRef

from kg.ontology.graph import load
from kg.vocabulary import EVENT, KG


def event_ancestors(graph: Graph | None = None) -> dict[str, tuple[str, ...]]:
    """Names of all event types with the names of their ancestors, nearest first, up to "Event".

    >>> event_ancestors()["PhoneCall"]
    ('Consultation', 'Communication', 'Event')
    """
    return class_ancestors(EVENT, graph)


def class_ancestors(root: str, graph: Graph | None = None) -> dict[str, tuple[str, ...]]:
    """Names of `root` (an IRI of the ontology) and of all classes below it, each with its ancestors up to `root`.

    Nearest first; classes of other ontologies are left out. `root` itself has none.
    """
    ontology = load() if graph is None else graph
    top = URIRef(root)
    below = {node for node in ontology.transitive_subjects(RDFS.subClassOf, top) if isinstance(node, URIRef)}
    return {
        node.removeprefix(KG): tuple(parent.removeprefix(KG) for parent in _upwards(ontology, node, top))
        for node in sorted(below)
    }


def _upwards(graph: Graph, start: URIRef, root: URIRef) -> list[str]:
    """Breadth first, so that a class with two parents names both before their parents."""
    found: dict[URIRef, None] = {}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        if node == root:
            continue
        named = [parent for parent in graph.objects(node, RDFS.subClassOf) if isinstance(parent, URIRef)]
        for parent in sorted(named):
            if parent.startswith(KG) and parent not in found:
                found[parent] = None
                queue.append(parent)
    return [str(node) for node in found]
