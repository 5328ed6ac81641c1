"""The file beside a store that tells a bulk load before it begins.

A bulk load is not one transaction. So what is to be loaded is first written to `.kg.pending`, whole or not at all; a
run that finds that file loads it again (the same quads twice are the same quads) before it does anything else. What
is loaded and not yet noted in the journal of articles leaves the notes alone in the file.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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
        """Load again what an earlier run had begun to load; the notes beside it, which stay until `done`.

        StoreError where the file is damaged, or the store does not take it.
        """
        with self._told():
            self._partial.unlink(missing_ok=True)
            if not self.path.exists():
                return []
            with self.path.open("rb") as file:
                self._notes, nquads = self._notes_of(file.readline()), file.read()
        if nquads:
            self._load(store, nquads)
        if not self._notes:
            self.done()
        elif nquads:  # never again: by the next run, somebody may have replaced or removed an article of it
            self._write(b"")
        return self._notes

    def done(self) -> None:
        """Take the file away: all of it is in the store, and noted."""
        self._notes = []
        with self._told():
            self.path.unlink(missing_ok=True)

    def damaged(self, error: Exception) -> StoreError:
        """What is told of a file that this version did not write so."""
        words = f"{self.path} is damaged ({error})"
        return StoreError(f"{words}; move it away, and the articles that an earlier run was loading are read again")

    def _notes_of(self, line: bytes) -> list[dict[str, Any]]:
        try:
            notes = json.loads(line)
        except ValueError as error:
            raise self.damaged(error) from error
        if not isinstance(notes, list) or not all(isinstance(note, dict) for note in notes):
            raise self.damaged(ValueError("its first line is no list of notes"))
        return notes

    def _write(self, nquads: bytes) -> None:
        try:
            with self._partial.open("wb") as file:
                file.write(json.dumps(self._notes).encode() + b"\n")
                file.write(nquads)
                file.flush()
                os.fsync(file.fileno())
            self._partial.rename(self.path)
            _sync(self.path.parent)
        except OSError as error:
            self._partial.unlink(missing_ok=True)
            raise StoreError(f"{self._partial} cannot be written: {error.strerror or error}") from error

    def _load(self, store: Store, nquads: bytes) -> None:
        try:
            store.load(nquads)
        except StoreError as error:
            if isinstance(error.__cause__, SyntaxError):
                raise self.damaged(error.__cause__) from error
            raise StoreError(f"{error}; they are in {self.path}, and the next run loads them again") from error

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StoreError(f"{self.path} cannot be used: {error.strerror or error}") from error


def _sync(folder: Path) -> None:
    """Have the disk keep the names in a folder, before what they tell of begins."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def held(folder: Path) -> bytes:
    """The N-Quads of a load that is under way, or that an earlier run did not finish; nothing without one.

    StoreError where its file cannot be read.
    """
    pending = Pending(folder).path
    try:
        with pending.open("rb") as file:
            file.readline()
            return file.read()  # nothing where notes are left alone, of articles that are whole
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise StoreError(f"{pending} cannot be read: {error.strerror or error}") from error


def unfinished(folder: Path) -> Path | None:
    """The file of such a load; None without one. StoreError where it cannot be read."""
    return Pending(folder).path if held(folder) else None


def finish(store: Store, folder: Path) -> Path | None:
    """Load what an earlier run of a store did not finish, before anything else changes it; its file, if there was one.

    StoreError as `Pending.recover` tells.
    """
    waiting = unfinished(folder)
    if waiting is not None:
        Pending(folder).recover(store)
    return waiting
