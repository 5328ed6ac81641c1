"""The lexicon as data: every entry is sound, none stands twice, and every event type has words."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from kg.errors import ShapeError
from kg.model import Status
from kg.reading.actor_lexicon import build_actors, load_actors
from kg.reading.cues import load_cues
from kg.reading.frames import LEXICON, build_lexicon, event_types, load_frames, read_yaml
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
            f.not_clause,
            f.object_is,
            f.requires,
            f.source,
            f.tool,
            f.aim,
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
        ({"lemma": "x", "pos": "verb", "type": "Attack", "clause": "may"}, "may"),
        ({"lemma": "x", "pos": "verb", "type": "Attack", "unwilling": "no"}, "unwilling is true or false, not 'no'"),
        ({"lemma": "x", "pos": "verb", "type": "Attack", "aim": {"for": "help"}}, "aim is a word"),
        ({"lemma": "x", "pos": "verb", "type": "Attack", "particle": ["off", False]}, "particle .* not False"),
        ({"pos": "verb", "type": "Attack"}, "needs a lemma"),
    ],
)
def test_a_wrong_entry_is_named(entry: dict[str, Any], named: str) -> None:
    with pytest.raises(ShapeError, match=named):
        build_lexicon([("frames.yaml, entry 1", entry)])


def test_signals_cues_and_actors_load() -> None:
    assert load_signals().matrix("refuse") is Status.NEGATED
    assert load_cues().verb("deny") is not None
    assert load_actors().head("rebel") is not None


@pytest.mark.parametrize(
    ("table", "value", "told"),
    [
        ("amounts", None, "the table 'amounts' is a list of words, and is missing"),
        ("amounts", "dozen", "the table 'amounts' is a list of words, not 'dozen'"),
        ("title_choices", ["chancellor"], r"the table 'title_choices' is a mapping, not \['chancellor'\]"),
        ("title_choices", {"chancellor": "DE"}, "title_choices, 'chancellor': a list of words is wanted, not 'DE'"),
        ("title_choices", {"chancellor": ["Peru"]}, "title_choices, 'chancellor': no state has the ISO code 'Peru'"),
        ("title_choices", {"chancellor": [1]}, "title_choices, 'chancellor': 1 is no word"),
        ("title_never", {"president": [False]}, "title_never, 'president': False is no word; .* is quoted"),
        ("title_never", {"president": ["XX"]}, "title_never, 'president': no state has the ISO code 'XX'"),
        ("ship_prefixes", {"ZZ": ["HDMS"]}, "ship_prefixes: no state has the ISO code 'ZZ'"),
        ("ship_prefixes", {"DK": "HDMS"}, "ship_prefixes, 'DK': a list of words is wanted, not 'HDMS'"),
        ("title_states", {False: ["lensmann"]}, "title_states: False is no word"),
        ("heads", {"Rebel": ["rebel"]}, "unknown actor type 'Rebel'"),
    ],
)
def test_a_wrong_table_of_actors_is_named(table: str, value: object, told: str) -> None:
    tables = read_yaml(LEXICON / "actors.yaml")
    tables[table] = value
    if value is None:
        del tables[table]
    with pytest.raises(ShapeError, match=rf"actors\.yaml: {told}"):
        build_actors(tables, "actors.yaml")
