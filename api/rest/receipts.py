"""Receipts: the article, the sentence and the words that something rests on. Offsets count Unicode code points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from api.rest.asking import Row, grouped, rows, values
from kg.store import Store

Receipts = dict[str, list[dict[str, Any]]]
MOST: Final = 25  # receipts of a node that many articles name; its page under /id/ has all
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
    """The receipts of actors: the first sentences that introduce them, with the first words there that mean them."""
    pairs = _first_sentences(store, ids)
    sentences = values("s", sorted({s for _, s in pairs}))
    found = rows(
        store,
        f"""SELECT ?id ?s ?words ?from ?to WHERE {{ {sentences} ?m kg:inSentence ?s ; kg:refersTo ?id ;
          kg:exact ?words ; kg:startChar ?from ; kg:endChar ?to }}""",
    )
    found.sort(key=lambda row: int(row["from"]), reverse=True)
    return _told(store, pairs, {(row["id"], row["s"]): row for row in found})


def receipts_of_graphs(store: Store, ids: Sequence[str]) -> Receipts:
    """The receipts of nodes that sentences name without a mention of their own: offices, places; the first of them."""
    return _told(store, _first_sentences(store, ids), {})


def _first_sentences(store: Store, ids: Sequence[str]) -> list[tuple[str, str]]:
    """Node and sentence; of a node that many articles name, MOST sentences."""
    found = rows(store, f"SELECT DISTINCT ?id ?s WHERE {{ {values('id', ids)} GRAPH ?s {{ ?id a ?type }} }}")
    groups = grouped(sorted(found, key=lambda row: row["s"]))
    return [(one, row["s"]) for one, group in groups.items() for row in group[:MOST]]


def _told(store: Store, pairs: Sequence[tuple[str, str]], words: dict[tuple[str, str], Row]) -> Receipts:
    sentences = values("s", sorted({s for _, s in pairs}))
    text = f"SELECT ?s ?start ?end ?quotation ?article WHERE {{ {sentences} {_SENTENCE} }}"
    known = {row["s"]: row for row in rows(store, text)}
    return _by_node([{"id": one, **known[s], **words.get((one, s), {})} for one, s in pairs if s in known])


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
