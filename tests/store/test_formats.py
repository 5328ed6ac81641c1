"""Stores of other versions: an older one is told and migrated, a newer one refused, and nothing is lost."""

from __future__ import annotations

import gc
import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import StoreError
from kg.pipeline import Graph
from kg.store import Store, backup, check, formats, migrate, restore

NAME = "su24-shootdown"
MARK = "communique.json"


@pytest.fixture
def old(tmp_path: Path, graphs: dict[str, Graph]) -> Path:
    """A store from before there was a mark, some of whose triples stand in their sentence's graph alone."""
    folder = tmp_path / "old"
    dataset = ox.Store(str(folder))
    named = [q for q in graphs[NAME].quads if q.graph_name != ox.DefaultGraph()]
    lacking = {ox.Quad(q.subject, q.predicate, q.object) for q in named[:20]}
    dataset.bulk_extend([q for q in graphs[NAME].quads if q not in lacking])
    dataset.flush()
    return folder


@pytest.mark.parametrize("read_only", [True, False])
def test_an_older_store_is_told_with_the_command_to_run(old: Path, read_only: bool) -> None:
    with pytest.raises(StoreError, match=r"of format 0, and this version needs 1: .*`kg store migrate`"):
        Store(old, read_only=read_only)


def test_migration_makes_it_the_store_that_this_version_writes(old: Path, graphs: dict[str, Graph]) -> None:
    assert migrate(old) == (0, 1)
    store = Store(old, read_only=True)
    assert list(check(store)) == []
    assert set(store.quads()) == set(graphs[NAME].quads)
    assert migrate(old) == (1, 1)


def test_a_migration_that_was_cut_off_is_done_again(
    old: Path, graphs: dict[str, Graph], monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(formats, "mark", killed)
        with pytest.raises(KeyboardInterrupt):
            migrate(old)
    gc.collect()
    with pytest.raises(StoreError, match="format 0"):
        Store(old, read_only=True)
    assert migrate(old) == (0, 1)
    assert len(Store(old, read_only=True)) == len(graphs[NAME].quads)


@pytest.mark.parametrize("read_only", [True, False])
def test_a_newer_store_is_refused_by_its_version(tmp_path: Path, read_only: bool) -> None:
    Store(tmp_path / "new")
    gc.collect()
    (tmp_path / "new" / MARK).write_text('{"format": 7, "version": "3.1.0"}', encoding="utf-8")
    for way in (lambda: Store(tmp_path / "new", read_only=read_only), lambda: migrate(tmp_path / "new")):
        with pytest.raises(StoreError, match=r"written by communique 3.1.0 in format 7; this version knows up to 1"):
            way()


@pytest.mark.parametrize("told", ["{", "[]", '{"format": "one"}'])
def test_a_damaged_mark_is_told(tmp_path: Path, told: str) -> None:
    Store(tmp_path / "s")
    gc.collect()
    (tmp_path / "s" / MARK).write_text(told, encoding="utf-8")
    with pytest.raises(StoreError, match=r"communique.json is damaged"):
        Store(tmp_path / "s", read_only=True)


def test_a_new_store_is_marked_also_where_the_first_run_was_killed_before(tmp_path: Path) -> None:
    ox.Store(str(tmp_path / "s"))
    gc.collect()
    Store(tmp_path / "s")
    assert json.loads((tmp_path / "s" / MARK).read_text(encoding="utf-8"))["format"] == 1


def test_a_backup_keeps_the_format(tmp_path: Path, graphs: dict[str, Graph]) -> None:
    Store(tmp_path / "s").replace("https://w3id.org/communique/id/article/a", graphs[NAME].quads)
    gc.collect()
    backup(tmp_path / "s", tmp_path / "copy")
    restore(tmp_path / "copy", tmp_path / "again")
    assert len(Store(tmp_path / "again", read_only=True)) == len(graphs[NAME].quads)


def test_the_command_migrates_and_says_so(old: Path) -> None:
    environment = {"KG_STORE": str(old)}
    done = CliRunner().invoke(app, ["store", "migrate"], env=environment)
    assert (done.exit_code, done.output.strip()) == (0, f"the store in {old} is of format 1, and was of format 0")
    assert CliRunner().invoke(app, ["store", "migrate"], env=environment).output.strip().endswith("format 1 already")


def test_a_folder_without_a_store_has_nothing_to_migrate(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        migrate(tmp_path)
