"""What goes between the building process and those that read: batches and results are files, pipes carry their names.

All reading processes write to one pipe. Of megabytes that one of them writes when it is killed, a half stays in the
pipe, and the other end waits for the rest for ever. A file name is in the pipe whole or not at all.
"""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path
from typing import Any

from kg.errors import StoreError


class Exchange:
    """A folder beside the store for the batches in flight; what an earlier run left there is removed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.with_name(folder.name + ".exchange")
        self._count = 0
        shutil.rmtree(self._folder, ignore_errors=True)

    def put(self, value: object) -> str:
        """Write a value down; returns the path. StoreError where the disk does not take it."""
        self._count += 1
        path = self._folder / str(self._count)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
        except OSError as error:
            raise StoreError(f"{path}: {error.strerror}") from error
        return str(path)

    def close(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self._folder, ignore_errors=True)


def taken(path: str) -> Any:
    """The value that was written down under a path, which is removed."""
    file = Path(path)
    value = pickle.loads(file.read_bytes())
    file.unlink()
    return value


def answered(path: str, value: object) -> str:
    """Write the answer to what stood under a path beside it; returns its own path."""
    answer = f"{path}.read"
    Path(answer).write_bytes(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
    return answer
