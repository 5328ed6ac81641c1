"""Copies of a store for readers: in memory while it is small, otherwise a folder of links that nobody writes to."""

from __future__ import annotations

import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import StoreError
from kg.remote import Location, Remote
from kg.store.formats import is_store
from kg.store.server import revision
from kg.store.store import Store

_WAIT: Final = 0.02  # seconds, longer with each try
_TRIES: Final = 20  # copies that are begun while the writer changes its set of tables


@dataclass(frozen=True, slots=True)
class Source:
    """Where a snapshot comes from: a store's folder, or a file of N-Quads. `scratch` takes what is written meanwhile.

    Up to `memory_quads` quads of a folder are held in memory.
    """

    scratch: Path
    memory_quads: int = 0
    folder: Location | None = None
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A store that does not change: in memory, or a folder that a process opens for itself.

    A server is no snapshot: each process speaks to it, and sees it as it is.
    """

    store: Store | None
    folder: Location | None
    quads: int

    def open(self) -> Store:
        """The store."""
        return self.store or Store(self.folder, read_only=True, later=True)


def signature(folder: Location) -> str | None:
    """A text that changes with every change of the store in a folder or on a server; None where there is no store.

    StoreError where a server cannot be asked.
    """
    if isinstance(folder, Remote):
        return revision(folder)
    if not is_store(folder):
        return None
    found = []
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name.endswith((".log", ".sst")) or entry.name.startswith(("MANIFEST", "CURRENT")):
            try:
                told = entry.stat()
            except FileNotFoundError:  # the writer tidies up
                continue
            found.append(f"{entry.name}:{told.st_size}:{told.st_mtime_ns}")
    return " ".join(found)


def take_snapshot(source: Source) -> Snapshot:
    """The snapshot of a source; StoreError where it cannot be read.

    The engine's disk code starts threads, which later forks of this process would lose: a child process runs it.
    """
    source.scratch.mkdir(parents=True, exist_ok=True)
    if source.file is not None:
        return _loaded(source.file)
    assert source.folder is not None
    if isinstance(source.folder, Remote):
        return Snapshot(None, source.folder, len(Store(source.folder, read_only=True)))
    pid = os.fork()
    if pid == 0:
        os._exit(_unload(source.folder, source))
    _, status = os.waitpid(pid, 0)
    if status:
        reason = source.scratch / "error"
        raise StoreError(reason.read_text("utf-8") if reason.exists() else f"reading the store ended with {status}")
    count = source.scratch / "quads"
    if count.exists():
        return Snapshot(None, source.scratch / "copy", int(count.read_text("utf-8")))
    return _loaded(source.scratch / "all.nq")


def _loaded(dump: Path) -> Snapshot:
    store = Store()
    store.dataset.bulk_load(path=str(dump), format=ox.RdfFormat.N_QUADS)
    dump.unlink()
    return Snapshot(store, None, len(store))


def _unload(folder: Path, source: Source) -> int:
    """Write the quads to a file, or copy the folder (by links, where the disk can) when it is too large for memory."""
    try:
        dataset = Store(folder, read_only=True).dataset
        if len(dataset) <= source.memory_quads:
            dataset.dump(str(source.scratch / "all.nq"), format=ox.RdfFormat.N_QUADS)
        else:
            copy_folder(folder, source.scratch / "copy", link=True)
            count = len(Store(source.scratch / "copy", read_only=True))
            (source.scratch / "quads").write_text(str(count), "utf-8")
    except Exception as error:  # noqa: BLE001 - the parent process raises it
        (source.scratch / "error").write_text(str(error), "utf-8")
        return 1
    return 0


def copy_folder(folder: Path, copy: Path, *, link: bool) -> None:
    """Copy a store that may be written to at the same time: as it was at one moment.

    The engine's own backup of a store that is open read-only leaves out what still stands in its log. Tables never
    change and may be linked. Logs are copied from the newest to the oldest: no change is there without those before.
    """
    for attempt in range(_TRIES):
        time.sleep(_WAIT * attempt)
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir()
        try:
            before = _structure(folder)
            for path in sorted(folder.iterdir(), key=lambda one: one.name, reverse=True):
                if link and path.suffix == ".sst":
                    _link(path, copy / path.name)
                elif path.name != "LOCK":
                    shutil.copyfile(path, copy / path.name)
            if _structure(folder) == before:
                return
        except FileNotFoundError:  # the writer tidies up
            continue
    raise StoreError(f"the store in {folder} changes too fast to be copied")


def _structure(folder: Path) -> list[tuple[str, int]]:
    """What a change of the set of tables changes."""
    names = (".sst", "MANIFEST", "CURRENT")
    return sorted((p.name, p.stat().st_size) for p in folder.iterdir() if p.name.startswith(names) or p.suffix in names)


def _link(path: Path, target: Path) -> None:
    try:
        os.link(path, target)
    except FileNotFoundError:
        raise
    except OSError:  # another disk, or one without links
        shutil.copyfile(path, target)


def write_quads(store: Store, path: Path) -> None:
    """All quads of a store as a file that a `Source` takes."""
    store.dataset.dump(str(path), format=ox.RdfFormat.N_QUADS)
