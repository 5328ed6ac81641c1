"""The record of an article (the JSON of `kg read --format record`), read back out of its quads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg import vocabulary as v


class _Graph:
    """The default graph of an article, by subject."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.of: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.by_class: dict[str, list[str]] = defaultdict(list)
        for quad in quads:
            if not isinstance(quad.graph_name, DefaultGraph) or not isinstance(quad.subject, NamedNode):
                continue
            value = quad.object.value if isinstance(quad.object, NamedNode | Literal) else ""
            self.of[quad.subject.value][quad.predicate.value].append(value)
            if quad.predicate.value == v.TYPE:
                self.by_class[value].append(quad.subject.value)

    def all(self, subject: str, predicate: str) -> list[str]:
        """The objects of a subject and predicate."""
        return self.of[subject][predicate] if subject in self.of and predicate in self.of[subject] else []

    def one(self, subject: str, predicate: str) -> str | None:
        """The first object, None where there is none."""
        found = self.all(subject, predicate)
        return found[0] if found else None

    def span(self, subject: str) -> dict[str, int]:
        """Offsets of a span node."""
        return {"start": int(self.of[subject][v.START_CHAR][0]), "end": int(self.of[subject][v.END_CHAR][0])}


def article_record(quads: Iterable[Quad]) -> dict[str, Any]:
    """The record of the one article that the quads describe: document, actors, offices, events, attributions."""
    graph = _Graph(quads)
    documents = graph.by_class[v.DOCUMENT]
    document = documents[0] if documents else ""
    publisher = graph.one(document, v.PUBLISHER)
    events = [_event(graph, node) for node in _events(graph)]
    offices = [_office(graph, node) for node in graph.by_class[v.TENURE]]
    attributions = [a for node in graph.by_class[v.ATTRIBUTION] for a in _attributions(graph, node)]
    used: dict[str, None] = {}
    for event in events:
        used.update(dict.fromkeys(p["actor"] for p in event["participants"]))
    for office in offices:
        used.update(dict.fromkeys(x for x in (office["holder"], office["of"]) if x))
    for attribution in attributions:
        used.update(dict.fromkeys(x for x in (attribution["source"], attribution["via"]) if x and x != "unspecified"))
    return {
        "document": {
            "id": graph.one(document, v.IDENTIFIER),
            "title": graph.one(document, v.TITLE),
            "published": (graph.one(document, v.ISSUED) or "")[:10] or None,
            "publisher": graph.one(publisher, v.LABEL) if publisher else None,
        },
        "actors": [_actor(graph, node) for node in used],
        "offices": offices,
        "events": events,
        "attributions": attributions,
    }


def _events(graph: _Graph) -> list[str]:
    return [node for node in graph.of if v.STATUS in graph.of[node]]


def _local(iri: str | None) -> str | None:
    return iri.removeprefix(v.KG) if iri else None


def _actor(graph: _Graph, node: str) -> dict[str, Any]:
    return {
        "id": node,
        "name": graph.one(node, v.LABEL) or node,
        "type": _local(graph.one(node, v.TYPE)) or "Group",
        "aliases": sorted(graph.all(node, v.ALT_LABEL)),
    }


def _office(graph: _Graph, node: str) -> dict[str, Any]:
    office = graph.one(node, v.TENURE_OFFICE) or ""
    return {
        "holder": graph.one(node, v.TENURE_HOLDER),
        "office": graph.one(office, v.LABEL),
        "of": graph.one(office, v.OFFICE_IN),
    }


def _event(graph: _Graph, node: str) -> dict[str, Any]:
    event: dict[str, Any] = {
        "id": node,
        "type": _local(graph.one(node, v.TYPE)),
        "status": _local(graph.one(node, v.STATUS)),
        "disputed": graph.one(node, v.DISPUTED) == "true",
        "mentions": sorted((graph.span(t) for t in graph.all(node, v.EVIDENCE)), key=lambda m: m["start"]),
        "participants": [
            {"role": role, "actor": actor}
            for role, predicate in (("agent", v.AGENT), ("recipient", v.RECIPIENT))
            for actor in graph.all(node, predicate)
        ],
    }
    edtf = graph.one(node, v.EDTF)
    if edtf:
        event["edtf"] = edtf
        settled = edtf if _is_settled(edtf) else _month_of(edtf)
        if settled is not None:
            event["date"] = settled
    quantity = graph.one(node, v.HAS_QUANTITY)
    if quantity:
        value = graph.one(quantity, v.VALUE)
        event["quantity"] = {
            "value": float(value) if value else None,
            "precision": _local(graph.one(quantity, v.PRECISION)),
            "of": graph.one(quantity, v.UNIT),
        }
    places = [graph.one(p, v.LABEL) for p in graph.all(node, v.OCCURS_AT)]
    if places:
        event["place"] = places[0]
    return event


def _is_settled(edtf: str) -> bool:
    """Whether an EDTF string is a plain day, month or year."""
    return edtf.replace("-", "").isdigit() and len(edtf) in {4, 7, 10}


def _month_of(edtf: str) -> str | None:
    """The month of an EDTF interval that is its beginning, middle or end: "late March"."""
    first, _, last = edtf.partition("/")
    if not (first.endswith("~") and last.endswith("~") and first[:7] == last[:7]):
        return None
    try:
        start, end = date.fromisoformat(first[:-1]), date.fromisoformat(last[:-1])
    except ValueError:
        return None
    whole = start.day in {1, 10} or (end + timedelta(days=1)).day == 1
    return first[:7] if whole and (end - start).days in {9, 10} else None


def _attributions(graph: _Graph, cue: str) -> list[dict[str, Any]]:
    """One entry for each source of a cue; `about` holds the events of the claims that rest on it."""
    sources = graph.all(cue, v.ATTRIBUTION_SOURCE) or ["unspecified"]
    stance = "denies" if _local(graph.one(cue, v.STANCE)) == "negates" else "asserts"
    about = list(
        dict.fromkeys(
            content
            for claim in graph.by_class[v.CLAIM]
            if cue in graph.all(claim, v.EVIDENCE)
            for content in graph.all(claim, v.CONTENT)
            if v.STATUS in graph.of[content]
        )
    )
    return [
        {**graph.span(cue), "source": source, "via": graph.one(cue, v.VIA), "stance": stance, "about": about}
        for source in sources
    ]
