"""The server's ends of the sockets to its processes."""

from __future__ import annotations

import asyncio
import contextlib
import pickle
import socket
from collections import deque
from typing import Any, Final

from api.workers.wire import CHUNK, END, ERROR, HEAD, read_frame

_AHEAD: Final = 1 << 20  # bytes of a stream that wait for the client


class WorkerGone(Exception):  # noqa: N818 - no error of the service yet: the pool says what it means
    """The process at the other end has ended."""


class Link(asyncio.Protocol):
    """The link to one worker: a question at a time goes out, and its frames come in."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._need: tuple[bytes, int] | None = None
        self._frames: deque[tuple[bytes, bytes]] = deque()
        self._waiting: asyncio.Future[None] | None = None
        self._transport: Any = None
        self._ahead = 0
        self.gone = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """The worker has ended."""
        self.gone = True
        self._wake()

    def data_received(self, data: bytes) -> None:
        """Cut what comes into frames; a long stream makes the worker wait."""
        if not self._held and self._need is None and len(data) >= HEAD.size:
            kind, length = HEAD.unpack_from(data)
            if len(data) == HEAD.size + length:  # one frame, and the whole of it: most answers
                self._add(kind, data[HEAD.size :])
                return
        self._held += data
        while True:
            if self._need is None:
                if len(self._held) < HEAD.size:
                    return
                self._need = HEAD.unpack(self._held[: HEAD.size])
                del self._held[: HEAD.size]
            kind, length = self._need
            if len(self._held) < length:
                return
            payload = bytes(memoryview(self._held)[:length])
            del self._held[:length]
            self._add(kind, payload)
            self._need = None

    def _add(self, kind: bytes, payload: bytes) -> None:
        self._frames.append((kind, payload))
        if kind == CHUNK:
            self._ahead += len(payload)
            if self._ahead > _AHEAD:
                self._transport.pause_reading()
        self._wake()

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    def send(self, data: bytes) -> None:
        """Send a frame."""
        self._transport.write(data)

    async def receive(self) -> tuple[bytes, bytes]:
        """Kind and payload of the next frame; WorkerGone where none will come."""
        while not self._frames:
            if self.gone:
                raise WorkerGone
            self._waiting = asyncio.get_running_loop().create_future()
            try:
                await self._waiting
            finally:
                self._waiting = None
        kind, payload = self._frames.popleft()
        if kind == CHUNK:
            self._ahead -= len(payload)
            if self._ahead <= _AHEAD // 2 and not self.gone:
                self._transport.resume_reading()
        return kind, payload

    def close(self) -> None:
        """Close this end: an idle worker ends by it."""
        self._transport.abort()


def unpacked(kind: bytes, payload: bytes) -> Any:
    """What a frame brings; raises the exception that it brings (with its traceback as a note)."""
    if kind == END:
        return None
    value = pickle.loads(payload)
    if kind == ERROR:
        error, told = value
        error.add_note(told)
        raise error
    return value


class Control:
    """The link to a forking process: commands go out one by one, each is answered."""

    def __init__(self, link: socket.socket) -> None:
        self._link = link
        self._lock = asyncio.Lock()

    async def command(self, name: str, argument: Any, descriptors: tuple[int, ...] = ()) -> Any:
        """The answer to a command; WorkerGone where the process has ended."""
        async with self._lock:
            try:
                socket.send_fds(self._link, [pickle.dumps((name, argument))], list(descriptors))
                return await self.reply()
            except OSError as error:
                raise WorkerGone from error

    async def reply(self) -> Any:
        """The next answer of the process, waited for in a thread of its own loop's pool."""
        found = await asyncio.get_running_loop().run_in_executor(None, read_frame, self._link)
        if found is None:
            raise WorkerGone
        kind, payload = found
        value = pickle.loads(payload)
        if kind == ERROR:
            raise ChildProcessError(value)
        return value

    def close(self) -> None:
        """Close this end: the process ends its children and itself."""
        with contextlib.suppress(OSError):  # the other end has gone already
            self._link.shutdown(socket.SHUT_RDWR)
        self._link.close()
