from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib

from kg.cli import main
from kg.cli import reading as reading_command
from kg.pipeline import Pipeline

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
    if args[0] == "query":
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
