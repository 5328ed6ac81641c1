"""A stream of bytes out of a worker of its own, which waits while its reader waits."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, Final, Protocol

from api.workers.generations import Worker
from api.workers.links import WorkerGone, unpacked
from api.workers.wire import CHUNK
from kg.errors import LimitError
from kg.settings import Settings

_LONGEST: Final = 3600.0  # seconds of one stream


class Keeper(Protocol):
    """What a stream needs of the pool."""

    settings: Settings

    def later(self, work: Coroutine[Any, Any, Any]) -> None:
        """Do something in the background."""

    async def close_stream(self, worker: Worker) -> None:
        """Kill the worker."""


class Stream:
    """The chunks that a function yields in a worker, as an asynchronous iterator of bytes."""

    def __init__(self, pool: Keeper, worker: Worker) -> None:
        self._pool = pool
        self._worker = worker
        self._first: bytes | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._end = asyncio.get_running_loop().call_later(_LONGEST, self._stop, f"it took {_LONGEST:g} seconds")
        self._reason: str | None = None
        self._closed = False

    async def begin(self) -> None:
        """Wait for the first chunk; what fails before it is raised here."""
        self._first = await self._next()

    def __aiter__(self) -> Stream:
        """The stream itself."""
        return self

    async def __anext__(self) -> bytes:
        """The next chunk; LimitError where the stream was stopped."""
        chunk, self._first = self._first, None
        if chunk is None and not self._closed:
            chunk = await self._next()
        if chunk is None:
            if self._reason is not None:
                raise LimitError(f"the download was stopped: {self._reason}")
            raise StopAsyncIteration
        self._wait_for_reader()
        return chunk

    async def _next(self) -> bytes | None:
        self._set_timer(self._pool.settings.query_timeout, "the next piece took too long")
        try:
            kind, payload = await self._worker.link.receive()
        except WorkerGone:
            self.close()
            reason = self._reason or "its process ended"
            raise LimitError(f"the download was stopped: {reason}") from None
        except BaseException:
            self.close()
            raise
        if kind == CHUNK:
            self._wait_for_reader()
            return payload
        self.close()
        unpacked(kind, payload)
        return None

    def _wait_for_reader(self) -> None:
        stall = self._pool.settings.stall_timeout
        self._set_timer(stall, f"nobody read it for {stall:g} seconds")

    def _set_timer(self, seconds: float, reason: str) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if not self._closed:
            self._timer = asyncio.get_running_loop().call_later(seconds, self._stop, reason)

    def _stop(self, reason: str) -> None:
        if not self._closed:
            self._reason = reason
            self.close()

    def close(self) -> None:
        """Kill the worker, if it still runs."""
        if not self._closed:
            self._closed = True
            self._end.cancel()
            if self._timer is not None:
                self._timer.cancel()
            self._pool.later(self._pool.close_stream(self._worker))

    async def aclose(self) -> None:
        """Kill the worker, if it still runs."""
        self.close()
