"""Exports as streams of bytes: whole stores, articles, or what belongs to chosen events, in flat memory."""

from __future__ import annotations

import io
import queue
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import IO, Any, Final

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.store.belonging import graphs_of
from kg.store.describing import description
from kg.store.dump import FORMATS
from kg.store.store import Store
from kg.store.tables import write_tables

TABLES: Final = "tables"
_DEFAULT = ox.DefaultGraph()
_CHUNK = 128 * 1024  # bytes
_SORTED = 50_000  # quads of a store that is sorted before it is written, so that it reads well: about 50 MB
_AHEAD = 4  # chunks that are made before the reader asks
_GZIP = 31  # zlib's window for a gzip header, which then bears no time: the same graph gives the same bytes
_Batches = Callable[[], Iterator[list[ox.Quad]]]


@dataclass(frozen=True, slots=True)
class Export:
    """What to write: the name of a graph format or "tables", packed by gzip or not, of all or of whole articles."""

    form: str
    packed: bool = False
    articles: tuple[str, ...] = ()


def export_chunks(
    store: Store, export: Export, events: Callable[[], Iterable[tuple[str, list[str]]]] | None = None
) -> Iterator[bytes]:
    """The bytes of an export, piece by piece; an error of the store ends them with an exception.

    `events` gives the IRI of an article and those of events in it, again and again: their descriptions are written.
    Small stores are sorted, larger ones come in the order of the engine's index; all else article by article.
    Raises QueryError for an unknown format.
    """
    if export.form != TABLES and export.form not in FORMATS:
        raise QueryError(f"unknown format {export.form!r}; there are {TABLES}, {', '.join(FORMATS)}")
    batches: _Batches | None = None
    if events is not None:
        batches = lambda: _described(store, events())  # noqa: E731
    elif export.articles:
        batches = lambda: (sorted(store.article_quads(one), key=str) for one in export.articles)  # noqa: E731
    chunks = _pulled(lambda output: _write(store, export.form, batches, output))
    return _gzipped(chunks) if export.packed else chunks


def _write(store: Store, name: str, batches: _Batches | None, output: IO[bytes]) -> None:
    if name == TABLES:
        subjects = None if batches is None else (lambda: (dict.fromkeys(q.subject for q in b) for b in batches()))
        write_tables(store.patterns, output, subjects)
    elif batches is None:
        store.dump(FORMATS[name], output, most_sorted=_SORTED)
    else:
        FORMATS[name].write_quads((quad for batch in batches() for quad in batch), output)


def _described(store: Store, events: Iterable[tuple[str, list[str]]]) -> Iterator[list[ox.Quad]]:
    """What belongs to the events of each article; what several articles say of shared nodes comes once."""
    told: set[ox.Quad] = set()
    for article, nodes in events:
        own = f"{article}/"
        stated = _stated(store, article)
        batch: list[ox.Quad] = []
        for triple in description(store, [*nodes, article]):
            batch += stated.get(triple, ())
            quad = ox.Quad(triple.subject, triple.predicate, triple.object, _DEFAULT)
            if _value(quad.subject).startswith(own):
                batch.append(quad)
            elif quad not in told:
                told.add(quad)
                batch.append(quad)
        yield batch


def _stated(store: Store, article: str) -> dict[ox.Triple, list[ox.Quad]]:
    """The quads of the article's graphs by triple: a triple of a shared node stands in the graphs of many articles."""
    stated: dict[ox.Triple, list[ox.Quad]] = {}
    for graph in graphs_of(store.patterns, article):
        for quad in store.patterns.quads_for_pattern(None, None, None, graph):
            stated.setdefault(quad.triple, []).append(quad)
    return stated


def _value(term: Any) -> str:
    return str(term.value)


class _Pipe(io.RawIOBase):
    """Takes bytes in one thread and hands them over in pieces, waiting while nobody takes them."""

    def __init__(self) -> None:
        self.pieces: queue.Queue[bytes | Exception | None] = queue.Queue(_AHEAD)
        self.abandoned = threading.Event()
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, given: Any) -> int:
        self._held += given
        while len(self._held) >= _CHUNK:
            self.hand(bytes(self._held[:_CHUNK]))
            del self._held[:_CHUNK]
        return len(given)

    def finish(self) -> None:
        """Hand over what is left, and the end."""
        if self._held:
            self.hand(bytes(self._held))
        self.hand(None)

    def hand(self, piece: bytes | Exception | None) -> None:
        """Put a piece into the queue; BrokenPipeError once the reader has gone."""
        while not self.abandoned.is_set():
            try:
                self.pieces.put(piece, timeout=0.5)
            except queue.Full:
                continue
            return
        raise BrokenPipeError("nobody reads the export any more")


def _pulled(write: Callable[[IO[bytes]], None]) -> Iterator[bytes]:
    """What a function writes, as an iterator: it runs in a thread of its own, never far ahead of the reader."""
    pipe = _Pipe()

    def run() -> None:
        try:
            write(pipe)  # type: ignore[arg-type]
            pipe.finish()
        except BrokenPipeError:
            return
        except Exception as error:  # noqa: BLE001 - handed to the reader, in whose thread it is raised
            if not pipe.abandoned.is_set():
                pipe.hand(error)

    thread = threading.Thread(target=run, name="export", daemon=True)
    thread.start()
    try:
        while (piece := pipe.pieces.get()) is not None:
            if isinstance(piece, Exception):
                raise StoreError(f"the export broke off: {piece}") from piece
            yield piece
    finally:
        pipe.abandoned.set()
        thread.join()


def _gzipped(chunks: Iterator[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(6, zlib.DEFLATED, _GZIP)
    for chunk in chunks:
        packed = packer.compress(chunk)
        if packed:
            yield packed
    yield packer.flush()


def snapshot_digest(store: Store) -> str:
    """Hexadecimal SHA-256 that changes with what the store holds.

    Not of all quads, which would take as long as the export: of what the articles' own nodes say (text digest, reader's
    version, date, publisher), of which the rest is computed, and of the number of quads.
    """
    found = [f"{len(store)}"]
    for iri, _ in store.articles():
        node = ox.NamedNode(iri)
        found += sorted(str(q.triple) for q in store.patterns.quads_for_pattern(node, None, None, _DEFAULT))
    return sha256("\n".join(found).encode()).hexdigest()
