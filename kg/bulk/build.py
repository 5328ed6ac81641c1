"""Reading an archive into a store: what is read already is passed over, one writer, any number of reading processes."""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from multiprocessing import forkserver, resource_tracker
from pathlib import Path
from typing import Any

from kg.bulk.exchange import Exchange, taken
from kg.bulk.journal import Entry, Journal, given_digest, reader_digest
from kg.bulk.work import Found, Named, Options, Unread, preloaded
from kg.bulk.writing import Writer
from kg.errors import ArticleError, StoreError
from kg.iris import document_iri
from kg.model import Document
from kg.store import Store

_BATCH_CHARS, _BATCH = 30_000, 8  # characters and documents of a batch, at most
_PIPELINE_OF, _READ_ALL, _PREPARE, _READ_BATCH = map(Named, ("pipeline_of", "read_all", "prepare", "read_batch"))
_AHEAD = 6  # batches in flight, for each process: they read on while a load is written


@dataclass(slots=True)
class Outcome:
    """What a run did, in articles; `words` of those that were read, `quads` that they made, `seconds` it took."""

    added: int = 0
    changed: int = 0
    same: int = 0
    skipped: int = 0
    outdated: int = 0
    failed: int = 0
    recovered: int = 0
    words: int = 0
    quads: int = 0
    seconds: float = 0.0

    @property
    def read(self) -> int:
        """Articles that are in the store now, because they were read or had been."""
        return self.added + self.changed + self.same + self.skipped + self.outdated


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told of errors, warnings, what a newer reader changed, progress, and articles replaced (IRI)."""

    error: Callable[[ArticleError], None]
    warning: Callable[[str], None]
    changed: Callable[[str, int, int], None] = lambda article, removed, added: None
    progress: Callable[[Outcome], None] = lambda outcome: None
    replaced: Callable[[str], None] = lambda article: None


Readers = Callable[[Iterator[list[Document]]], Iterator[tuple[list[Document], Found | ArticleError]]]
Source = Iterable[tuple[str, Iterable[Document | ArticleError]]]


class Build:
    """One run over an archive.

    `stale` reads anew what an older reader read; `load_bytes` is how much new N-Quads are loaded at once; `readers`
    read instead of this machine's processes.
    """

    def __init__(
        self,
        folder: Path,
        store: Store,
        options: Options,
        listener: Listener,
        *,
        workers: int = 1,
        stale: bool = False,
        load_bytes: int = 64_000_000,
        readers: Readers | None = None,
    ) -> None:
        self._store = store
        self._options = options
        self._listener = listener
        self._workers = workers
        self._readers = readers
        self._stale = stale
        self._journal = Journal(folder)
        self._writer = Writer(store, self._journal, folder, load_bytes)
        self._exchange = Exchange(folder)
        self._reader = reader_digest(options.base, options.model, options.authority, options.holders)
        self._retried: set[str] = set()
        self.outcome = Outcome()

    def run(self, sources: Source) -> Outcome:
        """Read all sources; what was read counts even where a later one raises StoreError."""
        begun = time.monotonic()
        self.outcome.recovered = self._writer.recover()
        try:
            batches = _batches(self._wanted(sources))
            with closing(self._read(batches)) as read:
                for batch, found in read:
                    self._write(batch, found)
                    self.outcome.seconds = time.monotonic() - begun
                    self._listener.progress(self.outcome)
            self._writer.flush()
            self._tidy()
        finally:
            self.outcome.seconds = time.monotonic() - begun
            self._exchange.close()
            self._journal.close()
        return self.outcome

    def _tidy(self) -> None:
        """Put the store in order after a large load. That it could not be is told, and loses nothing."""
        try:
            self._store.tidy(self.outcome.quads)
        except StoreError as error:
            self._listener.warning(str(error))

    # ------------------------------------------------------------------ what is to be read

    def _wanted(self, sources: Source) -> Iterator[Document]:
        for place, source in sources:
            for found in source:
                if isinstance(found, ArticleError):
                    self._fail(found)
                elif self._is_wanted(found, place):
                    yield found

    def _is_wanted(self, document: Document, place: str) -> bool:
        """Whether an article is to be read: the first of its id in this run, and not in the store as it is."""
        article, given = document_iri(document.id, self._options.base), given_digest(document)
        before = self._journal.first_sight(article, document.id, given, place)
        if before is not None:
            if before.id != document.id:
                words = (
                    f"the id {document.id!r} cannot be told from {before.id!r} in {before.place}: both are {article}"
                )
                self._fail(ArticleError(words, place=place))
            elif before.given != given:
                words = f"the id {document.id!r} is that of another article in {before.place}"
                self._fail(ArticleError(words, place=place))
            return False
        entry = self._journal.entry(article)
        if entry is None or entry.given != given or not self._store.holds(article, document.digest):
            return True
        if entry.reader != self._reader and self._stale:
            return True
        self.outcome.skipped += entry.reader == self._reader
        self.outcome.outdated += entry.reader != self._reader
        return False

    def _fail(self, error: ArticleError) -> None:
        self.outcome.failed += 1
        self._listener.error(error)

    # ------------------------------------------------------------------ reading

    def _read(self, batches: Iterator[list[Document]]) -> Generator[tuple[list[Document], Found]]:
        if self._readers is not None:
            for batch, found in self._readers(batches):
                if isinstance(found, ArticleError):
                    self._fail(found)
                else:
                    yield batch, found
            return
        if self._workers > 1:
            yield from self._read_in_processes(batches)
            return
        pipeline: Any = None
        for batch in batches:
            pipeline = pipeline or _PIPELINE_OF(self._options)
            yield batch, _READ_ALL(pipeline, batch)

    def _read_in_processes(self, batches: Iterator[list[Document]]) -> Generator[tuple[list[Document], Found]]:
        """Batches in their order, at most a few ahead; one whose process dies is read again, article by article."""
        pool = self._pool()
        flying: deque[tuple[list[Document], Future[str]]] = deque()
        try:
            while True:
                while len(flying) < self._workers * _AHEAD:
                    batch = next(batches, None)
                    if batch is None:
                        self._writer.hurry()
                        break
                    flying.append((batch, pool.submit(_READ_BATCH, self._exchange.put(batch))))
                if not flying:
                    return
                batch, future = flying.popleft()
                try:
                    yield batch, _told(future)
                except BrokenProcessPool:
                    lost = [batch, *(b for b, _ in flying)]
                    flying.clear()
                    pool.shutdown(wait=False, cancel_futures=True)
                    yield from self._one_by_one(lost)
                    pool = self._pool()
        except BaseException:
            _end_readers()
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _one_by_one(self, batches: list[list[Document]]) -> Generator[tuple[list[Document], Found]]:
        """Read what was lost with a process that died, so that only the article that kills it is lost."""
        pool = self._pool(1)
        try:
            for document in (d for batch in batches for d in batch):
                try:
                    yield [document], _told(pool.submit(_READ_BATCH, self._exchange.put([document])))
                except BrokenProcessPool:
                    self._fail(ArticleError("the reading process died twice on this article", place=document.id))
                    pool.shutdown(wait=False, cancel_futures=True)
                    pool = self._pool(1)
        except BaseException:
            _end_readers()
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _pool(self, workers: int | None = None) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(preloaded(self._options))
        _start_forking()
        return ProcessPoolExecutor(workers or self._workers, context, initializer=_PREPARE, initargs=(self._options,))

    # ------------------------------------------------------------------ writing

    def _write(self, batch: list[Document], found: Found) -> None:
        for document, read in zip(batch, found, strict=True):
            if isinstance(read, Unread):
                self._fail(ArticleError(read.words, place=document.id))
                continue
            for warning in read.warnings:
                self._listener.warning(warning)
            there = self._store.holds(read.article) or self._store.separates(read.article)
            entry = Entry(read.article, given_digest(document), self._reader, read.words)
            try:
                change = self._writer.put(read, entry, there=there)
            except ArticleError as error:
                self._fail(error)
                continue
            self.outcome.words += read.words
            self.outcome.quads += read.quads
            if change is None or (change.added and not change.removed):
                self.outcome.added += 1
            elif change.nothing:
                self.outcome.same += 1
            else:
                self.outcome.changed += 1
                self._listener.replaced(read.article)
                self._listener.changed(document.id, change.removed, change.added)


def _start_forking() -> None:
    """Start the process from which those that read are forked. Ctrl-C is not meant for it: a run ends them itself."""
    resource_tracker.ensure_running()  # which unblocks the signal
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_readers() -> None:
    """End the processes that read, where a run ends early: nobody waits for what they have in hand."""
    for process in multiprocessing.active_children():
        process.terminate()


def _told(future: Future[str]) -> Found:
    """What a reading process has read. StoreError where the disk did not take it."""
    try:
        found: Found = taken(future.result())
    except OSError as error:
        raise StoreError(f"{error.filename}: {error.strerror}") from error
    return found


def _batches(documents: Iterator[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    chars = 0
    for document in documents:
        if batch and (len(batch) >= _BATCH or chars + len(document.text) > _BATCH_CHARS):
            yield batch
            batch, chars = [], 0
        batch.append(document)
        chars += len(document.text)
    if batch:
        yield batch
