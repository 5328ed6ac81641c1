"""An actor on its way, and which names are of one actor."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from kg.authority import KnownActor
from kg.model import ActorType

_SAME_I = re.compile("[yij]+")  # "Sergey", "Andriy", "Zelenskyy"


@dataclass(slots=True)
class Draft:
    """An entity on its way."""

    index: int
    type: ActorType
    name: str
    state: str | None
    mentions: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    described: bool = False
    titles: list[str] = field(default_factory=list)
    last: int = -1
    known: KnownActor | None = None
    elsewhere: bool = False  # holds an office of a body: the president of the European Council is that of no state

    def all_names(self) -> list[str]:
        """The names that the article uses and those that an authority knows."""
        return [*self.names, *((self.known.name, *self.known.aliases) if self.known else ())]


def same_person(ours: list[str], theirs: list[str]) -> bool:
    """Full names that agree, or a surname alone (the first word in East Asian names, which have it first)."""
    if not ours or not theirs:
        return False
    if ours == theirs:
        return True
    ours, theirs = ([w for w in name if w not in {"jr", "sr", "ii", "iii"}] for name in (ours, theirs))
    short, long = sorted((ours, theirs), key=len)
    if not short:
        return False  # a name that is a numeral only
    if len(short) == 1:
        return short[0] in {long[-1], long[0], "".join(long[-2:])} or same_sound(short[0], long[-1])
    if short[-1] == long[-1] and set(short) <= set(long):
        return True
    return len(short) == len(long) and all(a == b or same_sound(a, b) for a, b in zip(short, long, strict=True))


def same_sound(one: str, other: str) -> bool:
    """Whether two spellings write one name of another alphabet: "Sergey" and "Sergei", "Zelensky" and "Zelenskiy"."""
    return min(len(one), len(other)) > 3 and sound(one) == sound(other)


@lru_cache(maxsize=65_536)
def sound(name: str) -> str:
    """A name as the spellings of another alphabet have it in common."""
    return _SAME_I.sub("i", name.replace("ks", "x").replace("kh", "h").replace("ou", "u"))


def same_body(ours: list[str], theirs: list[str]) -> bool:
    """The same words, or a name and its initials."""
    if sorted(ours) == sorted(theirs):
        return True
    if "ministry" in ours and set(ours) - {"affairs"} == set(theirs) - {"affairs"}:
        return True  # "the Ministry of Foreign Affairs", "the foreign ministry"
    short, long = sorted((ours, theirs), key=len)
    acronym = "".join(w[0] for w in long)
    return len(short) == 1 and len(long) > 2 and short[0] == acronym
