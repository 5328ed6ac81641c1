"""Queries that do not see a graph: one that stands for the default graph is no named graph to whoever asks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.store.screening import blanked

_GRAPH: Final = re.compile(r"(?<![\w?$:-])GRAPH\s*([?$])([A-Za-z0-9_\u00b7-\uffff]+)\s*\{", re.I)
_FROM: Final = re.compile(r"(?<![\w?$:-])FROM(?![\w:-])", re.I)
_BRACE: Final = re.compile(r"[{}]")


def hidden(text: str, graphs: Sequence[str]) -> str:
    """The query with a filter behind each `GRAPH ?name { ... }` that leaves out those graphs."""
    if not graphs:
        return text
    plain = blanked(text)
    names = ", ".join(f"<{graph}>" for graph in graphs)
    inserts = [
        (_closing(plain, found.end()), f" FILTER(?{found[2]} NOT IN ({names}))") for found in _GRAPH.finditer(plain)
    ]
    for position, words in sorted(inserts, reverse=True):
        text = text[:position] + words + text[position:]
    return text


def names_its_dataset(text: str) -> bool:
    """Whether a query says itself which graphs it is asked of (FROM)."""
    return _FROM.search(blanked(text)) is not None


def _closing(plain: str, position: int) -> int:
    """Where the group ends that is open at a position; the query was parsed before, so it does."""
    depth = 1
    for found in _BRACE.finditer(plain, position):
        depth += 1 if found.group() == "{" else -1
        if not depth:
            return found.end()
    return len(plain)
