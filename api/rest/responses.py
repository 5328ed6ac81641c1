"""From what was found to HTTP: the format a client wants, entity tags, compression, links, and refusals."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, Concatenate, Final, ParamSpec, TypeVar, get_origin
from urllib.parse import urlencode

from fastapi import Request, Response
from pydantic import BaseModel

from api.negotiation import chosen_format, unpacks
from api.problems import problem
from api.rest.reading import Refusal
from api.workers import Pool
from kg.store import Store

P = ParamSpec("P")
T = TypeVar("T")
OFFERED: Final = {"application/json": "json", "application/ld+json": "jsonld", "text/turtle": "turtle"}
MEDIA: Final = {
    "json": "application/json",
    "jsonld": "application/ld+json",
    "turtle": "text/turtle; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}
ENDINGS: Final = {"json": "json", "jsonld": "jsonld", "ttl": "turtle"}
_WORTH_PACKING = 1000  # bytes


async def read(request: Request, function: Callable[Concatenate[Store, P], T], *args: P.args, **_: P.kwargs) -> T:
    """What a reading function gives in a worker process; LimitError where it is stopped or none is free."""
    pool: Pool = request.app.state.pool
    return await pool.call(function, *args)


def wanted_format(request: Request, given: str | None, offered: Mapping[str, str] = OFFERED) -> str:
    """The format of the answer: by name (suffix or `format`), or by Accept. HTTPException 400 or 406."""
    return chosen_format(request.headers.get("accept"), given, offered)


def represent(request: Request, body: bytes, form: str, headers: Mapping[str, str] | None = None) -> Response:
    """A body with its entity tag; 304 without a body for a client that has it; packed for a client that unpacks.

    The tag is weak: packed and unpacked bodies are the same representation to a reader.
    """
    tag = f'W/"{sha256(form.encode() + body).hexdigest()[:32]}"'
    told = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept, Accept-Encoding", **(headers or {})}
    if tagged(request, tag):
        return Response(status_code=304, headers=told)
    if len(body) >= _WORTH_PACKING and unpacks(request.headers.get("accept-encoding")):
        told["Content-Encoding"] = "gzip"
        body = gzip.compress(body, 5, mtime=0)
    return Response(body, media_type=MEDIA[form], headers=told)


def tagged(request: Request, tag: str) -> bool:
    """Whether If-None-Match of the request names the tag, compared weakly (RFC 9110, 13.1.2)."""
    given = request.headers.get("if-none-match")
    if given is None:
        return False
    known = {one.strip().removeprefix("W/") for one in given.split(",")}
    return "*" in known or tag.removeprefix("W/") in known


def as_json(value: Any) -> bytes:
    """A value as UTF-8 JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def refused(request: Request, refusal: Refusal) -> Response:
    """A problem document that names the value, the rule, and what else may have been meant."""
    more: dict[str, Any] = {"candidates": list(refusal.candidates)} if refusal.candidates else {}
    return problem(refusal.status, refusal.detail, instance=request.url.path, **more)


def unknown_parameter(request: Request, known: type[BaseModel]) -> Refusal | None:
    """Why a parameter of the address is not known here, or comes too often; None where all are as they should be."""
    fields = {field.alias or name: field for name, field in known.model_fields.items()}
    for given in request.query_params:
        if given not in fields:
            return Refusal(422, f"there is no parameter {given!r} here; there are {', '.join(sorted(fields))}")
        times = len(request.query_params.getlist(given))
        if times > 1 and get_origin(fields[given].annotation) is not list:
            return Refusal(422, f"{given}: one value is taken, not {times}")
    return None


def next_link(request: Request, cursor: str | None) -> str | None:
    """The address of the next page, without scheme and host."""
    return _address(request, [("cursor", cursor)]) if cursor is not None else None


def link_header(request: Request, following: str | None) -> dict[str, str]:
    """The header `Link` (RFC 8288) with the first page and the next."""
    links = [f'<{_address(request, [])}>; rel="first"']
    if following is not None:
        links.append(f'<{following}>; rel="next"')
    return {"Link": ", ".join(links)}


def _address(request: Request, more: list[tuple[str, str]]) -> str:
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"] + more
    return request.url.path + (f"?{urlencode(kept)}" if kept else "")
