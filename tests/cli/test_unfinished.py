"""A load that was cut off: each command finishes it first, or tells it; nothing is lost, nothing comes back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from api.feeding.orders import Orders
from api.feeding.writer import Writer
from kg.bulk.journal import Entry, Journal
from kg.cli import main
from kg.linkage import Index
from kg.store import Finding, Store, check, finish, unfinished
from tests.collecting import let_go
from tests.store.test_care import BASE, quads_of

Run = Callable[..., tuple[int, str, str]]
WHOLE = {str(quad) for name in "abc" for quad in quads_of(name)}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_STORE", str(tmp_path / "store"))

    def call(*args: str) -> tuple[int, str, str]:
        code = -1
        with let_go():
            try:
                main(list(args))
            except SystemExit as end:
                code = int(end.code or 0)
        out, err = capfd.readouterr()
        return code, out, err

    return call


@pytest.fixture
def cut(tmp_path: Path) -> Path:
    """A store with the article a; of b and c, which were being loaded, it has a part."""
    folder = tmp_path / "store"
    with let_go():
        store = Store(folder)
        store.replace(f"{BASE}article/a", quads_of("a"))
        load = [quad for name in "bc" for quad in quads_of(name)]
        nquads = ox.serialize(load, format=ox.RdfFormat.N_QUADS) or b""
        store.load(b"".join(nquads.splitlines(keepends=True)[:2]))
        notes = [asdict(Entry(f"{BASE}article/{name}", "given", "reader", 1)) for name in "bc"]
        folder.with_name("store.pending").write_bytes(json.dumps(notes).encode() + b"\n" + nquads)
        del store
    return folder


def held(folder: Path) -> set[str]:
    return {str(quad) for quad in Store(folder, read_only=True).quads()}


def test_check_tells_it_and_ends_with_3(run: Run, cut: Path) -> None:
    code, out, err = run("check")
    assert (code, out) == (3, "")
    assert "store.pending tells of a load" in err
    assert "`kg build`, `kg link` or other change finishes it" in err
    assert "cut off while it was written" not in err, "that is what the load mends"


def test_check_ends_with_1_where_something_else_is_wrong_too(run: Run, cut: Path) -> None:
    with let_go():
        Store(cut).dataset.extend(quads_of("half")[:2])
    code, _, err = run("check")
    assert (code, err.count("article/half: the article has no"), "store.pending" in err) == (1, 2, True)


def test_what_is_removed_does_not_come_back(run: Run, cut: Path, tmp_path: Path) -> None:
    code, out, err = run("remove", "b")
    assert (code, "b removed" in out, "store.pending held" in err) == (0, True, True)
    left = held(cut)
    assert left == {str(quad) for name in "ac" for quad in quads_of(name)}
    with let_go():
        assert finish(Store(cut), cut) is None
    assert held(cut) == left
    assert json.loads((tmp_path / "store.pending").read_text("utf-8")), "the journal is still to note the articles"
    assert run("check")[0] == 0


def test_what_decides_on_links_finishes_it_first(run: Run, cut: Path) -> None:
    code, _, err = run("merge", f"{BASE}article/b", f"{BASE}article/c", "--reason", "one text")
    assert (code, "store.pending held" in err) == (0, True), err
    assert held(cut) >= WHOLE
    assert unfinished(cut) is None


def test_a_backup_has_the_load_whole_and_the_store_is_as_it_was(run: Run, cut: Path, tmp_path: Path) -> None:
    before = held(cut)
    code, _, err = run("backup", "copy")
    assert (code, err) == (0, "")
    assert sorted(path.name for path in (tmp_path / "copy").iterdir()) == ["backup.json", "store"]
    assert held(tmp_path / "copy" / "store") == WHOLE
    assert held(cut) == before
    assert unfinished(cut)
    cut.rename(tmp_path / "gone")
    code, _, err = run("restore", "copy")
    assert (code, "store.pending holds articles" in err, "move it away" in err) == (1, True, True)
    (tmp_path / "store.pending").rename(tmp_path / "gone.pending")
    assert run("restore", "copy")[0] == 0
    assert held(cut) == WHOLE
    assert list(check(Store(cut, read_only=True))) == []


@pytest.mark.parametrize("args", [["stats"], ["export", "-f", "nquads"], ["query", "SELECT ?s { ?s a kg:Document }"]])
def test_what_only_reads_tells_it(run: Run, cut: Path, args: list[str]) -> None:
    code, out, err = run(*args)
    assert (code, bool(out)) == (0, True)
    assert "warning:" in err
    assert "store.pending" in err
    assert unfinished(cut)


def test_an_article_that_is_fed_stays_the_newer_one(cut: Path) -> None:
    orders = Orders(str(cut), BASE, None, 1000, 1000, 0.0)
    with let_go():
        told = Writer(orders).do({"kind": "remove", "article": f"{BASE}article/b"})
        assert "result" in told, told
    assert unfinished(cut) is None
    assert held(cut) == {str(quad) for name in "ac" for quad in quads_of(name)}


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (b"no json\n<a> <b> <c> .\n", "Expecting value"),
        (b"[1]\n<a> <b> <c> .\n", "no list of notes"),
        (b"[]\n<http://a> <http://b> .\n", "store.pending is damaged"),
        (b"\xff\xfe\n<a> <b> <c> .\n", "store.pending is damaged"),
    ],
)
def test_a_damaged_file_of_a_load_is_told(run: Run, cut: Path, tmp_path: Path, damage: bytes, words: str) -> None:
    (tmp_path / "store.pending").write_bytes(damage)
    code, _, err = run("remove", "a")
    assert (code, words in err, "move it away" in err, "Traceback" in err) == (1, True, True, False), err
    assert held(cut) >= {str(quad) for quad in quads_of("a")}


def test_notes_of_another_version_are_told(run: Run, cut: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Iran warned Iraq.")
    (tmp_path / "store.pending").write_text('[{"article": "x", "colour": "red"}]\n')
    code, _, err = run("build", "a.txt")
    assert (code, "store.pending is damaged" in err, "move it away" in err) == (1, True, True), err


def test_what_stood_beside_a_store_that_is_gone_tells_nothing_of_the_restored_one(
    run: Run, cut: Path, tmp_path: Path
) -> None:
    """A journal of later readings would have articles passed over that the backup has in an older state."""
    run("remove", "b")
    run("backup", "copy")
    Index(cut).close()
    journal = Journal(cut)
    journal.mark([Entry(f"{BASE}article/a", "later", "later", 1)])
    journal.close()
    cut.rename(tmp_path / "gone")
    assert run("restore", "copy")[0] == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", "gone", "store"]


def test_tables_that_a_writer_takes_away_are_no_damage(
    run: Run, cut: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("remove", "b")[0] == 0
    gone = Finding("store", "the store is damaged: IO error: No such file or directory: While open a file: 7.sst")
    places: list[Path] = []

    def beside_a_writer(store: Store, load: bytes = b"") -> Iterator[Finding]:
        assert isinstance(store.path, Path)
        places.append(store.path)
        return iter([gone]) if len(places) == 1 else check(store, load)

    monkeypatch.setattr("kg.cli.caring.check", beside_a_writer)
    code, out, err = run("check")
    assert (code, "of 2 articles" in out, err) == (0, True, "")
    assert places == [cut, tmp_path / "store.checking"]
    assert not places[1].exists()


def test_a_backup_that_cannot_be_made_leaves_nothing(
    run: Run, cut: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.store.snapshots._WAIT", 0)
    looks = iter(range(100))
    monkeypatch.setattr("kg.store.snapshots._structure", lambda folder: [next(looks)])
    code, _, err = run("backup", "copy")
    assert (code, "changes too fast to be copied" in err) == (1, True), err
    assert not list(tmp_path.glob("copy*"))
