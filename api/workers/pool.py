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
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from api.workers.generations import Family, Generation, Worker
from api.workers.links import WorkerGone, unpacked
from api.workers.streams import Stream
from api.workers.wire import CALL, STREAM, frame
from kg.errors import CommuniqueError, LimitError, StoreError
from kg.settings import Settings
from kg.store import Store, signature, write_quads

T = TypeVar("T")
_LOG: Final = logging.getLogger("api.workers")
_WAIT: Final = 10.0  # seconds that a question may wait for a worker


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
    gone: Callable[[], Awaitable[None]] | None
    timer: asyncio.TimerHandle | None = None
    stopped: LimitError | None = None
    watcher: asyncio.Future[None] | None = None
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
        self._settings = settings
        self._fixed = store
        self.counts = Counts()
        self.generation: Generation | None = None
        self.fault: str = "the service is starting"
        self._idle: list[Worker] = []
        self._quick = 0  # workers that are idle, forked just now, or at a quick question
        self._slow = 0
        self._streams = 0
        self._queue: deque[asyncio.Future[Worker]] = deque()
        self._seen: str | None = None
        self._watch: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[Any]] = set()
        self._old: set[Generation] = set()
        self._stopping = False

    # ------------------------------------------------------------------ life

    async def start(self) -> None:
        """Start the processes and load the store; a store that is not there yet is looked for from time to time."""
        self._scratch = Path(tempfile.mkdtemp(prefix="kg-pool-"))
        self._family = Family(self._scratch)
        await self._family.start()
        await self._look()
        self._watch = asyncio.create_task(self._look_again())

    async def stop(self) -> None:
        """End all processes; questions that still run are told."""
        self._stopping = True
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.wait([self._watch])
        for waiting in self._queue:
            if not waiting.done():
                waiting.set_exception(LimitError("the service is stopping", retry_after=5))
        await self._family.stop()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for generation in {*self._old, *([self.generation] if self.generation else [])}:
            generation.close()
        await asyncio.sleep(0)  # the loop closes the links
        shutil.rmtree(self._scratch, ignore_errors=True)

    @property
    def snapshot(self) -> str:
        """The id of the snapshot that is asked now; it changes with the data. StoreError where there is none."""
        return self._current().id

    @property
    def load(self) -> dict[str, int]:
        """How many workers are idle and busy, slow questions, streams, and questions that wait."""
        return {
            "idle": len(self._idle),
            "busy": self._quick - len(self._idle),
            "slow": self._slow,
            "streams": self._streams,
            "waiting": len(self._queue),
        }

    def _current(self) -> Generation:
        if self.generation is None:
            raise StoreError(self.fault)
        return self.generation

    # ------------------------------------------------------------------ questions

    async def call(
        self, function: Callable[..., T], *arguments: Any, gone: Callable[[], Awaitable[None]] | None = None
    ) -> T:
        """What `function(store, *arguments)` gives in a worker.

        The function is importable (top level of a module); arguments and value can be pickled. `gone` is awaited while
        the question is slow: when it returns, nobody wants the answer any more and the worker is killed.
        Raises what the function raises; LimitError when it is stopped, or not begun for want of workers.
        """
        question = frame(CALL, pickle.dumps((function, arguments), pickle.HIGHEST_PROTOCOL))
        worker = self._idle.pop() if self._idle else await self._wait_for_worker()
        job = Job(worker, gone)
        job.timer = asyncio.get_running_loop().call_later(self._settings.quick_seconds, self._is_slow, job)
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
        self._give_back(worker)
        self.counts.answered += 1
        value: T = unpacked(kind, payload)
        return value

    async def stream(self, function: Callable[..., Any], *arguments: Any) -> Stream:
        """The chunks (bytes) that `function(store, *arguments)` yields in a worker of its own.

        Await it first: what fails before the first chunk is raised here, as by `call`. The worker waits while the
        client does, and is killed when a chunk takes longer than `query_timeout`, when nobody takes one for
        `stall_timeout` seconds, and when the stream is closed.
        """
        if self._streams >= self._settings.streams:
            self.counts.refused += 1
            raise LimitError(f"{self._streams} downloads are running; no more are taken at once", retry_after=10)
        self._streams += 1
        try:
            worker = await self._current().fork()
        except BaseException as error:
            self._streams -= 1
            raise StoreError("no process could be started for the download") from error
        found = Stream(self, worker)
        worker.link.send(frame(STREAM, pickle.dumps((function, arguments), pickle.HIGHEST_PROTOCOL)))
        await found.begin()
        return found

    # ------------------------------------------------------------------ workers

    async def _wait_for_worker(self) -> Worker:
        self._current()
        if len(self._queue) >= self._settings.queue:
            self.counts.refused += 1
            raise LimitError("too many questions are waiting", retry_after=1)
        waiting: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._queue.append(waiting)
        try:
            return await asyncio.wait_for(waiting, _WAIT)
        except TimeoutError:
            self.counts.refused += 1
            raise LimitError(f"no worker was free for {_WAIT:g} seconds", retry_after=2) from None

    def _offer(self, worker: Worker) -> None:
        """Give a free worker to whoever has waited longest."""
        while self._queue:
            waiting = self._queue.popleft()
            if not waiting.done():
                waiting.set_result(worker)
                return
        self._idle.append(worker)

    def _give_back(self, worker: Worker) -> None:
        if worker.slow:  # its priority cannot be raised again
            self._slow -= 1
            self._later(self._retire(worker))
        elif worker.generation is not self.generation:
            self._quick -= 1
            self._later(self._retire(worker))
            self._later(self._fill())
        else:
            self._offer(worker)

    async def _fill(self) -> None:
        """Have as many quick workers as there should be."""
        while self._quick < self._settings.workers and self.generation is not None and not self._stopping:
            self._quick += 1
            generation = self.generation
            try:
                worker = await generation.fork()
            except WorkerGone:
                self._quick -= 1
                self._lose(generation)
                return
            if generation is self.generation:
                self._offer(worker)
            else:
                self._quick -= 1
                self._later(self._retire(worker))

    def _lose(self, generation: Generation) -> None:
        """A keeper has died: the next look loads the store anew."""
        if generation is self.generation and not self._stopping:
            _LOG.error("the keeper of snapshot %s has ended; the store is loaded anew", generation.id)
            self.generation, self._seen, self.fault = None, None, "the store is being loaded anew"
            self._idle = [worker for worker in self._idle if worker.generation is not generation]
            self._quick = len(self._idle)
            generation.close()
            self._later(self._family.drop(generation.control, generation.keeper, generation.source))

    async def _retire(self, worker: Worker) -> int | None:
        """End a worker, and its generation when that is old and this was the last."""
        generation = worker.generation
        try:
            return await generation.end(worker)
        except WorkerGone:
            self._lose(generation)
            return None
        finally:
            if generation in self._old and not generation.workers and not self._stopping:
                self._old.discard(generation)
                await self._family.drop(generation.control, generation.keeper, generation.source)

    def _forget(self, worker: Worker) -> None:
        if worker.slow:
            self._slow -= 1
        else:
            self._quick -= 1

    async def _crashed(self, worker: Worker) -> LimitError:
        """What to tell of a worker that ended by itself; another takes its place."""
        self._forget(worker)
        self._later(self._fill())
        status = await self._retire(worker)
        if self._stopping:
            return LimitError("the service is stopping", retry_after=5)
        self.counts.crashes += 1
        _LOG.warning("worker %s ended with %s at a question", worker.pid, status)
        return LimitError(
            f"the question was stopped: it needs more memory ({self._settings.worker_memory} MiB) or a deeper stack "
            "than a question may take"
        )

    # ------------------------------------------------------------------ limits

    def _is_slow(self, job: Job) -> None:
        """A question has taken longer than a quick one may."""
        left = self._settings.query_timeout - self._settings.quick_seconds
        if left <= 0:
            self._time_is_up(job)
        elif self._slow >= self._settings.slow_queries:
            self.counts.refused += 1
            words = f"{self._slow} slow questions are running and no more are taken at once"
            self._stop_job(job, LimitError(f"the question was stopped: {words}", retry_after=5))
        else:
            job.worker.slow = True
            self._slow += 1
            self._quick -= 1
            self._later(job.worker.generation.control.command("slow", job.worker.pid))
            self._later(self._fill())
            job.timer = asyncio.get_running_loop().call_later(left, self._time_is_up, job)
            if job.gone is not None:
                job.watcher = asyncio.ensure_future(job.gone())
                job.watcher.add_done_callback(lambda _: self._abandoned(job))

    def _time_is_up(self, job: Job) -> None:
        self.counts.timeouts += 1
        self._stop_job(job, LimitError(f"the question was stopped after {self._settings.query_timeout:g} seconds"))

    def _abandoned(self, job: Job) -> None:
        if job.watcher is not None and not job.watcher.cancelled() and not job.finished:
            self._stop_job(job, LimitError("the client has gone"))

    def _stop_job(self, job: Job, reason: LimitError) -> None:
        """Kill the worker of a question."""
        if job.stopped is None and not job.finished:
            job.stopped = reason
            self._forget(job.worker)
            self._later(self._retire(job.worker))
            self._later(self._fill())

    def later(self, work: Awaitable[Any]) -> None:
        """Do something beside the questions."""
        self._later(work)

    def _later(self, work: Awaitable[Any]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Future[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None and not self._stopping:
            _LOG.error("the pool: %r", error)

    async def close_stream(self, worker: Worker) -> None:
        """Kill the worker of a stream."""
        self._streams -= 1
        await self._retire(worker)

    @property
    def settings(self) -> Settings:
        """The settings, with the limits."""
        return self._settings

    # ------------------------------------------------------------------ snapshots

    async def _look_again(self) -> None:
        while True:
            await asyncio.sleep(self._settings.refresh)
            began = time.monotonic()
            await self._look()
            await asyncio.sleep(time.monotonic() - began)  # no more than half of the time goes into loading

    async def _look(self) -> None:
        """Load the store if it has changed since the last look, and ask the new snapshot from now on."""
        chosen = self._settings
        mark = "fixed" if self._fixed is not None else signature(chosen.store)
        if mark is None:
            self.fault = f"there is no store in {chosen.store}; `kg build` makes one"
            return
        if mark == self._seen and self.generation is not None:
            return
        file = None
        if self._fixed is not None:
            file = self._scratch / "fixed.nq"
            write_quads(self._fixed, file)
        try:
            folder = chosen.store if file is None else None
            new = await self._family.raise_generation(folder, file, chosen.memory_quads, chosen.worker_memory, mark)
        except CommuniqueError as error:
            self.fault = str(error)
            _LOG.warning("%s", error)
            return
        old, self.generation, self._seen = self.generation, new, mark
        self.counts.generations += 1
        _LOG.info("snapshot %s: %s quads, %s", new.id, new.quads, "in memory" if new.in_memory else "on disk")
        if old is not None:
            await self._leave(old)
        await self._fill()

    async def _leave(self, old: Generation) -> None:
        """End the idle workers of an old snapshot; the others end after their answers, and the keeper with the last."""
        self._old.add(old)
        idle, self._idle = [w for w in self._idle if w.generation is old], []
        self._quick -= len(idle)
        await self._fill()
        for worker in idle:
            await self._retire(worker)
        if not idle and not old.workers and old in self._old:
            self._old.discard(old)
            await self._family.drop(old.control, old.keeper, old.source)
