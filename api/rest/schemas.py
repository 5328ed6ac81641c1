"""What items look like, for the description of the service (OpenAPI); the items themselves are made by queries.

A test holds every item of a store against these models, so that neither tells what the other does not. Members that a
thing may lack are left out of it, never null.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, create_model

from api.rest import examples
from api.rest.parameters import Certainty, Polarity
from kg.model import Status, Voice

Iri = Annotated[str, Field(json_schema_extra={"format": "iri"}, pattern=r"^[A-Za-z][A-Za-z0-9+.-]*:\S*$")]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]


def _without_default(schema: dict[str, Any]) -> None:
    schema.pop("default", None)


_MAYBE: Any = Field(default=None, json_schema_extra=_without_default)


class Part(BaseModel):
    """A part of an item: it has these members and no others."""

    model_config = ConfigDict(extra="forbid", strict=True)


def _only_id_is_sure(schema: dict[str, Any]) -> None:
    """With `fields` a client leaves out whatever it does not want, but for the `id`."""
    schema["required"] = ["id"]


def _example(shown: dict[str, Any]) -> ConfigDict:
    def describe(schema: dict[str, Any]) -> None:
        _only_id_is_sure(schema)
        schema["example"] = shown

    return ConfigDict(json_schema_extra=describe)


class Words(Part):
    """The words of a sentence that say it; offsets count Unicode characters of the article's text."""

    text: str
    start: int
    end: int


class Receipt(Part):
    """Where it says so: `text[start:end] == quotation`, in Unicode characters of the article's text."""

    article: str = Field(description="The article's id.")
    sentence: Iri
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    quotation: str
    words: Words = _MAYBE


class Named(Part):
    """A thing and its name."""

    id: Iri
    name: str


class Labelled(Part):
    """A thing and its label."""

    id: Iri
    label: str = _MAYBE


class Typed(Named):
    """A thing, its name and its class."""

    type: str


class Capacity(Part):
    """The office in which somebody takes part."""

    tenure: Iri
    office: Iri
    title: str
    of: Named = _MAYBE
    former: bool = _MAYBE


class Participant(Typed):
    """Who takes part, and in which office."""

    capacities: list[Capacity] = _MAYBE


class Date(Part):
    """When: as EDTF, as the first and the last instant, and in the words of the text."""

    edtf: str = _MAYBE
    earliest: str = _MAYBE
    latest: str = _MAYBE
    words: str = _MAYBE


class Quantity(Part):
    """How many of what, as the text says it."""

    id: Iri
    value: int | float = _MAYBE
    precision: str = _MAYBE
    unit: str = _MAYBE
    words: str = _MAYBE


class Reporter(Named):
    """Somebody who passes a claim on, or denies it, by a claim of their own."""

    claim: Iri


class EventClaim(Part):
    """Whose claim it is, how it was put, and who denies it."""

    id: Iri
    chain: str = Field(description="Who says it through whom, in words.")
    holder: Typed
    reportedBy: list[Reporter] = Field(description="Who passes it on, the outermost first.")  # noqa: N815 - JSON's name
    polarity: Polarity
    phase: Status
    certainty: Certainty
    voice: Voice
    deniedBy: list[Reporter]  # noqa: N815
    receipts: list[Receipt]


class Same(Labelled):
    """Another node that stands for the same: how sure it is (0 to 1), or who decided, and why."""

    score: float = _MAYBE
    decidedBy: str = _MAYBE  # noqa: N815
    reasons: list[str]


class Event(Part):
    """What is told of as happening. It carries no truth: see `status`, `disputed` and the claims."""

    model_config: ClassVar[ConfigDict] = _example(examples.EVENT)
    id: Iri
    type: str
    within: list[str] = Field(description="The classes above its type, the nearest first.")
    label: str
    status: Status
    disputed: bool
    date: Date = _MAYBE
    agents: list[Participant]
    recipients: list[Participant]
    places: list[Named]
    quantities: list[Quantity]
    theme: list[Labelled]
    inRetaliationFor: list[Labelled]  # noqa: N815
    claims: list[EventClaim]
    links: list[Same] = _MAYBE
    receipts: list[Receipt]


class Claim(EventClaim):
    """A claim with what it is about."""

    model_config: ClassVar[ConfigDict] = _example(examples.CLAIM)
    about: list[Labelled]


class Held(Capacity):
    """An office that somebody is told to hold."""


class Actor(Part):
    """A person, state, body, group or source."""

    model_config: ClassVar[ConfigDict] = _example(examples.ACTOR)
    id: Iri
    type: str
    name: str
    aliases: list[str]
    isoCode: str = _MAYBE  # noqa: N815
    bodyOf: Named = _MAYBE  # noqa: N815
    offices: list[Held]
    links: list[Same] = _MAYBE
    receipts: list[Receipt]


class Counts(Part):
    """How much was read in an article."""

    sentences: int
    events: int
    claims: int


class Article(Part):
    """An article that was read."""

    model_config: ClassVar[ConfigDict] = _example(examples.ARTICLE)
    id: Iri
    identifier: str
    title: str = _MAYBE
    published: Day = _MAYBE
    publisher: Named = _MAYBE
    url: str = _MAYBE
    language: str = _MAYBE
    textDigest: str = _MAYBE  # noqa: N815
    readerVersion: str = _MAYBE  # noqa: N815
    counts: Counts


class Holder(Named):
    """Who is told to hold an office."""

    tenure: Iri
    former: bool


class Office(Part):
    """An office in a state or a body."""

    model_config: ClassVar[ConfigDict] = _example(examples.OFFICE)
    id: Iri
    title: str
    of: Named = _MAYBE
    holders: list[Holder]
    receipts: list[Receipt]


class Post(Part):
    """An office and its title."""

    id: Iri
    title: str


class Tenure(Part):
    """Who holds which office."""

    model_config: ClassVar[ConfigDict] = _example(examples.TENURE)
    id: Iri
    holder: Named
    office: Post
    of: Named = _MAYBE
    former: bool
    receipts: list[Receipt]


class Place(Part):
    """A place, and how many events are told to occur there."""

    model_config: ClassVar[ConfigDict] = _example(examples.PLACE)
    id: Iri
    name: str
    events: int
    receipts: list[Receipt]


class Dated(Part):
    """The events of one date."""

    date: str
    earliest: str | None = None
    latest: str | None = None
    events: list[Event]


ITEMS: dict[str, type[Part]] = {
    "articles": Article,
    "actors": Actor,
    "offices": Office,
    "tenures": Tenure,
    "events": Event,
    "communications": Event,
    "military-actions": Event,
    "claims": Claim,
    "places": Place,
    "timeline": Dated,
}


class Meaning(Part):
    """What a name in the request was taken for."""

    given: str
    means: list[Typed]


class _Page(Part):
    """A page of items; `next` is the address of the next one, null on the last."""

    limit: int
    next: str | None
    total: int = _MAYBE
    meant: dict[str, list[Meaning]] = _MAYBE


def _page_of(item: type[Part]) -> type[BaseModel]:
    name, words = f"{item.__name__}Page", f"A page: {item.__doc__}"
    return create_model(name, __base__=_Page, __doc__=words, items=(list[item], ...))  # type: ignore[valid-type]


_PAGES = {item: _page_of(item) for item in ITEMS.values()}


def page_schema(item: type[Part]) -> type[BaseModel]:
    """A page of such items."""
    return _PAGES[item]
