"""The index: one table of words (SQLite's FTS5), a row for each name, quotation, event and title of an article.

Rows of an article have numbers in a range of its own, so that they go when it goes. A name that several articles tell
has a row for each of them. Nothing in the file is the source of anything: it can be deleted at any time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from api.rest.asking import grouped, rows, values
from api.rest.reading import Classes
from kg.iris import digest
from kg.store import Store

_VERSION: Final = 2
_RANGE: Final = 1_000_000  # row numbers of an article
# in one transaction: who asks while the index is made finds all of it or none
_SCHEMA: Final = f"""
BEGIN IMMEDIATE;
DROP TABLE IF EXISTS articles; DROP TABLE IF EXISTS words;
CREATE TABLE articles (number INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, mark TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(kind, name, text, node UNINDEXED, article UNINDEXED, start UNINDEXED,
  tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');
PRAGMA user_version = {_VERSION};
COMMIT;
"""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many articles the index has, and how many the store has."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class _Row:
    kind: str
    name: str
    text: str
    node: str
    article: str = ""
    start: int = 0


def opened(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """The index; sqlite3.OperationalError where it cannot be opened, or, read only, is not there."""
    link = sqlite3.connect(f"{path.absolute().as_uri()}{'?mode=ro' if read_only else ''}", uri=True, timeout=10)
    if not read_only:
        link.execute("PRAGMA journal_mode = WAL")
        if link.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
            link.executescript(_SCHEMA)
    return link


def update(store: Store, path: Path, classes: Classes, most: int) -> Progress:
    """Bring the index nearer to the store by at most so many articles, in one transaction."""
    there = _marks(store)
    with closing(opened(path)) as link, link:
        known = {iri: (number, mark) for number, iri, mark in link.execute("SELECT number, iri, mark FROM articles")}
        stale = [number for iri, (number, mark) in known.items() if there.get(iri) != mark]
        for number in stale:
            link.execute("DELETE FROM words WHERE rowid BETWEEN ? AND ?", (number * _RANGE, (number + 1) * _RANGE - 1))
            link.execute("DELETE FROM articles WHERE number = ?", (number,))
        new = sorted(iri for iri, mark in there.items() if known.get(iri, (0, ""))[1] != mark)[:most]
        for iri, held in _rows(store, new, classes).items():
            number = link.execute("INSERT INTO articles (iri, mark) VALUES (?, ?)", (iri, there[iri])).lastrowid or 0
            link.executemany(
                "INSERT INTO words (rowid, kind, name, text, node, article, start) VALUES (?, ?, ?, ?, ?, ?, ?)",
                ((number * _RANGE + k, r.kind, r.name, r.text, r.node, r.article, r.start)
                 for k, r in enumerate(held[:_RANGE])),
            )  # fmt: skip
        done = link.execute("SELECT COUNT(*) FROM articles").fetchone()[0]
    return Progress(done, len(there))


def _marks(store: Store) -> dict[str, str]:
    """Each article with a mark that changes when it does."""
    found = rows(
        store,
        """SELECT ?id ?digest ?version ?title ?day ?by WHERE { ?id a kg:Document ; kg:textDigest ?digest ;
        kg:readerVersion ?version OPTIONAL { ?id dct:title ?title } OPTIONAL { ?id dct:issued ?day }
        OPTIONAL { ?id kg:publisher ?by } }""",
    )
    return {row["id"]: digest(*sorted(row.items())) for row in found}


def _rows(store: Store, articles: Sequence[str], classes: Classes) -> dict[str, list[_Row]]:
    """The rows of some articles: the article itself, its sentences, and what its sentences name."""
    known = values("a", articles)
    documents = rows(
        store,
        f"""SELECT ?a ?id ?title ?by ?name WHERE {{ {known} ?a dct:identifier ?id OPTIONAL {{ ?a dct:title ?title }}
        OPTIONAL {{ ?a kg:publisher ?by . ?by rdfs:label ?name }} }}""",
    )
    found: dict[str, list[_Row]] = {}
    identifiers = {row["a"]: row["id"] for row in documents}
    for row in documents:
        title = row.get("title", row["id"])
        about = _Row("article", title, f"{row['id']} {row.get('name', '')}", row["a"], row["id"])
        found.setdefault(row["a"], [about])
        if "by" in row:
            found[row["a"]].append(_Row("actor", row["name"], "", row["by"]))
    sentences = rows(
        store,
        f"""SELECT ?a ?s ?start ?text WHERE {{ {known} ?s kg:inDocument ?a ; kg:startChar ?start ;
        kg:exact ?text }}""",
    )
    for row in sentences:
        quotation = _Row("quotation", "", row["text"], row["s"], identifiers[row["a"]], int(row["start"]))
        found[row["a"]].append(quotation)
    for article, named in _named(store, known, classes, {row["s"]: row["text"] for row in sentences}):
        found[article].append(named)
    return found


def _named(store: Store, known: str, classes: Classes, texts: dict[str, str]) -> Iterable[tuple[str, _Row]]:
    """Article and row of all actors, offices, places and events that the sentences state something of."""
    stated = rows(store, f"SELECT DISTINCT ?a ?s ?x ?k WHERE {{ {known} ?s kg:inDocument ?a GRAPH ?s {{ ?x a ?k }} }}")
    kinds = {row["x"]: kind for row in stated if (kind := _kind(row["k"], classes))}
    known = values("x", sorted(kinds))
    labels = grouped(rows(store, f"SELECT ?x ?n WHERE {{ {known} ?x rdfs:label ?n }} ORDER BY ?n"), "x")
    aliases = grouped(rows(store, f"SELECT ?x ?n WHERE {{ {known} ?x skos:altLabel ?n }} ORDER BY ?n"), "x")
    for (article, node), group in _by_article(row for row in stated if row["x"] in kinds).items():
        name = "; ".join(row["n"] for row in labels.get(node, []))
        also = "; ".join(row["n"] for row in aliases.get(node, []))
        said = " ".join(texts[row["s"]] for row in group)
        yield article, _Row(kinds[node], name, said if kinds[node] == "event" else also, node)


def _by_article(found: Iterable[dict[str, str]]) -> dict[tuple[str, str], list[dict[str, str]]]:
    groups: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in found:
        groups.setdefault((row["a"], row["x"]), []).append(row)
    return groups


def _kind(name: str, classes: Classes) -> str:
    if name in classes.events:
        return "event"
    if name in classes.actors:
        return "actor"
    return {"Office": "office", "Place": "place"}.get(name, "")
