"""What must be right about the first article, whatever else changes."""

from __future__ import annotations

from typing import Any

import pytest

from kg.pipeline import Graph, record_of
from kg.store import Store


@pytest.fixture(scope="module")
def record(graphs: dict[str, Graph]) -> dict[str, Any]:
    return record_of(graphs["netanyahu-biden-call"])


def names(record: dict[str, Any], event: dict[str, Any], role: str | None = None) -> set[str]:
    by_id = {a["id"]: a["name"] for a in record["actors"]}
    return {by_id[p["actor"]] for p in event["participants"] if role in {None, p["role"]}}


def events(record: dict[str, Any], kind: str, *who: str) -> list[dict[str, Any]]:
    return [e for e in record["events"] if e["type"] == kind and set(who) <= names(record, e)]


def test_the_call_is_planned_not_occurred(record: dict[str, Any]) -> None:
    (call,) = events(record, "PhoneCall", "Joe Biden", "Benjamin Netanyahu")
    assert call["status"] == "planned"
    assert call["date"] == "2024-10-09"


def test_the_israeli_retaliation_is_planned(record: dict[str, Any]) -> None:
    (retaliation,) = [
        e for e in events(record, "Retaliation", "Israel", "Iran") if "Israel" in names(record, e, "agent")
    ]
    assert retaliation["status"] == "planned"


def test_the_attack_of_1_october_is_iranian_with_about_200_missiles(record: dict[str, Any]) -> None:
    (attack,) = events(record, "MissileAttack", "Iran")
    assert names(record, attack, "agent") == {"Iran"}
    assert attack["date"] == "2024-10-01"
    assert attack["quantity"] == {"value": 200.0, "precision": "approximately", "of": "ballistic missiles"}


def test_the_failed_attempts_are_claimed_through_the_post_and_denied(first_store: Store) -> None:
    rows = list(
        first_store.query(
            """SELECT ?source ?outlet ?publisher ?denier WHERE {
              ?claim kg:holder ?h ; kg:content ?event ; kg:phase kg:attempted ; kg:polarity kg:affirms .
              ?h a kg:UnnamedSource ; rdfs:label ?source .
              ?report kg:content ?claim ; kg:holder/rdfs:label ?outlet .
              ?root kg:content ?report ; kg:holder/rdfs:label ?publisher .
              ?denial kg:denies ?claim ; kg:holder/rdfs:label ?denier . }"""
        )
    )
    found = [tuple(row[n].value for n in ("source", "outlet", "publisher", "denier")) for row in rows]
    assert found == [("unnamed Israeli official", "The Washington Post", "The Times of Israel", "US officials")]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("PhoneCall", "will hold a phone call"),
        ("MissileAttack", "200 ballistic missiles"),
        ("Retaliation", "retaliate against Iran"),
    ],
)
def test_who_said_it_is_answered_with_the_sentence(first_store: Store, kind: str, words: str) -> None:
    rows = first_store.query(
        f"""SELECT ?sentence WHERE {{ ?e a kg:{kind} . ?claim kg:content ?e ; kg:holder ?h ;
            kg:evidence/kg:inSentence/kg:exact ?sentence }}"""
    )
    assert any(words in row["sentence"].value for row in rows)
