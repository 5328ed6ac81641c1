"""The addresses of trials: a form, the article that comes of it, and how far one is that was handed in to be stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Final

from fastapi import APIRouter, HTTPException, Path, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from api.feeding.admission import Feeding, admitted, counted, submit
from api.feeding.bodies import FIELDS, Handed, TooLarge, from_fields, limited
from api.feeding.jobs import DONE
from api.pages.rendering import page, trouble
from api.trying.trials import Trials
from kg.errors import ArticleError, LimitError

router = APIRouter(include_in_schema=False)
_ASKED: Final = tuple(name for name in FIELDS if name != "language")
_FRESH: Final = {"Cache-Control": "no-store"}
_EXAMPLE: Final = {
    "title": "Ministers to meet after missile attack",
    "text": "French Foreign Minister Ada Moreau will meet her Turkish counterpart Emin Tamm in Ankara on Friday, her "
    "office confirmed.\n\nThe two spoke by phone on Tuesday after a missile attack on the port of Odesa. Ukraine "
    "accused Russia of launching about 30 missiles; the Kremlin denied it.\n\nA senior EU official told Reuters that "
    "the meeting could be postponed. “We have heard nothing of the kind,” a Turkish official said.\n",
    "published": "2024-03-06",
    "publisher": "The Example",
}


@dataclass(frozen=True, slots=True)
class _Form:
    """What a visitor filled in."""

    text: str = ""
    upload: UploadFile | None = None
    raw: bytes = b""
    fields: dict[str, str] = field(default_factory=dict)
    key: str = ""
    store: bool = False


@router.get("/try")
async def form(request: Request, example: bool = False) -> Response:
    """The form, empty or with an example."""
    fields = dict(_EXAMPLE) if example else {}
    return _shown(request, _Form(fields.pop("text", ""), fields=fields))


@router.post("/try")
async def attempt(request: Request) -> Response:
    """The article that was filled in, read; or, with a key, handed in to be stored."""
    settings = request.app.state.settings
    given = _Form()
    try:
        given = await _filled(request, settings.max_body)
        if given.store:
            return await _stored(request, given)
        return await _tried(request, given)
    except TooLarge:
        words = f"the article has more than {settings.max_body:,} bytes (KG_MAX_BODY)"
        return _shown(request, given, 413, words)
    except ArticleError as error:
        return _shown(request, given, 422, error.message)
    except LimitError as error:
        return _shown(request, given, 503, str(error))
    except HTTPException as error:
        return _shown(request, given, error.status_code, str(error.detail), dict(error.headers or {}))


async def _filled(request: Request, most: int) -> _Form:
    """The fields of the form; TooLarge for more bytes than are taken, HTTPException 400 for what is no form."""
    try:
        bounded = limited(request, most)
    except ValueError as error:
        raise HTTPException(400, "Content-Length is no number") from error
    async with bounded.form(max_files=1, max_fields=len(FIELDS) + 5, max_part_size=most) as found:
        texts = {name: value for name, value in found.items() if isinstance(value, str)}
        upload = found.get("file")
        named = upload if isinstance(upload, UploadFile) and upload.filename else None
        raw = await named.read() if named is not None else b""
    fields = {name: texts[name].strip() for name in _ASKED if texts.get(name, "").strip()}
    return _Form(texts.get("text", ""), named, raw, fields, texts.get("key", "").strip(), "store" in texts)


def _handed(request: Request, given: _Form, most: int) -> Handed:
    return from_fields(given.text, given.upload, given.raw, given.fields, most)


async def _tried(request: Request, given: _Form) -> Response:
    settings = request.app.state.settings
    if not settings.try_chars:
        raise HTTPException(403, "articles are not read for visitors here (KG_TRY_CHARS); with a key they are stored")
    trials: Trials = request.app.state.trials
    handed = _handed(request, given, settings.max_chars)
    length = len(handed.document.text) if handed.document is not None else 0
    if length > settings.try_chars:
        words = f"the text has {length:,} characters; at most {settings.try_chars:,} are read without storing it"
        raise ArticleError(f"{words} (KG_TRY_CHARS)")
    wait = trials.rates.take("articles", request.client.host if request.client else "?")
    if wait is not None:
        words = f"too many articles were tried from this address; again in {wait} s (KG_TRY_RATE)"
        raise HTTPException(429, words, {"Retry-After": str(wait)})
    trial = await trials.read(handed.payload)
    tokens = {entry.node: entry.token for entries in trial.article.entries.values() for entry in entries}
    return page(
        request, "trial.html", headers=_FRESH, trial=trial, article=trial.article, cards=trial.cards, tokens=tokens,
        card=None, linked=False, given=given, error="", feeding=request.app.state.feeding is not None,
        most=settings.try_chars,
    )  # fmt: skip


async def _stored(request: Request, given: _Form) -> Response:
    if not given.key:
        raise HTTPException(401, "an API key is needed to store an article; without one it can be read only")
    feeding, name = admitted(request, given.key)
    counted(feeding, name)
    handed = _handed(request, given, request.app.state.settings.max_chars)
    found = await submit(request, feeding, name, handed, None)
    if isinstance(found, dict):
        return RedirectResponse(f"/read/{found['identifier']}", status_code=303)
    return RedirectResponse(f"/try/jobs/{found.id}", status_code=303)


@router.get("/try/jobs/{name}")
async def job(request: Request, name: Annotated[str, Path(max_length=64)]) -> Response:
    """How far an article is that was handed in; the page asks again by itself until it is read."""
    feeding: Feeding | None = request.app.state.feeding
    found = await run_in_threadpool(feeding.jobs.get, name) if feeding is not None else None
    if found is None:
        return trouble(request, 404, f"there is no job {name!r}")
    identifier = (found.result or {}).get("identifier", "") if found.state == DONE else ""
    shown = found.shown(request.app.state.pool.as_of)
    return page(request, "job.html", headers=_FRESH, job=found, identifier=identifier, shown=shown)


def _shown(
    request: Request, given: _Form, status: int = 200, error: str = "", headers: dict[str, str] | None = None
) -> Response:
    """The form with what was filled in, and what is wrong with it."""
    state = request.app.state
    return page(
        request, "try.html", status=status, headers={**_FRESH, **(headers or {})}, given=given, error=error,
        most=state.settings.try_chars, feeding=state.feeding is not None,
    )  # fmt: skip
