"""Constructions of agency reports: who speaks, who is meant, when it was and what became of it."""

from __future__ import annotations

import pytest

from kg.pipeline import Pipeline
from tests.reading.telling import attributions, dates, offices, read, told


@pytest.mark.parametrize(
    ("text", "kind", "agents", "recipients", "status"),
    [
        # words
        ("Kenya offered to mediate.", "Statement", {"Kenya"}, set(), "occurred"),
        ("Chad has offered a battalion.", "Statement", {"Chad"}, set(), "occurred"),
        ("The army gave the rebels seven days to leave.", "Request", {"army"}, {"rebels"}, "occurred"),
        ("Kenya gave Chad until Friday to explain.", "Request", {"Kenya"}, {"Chad"}, "occurred"),
        ("Kenya vowed to hit back.", "Retaliation", {"Kenya"}, set(), "planned"),
        ("Kenya threw out ten diplomats.", "Expulsion", {"Kenya"}, {"diplomats"}, "occurred"),
        ("Kenya closed its consulate in Goma.", "Sanction", {"Kenya"}, set(), "occurred"),
        ("Kenya detained a Chadian ship.", "Capture", {"Kenya"}, {"Chad"}, "occurred"),
        ("The Houthis seized a cargo ship.", "Raid", {"Houthis"}, set(), "occurred"),
        ("The coastguard barred their way.", "MilitaryAction", {"coastguard"}, set(), "occurred"),
        ("Protesters hurled smoke grenades at the embassy.", "Protest", {"Protesters"}, {"embassy"}, "occurred"),
        ("Paul Kato called Ali Deby a liar.", "Accusation", {"Paul Kato"}, {"Ali Deby"}, "occurred"),
        ("Okello asked why Kato was hiding.", "Question", {"Okello"}, {"Kato"}, "occurred"),
        ("Kato telephoned Okello on Monday to congratulate him.", "PhoneCall", {"Kato"}, {"Okello"}, "occurred"),
        ("Paul Kato proclaimed himself head of state.", "Appointment", {"Paul Kato"}, set(), "occurred"),
        ("Kenya named Paul Kato prime minister.", "Appointment", {"Kenya"}, {"Paul Kato"}, "occurred"),
        ("Chad sent a delegation to Kenya.", "Visit", {"Chad"}, {"Kenya"}, "occurred"),
        ("Kato will see Ali Deby in Goma.", "Meeting", {"Kato"}, {"Ali Deby"}, "planned"),
        ("Kato told Ali Deby about the strike.", "Notification", {"Kato"}, {"Ali Deby"}, "occurred"),
        ("Kato told Ali Deby that the talks were over.", "Notification", {"Kato"}, {"Ali Deby"}, "occurred"),
        ("Kenya ordered troops to the border.", "Deployment", {"Kenya"}, set(), "planned"),
        ("Kenya condemned the sinking of the corvette.", "Attack", set(), set(), "occurred"),
        ("Rebels broke into the embassy.", "Raid", {"Rebels"}, {"embassy"}, "occurred"),
        ("Chad said that its soldiers had been fired upon by Kenya.", "Attack", {"Kenya"}, {"Chad"}, "occurred"),
        ("Kato proposed that Chad should leave Kenya.", "Request", {"Kato"}, {"Chad"}, "occurred"),
        ("Chad has named a general, Ali Deby, to succeed him.", "Appointment", {"Chad"}, {"Ali Deby"}, "occurred"),
        ("Chad warned against any use of force by Kenya.", "MilitaryAction", {"Kenya"}, set(), "possible"),
        ("Kenya has taken Chad's side.", "Endorsement", {"Kenya"}, {"Chad"}, "occurred"),
        ("Kenya has banned marches.", "Obstruction", {"Kenya"}, set(), "occurred"),
        ("Chadian tanks rolled toward the frontier.", "Deployment", {"Chad"}, set(), "occurred"),
        ("Jiang Zemin left on Monday for a tour of Asia.", "Visit", {"Jiang Zemin"}, set(), "occurred"),
        ("A delegation scrapped a trip to Chad.", "Visit", {"delegation"}, {"Chad"}, "cancelled"),
        ("Under the agreement announced on Monday, Chad will withdraw.", "Agreement", set(), set(), "occurred"),
        # whom
        ("Kenya and Chad accused each other of lying.", "Accusation", {"Kenya", "Chad"}, {"Kenya", "Chad"}, "occurred"),
        ("Kenyan and Chadian soldiers clashed on Monday.", "Clash", {"Kenya", "Chad"}, set(), "occurred"),
        ("The council met on Monday at Kenya's request.", "Request", {"Kenya"}, {"council"}, "occurred"),
        ("Paul Kato complained that Chad had lied.", "Accusation", {"Paul Kato"}, {"Chad"}, "occurred"),
        ("Kato invited Ali Deby to a meeting on Friday.", "Meeting", {"Kato", "Ali Deby"}, set(), "possible"),
        ("Paul Kato, due to meet Ali Deby on Friday, said no.", "Meeting", {"Paul Kato"}, {"Ali Deby"}, "planned"),
        # what became of it
        ("Kato was to have met Ali Deby on Monday.", "Meeting", {"Kato"}, {"Ali Deby"}, "cancelled"),
        ("Kato met Deby in Goma, where he was hosting a summit.", "Meeting", {"Kato"}, {"Deby"}, "occurred"),
        ("Kato left Monday, three days before a summit of Chad.", "Meeting", {"Chad", "Kato"}, set(), "planned"),
        ("A truce, to be followed by talks, began.", "Negotiation", set(), set(), "planned"),
        ("Kenya warned that anyone who attacked Chad would pay.", "Attack", set(), {"Chad"}, "possible"),
        ("Kenya urged Chad to lift the blockade.", "MilitaryAction", set(), set(), "ongoing"),
        ("Kenya offered to mediate. Chad turned the offer down.", "Negotiation", {"Kenya"}, set(), "attempted"),
        ("Kenya's offer to mediate was declined by Chad.", "Negotiation", {"Kenya"}, set(), "attempted"),
        ("Requests for a visit to Kenya have been turned down in Chad.", "Visit", set(), {"Kenya"}, "attempted"),
        ("Iran denied any involvement in the attack.", "Attack", set(), set(), "occurred"),
        ("They denied having told Paul Kato when he visited Chad.", "Visit", {"Paul Kato"}, {"Chad"}, "occurred"),
        ("Chad asked for an emergency session, which took place on Monday.", "Meeting", {"Chad"}, set(), "occurred"),
        ("Further sanctions against Chad are to follow.", "Sanction", set(), {"Chad"}, "planned"),
        ("Kenya is seeking a resolution demanding access.", "Request", {"Kenya"}, set(), "possible"),
        ("Paul Kato promised no aid.", "Assurance", {"Paul Kato"}, set(), "negated"),
        ("Kenya will attack if Chad does not commit itself to a withdrawal.", "Withdrawal", set(), set(), "possible"),
        ("They agreed that they would go on cooperating.", "Cooperation", set(), set(), "planned"),
        ("They urged Kenya to keep them until five Chadians are set free.", "Release", set(), {"Chadians"}, "possible"),
    ],
)  # fmt: skip
def test_who_did_what(
    pipeline: Pipeline, text: str, kind: str, agents: set[str], recipients: set[str], status: str
) -> None:
    assert (agents, recipients, status) in told(read(pipeline, text), kind)


def test_who_declines_to_discuss_has_held_no_talk(pipeline: Pipeline) -> None:
    record = read(pipeline, "Paul Kato refused to discuss the matter.")
    assert told(record, "Consultation") == []
    assert told(record, "Refusal") == [({"Paul Kato"}, set(), "occurred")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "The decision, said Paul Kato, the union's secretary-general, would send Chad a message.",
            ("said", "Paul Kato", {"Notification"}),
        ),
        (
            '"We will not," said Paul Kato, the Kenyan minister, who on a visit to Goma blamed the raid on Chad.',
            ("said", "Paul Kato", set()),
        ),
        (
            "Paul Kato said after meeting his Chadian counterpart, Ali Deby, that the attack could not be excused.",
            ("said", "Paul Kato", {"Attack"}),
        ),
        ("Kenya has denied making threats against Chad.", ("denied", "Kenya", {"Threat"})),
        ("The raid killed ten, as the rebels claimed.", ("claimed", "rebels", {"Raid"})),
        (
            "Ali Deby offered to mediate, but Chad wants sanctions first, its minister said.",
            ("said", "its minister", {"Sanction"}),
        ),
        (
            'Commandos raided the ship on Monday. "This is terrorism," said Paul Kato.',
            ("said", "Paul Kato", {"Raid"}),
        ),
    ],
)  # fmt: skip
def test_who_says_what(pipeline: Pipeline, text: str, said: tuple[str, str, set[str]]) -> None:
    assert said in attributions(read(pipeline, text), text)


@pytest.mark.parametrize(
    "sentence",
    [
        "Nairobi called that a lie.",
        "Chad's Defence Ministry called the allegation an absolute lie.",
        "A former officer told the BBC that was fanciful.",
        '"A fabrication," says Paul Kato.',
        "Okello told the BBC he did not believe that Chad had staged the attack.",
    ],
)
def test_who_calls_it_false_denies(pipeline: Pipeline, sentence: str) -> None:
    record = read(pipeline, f"Chad accused Kenya of an attack on a village. {sentence}")
    assert "denies" in {a["stance"] for a in record["attributions"]}


def test_what_others_charge_keeps_their_status(pipeline: Pipeline) -> None:
    record = read(pipeline, "Kenya, which denies Chadian charges that it has sent troops to the front, left.")
    assert [status for _, _, status in told(record, "Deployment")] == ["occurred"]


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("Three days after the clash, envoys met in Goma on Monday.", "Clash", "2020-06-12"),
        ("Kenya left the pact on Tuesday, hours after Chad bombed a camp.", "Airstrike", "2020-06-16"),
        ("Kenya suspended a pact meant to keep the peace on Monday.", "OfficialAct", "2020-06-15"),
        ("Kato invited the envoys to a meeting on Friday.", "Meeting", "2020-06-19"),
        ("A bomb hit Goma on Monday as Paul Kato met Ali Deby.", "Meeting", "2020-06-15"),
        ("Paul Kato rejected the charge when he met Ali Deby on Monday.", "Denial", "2020-06-15"),
        ("Kato arrived on Monday. He had spoken to Ali Deby by phone earlier in the day.", "PhoneCall", "2020-06-15"),
        ("Kato told Ali Deby in a call late on Tuesday that he would wait.", "PhoneCall", "2020-06-16"),
        ("In August 2013, after rebels killed hundreds, Kato threatened to leave.", "Attack", "2013-08"),
    ],
)  # fmt: skip
def test_when(pipeline: Pipeline, text: str, kind: str, day: str) -> None:
    assert dates(read(pipeline, text), kind) == [day]


def test_hours_before_may_be_another_day(pipeline: Pipeline) -> None:
    assert dates(read(pipeline, "Kato called on Tuesday, hours before Ali Deby's visit."), "Visit") == [None]


def test_who_is_named_as_something_holds_it(pipeline: Pipeline) -> None:
    text = "Kenya named an economist, Ali Zeine, as prime minister. Paul Kato proclaimed himself head of state."
    assert {(holder, title) for holder, title, _ in offices(read(pipeline, text))} >= {
        ("Ali Zeine", "prime minister"), ("Paul Kato", "head of state"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "office"),
    [
        (
            "Ali Deby, spokesman of the Chadian Foreign Ministry, spoke.",
            ("Ali Deby", "spokesman", "Chadian Foreign Ministry"),
        ),
        ("Ali Deby, the commander of the presidential guard, left.", ("Ali Deby", "commander", "presidential guard")),
        ('"No," said Paul Kato\'s spokesman, Ali Deby.', ("Ali Deby", "spokesman", "Paul Kato")),
        (
            "British Foreign Secretary Paul Kato agreed, whereas his German colleague, Heiko Maas, did not.",
            ("Heiko Maas", "foreign minister", "Germany"),
        ),
        (
            "US Secretary of State Paul Kato met his Russian counterpart, Ali Deby.",
            ("Ali Deby", "foreign minister", "Russia"),
        ),
        (
            "President Paul Kato of Kenya asked the court to try his Chadian counterpart, Ali Deby.",
            ("Ali Deby", "president", "Chad"),
        ),
    ],
)  # fmt: skip
def test_of_whom_an_office_is(pipeline: Pipeline, text: str, office: tuple[str, str, str]) -> None:
    assert office in offices(read(pipeline, text))


def test_the_first_leader_to_do_something_holds_no_office_by_that(pipeline: Pipeline) -> None:
    assert offices(read(pipeline, "Paul Kato, the first Kenyan leader to visit Chad, left.")) == set()


@pytest.mark.parametrize(
    ("text", "kind", "agents"),
    [
        ("Kenya and Chad fought. The two sides' commanders agreed to a truce.", "Agreement", {"Kenya", "Chad"}),
        ("Kenya attacked Chad. An offer of talks was declined by the two capitals.", "Refusal", {"Kenya", "Chad"}),
        ("Kenya attacked Chad. The two navies exchanged fire.", "Clash", {"Kenya", "Chad"}),
        ("Ali Deby met Chad's Paul Kato. The two agreed to leave.", "Agreement", {"Ali Deby", "Paul Kato"}),
        (
            "Juma Farah kept Ali Deby and Chad's Paul Kato at the table. The two ministers agreed to leave.",
            "Agreement",
            {"Ali Deby", "Paul Kato"},
        ),
        ("Kenyan President Paul Kato said that his army would attack Goma.", "Attack", {"Kenya"}),
        ("Rebels spoke. One of them, Paul Kato, accused Chad of lying.", "Accusation", {"Paul Kato"}),
        ("Kenyan President Paul Kato threatened to bomb Chad.", "Airstrike", {"Kenya"}),
        ("On Sunday lawmakers accused Chad.", "Accusation", {"lawmakers"}),
        ("In Nairobi rebels burned a bus.", "Attack", {"rebels"}),
    ],
)  # fmt: skip
def test_who_is_meant(pipeline: Pipeline, text: str, kind: str, agents: set[str]) -> None:
    assert agents in [one for one, _, _ in told(read(pipeline, text), kind)]


def test_she_is_the_woman_whom_she_meant_before(pipeline: Pipeline) -> None:
    text = "Victoria Kato fared badly. She spent two hours with Musa Barmou. Ali Deby did not receive her."
    assert told(read(pipeline, text), "Meeting")[-1][1] == {"Victoria Kato"}


def test_whose_army_attacks_a_land_is_another(pipeline: Pipeline) -> None:
    assert told(read(pipeline, "Kenya accused Uganda. Its army attacked Uganda."), "Attack")[0][0] == {"Kenya"}


def test_people_are_named_without_their_number(pipeline: Pipeline) -> None:
    (actor,) = [a for a in read(pipeline, "Kenya detained more than 600 activists.")["actors"] if a["type"] == "Group"]
    assert actor["name"] == "activists"
    assert "more than 600 activists" in actor["aliases"]


@pytest.mark.parametrize(
    ("text", "kind", "count"),
    [
        ("Kenyan and Chadian troops clashed in Goma. Twenty Kenyans were killed on Monday night.", "Clash", 1),
        ("Rebels bombed a camp in Chad. More than 80 people died. Kato deplored the deaths.", "Bombing", 1),
        ("Kato died on Friday when a drone fired on his car. The killing of Kato angered Chad.", "Assassination", 1),
        ("Paul Kato was killed in a strike. Ali Deby was killed alongside him.", "Airstrike", 1),
        ("Kato spoke to Ali Deby by phone. At the end of the conversation they agreed to meet.", "PhoneCall", 1),
    ],
)  # fmt: skip
def test_one_event_told_twice(pipeline: Pipeline, text: str, kind: str, count: int) -> None:
    record = read(pipeline, text)
    attacks = [e for e in record["events"] if e["type"] in {kind, "Attack"}]
    assert len(attacks) == count
