"""What stands under an IRI of the data, at that address: a page for people, Turtle or JSON-LD for programs."""

from __future__ import annotations

from typing import Annotated, Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Path, Request, Response

from api.pages.making import Thing
from api.pages.rendering import known, page, refusal
from api.pages.things import read_thing
from api.rest.reading import Refusal, read_node
from api.rest.responses import ENDINGS, read, refused, represent, wanted_format
from api.rest.routes import REFUSALS, TAG

router = APIRouter(tags=["resources"])
_NODES: Final = {
    "text/turtle": "turtle",
    "text/html": "html",
    "application/ld+json": "jsonld",
    "application/json": "jsonld",
}
_CONTENT: Final[dict[str, Any]] = {
    "text/turtle": {"schema": {"type": "string"}},
    "text/html": {"schema": {"type": "string"}},
    "application/ld+json": {},
}
_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "What is said of it.", "content": _CONTENT, "headers": {"ETag": TAG}},
    **REFUSALS,
}
Key = Annotated[str, Path(description="The end of its IRI, behind the base; or the whole IRI.", max_length=2000)]


@router.head("/id/{key:path}", include_in_schema=False)
@router.get(
    "/id/{key:path}",
    operation_id="id_key",
    summary="Whatever stands under an IRI",
    description="HTML, JSON-LD or Turtle, by Accept or by ending.",
    responses=_ANSWERS,
    response_class=Response,
)
async def dereference(request: Request, key: Key) -> Response:
    """Whatever stands under an IRI of the data."""
    stem, _, ending = key.rpartition(".")
    base = request.app.state.settings.base
    given = ENDINGS.get(ending) if stem else None
    form = "jsonld" if given == "json" else wanted_format(request, given, _NODES)
    node = base + (stem if given else key)
    if form == "html":
        kept = known(request)
        if kept is not None:
            return kept
        made = await read(request, read_thing, node, base, request.app.state.classes)
        return refusal(request, made) if isinstance(made, Refusal) else _shown(request, made)
    found = await read(request, read_node, node, form)
    if isinstance(found, Refusal):
        return refused(request, found)
    return represent(request, found.graph or b"", form)


def _shown(request: Request, thing: Thing) -> Response:
    """The page, with the ways to have the same for programs."""
    short = quote(thing.node.removeprefix(request.app.state.settings.base))
    address = f"{str(request.base_url).rstrip('/')}/id/{short}"
    forms = {"Turtle": f"/id/{short}.ttl", "JSON-LD": f"/id/{short}.jsonld"}
    if thing.collection:
        key = quote(thing.reader) if thing.collection == "articles" else short
        forms = {"JSON": f"/{thing.collection}/{key}.json", **forms}
    query = (
        "SELECT ?property ?value ?sentence WHERE {\n"
        f"  <{thing.node}> ?property ?value .\n"
        f"  OPTIONAL {{ GRAPH ?sentence {{ <{thing.node}> ?property ?value }} }}\n}}"
    )
    curl = f"curl -H 'Accept: text/turtle' '{address}'"
    return page(request, "thing.html", thing=thing, forms=forms, query=query, curl=curl, keep=True)
