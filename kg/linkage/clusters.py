"""Clusters out of links: the best links first, and never two nodes together that are known to be apart."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import Final

_LARGE: Final = 64  # members from which on a cluster's groups are kept as a set


class Clusters:
    """Nodes that links make one (constrained single-link clustering); nodes are numbers below `count`.

    `apart` are pairs that must not come together. `groups` tells the group of each node, -1 for none; a cluster has
    one member of a group at most: two events of one article are two events. It takes 8 bytes a node.
    """

    def __init__(self, count: int, apart: Iterable[tuple[int, int]] = (), groups: array[int] | None = None) -> None:
        self._above = array("i", [-1]) * count  # of the node that stands for a cluster: minus the number of members
        self._next = array("i", range(count))  # the members of a cluster in a ring
        self._groups = groups
        self._large: dict[int, set[int]] = {}
        self._apart: dict[int, set[int]] = {}
        for one, other in apart:
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)

    def of(self, node: int) -> int:
        """The node that stands for the cluster of a node; itself where it is alone."""
        above = self._above
        root = node
        while above[root] >= 0:
            root = above[root]
        while node != root:
            above[node], node = root, above[node]
        return root

    def members(self, node: int) -> Iterator[int]:
        """The members of a node's cluster, in any order."""
        yield node
        member = self._next[node]
        while member != node:
            yield member
            member = self._next[member]

    def join(self, one: int, other: int, *, decided: bool = False) -> bool:
        """Make two nodes one; False, and nothing happens, where that would bring together what is apart.

        What people `decided` does not look at groups.
        """
        if other in self._apart.get(one, ()):
            return False
        first, second = sorted((self.of(one), self.of(other)), key=lambda root: (self._above[root], root))
        if first == second:
            return True
        if not decided and self._share_a_group(first, second):
            return False
        if self._apart and any(self.of(far) == first for m in self.members(second) for far in self._apart.get(m, ())):
            return False
        self._unite(first, second)
        return True

    def joined(self) -> Iterator[tuple[int, int]]:
        """Each node that is not alone, with the one that stands for its cluster."""
        for node in range(len(self._above)):
            root = self.of(node)
            if self._above[root] < -1:
                yield node, root

    def several(self) -> Iterator[list[int]]:
        """The clusters of two nodes and more, each sorted, by the node that stands for them."""
        for node, above in enumerate(self._above):
            if above < -1:
                yield sorted(self.members(node))

    def _share_a_group(self, first: int, second: int) -> bool:
        if self._groups is None:
            return False
        held = self._large.get(first) or self._groups_of(first)
        return any(self._groups[member] in held for member in self.members(second))

    def _groups_of(self, node: int) -> set[int]:
        assert self._groups is not None
        return {self._groups[member] for member in self.members(node)} - {-1}

    def _unite(self, first: int, second: int) -> None:
        if self._groups is not None and -(self._above[first] + self._above[second]) >= _LARGE:
            held = [self._large.pop(root, set()) or self._groups_of(root) for root in (first, second)]
            held[0].update(held[1])
            self._large[first] = held[0]
        self._above[first] += self._above[second]
        self._above[second] = first
        self._next[first], self._next[second] = self._next[second], self._next[first]
