"""What agency reports write, and how it is read: datelines, sources behind headlines, asides, victims, days."""

from __future__ import annotations

from typing import Any

import pytest

from kg.pipeline import Pipeline
from kg.reading.language import load_model
from kg.reading.repairs import behind_dateline
from tests.reading.telling import read, told


def attributions(record: dict[str, Any], text: str) -> list[tuple[str, str, set[str]]]:
    """Cue, source and the types of what it is about."""
    names = {a["id"]: a["name"] for a in record["actors"]}
    kinds = {e["id"]: e["type"] for e in record["events"]}
    return [
        (text[a["start"] : a["end"]], names.get(a["source"], a["source"]), {kinds[e] for e in a["about"]})
        for a in record["attributions"]
    ]


def dates(record: dict[str, Any], kind: str) -> list[str | None]:
    return [e.get("date") for e in record["events"] if e["type"] == kind]


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
        ("Kenya fired what is thought to be a ballistic missile into the Indian Ocean.", "WeaponTest", {"Kenya"}, set(), "occurred"),
        ("On July 19, Kenya fired three missiles into the sea.", "WeaponTest", {"Kenya"}, set(), "occurred"),
        # what the parser gets wrong
        ("Kenya's army accused rebels of shelling a border town.", "Accusation", {"Kenya's army"}, {"rebels"}, "occurred"),
        ("Kenya's army accused rebels of shelling a border town.", "Shelling", {"rebels"}, set(), "occurred"),
        ("Kenya said on Sunday militants from the north executed two captives.", "Attack", {"militants"}, {"two captives"}, "occurred"),
        (
            "Reuters said rebels loyal to Peter Kato who are fighting for independence shelled Kenya.",
            "Clash", {"rebels loyal to Peter Kato"}, set(), "ongoing",
        ),
        (
            "Reuters said rebels loyal to Peter Kato who are fighting for independence shelled Kenya.",
            "Shelling", {"rebels loyal to Peter Kato"}, {"Kenya"}, "occurred",
        ),
        ("Four soldiers were killed in an attack on a town Monday blamed on Seleka rebels.", "Accusation", set(), {"Seleka"}, "occurred"),
        (
            "Chad waged a series of air strikes against a militia which it blamed for a rocket attack a day earlier that killed two soldiers.",
            "RocketFire", set(), {"two soldiers"}, "occurred",
        ),
        ("Peter Kato said the plane was shot down over Sudan and condemned it as a crime.", "Accusation", {"Peter Kato"}, set(), "occurred"),
        # who summons, protests
        ("Sudan summoned the Chadian envoy to condemn Chad's raids.", "Accusation", {"Sudan"}, {"Chad"}, "occurred"),
        ("Kenya handed Uganda a note of protest over the raid.", "Accusation", {"Kenya"}, {"Uganda"}, "occurred"),
        # calls that nobody makes by phone
        ("Kenya reiterated its call on Uganda to withdraw.", "Request", {"Kenya"}, {"Uganda"}, "occurred"),
        ("Kenya criticised the frigate's port call in Chad.", "Visit", set(), {"Chad"}, "occurred"),
        # who "they", "it" and the bands of a headline are
        ("Chad condemned the strikes and said they had killed six people.", "Airstrike", set(), {"six people"}, "occurred"),
        ("A rebel attack killed four soldiers.", "Attack", {"rebel"}, {"four soldiers"}, "occurred"),
        ("The killing of 13 villagers by militants in Kenya drew anger.", "Attack", {"militants"}, {"13 villagers"}, "occurred"),
        ("Gunmen in Kenya killed 13 Ugandans.", "Attack", {"Gunmen"}, {"13 Ugandans"}, "occurred"),
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
        ("Chad criticised Kenya, saying Kenya was an obstacle to peace and vowing to continue its support for Uganda.", "Assurance", {"Chad"}, set(), "occurred"),
        ("The soldiers declared they had taken power.", "Coercion", {"soldiers"}, set(), "occurred"),
        # calls received, strikes counted, protests of states
        ("Peter Kato received a phone call from Paul Okello.", "PhoneCall", {"Paul Okello"}, {"Peter Kato"}, "occurred"),
        ("Kenya condemned a series of airstrikes conducted by Chadian warplanes on rebel camps.", "Airstrike", {"Chad"}, {"rebel"}, "occurred"),
        ("Kenya has summoned Chad's envoy to protest Chadian airstrikes.", "Accusation", {"Kenya"}, {"Chad"}, "occurred"),
        ("Kenya issued a strong protest with Chad.", "Accusation", {"Kenya"}, {"Chad"}, "occurred"),
        ("Kenya said the operation was aimed to secure its border. Kenya struck a camp.", "Attack", {"Kenya"}, set(), "occurred"),
        ("The army said it had neutralised four rebels.", "Attack", {"army"}, {"four rebels"}, "occurred"),
        ("Kenya reiterated its call on Chad to withdraw from Sudan.", "Withdrawal", {"Chad"}, {"Sudan"}, "possible"),
        # what is hit, and by what
        ("A missile hit a village, killing two people.", "MissileAttack", set(), {"two people"}, "occurred"),
        ("Two people died when a missile hit a village.", "MissileAttack", set(), {"Two people"}, "occurred"),
        ("Russia attacked a children's hospital in Kyiv.", "Attack", {"Russia"}, set(), "occurred"),
        ("Kenya attacked Chad with aerial bombing raids.", "Airstrike", {"Kenya"}, {"Chad"}, "occurred"),
        ("Kenya sabotaged efforts for peace talks with Chad.", "Obstruction", {"Kenya"}, set(), "occurred"),
        ("The bloc adopted sanctions targeting Moscow.", "Sanction", {"bloc"}, {"Russia"}, "occurred"),
        ("The envoys discussed a chemical attack in Chad.", "Attack", set(), set(), "occurred"),
        ("Peter Kato announced a meeting on Chad.", "Meeting", set(), set(), "planned"),
        ("Peter Kato condemned the raid, vowing Kenya would continue to support Chad.", "Assurance", {"Peter Kato"}, set(), "occurred"),
        ("They were met by Italian F-35 aircraft, deployed as part of a mission.", "Deployment", set(), set(), "occurred"),
        # who answers with what
        ("The rebels responded to Kenyan raids with dozens of missiles.", "Retaliation", {"rebels"}, {"Kenya"}, "occurred"),
        ("Rebels fired mortars and Kenya responded with heavy artillery fire.", "Shelling", {"Kenya"}, set(), "occurred"),
        ("Rockets were fired into Kenya on Thursday.", "RocketFire", set(), {"Kenya"}, "occurred"),
        ("A Kenyan drone hit the refinery.", "DroneAttack", {"Kenya"}, set(), "occurred"),
        ("Kenya fought a long war with Chad in 2006.", "ArmedConflict", {"Kenya"}, {"Chad"}, "occurred"),
        ("Peter Kato and Paul Okello spoke on the phone on Thursday.", "PhoneCall", {"Peter Kato", "Paul Okello"}, set(), "occurred"),
        ("Peter Kato was supposed to meet Paul Okello this week.", "Meeting", {"Peter Kato"}, {"Paul Okello"}, "planned"),
        ("They are trying to set a date for a meeting between Kenya and Chad.", "Meeting", {"Kenya", "Chad"}, set(), "planned"),
        ("Peter Kato's visit to Chad was likely to be postponed.", "Visit", {"Peter Kato"}, {"Chad"}, "possible"),
        ("The next round of talks between Kenya and Chad was to be held in May.", "Negotiation", {"Kenya", "Chad"}, set(), "planned"),
        (
            "He spoke of Peter Kato's upcoming visit to Chad for a summit with Paul Okello.",
            "Meeting", {"Peter Kato"}, {"Paul Okello"}, "planned",
        ),
        ("Peter Kato may reschedule his India visit.", "Visit", {"Peter Kato"}, {"India"}, "possible"),
        ("Kenya is working on organising a summit with Chad.", "Meeting", {"Kenya"}, {"Chad"}, "planned"),
        ("Peter Kato accused Chad of attempts to attack Kenya.", "Attack", {"Chad"}, {"Kenya"}, "ongoing"),
        ("When asked about it, Peter Kato said he did not know.", "Question", set(), {"Peter Kato"}, "occurred"),
        ("The border conflict between Kenya and Chad was not on the agenda.", "ArmedConflict", {"Kenya", "Chad"}, set(), "ongoing"),
    ],
)  # fmt: skip
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
        ("The missile, which landed on Friday, killed two people.", "Attack", "2020-06-12"),
        ("It was the first raid since 1998, when Chad bombed a camp.", "Bombing", "1998"),
        ("It was the first raid since 1998, when Chad bombed a camp.", "Raid", None),
        ("Chad's assaults violated a May 2 resolution.", "Attack", None),
        ("Chad's jets had struck a camp on Friday, the first such raid since 1971.", "Raid", "2020-06-12"),
        ("Chad waged a wave of air strikes on Friday against a militia.", "Airstrike", "2020-06-12"),
    ],
)
def test_which_event_a_day_belongs_to(pipeline: Pipeline, text: str, kind: str, day: str | None) -> None:
    assert dates(read(pipeline, text), kind) == [day]


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
        'General Peter Kato said the unit had been to Moyo Lado. On their way back the soldiers were ambushed by rebels '
        'led by Paul Okello. "One vehicle was destroyed," he added.'
    )  # fmt: skip
    assert [source for cue, source, _ in attributions(read(pipeline, text), text) if cue == "added"] == ["Peter Kato"]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Popular Army for the Restoration of Order shelled a town.", "Popular Army for the Restoration of Order", "ArmedGroup"),
        ("Putin met Jordanian King Abdullah II in Sochi.", "Abdullah II", "Person"),
    ],
)  # fmt: skip
def test_names_are_whole_and_titles_no_part_of_them(pipeline: Pipeline, text: str, name: str, kind: str) -> None:
    assert (name, kind) in {(a["name"], a["type"]) for a in read(pipeline, text)["actors"]}


def test_the_same_people_counted_again_are_the_same(pipeline: Pipeline) -> None:
    text = "Rebel ambush kills 13 Kenyan soldiers\nAt least 13 soldiers were killed in an ambush by rebels, a minister said."
    (found,) = told(read(pipeline, text), "Attack")
    assert found == ({"Rebel"}, {"13 Kenyan soldiers"}, "occurred")


def test_the_country_is_that_of_whom_the_sentence_is_about(pipeline: Pipeline) -> None:
    text = "Chad summoned the Sudanese envoy over air strikes on the country."
    assert told(read(pipeline, text), "Airstrike") == [(set(), {"Chad"}, "occurred")]


def test_a_headline_names_by_title_whom_the_lead_names(pipeline: Pipeline) -> None:
    text = "PM denies report\nPrime Minister Peter Kato denies a report that he had spoken to Paul Okello."
    record = read(pipeline, text)
    assert told(record, "Denial") == [({"Peter Kato"}, set(), "occurred")]


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


def test_the_spokesperson_is_the_one_who_spoke_before(pipeline: Pipeline) -> None:
    text = "A Kenyan defence ministry spokesperson denounced a raid. The spokesperson also criticised Chad."
    found = told(read(pipeline, text), "Accusation")
    assert [agents for agents, _, _ in found] == [{"Kenyan defence ministry spokesperson"}] * 2


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


def test_whose_statement_it_is(pipeline: Pipeline) -> None:
    text = (
        "Kenya's army said in a statement that rebels had shelled a village. They were Chadians, the statement added."
    )
    sources = {source for _, source, _ in attributions(read(pipeline, text), text)}
    assert sources == {"Kenya's army"}


def test_a_ministry_is_one_by_either_name(pipeline: Pipeline) -> None:
    text = "The Kenyan Ministry of Foreign Affairs summoned the envoy. The Kenyan foreign ministry denied that."
    bodies = [a["name"] for a in read(pipeline, text)["actors"] if a["type"] == "GovernmentBody"]
    assert len(bodies) == 1


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
        'Kenya must leave Chad, the Ugandan army said in a statement. "Kenya broke the truce," the statement said. "Chad '
        'will stay," it said.'
    )  # fmt: skip
    assert {source for _, source, _ in attributions(read(pipeline, text), text)} == {"Ugandan army"}


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


def test_the_counterpart_of_a_force_is_a_force(pipeline: Pipeline) -> None:
    text = "Chad protested the use of a cannon by the Kenya Coast Guard. The Chadian Coast Guard said its Kenyan counterpart fired at it."
    assert told(read(pipeline, text), "Attack")[0][0] == {"Kenya Coast Guard"}


def test_a_spokeswoman_is_not_of_the_state_whose_envoy_was_summoned(pipeline: Pipeline) -> None:
    text = (
        'Chad accused Kenya of ramming its boats. "The Kenyan ambassador has been summoned," foreign ministry spokeswoman '
        "Mary Okello told reporters."
    )  # fmt: skip
    record = read(pipeline, text)
    names = {a["id"]: a["name"] for a in record["actors"]}
    assert {names[o["of"]] for o in record["offices"] if names[o["holder"]] == "Mary Okello"} == {"Chad"}


def test_a_bare_form_goes_with_the_modal_before_it() -> None:
    doc = load_model()(
        "He stressed the urgency of a truce that would secure the release of hostages, allow aid, and create hope."
    )
    assert next(t for t in doc if t.text == "allow").head.text == "secure"


def test_a_deposed_president_is_not_the_one_in_office(pipeline: Pipeline) -> None:
    text = (
        "Envoys met deposed President Paul Okello on Monday. Nigerian President Peter Kato said the bloc would do its best. The "
        "deposed president said he was held hostage."
    )  # fmt: skip
    assert [s for cue, s, _ in attributions(read(pipeline, text), text)][-1] == "Paul Okello"


def test_an_aide_to_a_president_is_no_president(pipeline: Pipeline) -> None:
    record = read(
        pipeline, "Peter Kato, the foreign policy aide to the Azeri president, dismissed the report as nonsense."
    )
    names = {a["id"]: a["name"] for a in record["actors"]}
    assert "Peter Kato" not in {names[o["holder"]] for o in record["offices"]}


def test_what_an_attack_is_called_is_that_attack(pipeline: Pipeline) -> None:
    text = "Kenyan jets hit a camp on Monday. Chad called the strike an assassination. The strike was an act of aggression."
    attacks = [e for e in read(pipeline, text)["events"] if e["type"] in {"Attack", "Airstrike", "Assassination"}]
    assert len(attacks) == 1


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
        ("Kenya's Deputy Information Minister, Peter Kato, said so.", "Peter Kato", "deputy information minister", "Kenya"),
        ("Pagan Amum, head of Chad's negotiating team, told reporters so.", "Pagan Amum", "head", "Chad"),
    ],
)  # fmt: skip
def test_whose_office_it_is(pipeline: Pipeline, text: str, holder: str, office: str, of: str) -> None:
    record = read(pipeline, text)
    names = {a["id"]: a["name"] for a in record["actors"]}
    assert [(names[o["holder"]], o["office"], names.get(o["of"])) for o in record["offices"]] == [(holder, office, of)]


def test_a_war_named_after_a_land_is_nobodys(pipeline: Pipeline) -> None:
    assert [agents for agents, _, _ in told(read(pipeline, "Kenya spoke of the Ukraine war."), "ArmedConflict")] == [
        set()
    ]


def test_the_target_of_a_strike_is_not_whom_somebody_calls_on(pipeline: Pipeline) -> None:
    text = "Kenya called for the meeting following reports of the strike on a rebel-held town."
    record = read(pipeline, text)
    assert told(record, "Request") == [({"Kenya"}, set(), "occurred")]
    assert [recipients for _, recipients, _ in told(record, "Airstrike")] == [{"rebel"}]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Kenya bombed the militant group Jaish Nur.", "Jaish Nur", "ArmedGroup"),
        ("Jaish Nur is an armed group that attacked Kenya.", "Jaish Nur", "ArmedGroup"),
        ("Jets attacked Kurdistan Workers' Party (PKK) positions.", "PKK", "ArmedGroup"),
        ("Nairobi, Jun 16 (IANS): The Kenyan army shelled a village.", "Kenyan army", "ArmedForce"),
    ],
)  # fmt: skip
def test_what_a_name_names(pipeline: Pipeline, text: str, name: str, kind: str) -> None:
    actors = {a["name"]: a["type"] for a in read(pipeline, text)["actors"]}
    assert actors.get(name) == kind
    assert "Jun" not in actors


def test_what_answers_an_attack_is_not_that_attack(pipeline: Pipeline) -> None:
    text = "Kenya struck a camp on Friday in response to the aggression against Kenya."
    assert len([e for e in read(pipeline, text)["events"] if e["type"] in {"Attack", "Airstrike"}]) == 2


def test_a_ministry_has_no_airspace(pipeline: Pipeline) -> None:
    text = "Iraq's foreign ministry said the jets of Turkey violated its sovereignty."
    assert told(read(pipeline, text), "MilitaryAction") == [({"Turkey"}, {"Iraq"}, "occurred")]


def test_a_ministry_in_a_headline_is_the_one_of_the_text(pipeline: Pipeline) -> None:
    text = "Iraq summons Turkish envoy over air strikes: foreign ministry\nIraq's foreign ministry on Friday summoned the envoy."
    bodies = [a for a in read(pipeline, text)["actors"] if a["type"] == "GovernmentBody"]
    assert len(bodies) == 1


def test_the_minister_named_behind_his_title_is_the_one_before(pipeline: Pipeline) -> None:
    text = "Romania's defence minister said parts of a drone were found. Angel Tilvar, the minister, told reporters they were small."
    record = read(pipeline, text)
    names = {a["id"]: a["name"] for a in record["actors"]}
    assert {(names[o["holder"]], o["office"], names[o["of"]]) for o in record["offices"]} >= {
        ("Angel Tilvar", "defence minister", "Romania")
    }
