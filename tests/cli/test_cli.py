from __future__ import annotations

import gzip
import io
import json
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest
import rdflib

from kg.cli import main
from kg.cli import reading as reading_command
from kg.pipeline import Pipeline
from kg.store import DumpFormat, Store

ARTICLES = Path(__file__).resolve().parent.parent.parent / "articles"
FIRST = str(ARTICLES / "netanyahu-biden-call.md")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], pipeline: Pipeline
) -> Run:
    """Runs `kg` in a folder of its own with the loaded pipeline; returns exit code, output and errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_STORE", str(tmp_path / "store"))
    monkeypatch.setattr(reading_command, "Pipeline", lambda *_: pipeline)
    monkeypatch.setattr("kg.bulk.reading.Pipeline", lambda *_: pipeline)

    def call(*args: str) -> tuple[int, str, str]:
        code = 0
        try:
            main(list(args))
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capfdbinary.readouterr()
        return code, out.decode("utf-8", "replace"), err.decode()

    return call


def test_help_imports_nothing_heavy() -> None:
    script = "import sys, kg.cli; print(sorted({m.split('.')[0] for m in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    for heavy in ("spacy", "rdflib", "pyoxigraph", "fastapi", "owlready2", "pydantic"):
        assert f"'{heavy}'" not in done.stdout


def test_read_prints_a_record_and_stores_nothing(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("read", FIRST)
    assert code == 0
    assert {"document", "actors", "offices", "events", "attributions"} <= set(json.loads(out))
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize(("form", "parser"), [("turtle", "turtle"), ("ntriples", "nt"), ("rdfxml", "xml")])
def test_read_prints_graphs(run: Run, form: str, parser: str) -> None:
    code, out, _ = run("read", FIRST, "--format", form)
    assert code == 0
    assert len(rdflib.Graph().parse(data=out, format=parser)) > 1000


def test_json_lines_give_a_record_a_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "l.jsonl").write_text(
        '{"id":"a","text":"Iran warned Iraq."}\nbroken\n{"id":"b","text":"Mali met Chad."}\n'
    )
    code, out, err = run("read", "l.jsonl")
    assert code == 3
    assert [json.loads(line)["document"]["id"] for line in out.splitlines()] == ["a", "b"]
    assert "l.jsonl, line 2" in err


def test_build_query_export_remove(run: Run, tmp_path: Path) -> None:
    assert run("build", FIRST)[:2][0] == 0
    code, out, _ = run("build", FIRST)
    assert (code, "0 added, 0 replaced, 1 unchanged" in out.replace("\n", " ")) == (0, True)
    code, out, _ = run("query", "planned-communications", "--format", "csv")
    assert code == 0
    assert "2024-10-09" in out
    code, out, _ = run("query", "who-said-it", "--param", "type=kg:MissileAttack", "--format", "json")
    assert json.loads(out)["results"]["bindings"]
    code, out, _ = run("export", "--format", "nquads", "--gzip", "--output", "out/all.nq.gz")
    assert code == 0
    first = gzip.decompress((tmp_path / "out" / "all.nq.gz").read_bytes())
    code, out, _ = run("export", "--format", "nquads", "--article", "netanyahu-biden-call")
    assert sorted(out.encode().splitlines()) == sorted(first.splitlines())
    code, out, _ = run("validate")
    assert (code, "no violation" in out) == (0, True)
    code, out, _ = run("remove", "netanyahu-biden-call")
    assert code == 0
    code, out, _ = run("export", "--format", "nquads")
    assert (code, out) == (0, "")


def test_json_lines_by_standard_input_give_a_record_a_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = b'{"id":"a","text":"Iran warned Iraq."}\n{"id":"b","text":"Mali met Chad."}\n'
    for given in (lines, lines.splitlines()[0]):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given)))
        code, out, _ = run("read", "-")
        assert code == 0
        assert [json.loads(line)["document"]["id"] for line in out.splitlines()] == ["a", "b"][: len(out.splitlines())]


def test_ids_that_look_alike_overwrite_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "l.jsonl").write_text('{"id":"A b","text":"Iran warned Iraq."}\n{"id":"a-b","text":"Mali met Chad."}\n')
    code, out, err = run("build", "l.jsonl")
    assert code == 3
    assert "1 added, 0 replaced, 0 unchanged, 1 not read" in out
    assert "'a-b' cannot be told from 'A b'" in err


def test_an_id_given_twice_names_both_places(run: Run, tmp_path: Path) -> None:
    (tmp_path / "1.jsonl").write_text('{"id":"a","text":"Iran warned Iraq."}\n')
    (tmp_path / "2.jsonl").write_text('{"id":"a","text":"Iran warned Iraq.","published":"2024-01-01"}\n')
    code, _, err = run("read", "1.jsonl", "2.jsonl")
    assert code == 3
    assert "2.jsonl" in err
    assert "1.jsonl" in err


def test_nothing_read_leaves_no_store(run: Run, tmp_path: Path) -> None:
    assert run("build", "nowhere.md")[0] == 1
    assert not (tmp_path / "store").exists()


def test_a_query_may_be_given_itself_and_wide_rows_stand_below_each_other(run: Run) -> None:
    run("build", FIRST)
    code, out, _ = run("query", "SELECT ?s WHERE { ?s kg:isoCode 'IL' } # " + "a long query " * 50)
    assert code == 0
    assert "state/il" in out
    code, out, _ = run("query", "who-said-it", "--param", "words=stiff-arming", "--param", "type=kg:Event")
    assert code == 0
    assert "[Netanyahu]" in out
    assert any(line.startswith("holder  ") and "US officials" in line for line in out.splitlines())


@pytest.mark.parametrize(("name", "value"), [("KG_BASE", "http://a b/"), ("KG_BASE", "x"), ("KG_PORT", "70000")])
def test_a_setting_that_cannot_be_is_named(run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    code, _, err = run("read", FIRST)
    assert (code, name in err, value in err) == (1, True, True)


def test_a_port_that_is_taken_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Iran warned Iraq.")
    run("build", "a.txt")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, _, err = run("serve", "--port", port)
    assert (code, f"127.0.0.1, port {port}" in err, "Traceback" in err) == (1, True, False)


def test_an_empty_setting_is_none(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KG_BASE", "KG_MODEL", "KG_QUERIES", "KG_PORT"):
        monkeypatch.setenv(name, "")
    code, _, err = run("query", "--list")
    assert (code, err) == (0, "")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["read", "nowhere.md"], "nowhere.md"),
        (["read", "empty.md"], "empty"),
        (["build", "empty.md"], "nothing was read"),
        (["query", "no-such-question"], "no-such-question"),
        (["query", "timeline", "--param", "from=soon"], "'soon'"),
        (["query", "timeline", "--param", "frm=2024-01-01"], "'frm'"),
        (["query", "timeline", "--param", "from"], "name=value"),
        (["query", "bad.rq"], "malformed"),
        (["query", "latin.rq"], "not UTF-8: byte 2"),
        (["query", "nowhere.rq"], "nowhere.rq: the file cannot be read"),
        (["query", "SELECT {"], "malformed"),
        (["query", "x" * 5000], "there is no query"),
        (["export", "--format", "word"], "'word'"),
        (["export", "--article", "x"], "no store"),
        (["remove", "x"], "x: there is no such article"),
        (["stats"], "kg build"),
        (["serve"], "kg build"),
    ],
)
def test_a_bad_call_is_told_in_a_line(run: Run, tmp_path: Path, args: list[str], words: str) -> None:
    (tmp_path / "empty.md").write_text("")
    (tmp_path / "bad.rq").write_text("SELECT {")
    (tmp_path / "latin.rq").write_bytes(b"# \xe9")
    if args[0] in {"query", "remove"}:
        (tmp_path / "a.txt").write_text("Iran warned Iraq.")
        run("build", "a.txt")
    code, _, err = run(*args)
    assert code == 1
    assert words in err
    assert "Traceback" not in err


def test_a_wrong_setting_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_MAX_CHARS", "many")
    code, _, err = run("read", FIRST)
    assert code == 1
    assert "KG_MAX_CHARS" in err


def test_the_named_questions_are_listed_by_theme(run: Run) -> None:
    code, out, _ = run("query", "--list")
    assert code == 0
    assert "who-said-it" in out
    assert "claims" in out


def test_backup_restore_and_check(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_text("Iran warned Iraq.", encoding="utf-8")
    run("build", "a.md")
    code, out, _ = run("backup", "copy")
    assert code == 0
    assert "quads copied to copy" in out
    code, out, _ = run("check")
    assert code == 0
    assert "nothing is wrong" in out
    monkeypatch.setenv("KG_STORE", str(tmp_path / "again"))
    code, out, _ = run("restore", "copy")
    assert code == 0
    code, out, _ = run("stats")
    assert "1" in out
    code, _, err = run("restore", "copy")
    assert code == 1
    assert "there is a store" in err


@pytest.mark.parametrize("earlier", [b"", b"what was there"])
def test_an_export_that_fails_leaves_what_was_there(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, earlier: bytes
) -> None:
    (tmp_path / "a.txt").write_text("Iran warned Iraq.")
    run("build", "a.txt")
    if earlier:
        (tmp_path / "out.ttl").write_bytes(earlier)

    def full(store: Store, form: DumpFormat, output: IO[bytes], article: str | None = None) -> None:
        output.write(b"half of it")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Store, "dump", full)
    code, _, err = run("export", "--output", "out.ttl")
    assert (code, "out.ttl cannot be written: No space left on device" in err) == (1, True), err
    assert [path.read_bytes() for path in tmp_path.glob("out*")] == ([earlier] if earlier else [])


def test_texts_that_cannot_be_read_leave_a_part_unchecked(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Iran warned Iraq.")
    run("build", "a.txt")
    assert run("validate", "a.txt")[0] == 0
    (tmp_path / "empty.txt").write_text("")
    code, out, err = run("validate", ".")
    assert (code, "no violation" in out, "empty.txt: the file is empty" in err) == (3, True, True)


def test_an_output_that_takes_no_more_is_told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Iran warned Iraq.")
    run("build", "a.txt")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kg.cli.storing.Console", full)
    code, _, err = run("stats")
    assert (code, err) == (1, "kg: standard output: No space left on device\n")
