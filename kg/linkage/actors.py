"""Which actors of different articles are the same: by name, authority, and office at that date; never by surname alone.

Nodes of one full name are one already. Here the others meet: an article's own node for somebody known by surname or
office only, spellings of one name, bodies under turned-round names. What articles say of actors goes into tables, so
that it need not fit into memory.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple

from kg.iris import slug
from kg.linkage.copies import neighbours
from kg.linkage.facts import ActorFact, OfficeFact
from kg.linkage.index import Indexed, temporary
from kg.linkage.links import Link, Sort
from kg.linkage.names import alike, bare, parts, skeleton

_WINDOW: Final = 180  # days on either side in which an office is taken to have one holder
_NAMED_WINDOW: Final = 365  # the same where a surname agrees
_NEAREST: Final = 32  # uses of an office that are looked at, on either side
_MOST: Final = 16  # names of a block that each is compared with
# whoever holds it holds it alone: a bare "minister" or a "spokesman" is one of several
_ALONE: Final = {"president", "premier", "chancellor", "king", "queen", "emir", "sultan", "pope", "monarch"}
_ALONE_IN: Final = {"minister", "secretary", "chief", "chairman", "leader", "head", "commander", "speaker", "director"}
_NEVER: Final = {"deputy", "assistant", "former", "junior", "under", "acting", "officials", "ministers"}
_TABLES: Final = (
    "person (iri TEXT PRIMARY KEY, name TEXT, wikidata TEXT) WITHOUT ROWID",
    "held (office TEXT, word TEXT, day INTEGER, iri TEXT)",  # by whom, for each of first and last name and for none
    "title (office TEXT PRIMARY KEY, title TEXT) WITHOUT ROWID",
    "used (iri TEXT, name TEXT, office TEXT, title TEXT, day INTEGER, surname TEXT, article TEXT)",
    "told (one TEXT, other TEXT, PRIMARY KEY (one, other)) WITHOUT ROWID",
    "body (iri TEXT PRIMARY KEY, type TEXT, name TEXT, state TEXT) WITHOUT ROWID",
    "worded (state TEXT, words TEXT, iri TEXT, name TEXT)",
    "bare (name TEXT, state TEXT, iri TEXT)",
    "alias (name TEXT, iri TEXT, PRIMARY KEY (name, iri)) WITHOUT ROWID",
)
_SPELT: Final = """
SELECT held.office, skeleton(person.name) AS bones, held.iri, person.name, MIN(day), MAX(day), title.title
  FROM held JOIN person ON person.iri = held.iri JOIN title ON title.office = held.office
  WHERE word = '' GROUP BY held.office, held.iri ORDER BY held.office, bones, held.iri
"""
_NEAR: Final = """
SELECT day, person.iri, person.name FROM (
  SELECT * FROM (SELECT day, iri FROM held WHERE office = :office AND word = :word AND day < :day
                 ORDER BY day DESC, iri DESC LIMIT :most)
  UNION ALL
  SELECT * FROM (SELECT day, iri FROM held WHERE office = :office AND word = :word AND day >= :day
                 ORDER BY day, iri LIMIT :most)
) AS near JOIN person ON person.iri = near.iri WHERE abs(day - :day) <= :window
"""


class _Holder(NamedTuple):
    """A person of a full name, and the first and last day on which articles give an office."""

    iri: str
    name: str
    first: int
    last: int
    title: str


class _Use(NamedTuple):
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

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        temporary(base, *_TABLES)
        base.create_function("skeleton", 1, lambda name: skeleton(parts(name)[-1]), deterministic=True)
        self._states: dict[str, set[str]] = defaultdict(set)  # IRI -> words of its names; there are few states

    def take(self, article: Indexed) -> None:
        """Take in the actors of an article."""
        for actor in article.actors:
            if actor.type == "Person":
                self._take_person(actor, article)
            elif actor.type == "State":
                self._states[actor.iri].update(w for name in actor.aliases for w in parts(name))
            elif not actor.local:
                row = (actor.iri, actor.type, actor.name, actor.state)
                self._base.execute("INSERT OR REPLACE INTO body VALUES (?, ?, ?, ?)", row)
                others = {bare(alias) for alias in actor.aliases if alias != actor.name and len(alias) > 2}
                rows = [(alias, actor.iri) for alias in others]
                self._base.executemany("INSERT OR IGNORE INTO alias VALUES (?, ?)", rows)

    def links(self) -> Iterator[Link]:
        """The links; of two persons perhaps several."""
        yield from self._by_authority()
        yield from self._spellings()
        yield from self._by_office()
        yield from self._by_body()
        yield from self._by_other_name()

    # ------------------------------------------------------------------ persons

    def _take_person(self, actor: ActorFact, article: Indexed) -> None:
        words = parts(actor.name)
        offices = [o for o in actor.offices if not o.former]
        titled = {w for o in actor.offices for w in parts(o.title)}
        described = bool(titled & set(words)) or not actor.name[:1].isupper()
        titles = [(office.office, office.title) for office in offices]
        self._base.executemany("INSERT OR REPLACE INTO title VALUES (?, ?)", titles)
        if len(words) > 1 and not described:
            self._base.execute(
                "INSERT INTO person VALUES (?, ?, ?) ON CONFLICT (iri) DO UPDATE"
                " SET wikidata = coalesce(wikidata, excluded.wikidata)",
                (actor.iri, actor.name, actor.wikidata or None),
            )
            known = self._base.execute("SELECT name FROM person WHERE iri = ?", (actor.iri,)).fetchone()
            names = {"", parts(known[0])[0], parts(known[0])[-1]}
            days = [(office.office, _day_in(office, article.published)) for office in offices]
            rows = [(office, name, day, actor.iri) for office, day in days if day is not None for name in names]
            self._base.executemany("INSERT INTO held VALUES (?, ?, ?, ?)", rows)
        elif actor.local and article.published is not None:
            surname = None if described else words[-1]
            uses = [
                _Use(actor.iri, actor.name, office.office, office.title, article.published, surname, article.iri)
                for office in offices
                if not office.office.startswith(f"{article.iri}/") and (surname or is_held_alone(office.title))
            ]
            self._base.executemany("INSERT INTO used VALUES (?, ?, ?, ?, ?, ?, ?)", uses)

    def _by_authority(self) -> Iterator[Link]:
        known = self._base.execute("SELECT wikidata, iri FROM person WHERE wikidata IS NOT NULL ORDER BY 1, 2")
        for wikidata, rows in groupby(known, key=itemgetter(0)):
            for one, other in neighbours((iri for _, iri in rows), 1):
                yield Link(Sort.ACTOR, one, other, 1.0, (f"both are {wikidata}",))

    def _spellings(self) -> Iterator[Link]:
        """Persons whose names are spellings of one name and who hold one office at about the same time."""
        for _, rows in groupby(self._base.execute(_SPELT), key=itemgetter(0, 1)):
            for ours, theirs in neighbours((_Holder(*row[2:]) for row in rows), _MOST):
                how, gap = alike(parts(ours.name), parts(theirs.name)), _gap(ours, theirs)
                if how is None or gap > _NAMED_WINDOW or not self._is_new(ours.iri, theirs.iri):
                    continue
                score, words = how
                reasons = (f"{ours.name} and {theirs.name}: {words}", f"both {ours.title}, {_apart(gap)}")
                yield Link(Sort.ACTOR, ours.iri, theirs.iri, score, reasons)

    def _is_new(self, one: str, other: str) -> bool:
        return self._base.execute("INSERT OR IGNORE INTO told VALUES (?, ?)", (one, other)).rowcount == 1

    def _by_office(self) -> Iterator[Link]:
        """Who is known by surname and office, or by office alone, and who held that office then."""
        self._base.execute("CREATE INDEX temp.held_when ON held (office, word, day, iri)")
        for row in self._base.execute("SELECT * FROM used"):
            use = _Use(*row)
            found = self._only(use, _WINDOW if use.surname is None else _NAMED_WINDOW)
            if found is not None:
                yield _held(use, *found)

    def _only(self, use: _Use, window: int) -> tuple[str, str, int] | None:
        """The one person of the uses nearest to a day (spellings of one name are one); None where there are two."""
        asked = {"office": use.office, "word": use.surname or "", "day": use.day, "most": _NEAREST, "window": window}
        near: list[Any] = self._base.execute(_NEAR, asked).fetchall()
        if not near:
            return None
        gap, iri, name = min((abs(day - use.day), iri, name) for day, iri, name in near)
        ours = parts(name)
        if any(alike(ours, parts(other)) is None for one, other in {row[1:] for row in near} if one != iri):
            return None
        return iri, name, gap

    # ------------------------------------------------------------------ bodies

    def _by_body(self) -> Iterator[Link]:
        """Bodies of one name, whatever its order: "the Ministry of Defence", "the Defense Ministry" of one state."""
        for iri, kind, name, state in self._base.execute("SELECT * FROM body ORDER BY iri"):
            self._base.execute("INSERT INTO bare VALUES (?, ?, ?)", (bare(name), state, iri))
            words = set(bare(name).split()) - (self._states[state] if state else set())
            if words and (state is not None or kind not in {"GovernmentBody", "ArmedForce"}):
                row = (state, " ".join(sorted(words)), iri, name)
                self._base.execute("INSERT INTO worded VALUES (?, ?, ?, ?)", row)
        rows = self._base.execute("SELECT * FROM worded ORDER BY state, words, iri")
        for (state, _), group in groupby(rows, key=itemgetter(0, 1)):
            for (*_, one, ours), (*_, other, theirs) in neighbours(group, 1):
                reasons = (f"{ours} and {theirs}: the same words",)
                yield Link(Sort.ACTOR, one, other, 0.9, (*reasons, "of the same state") if state else reasons)

    def _by_other_name(self) -> Iterator[Link]:
        """A body whose name is another's other name: "NATO" is the North Atlantic Treaty Organization."""
        self._base.execute("CREATE INDEX temp.bare_of ON bare (name, state, iri)")
        rows = self._base.execute(
            "SELECT alias.name, body.iri, body.name, body.state FROM (SELECT name, MIN(iri) AS iri FROM alias"
            " GROUP BY name HAVING COUNT(*) = 1) AS alias JOIN body ON body.iri = alias.iri"
        )
        named = (
            "SELECT bare.iri, body.name FROM bare JOIN body ON body.iri = bare.iri WHERE bare.name = ?"
            " AND bare.state IS ? ORDER BY bare.iri LIMIT 1"
        )
        for alias, iri, name, state in rows:
            other = self._base.execute(named, (alias, state)).fetchone()
            if other is not None and other[0] != iri:
                yield Link(Sort.ACTOR, other[0], iri, 0.85, (f"{other[1]} is another name of {name}",))


def _held(use: _Use, iri: str, name: str, gap: int) -> Link:
    if use.surname is not None:
        score = 0.95 - 0.15 * gap / _NAMED_WINDOW
        words = f"{use.name} has the surname of {name}"
    else:
        score = 0.9 - 0.2 * gap / _WINDOW
        words = f"{use.name} is known by the office, which nobody but {name} is said to hold within {_WINDOW} days"
    reasons = (words, f"both {use.title}, {_apart(gap)}")
    return Link(Sort.ACTOR, use.iri, iri, round(score, 3), reasons, (use.article,))


def is_held_alone(title: str) -> bool:
    """Whether an office has one holder at a time, by the words of its title."""
    words = slug(title).split("-")
    if _NEVER & set(words):
        return False
    return bool(_ALONE & set(words)) or (len(words) > 1 and bool(_ALONE_IN & set(words)))


def _day_in(office: OfficeFact, published: int | None) -> int | None:
    """The day for which an article gives an office: that of publication, within what an authority tells."""
    if published is None:
        return None
    if office.end is not None and published > office.end:
        return office.end
    return max(published, office.start) if office.start is not None else published


def _gap(ours: _Holder, theirs: _Holder) -> int:
    """Days between two stretches; 0 where they overlap."""
    return max(0, theirs.first - ours.last, ours.first - theirs.last)


def _apart(gap: int) -> str:
    return "at the same time" if gap == 0 else f"{gap} day{'s' * (gap != 1)} apart"


def offices_of(actors: Iterable[ActorFact]) -> Mapping[str, tuple[str, ...]]:
    """The offices that each actor of an article holds alone."""
    return {
        actor.iri: tuple(o.office for o in actor.offices if not o.former and is_held_alone(o.title))
        for actor in actors
        if actor.type == "Person"
    }
