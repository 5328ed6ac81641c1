"""Headlines In Title Case, put in the case of a sentence for the parser, which else takes every word for a name.

A word keeps its capital where the text itself writes it so within a sentence, and loses it where the text writes it
small or where it is a common word. Lengths do not change, so that offsets hold.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cached_property

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_WITHIN = re.compile(r"(?<=[a-z,;’'\"”] )[A-Z][^\W\d_]+(?:['’-][^\W\d_]+)*")
_OWNED = re.compile(r"['’]s?$")
_FEWEST = 3  # words of a headline that can be told to be in title case
_SHARE = 0.75  # of its longer words that then begin with a capital
_SHORT = 4  # letters; shorter words are small in many styles
_COMMON = {
    "latest", "as", "after", "amid", "against", "over", "into", "before", "despite", "during", "says", "say", "said",
    "likely", "set", "due", "new", "first", "another", "more", "its", "his", "her", "their", "to", "of", "in", "on",
    "for", "from", "with", "by", "at", "is", "are", "be", "will", "may", "not", "no", "and", "or", "but", "the", "a",
    "an", "near", "under", "about", "between", "since", "until", "while", "without", "following", "ahead", "back",
    "off", "out", "up", "down",
}  # fmt: skip


class SentenceCase:
    """Knows how one text writes its words."""

    def __init__(self, text: str, common: Set[str]) -> None:
        self._text = text
        self._common = common

    @cached_property
    def _names(self) -> set[str]:
        found = (match.group() for match in _WITHIN.finditer(self._text))
        return {word for name in found for word in (name, *name.split("-"))}

    @cached_property
    def _small(self) -> set[str]:
        return {word for word in _WORD.findall(self._text) if word == word.lower()}

    def of(self, headline: str) -> str:
        """The headline as a sentence would have it; unchanged where it is none in title case."""
        words = _WORD.findall(headline)
        longer = [w for w in words if len(w) >= _SHORT]
        if len(words) < _FEWEST or sum(w[0].isupper() for w in longer) < _SHARE * len(longer):
            return headline
        if headline == headline.upper():
            return headline
        first = _WORD.search(headline)
        begins = first.start() if first else -1
        return _WORD.sub(lambda m: m.group() if m.start() == begins else self._plain(m.group()), headline)

    def _plain(self, word: str) -> str:
        small = word.lower()
        if "-" in word and small in self._small:
            return small  # "Cease-Fire"
        if not word[0].isupper() or word[1:] != small[1:] or word in self._names or word.split("'")[0] in self._names:
            return word
        stem = _OWNED.sub("", small)
        known = small in self._small or stem in self._small or small in _COMMON or stem in self._common
        return small if known else word
