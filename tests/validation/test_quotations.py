from __future__ import annotations

import pytest
from rdflib import Graph, Literal, URIRef

from kg.validation import Violation, validate
from kg.vocabulary import DEFAULT_BASE, KG


def _with(graph: Graph, node: str, property_: str, value: object) -> list[Violation]:
    graph.set((URIRef(DEFAULT_BASE + node), URIRef(KG + property_), Literal(value)))
    return validate(graph)


def test_other_words_than_the_text_has_there_are_reported(graph: Graph) -> None:
    (violation,) = _with(graph, "t1", "exact", "launches")
    assert violation.node == DEFAULT_BASE + "t1"
    assert violation.path == "kg:exact"
    assert violation.message == "characters 7 to 15 read 'launched', not 'launches'"
    assert violation.sentence == "Tehran launched about 200 missiles on October 1."


def test_words_one_character_beside_their_place_are_reported(graph: Graph) -> None:
    trigger = URIRef(DEFAULT_BASE + "t1")
    graph.set((trigger, URIRef(KG + "startChar"), Literal(8)))
    (violation,) = _with(graph, "t1", "endChar", 16)
    assert "read 'aunched ', not 'launched'" in violation.message


@pytest.mark.parametrize("node", ["t1", "S1", "S2"])
def test_a_text_longer_than_its_offsets_is_reported(graph: Graph, node: str) -> None:
    text = graph.value(URIRef(DEFAULT_BASE + node), URIRef(KG + "exact"))
    (violation,) = _with(graph, node, "exact", f"{text}!")
    assert (violation.node, violation.path) == (DEFAULT_BASE + node, "kg:exact")
    assert f"has {len(str(text)) + 1} characters" in violation.message


def test_a_span_outside_its_sentence_is_reported(graph: Graph) -> None:
    span = URIRef(DEFAULT_BASE + "t1")
    graph.set((span, URIRef(KG + "inSentence"), URIRef(DEFAULT_BASE + "S2")))
    (violation,) = validate(graph)
    assert (violation.node, violation.path) == (str(span), "kg:inSentence")
    assert "not within the sentence" in violation.message


def test_offsets_count_code_points(graph: Graph) -> None:
    # The second sentence ends in an emoji: one code point, two units of UTF-16, four bytes of UTF-8.
    assert validate(graph) == []
    sentence = URIRef(DEFAULT_BASE + "S2")
    (violation,) = _with(graph, "S2", "endChar", int(str(graph.value(sentence, URIRef(KG + "endChar")))) + 1)
    assert violation.node == str(sentence)


def test_what_is_no_number_is_left_to_the_shapes(graph: Graph) -> None:
    found = _with(graph, "t1", "startChar", "seven")
    assert found
    assert all("integer" in v.message or "before it ends" in v.message for v in found)
