"""Plain sentences of reports: what is fixed for next week, wars that are over, whose planes strike, who made a raid."""

from __future__ import annotations

import pytest

from kg.pipeline import Pipeline
from tests.reading.telling import read, told


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Officials from Kenya meet in Lima next week.", "Meeting", "planned"),
        ("Paul Kato visits Chad this month.", "Visit", "planned"),
        ("Paul Kato heads to Chad in October.", "Visit", "planned"),
        ("Paul Kato visited Chad in March.", "Visit", "occurred"),
        ("Paul Kato heads to Chad in October 2019.", "Visit", "occurred"),
        ("Kenya ended the war with Chad.", "ArmedConflict", "occurred"),
        ("Kenya and Chad have not met since the 2014 war.", "ArmedConflict", "occurred"),
        ("Kenya took the province in the war of 2014.", "ArmedConflict", "occurred"),
        ("Kenya and Chad went to war over the valley in 1941.", "ArmedConflict", "occurred"),
        ("Kenya and Chad signed a treaty, ending a war over the valley.", "ArmedConflict", "occurred"),
        ("Kenya declared an end to the war with Chad.", "ArmedConflict", "occurred"),
        ("Kenya had declared an end to the war with Chad.", "ArmedConflict", "occurred"),
        ("Kenya wants to end the war with Chad.", "ArmedConflict", "ongoing"),
        ("Paul Kato served in the Korean War.", "ArmedConflict", "occurred"),
        ("Paul Kato is tired of the Chadian War.", "ArmedConflict", "ongoing"),
    ],
)
def test_what_is_fixed_and_what_is_over(pipeline: Pipeline, text: str, kind: str, status: str) -> None:
    assert [s for _, _, s in told(read(pipeline, text), kind)] == [status]


@pytest.mark.parametrize(
    ("text", "kind", "agents", "recipients"),
    [
        ("NATO warplanes attacked Chad on Monday.", "Airstrike", {"NATO"}, {"Chad"}),
        ("Hezbollah drones attacked Kenya.", "DroneAttack", {"Hezbollah"}, {"Kenya"}),
        ("Kenyan jets bombed Chad on Monday.", "Airstrike", {"Kenya"}, {"Chad"}),
        ("A militant bombed the embassy.", "Bombing", {"militant"}, {"embassy"}),
        ("Kenya and Chad accused each other of violating the border.", "MilitaryAction", {"Kenya", "Chad"}, set()),
        ("Rebels captured two Kenyan soldiers in a raid.", "Raid", {"Rebels"}, set()),
        ("Two Kenyan soldiers were captured in a raid.", "Raid", set(), set()),
        ("Kenya asked for help in a letter to Chad.", "Request", {"Kenya"}, {"Chad"}),
        ("Paul Kato was summoned on Monday and asked to leave.", "Visit", set(), set()),
        ("Kenya and Chad exchanged prisoners.", "Release", {"Kenya", "Chad"}, {"prisoners"}),
        ("Kenya sent its foreign minister to Chad.", "Visit", {"its foreign minister"}, {"Chad"}),
        ("Kenya counselled patience.", "Request", {"Kenya"}, set()),
        ("Kenya has kept soldiers in Chad.", "Deployment", {"Kenya"}, set()),
        ("Kenyan troops moved south.", "Deployment", {"Kenya"}, set()),
        ("Rebels took up arms against Kenya.", "ArmedConflict", {"Rebels"}, {"Kenya"}),
        ("Kenya held war games with Chad.", "MilitaryExercise", {"Kenya", "Chad"}, set()),
    ],
)
def test_who_did_it_to_whom(pipeline: Pipeline, text: str, kind: str, agents: set[str], recipients: set[str]) -> None:
    found = [(who, whom) for who, whom, _ in told(read(pipeline, text), kind)]
    assert found == ([(agents, recipients)] if kind != "Visit" or agents else [])


def test_who_is_summoned_and_asked_is_asked(pipeline: Pipeline) -> None:
    record = read(pipeline, "Paul Kato was summoned on Monday and asked whether Chad had left.")
    assert told(record, "Question") == [(set(), {"Paul Kato"}, "occurred")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The murder of Paul Kato angered Chad.", "Assassination"),
        ("The murder of two men angered Chad.", "Attack"),
        ("The murder of Paul Kato and two women angered Chad.", "Attack"),
        ("A Kenyan pilot, Paul Kato, was killed by rebels.", "Attack"),
    ],
)
def test_the_murder_of_a_person_is_an_assassination(pipeline: Pipeline, text: str, kind: str) -> None:
    assert kind in [event["type"] for event in read(pipeline, text)["events"]]


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("Paul Kato denied a report in The Times that Kenya had bombed Chad.", "The Times"),
        ("Paul Kato dismissed reports by Al Jazeera that Kenya had bombed Chad.", "Al Jazeera"),
        ("Paul Kato denied a report in Le Monde that Nairobi was preparing to bomb Chad.", "Le Monde"),
    ],
)
def test_an_outlet_says_what_a_denied_report_in_it_says(pipeline: Pipeline, text: str, outlet: str) -> None:
    record = read(pipeline, text)
    names = {actor["id"]: actor["name"] for actor in record["actors"]}
    (strike,) = [event for event in record["events"] if event["type"] == "Airstrike"]
    told = {(names[a["source"]], a["stance"]) for a in record["attributions"] if strike["id"] in a["about"]}
    assert told == {(outlet, "asserts"), ("Paul Kato", "denies")}
    assert strike["disputed"] is True


def test_a_high_commissioner_of_the_un_is_that_of_the_un(pipeline: Pipeline) -> None:
    record = read(pipeline, "Mary Kato, the UN High Commissioner for Human Rights, accused Chad of lying.")
    names = {actor["id"]: actor["name"] for actor in record["actors"]}
    assert [(o["office"], names[o["of"]]) for o in record["offices"]] == [("high commissioner", "United Nations")]
