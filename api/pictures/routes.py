"""The addresses of the timeline, the network and the SPARQL editor, of their rows as CSV, and of what they load."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from api.pages.arriving import Shown, arrive
from api.pages.rendering import POLICY, known, page
from api.pictures import assets
from api.pictures.editor import Page, read_page
from api.pictures.network import Edge, read_network
from api.pictures.parameters import Asked, asked
from api.pictures.tables import csv, network_rows, timeline_rows
from api.pictures.timeline import LANES, read_view
from api.rest.reading import Refusal
from api.rest.responses import refused, represent
from api.workers import Pool
from api.workers.pool import Gone
from kg.errors import QueryError
from kg.model import Status

T = TypeVar("T")
router = APIRouter(include_in_schema=False)
# YASR's table puts one style sheet of 24 rules into the page, always the same: it alone may, by its digest.
_EDITOR_POLICY: Final = {
    "Content-Security-Policy": POLICY.replace(
        "style-src 'self'", "style-src 'self' 'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"
    )
}


@router.get("/timeline/view")
async def timeline(request: Request) -> Response:
    """Events in time as a picture and a table."""
    return await _shown(request, read_view, "timeline.html", lanes=LANES)


@router.get("/timeline/view.csv")
async def timeline_table(request: Request) -> Response:
    """The rows of the timeline."""
    return await _table(request, read_view, timeline_rows, "timeline.csv")


@router.get("/network")
async def network(request: Request) -> Response:
    """Who dealt with whom, how, as a picture and a table."""
    return await _shown(request, read_network, "network.html", leads=_leads)


@router.get("/network.csv")
async def network_table(request: Request) -> Response:
    """The rows of the network."""
    return await _table(request, read_network, network_rows, "network.csv")


@router.get("/editor")
async def editor(request: Request) -> Response:
    """SPARQL with completion, the named questions, and results that lead to pages."""
    given = {name: value for name, value in request.query_params.items() if value}
    state = request.app.state
    found: Page = read_page(state.library, given, state.settings.base)
    return page(
        request, "editor.html", headers=_EDITOR_POLICY, status=422 if found.fault else 200,
        editor=found, asset=assets.address,
    )  # fmt: skip


@router.get("/static/islands/{name}")
async def file(request: Request, name: str) -> Response:
    """A script or a style sheet of these pages."""
    return assets.respond(request, name)


async def _found(
    request: Request, function: Callable[..., T | Refusal], wanted: Asked | Refusal, gone: Gone | None = None
) -> T | Refusal:
    """What a function reads for the filters of the address; a Refusal too for what should be an IRI and is none."""
    if isinstance(wanted, Refusal):
        return wanted
    state = request.app.state
    pool: Pool = state.pool
    try:
        return await pool.call(function, wanted, state.classes, state.settings.base, gone=gone)
    except QueryError as error:
        return Refusal(422, str(error))


async def _shown(request: Request, function: Callable[..., object], name: str, **more: Any) -> Response:
    """The page of a picture; of a refusal the form with the reason, and links to what may have been meant."""
    made = known(request)
    if made is not None:
        return made

    async def finding(gone: Gone) -> Shown:
        found = await _found(request, function, asked(request), gone)
        if isinstance(found, Refusal):
            place = found.detail.partition(":")[0]
            return Shown({"found": None, "refusal": found, "refused_name": place}, found.status)
        return Shown({"found": found, "refusal": None})

    def changed(**values: str | None) -> str:
        """This address with some parameters replaced or (None) taken away."""
        kept = [(key, value) for key, value in request.query_params.multi_items() if value and key not in values]
        new = [(key, value) for key, value in values.items() if value]
        return f"?{urlencode([*kept, *new])}"

    return await arrive(
        request,
        name,
        finding,
        given=request.query_params,
        changed=changed,
        types=_types(request),
        outcomes=list(Status),
        asset=assets.address,
        **more,
    )


def _leads(edge: Edge, here: Callable[[str], str]) -> str:
    """Where an edge leads: to its event, or of several to the timeline of the two actors."""
    if len(edge.events) == 1:
        return here(edge.events[0])
    return "/timeline/view?" + urlencode({"actor": edge.source.id, "with": edge.target.id, "type": edge.type})


def _types(request: Request) -> dict[str, list[str]]:
    """The classes of events below each of the widest ones, for a list to choose from."""
    below: dict[str, list[str]] = {}
    for name, above in sorted(request.app.state.classes.events.items()):
        if len(above) == 1:
            below.setdefault(name, [])
        elif above:
            below.setdefault(above[-2], []).append(name)
    return below


async def _table(
    request: Request, function: Callable[..., T | Refusal], rows: Callable[[T], Sequence[Sequence[object]]], name: str
) -> Response:
    """What a function reads for the filters of the address, as the rows of a CSV file."""
    found = await _found(request, function, asked(request))
    if isinstance(found, Refusal):
        return refused(request, found)
    return represent(request, csv(rows(found)), "csv", {"Content-Disposition": f'attachment; filename="{name}"'})
