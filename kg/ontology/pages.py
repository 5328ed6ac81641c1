"""What stands at the ontology's address: the whole, its modules and versions, and each term, in several forms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Final

from rdflib import OWL, RDF, RDFS, SKOS, Graph
from rdflib.term import BNode, Node, URIRef

from kg.errors import InstallationError
from kg.ontology.graph import load
from kg.ontology.terms import Term, terms
from kg.ontology.versions import current_version, kept_versions, load_version
from kg.ontology.words import axioms, compact
from kg.resources import MODULES, ontology_files, ontology_folder
from kg.vocabulary import KG

MODELLING: Final = "modelling.html"
# Names of forms, as elsewhere, with rdflib's names of their serializers.
FORMS: Final = {"turtle": "turtle", "rdfxml": "xml", "jsonld": "json-ld", "ntriples": "nt"}


@dataclass(frozen=True, slots=True)
class Description:
    """A term for people: what it is, what is stated of it in words, and the names of what lies around it.

    `below` are the terms directly below it, or the codes of a list; `used_with` the properties that are stated of it
    or have it as value, and those of the classes above it.
    """

    term: Term
    axioms: tuple[str, ...]
    below: tuple[str, ...]
    used_with: tuple[str, ...]


@cache
def _ontology() -> Graph:
    """The whole ontology, to be read only."""
    return load()


@cache
def _terms() -> dict[str, Term]:
    return {term.name: term for term in terms(_ontology())}


@cache
def whole(form: str) -> bytes:
    """The whole ontology as one graph in a form of FORMS."""
    return _written(_ontology(), form)


@cache
def part(name: str, form: str) -> bytes | None:
    """A module ("events"), or a version that is kept ("0.1.0"); None where there is none of that name."""
    if f"{name}.ttl" in MODULES:
        path = next(path for path in ontology_files() if path.stem == name)
        return _written(Graph().parse(path, format="turtle"), form)
    if name in {*kept_versions(), current_version()}:
        return _written(load_version(name), form)
    return None


@cache
def about(name: str, form: str) -> bytes | None:
    """The triples of one term with the class expressions that they name; None where there is no such term."""
    ontology, node = _ontology(), URIRef(KG + name)
    if (node, RDFS.isDefinedBy, None) not in ontology:
        return None
    found = Graph()
    for prefix, namespace in ontology.namespaces():
        found.bind(prefix, namespace)
    waiting: list[Node] = [node]
    while waiting:
        subject = waiting.pop()
        for predicate, object_ in ontology.predicate_objects(subject):
            if isinstance(object_, BNode) and (object_, None, None) not in found:
                waiting.append(object_)
            found.add((subject, predicate, object_))
    return _written(found, form)


@cache
def describe(name: str) -> Description | None:
    """A term for its page; None where there is no such term."""
    term = _terms().get(name)
    if term is None:
        return None
    ontology, node = _ontology(), URIRef(KG + name)
    nearer = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.inScheme, RDF.type)
    below = {compact(str(s)) for p in nearer for s in ontology.subjects(p, node) if str(s).startswith(KG)}
    above = {up for up in ontology.transitive_objects(node, RDFS.subClassOf) if isinstance(up, URIRef)}
    used = {
        compact(str(property_))
        for predicate in (RDFS.domain, RDFS.range)
        for property_, target in ontology.subject_objects(predicate)
        if isinstance(property_, URIRef) and above & set(_members(ontology, target))
    }
    return Description(term, tuple(axioms(ontology, node)), tuple(sorted(below)), tuple(sorted(used)))


def page(name: str = "index.html") -> bytes | None:
    """A file that docs/ontology_pages.py made: all terms and how to model (without a page's frame), or a diagram.

    None where there is no such file; InstallationError where it is missing.
    """
    names = {"index.html", MODELLING, *(f"{module.removesuffix('.ttl')}.svg" for module in MODULES)}
    if name not in names:
        return None
    path = ontology_folder() / "pages" / name
    if not path.is_file():
        raise InstallationError(f"the page {name!r} of the ontology is missing: there is no {path}; reinstall")
    return path.read_bytes()


def source_digest() -> str:
    """SHA-256 of the ontology's files, in hexadecimal: a page that carries another is out of date."""
    found = sha256()
    for path in ontology_files():
        found.update(path.read_bytes())
    return found.hexdigest()


def _members(graph: Graph, node: Node) -> list[Node]:
    union = graph.value(node, OWL.unionOf)
    return [node] if union is None else list(graph.items(union))


def _written(graph: Graph, form: str) -> bytes:
    return graph.serialize(format=FORMS[form], encoding="utf-8")
