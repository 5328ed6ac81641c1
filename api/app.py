"""The application: its parts, what lives as long as it does, and what its errors become."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.routing import Match, Route

from api.answering import Asker
from api.direct import Direct
from api.docs import router as docs
from api.downloads import Digests
from api.downloads import router as downloads
from api.feeding import check_settings, open_feeding
from api.feeding import router as feeding
from api.finding import Finder
from api.front import AccessLog, Front
from api.metrics import Metrics
from api.ontology import router as ontology_pages
from api.openapi import openapi_of
from api.operation import router as operation
from api.pages import addresses, listing
from api.pages import router as workbench
from api.pages.rendering import trouble, wants_page
from api.pictures import router as pictures
from api.problems import problem, problem_of
from api.questions import router as questions
from api.rest import Classes
from api.rest import router as rest
from api.sparql import SparqlEndpoint
from api.trying import Trials
from api.trying import router as trying
from api.workers import Pool
from kg import __version__
from kg.errors import CommuniqueError, words_of
from kg.ontology import class_ancestors, event_ancestors, load
from kg.queries import Library
from kg.resources import queries_folder
from kg.settings import Settings
from kg.store import Store
from kg.vocabulary import ACTOR

_LOG = logging.getLogger("api")
_DESCRIPTION = (
    "Who called, met, warned, refused, blocked or attacked whom, what became of it, and who says so on which words."
)
_ROUTERS = (
    operation,
    workbench,
    listing,
    trying,
    pictures,
    docs,
    ontology_pages,
    questions,
    downloads,
    feeding,
    rest,
    addresses,
)


def create_app(
    settings: Settings | None = None, store: Store | None = None, access_log: AccessLog | None = None
) -> FastAPI:
    """The application over the store of the settings, or over a copy of a given one; a log notes requests.

    InputError for settings that no application can run with. The interactive pages that FastAPI brings are off: they
    load from another host. Ours are at /docs.
    """
    chosen = settings or Settings()
    check_settings(chosen)
    app = FastAPI(
        title="Communiqué",
        version=__version__,
        description=_DESCRIPTION,
        license_info={"name": "MIT"},
        docs_url=None,
        redoc_url=None,
        lifespan=_running,
    )
    _furnish(app, chosen, store)
    sparql = SparqlEndpoint(chosen, app.state.asker)
    app.router.routes.insert(0, Route("/sparql", sparql))  # seen by the router for the sake of other spellings only
    for router in _ROUTERS:
        app.include_router(router)
    app.openapi = lambda: openapi_of(app)  # type: ignore[method-assign]
    app.add_exception_handler(CommuniqueError, _own_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_middleware(
        Direct, path="/sparql", endpoint=sparql, errors={CommuniqueError: _own_error, HTTPException: _http_error}
    )
    app.add_middleware(Front, metrics=app.state.metrics, log=access_log, stall=chosen.stall_timeout)
    return app


def _furnish(app: FastAPI, chosen: Settings, store: Store | None) -> None:
    """What the routes find in the application's state."""
    state = app.state
    state.settings = chosen
    state.pool = Pool(chosen, store)
    state.asker = Asker(chosen, state.pool)
    state.metrics = Metrics(state.pool, state.asker)
    state.feeding = None
    state.trials = Trials(chosen)
    state.writable = store is None
    ontology = load()
    state.classes = Classes(event_ancestors(ontology), class_ancestors(ACTOR, ontology))
    state.finder = Finder(chosen, state.pool, state.classes, lasting=store is None)
    state.digests = Digests()
    state.library = Library.load([queries_folder(), *([chosen.queries] if chosen.queries else [])])
    for fault in state.library.faults:
        _LOG.warning("a named question is left out: %s", fault)


@asynccontextmanager
async def _running(app: FastAPI) -> AsyncIterator[None]:
    """The worker processes, and the one that writes, live as long as the application."""
    pool: Pool = app.state.pool
    await pool.start()
    await app.state.finder.start()
    app.state.feeding = open_feeding(app.state.settings) if app.state.writable else None
    try:
        yield
    finally:
        if app.state.feeding is not None:
            await run_in_threadpool(app.state.feeding.desk.close)
        await run_in_threadpool(app.state.trials.close)
        await app.state.finder.stop()
        await pool.stop()


async def _own_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, CommuniqueError)
    made = problem_of(error, request.url.path)
    if not wants_page(request):
        return made
    waiting = {name: value for name, value in made.headers.items() if name == "retry-after"}
    return trouble(request, made.status_code, str(error), headers=waiting)


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code == 405:
        headers["Allow"] = _allowed(request) or headers.get("Allow", "")
    if wants_page(request):
        return trouble(request, error.status_code, str(error.detail), headers=headers)
    return problem(error.status_code, str(error.detail), instance=request.url.path, headers=headers)


def _allowed(request: Request) -> str:
    """The methods of all routes to a path: the router tells only those of the first."""
    routes = (route for router in _ROUTERS for route in router.routes)
    fitting = (route for route in routes if route.matches(request.scope)[0] is not Match.NONE)
    return ", ".join(sorted({method for route in fitting for method in getattr(route, "methods", None) or ()}))


async def _validation_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    given = repr(first.get("input"))[:200]
    detail = f"{place}: {words_of(first)} ({given})"
    return trouble(request, 422, detail) if wants_page(request) else problem(422, detail, instance=request.url.path)
