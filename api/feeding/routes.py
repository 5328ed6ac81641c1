"""Feeding: articles in by POST and PUT, out by DELETE; each is a job that one can follow."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from api.feeding.bodies import FIELDS, Handed, TooLarge, take
from api.feeding.desk import Desk
from api.feeding.jobs import DONE, Job, Jobs
from api.feeding.keys import Key, known_key
from api.feeding.rates import Rates
from api.rest.others import article_items
from api.rest.responses import read
from api.schemas import JobsTold, JobTold, Unchanged
from kg import __version__
from kg.errors import ArticleError
from kg.iris import document_iri
from kg.store import Store

router = APIRouter(tags=["feeding"])
_PUT: Final = "PUT /articles/{id} replaces it"
_LATER: Final = 10  # seconds after which a full queue may have room
_PROBLEM: Final[dict[str, Any]] = {"content": {"application/problem+json": {}}}
_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "It is in the store already, just so; nothing changes.", "model": Unchanged},
    202: {
        "description": "A job was made; follow `Location`.",
        "model": JobTold,
        "headers": {"Location": {"schema": {"type": "string"}, "required": True}},
    },
    401: {"description": "No key, or none that is known.", **_PROBLEM},
    403: {"description": "Feeding (or fetching by address) is off.", **_PROBLEM},
    409: {"description": "Another article has that id; PUT replaces it.", **_PROBLEM},
    413: {"description": "Too large.", **_PROBLEM},
    415: {"description": "Another kind of body.", **_PROBLEM},
    422: {"description": "What was sent is no article.", **_PROBLEM},
    429: {"description": "Too many; see Retry-After.", **_PROBLEM},
    503: {"description": "Too many articles are waiting; see Retry-After.", **_PROBLEM},
}
_REMOVAL: Final[dict[int | str, dict[str, Any]]] = {
    **{status: _RESPONSES[status] for status in (202, 401, 403, 429, 503)},
    404: {"description": "There is no such article.", **_PROBLEM},
}
_LISTED: Final[dict[int | str, dict[str, Any]]] = {
    200: {"model": JobsTold},
    **{status: _RESPONSES[status] for status in (401, 403, 429)},
}
_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {
                        **{name: {"type": "string"} for name in ("text", "html", *FIELDS)},
                        "published": {"type": "string", "format": "date"},
                    },
                },
                "example": {
                    "id": "call-of-monday",
                    "text": "President Joe Biden spoke by phone with Prime Minister Rishi Sunak on Monday.",
                    "published": "2024-01-09",
                    "publisher": "The Example",
                },
            },
            "text/plain": {"schema": {"type": "string"}},
            "text/markdown": {"schema": {"type": "string"}},
            "text/html": {"schema": {"type": "string"}},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            },
        },
    }
}
_SECURE: Final[dict[str, Any]] = {"security": [{"apiKey": []}]}
ArticleKey = Annotated[str, Path(description="The article's id.", min_length=1, max_length=300)]


@dataclass(frozen=True, slots=True)
class Feeding:
    """What feeding needs while the server runs; without keys, or without a folder to write to, it is off."""

    keys: tuple[Key, ...]
    jobs: Jobs
    desk: Desk
    rates: Rates


class Problem(HTTPException):
    """An error with headers of its own."""


def stored(store: Store, iri: str) -> dict[str, Any] | None:
    """An article as the store has it; None without it."""
    return next(iter(article_items(store, [iri])), None)


def _admitted(request: Request) -> tuple[Feeding, str]:
    """Feeding, and the name of the key; Problem 403 where it is off, 401 for a wrong key, 429 for too many of them."""
    feeding: Feeding | None = request.app.state.feeding
    if feeding is None:
        raise Problem(403, "feeding is off: this server has no keys (KG_API_KEYS), or its store is in memory")
    address = request.client.host if request.client else "?"
    wait = feeding.rates.over("refusals", address)
    if wait is not None:
        raise Problem(429, "too many wrong keys from this address", {"Retry-After": str(wait)})
    kind, _, given = request.headers.get("authorization", "").partition(" ")
    given = given.strip() if kind.lower() == "bearer" else request.headers.get("x-api-key", "")
    key = known_key(feeding.keys, given)
    if key is None:
        feeding.rates.take("refusals", address)
        words = "the key is not known" if given else "a key is needed: Authorization: Bearer ..."
        raise Problem(401, words, {"WWW-Authenticate": 'Bearer realm="communique"'})
    return feeding, key.name


def _counted(feeding: Feeding, name: str) -> None:
    wait = feeding.rates.take("articles", name)
    if wait is not None:
        raise Problem(429, "the key has handed in too many articles in this time", {"Retry-After": str(wait)})


@router.post(
    "/articles", summary="Hand in an article", status_code=202, responses=_RESPONSES, openapi_extra=_BODY | _SECURE
)
async def post_article(request: Request) -> Response:
    """JSON with `text` (or `html`, or `url` where that is switched on), a text, a page, or a form with a `file`."""
    return await _put(request, None)


@router.put(
    "/articles/{key}",
    summary="Replace an article",
    status_code=202,
    responses=_RESPONSES,
    openapi_extra=_BODY | _SECURE,
)
async def put_article(request: Request, key: ArticleKey) -> Response:
    """As POST, under that id, in the place of the article that has it."""
    return await _put(request, key)


async def _put(request: Request, key: str | None) -> Response:
    feeding, name = _admitted(request)
    _counted(feeding, name)
    settings = request.app.state.settings
    try:
        handed = await take(
            request, key, max_chars=settings.max_chars, max_body=settings.max_body, urls=settings.fetch_urls
        )
    except TooLarge as error:
        raise Problem(413, f"the body has more than {settings.max_body:,} bytes (KG_MAX_BODY)") from error
    except ArticleError as error:
        raise Problem(422, str(error)) from error
    iri = document_iri(handed.id, settings.base)
    last = await run_in_threadpool(feeding.jobs.last_of, iri)
    there = await read(request, stored, iri)
    if last is not None and last.open:
        there = None  # what is on its way counts, not what it replaces
        if key is None and (last.kind, last.fingerprint) != ("put", handed.fingerprint):
            raise Problem(
                409, f"another article is on its way under the id {handed.id!r}; PUT /articles/{{id}} replaces it"
            )
    if there is not None and _same(there, handed, last):
        return JSONResponse({"change": "unchanged", "article": iri, "identifier": there["identifier"]})
    if there is not None and there["identifier"] != handed.id:
        raise Problem(409, f"the id {handed.id!r} cannot be told from {there['identifier']!r}, which is in the store")
    if there is not None and key is None and handed.document is not None:
        raise Problem(
            409, f"the store has another article under the id {handed.id!r}; PUT /articles/{{id}} replaces it"
        )
    return await _queued(feeding, "put", iri, handed.fingerprint, name, handed.payload)


def _same(there: Mapping[str, Any], handed: Handed, last: Job | None) -> bool:
    """Whether the store has what was handed in, read by this version."""
    if there.get("readerVersion") != __version__:
        return False
    document = handed.document
    if document is None:  # a page: the same page, if its job was the last and the store has its outcome
        done = last is not None and last.state == DONE and last.fingerprint == handed.fingerprint
        return done and last is not None and (last.result or {}).get("textDigest") == there.get("textDigest")
    publisher = there["publisher"]["name"] if "publisher" in there and document.publisher else None
    published = document.published.isoformat() if document.published else None
    given = (document.id, document.digest, document.title, published, document.publisher, document.url)
    known = (there["identifier"], there["textDigest"], there.get("title"), there.get("published"))
    return given == (*known, publisher, there.get("url"))


@router.delete(
    "/articles/{key}", summary="Take an article out", status_code=202, responses=_REMOVAL, openapi_extra=_SECURE
)
async def delete_article(request: Request, key: ArticleKey) -> Response:
    """With all that rests on it alone."""
    feeding, name = _admitted(request)
    _counted(feeding, name)
    iri = document_iri(key, request.app.state.settings.base)
    last = await run_in_threadpool(feeding.jobs.last_of, iri)
    if await read(request, stored, iri) is None and not (
        last is not None and last.kind == "put" and last.error is None
    ):
        raise Problem(404, f"there is no article {key!r}")
    payload = json.dumps({"kind": "remove", "article": iri}).encode()
    return await _queued(feeding, "remove", iri, "", name, payload)


async def _queued(feeding: Feeding, kind: str, iri: str, fingerprint: str, name: str, payload: bytes) -> Response:
    job = await run_in_threadpool(feeding.jobs.add, kind, iri, fingerprint, name, payload)
    if job is None:
        raise Problem(503, "too many articles are waiting to be read", {"Retry-After": str(_LATER)})
    feeding.desk.tell()
    return JSONResponse(job.told(), status_code=202, headers={"Location": f"/jobs/{job.id}"})


@router.get(
    "/jobs",
    summary="The last jobs",
    responses=_LISTED,
    openapi_extra=_SECURE,
)
async def jobs(
    request: Request, limit: Annotated[int, Query(ge=1, le=500, description="How many at most.")] = 50
) -> dict[str, Any]:
    """The newest first, and how many are still to end."""
    feeding, _ = _admitted(request)
    found = await run_in_threadpool(feeding.jobs.recent, limit)
    return {"items": [job.told() for job in found], "waiting": await run_in_threadpool(feeding.jobs.waiting)}


@router.get(
    "/jobs/{name}",
    summary="One job",
    responses={200: {"model": JobTold}, 404: {"description": "No such job.", **_PROBLEM}},
)
async def job(
    request: Request, name: Annotated[str, Path(description="The id of the job.", max_length=64)]
) -> dict[str, Any]:
    """Whether it waits, runs, is done or has failed, and what came of it. Whoever knows the id may ask."""
    feeding: Feeding | None = request.app.state.feeding
    found = await run_in_threadpool(feeding.jobs.get, name) if feeding is not None else None
    if found is None:
        raise Problem(404, f"there is no job {name!r}")
    return found.told()
