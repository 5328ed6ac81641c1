"""What keeps linking linear: pairs that dates rule out are not looked at, and not every two of very many are linked."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.linkage.events import Actor, EventView, Moment, may_be_one, similarity
from kg.linkage.found import _STATED, Links
from kg.linkage.links import Link, Sort

_ONE = Actor(frozenset({"state/ke"}), "state/ke")
_OTHER = Actor(frozenset({"state/ug"}), "state/ug")


def told(article: str, start: int | None, width: int, published: int | None, status: str = "occurred") -> EventView:
    """A warning of Uganda by Kenya that two outlets cannot tell otherwise."""
    end = None if start is None else start + width
    return EventView(
        iri=f"{article}/event/1",
        article=article,
        label="warning",
        type="Warning",
        family="Statement",
        path=("Warning", "Statement", "Event"),
        status=status,
        start=start,
        end=end,
        published=published,
        agents=(_ONE,),
        recipients=(_OTHER,),
        places=frozenset({"place/kampala"}),
        quantities=frozenset(),
        words=frozenset({"warn"}),
        origins=(article,),
        affirmed=True,
    )


def moment(event: EventView, original: str) -> Moment:
    article, first = (sum(name.encode()) for name in (event.article, original))
    return Moment(article, first, event.start, event.end, event.published)


_DAY = st.none() | st.integers(700_000, 700_040)
_EVENT = st.builds(
    told, st.sampled_from(["a", "b"]), _DAY, st.integers(0, 31), _DAY, st.sampled_from(["occurred", "planned"])
)


@given(_EVENT, _EVENT, st.booleans())
def test_what_is_not_looked_at_could_not_have_been_one(one: EventView, other: EventView, copies: bool) -> None:
    original = "a" if copies else None
    moments = [moment(event, original or event.article) for event in (one, other)]
    if one.article != other.article and not may_be_one(*moments):
        assert similarity(one, other, copies=copies) is None


@pytest.mark.parametrize(
    ("one", "other", "copies", "may"),
    [
        ((10, 0, 10), (10, 0, 11), False, True),
        ((10, 0, 10), (11, 0, 11), False, True),  # a day apart
        ((10, 0, 10), (12, 0, 12), False, False),
        ((10, 0, 10), (12, 0, 12), True, False),  # copies do not move a day
        ((10, 5, 10), (14, 0, 14), False, True),  # stretches overlap
        ((None, 0, 10), (None, 0, 12), False, True),
        ((None, 0, 10), (None, 0, 13), False, False),
        ((None, 0, 10), (None, 0, 13), True, True),
        ((None, 0, None), (None, 0, 13), False, False),
        ((None, 0, 10), (30, 0, 30), False, True),  # what only the events themselves tell
    ],
)
def test_dates_rule_pairs_out(
    one: tuple[int | None, int, int | None], other: tuple[int | None, int, int | None], copies: bool, may: bool
) -> None:
    first, second = told("a", *one), told("b", *other)
    assert may_be_one(moment(first, "a"), moment(second, "a" if copies else "b")) is may
    assert not may_be_one(moment(first, "a"), moment(told("a", *other), "a"))


@pytest.mark.parametrize("count", [3, _STATED + 1, 60])
def test_every_two_of_a_few_are_linked_and_very_many_keep_together_with_fewer(count: int) -> None:
    nodes = [f"n{k:02}" for k in range(count)]
    found = [Link(Sort.EVENT, one, other, 0.9, ("alike",)) for one, other in combinations(nodes, 2)]
    kept = list(joined(found))
    if count <= _STATED + 1:
        assert len(kept) == len(found)
    else:
        assert count - 1 <= len(kept) <= count * (_STATED / 2 + 1)
    assert {iri for link in joined(kept) for iri in link.pair} == set(nodes)


def joined(found: list[Link]) -> Iterator[Link]:
    """Those of some links that go together; they make one of all nodes."""
    links = Links(sqlite3.connect(":memory:"), Sort.EVENT, [])
    links.add(found)
    yield from links.joined()
    (members,) = links.clusters.several()
    assert len(members) == len({iri for link in found for iri in link.pair})
