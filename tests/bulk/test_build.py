"""Bulk reading: several processes, resumption after any end, archives in all forms, errors that lose nothing else."""

from __future__ import annotations

import gzip
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
import zstandard
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import StoreError
from kg.pipeline import Pipeline
from kg.store import Store
from tests.collecting import let_go

WHO = ["Kenya", "Uganda", "Chad", "Mali", "Peru", "Chile", "Ghana", "Togo", "Norway", "Oman"]
VERBS = ["warned", "accused", "visited", "attacked", "thanked", "urged"]


def text_of(k: int) -> str:
    """A short article; no two are the same."""
    pick = random.Random(k)
    sentences = []
    for _ in range(8):
        one, other = pick.sample(WHO, 2)
        sentences.append(f"{one} {pick.choice(VERBS)} {other} on Monday.")
    return " ".join(sentences) + f" It was report {k}."


def archive(folder: Path, count: int) -> Path:
    path = folder / "archive.jsonl"
    lines = [
        json.dumps({"id": f"a{k}", "text": text_of(k), "published": "2023-05-17", "publisher": "A Paper"})
        for k in range(count)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def command(*args: str) -> list[str]:
    return [sys.executable, "-m", "kg.cli", *args]


def environment(folder: Path, store: str) -> dict[str, str]:
    return {**os.environ, "KG_STORE": str(folder / store)}


def started(folder: Path, *args: str, **told: str) -> subprocess.Popen[str]:
    """The command in a process group of its own, with signals as a terminal gives them.

    A shell that starts tests in the background has Ctrl-C ignored, and what it starts would inherit that.
    """
    return subprocess.Popen(
        command(*args),
        cwd=folder,
        env={**environment(folder, ".kg"), **told},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


@pytest.fixture(autouse=True)
def _one_model(monkeypatch: pytest.MonkeyPatch, pipeline: Pipeline) -> None:
    """Runs in this process read with the session's pipeline; the processes that they start load their own."""
    monkeypatch.setattr("kg.bulk.reading.Pipeline", lambda *_: pipeline)


def kg(folder: Path, *args: str, store: str = ".kg") -> Done:
    """The command, in this process."""
    with let_go(), pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("KG_STORE", str(folder / store))
        found = CliRunner().invoke(app, [*args])
    told = "" if found.exception is None or isinstance(found.exception, SystemExit) else f"kg: {found.exception}"
    return Done(found.exit_code, found.stdout, found.stderr + told)


def graph(folder: Path, store: str = ".kg") -> set[str]:
    return {str(quad) for quad in Store(folder / store, read_only=True).quads()}


def test_two_processes_make_the_graph_that_one_makes(tmp_path: Path) -> None:
    archive(tmp_path, 60)
    one = kg(tmp_path, "build", "archive.jsonl", store="one")
    two = kg(tmp_path, "build", "archive.jsonl", "--workers", "2", store="two")
    assert (one.returncode, two.returncode) == (0, 0), one.stderr + two.stderr
    assert "60 added" in two.stdout
    assert graph(tmp_path, "one") == graph(tmp_path, "two")


def test_what_is_read_already_is_passed_over_and_what_changed_is_replaced(tmp_path: Path) -> None:
    path = archive(tmp_path, 5)
    kg(tmp_path, "build", "archive.jsonl")
    again = kg(tmp_path, "build", "archive.jsonl")
    assert "0 added, 0 replaced, 5 unchanged, 0 not read" in again.stdout
    path.write_text(path.read_text(encoding="utf-8").replace("report 3.", "report three."), encoding="utf-8")
    changed = kg(tmp_path, "build", "archive.jsonl")
    assert "0 added, 1 replaced, 4 unchanged, 0 not read" in changed.stdout
    kg(tmp_path, "build", "archive.jsonl", store="fresh")
    assert graph(tmp_path) == graph(tmp_path, "fresh")


def test_a_lost_journal_costs_a_reading_and_nothing_else(tmp_path: Path) -> None:
    archive(tmp_path, 3)
    kg(tmp_path, "build", "archive.jsonl")
    before = graph(tmp_path)
    for file in tmp_path.glob(".kg.journal*"):
        file.unlink()
    again = kg(tmp_path, "build", "archive.jsonl")
    assert "0 added, 0 replaced, 3 unchanged" in again.stdout
    assert graph(tmp_path) == before


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_run_that_is_killed_at_any_moment_goes_on_to_the_same_graph(tmp_path: Path, workers: str) -> None:
    archive(tmp_path, 60)
    begun = time.monotonic()
    timed = [*command("build", "archive.jsonl", "--workers", workers)]
    subprocess.run(timed, cwd=tmp_path, env=environment(tmp_path, "undisturbed"), check=True, capture_output=True)
    usual = time.monotonic() - begun
    chance = random.Random(int(workers))
    kills = 0
    for _ in range(12):
        run = subprocess.Popen(
            command("build", "archive.jsonl", "--workers", workers),
            cwd=tmp_path,
            env={**environment(tmp_path, ".kg"), "KG_LOAD_BYTES": "60000"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            run.wait(timeout=usual * chance.uniform(0.3, 0.9))
            if kills:
                break
            usual *= 0.7  # quicker than the run that was timed: once more from the beginning, and sooner
            for left in tmp_path.glob(".kg*"):
                shutil.rmtree(left) if left.is_dir() else left.unlink()
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
            run.wait()
            kills += 1
            if kills == 4:
                break
    assert kills
    last = kg(tmp_path, "build", "archive.jsonl", "--workers", workers)
    assert last.returncode == 0, last.stderr
    assert graph(tmp_path) == graph(tmp_path, "undisturbed")
    assert not list(tmp_path.glob(".kg.pending*"))


def test_a_load_that_was_cut_off_is_done_again(tmp_path: Path) -> None:
    archive(tmp_path, 4)
    kg(tmp_path, "build", "archive.jsonl", store="whole")
    nquads = "\n".join(f"{q} ." for q in sorted(graph(tmp_path, "whole"))) + "\n"
    (tmp_path / ".kg.pending").write_text("[]\n" + nquads, encoding="utf-8")
    (tmp_path / ".kg.pending.part").write_text("half a fi", encoding="utf-8")
    done = kg(tmp_path, "build", "archive.jsonl")
    assert done.returncode == 0, done.stderr
    assert graph(tmp_path) == graph(tmp_path, "whole")
    assert not list(tmp_path.glob(".kg.pending*"))


@pytest.mark.parametrize("ending", [".jsonl.gz", ".ndjson.zst"])
def test_compressed_archives_are_read_and_damage_is_told(tmp_path: Path, ending: str) -> None:
    raw = archive(tmp_path, 6).read_bytes()
    packed = gzip.compress(raw) if ending.endswith("gz") else zstandard.ZstdCompressor().compress(raw)
    (tmp_path / f"good{ending}").write_bytes(packed)
    done = kg(tmp_path, "build", f"good{ending}")
    assert "6 added" in done.stdout, done.stderr
    (tmp_path / f"bad{ending}").write_bytes(packed[: len(packed) // 2])
    broken = kg(tmp_path, "build", f"bad{ending}", store="other")
    assert broken.returncode in {1, 3}
    assert "damaged" in broken.stderr


def test_errors_go_to_the_report_and_lose_nothing_else(tmp_path: Path) -> None:
    archive(tmp_path, 2)
    (tmp_path / "more.jsonl").write_text(
        '{"id": "x"}\nno json\n{"id":"ok","text":"Chad warned Mali."}\n', encoding="utf-8"
    )
    done = kg(tmp_path, "build", "archive.jsonl", "more.jsonl", "--report", "errors.jsonl")
    assert done.returncode == 3
    assert "3 added, 0 replaced, 0 unchanged, 2 not read" in done.stdout
    told = [json.loads(line) for line in (tmp_path / "errors.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [t["place"] for t in told] == ["more.jsonl, line 1", "more.jsonl, line 2"]


def test_patterns_stand_for_files(tmp_path: Path) -> None:
    for name in ("a1.md", "a2.md", "b.md"):
        (tmp_path / name).write_text(f"Chad warned Mali. {name}", encoding="utf-8")
    assert "2 added" in kg(tmp_path, "build", "a*.md").stdout
    none = kg(tmp_path, "build", "z*.md")
    assert none.returncode == 1
    assert "no file fits the pattern" in none.stderr


def test_a_journal_of_another_format_is_told(tmp_path: Path) -> None:
    archive(tmp_path, 1)
    base = sqlite3.connect(tmp_path / ".kg.journal")
    base.execute("PRAGMA user_version=99")
    base.close()
    done = kg(tmp_path, "build", "archive.jsonl")
    assert done.returncode == 1
    assert "format 99" in done.stderr


def test_an_older_readers_articles_are_told_and_read_anew_on_demand(tmp_path: Path) -> None:
    archive(tmp_path, 3)
    kg(tmp_path, "build", "archive.jsonl")
    base = sqlite3.connect(tmp_path / ".kg.journal")
    base.execute("UPDATE article SET reader = 'older' WHERE iri LIKE '%/a1'")
    base.commit()
    base.close()
    plain = kg(tmp_path, "build", "archive.jsonl")
    assert "3 unchanged" in plain.stdout
    assert "1 of them were read by another version" in plain.stderr
    stale = kg(tmp_path, "build", "archive.jsonl", "--stale")
    assert "3 unchanged" in stale.stdout
    assert "another version" not in kg(tmp_path, "build", "archive.jsonl").stderr


def test_a_reading_process_that_dies_takes_one_article_with_it_at_most(tmp_path: Path) -> None:
    archive(tmp_path, 80)
    run = started(tmp_path, "build", "archive.jsonl", "--workers", "2")
    killed = False
    until = time.monotonic() + 60
    while not killed and run.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
        readers = [reader for child in _children(run.pid) for reader in _children(child)]
        for reader in readers:
            if seconds_of(reader) > 0.3:
                os.kill(reader, signal.SIGKILL)
                killed = True
                break
    out, err = run.communicate(timeout=120)
    assert killed
    assert run.returncode == 0, err
    assert "80 added" in out
    kg(tmp_path, "build", "archive.jsonl", store="whole")
    assert graph(tmp_path) == graph(tmp_path, "whole")


def test_a_disk_that_takes_no_more_is_told_and_the_next_run_goes_on(tmp_path: Path) -> None:
    archive(tmp_path, 40)
    kg(tmp_path, "build", "archive.jsonl", store="whole")
    limit = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000)); "
        "from kg.cli import main; main(sys.argv[1:])"
    )
    full = subprocess.run(
        [sys.executable, "-c", limit, "build", "archive.jsonl"],
        cwd=tmp_path,
        env=environment(tmp_path, ".kg"),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert full.returncode == 1
    assert "cannot be written" in full.stderr or "could not" in full.stderr or "cannot be opened" in full.stderr
    assert "Traceback" not in full.stderr
    done = kg(tmp_path, "build", "archive.jsonl")
    assert done.returncode == 0, done.stderr
    assert graph(tmp_path) == graph(tmp_path, "whole")


def _children(parent: int) -> list[int]:
    found = Path(f"/proc/{parent}/task/{parent}/children")
    return [int(pid) for pid in found.read_text().split()] if found.exists() else []


def seconds_of(pid: int) -> float:
    """Processor time that a process has used."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_a_store_is_put_in_order_at_the_end_and_a_full_disk_is_only_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive(tmp_path, 5)
    loaded: list[int | None] = []

    def full(self: Store, quads: int | None = None) -> bool:
        loaded.append(quads)
        raise StoreError("no space to put it in order")

    monkeypatch.setattr(Store, "tidy", full)
    done = kg(tmp_path, "build", "archive.jsonl")
    assert done.returncode == 0
    assert "no space to put it in order" in done.stderr
    assert len(loaded) == 1
    assert (loaded[0] or 0) >= len(Store(tmp_path / ".kg", read_only=True)) > 100  # shared triples count for each
