"""The named questions as endpoints; parameters are bound as RDF terms, never pasted into the query."""

from __future__ import annotations

import json
from typing import Any, Final
from urllib.parse import parse_qsl

from fastapi import APIRouter, HTTPException, Request, Response

from api.answering import Asker, is_known
from api.asking import Question
from api.negotiation import unpacks
from api.schemas import QueriesOffered
from kg.errors import QueryError
from kg.queries import Library, NamedQuery

router = APIRouter(tags=["queries"])
Values = dict[str, str | list[str]]
_MOST: Final = 1_000_000  # bytes of a body


@router.get("/queries", summary="The named questions", response_model=QueriesOffered)
@router.head("/queries", include_in_schema=False)
async def queries(request: Request) -> dict[str, Any]:
    """All named questions with their parameters, and files that could not be read."""
    library: Library = request.app.state.library
    return {
        "queries": [
            {
                "name": q.name,
                "summary": q.summary,
                "description": q.description,
                "question": q.question,
                "theme": q.theme,
                "parameters": [
                    {
                        "name": p.name,
                        "type": p.type,
                        "list": p.list,
                        "default": p.default,
                        "example": p.example,
                        "description": p.description,
                    }
                    for p in q.parameters
                ],
            }
            for q in sorted(library.queries.values(), key=lambda q: (q.theme, q.name))
        ],
        "faults": [str(fault) for fault in library.faults],
    }


@router.get("/queries/{name}", include_in_schema=False)
@router.head("/queries/{name}", include_in_schema=False)
async def ask_by_address(name: str, request: Request) -> Response:
    """The answer to a named question; its parameters are the parameters of the address."""
    return await _respond(name, request, _gathered(request.query_params.multi_items()))


@router.post("/queries/{name}", include_in_schema=False)
async def ask_by_body(name: str, request: Request) -> Response:
    """The answer to a named question; its parameters are the members of a JSON object, or the fields of a form."""
    held = bytearray()
    async for piece in request.stream():
        held += piece
        if len(held) > _MOST:
            raise HTTPException(413, f"the parameters are longer than {_MOST:,} bytes")
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    try:
        text = held.decode("utf-8")
        if kind == "application/json":
            values = _from_json(json.loads(text or "{}"))
        elif kind == "application/x-www-form-urlencoded" or not held:
            values = _gathered(parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000))
        else:
            raise HTTPException(415, f"parameters come as application/json or as a form, not as {kind or 'nothing'!r}")
    except (ValueError, RecursionError) as error:
        raise HTTPException(400, f"the body cannot be read: {error}") from error
    return await _respond(name, request, {**_gathered(request.query_params.multi_items()), **values})


def _gathered(pairs: list[tuple[str, str]]) -> Values:
    """Values by name; those that come several times as a list."""
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def _from_json(given: Any) -> Values:
    if not isinstance(given, dict):
        raise HTTPException(400, f"the body is a JSON object of parameters, not {json.dumps(given)[:100]}")
    return {name: [_plain(name, one) for one in value] if isinstance(value, list) else _plain(name, value)
            for name, value in given.items()}  # fmt: skip


def _plain(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    raise HTTPException(400, f"{name}: a parameter is a text, a number or a truth, not {json.dumps(value)[:100]}")


async def _respond(name: str, request: Request, values: Values) -> Response:
    found = _find(request.app.state.library, name)
    form = values.pop("format", None)
    if isinstance(form, list):
        raise HTTPException(400, f"one format is needed, not {len(form)}")
    headers = request.headers
    question = Question(
        found.bound(values),
        form,
        accept=headers.get("accept"),
        packed=unpacks(headers.get("accept-encoding")),
    )
    asker: Asker = request.app.state.asker
    key = ("question", question)
    given = headers.get("if-none-match", "").encode("latin-1") if request.method != "POST" else b""
    answer = asker.known(key) or await asker.answer(key, question, request.receive, given or None)
    if given and is_known(given, answer.tag):
        response = Response(status_code=304)
        response.raw_headers = [pair for pair in answer.headers if not pair[0].startswith(b"content-")]
        return response
    response = Response(b"" if request.method == "HEAD" else answer.body)
    response.raw_headers = list(answer.headers)
    return response


def _find(library: Library, name: str) -> NamedQuery:
    try:
        return library.get(name)
    except QueryError as error:
        raise HTTPException(404, str(error)) from error
