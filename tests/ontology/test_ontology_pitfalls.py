from __future__ import annotations

import pytest
from rdflib import Graph

from kg.ontology import load, pitfalls
from kg.vocabulary import KG

PREFIXES = f"""
@prefix kg: <{KG}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
# What is added to the ontology, the term that must be named, and a word of what must be said of it.
SLIPS = {
    "no label": ('kg:Odd a owl:Class ; skos:definition "x"@en .', "Odd", "0 labels"),
    "two definitions": ('kg:Event skos:definition "Another."@en .', "Event", "2 definitions"),
    "a German label": ('kg:Odd a owl:Class ; rdfs:label "Ereignis"@de .', "Odd", "no English text"),
    "no module": ('kg:Odd a owl:Class ; rdfs:label "odd"@en .', "Odd", "defined by a module"),
    "a label twice": ('kg:Odd a owl:Class ; rdfs:label "event"@en .', "Odd", "label of Event"),
    "two domains": ("kg:holder rdfs:domain kg:Event .", "holder", "2 domains"),
    "no range": ("kg:odd a owl:ObjectProperty ; rdfs:domain kg:Event .", "odd", "no range"),
    "a cycle": ("kg:Event rdfs:subClassOf kg:PhoneCall .", "Consultation", "own ancestor"),
    "a cycle of properties": ("kg:participant rdfs:subPropertyOf kg:agent .", "agent", "own ancestor"),
    "a class that nothing reaches": ("kg:Odd a owl:Class .", "Odd", "no domain and no range"),
    "a day": ('kg:Event skos:example "2024-10-01"^^xsd:date .', "Event", "xsd:date"),
    "a day as range": ("kg:earliest rdfs:range xsd:date .", "earliest", "xsd:date"),
    "a functional chain": ("kg:agent a owl:FunctionalProperty .", "agent", "not simple"),
    "an asymmetry above a chain": ("kg:participant a owl:AsymmetricProperty .", "participant", "not simple"),
    "a count on a chain": (
        'kg:Event rdfs:subClassOf [ a owl:Restriction ; owl:onProperty kg:agent ; owl:minCardinality "1"^^xsd:int ] .',
        "agent",
        "may not be counted",
    ),
    "a deprecated range": ("kg:Voice owl:deprecated true .", "voice", "refers to Voice, which is deprecated"),
    "a slip of the pen": ("kg:theme rdfs:range kg:Evnt .", "Evnt", "not defined"),
    "class and property": ("kg:Event a owl:ObjectProperty .", "Event", "several sorts"),
    "a small class": ("kg:oddity a owl:Class .", "oddity", "small letter"),
    "a capital property": ("kg:Has a owl:ObjectProperty .", "Has", "capital"),
    "what is left over": ("kg:OtherEvent a owl:Class ; rdfs:subClassOf kg:Event .", "OtherEvent", "left over"),
    "an inverse the wrong way": ("kg:holder owl:inverseOf kg:source .", "holder", "swap the domain"),
    "an inverse of itself": ("kg:theme owl:inverseOf kg:theme .", "theme", "own inverse"),
    "a symmetry of unlike ends": ("kg:holder a owl:SymmetricProperty .", "holder", "symmetric"),
    "a code that may be another": (
        "kg:sure skos:inScheme kg:CertaintyScheme .",
        "CertaintyScheme",
        "declared different",
    ),
    "a list without codes": ("kg:OddScheme a skos:ConceptScheme .", "OddScheme", "without codes"),
}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return load()


def test_the_ontology_has_none(ontology: Graph) -> None:
    assert [str(found) for found in pitfalls(ontology)] == []


@pytest.mark.parametrize("slip", SLIPS)
def test_each_pitfall_names_the_term(ontology: Graph, slip: str) -> None:
    turtle, term, message = SLIPS[slip]
    spoilt = ontology + Graph().parse(data=PREFIXES + turtle, format="turtle")
    assert [f for f in pitfalls(spoilt) if f.term == term and message in f.message], list(map(str, pitfalls(spoilt)))
