"""Answers that were given already, for as long as the data are the same."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    """What has a body."""

    @property
    def body(self) -> bytes:
        """The body."""


V = TypeVar("V", bound=Sized)
Key = tuple[object, ...]


class AnswerCache(Generic[V]):
    """At most so many bytes of answers of one snapshot; the one that was wanted longest ago goes first."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._largest = size // 16
        self._snapshot: object = None
        self._held: OrderedDict[Key, V] = OrderedDict()
        self._bytes = 0
        self.hits = 0
        self.misses = 0

    def get(self, snapshot: object, key: Key) -> V | None:
        """The answer to the same question on the same snapshot."""
        if snapshot is not self._snapshot:
            self._forget(snapshot)
        found = self._held.get(key)
        if found is None:
            self.misses += 1
            return None
        self.hits += 1
        self._held.move_to_end(key)
        return found

    def put(self, snapshot: object, key: Key, value: V) -> None:
        """Keep an answer, unless it is large or of a snapshot that is not asked any more."""
        length = len(value.body) + 500
        if snapshot is not self._snapshot or length > self._largest or key in self._held:
            return
        self._held[key] = value
        self._bytes += length
        while self._bytes > self._size:
            _, oldest = self._held.popitem(last=False)
            self._bytes -= len(oldest.body) + 500

    def _forget(self, snapshot: object) -> None:
        self._held.clear()
        self._bytes = 0
        self._snapshot = snapshot
