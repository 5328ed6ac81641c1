"""Which events of different reports are one: alike in kind, participants, date, place, quantity and words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, NamedTuple

from kg.linkage.actors import offices_of
from kg.linkage.facts import EventFact, words_of
from kg.linkage.index import Indexed

THRESHOLD: Final = 0.7
_KIND, _PEOPLE, _DATE = 0.3, 0.35, 0.35  # weights of what two events of one happening must share
_NARROW: Final = 31  # days of a stretch that still tells when something was
_BEFORE, _AFTER, _AHEAD = 4, 1, 14  # days round its publication in which an undated event of an article may be
_DAYS_APART, _REPORTS_APART = 1, 2  # days between two dated events, or the reports of two undated ones, at most
_LOOSE: Final = {"possible", "negated", "cancelled"}
_COMING: Final = {"planned", "possible", "postponed"}
_MUTUAL: Final = {"Consultation", "Agreement", "Clash", "Ceasefire", "ArmedConflict", "Cooperation"}
_KIN: Final = {"Consultation", "Attack"}  # families whose members are often taken for one another

Ancestors = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Actor:
    """A participant as others may name it: nodes and offices that it is, and (weaker) the state that it acts for."""

    is_one: frozenset[str]
    acts_for: str | None


class Moment(NamedTuple):
    """What tells without another look that two events are not one: numbers of the article and its original, days."""

    article: int
    original: int
    start: int | None
    end: int | None
    published: int | None


@dataclass(frozen=True, slots=True)
class EventView:
    """An event with its participants linked, as it is compared."""

    iri: str
    article: str
    label: str
    type: str
    family: str
    path: tuple[str, ...]
    status: str
    start: int | None
    end: int | None
    published: int | None
    agents: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    places: frozenset[str]
    quantities: frozenset[tuple[float, str]]
    words: frozenset[str]
    origins: tuple[str, ...]
    affirmed: bool

    @property
    def when(self) -> int:
        """The day by which it is sorted: its own, else that of publication; 0 where neither is known."""
        return self.start if self.start is not None else self.published or 0

    @property
    def mutual(self) -> bool:
        """Whether agent and recipient may change places."""
        return bool(_MUTUAL & set(self.path))


def views(article: Indexed, actor_of: Callable[[str], str], ancestors: Ancestors) -> Iterator[EventView]:
    """The events of an article with somebody in them, as they are compared."""
    kinds = {actor.iri: actor for actor in article.actors}
    offices = offices_of(article.actors)

    def actor(node: str) -> Actor:
        known = kinds.get(node)
        name = actor_of(node)
        alone = name.startswith(f"{article.iri}/")  # nobody else can mean it
        names = {*offices.get(node, ()), *(() if alone else (name,))}
        if known is not None and known.local and known.type != "Person":
            names.add(f"{known.type}: {' '.join(sorted(words_of(known.name)))}")
        state = node if known is not None and known.type == "State" else known.state if known is not None else None
        if state is None and known is not None:
            state = next((o.of for o in known.offices if o.of and not o.former), None)
        return Actor(frozenset(names), state)

    for event in article.events:
        if event.agents or event.recipients:
            yield _view(article, event, actor, ancestors)


def _view(article: Indexed, event: EventFact, actor: Callable[[str], Actor], ancestors: Ancestors) -> EventView:
    path = (event.type, *ancestors.get(event.type, ()))
    start, end = (event.start, event.end) if _narrow(event) else (None, None)
    return EventView(
        event.iri,
        article.iri,
        event.label,
        event.type,
        path[-3] if len(path) > 2 else path[0],
        path,
        event.status,
        start,
        end,
        article.published,
        tuple(actor(node) for node in event.agents),
        tuple(actor(node) for node in event.recipients),
        frozenset(event.places),
        frozenset((value, unit.split()[-1] if unit else "") for value, unit in event.quantities),
        frozenset(event.words),
        event.origins or (article.publisher,),
        event.affirmed,
    )


def _narrow(event: EventFact) -> bool:
    return event.start is not None and event.end is not None and event.end - event.start <= _NARROW


def block_keys(event: EventView) -> Iterator[tuple[str, ...]]:
    """What an event is looked up by: its family with two of its participants, or with one and a place or quantity."""
    for place in sorted(event.places):
        for name in _names(event):
            yield (event.family, name, place)
    for value, unit in sorted(event.quantities):
        for name in _names(event):
            yield (event.family, name, f"{value:g} {unit}")
    people = [sorted(a.is_one) for a in (*event.agents, *event.recipients)]
    for one, other in combinations(people[:4], 2):
        for pair in ((a, b) for a in one[:3] for b in other[:3]):
            yield (event.family, *sorted(pair))


def _names(event: EventView) -> list[str]:
    names: set[str] = set()
    for actor in (*event.agents, *event.recipients):
        names |= actor.is_one
        if actor.acts_for:
            names.add(actor.acts_for)
    return sorted(names)[:8]


def may_be_one(one: Moment, other: Moment) -> bool:
    """Whether two events are of two articles and their dates do not rule it out that they are one.

    What is false here is None in `similarity`, without the events themselves.
    """
    if one.article == other.article:
        return False
    if one.start is not None and one.end is not None and other.start is not None and other.end is not None:
        return _between(one.start, one.end, other.start, other.end) <= _DAYS_APART
    if one.start is not None or other.start is not None or one.original == other.original:
        return True
    if one.published is None or other.published is None:
        return False
    return abs(one.published - other.published) <= _REPORTS_APART


def _between(start: int, end: int, begin: int, stop: int) -> int:
    """Days between two stretches; 0 where they overlap."""
    return max(0, begin - end, start - stop)


def similarity(one: EventView, other: EventView, *, copies: bool = False) -> tuple[float, tuple[str, ...]] | None:
    """How sure it is that two events are one (0 to 1) and why; None below the threshold, or where it is ruled out.

    `copies` tells that one article is a copy of the other.
    """
    kind = _kind(one, other)
    people = _people(one, other)
    date = _date(one, other, copies=copies)
    if kind is None or people is None or date is None:
        return None
    if {one.status, other.status} & _LOOSE and date[0] < 0.9 and not copies:
        return None
    extras = list(_extras(one, other))
    agree = [words for weight, words in extras if weight > 0]
    if people[1] < 2 and not any(words.startswith(("place", "quantity")) for words in agree) and not copies:
        return None
    score = _KIND * kind[0] + _PEOPLE * people[0] + _DATE * date[0] + sum(weight for weight, _ in extras)
    if score < THRESHOLD:
        return None
    return min(0.99, round(score, 3)), (kind[1], people[2], date[1], *(words for _, words in extras))


def _kind(one: EventView, other: EventView) -> tuple[float, str] | None:
    if one.type == other.type:
        return 1.0, f"kind: both {one.type}"
    if one.type in other.path or other.type in one.path:
        return 0.85, f"kind: {one.type} and {other.type}, one a kind of the other"
    if one.family == other.family and one.family in _KIN:
        return 0.6, f"kind: {one.type} and {other.type}, both {one.family}"
    return None


def _people(one: EventView, other: EventView) -> tuple[float, int, str] | None:
    """Likeness, number of participants that are the same, and words; None where none is."""
    if one.mutual and other.mutual:
        sides = [((*one.agents, *one.recipients), (*other.agents, *other.recipients))]
    else:
        sides = [(one.agents, other.agents), (one.recipients, other.recipients)]
    same, weight, ours, theirs = 0, 0.0, 0, 0
    for left, right in sides:
        ours, theirs = ours + len(left), theirs + len(right)
        matched, near = _matched(left, right)
        same, weight = same + matched, weight + matched + 0.6 * near
    if not same:
        return None
    likeness = 0.65 * weight / min(ours, theirs) + 0.35 * weight / max(ours, theirs)
    return min(1.0, likeness), same, f"participants: {same} the same, of {ours} and {theirs}"


def _matched(left: Sequence[Actor], right: Sequence[Actor]) -> tuple[int, int]:
    """How many of the left are one with one of the right, and how many more act for the same state."""
    rest, open_ = list(right), []
    for actor in left:
        hit = next((other for other in rest if actor.is_one & other.is_one), None)
        if hit is None:
            open_.append(actor)
        else:
            rest.remove(hit)
    same = len(left) - len(open_)
    near = 0
    for actor in open_:
        hit = next((other for other in rest if actor.acts_for and actor.acts_for == other.acts_for), None)
        if hit is not None:
            rest.remove(hit)
            near += 1
    return same, near


def _date(one: EventView, other: EventView, *, copies: bool) -> tuple[float, str] | None:
    """Likeness of the dates with words; None where they rule it out that it is one event."""
    if one.start is not None and other.start is not None:
        return _days(one, other)
    if copies:
        return 0.8, "date: told in a copy of the same text"
    if one.published is None or other.published is None:
        return None
    if one.start is None and other.start is None:
        gap = abs(one.published - other.published)
        return (0.4, f"date: none told, reports {gap} days apart") if gap <= _REPORTS_APART else None
    dated, undated = (one, other) if one.start is not None else (other, one)
    assert dated.start is not None
    assert dated.end is not None
    assert undated.published is not None
    coming = undated.status in _COMING
    first = undated.published - (0 if coming else _BEFORE)
    last = undated.published + (_AHEAD if coming else _AFTER)
    if dated.end < first or dated.start > last:
        return None
    return 0.45, "date: told by one, and near the other's report"


def _days(one: EventView, other: EventView) -> tuple[float, str] | None:
    begin, end, start, stop = one.start, one.end, other.start, other.end
    assert begin is not None
    assert end is not None
    assert start is not None
    assert stop is not None
    gap = _between(begin, end, start, stop)
    if gap > _DAYS_APART:
        return None
    if gap:
        return 0.35, "date: a day apart"
    width = max(end - begin, stop - start)
    return (1.0, "date: the same day") if width == 0 else (0.8 if width <= 7 else 0.5, "date: stretches overlap")


def _extras(one: EventView, other: EventView) -> Iterator[tuple[float, str]]:
    """What else speaks for it or against it."""
    if one.places and other.places:
        both = one.places & other.places
        yield (0.08, f"place: {_tail(min(both))}") if both else (-0.25, "but place: another")
    if one.quantities and other.quantities and {u for _, u in one.quantities} & {u for _, u in other.quantities}:
        equal = one.quantities & other.quantities
        yield (0.08, "quantity: the same") if equal else (-0.12, "but quantity: another")
    if one.words & other.words:
        yield 0.04, f"words: {', '.join(sorted(one.words & other.words))}"


def _tail(iri: str) -> str:
    return iri.rstrip("/").rpartition("/")[2]
