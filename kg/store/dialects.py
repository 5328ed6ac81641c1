"""What the SPARQL of a server understands otherwise than the standard, said so that it understands it."""

from __future__ import annotations

import re
from typing import Final

from kg.errors import QueryError
from kg.store.screening import blanked

_PART: Final = re.compile(r"(?<![\w?$:-])(CONTAINS|STRSTARTS|STRENDS)\s*\(", re.I)
_LONGEST: Final = 1_000_000  # characters
_MARK: Final = re.compile(r"[(){}\[\],]")


def for_virtuoso(text: str) -> str:
    """The query for Virtuoso 7, to which the empty string is no part of any other (SPARQL 1.1, 17.4.3.8: of each).

    QueryError where that makes the query too long.
    """
    plain = blanked(text)
    calls = list(_PART.finditer(plain))
    for found in reversed(calls):  # inner calls stand behind the beginning of outer ones
        end, comma = _extent(plain, found.end())
        part = text[comma + 1 : end].strip()
        call = f"(STRLEN({part}) = 0 || {text[found.start() : end + 1]})"
        text = text[: found.start()] + call + text[end + 1 :]
        if len(text) > _LONGEST:  # a part that is itself such a call is written twice
            raise QueryError("the query searches strings for the results of searches too deeply for Virtuoso")
        plain = blanked(text)
    return text


def _extent(plain: str, position: int) -> tuple[int, int]:
    """Where a call that is open at a position closes, and its comma; the query was parsed before: both are there."""
    depth, comma = 0, position
    for found in _MARK.finditer(plain, position):
        mark = found.group()
        if mark in "({[":
            depth += 1
        elif mark == "," and not depth:
            comma = found.start()
        elif mark in ")}]":
            if not depth:
                return found.start(), comma
            depth -= 1
    return len(plain), comma
