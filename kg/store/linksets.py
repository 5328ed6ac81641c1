"""Linksets: named graphs of links across articles, of which every triple also stands once in the default graph.

A link belongs to no article. One that was computed goes when an article that it touches is replaced or removed, until
links are computed again; what people decided stays, and is obeyed when the article comes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg import vocabulary as v
from kg.store.engine import Patterns

_DEFAULT = ox.DefaultGraph()
_TYPE = ox.NamedNode(v.TYPE)
_LINK_OF, _LINK_DOCUMENT = ox.NamedNode(v.LINK_OF), ox.NamedNode(v.LINK_DOCUMENT)
_SPLIT_IN = ox.NamedNode(v.SPLIT_IN)
_SAMENESS = [ox.NamedNode(iri) for iri in v.SAMENESS]
_COMPUTED = {ox.NamedNode(v.COMPUTED_LINK), ox.NamedNode(v.EVENT_CLUSTER)}


def linkset_change(
    patterns: Patterns, graph: str, out: Iterable[ox.Triple], into: Iterable[ox.Triple]
) -> tuple[set[ox.Quad], set[ox.Quad]]:
    """The quads to take out and to put in so that a linkset loses some triples and gets others."""
    name = ox.NamedNode(graph)
    come = {ox.Quad(t.subject, t.predicate, t.object, name) for t in into}
    gone = {ox.Quad(t.subject, t.predicate, t.object, name) for t in out} - come
    return gone | _copies(patterns, gone), come | {_copy(q) for q in come}


def link_triples(patterns: Patterns, link: str, graph: str) -> list[ox.Triple]:
    """All that a link, cluster or decision states in its linkset: its own node, and what it says of its two ends."""
    quads = _with_sameness(patterns, ox.NamedNode(link))
    return [q.triple for q in quads if q.graph_name == ox.NamedNode(graph)]


def computed_quads(patterns: Patterns, article: str) -> set[ox.Quad]:
    """The quads, with their copies, of all computed links and clusters that touch an article."""
    found: set[ox.Quad] = set()
    for touching in list(patterns.quads_for_pattern(None, _LINK_DOCUMENT, ox.NamedNode(article), _DEFAULT)):
        types = {q.object for q in patterns.quads_for_pattern(touching.subject, _TYPE, None, _DEFAULT)}
        if types & _COMPUTED:
            found |= _with_sameness(patterns, touching.subject)
    return found | _copies(patterns, found)


def _with_sameness(patterns: Patterns, link: object) -> set[ox.Quad]:
    """A link's quads in its linkset, and the triples between its two nodes there."""
    own = {q for q in patterns.quads_for_pattern(link, None, None, None) if q.graph_name != _DEFAULT}
    ends = [q.object for q in own if q.predicate == _LINK_OF]
    graphs = {q.graph_name for q in own}
    for graph in graphs:
        for one, other in ((a, b) for a in ends for b in ends if a != b):
            for predicate in _SAMENESS:
                own.update(patterns.quads_for_pattern(one, predicate, other, graph))
    return own


def separations(patterns: Patterns, article: str) -> dict[ox.NamedNode, ox.NamedNode]:
    """The shared nodes that stand for somebody else in an article, each with the node that it has there instead."""
    found = {}
    for told in patterns.quads_for_pattern(None, _SPLIT_IN, ox.NamedNode(article), _DEFAULT):
        ends = [q.object for q in patterns.quads_for_pattern(told.subject, _LINK_OF, None, _DEFAULT)]
        own = [e for e in ends if isinstance(e, ox.NamedNode) and e.value.startswith(f"{article}/")]
        shared = [e for e in ends if isinstance(e, ox.NamedNode) and e not in own]
        if own and shared:
            found[shared[0]] = own[0]
    return found


def renamed(quads: Iterable[ox.Quad], names: dict[ox.NamedNode, ox.NamedNode]) -> Iterator[ox.Quad]:
    """Quads in which some nodes have other names."""
    for quad in quads:
        subject, object_ = names.get(quad.subject), names.get(quad.object)  # type: ignore[arg-type]
        if subject is None and object_ is None:
            yield quad
        else:
            yield ox.Quad(subject or quad.subject, quad.predicate, object_ or quad.object, quad.graph_name)


def _copy(quad: ox.Quad) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, quad.object, _DEFAULT)


def _copies(patterns: Patterns, gone: set[ox.Quad]) -> set[ox.Quad]:
    """The copies in the default graph that go with some quads: all but what another linkset states as well."""
    return {_copy(q) for q in gone if q.predicate not in _SAMENESS or not _stated_elsewhere(patterns, q)}


def _stated_elsewhere(patterns: Patterns, quad: ox.Quad) -> bool:
    others = patterns.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
    return any(q.graph_name not in {_DEFAULT, quad.graph_name} for q in others)
