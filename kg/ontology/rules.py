"""What follows from a graph by the ontology, by SPARQL: what a program needs of inference, without a reasoner."""

from __future__ import annotations

from typing import Final

from rdflib import RDFS, Graph
from rdflib.term import URIRef

from kg.errors import InstallationError
from kg.ontology.graph import load
from kg.resources import ontology_folder

# The classes come first, since a contact is a consultation of any kind; none of the others waits for another.
RULES: Final = ("classes", "participants", "states", "contacts")


def infer(data: Graph) -> Graph:
    """The triples that follow from `data` by the rules of `ontology/rules` and do not stand in it already.

    They are the closure of the classes, the short forms and inverse of participations, the states that an event
    involves, and who was in contact with whom. Raises InstallationError where a rule is missing.
    """
    known = Graph()
    known += data
    ontology = load()
    for triple in ontology.triples((None, RDFS.subClassOf, None)):
        if isinstance(triple[2], URIRef):
            known.add(triple)
    tree = set(known) - set(data)
    for name in RULES:
        known += known.query(_rule(name)).graph or Graph()
    found = Graph()
    for triple in set(known) - set(data) - tree:
        found.add(triple)
    for prefix, namespace in data.namespaces():
        found.bind(prefix, namespace)
    return found


def _rule(name: str) -> str:
    path = ontology_folder() / "rules" / f"{name}.rq"
    if not path.is_file():
        raise InstallationError(f"the rule {name!r} is missing: there is no {path}; reinstall")
    return path.read_text(encoding="utf-8")
