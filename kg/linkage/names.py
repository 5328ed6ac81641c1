"""Names of persons and bodies: what spellings of one name share."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Final

from kg.iris import slug

_FILLERS: Final = {"the", "of", "for", "and", "s"}
_SPELLINGS: Final = {"defence": "defense", "organisation": "organization", "centre": "center", "labour": "labor"}


def parts(name: str) -> tuple[str, ...]:
    """The words of a name, as they stand in IRIs."""
    return tuple(slug(name).split("-"))


def alike(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[float, str] | None:
    """Whether two full names may be spellings of one: score and words, None where they are not."""
    if _likeness(ours[-1], theirs[-1]) < 0.8 or ours[0][0] != theirs[0][0]:
        return None
    short, long = sorted((ours, theirs), key=len)
    if set(short) <= set(long):
        return 0.95, "one has a further name"
    likeness = _likeness(ours[0], theirs[0])
    if likeness >= 0.75:
        return 0.92, "spellings of one name"
    if ours[-1] == theirs[-1] and (ours[0].startswith(theirs[0][:2]) or 1 in {len(ours[0]), len(theirs[0])}):
        return 0.8, "one surname, given names that begin alike"
    return None


def _likeness(one: str, other: str) -> float:
    return 1.0 if one == other else SequenceMatcher(None, one, other, autojunk=False).ratio()


def skeleton(word: str) -> str:
    """The consonants of a word, each once in a row: what spellings of one surname share."""
    found = "".join(c for c in word if c not in "aeiouyjhw")
    return "".join(c for k, c in enumerate(found) if k == 0 or found[k - 1] != c) or word


def bare(name: str) -> str:
    """The words of a body's name without the small ones, spelt one way."""
    words = (_SPELLINGS.get(w, w) for w in slug(name).split("-"))
    return " ".join(w for w in words if w not in _FILLERS)
