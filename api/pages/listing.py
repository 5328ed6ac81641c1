"""The addresses of the lists of events: what is in dispute, what is only planned, what rests on unnamed sources."""

from __future__ import annotations

from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from api.pages.arriving import Shown, arrive
from api.pages.lists import read_list
from api.pages.rendering import known, refusal
from api.rest.parameters import LONGEST_NAME, Events
from api.rest.reading import Refusal
from api.rest.responses import next_link, unknown_parameter
from api.workers import Pool
from api.workers.pool import Gone

router = APIRouter(include_in_schema=False)
_SHOWN: Final = 15  # events of a page
_TEXTS: Final = {
    "disagreements": {
        "title": "Disagreements",
        "lead": "Events that one source asserts and another denies, each with its words and the outlets that carry it.",
        "nothing": "Nobody denies what another asserts.",
    },
    "planned": {
        "title": "Only planned",
        "lead": "What was still to come when its article was written, and who says so. None of it is told as having "
        "happened.",
        "nothing": "Nothing is told as planned.",
    },
    "unnamed": {
        "title": "On unnamed sources only",
        "lead": "Events that nobody vouches for by name: officials, aides and people familiar with the matter.",
        "nothing": "Nothing rests on unnamed sources alone.",
    },
}
# What a list is in REST.
_JSON: Final = {"disagreements": {"disputed": "true"}, "planned": {"status": "planned"}}


class Asked(BaseModel):
    """What may be asked of a list."""

    participant: str = Field(default="", max_length=LONGEST_NAME)
    cursor: str | None = Field(default=None, max_length=4000)


Wanted = Annotated[Asked, Query()]


@router.get("/disagreements")
async def disagreements(request: Request, wanted: Wanted) -> Response:
    """Events that one asserts and another denies."""
    return await _listed(request, "disagreements", wanted)


@router.get("/planned")
async def planned(request: Request, wanted: Wanted) -> Response:
    """Events that are only planned."""
    return await _listed(request, "planned", wanted)


@router.get("/unnamed")
async def unnamed(request: Request, wanted: Wanted) -> Response:
    """Events that rest on unnamed sources only."""
    return await _listed(request, "unnamed", wanted)


async def _listed(request: Request, name: str, asked: Asked) -> Response:
    made = known(request)
    if made is not None:
        return made
    unknown = unknown_parameter(request, Asked)
    if unknown is not None:
        return refusal(request, unknown)
    who = asked.participant.strip()
    wanted = Events(participant=[who] if who else [], limit=_SHOWN, cursor=asked.cursor)
    state = request.app.state
    fits = {**_JSON.get(name, {}), **({"participant": who} if who else {})}
    json = f"/events?{urlencode(fits)}" if name in _JSON else ""

    async def finding(gone: Gone) -> Shown | Refusal:
        pool: Pool = state.pool
        found = await pool.call(read_list, name, wanted, state.classes, state.settings.base, gone=gone)
        if isinstance(found, Refusal):
            return found
        return Shown({"listing": found, "following": next_link(request, found.cursor)})

    return await arrive(request, "list.html", finding, participant=who, json=json, told=_TEXTS[name])
