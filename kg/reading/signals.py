"""Status signals and light verbs, loaded from the lexicon: modals, adjectives, governing verbs and nouns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.errors import ShapeError
from kg.model import Status
from kg.reading.frames import LEXICON, read_yaml, status_named

_TABLES = ("modals", "adjectives", "verbs", "nouns")


@dataclass(frozen=True, slots=True)
class Signals:
    """Words that decide what became of an event, and verbs that only carry out what their object names."""

    modals: dict[str, Status]
    adjectives: dict[str, Status]
    verbs: dict[str, Status]
    nouns: dict[str, Status]
    conditionals: frozenset[str]
    light: frozenset[str]
    reverse_light: frozenset[str]

    def modal(self, word: str) -> Status | None:
        """What a modal gives its verb."""
        return self.modals.get(word)

    def adjective(self, word: str) -> Status | None:
        """What an adjective says of the event that it modifies."""
        return self.adjectives.get(word)

    def matrix(self, lemma: str) -> Status | None:
        """What a verb or adjective ("expect", "block from") gives the event in its complement."""
        return self.verbs.get(lemma)

    def noun(self, lemma: str) -> Status | None:
        """What a noun ("plan", "threat") gives the event that it is of."""
        return self.nouns.get(lemma)

    def is_conditional(self, word: str) -> bool:
        """Whether a word opens a condition or an open question."""
        return word in self.conditionals

    def is_light(self, lemma: str) -> bool:
        """Whether a verb (or verb and preposition) only carries out the event that its object names."""
        return lemma in self.light or lemma in self.reverse_light

    def is_reverse_light(self, lemma: str) -> bool:
        """Whether the subject of such a verb is at the receiving end: "received a warning"."""
        return lemma in self.reverse_light


@cache
def load_signals() -> Signals:
    """The project's signals, checked; ShapeError names the file and the value that is wrong."""
    place = "signals.yaml"
    data = read_yaml(LEXICON / place)
    tables = {name: _table(data.get(name), f"{place}, {name}") for name in _TABLES}
    return Signals(
        **tables,
        conditionals=frozenset(data["conditionals"]),
        light=frozenset(data["light"]),
        reverse_light=frozenset(data["reverse_light"]),
    )


def _table(data: Any, place: str) -> dict[str, Status]:
    """{status: [words]} turned into {word: status}."""
    if not isinstance(data, dict):
        raise ShapeError("a table of statuses with their words is missing", place=place)
    found: dict[str, Status] = {}
    for name, words in data.items():
        status = status_named(name, place)
        assert status is not None
        for word in words:
            if found.get(word, status) is not status:
                raise ShapeError(f"{word!r} stands under {found[word]} and {status}", place=place)
            found[word] = status
    return found
