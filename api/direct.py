"""A path whose requests go straight to what answers them, past what the framework does for its routes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from fastapi import Request, Response
from starlette.types import ASGIApp, Receive, Scope, Send

Handler = Callable[[Request, Exception], Awaitable[Response]]


class Direct:
    """For answers that take less time than to find the way to them; errors become what they become elsewhere."""

    def __init__(self, app: ASGIApp, path: str, endpoint: ASGIApp, errors: Mapping[type[Exception], Handler]) -> None:
        self._app = app
        self._path = path
        self._endpoint = endpoint
        self._errors = errors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or straight to the endpoint."""
        if scope["type"] != "http" or scope["path"] != self._path:
            await self._app(scope, receive, send)
            return
        try:
            await self._endpoint(scope, receive, send)
        except tuple(self._errors) as error:
            handler = next(handler for kind, handler in self._errors.items() if isinstance(error, kind))
            answer = await handler(Request(scope, receive), error)
            await answer(scope, receive, send)
