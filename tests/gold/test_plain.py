"""Plain sentences of our own: how many of their events are read, and that no change lowers it unseen."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from kg.model import Document
from kg.pipeline import Pipeline, record_of
from tests.gold.test_scores import program

PLAIN = Path(__file__).parent / "plain"
# F1 of the events, a little below what the reader reaches; the sentences of "unread" taught it nothing
FLOORS = {
    "force": 0.865,
    "speech": 0.858,
    "office": 0.736,
    "conflicts": 0.79,
    "crises": 0.821,
    "conflicts-unread": 0.743,
    "crises-unread": 0.771,
}


def rows_of(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (PLAIN / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_sentences_are_sound(name: str) -> None:
    scorer, types = program("score_plain"), program("score").TYPES
    rows = rows_of(name)
    assert len({row["id"] for row in rows}) == len(rows) > 0
    for row in rows:
        for event in row["events"]:
            assert event["type"] in types
            start, end = scorer.place(row["text"], event["trigger"], event.get("n", 1))
            assert row["text"][start:end] == event["trigger"]


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_events_of_plain_sentences_are_read(pipeline: Pipeline, name: str) -> None:
    rows = rows_of(name)
    graphs = pipeline.graphs([Document(row["id"], row["text"]) for row in rows])
    tally = program("score_plain").score(rows, {graph.document.id: record_of(graph) for graph in graphs})
    assert tally.f1 >= FLOORS[name], "\n".join(tally.misses)


def test_a_trigger_that_does_not_stand_there_is_named() -> None:
    with pytest.raises(ValueError, match="does not stand 2 times"):
        program("score_plain").place("Kato left.", "left", 2)


def test_what_is_found_beside_the_events_costs() -> None:
    scorer = program("score_plain")
    row = {"id": "a", "text": "Kenya bombed Chad.", "events": [{"trigger": "bombed", "type": "Airstrike"}]}
    strike = {"type": "Airstrike", "mentions": [{"start": 6, "end": 12}]}
    other = {"type": "Meeting", "mentions": [{"start": 13, "end": 17}]}
    assert scorer.score([row], {"a": {"events": [strike]}}).f1 == 1.0
    assert scorer.score([row], {"a": {"events": [strike, other]}}).precision == 0.5
    assert scorer.score([row], {"a": {"events": [other]}}).hit == 0.0


@pytest.mark.parametrize(
    ("sentences", "records", "told"),
    [
        ('{"id": "a", "text": "Kato left."', "", "sentences:1: no JSON"),
        ('{"id": "a", "text": "Kato left.", "events": []}', "", "no record of 1 sentences, the first is a"),
        (
            '{"id": "a", "text": "Kato left.", "events": [{"trigger": "went", "type": "Visit"}]}',
            '{"document": {"id": "a"}, "events": []}',
            "'went' does not stand 1 times in 'Kato left.'",
        ),
    ],
)
def test_what_cannot_be_scored_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sentences: str, records: str, told: str
) -> None:
    (tmp_path / "sentences").write_text(sentences)
    (tmp_path / "records").write_text(records)
    monkeypatch.setattr("sys.argv", ["score_plain.py", str(tmp_path / "sentences"), str(tmp_path / "records")])
    with pytest.raises(SystemExit, match=re.escape(told)):
        program("score_plain").main()
