"""Comparing names and titles by their words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_EMPTY = {"the", "a", "an", "of", "s"}
_SPELLING = {
    "defence": "defense",
    "minster": "minister",
    "advisor": "adviser",
    "secretary-general": "secretary general",
    "spokesman": "spokesperson",
    "spokeswoman": "spokesperson",
    "chairman": "chair",
    "chairwoman": "chair",
}


def words_of(text: str) -> list[str]:
    """Lower-case words without accents, articles, "of" and the possessive ending."""
    return list(_words(text))


@lru_cache(maxsize=65_536)  # the same names are compared again and again
def _words(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower().replace("'s", " ").replace("u.s.", "us")
    return tuple(_SPELLING.get(w, w) for w in _WORD.findall(plain) if w not in _EMPTY)


def title_words(title: str) -> list[str]:
    """The words of a title, in one spelling."""
    return words_of(title)


def same_title(one: str, other: str) -> bool:
    """Whether a title is another, or its short form: "the minister" for a Foreign Minister, not the other way round."""
    short, long = title_words(one), title_words(other)
    if not short or not long:
        return False
    return short == long or (len(short) < len(long) and long[-len(short) :] == short) or sorted(short) == sorted(long)


def rank(title: str) -> int:
    """0 for those who lead a state, 1 for its ministers, 2 for the rest: equals of one meeting come from two states."""
    words = set(title_words(title))
    if (
        words & {"president", "premier", "chancellor", "king", "emir", "sultan", "queen"}
        or {"prime", "minister"} <= words
    ):
        return 0
    return 1 if words & {"minister", "secretary"} else 2
