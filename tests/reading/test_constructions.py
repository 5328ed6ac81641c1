"""Constructions of news prose, a sentence each: who does what to whom, what became of it, when, and who says so."""

from __future__ import annotations

import pytest

from kg.pipeline import Pipeline
from tests.reading.telling import read, told

BOTH = {"foreign minister of Peru", "foreign minister of Chile"}
CASES = [
    # whose act it is
    ("Tusk said in Varna, after talks with Erdogan, that the door was open.", "Negotiation", {"Tusk"}, {"Erdogan"}),
    ("Merkel flew to Moscow on Monday for talks with Vladimir Putin.", "Negotiation", {"Merkel"}, {"Vladimir Putin"}),
    ("Antony Blinken, on a visit to Kyiv, assured Romania of support.", "Visit", {"Antony Blinken"}, {"Ukraine"}),
    ("China, which is Pyongyang's closest ally, called on Japan to wait.", "Request", {"China"}, {"Japan"}),
    ("US and European partners launch naval drill.", "MilitaryExercise", {"United States", "European partners"}, set()),
    ("Kenya blocked US attempts to tighten sanctions on Rwanda.", "Sanction", {"United States"}, {"Rwanda"}),
    ("Kenyan troops pushed the rebels out of the city.", "GroundOperation", {"Kenya"}, {"rebels"}),
    ("Peru and Chile's foreign ministers met.", "Meeting", BOTH, set()),
    ("Turkey decried the attack, in which it said two men died, and shelled the town.", "Shelling", {"Turkey"}, set()),
    ("Kenya offered to mediate last week, and the bloc called an emergency summit.", "Meeting", {"bloc"}, set()),
    # at the receiving end
    ("Petrov was held in May, a day before troops hit the port, and expelled in June.", "Expulsion", set(), {"Petrov"}),
    ("Ivan Petrov, whose killing in a raid shook the city, led the union.", "Raid", set(), {"Ivan Petrov"}),
    ("Abdi Farah was denied a visa.", "Refusal", set(), {"Abdi Farah"}),
    ("A tribunal in Turin found Bianchi guilty of theft.", "Coercion", {"tribunal in Turin"}, {"Bianchi"}),
    ("Kenya imposed sanctions, including a travel ban, on Somalia.", "Sanction", {"Kenya"}, {"Somalia"}),
    ("Kenya has asked its partners for air defences.", "Request", {"Kenya"}, {"its partners"}),
    ("Kenyan jets bombed the rebel-held town.", "Airstrike", {"Kenya"}, {"rebel"}),
    ("Kenya was supplying Somalia with drones.", "MilitaryAid", {"Kenya"}, {"Somalia"}),
    ("Iran denied any involvement in the attack on Kenya.", "Attack", set(), {"Kenya"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "agents", "recipients"), CASES, ids=[case[0][:40] for case in CASES])
def test_who_does_what_to_whom(
    pipeline: Pipeline, text: str, kind: str, agents: set[str], recipients: set[str]
) -> None:
    ((found_agents, found_recipients, _),) = told(read(pipeline, text), kind)
    assert found_agents == agents
    assert found_recipients == recipients


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("There was no indication that a plane of Kenya had been shot down.", "Attack", "negated"),
        ("Kenya and Somalia agreed not to threaten or attack each other.", "Attack", "negated"),
        ("The row brought Kenya to the brink of war with Somalia.", "ArmedConflict", "possible"),
        ("A meeting of Abdi Farah and Zed Seselja planned for Friday will go ahead.", "Meeting", "planned"),
        ("Kenya helped to broker a truce.", "Negotiation", "occurred"),
        ("Somalia vowed that it would respond.", "Retaliation", "planned"),
        ("Kenya backed Somalia: a spokesman called the visit a provocation.", "Endorsement", "occurred"),
        ("Lavrov called off a visit to Kenya.", "Cancellation", "occurred"),
    ],
)
def test_what_became_of_it(pipeline: Pipeline, text: str, kind: str, status: str) -> None:
    assert [found for _, _, found in told(read(pipeline, text), kind)] == [status]


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("Kenya launched missiles at bases housing Somali troops on Tuesday.", "MissileAttack", "2020-06-16"),
        ("Farah told Zed Seselja in a call late on Tuesday that he would wait.", "PhoneCall", "2020-06-16"),
        ("The council adopted a resolution on Tuesday demanding an end to the raids.", "Request", "2020-06-16"),
        ("Farah will raise it when he travels to Somalia on Friday.", "Visit", "2020-06-19"),
        ("A ceasefire declared in March collapsed on June 10.", "Ceasefire", "2020-03"),
        ("The council requested a meeting with Kenya, expected to be held on Friday.", "Meeting", "2020-06-19"),
    ],
)  # fmt: skip
def test_when(pipeline: Pipeline, text: str, kind: str, day: str) -> None:
    assert [e.get("date") for e in read(pipeline, text)["events"] if e["type"] == kind] == [day]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("An airliner crashed near Lima, killing all on board.", "Attack"),
        ("The funding demonstrates the commitment of Kenya.", "Protest"),
        ("Any raid on Kenya would be met with a stronger response.", "Meeting"),
        ("The minister called the launch a serious threat.", "Threat"),
        ("They did not use the call to negotiate; force was out of the question.", "Attack"),
    ],
)
def test_what_is_no_event(pipeline: Pipeline, text: str, kind: str) -> None:
    assert told(read(pipeline, text), kind) == []


def test_what_sums_up_a_clause_is_whose_the_clause_is(pipeline: Pipeline) -> None:
    record = read(pipeline, "The parliament of Kenya voted to expel the troops, a demand that Somalia dismissed.")
    assert told(record, "Request")[0][0] == {"parliament of Kenya"}
    assert told(record, "Refusal") == [({"Somalia"}, {"parliament of Kenya"}, "occurred")]


def test_a_request_named_again_is_the_request(pipeline: Pipeline) -> None:
    record = read(pipeline, "Kenya asked Somalia for access, a request that was turned down.")
    assert len(told(record, "Request")) == 1


def test_the_plane_is_the_one_that_the_text_told_of(pipeline: Pipeline) -> None:
    record = read(pipeline, "Greek jets shot down a Libyan bomber. Athens said the plane had violated its airspace.")
    assert told(record, "MilitaryAction") == [({"Libya"}, {"Greece"}, "occurred")]


def test_who_retaliates_means_who_hit_him(pipeline: Pipeline) -> None:
    record = read(pipeline, "Kenya bombed Somalia on Tuesday. Somalia vowed to retaliate.")
    assert told(record, "Retaliation") == [({"Somalia"}, {"Kenya"}, "planned")]


def test_the_two_are_the_last_two_persons(pipeline: Pipeline) -> None:
    record = read(
        pipeline, "Recep Tayyip Erdogan failed to persuade Vladimir Putin when the two met in Sochi on Monday."
    )
    assert told(record, "Meeting") == [({"Recep Tayyip Erdogan", "Vladimir Putin"}, set(), "occurred")]


def test_a_dateline_is_no_part_of_the_sentence(pipeline: Pipeline) -> None:
    record = read(pipeline, "LAGOS, Nigeria - Rebels shelled a town.")
    assert told(record, "Shelling")[0][0] == {"Rebels"}


def test_what_stands_before_that_belongs_to_who_says_it(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "The minister said on Friday, after a meeting with Kenya's president, that Uganda would withdraw its troops.",
    )
    assert told(record, "Meeting") == [({"minister"}, {"Kenya's president"}, "occurred")]
    assert told(record, "Withdrawal") == [({"Uganda"}, set(), "planned")]


def test_behind_a_semicolon_somebody_else_acts(pipeline: Pipeline) -> None:
    record = read(pipeline, "Abdi Farah, the president, called for calm; Kenya's army chief refused to withdraw.")
    assert told(record, "Refusal") == [({"Kenya's army chief"}, set(), "occurred")]  # and not to the president


def test_a_report_citing_others_is_a_chain(pipeline: Pipeline) -> None:
    record = read(pipeline, "ANI, an Indian news agency, reported, citing two officials, that 43 soldiers were killed.")
    names = {a["id"]: (a["name"], a["type"]) for a in record["actors"]}
    found = {names[a["source"]] for a in record["attributions"]}
    assert found == {("ANI", "NewsOrganization"), ("two officials", "UnnamedSource")}


def test_who_never_says_anything_is_no_source(pipeline: Pipeline) -> None:
    record = read(pipeline, "Kenya expelled four Somali diplomats.")
    assert {a["type"] for a in record["actors"] if "diplomats" in a["name"]} == {"Group"}


def test_a_band_that_raids_is_armed(pipeline: Pipeline) -> None:
    record = read(pipeline, "The Jaish al-Adl group raided a station in Iran. Jaish al-Adl vowed to go on.")
    assert {a["type"] for a in record["actors"] if a["name"] == "Jaish al-Adl"} == {"ArmedGroup"}


def test_what_happened_during_something_else_is_not_denied_with_it(pipeline: Pipeline) -> None:
    record = read(
        pipeline, "Romania denied a claim that Ukraine had fired shots during an attack on the port of Izmail."
    )
    assert [status for _, _, status in told(record, "Attack") if status == "occurred"]


@pytest.mark.parametrize(
    ("text", "kind", "count"),
    [
        ("Kenya bombed Somalia two days after the attack on Uganda.", "Attack", 1),
        ("More than 400 people have been killed since April 15. A Kenyan convoy was attacked on Tuesday.", "Attack", 2),
        ("Colombian troops killed Raul Reyes on Monday. Ecuador condemned the killing.", "Assassination", 1),
    ],
)
def test_which_mentions_are_one_event(pipeline: Pipeline, text: str, kind: str, count: int) -> None:
    assert len(told(read(pipeline, text), kind)) == count


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("On Tuesday, Kenya recalled its envoy and Somalia expelled a diplomat.", {"2020-06-16"}),
        ("The attack on June 3 was followed two days later by a strike on Kenya.", {"2020-06-03", "2020-06-05"}),
        ("Kenya suspended flights to Somalia until Friday.", {None}),
    ],
)  # fmt: skip
def test_days_of_several_acts(pipeline: Pipeline, text: str, dates: set[str | None]) -> None:
    assert {e.get("date") for e in read(pipeline, text)["events"]} == dates


def test_a_denied_charge_denies_what_is_charged(pipeline: Pipeline) -> None:
    record = read(pipeline, "Uganda accused Kenya of bombing its camps. Kenya denied the claim.")
    (denial,) = [a for a in record["attributions"] if a["stance"] == "denies"]
    (bombing,) = [e for e in record["events"] if e["type"] == "Airstrike"]
    assert denial["about"] == [bombing["id"]]
    assert (bombing["status"], bombing["disputed"]) == ("occurred", True)


def test_the_four_are_the_last_four_persons(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "Joe Biden spoke by phone with Emmanuel Macron, Olaf Scholz and Rishi Sunak; "
        "the four reaffirmed their support for Kenya.",
    )
    assert told(record, "Endorsement")[0][0] == {"Joe Biden", "Emmanuel Macron", "Olaf Scholz", "Rishi Sunak"}
    assert told(record, "PhoneCall")[0][1] == {"Emmanuel Macron", "Olaf Scholz", "Rishi Sunak"}


def test_what_nobody_shot_down_is_no_body(pipeline: Pipeline) -> None:
    record = read(pipeline, "The White House condemned the launch. No attempt was made to shoot it down, Japan said.")
    assert told(record, "Attack") == [(set(), set(), "negated")]


def test_who_struck_was_not_struck_by_it(pipeline: Pipeline) -> None:
    record = read(pipeline, "Turkey bombed Syria on Monday. Rockets hit a Turkish town on Tuesday, killing two people.")
    assert told(record, "Airstrike") == [({"Turkey"}, {"Syria"}, "occurred")]
    assert told(record, "RocketFire")[0][1] == {"Turkey", "people"}


def test_what_is_no_longer_done_is_not_done(pipeline: Pipeline) -> None:
    record = read(pipeline, "Kagame said that Rwanda would no longer take in refugees.")
    assert told(record, "Aid") == [({"Rwanda"}, {"refugees"}, "negated")]


def test_the_same_noun_is_the_same_attack(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "Turkish jets hit camps of the PKK after a bomb attack on a market in Istanbul. The PKK denied involvement in "
        "that attack.",
    )
    (denial,) = [a for a in record["attributions"] if a["stance"] == "denies"]
    assert [e["type"] for e in record["events"] if e["id"] in denial["about"]] == ["Bombing"]


def test_talks_on_a_trip_go_with_the_trip(pipeline: Pipeline) -> None:
    record = read(pipeline, "Kenya's president postponed a visit to the US, where he was to meet Joe Biden.")
    assert [status for _, _, status in told(record, "Meeting")] == ["postponed"]
