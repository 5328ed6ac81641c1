"""What single sentences say: types, participants, statuses and sources, on sentences made for the purpose."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kg.model import Document
from kg.pipeline import Pipeline, record_of

PUBLISHED = date(2023, 5, 17)  # a Wednesday


def read(pipeline: Pipeline, text: str) -> dict[str, Any]:
    (graph,) = pipeline.graphs([Document("t", text, published=PUBLISHED, publisher="A Paper")])
    return record_of(graph)


def names(record: dict[str, Any], event: dict[str, Any], role: str) -> set[str]:
    by_id = {a["id"]: a["name"] for a in record["actors"]}
    return {by_id[p["actor"]] for p in event["participants"] if p["role"] == role}


def only(record: dict[str, Any], kind: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = [e for e in record["events"] if e["type"] == kind]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("text", "kind", "agents", "recipients"),
    [
        ("Brazil condemned Bolivia on Monday.", "Accusation", {"Brazil"}, {"Bolivia"}),
        ("Bolivia was condemned by Brazil.", "Accusation", {"Brazil"}, {"Bolivia"}),
        ("Kenya's warning to Somalia came late.", "Warning", {"Kenya"}, {"Somalia"}),
        ("The rebels attacked Chad.", "Attack", {"rebels"}, {"Chad"}),
        ("Police arrested dozens of protesters in Lima.", "Arrest", {"Police"}, {"protesters"}),
        ("Peru expelled the Mexican ambassador.", "Expulsion", {"Peru"}, {"Mexican ambassador"}),
        ("Kenya and Uganda threatened Rwanda.", "Threat", {"Kenya", "Uganda"}, {"Rwanda"}),
        ("Missiles were fired at Japan by North Korea.", "MissileAttack", {"North Korea"}, {"Japan"}),
        ("Ghana urged Togo to release the prisoners.", "Request", {"Ghana"}, {"Togo"}),
        ("Ukraine shot down six of the drones launched by Russia.", "Interception", {"Ukraine"}, {"Russia"}),
        ("Iran fired 30 missiles on Tuesday at Iraq.", "MissileAttack", {"Iran"}, {"Iraq"}),
        ("A Tunisian court jailed the activist.", "Coercion", {"Tunisian court"}, {"activist"}),
    ],
)
def test_who_does_what_to_whom(
    pipeline: Pipeline, text: str, kind: str, agents: set[str], recipients: set[str]
) -> None:
    record = read(pipeline, text)
    event = only(record, kind)
    assert names(record, event, "agent") == agents
    assert names(record, event, "recipient") == recipients


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Brazil attacked Bolivia.", "Attack", "occurred"),
        ("Brazil will attack Bolivia.", "Attack", "planned"),
        ("Brazil may attack Bolivia.", "Attack", "possible"),
        ("Brazil did not attack Bolivia.", "Attack", "negated"),
        ("Brazil is attacking Bolivia.", "Attack", "ongoing"),
        ("Brazil threatened to attack Bolivia.", "Attack", "possible"),
        ("If Brazil attacks Bolivia, Peru will respond.", "Attack", "possible"),
        ("Brazil refused to attack Bolivia.", "Attack", "negated"),
        ("Brazil tried to attack Bolivia.", "Attack", "attempted"),
        ("Kenya postponed the minister's visit to Uganda.", "Visit", "postponed"),
        ("Kenya called off a visit to Uganda.", "Visit", "cancelled"),
        ("Kenya blocked the minister's visit to Uganda.", "Visit", "prevented"),
        ("The planned visit to Uganda was discussed by Kenya.", "Visit", "planned"),
        ("Brazil to attack Bolivia\nMore news will follow later today.", "Attack", "planned"),
    ],
)
def test_what_became_of_it(pipeline: Pipeline, text: str, kind: str, status: str) -> None:
    assert only(read(pipeline, text), kind)["status"] == status


@pytest.mark.parametrize(
    ("text", "source", "stance"),
    [
        ("Kenya said that rebels had attacked Chad.", "Kenya", "asserts"),
        ("Rebels attacked Chad, Kenya said.", "Kenya", "asserts"),
        ("According to Kenya, rebels attacked Chad.", "Kenya", "asserts"),
        ("Kenya denied that its forces had attacked Chad.", "Kenya", "denies"),
        ("Rebels reportedly attacked Chad.", "unspecified", "asserts"),
        ("Rebels are said to have attacked Chad.", "unspecified", "asserts"),
        ("A Kenyan official told Reuters that rebels had attacked Chad.", "Kenyan official", "asserts"),
    ],
)
def test_who_says_so(pipeline: Pipeline, text: str, source: str, stance: str) -> None:
    record = read(pipeline, text)
    (attribution,) = record["attributions"]
    by_id = {a["id"]: a["name"] for a in record["actors"]}
    assert by_id.get(attribution["source"], attribution["source"]) == source
    assert attribution["stance"] == stance
    attack = only(record, "Attack")
    assert attribution["about"] == [attack["id"]]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya attacked Somalia, Radio Ergo reported, citing a diplomat.",
        "Citing a diplomat, Radio Ergo reported that Kenya had attacked Somalia.",
    ],
)
def test_a_report_that_cites_a_source_passes_it_on(pipeline: Pipeline, text: str) -> None:
    record = read(pipeline, text)
    names_of = {a["id"]: a["name"] for a in record["actors"]}
    (attack,) = [e for e in record["events"] if e["type"] == "Attack"]
    found = {
        (names_of[a["source"]], names_of.get(a["via"])) for a in record["attributions"] if attack["id"] in a["about"]
    }
    assert found == {("Radio Ergo", None), ("diplomat", "Radio Ergo")}


def test_a_part_of_a_number_is_counted_for_itself(pipeline: Pipeline) -> None:
    record = read(pipeline, "Israel intercepted around a dozen of the roughly 200 missiles that Iran fired at it.")
    counted = {e["type"]: (e["quantity"]["value"], e["quantity"]["precision"]) for e in record["events"]}
    assert counted == {"Interception": (12, "approximately"), "MissileAttack": (200, "approximately")}


def test_an_outlet_that_was_told_stands_in_the_chain(pipeline: Pipeline) -> None:
    record = read(pipeline, "A Kenyan official told Reuters that rebels had attacked Chad.")
    by_id = {a["id"]: a["name"] for a in record["actors"]}
    assert by_id[record["attributions"][0]["via"]] == "Reuters"


@pytest.mark.parametrize(
    ("text", "holder", "office", "of"),
    [
        ("Kenyan President William Ruto met Samia Suluhu Hassan.", "William Ruto", "president", "Kenya"),
        (
            "Annalena Baerbock, the German foreign minister, warned Iran.",
            "Annalena Baerbock",
            "foreign minister",
            "Germany",
        ),
        ("NATO Secretary General Jens Stoltenberg warned Russia.", "Jens Stoltenberg", "secretary general", "NATO"),
    ],
)
def test_who_holds_which_office(pipeline: Pipeline, text: str, holder: str, office: str, of: str) -> None:
    record = read(pipeline, text)
    by_id = {a["id"]: a["name"] for a in record["actors"]}
    found = [(by_id[o["holder"]], o["office"].lower(), by_id.get(o["of"])) for o in record["offices"]]
    assert (holder, office, of) in found


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("on Monday", "2023-05-15"),
        ("on Wednesday", "2023-05-17"),
        ("yesterday", "2023-05-16"),
        ("on May 3", "2023-05-03"),
        ("on 3 May", "2023-05-03"),
        ("on December 24", "2022-12-24"),
        ("on December 24, 2019", "2019-12-24"),
        ("in August 2021", "2021-08"),
        ("in 2014", "2014"),
        ("in March", "2023-03"),
        ("three days ago", "2023-05-14"),
        ("last week", None),
        ("overnight", None),
        ("in recent days", None),
        ("days later", None),
    ],
)
def test_when_it_was(pipeline: Pipeline, words: str, value: str | None) -> None:
    assert only(read(pipeline, f"Brazil attacked Bolivia {words}."), "Attack").get("date") == value


def test_the_month_before_counts_from_the_last_day_named(pipeline: Pipeline) -> None:
    record = read(pipeline, "Peru invaded Bolivia on 4 March 2021. The month before, Peru had threatened Bolivia.")
    assert only(record, "Threat")["date"] == "2021-02"


def test_what_is_to_come_is_on_the_next_weekday(pipeline: Pipeline) -> None:
    assert only(read(pipeline, "Kenya's president will visit Uganda on Monday."), "Visit")["date"] == "2023-05-22"


def test_a_capital_stands_for_its_state_and_a_pronoun_for_what_went_before(pipeline: Pipeline) -> None:
    record = read(pipeline, "Tehran accused Paris of spying. It also warned Berlin.")
    warning = only(record, "Warning")
    assert names(record, warning, "agent") == {"Iran"}
    assert names(record, warning, "recipient") == {"Germany"}


def test_one_event_for_its_mentions_and_two_for_two(pipeline: Pipeline) -> None:
    record = read(
        pipeline,
        "President William Ruto of Kenya telephoned President Emmanuel Macron of France on Monday. "
        "During the call, Ruto warned Macron. In a second call that day, Macron assured Ruto.",
    )
    calls = [e for e in record["events"] if e["type"] == "PhoneCall"]
    assert [len(c["mentions"]) for c in calls] == [2, 1]


def test_a_text_without_a_date_leaves_relative_days_open_and_says_so(pipeline: Pipeline) -> None:
    (graph,) = pipeline.graphs([Document("t", "Brazil attacked Bolivia on Monday.")])
    assert "date" not in only(record_of(graph), "Attack")
    assert "no publication date" in graph.warnings[0]
