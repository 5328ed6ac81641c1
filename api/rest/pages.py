"""One page of a collection: which nodes are on it, in what order, and where the next one begins."""

from __future__ import annotations

import base64
import binascii
import heapq
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter
from typing import Final

from api.rest.asking import literal, rows, tuples, values
from api.rest.naming import Refused
from kg.remote import Remote
from kg.store import Store

Keyed = tuple[str, str]  # what an item is sorted by, and its IRI
_MISSING: Final = {False: "~", True: ""}  # what has no value comes behind everything else in both directions
_FEW: Final = 500  # nodes whose keys are asked for one by one


class Form(StrEnum):
    """What of a value is compared: its text, its text without capitals, or its name in the ontology."""

    TEXT = "STR(?sorted)"
    FOLDED = "LCASE(STR(?sorted))"
    NAME = 'STRAFTER(STR(?sorted), "#")'

    def of(self, value: str) -> str:
        """The text that is compared."""
        if self is Form.FOLDED:
            return value.lower()
        return value.partition("#")[2] if self is Form.NAME else value


@dataclass(frozen=True, slots=True)
class Sorting:
    """An order: by what stands at the end of a path of properties (none: by the IRI itself), and how it is compared."""

    path: str = ""
    form: Form = Form.TEXT

    @property
    def pattern(self) -> str:
        """Binds what is compared, where there is something."""
        return f"OPTIONAL {{ ?id {self.path} ?sorted }}" if self.path else "BIND(?id AS ?sorted)"


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
    after = _read_cursor(cursor, sort) if cursor is not None else None
    find = _ask_for_page if isinstance(store.path, Remote) else _sort_page
    found, count = find(store, patterns, sorts[name], reverse, limit + 1, after, total)
    shown = found[:limit]
    following = _cursor(sort, *shown[-1]) if len(found) > limit else None
    return Selection(tuple(node for _, node in shown), following, count if total else None)


def _sort_page(
    store: Store, patterns: str, order: Sorting, reverse: bool, limit: int, after: Keyed | None, _: bool
) -> tuple[list[Keyed], int]:
    """The page, sorted here: the engine takes ten times as long, for it reads the texts again at each comparison."""
    ids = [node for (node,) in tuples(store, f"SELECT DISTINCT ?id WHERE {{ {patterns} }}")]
    known = _keys(store, ids, order, reverse) if order.path else {node: node for node in ids}
    missing = _MISSING[reverse]
    keyed = [(known.get(node, missing), node) for node in ids]
    if after is not None:
        key, last = after
        keyed = [(k, i) for k, i in keyed if (k < key if reverse else k > key) or (k == key and i > last)]
    if not reverse:
        return heapq.nsmallest(limit, keyed), len(ids)
    keyed.sort(key=itemgetter(1))
    return heapq.nlargest(limit, keyed, key=itemgetter(0)), len(ids)  # of equal keys the first IRI comes first


def _keys(store: Store, ids: Sequence[str], order: Sorting, reverse: bool) -> dict[str, str]:
    """What each node is sorted by: the least of its keys, in the reverse order the greatest."""
    if len(ids) <= _FEW:
        pairs = tuples(store, f"SELECT ?id ?sorted WHERE {{ {values('id', ids)} ?id {order.path} ?sorted }}")
    else:  # whole columns: two of them are read faster than the engine joins them
        first, _, rest = order.path.partition("/")
        pairs = tuples(store, f"SELECT ?id ?n WHERE {{ ?id {first} ?n }}")
        if rest:
            named: dict[str, list[str]] = {}
            for node, text in tuples(store, f"SELECT ?id ?n WHERE {{ ?id {rest} ?n }}"):
                named.setdefault(node, []).append(text)
            pairs = [(node, text) for node, end in pairs for text in named.get(end, ())]
    known: dict[str, str] = {}
    for node, value in pairs:
        key = order.form.of(value)
        if node not in known or (key > known[node]) == reverse:
            known[node] = key
    return known


def _ask_for_page(
    store: Store, patterns: str, order: Sorting, reverse: bool, limit: int, after: Keyed | None, total: bool
) -> tuple[list[Keyed], int]:
    """The page, sorted by a server, which is not to send all that fits."""
    least = f"{'MAX' if reverse else 'MIN'}(COALESCE({order.form.value}, {literal(_MISSING[reverse])}))"
    inner = f"SELECT ?id ({least} AS ?key) WHERE {{ {patterns} {order.pattern} }} GROUP BY ?id"
    behind = _behind(after, reverse) if after is not None else ""
    direction = "DESC(?key)" if reverse else "?key"
    text = f"SELECT ?key ?id WHERE {{ {{ {inner} }} {behind} }} ORDER BY {direction} ?id LIMIT {limit}"
    return [(row["key"], row["id"]) for row in rows(store, text)], _total(store, patterns) if total else 0


def _total(store: Store, patterns: str) -> int:
    return int(rows(store, f"SELECT (COUNT(DISTINCT ?id) AS ?n) WHERE {{ {patterns} }}")[0]["n"])


def _cursor(sort: str, key: str, node: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([sort, key, node]).encode()).decode().rstrip("=")


def _read_cursor(cursor: str, sort: str) -> Keyed:
    """Key and IRI of the last item of the page before."""
    try:
        padded = cursor.encode() + b"=" * (-len(cursor) % 4)
        made, key, node = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise Refused(f"cursor: {cursor!r} is none that was given out") from error
    if not all(isinstance(part, str) for part in (made, key, node)):
        raise Refused(f"cursor: {cursor!r} is none that was given out")
    if made != sort:
        raise Refused(f"cursor: it was given out for the order {made!r}, not for {sort!r}")
    return key, node


def _behind(after: Keyed, reverse: bool) -> str:
    key, node = (literal(part) for part in after)
    mark = "<" if reverse else ">"
    return f"FILTER(?key {mark} {key} || (?key = {key} && STR(?id) > {node}))"
