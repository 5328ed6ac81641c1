"""What the record of a short text tells, for the tests of reading."""

from __future__ import annotations

from datetime import date
from typing import Any

from kg.model import Document
from kg.pipeline import Pipeline, record_of

PUBLISHED = date(2020, 6, 17)  # a Wednesday


def read(pipeline: Pipeline, text: str) -> dict[str, Any]:
    """The record of a text published on that Wednesday."""
    (graph,) = pipeline.graphs([Document("t", text, published=PUBLISHED, publisher="A Paper")])
    return record_of(graph)


def told(record: dict[str, Any], kind: str) -> list[tuple[set[str], set[str], str]]:
    """Agents, recipients and status of each event of a type."""
    names = {a["id"]: a["name"] for a in record["actors"]}

    def side(event: dict[str, Any], role: str) -> set[str]:
        return {names[p["actor"]] for p in event["participants"] if p["role"] == role}

    return [(side(e, "agent"), side(e, "recipient"), e["status"]) for e in record["events"] if e["type"] == kind]


def attributions(record: dict[str, Any], text: str) -> list[tuple[str, str, set[str]]]:
    """Cue, source and the types of what it is about."""
    names = {a["id"]: a["name"] for a in record["actors"]}
    kinds = {e["id"]: e["type"] for e in record["events"]}
    return [
        (text[a["start"] : a["end"]], names.get(a["source"], a["source"]), {kinds[e] for e in a["about"]})
        for a in record["attributions"]
    ]


def dates(record: dict[str, Any], kind: str) -> list[str | None]:
    return [e.get("date") for e in record["events"] if e["type"] == kind]


def offices(record: dict[str, Any]) -> set[tuple[str, str, str | None]]:
    """Holder, title and state or body of each tenure."""
    names = {a["id"]: a["name"] for a in record["actors"]}
    return {(names[o["holder"]], o["office"], names.get(o.get("of"))) for o in record["offices"]}


def kinds(record: dict[str, Any]) -> dict[str, str]:
    """The type of each actor, by name."""
    return {a["name"]: a["type"] for a in record["actors"]}
