"""Backups, the way back, and a look at every quad."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pyoxigraph as ox
import pytest

from kg import vocabulary as v
from kg.errors import StoreError, StoreInUseError
from kg.store import Store, backup, check, restore, signature, tidy

BASE = "https://w3id.org/communique/id/"


def quads_of(name: str) -> list[ox.Quad]:
    """A small article: document, a sentence and a triple that the sentence supports."""
    document, sentence = ox.NamedNode(f"{BASE}article/{name}"), ox.NamedNode(f"{BASE}article/{name}/sentence/0-9")
    actor, kind, state = ox.NamedNode(f"{BASE}state/td"), ox.NamedNode(v.TYPE), ox.NamedNode(v.term("State"))
    return [
        ox.Quad(document, kind, ox.NamedNode(v.DOCUMENT)),
        ox.Quad(document, ox.NamedNode(v.IDENTIFIER), ox.Literal(name)),
        ox.Quad(document, ox.NamedNode(v.TEXT_DIGEST), ox.Literal("0" * 64)),
        ox.Quad(sentence, ox.NamedNode(v.IN_DOCUMENT), document),
        ox.Quad(actor, kind, state),
        ox.Quad(actor, kind, state, sentence),
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "store"
    store = Store(path)
    for k in range(60):
        store.replace(f"{BASE}article/a{k}", quads_of(f"a{k}"))
    store.dataset.flush()
    store.dataset.optimize()
    return path


def test_a_backup_comes_back_whole(folder: Path, tmp_path: Path) -> None:
    before = set(Store(folder, read_only=True).quads())
    assert backup(folder, tmp_path / "copy") == len(before)
    assert restore(tmp_path / "copy", tmp_path / "again") == len(before)
    assert set(Store(tmp_path / "again", read_only=True).quads()) == before


def test_a_backup_is_made_beside_a_writer(folder: Path, tmp_path: Path) -> None:
    writer = Store(folder)
    assert backup(folder, tmp_path / "copy") == len(writer)
    assert list(check(Store(tmp_path / "copy" / "store", read_only=True))) == []


def test_a_backup_holds_what_the_engine_has_in_its_log_only(folder: Path, tmp_path: Path) -> None:
    writer = Store(folder)
    writer.replace(f"{BASE}article/last", quads_of("last"))
    backup(folder, tmp_path / "copy")
    assert restore(tmp_path / "copy", tmp_path / "again") == len(writer)
    assert Store(tmp_path / "again", read_only=True).holds(f"{BASE}article/last")


def test_nothing_is_overwritten(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    with pytest.raises(StoreError, match="there already"):
        backup(folder, tmp_path / "copy")
    backup(folder, tmp_path / "other")
    with pytest.raises(StoreError, match="there is a store"):
        restore(tmp_path / "other", folder)


def test_what_is_no_backup_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no backup"):
        restore(tmp_path, tmp_path / "store")
    with pytest.raises(StoreError, match="no store"):
        backup(tmp_path / "none", tmp_path / "copy")


def test_a_backup_that_lacks_something_is_not_restored(folder: Path, tmp_path: Path) -> None:
    backup(folder, tmp_path / "copy")
    told = json.loads((tmp_path / "copy" / "backup.json").read_text(encoding="utf-8"))
    (tmp_path / "copy" / "backup.json").write_text(json.dumps({**told, "quads": told["quads"] + 1}), encoding="utf-8")
    with pytest.raises(StoreError, match="is damaged"):
        restore(tmp_path / "copy", tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_a_sound_store_has_no_findings(folder: Path) -> None:
    assert list(check(Store(folder, read_only=True))) == []


def test_half_articles_and_lost_copies_are_found() -> None:
    store = Store()
    quads = quads_of("whole")
    store.dataset.extend(quads)
    store.dataset.extend(quads_of("half")[:2])  # neither digest nor sentence
    lost = ox.Quad(ox.NamedNode("http://e/s"), ox.NamedNode("http://e/p"), ox.Literal("x"), ox.NamedNode("http://e/g"))
    store.dataset.add(lost)
    orphan = ox.Quad(ox.NamedNode("http://e/t"), ox.NamedNode(v.IN_DOCUMENT), ox.NamedNode("http://e/gone"))
    store.dataset.add(orphan)
    told = [(f.place.strip("<>"), f.what) for f in check(store)]
    assert ("http://e/g", "1 triples are not in the default graph") in told
    assert any(place == "http://e/t" and "gone" in what for place, what in told)
    assert sum(place.endswith("article/half") for place, _ in told) == 2
    assert not any(place.endswith("article/whole") for place, _ in told)


def test_a_damaged_block_is_found(folder: Path) -> None:
    for path in folder.glob("*.sst"):
        raw = bytearray(path.read_bytes())
        for i in range(0, len(raw), 61):
            raw[i] ^= 0xFF
        path.write_bytes(raw)
    try:
        told = [f.what for f in check(Store(folder, read_only=True))]
    except StoreError as error:
        told = [str(error)]
    assert any("damaged" in what or "cannot be opened" in what for what in told)


def test_a_place_where_no_store_can_come_is_told(folder: Path, tmp_path: Path) -> None:
    backup(folder, tmp_path / "copy")
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match=r"there is a file in .*file"):
        restore(tmp_path / "copy", tmp_path / "file")
    with pytest.raises(StoreError, match=r"no store can come to .*: File name too long"):
        restore(tmp_path / "copy", tmp_path / ("x" * 5000))


def test_a_backup_of_a_newer_format_is_not_restored(folder: Path, tmp_path: Path) -> None:
    backup(folder, tmp_path / "copy")
    told = json.dumps({"format": 99, "version": "9.9"})
    (tmp_path / "copy" / "store" / "communique.json").write_text(told, encoding="utf-8")
    with pytest.raises(StoreError, match=r"written by communique 9\.9 in format 99"):
        restore(tmp_path / "copy", tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_a_lock_that_may_not_be_opened_is_not_taken_for_a_store_in_use(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Store(folder)
    with pytest.raises(StoreInUseError, match="in use by another process"):
        Store(folder)
    del held

    def refused(path: str) -> ox.Store:  # the tests may run as root, who may open everything
        raise OSError(f"IO error: While open a file for lock: {path}/LOCK: Permission denied")

    monkeypatch.setattr("kg.store.embedded._locked", lambda path, wait: refused(str(path)))
    with pytest.raises(StoreError, match="LOCK: Permission denied") as caught:
        Store(folder)
    assert not isinstance(caught.value, StoreInUseError)


def test_a_folder_that_may_not_be_looked_into_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "exists", refused)
    with pytest.raises(StoreError, match=r"the store in .* cannot be opened: Permission denied"):
        signature(folder)


def _tables(folder: Path) -> int:
    return len(list(folder.glob("*.sst")))


def test_a_store_is_put_in_order_and_holds_what_it_held(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    store = Store(folder)
    for k in range(2):  # from three on the engine may merge some itself, whenever it finds the time
        store.load(b"".join(f"<urn:s{i}> <urn:p{k}> <urn:o{i}> .\n".encode() for i in range(k, 2_000)))
    before, several, held = set(store.dataset), _tables(folder), len(store)
    assert store.tidy()
    assert set(store.dataset) == before
    del store
    assert _tables(folder) < several
    tidy(folder)
    assert len(Store(folder)) == held


def test_a_store_is_not_put_in_order_on_a_full_disk_and_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=0))
    with pytest.raises(StoreError, match=r"takes .* MiB free on its disk, and there are 0 MiB"):
        tidy(folder)
    assert len(Store(folder).articles()) == 60


@pytest.mark.parametrize(("loaded", "done"), [(1_000, False), (1_999_999, False), (2_000_000, True)])
def test_only_a_large_load_is_put_in_order(
    folder: Path, monkeypatch: pytest.MonkeyPatch, loaded: int, *, done: bool
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr("kg.store.embedded.Embedded.tidy", lambda self: asked.append(True))
    assert Store(folder).tidy(loaded) is done
    assert asked == [True] * done


def test_a_load_that_is_small_beside_the_store_is_left(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.embedded.Embedded.size", lambda self: 2_000_000 * 150 * 20 + 1)
    assert not Store(folder).tidy(2_000_000)


def test_only_a_store_is_put_in_order(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        tidy(tmp_path / "nothing")
    assert not Store().tidy()  # in memory there is nothing to put in order
