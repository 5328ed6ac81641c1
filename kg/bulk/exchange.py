"""What goes between the building process and those that read: batches and results are files, pipes carry their names.

All reading processes write to one pipe. Of megabytes that one of them writes when it is killed, a half stays in the
pipe, and the other end waits for the rest for ever. A file name is in the pipe whole or not at all.
"""

from __future__ import annotations

import os
import pickle
import shutil
import socket
from contextlib import suppress
from pathlib import Path
from typing import Any

from kg.errors import StoreError


class Exchange:
    """A folder for the batches of one run in flight, in `.exchange` beside the store.

    Each run has its own: several may write to one SPARQL server. What runs of this machine that are no more have left
    is removed. Nobody else may write there, since what is read from it is unpickled.
    """

    def __init__(self, folder: Path) -> None:
        self._all = folder.with_name(folder.name + ".exchange")
        self._own = self._all / f"{socket.gethostname()}-{os.getpid()}"
        self._count = 0
        for left in self._all.glob(f"{socket.gethostname()}-*") if self._all.is_dir() else ():
            if left == self._own or not _runs(left.name.rpartition("-")[2]):
                shutil.rmtree(left, ignore_errors=True)

    def put(self, value: object) -> str:
        """Write a value down; returns the path. StoreError where the disk does not take it."""
        path = self._own / str(self._count + 1)
        try:
            if not self._count:
                self._all.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._own.mkdir(mode=0o700)
            self._count += 1
            path.write_bytes(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
        except OSError as error:
            raise StoreError(f"{error.filename or path}: {error.strerror}") from error
        return str(path)

    def close(self) -> None:
        """Remove the run's folder, and that of all where it is the last."""
        shutil.rmtree(self._own, ignore_errors=True)
        with suppress(OSError):
            self._all.rmdir()


def _runs(pid: str) -> bool:
    """Whether a process of this machine is still there."""
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, ValueError, OverflowError):
        return False
    except PermissionError:
        return True  # somebody else's
    return True


def taken(path: str) -> Any:
    """The value that was written down under a path, which is removed. StoreError where it is damaged."""
    file = Path(path)
    try:
        value = pickle.loads(file.read_bytes())
    except (pickle.UnpicklingError, EOFError) as error:
        raise StoreError(f"{path}: what a reading process wrote is damaged ({error})") from error
    file.unlink()
    return value


def answered(path: str, value: object) -> str:
    """Write the answer to what stood under a path beside it; returns its own path."""
    answer = f"{path}.read"
    Path(answer).write_bytes(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
    return answer
