"""The file beside a store that tells a bulk load before it begins.

A bulk load is not one transaction. So what is to be loaded is first written to `.kg.pending`, whole or not at all; a
run that finds that file loads it again (the same quads twice are the same quads) before it does anything else.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.store.store import Store


class Pending:
    """The loads of a store; `folder` is where it is, or what stands for a server."""

    def __init__(self, folder: Path) -> None:
        self.path = folder.with_name(folder.name + ".pending")
        self._partial = self.path.with_name(self.path.name + ".part")
        self._notes: list[dict[str, Any]] = []

    def load(self, store: Store, nquads: bytes, notes: Sequence[dict[str, Any]] = ()) -> None:
        """Load quads, told by the file while that lasts; where there are `notes`, it is `done` that takes it away.

        StoreError where the disk does not take them.
        """
        self._notes += notes
        self._write(nquads)
        self._load(store, nquads)
        if not self._notes:
            self.done()

    def recover(self, store: Store) -> list[dict[str, Any]]:
        """Load again what an earlier run had begun to load; the notes beside it, which stay until `done`."""
        self._partial.unlink(missing_ok=True)
        if not self.path.exists():
            return []
        with self.path.open("rb") as file:
            self._notes = json.loads(file.readline())
            self._load(store, file.read())
        if not self._notes:
            self.done()
        return self._notes

    def done(self) -> None:
        """Take the file away: all of it is in the store, and noted."""
        self._notes = []
        self.path.unlink(missing_ok=True)

    def _write(self, nquads: bytes) -> None:
        try:
            with self._partial.open("wb") as file:
                file.write(json.dumps(self._notes).encode() + b"\n")
                file.write(nquads)
                file.flush()
                os.fsync(file.fileno())
            self._partial.rename(self.path)
        except OSError as error:
            self._partial.unlink(missing_ok=True)
            raise StoreError(f"{self._partial} cannot be written: {error.strerror or error}") from error

    def _load(self, store: Store, nquads: bytes) -> None:
        try:
            store.load(nquads)
        except StoreError as error:
            raise StoreError(f"{error}; they are in {self.path}, and the next run loads them again") from error


def unfinished(folder: Path) -> Path | None:
    """The file of a load that an earlier run of a store did not finish, if there is one."""
    pending = Pending(folder).path
    return pending if pending.exists() else None
