"""Scripts and style sheets of these pages: ours and the prebuilt ones, with digests in their addresses."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from fastapi import HTTPException, Request, Response

from api.negotiation import unpacks
from api.rest.responses import tagged

_FOLDER: Final = Path(__file__).resolve().parent.parent / "static" / "islands"
_TYPES: Final = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
_FOR_EVER: Final = "public, max-age=31536000, immutable"  # the address holds the digest
_FOR_AN_HOUR: Final = "public, max-age=3600"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is and packed; `digest` is the SHA-256 of its bytes in hexadecimal."""

    body: bytes
    packed: bytes
    media_type: str
    digest: str


@cache
def asset(name: str) -> Asset:
    """A file of the folder by its name; KeyError where there is none. Read and packed once: no file changes."""
    path = _files()[name]
    body = path.read_bytes()
    return Asset(body, gzip.compress(body, 6, mtime=0), _TYPES[path.suffix], sha256(body).hexdigest())


@cache
def _files() -> dict[str, Path]:
    return {path.name: path for path in sorted(_FOLDER.rglob("*")) if path.suffix in _TYPES}


def address(name: str) -> str:
    """Where a file is served, with the beginning of its digest, so that it may be kept for ever."""
    return f"/static/islands/{name}?v={asset(name).digest[:12]}"


def respond(request: Request, name: str) -> Response:
    """A file with its entity tag, packed for a client that unpacks; HTTPException 404 for an unknown name."""
    if name not in _files():
        raise HTTPException(404, f"the pages have no file {name!r}")
    found = asset(name)
    pinned = request.query_params.get("v") == found.digest[:12]
    tag = f'W/"{found.digest[:32]}"'
    headers = {"ETag": tag, "Vary": "Accept-Encoding", "Cache-Control": _FOR_EVER if pinned else _FOR_AN_HOUR}
    if tagged(request, tag):
        return Response(status_code=304, headers=headers)
    if unpacks(request.headers.get("accept-encoding")):
        return Response(found.packed, media_type=found.media_type, headers={**headers, "Content-Encoding": "gzip"})
    return Response(found.body, media_type=found.media_type, headers=headers)
