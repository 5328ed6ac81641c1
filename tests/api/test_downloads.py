"""Downloads: every format, filters, packing, headers; and memory that stays flat."""

from __future__ import annotations

import base64
import csv
import gzip
import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from fastapi.testclient import TestClient

from api import create_app
from kg.errors import StoreError
from kg.settings import Settings
from kg.store import Export, Store, export_chunks, snapshot_digest
from kg.vocabulary import DEFAULT_BASE, KG

PARSERS = {"ttl": "turtle", "nt": "nt", "rdf": "xml"}


@pytest.fixture(scope="module")
def client(full_store: Store) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(), full_store)) as one:
        yield one


def tables(content: bytes) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        found = [list(csv.DictReader(io.StringIO(archive.read(n).decode()))) for n in ("nodes.csv", "edges.csv")]
    return found[0], found[1]


@pytest.mark.parametrize("ending", ["ttl", "nt", "rdf"])
def test_triples_are_those_of_the_default_graph(client: TestClient, full_store: Store, ending: str) -> None:
    got = client.get(f"/export.{ending}")
    assert got.status_code == 200
    parsed = rdflib.Graph().parse(data=got.content, format=PARSERS[ending])
    assert len(parsed) == len(list(full_store.default_graph()))


@pytest.mark.parametrize("ending", ["trig", "nq"])
def test_quads_keep_their_graphs(client: TestClient, full_store: Store, ending: str) -> None:
    form = {"trig": ox.RdfFormat.TRIG, "nq": ox.RdfFormat.N_QUADS}[ending]
    assert set(ox.parse(client.get(f"/export.{ending}").content, format=form)) == set(full_store.quads())


@pytest.mark.parametrize("path", ["/export", "/articles/su24-shootdown/export"])
@pytest.mark.parametrize("ending", ["ttl", "trig", "nt", "nq", "rdf", "jsonld"])
def test_packed_is_the_same_but_smaller(client: TestClient, path: str, ending: str) -> None:
    plain, packed = client.get(f"{path}.{ending}"), client.get(f"{path}.{ending}.gz")
    assert packed.headers["content-type"] == "application/gzip"
    assert packed.headers["content-disposition"].endswith(f'.{ending}.gz"')
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 4


def test_one_article_is_what_rests_on_it(client: TestClient) -> None:
    for address in ("/articles/su24-shootdown/export.nq", "/export.nq?article=su24-shootdown"):
        lines = client.get(address).text.splitlines()
        assert lines
        assert not any("article/balakot-airstrike" in line for line in lines)
        assert any("/status>" in line for line in lines)
    assert client.get("/articles/none/export.nq").status_code == 404


def test_filters_are_those_of_events(client: TestClient) -> None:
    asked = {"type": "PhoneCall", "participant": "Biden"}
    graph = rdflib.Graph().parse(data=client.get("/export.ttl", params=asked).content, format="turtle")
    told = {str(s) for s in graph.subjects(rdflib.RDF.type, rdflib.URIRef(KG + "PhoneCall"))}
    assert told == {e["id"] for e in client.get("/events", params=asked).json()["items"]}
    quads = list(ox.parse(client.get("/export.nq", params=asked).content, format=ox.RdfFormat.N_QUADS))
    assert len(quads) == len(set(quads))
    assert {str(q.subject) for q in quads} == {f"<{s}>" for s in graph.subjects()}
    assert any(q.graph_name != ox.DefaultGraph() for q in quads)
    assert client.get("/export.ttl", params={"type": "Fight"}).status_code == 422
    assert client.get("/export.ttl", params={"agent": "nobody at all"}).status_code == 422
    assert client.get("/export.ttl", params={"colour": "red"}).status_code == 422


def test_tables_hold_nodes_and_edges_with_their_sentences(client: TestClient) -> None:
    got = client.get("/export.csv")
    assert got.headers["content-type"] == "application/zip"
    nodes, edges = tables(got.content)
    ids = [n["id"] for n in nodes]
    assert len(ids) == len(set(ids))
    events = client.get("/events", params={"limit": 500}).json()["items"]
    assert {e["id"]: e["status"] for e in events} == {n["id"]: n["status"] for n in nodes if n["status"]}
    agents = {(e["source"], e["target"]) for e in edges if e["relation"] == "agent"}
    assert agents == {(e["id"], a["id"]) for e in events for a in e["agents"]}
    assert all("/sentence/" in e["sentences"] for e in edges if e["relation"] == "agent")
    assert got.content == client.get("/export.csv").content


def test_tables_of_chosen_events_hold_no_others(client: TestClient) -> None:
    nodes, edges = tables(client.get("/export.csv", params={"type": "PhoneCall"}).content)
    calls = {n["id"] for n in nodes if n["type"] == "PhoneCall"}
    assert calls == {e["id"] for e in client.get("/events", params={"type": "PhoneCall"}).json()["items"]}
    assert {e["source"] for e in edges} <= {n["id"] for n in nodes}


@pytest.mark.parametrize(
    ("accept", "kind"),
    [(None, "text/turtle"), ("application/n-quads", "application/n-quads"), ("application/zip", "application/zip")],
)
def test_accept_chooses_the_format(client: TestClient, accept: str | None, kind: str) -> None:
    got = client.get("/export", headers={"Accept": accept} if accept else {})
    assert got.headers["content-type"].startswith(kind)


@pytest.mark.parametrize("ending", ["doc", "csv.gz", "gz", "ttl.zip"])
def test_an_unknown_ending_names_those_there_are(client: TestClient, ending: str) -> None:
    got = client.get(f"/export.{ending}")
    assert got.status_code == 404
    assert "trig" in got.json()["detail"]


def test_headers_tell_digest_version_date_and_name(client: TestClient) -> None:
    got = client.get("/articles/su24-shootdown/export.ttl")
    digest = base64.b64encode(sha256(got.content).digest()).decode()
    assert got.headers["repr-digest"] == f"sha-256=:{digest}:"
    assert got.headers["content-length"] == str(len(got.content))
    assert got.headers["content-disposition"] == 'attachment; filename="su24-shootdown.ttl"'
    assert got.headers["communique-version"]
    assert got.headers["communique-date"].endswith("GMT")
    assert len(got.headers["communique-snapshot"]) == 64
    known = {"If-None-Match": got.headers["etag"]}
    assert client.get("/articles/su24-shootdown/export.ttl", headers=known).status_code == 304
    assert client.get("/articles/su24-shootdown/export.nt", headers=known).status_code == 200
    head = client.head("/articles/su24-shootdown/export.ttl")
    assert (head.status_code, head.headers["etag"], head.content) == (200, got.headers["etag"], b"")


def test_the_digest_changes_with_the_store(graphs: dict[str, Any]) -> None:
    store = Store()
    found = {snapshot_digest(store)}
    for name in ("su24-shootdown", "balakot-airstrike"):
        store.replace(f"{DEFAULT_BASE}article/{name}", graphs[name].quads)
        found.add(snapshot_digest(store))
    assert len(found) == 3


def test_an_error_ends_a_stream_with_an_exception(full_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Store, article: str) -> Any:
        raise OSError("the disk has gone")

    monkeypatch.setattr(Store, "article_quads", broken)
    with pytest.raises(StoreError, match="disk has gone"):
        list(export_chunks(full_store, Export("nquads", articles=("x",))))


def test_a_reader_that_goes_leaves_no_thread_behind(full_store: Store) -> None:
    chunks = export_chunks(full_store, Export("nquads"))
    next(chunks)
    chunks.close()  # type: ignore[attr-defined]  # would hang if the writer did not end


SCRIPT = """
import resource, sys
from pathlib import Path
import pyoxigraph as ox
from kg.store import Export, Store, export_chunks, snapshot_digest
N = ox.NamedNode
base = "https://w3id.org/communique/"
def quads():
    for i in range(60_000):
        node, graph = N(f"{base}id/article/a{i // 50}/event/{i:016x}"), N(f"{base}id/article/a{i // 50}/sentence/{i}")
        yield ox.Quad(node, N("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), N(base + "onto#Attack"))
        yield ox.Quad(node, N("http://www.w3.org/2000/01/rdf-schema#label"), ox.Literal(f"attack {i}"))
        for graph_name in (ox.DefaultGraph(), graph):
            yield ox.Quad(node, N(base + "onto#agent"), N(f"{base}id/person/p{i % 500}"), graph_name)
path = Path(sys.argv[1])
made = Store(path); made.dataset.bulk_extend(quads()); made.dataset.flush(); del made
store = Store(path, read_only=True)
def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() // 2**20
for chunk in export_chunks(store, Export("turtle")):  # the engine's own cache fills here
    pass
before, top, size = resident(), 0, 0
for form in ("nquads", "tables"):
    for chunk in export_chunks(store, Export(form)):
        top, size = max(top, resident()), size + len(chunk)
print(len(store), size, top - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="resident memory is read from /proc")
def test_memory_stays_flat(tmp_path: Path) -> None:
    """A quarter of a million quads, 40 MB of text: the process grows by much less than that."""
    told = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "store")], capture_output=True, text=True, check=True, timeout=120
    )
    quads, size, grown = map(int, told.stdout.split())
    assert quads == 240_000
    assert size > 30_000_000
    assert grown < 24, f"{grown} MB more for {size:,} bytes"


@pytest.mark.parametrize("ending", ["ttl", "trig.gz", "nq", "rdf", "jsonld.gz", "csv"])
def test_a_long_download_tells_its_digest_when_it_was_written(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    monkeypatch.setattr("api.downloads._HELD", 1000)
    path = f"/export.{ending}?type=MilitaryAction"
    assert "repr-digest" not in client.head(path).headers
    first = client.get(path)
    assert "repr-digest" not in first.headers
    digest = f"sha-256=:{base64.b64encode(sha256(first.content).digest()).decode()}:"
    again = client.get(path)
    assert client.head(path).headers["repr-digest"] == digest
    assert (again.headers["repr-digest"], again.content == first.content) == (digest, True)
