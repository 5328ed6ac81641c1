"""Whether every triple about the world has a receipt: what SHACL cannot say, since a shape sees one graph only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from rdflib import RDF, RDFS, Graph
from rdflib.term import Node, URIRef

from kg import vocabulary as v
from kg.validation.definitions import Definitions
from kg.validation.violation import Violation, compact, source_sentence

_ALWAYS: Final = frozenset(
    URIRef(iri)
    for iri in (
        *(v.HOLDER, v.CONTENT, v.POLARITY, v.PHASE, v.CERTAINTY, v.VOICE, v.DENIES),
        *(v.AGENT, v.RECIPIENT, v.THEME, v.IN_RETALIATION_FOR, v.HAS_TIME, v.OCCURS_AT, v.HAS_QUANTITY),
        *(v.VALUE, v.PRECISION, v.UNIT, v.STATUS, v.DISPUTED, v.IN_CAPACITY),
        *(v.TENURE_HOLDER, v.TENURE_OFFICE, v.FORMER, v.IN_FORCE_FROM, v.IN_FORCE_UNTIL),
        *(v.OFFICE_IN, v.BODY_OF_STATE, v.ISO_CODE, v.ALT_LABEL, v.EXACT_MATCH),
        *(*v.SAMENESS, v.LINK_OF, v.SCORE, v.REASON, v.CLUSTER_MEMBER, v.REPORT_COUNT, v.ORIGIN_COUNT, v.ORIGIN),
    )
)
# These belong to the text layer too: a time expression has its bounds, a span its class, an event a made-up label.
_OF_EVENTS: Final = frozenset(URIRef(iri) for iri in (v.EDTF, v.EARLIEST, v.LATEST))
_SHARED_ROOTS: Final = tuple(URIRef(iri) for iri in (v.ACTOR, v.OFFICE, v.PLACE))
_ROOTS: Final = (*_SHARED_ROOTS, URIRef(v.TENURE), URIRef(v.EVENT))
_STATUS_SUFFIX: Final = "/status"


def receipt_violations(default: Graph, named: Mapping[str, Graph], definitions: Definitions) -> Iterator[Violation]:
    """Triples about the world that no named graph holds, and named graphs that are no receipt.

    The named graphs, by IRI, are those of the sentences, that of each document (what came with it) and that of its
    computed statuses; whatever stands in one of them stands in the default graph too.
    """
    supported: set[tuple[Node, Node, Node]] = set()
    for name, graph in named.items():
        if not _is_receipt(default, name):
            message = "a named graph is that of a sentence, a document, its statuses, or links; this is none of them"
            yield Violation(name, None, message)
        for triple in graph:
            supported.add(triple)
            if triple not in default:
                yield _violation(default, triple, f"stands in the graph {name} and not in the default graph")
    world, shared = _members(default, definitions, _ROOTS), _members(default, definitions, _SHARED_ROOTS)
    events = _members(default, definitions, (URIRef(v.EVENT),))
    for subject, predicate, object_ in default:
        about_world = (
            predicate in _ALWAYS
            or (predicate in _OF_EVENTS and subject in events)
            or (predicate == RDF.type and subject in world)
            or (predicate == RDFS.label and subject in shared)
        )
        if about_world and (subject, predicate, object_) not in supported:
            message = f"no sentence supports it: {_shown(object_)} stands in no named graph"
            yield _violation(default, (subject, predicate, object_), message)


def _is_receipt(default: Graph, name: str) -> bool:
    types = {URIRef(v.SENTENCE), URIRef(v.DOCUMENT), URIRef(v.LINKSET)}
    if types & set(default.objects(URIRef(name), RDF.type)):
        return True
    document = name.removesuffix(_STATUS_SUFFIX)
    return document != name and (URIRef(document), RDF.type, URIRef(v.DOCUMENT)) in default


def _members(graph: Graph, definitions: Definitions, roots: tuple[URIRef, ...]) -> set[Node]:
    """The nodes of the classes and of all below them."""
    tree = Graph()
    for triple in definitions.classes:
        tree.add(triple)
    below = {node for root in roots for node in tree.transitive_subjects(RDFS.subClassOf, root)}
    return {node for class_ in below if class_ is not None for node in graph.subjects(RDF.type, class_)}


def _shown(node: Node) -> str:
    return compact(str(node)) if isinstance(node, URIRef) else repr(str(node))


def _violation(graph: Graph, triple: tuple[Node, Node, Node], message: str) -> Violation:
    subject, predicate, _ = triple
    return Violation(str(subject), compact(str(predicate)), message, source_sentence(graph, subject))
