"""A sentence cut where marked spans begin and end, so that spans may nest and overlap."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked span: offsets in the article (half-open), its kind, what it tells in words, and whose it is.

    `about` is the IRI of the thing that the words stand for, `token` a short name of it within the page.
    """

    start: int
    end: int
    kind: str
    words: str
    about: str = ""
    token: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text under the same marks; it leads where the shortest of them leads."""

    text: str
    kinds: tuple[str, ...] = ()
    words: str = ""
    about: str = ""
    tokens: tuple[str, ...] = ()


def segments(text: str, start: int, marks: Sequence[Mark]) -> list[Segment]:
    """The pieces of a text that stands at an offset; together they are the text.

    Marks that reach over its ends count as far as they lie inside, those outside not at all.
    """
    end = start + len(text)
    inside = [m for m in marks if m.start < end and m.end > start and m.start < m.end]
    cuts = sorted({start, end, *(min(max(at, start), end) for m in inside for at in (m.start, m.end))})
    found = []
    for left, right in itertools.pairwise(cuts):
        over = sorted((m for m in inside if m.start <= left and m.end >= right), key=lambda m: m.end - m.start)
        piece = text[left - start : right - start]
        found.append(
            Segment(
                piece,
                tuple(dict.fromkeys(m.kind for m in over)),
                "; ".join(dict.fromkeys(m.words for m in over)),
                next((m.about for m in over if m.about), ""),
                tuple(dict.fromkeys(m.token for m in over if m.token)),
            )
        )
    return found
