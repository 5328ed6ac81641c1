"""Whatever the text is, reading it never fails, and every offset and quotation is in it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import vocabulary as v
from kg.linking.drafts import same_person
from kg.model import Document
from kg.pipeline import Pipeline, record_of

ARTICLES = Path(__file__).resolve().parent.parent.parent / "articles"
SENTENCES = [
    line.strip() + "."
    for path in sorted(ARTICLES.glob("*.md"))
    for line in path.read_text(encoding="utf-8").split("\n---\n", 1)[1].replace(". ", ".\n").split("\n")
    if line.strip()
]
OPTIONS = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def check(pipeline: Pipeline, text: str) -> None:
    (graph,) = pipeline.graphs([Document("t", text)])
    length = len(text)
    for quad in graph.quads:
        if quad.predicate.value in {v.START_CHAR, v.END_CHAR}:
            assert 0 <= int(getattr(quad.object, "value", -1)) <= length
        if quad.predicate.value == v.EXACT:
            assert str(getattr(quad.object, "value", "\x00")) in text
    record_of(graph)


@OPTIONS
@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300))
def test_arbitrary_unicode(pipeline: Pipeline, text: str) -> None:
    check(pipeline, text)


@OPTIONS
@given(seed=st.integers(0, 10_000))
def test_shuffled_cut_and_repeated_sentences(pipeline: Pipeline, seed: int) -> None:
    chance = random.Random(seed)
    some = chance.choices(SENTENCES, k=6)
    cut = [s[: chance.randrange(1, len(s) + 1)] if chance.random() < 0.4 else s for s in some]
    check(pipeline, chance.choice([" ", "\n", "\n\n"]).join(cut))


@pytest.mark.parametrize(
    "text",
    [
        "\n\n\n",
        "…",
        "“",
        "a" * 5000,
        "Iran " * 3000,
        "He said she said they said it. " * 50,
        "\u202eIran\u202c warned Iraq.",
        "(" * 400,
        # a preposition at the very start that the parser hangs on a noun behind
        "On Thursday, the Chad Defense Forces confirmed that chief Paul Kato was killed in a July 13 that, "
        "officials say, "
        "airstrike in southern Gaza.",
        "Who which said that, he said, the army told AFP, had been, that Kenya, said.",
    ],
)
def test_odd_texts(pipeline: Pipeline, text: str) -> None:
    check(pipeline, text)


def test_a_numeral_is_nobodys_name() -> None:
    assert not same_person(["ii"], ["jr", "iii"])
    assert same_person(["charles", "iii"], ["charles"])
