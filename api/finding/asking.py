"""Asking the index: the best hits of each kind, with the words that were found set off."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from api.finding.index import opened
from api.rest.asking import rows, values
from kg.store import Store

KINDS: Final = ("actor", "event", "article", "quotation", "office", "place")
_PART: Final = re.compile(r'"([^"]*)"|(\S+)')
_MOST_PARTS: Final = 12
_COUNTED: Final = 1000  # hits that are counted
_ON, _OFF = "\x02", "\x03"  # control characters, which no article has
_WEIGHTS: Final = "0.0, 8.0, 1.0"  # of kind, name and text in the rank
_QUERY: Final = f"""SELECT node, article, start, highlight(words, 1, '{_ON}', '{_OFF}'),
  snippet(words, 2, '{_ON}', '{_OFF}', '…', 28), text = '' FROM words WHERE words MATCH ?
  ORDER BY bm25(words, {_WEIGHTS}) LIMIT ?"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found: its IRI, its name and words in pieces (text, whether asked for), where it stands."""

    node: str
    name: tuple[tuple[str, bool], ...]
    words: tuple[tuple[str, bool], ...]
    article: str
    start: int
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Hits by kind, how many there are of each (at most 1,000 are counted), and how far the index has come."""

    hits: dict[str, list[Hit]]
    counts: dict[str, int]
    articles: int


def find(store: Store, path: Path, q: str, most: int, kind: str = "") -> Found:
    """What has all the words, the last of them perhaps unfinished; words in quotation marks stand side by side.

    At most so many hits of each kind, or of one. Nothing for a text without a letter or digit, or before there is an
    index.
    """
    wanted = _expression(q)
    try:
        link = opened(path, read_only=True)
    except sqlite3.OperationalError:  # it is not there yet
        return Found({}, {}, 0)
    with closing(link):
        try:
            articles = link.execute("SELECT COUNT(*) FROM articles").fetchone()[0]
        except sqlite3.OperationalError:  # it is being made
            return Found({}, {}, 0)
        hits, counts = {}, {}
        for one in [kind] if kind else KINDS if wanted else ():
            asked = f"kind : {one} AND {{name text}} : ({wanted})"
            found = link.execute(_QUERY, (asked, most if one in {"quotation", "article", "event"} else most * 20))
            hits[one] = list({row[0]: _hit(row) for row in reversed(found.fetchall())}.values())[::-1][:most]
            counted = f"SELECT COUNT(DISTINCT node) FROM (SELECT node FROM words WHERE words MATCH ? LIMIT {_COUNTED})"
            counts[one] = link.execute(counted, (asked,)).fetchone()[0]
    return Found(_told(store, hits), counts, articles)


def _expression(q: str) -> str:
    """The question as FTS5 writes it: every part a string, so that nothing in it is an operator."""
    q = "".join(c if c.isprintable() else " " for c in q)
    parts = [(quoted or plain.replace('"', " "), bool(quoted)) for quoted, plain in _PART.findall(q)]
    parts = [(text, quoted) for text, quoted in parts if any(c.isalnum() for c in text)][:_MOST_PARTS]
    written = [f'"{text}"' for text, _ in parts]
    if parts and not parts[-1][1] and len(parts[-1][0]) > 1:
        written[-1] += " *"
    return " AND ".join(written)


def _hit(row: tuple[Any, ...]) -> Hit:
    node, article, start, name, text, silent = row
    return Hit(node, _pieces(name), () if silent else _pieces(text), article, int(start or 0))


def _pieces(text: str) -> tuple[tuple[str, bool], ...]:
    found = []
    for number, part in enumerate(text.split(_ON)):
        hit, off, rest = part.partition(_OFF)
        pieces = ((hit, True), (rest, False)) if number and off else ((part, False),)
        found += [piece for piece in pieces if piece[0]]
    return tuple(found)


def _told(store: Store, hits: dict[str, list[Hit]]) -> dict[str, list[Hit]]:
    """The hits with what the store has to say beside them; without those that it does not have any more."""
    nodes = sorted({hit.node for held in hits.values() for hit in held})
    found = rows(
        store,
        f"""SELECT ?id ?type ?status ?day (MIN(?n) AS ?name) WHERE {{ {values("id", nodes)} ?id a ?type
        OPTIONAL {{ ?id kg:status ?status }} OPTIONAL {{ ?id dct:issued ?day }} OPTIONAL {{ ?id rdfs:label ?n }} }}
        GROUP BY ?id ?type ?status ?day""",
    )
    known = {row["id"]: row for row in found}
    told: dict[str, list[Hit]] = {}
    for kind, held in hits.items():
        told[kind] = [
            Hit(hit.node, hit.name, hit.words, hit.article, hit.start, _aside(kind, known[hit.node]))
            for hit in held
            if hit.node in known
        ]
    return told


def _aside(kind: str, row: dict[str, str]) -> str:
    if kind == "event":
        return row.get("status", "")
    if kind == "article":
        return row.get("day", "")[:10]
    return row["type"] if kind == "actor" else ""
