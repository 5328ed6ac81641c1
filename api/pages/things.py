"""The page of whatever stands under an IRI: what it is in words, what is known of it and where, what goes with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import quote

from api.pages.cards import Fact, Link
from api.pages.making import MOST, Group, PageMaker, Thing, quotations
from api.pages.parties import actor_thing, claim_thing, event_thing, office_thing
from api.pages.words import counted, spaced, when
from api.rest.asking import Row, grouped, iri, rows, values
from api.rest.others import article_items, place_items, tenure_items
from api.rest.reading import Classes, Refusal
from kg import vocabulary as v
from kg.store import Store, description, referring

_QUOTED: Final = 30  # receipts of a page


def read_thing(store: Store, node: str, base: str, classes: Classes) -> Thing | Refusal:
    """The page of a node. Refusal 404 where there is nothing; QueryError for what is no IRI."""
    if not description(store, [node]):
        return Refusal(404, f"there is nothing under the IRI {node}")
    types = [row["t"] for row in rows(store, f"SELECT ?t WHERE {{ {iri(node)} a ?t }} ORDER BY ?t")]
    kind = _kind(types, classes)
    thing = _MAKERS.get(kind, _plain)(PageMaker(store, node, base, classes, types))
    groups = tuple(group for group in thing.groups if group.links)
    return replace(thing, groups=groups, receipts=thing.receipts[:_QUOTED])


def _kind(types: Sequence[str], classes: Classes) -> str:
    for one in types:
        if one in classes.events:
            return "event"
        if one in classes.actors:
            return "actor"
        if one in {"Claim", "Document", "Office", "Place", "Sentence", "Tenure"}:
            return one.lower()
    return ""


def _place(page: PageMaker) -> Thing:
    item = place_items(page.store, [page.node])[0]
    page.refer(Link(item["name"]), v.LABEL, item["name"])
    node = iri(page.node)
    stands = rows(
        page.store,
        f"""SELECT ?a (MIN(?n) AS ?name) (COUNT(DISTINCT ?m) AS ?times) WHERE {{
        ?m kg:lexicalReferent {node} ; kg:refersTo ?a . ?a rdfs:label ?n }} GROUP BY ?a ORDER BY DESC(?times)""",
    )
    events = page.related("What happened there", f"?id kg:occursAt {node} .")
    happened = counted(events.total, "event is", "events are") if events.total else "No event is"
    summary = f"Place. {happened} told to happen there."
    names = Fact("Its name stands for", tuple(Link(row["name"], row["a"], counted(int(row["times"]), "time"))
                                              for row in stands))  # fmt: skip
    groups = (events,)
    return Thing(page.node, "place", item["name"], summary, (names,) if stands else (), (), tuple(page.receipts),
                 groups, "places")  # fmt: skip


def _document(page: PageMaker) -> Thing:
    item = article_items(page.store, [page.node])[0]
    by, counts = item.get("publisher"), item["counts"]
    facts = (
        Fact("Publisher", (Link(by["name"], by["id"]),) if by else ()),
        Fact("Published", (Link(when(item["published"])),) if item.get("published") else ()),
        Fact("Address", (Link(item["url"], item["url"]),) if item.get("url") else ()),
        Fact("Id", (Link(item["identifier"]),)),
        Fact("SHA-256 of its text", (Link(item.get("textDigest", "")),)),
        Fact("Read by version", (Link(item.get("readerVersion", "")),)),
    )
    told = " on ".join(part for part in (by["name"] if by else "", when(item.get("published", ""))) if part)
    numbers = ", ".join(counted(counts[key], key[:-1]) for key in ("sentences", "events", "claims"))
    events = f"?s kg:inDocument {iri(page.node)} . ?t kg:inSentence ?s . ?id kg:evidence ?t ."
    kept = tuple(fact for fact in facts if fact.values)
    title, summary = item.get("title") or item["identifier"], f"{told}. {numbers}.".lstrip(". ")
    group = page.related("Events", events, f"/events?article={quote(item['identifier'])}")
    return Thing(page.node, "article", title, summary, kept, (), (), (group,), "articles", item["identifier"])


def _tenure(page: PageMaker) -> Thing:
    item = tenure_items(page.store, [page.node])[0]
    of = f" of {item['of']['name']}" if item.get("of") else ""
    title = f"{item['holder']['name']}, {item['office']['title']}{of}"
    made = _plain(page)
    summary = (
        f"{item['holder']['name']} {'held' if item['former'] else 'holds'} the office of {item['office']['title']}{of}."
    )
    return replace(made, title=title, summary=summary, collection="tenures")


def _sentence(page: PageMaker) -> Thing:
    receipt = quotations(page.store, [page.node])[page.node]
    found = rows(
        page.store,
        f"""SELECT ?s ?p ?o (MIN(?t) AS ?type) (MIN(?a) AS ?subject) (MIN(?b) AS ?object) WHERE {{
        GRAPH {iri(page.node)} {{ ?s ?p ?o }} ?s a ?t OPTIONAL {{ ?s rdfs:label|kg:exact ?a }}
        OPTIONAL {{ ?o rdfs:label|kg:exact ?b }} }} GROUP BY ?s ?p ?o ORDER BY ?s ?p ?o LIMIT {MOST * 3}""",
    )
    groups = []
    for node, held in grouped(found, "s").items():
        name = held[0].get("subject") or f"a {spaced(held[0]['type'])}"
        links = tuple(_stated(page, row) for row in held)
        groups.append(Fact(name, (Link("its page", node), *links)))
    summary = f"“{receipt['quotation']}” supports {counted(len(found), 'statement')}."
    title = f"Sentence at {receipt['start']} of {receipt['article']}"
    return Thing(page.node, "sentence", title, summary, tuple(groups), (), (receipt,), (), "", receipt["article"])


def _stated(page: PageMaker, row: Row) -> Link:
    """What a sentence states of something: the value, and the property beside it."""
    node = row["o"] if row["o"].startswith(page.base) else ""
    words = row.get("object") or ("a claim" if "/claim/" in node else row["o"].removeprefix(page.base))
    return Link(words, node, spaced(row["p"]))


def _plain(page: PageMaker) -> Thing:
    """Anything else: its statements as they are."""
    found = rows(
        page.store,
        f"""SELECT ?p ?o (MIN(?n) AS ?name) WHERE {{ {iri(page.node)} ?p ?o
        OPTIONAL {{ ?o rdfs:label|kg:exact|dct:title ?n }} }} GROUP BY ?p ?o ORDER BY ?p ?o""",
    )
    facts = [
        Fact(spaced(name), tuple(page.refer(_value(page, row), name, row["o"]) for row in group))
        for name, group in grouped(found, "p").items()
    ]
    kind = spaced(page.types[0]) if page.types else "node"
    title = next(
        (row["o"] for row in found if row["p"] in {v.LABEL, "exact", v.TITLE}), page.node.removeprefix(page.base)
    )
    back = referring(page.store, page.node, MOST)
    names = {
        row["id"]: row["n"]
        for row in rows(
            page.store,
            f"""SELECT ?id (MIN(?l) AS ?n) WHERE {{
        {values("id", sorted({one for one, _ in back}))} ?id rdfs:label|kg:exact ?l }} GROUP BY ?id""",
        )
    }
    links = tuple(Link(names.get(one, one.removeprefix(page.base)), one, spaced(predicate)) for one, predicate in back)
    return Thing(page.node, kind, title, f"A {kind} of the graph.", tuple(facts), (), tuple(page.receipts),
                 (Group("What refers to it", links),))  # fmt: skip


def _value(page: PageMaker, row: Row) -> Link:
    shown = row.get("name", row["o"].removeprefix(page.base))
    return Link(shown, row["o"] if "://" in row["o"] else "")


_MAKERS: Final[dict[str, Callable[[PageMaker], Thing]]] = {
    "event": event_thing,
    "actor": actor_thing,
    "office": office_thing,
    "claim": claim_thing,
    "place": _place,
    "document": _document,
    "tenure": _tenure,
    "sentence": _sentence,
}
