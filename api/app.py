"""The application and its errors: every error is problem JSON (RFC 9457), from the project's own error tree."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from api.downloads import router as downloads
from api.feeding import open_feeding
from api.feeding import router as feeding
from api.questions import router as questions
from api.rest import Classes
from api.rest import router as rest
from api.snapshot import Snapshot
from api.sparql import router as sparql
from api.workers import Pool
from kg import __version__
from kg.errors import CommuniqueError, InputError
from kg.ontology import class_ancestors, event_ancestors, load
from kg.queries import Library
from kg.resources import queries_folder
from kg.settings import Settings
from kg.store import Store
from kg.vocabulary import ACTOR

_DESCRIPTION = (
    "Who called, met, warned, refused, blocked or attacked whom, what became of it, and who says so on which words."
)


def create_app(settings: Settings | None = None, store: Store | None = None) -> FastAPI:
    """The application over the store of the settings, or over a given one.

    The interactive pages that FastAPI brings are off: they load from another host. The description is /openapi.json.
    """
    chosen = settings or Settings()
    app = FastAPI(
        title="Communiqué",
        version=__version__,
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=_running,
    )
    app.state.settings = chosen
    app.state.snapshot = Snapshot(chosen.store, store)
    app.state.pool = Pool(chosen, store)
    app.state.feeding = None
    app.state.writable = store is None
    ontology = load()
    app.state.classes = Classes(event_ancestors(ontology), class_ancestors(ACTOR, ontology))
    app.state.library = Library.load([queries_folder(), *([chosen.queries] if chosen.queries else [])])
    for router in (sparql, questions, downloads, feeding, rest):
        app.include_router(router)
    app.add_exception_handler(CommuniqueError, _own_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(Exception, _unforeseen)
    return app


@asynccontextmanager
async def _running(app: FastAPI) -> AsyncIterator[None]:
    """The worker processes, and the one that writes, live as long as the application."""
    pool: Pool = app.state.pool
    await pool.start()
    app.state.feeding = open_feeding(app.state.settings) if app.state.writable else None
    try:
        yield
    finally:
        if app.state.feeding is not None:
            await run_in_threadpool(app.state.feeding.desk.close)
        await pool.stop()


def problem(status: int, title: str, detail: str) -> JSONResponse:
    """A problem document."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JSONResponse(body, status_code=status, media_type="application/problem+json")


async def _own_error(_: Request, error: Exception) -> JSONResponse:
    if isinstance(error, InputError):
        return problem(400, "Bad request", str(error))
    return problem(503, "The store cannot answer", str(error))


async def _http_error(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    answer = problem(error.status_code, "Not possible", str(error.detail))
    answer.headers.update(error.headers or {})
    return answer


async def _validation_error(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    return problem(422, "Bad parameter", f"{place}: {first['msg']} ({first.get('input')!r})")


async def _unforeseen(_: Request, error: Exception) -> JSONResponse:
    """An error of the program itself: the client learns no more than that; the server's log has the rest."""
    return problem(500, "Error of the server", f"the request could not be answered ({type(error).__name__})")
