"""The SPARQL 1.1 Protocol, against a real server: the conformance program, and requests of its section on datasets."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest
import rdflib

from kg.store import Store
from tests.api.servers import Server, serving

PROGRAM = Path(__file__).parent / "conformance" / "sparql_conformance.py"
DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("protocol")
    quads = []
    for number in (1, 2, 3):
        node = ox.NamedNode(DATA.format(number))
        quads.append(ox.Quad(node, TYPE, ox.NamedNode("http://xmlns.com/foaf/0.1/Document"), node))
    Store(folder / "store").replace("http://x/", [*quads, ox.Quad(ox.NamedNode("http://x/a"), TYPE, quads[0].object)])
    with serving(folder / "store", folder / "log") as one:
        yield one


def test_the_conformance_program_passes_in_full(server: Server) -> None:
    command = [
        sys.executable,
        str(PROGRAM),
        "--query-url",
        f"{server.url}/sparql",
        "--skip",
        "w3c-query,w3c-update,gsp",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    failures = [line for line in done.stdout.splitlines() if line.startswith("FAIL")]
    assert (failures, done.returncode) == ([], 0)
    passed = re.search(r"(\d+)/(\d+) passed", done.stdout)
    assert passed is not None
    assert int(passed[1]) >= 73


def ask(number: int, graph: bool = False) -> str:
    pattern = f"<{DATA.format(number)}> a ?type"
    return f"ASK {{ GRAPH ?g {{ {pattern} }} }}" if graph else f"ASK {{ {pattern} }}"


@pytest.mark.parametrize(
    ("query", "default", "named", "truth"),
    [
        (ask(1), (), (), False),  # the default graph is no union
        (ask(1, graph=True), (), (), True),
        (ask(1), (1,), (), True),
        (ask(2), (1,), (), False),
        (ask(2), (1, 2), (), True),
        (ask(1, graph=True), (1,), (), False),
        (ask(1, graph=True), (), (1,), True),
        (ask(2, graph=True), (), (1,), False),
        (ask(3, graph=True), (1, 2), (3,), True),
        (f"ASK FROM <{DATA.format(1)}> {{ ?s a ?t }}", (), (), True),
        (f"ASK FROM <{DATA.format(1)}> {{ <{DATA.format(2)}> a ?t }}", (2,), (), True),  # the protocol's dataset wins
        (f"ASK FROM <{DATA.format(1)}> {{ <{DATA.format(1)}> a ?t }}", (2,), (), False),
    ],
)
def test_the_dataset_is_the_clients_by_every_way_of_asking(
    server: Server, query: str, default: tuple[int, ...], named: tuple[int, ...], truth: bool
) -> None:
    graphs = {
        "default-graph-uri": [DATA.format(number) for number in default],
        "named-graph-uri": [DATA.format(number) for number in named],
    }
    url = f"{server.url}/sparql"
    answers = [
        httpx.get(url, params={"query": query, **graphs}),
        httpx.post(url, data={"query": query, **graphs}),
        httpx.post(url, params=graphs, content=query, headers={"Content-Type": QUERY}),
    ]
    assert [one.json()["boolean"] for one in answers] == [truth] * 3


@pytest.mark.parametrize(
    ("method", "send", "status"),
    [
        ("GET", {"params": {"query": "ASK { ?s"}}, 400),
        ("GET", {"params": [("query", "ASK {}"), ("query", "ASK {}")]}, 400),
        ("POST", {"content": "query=ASK%20%7B%7D"}, 415),
        ("POST", {"content": "ASK {}", "headers": {"Content-Type": "text/plain"}}, 415),
        ("POST", {"content": "", "headers": {"Content-Type": FORM}}, 400),
        ("POST", {"content": b"\xff", "headers": {"Content-Type": QUERY}}, 400),
        ("POST", {"content": b"query=%FF", "headers": {"Content-Type": FORM}}, 400),
        ("POST", {"data": {"update": "CLEAR ALL"}}, 403),
        ("GET", {"params": {"update": "CLEAR ALL"}}, 403),
        ("POST", {"content": "CLEAR ALL", "headers": {"Content-Type": "application/sparql-update"}}, 403),
        ("GET", {"params": {"query": "CLEAR ALL"}}, 400),
        ("GET", {"params": {"query": "ASK {}", "format": "turtle"}}, 400),
        ("GET", {"params": {"query": "ASK {}"}, "headers": {"Accept": "image/png"}}, 406),
        ("PUT", {"content": "ASK {}"}, 405),
        ("PATCH", {"content": "ASK {}"}, 405),
    ],
)
def test_what_the_protocol_does_not_allow_is_a_problem_document(
    server: Server, method: str, send: dict[str, Any], status: int
) -> None:
    got = httpx.request(method, f"{server.url}/sparql", **send)
    assert (got.status_code, got.headers["content-type"]) == (status, "application/problem+json")
    body = got.json()
    assert set(body) == {"type", "title", "status", "detail", "instance"}
    assert (body["status"], body["instance"], got.headers["access-control-allow-origin"]) == (status, "/sparql", "*")


@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        ("turtle", "text/turtle"), ("nt", "application/n-triples"), ("rdfxml", "application/rdf+xml"),
        ("jsonld", "application/ld+json"), ("nquads", "application/n-quads"), ("application/trig", "application/trig"),
    ],
)  # fmt: skip
def test_a_graph_comes_in_every_format(server: Server, form: str, media_type: str) -> None:
    query = {"query": "CONSTRUCT WHERE { ?s ?p ?o }"}
    for params, headers in (({**query, "format": form}, {}), (query, {"Accept": media_type})):
        got = httpx.get(f"{server.url}/sparql", params=params, headers=headers)
        assert got.headers["content-type"].split(";")[0] == media_type
        assert len(list(ox.parse(got.content, ox.RdfFormat.from_media_type(media_type)))) == 1


def test_relative_iris_stand_below_the_service(server: Server) -> None:
    got = httpx.get(f"{server.url}/sparql", params={"query": "SELECT (STR(<x>) AS ?x) {}", "format": "csv"})
    assert got.text == f"x\r\n{server.url}/x\r\n"


def test_a_client_that_has_the_answer_gets_it_not_again(server: Server) -> None:
    address, params = f"{server.url}/sparql", {"query": "SELECT * { ?s ?p ?o }"}
    first = httpx.get(address, params=params)
    again = httpx.get(address, params=params, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    csv = httpx.get(address, params=params, headers={"Accept": "text/csv"})
    assert csv.headers["etag"] != first.headers["etag"]
    changing = httpx.get(f"{server.url}/sparql", params={"query": "SELECT (NOW() AS ?t) (RAND() AS ?n) {}"})
    assert "etag" not in changing.headers
    assert changing.content != httpx.get(str(changing.url)).content


def test_long_answers_are_packed(server: Server) -> None:
    query = "SELECT (CONCAT(" + ",".join(['"abcdefghij"'] * 300) + ") AS ?x) {}"
    packed = httpx.post(f"{server.url}/sparql", data={"query": query})
    assert packed.headers["content-encoding"] == "gzip"
    plain = httpx.post(f"{server.url}/sparql", data={"query": query}, headers={"Accept-Encoding": "identity"})
    assert (plain.content, "content-encoding" in plain.headers) == (packed.content, False)
    assert "Accept-Encoding" in plain.headers["vary"]


def test_the_service_says_what_it_is_and_what_it_holds(server: Server) -> None:
    got = httpx.get(f"{server.url}/sparql", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=got.text, format="turtle")
    service = graph.value(predicate=SD.endpoint, object=rdflib.URIRef(f"{server.url}/sparql"))
    assert (service, rdflib.RDF.type, SD.Service) in graph
    dataset = graph.value(service, SD.defaultDataset)
    assert graph.value(dataset, VOID.triples) == rdflib.Literal(1)
    assert len(list(graph.objects(service, SD.resultFormat))) == 10
    assert not [node for node in graph.all_nodes() if isinstance(node, rdflib.BNode)]


@pytest.mark.parametrize("host", ["evil.example/>}", "a b", 'x"y', ""])
def test_a_host_that_is_none_does_no_harm(server: Server, host: str) -> None:
    for params in ({"query": "ASK {}"}, {}):
        got = httpx.get(f"{server.url}/sparql", params=params, headers={"Host": host})
        assert got.status_code in {200, 400}
        assert "evil" not in got.text
