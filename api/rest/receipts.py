"""Receipts: the article, the sentence and the words that something rests on. Offsets count Unicode code points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.rest.asking import Row, grouped, rows, values
from kg.store import Store

Receipts = dict[str, list[dict[str, Any]]]
_SENTENCE = (
    """?s kg:startChar ?start ; kg:endChar ?end ; kg:exact ?quotation ; kg:inDocument/dct:identifier ?article ."""
)


def receipts_of_evidence(store: Store, ids: Sequence[str]) -> Receipts:
    """The receipts of nodes that name their evidence: events, claims, tenures."""
    found = rows(
        store,
        f"""SELECT ?id ?words ?from ?to ?s ?start ?end ?quotation ?article WHERE {{ {values("id", ids)}
          ?id kg:evidence ?t . ?t kg:exact ?words ; kg:startChar ?from ; kg:endChar ?to ; kg:inSentence ?s .
          {_SENTENCE} }}""",
    )
    return _by_node(found)


def receipts_of_mentions(store: Store, ids: Sequence[str]) -> Receipts:
    """The receipts of actors: the sentences that introduce them, with the first words there that mean them."""
    found = rows(
        store,
        f"""SELECT DISTINCT ?id ?s ?start ?end ?quotation ?article ?words ?from ?to WHERE {{ {values("id", ids)}
          GRAPH ?s {{ ?id a ?type }} {_SENTENCE} OPTIONAL {{ ?m kg:refersTo ?id ; kg:inSentence ?s ;
          kg:exact ?words ; kg:startChar ?from ; kg:endChar ?to }} }}""",
    )
    found.sort(key=lambda row: int(row.get("from", 0)), reverse=True)
    return _by_node(list({(row["id"], row["s"]): row for row in found}.values()))


def receipts_of_graphs(store: Store, ids: Sequence[str]) -> Receipts:
    """The receipts of nodes that sentences name without a mention of their own: offices, places."""
    found = rows(
        store,
        f"""SELECT DISTINCT ?id ?s ?start ?end ?quotation ?article WHERE {{ {values("id", ids)}
          GRAPH ?s {{ ?id a ?type }} {_SENTENCE} }}""",
    )
    return _by_node(found)


def _by_node(found: list[Row]) -> Receipts:
    ordered = sorted(found, key=lambda r: (r["article"], int(r["start"]), int(r.get("from", 0)), r.get("words", "")))
    return {node: [_receipt(row) for row in group] for node, group in grouped(ordered).items()}


def _receipt(row: Row) -> dict[str, Any]:
    receipt: dict[str, Any] = {
        "article": row["article"],
        "sentence": row["s"],
        "start": int(row["start"]),
        "end": int(row["end"]),
        "quotation": row["quotation"],
    }
    if "words" in row:
        receipt["words"] = {"text": row["words"], "start": int(row["from"]), "end": int(row["to"])}
    return receipt
