"""The lexicon as data: every entry is sound, none stands twice, and every event type has words."""

from __future__ import annotations

from collections import Counter

import pytest

from kg.errors import ShapeError
from kg.model import Status
from kg.reading.actor_lexicon import _codes, load_actors
from kg.reading.cues import load_cues
from kg.reading.frames import build_lexicon, event_types, load_frames
from kg.reading.signals import load_signals

# types that stand only above others in the tree: nothing in a text is just that
ABSTRACT = {"Event", "Communication", "PublicAction"}


def test_no_entry_stands_twice() -> None:
    keys = Counter(
        (
            f.lemma,
            f.pos,
            f.particle,
            f.object,
            f.subject,
            f.modifier,
            f.carrier,
            f.clause,
            f.object_is,
            f.requires,
            f.source,
            f.tool,
        )
        for f in load_frames().frames
    )
    assert [key[:3] for key, count in keys.items() if count > 1] == []


def test_every_event_type_has_words() -> None:
    named = {f.type for f in load_frames().frames}
    assert set(event_types()) - named - ABSTRACT == set()


@pytest.mark.parametrize(
    ("pos", "lemma", "event_type"),
    [
        ("verb", "accuse", "Accusation"),
        ("verb", "deport", "Expulsion"),
        ("noun", "ceasefire", "Ceasefire"),
        ("noun", "reprisal", "Retaliation"),
        ("verb", "extradite", "Cooperation"),
        ("verb", "greenlight", "Approval"),
        ("noun", "pogrom", "Attack"),
        ("verb", "exonerate", "Release"),
    ],
)
def test_a_lemma_has_a_frame_of_its_type(pos: str, lemma: str, event_type: str) -> None:
    assert event_type in {f.type for f in load_frames().of(pos, lemma)}


def test_the_frame_that_asks_for_most_comes_first() -> None:
    first = load_frames().of("verb", "sign")[0]
    assert first.specificity == max(f.specificity for f in load_frames().of("verb", "sign"))


@pytest.mark.parametrize(
    ("entry", "named"),
    [
        ({"lemma": "x", "pos": "verb", "type": "Nonsense"}, "Nonsense"),
        ({"lemma": "x", "pos": "adverb", "type": "Attack"}, "adverb"),
        ({"lemma": "x", "pos": "verb", "type": "Attack", "agent": "subject"}, "subject"),
        ({"lemma": "x", "pos": "verb", "type": "Attack", "colour": "red"}, "colour"),
        ({"lemma": "x", "pos": "verb", "type": "Attack", "status": "done"}, "done"),
    ],
)
def test_a_wrong_entry_is_named(entry: dict[str, str], named: str) -> None:
    with pytest.raises(ShapeError, match=named):
        build_lexicon([("frames.yaml, entry 1", entry)])


def test_signals_cues_and_actors_load() -> None:
    assert load_signals().matrix("refuse") is Status.NEGATED
    assert load_cues().verb("deny") is not None
    assert load_actors().head("rebel") is not None


@pytest.mark.parametrize("wrong", ["US", ["Peru"], [1]])
def test_states_that_use_a_title_are_a_list_of_codes(wrong: object) -> None:
    with pytest.raises(ShapeError, match="'chancellor' is used by a list of ISO codes"):
        _codes(wrong, "chancellor", "actors.yaml")
