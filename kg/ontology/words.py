"""Axioms in words: what a reader of a page or of a list of changes can follow without knowing OWL's triples."""

from __future__ import annotations

from typing import Final

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal
from rdflib.term import BNode, Node, URIRef

from kg.vocabulary import KG, PREFIXES

_KINDS: Final = {
    OWL.Class: "class",
    OWL.ObjectProperty: "object property",
    OWL.DatatypeProperty: "datatype property",
    OWL.AnnotationProperty: "annotation property",
    SKOS.ConceptScheme: "code list",
}
_CHARACTERISTICS: Final = {
    OWL.FunctionalProperty: "has at most one value",
    OWL.InverseFunctionalProperty: "has at most one subject for each value",
    OWL.SymmetricProperty: "is symmetric",
    OWL.AsymmetricProperty: "is asymmetric",
    OWL.IrreflexiveProperty: "never leads back to its subject",
    OWL.ReflexiveProperty: "always leads back to its subject",
    OWL.TransitiveProperty: "is transitive",
}
_RELATIONS: Final = {
    RDFS.subClassOf: "is a kind of",
    RDFS.subPropertyOf: "is a special case of",
    RDFS.domain: "is stated of",
    RDFS.range: "has as value",
    OWL.equivalentClass: "is the same as",
    OWL.inverseOf: "is the inverse of",
    OWL.disjointWith: "is never a",
    OWL.propertyChainAxiom: "follows from the path",
    OWL.hasKey: "is told apart by",
    SKOS.inScheme: "is a code of",
    SKOS.notation: "has the notation",
    SKOS.exactMatch: "matches exactly",
    SKOS.closeMatch: "matches closely",
    SKOS.broadMatch: "has the broader match",
    SKOS.narrowMatch: "has the narrower match",
    SKOS.relatedMatch: "is related to",
}
_COUNTS: Final = {
    OWL.cardinality: "exactly",
    OWL.qualifiedCardinality: "exactly",
    OWL.minCardinality: "at least",
    OWL.minQualifiedCardinality: "at least",
    OWL.maxCardinality: "at most",
    OWL.maxQualifiedCardinality: "at most",
}


def kind_of(graph: Graph, node: Node) -> str:
    """The sort of a term: "class", "object property", "code" and so on."""
    return next((words for type_, words in _KINDS.items() if (node, RDF.type, type_) in graph), "code")


def axioms(graph: Graph, node: Node) -> list[str]:
    """What is stated of a term beside its texts, each in words, sorted: "is a kind of Consultation"."""
    found = [words for type_, words in _CHARACTERISTICS.items() if (node, RDF.type, type_) in graph]
    for predicate, words in _RELATIONS.items():
        found += [f"{words} {expression(graph, value)}" for value in graph.objects(node, predicate)]
    for members in graph.objects(None, OWL.members):
        listed = list(graph.items(members))
        if node in listed:
            others = sorted(expression(graph, other) for other in listed if other != node)
            found.append(f"is never a {' or '.join(others)}")
    if (node, OWL.deprecated, Literal(True)) in graph:
        found.append("is deprecated")
    classes = sorted(expression(graph, type_) for type_ in graph.objects(node, RDF.type) if str(type_).startswith(KG))
    return sorted(set(found) | {f"is a {name}" for name in classes})


def expression(graph: Graph, node: Node) -> str:
    """A class, property or value in words: "State or Organization", "exactly 1 holder"."""
    if isinstance(node, URIRef):
        return compact(node)
    if not isinstance(node, BNode):
        return str(node)
    if (node, RDF.first, None) in graph:
        return " / ".join(expression(graph, step) for step in graph.items(node))
    for predicate, word in ((OWL.unionOf, " or "), (OWL.intersectionOf, " and ")):
        members = graph.value(node, predicate)
        if members is not None:
            # the order of a union means nothing, and a changed order is no change
            return word.join(sorted(expression(graph, member) for member in graph.items(members)))
    return _restriction(graph, node)


def _restriction(graph: Graph, node: Node) -> str:
    property_ = graph.value(node, OWL.onProperty)
    if property_ is None:
        return "something that has no words here"
    name = expression(graph, property_)
    for predicate, word in _COUNTS.items():
        count = graph.value(node, predicate)
        if count is not None:
            of = graph.value(node, OWL.onClass)
            return f"what has {word} {count} {name}" + ("" if of is None else f" that is a {expression(graph, of)}")
    for predicate, word in ((OWL.someValuesFrom, "some"), (OWL.allValuesFrom, "only"), (OWL.hasValue, "the value")):
        value = graph.value(node, predicate)
        if value is not None:
            return f"what has as {name} {word} {expression(graph, value)}"
    return f"what has itself as {name}"


def compact(iri: str) -> str:
    """A name of the project without a prefix, others with a known one or in full."""
    if iri.startswith(KG):
        return iri.removeprefix(KG)
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return f"<{iri}>"
