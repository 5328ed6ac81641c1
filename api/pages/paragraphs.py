"""Sentences as lines, and lines as paragraphs."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from api.pages.marking import Segment
from api.rest.asking import Row


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence: the offset at which it begins, and its pieces."""

    start: int
    pieces: tuple[Segment, ...]


def headline(title: str | None, sentences: list[Row], lines: list[Line]) -> tuple[Line | None, list[Line], list[Row]]:
    """The title as a line of the text, which opens it, or stands behind it where it came beside it."""
    for at in (0, -1):
        if title and len(lines) > 1 and sentences[at]["text"] == title:
            left = slice(1, None) if at == 0 else slice(None, -1)
            return lines[at], lines[left], sentences[left]
    return None, lines, sentences


def paragraphs(lines: list[Line], sentences: list[Row], text: str | None) -> list[tuple[Line, ...]]:
    """The lines by paragraph: by the line breaks of a text where it is given, else by blank lines, if any show."""
    gaps = [(int(one["end"]), int(two["start"])) for one, two in itertools.pairwise(sentences)]
    if text is not None:
        breaks = ["\n" in text[end:start] for end, start in gaps]
    else:
        breaks = [start - end > 1 for end, start in gaps]
        if not any(breaks):  # lines that a single character parts cannot be told from sentences of one line
            breaks = [True] * len(gaps)
    found: list[list[Line]] = []
    for line, begins in zip(lines, [True, *breaks], strict=bool(lines)):
        if begins:
            found.append([])
        found[-1].append(line)
    return [tuple(one) for one in found]
