"""How bodies reach clients that read slowly: piece by piece, from disk when they are long, and not for ever."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from typing import Final

from starlette.types import Send

_PIECE: Final = 1 << 18
_TO_DISK: Final = 1 << 22  # longer bodies wait on disk, not in memory


async def send_body(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes, stall: float) -> None:
    """Send a response; a client that takes nothing for `stall` seconds is left: TimeoutError closes its connection."""
    await send({"type": "http.response.start", "status": status, "headers": headers})
    if len(body) <= _PIECE:
        await send({"type": "http.response.body", "body": body})
        return
    if len(body) <= _TO_DISK:
        for piece in _pieces(body):
            async with asyncio.timeout(stall):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
    else:
        with tempfile.TemporaryFile(prefix="kg-answer-") as spool:
            await asyncio.to_thread(spool.write, body)
            del body
            spool.seek(0)
            while piece := await asyncio.to_thread(spool.read, 4 * _PIECE):
                async with asyncio.timeout(stall):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


def _pieces(body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), _PIECE):
        yield body[start : start + _PIECE]
