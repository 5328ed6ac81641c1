"""Reports of governments, juntas and who speaks for them: which state it is, what bodies are called, who suffers."""

from __future__ import annotations

import pytest

from kg.pipeline import Pipeline
from tests.reading.telling import attributions, dates, kinds, offices, read, told


@pytest.mark.parametrize(
    ("text", "kind", "agents", "recipients"),
    [
        ("Rebels in western Sudan accused the government of lying.", "Accusation", {"Rebels"}, {"Sudan"}),
        ("Kenya's rebels drove the government's forces out.", "GroundOperation", {"Kenya's rebels"}, {"Kenya"}),
        ("Paul Kato left when the military seized power.", "MilitaryAction", {"military"}, set()),
        ("They were denied access by the military.", "Refusal", {"military"}, set()),
        ("The African Union suspended Chad on Monday.", "Sanction", {"African Union"}, {"Chad"}),
        ("Kenya has announced a ban on Chadian officials.", "Sanction", {"Kenya"}, {"Chadian officials"}),
        (
            "Kenya condemned it and urged Chad to stop it, the newspaper Le Monde reported.",
            "Request",
            {"Kenya"},
            {"Chad"},
        ),
        (
            "Kenya said it was a step that could heighten tensions and called on Chadian authorities to halt it.",
            "Request",
            {"Kenya"},
            {"Chad"},
        ),
        (
            "Greece said the move was an illegal step that would isolate it and called on Turkish leaders to leave.",
            "Request",
            {"Greece"},
            {"Turkish leaders"},
        ),
        ('"We call on Chad to leave," the spokesperson further said.', "Request", {"spokesperson"}, {"Chad"}),
        ("The Republic of Kenya attacked Chad.", "Attack", {"Kenya"}, {"Chad"}),
        ("Kenya expelled as many as nine Chadian representatives.", "Expulsion", {"Kenya"}, None),
        ("Kenya is to end a war that has killed two million people.", "ArmedConflict", set(), {"million people"}),
        (
            "A Kenyan official said the strike was right as he was responsible for attacks on Chadian troops.",
            "Attack",
            set(),
            {"Chad"},
        ),
    ],
)
def test_who_acts_on_whom(
    pipeline: Pipeline, text: str, kind: str, agents: set[str], recipients: set[str] | None
) -> None:
    ((who, whom, _),) = told(read(pipeline, text), kind)
    assert who == agents
    assert whom if recipients is None else whom == recipients


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The AU's 15-member Peace and Security Council warned Chad.", "Peace and Security Council", "GovernmentBody"),
        (
            "The National Movement for Reform and Development warned Chad.",
            "National Movement for Reform and Development",
            None,
        ),
        ("The Japan News warned Chad.", "Japan News", "NewsOrganization"),
        ("The SLM/A warned Chad.", "SLM/A", "Organization"),
        ("Junta leader Lieutenant-Colonel Paul Kato warned Chad.", "Paul Kato", "Person"),
        ("Chad's main rebel group shelled a town.", "Chad's main rebel group", "ArmedGroup"),
        (
            "# Kato Breaks Cease-Fire Deal\n\nPaul Kato broke the cease-fire on Monday and attacked Chad.",
            "Paul Kato",
            "Person",
        ),
    ],
)
def test_names_of_bodies_are_whole(pipeline: Pipeline, text: str, name: str, kind: str | None) -> None:
    record = read(pipeline, text)
    assert name in kinds(record)
    assert kind in {None, kinds(record)[name]}
    assert not [n for n in kinds(record) if n.startswith("Cease")]


def test_who_is_ousted_at_home_is_of_that_state(pipeline: Pipeline) -> None:
    text = "Envoys met the Guinean junta that ousted President Alpha Condé. They met former President Conde as well."
    assert offices(read(pipeline, text)) == {("Alpha Condé", "president", "Guinea")}


def test_the_next_sentence_names_the_president(pipeline: Pipeline) -> None:
    text = "The president of Kenya has blamed Chad for the raid. Paul Kato vowed that Kenya would retaliate."
    assert offices(read(pipeline, text)) == {("Paul Kato", "president", "Kenya")}


def test_a_spokeswoman_for_a_fleet_speaks_for_it(pipeline: Pipeline) -> None:
    text = "Shots were fired, according to Cmdr. Mary Otieno, a spokeswoman for the Kenyan Navy's Fifth Fleet."
    assert offices(read(pipeline, text)) == {("Mary Otieno", "spokeswoman", "Fifth Fleet")}
    assert attributions(read(pipeline, text), text)[0][1] == "Mary Otieno"


def test_jets_that_are_sent_up_intercept_for_who_sent_them(pipeline: Pipeline) -> None:
    text = "Kenya said it had scrambled jets to intercept two Chadian aircraft."
    assert told(read(pipeline, text), "Interception") == [({"Kenya"}, {"Chad"}, "occurred")]


def test_people_of_a_state_are_those_of_the_headline(pipeline: Pipeline) -> None:
    text = "# Kenya expels US diplomats\n\nKenya expelled a number of American diplomats on Monday."
    assert told(read(pipeline, text), "Expulsion") == [({"Kenya"}, {"US diplomats"}, "occurred")]


def test_two_more_missiles_are_another_launch(pipeline: Pipeline) -> None:
    text = "North Korea launched three missiles. After the test, North Korea launched two more missiles."
    assert len(told(read(pipeline, text), "WeaponTest")) == 2


def test_an_earlier_launch_is_another_one(pipeline: Pipeline) -> None:
    text = "The launch on Monday by North Korea was the first since it fired a missile into the sea on 2 June."
    record = read(pipeline, text)
    assert sorted(d or "" for k in ("WeaponTest", "MissileAttack") for d in dates(record, k)) == [
        "2020-06-02",
        "2020-06-15",
    ]


def test_who_came_to_harm_when_shots_were_fired(pipeline: Pipeline) -> None:
    text = "Paul Kato was injured after gunmen opened fire on his car."
    assert told(read(pipeline, text), "Attack") == [({"gunmen"}, {"Paul Kato"}, "occurred")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenya's parliament impeached President Paul Kato. Chad welcomed it.", ("Paul Kato", "president", "Kenya")),
        (
            "Envoys of Chad arrived in Conakry. They met the Guinean junta that ousted President Paul Kato.",
            ("Paul Kato", "president", "Guinea"),
        ),
        (
            "Prime Minister Paul Kato has put off a trip to Egypt. He told the ambassador of Chad. The Kenyan prime "
            "minister is to speak with Chadian President Idris Deby.",
            ("Paul Kato", "prime minister", "Kenya"),
        ),
        (
            "Envoys arrived in Niger on Saturday. The group was led by a former Nigerian president. They were received "
            "by the country's prime minister, Ali Kato.",
            ("Ali Kato", "prime minister", "Niger"),
        ),
        ("Paul Kato, a commander of the Chad-backed militia, was killed.", ("Paul Kato", "commander", None)),
        (
            "They met the junta that ousted President Paul Kondé. Konde was held in a camp. Soldiers arrested Konde.",
            ("Paul Kondé", "president", None),
        ),
    ],
)
def test_of_which_state_an_office_is(pipeline: Pipeline, text: str, expected: tuple[str, str, str | None]) -> None:
    assert expected in offices(read(pipeline, text))


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Paul Kato spoke after a raid in Lagos, which killed ten people.", "Attack", []),
        (
            "A raid in Goma has left six Kenyans dead and ten others injured.",
            "Raid",
            [(set(), {"Kenyans", "others"})],
        ),
        (
            "# Rebels blame government for raid\n\nRebels of the north blamed the Kenyan government for a raid.",
            "Accusation",
            [({"Rebels"}, {"Kenya"})],
        ),
        ("Officials condemned the Kenyan embassy bombing.", "Accusation", [({"Officials"}, set())]),
        (
            "A militant crashed a truck into a mosque, killing ten people.",
            "Bombing",
            [({"militant"}, {"people"})],
        ),
        (
            "# Kenya Bars Chadian Envoy After Raid\n\nKenya spoke on Monday.",
            "Obstruction",
            [({"Kenya"}, {"Chadian envoy"})],
        ),
        ("Kenya said that the militia must stop its raids.", "Raid", [({"militia"}, set())]),
        ("Kenya suffered its latest coup on Monday.", "MilitaryAction", [(set(), {"Kenya"})]),
    ],
)
def test_all_who_act_and_suffer(
    pipeline: Pipeline, text: str, kind: str, expected: list[tuple[set[str], set[str]]]
) -> None:
    assert [(who, whom) for who, whom, _ in told(read(pipeline, text), kind)] == expected


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Kenya denied a plan to attack Chad.", "Attack", "negated"),
        ("Chad vowed to end the war with Kenya.", "ArmedConflict", "ongoing"),
        ("Kenya called on Chad to engage in dialogue.", "Consultation", "possible"),
        ("Kenya warned that rebels had shelled a town.", "Shelling", "occurred"),
    ],
)
def test_what_is_said_of_it(pipeline: Pipeline, text: str, kind: str, status: str) -> None:
    assert [s for _, _, s in told(read(pipeline, text), kind)] == [status]


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ('Speaking on the condition of anonymity, a Kenyan official said the raid "was an attack on us".', ["said"]),
        ("Paul Kato finds himself blamed for the raid.", []),
        ('"Kenya will attack Chad," the announcement said.', ["said"]),
    ],
)
def test_what_attributes(pipeline: Pipeline, text: str, cues: list[str]) -> None:
    assert [cue for cue, _, _ in attributions(read(pipeline, text), text)] == cues


def test_who_leads_a_state_holds_one_office_by_two_words(pipeline: Pipeline) -> None:
    text = "Prime Minister Paul Kato of Chad left on Monday. The Chadian leader accused Sudan."
    assert offices(read(pipeline, text)) == {("Paul Kato", "prime minister", "Chad")}
