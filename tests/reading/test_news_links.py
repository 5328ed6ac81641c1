"""Which words of an agency report tell of one happening, and which of two."""

from __future__ import annotations

import pytest

from kg.pipeline import Pipeline
from tests.reading.telling import dates, read, told


def test_the_same_people_counted_again_are_the_same(pipeline: Pipeline) -> None:
    text = (
        "Rebel ambush kills 13 Kenyan soldiers\nAt least 13 soldiers were killed in an ambush by rebels, "
        "a minister said."
    )
    (found,) = told(read(pipeline, text), "Attack")
    assert found == ({"Rebel"}, {"Kenya"}, "occurred")


def test_an_intruder_is_the_machine_that_is_shot_down(pipeline: Pipeline) -> None:
    text = "A Chadian warplane was shot down. The Kenyan army said it fired at it after it violated Kenyan airspace."
    assert told(read(pipeline, text), "MilitaryAction") == [({"Chad"}, {"Kenya"}, "occurred")]


def test_a_helicopter_that_is_hit_is_not_the_plane_that_was_shot_down(pipeline: Pipeline) -> None:
    text = "A Chadian warplane was shot down by Kenya. A soldier said a Chadian helicopter was hit by mortar fire."
    assert len(told(read(pipeline, text), "Attack")) == 1
    assert len(told(read(pipeline, text), "Shelling")) == 1


def test_what_is_denied_twice_is_one_event(pipeline: Pipeline) -> None:
    text = (
        "Peter Kato denied that he had spoken to Paul Okello. Peter Kato did not speak to Paul Okello, his office said."
    )
    assert told(read(pipeline, text), "Consultation") == [({"Peter Kato"}, {"Paul Okello"}, "negated")]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya staged a missile test within minutes of the launch.",
        "Kenya staged a missile test in response to the launch.",
    ],
)
def test_an_answer_is_another_event(pipeline: Pipeline, text: str) -> None:
    text = f"Uganda fired a missile into the sea. {text}"
    assert len(told(read(pipeline, text), "WeaponTest")) == 2


def test_artillery_fire_is_not_the_rockets_that_it_answers(pipeline: Pipeline) -> None:
    text = "Rebels fired rockets into Kenya. The rocket fire was answered by artillery fire."
    record = read(pipeline, text)
    assert len(told(record, "RocketFire")) == 1
    assert len(told(record, "Shelling")) == 1


def test_a_strike_is_part_of_the_invasion_and_not_the_same(pipeline: Pipeline) -> None:
    text = (
        "Russian shells hit a plant in Kharkiv on Monday. It has come under attack since Russia launched its invasion."
    )
    assert len(told(read(pipeline, text), "GroundOperation")) == 1


def test_they_who_agreed_are_those_who_met(pipeline: Pipeline) -> None:
    text = "The meeting between Peter Kato and Paul Okello took place in Nairobi. They agreed to reopen the border."
    assert told(read(pipeline, text), "Agreement") == [({"Peter Kato", "Paul Okello"}, set(), "occurred")]


def test_a_ministry_is_one_by_either_name(pipeline: Pipeline) -> None:
    text = "The Kenyan Ministry of Foreign Affairs summoned the envoy. The Kenyan foreign ministry denied that."
    bodies = [a["name"] for a in read(pipeline, text)["actors"] if a["type"] == "GovernmentBody"]
    assert len(bodies) == 1


def test_a_negated_attack_is_not_the_incident_that_it_was_none_in(pipeline: Pipeline) -> None:
    text = "Chadian ships rammed a Kenyan boat on Monday. No shots were fired in the incident."
    assert (set(), set(), "negated") in told(read(pipeline, text), "Attack")


def test_a_border_that_was_closed_is_closed_once(pipeline: Pipeline) -> None:
    text = "Peter Kato closed several border crossings. Thousands have left since the border was closed on June 3."
    record = read(pipeline, text)
    assert dates(record, "Coercion") == ["2020-06-03"]


def test_what_two_discussed_they_discussed_in_their_call(pipeline: Pipeline) -> None:
    text = "Peter Kato and Paul Okello held a telephone call on Monday. The two ministers discussed the border."
    assert told(read(pipeline, text), "Consultation") == []


def test_what_an_attack_is_called_is_that_attack(pipeline: Pipeline) -> None:
    text = (
        "Kenyan jets hit a camp on Monday. Chad called the strike an assassination. The strike was an act "
        "of aggression."
    )
    attacks = [e for e in read(pipeline, text)["events"] if e["type"] in {"Attack", "Airstrike", "Assassination"}]
    assert len(attacks) == 1


def test_what_answers_an_attack_is_not_that_attack(pipeline: Pipeline) -> None:
    text = "Kenya struck a camp on Friday in response to the aggression against Kenya."
    assert len([e for e in read(pipeline, text)["events"] if e["type"] in {"Attack", "Airstrike"}]) == 2


def test_a_ministry_in_a_headline_is_the_one_of_the_text(pipeline: Pipeline) -> None:
    text = (
        "Iraq summons Turkish envoy over air strikes: foreign ministry\nIraq's foreign ministry on Friday "
        "summoned the envoy."
    )
    bodies = [a for a in read(pipeline, text)["actors"] if a["type"] == "GovernmentBody"]
    assert len(bodies) == 1


def test_a_drill_of_ones_own_is_not_the_joint_one(pipeline: Pipeline) -> None:
    text = "Kenya and Uganda held their annual drills. Kenyan jets staged a bombing drill near the border on Tuesday."
    record = read(pipeline, text)
    assert [agents for agents, _, _ in told(record, "MilitaryExercise")] == [{"Kenya", "Uganda"}, {"Kenya"}]
    assert dates(record, "MilitaryExercise") == [None, "2020-06-16"]
