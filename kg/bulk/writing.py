"""The one writer: new articles are loaded in bulk behind a file that tells them, changed ones are replaced.

A bulk load is not one transaction. So what is to be loaded is first written to `.kg.pending`, whole or not at all; a
run that finds that file loads it again (the same quads twice are the same quads) before it does anything else.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

import pyoxigraph as ox

from kg.bulk.journal import Entry, Journal
from kg.bulk.reading import Read
from kg.errors import StoreError
from kg.store import Change, Store


def unfinished(folder: Path) -> Path | None:
    """The file of a load that an earlier run of a store did not finish, if there is one."""
    pending = folder.with_name(folder.name + ".pending")
    return pending if pending.exists() else None


class Writer:
    """Writes articles into a store on disk, and notes them in its journal."""

    def __init__(self, store: Store, journal: Journal, folder: Path, enough: int) -> None:
        self._enough = enough  # bytes of N-Quads that are loaded at once
        self._store = store
        self._journal = journal
        self._pending = folder.with_name(folder.name + ".pending")
        self._waiting: list[tuple[Read, Entry]] = []
        self._bytes = 0

    def recover(self) -> int:
        """Finish what an earlier run had begun to load; returns the number of its articles."""
        self._partial.unlink(missing_ok=True)
        if not self._pending.exists():
            return 0
        with self._pending.open("rb") as file:
            entries = [Entry(**fields) for fields in json.loads(file.readline())]
            self._load(file.read())
        self._journal.mark(entries)
        self._pending.unlink()
        return len(entries)

    def put(self, read: Read, entry: Entry, *, there: bool) -> Change | None:
        """Write an article. One that is new waits to be loaded with others (None); `there` replaces it at once."""
        if there:
            change = self._store.replace(read.article, ox.parse(read.nquads, format=ox.RdfFormat.N_QUADS))
            self._journal.mark([entry])
            return change
        self._waiting.append((read, entry))
        self._bytes += len(read.nquads)
        if self._bytes >= self._enough:
            self.flush()
        return None

    def flush(self) -> None:
        """Load what waits. StoreError where the disk does not take it: nothing of it counts as read."""
        if not self._waiting:
            return
        entries = [entry for _, entry in self._waiting]
        nquads = b"".join(read.nquads for read, _ in self._waiting)
        head = json.dumps([asdict(entry) for entry in entries]).encode()
        try:
            with self._partial.open("wb") as file:
                file.write(head + b"\n")
                file.write(nquads)
                file.flush()
                os.fsync(file.fileno())
            self._partial.rename(self._pending)
        except OSError as error:
            self._partial.unlink(missing_ok=True)
            raise StoreError(f"{self._partial} cannot be written: {error.strerror or error}") from error
        self._load(nquads)
        self._journal.mark(entries)
        self._pending.unlink()
        self._waiting.clear()
        self._bytes = 0

    @property
    def _partial(self) -> Path:
        return self._pending.with_name(self._pending.name + ".part")

    def _load(self, nquads: bytes) -> None:
        try:
            self._store.load(nquads)
        except StoreError as error:
            raise StoreError(f"{error}; they are in {self._pending}, and the next run loads them again") from error
