"""Claims with the chain of those who pass them on, and who denies them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from api.rest.asking import Row, grouped, rows, values
from api.rest.receipts import receipts_of_evidence
from kg.store import Store

_DEEPEST = 6  # claims above a claim; texts have three at most
_LINKS = {"directQuote": "quoting", "indirectSpeech": "citing", "hearsay": "on hearsay from"}
_CORE = """?id kg:holder ?holder ; kg:content ?content ; kg:polarity ?polarity ; kg:phase ?phase ;
  kg:certainty ?certainty ; kg:voice ?voice . ?holder rdfs:label ?name ; a ?type ."""
_VARIABLES = "?id ?holder ?name ?type ?content ?polarity ?phase ?certainty ?voice"


@dataclass(slots=True)
class _Claims:
    """What is known of some claims and of all above them, by IRI."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    above: dict[str, list[str]] = field(default_factory=dict)
    denials: dict[str, list[Row]] = field(default_factory=dict)


def claim_items(store: Store, ids: Sequence[str]) -> list[dict[str, Any]]:
    """The claims with those IRIs, in their order."""
    known = _Claims(grouped(rows(store, f"SELECT {_VARIABLES} WHERE {{ {values('id', ids)} {_CORE} }} ORDER BY ?name")))
    _climb(store, known)
    _deny(store, known, ids)
    found = receipts_of_evidence(store, ids)
    labels = _labels(store, sorted({r["content"] for i in ids for r in known.rows.get(i, [])}))
    return [_item(known, one, found.get(one, []), labels) for one in ids if one in known.rows]


def claims_on(store: Store, events: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """The claims on each of some events, in the order of the text."""
    ids = [r["id"] for r in rows(store, f"SELECT DISTINCT ?id WHERE {{ {values('e', events)} ?id kg:content ?e }}")]
    groups: dict[str, list[dict[str, Any]]] = {}
    for item in claim_items(store, ids):
        for about in item.pop("about"):
            groups.setdefault(about["id"], []).append(item)
    for group in groups.values():
        group.sort(key=lambda c: (*[(r["article"], r["start"]) for r in c["receipts"][:1]], c["chain"], c["id"]))
    return groups


def _climb(store: Store, known: _Claims) -> None:
    """Add the claims above, one query a floor."""
    floor = list(known.rows)
    for _ in range(_DEEPEST):
        if not floor:
            return
        upper = rows(
            store,
            f"SELECT ?of {_VARIABLES} WHERE {{ {values('of', floor)} ?id kg:content ?of . {_CORE} }} ORDER BY ?name",
        )
        for row in upper:
            if row["id"] not in known.above.setdefault(row["of"], []):
                known.above[row["of"]].append(row["id"])
        new = grouped(row for row in upper if row["id"] not in known.rows)
        known.rows.update(new)
        floor = list(new)


def _deny(store: Store, known: _Claims, ids: Sequence[str]) -> None:
    text = f"""SELECT DISTINCT ?id ?denial ?holder ?name WHERE {{ {values("id", ids)}
      ?denial kg:denies ?id ; kg:holder ?holder . ?holder rdfs:label ?name }} ORDER BY ?id ?name ?denial"""
    known.denials = grouped(rows(store, text))


def _labels(store: Store, nodes: Sequence[str]) -> dict[str, Row]:
    text = f"SELECT ?id ?label WHERE {{ {values('id', nodes)} OPTIONAL {{ ?id rdfs:label ?label }} }}"
    return {row["id"]: row for row in rows(store, text)}


def _item(known: _Claims, one: str, receipts: list[dict[str, Any]], labels: dict[str, Row]) -> dict[str, Any]:
    row = known.rows[one][0]
    contents = sorted({r["content"] for r in known.rows[one]})
    way = _way(known, one)
    denials = known.denials.get(one, [])
    deniers = list(dict.fromkeys(d["name"] for d in denials))
    return {
        "id": one,
        "about": [labels[c] for c in contents],
        "chain": _told(known, way) + (f"; denied by {_listed(deniers)}" if deniers else ""),
        "holder": {"id": row["holder"], "name": row["name"], "type": row["type"]},
        "reportedBy": [
            {"claim": upper, "id": known.rows[upper][0]["holder"], "name": known.rows[upper][0]["name"]}
            for upper in way[:-1]
        ],
        **{key: row[key] for key in ("polarity", "phase", "certainty", "voice")},
        "deniedBy": [{"claim": d["denial"], "id": d["holder"], "name": d["name"]} for d in denials],
        "receipts": receipts,
    }


def _way(known: _Claims, one: str) -> list[str]:
    """The claims from the outermost down to this one; where two pass it on, by the first of them."""
    way = [one]
    while len(way) <= _DEEPEST:
        upper = [c for c in known.above.get(way[0], []) if c not in way]
        if not upper:
            break
        way.insert(0, upper[0])
    return way


def _told(known: _Claims, way: Sequence[str]) -> str:
    """The chain in words: "The Times of Israel, citing The Washington Post, citing an unnamed Israeli official"."""
    first = known.rows[way[0]][0]
    words = first["name"]
    if first["voice"] == "hearsay":
        words += ", on hearsay"
    for link in way[1:]:
        row = known.rows[link][0]
        words += f", {_LINKS.get(row['voice'], 'citing')} {_with_article(row['name'])}"
    last = known.rows[way[-1]][0]
    if last["polarity"] == "negates":
        words += ", denying it"
    elif last["polarity"] == "uncommitted":
        words += ", leaving it open"
    return words


def _with_article(name: str) -> str:
    """A description with its article: "an unnamed Israeli official"; names and plurals stay as they are."""
    first, _, rest = name.partition(" ")
    head = name.split(" of ")[0].split(" with ")[0].split(" familiar ")[0].split(",")[0]
    owned = any(word.endswith(("'s", "’s", "s'", "s’")) for word in head.split())  # "Netanyahu's office" needs none
    single = bool(rest) and head.split()[-1].islower() and not head.endswith("s") and not owned
    if not single or first.lower() in {"the", "a", "an", "his", "her", "its", "their", "one"} or first[:1].isdigit():
        return name
    vowel = first[0] in "aeioAEIO" or first.startswith(("un", "Un"))
    return f"{'an' if vowel else 'a'} {name}"


def _listed(names: Sequence[str]) -> str:
    shown = [_with_article(name) for name in names]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
