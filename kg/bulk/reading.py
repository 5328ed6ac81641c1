"""What a reading process does: documents in, their quads out as N-Quads."""

from __future__ import annotations

import gc
import multiprocessing
import os
import re
import threading
import traceback
from collections.abc import Sequence
from multiprocessing import connection
from pathlib import Path

import pyoxigraph as ox

from kg.bulk.exchange import answered, taken
from kg.bulk.work import Found, Options, Read, Unread
from kg.errors import CommuniqueError
from kg.iris import document_iri
from kg.model import Document
from kg.pipeline import Graph, Pipeline

_WORD = re.compile(r"\w+")
_COLLECT = 50_000, 20, 100  # a parse is many objects and little garbage: looked for seldom, and not in the model


_loaded: list[Pipeline | CommuniqueError] = []
forked: list[Pipeline] = []  # what `kg.bulk.ready` loaded in the process from which this one was forked


def prepare(options: Options) -> None:
    """Load the model, once a process; what hinders it is told by the first batch."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        _loaded.append(_pipeline(options))
    except CommuniqueError as error:
        _loaded.append(error)
    gc.freeze()
    gc.set_threshold(*_COLLECT)


def pipeline_of(options: Options) -> Pipeline:
    """What reads articles as the options say."""
    return Pipeline(options.base, options.model, options.authority, options.holders)


def _pipeline(options: Options) -> Pipeline:
    if not forked or not options.usual:
        return pipeline_of(options)
    forked[0].base = options.base
    return forked[0]


def read_batch(path: str) -> str:
    """Read the documents that a file holds with the loaded model, in their order; returns the file of what was read.

    Raises what kept the model from loading, and OSError where the disk does not take the answer.
    """
    (loaded,) = _loaded
    if isinstance(loaded, CommuniqueError):
        raise loaded
    return answered(path, read_all(loaded, taken(path)))


def _end_with_parent() -> None:
    """A reading process whose parent was killed would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def read_all(pipeline: Pipeline, documents: Sequence[Document]) -> Found:
    """Read documents with a pipeline, in their order; one on which it fails takes no other with it."""
    try:
        return [_read(graph, pipeline.base) for graph in pipeline.graphs(documents)]
    except CommuniqueError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the others of the archive are read, and it is told
        if len(documents) == 1:
            return [Unread(f"the reader failed on this article, a fault of the program: {_fault(error)}")]
    return [found for document in documents for found in read_all(pipeline, [document])]


def _read(graph: Graph, base: str) -> Read:
    return Read(
        document_iri(graph.document.id, base),
        ox.serialize(graph.quads, format=ox.RdfFormat.N_QUADS) or b"",
        len(graph.quads),
        len(_WORD.findall(graph.document.text)),
        graph.warnings,
    )


def _fault(error: Exception) -> str:
    """An error in a line, with the place in the code."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({Path(place.filename).name}, line {place.lineno})"
