"""The addresses of the pages; they work without JavaScript and load nothing but one style sheet of our own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response
from fastapi import Path as PathParameter
from fastapi.responses import FileResponse

from api.pages.rendering import page
from api.pages.views import read_answer, read_article, read_home, read_search
from api.rest.parameters import LONGEST_NAME, Events
from api.rest.reading import Refusal
from api.rest.responses import read, refused
from kg.queries import NamedQuery

router = APIRouter(include_in_schema=False)
_STYLE: Final = Path(__file__).resolve().parent.parent / "static" / "workbench.css"
# Kinds of marks with what the legend calls them.
_KINDS: Final = {
    "actor": "actors",
    "event": "events",
    "source": "who says so",
    "time": "times",
    "quantity": "numbers",
}
_FOUND: Final = 50  # events that a search shows
_ROWS: Final = 500  # rows of an answer that are shown
# Three questions that show what the graph can answer.
_ASKED: Final = ("planned-communications", "disputed-events", "who-attacked-whom")

Key = Annotated[str, PathParameter(description="The article's id.", max_length=500)]


@router.get("/")
async def home(request: Request) -> Response:
    """What is in the graph, the latest articles, and questions one click away."""
    found = await read(request, read_home)
    library = request.app.state.library
    asked = [(name, library.queries[name].summary) for name in _ASKED if name in library.queries]
    return page(request, "home.html", home=found, asked=asked)


@router.get("/read/{key:path}")
async def article(request: Request, key: Key) -> Response:
    """An article with everything that was read out of it."""
    state = request.app.state
    found = await read(request, read_article, key, state.settings.base, state.classes.events)
    if isinstance(found, Refusal):
        return refused(request, found)
    return page(request, "article.html", article=found, kinds=_KINDS)


@router.get("/search")
async def search(request: Request, q: Annotated[str, Query(max_length=LONGEST_NAME)] = "") -> Response:
    """Events by words in their sentences."""
    found: list[dict[str, Any]] | Refusal = []
    if q.strip():
        state = request.app.state
        wanted = Events(q=q, limit=_FOUND)
        found = await read(request, read_search, wanted, state.classes, state.settings.base)
    if isinstance(found, Refusal):
        return refused(request, found)
    return page(request, "search.html", q=q, found=found, most=_FOUND)


@router.get("/ask")
async def library(request: Request) -> Response:
    """The named questions by theme."""
    themes: dict[str, list[NamedQuery]] = {}
    for one in sorted(request.app.state.library.queries.values(), key=lambda one: (one.theme, one.name)):
        themes.setdefault(one.theme, []).append(one)
    return page(request, "library.html", themes=themes)


@router.get("/ask/{name}")
async def question(request: Request, name: str) -> Response:
    """The answer to a named question as a table, with its parameters as a form."""
    one = request.app.state.library.get(name)
    given = {key: value for key, value in request.query_params.items() if value}
    found = await read(request, read_answer, one.bound(given), _ROWS)
    return page(request, "question.html", question=one, given=given, answer=found, most=_ROWS)


@router.get("/static/workbench.css")
async def style() -> FileResponse:
    """The style sheet."""
    return FileResponse(_STYLE, media_type="text/css", headers={"Cache-Control": "max-age=3600"})
