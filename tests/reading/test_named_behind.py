"""Who is named behind what he is, whose office it is, and what a group or a convoy stands for."""

from __future__ import annotations

import pytest

from kg.pipeline import Pipeline
from tests.reading.telling import dates, kinds, offices, read, told


def test_a_name_between_commas_is_of_who_was_met(pipeline: Pipeline) -> None:
    record = read(pipeline, "She met the speaker of the National Assembly, Kim Jin-pyo, on Monday.")
    assert offices(record) == {("Kim Jin-pyo", "speaker", "National Assembly")}


def test_a_rank_and_a_nation_before_the_name(pipeline: Pipeline) -> None:
    record = read(pipeline, "KFOR fired at them, and its commander, the German general Erhard Buehler, warned Chad.")
    assert {(who, title) for who, title, _ in offices(record)} == {("Erhard Buehler", "commander")}
    assert [agents for agents, _, _ in told(record, "Warning")] == [{"Erhard Buehler"}]


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Russia's Syria envoy, Paul Kato, condemned the raid.", ("Paul Kato", "envoy", "Russia")),
        (
            "Gil Erdan, the Israeli ambassador, condemned Iran, whose envoy, Amir Saeid Kato, denied it.",
            ("Amir Saeid Kato", "envoy", "Iran"),
        ),
        ("Cyril Kato, who chairs the African Union, condemned the raid.", ("Cyril Kato", "chair", "African Union")),
    ],
)
def test_whose_office_it_is(pipeline: Pipeline, text: str, office: tuple[str, str, str]) -> None:
    assert office in offices(read(pipeline, text))


def test_an_ambassador_named_in_the_next_sentence(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "Ethiopia summoned the US ambassador on Saturday. Foreign Minister Gedu Kato received the ambassador, "
        "Mike Raynor.",
    )
    assert [recipients for _, recipients, _ in told(record, "Request")] == [{"Mike Raynor"}]
    assert ("Mike Raynor", "ambassador", "United States") in offices(record)


def test_leaders_of_an_organisation_are_the_organisation(pipeline: Pipeline) -> None:
    record = read(pipeline, "The foreign ministers of the Group of Seven accused China. Two members of NATO agreed.")
    assert told(record, "Accusation") == [({"Group of Seven"}, {"China"}, "occurred")]
    assert kinds(record)["members of NATO"] == "Group"


def test_an_ambassador_is_attacked_and_not_his_state(pipeline: Pipeline) -> None:
    record = read(pipeline, "Men assaulted the European Union's ambassador, Aidan Kato, in his residence.")
    assert told(record, "Attack") == [({"Men"}, {"Aidan Kato"}, "occurred")]


@pytest.mark.parametrize(
    "text", ["Shots were fired at a US diplomatic convoy.", "A US convoy came under fire on Sunday near Kabo."]
)
def test_a_convoy_is_its_states(pipeline: Pipeline, text: str) -> None:
    assert told(read(pipeline, text), "Attack") == [(set(), {"United States"}, "occurred")]


def test_three_countries_and_rival_generals(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "Egypt, Ethiopia and Sudan met in May. The three countries negotiated until August, but they will hold talks "
        "on Tuesday.",
    )
    three = {"Egypt", "Ethiopia", "Sudan"}
    assert {frozenset(agents) for agents, _, _ in told(record, "Negotiation")} == {frozenset(three)}
    record = read(pipeline, "Abdel Burhan and Mohamed Dagalo fought for weeks. The rival generals will meet on Monday.")
    assert told(record, "Meeting") == [({"Abdel Burhan", "Mohamed Dagalo"}, set(), "planned")]


def test_the_second_of_two_may_have_an_adjective(pipeline: Pipeline) -> None:
    record = read(
        pipeline, "In May the army and the paramilitary Rapid Support Forces agreed to a three-day ceasefire."
    )
    assert told(record, "Agreement") == [({"army", "Rapid Support Forces"}, set(), "occurred")]


def test_what_is_ruled_out_is_not_done(pipeline: Pipeline) -> None:
    record = read(pipeline, "Paul Kato has ruled out sending the army.")
    assert [status for _, _, status in told(record, "Deployment")] == ["negated"]


def test_what_is_done_in_a_talk_has_its_day(pipeline: Pipeline) -> None:
    record = read(
        pipeline, "A visit to Hanoi by Paul Kato on May 18, during which he met Ann Dung, ended without a deal."
    )
    assert dates(record, "Meeting") == ["2020-05-18"]
    record = read(pipeline, "On Sunday the army attacked Kabo. A French convoy came under fire the same day near Lira.")
    assert dates(record, "Attack") == ["2020-06-14", "2020-06-14"]


def test_who_rang_and_warned_did_both(pipeline: Pipeline) -> None:
    record = read(
        pipeline, "The minister, Pham Minh, rang Yang Kato, a Chinese councillor, and warned him that Hanoi would act."
    )
    assert told(record, "PhoneCall") == [({"Pham Minh"}, {"Yang Kato"}, "occurred")]
    assert [agents for agents, _, _ in told(record, "Warning")] == [{"Pham Minh"}]
