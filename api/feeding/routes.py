"""Feeding: articles in by POST and PUT, out by DELETE; each is a job that one can follow."""

from __future__ import annotations

import json
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from api.feeding.admission import Feeding, Problem, admitted, counted, given_key, queued, stored, submit
from api.feeding.bodies import FIELDS, TooLarge, take
from api.feeding.jobs import Job
from api.rest.responses import read
from api.schemas import JobsTold, JobTold, Unchanged
from kg.errors import ArticleError
from kg.iris import document_iri

router = APIRouter(tags=["feeding"])
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
    feeding, name = admitted(request, given_key(request))
    counted(feeding, name)
    settings = request.app.state.settings
    try:
        handed = await take(
            request, key, max_chars=settings.max_chars, max_body=settings.max_body, urls=settings.fetch_urls
        )
    except TooLarge as error:
        raise Problem(413, f"the body has more than {settings.max_body:,} bytes (KG_MAX_BODY)") from error
    except ArticleError as error:
        raise Problem(422, str(error)) from error
    found = await submit(request, feeding, name, handed, key)
    return JSONResponse(found) if isinstance(found, dict) else _accepted(request, found)


def _accepted(request: Request, job: Job) -> Response:
    told = job.told(request.app.state.pool.as_of)
    return JSONResponse(told, status_code=202, headers={"Location": f"/jobs/{job.id}"})


@router.delete(
    "/articles/{key}", summary="Take an article out", status_code=202, responses=_REMOVAL, openapi_extra=_SECURE
)
async def delete_article(request: Request, key: ArticleKey) -> Response:
    """With all that rests on it alone."""
    feeding, name = admitted(request, given_key(request))
    counted(feeding, name)
    iri = document_iri(key, request.app.state.settings.base)
    last = await run_in_threadpool(feeding.jobs.last_of, iri)
    if await read(request, stored, iri) is None and not (
        last is not None and last.kind == "put" and last.error is None
    ):
        raise Problem(404, f"there is no article {key!r}")
    payload = json.dumps({"kind": "remove", "article": iri}).encode()
    return _accepted(request, await queued(feeding, "remove", iri, "", name, payload))


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
    feeding, _ = admitted(request, given_key(request))
    found = await run_in_threadpool(feeding.jobs.recent, limit)
    as_of = request.app.state.pool.as_of
    return {"items": [job.told(as_of) for job in found], "waiting": await run_in_threadpool(feeding.jobs.waiting)}


@router.get(
    "/jobs/{name}",
    summary="One job",
    responses={200: {"model": JobTold}, 404: {"description": "No such job.", **_PROBLEM}},
)
async def job(
    request: Request, name: Annotated[str, Path(description="The id of the job.", max_length=64)]
) -> dict[str, Any]:
    """Whether it waits, runs, is done or has failed, what came of it, and whether queries see that already (`shown`).

    Whoever knows the id may ask.
    """
    feeding: Feeding | None = request.app.state.feeding
    found = await run_in_threadpool(feeding.jobs.get, name) if feeding is not None else None
    if found is None:
        raise Problem(404, f"there is no job {name!r}")
    return found.told(request.app.state.pool.as_of)
