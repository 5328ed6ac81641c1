"""Which actors of different articles are the same: by name, authority, and office at that date; never by surname alone.

Nodes of one full name are one already. Here the others meet: an article's own node for somebody known by surname or
office only, spellings of one name, bodies under turned-round names.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final

from kg.iris import slug
from kg.linkage.copies import neighbours
from kg.linkage.facts import ActorFact, OfficeFact
from kg.linkage.index import Indexed
from kg.linkage.links import Link, Sort

_WINDOW: Final = 180  # days on either side in which an office is taken to have one holder
_NAMED_WINDOW: Final = 365  # the same where a surname agrees
_NEAREST: Final = 32  # uses of an office that are looked at, on either side
_MOST: Final = 16  # names of a block that each is compared with
# whoever holds it holds it alone: a bare "minister" or a "spokesman" is one of several
_ALONE: Final = {"president", "premier", "chancellor", "king", "queen", "emir", "sultan", "pope", "monarch"}
_ALONE_IN: Final = {"minister", "secretary", "chief", "chairman", "leader", "head", "commander", "speaker", "director"}
_NEVER: Final = {"deputy", "assistant", "former", "junior", "under", "acting", "officials", "ministers"}
_FILLERS: Final = {"the", "of", "for", "and", "s"}
_SPELLINGS: Final = {"defence": "defense", "organisation": "organization", "centre": "center", "labour": "labor"}


@dataclass(slots=True)
class _Person:
    """A person of a full name, with the days on which articles give each office."""

    name: str
    words: tuple[str, ...]
    wikidata: str | None = None
    held: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True, slots=True)
class _Use:
    """An article's own node for a holder of an office; `surname` None where it is known by the office alone."""

    iri: str
    name: str
    office: str
    title: str
    day: int
    surname: str | None
    article: str


class ActorLinker:
    """Takes in article after article, then gives the links."""

    def __init__(self) -> None:
        self._persons: dict[str, _Person] = {}
        self._uses: list[_Use] = []
        self._titles: dict[str, str] = {}
        self._bodies: dict[str, tuple[str, str, str | None]] = {}  # IRI -> type, name, state
        self._acronyms: dict[str, set[str]] = defaultdict(set)  # folded other name -> bodies that bear it
        self._states: dict[str, set[str]] = defaultdict(set)  # IRI -> words of its names

    def take(self, article: Indexed) -> None:
        """Take in the actors of an article."""
        for actor in article.actors:
            if actor.type == "Person":
                self._take_person(actor, article)
            elif actor.type == "State":
                self._states[actor.iri].update(w for name in actor.aliases for w in slug(name).split("-"))
            elif not actor.local:
                self._bodies[actor.iri] = (actor.type, actor.name, actor.state)
                for alias in actor.aliases:
                    if alias != actor.name and len(alias) > 2:
                        self._acronyms[_bare(alias)].add(actor.iri)

    def links(self) -> Iterator[Link]:
        """The links, each once."""
        yield from self._by_authority()
        yield from self._spellings()
        yield from self._by_office()
        yield from self._by_body()

    # ------------------------------------------------------------------ persons

    def _take_person(self, actor: ActorFact, article: Indexed) -> None:
        words = tuple(slug(actor.name).split("-"))
        offices = [o for o in actor.offices if not o.former]
        titled = {w for o in actor.offices for w in slug(o.title).split("-")}
        described = bool(titled & set(words)) or not actor.name[:1].isupper()
        for office in offices:
            self._titles[office.office] = office.title
        if len(words) > 1 and not described:
            person = self._persons.setdefault(actor.iri, _Person(actor.name, words))
            person.wikidata = person.wikidata or actor.wikidata
            for office in offices:
                day = _day_in(office, article.published)
                if day is not None:
                    person.held[office.office].append(day)
        elif actor.local and article.published is not None:
            surname = None if described else words[-1]
            for office in offices:
                if not office.office.startswith(f"{article.iri}/") and (surname or is_held_alone(office.title)):
                    self._uses.append(
                        _Use(
                            actor.iri,
                            actor.name,
                            office.office,
                            office.title,
                            article.published,
                            surname,
                            article.iri,
                        )
                    )

    def _by_authority(self) -> Iterator[Link]:
        known: dict[str, list[str]] = defaultdict(list)
        for iri, person in sorted(self._persons.items()):
            if person.wikidata:
                known[person.wikidata].append(iri)
        for wikidata, iris in known.items():
            for one, other in neighbours(iris, 1):
                yield Link(Sort.ACTOR, one, other, 1.0, (f"both are {wikidata}",))

    def _spellings(self) -> Iterator[Link]:
        """Persons whose names are spellings of one name and who hold one office at about the same time."""
        blocks: dict[tuple[str, str], list[str]] = defaultdict(list)
        for iri, person in sorted(self._persons.items()):
            for office in person.held:
                blocks[office, _skeleton(person.words[-1])].append(iri)
        told: set[tuple[str, str]] = set()
        for (office, _), iris in sorted(blocks.items()):
            for one, other in neighbours(iris, _MOST):
                ours, theirs = self._persons[one], self._persons[other]
                how = _alike(ours.words, theirs.words)
                gap = _gap(ours.held[office], theirs.held[office])
                if how is None or gap > _NAMED_WINDOW or (one, other) in told:
                    continue
                told.add((one, other))
                score, words = how
                reasons = (f"{ours.name} and {theirs.name}: {words}", f"both {self._titles[office]}, {_apart(gap)}")
                yield Link(Sort.ACTOR, one, other, score, reasons)

    def _by_office(self) -> Iterator[Link]:
        """Who is known by surname and office, or by office alone, and who held that office then."""
        held: dict[str, list[tuple[int, str]]] = defaultdict(list)
        named: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
        for iri, person in self._persons.items():
            for office, days in person.held.items():
                uses = [(day, iri) for day in days]
                held[office] += uses
                for word in {person.words[0], person.words[-1]}:
                    named[office, word] += uses
        for timeline in (*held.values(), *named.values()):
            timeline.sort()
        for use in self._uses:
            if use.surname is not None:
                found = self._only(named.get((use.office, use.surname), []), use.day, _NAMED_WINDOW)
            else:
                found = self._only(held.get(use.office, []), use.day, _WINDOW)
            if found is not None:
                yield self._held(use, *found)

    def _held(self, use: _Use, iri: str, gap: int) -> Link:
        name = self._persons[iri].name
        if use.surname is not None:
            score = 0.95 - 0.15 * gap / _NAMED_WINDOW
            words = f"{use.name} has the surname of {name}"
        else:
            score = 0.9 - 0.2 * gap / _WINDOW
            words = f"{use.name} is known by the office, which nobody but {name} is said to hold within {_WINDOW} days"
        reasons = (words, f"both {use.title}, {_apart(gap)}")
        return Link(Sort.ACTOR, use.iri, iri, round(score, 3), reasons, (use.article,))

    def _only(self, timeline: list[tuple[int, str]], day: int, window: int) -> tuple[str, int] | None:
        """The one person of the uses nearest to a day (spellings of one name are one); None where there are two."""
        at = bisect_left(timeline, (day, ""))
        near = [one for one in timeline[max(0, at - _NEAREST) : at + _NEAREST] if abs(one[0] - day) <= window]
        if not near:
            return None
        gap, iri = min((abs(when - day), iri) for when, iri in near)
        ours = self._persons[iri]
        others = {one for _, one in near} - {iri}
        if any(_alike(ours.words, self._persons[one].words) is None for one in others):
            return None
        return iri, gap

    # ------------------------------------------------------------------ bodies

    def _by_body(self) -> Iterator[Link]:
        """Bodies of one name, whatever its order: "the Ministry of Defence", "the Defense Ministry" of one state."""
        blocks: dict[tuple[str | None, str], list[str]] = defaultdict(list)
        for iri, (kind, name, state) in sorted(self._bodies.items()):
            if state is None and kind in {"GovernmentBody", "ArmedForce"}:
                continue
            words = set(_bare(name).split()) - (self._states[state] if state else set())
            if words:
                blocks[state, " ".join(sorted(words))].append(iri)
        for (state, _), iris in sorted(blocks.items(), key=lambda block: (block[0][0] or "", block[0][1])):
            for one, other in neighbours(iris, 1):
                reasons = (f"{self._bodies[one][1]} and {self._bodies[other][1]}: the same words",)
                yield Link(Sort.ACTOR, one, other, 0.9, (*reasons, "of the same state") if state else reasons)
        yield from self._by_other_name()

    def _by_other_name(self) -> Iterator[Link]:
        """A body whose name is another's other name: "NATO" is the North Atlantic Treaty Organization."""
        by_name: dict[tuple[str, str | None], str] = {}
        for iri, (_, name, state) in sorted(self._bodies.items()):
            by_name.setdefault((_bare(name), state), iri)
        for alias, bearers in sorted(self._acronyms.items()):
            for iri in sorted(bearers):
                _, name, state = self._bodies[iri]
                other = by_name.get((alias, state))
                if other is not None and other != iri and len(bearers) == 1:
                    reasons = (f"{self._bodies[other][1]} is another name of {name}",)
                    yield Link(Sort.ACTOR, other, iri, 0.85, reasons)


def is_held_alone(title: str) -> bool:
    """Whether an office has one holder at a time, by the words of its title."""
    words = slug(title).split("-")
    if _NEVER & set(words):
        return False
    return bool(_ALONE & set(words)) or (len(words) > 1 and bool(_ALONE_IN & set(words)))


def _alike(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[float, str] | None:
    """Whether two full names may be spellings of one: score and words, None where they are not."""
    if _likeness(ours[-1], theirs[-1]) < 0.8 or ours[0][0] != theirs[0][0]:
        return None
    short, long = sorted((ours, theirs), key=len)
    if set(short) <= set(long):
        return 0.95, "one has a further name"
    likeness = _likeness(ours[0], theirs[0])
    if likeness >= 0.75:
        return 0.92, "spellings of one name"
    if ours[-1] == theirs[-1] and (ours[0].startswith(theirs[0][:2]) or 1 in {len(ours[0]), len(theirs[0])}):
        return 0.8, "one surname, given names that begin alike"
    return None


def _likeness(one: str, other: str) -> float:
    return 1.0 if one == other else SequenceMatcher(None, one, other, autojunk=False).ratio()


def _skeleton(word: str) -> str:
    """The consonants of a word, each once in a row: what spellings of one surname share."""
    bare = "".join(c for c in word if c not in "aeiouyjhw")
    return "".join(c for k, c in enumerate(bare) if k == 0 or bare[k - 1] != c) or word


def _bare(name: str) -> str:
    words = (_SPELLINGS.get(w, w) for w in slug(name).split("-"))
    return " ".join(w for w in words if w not in _FILLERS)


def _day_in(office: OfficeFact, published: int | None) -> int | None:
    """The day for which an article gives an office: that of publication, within what an authority tells."""
    if published is None:
        return None
    if office.end is not None and published > office.end:
        return office.end
    return max(published, office.start) if office.start is not None else published


def _gap(ours: Iterable[int], theirs: Iterable[int]) -> int:
    """Days between two stretches; 0 where they overlap."""
    (first, last), (begin, end) = (min(ours), max(ours)), (min(theirs), max(theirs))
    return max(0, begin - last, first - end)


def _apart(gap: int) -> str:
    return "at the same time" if gap == 0 else f"{gap} day{'s' * (gap != 1)} apart"


def offices_of(actors: Iterable[ActorFact]) -> Mapping[str, tuple[str, ...]]:
    """The offices that each actor of an article holds alone."""
    return {
        actor.iri: tuple(o.office for o in actor.offices if not o.former and is_held_alone(o.title))
        for actor in actors
        if actor.type == "Person"
    }
