"""One page of a collection: which nodes are on it, in what order, and where the next one begins."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass

from api.rest.asking import literal, rows
from api.rest.naming import Refused
from kg.store import Store


@dataclass(frozen=True, slots=True)
class Sorting:
    """How to sort by something: a pattern that binds it (may be empty) and an expression whose text is compared."""

    pattern: str
    expression: str

    def key(self, *, reverse: bool) -> str:
        """The expression, with what has no value behind everything else in both directions."""
        missing = literal("" if reverse else "~")
        return f"COALESCE({self.expression}, {missing})"


@dataclass(frozen=True, slots=True)
class Selection:
    """The IRIs of a page, the cursor of the next one (None on the last), and how many there are if it was asked."""

    ids: tuple[str, ...]
    cursor: str | None
    total: int | None


def select(
    store: Store, patterns: str, sorts: Mapping[str, Sorting], *, sort: str, limit: int, cursor: str | None, total: bool
) -> Selection:
    """The nodes `?id` that fit the patterns, sorted, from the cursor on.

    The cursor holds the key and the IRI of the last item, not a number: what comes or goes meanwhile neither repeats
    nor hides an item. Raises Refused for an unknown order and a cursor that is none or belongs to another order.
    """
    name = sort.removeprefix("-")
    if name not in sorts:
        raise Refused(f"sort: there is no order {sort!r}; there are {', '.join(sorts)}, each with - for the reverse")
    reverse = sort.startswith("-")
    order = sorts[name]
    least = f"{'MAX' if reverse else 'MIN'}({order.key(reverse=reverse)})"
    inner = f"SELECT ?id ({least} AS ?key) WHERE {{ {patterns} {order.pattern} }} GROUP BY ?id"
    after = _after(cursor, sort, reverse=reverse) if cursor is not None else ""
    direction = "DESC(?key)" if reverse else "?key"
    text = f"SELECT ?id ?key WHERE {{ {{ {inner} }} {after} }} ORDER BY {direction} ?id LIMIT {limit + 1}"
    found = rows(store, text)
    shown = found[:limit]
    following = _cursor(sort, shown[-1]["key"], shown[-1]["id"]) if len(found) > limit else None
    return Selection(tuple(row["id"] for row in shown), following, _total(store, patterns) if total else None)


def _total(store: Store, patterns: str) -> int:
    return int(rows(store, f"SELECT (COUNT(DISTINCT ?id) AS ?n) WHERE {{ {patterns} }}")[0]["n"])


def _cursor(sort: str, key: str, node: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([sort, key, node]).encode()).decode().rstrip("=")


def _after(cursor: str, sort: str, *, reverse: bool) -> str:
    try:
        padded = cursor.encode() + b"=" * (-len(cursor) % 4)
        made, key, node = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise Refused(f"cursor: {cursor!r} is none that was given out") from error
    if not all(isinstance(part, str) for part in (made, key, node)):
        raise Refused(f"cursor: {cursor!r} is none that was given out")
    if made != sort:
        raise Refused(f"cursor: it was given out for the order {made!r}, not for {sort!r}")
    mark = "<" if reverse else ">"
    return f"FILTER(?key {mark} {literal(key)} || (?key = {literal(key)} && STR(?id) > {literal(node)}))"
