"""The index beside a store (`.kg.linkage`): what linking took out of each article, so that it reads each only once.

It only saves work: all of it comes out of the store, and a lost index costs another look at the articles.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Final, TypeVar

from kg.errors import StoreError
from kg.linkage.copies import Print, print_of
from kg.linkage.facts import ActorFact, ArticleFacts, EventFact, unpacked

_T = TypeVar("_T")
FORMAT: Final = 1
_CACHE: Final = 32_000  # KiB of pages in memory, and of what is sorted before it goes to the disk
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS article (id INTEGER PRIMARY KEY, iri TEXT UNIQUE, mark TEXT, published INTEGER,
  publisher TEXT, digest TEXT, shingles BLOB, facts BLOB);
CREATE TABLE IF NOT EXISTS band (key INTEGER, article INTEGER, PRIMARY KEY (key, article)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS band_of ON band (article);
CREATE INDEX IF NOT EXISTS article_digest ON article (digest);
"""


@dataclass(frozen=True, slots=True)
class Indexed:
    """An article of the index; `published` is the ordinal of its day."""

    iri: str
    published: int | None
    publisher: str
    actors: list[ActorFact]
    events: list[EventFact]


class Index:
    """The index of a store; StoreError where its file cannot be used."""

    def __init__(self, store: Path) -> None:
        self.store = store
        self.path = index_path(store)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.base = sqlite3.connect(self.path, isolation_level=None, timeout=5.0)
            self.base.execute("PRAGMA journal_mode=WAL")
            self.base.execute("PRAGMA synchronous=NORMAL")
            self.base.execute("PRAGMA temp_store=FILE")  # what a run computes need not fit into memory
            self.base.execute(f"PRAGMA cache_size={-_CACHE}")
            self.base.execute(f"PRAGMA temp.cache_size={-_CACHE}")
            self.base.execute("PRAGMA temp.journal_mode=OFF")
            (found,) = self.base.execute("PRAGMA user_version").fetchone()
            if found not in {0, FORMAT}:  # of another version: it is made anew
                for table in ("article", "band"):
                    self.base.execute(f"DROP TABLE IF EXISTS {table}")
            self.base.executescript(_TABLES)
            self.base.execute(f"PRAGMA user_version={FORMAT}")
        except (sqlite3.Error, OSError) as error:
            raise StoreError(
                f"the index {self.path} cannot be used: {error}; move it away, and `kg link` makes it anew"
            ) from error

    def close(self) -> None:
        """Let go of the file."""
        self.base.close()

    def clear(self) -> None:
        """Forget all articles."""
        with self.told():
            self.base.execute("DELETE FROM article")
            self.base.execute("DELETE FROM band")

    def compare(self, marks: Iterable[tuple[str, str]]) -> int:
        """Forget the articles that have no mark any more; how many are new or have another, which `wanted` gives."""
        with self.told():
            temporary(self.base, "seen (iri TEXT PRIMARY KEY, mark TEXT) WITHOUT ROWID", "wanted (iri TEXT, mark TEXT)")
            with self.at_once():
                self.base.executemany("INSERT OR REPLACE INTO seen VALUES (?, ?)", marks)
                self.base.execute(
                    "INSERT INTO wanted SELECT seen.iri, seen.mark FROM seen"
                    " LEFT JOIN article ON article.iri = seen.iri WHERE article.mark IS NOT seen.mark ORDER BY 1"
                )
                gone = "SELECT id FROM article WHERE iri NOT IN (SELECT iri FROM seen)"
                self.base.execute(f"DELETE FROM band WHERE article IN ({gone})")
                self.base.execute(f"DELETE FROM article WHERE id IN ({gone})")
            return int(self.base.execute("SELECT COUNT(*) FROM wanted").fetchone()[0])

    def wanted(self) -> Iterator[tuple[str, str]]:
        """IRI and mark of each article that is to be looked at, by the last comparison."""
        with self.told():
            yield from self.base.execute("SELECT iri, mark FROM wanted ORDER BY rowid")

    def put(self, found: Iterable[tuple[ArticleFacts, str]]) -> None:
        """Take in some articles with their marks, all or none."""
        with self.told(), self.at_once():
            for facts, mark in found:
                self._forget(facts.iri)
                seen = print_of(facts.words)
                cursor = self.base.execute(
                    "INSERT INTO article (iri, mark, published, publisher, digest, shingles, facts)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (
                        facts.iri,
                        mark,
                        facts.published,
                        facts.publisher,
                        seen.digest,
                        seen.shingles.tobytes(),
                        facts.packed(),
                    ),
                )
                rows = [(key, cursor.lastrowid) for key in sorted(set(seen.bands))]
                self.base.executemany("INSERT OR IGNORE INTO band VALUES (?, ?)", rows)

    def forget(self, articles: Iterable[str]) -> None:
        """Take articles out; they are looked at anew where they are still in the store."""
        with self.told(), self.at_once():
            for article in articles:
                self._forget(article)

    def _forget(self, article: str) -> None:
        row = self.base.execute("SELECT id FROM article WHERE iri = ?", (article,)).fetchone()
        if row:
            self.base.execute("DELETE FROM band WHERE article = ?", row)
            self.base.execute("DELETE FROM article WHERE id = ?", row)

    def articles(self) -> Iterator[Indexed]:
        """All articles by IRI, with their actors and events."""
        with self.told():
            rows = self.base.execute("SELECT iri, published, publisher, facts FROM article ORDER BY iri")
            for iri, published, publisher, packed in rows:
                actors, events = unpacked(packed)
                yield Indexed(iri, published, publisher, actors, events)

    def print(self, article: str) -> Print:
        """The fingerprint of an article's text."""
        with self.told():
            row = self.base.execute("SELECT digest, shingles FROM article WHERE iri = ?", (article,)).fetchone()
        shingles = array("Q")
        shingles.frombytes(row[1])
        return Print(row[0], shingles, ())

    def near_texts(self) -> Iterator[Iterator[str]]:
        """Groups of articles whose texts are or may be near copies: the articles of one digest, or of one band."""
        queries = (
            "SELECT digest, iri FROM article WHERE digest IN"
            " (SELECT digest FROM article WHERE digest != '' GROUP BY digest HAVING COUNT(*) > 1) ORDER BY 1, 2",
            "SELECT band.key, iri FROM band JOIN article ON article.id = band.article WHERE band.key IN"
            " (SELECT key FROM band GROUP BY key HAVING COUNT(*) > 1) ORDER BY 1, 2",
        )
        with self.told():
            for query in queries:
                for _, rows in groupby(self.base.execute(query), key=itemgetter(0)):
                    yield (iri for _, iri in rows)

    @contextmanager
    def at_once(self, kind: str = "IMMEDIATE") -> Iterator[None]:
        """What is written within is written in one transaction, all or nothing; DEFERRED to write temporary tables."""
        self.base.execute(f"BEGIN {kind}")
        try:
            yield
        except BaseException:
            self.base.rollback()
            raise
        self.base.execute("COMMIT")

    @contextmanager
    def told(self) -> Iterator[None]:
        """What goes wrong with the file becomes a StoreError that names it."""
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(f"the index {self.path} cannot be used: {error}; move it away and link again") from error


def temporary(base: sqlite3.Connection, *tables: str) -> None:
    """Make tables (name and columns) that go with the run, in the place of those of an earlier step."""
    for table in tables:
        base.execute(f"DROP TABLE IF EXISTS temp.{table.split()[0]}")
        base.execute(f"CREATE TEMP TABLE {table}")


def batches(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """The items, so many at a time."""
    source = iter(items)
    while some := list(islice(source, size)):
        yield some


def index_path(store: Path) -> Path:
    """Where the index of a store lies."""
    return store.with_name(store.name + ".linkage")


def forget(store: Path, articles: Iterable[str]) -> None:
    """Have articles looked at anew, where the store has an index."""
    if index_path(store).exists():
        index = Index(store)
        index.forget(articles)
        index.close()
