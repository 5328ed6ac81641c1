"""Consistency of the ontology under OWL 2 DL, and what follows from it, by the reasoner HermiT, which owlready2 brings.

For tests and for whoever changes the ontology: it needs Java, takes a second or two on the ontology and on the graph
of an article, grows steeply with more, and is never part of reading. HermiT breaks off on any xsd:date.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import owlready2
from rdflib import OWL, RDF, RDFS, Graph
from rdflib.term import URIRef

from kg.errors import InstallationError, ShapeError
from kg.ontology.graph import load
from kg.vocabulary import KG


def check_consistency(data: Graph | None = None) -> list[str]:
    """IRIs of the classes that can have no member, sorted; an empty list is what one wants.

    `data` is reasoned over together with the ontology: axioms to test, or the graph of an article. Raises
    ShapeError where the whole contradicts itself, so that every class would be empty, and InstallationError
    where Java is missing.
    """
    with _reasoned(data) as world:
        return sorted(str(class_.iri) for class_ in world.inconsistent_classes() if class_ is not owlready2.Nothing)


def entailments(data: Graph) -> Graph:
    """The types and property values that HermiT derives for the nodes of `data` and that do not stand in it already.

    Terms of the project's namespace only. HermiT gives the narrowest properties, so what follows from the tree of
    properties is added here. Raises as `check_consistency` does.
    """
    own = {node for triple in data for node in (triple[0], triple[2]) if isinstance(node, URIRef)}
    nodes = {node for node in own if not node.startswith(KG)}
    named = Graph()
    named += data
    for node in nodes:
        named.add((node, RDF.type, OWL.NamedIndividual))
    found = Graph()
    with _reasoned(named, infer_property_values=True) as world:
        for individual in world.individuals():
            for class_ in individual.INDIRECT_is_a:
                if isinstance(class_, owlready2.ThingClass) and class_.iri.startswith(KG):
                    found.add((URIRef(individual.iri), RDF.type, URIRef(class_.iri)))
        for subject, predicate, object_ in world.as_rdflib_graph():
            if subject in nodes and predicate is not None and predicate.startswith(KG):
                found.add((subject, predicate, object_))
    _close_properties(found)
    new = Graph()
    for triple in set(found) - set(data):
        if triple[0] in nodes:  # codes are individuals too; what follows of them is no matter of the data
            new.add(triple)
    return new


def _close_properties(graph: Graph) -> None:
    """Add what follows from the tree of properties and from named inverses."""
    ontology = load()
    for subject, predicate, object_ in list(graph):
        for above in ontology.transitive_objects(predicate, RDFS.subPropertyOf):
            if above is not None and above != predicate and str(above).startswith(KG):
                graph.add((subject, above, object_))
    for one, other in ontology.subject_objects(OWL.inverseOf):
        for subject, object_ in list(graph.subject_objects(one)):
            graph.add((object_, other, subject))
        for subject, object_ in list(graph.subject_objects(other)):
            graph.add((object_, one, subject))


@contextmanager
def _reasoned(data: Graph | None, *, infer_property_values: bool = False) -> Iterator[Any]:
    """A world of owlready2 with the ontology, `data` and what HermiT derives from them."""
    if shutil.which(owlready2.JAVA_EXE) is None:
        raise InstallationError(
            f"checking the ontology needs Java (11 or later): no program {owlready2.JAVA_EXE!r} is on the PATH; "
            "install a Java runtime"
        )
    graph = load()
    if data is not None:
        graph += data
    # A world of its own: owlready2's default world would keep what an earlier call had loaded.
    world = owlready2.World()
    try:
        with tempfile.TemporaryDirectory() as folder:
            # owlready2 reads RDF/XML and N-Triples, not Turtle.
            path = Path(folder) / "ontology.nt"
            graph.serialize(path, format="nt", encoding="utf-8")
            with path.open("rb") as stream:
                world.get_ontology(path.as_uri()).load(fileobj=stream, only_local=True)
            owlready2.sync_reasoner_hermit(world, debug=0, infer_property_values=infer_property_values)
        yield world
    except owlready2.OwlReadyInconsistentOntologyError as error:
        raise ShapeError("the graph contradicts the ontology: HermiT finds no model of the two together") from error
    except owlready2.OwlReadyJavaError as error:
        raise InstallationError(f"the reasoner HermiT broke off: {error}") from error
    finally:
        world.close()
