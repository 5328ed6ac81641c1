"""Snapshots in the order of time: each is one keeper process, which holds the data and forks workers."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import sys
import tempfile
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from api.workers.links import Control, Link
from kg.errors import StoreError
from kg.remote import Location
from kg.store import Source


@dataclass(eq=False, slots=True)
class Worker:
    """A worker process of a generation."""

    pid: int
    link: Link
    generation: Generation


@dataclass(eq=False, slots=True)
class Generation:
    """A snapshot: its id (changes with the data), its number of quads, its keeper, and the workers it has."""

    id: str
    quads: int
    in_memory: bool
    control: Control
    keeper: int
    source: Source
    memory: int
    workers: set[Worker] = field(default_factory=set)

    async def fork(self) -> Worker:
        """A new worker."""
        pid, link = await _fork(self.control, self.memory)
        worker = Worker(pid, link, self)
        self.workers.add(worker)
        return worker

    async def end(self, worker: Worker) -> int | None:
        """End a worker at once; how it ended (an exit code, or minus a signal)."""
        worker.link.close()
        self.workers.discard(worker)
        status: int | None = await self.control.command("end", worker.pid)
        return status

    def close(self) -> None:
        """Close our ends of all links."""
        self.control.close()
        for worker in self.workers:
            worker.link.close()


class Family:
    """The parent process of all keepers."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._process: asyncio.subprocess.Process | None = None
        self._control: Control | None = None
        self._count = 0
        self._folders: set[Path] = set()

    async def start(self) -> None:
        """Start the parent process; in a session of its own, so that Ctrl-C reaches the server alone."""
        ours, theirs = socket.socketpair()
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "api.workers", str(theirs.fileno())),
            pass_fds=[theirs.fileno()],
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},  # what we can import, they can
        )
        theirs.close()
        self._control = Control(ours)

    @property
    def pid(self) -> int | None:
        """The process id; None before the start."""
        return None if self._process is None else self._process.pid

    async def raise_generation(
        self, folder: Location | None, file: Path | None, memory_quads: int, memory: int, mark: str
    ) -> Generation:
        """A keeper with the data of a folder or file as they are now; StoreError where they cannot be read."""
        assert self._control is not None
        self._count += 1
        source = Source(_scratch_folder(self._scratch, folder, self._count), memory_quads, folder, file)
        self._folders.add(source.scratch)
        ours, theirs = socket.socketpair()
        control = Control(ours)
        try:
            keeper = await self._control.command("fork", source, (theirs.fileno(),))
            quads, in_memory = await control.reply()
        except ChildProcessError as error:
            await self.drop(control, keeper, source)
            raise StoreError(f"the store cannot be loaded: {error}") from error
        except BaseException:  # the server stops
            control.close()
            raise
        finally:
            theirs.close()
        name = sha256(mark.encode()).hexdigest()[:16]
        return Generation(name, quads, in_memory, control, keeper, source, memory)

    async def drop(self, control: Control, keeper: int, source: Source) -> None:
        """End a keeper with its workers, and take its files away."""
        assert self._control is not None
        control.close()
        await self._control.command("end", keeper)
        shutil.rmtree(source.scratch, ignore_errors=True)
        self._folders.discard(source.scratch)

    async def stop(self) -> None:
        """End the parent process, and all below it by that."""
        if self._control is not None and self._process is not None:
            self._control.close()
            await self._process.wait()
        for folder in self._folders:
            shutil.rmtree(folder, ignore_errors=True)


def _scratch_folder(scratch: Path, folder: Location | None, number: int) -> Path:
    """Where a generation may write: beside the store, where links to its files can stand, or with passing files."""
    if isinstance(folder, Path) and os.access(folder.parent, os.W_OK):
        return Path(tempfile.mkdtemp(prefix=f"{folder.name}.snapshot-", dir=folder.parent))
    return scratch / str(number)


async def _fork(control: Control, argument: Any) -> tuple[int, Link]:
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    try:
        pid: int = await control.command("fork", argument, (theirs.fileno(),))
        _, link = await asyncio.get_running_loop().create_connection(Link, sock=ours)
    except BaseException:
        ours.close()
        raise
    finally:
        theirs.close()
    return pid, link
