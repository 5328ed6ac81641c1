"""Given names that tell a woman from a man, for what "he" and "she" may mean."""

from __future__ import annotations

from functools import cache

from kg.errors import ShapeError
from kg.reading.frames import LEXICON, read_yaml
from kg.reading.gazetteer import folded


@cache
def given_names() -> dict[str, str]:
    """Each given name, without accents, in small letters: "female" or "male"; ShapeError for one that is both."""
    place = "given_names.yaml"
    found: dict[str, str] = {}
    for gender, names in read_yaml(LEXICON / place).items():
        if gender not in {"female", "male"}:
            raise ShapeError(f"a given name is female or male, not {gender!r}", place=place)
        for name in names:
            if found.setdefault(str(name), gender) != gender:
                raise ShapeError(f"{name!r} stands for both", place=place)
    return found


def gender_of(name: str) -> str | None:
    """What the first word of a person's full name tells; a surname alone tells nothing."""
    words = name.split()
    return given_names().get(folded(words[0]).lower()) if len(words) > 1 else None
