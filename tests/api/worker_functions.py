"""What workers run in tests: functions that they can import."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from kg.errors import QueryError
from kg.store import Store


def size(store: Store) -> int:
    return len(store)


def pid(_: Store) -> int:
    return os.getpid()


def wait(_: Store, seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def malformed(store: Store) -> None:
    store.query("SELECT {")


def fill_memory(_: Store) -> int:
    held = []
    while True:
        held.append(bytearray(1 << 24))


def crash(_: Store) -> None:
    os.abort()


def countdown(_: Store, chunks: int, seconds: float = 0.0) -> Iterator[bytes]:
    for _number in range(chunks):
        time.sleep(seconds)
        yield b"x" * 100_000


def broken_stream(_: Store, before: int) -> Iterator[bytes]:
    for _number in range(before):
        yield b"x"
    raise QueryError("no more")


def open_sockets(_: Store) -> int:
    links = [one for one in Path("/proc/self/fd").iterdir() if one.is_symlink()]
    return sum(str(one.readlink()).startswith("socket:") for one in links)
