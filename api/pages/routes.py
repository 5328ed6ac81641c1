"""The addresses of the pages; each works without a script, and loads nothing but files of our own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi import Path as PathParameter
from fastapi.responses import FileResponse

from api.finding import Finder, find
from api.finding.asking import KINDS as FOUND
from api.pages.arriving import Shown, arrive
from api.pages.articles import read_article, read_card
from api.pages.rendering import known, page, refusal
from api.pages.views import read_answer, read_home
from api.rest.parameters import LONGEST_NAME
from api.rest.reading import Refusal
from api.rest.responses import read
from api.workers import Pool
from api.workers.pool import Gone
from kg.queries import NamedQuery

router = APIRouter(include_in_schema=False)
_STATIC: Final = Path(__file__).resolve().parent.parent / "static"
_FILES: Final = {
    "workbench.css": "text/css",
    "reader.css": "text/css",
    "onto.css": "text/css",
    "reader.js": "text/javascript",
}
_HITS: Final = 6  # of each kind
_HITS_OF_ONE: Final = 100  # of the one kind that is asked for
_ROWS: Final = 500  # rows of an answer that are shown
# Three questions that show what the graph can answer.
_ASKED: Final = ("planned-communications", "disputed-events", "who-attacked-whom")

Key = Annotated[str, PathParameter(description="The article's id.", max_length=500)]


@router.get("/")
async def home(request: Request) -> Response:
    """What is in the graph, the latest articles, and questions one click away."""
    made = known(request)
    if made is not None:
        return made
    found = await read(request, read_home)
    library = request.app.state.library
    asked = [library.queries[name] for name in _ASKED if name in library.queries]
    return page(request, "home.html", home=found, asked=asked, keep=True)


@router.get("/read/{key:path}")
async def article(
    request: Request,
    key: Key,
    about: Annotated[str, Query(max_length=2000)] = "",
    part: Annotated[str, Query(pattern="^(card)?$")] = "",
) -> Response:
    """An article with everything that was read out of it; `about` opens the card of one thing, `part` is it alone."""
    made = known(request)
    if made is not None:
        return made
    state = request.app.state
    base, card = state.settings.base, None
    if about:
        card = await read(request, read_card, key, about, base, state.classes.events)
        if isinstance(card, Refusal):
            return refusal(request, card)
        if part:
            return page(request, "card.html", card=card, linked=True, keep=True)
    found = await read(request, read_article, key, base)
    if isinstance(found, Refusal):
        return refusal(request, found)
    return page(request, "article.html", article=found, card=card, linked=True, keep=True)


@router.get("/search")
async def search(
    request: Request,
    q: Annotated[str, Query(max_length=LONGEST_NAME)] = "",
    kind: Annotated[str, Query(pattern=f"^({'|'.join(FOUND)})?$")] = "",
) -> Response:
    """Names, events, articles and quotations by their words."""
    finder: Finder = request.app.state.finder
    found = None
    if q.strip():
        found = await read(request, find, finder.path, q, _HITS if not kind else _HITS_OF_ONE, kind)
    return page(request, "search.html", q=q, kind=kind, found=found, ready=finder.ready, progress=finder.progress)


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
    made = known(request)
    if made is not None:
        return made
    one = request.app.state.library.queries.get(name)
    if one is None:
        return refusal(request, Refusal(404, f"there is no question {name!r}"))
    given = {key: value for key, value in request.query_params.items() if value}
    query = one.bound(given)
    pool: Pool = request.app.state.pool

    async def finding(gone: Gone) -> Shown:
        return Shown({"answer": await pool.call(read_answer, query, _ROWS, gone=gone)})

    asked = urlencode(given)
    return await arrive(request, "question.html", finding, question=one, given=given, query=query, asked=asked)


@router.get("/static/{name}")
async def file(name: str) -> FileResponse:
    """A style sheet or a script of the pages."""
    if name not in _FILES:
        raise HTTPException(404, f"the pages have no file {name!r}")
    return FileResponse(_STATIC / name, media_type=_FILES[name], headers={"Cache-Control": "max-age=3600"})
