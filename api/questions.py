"""The named questions as endpoints; parameters are bound as RDF terms, never pasted into the query."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from starlette.concurrency import run_in_threadpool

from api.snapshot import current_store
from api.sparql import Question, respond
from kg.errors import QueryError
from kg.queries import Library
from kg.store import Store

router = APIRouter(tags=["queries"])


@router.get("/queries", summary="The named questions")
async def queries(request: Request) -> dict[str, Any]:
    """All named questions with their parameters, and files that could not be read."""
    library: Library = request.app.state.library
    return {
        "queries": [
            {
                "name": q.name,
                "summary": q.summary,
                "description": q.description,
                "theme": q.theme,
                "parameters": [
                    {"name": p.name, "type": p.type, "default": p.default, "description": p.description}
                    for p in q.parameters
                ],
            }
            for q in sorted(library.queries.values(), key=lambda q: (q.theme, q.name))
        ],
        "faults": [str(fault) for fault in library.faults],
    }


@router.get("/queries/{name}", summary="Ask a named question")
async def query(name: str, request: Request, store: Annotated[Store, Depends(current_store)]) -> Response:
    """The answer to a named question; its parameters are the parameters of the address."""
    library: Library = request.app.state.library
    try:
        found = library.get(name)
    except QueryError as error:
        raise HTTPException(404, str(error)) from error
    values = dict(request.query_params)
    form = values.pop("format", None)
    text = found.bound(values)
    return await run_in_threadpool(respond, store, Question(text, form), request.headers.get("accept"))
