"""States and places: what a newspaper calls them, and what only looks like one."""

from __future__ import annotations

import pytest

from kg.reading.gazetteer import Gazetteer, gazetteer


@pytest.fixture(scope="module")
def known() -> Gazetteer:
    return gazetteer()


@pytest.mark.parametrize(
    ("text", "iso", "kind"),
    [
        ("the United States", "US", "name"),
        ("U.S.", "US", "name"),
        ("US", "US", "name"),
        ("Americans", "US", "people"),
        ("Washington", "US", "capital"),
        ("UK", "GB", "name"),
        ("British", "GB", "demonym"),
        ("Britons", "GB", "people"),
        ("Dutch", "NL", "demonym"),
        ("the Netherlands", "NL", "name"),
        ("North Korean", "KP", "demonym"),
        ("South Koreans", "KR", "people"),
        ("Pyongyang", "KP", "capital"),
        ("Emirati", "AE", "demonym"),
        ("Saudis", "SA", "people"),
        ("Israelis", "IL", "people"),
        ("Tel Aviv", "IL", "capital"),
        ("Palestinian", "PS", "demonym"),
        ("Kiev", "UA", "capital"),
        ("Kyiv", "UA", "capital"),
        ("Pakistani", "PK", "demonym"),
        ("Burkina Faso", "BF", "name"),
        ("New Delhi", "IN", "capital"),
        ("Taiwan", "TW", "name"),
        ("Kosovo", "XK", "name"),
        ("Türkiye", "TR", "name"),
        ("Bogotá", "CO", "capital"),
        ("Côte d'Ivoire", "CI", "name"),
        ("Sana'a", "YE", "capital"),
        ("People's Republic of China", "CN", "name"),
        ("Mexico City", "MX", "capital"),
        ("Dominican", "DO", "demonym"),
        ("Congolese", "CD", "demonym"),
        ("Soviet", "SU", "demonym"),
        ("Greeks", "GR", "people"),
        ("Guinea-Bissau", "GW", "name"),
    ],
)
def test_a_state_is_known_by_the_names_of_newspapers(known: Gazetteer, text: str, iso: str, kind: str) -> None:
    found = known.state_of(text)
    assert found is not None
    assert (found.iso, found.kind) == (iso, kind)


@pytest.mark.parametrize(
    "text", ["us", "turkey", "chad", "the North", "Brussels", "European Union", "NATO", "Male", "Paris Hilton", ""]
)
def test_what_is_no_state_is_none(known: Gazetteer, text: str) -> None:
    assert known.state_of(text) is None


@pytest.mark.parametrize(
    ("words", "i", "length", "iso"),
    [
        ("South Korea fired", 0, 2, "KR"),
        ("the North Korean leader", 1, 2, "KP"),
        ("Saudi Arabia 's king", 0, 2, "SA"),
        ("South Sudan and Sudan", 0, 2, "SS"),
        ("South Sudan and Sudan", 3, 1, "SD"),
        ("Papua New Guinea", 0, 3, "PG"),
        ("Washington , D.C. said", 0, 3, "US"),
        ("a Mexican official", 1, 1, "MX"),
    ],
)
def test_the_longest_name_at_a_word_is_taken(known: Gazetteer, words: str, i: int, length: int, iso: str) -> None:
    found = known.match(words.split(), i)
    assert found is not None
    assert (found[0], found[1].iso) == (length, iso)


@pytest.mark.parametrize(
    ("words", "i"),
    [
        ("police in Northern Ireland", 3),
        ("the South China Sea", 2),
        ("Latin American leaders", 1),
        ("an anti - American rally", 3),
        ("pro - Russian rebels", 2),
        ("the Gulf of Mexico", 3),
        ("let us go", 1),
    ],
)
def test_a_state_within_another_name_is_none(known: Gazetteer, words: str, i: int) -> None:
    assert known.match(words.split(), i) is None


def test_a_code_has_one_name_and_its_other_names(known: Gazetteer) -> None:
    assert known.name_of("KR") == "South Korea"
    assert known.name_of("ZZ") == "ZZ"
    assert {"US", "America"} <= set(known.aliases_of("US"))
    assert "Washington" not in known.aliases_of("US")


def test_cities_are_places_of_their_states(known: Gazetteer) -> None:
    assert known.is_place("Kharkiv")
    assert known.state_of_place("Kharkiv") == "UA"
    assert not known.is_place("Hezbollah")
    assert known.state_of_place("Nowhere at all") is None
