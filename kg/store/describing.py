"""What a graph says of some nodes: their own triples, what belongs to them, the claims on them, and names."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from kg import vocabulary as v
from kg.errors import QueryError
from kg.store.dump import FORMATS
from kg.store.engine import Patterns
from kg.store.store import Store

_DEFAULT = ox.DefaultGraph()
# What is told with a node: its evidence, its parts, and the sentence that each of these stands in.
_PARTS = [
    ox.NamedNode(iri)
    for iri in (
        v.EVIDENCE,
        v.AGENT_PARTICIPATION,
        v.RECIPIENT_PARTICIPATION,
        v.IN_CAPACITY,
        v.TENURE_OFFICE,
        v.HAS_TIME,
        v.HAS_QUANTITY,
        v.IN_SENTENCE,
    )
]
_ABOUT = [ox.NamedNode(v.CONTENT), ox.NamedNode(v.DENIES)]  # claims on a node are told with it
_TENURE_HOLDER = ox.NamedNode(v.TENURE_HOLDER)
_NAMING = [ox.NamedNode(iri) for iri in (v.TYPE, v.LABEL, v.IDENTIFIER)]
_PREFIXED = {name: iri for name, iri in v.PREFIXES.items() if name not in {"prov", "org", "owl"}}


def description(store: Store, iris: Iterable[str]) -> list[ox.Triple]:
    """The triples that tell of the nodes with those IRIs, sorted; none for an IRI that the store does not know.

    For a named graph its triples come as well. Of other nodes that are mentioned, only type and name. Raises QueryError
    for what is no IRI.
    """
    try:
        roots = [ox.NamedNode(iri) for iri in iris]
    except ValueError as error:
        raise QueryError(f"what is to be described is no IRI: {error}") from error
    told = _with_parts(store.patterns, roots)
    found: set[ox.Triple] = set()
    for node in told:
        found.update(q.triple for q in store.patterns.quads_for_pattern(node, None, None, _DEFAULT))
    for root in roots:
        found.update(q.triple for q in store.patterns.quads_for_pattern(None, None, None, root))
    for node in {t.object for t in found if isinstance(t.object, ox.NamedNode)} - told:
        for predicate in _NAMING:
            found.update(q.triple for q in store.patterns.quads_for_pattern(node, predicate, None, _DEFAULT))
    return sorted(found, key=str)


def _with_parts(dataset: Patterns, roots: Iterable[ox.NamedNode]) -> set[Any]:
    told: set[Any] = set()
    waiting: list[Any] = list(roots)
    while waiting:
        node = waiting.pop()
        if node in told:
            continue
        told.add(node)
        for part in _PARTS:
            waiting += [q.object for q in dataset.quads_for_pattern(node, part, None, _DEFAULT)]
        for about in _ABOUT:
            waiting += [q.subject for q in dataset.quads_for_pattern(None, about, node, _DEFAULT)]
    for root in roots:
        told.update(q.subject for q in dataset.quads_for_pattern(None, _TENURE_HOLDER, root, _DEFAULT))
    return told


def referring(store: Store, iri: str, limit: int) -> list[tuple[str, str]]:
    """Up to `limit` pairs of subject and predicate of which the node is the object."""
    found = []
    for quad in store.patterns.quads_for_pattern(None, None, ox.NamedNode(iri), _DEFAULT):
        found.append((str(quad.subject).strip("<>"), quad.predicate.value))
        if len(found) == limit:
            break
    return sorted(found)


def write_triples(triples: Iterable[ox.Triple], name: str) -> bytes:
    """Triples as "turtle" (or another graph format), or "jsonld" in compact form with a context of prefixes."""
    if name == "jsonld":
        return json.dumps(_compact(triples), ensure_ascii=False, indent=1).encode()
    if name not in FORMATS:
        raise QueryError(f"a graph cannot be written as {name!r}; there are {', '.join(FORMATS)}")
    form = FORMATS[name]
    return ox.serialize(triples, format=form.rdf, prefixes=form.prefixes) or b""


def _compact(triples: Iterable[ox.Triple]) -> dict[str, Any]:
    """JSON-LD: a node an object, terms with their prefix."""
    nodes: dict[str, dict[str, Any]] = {}
    for triple in triples:
        subject = str(triple.subject).strip("<>")
        node = nodes.setdefault(subject, {"@id": subject})
        if triple.predicate.value == v.TYPE and isinstance(triple.object, ox.NamedNode):
            node.setdefault("@type", []).append(_prefixed(triple.object.value))
        else:
            node.setdefault(_prefixed(triple.predicate.value), []).append(_value(triple.object))
    graph = [
        {key: held[0] if isinstance(held, list) and len(held) == 1 else held for key, held in node.items()}
        for node in nodes.values()
    ]
    return {"@context": _PREFIXED, "@graph": graph}


def _value(term: Any) -> Any:
    if isinstance(term, ox.NamedNode):
        return {"@id": term.value}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype.value == v.STRING:
        return term.value
    return {"@value": term.value, "@type": _prefixed(term.datatype.value)}


def _prefixed(iri: str) -> str:
    for name, start in _PREFIXED.items():
        if iri.startswith(start) and iri[len(start) :].isidentifier():
            return f"{name}:{iri[len(start) :]}"
    return iri
