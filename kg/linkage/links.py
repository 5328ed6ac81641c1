"""Links, clusters and decisions as statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

import pyoxigraph as ox

from kg import vocabulary as v
from kg.iris import computed_links, decided_links, digest

VERSION: Final = "1"
METHOD: Final = f"communique linkage {VERSION}"


class Sort(StrEnum):
    """What is linked, and by which property."""

    ACTOR = v.SAME_ACTOR_AS
    EVENT = v.SAME_EVENT_AS
    TEXT = v.SAME_TEXT_AS


@dataclass(frozen=True, slots=True)
class Link:
    """That two nodes stand for the same: score from 0 to 1, reasons in words, the articles whose nodes they are."""

    sort: Sort
    one: str
    other: str
    score: float
    reasons: tuple[str, ...]
    documents: tuple[str, ...] = ()

    @property
    def pair(self) -> tuple[str, str]:
        """Both nodes, in the order of their IRIs."""
        return (self.one, self.other) if self.one < self.other else (self.other, self.one)

    def iri(self, base: str) -> str:
        """IRI of the link; one that says anything else has another."""
        said = digest(METHOD, self.sort, *self.pair, f"{self.score:.3f}", self.reasons, self.documents)
        return f"{base}link/{said[:20]}"

    def triples(self, base: str) -> list[ox.Triple]:
        """The link's own node, and the two triples between the nodes."""
        node = ox.NamedNode(self.iri(base))
        return [
            ox.Triple(node, _TYPE, ox.NamedNode(v.COMPUTED_LINK)),
            ox.Triple(node, _IN_LINKSET, ox.NamedNode(computed_links(base))),
            *linked(node, self.pair, self.documents),
            ox.Triple(node, ox.NamedNode(v.SCORE), decimal(self.score)),
            *(ox.Triple(node, ox.NamedNode(v.REASON), ox.Literal(reason)) for reason in self.reasons),
            ox.Triple(node, ox.NamedNode(v.METHOD), ox.Literal(METHOD)),
            *same(self.sort, self.pair),
        ]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Events that links make one: how many articles report it, and from how many independent origins."""

    label: str
    members: tuple[str, ...]
    documents: tuple[str, ...]
    origins: tuple[str, ...]

    def iri(self, base: str) -> str:
        """IRI of the cluster; one with other members, reports or origins has another."""
        return f"{base}cluster/{digest(METHOD, self.label, self.members, self.documents, self.origins)[:20]}"

    def triples(self, base: str) -> list[ox.Triple]:
        """What the cluster says."""
        node = ox.NamedNode(self.iri(base))
        several = ((v.CLUSTER_MEMBER, self.members), (v.LINK_DOCUMENT, self.documents), (v.ORIGIN, self.origins))
        return [
            ox.Triple(node, _TYPE, ox.NamedNode(v.EVENT_CLUSTER)),
            ox.Triple(node, _IN_LINKSET, ox.NamedNode(computed_links(base))),
            ox.Triple(node, ox.NamedNode(v.LABEL), ox.Literal(self.label)),
            *(ox.Triple(node, ox.NamedNode(p), ox.NamedNode(iri)) for p, iris in several for iri in iris),
            ox.Triple(node, ox.NamedNode(v.REPORT_COUNT), number(len(self.documents))),
            ox.Triple(node, ox.NamedNode(v.ORIGIN_COUNT), number(len(self.origins))),
        ]


@dataclass(frozen=True, slots=True)
class Decision:
    """That somebody decided whether two nodes are `same`; `article` where a shared node was split."""

    sort: Sort
    one: str
    other: str
    same: bool
    reason: str
    by: str
    on: date
    documents: tuple[str, ...] = ()
    article: str | None = None

    @property
    def pair(self) -> tuple[str, str]:
        """Both nodes, in the order of their IRIs."""
        return (self.one, self.other) if self.one < self.other else (self.other, self.one)

    def iri(self, base: str) -> str:
        """IRI of the decision: one for each pair."""
        return decision_iri(self.pair, base)

    def triples(self, base: str) -> list[ox.Triple]:
        """The decision's own node and, for the same, the two triples between the nodes."""
        node = ox.NamedNode(self.iri(base))
        moment = ox.Literal(f"{self.on.isoformat()}T00:00:00Z", datatype=ox.NamedNode(v.DATE_TIME))
        found = [
            ox.Triple(node, _TYPE, ox.NamedNode(v.MERGE if self.same else v.SPLIT)),
            ox.Triple(node, _IN_LINKSET, ox.NamedNode(decided_links(base))),
            *linked(node, self.pair, self.documents),
            ox.Triple(node, ox.NamedNode(v.REASON), ox.Literal(self.reason)),
            ox.Triple(node, ox.NamedNode(v.DECIDED_BY), ox.Literal(self.by)),
            ox.Triple(node, ox.NamedNode(v.DECIDED_ON), moment),
        ]
        if self.article is not None:
            found.append(ox.Triple(node, ox.NamedNode(v.SPLIT_IN), ox.NamedNode(self.article)))
        return [*found, *(same(self.sort, self.pair) if self.same else ())]


def decision_iri(pair: Sequence[str], base: str) -> str:
    """IRI of the decision on two nodes."""
    return f"{base}decision/{digest(*sorted(pair))[:20]}"


def linked(node: ox.NamedNode, pair: Sequence[str], documents: Sequence[str]) -> list[ox.Triple]:
    """Which nodes a link is about, and of which articles they are."""
    several = ((v.LINK_OF, pair), (v.LINK_DOCUMENT, documents))
    return [ox.Triple(node, ox.NamedNode(p), ox.NamedNode(iri)) for p, iris in several for iri in iris]


def same(sort: Sort, pair: Sequence[str]) -> list[ox.Triple]:
    """The property between two nodes, both ways, so that a query needs to ask one way only."""
    one, other = (ox.NamedNode(iri) for iri in pair)
    return [ox.Triple(one, ox.NamedNode(sort), other), ox.Triple(other, ox.NamedNode(sort), one)]


def linkset(graph: str) -> ox.Triple:
    """That a named graph is a linkset."""
    return ox.Triple(ox.NamedNode(graph), _TYPE, ox.NamedNode(v.LINKSET))


def decimal(value: float) -> ox.Literal:
    """An xsd:decimal of up to three places."""
    return ox.Literal(f"{value:.3f}", datatype=ox.NamedNode(v.DECIMAL))


def number(value: int) -> ox.Literal:
    """An xsd:integer."""
    return ox.Literal(str(value), datatype=ox.NamedNode(v.INTEGER))


_TYPE: Final = ox.NamedNode(v.TYPE)
_IN_LINKSET: Final = ox.NamedNode(v.IN_LINKSET)
