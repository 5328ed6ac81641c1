"""What a query may not be: a call to another server, or nested so deep that the engine's stack would not hold it.

The engine has no switch against SERVICE, so the text is searched before the engine sees it. Only what the engine
itself reads as one token is taken out of the text first; whatever is in doubt stays in and is refused.
"""

from __future__ import annotations

import re
from typing import Final

from kg.errors import QueryError

DEEPEST: Final = 250  # the engine's stack overflows from about 2,100 nested braces

# One alternative a token, as SPARQL 1.1 (19.8) writes it. Escapes outside of strings are tokens of their own: in x:a\#b
# no comment begins, in x:a\'b no string. A comment ends at a carriage return as well.
_TOKEN = re.compile(
    r"""
      <[^<>"{}|^`\s]*>
    | \"{3}(?:\"{0,2}(?:[^"\\]|\\.))*+\"{3}
    | '{3}(?:'{0,2}(?:[^'\\]|\\.))*+'{3}
    | "(?:[^"\\\n\r]|\\.)*+"
    | '(?:[^'\\\n\r]|\\.)*+'
    | \#[^\n\r]*
    | \\.
    | [?$][A-Za-z0-9_]+
    | :[A-Za-z0-9_]+
    """,
    re.X | re.S,
)
# The engine takes keywords without blanks around them: SERVICESILENT<...>, 1SERVICE<...>
_SERVICE = re.compile("SERVICE", re.I)
_NESTING = re.compile(r"[({\[]|[)}\]]|!(?:\s*!)*")


def blanked(text: str) -> str:
    """The text with blanks, as many as there were characters, for its strings, comments and IRIs."""

    def blank(found: re.Match[str]) -> str:
        token = found.group()
        return token if token[0] in "?$:" else " " * len(token)

    return _TOKEN.sub(blank, text)


def screen(text: str, most: int = DEEPEST) -> None:
    """Raise QueryError for a query that would leave this store or that is nested deeper than `most` levels."""
    bare = _TOKEN.sub(" ", text)
    if _SERVICE.search(bare):
        raise QueryError("the query asks another server (SERVICE), which is refused: queries stay in this store")
    depth = deepest = 0
    for found in _NESTING.finditer(bare):
        mark = found.group()
        if mark in ")}]":
            depth -= 1
        elif mark[0] == "!":
            deepest = max(deepest, depth + mark.count("!"))
        else:
            depth += 1
            deepest = max(deepest, depth)
    if deepest > most:
        raise QueryError(f"the query is nested {deepest:,} levels deep; at most {most} are taken")
