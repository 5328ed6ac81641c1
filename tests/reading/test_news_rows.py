"""Reports of rows between states: recalls, protests, denials of what was told, and who is at home where."""

from __future__ import annotations

import pytest

from kg.pipeline import Pipeline
from tests.reading.telling import attributions, offices, read, told


@pytest.mark.parametrize(
    ("text", "kind", "agents", "recipients"),
    [
        ("Kenya says soldier killed in border attack", "Attack", set(), {"soldier"}),
        ("Kenya recalled Paul Kato, its ambassador to Chad.", "Sanction", {"Kenya"}, {"Paul Kato"}),
        ("Kenya filed a protest with Chad over its launch of a missile.", "WeaponTest", {"Chad"}, set()),
        ("North Korea fired a projectile into the sea.", "WeaponTest", {"North Korea"}, set()),
        ("There was a diplomatic protest by President Paul Kato.", "Accusation", {"Paul Kato"}, set()),
        (
            "Mary Otieno talked on the phone separately with U.S. Secretary of State Rex Kato and South Korean Foreign "
            "Minister Kang Kyung-wha.",
            "PhoneCall",
            {"Mary Otieno"},
            {"Rex Kato", "Kang Kyung-wha"},
        ),
        (
            "Mary Otieno delivered the message to Paul Kato during a phone call.",
            "PhoneCall",
            {"Mary Otieno", "Paul Kato"},
            set(),
        ),
    ],
)
def test_who_did_what(pipeline: Pipeline, text: str, kind: str, agents: set[str], recipients: set[str]) -> None:
    found = [(who, whom) for who, whom, _ in told(read(pipeline, text), kind)]
    assert found == [(agents, recipients)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Peter Kato went to war with Chad.", "Visit"),
        ("Paul Kato has repeatedly clashed with President Peter Okello over trade.", "Clash"),
        ("Paul Kato had centred his verbal attacks on Peter Okello.", "Attack"),
        ("At a press meeting, Paul Kato spoke of the border.", "Meeting"),
        ("Paul Kato accused Chad of provocative maneuvers.", "MilitaryExercise"),
    ],
)
def test_what_is_no_event(pipeline: Pipeline, text: str, kind: str) -> None:
    assert told(read(pipeline, text), kind) == []


def test_no_such_attack_denies_the_one_that_was_told(pipeline: Pipeline) -> None:
    text = "Kenya said Chad had attacked a town. Chad said no such attack had taken place."
    record = read(pipeline, text)
    assert [a["stance"] for a in record["attributions"]] == ["asserts", "denies"]
    assert len(told(record, "Attack")) == 1
    assert attributions(record, text)[-1][1:] == ("Chad", {"Attack"})


def test_charges_of_what_is_no_event_are_not_what_was_said_before(pipeline: Pipeline) -> None:
    text = "Chad said it would cut ties. Its ministry said it rejected accusations that it is slow."
    assert [about for cue, _, about in attributions(read(pipeline, text), text) if cue == "rejected"] == [set()]


def test_the_ministry_of_a_state_is_the_one_just_named(pipeline: Pipeline) -> None:
    text = "Kenya's Defence Ministry denied the raid. The Kenyan ministry added that Chad was lying."
    assert {who for _, who, _ in attributions(read(pipeline, text), text)} == {"Kenya's Defence Ministry"}


def test_the_military_sources_are_those_of_before(pipeline: Pipeline) -> None:
    text = "According to the Kenyan military sources, a missile was fired. The Kenyan military sources said it fell."
    assert len([a for a in read(pipeline, text)["actors"] if a["type"] == "UnnamedSource"]) == 1


def test_a_minister_is_at_home_in_the_last_place(pipeline: Pipeline) -> None:
    text = (
        "The truce was seen as a victory in Chad and prompted anger in Kenya, with protesters demanding the "
        "resignation of Prime Minister Paul Kato."
    )
    assert offices(read(pipeline, text)) == {("Paul Kato", "prime minister", "Kenya")}


def test_a_region_in_a_headline_attacks_nobody(pipeline: Pipeline) -> None:
    text = "Kenya says soldier killed in Nagorno attack\nA soldier was killed in the Alto-Nagorno region."
    assert [agents for agents, _, _ in told(read(pipeline, text), "Attack")] == [set()]
