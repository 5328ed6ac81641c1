"""Which pipeline a reading process has, that the writing one has none, and how the last articles are loaded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kg.authority import Authority
from kg.bulk import Journal, Options, reading
from kg.bulk.journal import Entry
from kg.bulk.work import Read, preloaded
from kg.bulk.writing import _LAST, Writer
from kg.pipeline import Pipeline
from kg.store import Store
from kg.vocabulary import DEFAULT_BASE

USUAL = Options(DEFAULT_BASE, None, Authority())
OTHER = replace(USUAL, model="another")


def test_the_usual_pipeline_is_loaded_where_processes_are_forked_and_has_their_base(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ["kg.bulk.ready" in preloaded(one) for one in (USUAL, OTHER)] == [True, False]
    made: list[Options] = []
    monkeypatch.setattr(reading, "Pipeline", lambda *given: made.append(Options(*given)))
    reading._pipeline(USUAL)
    monkeypatch.setattr(reading, "forked", [pipeline])
    for base in ("http://example.org/", DEFAULT_BASE):
        assert reading._pipeline(replace(USUAL, base=base)) is pipeline
        assert pipeline.base == base
    reading._pipeline(OTHER)
    assert made == [USUAL, OTHER]


def test_near_the_end_little_waits_to_be_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[int] = []
    monkeypatch.setattr(Store, "load", lambda store, nquads: loaded.append(len(nquads)))
    journal = Journal(tmp_path / "store")
    writer = Writer(Store(), journal, tmp_path / "store", 3 * _LAST)
    read = Read("a", b"\n" * (_LAST // 2), 0, 0, ())
    for _ in range(4):
        writer.put(read, Entry("a", "", "", 0), there=False)
    assert loaded == []
    writer.hurry()
    for _ in range(3):
        writer.put(read, Entry("a", "", "", 0), there=False)
    writer.flush()
    journal.close()
    assert loaded == [5 * _LAST // 2, _LAST]


@pytest.mark.parametrize(
    "module", ["kg.bulk", "kg.bulk.cluster", "kg.cli.building", "kg.cli.linking", "kg.cli.storing"]
)
def test_what_only_writes_does_not_import_the_language_model(module: str) -> None:
    script = (
        f"import sys, {module}; print(sorted({{'spacy', 'thinc', 'kg.reading', 'kg.pipeline'}} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_run_has_the_language_model_in_its_reading_processes_alone(tmp_path: Path) -> None:
    lines = [json.dumps({"id": f"a{k}", "text": f"Kenya warned Chad on day {k}."}) for k in range(3)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    script = """if True:
        import sys
        from kg.cli import main
        try:
            main(sys.argv[1:])
        except SystemExit as end:
            print(end.code, "spacy" in sys.modules)"""
    run = [sys.executable, "-c", script, "build", "a.jsonl"]
    environment = {**os.environ, "KG_STORE": str(tmp_path / "store")}
    for more, told in (["--workers", "2"], "3 added"), ([], "3 unchanged"):
        done = subprocess.run([*run, *more], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
        assert told in done.stdout, done.stderr
        assert done.stdout.endswith("0 False\n"), "nothing is read in this process"
