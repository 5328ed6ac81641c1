"""What becomes of acts: what is to be stopped is under way, what others allege is only possible."""

from __future__ import annotations

import pytest

from kg.pipeline import Pipeline
from tests.reading.telling import read, told


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Kenya urged Chad to halt its offensive.", "Attack", "ongoing"),
        ("Kenya urged Chad to end its joint exercises.", "MilitaryExercise", "ongoing"),
        ("Chad ended its joint exercises on Monday.", "MilitaryExercise", "occurred"),
        ("An envoy accused France of planning an assassination.", "Assassination", "possible"),
        ("The junta closed the airspace, alleging that a foreign power was preparing an attack.", "Attack", "possible"),
        ("France is planning an attack on Chad.", "Attack", "planned"),
        ("Sanctions against Chad are ready, an envoy said.", "Sanction", "planned"),
        ("Chad was entitled to ask Mali for help.", "Request", "possible"),
        ("Paul Kato survived an attempt on his life.", "Assassination", "attempted"),
        ("Paul Kato intends to address parliament.", "Statement", "planned"),
        ("Paul Kato promised a thorough investigation.", "OfficialAct", "planned"),
    ],
)
def test_status(pipeline: Pipeline, text: str, kind: str, status: str) -> None:
    assert [found for _, _, found in told(read(pipeline, text), kind)] == [status]


def test_who_promises_an_inquiry_is_to_hold_it(pipeline: Pipeline) -> None:
    record = read(pipeline, "Paul Kato promised a thorough investigation.")
    assert told(record, "OfficialAct") == [({"Paul Kato"}, set(), "planned")]


def test_who_addressed_parliament_is_told_apart_from_a_message(pipeline: Pipeline) -> None:
    record = read(pipeline, "Chad received a message from Kenya. Kenya's Paul Kato was to address parliament.")
    assert len(told(record, "Notification")) == 1
    assert [agents for agents, _, _ in told(record, "Statement")] == [{"Paul Kato"}]


def test_union_sanctions_are_not_against_the_union(pipeline: Pipeline) -> None:
    record = read(pipeline, "Kenya asked for new UN sanctions on Chad.")
    assert [(a, r) for a, r, _ in told(record, "Sanction")] == [({"United Nations"}, {"Chad"})]


def test_each_of_a_list_of_demands_is_asked_for(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "Four states call on Qatar to close a base, scale down trade, sever ties with Chad and expel the soldiers.",
    )
    assert [(a, status) for a, _, status in told(record, "Sanction")] == [({"Qatar"}, "possible")]
    assert [(a, status) for a, _, status in told(record, "Expulsion")] == [({"Qatar"}, "possible")]


def test_boats_are_military_aid(pipeline: Pipeline) -> None:
    assert told(read(pipeline, "Britain supplied Ukraine with missile boats."), "MilitaryAid") == [
        ({"United Kingdom"}, {"Ukraine"}, "occurred")
    ]
