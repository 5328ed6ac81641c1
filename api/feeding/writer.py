"""The process that reads articles and writes the store: `python -m api.feeding.writer`.

A job a line comes in as JSON, an outcome a line goes out. It holds the model, and the store only while it writes, so
that `kg build` in a shell can write between two jobs. It ends when its input closes.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from api.feeding.fetching import Guard, fetch
from api.feeding.lines import serve_input
from api.feeding.orders import Orders, text_document
from kg.articles import read_text
from kg.articles.pages import read_page
from kg.authority import load_authority
from kg.errors import CommuniqueError, StoreInUseError
from kg.iris import document_iri
from kg.model import Document
from kg.pipeline import Pipeline
from kg.remote import Remote, beside
from kg.store import Change, Store, finish


class Writer:
    """Does one job after the other."""

    def __init__(self, orders: Orders) -> None:
        self._orders = orders
        self._pipeline: Pipeline | None = None

    def do(self, job: dict[str, Any]) -> dict[str, Any]:
        """The outcome of a job: {"result": ...}, {"error": words}, or {"busy": words} where another holds the store."""
        try:
            return {"result": self._remove(job) if job["kind"] == "remove" else self._put(job)}
        except StoreInUseError as error:
            return {"busy": str(error)}
        except CommuniqueError as error:
            return {"error": str(error)}

    def _put(self, job: dict[str, Any]) -> dict[str, Any]:
        document = document_of(job, self._orders.max_chars, self._orders.max_body)
        if self._pipeline is None:
            self._pipeline = pipeline_of(self._orders)
        (graph,) = self._pipeline.graphs([document])
        iri = document_iri(document.id, self._orders.base)
        change = self._open().replace(iri, graph.quads)
        kind = "unchanged" if change.nothing else "replaced" if change.removed else "added"
        return {
            "change": kind,
            "article": iri,
            "identifier": document.id,
            "textDigest": document.digest,
            **_counts(change),
            "warnings": list(graph.warnings),
        }

    def _remove(self, job: dict[str, Any]) -> dict[str, Any]:
        change = self._open().remove(job["article"])
        return {"change": "removed", "article": job["article"], **_counts(change)}

    def _open(self) -> Store:
        """The store, for one change: it closes, and others may write, when nothing names it any more.

        What a `kg build` had begun to load is finished first: later, it would come over what is changed now.
        """
        place = self._orders.store
        location = Path(place) if isinstance(place, str) else Remote(**place)
        store = Store(location, wait=self._orders.wait)
        finish(store, beside(location))
        return store


def pipeline_of(orders: Orders) -> Pipeline:
    """What reads articles, by the authority of the orders."""
    authority = load_authority(Path(orders.authority)) if orders.authority else None
    return Pipeline(orders.base, orders.model, authority, orders.holders)


def _counts(change: Change) -> dict[str, int]:
    return {"quadsAdded": change.added, "quadsRemoved": change.removed}


def document_of(job: dict[str, Any], max_chars: int, max_body: int) -> Document:
    """The document of a job, whose `form` is "text" (with front matter), "plain", "html" or "url".

    Raises ArticleError where it is none.
    """
    fields, place = dict(job["fields"]), "the article"
    if job["form"] in {"plain", "text"}:
        return text_document(job, max_chars)
    if job["form"] == "url":
        found = fetch(fields["url"], Guard(most=max_body))
        raw, html = found.body, "html" in found.media_type
    else:
        raw, html = base64.b64decode(job["raw"]), True
    read = read_page if html else read_text
    return read(raw, fields, default_id=job["id"], place=place, limit=max_chars)


if __name__ == "__main__":
    serve_input(Writer)
