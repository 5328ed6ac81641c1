"""What links across articles say of events and actors: which other nodes are the same, how sure it is, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.rest.asking import rows, values


def links_of(store: Any, ids: Sequence[str], predicate: str) -> dict[str, list[dict[str, Any]]]:
    """The links of some nodes by `kg:sameEventAs` or `kg:sameActorAs`, the surest first; none for a node without."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    text = f"""SELECT ?id ?other ?label ?link ?score ?by ?reason WHERE {{ {values("id", ids)}
      ?id {predicate} ?other . ?link kg:linkOf ?id , ?other ; kg:reason ?reason .
      FILTER NOT EXISTS {{ ?link a kg:Split }}
      OPTIONAL {{ ?other rdfs:label ?label }}
      OPTIONAL {{ ?link kg:score ?score }} OPTIONAL {{ ?link kg:decidedBy ?by }} }}
      ORDER BY ?id DESC(?score) ?other ?link ?reason ?label"""
    for row in rows(store, text):
        link = found.setdefault(row["id"], {}).setdefault(row["link"], {"id": row["other"], "reasons": []})
        if row["reason"] not in link["reasons"]:
            link["reasons"].append(row["reason"])
        if "label" in row:
            link.setdefault("label", row["label"])
        if "score" in row:
            link["score"] = float(row["score"])
        if "by" in row:
            link["decidedBy"] = row["by"]
    return {one: list(links.values()) for one, links in found.items()}
