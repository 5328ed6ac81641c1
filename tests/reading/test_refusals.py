"""Who refuses whom, and who is asked where the words leave it to what was told before."""

from __future__ import annotations

import pytest

from kg.pipeline import Pipeline
from tests.reading.telling import read, told


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("Kenya asked Chad to let the man leave, which the Chadian government refused.", {"Kenya"}),
        ("Paul Kato invited Chad and Mali to a meeting, but Chad declined.", {"Paul Kato"}),
        (
            "António Guterres appealed for a ceasefire, which Chad's ambassador, Paul Kato, rejected.",
            {"António Guterres"},
        ),
        ("Kenya asked Mali to leave. Chad refused.", set()),
        ("Chad asked Kenya for help. The weather was bad. Kenya refused.", set()),
    ],
)
def test_who_refuses_refuses_whoever_asked(pipeline: Pipeline, text: str, refused: set[str]) -> None:
    assert [recipients for _, recipients, _ in told(read(pipeline, text), "Refusal")] == [refused]


def test_who_turns_down_a_request_was_asked(pipeline: Pipeline) -> None:
    record = read(pipeline, "NATO had already turned down a Russian request for a special meeting.")
    assert [recipients for _, recipients, _ in told(record, "Request")] == [{"NATO"}]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya summoned Chad's ambassador and demanded an explanation.",
        "Paul Kato telephoned Chad's ambassador, asking for an explanation.",
    ],
)
def test_who_is_summoned_or_called_is_asked(pipeline: Pipeline, text: str) -> None:
    assert all(recipients == {"Chad's ambassador"} for _, recipients, _ in told(read(pipeline, text), "Request"))


def test_talks_that_are_offered_are_of_both(pipeline: Pipeline) -> None:
    record = read(pipeline, "Kenya offered Chad negotiations without preconditions.")
    assert [agents | recipients for agents, recipients, _ in told(record, "Negotiation")] == [{"Kenya", "Chad"}]


def test_each_of_two_who_trade_accusations(pipeline: Pipeline) -> None:
    record = read(pipeline, "Chad and Kenya trade accusations at UN\nChad accused Kenya of firing first.")
    assert [agents for agents, _, _ in told(record, "Accusation")] == [{"Chad", "Kenya"}]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("U.S. Lifts Travel Ban to Chad.", "Concession"),
        ("France eases visa curbs on Chad", "Concession"),
        ("Kosovo is sending a military platoon to Chad.", "Deployment"),
    ],
)
def test_what_states_do_in_few_words(pipeline: Pipeline, text: str, kind: str) -> None:
    assert [len(agents) for agents, _, _ in told(read(pipeline, text), kind)] == [1]


def test_who_warns_of_sanctions_would_impose_them(pipeline: Pipeline) -> None:
    record = read(pipeline, "Joe Biden, president of the United States, warned Russia of further sanctions.")
    assert told(record, "Sanction") == [({"United States"}, {"Russia"}, "possible")]


def test_what_is_promised_in_a_call_is_promised_to_the_other(pipeline: Pipeline) -> None:
    record = read(pipeline, "Paul Kato telephoned Jim Tutu and promised to keep the routes open.")
    assert told(record, "Assurance") == [({"Paul Kato"}, {"Jim Tutu"}, "occurred")]


def test_a_spokesman_of_an_armed_group_threatens_what_the_group_would_do(pipeline: Pipeline) -> None:
    record = read(pipeline, "Houthi spokesman Yahya Saree threatened to attack Kenyan cities.")
    assert told(record, "Threat") == [({"Yahya Saree"}, {"Kenya"}, "occurred")]
    assert told(record, "Attack") == [({"Houthis"}, {"Kenya"}, "possible")]


def test_a_preferred_contact_is_a_person(pipeline: Pipeline) -> None:
    record = read(pipeline, "Paul Kato is seen as the administration's preferred contact in the Kenyan government.")
    assert told(record, "Consultation") == []


@pytest.mark.parametrize(
    "text",
    [
        "Angela Kato spoke in Rome. A visit to Ankara that she had planned for Friday was postponed.",
        "A trip to the city that Angela Kato, the country's chief executive, had planned for Monday was called off.",
    ],
)
def test_who_had_planned_a_trip_was_to_make_it(pipeline: Pipeline, text: str) -> None:
    assert [agents for agents, _, _ in told(read(pipeline, text), "Visit")] == [{"Angela Kato"}]


def test_to_whom_somebody_offers_to_mediate(pipeline: Pipeline) -> None:
    record = read(pipeline, "Mali offered to mediate between Chad and Kenya.")
    assert told(record, "Statement") == [({"Mali"}, {"Chad", "Kenya"}, "occurred")]
