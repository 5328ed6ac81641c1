"""The pool: puts functions of a snapshot to processes that can be killed, and replaces those that are.

Quick and slow. A worker that has not answered after `quick_seconds` gets a lower priority and another is forked in its
place, so that there are always `workers` processes for quick questions, whatever the slow ones do. Only `slow_queries`
may be slow at once; one more is stopped. Streams have processes of their own, `streams` at once.
"""

from __future__ import annotations

import asyncio
import logging
import pickle
import shutil
import tempfile
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeVar

from api.workers.generations import Family, Generation, Worker
from api.workers.lanes import Lanes
from api.workers.links import WorkerGone, unpacked
from api.workers.streams import Stream
from api.workers.wire import CALL, STREAM, frame
from kg.errors import CommuniqueError, LimitError, StoreError
from kg.settings import Settings
from kg.store import Store, signature, write_quads

T = TypeVar("T")
Gone = Callable[[], Coroutine[Any, Any, None]]
_LOG: Final = logging.getLogger("api.workers")


@dataclass(slots=True)
class Counts:
    """What the pool did since it began."""

    answered: int = 0
    timeouts: int = 0
    crashes: int = 0
    refused: int = 0
    generations: int = 0


@dataclass(eq=False, slots=True)
class Job:
    """A question at a worker: its timer, why it was stopped, and who watches whether its client is still there."""

    worker: Worker
    gone: Gone | None
    timer: asyncio.TimerHandle | None = None
    stopped: LimitError | None = None
    watcher: asyncio.Task[None] | None = None
    finished: bool = False

    def finish(self) -> None:
        """Put the timer and the watcher away."""
        self.finished = True
        if self.timer is not None:
            self.timer.cancel()
        if self.watcher is not None:
            self.watcher.cancel()


class Pool:
    """Runs functions in worker processes; see `call` and `stream`."""

    def __init__(self, settings: Settings, store: Store | None = None) -> None:
        self.settings = settings
        self.counts = Counts()
        self._fixed = store
        self._streams = 0
        self.as_of: datetime | None = None  # the snapshot that is asked has all that was written before (UTC)
        self._seen: str | None = None
        self._watch: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start the processes and load the store; a store that is not there yet is looked for from time to time."""
        self._scratch = Path(tempfile.mkdtemp(prefix="kg-pool-"))
        self._family = Family(self._scratch)
        await self._family.start()
        self._lanes = Lanes(self.settings, self._family)
        await self._look()
        self._watch = asyncio.create_task(self._look_again())

    async def stop(self) -> None:
        """End all processes; questions that still run are told."""
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.wait([self._watch])
        await self._lanes.stop()
        shutil.rmtree(self._scratch, ignore_errors=True)

    @property
    def generation(self) -> Generation | None:
        """The snapshot that is asked now, with its id, which changes with the data; None before the store is there."""
        return self._lanes.generation

    @property
    def snapshot(self) -> str:
        """The id of the snapshot that is asked now. StoreError where there is none."""
        return self._lanes.current().id

    @property
    def fault(self) -> str:
        """Why there is no snapshot."""
        return self._lanes.fault

    @property
    def load(self) -> dict[str, int]:
        """How many workers are idle, at quick and at slow questions, how many streams run, how many questions wait."""
        lanes = self._lanes
        return {
            "idle": len(lanes.idle),
            "busy": len(lanes.quick) - len(lanes.idle),
            "slow": len(lanes.slow),
            "streams": self._streams,
            "waiting": sum(not place.done() for place in lanes.waiting),
        }

    @property
    def parent(self) -> int | None:
        """The process id of the parent of all workers."""
        return self._family.pid

    # ------------------------------------------------------------------ questions

    async def call(self, function: Callable[..., T], *arguments: Any, gone: Gone | None = None) -> T:
        """What `function(store, *arguments)` gives in a worker.

        The function is importable (top level of a module); arguments and value can be pickled. `gone` is awaited while
        the question is slow: when it returns, nobody wants the answer any more and the worker is killed.
        Raises what the function raises; LimitError when it is stopped, or not begun for want of workers.
        """
        question = frame(CALL, pickle.dumps((function, arguments), pickle.HIGHEST_PROTOCOL))
        try:
            worker = await self._lanes.take()
        except LimitError:
            self.counts.refused += 1
            raise
        job = Job(worker, gone)
        job.timer = asyncio.get_running_loop().call_later(self.settings.quick_seconds, self._is_slow, job)
        try:
            worker.link.send(question)
            kind, payload = await worker.link.receive()
        except WorkerGone:
            raise job.stopped or await self._crashed(worker) from None
        except BaseException:  # cancelled: the server stops
            self._stop_job(job, LimitError("the question was given up"))
            raise
        finally:
            job.finish()
        self._lanes.give_back(worker)
        self.counts.answered += 1
        value: T = unpacked(kind, payload)
        return value

    async def stream(self, function: Callable[..., Any], *arguments: Any) -> Stream:
        """The chunks (bytes) that `function(store, *arguments)` yields in a worker of its own.

        Await it first: what fails before the first chunk is raised here, as by `call`. The worker waits while the
        client does, and is killed when a chunk takes longer than `query_timeout`, when nobody takes one for
        `stall_timeout` seconds, and when the stream is closed.
        """
        if self._streams >= self.settings.streams:
            self.counts.refused += 1
            raise LimitError(f"{self._streams} downloads are running and no more are taken at once", retry_after=10)
        self._streams += 1
        try:
            worker = await self._lanes.current().fork()
        except BaseException as error:
            self._streams -= 1
            if isinstance(error, WorkerGone):
                raise LimitError("no process could be started for the download", retry_after=5) from error
            raise
        found = Stream(self, worker)
        worker.link.send(frame(STREAM, pickle.dumps((function, arguments), pickle.HIGHEST_PROTOCOL)))
        await found.begin()
        return found

    async def close_stream(self, worker: Worker) -> None:
        """Kill the worker of a stream."""
        self._streams -= 1
        await self._lanes.remove(worker)

    def later(self, work: Coroutine[Any, Any, Any]) -> None:
        """Do something beside the questions."""
        self._lanes.later(work)

    # ------------------------------------------------------------------ limits

    async def _crashed(self, worker: Worker) -> LimitError:
        """What to tell of a worker that ended by itself."""
        status = await self._lanes.remove(worker)
        if self._lanes.stopping:
            return LimitError("the service is stopping", retry_after=5)
        self.counts.crashes += 1
        _LOG.warning("worker %s ended with %s at a question", worker.pid, status)
        return LimitError(
            f"the question was stopped: it needs more memory ({self.settings.worker_memory} MiB) or a deeper stack "
            "than a question may take"
        )

    def _is_slow(self, job: Job) -> None:
        """A question has taken longer than a quick one may."""
        left = self.settings.query_timeout - self.settings.quick_seconds
        slow = len(self._lanes.slow)
        if left <= 0:
            self._time_is_up(job)
        elif slow >= self.settings.slow_queries:
            self.counts.refused += 1
            words = f"{slow} slow questions are running and no more are taken at once"
            self._stop_job(job, LimitError(f"the question was stopped: {words}", retry_after=5))
        else:
            self._lanes.slow_down(job.worker)
            job.timer = asyncio.get_running_loop().call_later(left, self._time_is_up, job)
            if job.gone is not None:
                job.watcher = asyncio.get_running_loop().create_task(job.gone())
                job.watcher.add_done_callback(lambda _: self._abandoned(job))

    def _time_is_up(self, job: Job) -> None:
        self.counts.timeouts += 1
        self._stop_job(job, LimitError(f"the question was stopped after {self.settings.query_timeout:g} seconds"))

    def _abandoned(self, job: Job) -> None:
        if job.watcher is not None and not job.watcher.cancelled():
            self._stop_job(job, LimitError("the client has gone"))

    def _stop_job(self, job: Job, reason: LimitError) -> None:
        """Kill the worker of a question."""
        if job.stopped is None and not job.finished:
            job.stopped = reason
            self._lanes.remove(job.worker)

    # ------------------------------------------------------------------ snapshots

    async def _look_again(self) -> None:
        while True:
            await asyncio.sleep(self.settings.refresh)
            began = time.monotonic()
            try:
                await self._look()
            except (WorkerGone, StoreError, OSError) as error:
                _LOG.error("the store could not be loaded: %r", error)
            await asyncio.sleep(time.monotonic() - began)  # no more than half of the time goes into loading

    async def _look(self) -> None:
        """Load the store if it has changed since the last look, and ask the new snapshot from now on."""
        chosen, lanes, began = self.settings, self._lanes, datetime.now(UTC)
        mark = self._scratch.name if self._fixed is not None else await asyncio.to_thread(signature, chosen.store)
        if mark is None:
            lanes.fault = f"there is no store in {chosen.store}; `kg build` makes one"
            return
        if mark == self._seen and lanes.generation is not None:
            self.as_of = began
            return
        file = None
        if self._fixed is not None:
            file = self._scratch / "fixed.nq"
            write_quads(self._fixed, file)
        try:
            folder = chosen.store if file is None else None
            new = await self._family.raise_generation(folder, file, chosen.memory_quads, chosen.worker_memory, mark)
        except CommuniqueError as error:
            lanes.fault = str(error)
            _LOG.warning("%s", error)
            return
        self._seen = mark
        self.counts.generations += 1
        _LOG.info("snapshot %s: %s quads, %s", new.id, new.quads, "in memory" if new.in_memory else "on disk")
        await lanes.change(new)
        self.as_of = began
