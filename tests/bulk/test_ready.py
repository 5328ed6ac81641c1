"""Which pipeline a reading process has, and how the last articles are loaded."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.authority import Authority
from kg.bulk import Journal, Options, reading
from kg.bulk.journal import Entry
from kg.bulk.reading import Read, preloaded
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
