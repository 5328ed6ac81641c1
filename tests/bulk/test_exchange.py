"""Between the building process and those that read: files, so that a killed process leaves no half of a message."""

from __future__ import annotations

import pickle
import select
from pathlib import Path

import pytest

from kg.authority import Authority
from kg.bulk import reading
from kg.bulk.exchange import Exchange, answered, taken
from kg.bulk.reading import Options, Read
from kg.errors import StoreError
from kg.model import Document
from kg.vocabulary import DEFAULT_BASE


def test_what_is_put_is_taken_once(tmp_path: Path) -> None:
    exchange = Exchange(tmp_path / ".kg")
    path = exchange.put(["a", "b"])
    assert taken(path) == ["a", "b"]
    assert not Path(path).exists()
    assert taken(answered(path, {"c": 1})) == {"c": 1}


def test_what_an_earlier_run_left_is_removed(tmp_path: Path) -> None:
    left = Path(Exchange(tmp_path / ".kg").put("left by a run that was killed"))
    assert left.exists()
    exchange = Exchange(tmp_path / ".kg")
    assert not left.exists()
    exchange.put("new")
    exchange.close()
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_does_not_take_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    exchange = Exchange(tmp_path / "file" / ".kg")
    with pytest.raises(StoreError, match=r"\.exchange/1: Not a directory"):
        exchange.put("value")


def test_only_names_go_through_the_pipes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_loaded", [])
    monkeypatch.setattr("gc.freeze", lambda: None)
    monkeypatch.setattr("gc.set_threshold", lambda *some: None)
    reading.prepare(Options(DEFAULT_BASE, None, Authority()))
    text = "Kenya attacked Chad on Monday. " * 400
    request = Exchange(tmp_path / ".kg").put([Document("a", text)])
    answer = reading.read_batch(request)
    assert max(len(pickle.dumps(name)) for name in (request, answer)) < select.PIPE_BUF
    (read,) = taken(answer)
    assert isinstance(read, Read)
    assert len(read.nquads) > 64 * 1024  # more than a pipe holds
