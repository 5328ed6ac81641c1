"""What an authority file says, and the look-ups that reading and linking make in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from kg.errors import ShapeError
from kg.model import ActorType

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_WIKIDATA = re.compile(r"Q[1-9]\d*")
_EARLIEST, _LATEST = date.min, date.max


@dataclass(frozen=True, slots=True)
class KnownActor:
    """An actor: its preferred name, kind, other names, ISO code of its state, and Wikidata id ("Q6279")."""

    name: str
    type: ActorType
    aliases: tuple[str, ...] = ()
    state: str | None = None
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class KnownTenure:
    """Who held which office of which state (ISO code) or body (name), from the first day to the last, both included."""

    holder: str
    office: str
    of: str | None
    start: date = _EARLIEST
    end: date = _LATEST

    def in_force(self, day: date) -> bool:
        """Whether the office was held on a day."""
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class Authority:
    """All actors and tenures of one file; an empty one knows nobody."""

    actors: tuple[KnownActor, ...] = ()
    tenures: tuple[KnownTenure, ...] = ()
    _by_name: dict[str, KnownActor] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[tuple[str, KnownActor]], tenures: Iterable[tuple[str, KnownTenure]]) -> Authority:
        """An authority from (place, entry) pairs.

        ShapeError names place and value: a name or alias that two actors share, a holder or body that is not in the
        file, a tenure that ends before it begins.
        """
        by_name: dict[str, KnownActor] = {}
        actors: list[KnownActor] = []
        for place, actor in entries:
            actors.append(actor)
            for name in (actor.name, *actor.aliases):
                taken = by_name.setdefault(folded(name), actor)
                if taken is not actor:
                    raise ShapeError(f"{name!r} is a name of {taken.name!r} and of {actor.name!r}", place=place)
        held = list(tenures)
        for place, tenure in held:
            if folded(tenure.holder) not in by_name:
                raise ShapeError(f"{tenure.holder!r} holds an office but is no actor of the file", place=place)
            if tenure.end < tenure.start:
                raise ShapeError(f"the tenure ends on {tenure.end}, before it begins on {tenure.start}", place=place)
        return cls(tuple(actors), tuple(t for _, t in held), by_name)

    def actor(self, name: str) -> KnownActor | None:
        """The actor of that name or alias, whatever the case."""
        return self._by_name.get(folded(name))

    def of_state(self, iso: str | None) -> KnownActor | None:
        """The state with an ISO code, where the file has it."""
        return next((a for a in self.actors if a.type is ActorType.STATE and a.state == iso), None) if iso else None

    def tenures_of(self, name: str) -> list[KnownTenure]:
        """The tenures of the actor with that preferred name, the earliest first."""
        return sorted((t for t in self.tenures if t.holder == name), key=lambda t: t.start)


def folded(name: str) -> str:
    """A name as it is compared: one blank between words, no case."""
    return " ".join(name.split()).casefold()


def actor_type(value: str, place: str) -> ActorType:
    """The kind of actor of that name; ShapeError names the value and the kinds there are."""
    try:
        return ActorType(value)
    except ValueError as error:
        kinds = ", ".join(t.value for t in ActorType)
        raise ShapeError(f"unknown kind of actor {value!r}; there are {kinds}", place=place) from error


def wikidata_id(value: str, place: str) -> str | None:
    """A Wikidata id, out of an IRI as well; None for nothing, ShapeError for anything else."""
    found = value.strip().removesuffix("/").rpartition("/")[2]
    if not found:
        return None
    if not _WIKIDATA.fullmatch(found):
        raise ShapeError(f"a Wikidata id is Q and a number, not {value!r}", place=place)
    return found


def state_code(value: str, place: str) -> str | None:
    """An ISO 3166-1 code of two letters; None for nothing, ShapeError for anything else."""
    code = value.strip().upper()
    if not code:
        return None
    if not re.fullmatch(r"[A-Z]{2}", code):
        raise ShapeError(f"a state is given by its ISO code of two letters, not {value!r}", place=place)
    return code


def day_of(value: str, place: str, *, last: bool = False) -> date:
    """The first (or last) day of a year, month or day; the open end for nothing, ShapeError for what is no date."""
    text = value.strip()
    if not text:
        return _LATEST if last else _EARLIEST
    match = _DATE.fullmatch(text[:10])
    if match is None:
        raise ShapeError(f"a date is 2021, 2021-01 or 2021-01-20, not {value!r}", place=place)
    year, month, day = (int(g) if g else None for g in match.groups())
    assert year is not None
    try:
        if day is not None and month is not None:
            return date(year, month, day)
        if not last:
            return date(year, month or 1, 1)
        following = date(year + 1, 1, 1) if month in {None, 12} else date(year, (month or 0) + 1, 1)
        return date.fromordinal(following.toordinal() - 1)
    except ValueError as error:
        raise ShapeError(f"{value!r} is no date: {error}", place=place) from error
