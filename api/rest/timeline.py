"""Dated events by day."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import Any

from api.rest.parameters import Events
from api.rest.reading import Classes, Found, Refusal, read_page
from kg.store import Store


def read_timeline(store: Store, wanted: Events, classes: Classes, base: str, form: str) -> Found | Refusal:
    """A page of dated events in the order of time; as items, one for each date with the events on it."""
    dated = wanted.model_copy(update={"date_from": wanted.date_from or "0001-01-01", "sort": wanted.sort or "date"})
    if wanted.fields:  # the date is needed to group by, whether or not it is asked for
        dated = dated.model_copy(update={"fields": [*wanted.fields, "date"]})
    found = read_page(store, "events", dated, classes, base, form)
    if isinstance(found, Refusal) or form != "json":
        return found
    return replace(found, items=tuple(_day(date, list(group)) for date, group in groupby(found.items, _date)))


def _date(item: dict[str, Any]) -> str:
    return str(item["date"]["edtf"])


def _day(date: str, events: list[dict[str, Any]]) -> dict[str, Any]:
    first = events[0]["date"]
    return {"date": date, "earliest": first.get("earliest"), "latest": first.get("latest"), "events": events}
