"""What a worker does with a SPARQL question: it asks, and writes the answer in the format that the client wants.

What goes to and fro are named tuples: they are packed several times as fast as data classes.
"""

from __future__ import annotations

import gzip
import re
from typing import Final, NamedTuple

from fastapi import HTTPException

from api.negotiation import GRAPHS, MEDIA, RESULTS, chosen_format
from api.workers.sealing import sealed
from kg.store import Store, Written, answer

_WORTH_PACKING: Final = 1000  # bytes
_CHANGING: Final = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(", re.I)


class Question(NamedTuple):
    """What a client asks: the query, the graphs that are its dataset, and how it wants the answer.

    `form` is a format by name, which wins over `accept`; relative IRIs of the query are resolved against `base`.
    """

    query: str
    form: str | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    accept: str | None = None
    packed: bool = False
    base: str | None = None

    @property
    def lasting(self) -> bool:
        """Whether the same question gives the same answer as long as the data are the same."""
        return _CHANGING.search(self.query) is None


class Bounds(NamedTuple):
    """What an answer may be: levels of nesting, rows, bytes."""

    depth: int
    rows: int
    size: int


class Reply(NamedTuple):
    """A written answer: body, media type, whether it is packed, and the rows it was cut behind."""

    body: bytes
    media_type: str
    packed: bool
    cut: int | None


class Unfit(NamedTuple):
    """Why an answer cannot be given in the format that was asked for."""

    status: int
    detail: str


def ask(store: Store, question: Question, bounds: Bounds) -> Reply | Unfit:
    """The answer to a question; QueryError for one that cannot be asked. While the engine runs, nothing is opened."""
    with sealed(store):
        found = answer(
            store,
            question.query,
            default_graphs=question.default_graphs,
            named_graphs=question.named_graphs,
            depth=bounds.depth,
            base_iri=question.base,
        )
        try:
            name = chosen_format(question.accept, question.form, GRAPHS if found.kind == "graph" else RESULTS)
        except HTTPException as error:
            return Unfit(error.status_code, error.detail)
        written = found.bounded(name, bounds.rows, bounds.size)
    return reply(written, name, packed=question.packed)


def reply(written: Written, name: str, *, packed: bool) -> Reply:
    """A written answer, packed where the client unpacks and it is long."""
    body = written.body
    packed = packed and len(body) >= _WORTH_PACKING
    if packed:
        body = gzip.compress(body, 3, mtime=0)
    return Reply(body, MEDIA[name], packed, written.cut)
