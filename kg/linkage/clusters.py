"""Clusters out of links: the best links first, and never two nodes together that are known to be apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator


class Clusters:
    """Nodes that links make one (constrained single-link clustering).

    `apart` are pairs that must not come together. A node may belong to a group, of which a cluster has one member at
    most: two events of one article are two events.
    """

    def __init__(self, apart: Iterable[tuple[str, str]] = ()) -> None:
        self._above: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._groups: dict[str, set[str]] = {}
        self._apart: dict[str, set[str]] = defaultdict(set)
        for one, other in apart:
            self._apart[one].add(other)
            self._apart[other].add(one)

    def of(self, node: str) -> str:
        """The node that stands for the cluster of a node; itself where it is alone."""
        path = []
        while (above := self._above.get(node, node)) != node:
            path.append(node)
            node = above
        for one in path:
            self._above[one] = node
        return node

    def name(self, node: str) -> str:
        """What every node of a cluster is called, and no other node; a node that is alone by its own IRI."""
        return f"cluster {self.of(node)}" if node in self._above or len(self._members.get(node, ())) > 1 else node

    def join(self, one: str, other: str, groups: tuple[str, str] | None = None) -> bool:
        """Make two nodes one; False, and nothing happens, where that would bring together what is apart."""
        if other in self._apart[one]:
            return False
        roots = self.of(one), self.of(other)
        for root, node, group in zip(roots, (one, other), groups or (None, None), strict=True):
            self._members.setdefault(root, [root])
            held = self._groups.setdefault(root, set())
            if group is not None and root == node:
                held.add(group)
        first, second = sorted(roots, key=lambda root: (-len(self._members[root]), root))
        if first == second:
            return True
        if groups is not None and self._groups[first] & self._groups[second]:
            return False
        if any(self.of(far) == first for near in self._members[second] for far in self._apart.get(near, ())):
            return False
        self._above[second] = first
        self._members[first] += self._members.pop(second)
        self._groups[first] |= self._groups.pop(second)
        return True

    def several(self) -> Iterator[list[str]]:
        """The clusters of two nodes and more, each sorted."""
        for members in self._members.values():
            if len(members) > 1:
                yield sorted(members)
