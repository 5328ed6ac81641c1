"""The process that reads articles to be tried: `python -m api.trying.process`. It writes to no store.

An article a line comes in as JSON, an outcome a line goes out: what the page shows, or why it cannot be read.
"""

from __future__ import annotations

import base64
import pickle
from typing import Any

from api.feeding.lines import serve_input
from api.feeding.orders import Orders
from api.feeding.writer import document_of, pipeline_of
from api.pages.articles import read_article, read_cards
from api.rest.reading import Refusal
from api.trying.trials import Trial
from kg.errors import ArticleError, CommuniqueError
from kg.iris import document_iri
from kg.ontology import event_ancestors
from kg.store import Store


class Taster:
    """Reads one article after the other, each into a store in memory that goes when it is shown."""

    def __init__(self, orders: Orders) -> None:
        self._orders = orders
        self._pipeline = pipeline_of(orders)
        self._classes = event_ancestors()

    def do(self, job: dict[str, Any]) -> dict[str, str]:
        """The outcome of a job: {"trial": a pickled Trial in base 64} or {"error": words}."""
        try:
            trial = self.read(job)
        except CommuniqueError as error:
            return {"error": error.message if isinstance(error, ArticleError) else str(error)}
        return {"trial": base64.b64encode(pickle.dumps(trial)).decode()}

    def read(self, job: dict[str, Any]) -> Trial:
        """What is shown of an article; ArticleError for what is none, or is longer than may be tried (`max_chars`)."""
        document = document_of(job, self._orders.max_chars, self._orders.max_body)
        (graph,) = self._pipeline.graphs([document])
        store = Store()
        store.replace(document_iri(document.id, self._orders.base), graph.quads)
        article = read_article(store, document.id, self._orders.base)
        if isinstance(article, Refusal):
            raise ArticleError("there is no sentence in the text")
        cards = read_cards(store, document.id, self._orders.base, self._classes)
        return Trial(article, cards, len(graph.quads), graph.warnings)


if __name__ == "__main__":
    serve_input(Taster)
