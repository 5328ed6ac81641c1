"""Speed of reading against the bare parser, on the same texts, side by side in one run."""

from __future__ import annotations

import pytest
import spacy
from pytest_benchmark.fixture import BenchmarkFixture

from kg.model import Document
from kg.pipeline import Pipeline
from kg.reading.language import DEFAULT_MODEL, lines_of

ROUNDS = {"rounds": 5, "warmup_rounds": 1}


@pytest.mark.benchmark(group="six articles")
def test_bare_parser(benchmark: BenchmarkFixture, documents: list[Document]) -> None:
    texts = [line.text for document in documents for line in lines_of(document)]
    model = spacy.load(DEFAULT_MODEL)
    benchmark.pedantic(lambda: list(model.pipe(texts, batch_size=64)), **ROUNDS)


@pytest.mark.benchmark(group="six articles")
def test_reading(benchmark: BenchmarkFixture, pipeline: Pipeline, documents: list[Document]) -> None:
    benchmark.pedantic(lambda: list(pipeline.reader.read(documents)), **ROUNDS)


@pytest.mark.benchmark(group="six articles")
def test_the_whole_way_to_quads(benchmark: BenchmarkFixture, pipeline: Pipeline, documents: list[Document]) -> None:
    benchmark.pedantic(lambda: list(pipeline.graphs(documents)), **ROUNDS)


@pytest.mark.parametrize("words", [1_000, 5_000, 20_000])
@pytest.mark.benchmark(group="length of one article")
def test_length(benchmark: BenchmarkFixture, pipeline: Pipeline, documents: list[Document], words: int) -> None:
    if benchmark.disabled:
        words = min(words, 1_000)  # where nothing is measured a short one will do
    text = "\n".join(d.text for d in documents)
    whole = (text + "\n") * (words // len(text.split()) + 1)
    cut = " ".join(whole.split(" ")[:words])
    benchmark.pedantic(lambda: list(pipeline.graphs([Document("long", cut)])), rounds=2, warmup_rounds=0)
