"""Reports of bombings, downings and seizures at sea, and of who speaks of them to the press."""

from __future__ import annotations

import pytest

from kg.pipeline import Pipeline
from tests.reading.telling import attributions, dates, kinds, offices, read, told


@pytest.mark.parametrize(
    ("text", "kind", "agents", "recipients"),
    [
        ("The Kenyan consulate bombing was condemned by Chad.", "Bombing", set(), {"Kenya"}),
        ("Police said the Nairobi airport attack took an hour.", "Attack", set(), {"Kenya"}),
        ("A Kenyan camp raid was condemned by Chad.", "Raid", {"Kenya"}, set()),
        (
            "A militant drove a truck laden with explosives into the embassy, killing ten people.",
            "Bombing",
            {"militant"},
            {"embassy", "people"},
        ),
        ("There was an assassination attempt on Paul Kato.", "Assassination", set(), {"Paul Kato"}),
        ("Police spoke of the assassination on Friday of Paul Kato.", "Assassination", set(), {"Paul Kato"}),
        ("Paul Kato was in charge of a crackdown on the minority.", "Coercion", {"Paul Kato"}, {"minority"}),
        ("The fighting left nine Kenyan soldiers dead.", "Clash", set(), {"Kenya"}),
        ("A bomb attack in Goma, which left six Kenyans dead, went on.", "Bombing", set(), {"Kenyans"}),
        ("The army must end its raids on the village.", "Raid", {"army"}, set()),
        ("Kenya scrambled jets to meet them, Paul Kato, who leads a force, said.", "Deployment", {"Kenya"}, set()),
        ("Paul Kato urged Peter Okello to meet with Mary Otieno.", "Meeting", {"Peter Okello"}, {"Mary Otieno"}),
        (
            "The Zambian minister had spoken on the phone with his Kenyan counterpart Peter Okello, Chadian Prime "
            "Minister Idris Deby and Ugandan president Mary Otieno about the war.",
            "PhoneCall",
            {"Zambian minister"},
            {"Peter Okello", "Idris Deby", "Mary Otieno"},
        ),
    ],
)
def test_who_did_what(pipeline: Pipeline, text: str, kind: str, agents: set[str], recipients: set[str]) -> None:
    found = [(who, whom) for who, whom, _ in told(read(pipeline, text), kind)]
    assert found == [(agents, recipients)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Paul Kato was in charge of the operation.", "Accusation"),
        ("The talks between Kenya and Chad hit a critical stage.", "Attack"),
        ("Paul Kato told Reuters by phone that he was safe.", "PhoneCall"),
        ("They were not authorized to make statements.", "Approval"),
        ("The ministry will take further action, Paul Kato said.", "MilitaryAction"),
        ("The report said the move took aim at Paul Kato.", "Accusation"),
        ("The ship fired warning shots at boats.", "Warning"),
        ("Kenya quickly backed away from that charge.", "Endorsement"),
        ("Paul Kato said Kenya was to blame.", "Accusation"),
        ("Paul Kato is pressing on with his mission.", "Request"),
        ("The mission of Kenya may yield a ceasefire.", "Concession"),
        ("Kenya declined to give details of the deal.", "Refusal"),
        ("Officials spoke on condition of anonymity to discuss the plan.", "Consultation"),
    ],
)
def test_what_is_no_event(pipeline: Pipeline, text: str, kind: str) -> None:
    assert told(read(pipeline, text), kind) == []


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Four people were killed ahead of a visit by Paul Kato.", "Visit", "planned"),
        ("Paul Kato had met Peter Okello ahead of a visit by Mary Otieno.", "Visit", "occurred"),
        ("Witnesses said a man set off an explosion.", "Bombing", "occurred"),
        ("A ceasefire is impossible, Kenya said.", "Ceasefire", "negated"),
        ("They hope for a long-awaited ceasefire.", "Ceasefire", "possible"),
        ("Kenya was unable to contact Chad.", "Consultation", "negated"),
        ("Paul Kato has decided to postpone a planned trip to Kenya.", "Visit", "postponed"),
        ("Paul Kato has decided to cancel a trip to Kenya.", "Cancellation", "occurred"),
        ("Paul Kato has decided to put off the talks, after consulting with Kenya.", "Consultation", "occurred"),
        ("Paul Kato called on the army to free them, stop the raids, and leave.", "Raid", "possible"),
    ],
)
def test_what_becomes_of_it(pipeline: Pipeline, text: str, kind: str, status: str) -> None:
    assert [s for _, _, s in told(read(pipeline, text), kind)] == [status]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("News agencies in Goma received a message from Kenya.", "News agencies in Goma", "NewsOrganization"),
        ("A militant organisation, Ansar al-Kato, shelled a town.", "Ansar al-Kato", "ArmedGroup"),
        ("The Office of Border Control said it struck a town.", "Office of Border Control", "GovernmentBody"),
        ("Kenya's Channel 7 News warned that an attack was coming.", "Channel 7 News", "NewsOrganization"),
        ("In Nairobi, a Kenyan navy source denied the attack.", "Kenyan navy source", "UnnamedSource"),
    ],
)
def test_what_kind_of_actor(pipeline: Pipeline, text: str, name: str, kind: str) -> None:
    assert kinds(read(pipeline, text)).get(name) == kind


def test_a_name_in_brackets_is_another_name_for_the_one_before(pipeline: Pipeline) -> None:
    text = "A militant group, Ansar al-Kato (Northern Front), shelled a town. The Northern Front denied the attack."
    (actor,) = [a for a in read(pipeline, text)["actors"] if a["name"] == "Ansar al-Kato"]
    assert actor["aliases"] == ["Northern Front"]


def test_the_colonel_is_the_one_who_was_named(pipeline: Pipeline) -> None:
    text = "Boats fired on a ship, said Col. Paul Kato. No one was hurt in the raid, according to the colonel."
    assert {source for _, source, _ in attributions(read(pipeline, text), text)} == {"Paul Kato"}


def test_a_statement_is_of_who_said_something(pipeline: Pipeline) -> None:
    text = (
        "Chad's foreign ministry said talks had begun. Nine soldiers died in a raid, according to Kenya's army. "
        "Paul Kato demanded an end to the raids, the statement said."
    )
    assert attributions(read(pipeline, text), text)[-1][1] == "Chad's foreign ministry"


def test_a_day_soon_to_come_is_of_this_year(pipeline: Pipeline) -> None:
    assert dates(read(pipeline, "Kenya held an election meeting on 2 July."), "Meeting") == ["2020-07-02"]
    assert dates(read(pipeline, "Kenya held an election meeting on 2 October."), "Meeting") == ["2019-10-02"]


def test_a_downing_told_by_other_words_is_the_same(pipeline: Pipeline) -> None:
    text = (
        "Chad said on Monday a Chadian warship downed a Kenyan drone. Chadian officials said they used jamming to "
        'bring down the unmanned aircraft. "We shot it down," Chadian President Paul Kato said.'
    )
    record = read(pipeline, text)
    assert told(record, "Interception") == [({"Chad"}, {"Kenya"}, "occurred")]
    assert told(record, "Attack") == []


def test_to_seize_a_ship_is_not_to_fire_on_it(pipeline: Pipeline) -> None:
    text = "# Chad seizes Kenyan ship\n\nChadian patrol boats fired on a Kenyan cargo ship on Monday."
    record = read(pipeline, text)
    assert (len(told(record, "Capture")), len(told(record, "Attack"))) == (1, 1)


def test_a_siege_is_none_of_the_blasts(pipeline: Pipeline) -> None:
    text = "Paul Kato, who is under siege by Kenyan troops, condemned the latest blast in Goma."
    record = read(pipeline, text)
    assert told(record, "Bombing") == [(set(), set(), "occurred")]
    assert told(record, "MilitaryAction") == [({"Kenya"}, set(), "occurred")]


def test_the_lead_tells_again_what_the_headline_told(pipeline: Pipeline) -> None:
    text = (
        "# Kenyan, Chadian ministers discuss border clash\n\nPaul Kato of Kenya and Peter Okello of Chad held talks "
        "over a clash that killed ten Kenyan soldiers.\n\nForeign ministers of Kenya and Chad on Wednesday held talks "
        "over a deadly border clash, Kenya said."
    )
    assert told(read(pipeline, text), "Clash") == [(set(), {"Kenya"}, "occurred")]


def test_the_act_that_is_answered_is_not_the_answer(pipeline: Pipeline) -> None:
    text = (
        "Rebels killed Paul Kato on Monday. Mary Otieno vowed that Kenya would retaliate over the killing. "
        '"Kenya will not leave this criminal act unanswered," Mary Otieno said.'
    )
    record = read(pipeline, text)
    assert attributions(record, text)[-1][2] == {"Assassination"}


def test_a_commander_of_whom_the_headline_tells_is_one_with_the_lead(pipeline: Pipeline) -> None:
    text = (
        "# Chad condemns Kenyan strike on a militia commander\n\nChad condemned Kenya after a drone strike on Monday "
        "that killed a militia commander."
    )
    record = read(pipeline, text)
    assert [a["name"] for a in record["actors"]].count("militia commander") == 1


def test_ministers_are_whom_the_text_calls_their_states(pipeline: Pipeline) -> None:
    text = (
        "The foreign ministers of Kenya and Chad held telephone talks on Wednesday. Both sides agreed in the call "
        "between Kenya's Paul Kato and Chad's Peter Okello to end the clash."
    )
    record = read(pipeline, text)
    assert offices(record) == {("Paul Kato", "foreign minister", "Kenya"), ("Peter Okello", "foreign minister", "Chad")}
    assert told(record, "PhoneCall") == [({"Paul Kato", "Peter Okello"}, set(), "occurred")]


def test_who_travels_to_a_state_is_of_another(pipeline: Pipeline) -> None:
    text = (
        "Prime Minister George Kato has decided to postpone a trip to Cairo after talks with Egyptian officials. The "
        "Greek prime minister had spoken by phone with Israeli Prime Minister Dan Okello."
    )
    assert ("George Kato", "prime minister", "Greece") in offices(read(pipeline, text))


def test_nuclear_powers_are_the_two_states(pipeline: Pipeline) -> None:
    text = "India and Pakistan held talks. It is the first clash between the nuclear powers in decades."
    assert told(read(pipeline, text), "Clash") == [({"India", "Pakistan"}, set(), "occurred")]


def test_a_possessor_in_a_headline_in_title_case_is_small_where_the_text_writes_it_small(pipeline: Pipeline) -> None:
    text = "# Kenya Vows Reply To Scientist's Killing\n\nKenya vowed to answer the killing of a scientist on Monday."
    assert not [a for a in read(pipeline, text)["actors"] if a["name"].startswith("Scientist")]
