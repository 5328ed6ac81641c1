"""Search: names, events, articles and quotations by their words, from an index that follows the store."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.finding.asking import find
from api.finding.index import opened, update
from api.rest import Classes
from kg.iris import document_iri
from kg.ontology import class_ancestors, event_ancestors, load
from kg.pipeline import Graph
from kg.store import Store
from kg.vocabulary import ACTOR
from tests.conftest import FIRST
from tests.pages.texts import text_of


@pytest.fixture(scope="module")
def classes() -> Classes:
    ontology = load()
    return Classes(event_ancestors(ontology), class_ancestors(ACTOR, ontology))


@pytest.fixture(scope="module")
def index(full_store: Store, classes: Classes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("words") / "store.words"
    assert update(full_store, path, classes, 2).done == 2
    progress = update(full_store, path, classes, 100)
    assert progress.done == progress.total == 6
    return path


def names(store: Store, path: Path, q: str, kind: str) -> list[str]:
    return ["".join(text for text, _ in hit.name) for hit in find(store, path, q, 20, kind).hits[kind]]


@pytest.mark.parametrize(
    ("q", "kind", "name"),
    [
        ("netanyahu", "actor", "Benjamin Netanyahu"),
        ("NETAN", "actor", "Benjamin Netanyahu"),
        ("Erdoğan", "actor", "Recep Tayyip Erdogan"),
        ("hold call iran", "article", "Netanyahu and Biden to hold call on Iran Wednesday after weeks of silence"),
        ("phone call biden", "event", "phone call: Benjamin Netanyahu, Joe Biden (2024-10-09)"),
        ("gaza", "place", "Gaza"),
    ],
)
def test_things_are_found_by_their_names_whatever_capitals_and_accents(
    full_store: Store, index: Path, q: str, kind: str, name: str
) -> None:
    found = names(full_store, index, q, kind)
    assert any(one.startswith(name) for one in found), found


def test_quotations_are_found_by_their_words_with_the_words_set_off(full_store: Store, index: Path) -> None:
    (hit,) = find(full_store, index, "stiff-arming", 20, "quotation").hits["quotation"]
    assert [text for text, asked in hit.words if asked] == ["stiff-arming"]
    assert hit.article == FIRST


def test_words_in_quotation_marks_stand_side_by_side(full_store: Store, index: Path) -> None:
    apart = find(full_store, index, "missiles ballistic", 50, "quotation").counts["quotation"]
    assert find(full_store, index, '"ballistic missiles"', 50, "quotation").counts["quotation"] > 0
    assert find(full_store, index, '"missiles ballistic"', 50, "quotation").counts["quotation"] == 0
    assert apart > 0


@pytest.mark.parametrize(
    "q", ["", " ", '"', "* AND (", "kind:actor", "a OR", "NEAR(x y)", "'; DROP TABLE words; --", "\x00x"]
)
def test_nothing_that_is_asked_is_an_operator(full_store: Store, index: Path, q: str) -> None:
    find(full_store, index, q, 20)
    assert names(full_store, index, "netanyahu", "actor")


def test_what_goes_from_the_store_goes_from_the_index(
    graphs: dict[str, Graph], classes: Classes, tmp_path: Path
) -> None:
    store, path = Store(), tmp_path / "words"
    for name in (FIRST, "balakot-airstrike"):
        store.replace(document_iri(name), graphs[name].quads)
    update(store, path, classes, 10)
    assert names(store, path, "netanyahu", "actor")
    store.remove(document_iri(FIRST))
    progress = update(store, path, classes, 10)
    assert (progress.done, progress.total) == (1, 1)
    assert names(store, path, "netanyahu", "actor") == []
    assert find(store, path, "stiff-arming", 5).counts["quotation"] == 0
    assert find(store, path, "airstrike", 5).counts["article"] == 1


def test_before_there_is_an_index_nothing_is_found(full_store: Store, tmp_path: Path) -> None:
    assert find(full_store, tmp_path / "none", "missile", 5).articles == 0


def test_while_the_index_is_made_nothing_is_found(
    full_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "making.words"
    steps = []

    class Slow(sqlite3.Connection):
        """Somebody asks behind every statement."""

        def executescript(self, script: str, /) -> sqlite3.Cursor:
            for statement in script.split(";"):
                self.execute(statement)
                steps.append(find(full_store, path, "biden", 5).hits)
            return self.cursor()

    connect = sqlite3.connect

    def slowly(*arguments: Any, **named: Any) -> sqlite3.Connection:
        return connect(*arguments, **named, factory=Slow)

    monkeypatch.setattr(sqlite3, "connect", slowly)
    opened(path).close()
    assert len(steps) > 4
    assert all(not any(hits.values()) for hits in steps)


def test_the_page_has_results_by_kind_once_the_index_is_made(client: TestClient) -> None:
    until = time.monotonic() + 30
    while "being made" in (html := client.get("/search", params={"q": "netanyahu"}).text):
        assert time.monotonic() < until
        time.sleep(0.1)
    for heading in ("Actors", "Events", "Articles", "Quotations"):
        assert f">{heading}</h2>" in html
    assert '<a href="/id/person/benjamin-netanyahu"><mark>' in html.replace("Benjamin ", "")
    assert "/read/netanyahu-biden-call#s" in html
    assert "Nothing has this word" in text_of(client.get("/search", params={"q": "zzzz"}).text)
    only = client.get("/search", params={"q": "netanyahu", "kind": "event"}).text
    assert ">Actors</h2>" not in only
    assert client.get("/search", params={"q": "x", "kind": "nothing"}).status_code == 422
