"""The SPARQL 1.1 endpoint, read-only: query by GET, by form POST and by direct POST."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from starlette.concurrency import run_in_threadpool

from api.negotiation import GRAPHS, MEDIA, RESULTS, chosen_format
from api.snapshot import current_store
from kg.store import Store, answer

router = APIRouter(tags=["SPARQL"])
_IRIS = {"type": "array", "items": {"type": "string", "format": "iri"}}
_LONGEST = 1_000_000  # bytes of a query


_PARAMETERS: list[dict[str, Any]] = [
    {"name": name, "in": "query", "required": name == "query", "schema": schema, "description": description}
    for name, schema, description in (
        ("query", {"type": "string"}, "A SPARQL 1.1 query; the prefixes kg, rdf, rdfs, xsd, skos, dct are known."),
        ("format", {"type": "string", "enum": sorted(MEDIA)}, "Format of the answer; without it Accept decides."),
        ("default-graph-uri", _IRIS, "Graphs that make up the default graph."),
        ("named-graph-uri", _IRIS, "Graphs that GRAPH sees."),
    )
]


@dataclass(frozen=True, slots=True)
class Question:
    """What a client asks: the query, the format by name, and the graphs that are its dataset."""

    query: str
    form: str | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@router.get("/sparql", summary="Query (GET)", openapi_extra={"parameters": _PARAMETERS})
async def sparql_get(request: Request, store: Annotated[Store, Depends(current_store)]) -> Response:
    """Answer a query given in the address."""
    return await _respond(request, store, _question(_fields(request.url.query)))


@router.post("/sparql", summary="Query (POST)")
async def sparql_post(request: Request, store: Annotated[Store, Depends(current_store)]) -> Response:
    """Answer a query given as `application/sparql-query` or as a form field `query`."""
    body = await request.body()
    if len(body) > _LONGEST:
        raise HTTPException(413, f"the query has {len(body):,} bytes; at most {_LONGEST:,} are taken")
    kind = (request.headers.get("content-type") or "").split(";")[0].strip().lower()
    fields = _fields(request.url.query)
    if kind == "application/sparql-query":
        if "query" in fields:
            raise HTTPException(400, "there is a query in the address and another in the body")
        fields["query"] = [_decoded(body)]
    elif kind == "application/x-www-form-urlencoded":
        for name, values in _fields(_decoded(body)).items():
            fields[name] = [*fields.get(name, []), *values]
        if "update" in fields:
            raise HTTPException(403, "the store is read-only here: updates are refused")
    elif kind == "application/sparql-update":
        raise HTTPException(403, "the store is read-only here: updates are refused")
    else:
        raise HTTPException(415, f"a query comes as application/sparql-query or as a form, not as {kind or 'nothing'}")
    return await _respond(request, store, _question(fields))


def _fields(encoded: str) -> dict[str, list[str]]:
    try:
        return parse_qs(encoded, keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise HTTPException(400, f"the parameters are no encoded UTF-8: {error}") from error


def _question(fields: dict[str, list[str]]) -> Question:
    """The question that the parameters make; HTTPException 400 unless there is exactly one query."""
    queries, forms = fields.get("query", []), fields.get("format", [])
    if len(queries) != 1 or len(forms) > 1:
        raise HTTPException(
            400, f"exactly one query and at most one format are needed, not {len(queries)} and {len(forms)}"
        )
    return Question(
        queries[0],
        forms[0] if forms else None,
        tuple(fields.get("default-graph-uri", [])),
        tuple(fields.get("named-graph-uri", [])),
    )


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise HTTPException(400, f"the query is not UTF-8: byte {error.start}") from error


async def _respond(request: Request, store: Store, question: Question) -> Response:
    return await run_in_threadpool(respond, store, question, request.headers.get("accept"))


def respond(store: Store, question: Question, accept: str | None) -> Response:
    """The answer to a question, in the format that the client wants.

    Asked and written in one thread: the engine's rows may not leave it, not even in the traceback of an error.
    """
    found = answer(store, question.query, default_graphs=question.default_graphs, named_graphs=question.named_graphs)
    try:
        name = chosen_format(accept, question.form, GRAPHS if found.kind == "graph" else RESULTS)
    except HTTPException:
        del found
        raise
    return Response(found.serialize(name), media_type=MEDIA[name], headers={"Vary": "Accept"})
