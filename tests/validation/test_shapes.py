from __future__ import annotations

from typing import NamedTuple

import pytest
from rdflib import Graph, Literal, URIRef

from kg.validation import Violation, validate
from kg.vocabulary import DEFAULT_BASE, KG, RDFS

PREFIXES = f"""
@prefix kg: <{KG}> .
@prefix rdfs: <{RDFS}> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <{DEFAULT_BASE}> .
"""


class Case(NamedTuple):
    """One rule broken: the properties that are taken from a node, the triples that are added, what is reported."""

    node: str
    path: str | None
    message: str
    without: tuple[str, ...] = ()
    add: str = ""


CASES = {
    "document without publisher": Case("D", "kg:publisher", "exactly one publisher", ("publisher",)),
    "document with a short digest": Case("D", "kg:textDigest", "SHA-256", ("textDigest",), ':D kg:textDigest "abc" .'),
    "document without reader version": Case("D", "kg:readerVersion", "exactly one reader version", ("readerVersion",)),
    "document with a bare date": Case("D", "dct:issued", "xsd:dateTime", add=':D dct:issued "2024-10-09"^^xsd:date .'),
    "sentence in no document": Case("S1", "kg:inDocument", "exactly one document", ("inDocument",)),
    "span in no sentence": Case("t1", "kg:inSentence", "exactly one sentence", ("inSentence",)),
    "span without text": Case("t1", "kg:exact", "exactly one exact text", ("exact",)),
    "span without end": Case("t1", "kg:endChar", "exactly one end", ("endChar",)),
    "span that ends before it starts": Case(
        "t1", "kg:startChar", "starts before it ends", ("endChar",), ":t1 kg:endChar 2 ."
    ),
    "mention of a place": Case("m1", "kg:refersTo", "refers to actors", add=":m1 kg:refersTo :tehran ."),
    "cue without stance": Case("cue", "kg:stance", "exactly one stance", ("stance",)),
    "cue with a stance that takes no side": Case(
        "cue", "kg:stance", "one stance", ("stance",), ":cue kg:stance kg:uncommitted ."
    ),
    "time that ends before it begins": Case(
        "attack",
        "kg:earliest",
        "not after the latest",
        ("earliest",),
        ':attack kg:earliest "2024-10-03T00:00:00Z"^^xsd:dateTime .',
    ),
    "quantity without precision": Case("q", "kg:precision", "exactly one precision", ("precision",)),
    "actor without label": Case("biden", "rdfs:label", "has a label", ("label",)),
    "state with a long code": Case("us", "kg:isoCode", "two capitals", ("isoCode",), ':us kg:isoCode "USA" .'),
    "person as a body of a state": Case("biden", None, "through a tenure", add=":biden kg:bodyOfState :us ."),
    "person as an office": Case(
        "biden", None, "no person", ("tenureOffice@tenure",), ":tenure kg:tenureOffice :biden ."
    ),
    "office in a person": Case(
        "president", "kg:officeIn", "in one state", ("officeIn",), ":president kg:officeIn :biden ."
    ),
    "tenure of two persons": Case(
        "tenure", "kg:tenureHolder", "exactly one holder", add=":tenure kg:tenureHolder :netanyahu ."
    ),
    "tenure without office": Case("tenure", "kg:tenureOffice", "exactly one office", ("tenureOffice",)),
    "tenure without evidence": Case("tenure", "kg:evidence", "evidence in the text", ("evidence",)),
    "tenure that began after the event": Case(
        "tenure",
        None,
        "not in force on the day",
        add=':tenure kg:inForceFrom "2024-10-10T00:00:00Z"^^xsd:dateTime .',
    ),
    "tenure that had ended before the event": Case(
        "tenure",
        None,
        "not in force on the day",
        add=':tenure kg:inForceUntil "2023-01-01T00:00:00Z"^^xsd:dateTime . '
        ':call kg:earliest "2024-01-01T00:00:00Z"^^xsd:dateTime .',
    ),
    "tenure that ends before it begins": Case(
        "tenure",
        "kg:inForceFrom",
        "does not end before it begins",
        add=':tenure kg:inForceFrom "2021-01-20T00:00:00Z"^^xsd:dateTime ; '
        'kg:inForceUntil "2020-01-20T00:00:00Z"^^xsd:dateTime .',
    ),
    "part taken by a former office": Case("tenure", None, "former one", add=":tenure kg:former true ."),
    "event without evidence": Case("call", "kg:evidence", "a trigger", ("evidence",)),
    "event without status": Case("call", "kg:status", "exactly one status", ("status",)),
    "event with a status of another list": Case(
        "call", "kg:status", "of the code list", ("status",), ":call kg:status kg:certain ."
    ),
    "event of a class and its ancestor": Case("call", "rdf:type", "narrowest class", add=":call a kg:Event ."),
    "place that acts": Case("attack", "kg:agent", "is an actor", add=":attack kg:agent :tehran ."),
    "claim as theme": Case("attack", "kg:theme|kg:inRetaliationFor", "is an event", add=":attack kg:theme :c1 ."),
    "participation of no event": Case(
        "part", "^kg:agentParticipation|^kg:recipientParticipation", "exactly one event", ("agentParticipation@call",)
    ),
    "participation without actor": Case("part", "kg:participationActor", "exactly one actor", ("participationActor",)),
    "participation without capacity": Case("part", "kg:inCapacity", "has a capacity", ("inCapacity",)),
    "participation in another's tenure": Case(
        "part",
        "kg:inCapacity/kg:tenureHolder",
        "tenure of the actor",
        ("participationActor",),
        ":part kg:participationActor :netanyahu .",
    ),
    "participation beside the short form": Case("part", None, "direct agent or recipient", ("agent@call",)),
    "claim without holder": Case("c4", "kg:holder", "exactly one holder", ("holder",)),
    "claim of two holders": Case("c4", "kg:holder", "exactly one holder", add=":c4 kg:holder :biden ."),
    "claim without content": Case("c4", "kg:content", "has a content", ("content",)),
    "claim on a person": Case("c4", "kg:content", "an event or a claim", ("content",), ":c4 kg:content :biden ."),
    "claim without polarity": Case("c4", "kg:polarity", "exactly one polarity", ("polarity",)),
    "claim without phase": Case("c4", "kg:phase", "exactly one phase", ("phase",)),
    "claim of two phases": Case("c4", "kg:phase", "exactly one phase", add=":c4 kg:phase kg:occurred ."),
    "claim without certainty": Case("c4", "kg:certainty", "exactly one certainty", ("certainty",)),
    "claim without voice": Case("c4", "kg:voice", "exactly one voice", ("voice",)),
    "claim with a mention as evidence": Case(
        "c4", "kg:evidence", "trigger or an attribution", add=":c4 kg:evidence :m2 ."
    ),
    "claim that denies an event": Case("c4", "kg:denies", "denies is a claim", add=":c4 kg:denies :call ."),
    "claim on an event and a claim": Case("c2", None, "only claims may be several", add=":c2 kg:content :attack ."),
    "chain that does not begin with the publisher": Case("c3", None, "publisher of its document", ("content@c2",)),
    "chain without a publisher": Case(
        "c4", "^kg:content*/kg:holder/^kg:publisher", "rooted in the publisher", ("content@c3",)
    ),
}


def _broken(graph: Graph, case: Case) -> list[Violation]:
    for name in case.without:
        property_, _, node = name.partition("@")
        namespace = RDFS if property_ == "label" else KG
        graph.remove((URIRef(DEFAULT_BASE + (node or case.node)), URIRef(namespace + property_), None))
    graph.parse(data=PREFIXES + case.add, format="turtle")
    return validate(graph)


def test_a_graph_as_it_should_be_breaks_no_rule(graph: Graph) -> None:
    assert validate(graph) == []


@pytest.mark.parametrize("name", CASES)
def test_each_rule_reports_node_and_path(graph: Graph, name: str) -> None:
    case = CASES[name]
    found = _broken(graph, case)
    assert (DEFAULT_BASE + case.node, case.path) in {(violation.node, violation.path) for violation in found}
    assert any(case.message in violation.message and violation.path == case.path for violation in found)


def test_a_violation_carries_the_sentence_that_it_rests_on(graph: Graph) -> None:
    graph.remove((URIRef(DEFAULT_BASE + "attack"), URIRef(KG + "status"), None))
    (violation,) = validate(graph)
    assert violation.sentence == "Tehran launched about 200 missiles on October 1."


@pytest.mark.parametrize(
    "times",
    [
        'kg:inForceFrom "2021-01-20T00:00:00Z"^^xsd:dateTime',
        'kg:inForceUntil "2025-01-20T23:59:59Z"^^xsd:dateTime',
        'kg:inForceFrom "2024-10-09T00:00:00Z"^^xsd:dateTime ; kg:inForceUntil "2024-10-09T23:59:59Z"^^xsd:dateTime',
        # ended since, and the text of another day calls it former
        'kg:inForceUntil "2025-01-20T23:59:59Z"^^xsd:dateTime ; kg:former true',
    ],
)
def test_a_tenure_in_force_on_the_day_breaks_no_rule(graph: Graph, times: str) -> None:
    graph.parse(data=f"{PREFIXES} :tenure {times} .", format="turtle")
    assert validate(graph) == []


def test_a_tenure_out_of_force_is_reported_with_the_sentence_of_the_participation(graph: Graph) -> None:
    graph.parse(data=f'{PREFIXES} :tenure kg:inForceUntil "2023-01-01T00:00:00Z"^^xsd:dateTime .', format="turtle")
    graph.remove((URIRef(DEFAULT_BASE + "tenure"), URIRef(KG + "evidence"), None))
    graph.add((URIRef(DEFAULT_BASE + "tenure"), URIRef(KG + "evidence"), URIRef(DEFAULT_BASE + "m1")))
    (violation,) = validate(graph)
    assert violation.message.endswith(f"found: {DEFAULT_BASE}part")
    assert violation.sentence is not None
    assert violation.sentence.startswith("A US official told the Post")


def test_a_violation_names_the_value_that_is_wrong(graph: Graph) -> None:
    graph.add((URIRef(DEFAULT_BASE + "c4"), URIRef(KG + "denies"), URIRef(DEFAULT_BASE + "call")))
    (violation,) = validate(graph)
    assert violation.message.endswith(f"found: {DEFAULT_BASE}call")
    assert str(violation).startswith(f"{DEFAULT_BASE}c4 kg:denies: ")


def test_an_outlet_that_publishes_one_document_is_no_root_in_another(graph: Graph) -> None:
    graph.remove((URIRef(DEFAULT_BASE + "c2"), URIRef(KG + "content"), None))
    graph.parse(data=PREFIXES + ":other kg:publisher :post .", format="turtle")
    reported = [v for v in validate(graph) if v.node == DEFAULT_BASE + "c3"]
    assert ["publisher of its document" in v.message for v in reported] == [True]


@pytest.mark.parametrize(
    ("predicate", "value", "path"),
    [("holdr", "biden", "kg:holdr"), ("phase", "scheduled", "kg:phase")],
)
def test_a_term_that_the_ontology_does_not_define_is_reported(
    graph: Graph, predicate: str, value: str, path: str
) -> None:
    graph.add((URIRef(DEFAULT_BASE + "c4"), URIRef(KG + predicate), URIRef(KG + value)))
    messages = [v.message for v in validate(graph) if v.path == path]
    assert f"the ontology defines no term {KG}{value}" in messages


def test_the_graph_is_left_as_it_was(graph: Graph) -> None:
    before = set(graph)
    validate(graph)
    assert set(graph) == before


def test_the_same_graph_gives_the_same_list(graph: Graph) -> None:
    graph.remove((None, URIRef(KG + "phase"), None))
    graph.add((URIRef(DEFAULT_BASE + "S1"), URIRef(KG + "exact"), Literal("two texts")))
    first = validate(graph)
    assert first == validate(graph)
    assert first == sorted(first, key=lambda v: (v.node, v.path or "", v.message))
