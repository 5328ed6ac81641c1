"""Errors as problem documents (RFC 9457): one shape for the whole service."""

from __future__ import annotations

import json
from typing import Any, Final

from fastapi import Response

from kg.errors import CommuniqueError, InputError, LimitError

MEDIA_TYPE: Final = "application/problem+json"
_TITLES: Final = {
    400: "Bad request",
    401: "Who are you?",
    403: "Refused",
    404: "Not found",
    405: "Method not allowed",
    406: "No such format",
    408: "Too slow",
    409: "Conflict",
    413: "Too large",
    414: "Address too long",
    415: "Unknown media type",
    431: "Head too long",
    422: "Bad parameter",
    429: "Too many requests",
    500: "Error of the server",
    503: "Not available",
}


def problem(
    status: int, detail: str, *, instance: str | None = None, headers: dict[str, str] | None = None, **more: Any
) -> Response:
    """A problem document: type, title, status, detail, the path it is about, and more members as given."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": _TITLES.get(status, "Not possible"),
        "status": status,
        "detail": detail,
    }
    if instance is not None:
        body["instance"] = instance
    text = json.dumps({**body, **more}, ensure_ascii=False, separators=(",", ":"))
    told = {"Vary": "Accept", **(headers or {})}  # what a browser is told in the same case is a page
    return Response(text, status_code=status, media_type=MEDIA_TYPE, headers=told)


def problem_of(error: CommuniqueError, instance: str | None = None) -> Response:
    """The problem document of one of the project's errors: 4xx for what a caller can mend, 503 for the rest."""
    if isinstance(error, InputError):
        return problem(400, str(error), instance=instance)
    if isinstance(error, LimitError) and error.retry_after is not None:
        headers = {"Retry-After": str(error.retry_after)}
        return problem(503, str(error), instance=instance, headers=headers, retryAfter=error.retry_after)
    return problem(503, str(error), instance=instance)
