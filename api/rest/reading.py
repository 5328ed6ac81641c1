"""What the service reads for a request: functions of a store and plain values, fit to run in another process."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from api.rest.asking import iri, rows
from api.rest.claims import claim_items
from api.rest.events import event_items
from api.rest.filters import Ancestors, patterns_of
from api.rest.naming import Names, Refused
from api.rest.others import actor_items, article_items, office_items, place_items, tenure_items
from api.rest.pages import Form, Selection, Sorting, select
from api.rest.parameters import Item, Page
from kg.iris import document_iri
from kg.store import Store, description, write_triples

_BY_LABEL = Sorting("rdfs:label", Form.FOLDED)
_BY_ID = Sorting()
_BY_TYPE = Sorting("a", Form.NAME)
_BY_DATE = Sorting("kg:earliest")


@dataclass(frozen=True, slots=True)
class Collection:
    """A kind of thing: its orders (the first is the default), the keys of its items, and what one must be."""

    name: str
    sorts: Mapping[str, Sorting]
    default_sort: str
    keys: tuple[str, ...]
    known_by: str
    items: Callable[[Store, Sequence[str], Ancestors], list[dict[str, Any]]]


def _plain(make: Callable[[Store, Sequence[str]], list[dict[str, Any]]]) -> Callable[..., list[dict[str, Any]]]:
    return lambda store, ids, _: make(store, ids)


_EVENT_SORTS = {"date": _BY_DATE, "label": _BY_LABEL, "type": _BY_TYPE, "id": _BY_ID}
COLLECTIONS: Final[dict[str, Collection]] = {
    one.name: one
    for one in (
        Collection(
            "events",
            {
                **_EVENT_SORTS,
                "status": Sorting("kg:status", Form.NAME),
            },
            "date",
            ("type", "within", "label", "status", "disputed", "date", "agents", "recipients", "places", "quantities",
             "theme", "inRetaliationFor", "claims", "links", "receipts"),
            "?id kg:status ?is",
            event_items,
        ),
        Collection(
            "claims",
            {
                "id": _BY_ID,
                "holder": Sorting("kg:holder/rdfs:label", Form.FOLDED),
                "event": Sorting("kg:content/rdfs:label", Form.FOLDED),
            },
            "id",
            ("about", "chain", "holder", "reportedBy", "polarity", "phase", "certainty", "voice", "deniedBy",
             "receipts"),
            "?id a kg:Claim",
            _plain(claim_items),
        ),
        Collection(
            "actors",
            {"name": _BY_LABEL, "type": _BY_TYPE, "id": _BY_ID},
            "name",
            ("type", "name", "aliases", "isoCode", "bodyOf", "offices", "links", "receipts"),
            "?id a ?class ; rdfs:label ?known FILTER NOT EXISTS { ?id kg:status ?is } "
            "FILTER(?class NOT IN (kg:Office, kg:Place))",
            _plain(actor_items),
        ),
        Collection(
            "articles",
            {
                "published": Sorting("dct:issued"),
                "title": Sorting("dct:title", Form.FOLDED),
                "identifier": Sorting("dct:identifier", Form.FOLDED),
            },
            "-published",
            ("identifier", "title", "published", "publisher", "url", "language", "textDigest", "readerVersion",
             "counts"),
            "?id a kg:Document",
            _plain(article_items),
        ),
        Collection(
            "offices",
            {"title": _BY_LABEL, "id": _BY_ID},
            "title",
            ("title", "of", "holders", "receipts"),
            "?id a kg:Office",
            _plain(office_items),
        ),
        Collection(
            "tenures",
            {
                "holder": Sorting("kg:tenureHolder/rdfs:label", Form.FOLDED),
                "office": Sorting("kg:tenureOffice/rdfs:label", Form.FOLDED),
                "id": _BY_ID,
            },
            "holder",
            ("holder", "office", "of", "former", "receipts"),
            "?id a kg:Tenure",
            _plain(tenure_items),
        ),
        Collection(
            "places",
            {"name": _BY_LABEL, "id": _BY_ID},
            "name",
            ("name", "events", "receipts"),
            "?id a kg:Place",
            _plain(place_items),
        ),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Classes:
    """The class trees that filters know: name of a class -> names of those above it."""

    events: Ancestors
    actors: Ancestors


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request cannot be answered: its status, words, and what else may have been meant."""

    status: int
    detail: str
    candidates: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Items (or, for a graph format, the bytes of the graph), and where the next page begins."""

    items: tuple[dict[str, Any], ...] = ()
    graph: bytes | None = None
    cursor: str | None = None
    total: int | None = None
    meant: Mapping[str, Any] | None = None


def read_page(store: Store, name: str, wanted: Page, classes: Classes, base: str, form: str) -> Found | Refusal:
    """A page of a collection as items ("json") or as a graph ("turtle", "jsonld")."""
    collection = COLLECTIONS[name]
    try:
        keys = _keys(collection, wanted)
        names = Names(store, base, (*classes.actors, "Place"))
        patterns = patterns_of(wanted, names, classes.events, classes.actors)
        selection = select(
            store,
            patterns,
            collection.sorts,
            sort=wanted.sort or collection.default_sort,
            limit=wanted.limit,
            cursor=wanted.cursor,
            total=wanted.total,
        )
    except Refused as refused:
        return Refusal(refused.status, refused.detail, tuple(refused.candidates))
    return _found(store, collection, selection, keys, classes, form, names.meant)


def _found(
    store: Store,
    collection: Collection,
    selection: Selection,
    keys: Sequence[str],
    classes: Classes,
    form: str,
    meant: Mapping[str, Any],
) -> Found:
    items, graph = [], None
    if form == "json":
        items = collection.items(store, selection.ids, classes.events)
    else:
        graph = write_triples(description(store, selection.ids), form)
    chosen = tuple({key: item[key] for key in ("id", *keys) if key in item} for item in items)
    return Found(chosen, graph, selection.cursor, selection.total, meant)


def read_item(
    store: Store, name: str, key: str, wanted: Item, classes: Classes, base: str, form: str
) -> Found | Refusal:
    """One thing of a collection: by IRI, by the end of it, an article also by its id. Refusal 404 without it."""
    collection = COLLECTIONS[name]
    try:
        keys = _keys(collection, wanted)
    except Refused as refused:
        return Refusal(refused.status, refused.detail)
    node = _node(store, collection, key, base)
    if not rows(store, f"SELECT ?id WHERE {{ VALUES ?id {{ {iri(node)} }} {collection.known_by} }} LIMIT 1"):
        return Refusal(404, f"there is no {name[:-1]} {key!r}")
    return _found(store, collection, Selection((node,), None, None), keys, classes, form, {})


def _node(store: Store, collection: Collection, key: str, base: str) -> str:
    if "://" in key:
        return key
    if collection.name == "articles":
        return store.article_iri(key) or document_iri(key.removeprefix("article/"), base)
    return base + key


def _keys(collection: Collection, wanted: Item) -> tuple[str, ...]:
    unknown = [key for key in wanted.fields if key not in collection.keys and key != "id"]
    if unknown:
        raise Refused(f"fields: there is no {unknown[0]!r}; there are id, {', '.join(collection.keys)}")
    return tuple(key for key in collection.keys if key in wanted.fields) if wanted.fields else collection.keys


def read_node(store: Store, node: str, form: str) -> Found | Refusal:
    """Whatever stands under an IRI, as a graph. Refusal 404 where nothing does; QueryError for what is no IRI."""
    triples = description(store, [node])
    if not triples:
        return Refusal(404, f"there is nothing under the IRI {node}")
    return Found(graph=write_triples(triples, form))
