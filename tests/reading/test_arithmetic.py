"""Matrix products of the parser: right, and alike however texts are batched."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from thinc.api import Model, NumpyOps

from kg.model import Document
from kg.pipeline import Pipeline
from kg.reading import arithmetic
from kg.reading.arithmetic import BlockOps
from kg.reading.language import DEFAULT_MODEL, lines_of, load_model


@pytest.fixture(scope="module")
def texts(documents: list[Document]) -> list[str]:
    return [line.text for document in documents for line in lines_of(document)]


def _kinds(model: Language) -> set[type]:
    roots = [getattr(pipe, "model", None) for _, pipe in model.pipeline]
    return {type(layer.ops) for root in roots if isinstance(root, Model) for layer in root.walk()}


@given(st.integers(0, 70), st.integers(1, 40), st.integers(1, 40), st.booleans())
def test_products_are_products(rows: int, columns: int, units: int, given_out: bool) -> None:
    random = np.random.default_rng(rows)
    x = random.standard_normal((rows, columns), np.float32)
    y = random.standard_normal((units, columns), np.float32)
    out = np.full((rows, units), 7, np.float32) if given_out else None
    found = BlockOps().gemm(x, y, trans2=True, out=out)
    assert found.shape == (rows, units)
    assert found.flags.c_contiguous
    assert np.allclose(found, x.astype(float) @ y.T.astype(float), atol=1e-4)
    assert out is None or found is out


def test_other_products_are_left_to_spacy() -> None:
    x, y = np.ones((3, 5), np.float32), np.ones((3, 2), np.float32)
    assert (BlockOps().gemm(x, y, trans1=True) == np.full((5, 2), 3)).all()
    with pytest.raises(ValueError, match="float32"):
        BlockOps().gemm(x.astype(float), y.astype(float), trans1=True)


def test_a_sentence_has_the_same_bits_in_every_batch(pipeline: Pipeline, texts: list[str]) -> None:
    parse = pipeline.reader.model.pipe
    once = {doc.text: doc.tensor.tobytes() for doc in parse(texts, batch_size=64)}
    for size in (1, 3, 17, 256):
        again = {doc.text: doc.tensor.tobytes() for doc in parse(reversed(texts), batch_size=size)}
        assert again == once


def test_the_parse_is_that_of_spacys_own_products(pipeline: Pipeline, texts: list[str]) -> None:
    if not arithmetic.places_are_alike():
        pytest.skip("this machine keeps spaCy's own products")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(arithmetic, "places_are_alike", lambda: False)
        plain = load_model()
    assert BlockOps in _kinds(pipeline.reader.model)
    assert BlockOps not in _kinds(plain)

    def parsed(model: Language) -> list[list[tuple[str, int, str]]]:
        return [[(t.dep_, t.head.i, t.ent_type_) for t in doc] for doc in model.pipe(texts)]

    assert parsed(pipeline.reader.model) == parsed(plain)


def test_a_machine_whose_products_depend_on_the_place_keeps_spacys(monkeypatch: pytest.MonkeyPatch) -> None:
    right = arithmetic.in_blocks

    def by_place(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        found = right(x, y).copy()
        found[1::16] = np.nextafter(found[1::16], np.float32(9))
        return found

    arithmetic.places_are_alike.cache_clear()
    monkeypatch.setattr(arithmetic, "in_blocks", by_place)
    model = spacy.load(DEFAULT_MODEL, exclude=["ner", "lemmatizer", "attribute_ruler"])
    try:
        arithmetic.settle(model)
    finally:
        arithmetic.places_are_alike.cache_clear()
    assert _kinds(model) == {NumpyOps}
