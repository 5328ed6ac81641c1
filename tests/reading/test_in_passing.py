"""What relative clauses, appositions and pronouns of one sentence tell of the acts and people of another."""

from __future__ import annotations

import pytest

from kg.pipeline import Pipeline
from tests.reading.telling import attributions, dates, kinds, offices, read, told


@pytest.mark.parametrize(
    ("text", "agents", "recipients"),
    [
        ("An attack in which gunmen killed 12 soldiers was condemned.", {"gunmen"}, {"soldiers"}),
        (
            "At issue was the raid of May 1, in which Chadian aircraft bombed a rebel camp and killed 25 people.",
            {"Chad"},
            {"rebel", "people"},
        ),
    ],
)
def test_a_clause_that_goes_on_to_tell_an_attack_is_of_that_attack(
    pipeline: Pipeline, text: str, agents: set[str], recipients: set[str]
) -> None:
    record = read(pipeline, text)
    attacks = [e for e in record["events"] if e["type"] in {"Attack", "Raid", "Airstrike"}]
    assert len(attacks) == 1
    assert told(record, attacks[0]["type"]) == [(agents, recipients, "occurred")]


def test_talks_in_which_somebody_mediated_are_one(pipeline: Pipeline) -> None:
    record = read(pipeline, "The truce followed two days of negotiations in which Kenya had mediated.")
    assert told(record, "Negotiation") == [({"Kenya"}, set(), "occurred")]


def test_what_sums_up_a_clause_is_of_who_acts_in_it(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "The two countries fought for four days in May after gunmen killed 26 tourists at Kabo, an attack that Chad "
        "blamed on Kenya.",
    )
    assert told(record, "Attack") == [({"gunmen"}, {"tourists"}, "occurred")]


def test_who_is_named_behind_a_clause_does_not_act_in_it(pipeline: Pipeline) -> None:
    record = read(pipeline, "China, which supplies most of Pakistan's arms, and Saudi Arabia both offered to help.")
    assert told(record, "MilitaryAid") == [({"China"}, {"Pakistan"}, "ongoing")]


def test_a_truce_that_is_announced_is_no_day_younger(pipeline: Pipeline) -> None:
    record = read(
        pipeline, "The army signed a truce on Sunday. The truce, announced by Paul Kato on Monday, has held so far."
    )
    assert dates(record, "Ceasefire") == ["2020-06-14"]
    assert [status for _, _, status in told(record, "Ceasefire")] == ["occurred"]


@pytest.mark.parametrize(
    ("text", "kind", "agents", "recipients"),
    [
        (
            "Paul Kato told the Security Council that Chad was planning an attack and urged it to intervene.",
            "Request",
            {"Paul Kato"},
            {"UN Security Council"},
        ),
        (
            "While Peter Okello was away, Paul Kato received Jim Tutu, the head of the service, and asked him to go.",
            "Request",
            {"Paul Kato"},
            {"Jim Tutu"},
        ),
        ("Chad's balloons drifted off. Kenya said its army would shoot them down.", "Attack", {"Kenya"}, set()),
        ("Paul Kato had telephoned Jim Tutu to assure him of aid.", "Assurance", {"Paul Kato"}, {"Jim Tutu"}),
        (
            "Chad invited foreign experts. The promise that Paul Kato gave Jim Tutu during their summit was kept.",
            "Meeting",
            {"Paul Kato", "Jim Tutu"},
            set(),
        ),
        (
            "Kenya expelled the envoy after the then president, Jim Tutu, gave asylum to two women.",
            "Aid",
            {"Jim Tutu"},
            {"women"},
        ),
        (
            "Paul Kato called his Chadian counterpart, Jim Tutu, a liar on Friday.",
            "Accusation",
            {"Paul Kato"},
            {"Jim Tutu"},
        ),
        (
            "In Seoul, Hong Jun-pyo, leader of the Liberty Korea Party, denounced the meeting as a show.",
            "Accusation",
            {"Hong Jun-pyo"},
            set(),
        ),
        ("Joint exercises of Chadian and Kenyan troops began on Friday.", "MilitaryExercise", {"Chad", "Kenya"}, set()),
        ("Kenya handed a note of protest to the Chadian embassy.", "Accusation", {"Kenya"}, {"Chadian embassy"}),
        ("Police outside the embassy had orders not to enter it.", "Order", set(), {"Police"}),
        ("Kenya broke with Chad on March 3.", "Sanction", {"Kenya"}, {"Chad"}),
        ("The quarrel had brought tanks to the border.", "Deployment", set(), set()),
        ("The envoy of Chad was called in to the ministry.", "Request", set(), {"envoy of Chad"}),
    ],
)
def test_who_does_it_to_whom(pipeline: Pipeline, text: str, kind: str, agents: set[str], recipients: set[str]) -> None:
    assert [found[:2] for found in told(read(pipeline, text), kind)] == [(agents, recipients)]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya gave the Chadian ambassador, Paul Kato, 72 hours to leave the country.",
        "Kenya gave Paul Kato a week to leave.",
        "The congress in Kenya declared Paul Kato persona non grata.",
    ],
)
def test_who_is_told_to_leave_is_expelled(pipeline: Pipeline, text: str) -> None:
    assert [recipients for _, recipients, _ in told(read(pipeline, text), "Expulsion")] == [{"Paul Kato"}]


def test_who_is_given_a_week_is_to_do_it(pipeline: Pipeline) -> None:
    record = read(pipeline, "The rebels gave the army a week to pull out of the town.")
    assert [agents for agents, _, _ in told(record, "Withdrawal")] == [{"army"}]


def test_a_body_that_is_called_is_not_phoned(pipeline: Pipeline) -> None:
    record = read(
        pipeline, "He spoke after a meeting of the Security Commission, which had been called at short notice."
    )
    assert told(record, "PhoneCall") == []


def test_what_stays_in_force_is_ongoing(pipeline: Pipeline) -> None:
    record = read(pipeline, "Paul Kato warned that sanctions would stay in force until Chad had given in.")
    assert [status for _, _, status in told(record, "Sanction")] == ["ongoing"]


def test_on_what_an_answer_depends_is_still_to_come(pipeline: Pipeline) -> None:
    record = read(pipeline, "Chad warned that it would respond if the ban was not lifted by Friday.")
    assert dates(record, "Concession") == ["2020-06-19"]


def test_two_who_meet_later(pipeline: Pipeline) -> None:
    record = read(
        pipeline, "Kenya said its president would raise them with Paul Kato when the two meet in Rome next week."
    )
    assert told(record, "Meeting") == [({"its president", "Paul Kato"}, set(), "planned")]


def test_a_president_of_one_that_acts_alone(pipeline: Pipeline) -> None:
    text = (
        "Estonia and Latvia voiced their support, while the European Commission promised aid. Its president, "
        "Ursula von der Leyen, accused Belarus of fraud."
    )
    assert ("Ursula von der Leyen", "president", "European Commission") in offices(read(pipeline, text))


@pytest.mark.parametrize(
    ("text", "office"),
    [
        (
            "The army, commanded by General Paul Kato, attacked the town of Kabo.",
            ("Paul Kato", "commander", "army"),
        ),
        (
            "Chad's ambassador, Jim Tutu, spoke. His Indian counterpart, Parvathaneni Harish, called it baseless.",
            ("Parvathaneni Harish", "ambassador", "India"),
        ),
    ],
)
def test_offices_told_in_passing(pipeline: Pipeline, text: str, office: tuple[str, str, str]) -> None:
    assert office in offices(read(pipeline, text))


def test_he_who_spoke_goes_on(pipeline: Pipeline) -> None:
    text = (
        'Foreign Minister Paul Kato spoke. "Jim Tutu is being given asylum," he told a news conference. Relations '
        "would be kept up, he said."
    )
    assert {source for _, source, _ in attributions(read(pipeline, text), text)} == {"Paul Kato"}


@pytest.mark.parametrize(
    ("people", "kind"), [("Lorry drivers in Kabo", "UnnamedSource"), ("Western governments", "Group")]
)
def test_people_who_are_quoted_are_a_source(pipeline: Pipeline, people: str, kind: str) -> None:
    assert kinds(read(pipeline, f"{people} said that Chad had closed the border."))[people] == kind


def test_who_speaks_behind_a_clause_with_that(pipeline: Pipeline) -> None:
    text = (
        "Unidentified fighters have meanwhile occupied a public laboratory that stores samples of cholera, said Paul "
        "Kato, the envoy, who warned of a risk."
    )
    record = read(pipeline, text)
    assert ("said", "Paul Kato", {"MilitaryAction"}) in attributions(record, text)
    assert [agents for agents, _, _ in told(record, "MilitaryAction")] == [{"Unidentified fighters"}]


@pytest.mark.parametrize(
    "text",
    [
        "The bombing was claimed by Jaish-e-Mohammed, a militant group whose founder, Paul Kato, lives here.",
        "Jaish-e-Mohammed, a militant group, claimed responsibility for the bombing.",
        "Jaish-e-Mohammed, the militant group that had claimed the bombing, is banned.",
    ],
)
def test_who_claims_an_attack_did_it(pipeline: Pipeline, text: str) -> None:
    record = read(pipeline, text)
    assert [agents for agents, _, _ in told(record, "Bombing")] == [{"Jaish-e-Mohammed"}]
    assert ("claimed", "Jaish-e-Mohammed", {"Bombing"}) in attributions(record, text)


@pytest.mark.parametrize(
    "text", ["Kenya has not claimed responsibility for the bombing.", "A spokesman, Paul Kato, claimed the bombing."]
)
def test_who_claims_none_and_who_claims_it_for_others(pipeline: Pipeline, text: str) -> None:
    assert [agents for agents, _, _ in told(read(pipeline, text), "Bombing")] == [set()]


def test_acts_of_a_speech_are_of_its_day_and_of_who_makes_it(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        '"We condemn the attack," Foreign Minister Paul Kato of Chad told reporters on Saturday, asking Kenya to share '
        "its evidence and promising that his country would cooperate.",
    )
    for kind in ("Accusation", "Request", "Assurance"):
        assert dates(record, kind) == ["2020-06-13"], kind
        assert [agents for agents, _, _ in told(record, kind)] == [{"Paul Kato"}], kind
    assert [agents for agents, _, _ in told(record, "Cooperation")] == [{"Chad"}]


def test_what_is_not_said_is_not_of_the_day_of_the_speech(pipeline: Pipeline) -> None:
    record = read(pipeline, "Paul Kato told reporters on Saturday that rebels had attacked Kabo.")
    assert dates(record, "Attack") == [None]


def test_a_year_in_a_phrase_is_not_that_of_the_act(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "On Friday Chad, which accused Kenya of fraud, stripped Kenya of the trade status granted in 1996, and "
        "a day later it raised duties on all Kenyan goods, Finance Minister Paul Kato said.",
    )
    assert told(record, "Sanction") == [({"Chad"}, {"Kenya"}, "occurred")] * 2
    assert dates(record, "Sanction") == ["2020-06-12", "2020-06-13"]


def test_whoever_is_due_on_a_day(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "King Paul, who met Jim Tutu on Sunday, is due in Chad on Friday, and his envoy has offered to mediate.",
    )
    assert dates(record, "Visit") == ["2020-06-19"]
    assert dates(record, "Statement") == [None]


def test_killed_in_a_battle_of_its_own(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "Chad recalls envoy from Kenya as row over Kabo bombing deepens\nChad called its envoy home on Monday as the "
        "dispute over a suicide attack that killed at least 40 Kenyan policemen in Kabo last week grew sharper.\nKenya "
        "has rejected the charges.\nIn Kabo itself, four Kenyan soldiers were killed on Monday in a battle at Mulo.",
    )
    assert dates(record, "Bombing") == [None]
    assert dates(record, "Clash") == ["2020-06-15"]


def test_a_bomber_blows_himself_up(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "A Chadian drone killed a planner on Friday, a day after a suicide bomber of the group blew himself up and "
        "killed 13 Kenyan soldiers.",
    )
    assert told(record, "DroneAttack") == [({"Chad"}, {"planner"}, "occurred")]
    assert told(record, "Bombing") == [({"suicide bomber of the group"}, {"Kenya"}, "occurred")]
    assert kinds(record)["suicide bomber of the group"] == "Person"


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("Paul Kato said that Jim Tutu had blown himself up in Kabo.", "Jim Tutu"),
        ("Paul Kato met Ali Deby before a suicide bomber blew himself up in Kabo.", "suicide bomber"),
    ],
)
def test_who_blows_himself_up_harms_nobody_else(pipeline: Pipeline, text: str, agent: str) -> None:
    assert told(read(pipeline, text), "Bombing") == [({agent}, set(), "occurred")]


def test_an_attack_after_which_a_headline_tells_another(pipeline: Pipeline) -> None:
    record = read(pipeline, "US drone kills rebel planner after bombing at Kabul airport\nThe planner was shot.")
    assert [agents for agents, _, _ in told(record, "Bombing")] == [set()]


@pytest.mark.parametrize(
    ("text", "kind", "agents", "recipients"),
    [
        (
            "On the eve of that conference the director of the CIA, Paul Kato, secretly met the movement's leader, Jim "
            "Tutu, a US official said.",
            "Meeting",
            {"Paul Kato"},
            {"Jim Tutu"},
        ),
        (
            "Paul Kato congratulated both on it, and the UN secretary-general, António Guterres, welcomed it too.",
            "Endorsement",
            {"António Guterres"},
            set(),
        ),
        ("Chad met Kenya. Paul Kato congratulated both countries.", "Endorsement", {"Paul Kato"}, {"Chad", "Kenya"}),
    ],
)
def test_who_acts_behind_a_phrase_or_a_clause(
    pipeline: Pipeline, text: str, kind: str, agents: set[str], recipients: set[str]
) -> None:
    assert (agents, recipients, "occurred") in told(read(pipeline, text), kind)


def test_a_matter_is_not_treated_like_a_patient(pipeline: Pipeline) -> None:
    record = read(pipeline, "Paul Kato said that he would treat the deal as he had treated the wounded.")
    assert [status for _, _, status in told(record, "Aid")] == ["occurred"]


def test_presidents_of_two_states(pipeline: Pipeline) -> None:
    record = read(pipeline, "A meeting between Presidents Volodymyr Zelensky and Vladimir Putin was planned.")
    assert offices(record) >= {
        ("Volodymyr Zelensky", "president", "Ukraine"),
        ("Vladimir Putin", "president", "Russia"),
    }
    assert told(record, "Meeting") == [({"Volodymyr Zelensky", "Vladimir Putin"}, set(), "planned")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Fighters backed by Rwanda captured Goma in January.", "Capture"), ("Chad says it hit Crimea bridge.", "Attack")],
)
def test_a_town_that_is_taken_is_nobody(pipeline: Pipeline, text: str, kind: str) -> None:
    assert [recipients for _, recipients, _ in told(read(pipeline, text), kind)] == [set()]


def test_two_days_counted_from_the_same_day(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "Chad struck the bridge on Tuesday, two days after its drones attacked Kabo and a day after negotiators "
        "from both met in Rome.",
    )
    assert dates(record, "DroneAttack") == ["2020-06-14"]
    assert dates(record, "Meeting") == ["2020-06-15"]


def test_a_day_that_owns_an_operation(pipeline: Pipeline) -> None:
    record = read(pipeline, "Paul Kato had not been informed of Sunday's operation, in which 41 bombers were hit.")
    assert dates(record, "Notification") == [None]
    assert dates(record, "Attack") == ["2020-06-14"]


def test_what_somebody_will_travel_for(pipeline: Pipeline) -> None:
    text = "The M23 rebel group will send a delegation to Chad on Friday for talks with Kenya, its spokesman said."
    record = read(pipeline, text)
    assert dates(record, "Negotiation") == ["2020-06-19"]
    assert ("its spokesman", "spokesman", "M23") in offices(record)


def test_a_meeting_is_not_held_when_it_is_announced(pipeline: Pipeline) -> None:
    record = read(pipeline, "Chad announced a meeting on Monday.")
    assert dates(record, "Meeting") == [None]


def test_whose_his_government_is(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "Lithuania's president, Gitanas Nauseda, urged NATO to act, while Hungary's foreign minister, Peter Szijjarto, "
        "warned that his government would veto any such decision.",
    )
    assert [agents for agents, _, _ in told(record, "Obstruction")] == [{"Hungary"}]


def test_a_threat_in_passing_vouches_for_nothing(pipeline: Pipeline) -> None:
    text = "Uganda, whose army chief, Muhoozi Kato, threatened to attack the town of Bunia, has deployed troops."
    assert attributions(read(pipeline, text), text) == []


def test_whose_country_is_only_likely(pipeline: Pipeline) -> None:
    record = read(
        pipeline, "Pakistan spoke of talks. Foreign Minister Paul Kato promised that his country would cooperate."
    )
    assert [agents for agents, _, _ in told(record, "Cooperation")] == [{"Pakistan"}]
