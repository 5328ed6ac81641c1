"""Reading by the workers of a Dask cluster. Needs the extra `communique[dask]`, here and on the workers.

The cluster only reads: batches go out, N-Quads come back, and this process writes. What a lost worker had is read by
another one; an article whose workers die again and again is lost alone, and told.
"""

from __future__ import annotations

import logging
import re
import threading
import uuid
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from distributed import CancelledError, Client, KilledWorker, Worker, WorkerPlugin, get_worker
from distributed.client import ClosedClientError
from distributed.comm.core import CommClosedError

from kg.bulk.journal import reader_digest
from kg.bulk.work import Found, Named, Options
from kg.errors import ArticleError, InputError, InstallationError, StoreError
from kg.model import Document

_ADDRESS: Final = re.compile(r"(tcp|tls)://[^\s/]+:\d+")
_AHEAD: Final = 3  # batches in flight, for each thread of the cluster
_GONE: Final = (CommClosedError, CancelledError, TimeoutError, OSError)
_PIPELINE_OF, _READ_ALL = Named("pipeline_of"), Named("read_all")
_CLOSED: Final = (ClosedClientError, RuntimeError, AttributeError)  # of a client that let go of it: None is asked

_connect: Any = Client  # has types in part only
Batch = list[Document]


@dataclass(frozen=True, slots=True)
class Brought:
    """What a worker read: its address, the digest of its reader, and the articles."""

    worker: str
    reader: str
    articles: Found


class _Reader(WorkerPlugin):
    """What each worker holds for a run: the options, and from its first batch on a pipeline."""

    def __init__(self, name: str, options: Options) -> None:
        self.name = name
        self._options = options

    def setup(self, worker: Worker) -> None:
        """Begin on a worker, whose threads take turns: a pipeline reads one batch at a time."""
        self._lock = threading.Lock()
        self._pipeline: Any = None

    def read(self, documents: Sequence[Document]) -> tuple[str, Found]:
        """The digest of the reader, and what it reads."""
        chosen = self._options
        with self._lock:
            if self._pipeline is None:
                self._pipeline = _PIPELINE_OF(chosen)
            read = _READ_ALL(self._pipeline, documents)
        return reader_digest(chosen.base, chosen.model, chosen.authority, chosen.holders), read


def read_there(name: str, documents: Sequence[Document]) -> Brought:
    """Read documents on a worker, with what was set up there."""
    worker: Any = get_worker()
    digest, articles = worker.plugins[name].read(documents)
    return Brought(worker.address, digest, articles)


class Cluster:
    """A connection to a Dask scheduler. Use it as a context.

    Raises StoreError where there is no scheduler, it has no workers, or it goes away, and InstallationError where a
    worker reads by another version: its articles would not be those of this machine. InputError for no address.
    """

    def __init__(self, address: str, options: Options, timeout: float = 5.0) -> None:
        if _ADDRESS.fullmatch(address) is None:
            raise InputError(f"{address!r} is no address of a Dask scheduler; it is written tcp://host:8786")
        for name in ("distributed", "distributed.client"):
            logging.getLogger(name).setLevel(logging.CRITICAL)  # we tell what happens ourselves
        self._address = address
        self._name = f"communique-{uuid.uuid4()}"
        self._reader = reader_digest(options.base, options.model, options.authority, options.holders)
        try:
            self._client: Any = _connect(address, timeout=timeout, set_as_default=False)
        except _GONE as error:
            raise StoreError(f"there is no Dask scheduler at {address}: {_line(error)}") from error
        try:
            self._client.wait_for_workers(1, timeout=timeout)
            self._client.register_plugin(_Reader(self._name, options))
        except _GONE as error:
            self._client.close()
            raise StoreError(f"the Dask scheduler {address} has no worker: {_line(error)}") from error

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._client.unregister_worker_plugin(self._name)
        except (*_GONE, *_CLOSED, KeyError):  # it has gone, and its workers with it
            pass
        self._client.close()

    def read(self, batches: Iterator[Batch]) -> Iterator[tuple[Batch, Found | ArticleError]]:
        """Batches in their order with what they hold; an ArticleError for one on which worker after worker dies."""
        flying: deque[tuple[Batch, Any]] = deque()
        while True:
            while len(flying) < _AHEAD * self._threads():
                batch = next(batches, None)
                if batch is None:
                    break
                flying.append((batch, self._submit(batch)))
            if not flying:
                return
            batch, future = flying.popleft()
            try:
                yield batch, self._result(future)
            except KilledWorker as error:
                yield from self._one_by_one(batch, error)

    def _one_by_one(self, batch: Batch, died: Exception) -> Iterator[tuple[Batch, Found | ArticleError]]:
        if len(batch) == 1:
            words = f"every worker that read this article died ({_line(died)})"
            yield batch, ArticleError(words, place=batch[0].id)
            return
        for document in batch:
            try:
                yield [document], self._result(self._submit([document]))
            except KilledWorker as error:
                yield from self._one_by_one([document], error)

    def _threads(self) -> int:
        """Number of threads that read; 1 where all have gone, for there may come others."""
        try:
            return max(1, sum(int(n) for n in self._client.nthreads().values()))
        except (*_GONE, *_CLOSED) as error:
            raise self._gone(error) from error

    def _submit(self, batch: Batch) -> Any:
        try:
            return self._client.submit(read_there, self._name, batch, pure=False)
        except _CLOSED as error:
            raise self._gone(error) from error

    def _result(self, future: Any) -> Found:
        try:
            brought: Brought = future.result()
        except _GONE as error:
            raise self._gone(error) from error
        if brought.reader != self._reader:
            raise InstallationError(f"the worker {brought.worker} reads by another version than this machine")
        return brought.articles

    def _gone(self, error: Exception) -> StoreError:
        words = f"the Dask scheduler {self._address} has gone in mid-run ({_line(error)})"
        return StoreError(f"{words}; what was written stays, and the same command goes on")


def _line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), "") or type(error).__name__
