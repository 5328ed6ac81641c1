"""REST in the formats that a client wants: Turtle, JSON-LD, pages for people, entity tags, packed answers."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest
import rdflib
from fastapi.testclient import TestClient

from api import create_app
from kg.settings import Settings
from kg.store import Store
from kg.vocabulary import DEFAULT_BASE, KG
from tests.api.items import CALL, PAGES


@pytest.fixture(scope="module")
def client(full_store: Store) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(), full_store)) as one:
        yield one


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own, in its parser
@pytest.mark.parametrize("path", PAGES)
def test_pages_come_as_turtle_and_json_ld_with_the_same_triples(client: TestClient, path: str) -> None:
    turtle = client.get(f"/{path}.ttl", params={"limit": 5})
    linked = client.get(f"/{path}", params={"limit": 5}, headers={"Accept": "application/ld+json"})
    assert turtle.headers["content-type"] == "text/turtle; charset=utf-8"
    assert linked.headers["content-type"] == "application/ld+json"
    one = rdflib.Graph().parse(data=turtle.text, format="turtle")
    assert len(one) > 5
    assert set(one) == set(rdflib.Graph().parse(data=linked.text, format="json-ld"))


def test_a_graph_holds_nothing_that_the_store_does_not(client: TestClient, full_store: Store) -> None:
    told = rdflib.Graph().parse(data=client.get("/events.ttl", params={"limit": 30}).text, format="turtle")
    lines = "".join(f"{t.subject} {t.predicate} {t.object} .\n" for t in full_store.default_graph())
    assert set(told) <= set(rdflib.Graph().parse(data=lines, format="nt"))


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("application/ld+json", "application/ld+json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"),
        ("*/*", "text/turtle; charset=utf-8"),
    ],
)
def test_an_iri_answers_in_the_format_that_is_wanted(client: TestClient, accept: str, kind: str) -> None:
    got = client.get(f"/id/{CALL.removeprefix(DEFAULT_BASE)}", headers={"Accept": accept})
    assert (got.status_code, got.headers["content-type"]) == (200, kind)
    assert "2673b815e95efaf1" in got.text
    assert got.headers["vary"].startswith("Accept")


def test_every_iri_of_the_graph_answers(client: TestClient, full_store: Store) -> None:
    """Each kind of node, one of a kind, and each graph."""
    kinds: dict[str, str] = {}
    for quad in full_store.quads():
        for term in (quad.subject, quad.object, quad.graph_name):
            value = str(term).strip("<>")
            if value.startswith(DEFAULT_BASE):
                parts = value.removeprefix(DEFAULT_BASE).split("/")
                kinds.setdefault(parts[2] if parts[0] == "article" and len(parts) > 2 else parts[0], value)
    assert {"sentence", "trigger", "cue", "claim", "person", "status", "quantity", "participation"} <= set(kinds)
    for node in kinds.values():
        for ending in ("", ".ttl", ".jsonld"):
            got = client.get(f"/id/{node.removeprefix(DEFAULT_BASE)}{ending}")
            assert got.status_code == 200, node
        assert client.get(f"/id/{node.removeprefix(DEFAULT_BASE)}", headers={"Accept": "text/html"}).status_code == 200


def test_a_page_for_people_runs_nothing(full_store: Store) -> None:
    store = Store()
    store.dataset.update(
        f'INSERT DATA {{ <{DEFAULT_BASE}person/x> <http://www.w3.org/2000/01/rdf-schema#label> "<script>1</script>" ; '
        f'<{KG}sees> <javascript:alert(1)> , "<img onerror=x>" }}'
    )
    with TestClient(create_app(Settings(), store)) as client:
        got = client.get("/id/person/x", headers={"Accept": "text/html"})
    assert "<script>" not in got.text
    assert "<img" not in got.text
    assert 'href="javascript' not in got.text
    assert "default-src 'none'" in got.headers["content-security-policy"]


def test_a_client_that_has_it_is_told_so(client: TestClient) -> None:
    for path in ("/events", "/events.ttl", "/actors/person/joe-biden", "/id/state/us"):
        got = client.get(path)
        for known in (got.headers["etag"], f'"other", {got.headers["etag"]}', "*"):
            again = client.get(path, headers={"If-None-Match": known})
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["etag"] == got.headers["etag"]
        assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
    assert client.get("/events").headers["etag"] != client.get("/events.ttl").headers["etag"]


def test_a_large_answer_is_packed_for_who_unpacks(client: TestClient) -> None:
    with client.stream("GET", "/events", headers={"Accept-Encoding": "gzip"}) as got:
        assert got.headers["content-encoding"] == "gzip"
        packed = b"".join(got.iter_raw())
    plain = client.get("/events", headers={"Accept-Encoding": "gzip;q=0, identity"})
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(packed) == plain.content
    assert len(packed) < len(plain.content) / 4


def test_head_tells_what_get_would(client: TestClient) -> None:
    for path in ("/events", "/actors/person/joe-biden", "/id/state/us"):
        head, got = client.head(path), client.get(path)
        assert (head.status_code, head.headers["etag"]) == (200, got.headers["etag"])
