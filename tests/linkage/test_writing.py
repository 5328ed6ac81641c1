"""Links are written so that a run which is ended at any moment is finished by the next."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.bulk.journal import Journal
from kg.bulk.writing import Writer
from kg.iris import document_iri
from kg.linkage import Index, Linker, stating
from kg.pipeline import Graph
from kg.store import Store, check, unfinished
from kg.vocabulary import DEFAULT_BASE
from tests.linkage.conftest import filled

Load = Callable[[Store, bytes], None]
WHOLE: Load = Store.load


def run(store: Store, folder: Path) -> tuple[int, int]:
    index = Index(folder)
    try:
        found = Linker(store, index, DEFAULT_BASE).run()
    finally:
        index.close()
    return found.added, found.removed


@pytest.fixture
def in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stating, "_WRITTEN", 1)
    monkeypatch.setattr(stating, "_LOADED", 5_000)


@pytest.mark.usefixtures("in_pieces")
def test_many_links_are_loaded_in_pieces_and_are_the_same(
    store: Store, linked: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pieces: list[int] = []

    def load(ours: Store, nquads: bytes) -> None:
        assert unfinished(tmp_path / "store")
        pieces.append(len(nquads))
        WHOLE(ours, nquads)

    monkeypatch.setattr(Store, "load", load)
    assert run(store, tmp_path / "store")[0] > 0
    assert len(pieces) > 3
    assert max(pieces) < 15_000
    assert set(store.quads()) == set(linked.quads())
    assert unfinished(tmp_path / "store") is None
    assert run(store, tmp_path / "store") == (0, 0)


@pytest.mark.usefixtures("in_pieces")
@pytest.mark.parametrize("finish", ["link", "build"])
@pytest.mark.parametrize("piece", [1, 2, 4])
def test_a_run_that_ends_within_a_load_is_finished_by_the_next(
    store: Store, linked: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int, finish: str
) -> None:
    folder = tmp_path / "store"
    loads = iter(range(1, 100))

    def half(ours: Store, nquads: bytes) -> None:
        if next(loads) < piece:
            return WHOLE(ours, nquads)
        lines = nquads.splitlines(keepends=True)
        WHOLE(ours, b"".join(lines[::3]))
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Store, "load", half)
        with pytest.raises(KeyboardInterrupt):
            run(store, folder)
    assert unfinished(folder)
    if finish == "build":
        journal = Journal(folder)
        assert Writer(store, journal, folder, 1).recover() == 0
        journal.close()
        assert unfinished(folder) is None
    run(store, folder)
    assert set(store.quads()) == set(linked.quads())
    assert unfinished(folder) is None
    assert list(check(store)) == []


def test_articles_that_a_build_was_loading_are_whole_before_they_are_linked(
    reports: dict[str, Graph], linked: Store, tmp_path: Path
) -> None:
    """Linking would otherwise take in half an article, and not look at it again."""
    folder, cut = tmp_path / "store", "own-report"
    store = filled(reports, *(name for name in reports if name != cut))
    lines = [f"{quad} .\n" for quad in reports[cut].quads]
    WHOLE(store, "".join(lines[:40]).encode())
    note = {"article": document_iri(cut), "given": "", "reader": "", "words": 1}
    folder.with_name("store.pending").write_text(json.dumps([note]) + "\n" + "".join(lines), encoding="utf-8")
    run(store, folder)
    assert set(store.quads()) == set(linked.quads())
    assert unfinished(folder) is None
    assert folder.with_name("store.pending").exists(), "the journal has not noted the article yet"
    journal = Journal(folder)
    assert Writer(store, journal, folder, 1).recover() == 1
    assert journal.entry(document_iri(cut)) is not None
    journal.close()
    assert not folder.with_name("store.pending").exists()
    assert run(store, folder) == (0, 0)
