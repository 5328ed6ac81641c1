"""The workers that are there, in two lanes, and the questions that wait for one of them."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Coroutine
from typing import Any, Final

from api.workers.generations import Family, Generation, Worker
from api.workers.links import WorkerGone
from kg.errors import LimitError, StoreError
from kg.settings import Settings

_LOG: Final = logging.getLogger("api.workers")
_WAIT: Final = 10.0  # seconds that a question may wait for a worker


class Lanes:
    """Idle workers, those at quick and those at slow questions; there are always `workers` that are not slow."""

    def __init__(self, settings: Settings, family: Family) -> None:
        self.generation: Generation | None = None
        self.fault: str = "the service is starting"
        self.idle: list[Worker] = []
        self.quick: set[Worker] = set()  # the idle ones, and those at a question that is not slow yet
        self.slow: set[Worker] = set()
        self.waiting: deque[asyncio.Future[Worker]] = deque()
        self.stopping = False
        self._settings = settings
        self._family = family
        self._starting = 0
        self._old: set[Generation] = set()
        self._tasks: set[asyncio.Task[Any]] = set()

    def current(self) -> Generation:
        """The snapshot that is asked now; StoreError where there is none."""
        if self.generation is None:
            raise StoreError(self.fault)
        return self.generation

    async def take(self) -> Worker:
        """A worker for a question; LimitError where too many wait already, or none is free for long."""
        if self.idle:
            return self.idle.pop()
        self.current()
        if len(self.waiting) >= self._settings.queue:
            raise LimitError(f"{len(self.waiting)} questions are waiting and no more are taken", retry_after=1)
        place: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self.waiting.append(place)
        try:
            return await asyncio.wait_for(place, _WAIT)
        except TimeoutError:
            raise LimitError(f"no worker was free for {_WAIT:g} seconds", retry_after=2) from None

    def give_back(self, worker: Worker) -> None:
        """Take a worker back after its answer; one that was slow keeps its low priority and ends."""
        if worker in self.quick and worker.generation is self.generation:
            self._offer(worker)
        else:
            self.remove(worker)

    def slow_down(self, worker: Worker) -> None:
        """Move a worker into the slow lane; another takes its place."""
        self.quick.discard(worker)
        self.slow.add(worker)
        self.later(worker.generation.control.command("slow", worker.pid))
        self.later(self.fill())

    def remove(self, worker: Worker) -> asyncio.Task[int | None]:
        """End a worker and have another in its place; the task gives how it ended."""
        self.quick.discard(worker)
        self.slow.discard(worker)
        self.later(self.fill())
        return self.later(self._retire(worker))

    async def fill(self) -> None:
        """Have as many quick workers as there should be."""
        while len(self.quick) + self._starting < self._settings.workers and self.generation and not self.stopping:
            generation = self.generation
            self._starting += 1
            try:
                worker = await generation.fork()
            except WorkerGone:
                self._lose(generation)
                return
            finally:
                self._starting -= 1
            if generation is self.generation:
                self.quick.add(worker)
                self._offer(worker)
            else:
                self.later(self._retire(worker))

    def _offer(self, worker: Worker) -> None:
        """Give a free worker to the question that has waited longest."""
        while self.waiting:
            place = self.waiting.popleft()
            if not place.done():
                place.set_result(worker)
                return
        self.idle.append(worker)

    async def change(self, new: Generation) -> None:
        """Ask a new snapshot from now on. Running questions end on the old one, whose keeper ends with the last."""
        old, self.generation = self.generation, new
        leaving, self.idle = self.idle, []
        self.quick = {worker for worker in self.quick if worker.generation is new}
        await self.fill()
        if old is not None:
            self._old.add(old)
            for worker in leaving:
                await self._retire(worker)
            await self._drop_if_done(old)

    async def _retire(self, worker: Worker) -> int | None:
        """End a worker, and its generation when that is old and this was the last."""
        try:
            return await worker.generation.end(worker)
        except WorkerGone:
            self._lose(worker.generation)
            return None
        finally:
            await self._drop_if_done(worker.generation)

    async def _drop_if_done(self, generation: Generation) -> None:
        if generation in self._old and not generation.workers and not self.stopping:
            self._old.discard(generation)
            await self._family.drop(generation.control, generation.keeper, generation.source)

    def _lose(self, generation: Generation) -> None:
        """A keeper has died: the next look loads the store anew."""
        if self.stopping or generation is not self.generation:
            return
        _LOG.error("the keeper of snapshot %s has ended; the store is loaded anew", generation.id)
        self.generation, self.fault = None, "the store is being loaded anew"
        self.idle, self.quick = [], set()
        generation.close()
        self.later(self._family.drop(generation.control, generation.keeper, generation.source))

    def later(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Do something beside the questions."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None and not self.stopping:
            _LOG.error("a task of the pool failed: %r", error)

    async def stop(self) -> None:
        """Tell those who wait, and close all links."""
        self.stopping = True
        for place in self.waiting:
            if not place.done():
                place.set_exception(LimitError("the service is stopping", retry_after=5))
        await self._family.stop()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for generation in {*self._old, *([self.generation] if self.generation else [])}:
            generation.close()
        await asyncio.sleep(0)  # the loop closes the links
