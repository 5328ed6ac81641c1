"""What people decide: two nodes are one, or they are not; each a statement with its reason that can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Final

import pyoxigraph as ox

from kg import vocabulary as v
from kg.errors import InputError
from kg.iris import computed_links, decided_links, digest
from kg.linkage.links import Decision, Sort, decision_iri, linkset
from kg.model import ActorType
from kg.ontology import event_ancestors
from kg.store import Store

_DEFAULT: Final = ox.DefaultGraph()
_PERSONAL: Final = {kind.value for kind in (ActorType.PERSON, ActorType.UNNAMED_SOURCE, ActorType.GROUP)}


@dataclass(frozen=True, slots=True)
class Signed:
    """Who decides, when, and why."""

    reason: str
    by: str
    on: date


def decisions(store: Store, base: str) -> Iterator[Decision]:
    """All decisions, by the IRIs of their nodes."""
    graph = decided_links(base)
    nodes: dict[str, dict[str, list[str]]] = {}
    for quad in store.patterns.quads_for_pattern(None, None, None, ox.NamedNode(graph)):
        subject, predicate, value = (str(getattr(t, "value", "")) for t in quad.triple)
        nodes.setdefault(subject, {}).setdefault(predicate, []).append(value)
    for _, told in sorted(nodes.items()):
        if {v.MERGE, v.SPLIT} & set(told.get(v.TYPE, ())):
            yield _decision(told)


def _decision(told: dict[str, list[str]]) -> Decision:
    one, other = sorted(told[v.LINK_OF])
    return Decision(
        sort=_sort_by_iri(one, other),
        one=one,
        other=other,
        same=v.MERGE in told[v.TYPE],
        reason=told[v.REASON][0],
        by=told[v.DECIDED_BY][0],
        on=date.fromisoformat(told[v.DECIDED_ON][0][:10]),
        documents=tuple(sorted(told.get(v.LINK_DOCUMENT, ()))),
        article=next(iter(told.get(v.SPLIT_IN, ())), None),
    )


def _sort_by_iri(one: str, other: str) -> Sort:
    """The sort of two nodes that may be gone, by their IRIs: an event's and an article's tell it."""
    for iri in (one, other):
        _, found, rest = iri.partition("/article/")
        if found and "/event/" in rest:
            return Sort.EVENT
        if not found or "/" in rest:
            return Sort.ACTOR
    return Sort.TEXT


class Registrar:
    """Writes decisions into a store, and takes them back."""

    def __init__(self, store: Store, base: str) -> None:
        self._store = store
        self._base = base
        self._graph = decided_links(base)

    def merge(self, one: str, other: str, signed: Signed) -> Decision:
        """Decide that two nodes stand for the same; an earlier decision on them is replaced.

        InputError where one is not in the store, or they are not of one sort.
        """
        return self._decide(self._node(one), self._node(other), signed, same=True)

    def split(self, one: str, other: str, signed: Signed) -> Decision:
        """Decide that two nodes do not stand for the same: no computed link joins them, nor a chain of such."""
        return self._decide(self._node(one), self._node(other), signed, same=False)

    def separate(self, actor: str, articles: Sequence[str], signed: Signed) -> list[Decision]:
        """Decide that in some articles (ids) a shared actor is somebody else, who gets a node of their own there.

        InputError where the actor is no shared one, or an article is not there or does not name it.
        """
        node = self._node(actor)
        if _sort_of(self._store, node) is not Sort.ACTOR or self._article_of(node) is not None:
            raise InputError(f"{actor!r} is no actor that several articles share")
        iris = list(dict.fromkeys(self._article(name) for name in articles))
        for iri in iris:  # all are looked at before the first is changed
            if not any(node in {_text(q.subject), _text(q.object)} for q in self._store.article_quads(iri)):
                raise InputError(f"the article {iri} does not name {actor!r}")
        found = []
        for iri in iris:
            quads = list(self._store.article_quads(iri))
            own = f"{iri}/actor/{digest('split', node)[:16]}"
            decision = Decision(Sort.ACTOR, node, own, False, signed.reason, signed.by, signed.on, (iri,), iri)
            self._state(decision)
            self._store.replace(iri, quads)
            found.append(decision)
        owns = [next(n for n in decision.pair if n != node) for decision in found]
        for own, following in pairwise(owns):
            found.append(self._decide(own, following, signed, same=True))
        return found

    def take_back(self, one: str, other: str) -> Decision:
        """Take the decision on two nodes back. InputError where there is none."""
        pair = sorted((self._expanded(one), self._expanded(other)))
        wanted = decision_iri(pair, self._base)
        decision = next((d for d in decisions(self._store, self._base) if d.iri(self._base) == wanted), None)
        if decision is None:
            raise InputError(f"nobody decided about {one!r} and {other!r}")
        self._unstate(decision)
        if decision.article is not None:
            self._rejoin(decision)
        return decision

    # ------------------------------------------------------------------ book-keeping

    def _decide(self, one: str, other: str, signed: Signed, *, same: bool) -> Decision:
        if one == other:
            raise InputError(f"both are {one}; a shared actor is split by article: kg split ACTOR --article ID")
        sorts = _sort_of(self._store, one), _sort_of(self._store, other)
        if sorts[0] is not sorts[1]:
            kinds = " and ".join(sort.name.lower() for sort in sorts)
            raise InputError(f"{one} and {other} are of two sorts ({kinds}): actors, events or texts are linked")
        if same and sorts[0] is Sort.ACTOR:
            _may_be_one(self._store, one, other)
        documents = sorted({a for a in map(self._article_of, (one, other)) if a is not None})
        decision = Decision(sorts[0], one, other, same, signed.reason, signed.by, signed.on, tuple(documents))
        self._state(decision)
        return decision

    def _state(self, decision: Decision) -> None:
        """Write a decision in the place of an earlier one; a computed link that it contradicts goes at once."""
        earlier = self._store.link_triples(decision.iri(self._base), self._graph)
        self._store.relate(self._graph, earlier, [linkset(self._graph), *decision.triples(self._base)])
        if not decision.same:
            computed = computed_links(self._base)
            for iri in self._links_between(decision.pair, computed):
                self._store.relate(computed, self._store.link_triples(iri, computed), [])

    def _unstate(self, decision: Decision) -> None:
        self._store.relate(self._graph, self._store.link_triples(decision.iri(self._base), self._graph), [])

    def _links_between(self, pair: Iterable[str], graph: str) -> list[str]:
        one, other = (
            {
                _text(q.subject)
                for q in self._store.patterns.quads_for_pattern(
                    None, ox.NamedNode(v.LINK_OF), ox.NamedNode(node), ox.NamedNode(graph)
                )
            }
            for node in pair
        )
        return sorted(one & other)

    def _rejoin(self, decision: Decision) -> None:
        """Give a shared actor back to the article in which it was split."""
        assert decision.article is not None
        shared = next(n for n in decision.pair if not n.startswith(f"{decision.article}/"))
        own = next(n for n in decision.pair if n != shared)
        for other in list(decisions(self._store, self._base)):
            if own in other.pair:  # the node goes, and what was decided of it
                self._unstate(other)
        if self._store.holds(decision.article):
            self._store.rename(decision.article, own, shared)

    # ------------------------------------------------------------------ names

    def _expanded(self, name: str) -> str:
        return name if "://" in name else self._base + name

    def _node(self, name: str) -> str:
        """The IRI of a node, given whole, or by its end. InputError where it is not in the store."""
        iri = self._expanded(name)
        try:
            node = ox.NamedNode(iri)
        except ValueError as error:
            raise InputError(f"{name!r} is no IRI: {error}") from error
        if next(self._store.patterns.quads_for_pattern(node, ox.NamedNode(v.TYPE), None, _DEFAULT), None) is None:
            raise InputError(f"there is nothing under {iri} in the store")
        return iri

    def _article(self, name: str) -> str:
        iri = self._store.article_iri(name) or self._expanded(name)
        if not self._store.holds(iri):
            raise InputError(f"there is no article {name!r} in the store; `kg stats` counts what there is")
        return iri

    def _article_of(self, node: str) -> str | None:
        """The article whose own node it is."""
        start = f"{self._base}article/"
        return start + node[len(start) :].split("/")[0] if node.startswith(start) else None


def _sort_of(store: Store, node: str) -> Sort:
    """The sort of a node in the store; InputError where it is neither actor nor event nor document."""
    types = _types_of(store, node)
    if "Document" in types:
        return Sort.TEXT
    if types & set(event_ancestors()):
        return Sort.EVENT
    if types & {kind.value for kind in ActorType}:
        return Sort.ACTOR
    raise InputError(f"{node} is a {', '.join(sorted(types))}: only actors, events and documents are linked")


def _types_of(store: Store, node: str) -> set[str]:
    found = store.patterns.quads_for_pattern(ox.NamedNode(node), ox.NamedNode(v.TYPE), None, _DEFAULT)
    return {_text(q.object).removeprefix(v.KG) for q in found}


def _may_be_one(store: Store, one: str, other: str) -> None:
    """InputError for a person and something that no person is."""
    kinds = [_types_of(store, node) & {kind.value for kind in ActorType} for node in (one, other)]
    if any(a == {ActorType.PERSON.value} and b and not b & _PERSONAL for a, b in (kinds, reversed(kinds))):
        words = " and ".join(
            f"{node} is a {', '.join(sorted(kind))}" for node, kind in zip((one, other), kinds, strict=True)
        )
        raise InputError(f"{words}: a person is none of the others")


def _text(term: Any) -> str:
    return str(term.value)
