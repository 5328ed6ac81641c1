"""Every command and the service, with the graph on a real server."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from api import create_app
from kg.cli import app
from kg.iris import document_iri
from kg.pipeline import Graph, Pipeline
from kg.remote import Remote
from kg.settings import Settings
from kg.store import Store
from tests.collecting import let_go
from tests.store.servers import oxigraph
from tests.store.test_server_faults import Reply, Told, place, server

__all__ = ["server"]  # a fixture

TEXTS = {"one": "Kenya warned Uganda on Monday.", "two": "Chad accused Mali on Monday. Kenya visited Chad."}
ASKED = "SELECT ?l WHERE { ?s a kg:State ; rdfs:label ?l } ORDER BY ?l"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands beside the store of a server (its journal, the index of words) comes into the working folder."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def remote(tmp_path: Path) -> Iterator[Remote]:
    with oxigraph(tmp_path) as found:
        yield found


@pytest.fixture
def folder(tmp_path: Path, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("kg.bulk.reading.Pipeline", lambda *_: pipeline)
    lines = [json.dumps({"id": name, "text": text, "published": "2023-05-17"}) for name, text in TEXTS.items()]
    (tmp_path / "archive.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def kg(remote: Remote | None, *args: str) -> tuple[int, str]:
    """The command on a server, or on a folder; its exit code and all that it said."""
    environment = {"KG_STORE": "local"}
    if remote is not None:
        environment = {"KG_STORE": str(remote), "KG_STORE_QUADS_URL": remote.quads_url or ""}
    with let_go():
        found = CliRunner().invoke(app, [*args], env=environment)
    told = "" if found.exception is None or isinstance(found.exception, SystemExit) else f"kg: {found.exception}"
    return found.exit_code, found.output + told


def test_commands_say_of_a_server_what_they_say_of_a_folder(remote: Remote, folder: Path) -> None:
    assert "`kg build` makes one" in kg(remote, "stats")[1]
    for where in (remote, None):
        code, said = kg(where, "build", "archive.jsonl")
        assert (code, "2 added, 0 replaced, 0 unchanged, 0 not read" in said) == (0, True), said
        assert "0 added, 0 replaced, 2 unchanged" in kg(where, "build", "archive.jsonl")[1]
    for args in (
        ("stats",),
        ("query", ASKED, "--format", "tsv"),
        ("query", "warnings", "--format", "json"),
        ("export", "--format", "nquads"),
        ("export", "--format", "turtle", "--article", "one"),
        ("validate", "archive.jsonl"),
        ("ontology", "infer"),
        ("remove", "one"),
        ("export", "--format", "nquads"),
    ):
        assert kg(remote, *args) == kg(None, *args), args
    assert kg(remote, "check")[0] == 0
    for args in (("backup", "copy"), ("restore", "copy")):
        code, said = kg(remote, *args)
        assert code == 1
        assert "use what that server has for it" in said
    assert list(folder.glob(f"{remote.beside.name}.journal"))


def test_what_a_server_did_not_take_is_loaded_by_the_next_run(remote: Remote, folder: Path, server: Told) -> None:
    server.first = server.reply = Reply(500, "text/plain", "the disk is full")
    code, said = kg(replace(remote, quads_url=place(server).query_url), "build", "archive.jsonl")
    assert code == 1
    assert "answers 500: the disk is full; they are in .kg-127.0.0.1" in said
    code, said = kg(remote, "build", "archive.jsonl")
    assert code == 0, said
    assert "2 of them were on their way when an earlier run ended" in said
    kg(None, "build", "archive.jsonl")
    assert kg(remote, "export", "--format", "nquads") == kg(None, "export", "--format", "nquads")


def test_the_service_asks_the_server_and_sees_what_changes(remote: Remote, graphs: dict[str, Graph]) -> None:
    store, (first, second) = Store(remote), sorted(graphs)[:2]
    store.replace(document_iri(first), graphs[first].quads)
    with TestClient(create_app(Settings(store=remote, refresh=0.1))) as client:
        health = client.get("/health").json()
        assert (health["quads"], health["articles"]) == (len(graphs[first].quads), 1)
        asked = client.post("/sparql", data={"query": ASKED}).json()["results"]["bindings"]
        assert [row["l"]["value"] for row in asked] == [row["l"].value for row in store.query(ASKED)]
        assert client.get("/events?limit=3").json()["items"]
        assert client.get(f"/articles/{first}").json()["identifier"] == first
        assert client.get("/export?format=nquads").status_code in {200, 422}
        store.replace(document_iri(second), graphs[second].quads)
        until = time.monotonic() + 20
        while client.get("/health").json()["articles"] != 2 and time.monotonic() < until:
            time.sleep(0.1)
        assert client.get("/health").json()["articles"] == 2


def test_the_service_tells_that_the_server_has_gone(tmp_path: Path, graphs: dict[str, Graph]) -> None:
    name = min(graphs)
    with oxigraph(tmp_path) as gone:
        Store(gone).replace(document_iri(name), graphs[name].quads)
        client = TestClient(create_app(Settings(store=gone, cache=0)))
        client.__enter__()
    try:
        answer = client.post("/sparql", data={"query": ASKED})
        assert answer.status_code == 503
        assert "cannot be reached" in answer.json()["detail"]
    finally:
        client.__exit__()
