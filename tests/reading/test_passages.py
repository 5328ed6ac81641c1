"""What short passages say together: borrowed recipients, the two sides, outcomes of attacks, whose statement it is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kg.model import Document
from kg.pipeline import Pipeline, record_of

PUBLISHED = date(2020, 6, 17)  # a Wednesday


def read(pipeline: Pipeline, text: str) -> dict[str, Any]:
    (graph,) = pipeline.graphs([Document("t", text, published=PUBLISHED, publisher="A Paper")])
    return record_of(graph)


def parties(record: dict[str, Any], kind: str, role: str) -> set[str]:
    by_id = {a["id"]: a["name"] for a in record["actors"]}
    return {
        by_id[p["actor"]] for e in record["events"] if e["type"] == kind for p in e["participants"] if p["role"] == role
    }


def event(record: dict[str, Any], kind: str) -> dict[str, Any]:
    (found,) = [e for e in record["events"] if e["type"] == kind]
    return dict(found)


@pytest.mark.parametrize(
    ("text", "kind", "recipients"),
    [
        ("Kenya turned down all proposals made by the rebels.", "Refusal", {"rebels"}),
        ("Kenya suspended aid to Uganda.", "Sanction", {"Uganda"}),
        ("Ghana demanded that Togo withdraw.", "Request", {"Togo"}),
        ("Peru defended Bolivia's actions.", "Endorsement", {"Bolivia"}),
        ("Norway condemned a protest by farmers.", "Accusation", {"farmers"}),
        ("The minister rejected a demand from lawmakers.", "Refusal", {"lawmakers"}),
    ],
)
def test_the_receiving_end_may_stand_in_the_object(
    pipeline: Pipeline, text: str, kind: str, recipients: set[str]
) -> None:
    assert parties(read(pipeline, text), kind, "recipient") == recipients


def test_both_sides_are_the_two_that_the_article_is_about(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "Kenya and Somalia recalled their ambassadors. Kenya accused Somalia of selling oil blocks. "
        "Norway urged both sides to negotiate.",
    )
    assert parties(record, "Request", "recipient") == {"Kenya", "Somalia"}


def test_a_name_behind_counterpart_is_the_counterpart(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "Foreign Minister Abdi Farah accused Kenya. Norwegian Foreign Minister Ine Eriksen spoke by phone with her "
        "Kenyan counterpart, Alfred Mutua, on Tuesday.",
    )
    assert "Alfred Mutua" in parties(record, "PhoneCall", "agent") | parties(record, "PhoneCall", "recipient")


@pytest.mark.parametrize(
    "text",
    [
        "Turkey fired shells at a Syrian village, killing two farmers.",
        "A strike by Turkey killed two farmers.",
    ],
)
def test_victims_belong_to_the_attack(pipeline: Pipeline, text: str) -> None:
    record = read(pipeline, text)
    assert len(record["events"]) == 1
    assert "farmers" in {a["name"] for a in record["actors"]}


def test_a_meeting_that_is_to_be_held_on_friday_is_to_come(pipeline: Pipeline) -> None:
    record = read(pipeline, "President Ruto is to hold a meeting with Kenyan lawmakers on Friday.")
    meeting = event(record, "Meeting")
    assert (meeting["status"], meeting["date"]) == ("planned", "2020-06-19")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("In March, ministers returned to Nairobi.", "Protest"),
        ("The two armies camp along the disputed border.", "Denial"),
        ("The storm does not pose a threat to Kenya.", "Threat"),
    ],
)
def test_what_is_no_event(pipeline: Pipeline, text: str, kind: str) -> None:
    assert kind not in {e["type"] for e in read(pipeline, text)["events"]}


def test_the_state_of_a_statement_is_its_source(pipeline: Pipeline) -> None:
    record = read(pipeline, "Uganda attacked the rebels, according to a Kenyan statement.")
    by_id = {a["id"]: a["name"] for a in record["actors"]}
    assert [by_id[a["source"]] for a in record["attributions"]] == ["Kenya"]


def test_claimed_responsibility_is_said_by_who_claims(pipeline: Pipeline) -> None:
    record = read(pipeline, "The rebels claimed responsibility for the attack on Chad.")
    by_id = {a["id"]: a["name"] for a in record["actors"]}
    (said,) = record["attributions"]
    assert by_id[said["source"]] == "rebels"
    assert len(said["about"]) == 1


def test_a_body_speaks_for_the_state_of_its_president(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "South Korean officials met on Monday. The White House said President Barack Obama phoned them. "
        "The United States sent ships.",
    )
    by_id = {a["id"]: a["name"] for a in record["actors"]}
    offices = {(by_id[o["holder"]], by_id.get(o["of"])) for o in record["offices"]}
    assert ("Barack Obama", "United States") in offices


def test_an_order_in_quotation_marks_has_not_been_carried_out(pipeline: Pipeline) -> None:
    record = read(pipeline, '"Hit Chad now. Hit the rebels hard," he wrote on Monday.')
    assert {e["status"] for e in record["events"]} == {"possible"}


def test_the_kim_named_last_is_the_one_meant(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "US envoy Sung Kim met Japanese officials. North Korean leader Kim Jong-un gave a speech. "
        "Kim threatened Japan.",
    )
    assert parties(record, "Threat", "agent") == {"Kim Jong-un"}


@pytest.mark.parametrize(
    ("text", "kind", "agents"),
    [
        ("Iraq, Jordan, Oman and Qatar denounced the raid.", "Accusation", {"Iraq", "Jordan", "Oman", "Qatar"}),
        ("The senator was due to meet President Ruto.", "Meeting", {"senator"}),
        ('"I condemn Chad," President Ruto said on Monday.', "Accusation", {"Ruto"}),
    ],
)
def test_who_acts_behind_lists_adjectives_and_quotations(
    pipeline: Pipeline, text: str, kind: str, agents: set[str]
) -> None:
    assert parties(read(pipeline, text), kind, "agent") == agents


def test_a_call_that_was_sought_and_declined_was_attempted(pipeline: Pipeline) -> None:
    record = read(pipeline, "Mr Ruto had sought a call with Mr Museveni, but the request was declined.")
    assert event(record, "PhoneCall")["status"] == "attempted"
    assert event(record, "Request")["status"] == "occurred"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Kenya has neither confirmed nor denied the raid.", {"Raid"}),
        ("Kenya did not rule out talks with the rebels.", {"Negotiation"}),
        ("Ms Odinga spoke by telephone with Mr Ruto.", {"PhoneCall"}),
    ],
)
def test_denials_that_were_not_made_are_none(pipeline: Pipeline, text: str, kinds: set[str]) -> None:
    assert {e["type"] for e in read(pipeline, text)["events"]} == kinds


def test_an_attack_that_will_not_go_unanswered_has_happened(pipeline: Pipeline) -> None:
    record = read(pipeline, "Chad attacked Niger on Monday. The attack will not go unanswered, Niger said.")
    assert event(record, "Attack")["status"] == "occurred"


def test_the_force_of_a_state_acts_as_the_state_of_the_headline(pipeline: Pipeline) -> None:
    record = read(
        pipeline, "US shoots down Chinese balloon\n\nThe United States military on Monday shot down a Chinese balloon."
    )
    assert event(record, "Attack")["date"] == "2020-06-15"


def test_a_hedge_vouches_for_nothing_that_it_holds(pipeline: Pipeline) -> None:
    text = "Mr Ruto reportedly blocked the minister from departing for a visit to Uganda."
    (graph,) = pipeline.graphs([Document("t", text, published=PUBLISHED, publisher="A Paper")])
    voices = {
        str(q.object) for q in graph.quads if q.predicate.value.endswith("#voice") and "narrator" in str(q.object)
    }
    assert voices == set()
    (said,) = record_of(graph)["attributions"]
    assert len(said["about"]) == 1


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Kenya urged Uganda not to attack Chad.", "Attack", "possible"),
        ("Talks between Kenya and Uganda have been suspended.", "Negotiation", "postponed"),
        ("Uganda rejected the criticism from Kenya.", "Accusation", "occurred"),
        ("The scandal prompted Mr Ruto to cancel a planned trip to Uganda.", "Visit", "cancelled"),
    ],
)
def test_what_becomes_of_it_behind_other_verbs(pipeline: Pipeline, text: str, kind: str, status: str) -> None:
    assert event(read(pipeline, text), kind)["status"] == status


def test_sanctions_named_after_a_state_are_against_it(pipeline: Pipeline) -> None:
    record = read(pipeline, "EU leaders agreed on new Belarus sanctions.")
    assert parties(record, "Sanction", "recipient") == {"Belarus"}
    assert parties(record, "Sanction", "agent") == set()


def test_who_is_to_be_released_is_not_who_releases(pipeline: Pipeline) -> None:
    record = read(pipeline, "Germany demanded Roman Protasevich's release.")
    assert parties(record, "Release", "recipient") == {"Roman Protasevich"}
    assert parties(record, "Release", "agent") == set()


def test_a_minister_named_behind_a_long_title_is_the_person(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "Australia's minister for international development and the Pacific, Zed Seselja, met Mr Sogavare on Monday. "
        '"We have asked Fiji to wait," Seselja said.',
    )
    assert parties(record, "Meeting", "agent") == {"Zed Seselja"}
    assert parties(record, "Request", "agent") == {"Zed Seselja"}


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("The African Union has called an emergency summit for next week.", "Meeting", "planned"),
        ("Kenya called off a planned summit with Uganda.", "Meeting", "cancelled"),
    ],
)
def test_a_summit_that_is_called_and_one_that_is_called_off(
    pipeline: Pipeline, text: str, kind: str, status: str
) -> None:
    assert event(read(pipeline, text), kind)["status"] == status


def test_two_who_accuse_each_other_both_accuse(pipeline: Pipeline) -> None:
    record = read(pipeline, "Kenya and Uganda accused each other of lying.")
    assert parties(record, "Accusation", "agent") == {"Kenya", "Uganda"}


def test_the_death_toll_of_a_war_is_no_single_attack(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "The rebels shot down a helicopter on Tuesday. At least 550 people have been killed since fighting erupted.",
    )
    attacks = [e for e in record["events"] if e["type"] == "Attack"]
    assert len(attacks) == 2


def test_a_ministers_counterpart_is_no_prosecutor(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "Tehran's prosecutor announced a verdict. "
        "Greece's foreign minister Nikos Dendias phoned his Iranian counterpart.",
    )
    assert "Tehran's prosecutor" not in parties(record, "PhoneCall", "recipient")


def test_words_of_a_bodys_name_are_no_event(pipeline: Pipeline) -> None:
    record = read(pipeline, "The World Food Programme warned Chad.")
    assert [e["type"] for e in record["events"]] == ["Warning"]


@pytest.mark.parametrize(
    ("text", "status", "disputed"),
    [
        ("Kenya denied that it had attacked Somalia.", "negated", False),
        ("Kenya attacked Somalia, an official said. Kenya denied the attack.", "occurred", True),
    ],
)
def test_an_article_does_not_vouch_for_what_stands_in_a_denial(
    pipeline: Pipeline, text: str, status: str, disputed: bool
) -> None:
    attack = event(read(pipeline, text), "Attack")
    assert (attack["status"], attack["disputed"]) == (status, disputed)


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("In a call with Kagame on Monday, Ruto agreed to send troops.", "PhoneCall", "occurred"),
        ("North Korea test-fired two rockets. Japan called the launch a provocation.", "WeaponTest", "occurred"),
        ("Kenya accused Somalia of theft. Somalia rejected the accusation.", "Accusation", "occurred"),
        ("Ruto called Kagame on Monday to discuss the war.", "PhoneCall", "occurred"),
    ],
)
def test_what_is_talked_of_as_done_is_done(pipeline: Pipeline, text: str, kind: str, status: str) -> None:
    assert event(read(pipeline, text), kind)["status"] == status


def test_a_request_is_of_whoever_makes_it(pipeline: Pipeline) -> None:
    record = read(pipeline, "Norway urged Kenya to wait. The council will meet on Friday at the request of Somalia.")
    assert parties(record, "Request", "agent") == {"Norway", "Somalia"}


def test_a_counterpart_is_that_of_whoever_talks_with_him(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "President Ilham Aliyev of Azerbaijan criticised his foreign minister, Elmar Mammadyarov. "
        "Armenian Prime Minister Nikol Pashinyan kept silent. Mammadyarov called his Armenian counterpart on Monday.",
    )
    assert parties(record, "PhoneCall", "agent") == {"Elmar Mammadyarov"}
    assert parties(record, "PhoneCall", "recipient") == {"his Armenian counterpart"}


def test_what_is_put_off_until_a_month_is_to_come(pipeline: Pipeline) -> None:
    record = read(pipeline, "The visit of Macron to Kenya has been put off until August, a diplomat said.")
    assert event(record, "Visit")["date"] == "2020-08"


def test_the_attack_is_rather_the_one_that_took_place(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "Kenyan artillery shelled two villages, Somalia said. Kenya denied shelling civilians. "
        "Norway condemned the Kenyan attack.",
    )
    mentions = {e["status"]: len(e["mentions"]) for e in record["events"] if e["type"] == "Shelling"}
    assert mentions == {"occurred": 2, "negated": 1}
