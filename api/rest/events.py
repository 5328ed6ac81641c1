"""Events with all that is told of them: who, when, where, how many, what for, whose claim, on which words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.rest.asking import Row, grouped, rows, values, without_nothing
from api.rest.claims import claims_on
from api.rest.filters import Ancestors
from api.rest.links import links_of
from api.rest.receipts import receipts_of_evidence
from kg.store import Store


def event_items(store: Store, ids: Sequence[str], ancestors: Ancestors) -> list[dict[str, Any]]:
    """The events with those IRIs, in their order, by a fixed number of queries however many there are."""
    known = values("id", ids)
    core = {row["id"]: row for row in reversed(_core(store, known))}
    roles, capacities = _roles(store, known), _capacities(store, known)
    around, quantities = _around(store, known), _quantities(store, known)
    claims, receipts = claims_on(store, ids), receipts_of_evidence(store, ids)
    same = links_of(store, ids, "kg:sameEventAs")
    return [
        without_nothing(
            {
                **_head(core[one], ancestors),
                **{f"{role}s": _actors(roles.get(one, []), role, capacities.get(one, [])) for role in _ROLES},
                "places": _links(around, one, "place"),
                "quantities": quantities.get(one, []),
                "theme": _links(around, one, "theme"),
                "inRetaliationFor": _links(around, one, "cause"),
                "claims": claims.get(one, []),
                "links": same.get(one),
                "receipts": receipts.get(one, []),
            }
        )
        for one in ids
        if one in core
    ]


def brief_items(store: Store, ids: Sequence[str], ancestors: Ancestors) -> list[dict[str, Any]]:
    """The events with those IRIs, in their order, with nothing but type, status, date and actors: for many at once."""
    known = values("id", ids)
    core = {row["id"]: row for row in reversed(_core(store, known))}
    roles = _roles(store, known)
    return [
        {**_head(core[one], ancestors), **{f"{role}s": _actors(roles.get(one, []), role, []) for role in _ROLES}}
        for one in ids
        if one in core
    ]


_ROLES = ("agent", "recipient")


def _head(row: Row, ancestors: Ancestors) -> dict[str, Any]:
    date = {key: row[key] for key in ("edtf", "earliest", "latest", "words") if key in row}
    return {
        "id": row["id"],
        "type": row["type"],
        "within": list(ancestors.get(row["type"], ())),
        "label": row["label"],
        "status": row["status"],
        "disputed": row.get("disputed") == "true",
        "date": date or None,
    }


def _core(store: Store, known: str) -> list[Row]:
    return rows(
        store,
        f"""SELECT ?id ?type ?label ?status ?disputed ?edtf ?earliest ?latest ?words WHERE {{ {known}
          ?id kg:status ?status ; a ?type ; rdfs:label ?label .
          OPTIONAL {{ ?id kg:disputed ?disputed }} OPTIONAL {{ ?id kg:edtf ?edtf }}
          OPTIONAL {{ ?id kg:earliest ?earliest }} OPTIONAL {{ ?id kg:latest ?latest }}
          OPTIONAL {{ ?id kg:time/kg:exact ?words }} }} ORDER BY ?id ?type ?words""",
    )


def _roles(store: Store, known: str) -> dict[str, list[Row]]:
    return grouped(
        rows(
            store,
            f"""SELECT ?id ?role ?actor ?type (MIN(?n) AS ?name) WHERE {{ {known}
              {{ ?id kg:agent ?actor BIND("agent" AS ?role) }} UNION
              {{ ?id kg:recipient ?actor BIND("recipient" AS ?role) }} ?actor rdfs:label ?n ; a ?type }}
            GROUP BY ?id ?role ?actor ?type ORDER BY ?id ?role ?name ?actor""",
        )
    )


def _capacities(store: Store, known: str) -> dict[str, list[Row]]:
    """In which office an actor takes part."""
    return grouped(
        rows(
            store,
            f"""SELECT DISTINCT ?id ?role ?actor ?tenure ?office ?title ?state ?of ?former WHERE {{ {known}
              {{ ?id kg:agentParticipation ?p BIND("agent" AS ?role) }} UNION
              {{ ?id kg:recipientParticipation ?p BIND("recipient" AS ?role) }}
              ?p kg:participationActor ?actor ; kg:inCapacity ?tenure . ?tenure kg:tenureOffice ?office .
              ?office rdfs:label ?title OPTIONAL {{ ?office kg:officeIn ?state . ?state rdfs:label ?of }}
              OPTIONAL {{ ?tenure kg:former ?former }} }} ORDER BY ?title ?of ?tenure""",
        )
    )


def _actors(roles: Sequence[Row], role: str, capacities: Sequence[Row]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for row in roles:
        if row["role"] == role:
            held = [_capacity(c) for c in capacities if c["role"] == role and c["actor"] == row["actor"]]
            one = {"id": row["actor"], "name": row["name"], "type": row["type"], "capacities": held or None}
            found.setdefault(row["actor"], without_nothing(one))
    return list(found.values())


def _capacity(row: Row) -> dict[str, Any]:
    of = {"id": row["state"], "name": row["of"]} if "state" in row else None
    former = True if row.get("former") == "true" else None
    return without_nothing(
        {"tenure": row["tenure"], "office": row["office"], "title": row["title"], "of": of, "former": former}
    )


def _around(store: Store, known: str) -> dict[str, list[Row]]:
    """Places, themes and causes, in one query."""
    return grouped(
        rows(
            store,
            f"""SELECT ?id ?as ?node (MIN(?n) AS ?label) WHERE {{ {known}
              {{ ?id kg:occursAt ?node BIND("place" AS ?as) }} UNION
              {{ ?id kg:theme ?node BIND("theme" AS ?as) }} UNION
              {{ ?id kg:inRetaliationFor ?node BIND("cause" AS ?as) }}
              ?node rdfs:label ?n }} GROUP BY ?id ?as ?node ORDER BY ?id ?as ?label""",
        )
    )


def _links(around: dict[str, list[Row]], one: str, kind: str) -> list[dict[str, Any]]:
    label = "name" if kind == "place" else "label"
    return [{"id": row["node"], label: row["label"]} for row in around.get(one, []) if row["as"] == kind]


def _quantities(store: Store, known: str) -> dict[str, list[dict[str, Any]]]:
    found = rows(
        store,
        f"""SELECT ?id ?q ?value ?precision ?unit ?words WHERE {{ {known} ?id kg:quantity ?q .
          OPTIONAL {{ ?q kg:value ?value }} OPTIONAL {{ ?q kg:precision ?precision }}
          OPTIONAL {{ ?q kg:unit ?unit }} OPTIONAL {{ ?q kg:exact ?words }} }} ORDER BY ?id ?q""",
    )
    return {
        node: [
            without_nothing(
                {
                    "id": row["q"],
                    "value": _number(row["value"]) if "value" in row else None,
                    **{key: row.get(key) for key in ("precision", "unit", "words")},
                }
            )
            for row in group
        ]
        for node, group in grouped(found).items()
    }


def _number(text: str) -> int | float:
    return int(float(text)) if float(text).is_integer() else float(text)
