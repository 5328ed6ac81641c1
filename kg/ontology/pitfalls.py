"""Known pitfalls of ontologies, looked for in a graph; each finding names the term.

The list follows the catalogue of common pitfalls of Poveda-Villalón and others (OOPS!), as far as a graph shows them,
with the two that break OWL 2 DL: xsd:date, and restrictions on properties that are not simple.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal
from rdflib.term import Node, URIRef

from kg.ontology.graph import load
from kg.vocabulary import KG

_PROPERTIES: Final = (OWL.ObjectProperty, OWL.DatatypeProperty)
_SORTS: Final = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
_SIMPLE_ONLY: Final = (
    *(OWL.FunctionalProperty, OWL.InverseFunctionalProperty, OWL.AsymmetricProperty, OWL.IrreflexiveProperty),
)
_COUNTED: Final = (
    *(OWL.cardinality, OWL.minCardinality, OWL.maxCardinality),
    *(OWL.qualifiedCardinality, OWL.minQualifiedCardinality, OWL.maxQualifiedCardinality, OWL.hasSelf),
)
_TEXTS: Final = {RDFS.label: "label", SKOS.definition: "definition"}


@dataclass(frozen=True, slots=True, order=True)
class Pitfall:
    """One finding: the name of the term ("PhoneCall"), and what is wrong with it."""

    term: str
    message: str

    def __str__(self) -> str:
        return f"{self.term}: {self.message}"


def pitfalls(graph: Graph | None = None) -> list[Pitfall]:
    """Every pitfall of the ontology, or of `graph`, by term; an empty list is what one wants."""
    ontology = load() if graph is None else graph
    checks = (
        *(_texts, _domains, _cycles, _unconnected, _dates, _compound),
        *(_deprecated, _undefined, _sorts, _names, _inverses, _codes),
    )
    return sorted({finding for check in checks for finding in check(ontology)})


def _name(node: Node) -> str:
    return str(node).removeprefix(KG)


def _ours(graph: Graph, *types: URIRef) -> list[URIRef]:
    found = {node for type_ in types for node in graph.subjects(RDF.type, type_)}
    return sorted(node for node in found if isinstance(node, URIRef) and node.startswith(KG))


def _terms(graph: Graph) -> list[URIRef]:
    own = {node for node in graph.subjects(SKOS.inScheme) if isinstance(node, URIRef)}
    return sorted({*_ours(graph, OWL.Class, *_PROPERTIES, SKOS.ConceptScheme), *own})


def _texts(graph: Graph) -> Iterator[Pitfall]:
    """One label and one definition, in English; labels of one kind of term all different."""
    seen: dict[tuple[str, bool], str] = {}
    for node in _terms(graph):
        for predicate, what in _TEXTS.items():
            texts = list(graph.objects(node, predicate))
            if len(texts) != 1:
                yield Pitfall(_name(node), f"has {len(texts)} {what}s, not one")
            for text in texts:
                if not isinstance(text, Literal) or text.language != "en" or not text.strip():
                    yield Pitfall(_name(node), f"has a {what} that is no English text: {text}")
        if (node, RDFS.isDefinedBy, None) not in graph:
            yield Pitfall(_name(node), "is not said to be defined by a module")
        label, is_class = str(graph.value(node, RDFS.label)), (node, RDF.type, OWL.Class) in graph
        other = seen.setdefault((label, is_class), _name(node))
        if other != _name(node):
            yield Pitfall(_name(node), f"has the label of {other}: {label!r}")


def _domains(graph: Graph) -> Iterator[Pitfall]:
    """One domain and one range: several mean all of them at once, where either is nearly always meant."""
    for node in _ours(graph, *_PROPERTIES):
        for predicate, what in ((RDFS.domain, "domain"), (RDFS.range, "range")):
            count = len(list(graph.objects(node, predicate)))
            if count == 0:
                yield Pitfall(_name(node), f"has no {what}")
            elif count > 1:
                yield Pitfall(_name(node), f"has {count} {what}s, which mean all at once; either is a union")


def _cycles(graph: Graph) -> Iterator[Pitfall]:
    for predicate, what in ((RDFS.subClassOf, "class"), (RDFS.subPropertyOf, "property")):
        for node in {node for node in graph.subjects(predicate) if isinstance(node, URIRef)}:
            above = {up for parent in graph.objects(node, predicate) for up in _upwards(graph, parent, predicate)}
            if node in above:
                yield Pitfall(_name(node), f"is its own ancestor in the tree of {what} terms")


def _upwards(graph: Graph, start: Node, predicate: URIRef) -> Iterable[Node]:
    return (node for node in graph.transitive_objects(start, predicate) if node is not None)


def _unconnected(graph: Graph) -> Iterator[Pitfall]:
    """Classes that no property reaches, neither themselves nor an ancestor, and that have nothing above or below."""
    reached = {
        member
        for p in (RDFS.domain, RDFS.range)
        for target in graph.objects(None, p)
        for member in _members(graph, target)
    }
    for node in _ours(graph, OWL.Class):
        above = set(_upwards(graph, node, RDFS.subClassOf)) | set(_defining(graph, node))
        if not above & reached:
            yield Pitfall(_name(node), "is in no domain and no range, and nothing above it is")


def _members(graph: Graph, node: Node) -> Iterator[Node]:
    union = graph.value(node, OWL.unionOf)
    yield from [node] if union is None else graph.items(union)


def _defining(graph: Graph, node: Node) -> Iterator[Node]:
    """The classes of which a defined class is an intersection, with those above them."""
    for definition in graph.objects(node, OWL.equivalentClass):
        for members in graph.objects(definition, OWL.intersectionOf):
            for member in graph.items(members):
                yield from _upwards(graph, member, RDFS.subClassOf)


def _dates(graph: Graph) -> Iterator[Pitfall]:
    for subject, predicate, object_ in graph:
        if XSD.date in (object_, getattr(object_, "datatype", None)):
            yield Pitfall(_name(subject), f"has an xsd:date in {_name(predicate)}, which is no datatype of OWL 2")


def _compound(graph: Graph) -> Iterator[Pitfall]:
    """Properties made by chains or transitivity, and all above them: OWL 2 DL allows no counting on them."""
    made = {*graph.subjects(OWL.propertyChainAxiom), *graph.subjects(RDF.type, OWL.TransitiveProperty)}
    for property_ in {up for node in made for up in _upwards(graph, node, RDFS.subPropertyOf)}:
        for sort in set(graph.objects(property_, RDF.type)) & set(_SIMPLE_ONLY):
            yield Pitfall(_name(property_), f"is not simple and may not be an {_name(sort).rsplit('#', 1)[-1]}")
        for restriction in graph.subjects(OWL.onProperty, property_):
            if set(graph.predicates(restriction)) & set(_COUNTED):
                yield Pitfall(_name(property_), "is not simple and may not be counted in a restriction")


def _deprecated(graph: Graph) -> Iterator[Pitfall]:
    gone = {node for node, _, value in graph.triples((None, OWL.deprecated, None)) if str(value) in {"true", "1"}}
    for subject, predicate, object_ in graph:
        for node in {predicate, object_} & gone:
            if subject not in gone:
                yield Pitfall(_name(subject), f"refers to {_name(node)}, which is deprecated")


def _undefined(graph: Graph) -> Iterator[Pitfall]:
    """Names of our namespace in an axiom that nothing declares: mostly a slip of the pen."""
    known = set(_terms(graph))
    for subject, predicate, object_ in graph:
        for node in (subject, predicate, object_):
            if isinstance(node, URIRef) and node.startswith(KG) and node != URIRef(KG) and node not in known:
                yield Pitfall(_name(node), "is used and not defined")


def _sorts(graph: Graph) -> Iterator[Pitfall]:
    for node in _terms(graph):
        found = sorted(_name(sort).rsplit("#", 1)[-1] for sort in set(graph.objects(node, RDF.type)) & set(_SORTS))
        if len(found) > 1:
            yield Pitfall(_name(node), f"is of several sorts: {', '.join(found)}")


def _names(graph: Graph) -> Iterator[Pitfall]:
    for node in _ours(graph, OWL.Class):
        if not _name(node)[:1].isupper():
            yield Pitfall(_name(node), "is a class and begins with a small letter")
        if _name(node).startswith(("Other", "Misc", "Unknown")):
            yield Pitfall(_name(node), "is a class of what is left over")
    for node in _ours(graph, *_PROPERTIES):
        if not _name(node)[:1].islower():
            yield Pitfall(_name(node), "is a property and begins with a capital")


def _inverses(graph: Graph) -> Iterator[Pitfall]:
    """Inverses swap domain and range; a symmetric property has one class in both, and no property inverts itself."""
    for one, other in graph.subject_objects(OWL.inverseOf):
        if one == other:
            yield Pitfall(_name(one), "is its own inverse; that is a symmetric property")
        ends = [(graph.value(node, RDFS.domain), graph.value(node, RDFS.range)) for node in (one, other)]
        if isinstance(one, URIRef) and ends[0] != ends[1][::-1]:
            yield Pitfall(_name(one), f"does not swap the domain and range of its inverse {_name(other)}")
    for node in _ours(graph, OWL.SymmetricProperty):
        if graph.value(node, RDFS.domain) != graph.value(node, RDFS.range):
            yield Pitfall(_name(node), "is symmetric with another domain than range")


def _codes(graph: Graph) -> Iterator[Pitfall]:
    """Every code of a list is different from the others, or a reasoner may take two for one; no list is empty."""
    apart = [set(graph.items(members)) for members in graph.objects(None, OWL.distinctMembers)]
    for scheme in _ours(graph, SKOS.ConceptScheme):
        codes = set(graph.subjects(SKOS.inScheme, scheme))
        if not codes:
            yield Pitfall(_name(scheme), "is a code list without codes")
        elif codes not in apart:
            yield Pitfall(_name(scheme), "is a code list whose codes are not declared different")
