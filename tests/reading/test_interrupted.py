"""Main verbs far from their subject, and second verbs that look like participles: who did what all the same."""

from __future__ import annotations

import pytest

from kg.pipeline import Pipeline
from tests.reading.telling import read, told


@pytest.mark.parametrize(
    ("text", "kind", "agents", "recipients"),
    [
        (
            "Paul Kato, the most senior Kenyan to come to Chad since the coup of July 15, backed the demand.",
            "Endorsement", {"Paul Kato"}, set(),
        ),
        ("Kenya, which had kept silent for weeks, hit back within hours.", "Attack", {"Kenya"}, set()),
        (
            "Chad’s president, Amos Adoum Kato, called Mr. Tutu and offered to help.",
            "PhoneCall", {"Amos Adoum Kato"}, {"Tutu"},
        ),
        (
            "Orban, one of the longest in office, lashed out at Chad in an interview.",
            "Accusation", {"Orban"}, {"Chad"},
        ),
        (
            "Nairobi, according to the Tribune, protested on Sunday after two Chadian warships had sailed by.",
            "Accusation", {"Kenya"}, set(),
        ),
        (
            "Kenyan police, according to the Tribune, sealed off the Chadian consulate in Mombasa.",
            "Coercion", {"Kenyan police"}, {"Chadian consulate"},
        ),
        (
            "In Mombasa, rebels who wanted the talks to go on shelled barracks on Tuesday.",
            "Shelling", {"rebels"}, set(),
        ),
        (
            "Hours later, jets of the Kenyan army bombed Moroni, the Comorian town held by rebels.",
            "Airstrike", {"Kenyan army"}, {"Comoros"},
        ),
        ("The authorities have since banned marches.", "Obstruction", {"authorities"}, set()),
        (
            "Warplanes of the Saudi-led coalition struck Sanaa on Monday.",
            "Airstrike", {"Saudi-led coalition"}, {"Yemen"},
        ),
        (
            "Paul Kato danced before a crowd, severed relations with Chad and ordered its ships home.",
            "Sanction", {"Paul Kato"}, {"Chad"},
        ),
        ("Hours later rebels captured the town.", "Capture", {"rebels"}, set()),
    ],
)  # fmt: skip
def test_who_acts(pipeline: Pipeline, text: str, kind: str, agents: set[str], recipients: set[str]) -> None:
    assert [(a, r) for a, r, _ in told(read(pipeline, text), kind)] == [(agents, recipients)]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya, which joined the talks late, accused of breaking its word, said that it would stay.",
        "When Kenya, which had led the force, withdrew, Chad, accused of neglect, condemned the move.",
        "A minister from Chad, who was summoned on Monday, accused of spying, has left.",
        "The envoy was a Kenyan, accused of spying.",
    ],
)
def test_participles_behind_an_aside_stay_participles(pipeline: Pipeline, text: str) -> None:
    assert all(not agents for agents, _, _ in told(read(pipeline, text), "Accusation"))
