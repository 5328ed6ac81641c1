"""REST: articles, actors, events and claims as JSON, each with the sentences that it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query

from api.snapshot import current_store
from kg.store import Store
from kg.vocabulary import KG

router = APIRouter(tags=["resources"])
Limit = Annotated[int, Query(ge=1, le=500, description="How many at most.")]
Offset = Annotated[int, Query(ge=0, description="How many to pass over.")]
Current = Annotated[Store, Depends(current_store)]
_TERM = r"^[A-Za-z]+$"


def _rows(store: Store, text: str) -> list[dict[str, str]]:
    """The rows of a query as plain values; unbound variables are left out."""
    result = store.query(text)
    names = [variable.value for variable in result.variables]
    return [{n: _plain(row[n].value) for n in names if row[n] is not None} for row in result]


def _plain(value: str) -> str:
    return value.removeprefix(KG)


def _values(name: str, iris: Iterable[str]) -> str:
    return f"VALUES ?{name} {{ {' '.join(f'<{iri}>' for iri in iris)} }}"


def _page(items: list[dict[str, Any]], limit: int, offset: int) -> dict[str, Any]:
    more = len(items) > limit
    return {"items": items[:limit], "limit": limit, "offset": offset, "next": offset + limit if more else None}


def _attach(
    items: list[dict[str, Any]], key: str, rows: list[dict[str, str]], make: Callable[[dict[str, str]], Any]
) -> None:
    """Add to each item, under `key`, what the rows with its `id` give; an empty list where there are none."""
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row["id"], []).append(make(row))
    for item in items:
        item[key] = found.get(item["id"], [])


@router.get("/articles", summary="Articles")
def articles(store: Current, limit: Limit = 50, offset: Offset = 0) -> dict[str, Any]:
    """The articles, the latest first."""
    rows = _rows(
        store,
        f"""SELECT ?id ?identifier ?title ?published ?publisher WHERE {{
          ?id a kg:Document ; dct:identifier ?identifier ; kg:publisher/rdfs:label ?publisher .
          OPTIONAL {{ ?id dct:title ?title }} OPTIONAL {{ ?id dct:issued ?published }}
        }} ORDER BY DESC(?published) ?identifier LIMIT {limit + 1} OFFSET {offset}""",
    )
    return _page(rows, limit, offset)


@router.get("/actors", summary="Actors")
def actors(
    store: Current,
    limit: Limit = 50,
    offset: Offset = 0,
    kind: Annotated[str | None, Query(alias="type", pattern=_TERM, description="Class, for example Person.")] = None,
) -> dict[str, Any]:
    """The actors that take part in something, by name, with their other names and offices."""
    only = f"FILTER(?type = kg:{kind})" if kind else ""
    rows: list[dict[str, Any]] = list(
        _rows(
            store,
            f"""SELECT DISTINCT ?id ?name ?type WHERE {{
          {{ ?e kg:agent|kg:recipient ?id }} UNION {{ ?t kg:tenureHolder ?id }} UNION {{ ?c kg:holder ?id }}
          ?id rdfs:label ?name ; a ?type {only}
        }} ORDER BY ?name ?id LIMIT {limit + 1} OFFSET {offset}""",
        )
    )
    known = _values("id", (r["id"] for r in rows))
    aliases = _rows(store, f"SELECT ?id ?alias WHERE {{ {known} ?id skos:altLabel ?alias }} ORDER BY ?id ?alias")
    offices = _rows(
        store,
        f"""SELECT DISTINCT ?id ?office ?of ?sentence WHERE {{ {known}
          ?t kg:tenureHolder ?id ; kg:tenureOffice ?post ; kg:evidence/kg:inSentence/kg:exact ?sentence .
          ?post rdfs:label ?office OPTIONAL {{ ?post kg:officeIn/rdfs:label ?of }} }} ORDER BY ?id ?office ?of""",
    )
    _attach(rows, "aliases", aliases, lambda r: r["alias"])
    _attach(rows, "offices", offices, lambda r: {"office": r["office"], "of": r.get("of"), "sentence": r["sentence"]})
    return _page(rows, limit, offset)


@router.get("/events", summary="Events")
def events(
    store: Current,
    limit: Limit = 50,
    offset: Offset = 0,
    kind: Annotated[str | None, Query(alias="type", pattern=_TERM, description="Class, for example PhoneCall.")] = None,
    status: Annotated[str | None, Query(pattern=_TERM, description="Status, for example planned.")] = None,
) -> dict[str, Any]:
    """The events by date, with participants and the sentences that tell of them."""
    only = (f"FILTER(?type = kg:{kind}) " if kind else "") + (f"FILTER(?status = kg:{status})" if status else "")
    rows: list[dict[str, Any]] = list(
        _rows(
            store,
            f"""SELECT ?id ?label ?type ?status ?disputed ?date WHERE {{
          ?id kg:status ?status ; a ?type ; rdfs:label ?label {only}
          OPTIONAL {{ ?id kg:disputed ?disputed }} OPTIONAL {{ ?id kg:edtf ?date }}
        }} ORDER BY ?date ?label ?id LIMIT {limit + 1} OFFSET {offset}""",
        )
    )
    known = _values("id", (r["id"] for r in rows))
    roles = _rows(
        store,
        f"""SELECT ?id ?role ?actor ?name WHERE {{ {known} VALUES ?role {{ kg:agent kg:recipient }}
          ?id ?role ?actor . ?actor rdfs:label ?name }} ORDER BY ?id ?role ?name""",
    )
    _attach(rows, "participants", roles, lambda r: {"role": r["role"], "actor": r["actor"], "name": r["name"]})
    _attach(rows, "receipts", _receipts(store, known), _receipt)
    for row in rows:
        row["disputed"] = row.get("disputed") == "true"
    return _page(rows, limit, offset)


def _receipts(store: Store, known: str) -> list[dict[str, str]]:
    """The words and sentences on which the nodes of a VALUES block rest."""
    return _rows(
        store,
        f"""SELECT ?id ?words ?start ?end ?sentence ?article WHERE {{ {known}
          ?id kg:evidence ?t . ?t kg:exact ?words ; kg:startChar ?start ; kg:endChar ?end ; kg:inSentence ?s .
          ?s kg:exact ?sentence ; kg:inDocument/dct:identifier ?article }} ORDER BY ?id ?article ?start""",
    )


def _receipt(row: dict[str, str]) -> dict[str, Any]:
    return {
        "article": row["article"],
        "sentence": row["sentence"],
        "words": row["words"],
        "start": int(row["start"]),
        "end": int(row["end"]),
    }


@router.get("/claims", summary="Claims")
def claims(
    store: Current,
    limit: Limit = 50,
    offset: Offset = 0,
    holder: Annotated[str | None, Query(description="IRI of the actor who holds the claim.")] = None,
) -> dict[str, Any]:
    """The claims on events: holder, stance, phase, voice, the chain of those who report it, and the sentence."""
    if holder is not None and any(c in holder for c in '<>"{}|^`\\ \n'):
        raise HTTPException(400, f"holder is no IRI: {holder!r}")
    only = f"FILTER(?holder = <{holder}>)" if holder else ""
    rows: list[dict[str, Any]] = list(
        _rows(
            store,
            f"""SELECT ?id ?holder ?name ?event ?label ?polarity ?phase ?certainty ?voice WHERE {{
          ?id a kg:Claim ; kg:holder ?holder ; kg:content ?event ; kg:polarity ?polarity ; kg:phase ?phase ;
              kg:certainty ?certainty ; kg:voice ?voice .
          ?event kg:status ?status ; rdfs:label ?label . ?holder rdfs:label ?name . {only}
        }} ORDER BY ?id LIMIT {limit + 1} OFFSET {offset}""",
        )
    )
    known = _values("id", (r["id"] for r in rows))
    chain = _rows(
        store,
        f"""SELECT DISTINCT ?id ?name WHERE {{ {known}
          ?above kg:content+ ?id ; kg:holder/rdfs:label ?name }} ORDER BY ?id ?name""",
    )
    _attach(rows, "reportedBy", chain, lambda r: r["name"])
    _attach(rows, "receipts", _receipts(store, known), _receipt)
    return _page(rows, limit, offset)
