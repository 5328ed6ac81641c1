"""A client's connection: how long a request may be before its head is whole, how long that may take, and problem
documents for what is no request at all.

Below the application, which sees a request only when its head is whole: without bounds here, one client could fill the
memory with a header that does not end, and hold connections open with heads that never do.
"""

from __future__ import annotations

import asyncio
import uuid
from typing import Any, ClassVar, Final

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from api.front import for_browsers
from api.problems import problem

LONGEST_ADDRESS: Final = 65_535  # bytes, what the parser of addresses takes; a longer query comes by POST
LONGEST_HEAD: Final = 2 * LONGEST_ADDRESS
_NONE, _HEAD, _BODY = range(3)
_MOST_AROUND: Final = {_HEAD: LONGEST_HEAD, _BODY: 16 * LONGEST_HEAD}  # a body in small chunks has many frames
_LINGER: Final = 1.0  # seconds in which what a refused client still sends is thrown away, so that it reads the answer


class Connection(HttpToolsProtocol):
    """HTTP/1.1 on one connection."""

    stall: ClassVar[float] = 30.0
    _part = _NONE  # of a request that is being read
    _around = 0  # bytes of it that are no body: its head, the frames of chunks, trailers
    _refused = False
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for a request."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client has gone."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, unless the client was refused."""
        if self._refused:
            return
        super().data_received(data)
        if self._part == _NONE:
            if self._timer is None and (self.cycle is None or self.cycle.response_complete):
                self._wait()
            return
        self._around += len(data)
        if self._around > _MOST_AROUND[self._part]:
            self._refuse(431, f"the head of the request is longer than {LONGEST_HEAD:,} bytes")
        elif self._part == _HEAD and self._timer is None:
            self._wait()

    def on_message_begin(self) -> None:
        """A request begins."""
        self._part, self._around = _HEAD, 0
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header; what stands behind a body is passed over."""
        if self._part == _HEAD:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head is whole: the application takes over."""
        self._part = _BODY
        if self._timer is not None:
            self._stop_waiting()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A piece of the body, which the application counts."""
        self._around -= len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """What comes now is the next request."""
        self._part = _NONE
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """Tell a client that it sent no request."""
        address = getattr(self, "url", b"")
        if len(address) > LONGEST_ADDRESS:
            words = f"an address has at most {LONGEST_ADDRESS:,} bytes; a longer query comes by POST"
            self._refuse(414, words)
        else:
            self._refuse(400, "this is no HTTP request")

    def _wait(self) -> None:
        self._timer = self.loop.call_later(self.stall, self._too_slow)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _too_slow(self) -> None:
        self._timer = None
        if self._part == _NONE:  # nothing came at all: there is nobody to tell
            self.transport.close()
        else:
            self._refuse(408, f"the head of the request did not come within {self.stall:g} seconds")

    def _refuse(self, status: int, detail: str) -> None:
        """Answer instead of the application, and end; after the answer that is under way, where there is one."""
        self._refused = True
        self._stop_waiting()
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.keep_alive = False
            return
        answer = problem(status, detail)
        more = [*for_browsers(), (b"x-request-id", uuid.uuid4().hex.encode()), (b"connection", b"close")]
        headers: list[tuple[bytes, bytes]] = [*self.server_state.default_headers, *answer.raw_headers, *more]
        lines = [b"%s: %s\r\n" % pair for pair in headers]
        self.transport.write(b"".join([STATUS_LINE[status], *lines, b"\r\n", bytes(answer.body)]))
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.loop.call_later(_LINGER, self.transport.close)


def connections(stall: float) -> type[Connection]:
    """The class of connections on which a head may take so many seconds."""
    made: dict[str, Any] = {"stall": stall}
    return type("Connection", (Connection,), made)
