from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib
from fastapi.testclient import TestClient

from api import create_app
from api.metrics import Metrics
from kg.errors import InputError
from kg.settings import Settings
from kg.store import Store

ASK = "ASK { ?e a kg:PhoneCall }"
SELECT = "SELECT ?e WHERE { ?e a kg:PhoneCall } ORDER BY ?e"


@pytest.fixture(scope="module")
def client(first_store: Store) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(), first_store)) as one:
        yield one


def test_health_counts(client: TestClient) -> None:
    body = client.get("/health").json()
    assert body["status"] == "ok"
    assert body["articles"] == 1


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (None, "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv;q=0.1, text/tab-separated-values;q=0.9", "text/tab-separated-values; charset=utf-8"),
        ("text/csv ; Q=0.3, application/xml;q=0.2", "text/csv; charset=utf-8"),
        (", ,", "application/sparql-results+json"),  # an empty list: no wish
        ("application/sparql-results+json;q=inf, text/csv;q=0.1", "text/csv; charset=utf-8"),  # no weight
        ("application/*, application/sparql-results+json;q=0", "application/sparql-results+xml"),
    ],
)
def test_rows_come_as_the_client_wants(client: TestClient, accept: str | None, kind: str) -> None:
    headers = {"Accept": accept} if accept else {}
    got = client.get("/sparql", params={"query": SELECT}, headers=headers)
    assert got.status_code == 200
    assert got.headers["content-type"] == kind


def test_graphs_come_as_turtle(client: TestClient) -> None:
    got = client.get(
        "/sparql", params={"query": "CONSTRUCT WHERE { ?e a kg:PhoneCall }"}, headers={"Accept": "text/turtle"}
    )
    assert len(rdflib.Graph().parse(data=got.text, format="turtle")) >= 3


def test_all_three_ways_to_ask_agree(client: TestClient) -> None:
    direct = client.post("/sparql", content=SELECT, headers={"Content-Type": "application/sparql-query"})
    form = client.post("/sparql", data={"query": SELECT})
    assert direct.json() == form.json() == client.get("/sparql", params={"query": SELECT}).json()


@pytest.mark.parametrize(
    ("send", "status"),
    [
        ({"params": {"query": "SELECT {"}}, 400),
        ({"params": {"default-graph-uri": "http://x/"}}, 400),
        ({"params": {"query": [ASK, ASK]}}, 400),
        ({"params": {"query": ASK, "default-graph-uri": "no iri"}}, 400),
        ({"params": {"query": "ASK {" + "{" * 5000 + "}" * 5000 + "}"}}, 400),
        ({"params": {"query": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}}, 400),
        ({"params": {"query": ASK, "format": "word"}}, 400),
        ({"params": {"query": ASK}, "headers": {"Accept": "image/png"}}, 406),
        ({"params": {"query": SELECT}, "headers": {"Accept": "image/png"}}, 406),
        ({"params": {"query": "CONSTRUCT WHERE { ?s ?p ?o }"}, "headers": {"Accept": "image/png"}}, 406),
    ],
)
def test_a_bad_question_is_a_problem_document(client: TestClient, send: dict[str, Any], status: int) -> None:
    got = client.get("/sparql", params=send["params"], headers=send.get("headers"))
    assert got.status_code == status
    assert got.headers["content-type"] == "application/problem+json"
    assert got.json()["detail"]


def test_the_client_chooses_the_dataset(client: TestClient) -> None:
    every = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?e a kg:PhoneCall } } ORDER BY ?g"
    graphs = [row["g"]["value"] for row in client.get("/sparql", params={"query": every}).json()["results"]["bindings"]]
    assert len(graphs) > 1
    only = {"query": every, "named-graph-uri": graphs[0]}
    for got in (client.get("/sparql", params=only), client.post("/sparql", data=only)):
        assert [row["g"]["value"] for row in got.json()["results"]["bindings"]] == graphs[:1]
    assert not client.get("/sparql", params={"query": ASK, "default-graph-uri": "http://x/none"}).json()["boolean"]
    assert client.get("/sparql", params={"query": ASK, "default-graph-uri": graphs[0]}).json()["boolean"]


def test_a_query_in_the_address_and_one_in_the_body_are_refused(client: TestClient) -> None:
    headers = {"Content-Type": "application/sparql-query"}
    assert client.post("/sparql", params={"query": ASK}, content=ASK, headers=headers).status_code == 400
    assert client.post("/sparql", params={"query": ASK}, data={"query": ASK}).status_code == 400


def test_an_unforeseen_error_is_a_problem_document_too(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Metrics) -> bytes:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(Metrics, "text", fail)
    got = client.get("/metrics")
    assert (got.status_code, got.headers["content-type"]) == (500, "application/problem+json")
    assert "secret" not in got.text
    assert got.headers["x-request-id"] in got.json()["detail"]


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"INSERT DATA { <a:a> <a:b> <a:c> }", "application/sparql-update", 403),
        (b"update=INSERT", "application/x-www-form-urlencoded", 403),
        (b"other=1", "application/x-www-form-urlencoded", 400),
        (b"x", "text/plain", 415),
        (b"\xff", "application/sparql-query", 400),
        (b" " * 1_000_001, "application/sparql-query", 413),
    ],
)
def test_what_is_no_query_is_refused(client: TestClient, content: bytes, kind: str, status: int) -> None:
    assert client.post("/sparql", content=content, headers={"Content-Type": kind}).status_code == status


def test_named_questions_are_endpoints(client: TestClient) -> None:
    names = {q["name"] for q in client.get("/queries").json()["queries"]}
    assert "who-said-it" in names
    got = client.get("/queries/who-said-it", params={"type": "kg:MissileAttack"})
    assert got.json()["results"]["bindings"]
    assert client.get("/queries/none").status_code == 404
    assert client.get("/queries/who-said-it", params={"type": "no iri"}).status_code == 400
    assert client.get("/queries/who-said-it", params={"kind": "x"}).status_code == 400


def test_no_page_loads_from_another_host(client: TestClient) -> None:
    page = client.get("/docs")
    assert page.status_code == 200
    assert "default-src 'none'; script-src 'self'" in page.headers["content-security-policy"]
    assert not re.search(r"(?:src|href)=.?(?:https?:)?//", page.text)
    for name in re.findall(r'(?:src|href)="docs/([^"]+)"', page.text):
        assert client.get(f"/docs/{name}").status_code == 200
    assert client.get("/docs/none").status_code == 404


def test_a_missing_store_is_a_503(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(store=tmp_path / "none"))) as one:
        got = one.get("/health")
    assert got.status_code == 503
    assert "kg build" in got.json()["detail"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("api_keys", "a key, not its hash"),
        ("feed_rate", "now and then"),
        ("queries", "/no/such/folder"),
        ("model", "no_such_model"),
    ],
)
def test_settings_that_cannot_be_are_told_before_anything_starts(name: str, value: str) -> None:
    with pytest.raises(InputError, match=f"KG_{name.upper()}") as told:
        create_app(Settings.model_validate({name: value}), Store())
    assert name != "api_keys" or value not in str(told.value)


def test_an_authority_that_cannot_be_read_is_told_before_anything_starts(tmp_path: Path) -> None:
    (tmp_path / "known.csv").write_text("name,type\nJoe Biden,Robot\n")
    for name in ("known.csv", "none.csv"):
        with pytest.raises(InputError, match=name):
            create_app(Settings(authority=tmp_path / name), Store())


@pytest.mark.parametrize("value", ["inf", "nan"])
def test_no_time_is_without_end(value: str) -> None:
    for name in ("stall_timeout", "shutdown_grace", "query_timeout", "refresh"):
        with pytest.raises(ValueError, match="finite"):
            Settings.model_validate({name: value})


@pytest.mark.parametrize("wish", ["gzip;q=0", "br, gzip; q=0.0", "identity"])
@pytest.mark.parametrize("path", ["/sparql?query=SELECT*%7B?s?p?o%7D", "/queries/sources-by-article", "/events"])
def test_nothing_is_packed_for_a_client_that_refuses_it(client: TestClient, path: str, wish: str) -> None:
    got = client.get(path, headers={"Accept-Encoding": wish})
    assert (got.status_code, "content-encoding" in got.headers) == (200, False)


@pytest.mark.parametrize("path", ["/nothing", "/events/none", "/events?colour=red", "/queries/none", "/sparql?query=x"])
def test_what_is_a_page_for_a_browser_varies_by_accept(client: TestClient, path: str) -> None:
    for accept in ("*/*", "text/html"):
        assert "Accept" in client.get(path, headers={"Accept": accept}).headers["vary"]


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/events", {"GET", "HEAD"}),
        ("/articles", {"GET", "HEAD", "POST"}),
        ("/articles/x", {"GET", "HEAD", "PUT", "DELETE"}),
    ],
)
def test_all_methods_of_a_path_are_told_to_whoever_takes_another(
    client: TestClient, path: str, allowed: set[str]
) -> None:
    got = client.request("PATCH", path)
    assert (got.status_code, set(got.headers["allow"].split(", "))) == (405, allowed)
