"""Archives, reports and ends of a run that nobody wishes for: each is told in a line, and loses nothing else."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.bulk import reading
from kg.bulk.work import Read, Unread
from kg.cli import app, main
from kg.errors import StoreError
from kg.model import Document
from kg.pipeline import Graph, Pipeline
from tests.bulk.test_build import _one_model, archive, command, environment, graph, kg, started
from tests.bulk.test_cluster import written
from tests.collecting import let_go

__all__ = ["_one_model"]  # a fixture
ENDED = "ended before it was done: what is in the store stays, and the same command goes on"


class Failing:
    """A pipeline that a word in a text makes fail."""

    def __init__(self, pipeline: Pipeline) -> None:
        self.base = pipeline.base
        self._pipeline = pipeline

    def graphs(self, documents: Iterable[Document]) -> Iterator[Graph]:
        for document in documents:
            if "Chile" in document.text:
                raise ValueError("year 0 is out of range")
            yield from self._pipeline.graphs([document])


def test_an_article_on_which_the_reader_fails_takes_no_other_with_it(
    tmp_path: Path, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {"a": "Kenya warned Chad.", "b": "Chile warned Peru.", "c": "Mali thanked Togo."}
    lines = [json.dumps({"id": name, "text": text}) for name, text in texts.items()]
    (tmp_path / "three.jsonl").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr("kg.bulk.reading.Pipeline", lambda *_: Failing(pipeline))
    done = kg(tmp_path, "build", "three.jsonl", "--report", "errors.jsonl")
    assert done.returncode == 3
    assert "2 added, 0 replaced, 0 unchanged, 1 not read" in done.stdout
    (told,) = [json.loads(line) for line in (tmp_path / "errors.jsonl").read_text(encoding="utf-8").splitlines()]
    assert told["place"] == "b"
    assert told["cause"].startswith("the reader failed on this article, a fault of the program: ValueError: year 0")
    assert "test_hostile.py, line" in told["cause"]


def test_what_keeps_the_reader_from_reading_at_all_is_no_fault_of_an_article(pipeline: Pipeline) -> None:
    class Broken(Failing):
        def graphs(self, documents: Iterable[Document]) -> Iterator[Graph]:
            raise StoreError("no disk")

    documents = [Document("a", "Kenya warned Chad."), Document("b", "Chile warned Peru.")]
    assert [type(one) for one in reading.read_all(Failing(pipeline), documents)] == [Read, Unread]  # type: ignore[arg-type]
    with pytest.raises(StoreError, match="no disk"):
        reading.read_all(Broken(pipeline), documents)  # type: ignore[arg-type]


def test_a_report_is_not_written_over_articles(tmp_path: Path) -> None:
    path = archive(tmp_path, 1)
    before = path.read_bytes()
    (tmp_path / "link.jsonl").symlink_to(path)
    for names in (["archive.jsonl", "--report", "archive.jsonl"], [".", "--report", "link.jsonl"]):
        done = kg(tmp_path, "build", *names)
        assert (done.returncode, "is among the articles; give it another name" in done.stderr) == (1, True)
        assert path.read_bytes() == before


def test_the_report_of_an_earlier_run_is_no_article(tmp_path: Path) -> None:
    """It would be read while it is written, which never ends."""
    archive(tmp_path, 1)
    (tmp_path / "bad.jsonl").write_text("no json\n", encoding="utf-8")
    for same in (0, 1, 1):
        done = kg(tmp_path, "build", ".", "--report", "errors.jsonl")
        assert (done.returncode, f"{same} unchanged, 1 not read" in done.stdout) == (3, True), done.stderr
    assert len((tmp_path / "errors.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_the_name_of_a_file_may_not_be_empty(tmp_path: Path) -> None:
    archive(tmp_path, 1)
    done = kg(tmp_path, "build", "")
    assert (done.returncode, "the name of a file is empty" in done.stderr) == (1, True)


def test_a_store_in_the_working_folder_has_a_name(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "a.txt").write_text("Iran warned Iraq.", encoding="utf-8")
    with let_go(), pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path / "here")
        done = CliRunner().invoke(app, ["build", "."], env={"KG_STORE": "."})
    assert (done.exit_code, "1 added" in done.stdout) == (0, True), done.stderr
    assert (tmp_path / "here.journal").exists()


@pytest.mark.parametrize(
    ("store", "words"),
    [
        ("/", "a store needs a folder of its own: '/'"),
        ("http://127.0.0.1/sparql", "a SPARQL server is written sparql+http://host:port/path"),
    ],
)
def test_a_place_that_can_be_no_store_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], store: str, words: str
) -> None:
    monkeypatch.setenv("KG_STORE", store)
    with pytest.raises(SystemExit) as end:
        main(["stats"])
    assert (end.value.code, f"kg: KG_STORE: {words}" in capsys.readouterr().err) == (1, True)


def test_a_journal_with_other_tables_is_told(tmp_path: Path) -> None:
    archive(tmp_path, 1)
    kg(tmp_path, "build", "archive.jsonl")
    script = "import sqlite3; b = sqlite3.connect('.kg.journal'); b.execute('DROP TABLE article')"
    script += "; b.execute('CREATE TABLE article (x)'); b.commit()"
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=True)
    done = kg(tmp_path, "build", "archive.jsonl")
    assert (done.returncode, ".kg.journal cannot be used" in done.stderr, "move it away" in done.stderr) == (1, 1, 1)


def test_articles_that_cannot_be_linked_are_stored_all_the_same(tmp_path: Path) -> None:
    archive(tmp_path, 1)
    (tmp_path / ".kg.linkage").write_text("no index", encoding="utf-8")
    done = kg(tmp_path, "build", "archive.jsonl", "--link")
    assert (done.returncode, "1 added" in done.stdout) == (3, True)
    assert "the articles are not linked: the index" in done.stderr


def test_standard_input_may_be_closed(tmp_path: Path) -> None:
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" <&-', "sh", *command("build", "-")],
        cwd=tmp_path,
        env=environment(tmp_path, ".kg"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "standard input: it is closed" in done.stderr, "Traceback" in done.stderr) == (1, 1, 0)


@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_ended_says_so_and_leaves_nothing_behind(
    tmp_path: Path, workers: str, number: signal.Signals, code: int
) -> None:
    """The signal goes to all its processes, as from a terminal: none may answer with a traceback."""
    archive(tmp_path, 200)
    run = started(tmp_path, "build", "archive.jsonl", "--workers", workers, KG_LOAD_BYTES="60000")
    until = time.monotonic() + 60
    while not ((tmp_path / ".kg.journal").exists() and written(tmp_path)) and time.monotonic() < until:
        assert run.poll() is None, run.communicate()
        time.sleep(0.02)
    os.killpg(run.pid, number)
    _, err = run.communicate(timeout=60)
    assert (run.returncode, err) == (code, f"kg: {ENDED}\n")
    assert not list(tmp_path.glob(".kg.exchange"))
    last = kg(tmp_path, "build", "archive.jsonl")
    assert last.returncode == 0, last.stderr
    kg(tmp_path, "build", "archive.jsonl", store="whole")
    assert graph(tmp_path) == graph(tmp_path, "whole")


def test_a_run_that_is_ended_while_its_processes_begin_says_no_more_than_that(tmp_path: Path) -> None:
    archive(tmp_path, 20)
    run = started(tmp_path, "build", "archive.jsonl", "--workers", "2")
    until = time.monotonic() + 60
    while not list(tmp_path.glob(".kg.exchange/*/1")) and run.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(0.2)  # the process from which the others are forked loads the model now
    os.killpg(run.pid, signal.SIGINT)
    _, err = run.communicate(timeout=60)
    assert (run.returncode, err) == (130, f"kg: {ENDED}\n")


def test_names_of_files_in_another_encoding_are_told_and_reported(tmp_path: Path) -> None:
    for name, text in (
        ("caf\udce9.md", "One."),
        ("the\udce9.md", "---\nid: a\n---\nChad warned Mali."),
        ("z.md", "Two."),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = kg(tmp_path, "build", ".", "--report", "errors.jsonl")
    assert (done.returncode, "2 added, 0 replaced, 0 unchanged, 1 not read" in done.stdout) == (3, True), done.stderr
    assert "caf\\udce9.md" in (tmp_path / "errors.jsonl").read_text(encoding="utf-8")
