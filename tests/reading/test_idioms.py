"""Set phrases of news prose that mean something else than their words, and names that mean somebody else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kg.model import Document
from kg.pipeline import Pipeline, record_of
from tests.reading.telling import read, told


def kinds(record: dict[str, Any]) -> dict[str, str]:
    return {a["name"]: a["type"] for a in record["actors"]}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kenya will wait, said a diplomat who asked not to be named.", "Request"),
        ("Kenya will wait, said a diplomat who was not authorised to speak publicly.", "Approval"),
        ("The rebels seized the town, forcing thousands of people to flee.", "Coercion"),
        ("The minister said the invitation to Uganda had not been withdrawn.", "Withdrawal"),
        ("The raid was the work of militias allied with the Kenyan army.", "Cooperation"),
        ("The pilot had sent no distress call, and controllers lost contact with him.", "PhoneCall"),
        ("Kenya helped countries hit by drought.", "Attack"),
        ("An earthquake killed 300 people in Kenya.", "Attack"),
        ("Raila Odinga visited the wounded.", "Attack"),
        ("The pilot had sent no distress call, and controllers lost contact with him.", "Consultation"),
        ("Officials told Kenya as much, but the ministry was not convinced.", "Request"),
    ],
)
def test_what_is_no_event(pipeline: Pipeline, text: str, kind: str) -> None:
    assert told(read(pipeline, text), kind) == []


@pytest.mark.parametrize(
    ("text", "kind", "agents", "recipients", "status"),
    [
        ("The ministry handed the Kenyan ambassador a note.", "Notification", {"ministry"}, {"Kenyan ambassador"}, ""),
        ("Two shells landed in a camp west of Goma.", "Shelling", set(), set(), "occurred"),
        ("Kenya shot down an unmanned Ugandan aircraft.", "Interception", {"Kenya"}, {"Uganda"}, "occurred"),
        ("The army killed 40 fighters on Monday.", "Attack", {"army"}, {"fighters"}, "occurred"),
        ("Asked by reporters whether he would quit, Okello said no.", "Question", {"reporters"}, {"Okello"}, ""),
        ("The ambassadors are to take up the matter at a meeting.", "Meeting", {"ambassadors"}, set(), "planned"),
        ("Kenya approved strikes on Somali sites but called them off.", "Airstrike", set(), {"Somalia"}, "cancelled"),
        (
            "Okello and 16 other guerrillas died in a raid.",
            "Raid",
            set(),
            {"Okello", "other guerrillas"},
            "occurred",
        ),
        ("Rutte demanded that investigators be let in.", "Request", {"Rutte"}, set(), "occurred"),
        ("Iraq denied that it had been used to launch the attack on Kenya.", "Attack", set(), {"Kenya"}, "negated"),
        ("Strikes on two of Kenya's oil plants went on.", "Airstrike", set(), {"Kenya"}, "occurred"),
        ("Lund is waiting to hear who Kenya thinks was behind the attack.", "Attack", set(), set(), "occurred"),
        ("Ministers will weigh curbs on Peru when they meet in Lima.", "Meeting", {"Ministers"}, set(), "planned"),
        ("Officials met the rebel in May.", "Meeting", {"Officials"}, {"rebel"}, "occurred"),
        (
            "Germany and France each said they would send home four Kenyans.",
            "Expulsion",
            {"Germany", "France"},
            {"Kenyans"},
            "planned",
        ),
        ("Paul Okello was summoned on Monday and handed a note.", "Notification", set(), {"Paul Okello"}, "occurred"),
        ("Egypt and Qatar are mediating.", "Negotiation", {"Egypt", "Qatar"}, set(), "ongoing"),
        ("Six shells were fired towards Kenya but fell short.", "Shelling", set(), {"Kenya"}, "occurred"),
        ("Hamas offered to stop firing.", "Ceasefire", {"Hamas"}, set(), "possible"),
        (
            "Joe Biden told Kato that Kenya had a right to defend itself but voiced concern about deaths.",
            "Statement",
            {"Joe Biden"},
            set(),
            "occurred",
        ),
        ("Kenya pulled out of a deal with Uganda.", "Cancellation", {"Kenya"}, set(), "occurred"),
        ("Uganda foiled an attempt by Kenya to attack Lamu.", "Attack", {"Kenya"}, set(), "attempted"),
        ("The FSB security service had detained a man.", "Arrest", {"FSB"}, {"man"}, "occurred"),
        ("Kenya bombed bars where people watched a match, killing 74.", "Airstrike", {"Kenya"}, set(), "occurred"),
        ("Kenya denounced a Ugandan intrusion.", "MilitaryAction", {"Uganda"}, set(), "occurred"),
    ],
)
def test_who_did_what_to_whom(
    pipeline: Pipeline, text: str, kind: str, agents: set[str], recipients: set[str], status: str
) -> None:
    (found,) = told(read(pipeline, text), kind)
    assert found == (agents, recipients, status or "occurred")


def test_presidents_of_two_states_are_two_persons_and_no_state(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "KINSHASA - A summit between the presidents of Chad and Sudan, who were due to sign an accord, was called off.",
    )
    assert told(record, "Meeting") == [({"president of Chad", "president of Sudan"}, set(), "cancelled")]
    assert "KINSHASA" not in kinds(record)


def test_a_group_may_have_a_digit_in_its_name(pipeline: Pipeline) -> None:
    record = read(pipeline, "The M23 rebels took a town. On Tuesday M23 shelled another.")
    assert told(record, "Shelling") == [({"M23"}, set(), "occurred")]
    assert kinds(record)["M23"] == "ArmedGroup"


def test_a_people_that_tells_of_what_kind_a_militia_is_is_not_its_name(pipeline: Pipeline) -> None:
    record = read(pipeline, "The FDLR, a Hutu militia, attacked Kenya.")
    assert kinds(record)["FDLR"] == "ArmedGroup"
    assert "Hutu" not in kinds(record)


def test_the_kind_of_a_name_is_nobody_of_its_own(pipeline: Pipeline) -> None:
    record = read(pipeline, "The broadcaster NRK reported that Kenya had attacked Uganda.")
    assert set(kinds(record)) == {"NRK", "Kenya", "Uganda"}


def test_armies_of_two_states_are_two(pipeline: Pipeline) -> None:
    record = read(pipeline, "The Kenyan army shelled a camp. The Ugandan army shelled a bridge. The army stayed.")
    assert [agents for agents, _, _ in told(record, "Shelling")] == [{"Kenyan army"}, {"Ugandan army"}]


def test_an_army_and_that_of_a_state_are_two(pipeline: Pipeline) -> None:
    record = read(pipeline, "The army shelled a camp. The Ugandan army shelled a bridge.")
    assert [agents for agents, _, _ in told(record, "Shelling")] == [{"army"}, {"Ugandan army"}]


def test_the_leader_of_a_state_is_who_leads_it(pipeline: Pipeline) -> None:
    record = read(
        pipeline, "Chilean President Luis Vega met Pedro Rojas. The Chilean leader then threatened to invade Peru."
    )
    assert told(record, "Threat") == [({"Luis Vega"}, {"Peru"}, "occurred")]


def test_several_who_speak_are_not_he(pipeline: Pipeline) -> None:
    record = read(pipeline, "Chilean President Luis Vega is in Lima. Diplomats said he might invite Pedro Rojas.")
    assert told(record, "Invitation") == [({"Luis Vega"}, {"Pedro Rojas"}, "possible")]


@pytest.mark.parametrize("verb", ["rejected that account", "dismissed the claim", "rejected the allegation"])
def test_who_rejects_what_was_told_denies_it(pipeline: Pipeline, verb: str) -> None:
    record = read(pipeline, f"Kenyan jets bombed a camp on Tuesday. Somalia {verb}.")
    (denial,) = [a for a in record["attributions"] if a["stance"] == "denies"]
    assert [e["type"] for e in record["events"] if e["id"] in denial["about"]] == ["Airstrike"]


def test_who_rejects_an_offer_denies_nothing(pipeline: Pipeline) -> None:
    record = read(pipeline, "Kenya offered talks on Tuesday. Somalia rejected the offer.")
    assert record["attributions"] == [] or all(a["stance"] == "asserts" for a in record["attributions"])


def test_what_is_threatened_is_still_to_come(pipeline: Pipeline) -> None:
    record = read(pipeline, "Abbott has threatened to bar Putin from a summit in November.")
    (ban,) = [e for e in record["events"] if e["type"] == "Sanction"]
    assert ban["date"] == "2020-11"


def test_a_rebel_is_a_person_and_rebels_are_armed(pipeline: Pipeline) -> None:
    record = read(pipeline, "Kenyan police arrested a rebel in May. The rebels attacked Kenya.")
    assert kinds(record)["rebel"] == "Person"
    assert kinds(record)["rebels"] == "ArmedGroup"


def test_a_rebel_commander_commands_for_no_state(pipeline: Pipeline) -> None:
    record = read(pipeline, "Kenya attacked Somalia. A rebel commander threatened Kenya.")
    assert [o for o in record["offices"] if o["of"]] == []


def test_whom_a_pronoun_takes_for_a_fighter_is_no_armed_group(pipeline: Pipeline) -> None:
    record = read(pipeline, "A Lufthansa jet crashed near Kyiv. The separatists it is fighting fled.")
    assert "ArmedGroup" not in {kind for name, kind in kinds(record).items() if name == "Lufthansa"}


def test_an_apposition_to_the_subject_acts_as_well(pipeline: Pipeline) -> None:
    text = "Kenya's foreign minister, Ali Omar, accused Uganda. Its army attacked Uganda. President Juma Kato agreed."
    record = read(pipeline, text)
    by_id = {a["id"]: a["name"] for a in record["actors"]}
    assert {by_id[o["holder"]]: by_id.get(o["of"]) for o in record["offices"]}["Juma Kato"] == "Kenya"


def test_who_adds_something_about_another_is_not_the_other(pipeline: Pipeline) -> None:
    record = read(pipeline, "Dmitry Peskov called the raid a mistake. Vladimir Putin would answer the raid, he added.")
    assert [source_of(record, a) for a in record["attributions"]] == ["Dmitry Peskov", "Dmitry Peskov"]


def test_who_talks_with_another_is_not_the_other(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "Prime Minister Paul Bakari arrived on Sunday. In a call with US President Joe Biden he defended the raid.",
    )
    assert told(record, "Endorsement")[0][0] == {"Paul Bakari"}


def test_an_official_in_her_office_is_somebody_else(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "British Prime Minister Theresa May urged calm. An official in her office said she had telephoned Joe Biden. "
        "May, who had lobbied Kenya, welcomed the raid.",
    )
    assert told(record, "PhoneCall") == [({"Theresa May"}, {"Joe Biden"}, "occurred")]
    assert told(record, "Endorsement")[0][0] == {"Theresa May"}


def test_what_an_outlet_is_said_to_be_did_not_go_through_it(pipeline: Pipeline) -> None:
    record = read(pipeline, "Kenya bombed the seat of Al Jazeera, which Kenya said was used by spies.")
    assert all(a["via"] is None for a in record["attributions"])


def test_a_present_tense_behind_a_noun_may_be_a_fixture(pipeline: Pipeline) -> None:
    (graph,) = pipeline.graphs(
        [Document("t", "Kenya will attend the summit, which Peru holds in June.", published=date(2020, 3, 2))]
    )
    record = record_of(graph)
    assert [e["date"] for e in record["events"] if e["type"] == "Meeting"] == ["2020-06"]


def test_a_secretary_general_is_of_an_organisation(pipeline: Pipeline) -> None:
    record = read(
        pipeline, "Poland sent troops. NATO welcomed the step. Secretary General Jens Stoltenberg urged calm."
    )
    by_id = {a["id"]: a["name"] for a in record["actors"]}
    assert [(by_id[o["holder"]], by_id.get(o["of"])) for o in record["offices"]] == [("Jens Stoltenberg", "NATO")]


def test_whose_president_is_not_the_president_of_another_state(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "Russia attacked Kenya. President Vladimir Putin gave the order. "
        "Turkey, whose president is to host Putin, waited.",
    )
    by_id = {a["id"]: a["name"] for a in record["actors"]}
    assert ("Vladimir Putin", "Turkey") not in [(by_id[o["holder"]], by_id.get(o["of"])) for o in record["offices"]]


def source_of(record: dict[str, Any], attribution: dict[str, Any]) -> str | None:
    return {a["id"]: a["name"] for a in record["actors"]}.get(attribution["source"])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "Colombian President Luis Vega had telephoned his Peruvian counterpart, Al Rojas, on Saturday to tell him.",
            "PhoneCall",
        ),
        (
            "Kenyan jets struck what the army said were tunnels used by militants and homes of rebels on Saturday.",
            "Airstrike",
        ),
        ("Kenya struck a camp on June 12. Somalia shelled a town the following morning.", "Shelling"),
        ("Okello met Joe Biden in Lima on June 13. At the meeting he warned Somalia.", "Warning"),
        ("Okello was summoned on June 13 and handed a note.", "Notification"),
        ("Okello appealed for an end to the violence at a session of the council on Saturday.", "Request"),
    ],
)
def test_the_day_of_what_a_clause_tells(pipeline: Pipeline, text: str, kind: str) -> None:
    assert [e["date"] for e in read(pipeline, text)["events"] if e["type"] == kind] == ["2020-06-13"]


def test_who_was_killed_is_named_later(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "Kenyan journalist killed in Kampala\nA Kenyan journalist was killed in Kampala on Monday, police said. "
        "Officials believe that Jamal Kato was killed by mistake.",
    )
    assert [recipients for _, recipients, _ in told(record, "Attack")] == [{"Jamal Kato"}]


@pytest.mark.parametrize("words", ["denied it", "called the allegation baseless", "called the claim a fabrication"])
def test_what_was_said_before_is_denied_in_short(pipeline: Pipeline, words: str) -> None:
    record = read(pipeline, f"Kenya said on Monday that Uganda had shelled a town. Uganda {words}.")
    (denial,) = [a for a in record["attributions"] if a["stance"] == "denies"]
    assert source_of(record, denial) == "Uganda"
    assert [e["type"] for e in record["events"] if e["id"] in denial["about"]] == ["Shelling"]


def test_what_a_quotation_believes_is_said_by_whom_it_is_from(pipeline: Pipeline) -> None:
    record = read(pipeline, '"We believe that Kenya shelled the town," Paul Kato told Reuters.')
    assert [source_of(record, a) for a in record["attributions"]] == ["Paul Kato"]


def test_speaking_to_the_press_is_no_meeting(pipeline: Pipeline) -> None:
    assert read(pipeline, "Kenya's foreign minister left without speaking to reporters.")["events"] == []


@pytest.mark.parametrize(
    ("text", "kind", "agents", "recipients", "status"),
    [
        ("Kato told Okello by phone that he would wait.", "PhoneCall", {"Kato"}, {"Okello"}, "occurred"),
        ("Kenya and Chad agreed on a ceasefire.", "Ceasefire", set(), set(), "planned"),
        ("Kenya had been given a last chance to withdraw.", "Withdrawal", {"Kenya"}, set(), "possible"),
        (
            "Kenya diverted a jet to Lamu, then arrested Roman Okello.",
            "Arrest",
            {"Kenya"},
            {"Roman Okello"},
            "occurred",
        ),
        (
            "Joe Biden is to meet Lee Do-hoon, an envoy, on Friday.",
            "Meeting",
            {"Joe Biden"},
            {"Lee Do-hoon"},
            "planned",
        ),
        (
            "Joe Biden held calls with Prime Minister Paul Kato and Chad's president, Idriss Saleh.",
            "PhoneCall",
            {"Joe Biden"},
            {"Paul Kato", "Idriss Saleh"},
            "occurred",
        ),
    ],
)
def test_who_talks_and_what_is_left_to_do(
    pipeline: Pipeline, text: str, kind: str, agents: set[str], recipients: set[str], status: str
) -> None:
    assert told(read(pipeline, text), kind) == [(agents, recipients, status)]


def test_the_two_ministers_are_a_minister_and_his_counterpart(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "Russia's foreign minister, Sergei Lavrov, spoke. Kenya's foreign minister, Paul Kato, waited. "
        "Kato and his Chadian counterpart, Idriss Saleh, left. Peru invited the two ministers.",
    )
    assert told(record, "Invitation") == [({"Peru"}, {"Paul Kato", "Idriss Saleh"}, "occurred")]


def test_a_rare_name_is_a_person_where_the_words_behind_it_say_so(pipeline: Pipeline) -> None:
    assert (
        kinds(read(pipeline, "Jamal Khashoggi, a former adviser, met Kenya's president."))["Jamal Khashoggi"]
        == "Person"
    )


def test_both_presidents_are_no_secretary_general(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "Ukrainian President Petro Poroshenko spoke. NATO Secretary General Jens Stoltenberg agreed. Kenya urged both "
        "presidents to talk.",
    )
    assert "Jens Stoltenberg" not in told(record, "Request")[0][1]


def test_a_headline_has_no_articles(pipeline: Pipeline) -> None:
    record = read(pipeline, "Kenya closes liaison office\nKenya blew up an inter-Korean liaison office on Tuesday.")
    assert [name for name in kinds(record) if "office" in name] == ["inter-Korean liaison office"]


def test_the_day_of_what_is_to_be_is_still_to_come(pipeline: Pipeline) -> None:
    (meeting,) = read(pipeline, "Joe Biden is to meet Lee Do-hoon, the South's nuclear envoy, on Thursday.")["events"]
    assert meeting["date"] == "2020-06-18"


def test_who_is_killed_when_fire_is_exchanged_is_not_killed_in_the_raid(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "Militants stormed a mall in Nairobi on Saturday and killed 59 people. One soldier was killed when troops "
        "exchanged fire with gunmen.",
    )
    assert [recipients for _, recipients, _ in told(record, "Clash")] == [{"soldier", "gunmen"}]


def test_who_claims_responsibility_claims_the_attack_before(pipeline: Pipeline) -> None:
    record = read(pipeline, "Militants bombed a mall in Nairobi. Al Shabaab claimed responsibility.")
    (claim,) = [a for a in record["attributions"] if source_of(record, a) == "Al Shabaab"]
    assert [e["type"] for e in record["events"] if e["id"] in claim["about"]] == ["Bombing"]


def test_a_leader_without_a_title_is_the_leader_of_the_state_that_is_named(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "Turkish President Recep Tayyip Erdogan said that Vladimir Putin wanted the deal. The two men will discuss it "
        "when the Russian leader visits Turkey in August, he added.",
    )
    assert told(record, "Visit") == [({"Vladimir Putin"}, {"Turkey"}, "planned")]
    assert told(record, "Consultation") == [({"Recep Tayyip Erdogan", "Vladimir Putin"}, set(), "planned")]
    assert {source_of(record, a) for a in record["attributions"]} == {"Recep Tayyip Erdogan"}


def test_a_meeting_called_for_a_day_is_still_to_come(pipeline: Pipeline) -> None:
    (meeting,) = [
        e for e in read(pipeline, "Paul Kato called a meeting for Monday.")["events"] if e["type"] == "Meeting"
    ]
    assert meeting["date"] == "2020-06-22"
