"""The SPARQL 1.1 endpoint, read-only: query by GET, by form POST and by direct POST."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from api.negotiation import GRAPHS, MEDIA, RESULTS, chosen_format
from api.snapshot import current_store
from kg.store import Answer, Store, answer

router = APIRouter(tags=["SPARQL"])
_LONGEST = 1_000_000  # bytes of a query


@router.get("/sparql", summary="Query (GET)")
async def sparql_get(
    request: Request,
    store: Annotated[Store, Depends(current_store)],
    query: Annotated[
        str, Query(description="A SPARQL 1.1 query; the prefixes kg, rdf, rdfs, xsd, skos, dct are known.")
    ],
    form: Annotated[str | None, Query(alias="format")] = None,
) -> Response:
    """Answer a query given in the address."""
    return await _respond(request, store, query, form)


@router.post("/sparql", summary="Query (POST)")
async def sparql_post(request: Request, store: Annotated[Store, Depends(current_store)]) -> Response:
    """Answer a query given as `application/sparql-query` or as a form field `query`."""
    body = await request.body()
    if len(body) > _LONGEST:
        raise HTTPException(413, f"the query has {len(body):,} bytes; at most {_LONGEST:,} are taken")
    kind = (request.headers.get("content-type") or "").split(";")[0].strip().lower()
    text = _decoded(body)
    form = request.query_params.get("format")
    if kind == "application/sparql-query":
        return await _respond(request, store, text, form)
    if kind == "application/x-www-form-urlencoded":
        fields = parse_qs(text, keep_blank_values=True)
        if "update" in fields:
            raise HTTPException(403, "the store is read-only here: updates are refused")
        if len(fields.get("query", [])) != 1:
            raise HTTPException(400, "the form needs exactly one field query")
        return await _respond(request, store, fields["query"][0], form or fields.get("format", [None])[0])
    if kind == "application/sparql-update":
        raise HTTPException(403, "the store is read-only here: updates are refused")
    raise HTTPException(415, f"a query comes as application/sparql-query or as a form, not as {kind or 'nothing'}")


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise HTTPException(400, f"the query is not UTF-8: byte {error.start}") from error


async def _respond(request: Request, store: Store, query: str, form: str | None) -> Response:
    return await run_in_threadpool(respond, store, query, request.headers.get("accept"), form)


def respond(store: Store, query: str, accept: str | None, form: str | None) -> Response:
    """The answer to a query; asked and written in one thread, since the engine's rows may not leave it."""
    return _as_response(answer(store, query), accept, form)


def _as_response(found: Answer, accept: str | None, form: str | None) -> Response:
    """An answer in the format that the client wants."""
    offered = GRAPHS if found.kind == "graph" else RESULTS
    name = chosen_format(accept, form, offered)
    return Response(found.serialize(name), media_type=MEDIA[name], headers={"Vary": "Accept"})
