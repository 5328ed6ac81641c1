"""Consistency of the ontology under OWL 2 DL, by the reasoner HermiT, which owlready2 brings.

For tests and for whoever changes the ontology: it needs Java, takes a second or two on the ontology and on the graph
of an article, grows steeply with more, and is never part of reading. HermiT breaks off on any xsd:date.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import owlready2
from rdflib import Graph

from kg.errors import InstallationError, ShapeError
from kg.ontology.graph import load


def check_consistency(data: Graph | None = None) -> list[str]:
    """IRIs of the classes that can have no member, sorted; an empty list is what one wants.

    `data` is reasoned over together with the ontology: axioms to test, or the graph of an article. Raises
    ShapeError where the whole contradicts itself, so that every class would be empty, and InstallationError
    where Java is missing.
    """
    if shutil.which(owlready2.JAVA_EXE) is None:
        raise InstallationError(
            f"checking the ontology needs Java (11 or later): no program {owlready2.JAVA_EXE!r} is on the PATH; "
            "install a Java runtime"
        )
    graph = load()
    if data is not None:
        graph += data
    with tempfile.TemporaryDirectory() as folder:
        # owlready2 reads RDF/XML and N-Triples, not Turtle.
        path = Path(folder) / "ontology.nt"
        graph.serialize(path, format="nt", encoding="utf-8")
        return _unsatisfiable(path)


def _unsatisfiable(path: Path) -> list[str]:
    # A world of its own: owlready2's default world would keep what an earlier call had loaded.
    world = owlready2.World()
    try:
        with path.open("rb") as stream:
            world.get_ontology(path.as_uri()).load(fileobj=stream, only_local=True)
        owlready2.sync_reasoner_hermit(world, debug=0)
        return sorted(str(class_.iri) for class_ in world.inconsistent_classes() if class_ is not owlready2.Nothing)
    except owlready2.OwlReadyInconsistentOntologyError as error:
        raise ShapeError("the graph contradicts the ontology: HermiT finds no model of the two together") from error
    except owlready2.OwlReadyJavaError as error:
        raise InstallationError(f"the reasoner HermiT broke off: {error}") from error
    finally:
        world.close()
