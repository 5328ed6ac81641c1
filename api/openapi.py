"""The description of the service (OpenAPI 3.1): what FastAPI knows, and SPARQL and the named questions by hand."""

from __future__ import annotations

from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.negotiation import GRAPHS, RESULTS
from api.problems import MEDIA_TYPE
from api.rest.described import describe_filters
from api.sparql import parameters
from kg.queries import Library, NamedQuery, Parameter

_EXAMPLE: Final = "SELECT ?event ?status WHERE { ?e a kg:PhoneCall ; rdfs:label ?event ; kg:status ?status } LIMIT 10"
_SCHEMAS: Final = {
    "iri": {"type": "string"},
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
}
_PROBLEM: Final = {"$ref": "#/components/schemas/Problem"}
_REFUSALS: Final = {
    "400": "The query, a parameter or the request is malformed.",
    "406": "No such format is offered.",
    "413": "The query is too long.",
    "503": "The question was stopped at a limit, or not begun; `Retry-After` says when asking again may help.",
}


def openapi_of(app: FastAPI) -> dict[str, Any]:
    """The description, made once."""
    if app.openapi_schema is None:
        made = get_openapi(
            title=app.title,
            version=app.version,
            description=app.description,
            license_info=app.license_info,
            routes=app.routes,
        )
        describe_filters(made["paths"], app.state.classes)
        made["paths"] = {"/sparql": _sparql(), **made["paths"], **_questions(app.state.library)}
        schemas = made.setdefault("components", {}).setdefault("schemas", {})
        schemas["Problem"] = _problem_schema()
        schemas.pop("HTTPValidationError", None)
        schemas.pop("ValidationError", None)
        _problems_everywhere(made["paths"])
        app.openapi_schema = made
    return app.openapi_schema


def _problem_schema() -> dict[str, Any]:
    return {
        "type": "object",
        "description": "An error (RFC 9457). `candidates` are what a name may mean; `retryAfter` are seconds.",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string", "const": "about:blank"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "instance": {"type": "string", "description": "The path that was asked."},
            "retryAfter": {"type": "integer"},
            "candidates": {"type": "array", "items": {"type": "object", "additionalProperties": {"type": "string"}}},
        },
        "example": {
            "type": "about:blank",
            "title": "Bad request",
            "status": 400,
            "detail": "the query is malformed: error at 1:9: expected …",
            "instance": "/sparql",
        },
    }


def _refusals(*more: tuple[str, str]) -> dict[str, Any]:
    return {
        status: {"description": text, "content": {MEDIA_TYPE: {"schema": _PROBLEM}}}
        for status, text in (*_REFUSALS.items(), *more)
    }


def _answers() -> dict[str, Any]:
    return {
        "200": {
            "description": "The answer: rows or a truth, or for CONSTRUCT and DESCRIBE a graph. `Communique-Cut` says "
            "behind how many rows a long one was cut.",
            "content": {media: {} for media in (*RESULTS, *GRAPHS)},
            "headers": {"Communique-Cut": {"schema": {"type": "string"}}, "ETag": {"schema": {"type": "string"}}},
        }
    }


def _sparql() -> dict[str, Any]:
    told = parameters()
    told[0]["example"] = _EXAMPLE
    schema = {"type": "object", "properties": {"query": {"type": "string"}}, "required": ["query"]}
    unsent = (("403", "Updates are refused."), ("415", "The body is neither a form nor a query."))
    return {
        "get": {
            "tags": ["SPARQL"],
            "operationId": "sparql_get",
            "summary": "Query, or without one the description of the service",
            "parameters": told,
            "responses": {**_answers(), "304": {"description": "The client has it already."},
                          **_refusals(("403", "Updates are refused."))},
        },
        "post": {
            "tags": ["SPARQL"],
            "operationId": "sparql_post",
            "summary": "Query",
            "parameters": [one for one in told if one["name"] != "query"],
            "requestBody": {
                "required": True,
                "content": {
                    "application/sparql-query": {"schema": {"type": "string"}, "example": _EXAMPLE},
                    "application/x-www-form-urlencoded": {"schema": schema, "example": {"query": _EXAMPLE}},
                },
            },
            "responses": {**_answers(), **_refusals(*unsent)},
        },
    }  # fmt: skip


def _questions(library: Library) -> dict[str, Any]:
    return {f"/queries/{name}": _question(found) for name, found in sorted(library.queries.items())}


def _question(found: NamedQuery) -> dict[str, Any]:
    told = {
        "tags": ["queries"],
        "summary": found.summary,
        "description": "\n\n".join(filter(None, (found.question, found.description))),
    }
    name = found.name.replace("-", "_")
    forms = {"type": "string", "enum": sorted({*RESULTS.values(), *GRAPHS.values()})}
    form = {"name": "format", "in": "query", "schema": forms, "description": "Without it Accept decides."}
    properties = {p.name: {**_schema(p), "description": p.description} for p in found.parameters}
    body = {
        "type": "object",
        "properties": {**properties, "format": forms},
        "required": [p.name for p in found.parameters if p.required],
        "additionalProperties": False,
    }
    example = {p.name: p.example if p.example is not None else p.default for p in found.parameters}
    content = {"schema": body, **({"example": example} if None not in example.values() else {})}
    given = [
        {
            "name": p.name,
            "in": "query",
            "required": p.required,
            "description": p.description,
            "schema": _schema(p),
            **({"example": example[p.name]} if example[p.name] is not None else {}),
        }
        for p in found.parameters
    ]
    return {
        "get": {
            **told,
            "operationId": f"query_{name}",
            "parameters": [*given, form],
            "responses": {**_answers(), "304": {"description": "The client has it already."}, **_refusals()},
        },
        "post": {
            **told,
            "operationId": f"query_{name}_post",
            "requestBody": {"content": {"application/json": content}},
            "responses": {**_answers(), **_refusals(("415", "The body is neither JSON nor a form."))},
        },
    }


def _schema(parameter: Parameter) -> dict[str, Any]:
    one: dict[str, Any] = dict(_SCHEMAS[parameter.type])
    schema = {"type": "array", "items": one, "minItems": 1} if parameter.list else one
    if parameter.default is not None:
        schema["default"] = parameter.default
    return schema


def _problems_everywhere(paths: dict[str, Any]) -> None:
    """Every error of every path is a problem document; a store that cannot answer is told with 503."""
    for path in paths.values():
        for operation in path.values():
            answers = operation.setdefault("responses", {})
            answers.setdefault("503", {"description": "The store cannot answer now."})
            for status, told in answers.items():
                if status[0] in "45":
                    told["content"] = {MEDIA_TYPE: {"schema": _PROBLEM}}
