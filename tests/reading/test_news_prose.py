"""What agency reports tell, and how it is read: datelines, who did what to whom, days."""

from __future__ import annotations

import pytest

from kg.pipeline import Pipeline
from kg.reading.language import load_model
from kg.reading.repairs import behind_dateline
from tests.reading.telling import dates, read, told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Seoul, Dec. 18 (Reuters)—Kenya fired a missile.", "Kenya"),
        ("BANGUI: Four soldiers were killed.", "Four"),
        ("LABE, Guinea-Bissau: Guinea-Bissau's army left.", "Guinea"),
        ("NAIROBI (AP) — Kenya left.", "Kenya"),
        ("Macron: France will go there.", "Macron"),
        ("Kenya's army - which had left - came back.", "Kenya"),
    ],
)
def test_where_a_text_begins_behind_its_dateline(text: str, words: str) -> None:
    doc = load_model()(text)
    assert doc[behind_dateline(doc)].text == words


@pytest.mark.parametrize(
    ("text", "kind", "agents", "recipients", "status"),
    [
        # where a missile falls into the water it is a test
        (
            "Kenya fired what is thought to be a ballistic missile into the Indian Ocean.",
            "WeaponTest",
            {"Kenya"},
            set(),
            "occurred",
        ),
        ("On July 19, Kenya fired three missiles into the sea.", "WeaponTest", {"Kenya"}, set(), "occurred"),
        # what the parser gets wrong
        (
            "Kenya's army accused rebels of shelling a border town.",
            "Accusation",
            {"Kenya's army"},
            {"rebels"},
            "occurred",
        ),
        ("Kenya's army accused rebels of shelling a border town.", "Shelling", {"rebels"}, set(), "occurred"),
        (
            "Kenya said on Sunday militants from the north executed two captives.",
            "Attack",
            {"militants"},
            {"captives"},
            "occurred",
        ),
        (
            "Reuters said rebels loyal to Peter Kato who are fighting for independence shelled Kenya.",
            "Clash",
            {"rebels loyal to Peter Kato"},
            set(),
            "ongoing",
        ),
        (
            "Reuters said rebels loyal to Peter Kato who are fighting for independence shelled Kenya.",
            "Shelling",
            {"rebels loyal to Peter Kato"},
            {"Kenya"},
            "occurred",
        ),
        (
            "Four soldiers were killed in an attack on a town Monday blamed on Seleka rebels.",
            "Accusation",
            set(),
            {"Seleka"},
            "occurred",
        ),
        (
            "Chad waged a series of air strikes against a militia which it blamed for a rocket attack a "
            "day earlier that killed two soldiers.",
            "RocketFire",
            set(),
            {"soldiers"},
            "occurred",
        ),
        (
            "Peter Kato said the plane was shot down over Sudan and condemned it as a crime.",
            "Accusation",
            {"Peter Kato"},
            set(),
            "occurred",
        ),
        # who summons, protests
        ("Sudan summoned the Chadian envoy to condemn Chad's raids.", "Accusation", {"Sudan"}, {"Chad"}, "occurred"),
        ("Kenya handed Uganda a note of protest over the raid.", "Accusation", {"Kenya"}, {"Uganda"}, "occurred"),
        # calls that nobody makes by phone
        ("Kenya reiterated its call on Uganda to withdraw.", "Request", {"Kenya"}, {"Uganda"}, "occurred"),
        ("Kenya criticised the frigate's port call in Chad.", "Visit", set(), {"Chad"}, "occurred"),
        # who "they", "it" and the bands of a headline are
        (
            "Chad condemned the strikes and said they had killed six people.",
            "Airstrike",
            set(),
            {"people"},
            "occurred",
        ),
        ("A rebel attack killed four soldiers.", "Attack", {"rebel"}, {"soldiers"}, "occurred"),
        (
            "The killing of 13 villagers by militants in Kenya drew anger.",
            "Attack",
            {"militants"},
            {"villagers"},
            "occurred",
        ),
        ("Gunmen in Kenya killed 13 Ugandans.", "Attack", {"Gunmen"}, {"Ugandans"}, "occurred"),
        ("Kenya spoke of Uganda's ambition to attack Chad.", "Attack", {"Uganda"}, {"Chad"}, "possible"),
        ("The minister hoped to visit Kenya.", "Visit", {"minister"}, {"Kenya"}, "possible"),
        ("The army staged a drill.", "MilitaryExercise", {"army"}, set(), "occurred"),
        # who asks whom for what
        ("Kenya responded by calling for Chad to halt its patrols.", "Request", {"Kenya"}, {"Chad"}, "occurred"),
        ("Kenya called for Chad to halt its patrols.", "MilitaryAction", {"Chad"}, set(), "possible"),
        ("Kenya urged immediate Russian restraint.", "Request", {"Kenya"}, {"Russia"}, "occurred"),
        ("Kenya and Chad traded blame after the raid.", "Accusation", {"Kenya", "Chad"}, set(), "occurred"),
        ("The envoy handed a protest note to Kenya.", "Accusation", {"envoy"}, {"Kenya"}, "occurred"),
        ("Chad's envoy was summoned by Kenya to convey a protest.", "Accusation", {"Kenya"}, set(), "occurred"),
        ("Kenya summoned on Monday Chad's ambassador.", "Request", {"Kenya"}, {"Chad's ambassador"}, "occurred"),
        ("Peter Kato stressed the urgency of reaching a ceasefire.", "Ceasefire", set(), set(), "possible"),
        ("Russia needs to take steps to withdraw its troops.", "Withdrawal", {"Russia"}, set(), "possible"),
        # what was not, what was vowed, what is feared
        ("The envoys left Chad without meeting Peter Kato.", "Meeting", {"envoys"}, {"Peter Kato"}, "negated"),
        ("Kenya's president vowed to stage elections soon.", "Assurance", {"Kenya's president"}, set(), "occurred"),
        ("Chad threatened revenge for the death of its general.", "Retaliation", {"Chad"}, set(), "planned"),
        (
            "Chad criticised Kenya, saying Kenya was an obstacle to peace and vowing to continue its "
            "support for Uganda.",
            "Assurance",
            {"Chad"},
            set(),
            "occurred",
        ),
        ("The soldiers declared they had taken power.", "MilitaryAction", {"soldiers"}, set(), "occurred"),
        # calls received, strikes counted, protests of states
        (
            "Peter Kato received a phone call from Paul Okello.",
            "PhoneCall",
            {"Paul Okello"},
            {"Peter Kato"},
            "occurred",
        ),
        (
            "Kenya condemned a series of airstrikes conducted by Chadian warplanes on rebel camps.",
            "Airstrike",
            {"Chad"},
            {"rebel"},
            "occurred",
        ),
        (
            "Kenya has summoned Chad's envoy to protest Chadian airstrikes.",
            "Accusation",
            {"Kenya"},
            {"Chad"},
            "occurred",
        ),
        ("Kenya issued a strong protest with Chad.", "Accusation", {"Kenya"}, {"Chad"}, "occurred"),
        (
            "Kenya said the operation was aimed to secure its border. Kenya struck a camp.",
            "Attack",
            {"Kenya"},
            set(),
            "occurred",
        ),
        ("The army said it had neutralised four rebels.", "Attack", {"army"}, {"rebels"}, "occurred"),
        ("Kenya reiterated its call on Chad to withdraw from Sudan.", "Withdrawal", {"Chad"}, {"Sudan"}, "possible"),
        # what is hit, and by what
        ("A missile hit a village, killing two people.", "MissileAttack", set(), {"people"}, "occurred"),
        ("Two people died when a missile hit a village.", "MissileAttack", set(), {"people"}, "occurred"),
        ("Russia attacked a children's hospital in Kyiv.", "Attack", {"Russia"}, set(), "occurred"),
        ("Kenya attacked Chad with aerial bombing raids.", "Airstrike", {"Kenya"}, {"Chad"}, "occurred"),
        ("Kenya sabotaged efforts for peace talks with Chad.", "Obstruction", {"Kenya"}, set(), "occurred"),
        ("The bloc adopted sanctions targeting Moscow.", "Sanction", {"bloc"}, {"Russia"}, "occurred"),
        ("The envoys discussed a chemical attack in Chad.", "Attack", set(), set(), "occurred"),
        ("Peter Kato announced a meeting on Chad.", "Meeting", set(), set(), "planned"),
        (
            "Peter Kato condemned the raid, vowing Kenya would continue to support Chad.",
            "Assurance",
            {"Peter Kato"},
            set(),
            "occurred",
        ),
        (
            "They were met by Italian F-35 aircraft, deployed as part of a mission.",
            "Deployment",
            set(),
            set(),
            "occurred",
        ),
        # who answers with what
        (
            "The rebels responded to Kenyan raids with dozens of missiles.",
            "Retaliation",
            {"rebels"},
            {"Kenya"},
            "occurred",
        ),
        (
            "Rebels fired mortars and Kenya responded with heavy artillery fire.",
            "Shelling",
            {"Kenya"},
            set(),
            "occurred",
        ),
        ("Rockets were fired into Kenya on Thursday.", "RocketFire", set(), {"Kenya"}, "occurred"),
        ("A Kenyan drone hit the refinery.", "DroneAttack", {"Kenya"}, set(), "occurred"),
        ("Kenya fought a long war with Chad in 2006.", "ArmedConflict", {"Kenya"}, {"Chad"}, "occurred"),
        (
            "Peter Kato and Paul Okello spoke on the phone on Thursday.",
            "PhoneCall",
            {"Peter Kato", "Paul Okello"},
            set(),
            "occurred",
        ),
        (
            "Peter Kato was supposed to meet Paul Okello this week.",
            "Meeting",
            {"Peter Kato"},
            {"Paul Okello"},
            "planned",
        ),
        (
            "They are trying to set a date for a meeting between Kenya and Chad.",
            "Meeting",
            {"Kenya", "Chad"},
            set(),
            "planned",
        ),
        ("Peter Kato's visit to Chad was likely to be postponed.", "Visit", {"Peter Kato"}, {"Chad"}, "possible"),
        (
            "The next round of talks between Kenya and Chad was to be held in May.",
            "Negotiation",
            {"Kenya", "Chad"},
            set(),
            "planned",
        ),
        (
            "He spoke of Peter Kato's upcoming visit to Chad for a summit with Paul Okello.",
            "Meeting",
            {"Peter Kato"},
            {"Paul Okello"},
            "planned",
        ),
        ("Peter Kato may reschedule his India visit.", "Visit", {"Peter Kato"}, {"India"}, "possible"),
        ("Kenya is working on organising a summit with Chad.", "Meeting", {"Kenya"}, {"Chad"}, "planned"),
        ("Peter Kato accused Chad of attempts to attack Kenya.", "Attack", {"Chad"}, {"Kenya"}, "ongoing"),
        ("When asked about it, Peter Kato said he did not know.", "Question", set(), {"Peter Kato"}, "occurred"),
        (
            "The border conflict between Kenya and Chad was not on the agenda.",
            "ArmedConflict",
            {"Kenya", "Chad"},
            set(),
            "ongoing",
        ),
    ],
)
def test_who_did_what(
    pipeline: Pipeline, text: str, kind: str, agents: set[str], recipients: set[str], status: str
) -> None:
    assert (agents, recipients, status) in told(read(pipeline, text), kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Uganda's actions threaten peace in Kenya.", "Threat"),
        ("The missile tests threaten the safety of Japan.", "Threat"),
        ("A military source who requested anonymity said so to Kenya.", "Request"),
        ("The coastguard urged ships to use caution.", "Warning"),
        ("Kenya agreed to the operation of a joint radar system.", "MilitaryAction"),
        ("The Kato campaign did not respond to Kenya.", "MilitaryAction"),
        ("The minister resigned in protest against Kenya.", "Protest"),
        ("The strikes contradict the missions of the coalition.", "Denial"),
        ("Kenya hid the bodies to suppress the reason for the raid.", "Coercion"),
        ("Kenya will start a system allowing Uganda to share data.", "Concession"),
        ("Kenya will take action to protect our forces.", "Aid"),
        ("The president spoke about ceasefire and hostage talks.", "Ceasefire"),
        ("The town was attacked by a UAV.", "Interception"),
        ("The attack threatened to ignite violence in Chad.", "Threat"),
        ("Chad's reports were later withdrawn.", "Withdrawal"),
        ("The county borders war-torn Ukraine.", "ArmedConflict"),
        ("The PKK is designated a terrorist organization by Turkey.", "Appointment"),
        ("The town was bombed in the ongoing Claw Operation.", "MilitaryAction"),
        ("A missile hit a village in Kenya.", "WeaponTest"),
        ("The bloc adopted sanctions targeting Moscow.", "Attack"),
        ("Kenya warned that it would meet force with force.", "Meeting"),
        ("Calling itself the Salvation Committee, the junta promised elections.", "PhoneCall"),
        ("The rebels seized power in Chad.", "Capture"),
        ("The intensity of the conflict in Chad has declined.", "Refusal"),
        ("The envoys did not meet Peter Kato or deposed President Paul Okello.", "Coercion"),
        ("Chad must immediately stop sending ships to Kenya.", "Obstruction"),
        ("Kenya called it harassment and dangerous maneuvers.", "MilitaryExercise"),
        ("Peter Kato said so at a press conference with Paul Okello.", "Meeting"),
        ("Kenya and Chad lamented a row between border patrols.", "MilitaryAction"),
        ("Acts that endanger the cessation of hostilities worry Kenya.", "ArmedConflict"),
        ("The reasons for the fire are being investigated.", "Accusation"),
        ("Officials say the rocket, believed to be a new one, was fired from Chad.", "Sanction"),
    ],
)
def test_what_is_no_event(pipeline: Pipeline, text: str, kind: str) -> None:
    assert told(read(pipeline, text), kind) == []


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("Chad denounced a meeting in Nairobi on Friday.", "Meeting", "2020-06-12"),
        ("Chad denounced a meeting in Nairobi on Friday.", "Accusation", None),
        ("Chad condemned the raid on Friday.", "Accusation", "2020-06-12"),
        ("Chad condemned Friday's raid.", "Accusation", None),
        ("The ministry denied claims made on Friday by Chad.", "Denial", None),
        ("Chad condemned Friday's raid.", "Raid", "2020-06-12"),
        ("The missile, which landed on Friday, killed two people.", "MissileAttack", "2020-06-12"),
        ("It was the first raid since 1998, when Chad bombed a camp.", "Airstrike", "1998"),
        ("It was the first raid since 1998, when Chad bombed a camp.", "Raid", None),
        ("Chad's assaults violated a May 2 resolution.", "Attack", None),
        ("Chad's jets had struck a camp on Friday, the first such raid since 1971.", "Raid", "2020-06-12"),
        ("Chad waged a wave of air strikes on Friday against a militia.", "Airstrike", "2020-06-12"),
    ],
)
def test_which_event_a_day_belongs_to(pipeline: Pipeline, text: str, kind: str, day: str | None) -> None:
    assert dates(read(pipeline, text), kind) == [day]


def test_the_counterpart_of_a_force_is_a_force(pipeline: Pipeline) -> None:
    text = (
        "Chad protested the use of a cannon by the Kenya Coast Guard. The Chadian Coast Guard said its "
        "Kenyan counterpart fired at it."
    )
    assert told(read(pipeline, text), "Attack")[0][0] == {"Kenya Coast Guard"}


def test_a_bare_form_goes_with_the_modal_before_it() -> None:
    doc = load_model()(
        "He stressed the urgency of a truce that would secure the release of hostages, allow aid, and create hope."
    )
    assert next(t for t in doc if t.text == "allow").head.text == "secure"


def test_the_target_of_a_strike_is_not_whom_somebody_calls_on(pipeline: Pipeline) -> None:
    text = "Kenya called for the meeting following reports of the strike on a rebel-held town."
    record = read(pipeline, text)
    assert told(record, "Request") == [({"Kenya"}, set(), "occurred")]
    assert [recipients for _, recipients, _ in told(record, "Airstrike")] == [{"rebel"}]
