from __future__ import annotations

import csv
import io
from typing import Any

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.store import Store, answer

AWKWARD = ['"}},{', "a\r\nb\n", "</result>", "", "<r>", "\\", "{", "}", "tab\there", "é 日本 🙂"]
READERS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "tsv": ox.QueryResultsFormat.TSV,
}
GRAPHS = ["ntriples", "nquads", "turtle", "trig", "rdfxml", "jsonld"]


@pytest.fixture(scope="module")
def awkward() -> Store:
    store = Store()
    name = ox.NamedNode
    quads = [
        ox.Quad(name(f"http://x/{n:03}"), name("http://x/p"), ox.Literal(f"{AWKWARD[n % 10]}{n}")) for n in range(300)
    ]
    store.replace("http://x/", quads)
    return store


ROWS = "SELECT * { ?s ?p ?o OPTIONAL { ?s <http://x/none> ?n } } ORDER BY ?s"


def rows_of(name: str, body: bytes) -> list[Any]:
    if name == "csv":
        return list(csv.reader(io.StringIO(body.decode(), newline="")))[1:]
    found = ox.parse_query_results(body, READERS[name])
    assert isinstance(found, ox.QuerySolutions)
    return list(found)


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
@pytest.mark.parametrize("limit", [1, 7, 299])
def test_rows_are_cut_behind_a_whole_row(awkward: Store, name: str, limit: int) -> None:
    whole = rows_of(name, answer(awkward, ROWS).bounded(name, 300, 10**7).body)
    assert len(whole) == 300
    written = answer(awkward, ROWS).bounded(name, limit, 10**7)
    assert written.cut == limit
    assert list(map(str, rows_of(name, written.body))) == list(map(str, whole[:limit]))


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_an_answer_that_just_fits_is_whole(awkward: Store, name: str) -> None:
    written = answer(awkward, ROWS).bounded(name, 300, 10**7)
    assert written.cut is None
    assert written.body == answer(awkward, ROWS).serialize(name)


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_bytes_are_cut_behind_a_whole_row_too(awkward: Store, name: str) -> None:
    many = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
    written = answer(awkward, many).bounded(name, 10**6, 200_000)
    assert written.cut is not None
    assert len(rows_of(name, written.body)) == written.cut > 100
    assert len(written.body) < 300_000


@pytest.mark.parametrize("name", GRAPHS)
def test_graphs_are_cut_behind_a_whole_triple(awkward: Store, name: str) -> None:
    every = "CONSTRUCT WHERE { ?s ?p ?o }"
    form = {
        "ntriples": ox.RdfFormat.N_TRIPLES,
        "nquads": ox.RdfFormat.N_QUADS,
        "turtle": ox.RdfFormat.TURTLE,
        "trig": ox.RdfFormat.TRIG,
        "rdfxml": ox.RdfFormat.RDF_XML,
        "jsonld": ox.RdfFormat.JSON_LD,
    }[name]
    for limit, cut in ((299, 299), (300, None)):
        written = answer(awkward, every).bounded(name, limit, 10**7)
        assert written.cut == cut
        assert len(list(ox.parse(written.body, form))) == limit


def test_an_endless_answer_is_cut_soon(awkward: Store) -> None:
    endless = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    for name in ("json", "xml", "csv", "tsv"):
        assert answer(awkward, endless).bounded(name, 1000, 10**8).cut == 1000


def test_terms_in_terms_are_cut_as_one(awkward: Store) -> None:
    nested = "SELECT (<<( <x:a> <x:b> <<( <x:c> <x:d> '}' )>> )>> AS ?t) { ?s ?p ?o }"
    written = answer(awkward, nested).bounded("json", 5, 10**7)
    assert len(rows_of("json", written.body)) == 5


def test_rows_without_values_are_counted(awkward: Store) -> None:
    written = answer(awkward, "SELECT ?none { ?s ?p ?o }").bounded("json", 5, 10**7)
    assert (written.cut, len(rows_of("json", written.body))) == (5, 5)


@pytest.mark.parametrize(("text", "name"), [(ROWS, "turtle"), ("ASK {}", "nquads"), ("CONSTRUCT WHERE {}", "csv")])
def test_a_format_that_does_not_fit_is_refused(awkward: Store, text: str, name: str) -> None:
    with pytest.raises(QueryError, match="cannot be written"):
        answer(awkward, text).bounded(name, 10, 1000)


def test_relative_iris_are_resolved(awkward: Store) -> None:
    with pytest.raises(QueryError):
        answer(awkward, "ASK { <000> ?p ?o }")
    assert answer(awkward, "ASK { <000> ?p ?o }", base_iri="http://x/sparql").result
