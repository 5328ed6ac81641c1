"""The one writer: new articles are loaded in bulk behind a file that tells them, changed ones are replaced."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.bulk.journal import Entry, Journal
from kg.bulk.work import Read
from kg.store import Change, Pending, Store

_LAST: Final = 8_000_000  # bytes of N-Quads that are loaded at once near the end


class Writer:
    """Writes articles into a store on disk, and notes them in its journal."""

    def __init__(self, store: Store, journal: Journal, folder: Path, enough: int) -> None:
        self._enough = enough  # bytes of N-Quads that are loaded at once
        self._store = store
        self._journal = journal
        self._pending = Pending(folder)
        self._waiting: list[tuple[Read, Entry]] = []
        self._bytes = 0

    def recover(self) -> int:
        """Finish what an earlier run had begun to load; returns the number of its articles."""
        notes = self._pending.recover(self._store)
        try:
            entries = [Entry(**fields) for fields in notes]
        except TypeError as error:
            raise self._pending.damaged(error) from error
        if entries:
            self._journal.mark(entries)
            self._pending.done()
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

    def hurry(self) -> None:
        """Load in small parts from now on: the last articles are on their way, and little is to wait for their end."""
        self._enough = min(self._enough, _LAST)

    def flush(self) -> None:
        """Load what waits. StoreError where the disk does not take it: nothing of it counts as read."""
        if not self._waiting:
            return
        entries = [entry for _, entry in self._waiting]
        nquads = b"".join(read.nquads for read, _ in self._waiting)
        self._pending.load(self._store, nquads, [asdict(entry) for entry in entries])
        self._journal.mark(entries)
        self._pending.done()
        self._waiting.clear()
        self._bytes = 0
