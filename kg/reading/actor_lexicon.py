"""Offices, ranks, known actors and the nouns that describe actors, loaded from the lexicon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from kg.authority import Authority
from kg.errors import ShapeError
from kg.model import ActorType
from kg.reading.frames import LEXICON, read_yaml
from kg.reading.gazetteer import gazetteer

_LONGEST = 10  # words of a title or a known name


@dataclass(frozen=True, slots=True)
class Title:
    """A title as it stands in the lexicon; `office` is False for ranks and forms of address."""

    name: str
    office: bool


@dataclass(frozen=True, slots=True)
class KnownActor:
    """An actor whom the lexicon knows by name."""

    name: str
    type: ActorType
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """A noun that describes actors."""

    type: ActorType
    acts_as_state: bool = False
    points_back: bool = False
    personal: bool = False
    instrument: bool = False


@dataclass(frozen=True, slots=True)
class ActorLexicon:
    """Looks up titles, known names and describing nouns."""

    titles: dict[tuple[str, ...], Title]
    known: dict[tuple[str, ...], KnownActor]
    heads: dict[str, Head]
    things: frozenset[str]
    organisation_words: dict[str, ActorType]
    amounts: frozenset[str]
    kind_nouns: frozenset[str]
    title_states: dict[str, str]
    title_choices: dict[str, tuple[str, ...]]
    title_never: dict[str, tuple[str, ...]]  # title -> the states that have no such office
    ship_prefixes: dict[str, str]  # "USS" -> whose ship it is
    persons: frozenset[str] = frozenset()  # full names of persons that are known beforehand
    _first: frozenset[str] = field(init=False)  # the first words of titles and known names

    def __post_init__(self) -> None:
        object.__setattr__(self, "_first", frozenset(key[0] for key in (*self.titles, *self.known) if key))

    def with_authority(self, authority: Authority) -> ActorLexicon:
        """The same lexicon with the actors of an authority file; a name that it knows already is the file's."""
        known = dict(self.known)
        persons = set(self.persons)
        for actor in authority.actors:
            for name in (actor.name, *actor.aliases):
                if actor.type is ActorType.PERSON:
                    persons.add(name)
                elif actor.type is not ActorType.STATE:
                    known[_case_tokens(name)] = KnownActor(actor.name, actor.type, actor.state)
        return replace(self, known=known, persons=frozenset(persons))

    def title_at(self, lower: Sequence[str], i: int) -> tuple[int, Title] | None:
        """The longest title that begins at the token, with its number of tokens; `lower` are lower-case tokens."""
        if lower[i] not in self._first:
            return None
        for length in range(min(_LONGEST, len(lower) - i), 0, -1):
            found = self.titles.get(tuple(lower[i : i + length]))
            if found is not None:
                return length, found
        return None

    def shared_title_at(self, lower: Sequence[str], i: int) -> tuple[int, Title] | None:
        """The title in the plural that begins at the token: "Presidents Amos Kato and Paul Tutu"."""
        for length in range(min(_LONGEST, len(lower) - i), 0, -1):
            *first, last = lower[i : i + length]
            found = self.titles.get((*first, last[:-1])) if last.endswith("s") else None
            if found is not None and found.office:
                return length, found
        return None

    def known_at(self, words: Sequence[str], i: int) -> tuple[int, KnownActor] | None:
        """The longest known name that begins at the token, with its number of tokens; case counts."""
        if words[i] not in self._first:
            return None
        for length in range(min(_LONGEST, len(words) - i), 0, -1):
            found = self.known.get(tuple(words[i : i + length]))
            if found is not None:
                return length, found
        return None

    def head(self, lemma: str) -> Head | None:
        """What a noun describes, None where it describes no actor."""
        return self.heads.get(lemma)

    def is_amount(self, lemma: str) -> bool:
        """Whether a noun only counts what its of-phrase names: "hundreds of protesters"."""
        return lemma in self.amounts

    def is_thing(self, lemma: str) -> bool:
        """Whether a noun that sounds like a person is a thing."""
        return lemma in self.things

    def organisation_type(self, words: Sequence[str]) -> ActorType | None:
        """The kind of organisation that a capitalised name's own words tell: "Labour Party", "Ministry of Defence"."""
        if words[-1].lower() in {"agency", "service", "network", "channel"} and set(words[-2:-1]) & {"News", "Press"}:
            return ActorType.NEWS_ORGANIZATION
        if len(words) == 2 and words[0] == "Channel" and words[1].isdigit():
            return ActorType.NEWS_ORGANIZATION
        fighting = words[-1] in {"Army", "Front", "Forces", "Movement"} and len(words) > 1
        if fighting and {"Liberation", "Resistance", "Revolutionary"} & set(words):
            return ActorType.ARMED_GROUP  # "Kabo Liberation Army"
        for word in (words[-1].lower(), words[0].lower()):
            found = self.organisation_words.get(word)
            if word == "jihad" and words[-1].lower() != word:
                continue  # a given name as well: "Jihad Makdissi"
            if found is not None and (len(words) > 1 or found is not ActorType.NEWS_ORGANIZATION):
                return found
        return None


@cache
def load_actors() -> ActorLexicon:
    """The project's actor lexicon, checked; ShapeError names the file and the value that is wrong."""
    place = "actors.yaml"
    return build_actors(read_yaml(LEXICON / place), place)


def build_actors(data: Any, place: str) -> ActorLexicon:
    """A lexicon from the tables of a file; ShapeError names the table, the entry and the value that is wrong."""
    tables = _Tables(data, place)
    titles = {_tokens(t): Title(t.replace(" - ", "-"), True) for t in tables.words("offices")}
    for title in tables.words("ranks"):
        titles.setdefault(_tokens(title), Title(title, False))
    told = {
        table: frozenset(tables.words(table)) for table in ("acts_as_state", "points_back", "personal", "instruments")
    }
    heads = {
        lemma: Head(
            _type(name, place),
            acts_as_state=lemma in told["acts_as_state"],
            points_back=lemma in told["points_back"],
            personal=lemma in told["personal"],
            instrument=lemma in told["instruments"],
        )
        for name, lemmas in tables.lists("heads").items()
        for lemma in lemmas
    }
    known = {
        _case_tokens(name): actor
        for type_name, entries in tables.mapping("known").items()
        for entry in entries
        for name, actor in _known(entry, _type(type_name, place), place)
    }
    kinds = {w: _type(name, place) for name, some in tables.lists("organisation_words").items() for w in some}
    alone, ships = tables.lists("title_states"), tables.lists("ship_prefixes")
    return ActorLexicon(
        titles,
        known,
        heads,
        frozenset(tables.words("things")),
        kinds,
        frozenset(tables.words("amounts")),
        frozenset(tables.words("kind_nouns")),
        {title: tables.state(iso, "title_states") for iso, some in alone.items() for title in some},
        tables.states("title_choices"),
        tables.states("title_never"),
        {prefix: tables.state(iso, "ship_prefixes") for iso, some in ships.items() for prefix in some},
    )


class _Tables:
    """The tables of a file; each is asked for in the shape that it must have."""

    def __init__(self, data: Any, place: str) -> None:
        self._data = data if isinstance(data, dict) else {}
        self._place = place

    def words(self, table: str) -> tuple[str, ...]:
        """A list of words, in its order."""
        return tuple(self._words(self._table(table, list, "a list of words"), table))

    def mapping(self, table: str) -> dict[str, Any]:
        """What stands under each of the words of a table."""
        found: dict[str, Any] = self._table(table, dict, "a mapping")
        self._words(list(found), table)
        return found

    def lists(self, table: str) -> dict[str, list[str]]:
        """A list of words for each word."""
        return {key: self._words(some, f"{table}, {key!r}") for key, some in self.mapping(table).items()}

    def states(self, table: str) -> dict[str, tuple[str, ...]]:
        """A list of ISO codes for each word."""
        return {key: tuple(self.state(c, f"{table}, {key!r}") for c in some) for key, some in self.lists(table).items()}

    def state(self, iso: str, where: str) -> str:
        """The ISO code of a state, where it is one."""
        if gazetteer().name_of(iso) == iso:
            raise ShapeError(f"{where}: no state has the ISO code {iso!r}", place=self._place)
        return iso

    def _table(self, table: str, kind: type, shape: str) -> Any:
        if not isinstance(self._data.get(table), kind):
            found = f"not {self._data[table]!r}" if table in self._data else "and is missing"
            raise ShapeError(f"the table {table!r} is {shape}, {found}", place=self._place)
        return self._data[table]

    def _words(self, some: Any, where: str) -> list[str]:
        if not isinstance(some, list):
            raise ShapeError(f"{where}: a list of words is wanted, not {some!r}", place=self._place)
        wrong = next((word for word in some if not isinstance(word, str)), None)
        if wrong is not None:
            raise ShapeError(f"{where}: {wrong!r} is no word; what YAML reads otherwise is quoted", place=self._place)
        return some


def _known(entry: Any, kind: ActorType, place: str) -> list[tuple[str, KnownActor]]:
    if isinstance(entry, str):
        entry = {"name": entry}
    if not isinstance(entry, dict) or "name" not in entry:
        raise ShapeError(f"a known actor is a name or a mapping with one, not {entry!r}", place=place)
    actor = KnownActor(entry["name"], kind, entry.get("state"))
    names = (entry["name"], *entry.get("aliases", ()))
    if kind is ActorType.INTERNATIONAL_ORGANIZATION:  # British papers write "Ecowas", "Opec"
        names += tuple(name.capitalize() for name in names if len(name) > 3 and name.isalpha() and name.isupper())
    return [(name, actor) for name in dict.fromkeys(names)]


def _type(name: str, place: str) -> ActorType:
    try:
        return ActorType(name)
    except ValueError as error:
        raise ShapeError(f"unknown actor type {name!r}", place=place) from error


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(text.lower().replace("-", " - ").split())


def _case_tokens(text: str) -> tuple[str, ...]:
    return tuple(text.replace("-", " - ").replace("'s", " 's").replace("s' ", "s ' ").split())
