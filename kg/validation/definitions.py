"""What the checks need to know of the ontology."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rdflib import RDF, RDFS, SKOS, Graph
from rdflib.term import Node, URIRef

from kg.resources import ontology_files


@dataclass(frozen=True, slots=True)
class Definitions:
    """All terms that the ontology defines, and the triples that tell the class tree and the classes of the codes."""

    terms: frozenset[Node]
    classes: frozenset[tuple[Node, Node, Node]]


@cache
def read_definitions() -> Definitions:
    """The ontology's definitions, read once; raises InstallationError where a file is missing."""
    ontology = Graph()
    for path in ontology_files():
        ontology.parse(path, format="turtle")
    tree = {triple for triple in ontology.triples((None, RDFS.subClassOf, None)) if _named(triple)}
    codes = {triple for code in ontology.subjects(SKOS.inScheme) for triple in ontology.triples((code, RDF.type, None))}
    return Definitions(frozenset(ontology.subjects(RDFS.isDefinedBy)), frozenset(tree | codes))


def _named(triple: tuple[Node, Node, Node]) -> bool:
    return all(isinstance(node, URIRef) for node in triple)
