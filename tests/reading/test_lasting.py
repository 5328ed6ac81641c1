"""What goes on: acts that have lasted for years, habits of states, operations that have not stopped."""

from __future__ import annotations

import pytest

from kg.pipeline import Pipeline
from tests.reading.telling import read, told


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Washington, which has armed the rebels for years, condemned the raid.", "MilitaryAid", "ongoing"),
        ("Turkey has bombed Kurdish camps since November.", "Airstrike", "ongoing"),
        ("Turkey has since bombed Kurdish camps.", "Airstrike", "occurred"),
        ("Paul Kato complained that its allies arm terrorists.", "MilitaryAid", "ongoing"),
        ("Paul Kato denied that operations against the rebels had stopped.", "MilitaryAction", "ongoing"),
        ("Paul Kato denied that operations against the rebels were planned.", "MilitaryAction", "negated"),
        ("Kenya did not halt its offensive in Kabo.", "Attack", "ongoing"),
        ("Chad accused him of inciting a war between Ethiopia and Egypt.", "ArmedConflict", "possible"),
        ("Chad accused him of prolonging the war between Ethiopia and Egypt.", "ArmedConflict", "ongoing"),
    ],
)
def test_what_goes_on(pipeline: Pipeline, text: str, kind: str, status: str) -> None:
    assert [s for _, _, s in told(read(pipeline, text), kind)] == [status]


def test_a_war_that_rages_accuses_nobody(pipeline: Pipeline) -> None:
    record = read(pipeline, "Troops are fighting rebels in Kabo, where a war has raged since 2015.")
    assert told(record, "Accusation") == []
