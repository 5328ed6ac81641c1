"""Two tables for spreadsheets and graph programs: a line a node; a line an edge, with the sentences that state it."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any, Final

import pyoxigraph as ox

from kg import vocabulary as v
from kg.store.engine import Patterns

Subjects = Callable[[], Iterator[Iterable[Any]]]

_DEFAULT = ox.DefaultGraph()
_TYPE = ox.NamedNode(v.TYPE)
_TEXT_LAYER = {v.SENTENCE, v.MENTION, v.TRIGGER, v.ATTRIBUTION, v.TIME_EXPRESSION, v.PARTICIPATION, v.QUANTITY}
_COLUMNS: Final = {
    "label": (v.LABEL, v.TITLE),
    "status": (v.STATUS,),
    "disputed": (v.DISPUTED,),
    "edtf": (v.EDTF,),
    "earliest": (v.EARLIEST,),
    "latest": (v.LATEST,),
    "polarity": (v.POLARITY,),
    "phase": (v.PHASE,),
    "certainty": (v.CERTAINTY,),
    "voice": (v.VOICE,),
    "identifier": (v.IDENTIFIER, v.ISO_CODE),
}
NODE_COLUMNS: Final = ("id", "type", *_COLUMNS)
EDGE_COLUMNS: Final = ("source", "relation", "target", "sentences")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same graph gives the same bytes


def write_tables(dataset: Patterns, output: IO[bytes], subjects: Subjects | None = None) -> None:
    """A zip of `nodes.csv` and `edges.csv`: of every node of the default graph, or of some.

    `subjects` is called once a table and gives the nodes in batches. Spans of text are no nodes here: what rests on
    them has their sentences in the last column, with blanks between.
    """
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, columns, lines in (("nodes.csv", NODE_COLUMNS, _node), ("edges.csv", EDGE_COLUMNS, _edges)):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w", force_zip64=True) as entry:
                text = io.TextIOWrapper(entry, encoding="utf-8", newline="", write_through=False)
                writer = csv.writer(text, lineterminator="\n")
                writer.writerow(columns)
                for node in _nodes(dataset, subjects):
                    writer.writerows(lines(dataset, node))
                text.flush()
                text.detach()


def _nodes(dataset: Patterns, subjects: Subjects | None) -> Iterator[Any]:
    """The nodes, each once within a batch."""
    if subjects is not None:
        for batch in subjects():
            yield from (node for node in batch if _types(dataset, node))
        return
    for quad in dataset.quads_for_pattern(None, _TYPE, None, _DEFAULT):
        types = _types(dataset, quad.subject)
        if types and _text(quad.object) == types[0]:  # a node of two classes comes once
            yield quad.subject


def _types(dataset: Patterns, node: Any) -> list[str]:
    """The classes of a node; none for spans of text."""
    types = sorted(_text(q.object) for q in dataset.quads_for_pattern(node, _TYPE, None, _DEFAULT))
    return [] if _TEXT_LAYER.intersection(types) else types


def _node(dataset: Patterns, node: Any) -> Iterator[list[str]]:
    held: dict[str, list[str]] = {}
    for quad in dataset.quads_for_pattern(node, None, None, _DEFAULT):
        held.setdefault(quad.predicate.value, []).append(_text(quad.object).removeprefix(v.KG))
    cells = ["|".join(sorted(value for iri in iris for value in held.get(iri, ()))) for iris in _COLUMNS.values()]
    yield [_text(node), "|".join(sorted(held.get(v.TYPE, ()))), *cells]


def _edges(dataset: Patterns, node: Any) -> Iterator[list[str]]:
    for quad in dataset.quads_for_pattern(node, None, None, _DEFAULT):
        linked = isinstance(quad.object, ox.NamedNode) and not quad.object.value.startswith(v.KG)
        if not linked or quad.predicate.value in {v.TYPE, v.EVIDENCE}:
            continue
        graphs = dataset.quads_for_pattern(node, quad.predicate, quad.object, None)
        sentences = sorted(_text(q.graph_name) for q in graphs if q.graph_name != _DEFAULT)
        yield [_text(node), quad.predicate.value.removeprefix(v.KG), _text(quad.object), " ".join(sentences)]


def _text(term: Any) -> str:
    return str(term.value)
