"""REST: articles, actors, offices, tenures, events, claims and places, each with the sentences that it rests on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from api.rest.parameters import (
    Actors,
    Articles,
    Claims,
    Events,
    Item,
    Offices,
    Page,
    Places,
    Tenures,
)
from api.rest.reading import COLLECTIONS, Classes, Found, Refusal, read_item, read_page
from api.rest.responses import (
    ENDINGS,
    as_json,
    link_header,
    next_link,
    read,
    refused,
    represent,
    unknown_parameter,
    wanted_format,
)
from api.rest.schemas import ITEMS, page_schema
from api.rest.timeline import read_timeline

router = APIRouter(tags=["resources"])
TAG: Final = {"description": "Changes when the answer does.", "schema": {"type": "string"}, "required": True}
_LINKS: Final = {"description": 'rel="first", and rel="next" but on the last page.', "schema": {"type": "string"}}
REFUSALS: Final[dict[int | str, dict[str, Any]]] = {
    304: {"description": "The client has it already.", "headers": {"ETag": TAG}},
    400: {"description": "What should be an IRI is none."},
    404: {"description": "There is no such thing."},
    406: {"description": "No such format is offered."},
    422: {"description": "A parameter is unknown or its value cannot be; `candidates` are what a name may mean."},
}
Key = Annotated[str, Path(description="The end of its IRI, behind the base; or the whole IRI.", max_length=2000)]
Ending = Annotated[str, Path(description="json, jsonld or ttl, instead of Accept.", pattern="^(json|jsonld|ttl)$")]


async def page(
    request: Request, name: str, wanted: Page, ending: str | None = None, root: str | None = None
) -> Response:
    """A page of a collection; `root` keeps to the classes below one."""
    refusal = unknown_parameter(request, type(wanted))
    if refusal is not None:
        return refused(request, refusal)
    form = wanted_format(request, ENDINGS[ending] if ending else wanted.format)
    classes = request.app.state.classes
    if root is not None:
        below = {one: above for one, above in classes.events.items() if one == root or root in above}
        classes = Classes(below, classes.actors)
        wanted = wanted.model_copy(update={"type": getattr(wanted, "type", None) or [root]})
    base = request.app.state.settings.base
    if name == "timeline":
        found = await read(request, read_timeline, wanted, classes, base, form)  # type: ignore[arg-type]
    else:
        found = await read(request, read_page, name, wanted, classes, base, form)
    return _page(request, found, wanted, form)


def _page(request: Request, found: Found | Refusal, wanted: Page, form: str) -> Response:
    if isinstance(found, Refusal):
        return refused(request, found)
    following = next_link(request, found.cursor)
    links = link_header(request, following)
    if found.graph is not None:
        return represent(request, found.graph, form, links)
    body: dict[str, Any] = {"items": found.items, "limit": wanted.limit, "next": following}
    if found.total is not None:
        body["total"] = found.total
    if found.meant:
        body["meant"] = found.meant
    return represent(request, as_json(body), form, links)


async def item(request: Request, name: str, key: str, wanted: Item) -> Response:
    """One thing of a collection."""
    refusal = unknown_parameter(request, Item)
    if refusal is not None:
        return refused(request, refusal)
    key, form = _format_of(request, key, wanted.format)
    state = request.app.state
    found = await read(request, read_item, name, key, wanted, state.classes, state.settings.base, form)
    if isinstance(found, Refusal):
        return refused(request, found)
    return represent(request, as_json(found.items[0]) if found.graph is None else found.graph, form)


def _format_of(request: Request, key: str, given: str | None) -> tuple[str, str]:
    """The key without its ending, and the format that the ending, `format` or Accept names."""
    stem, dot, ending = key.rpartition(".")
    if dot and ending in ENDINGS and "/" not in ending:
        return stem, ENDINGS[ending]
    return key, wanted_format(request, given)


def _add_collection(name: str, model: type[Page], summary: str, told: str, root: str | None = None) -> None:
    """The pages of a collection, with and without an ending that names the format."""
    asked = {"communications": "events", "military-actions": "events"}.get(name, name)

    async def plain(request: Request, wanted: Page) -> Response:
        return await page(request, asked, wanted, root=root)

    async def ended(request: Request, ending: Ending, wanted: Page) -> Response:
        return await page(request, asked, wanted, ending, root)

    answers = _answers("A page.", page_schema(ITEMS[name]), {"ETag": TAG, "Link": _LINKS})
    for function in (plain, ended):
        function.__annotations__["wanted"] = Annotated[model, Query()]
    _add(f"/{name}", plain, summary, told, answers)
    _add(f"/{name}.{{ending}}", ended, f"{summary}, by ending", told, answers)


def _add_item(name: str) -> None:
    async def one(request: Request, key: Key, wanted: Annotated[Item, Query()]) -> Response:
        return await item(request, name, key, wanted)

    thing = name.removesuffix("s")
    told = "By the end of its IRI; .json, .jsonld or .ttl may follow."
    _add(f"/{name}/{{key:path}}", one, f"One {thing}", told, _answers("It.", ITEMS[name], {"ETag": TAG}))


def _answers(words: str, model: type[BaseModel], headers: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    """The answers of a route whose items are like a model."""
    graphs = {"application/ld+json": {}, "text/turtle": {"schema": {"type": "string"}}}
    return {200: {"description": words, "model": model, "content": graphs, "headers": headers}, **REFUSALS}


def _add(
    path: str,
    endpoint: Callable[..., Any],
    summary: str,
    told: str,
    answers: dict[int | str, dict[str, Any]],
) -> None:
    """A GET route, and HEAD beside it. What comes back is made by hand: no model is to check it again."""
    more: dict[str, Any] = {
        "summary": summary,
        "description": told,
        "responses": answers,
        "response_class": JSONResponse,
    }
    name = path.strip("/").replace("/", "_").replace(".", "_by_").translate({ord(c): None for c in "{}"})
    router.add_api_route(path, endpoint, methods=["GET"], operation_id=name.replace(":path", ""), **more)
    router.add_api_route(path, endpoint, methods=["HEAD"], include_in_schema=False)


_add_collection(
    "events", Events, "Events", "Who did what to whom, when, what became of it, who says so on which words."
)
_add_collection(
    "communications", Events, "Communications", "Calls, meetings, visits, statements.", root="Communication"
)
_add_collection(
    "military-actions",
    Events,
    "Military actions",
    "Attacks, deployments, interceptions and the like.",
    "MilitaryAction",
)
_add_collection("timeline", Events, "Events by day", "Dated events in the order of time, one item a date.")
_add_collection("claims", Claims, "Claims", "Who says what of which event, through whom, and who denies it.")
_add_collection(
    "actors", Actors, "Actors", "People, states, bodies, organisations, groups and unnamed sources, by name."
)
_add_collection("articles", Articles, "Articles", "The articles that were read, the latest first.")
_add_collection("offices", Offices, "Offices", "Offices in states and bodies, with who is told to hold them.")
_add_collection("tenures", Tenures, "Tenures", "Who holds which office.")
_add_collection("places", Places, "Places", "Places where something occurs, or whose name stands for somebody.")
for _name in COLLECTIONS:
    _add_item(_name)
