"""Whom a clause is about and which day it is of, where a sentence names several; what the parser gets wrong."""

from __future__ import annotations

import pytest

from kg.pipeline import Pipeline
from tests.reading.telling import attributions, dates, kinds, offices, read, told


@pytest.mark.parametrize(
    ("text", "kind", "agents", "recipients"),
    [
        # pronouns
        ("Paul Kato, who called Amir Deby on Sunday, backed the plan, while Jim Tutu offered to mediate when he met "
         "the Chadian minister.", "Meeting", {"Jim Tutu"}, {"Chadian minister"}),
        ("The Kenyan army had killed three herders in a raid, and said that they had fired rockets.", "RocketFire",
         {"herders"}, set()),
        ("A Chadian diplomat told Reuters that his government had asked the United Nations for help.", "Request",
         {"Chad"}, {"United Nations"}),
        ("Chad’s Ali Deby will travel to Nairobi to meet his aides; a Kenyan diplomat said that the government had "
         "cancelled the talks.", "Cancellation", {"Kenya"}, set()),
        ("Kenyan Prime Minister Paul Kato met Ali Deby. His spokesman, Jim Tutu, announced that he would travel to "
         "Chad.", "Visit", {"Paul Kato"}, {"Chad"}),
        ("Kenya’s Paul Kato summoned Amir Deby to protest against a Chadian series. When the two met, they shook "
         "hands.", "Meeting", {"Paul Kato", "Amir Deby"}, set()),
        # parts of groups and bodies
        ("Fighters of the Kabo Liberation Front stormed a police post.", "Raid", {"Kabo Liberation Front"}, {"police"}),
        ("Kenya struck a nuclear power plant.", "Attack", {"Kenya"}, set()),
        ("Three Kenyan soldiers died in an exercise with Chad.", "MilitaryExercise", {"Kenya", "Chad"}, set()),
        ("Kenya held an exercise with Chad.", "MilitaryExercise", {"Kenya", "Chad"}, set()),
        ("Colonel Polad Kato and six others had been killed by Armenian shelling on Tuesday.", "Shelling", {"Armenia"},
         {"Polad Kato", "others"}),
        ("North Korea carried out the launch on Monday.", "WeaponTest", {"North Korea"}, set()),
        # what the parser takes for something else
        ("Lukashenko, who rejects the accusation, threatened last week to cut off the gas, but Putin said that it "
         "would violate a contract.", "Threat", {"Lukashenko"}, set()),
        ("President Barack Obama is to telephone Park and Abe on Tuesday, a US official said.", "PhoneCall",
         {"Barack Obama"}, {"Abe"}),
        ("Erdogan, who has repeatedly called on President Bashar al-Assad to resign, ruled out a war.", "Request",
         {"Erdogan"}, {"Bashar al-Assad"}),
        ("In Goma on Monday European Union foreign ministers imposed sanctions on Chad.", "Sanction",
         {"European Union foreign ministers"}, {"Chad"}),
        # words
        ("Paul Kato vowed to stand by Chad.", "Assurance", {"Paul Kato"}, {"Chad"}),
        ("Kenya’s government declared the militia a terrorist organisation.", "OfficialAct", {"Kenya"}, {"militia"}),
        ("Kenya put the rebels on trial.", "Coercion", {"Kenya"}, {"rebels"}),
        ("Soldiers fired in the air to scatter looters.", "MilitaryAction", {"Soldiers"}, set()),
        ("Kenya sent advisers to the front.", "Deployment", {"Kenya"}, set()),
        ("Kenyan guards turned back villagers.", "Obstruction", {"Kenyan guards"}, {"villagers"}),
        ("The ministry submitted its findings to Chad.", "Notification", {"ministry"}, {"Chad"}),
    ],
)  # fmt: skip
def test_who_and_whom(pipeline: Pipeline, text: str, kind: str, agents: set[str], recipients: set[str]) -> None:
    assert (agents, recipients) in [(a, r) for a, r, _ in told(read(pipeline, text), kind)]


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("The US Navy, which began its largest exercise on Tuesday, denied it.", "MilitaryExercise", "2020-06-16"),
        ("Ties are strained since the offensive a year ago, and last October Ankara barred Israel from an exercise.",
         "Sanction", "2019-10"),
        ("The offer was made at a meeting with Amir Deby on Monday.", "Meeting", "2020-06-15"),
        ("Two soldiers were hurt on Friday in an exercise with Chad.", "MilitaryExercise", "2020-06-12"),
        ("Chad condemned Kenya on Tuesday for shooting down a drone four days earlier. Envoys held a meeting in Goma "
         "that morning.", "Meeting", "2020-06-16"),
        ("Chad condemned Kenya on Tuesday for shooting down a drone four days earlier.\n\nEnvoys held a meeting in "
         "Goma that morning.", "Meeting", "2020-06-16"),
        ("In Goma on Monday European Union ministers imposed sanctions on Chad.", "Sanction", "2020-06-15"),
    ],
)  # fmt: skip
def test_which_day_it_is_of(pipeline: Pipeline, text: str, kind: str, day: str) -> None:
    assert dates(read(pipeline, text), kind) == [day]


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("The envoy visited Chad in a vain attempt to stop the launch.", "Obstruction", "attempted"),
        ("The envoy visited Chad in a vain attempt to stop the launch.", "WeaponTest", "possible"),
        ("Paul Kato said that Kenya did not intend to evacuate its citizens.", "Aid", "negated"),
        ("The council will adopt a resolution imposing sanctions on Chad.", "Sanction", "planned"),
        ("At Sunday’s session of the council, requested by Chad, Amir Deby called for calm.", "Meeting", "occurred"),
    ],
)
def test_what_became_of_it(pipeline: Pipeline, text: str, kind: str, status: str) -> None:
    assert [s for _, _, s in told(read(pipeline, text), kind)] == [status]


def test_a_nuclear_test_is_not_the_launch_of_a_rocket(pipeline: Pipeline) -> None:
    text = (
        "The UN Security Council condemned North Korea on Sunday for launching a long-range rocket and announced that "
        "it would punish the country, which had carried out its fourth nuclear test on January 6."
    )
    assert dates(read(pipeline, text), "WeaponTest") == [None, "2020-01-06"]
    again = "North Korea carried out its fourth nuclear test on January 6. Chad condemned the fifth nuclear test."
    assert len(told(read(pipeline, again), "WeaponTest")) == 2


def test_the_second_of_three_things_done_is_told_as_well(pipeline: Pipeline) -> None:
    text = "Lavrov telephoned his counterparts on Monday, called for a truce and offered to mediate, the ministry said."
    ((_, _, about),) = attributions(read(pipeline, text), text)
    assert {"PhoneCall", "Request", "Statement"} <= about


def test_a_charge_that_a_party_denies(pipeline: Pipeline) -> None:
    text = "Paul Kato, who has accused Amir Deby of fraud, a charge that the president’s party denies, left."
    record = read(pipeline, text)
    assert ("denies", "president's party", {"Accusation"}) in attributions(record, text)
    assert kinds(record)["president's party"] == "Organization"


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Chad’s Foreign Ministry spokesman, Jihad Okello, dismissed it.",
         ("Jihad Okello", "foreign ministry spokesman", "Chad's Foreign Ministry")),
        ("French Armed Forces Minister Paul Kato left.", ("Paul Kato", "armed forces minister", "France")),
        ("Vice Admiral Paul Kato, deputy chief of the defence staff, left.",
         ("Paul Kato", "deputy chief of the defence staff", None)),
        ("The chairman of the African Union Commission, Paul Kato, left.",
         ("Paul Kato", "chairman", "African Union Commission")),
    ],
)  # fmt: skip
def test_offices(pipeline: Pipeline, text: str, office: tuple[str, str, str | None]) -> None:
    assert offices(read(pipeline, text)) == {office}


def test_over_somebodys_head_is_no_office(pipeline: Pipeline) -> None:
    assert offices(read(pipeline, "Paul Kato warned Kenya against a deal over Chad’s head.")) == set()


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Paul Kato called him, according to Israel’s Channel 2.", "Channel 2", "NewsOrganization"),
        ("A Kurdish man told the BBC that soldiers had stopped him.", "Kurdish man", "UnnamedSource"),
        ("The African Union’s Peace and Security Council called on the army to wait.", "Peace and Security Council",
         "InternationalOrganization"),
    ],
)  # fmt: skip
def test_kinds(pipeline: Pipeline, text: str, name: str, kind: str) -> None:
    assert kinds(read(pipeline, text))[name] == kind


def test_a_frontier_is_nobody(pipeline: Pipeline) -> None:
    assert set(kinds(read(pipeline, "Kenyan soldiers tried to cross the frontier."))) == {"Kenya"}
