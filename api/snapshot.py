"""The store as the service sees it: a read-only snapshot that is opened anew, so that new articles show up."""

from __future__ import annotations

import threading
import time

from fastapi import Request

from kg.remote import Location
from kg.store import Store

FRESH_FOR = 2.0  # seconds until a snapshot is taken anew


class Snapshot:
    """Hands out a store that is at most `FRESH_FOR` seconds behind its folder."""

    def __init__(self, path: Location, store: Store | None = None) -> None:
        self._path = path
        self._fixed = store
        self._store: Store | None = None
        self._taken = 0.0
        self._lock = threading.Lock()

    def store(self) -> Store:
        """The store; StoreError where the folder holds none."""
        if self._fixed is not None:
            return self._fixed
        with self._lock:
            if self._store is None or time.monotonic() - self._taken > FRESH_FOR:
                self._store = Store(self._path, read_only=True)
                self._taken = time.monotonic()
            return self._store


def current_store(request: Request) -> Store:
    """The store of a request."""
    snapshot: Snapshot = request.app.state.snapshot
    return snapshot.store()
