"""Reports of calls and meetings: who "they" are that agreed, whose title it is, what is only agreed on."""

from __future__ import annotations

from typing import Any

import pytest

from kg.pipeline import Pipeline
from tests.reading.telling import attributions, read, told

TALK = "Chadian Foreign Minister Paul Kato and Kenyan Foreign Minister Peter Okello met on Monday. "


def people(record: dict[str, Any]) -> set[str]:
    return {a["name"] for a in record["actors"] if a["type"] == "Person"}


def offices(record: dict[str, Any]) -> set[tuple[str, str, str | None]]:
    names = {a["id"]: a["name"] for a in record["actors"]}
    return {(names[o["holder"]], o["office"], names.get(o.get("of"))) for o in record["offices"]}


@pytest.mark.parametrize(
    "text",
    [
        TALK + "The ministers agreed to open the border.",
        TALK + "The interlocutors agreed to open the border.",
        TALK + "Their offices praised the talks. They agreed to open the border.",
    ],
)
def test_who_agreed_are_those_who_met(pipeline: Pipeline, text: str) -> None:
    assert [agents for agents, _, _ in told(read(pipeline, text), "Agreement")] == [{"Paul Kato", "Peter Okello"}]


@pytest.mark.parametrize(
    ("text", "kind", "agents"),
    [
        (
            "Barack Kato and his Chadian counterpart Peter Okello met on Monday.",
            "Meeting",
            {"Barack Kato", "Peter Okello"},
        ),
        (
            "French Foreign Minister Jean-Yves Le Drian and his Kenyan counterpart Peter Okello would meet soon.",
            "Meeting",
            {"Jean-Yves Le Drian", "Peter Okello"},
        ),
        (
            "Foreign Minister Paul Kato of Chad and Kenyan Foreign Minister Peter Okello met on Monday.",
            "Meeting",
            {"Paul Kato", "Peter Okello"},
        ),
        (
            "Peter Okello and Paul Kato discussed Chad in a phone call on Monday.",
            "PhoneCall",
            {"Peter Okello", "Paul Kato"},
        ),
        ("The envoys praised the Kenyan-Chadian talks.", "Negotiation", {"Kenya", "Chad"}),
        (
            "They agreed that talks among Kenya, Chad and Sudan should resume.",
            "Negotiation",
            {"Kenya", "Chad", "Sudan"},
        ),
    ],
)
def test_who_takes_part(pipeline: Pipeline, text: str, kind: str, agents: set[str]) -> None:
    assert agents in [who for who, _, _ in told(read(pipeline, text), kind)]


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Peter Okello and Paul Kato agreed that talks with Chad should resume.", "Negotiation", "possible"),
        ("Peter Okello and Paul Kato agreed to work towards a ceasefire in Chad.", "Ceasefire", "planned"),
        ("The work will go on, with several consultations to take place in Paris.", "Consultation", "planned"),
        ("Chad denied Kenya's accusation that it had attacked Sudan.", "Accusation", "occurred"),
        ("Chad denied Kenya's accusation that it had attacked Sudan.", "Attack", "occurred"),
    ],
)
def test_what_came_about(pipeline: Pipeline, text: str, kind: str, status: str) -> None:
    assert [s for _, _, s in told(read(pipeline, text), kind)] == [status]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "The officials spoke on condition of anonymity as they were not authorised to brief the media.",
            "Notification",
        ),
        ("Kenya and Chad exchanged prisoners of war.", "ArmedConflict"),
        ("Kenya and Chad struck a nonaggression pact.", "Attack"),
        ("Peter Okello and his aides have spoken of a possible visit.", "Consultation"),
    ],
)
def test_what_is_none(pipeline: Pipeline, text: str, kind: str) -> None:
    assert told(read(pipeline, text), kind) == []


def test_whom_somebody_told_did_not_tell_it(pipeline: Pipeline) -> None:
    text = "In a call with Paul Kato, Peter Okello praised the pact. He told Kato Chad would help Kenya."
    assert [source for cue, source, _ in attributions(read(pipeline, text), text) if cue == "told"] == ["Peter Okello"]


def test_an_agreement_named_after_a_capital_is_not_of_its_state(pipeline: Pipeline) -> None:
    record = read(pipeline, "Kenya and Chad signed a pact to carry out the Minsk agreements.")
    assert "Belarus" not in {a["name"] for a in record["actors"]}


def test_two_spellings_of_a_name_from_another_alphabet_are_one(pipeline: Pipeline) -> None:
    text = "Sergey Kato and Paul Okello met on Monday. Sergei Kato praised the talks. Kato left."
    assert people(read(pipeline, text)) == {"Sergey Kato", "Paul Okello"}


def test_the_chief_of_an_organisation_is_its_secretary_general(pipeline: Pipeline) -> None:
    text = "NATO chief warns Chad\nNATO Secretary General Paul Kato warned Chad on Monday. The NATO chief said so."
    record = read(pipeline, text)
    assert people(record) == {"Paul Kato"}
    assert offices(record) == {("Paul Kato", "secretary general", "NATO")}


def test_a_presidency_that_another_holds_is_not_guessed(pipeline: Pipeline) -> None:
    text = "Peter Okello called President Paul Kato about talks with Kenyan President Mary Otieno. Chad wants peace."
    assert ("Paul Kato", "president", "Chad") in offices(read(pipeline, text))


def test_a_commander_of_militants_is_of_no_state(pipeline: Pipeline) -> None:
    text = "A Kenyan drone killed militant commander Paul Kato in Chad."
    assert ("Paul Kato", "commander", None) in {
        (h, o, of if of in {"Kenya", "Chad"} else None) for h, o, of in offices(read(pipeline, text))
    }


def test_a_phone_call_is_no_meeting(pipeline: Pipeline) -> None:
    text = (
        "Paul Kato was received by Peter Okello on Monday. In his phone conversation with Peter Okello, "
        "Paul Kato asked for aid."
    )
    record = read(pipeline, text)
    assert [len(told(record, kind)) for kind in ("Meeting", "PhoneCall")] == [1, 1]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (
            "The Roads, Mines and Ports Office (RMPO) said so. The RMPO warned Chad.",
            "Roads, Mines and Ports Office",
            "GovernmentBody",
        ),
        ("The Gulf Mining Union (GMU) said so. The GMU warned Chad.", "Gulf Mining Union", "Organization"),
        (
            "The Tehrik-e Taliban Sudan (TTS) attacked a school. The TTS warned Chad.",
            "Tehrik-e Taliban Sudan",
            "ArmedGroup",
        ),
        (
            "The International Syrian Support Group said so. The group warned Chad.",
            "International Syrian Support Group",
            "Organization",
        ),
    ],
)
def test_a_name_and_its_initials(pipeline: Pipeline, text: str, name: str, kind: str) -> None:
    record = read(pipeline, text)
    assert [(a["name"], a["type"]) for a in record["actors"] if a["type"] != "State"] == [(name, kind)]
    assert told(record, "Warning")[0][0] == {name}


def test_the_guard_of_a_victim_is_a_victim(pipeline: Pipeline) -> None:
    text = "A commander was killed and his guard wounded in a Kenyan air strike."
    (attack,) = told(read(pipeline, text), "Airstrike")
    assert attack[0] == {"Kenya"}
    assert "his guard" in attack[1]


def test_who_said_it_stands_behind_the_last_comma(pipeline: Pipeline) -> None:
    text = "A strike killed a commander who had a truce with the army, intelligence officials and residents said."
    found = {source for _, source, _ in attributions(read(pipeline, text), text)}
    assert found == {"intelligence officials", "residents"}


def test_an_attack_of_years_ago_is_not_what_the_headline_tells(pipeline: Pipeline) -> None:
    text = "Commander killed in strike\nPaul Kato led the band until he was killed in an airstrike by Kenya in 2014."
    record = read(pipeline, text)
    dated = [e for e in record["events"] if e.get("date") == "2014"]
    assert [len(e["mentions"]) for e in dated] == [2]


def test_an_offensive_is_not_a_massacre(pipeline: Pipeline) -> None:
    text = "The band lost ground in an army offensive. It was also behind the massacre of nine villagers in May."
    assert len([e for e in read(pipeline, text)["events"] if e["type"] == "Attack"]) == 2


def test_a_commander_not_yet_known_is_not_the_one_named_before(pipeline: Pipeline) -> None:
    text = "A drone targeted commander Paul Kato in Sudan. In Chad, a strike had killed a key militant commander."
    victims = [whom for _, whom, _ in told(read(pipeline, text), "Airstrike")]
    assert {"key militant commander"} in victims
