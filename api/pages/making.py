"""A page in the making: what all pages of nodes have, and the receipts that are numbered as facts ask for them."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from api.pages.cards import Fact, Link, Receipt, Said
from api.pages.words import when
from api.rest.asking import iri, rows, values
from api.rest.reading import Classes
from kg.store import Store

MOST: Final = 40  # related things under one heading
_REFS: Final = 3  # receipts of one value


@dataclass(frozen=True, slots=True)
class Group:
    """Related things under one heading, how many there are in all, and where all of them are if these are not all."""

    heading: str
    links: tuple[Link, ...]
    all_at: str = ""
    total: int = 0


@dataclass(frozen=True, slots=True)
class Thing:
    """A node for people. `reader` is the id of the article that it is or stands in; `collection` its place in REST."""

    node: str
    kind: str
    title: str
    summary: str
    facts: tuple[Fact, ...] = ()
    said: tuple[Said, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    groups: tuple[Group, ...] = ()
    collection: str = ""
    reader: str = ""


@dataclass(slots=True)
class PageMaker:
    """A page in the making: its receipts get their numbers as its facts ask for them."""

    store: Store
    node: str
    base: str
    classes: Classes
    types: list[str]
    receipts: list[Receipt] = field(default_factory=list)
    _support: dict[tuple[str, str], list[str]] = field(init=False)
    _sentences: dict[str, Receipt] = field(init=False)

    def __post_init__(self) -> None:
        found = rows(self.store, f"SELECT ?p ?o ?s WHERE {{ GRAPH ?s {{ {iri(self.node)} ?p ?o }} ?s a kg:Sentence }}")
        self._support = {}
        for row in sorted(found, key=lambda row: row["s"]):
            held = self._support.setdefault((row["p"], row["o"]), [])
            if len(held) < _REFS:
                held.append(row["s"])
        wanted = sorted({one for held in self._support.values() for one in held})
        self._sentences = quotations(self.store, wanted)

    def refer(self, link: Link, predicate: str, value: str = "") -> Link:
        """A value with the numbers of the sentences that state it."""
        numbers = []
        for sentence in self._support.get((predicate, value or link.node), ()):
            receipt = self._sentences[sentence]
            if receipt not in self.receipts:
                self.receipts.append(receipt)
            numbers.append(self.receipts.index(receipt) + 1)
        return replace(link, refs=tuple(numbers))

    def related(self, heading: str, pattern: str, all_at: str = "") -> Group:
        """Events `?id` that fit a pattern, the latest first."""
        ids, total = self._latest(f"{pattern} ?id kg:status ?is OPTIONAL {{ ?id kg:earliest ?day }}")
        known = values("id", ids)
        found = rows(
            self.store, f"SELECT ?id ?label ?status WHERE {{ {known} ?id rdfs:label ?label ; kg:status ?status }}"
        )
        links = {row["id"]: Link(row["label"], row["id"], row["status"]) for row in found}
        return Group(heading, tuple(links[one] for one in ids), all_at if total > MOST else "", total)

    def articles(self, pattern: str) -> Group:
        """The articles of the sentences `?s` that fit a pattern, the latest first."""
        ids, total = self._latest(f"{pattern} ?s kg:inDocument ?id OPTIONAL {{ ?id dct:issued ?day }}")
        found = rows(
            self.store,
            f"""SELECT ?id ?name ?title ?day WHERE {{ {values("id", ids)} ?id dct:identifier ?name
            OPTIONAL {{ ?id dct:title ?title }} OPTIONAL {{ ?id dct:issued ?day }} }}""",
        )
        links = {
            row["id"]: Link(row.get("title", row["name"]), row["id"], when(row.get("day", "")[:10])) for row in found
        }
        return Group("Articles", tuple(links[one] for one in ids), total=total)

    def _latest(self, pattern: str) -> tuple[list[str], int]:
        """The latest nodes `?id` of a pattern by `?day`, and how many there are; sorted here, where it is faster."""
        found = {row["id"]: row.get("day", "") for row in rows(self.store, f"SELECT ?id ?day WHERE {{ {pattern} }}")}
        return heapq.nlargest(MOST, sorted(found), key=lambda one: found[one]), len(found)


def quotations(store: Store, sentences: Sequence[str]) -> dict[str, Receipt]:
    """Sentences as receipts, by IRI."""
    found = rows(
        store,
        f"""SELECT ?s ?start ?end ?quotation ?article WHERE {{ {values("s", sentences)} ?s kg:startChar ?start ;
        kg:endChar ?end ; kg:exact ?quotation ; kg:inDocument/dct:identifier ?article }}""",
    )
    return {
        row["s"]: {"article": row["article"], "sentence": row["s"], "start": int(row["start"]), "end": int(row["end"]),
                   "quotation": row["quotation"]}
        for row in found
    }  # fmt: skip
