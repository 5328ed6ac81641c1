"""What every request passes: an id, headers for browsers, a line in the log, a count, and an answer to any error."""

from __future__ import annotations

import asyncio
import itertools
import logging
import os
import re
import time
from typing import Any, Final, Protocol

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.metrics import Metrics
from api.problems import problem

_LOG: Final = logging.getLogger("api")
_GIVEN_ID: Final = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_ALWAYS: Final = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"X-Request-Id, Communique-Cut, ETag, Link, Location, Retry-After"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"cross-origin"),
]
_POLICY: Final = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")
_PREFLIGHT: Final = [
    (b"access-control-allow-methods", b"GET, HEAD, POST, PUT, DELETE, OPTIONS"),
    (b"access-control-allow-headers", b"Accept, Authorization, Content-Type, If-None-Match, X-API-Key, X-Request-Id"),
    (b"access-control-max-age", b"86400"),
]


def for_browsers() -> list[tuple[bytes, bytes]]:
    """The headers that every answer has, with the strictest policy."""
    return [*_ALWAYS, _POLICY]


class AccessLog(Protocol):
    """Takes the facts about a request."""

    def info(self, event: str, **facts: Any) -> Any:
        """One line."""


class Front:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp, metrics: Metrics, log: AccessLog | None, stall: float) -> None:
        self._app = app
        self._stall = stall
        self._metrics = metrics
        self._log = log
        self._start = os.urandom(4).hex()
        self._numbers = itertools.count(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = {name: value for name, value in scope["headers"] if name in _LOOKED_AT}
        asked = given.get(b"x-request-id")
        name = asked if asked and _GIVEN_ID.fullmatch(asked) else f"{self._start}-{next(self._numbers):x}".encode()
        status, length, began = 0, 0, time.perf_counter()
        if scope["method"] not in _WITHOUT_BODY:
            receive = _patient(receive, self._stall)

        async def sending(message: Message) -> None:
            nonlocal status, length
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = [*message.get("headers", ()), *_ALWAYS, (b"x-request-id", name)]
                if _POLICY[0] not in [pair[0] for pair in headers]:
                    headers.append(_POLICY)
                message = {**message, "headers": headers}
            else:
                length += len(message.get("body", b""))
            await send(message)

        try:
            if scope["method"] == "OPTIONS" and b"access-control-request-method" in given:
                await sending({"type": "http.response.start", "status": 204, "headers": _PREFLIGHT})
                await sending({"type": "http.response.body", "body": b""})
            else:
                await self._app(scope, receive, sending)
        except asyncio.CancelledError:  # the server stops, and its grace is over
            if status:
                raise
            words = "the service is stopping"
            await problem(503, words, instance=scope["path"], headers={"Retry-After": "5"})(scope, receive, sending)
        except Exception as error:
            if status:  # the beginning of the answer has gone: all that is left is to break it off
                _LOG.warning("request %s was broken off: %r", name.decode(), error)
                if isinstance(error, TimeoutError):  # the client does not read: the server closes what is unfinished
                    return
                raise
            _LOG.exception("request %s failed", name.decode())
            words = f"the request could not be answered; the server's log has the reason under {name.decode()}"
            await problem(500, words, instance=scope["path"])(scope, receive, sending)
        finally:
            self._note(scope, name, status, length, time.perf_counter() - began)

    def _note(self, scope: Scope, name: bytes, status: int, length: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", None) or _PLAIN.get(scope["path"], "other")
        self._metrics.count(scope["method"] if scope["method"] in _METHODS else "other", route, status, seconds)
        if self._log is not None:
            client = scope.get("client")
            self._log.info(
                "request",
                id=name.decode(),
                client=client[0] if client else None,
                method=scope["method"],
                path=scope["path"],
                route=route,
                status=status,
                bytes=length,
                ms=round(seconds * 1000, 2),
            )


def _patient(receive: Receive, stall: float) -> Receive:
    """The body of a request, whose next piece may take so many seconds: 408 where it does not come."""
    whole = False

    async def receiving() -> Message:
        nonlocal whole
        if whole:
            return await receive()
        try:
            async with asyncio.timeout(stall):
                message = await receive()
        except TimeoutError:
            words = f"the rest of the request did not come within {stall:g} seconds"
            raise HTTPException(408, words, headers={"Connection": "close"}) from None
        whole = not message.get("more_body", False)
        return message

    return receiving


_WITHOUT_BODY: Final = {"GET", "HEAD", "OPTIONS"}
_LOOKED_AT: Final = {b"x-request-id", b"access-control-request-method"}
_METHODS: Final = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"}
_PLAIN: Final = {"/sparql": "/sparql"}
