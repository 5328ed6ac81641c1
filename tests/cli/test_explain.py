from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli import main
from kg.errors import InputError
from kg.model import Document
from kg.pipeline import Pipeline
from kg.reading import explain

TEXT = (
    "Kenya postponed the minister's visit to Uganda. "
    "A Chadian official told Reuters that rebels had attacked Mali on Monday."
)


def test_a_sentence_is_explained_by_frame_roles_status_and_source(pipeline: Pipeline) -> None:
    first = "\n".join(explain(pipeline.reader, Document("t", TEXT), sentence=0))
    assert "frame postpone.verb: Postponement" in first
    assert "status: postponed (above “postponed”)" in first
    assert "acts on: “visit”" in first
    second = "\n".join(explain(pipeline.reader, Document("t", TEXT), at=TEXT.index("rebels")))
    assert "agent: “rebels”" in second
    assert "source: “Chadian official”, via “Reuters”; about: “attacked”" in second
    assert "told                 VERB   ROOT" in second


@pytest.mark.parametrize("place", [{"sentence": 7}, {"sentence": -1}, {"at": 10_000}, {"at": -1}])
def test_a_place_that_is_not_in_the_text_is_told(pipeline: Pipeline, place: dict[str, int]) -> None:
    with pytest.raises(InputError, match=r"there is no sentence"):
        explain(pipeline.reader, Document("t", TEXT), sentence=place.get("sentence"), at=place.get("at"))


def test_the_command_wants_one_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    with pytest.raises(SystemExit):
        main(["explain", str(tmp_path / "a.txt")])
    assert "--sentence" in capsys.readouterr().err
