"""What stands between spaCy and the rules to save time changes nothing: tokens at hand, a ruler with a memory."""

from __future__ import annotations

from typing import Any

import pytest
import spacy
from spacy.tokens import Doc

from kg.model import Document
from kg.pipeline import Pipeline
from kg.reading.language import DEFAULT_MODEL, lines_of
from kg.reading.parsed import finished
from kg.reading.time_words import _LETTERS, _PATTERNS

_WORDS = ("text", "lower_", "lemma_", "tag_", "pos_", "dep_", "ent_type_", "whitespace_", "i", "idx")
_RARE = ("ent_iob_", "is_alpha", "is_sent_start", "is_space")
_SETS = ("children", "lefts", "rights", "subtree", "ancestors")
_MORE = "There is a deal, and there are talks. Let's go: they're gonna say \"y'all ain't\" got to.  They did it."


@pytest.fixture(scope="module")
def texts(documents: list[Document]) -> list[str]:
    return [*(line.text for document in documents for line in lines_of(document)), _MORE]


@pytest.fixture(scope="module")
def parses(pipeline: Pipeline, texts: list[str]) -> list[Doc]:
    return list(pipeline.reader.model.pipe(texts))


@pytest.mark.parametrize("name", [*_WORDS, *_RARE])
def test_a_token_at_hand_has_what_spacys_has(parses: list[Doc], name: str) -> None:
    for parse in parses:
        assert [getattr(t, name) for t in finished(parse)] == [getattr(t, name) for t in parse]


@pytest.mark.parametrize("name", _SETS)
def test_it_hangs_on_the_same_tokens(parses: list[Doc], name: str) -> None:
    for parse in parses:
        ours = [[other.i for other in getattr(t, name)] for t in finished(parse)]
        assert ours == [[other.i for other in getattr(t, name)] for t in parse]


def test_its_head_edges_sentence_and_neighbours_are_the_same(parses: list[Doc]) -> None:
    def places(doc: Doc) -> list[tuple[int, ...]]:
        return [
            (t.head.i, t.left_edge.i, t.right_edge.i, t.sent.start, t.sent.end, t.sent.root.i, len(t), t.doc[-1].i)
            for t in doc
        ]

    for parse in parses:
        doc = finished(parse)
        assert places(doc) == places(parse)
        assert all(doc[0].is_ancestor(t) == parse[0].is_ancestor(parse[t.i]) for t in doc)
        assert [t.nbor(-1) for t in doc[1:]] == [doc[t.i - 1] for t in doc[1:]]
        with pytest.raises(IndexError):
            doc[0].nbor(-1)
        with pytest.raises(IndexError):
            doc[-1].nbor()


@pytest.mark.parametrize(("start", "end"), [(None, 3), (2, None), (1, 4), (-3, None), (4, 2), (5, 500), (0, 0)])
def test_tokens_in_a_row_are_the_same(parses: list[Doc], start: int | None, end: int | None) -> None:
    for parse in (one for one in parses if len(one) > 5):
        ours: Any
        theirs: Any
        ours, theirs = finished(parse)[start:end], parse[start:end]
        assert [t.i for t in ours] == [t.i for t in theirs]
        assert (len(ours), ours.text, ours.start) == (len(theirs), theirs.text, theirs.start)
        if len(theirs):
            assert (ours.root.i, ours[0].i, ours.start_char) == (theirs.root.i, theirs[0].i, theirs.start_char)


def test_characters_lead_to_the_same_tokens(parses: list[Doc]) -> None:
    doc, parse = finished(parses[-1]), parses[-1]
    for start in range(0, len(parse.text) - 7, 3):
        for mode in ("strict", "expand"):
            ours = doc.char_span(start, start + 7, alignment_mode=mode)
            theirs = parse.char_span(start, start + 7, alignment_mode=mode)
            assert (ours is None) == (theirs is None)
            if ours is not None and theirs is not None:
                assert (ours.start, ours.end) == (theirs.start, theirs.end)


def test_the_ruler_with_a_memory_sets_what_the_models_own_sets(texts: list[str]) -> None:
    def plain(pipeline: Any) -> list[list[tuple[str, ...]]]:
        docs = pipeline.pipe([*texts, *texts])  # the second time from memory
        return [[(t.tag_, t.pos_, t.dep_, t.lemma_, str(t.morph)) for t in doc] for doc in docs]

    own, remembering = spacy.load(DEFAULT_MODEL), spacy.load(DEFAULT_MODEL)
    remembering.add_pipe("remembering_ruler", before="attribute_ruler")
    remembering.disable_pipe("attribute_ruler")
    assert plain(remembering) == plain(own)


def test_a_ruler_that_has_met_too_many_words_forgets_them(texts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.reading.ruler._MOST", 3)
    remembering = spacy.load(DEFAULT_MODEL)
    remembering.add_pipe("remembering_ruler", before="attribute_ruler")
    remembering.disable_pipe("attribute_ruler")
    own = spacy.load(DEFAULT_MODEL)
    assert [t.pos_ for t in remembering(texts[0])] == [t.pos_ for t in own(texts[0])]


_TIMES = [
    "2024-10-09", "October 9", "9 October", "late May", "May last year", "May 2024", "last Sunday", "that evening",
    "the night before", "the week after", "yesterday", "an hour ago", "two decades ago", "weeks later", "Later today",
    "earlier on", "last century", "next weekend", "over the past few months", "in a fortnight", "summer 2023",
    "in January", "in 1999", "in 2001", "in 1848", "the 2016 vote", "overnight",
]  # fmt: skip


@pytest.mark.parametrize("text", _TIMES)
def test_letters_that_are_looked_for_before_a_pattern_are_in_what_it_finds(text: str) -> None:
    found = [name for name, pattern in _PATTERNS if pattern.search(text)]
    assert found
    assert all(any(letters in text for letters in _LETTERS[name]) for name in found if name in _LETTERS)
