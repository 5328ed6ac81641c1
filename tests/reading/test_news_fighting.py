"""Reports of fighting and of put-off visits: ships, missions, whose people were hit, what is put off until when."""

from __future__ import annotations

from typing import Any

import pytest

from kg.pipeline import Pipeline
from tests.reading.telling import attributions, read, told


def offices(record: dict[str, Any]) -> set[tuple[str, str, str | None]]:
    names = {a["id"]: a["name"] for a in record["actors"]}
    return {(names[o["holder"]], o["office"], names.get(o.get("of"))) for o in record["offices"]}


@pytest.mark.parametrize(
    ("text", "kind", "agents", "recipients"),
    [
        (
            '"Our observers were attacked by armed men," said Paul Kato.',
            "Attack",
            {"armed men"},
            {"Our observers"},
        ),
        ("The army attacked his supporters.", "Attack", {"army"}, {"his supporters"}),
        ("Paul Kato condemned the killing of the peacekeepers.", "Accusation", {"Paul Kato"}, set()),
        ("Paul Kato condemned the actions of Chad.", "Accusation", {"Paul Kato"}, {"Chad"}),
        ("Navy ships intercepted two missiles.", "Interception", {"Navy"}, set()),
        ("Chad fended off a dozen drones.", "Interception", {"Chad"}, set()),
        ("Chad shot down a barrage of missiles.", "Interception", {"Chad"}, set()),
        ("Both sides committed atrocities.", "Attack", {"sides"}, set()),
    ],
)
def test_who_hit_whom(pipeline: Pipeline, text: str, kind: str, agents: set[str], recipients: set[str]) -> None:
    assert told(read(pipeline, text), kind) == [(agents, recipients, "occurred")]


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("The meeting will not take place until June.", "Meeting", "planned"),
        ("The meeting did not take place until Friday.", "Meeting", "occurred"),
        ("Paul Kato put off a trip to Kenya to inaugurate trade talks with Chad.", "Negotiation", "postponed"),
        ("Paul Kato planned a visit to Kenya to meet Peter Okello.", "Meeting", "planned"),
    ],
)
def test_what_waits_for_a_day(pipeline: Pipeline, text: str, kind: str, status: str) -> None:
    assert [s for _, _, s in told(read(pipeline, text), kind)] == [status]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Paul Kato is waging a struggle to drive his bill through parliament.", "ArmedConflict"),
        ('"My understanding is that they left," Paul Kato said.', "Agreement"),
    ],
)
def test_what_is_no_event(pipeline: Pipeline, text: str, kind: str) -> None:
    assert told(read(pipeline, text), kind) == []


def test_the_move_is_the_putting_off(pipeline: Pipeline) -> None:
    text = "Kato postpones Chad trip\nPaul Kato postponed his trip to Chad. The move angered Chad."
    record = read(pipeline, text)
    words = {e["type"]: [text[m["start"] : m["end"]] for m in e["mentions"]] for e in record["events"]}
    assert words["Postponement"] == ["postpones", "postponed", "move"]


def test_ships_are_forces_of_their_state(pipeline: Pipeline) -> None:
    record = read(pipeline, "The USS Bowdoin and HMS Harding were attacked by eight drones.")
    assert {(a["name"], a["type"]) for a in record["actors"]} == {
        ("USS Bowdoin", "ArmedForce"),
        ("HMS Harding", "ArmedForce"),
    }


def test_a_mission_is_who_its_spokesman_speaks_for(pipeline: Pipeline) -> None:
    text = "Paul Kato, a spokesman for the UN mission in Chad, said it would leave Chad."
    assert offices(read(pipeline, text)) == {("Paul Kato", "spokesman", "UN mission in Chad")}


def test_a_force_is_named_behind_its_kind(pipeline: Pipeline) -> None:
    text = "Four people were killed, the international peacekeeping force UNAMIX said on Wednesday."
    assert {source for _, source, _ in attributions(read(pipeline, text), text)} == {"UNAMIX"}


@pytest.mark.parametrize(
    ("text", "holder", "of"),
    [
        (
            "London and Washington talk. Boris Kato will meet President Paul Okello there.",
            "Paul Okello",
            "United States",
        ),
        (
            "London and Washington talk. Boris Kato will meet Prime Minister Paul Okello.",
            "Paul Okello",
            "United Kingdom",
        ),
    ],
)
def test_a_monarchy_has_no_president(pipeline: Pipeline, text: str, holder: str, of: str) -> None:
    assert of in {o for h, _, o in offices(read(pipeline, text)) if h == holder}


def test_the_country_is_the_one_where_it_happened(pipeline: Pipeline) -> None:
    text = (
        "Violence in the Central African Republic killed two Moroccan soldiers. The country condemned the overthrow of "
        "former President Paul Kato."
    )
    assert told(read(pipeline, text), "Accusation")[0][0] == {"Central African Republic"}


def test_the_neighbours_are_the_two_of_the_article(pipeline: Pipeline) -> None:
    text = "Kenya and Chad held talks on Monday. The neighbours agreed to open the border."
    assert told(read(pipeline, text), "Agreement")[0][0] == {"Kenya", "Chad"}


def test_a_drill_with_another_is_the_drill_of_both(pipeline: Pipeline) -> None:
    text = "Kenya and Chad to hold joint drills\nKenya said joint drills with Chad would resume."
    assert len(told(read(pipeline, text), "MilitaryExercise")) == 1
