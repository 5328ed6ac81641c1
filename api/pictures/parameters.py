"""What may be asked of a picture: the filters of events, and whom they are about."""

from __future__ import annotations

from typing import Annotated

from fastapi import Request
from pydantic import Field, ValidationError

from api.rest.parameters import LONGEST_NAME, EventFilters
from api.rest.reading import Refusal
from api.rest.responses import unknown_parameter
from kg.errors import words_of

Actor = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]


class Asked(EventFilters):
    """Filters of a picture; `actor` and `other` must both take part, themselves or by who acts for them."""

    actor: Actor | None = Field(default=None, description="Who takes part: a name, an IRI, a state's code.")
    other: Actor | None = Field(default=None, alias="with", description="Who else takes part.")
    cursor: str | None = Field(default=None, max_length=4000, description="Where to go on.")


def asked(request: Request) -> Asked | Refusal:
    """The filters of an address; what a form left empty is not asked. Refusal 422 for what cannot be."""
    unknown = unknown_parameter(request, Asked)
    if unknown is not None:
        return unknown
    given: dict[str, str | list[str]] = {}
    for name in request.query_params:
        values = [value for value in request.query_params.getlist(name) if value.strip()]
        if values:
            given[name] = values if len(values) > 1 or name in _LISTS else values[0]
    try:
        return Asked.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        return Refusal(422, f"{place}: {words_of(first)} ({first.get('input')!r:.200})")


_LISTS = {field.alias or name for name, field in Asked.model_fields.items() if isinstance(field.default, list)}
