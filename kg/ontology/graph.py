"""The ontology's modules merged into one graph."""

from __future__ import annotations

from rdflib import OWL, RDF, Graph, URIRef
from rdflib.plugins.parsers.notation3 import BadSyntax

from kg.errors import InstallationError
from kg.resources import ontology_files
from kg.vocabulary import ONTOLOGY


def load() -> Graph:
    """The whole ontology as one graph with one header.

    The headers of the modules and the imports go: OWL 2 allows one header in a document, and an import
    would send a tool to the network for what is here already. Raises InstallationError where a module is
    missing or is no Turtle.
    """
    graph = Graph()
    for path in ontology_files():
        try:
            graph.parse(path, format="turtle")
        except BadSyntax as error:
            raise InstallationError(f"the ontology's file {path} is no valid Turtle: {error}") from error
    for header in list(graph.subjects(RDF.type, OWL.Ontology)):
        if header != URIRef(ONTOLOGY):
            graph.remove((header, None, None))
    graph.remove((None, OWL.imports, None))
    return graph
