"""Who speaks: between commas, inside relative clauses, through which outlet, and with which verb."""

from __future__ import annotations

import pytest

from kg.pipeline import Pipeline
from tests.reading.telling import attributions, kinds, offices, read, told


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "Rockets fired from Chad killed two people in the border district of Kabo, Paul Gul, the governor "
            "of Lira, said, "
            "blaming the rebels.",
            "Paul Gul",
        ),
        (
            "A plan under which Kenya would hold the posts until September was turned down by Okello, the "
            "newspaper Koha Nova "
            "reported, because it would have let lorries pass.",
            "Koha Nova",
        ),
        (
            "Chad, which had broken off a first attempt last Wednesday because of fighting at Kabo airport, "
            "planned to end its "
            "flights on Tuesday evening, a spokesman for the Defence Ministry in Berlin said.",
            "spokesman",
        ),
        (
            "There were no tanks in Kabo, the deputy chief of the Chadian General Staff, Anatol Nogov, insisted "
            "at first; the "
            "ministry conceded that soldiers had gone there.",
            "Anatol Nogov",
        ),
    ],
)
def test_who_stands_between_the_comma_and_the_verb_says_it(pipeline: Pipeline, text: str, source: str) -> None:
    assert source in {who for _, who, _ in attributions(read(pipeline, text), text)}


def test_whom_the_parser_takes_for_the_speaker_only_acts(pipeline: Pipeline) -> None:
    text = (
        "Chad, which had broken off a first attempt because of fighting at Kabo airport, planned to end its "
        "flights on Tuesday, "
        "a spokesman for the Defence Ministry in Berlin said."
    )
    assert {who for _, who, _ in attributions(read(pipeline, text), text)} == {"spokesman"}


def test_a_saying_inside_a_relative_clause_is_of_that_clause(pipeline: Pipeline) -> None:
    text = (
        "In September the United States suspended part of its aid to Ethiopia, a decision that, a State "
        "Department official "
        "told AFP, President Paul Kato had ordered because he saw no progress."
    )
    assert attributions(read(pipeline, text), text) == [("told", "State Department official", {"Order"})]
    text = (
        "Austin told Akar that he opposed a new incursion and voiced concern about air strikes which, he said, "
        "had endangered "
        "soldiers."
    )
    assert attributions(read(pipeline, text), text)[1:] == [("said", "Austin", {"Airstrike"})]


def test_the_second_of_three_acts_is_said_by_who_does_them(pipeline: Pipeline) -> None:
    text = (
        "President Boris Tadic condemned the arson, said that the attackers were harming his country, and "
        "appealed to the "
        "Serbs to refrain from violence."
    )
    record = read(pipeline, text)
    assert [(cue, who) for cue, who, _ in attributions(record, text)] == [("said", "Boris Tadic")]
    assert [agents for agents, _, _ in told(record, "Request")] == [{"Boris Tadic"}]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "The army chief had declared that the military remained loyal and urged the police to lay down their arms.",
            "army chief",
        ),
        ("The minister said that Chad had violated a truce and called on it to withdraw its troops.", "minister"),
    ],
)
def test_who_says_and_urges_does_both(pipeline: Pipeline, text: str, who: str) -> None:
    assert [agents for agents, _, _ in told(read(pipeline, text), "Request")] == [{who}]


def test_who_rang_and_asked_did_both(pipeline: Pipeline) -> None:
    record = read(pipeline, "Kato said that the envoy had phoned Okello and asked him to free the hostages.")
    assert [agents for agents, _, _ in told(record, "Request")] == [{"envoy"}]


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("Paul Kato said in an interview with CNN that Chad had attacked Kabo.", "CNN"),
        ("Paul Kato told the BBC in an interview that Chad had attacked Kabo.", "BBC"),
        ("Chad had attacked Kabo, Paul Kato said on Al Jazeera.", "Al Jazeera"),
        ("In remarks carried by the Saudi Press Agency, Paul Kato said that Chad had attacked Kabo.", "Press Agency"),
        ("Speaking to Reuters, Paul Kato accused Chad of treason and said that it had attacked Kabo.", "Reuters"),
    ],
)
def test_through_which_outlet_somebody_spoke(pipeline: Pipeline, text: str, outlet: str) -> None:
    record = read(pipeline, text)
    names = {a["id"]: a["name"] for a in record["actors"]}
    assert {names[a["via"]] for a in record["attributions"] if a["via"]} == {outlet}
    assert told(record, "Consultation") == []


@pytest.mark.parametrize(
    ("text", "outlets"),
    [
        ("In an interview that appeared in the Guardian, Paul Kato said that Chad had attacked Kabo.", {"Guardian"}),
        ("Paul Kato said in a speech that the BBC had lied and that Chad had attacked Kabo.", set()),
    ],
)
def test_an_outlet_that_is_spoken_of_passes_nothing_on(pipeline: Pipeline, text: str, outlets: set[str]) -> None:
    record = read(pipeline, text)
    names = {a["id"]: a["name"] for a in record["actors"]}
    assert record["attributions"]
    assert {names[a["via"]] for a in record["attributions"] if a["via"]} == outlets


def test_what_may_be_considered_is_no_hearsay(pipeline: Pipeline) -> None:
    text = "Paul Kato said that the supply of missiles by Iran may be considered an act of war."
    assert [cue for cue, _, _ in attributions(read(pipeline, text), text)] == ["said"]


def test_a_charge_is_not_what_is_told_of_the_accused(pipeline: Pipeline) -> None:
    text = (
        "Kato blamed his rival Lucio Okello, who was toppled in 2005, for the uprising. Okello rejected the allegation."
    )
    assert ("rejected", "Lucio Okello", {"Protest"}) in attributions(read(pipeline, text), text)


def test_whom_an_accusation_names_in_its_clause_is_accused(pipeline: Pipeline) -> None:
    record = read(pipeline, "The United States denied an accusation by Hugo Chavez that it had encouraged the rebels.")
    assert told(record, "Accusation") == [({"Hugo Chavez"}, {"United States"}, "occurred")]


@pytest.mark.parametrize("cue", ["boasted", "speculated", "clarified", "reaffirmed", "reminded reporters"])
def test_more_verbs_say(pipeline: Pipeline, cue: str) -> None:
    text = f"Paul Kato {cue} that Chad had bombed Kabo."
    found = [(who, about) for _, who, about in attributions(read(pipeline, text), text)]
    assert found == [("Paul Kato", {"Airstrike"})]


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        ("A coalition air strike killed a boy.", {"coalition"}),
        ("An army raid killed a boy.", {"army"}),
        ("Saudi-led coalition warplanes bombed Kabo.", {"coalition"}),
    ],
)
def test_a_body_without_a_name_acts_before_its_act(pipeline: Pipeline, text: str, agents: set[str]) -> None:
    events = read(pipeline, text)
    kinds_ = [k for k in ("Airstrike", "Raid") if told(events, k)]
    assert [a for a, _, _ in told(events, kinds_[0])] == [agents]


def test_soldiers_who_storm_and_free_do_both(pipeline: Pipeline) -> None:
    record = read(pipeline, "Soldiers stormed a hospital and freed President Paul Kato.")
    assert told(record, "Release") == [({"Soldiers"}, {"Paul Kato"}, "occurred")]
    record = read(pipeline, "He hoped to meet Tiani or deposed President Bazoum.")
    assert told(record, "MilitaryAction") == []


def test_sites_named_after_people_are_no_people(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "The attackers struck Queen Alia International Airport and King Hussein Bridge, and a missile was shot "
        "down over "
        "King Khalid international airport; soldiers left Prince Sultan Air Base.",
    )
    assert {a["type"] for a in record["actors"]} <= {"Group", "ArmedForce"}
    assert offices(record) == set()


def test_a_press_agency_is_an_outlet(pipeline: Pipeline) -> None:
    record = read(pipeline, "The Saudi Press Agency said that Chad had attacked Kabo.")
    assert kinds(record)["Press Agency"] == "NewsOrganization"


def test_who_himself_led_is_one(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "Paul Kato blamed his rival Lucio Okello, a colonel who was toppled in 2005 and who himself led a coup "
        "in 2000, "
        "for the unrest.",
    )
    assert ({"Lucio Okello"}, set(), "occurred") in told(record, "MilitaryAction")


def test_whom_arms_are_given(pipeline: Pipeline) -> None:
    record = read(pipeline, "Iran denied that it had given the rebels missiles.")
    assert told(record, "MilitaryAid") == [({"Iran"}, {"rebels"}, "negated")]


def test_ports_are_shut_and_borders_closed(pipeline: Pipeline) -> None:
    assert told(read(pipeline, "Kenya shut all of Yemen's ports."), "Coercion") == [({"Kenya"}, {"Yemen"}, "occurred")]
    record = read(pipeline, "Officers protested against cuts to their bonuses and the closing of borders.")
    assert [s for _, _, s in told(record, "Coercion")]
    assert told(record, "Sanction") == []


def test_a_meeting_for_which_somebody_is_summoned_is_planned(pipeline: Pipeline) -> None:
    record = read(pipeline, "The presidents were summoned to Kabo for an emergency meeting.")
    assert [status for _, _, status in told(record, "Meeting")] == ["planned"]


def test_who_answers_is_not_part_of_what_is_alleged(pipeline: Pipeline) -> None:
    text = "The attack had been ordered from Chad, Paul Kato alleged, but Ann Okello rejected the accusation."
    about = {cue: of for cue, _, of in attributions(read(pipeline, text), text)}
    assert about["alleged"] == {"Attack", "Order"}


def test_a_deal_that_somebody_struck_is_his(pipeline: Pipeline) -> None:
    record = read(pipeline, "The police pulled back under a deal that Paul Kato had struck with Ann Okello.")
    assert told(record, "Agreement") == [({"Paul Kato"}, {"Ann Okello"}, "occurred")]
    record = read(pipeline, "Under an agreement that Kenya reached with Chad, troops will leave.")
    assert told(record, "Agreement") == [({"Kenya"}, {"Chad"}, "occurred")]


def test_what_somebody_opposes_has_not_happened(pipeline: Pipeline) -> None:
    record = read(pipeline, "Paul Kato said that he opposed a new incursion.")
    assert [status for _, _, status in told(record, "GroundOperation")] == ["possible"]
    record = read(pipeline, "Kenya opposed the attack on Chad.")
    assert [status for _, _, status in told(record, "Attack")] == ["occurred"]


def test_an_air_base_is_no_person(pipeline: Pipeline) -> None:
    assert set(kinds(read(pipeline, "Iran hit Kabo and Ain al-Asad air base on Monday."))) == {"Iran"}
