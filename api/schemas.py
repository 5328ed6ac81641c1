"""What the answers about the service itself look like, for its description (OpenAPI)."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field


class Health(BaseModel):
    """What the service holds."""

    status: Literal["ok"]
    quads: int
    articles: int
    snapshot: str = Field(description="Id of the snapshot that is asked now; it changes with the data.")


class Live(BaseModel):
    """That the server answers."""

    status: Literal["alive"]


class Ready(BaseModel):
    """That questions can be answered."""

    status: Literal["ready"]


class ParameterOfQuery(BaseModel):
    """A parameter of a named question."""

    name: str
    type: Literal["iri", "string", "integer", "decimal", "boolean", "date"]
    list: bool = Field(description="Whether it takes several values.")
    default: Any = Field(description="Null: it must be given.")
    example: Any
    description: str


class QueryOffered(BaseModel):
    """A named question: ask it at `/queries/{name}`."""

    name: str
    summary: str
    description: str
    question: str
    theme: str
    parameters: list[ParameterOfQuery]


class QueriesOffered(BaseModel):
    """All named questions, and why files were left out."""

    queries: list[QueryOffered]
    faults: list[str]


class Links(BaseModel):
    """Where a job is found."""

    self: str


class JobTold(BaseModel):
    """A job: an article on its way in or out."""

    id: str
    kind: Literal["put", "remove"]
    article: str = Field(description="IRI of the article.")
    state: Literal["queued", "running", "done", "failed"]
    submitted: str
    started: str | None = None
    finished: str | None = None
    shown: bool | None = Field(None, description="Of a job that is done: whether queries see what it changed.")
    result: dict[str, Any] | None = None
    error: str | None = None
    links: Links


class JobsTold(BaseModel):
    """The last jobs."""

    items: list[JobTold]
    waiting: int


class Unchanged(BaseModel):
    """That the store has an article already, just so."""

    change: Literal["unchanged"]
    article: str
    identifier: str
