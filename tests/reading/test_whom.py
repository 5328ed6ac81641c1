"""Whom words of an article mean: its neighbour, the ministry in a capital, they who went there, which and whom."""

from __future__ import annotations

import pytest

from kg.pipeline import Pipeline
from tests.reading.telling import attributions, dates, read, told


def actors(pipeline: Pipeline, text: str) -> dict[str, str]:
    return {a["name"]: a["type"] for a in read(pipeline, text)["actors"]}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Foreign Ministry in Tokyo accused Chad of fraud.", "Foreign Ministry in Tokyo", "GovernmentBody"),
        (
            "The Syrian Observatory for Human Rights accused Chad.",
            "Syrian Observatory for Human Rights",
            "Organization",
        ),
        ("The Kosovo Liberation Army attacked Chad.", "Kosovo Liberation Army", "ArmedGroup"),
        ("Western governments accused Chad of fraud.", "Western governments", "Group"),
    ],
)
def test_the_whole_name_and_its_kind(pipeline: Pipeline, text: str, name: str, kind: str) -> None:
    assert actors(pipeline, text)[name] == kind


def test_a_neighbour_is_the_other_state(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "Kenya warned Chad on Monday. Chad rejected the charge. Kenya expelled the envoy of Chad and asked Chad for "
        "an apology, and Kenya said that its neighbour had bombed a ship.",
    )
    assert [agents for agents, _, _ in told(record, "Airstrike")] == [{"Chad"}]


def test_of_three_states_none_is_the_neighbour(pipeline: Pipeline) -> None:
    record = read(
        pipeline, "Kenya met Chad and Mali. Chad asked Mali for help. Kenya said its neighbour had bombed a ship."
    )
    assert [agents for agents, _, _ in told(record, "Airstrike")] == [{"its neighbour"}]


def test_they_who_went_there_met_there_on_that_day(pipeline: Pipeline) -> None:
    record = read(
        pipeline, "Paul Kato and Peter Okello flew to Nairobi on Sunday, where they received Jim Tutu in the evening."
    )
    assert told(record, "Meeting") == [({"Paul Kato", "Peter Okello"}, {"Jim Tutu"}, "occurred")]
    assert dates(record, "Meeting") == ["2020-06-14"]


def test_who_is_asked_is_warned(pipeline: Pipeline) -> None:
    record = read(pipeline, "Paul Kato appealed to Peter Okello to stay away, warning that his return meant war.")
    assert told(record, "Warning") == [({"Paul Kato"}, {"Peter Okello"}, "occurred")]


def test_what_is_rejected_is_the_summit_and_not_the_guest(pipeline: Pipeline) -> None:
    record = read(pipeline, "Chad planned a summit with Paul Kato, which Kenya rejects.")
    (refusal,) = told(record, "Refusal")
    assert refusal[0] == {"Kenya"}
    assert "Paul Kato" not in refusal[1]


@pytest.mark.parametrize("clause", ["is due to begin", "is to start"])
def test_an_exercise_that_is_due_to_begin_is_planned(pipeline: Pipeline, clause: str) -> None:
    record = read(pipeline, f"Chad joined an exercise that {clause} on Friday.")
    assert [status for _, _, status in told(record, "MilitaryExercise")] == ["planned"]


def test_who_is_appointed_holds_the_post(pipeline: Pipeline) -> None:
    record = read(pipeline, "Roberto Kato, whom parliament appointed interim president of Chad, accused Mali of fraud.")
    names = {a["id"]: a["name"] for a in record["actors"]}
    assert [(names[o["holder"]], o["office"]) for o in record["offices"]] == [("Roberto Kato", "interim president")]
    assert [recipients for _, recipients, _ in told(record, "Appointment")] == [{"Roberto Kato"}]


def test_nearly_all_of_this_is_disputed(pipeline: Pipeline) -> None:
    text = "Israel attacked Syria on Monday, its army said. Tehran disputed nearly all of this."
    assert ("disputed", "Iran", {"Attack"}) in attributions(read(pipeline, text), text)


@pytest.mark.parametrize(
    ("text", "kind", "agents", "recipients"),
    [
        ("Kenya proposed on Sunday to negotiate with the bloc.", "Request", {"Kenya"}, {"bloc"}),
        ("Chad suspended a joint exercise with Mali.", "OfficialAct", {"Chad"}, {"Mali"}),
        ("Heavy weapons were fired from the compound.", "Attack", set(), set()),
        ("A Chadian drone crossed into Mali.", "MilitaryAction", {"Chad"}, {"Mali"}),
        ("Chadian jets circled above the ship.", "MilitaryAction", {"Chad"}, set()),
    ],
)
def test_acts_in_the_air_and_with_words(
    pipeline: Pipeline, text: str, kind: str, agents: set[str], recipients: set[str]
) -> None:
    assert (agents, recipients) in [(a, r) for a, r, _ in told(read(pipeline, text), kind)]
