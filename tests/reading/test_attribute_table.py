from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from kg.model import Document
from kg.reading.attribute_table import rules_of, tabulate
from kg.reading.language import DEFAULT_MODEL, lines_of

# rules of two tokens, of blanks, of words by pattern
ODD = (
    "Let's go, he said; they're gonna call, y'all gotta wait.",
    "There is a call, there's no doubt, and there ain't any answer.",
    "It was  \n (blanks)\t told  twice   .",
    "C'm on! I'd have been told that; who's that? But for the talks, this is all but over.",
)


@pytest.fixture(scope="module")
def plain() -> Language:
    return spacy.load(DEFAULT_MODEL)


def test_the_table_gives_every_token_what_the_models_own_rules_give_it(
    plain: Language, documents: list[Document]
) -> None:
    tabled = spacy.load(DEFAULT_MODEL)
    tabulate(tabled)
    assert "attribute_ruler" not in tabled.pipe_names
    texts = [*ODD, *(line.text for document in documents for line in lines_of(document))]
    for one, other in zip(plain.pipe(texts), tabled.pipe(texts), strict=True):
        assert [_told(token) for token in one] == [_told(token) for token in other]


def _told(token: object) -> tuple[str, ...]:
    return tuple(str(getattr(token, name)) for name in ("text", "tag_", "pos_", "morph", "lemma_", "dep_", "ent_type_"))


@pytest.mark.parametrize("pattern", [[{"LEMMA": "go"}], [{"LOWER": {"FUZZY": "go"}}], [{"TAG": "NN"}] * 3, [{}]])
def test_a_model_with_other_rules_keeps_them(pattern: list[dict[str, object]]) -> None:
    model = spacy.blank("en")
    ruler = model.add_pipe("attribute_ruler")
    ruler.add([pattern], {"POS": "NOUN"})  # type: ignore[attr-defined]
    assert rules_of(ruler) is None  # type: ignore[arg-type]
    tabulate(model)
    assert model.pipe_names == ["attribute_ruler"]
