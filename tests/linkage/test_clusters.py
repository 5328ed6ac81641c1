"""Clusters against a plain model of them: same nodes together, whatever the links, groups and decisions."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.linkage import clusters
from kg.linkage.clusters import Clusters

_NODES = 14
_NODE = st.integers(0, _NODES - 1)
_PAIRS = st.lists(st.tuples(_NODE, _NODE).filter(lambda pair: pair[0] != pair[1]), max_size=30)


class Model:
    """Each cluster is a set of nodes."""

    def __init__(self, groups: list[int], apart: list[tuple[int, int]]) -> None:
        self.sets = [{node} for node in range(len(groups))]
        self.groups = groups
        self.apart = {frozenset(pair) for pair in apart}

    def join(self, one: int, other: int, *, decided: bool = False) -> bool:
        ours, theirs = ({*next(s for s in self.sets if node in s)} for node in (one, other))
        if frozenset((one, other)) in self.apart:
            return False
        if ours == theirs:
            return True
        if not decided and {self.groups[n] for n in ours} & {self.groups[n] for n in theirs} - {-1}:
            return False
        if any(frozenset((n, m)) in self.apart for n in ours for m in theirs):
            return False
        self.sets = [s for s in self.sets if s not in (ours, theirs)] + [ours | theirs]
        return True


@pytest.mark.parametrize("large", [2, 64])
@given(st.lists(st.integers(-1, 8), min_size=_NODES, max_size=_NODES), _PAIRS, _PAIRS, _PAIRS)
def test_clusters_are_those_of_a_plain_model(
    large: int,
    groups: list[int],
    apart: list[tuple[int, int]],
    decided: list[tuple[int, int]],
    links: list[tuple[int, int]],
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clusters, "_LARGE", large)
        model, ours = Model(groups, apart[:4]), Clusters(_NODES, apart[:4], array("i", groups))
        for pair in decided[:3]:
            assert ours.join(*pair, decided=True) is model.join(*pair, decided=True)
        for pair in links:
            assert ours.join(*pair) is model.join(*pair)
    assert sorted(ours.several()) == sorted(sorted(one) for one in model.sets if len(one) > 1)
    for one in model.sets:
        assert len({ours.of(node) for node in one}) == 1


def test_of_two_clusters_the_larger_gives_its_name_and_of_equal_ones_the_first() -> None:
    found = Clusters(6)
    found.join(4, 2)
    assert found.of(4) == 2
    found.join(1, 0)
    found.join(1, 2)
    assert {found.of(node) for node in (0, 1, 2, 4)} == {0}
    found.join(5, 4)
    assert found.of(5) == 0
    assert list(found.joined()) == [(0, 0), (1, 0), (2, 0), (4, 0), (5, 0)]
