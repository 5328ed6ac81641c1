"""How far apart in time an article's own node and a person of a full name may hold one office and still be one."""

from __future__ import annotations

import sqlite3

import pytest

from kg.linkage.actors import ActorLinker
from kg.linkage.facts import ActorFact, OfficeFact
from kg.linkage.index import Indexed

_DAY = 738_000
_OFFICE = OfficeFact("office/state-ug/foreign-minister", "foreign minister", "state/ug")


def article(name: str, day: int, actor: str, *, local: bool) -> Indexed:
    iri = f"{name}/actor/1" if local else f"person/{actor.lower().replace(' ', '-')}"
    return Indexed(name, day, "A Paper", [ActorFact(iri, "Person", actor, offices=(_OFFICE,), local=local)], [])


def linked(*articles: Indexed) -> list[tuple[str, str]]:
    linker = ActorLinker(sqlite3.connect(":memory:"))
    for one in articles:
        linker.take(one)
    return [link.pair for link in linker.links()]


@pytest.mark.parametrize("way", [1, -1])
@pytest.mark.parametrize(
    ("name", "apart", "one"),
    [
        ("the Ugandan foreign minister", 180, True),  # by the office alone: half a year
        ("the Ugandan foreign minister", 181, False),
        ("Smith", 365, True),  # the surname agrees: a year
        ("Smith", 366, False),
    ],
)
def test_who_is_known_by_office_or_surname_is_the_holder_of_about_that_time(
    name: str, apart: int, one: bool, way: int
) -> None:
    found = linked(article("a", _DAY, "John Smith", local=False), article("b", _DAY + way * apart, name, local=True))
    assert found == ([("b/actor/1", "person/john-smith")] if one else [])


@pytest.mark.parametrize(("apart", "one"), [(365, True), (366, False)])
def test_spellings_of_a_name_are_one_holder_of_about_that_time(apart: int, one: bool) -> None:
    found = linked(
        article("a", _DAY, "Sergei Lavrov", local=False), article("b", _DAY + apart, "Sergey Lavrov", local=False)
    )
    assert found == ([("person/sergei-lavrov", "person/sergey-lavrov")] if one else [])


@pytest.mark.parametrize(("apart", "one"), [(180, False), (181, True)])
def test_two_holders_within_half_a_year_leave_open_who_is_meant(apart: int, one: bool) -> None:
    found = linked(
        article("a", _DAY, "John Smith", local=False),
        article("b", _DAY + apart, "Mary Jones", local=False),
        article("c", _DAY, "the Ugandan foreign minister", local=True),
    )
    assert found == ([("c/actor/1", "person/john-smith")] if one else [])
