"""Pages whose answer may take a while: the frame is sent at once, and the rest as soon as it is known.

The page is one document that arrives in two pieces: no script takes part, and nothing is asked twice. The frame is what
the template makes before its `{{ pause }}`, which stands where nothing is open but the main part.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncGenerator, Callable, Coroutine, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, Final

from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from api.negotiation import unpacks
from api.pages.rendering import POLICY, filled, keep_page, opening, page, refusal, wants_page
from api.rest.reading import Refusal
from api.rest.responses import MEDIA
from api.workers.pool import Gone
from kg.errors import CommuniqueError

SOON: Final = 0.2  # seconds after which a page begins without its answer
_WAITING: Final = '<p class="waiting" role="status">Looking it up …</p>\n'.encode()  # hidden by what comes behind it


@dataclass(frozen=True, slots=True)
class Shown:
    """What a template shows behind its pause, and the status of the page; one that is no 200 is not kept."""

    values: Mapping[str, Any]
    status: int = 200


Finding = Callable[[Gone], Coroutine[Any, Any, Shown | Refusal]]


async def arrive(request: Request, name: str, finding: Finding, **frame: object) -> Response:
    """A page of which `frame` is known already and `finding` gives the rest; whole where that is known soon.

    What comes late is for browsers alone, and is a 200 whatever comes: a refusal stands in the page then. `finding`
    is given what returns when the client has gone, so that its question can be ended.
    """
    left = asyncio.Event()

    async def gone() -> None:
        await left.wait()

    task = asyncio.create_task(finding(gone))
    try:
        if not wants_page(request) or (await asyncio.wait({task}, timeout=SOON))[0]:
            return _whole(request, name, await task, frame)
    except asyncio.CancelledError:
        task.cancel()
        raise
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache", "Vary": "Accept, Accept-Encoding"}
    pieces = _pieces(request, name, task, left, frame)
    if unpacks(request.headers.get("accept-encoding")):
        headers["Content-Encoding"] = "gzip"
        pieces = _packed(pieces)
    return StreamingResponse(pieces, media_type=MEDIA["html"], headers=headers)


def _whole(request: Request, name: str, found: Shown | Refusal, frame: Mapping[str, Any]) -> Response:
    if isinstance(found, Refusal):
        return refusal(request, found)
    return page(request, name, status=found.status, keep=found.status == 200, **frame, **found.values)


async def _pieces(
    request: Request, name: str, task: asyncio.Task[Shown | Refusal], left: asyncio.Event, frame: Mapping[str, Any]
) -> AsyncGenerator[bytes, None]:
    """The frame with a word that it is waited for, then the rest."""
    try:
        first = opening(request, name, **frame)
        yield first + _WAITING
        yield await _rest(request, name, task, frame, first)
    finally:
        left.set()
        task.add_done_callback(_told)


async def _rest(
    request: Request, name: str, task: asyncio.Task[Shown | Refusal], frame: Mapping[str, Any], first: bytes
) -> bytes:
    """What stands behind the frame: the rest of the page, or why there is none."""
    try:
        found = await asyncio.shield(task)
    except CommuniqueError as error:
        found = Refusal(503, str(error))
    if isinstance(found, Refusal):
        late = {"detail": found.detail, "candidates": found.candidates}
        return filled(request, "late.html", **late).removeprefix(opening(request, "late.html"))
    made = filled(request, name, **frame, **found.values)
    if found.status == 200:
        keep_page(request, made)
    return made.removeprefix(first)


def _told(task: asyncio.Task[Shown | Refusal]) -> None:
    """Take note how a question ended whose client has gone, or which was answered."""
    if not task.cancelled():
        task.exception()


async def _packed(pieces: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
    """Pieces as gzip, each to be unpacked when it arrives."""
    packing = zlib.compressobj(5, wbits=31)
    async with aclosing(pieces):
        async for piece in pieces:
            yield packing.compress(piece) + packing.flush(zlib.Z_SYNC_FLUSH)
    yield packing.flush()
