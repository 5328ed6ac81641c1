"""The rows of the pictures as CSV (RFC 4180)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from csv import writer
from io import StringIO

from api.pictures.network import Network
from api.pictures.timeline import Timeline


def csv(rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as UTF-8 CSV; the first is the header."""
    text = StringIO()
    writer(text).writerows(rows)
    return text.getvalue().encode()


def timeline_rows(found: Timeline) -> list[tuple[object, ...]]:
    """A header and a row for each event, those without a date last."""
    head = ("date", "earliest", "latest", "granularity", "lane", "status", "disputed", "type", "event", "agents",
            "recipients", "iri")  # fmt: skip
    return [
        head,
        *(
            (
                (one.item["date"] or {}).get("edtf", ""),
                one.start or "",
                one.end or "",
                one.granularity,
                one.lane.value,
                one.item["status"],
                "true" if one.item["disputed"] else "false",
                one.item["type"],
                one.item["label"],
                "; ".join(actor["name"] for actor in one.item["agents"]),
                "; ".join(actor["name"] for actor in one.item["recipients"]),
                one.item["id"],
            )
            for one in (*found.dated, *found.undated)
        ),
    ]


def network_rows(found: Network) -> list[tuple[object, ...]]:
    """A header and a row for each edge."""
    head = ("from", "type", "to", "directed", "events", "statuses", "first", "last", "from_iri", "to_iri", "event_iris")
    return [
        head,
        *(
            (
                edge.source.name,
                edge.type,
                edge.target.name,
                "true" if edge.directed else "false",
                len(edge.events),
                "; ".join(f"{status} {number}" for status, number in edge.statuses.items()),
                edge.first,
                edge.last,
                edge.source.id,
                edge.target.id,
                " ".join(edge.events),
            )
            for edge in found.edges
        ),
    ]
