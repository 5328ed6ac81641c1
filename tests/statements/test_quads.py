from __future__ import annotations

import re

import pyoxigraph as ox
import pytest

from kg import vocabulary as v
from kg.model import Document
from kg.ontology import terms
from kg.pipeline import Graph, Pipeline, record_of

BUDGET = 5.0  # quads a word of article


def canonical(graph: Graph) -> bytes:
    dataset = ox.Dataset(graph.quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return b"\n".join(sorted(str(q).encode() for q in dataset))


def test_two_runs_give_the_same_bytes(documents: list[Document], graphs: dict[str, Graph]) -> None:
    again = {g.document.id: g for g in Pipeline().graphs(reversed(documents))}
    for name, graph in graphs.items():
        assert canonical(again[name]) == canonical(graph)


def test_the_graph_keeps_within_its_budget(graphs: dict[str, Graph]) -> None:
    words = sum(len(g.document.text.split()) for g in graphs.values())
    assert sum(len(g.quads) for g in graphs.values()) <= BUDGET * words


def test_no_quad_is_stated_twice_and_none_has_a_blank_node(graphs: dict[str, Graph]) -> None:
    for graph in graphs.values():
        assert len(graph.quads) == len(set(graph.quads))
        for quad in graph.quads:
            assert not isinstance(quad.subject, ox.BlankNode)
            assert not isinstance(quad.object, ox.BlankNode)


def test_what_stands_in_a_named_graph_stands_in_the_default_graph(graphs: dict[str, Graph]) -> None:
    for graph in graphs.values():
        default = {q.triple for q in graph.quads if isinstance(q.graph_name, ox.DefaultGraph)}
        named = {q.triple for q in graph.quads if isinstance(q.graph_name, ox.NamedNode)}
        assert named <= default


def test_every_term_that_graphs_use_is_defined(graphs: dict[str, Graph]) -> None:
    defined = {str(term.iri) for term in terms()}
    for graph in graphs.values():
        for quad in graph.quads:
            for term in (quad.predicate, quad.object):
                if isinstance(term, ox.NamedNode) and term.value.startswith(v.KG):
                    assert term.value in defined


def test_every_quotation_is_in_the_text(graphs: dict[str, Graph]) -> None:
    for graph in graphs.values():
        spans: dict[str, dict[str, str]] = {}
        for q in graph.quads:
            if q.predicate.value in {v.START_CHAR, v.END_CHAR, v.EXACT}:
                assert isinstance(q.subject, ox.NamedNode)
                assert isinstance(q.object, ox.Literal)
                spans.setdefault(q.subject.value, {})[q.predicate.value] = q.object.value
        assert spans
        for span in spans.values():
            assert graph.document.text[int(span[v.START_CHAR]) : int(span[v.END_CHAR])] == span[v.EXACT]


def test_a_record_is_read_back_out_of_the_quads_alone(graphs: dict[str, Graph]) -> None:
    graph = graphs["netanyahu-biden-call"]
    record = record_of(Graph(Document("other", "x"), graph.quads))
    assert record["document"]["id"] == "netanyahu-biden-call"
    known = {actor["id"] for actor in record["actors"]}
    for event in record["events"]:
        assert {p["actor"] for p in event["participants"]} <= known
        for mention in event["mentions"]:
            assert re.fullmatch(r"[\w’'-]+( [\w’'-]+)*", graph.document.text[mention["start"] : mention["end"]])
            assert mention["end"] - mention["start"] <= 40


def test_the_base_of_the_data_can_be_set(pipeline: Pipeline) -> None:
    other = Pipeline.__new__(Pipeline)
    other.base, other.reader = "http://example.org/data/", pipeline.reader
    other.authority, other.holders = pipeline.authority, pipeline.holders
    (graph,) = other.graphs([Document("a", "Iran warned Iraq on Monday.")])
    subjects = {q.subject.value for q in graph.quads if isinstance(q.subject, ox.NamedNode)}
    assert all(s.startswith("http://example.org/data/") for s in subjects)


@pytest.mark.parametrize("text", ["Nothing happened here at all.", "!!!", "1 2 3", "“"])
def test_a_text_without_events_gives_a_graph_without_events(pipeline: Pipeline, text: str) -> None:
    (graph,) = pipeline.graphs([Document("a", text)])
    assert record_of(graph)["events"] == []
