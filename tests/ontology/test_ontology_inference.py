"""What follows from a graph: exactly this by the reasoner, and the same by the rules that a program runs."""

from __future__ import annotations

import os
import shutil

import owlready2
import pytest
from rdflib import RDF, Graph, Namespace
from rdflib.term import Node, URIRef

from kg.ontology import infer
from kg.ontology.consistency import entailments
from kg.store import Store
from kg.vocabulary import KG as KG_IRI

KG = Namespace(KG_IRI)
ON = Namespace("https://example.org/")
NEEDS_JAVA = pytest.mark.skipif(
    shutil.which(owlready2.JAVA_EXE) is None and not os.environ.get("CI"),
    reason="the reasoner HermiT needs Java, and there is none here",
)

# A call that took place, with one capacity known, an attempt that did not, and a body of a third state.
SMALL = f"""
@prefix kg: <{KG_IRI}> .
@prefix : <{ON}> .
:call a kg:PhoneCall ; kg:status kg:occurred ; kg:agentParticipation :part ; kg:recipient :gallant .
:part a kg:Participation ; kg:participationActor :austin ; kg:inCapacity :tenure .
:tenure a kg:Tenure ; kg:tenureHolder :austin ; kg:tenureOffice :secretary .
:secretary a kg:Office ; kg:officeIn :us .
:attempt a kg:Meeting ; kg:status kg:attempted ; kg:agent :guard ; kg:recipient :group .
:austin a kg:Person . :gallant a kg:Person . :us a kg:State . :ir a kg:State .
:guard a kg:ArmedForce ; kg:bodyOfState :ir . :group a kg:ArmedGroup .
"""
FOLLOWS = {
    (ON.call, RDF.type): [KG.Consultation, KG.Communication, KG.Event, KG.Contact],
    (ON.attempt, RDF.type): [KG.Consultation, KG.Communication, KG.Event],
    (ON.austin, RDF.type): [KG.Actor],
    (ON.gallant, RDF.type): [KG.Actor],
    (ON.us, RDF.type): [KG.Actor],
    (ON.ir, RDF.type): [KG.Actor],
    (ON.guard, RDF.type): [KG.Organization, KG.Actor],
    (ON.group, RDF.type): [KG.Organization, KG.Actor],
    (ON.call, KG.agent): [ON.austin],
    (ON.call, KG.participant): [ON.austin, ON.gallant],
    (ON.call, KG.participation): [ON.part],
    (ON.call, KG.involvesState): [ON.us],
    (ON.attempt, KG.participant): [ON.guard, ON.group],
    (ON.attempt, KG.involvesState): [ON.ir],
    (ON.austin, KG.participatesIn): [ON.call],
    (ON.gallant, KG.participatesIn): [ON.call],
    (ON.guard, KG.participatesIn): [ON.attempt],
    (ON.group, KG.participatesIn): [ON.attempt],
    (ON.austin, KG.inContactWith): [ON.gallant],
    (ON.gallant, KG.inContactWith): [ON.austin],
}
# What the rules read of an article's graph: HermiT would take minutes over the text layer.
READ = {
    KG[name]
    for name in (
        *("agent", "recipient", "agentParticipation", "recipientParticipation", "participationActor", "inCapacity"),
        *("tenureOffice", "tenureHolder", "officeIn", "bodyOfState", "status"),
    )
}
TEXT = {
    KG[name]
    for name in (
        *("Claim", "Document", "Sentence", "Mention", "Trigger", "Attribution", "TimeExpression", "Quantity"),
        "Place",
    )
}


def _triples(graph: Graph) -> set[tuple[Node, Node, Node]]:
    """Without the steps of property chains, and without the contact with oneself, which the rules leave out."""
    steps = {KG.stateItself, KG.contactItself}
    return {(s, p, o) for s, p, o in graph if p not in steps and not (p == KG.inContactWith and s == o)}


def _differing(one: set[tuple[Node, Node, Node]], other: set[tuple[Node, Node, Node]]) -> list[str]:
    return sorted(" ".join(map(str, triple)) for triple in one ^ other)


EXPECTED: set[tuple[Node, Node, Node]] = {
    (node, predicate, value) for (node, predicate), values in FOLLOWS.items() for value in values
}


def test_the_rules_derive_exactly_what_is_expected() -> None:
    assert _differing(_triples(infer(Graph().parse(data=SMALL, format="turtle"))), EXPECTED) == []


@NEEDS_JAVA
def test_the_reasoner_derives_exactly_what_is_expected() -> None:
    found = entailments(Graph().parse(data=SMALL, format="turtle"))
    assert _differing(_triples(found), EXPECTED) == []
    assert (ON.austin, KG.inContactWith, ON.austin) in found


def test_a_plan_or_an_attempt_is_no_contact() -> None:
    graph = Graph().parse(data=SMALL.replace("kg:occurred", "kg:planned"), format="turtle")
    assert list(infer(graph).subject_objects(KG.inContactWith)) == []


def test_what_stands_in_the_graph_is_not_inferred_again() -> None:
    graph = Graph().parse(data=SMALL, format="turtle")
    before = set(graph)
    found = infer(graph)
    assert set(graph) == before
    assert set(infer(graph + found)) == set()


@NEEDS_JAVA
def test_rules_and_reasoner_agree_on_the_first_article(first_store: Store) -> None:
    rows = first_store.query("SELECT ?s ?p ?o WHERE { ?s ?p ?o FILTER(ISIRI(?o)) }")
    whole = Graph()
    for row in rows:
        whole.add((URIRef(row["s"].value), URIRef(row["p"].value), URIRef(row["o"].value)))
    reduced = Graph()
    for triple in whole:
        if triple[1] in READ or (triple[1] == RDF.type and triple[2] not in TEXT):
            reduced.add(triple)
    by_rules = _triples(infer(reduced))
    assert _differing(by_rules, _triples(entailments(reduced))) == []
    assert len(by_rules) > 300
    # What is left out of the reduced graph adds nothing to what the rules say of events and actors.
    classes = {triple for triple in _triples(infer(whole)) if triple[1] != RDF.type}
    assert classes == {triple for triple in by_rules if triple[1] != RDF.type}
