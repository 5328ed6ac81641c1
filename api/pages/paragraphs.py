"""Sentences as lines, and lines as paragraphs."""

from __future__ import annotations

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


def paragraphs(lines: list[Line], sentences: list[Row]) -> list[tuple[Line, ...]]:
    """The lines by `kg:paragraph`; where an older reader told none, each sentence is one."""
    found: dict[str, list[Line]] = {}
    for line, row in zip(lines, sentences, strict=True):
        found.setdefault(row.get("paragraph", f"at {line.start}"), []).append(line)
    return [tuple(one) for one in found.values()]
