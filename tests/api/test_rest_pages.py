"""Pages are in the same order whoever sorts them, the service or a SPARQL server, and go on where they ended."""

from __future__ import annotations

from itertools import product

import pytest

from api.rest import pages
from api.rest.pages import Keyed
from api.rest.reading import COLLECTIONS
from kg.store import Store

KNOWN = {
    "events": "?id kg:status ?is .",
    "claims": "?id kg:content ?about . ?about kg:status ?is .",
    "actors": "VALUES ?class { kg:Person kg:State kg:Organization } ?id a ?class .",
}


def orders() -> list[tuple[str, str, bool]]:
    return [
        (name, sort, reverse)
        for name, collection in COLLECTIONS.items()
        for sort, reverse in product(collection.sorts, (False, True))
    ]


@pytest.mark.parametrize("few", [0, 1_000_000], ids=["whole columns", "one by one"])
@pytest.mark.parametrize(("name", "sort", "reverse"), orders())
def test_both_ways_to_sort_agree_page_after_page(
    full_store: Store, monkeypatch: pytest.MonkeyPatch, name: str, sort: str, reverse: bool, few: int
) -> None:
    monkeypatch.setattr(pages, "_FEW", few)
    collection = COLLECTIONS[name]
    patterns, order = KNOWN.get(name, collection.known_by), collection.sorts[sort]
    after: Keyed | None = None
    shown: list[Keyed] = []
    for _ in range(3):
        here, count = pages._sort_page(full_store, patterns, order, reverse, 20, after, True)
        there, counted = pages._ask_for_page(full_store, patterns, order, reverse, 20, after, True)
        assert (here, count) == (there, counted)
        shown += here
        if not here:
            break
        after = here[-1]
    assert len({node for _, node in shown}) == len(shown) == min(60, count)
    assert [key for key, _ in shown] == sorted((key for key, _ in shown), reverse=reverse)
