"""A worker: one process that answers one question at a time from a snapshot it holds."""

from __future__ import annotations

import ctypes
import os
import pickle
import resource
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from api.workers.wire import CALL, CHUNK, END, ERROR, RESULT, frame, read_frame
from kg.errors import StoreError
from kg.store import Store

_NO_MEMORY: Final = 134  # what a shell calls an abort
_DIE_WITH_PARENT: Final = 1  # PR_SET_PDEATHSIG of prctl(2)


def serve(link: socket.socket, store: Store) -> None:
    """Answer what comes over the link until it closes."""
    while (asked := read_frame(link)) is not None:
        kind, payload = asked
        try:
            function, arguments = pickle.loads(payload)
            if kind == CALL:
                answered = frame(RESULT, pickle.dumps(function(store, *arguments), pickle.HIGHEST_PROTOCOL))
            else:
                _send_chunks(link, function, (store, *arguments))
                answered = frame(END, b"")
        except MemoryError:  # as the engine ends when it gets no more
            os._exit(_NO_MEMORY)
        except ConnectionError:  # the server has gone, or does not want the rest
            return
        except Exception as error:  # noqa: BLE001 - told to the server, in whose request it is raised
            answered = frame(ERROR, _pickled(error))
        link.sendall(answered)


def _send_chunks(link: socket.socket, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    for chunk in function(*arguments):
        if chunk:
            link.sendall(frame(CHUNK, bytes(chunk)))


def _pickled(error: Exception) -> bytes:
    """An exception with the text of its traceback; as a StoreError where it cannot travel itself."""
    told = "".join(traceback.format_exception(error))
    try:
        packed = pickle.dumps((error, told))
        pickle.loads(packed)
    except Exception:  # noqa: BLE001 - whatever stands in its way, its words travel
        packed = pickle.dumps((StoreError(f"{type(error).__name__}: {error}"), told))
    return packed


def limit_memory(megabytes: int) -> None:
    """Let this process take so much more memory than it has now.

    By address space: the kernel refuses at the moment of asking, where a watcher of the resident size would look
    between two looks of a query that fills a gigabyte a second. The engine aborts then; the pool replaces the worker.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def die_with_parent(parent: int) -> None:
    """End when the parent process ends, however it does (Linux; elsewhere the closed link ends an idle worker)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:  # it ended before it could be tied to us
            os._exit(1)
