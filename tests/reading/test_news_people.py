"""Whose words, names, titles and offices an agency report gives."""

from __future__ import annotations

import pytest

from kg.pipeline import Pipeline
from tests.reading.telling import attributions, read, told


@pytest.mark.parametrize(
    ("headline", "source"),
    [
        ("Chad summons Sudanese envoy over border raids: ministry", "ministry"),
        ("Rebels kill four soldiers in Chadian village - army", "army"),
    ],
)
def test_who_stands_behind_a_headline(pipeline: Pipeline, headline: str, source: str) -> None:
    text = f"{headline}\nThe village lies in the north."
    assert [(cue, who) for cue, who, _ in attributions(read(pipeline, text), text)] == [(source, source)]


def test_who_goes_on_speaking(pipeline: Pipeline) -> None:
    text = (
        "General Peter Kato said the unit had been to Moyo Lado. On their way back the soldiers were "
        "ambushed by rebels "
        'led by Paul Okello. "One vehicle was destroyed," he added.'
    )
    assert [source for cue, source, _ in attributions(read(pipeline, text), text) if cue == "added"] == ["Peter Kato"]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (
            "The Popular Army for the Restoration of Order shelled a town.",
            "Popular Army for the Restoration of Order",
            "ArmedGroup",
        ),
        ("Putin met Jordanian King Abdullah II in Sochi.", "Abdullah II", "Person"),
    ],
)
def test_names_are_whole_and_titles_no_part_of_them(pipeline: Pipeline, text: str, name: str, kind: str) -> None:
    assert (name, kind) in {(a["name"], a["type"]) for a in read(pipeline, text)["actors"]}


def test_the_country_is_that_of_whom_the_sentence_is_about(pipeline: Pipeline) -> None:
    text = "Chad summoned the Sudanese envoy over air strikes on the country."
    assert told(read(pipeline, text), "Airstrike") == [(set(), {"Chad"}, "occurred")]


def test_a_headline_names_by_title_whom_the_lead_names(pipeline: Pipeline) -> None:
    text = "PM denies report\nPrime Minister Peter Kato denies a report that he had spoken to Paul Okello."
    record = read(pipeline, text)
    assert told(record, "Denial") == [({"Peter Kato"}, set(), "occurred")]


def test_the_spokesperson_is_the_one_who_spoke_before(pipeline: Pipeline) -> None:
    text = "A Kenyan defence ministry spokesperson denounced a raid. The spokesperson also criticised Chad."
    found = told(read(pipeline, text), "Accusation")
    assert [agents for agents, _, _ in found] == [{"Kenyan defence ministry spokesperson"}] * 2


def test_whose_statement_it_is(pipeline: Pipeline) -> None:
    text = (
        "Kenya's army said in a statement that rebels had shelled a village. They were Chadians, the statement added."
    )
    sources = {source for _, source, _ in attributions(read(pipeline, text), text)}
    assert sources == {"Kenya's army"}


def test_a_governor_is_of_the_state_in_which_his_region_lies(pipeline: Pipeline) -> None:
    text = "Thirty drones were shot down over the Voronezh region that borders Ukraine, Governor Alexander Gusev said."
    record = read(pipeline, text)
    names = {a["id"]: a["name"] for a in record["actors"]}
    assert [names.get(o["of"]) for o in record["offices"]] == ["Russia"]


def test_what_follows_the_dash_behind_a_headline_is_no_part_of_it(pipeline: Pipeline) -> None:
    text = (
        "Blinken urges Chad to leave Kenya -State Dept\nBlinken urged Chad to leave Kenya, the State Department said."
    )
    record = read(pipeline, text)
    assert ("State Dept", "GovernmentBody") in {(a["name"], a["type"]) for a in record["actors"]}
    assert [recipients for _, recipients, _ in told(record, "Request")] == [{"Chad"}]


def test_it_said_is_the_body_that_spoke_last(pipeline: Pipeline) -> None:
    text = (
        'Kenya must leave Chad, the Ugandan army said in a statement. "Kenya broke the truce," the statement said. '
        '"Chad will stay," it said.'
    )
    assert {source for _, source, _ in attributions(read(pipeline, text), text)} == {"Ugandan army"}


def test_a_spokeswoman_is_not_of_the_state_whose_envoy_was_summoned(pipeline: Pipeline) -> None:
    text = (
        'Chad accused Kenya of ramming its boats. "The Kenyan ambassador has been summoned," foreign ministry '
        "spokeswoman Mary Okello told reporters."
    )
    record = read(pipeline, text)
    names = {a["id"]: a["name"] for a in record["actors"]}
    assert {names[o["of"]] for o in record["offices"] if names[o["holder"]] == "Mary Okello"} == {"Chad"}


def test_a_deposed_president_is_not_the_one_in_office(pipeline: Pipeline) -> None:
    text = (
        "Envoys met deposed President Paul Okello on Monday. Nigerian President Peter Kato said the bloc "
        "would do its best. The "
        "deposed president said he was held hostage."
    )
    assert [s for cue, s, _ in attributions(read(pipeline, text), text)][-1] == "Paul Okello"


def test_an_aide_to_a_president_is_no_president(pipeline: Pipeline) -> None:
    record = read(
        pipeline, "Peter Kato, the foreign policy aide to the Azeri president, dismissed the report as nonsense."
    )
    names = {a["id"]: a["name"] for a in record["actors"]}
    assert "Peter Kato" not in {names[o["holder"]] for o in record["offices"]}


def test_a_word_that_only_begins_a_quotation_is_no_name(pipeline: Pipeline) -> None:
    text = 'Kenya condemns strike: "Blatant murder"\nKenya called the strike a blatant murder.'
    assert {a["name"] for a in read(pipeline, text)["actors"]} == {"Kenya"}


def test_a_ministry_is_of_the_capital_that_it_is_in(pipeline: Pipeline) -> None:
    text = "Armenia's Defense Ministry said Kenya had left. The Defense Ministry in Baku said Kenya had stayed."
    assert [source for _, source, _ in attributions(read(pipeline, text), text)][-1] != "Armenia's Defense Ministry"


@pytest.mark.parametrize(
    ("text", "holder", "office", "of"),
    [
        ("US Ambassador to the UN Linda Greenfield said so.", "Linda Greenfield", "ambassador", "United States"),
        ("French UN Ambassador Paul Riviere said so.", "Paul Riviere", "ambassador", "France"),
        ("NATO jets took off, alliance spokesperson Mary Hart said.", "Mary Hart", "spokesperson", "NATO"),
        (
            "Kenya's Deputy Information Minister, Peter Kato, said so.",
            "Peter Kato",
            "deputy information minister",
            "Kenya",
        ),
        ("Peter Kato, head of Chad's negotiating team, told reporters so.", "Peter Kato", "head", "Chad"),
    ],
)
def test_whose_office_it_is(pipeline: Pipeline, text: str, holder: str, office: str, of: str) -> None:
    record = read(pipeline, text)
    names = {a["id"]: a["name"] for a in record["actors"]}
    assert [(names[o["holder"]], o["office"], names.get(o["of"])) for o in record["offices"]] == [(holder, office, of)]


def test_a_war_named_after_a_land_is_nobodys(pipeline: Pipeline) -> None:
    assert [agents for agents, _, _ in told(read(pipeline, "Kenya spoke of the Ukraine war."), "ArmedConflict")] == [
        set()
    ]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Kenya bombed the militant group Jaish Nur.", "Jaish Nur", "ArmedGroup"),
        ("Jaish Nur is an armed group that attacked Kenya.", "Jaish Nur", "ArmedGroup"),
        ("Jets attacked Kurdistan Workers' Party (PKK) positions.", "PKK", "ArmedGroup"),
        ("Nairobi, Jun 16 (IANS): The Kenyan army shelled a village.", "Kenyan army", "ArmedForce"),
    ],
)
def test_what_a_name_names(pipeline: Pipeline, text: str, name: str, kind: str) -> None:
    actors = {a["name"]: a["type"] for a in read(pipeline, text)["actors"]}
    assert actors.get(name) == kind
    assert "Jun" not in actors


def test_a_ministry_has_no_airspace(pipeline: Pipeline) -> None:
    text = "Iraq's foreign ministry said the jets of Turkey violated its sovereignty."
    assert told(read(pipeline, text), "MilitaryAction") == [({"Turkey"}, {"Iraq"}, "occurred")]


def test_the_minister_named_behind_his_title_is_the_one_before(pipeline: Pipeline) -> None:
    text = (
        "Romania's defence minister said parts of a drone were found. Angel Tilvar, the minister, told "
        "reporters they were small."
    )
    record = read(pipeline, text)
    names = {a["id"]: a["name"] for a in record["actors"]}
    assert {(names[o["holder"]], o["office"], names[o["of"]]) for o in record["offices"]} >= {
        ("Angel Tilvar", "defence minister", "Romania")
    }
