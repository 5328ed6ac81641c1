"""The ontology's terms with what a reader needs to know of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rdflib import OWL, RDF, RDFS, SKOS, Graph
from rdflib.term import Node, URIRef

from kg.ontology.graph import load
from kg.vocabulary import KG


class Kind(StrEnum):
    """What sort of term it is."""

    CLASS = "class"
    OBJECT_PROPERTY = "object property"
    DATATYPE_PROPERTY = "datatype property"
    CODE = "code"
    CODE_LIST = "code list"


_KINDS: Final = (
    (OWL.Class, Kind.CLASS),
    (OWL.ObjectProperty, Kind.OBJECT_PROPERTY),
    (OWL.DatatypeProperty, Kind.DATATYPE_PROPERTY),
    (SKOS.ConceptScheme, Kind.CODE_LIST),
)


@dataclass(frozen=True, slots=True)
class Term:
    """One term; `module` names the file that defines it ("events"), `notations` hold its codes in other schemes."""

    iri: str
    name: str
    kind: Kind
    label: str
    definition: str
    module: str
    note: str | None = None
    example: str | None = None
    notations: tuple[str, ...] = ()


def terms(graph: Graph | None = None) -> list[Term]:
    """All terms that the ontology (or `graph`) defines, by module, kind and name.

    >>> next(term.definition for term in terms() if term.name == "PhoneCall")
    'A consultation by telephone.'
    """
    ontology = load() if graph is None else graph
    found = [
        _term(ontology, subject, module)
        for subject, module in ontology.subject_objects(RDFS.isDefinedBy)
        if isinstance(subject, URIRef) and subject.startswith(KG)
    ]
    order = list(Kind)
    return sorted(found, key=lambda term: (term.module, order.index(term.kind), term.name))


def _term(graph: Graph, subject: URIRef, module: Node) -> Term:
    return Term(
        iri=str(subject),
        name=subject.removeprefix(KG),
        kind=next((kind for type_, kind in _KINDS if (subject, RDF.type, type_) in graph), Kind.CODE),
        label=_text(graph, subject, RDFS.label) or "",
        definition=_text(graph, subject, SKOS.definition) or "",
        module=str(module).rsplit("/", 1)[-1],
        note=_text(graph, subject, SKOS.scopeNote),
        example=_text(graph, subject, SKOS.example),
        notations=tuple(sorted(str(code) for code in graph.objects(subject, SKOS.notation))),
    )


def _text(graph: Graph, subject: URIRef, predicate: URIRef) -> str | None:
    value = graph.value(subject, predicate)
    return None if value is None else str(value)
