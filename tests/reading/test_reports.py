"""Constructions of agency reports: who speaks, who is meant, when it was and what became of it."""

from __future__ import annotations

from datetime import date

import pytest

from kg.model import Document
from kg.pipeline import Pipeline, record_of
from kg.reading.given_names import gender_of
from tests.reading.telling import attributions, dates, kinds, offices, read, told


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
        ("Kenya left the pact on Tuesday, hours after Chad bombed a camp.", "Bombing", "2020-06-16"),
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
        ("Kenyan President Paul Kato threatened to bomb Chad.", "Bombing", {"Kenya"}),
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
        ("Paul Kato died on Friday when a drone fired on his car. The killing of Paul Kato angered Chad.", "Attack", 1),
        ("Paul Kato was killed in a strike. Ali Deby was killed alongside him.", "Airstrike", 1),
        ("Kato spoke to Ali Deby by phone. At the end of the conversation they agreed to meet.", "PhoneCall", 1),
    ],
)  # fmt: skip
def test_one_event_told_twice(pipeline: Pipeline, text: str, kind: str, count: int) -> None:
    record = read(pipeline, text)
    attacks = [e for e in record["events"] if e["type"] in {kind, "Attack"}]
    assert len(attacks) == count


def test_who_died_in_bed_is_nobodys_victim(pipeline: Pipeline) -> None:
    assert (
        told(read(pipeline, "Kenya bombed Chad in May. Ali Deby spoke. He left. Kato died of cancer."), "Attack") == []
    )


def test_what_papers_write_with_small_letters_is_known(pipeline: Pipeline) -> None:
    found = kinds(read(pipeline, "Ecowas and Opec agreed. The FSB service detained Paul Kato."))
    assert found["ECOWAS"] == found["OPEC"] == "InternationalOrganization"
    assert found["FSB"] == "GovernmentBody"


def test_a_name_goes_on_behind_an_observatory(pipeline: Pipeline) -> None:
    found = kinds(read(pipeline, "Jets hit Goma, said the Observatory for Human Rights."))
    assert "Observatory for Human Rights" in found


@pytest.mark.parametrize(
    ("text", "kind", "side", "who"),
    [
        ("Ali Deby led prayers for Paul Kato a day after he was killed by rebels.", "Attack", 1, {"Paul Kato"}),
        ("Paul Kato met Ali Deby in May. The pair agreed to leave.", "Agreement", 0, {"Paul Kato", "Ali Deby"}),
        ("Under a truce announced by Paul Kato, the envoy, guns fell silent.", "Ceasefire", 0, set()),
        ("Kenya and Chad expelled each other's diplomats.", "Expulsion", 1, {"Kenya", "Chad"}),
        ("Jack Sullivan telephoned Svetlana Kato. She has asked Chad to leave.", "Request", 0, {"Svetlana Kato"}),
        ("The rebels stormed Hadrut on Friday.", "GroundOperation", 1, set()),
        ("A man was held over the attack on Salman Kato.", "Attack", 1, {"Salman Kato"}),
    ],
)  # fmt: skip
def test_who_is_on_a_side(pipeline: Pipeline, text: str, kind: str, side: int, who: set[str]) -> None:
    assert told(read(pipeline, text), kind)[0][side] == who


def test_that_attack_is_the_one_told_of_last(pipeline: Pipeline) -> None:
    text = "# Attack on Goma\n\nRebels hit Goma. Kenya began a rocket attack on Chad. Kato denounced that attack."
    found = read(pipeline, text)
    (rockets,) = [e for e in found["events"] if e["type"] == "RocketFire"]
    assert len(rockets["mentions"]) == 2


@pytest.mark.parametrize(
    ("text", "kind", "day", "status"),
    [
        ("The council meets on Friday.", "Meeting", "2020-06-19", "planned"),
        ("The council met on Monday.", "Meeting", "2020-06-15", "occurred"),
    ],
)
def test_what_is_told_in_the_present_may_lie_ahead(
    pipeline: Pipeline, text: str, kind: str, day: str, status: str
) -> None:
    record = read(pipeline, text)
    assert dates(record, kind) == [day]
    assert [s for _, _, s in told(record, kind)] == [status]


def test_who_rejects_this_denies_it(pipeline: Pipeline) -> None:
    text = "Kenya accused Chad of an attack on Goma. Chad rejected this."
    record = read(pipeline, text)
    assert [(a["stance"], len(a["about"])) for a in record["attributions"]] == [("denies", 1)]
    assert told(record, "Denial") == [({"Chad"}, set(), "occurred")]


def test_an_office_with_a_capital_is_a_body(pipeline: Pipeline) -> None:
    assert kinds(read(pipeline, "The Prime Minister's Office warned Chad.")) == {
        "Prime Minister's Office": "GovernmentBody", "Chad": "State",
    }  # fmt: skip


def test_whose_envoy_and_whose_chief(pipeline: Pipeline) -> None:
    text = "Chad lost control, and Kenya sent its envoy, Paul Kato. Ryanair chief executive Ali Deby accused Chad."
    assert {(o[0], o[2]) for o in offices(read(pipeline, text))} == {("Paul Kato", "Kenya"), ("Ali Deby", "Ryanair")}


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Kato had warned Chad when he telephoned Ali Deby, his office said.", {"Warning", "PhoneCall"}),
        ("Kenya bombed Goma on Monday. Officials said that it had been planned.", {"Bombing"}),
        ("Kenya bombed Goma and the army shelled Kabo, according to two officials.", {"Bombing", "Shelling"}),
        ("Gunmen attacked the base. Ali Deby told Chad that it was likely that Kenya was responsible.", {"Attack"}),
        ("Gunmen attacked the base. Ali Deby said that Kenya was behind it.", {"Attack"}),
        ("Chad bombed Goma. Ali Deby said that Paul Kato was responsible for peace.", set()),
        ("Chad bombed Goma. Ali Deby contradicted Kenya: it was, he said, an accident.", {"Bombing"}),
        ("Kato issued an order, which he was said to have issued at a meeting in Goma.", {"Order"}),
    ],
)  # fmt: skip
def test_what_is_said_with_it(pipeline: Pipeline, text: str, about: set[str]) -> None:
    assert attributions(read(pipeline, text), text)[-1][2] == about


def test_a_list_of_given_names_is_checked() -> None:
    assert gender_of("Theresa Kato") == "female"
    assert gender_of("José Kato") == "male"
    assert gender_of("Theresa") is None


@pytest.mark.parametrize("day", [date.min, date.max])
@pytest.mark.parametrize("words", ["yesterday", "tomorrow", "last month", "next month", "next year", "999 years ago"])
def test_what_lies_outside_the_calendar_is_left_open(pipeline: Pipeline, day: date, words: str) -> None:
    (graph,) = pipeline.graphs([Document("t", f"Kenya attacked Chad {words}.", published=day)])
    (attack,) = record_of(graph)["events"]
    assert attack["type"] == "Attack"


@pytest.mark.parametrize(
    ("text", "kind", "places"),
    [
        ("The army shelled Kabo for two days.", "Shelling", {"Kabo"}),
        ("Kenyan jets bombed Khuzaa overnight.", "Airstrike", {"Khuzaa"}),
        ("Gunmen attacked the embassies in Kinshasa. The assault on Goma killed two.", "Attack", {"Kinshasa", "Goma"}),
        ("Kenya condemned the assault on Goma. Chad condemned the assault on Kabo.", "Attack", {"Goma", "Kabo"}),
    ],
)
def test_attacks_in_two_towns_are_two(pipeline: Pipeline, text: str, kind: str, places: set[str]) -> None:
    events = [e for e in read(pipeline, text)["events"] if e["type"] == kind]
    assert {e["place"] for e in events} == places
    assert len(events) == len(places)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Chad's foreign ministry spokesman, Ali Deby, spoke.",
            {("Ali Deby", "foreign ministry spokesman", "Chad's foreign ministry")},
        ),
        (
            "King Salman met Paul Kato. Crown Prince Mohammed bin Salman met Ali Deby.",
            {("Salman", "king", "Saudi Arabia"), ("Mohammed bin Salman", "crown prince", "Saudi Arabia")},
        ),
        ("Unification Minister Cho Min-ho met Kato.", {("Cho Min-ho", "unification minister", "South Korea")}),
        (
            "UAE Minister of State for Foreign Affairs Anwar Gargash met Chad.",
            {("Anwar Gargash", "minister of state for foreign affairs", "United Arab Emirates")},
        ),
        (
            "Under Secretary of State for Political Affairs Ali Deby met Chad.",
            {("Ali Deby", "under secretary of state for political affairs", "United States")},
        ),
        ("Treasury Secretary Steven Kato met Chad.", {("Steven Kato", "treasury secretary", "United States")}),
    ],
)
def test_what_a_title_holds(pipeline: Pipeline, text: str, found: set[tuple[str, str, str]]) -> None:
    assert offices(read(pipeline, text)) == found


def test_a_briefing_by_telephone_is_a_call(pipeline: Pipeline) -> None:
    record = read(pipeline, "Ali Deby was briefed by telephone by Paul Kato.")
    assert told(record, "PhoneCall") == [({"Paul Kato"}, {"Ali Deby"}, "occurred")]
    assert told(record, "Notification") == [({"Paul Kato"}, {"Ali Deby"}, "occurred")]


def test_a_rebel_alliance_is_no_union_of_states(pipeline: Pipeline) -> None:
    text = "The North Atlantic Treaty Organization warned rebels. The rebel alliance attacked Kenya."
    assert told(read(pipeline, text), "Attack") == [({"rebels"}, {"Kenya"}, "occurred")]


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        ("The army attacked Chad, said Hanna Maliar, a deputy defense minister.", "said", "Hanna Maliar"),
    ],
)  # fmt: skip
def test_who_stands_before_the_title_told_it(pipeline: Pipeline, text: str, cue: str, source: str) -> None:
    assert [(a[0], a[1]) for a in attributions(read(pipeline, text), text)] == [(cue, source)]


def test_a_strike_of_another_state_is_another_strike(pipeline: Pipeline) -> None:
    text = (
        "Kenya bombed militants inside Chad on Monday, killing nine people. "
        "Kenya says that two children were killed in the Chadian strike."
    )
    record = read(pipeline, text)
    assert told(record, "Bombing") == [({"Kenya"}, {"militants", "people"}, "occurred")]
    assert [agents for agents, _, _ in told(record, "Airstrike")] == [{"Chad"}]


def test_what_is_done_beside_a_denial_is_done(pipeline: Pipeline) -> None:
    text = "Paul Kato denied that Mossad had ever operated there and cancelled talks with Chad."
    assert told(read(pipeline, text), "Cancellation") == [({"Paul Kato"}, {"Chad"}, "occurred")]


def test_nobody_else_is_an_ambassador(pipeline: Pipeline) -> None:
    text = (
        "Iran summoned Pakistan's ambassador. "
        "Abbas Araghchi, Iran's foreign minister, assured his Pakistani counterpart, Jalil Jilani."
    )
    assert ("Jalil Jilani", "ambassador", "Pakistan") not in offices(read(pipeline, text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Chad sent home the crew of the plane.", "Release"), ("Kenya sent home three destroyers.", "Withdrawal")],
)
def test_who_is_sent_home(pipeline: Pipeline, text: str, kind: str) -> None:
    assert len(told(read(pipeline, text), kind)) == 1


def test_a_trip_called_off_by_another_is_the_one_told_of(pipeline: Pipeline) -> None:
    record = read(pipeline, "Ali Deby was to visit Chad. Paul Kato cancelled the visit.")
    assert told(record, "Visit") == [({"Ali Deby"}, {"Chad"}, "cancelled")]


def test_who_alone_was_named_is_the_chief(pipeline: Pipeline) -> None:
    record = read(pipeline, "Then Paul Kato turned his column around. The mercenary chief warned Chad.")
    assert told(record, "Warning") == [({"Paul Kato"}, {"Chad"}, "occurred")]


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        ('"Chad attacked Kenya, and nobody cared," complained the minister.', "complained", "minister"),
        ('"They struck a building of Chad," countered the ambassador, Paul Kato.', "countered", "Paul Kato"),
        ("Paul Kato retorted that Chad had attacked Kenya.", "retorted", "Paul Kato"),
    ],
)
def test_who_answers_says_so(pipeline: Pipeline, text: str, cue: str, source: str) -> None:
    assert [(a[0], a[1]) for a in attributions(read(pipeline, text), text)] == [(cue, source)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The army attacked Chad, said Hanna Maliar, a deputy defense minister.", "Hanna Maliar"),
        ("His deputy, Yunus-bek Yevkurov, met Ali Deby.", "Yunus-bek Yevkurov"),
    ],
)
def test_a_title_beside_a_rare_name_makes_it_a_persons(pipeline: Pipeline, text: str, name: str) -> None:
    assert kinds(read(pipeline, text))[name] == "Person"


def test_when_somebody_was_told_is_not_what_is_denied(pipeline: Pipeline) -> None:
    text = "Officials denied that they had played the tape for Paul Kato when he visited Chad."
    record = read(pipeline, text)
    assert [a[2] for a in attributions(record, text)] == [set()]
    assert told(record, "Visit") == [({"Paul Kato"}, {"Chad"}, "occurred")]


def test_a_capital_before_an_attack_is_where_it_was(pipeline: Pipeline) -> None:
    assert told(read(pipeline, "The Damascus strike killed Paul Kato."), "Airstrike")[0][0] == set()
    assert told(read(pipeline, "The Syrian strike killed Paul Kato."), "Airstrike")[0][0] == {"Syria"}


def test_it_is_not_the_paper_that_was_told(pipeline: Pipeline) -> None:
    record = read(pipeline, "Kenya is silent. Officials told the New York Times that it had bombed Chad.")
    assert told(record, "Bombing") == [({"Kenya"}, {"Chad"}, "occurred")]
