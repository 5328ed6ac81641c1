"""Articles, actors, offices, tenures and places with what they are called and on which sentences they rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.rest.asking import Row, grouped, rows, values, without_nothing
from api.rest.links import links_of
from api.rest.receipts import MOST, receipts_of_evidence, receipts_of_graphs, receipts_of_mentions
from kg.store import Store

Item = dict[str, Any]


def article_items(store: Store, ids: Sequence[str]) -> list[Item]:
    """The articles, with counts of what was read in them."""
    found = rows(
        store,
        f"""SELECT ?id ?identifier ?title ?published ?publisher ?name ?url ?language ?digest ?version WHERE {{
          {values("id", ids)} ?id dct:identifier ?identifier .
          OPTIONAL {{ ?id dct:title ?title }} OPTIONAL {{ ?id dct:issued ?published }}
          OPTIONAL {{ ?id dct:source ?url }} OPTIONAL {{ ?id dct:language ?language }}
          OPTIONAL {{ ?id kg:publisher ?publisher . ?publisher rdfs:label ?name }}
          OPTIONAL {{ ?id kg:textDigest ?digest }} OPTIONAL {{ ?id kg:readerVersion ?version }}
        }} ORDER BY ?id ?name""",
    )
    counts = {row["id"]: row for row in _counts(store, ids)}
    return _in_order(ids, found, lambda row: _article(row, counts.get(row["id"], {})))


def _counts(store: Store, ids: Sequence[str]) -> list[Row]:
    return rows(
        store,
        f"""SELECT ?id (COUNT(DISTINCT ?s) AS ?sentences) (COUNT(DISTINCT ?e) AS ?events)
        (COUNT(DISTINCT ?c) AS ?claims) WHERE {{ {values("id", ids)} ?s kg:inDocument ?id .
          OPTIONAL {{ ?t kg:inSentence ?s . ?x kg:evidence ?t .
            BIND(IF(EXISTS {{ ?x kg:status ?is }}, ?x, ?none) AS ?e)
            BIND(IF(EXISTS {{ ?x kg:holder ?h }}, ?x, ?none) AS ?c) }} }} GROUP BY ?id""",
    )


def _article(row: Row, counts: Row) -> Item:
    by = {"id": row["publisher"], "name": row["name"]} if "name" in row else None
    return {
        "id": row["id"],
        "identifier": row["identifier"],
        "title": row.get("title"),
        "published": row["published"][:10] if "published" in row else None,
        "publisher": by,
        "url": row.get("url"),
        "language": row.get("language"),
        "textDigest": row.get("digest"),
        "readerVersion": row.get("version"),
        "counts": {key: int(counts.get(key, 0)) for key in ("sentences", "events", "claims")},
    }


def actor_items(store: Store, ids: Sequence[str]) -> list[Item]:
    """The actors, with their other names, and the offices that they hold: the first MOST tenures by title."""
    known = values("id", ids)
    found = rows(
        store,
        f"""SELECT ?id ?type ?name ?code ?body ?of WHERE {{ {known} ?id a ?type ; rdfs:label ?name .
          OPTIONAL {{ ?id kg:isoCode ?code }} OPTIONAL {{ ?id kg:bodyOfState ?body . ?body rdfs:label ?of }} }}
        ORDER BY ?id ?name ?of""",
    )
    aliases = grouped(rows(store, f"SELECT ?id ?n WHERE {{ {known} ?id rdfs:label|skos:altLabel ?n }} ORDER BY ?id ?n"))
    offices = grouped(_tenure_rows(store, f"{known} ?tenure kg:tenureHolder ?id ."))
    receipts = receipts_of_mentions(store, ids)
    same = links_of(store, ids, "kg:sameActorAs")

    def actor(row: Row) -> Item:
        one = row["id"]
        return {
            "id": one,
            "type": row["type"],
            "name": row["name"],
            "aliases": sorted({a["n"] for a in aliases.get(one, [])} - {row["name"]}),
            "isoCode": row.get("code"),
            "bodyOf": {"id": row["body"], "name": row["of"]} if "body" in row else None,
            "offices": [_held(tenure) for tenure in offices.get(one, [])[:MOST]],
            "links": same.get(one),
            "receipts": receipts.get(one, []),
        }

    return _in_order(ids, found, actor)


def _tenure_rows(store: Store, pattern: str) -> list[Row]:
    """Tenures `?tenure` that fit a pattern, with office and holder; one row a tenure."""
    found = rows(
        store,
        f"""SELECT ?id ?tenure ?office ?title ?body ?of ?holder ?name ?former WHERE {{ {pattern}
          ?tenure kg:tenureOffice ?office ; kg:tenureHolder ?holder . ?office rdfs:label ?title .
          ?holder rdfs:label ?name .
          OPTIONAL {{ ?office kg:officeIn ?body . ?body rdfs:label ?of }} OPTIONAL {{ ?tenure kg:former ?former }}
        }} ORDER BY ?title ?of ?name ?tenure""",
    )
    return list({(row["id"], row["tenure"]): row for row in reversed(found)}.values())[::-1]


def _held(row: Row) -> Item:
    return without_nothing(
        {
            "tenure": row["tenure"],
            "office": row["office"],
            "title": row["title"],
            "of": {"id": row["body"], "name": row["of"]} if "body" in row else None,
            "former": row.get("former") == "true",
        }
    )


def office_items(store: Store, ids: Sequence[str]) -> list[Item]:
    """The offices, with who is told to hold them: the first MOST tenures by name."""
    known = values("id", ids)
    found = rows(
        store,
        f"""SELECT ?id ?title ?body ?of WHERE {{ {known} ?id rdfs:label ?title ; a kg:Office .
          OPTIONAL {{ ?id kg:officeIn ?body . ?body rdfs:label ?of }} }} ORDER BY ?id ?title ?of""",
    )
    tenures = grouped(_tenure_rows(store, f"{known} ?tenure kg:tenureOffice ?id ."))
    receipts = receipts_of_graphs(store, ids)

    def office(row: Row) -> Item:
        return {
            "id": row["id"],
            "title": row["title"],
            "of": {"id": row["body"], "name": row["of"]} if "body" in row else None,
            "holders": [
                {"tenure": t["tenure"], "id": t["holder"], "name": t["name"], "former": t.get("former") == "true"}
                for t in tenures.get(row["id"], [])[:MOST]
            ],
            "receipts": receipts.get(row["id"], []),
        }

    return _in_order(ids, found, office)


def tenure_items(store: Store, ids: Sequence[str]) -> list[Item]:
    """The tenures: who, which office, of whom, and the words that tell it."""
    found = _tenure_rows(store, f"{values('id', ids)} BIND(?id AS ?tenure)")
    receipts = receipts_of_evidence(store, ids)

    def tenure(row: Row) -> Item:
        return {
            "id": row["id"],
            "holder": {"id": row["holder"], "name": row["name"]},
            "office": {"id": row["office"], "title": row["title"]},
            "of": {"id": row["body"], "name": row["of"]} if "body" in row else None,
            "former": row.get("former") == "true",
            "receipts": receipts.get(row["id"], []),
        }

    return _in_order(ids, found, tenure)


def place_items(store: Store, ids: Sequence[str]) -> list[Item]:
    """The places, with how many events are told to occur there."""
    found = rows(
        store,
        f"""SELECT ?id ?name (COUNT(DISTINCT ?e) AS ?events) WHERE {{ {values("id", ids)} ?id rdfs:label ?name .
          OPTIONAL {{ ?e kg:occursAt ?id }} }} GROUP BY ?id ?name ORDER BY ?id ?name""",
    )
    receipts = receipts_of_graphs(store, ids)

    def place(row: Row) -> Item:
        found = receipts.get(row["id"], [])
        return {"id": row["id"], "name": row["name"], "events": int(row["events"]), "receipts": found}

    return _in_order(ids, found, place)


def _in_order(ids: Sequence[str], found: Sequence[Row], make: Any) -> list[Item]:
    """An item for each IRI that has a row, from the first of its rows, without the keys that have no value."""
    first = {row["id"]: row for row in reversed(found)}
    return [without_nothing(make(first[one])) for one in ids if one in first]
