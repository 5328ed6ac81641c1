from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import pytest
from rdflib import Graph, Literal, URIRef, Variable

from kg.store import Store
from kg.validation import Violation, validate
from kg.validation.definitions import read_definitions
from kg.validation.receipts import receipt_violations
from kg.vocabulary import DEFAULT_BASE, KG, LABEL, TYPE

ARTICLE = DEFAULT_BASE + "article/netanyahu-biden-call"


class Graphs(NamedTuple):
    """The default graph of an article and its named graphs."""

    default: Graph
    named: dict[str, Graph]


@pytest.fixture(scope="module")
def texts(first_store: Store) -> dict[str, str]:
    """N-Triples of each graph; that of the default graph has no name."""
    found: dict[str, list[str]] = defaultdict(list)
    for query in ("SELECT ?s ?p ?o WHERE { ?s ?p ?o }", "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }"):
        for row in first_store.query(query):
            name = row["g"].value if "?g" in query else ""
            found[name].append(f"{row['s']} {row['p']} {row['o']} .")
    return {name: "\n".join(lines) for name, lines in found.items()}


@pytest.fixture
def dataset(texts: dict[str, str]) -> Graphs:
    graphs = {name: Graph().parse(data=lines, format="nt") for name, lines in texts.items()}
    return Graphs(graphs.pop(""), graphs)


def _found(dataset: Graphs) -> list[Violation]:
    return list(receipt_violations(dataset.default, dataset.named, read_definitions()))


def _one(dataset: Graphs, query: str) -> URIRef:
    (row,) = dataset.default.query(f"PREFIX kg: <{KG}> {query} LIMIT 1").bindings
    return URIRef(str(row[Variable("e")]))


def test_every_triple_about_the_world_of_the_first_article_has_a_receipt(dataset: Graphs) -> None:
    assert _found(dataset) == []
    assert len(dataset.named) > 20


@pytest.mark.parametrize(
    "predicate",
    [
        *("agent", "edtf", "theme", "holder", "content", "polarity", "phase", "certainty", "voice", "denies"),
        *("inCapacity", "tenureHolder", "officeIn", "value", "status", "disputed", "isoCode", "occursAt"),
    ],
)
def test_a_triple_outside_a_named_graph_is_reported(dataset: Graphs, predicate: str) -> None:
    where = "?e kg:status ?s" if predicate == "edtf" else ""
    node = _one(dataset, f"SELECT ?e WHERE {{ ?e kg:{predicate} ?x . {where} }}")
    for graph in dataset.named.values():
        graph.remove((node, URIRef(KG + predicate), None))
    found = _found(dataset)
    assert {(violation.node, violation.path) for violation in found} == {(str(node), f"kg:{predicate}")}
    assert all("no sentence supports it" in violation.message for violation in found)


@pytest.mark.parametrize(("predicate", "path"), [(TYPE, "rdf:type"), (LABEL, "rdfs:label")])
def test_what_an_actor_is_and_is_called_needs_a_receipt(dataset: Graphs, predicate: str, path: str) -> None:
    node = URIRef(DEFAULT_BASE + "person/joe-biden")
    for graph in dataset.named.values():
        graph.remove((node, URIRef(predicate), None))
    (violation,) = _found(dataset)
    assert (violation.node, violation.path) == (str(node), path)


def test_a_report_carries_the_sentence(dataset: Graphs) -> None:
    event = _one(dataset, "SELECT ?e WHERE { ?e a kg:Interception }")
    dataset.default.add((event, URIRef(KG + "agent"), URIRef(DEFAULT_BASE + "state/il")))
    (violation,) = _found(dataset)
    assert violation.sentence is not None
    assert "intercepting around a dozen Iranian missiles" in violation.sentence


def test_what_only_a_named_graph_has_is_reported(dataset: Graphs) -> None:
    sentence = next(graph for name, graph in dataset.named.items() if "/sentence/" in name)
    event = _one(dataset, "SELECT ?e WHERE { ?e a kg:Interception }")
    sentence.add((event, URIRef(KG + "agent"), URIRef(DEFAULT_BASE + "state/il")))
    (violation,) = _found(dataset)
    assert "not in the default graph" in violation.message


def test_a_named_graph_that_is_no_receipt_is_reported(dataset: Graphs) -> None:
    name = URIRef("https://example.org/graph")
    event = _one(dataset, "SELECT ?e WHERE { ?e a kg:Interception }")
    dataset.named[str(name)] = Graph().add((event, URIRef(KG + "status"), URIRef(KG + "occurred")))
    (violation,) = _found(dataset)
    assert violation.node == str(name)


def test_the_named_graphs_are_checked_with_all_else(dataset: Graphs) -> None:
    assert validate(*dataset) == []
    actor = URIRef(DEFAULT_BASE + "person/joe-biden")
    dataset.default.add((actor, URIRef(LABEL), Literal("the President")))
    assert ["no sentence supports it" in violation.message for violation in validate(*dataset)] == [True]


# ------------------------------------------------------------------ the text itself


def test_a_text_that_is_not_the_one_that_was_read_is_reported(graph: Graph, text: str) -> None:
    assert validate(graph, texts={"d": text}) == []
    found = validate(graph, texts={"d": text.replace("Tehran", "Berlin")})
    assert [(v.node.removeprefix(DEFAULT_BASE), v.path) for v in found] == [("D", "kg:textDigest"), ("S1", "kg:exact")]
    assert "read 'Berlin launched" in found[1].message
    assert validate(graph, texts={"another": "text"}) == []
