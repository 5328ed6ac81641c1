"""Between the building process and those that read: files, so that a killed process leaves no half of a message."""

from __future__ import annotations

import pickle
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.authority import Authority
from kg.bulk import reading
from kg.bulk.exchange import Exchange, answered, taken
from kg.bulk.work import Options, Read
from kg.errors import StoreError
from kg.model import Document
from kg.vocabulary import DEFAULT_BASE


def test_what_is_put_is_taken_once(tmp_path: Path) -> None:
    exchange = Exchange(tmp_path / ".kg")
    path = exchange.put(["a", "b"])
    assert taken(path) == ["a", "b"]
    assert not Path(path).exists()
    assert taken(answered(path, {"c": 1})) == {"c": 1}


def test_what_a_killed_run_left_is_removed_and_what_a_running_one_has_is_not(tmp_path: Path) -> None:
    put = "import sys; from pathlib import Path; from kg.bulk.exchange import Exchange"
    put += "; Exchange(Path(sys.argv[1])).put(1); input()"
    running, killed = (
        subprocess.Popen([sys.executable, "-c", put, str(tmp_path / ".kg")], stdin=subprocess.PIPE) for _ in range(2)
    )
    left = tmp_path / ".kg.exchange"
    end = time.monotonic() + 60
    while len(list(left.glob("*/1"))) < 2:
        assert time.monotonic() < end
        time.sleep(0.01)
    killed.kill()
    killed.communicate()
    exchange = Exchange(tmp_path / ".kg")
    assert [path.parent.name.rpartition("-")[2] for path in left.glob("*/1")] == [str(running.pid)]
    running.communicate(b"\n")
    exchange.put("new")
    exchange.close()
    Exchange(tmp_path / ".kg").close()
    assert list(tmp_path.iterdir()) == []


def test_nobody_else_may_write_there(tmp_path: Path) -> None:
    path = Path(Exchange(tmp_path / ".kg").put("value"))
    assert [folder.stat().st_mode & 0o777 for folder in (path.parent, path.parent.parent)] == [0o700, 0o700]


def test_a_disk_that_does_not_take_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    exchange = Exchange(tmp_path / "file" / ".kg")
    with pytest.raises(StoreError, match=r"file: (Not a directory|File exists)|\.exchange: Not a directory"):
        exchange.put("value")
    (tmp_path / ".kg.exchange").write_text("a file where the folder should be")
    with pytest.raises(StoreError, match=r"\.kg\.exchange: File exists"):
        Exchange(tmp_path / ".kg").put("value")


@pytest.mark.parametrize("damage", [b"", b"x", pickle.dumps(["a", "b"])[:-4]])
def test_a_damaged_answer_is_told(tmp_path: Path, damage: bytes) -> None:
    path = Path(Exchange(tmp_path / ".kg").put(["a", "b"]))
    path.write_bytes(damage)
    with pytest.raises(StoreError, match=rf"{path}: what a reading process wrote is damaged"):
        taken(str(path))


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
