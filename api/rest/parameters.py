"""What a caller may ask of each collection: the names, types and bounds of its parameters."""

from __future__ import annotations

import calendar
import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from kg.model import Status, Voice

LONGEST_NAME = 300  # characters of a name or a text that is searched for
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Polarity(StrEnum):
    """What a claim says of its content."""

    AFFIRMS = "affirms"
    NEGATES = "negates"
    UNCOMMITTED = "uncommitted"


class Certainty(StrEnum):
    """How sure the holder of a claim is."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    UNCERTAIN = "uncertain"
    UNSPECIFIED = "unspecified"


def _split(given: Any) -> Any:
    """Values of a parameter that is repeated, or written once with commas; an empty one is refused, not left out."""
    if isinstance(given, str):
        given = [given]
    if isinstance(given, list):
        return [part.strip() for one in given for part in str(one).split(",")]
    return given


def _first_day(given: str) -> str:
    return _day(given, last=False)


def _last_day(given: str) -> str:
    return _day(given, last=True)


def _day(given: str, *, last: bool) -> str:
    """The first or last day of a day, month or year as YYYY-MM-DD; ValueError for text that is none."""
    found = _DAY.fullmatch(given)
    if not found:
        raise ValueError(f"{given!r} is no day (YYYY-MM-DD), month (YYYY-MM) or year (YYYY)")
    year, month = int(found[1]), int(found[2] or (12 if last else 1))
    if not (1 <= month <= 12 and year >= 1):
        raise ValueError(f"there is no month {given!r}")
    number = int(found[3] or (calendar.monthrange(year, month)[1] if last else 1))
    try:
        return date(year, month, number).isoformat()
    except ValueError as error:
        raise ValueError(f"there is no day {given!r}") from error


Text = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
Names = Annotated[list[Text], Field(max_length=20)]
Listed = Annotated[list[Text], BeforeValidator(_split), Field(max_length=100)]
_NAMED = "by IRI, by the end of it (person/joe-biden) or by name; repeated: any of them"
_IRI = "by IRI or the end of it; repeated: any of them"


class Item(BaseModel):
    """What may be asked of one thing."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    fields: Listed = Field(default=[], description="Keys of an item to give, with commas; `id` always comes.")
    format: str | None = Field(default=None, pattern="^(json|jsonld|turtle)$", description="Instead of Accept.")


class Page(Item):
    """What may be asked of every collection."""

    limit: int = Field(default=50, ge=1, le=500, description="How many items at most.")
    cursor: str | None = Field(default=None, max_length=4000, description="Where to go on: from the link `next`.")
    sort: str | None = Field(default=None, max_length=40, description="Order, with - before it for the reverse.")
    total: bool = Field(default=False, description="Also count all that fit.")
    q: str | None = Field(
        default=None, min_length=1, max_length=LONGEST_NAME, description="Words in names or quotations; all must occur."
    )


class Articles(Page):
    """Filters of articles."""

    publisher: Names = Field(default=[], description=f"Who published it, {_NAMED}.")
    published_from: Annotated[str, AfterValidator(_first_day)] | None = Field(
        default=None, alias="from", description="Published on or after this day, month or year."
    )
    published_to: Annotated[str, AfterValidator(_last_day)] | None = Field(
        default=None, alias="to", description="Published on or before this day, month or year."
    )


class Actors(Page):
    """Filters of actors."""

    type: Listed = Field(default=[], description="Classes such as Person; those below count as well.")
    name: Names = Field(default=[], description="A name or alias in full; capitals and accents do not matter.")
    state: Names = Field(default=[], description="The state itself, its bodies and forces, and who holds its offices.")
    article: Names = Field(default=[], description="Articles that name the actor, by id or IRI.")


class Offices(Page):
    """Filters of offices."""

    holder: Names = Field(default=[], description=f"Who holds it, {_NAMED}.")
    state: Names = Field(default=[], description="State or body whose office it is; a state's bodies count as well.")


class Tenures(Offices):
    """Filters of tenures."""

    office: Names = Field(
        default=[], description="The office, by IRI, by the end of it or by title; a title means all that have it."
    )
    former: bool | None = Field(default=None, description="Only former (true) or only present holders (false).")
    article: Names = Field(default=[], description="Articles that tell it, by id or IRI.")


class Places(Page):
    """Filters of places."""

    article: Names = Field(default=[], description="Articles that name the place, by id or IRI.")


class EventFilters(BaseModel):
    """Filters of events; those of different names must all hold."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    type: Listed = Field(default=[], description="Classes such as PhoneCall or Communication; those below count too.")
    status: Annotated[list[Status], BeforeValidator(_split)] = Field(default=[], description="What became of it.")
    disputed: bool | None = Field(default=None, description="Only disputed or only undisputed events.")
    agent: Names = Field(default=[], description=f"Who acts, {_NAMED}.")
    recipient: Names = Field(default=[], description=f"To whom it is done, {_NAMED}.")
    participant: Names = Field(default=[], description=f"Who takes part in either role, {_NAMED}.")
    state: Names = Field(
        default=[], description="State that takes part: itself, by a body or force, or by the holder of an office."
    )
    place: Names = Field(default=[], description=f"Where, {_NAMED}.")
    source: Names = Field(default=[], description=f"Who claims it or passes the claim on, {_NAMED}.")
    article: Names = Field(default=[], description="Articles that tell of it, by id or IRI.")
    date_from: Annotated[str, AfterValidator(_first_day)] | None = Field(
        default=None, alias="from", description="Not over before this day, month or year; undated events are left out."
    )
    date_to: Annotated[str, AfterValidator(_last_day)] | None = Field(
        default=None, alias="to", description="Begun by the end of this day, month or year; undated ones are left out."
    )


class Events(Page, EventFilters):
    """Filters and page of events."""


class Exported(EventFilters):
    """Filters of a download: those of events."""

    q: str | None = Field(
        default=None, min_length=1, max_length=LONGEST_NAME, description="Words in names or quotations; all must occur."
    )

    @property
    def articles_only(self) -> bool:
        """Whether whole articles are wanted, not events."""
        return self.model_fields_set == {"article"}


class Claims(Page):
    """Filters of claims on events."""

    holder: Names = Field(default=[], description=f"Whose claim it is, {_NAMED}.")
    source: Names = Field(default=[], description=f"Whose claim it is, or who passes it on, {_NAMED}.")
    event: Names = Field(default=[], description=f"The event it is about, {_IRI}.")
    type: Listed = Field(default=[], description="Classes of that event; those below count too.")
    polarity: Annotated[list[Polarity], BeforeValidator(_split)] = Field(default=[], description="Its stance.")
    phase: Annotated[list[Status], BeforeValidator(_split)] = Field(
        default=[], description="What is said became of it."
    )
    certainty: Annotated[list[Certainty], BeforeValidator(_split)] = Field(default=[], description="How sure.")
    voice: Annotated[list[Voice], BeforeValidator(_split)] = Field(default=[], description="In whose words.")
    denied: bool | None = Field(default=None, description="Only claims that somebody denies, or only others.")
    article: Names = Field(default=[], description="Articles that tell it, by id or IRI.")
