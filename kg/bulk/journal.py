"""The journal of a store: which articles it has, of which content, read by which reader.

It lies beside the store's folder (`.kg.journal`). It only saves work: an article counts as read when the journal and
the store agree, so a lost journal costs a reading and nothing else.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from kg import __version__
from kg.authority import Authority
from kg.errors import StoreError
from kg.model import Document

_FORMAT = 1
_READER_ROOMS = ("authority", "reading", "linking", "statements")


@dataclass(frozen=True, slots=True)
class Entry:
    """An article that was read: the digest of what was given, that of the reader, and its words."""

    article: str
    given: str
    reader: str
    words: int


@dataclass(frozen=True, slots=True)
class Sight:
    """An article of this run: its id, the digest of what was given, and where it stood."""

    id: str
    given: str
    place: str


class Journal:
    """The journal beside a store; StoreError where it cannot be used."""

    def __init__(self, store: Path) -> None:
        self.path = store.with_name(store.name + ".journal")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(self.path, isolation_level=None, timeout=5.0)
            self._base.execute("PRAGMA journal_mode=WAL")
            self._base.execute("PRAGMA synchronous=NORMAL")
            (found,) = self._base.execute("PRAGMA user_version").fetchone()
            if found not in {0, _FORMAT}:
                raise StoreError(
                    f"the journal {self.path} is of format {found}, this version writes {_FORMAT}; "
                    "move it away, and all articles are read anew"
                )
            self._base.execute(
                "CREATE TABLE IF NOT EXISTS article (iri TEXT PRIMARY KEY, given TEXT, reader TEXT, words INTEGER)"
            )
            self._base.execute(f"PRAGMA user_version={_FORMAT}")
            self._base.execute("CREATE TEMP TABLE seen (iri TEXT PRIMARY KEY, id TEXT, given TEXT, place TEXT)")
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"the journal {self.path} cannot be used: {error}; move it away to read anew") from error

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def entry(self, article: str) -> Entry | None:
        """What is known of an article, by its IRI."""
        with self._told():
            row = self._base.execute(
                "SELECT iri, given, reader, words FROM article WHERE iri = ?", (article,)
            ).fetchone()
        return Entry(*row) if row else None

    def mark(self, entries: Iterable[Entry]) -> None:
        """Note articles as read, all or none."""
        rows = [(e.article, e.given, e.reader, e.words) for e in entries]
        with self._told():
            self._base.execute("BEGIN IMMEDIATE")
            self._base.executemany("INSERT OR REPLACE INTO article VALUES (?, ?, ?, ?)", rows)
            self._base.execute("COMMIT")

    def forget(self, article: str) -> None:
        """Take an article out: it will be read anew."""
        with self._told():
            self._base.execute("DELETE FROM article WHERE iri = ?", (article,))

    def first_sight(self, article: str, name: str, given: str, place: str) -> Sight | None:
        """The article that had this IRI before in this run; None where this one is the first."""
        place = place.encode("utf-8", "backslashreplace").decode()  # the name of a file may be of any bytes
        with self._told():
            row = self._base.execute("SELECT id, given, place FROM seen WHERE iri = ?", (article,)).fetchone()
            if row is None:
                self._base.execute("INSERT INTO seen VALUES (?, ?, ?, ?)", (article, name, given, place))
        return Sight(*row) if row else None

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(f"the journal {self.path} cannot be used: {error}; move it away to read anew") from error


def given_digest(document: Document) -> str:
    """Hexadecimal SHA-256 of all that was given of an article: text and metadata."""
    return sha256(repr(document).encode("utf-8", "surrogatepass")).hexdigest()


def reader_digest(base: str, model: str | None, authority: Authority, holders: bool = True) -> str:
    """Digest of all that decides what is read out of a text: code, lexicon, model, base, authority and holders."""
    parts = (__version__, _code_digest(), base, model or "", repr((authority.actors, authority.tenures, holders)))
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


@cache
def _code_digest() -> str:
    """Digest of the rooms that read, with their lexicon and the list of office holders."""
    root = Path(__file__).resolve().parent.parent
    found = sha256()
    for room in _READER_ROOMS:
        for path in sorted((root / room).rglob("*")):
            if path.suffix in {".py", ".yaml", ".csv"}:
                found.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()
