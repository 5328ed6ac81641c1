"""Whole graphs to take home, streamed: memory stays flat however large they are."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator, Callable
from email.utils import formatdate
from hashlib import sha256
from typing import Annotated, Any, Final

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response
from fastapi.responses import StreamingResponse

from api.negotiation import chosen_format
from api.rest.exporting import Prepared, prepare, write
from api.rest.parameters import Exported
from api.rest.reading import Refusal
from api.rest.responses import read, refused, tagged, unknown_parameter
from api.workers import Pool
from api.workers.streams import Stream
from kg import __version__
from kg.store import FORMATS, TABLES


class Digests:
    """The digests of long downloads that came to their end, by snapshot and tag."""

    def __init__(self, most: int = 500) -> None:
        self._most = most
        self._known: dict[tuple[object, str], str] = {}

    def get(self, key: tuple[object, str]) -> str | None:
        """The digest of a download."""
        return self._known.get(key)

    def put(self, key: tuple[object, str], digest: str) -> None:
        """Keep a digest; the oldest goes where there are too many."""
        self._known[key] = digest
        if len(self._known) > self._most:
            del self._known[next(iter(self._known))]


router = APIRouter(tags=["downloads"])
_HELD: Final = 4 * 1024 * 1024  # bytes: what ends within them is sent with its length and digest
_ENDINGS: Final = {**{form.ending: form.name for form in FORMATS.values()}, "csv": TABLES}
_OFFERED: Final = {form.media_type: form.name for form in FORMATS.values()} | {"application/zip": TABLES}
_MEDIA: Final = {name: media for media, name in _OFFERED.items()}
_GZ = ".gz"
Ending = Annotated[
    str, Path(description=f"{', '.join(_ENDINGS)} (csv: a zip of two tables); {_GZ} may follow.", max_length=20)
]
Key = Annotated[str, Path(description="The article's id.", max_length=2000)]
_TOLD: Final = ("ETag", "Content-Disposition", "Communique-Version", "Communique-Snapshot", "Communique-Date")
_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The graph, streamed.",
        "content": {media: {} for media in (*_OFFERED, "application/gzip")},
        "headers": {name: {"schema": {"type": "string"}, "required": True} for name in _TOLD},
    },
    304: {"description": "The client has it already."},
    400: {"description": "What should be an IRI is none."},
    404: {"description": "There is no such article or format."},
    406: {"description": "No such format is offered."},
    422: {"description": "A filter is unknown or its value cannot be."},
}


@router.get(
    "/export.{ending}", summary="The graph, or what fits filters", responses=_RESPONSES, response_class=Response
)
@router.head("/export.{ending}", include_in_schema=False)
async def export(request: Request, ending: Ending, wanted: Annotated[Exported, Query()]) -> Response:
    """Everything; with filters, what belongs to the events that fit; with `article` alone, whole articles."""
    form, packed = _by_ending(ending)
    return await _download(request, wanted, form, packed, "communique")


@router.get(
    "/export", summary="The graph, in the format that Accept names", responses=_RESPONSES, response_class=Response
)
@router.head("/export", include_in_schema=False)
async def export_by_accept(request: Request, wanted: Annotated[Exported, Query()]) -> Response:
    """As with an ending; Turtle without Accept."""
    return await _download(
        request, wanted, chosen_format(request.headers.get("accept"), None, _OFFERED), False, "communique"
    )


@router.get(
    "/articles/{key}/export.{ending}", summary="The graph of one article", responses=_RESPONSES, response_class=Response
)
@router.head("/articles/{key}/export.{ending}", include_in_schema=False)
async def export_article(request: Request, key: Key, ending: Ending) -> Response:
    """All that rests on the article with that id."""
    form, packed = _by_ending(ending)
    return await _download(request, Exported(article=[key]), form, packed, key, missing=404)


@router.get(
    "/articles/{key}/export",
    summary="The graph of one article, by Accept",
    responses=_RESPONSES,
    response_class=Response,
)
@router.head("/articles/{key}/export", include_in_schema=False)
async def export_article_by_accept(request: Request, key: Key) -> Response:
    """All that rests on the article with that id; Turtle without Accept."""
    form = chosen_format(request.headers.get("accept"), None, _OFFERED)
    return await _download(request, Exported(article=[key]), form, False, key, missing=404)


def _by_ending(ending: str) -> tuple[str, bool]:
    packed = ending.endswith(_GZ)
    form = _ENDINGS.get(ending.removesuffix(_GZ))
    if form is None or (packed and form == TABLES):
        raise HTTPException(
            404, f"there is no export.{ending}; there are {', '.join(_ENDINGS)}, with {_GZ} but for csv"
        )
    return form, packed


async def _download(
    request: Request, wanted: Exported, form: str, packed: bool, name: str, missing: int = 422
) -> Response:
    refusal = unknown_parameter(request, type(wanted))
    if refusal is not None:
        return refused(request, refusal)
    state = request.app.state
    prepared = await read(request, prepare, wanted, state.classes, state.settings.base)
    if isinstance(prepared, Refusal):
        return refused(request, Refusal(missing, prepared.detail, prepared.candidates))
    headers = _headers(prepared, form, packed, name)
    if tagged(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    media = "application/gzip" if packed else _MEDIA[form]
    pool: Pool = state.pool
    digests: Digests = state.digests
    key = (pool.generation, headers["ETag"])
    known = digests.get(key)
    if known is not None:
        headers["Repr-Digest"] = known
    if request.method == "HEAD":
        answer = Response(media_type=media, headers=headers)
        del answer.headers["content-length"]  # it is that of the download, which is not known yet
        return answer
    stream = await pool.stream(write, prepared, form, packed)

    def ended(digest: str) -> None:
        if pool.generation is key[0]:  # else which of the two was written is not known here
            digests.put(key, digest)

    return await _begun(stream, media, headers, ended)


def _headers(prepared: Prepared, form: str, packed: bool, name: str) -> dict[str, str]:
    """A tag of the snapshot and the choice; the program's version; a name for the file.

    The tag is weak: an engine's order may differ between two snapshots of the same quads.
    """
    choice = "\n".join((prepared.digest, form, f"{packed}", *prepared.articles, prepared.patterns or ""))
    ending = next(end for end, known in _ENDINGS.items() if known == form)
    ending = ("csv.zip" if form == TABLES else ending) + (_GZ if packed else "")
    stem = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in name)
    return {
        "ETag": f'W/"{sha256(choice.encode()).hexdigest()[:32]}"',
        "Cache-Control": "no-cache",
        "Vary": "Accept",
        "Content-Disposition": f'attachment; filename="{stem}.{ending}"',
        "Communique-Version": __version__,
        "Communique-Snapshot": prepared.digest,
        "Communique-Date": formatdate(usegmt=True),
    }


async def _begun(chunks: Stream, media: str, headers: dict[str, str], ended: Callable[[str], None]) -> Response:
    """A response with length and digest where the whole is small; otherwise a stream, whose digest is known at its end.

    A trailer could carry that, but hardly any client reads trailers (RFC 9530, 6.5), and writing everything twice would
    double the work: it is told when the same is asked for again, by HEAD as well. An error in mid-stream breaks the
    connection off, so that nobody takes a part for the whole.
    """
    held: list[bytes] = []
    size = 0
    async for chunk in chunks:
        held.append(chunk)
        size += len(chunk)
        if size > _HELD:
            return StreamingResponse(_rest(held, chunks, ended), media_type=media, headers=headers)
    body = b"".join(held)
    return Response(body, media_type=media, headers={**headers, "Repr-Digest": _told(sha256(body).digest())})


def _told(digest: bytes) -> str:
    return f"sha-256=:{base64.b64encode(digest).decode()}:"


async def _rest(held: list[bytes], chunks: Stream, ended: Callable[[str], None]) -> AsyncIterator[bytes]:
    summed = sha256()
    try:
        for chunk in held:
            summed.update(chunk)
            yield chunk
        held.clear()
        async for chunk in chunks:
            summed.update(chunk)
            yield chunk
        ended(_told(summed.digest()))
    finally:
        chunks.close()
