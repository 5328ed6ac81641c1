"""The desk: gives job after job to the writer's process, and starts another one where that breaks or takes too long."""

from __future__ import annotations

import logging
import threading
import time

from api.feeding.jobs import Job, Jobs
from api.feeding.orders import Orders
from api.feeding.process import Broken, ReadingProcess

_IDLE = 300.0  # seconds without a job after which the process, which holds the model, is let go
log = logging.getLogger("communique.feeding")


class Desk:
    """A thread that does the jobs one by one in a process of their own."""

    def __init__(self, jobs: Jobs, orders: Orders, longest: float) -> None:
        """`longest` is how many seconds one article may take."""
        self._jobs = jobs
        self._news = threading.Event()
        self._closing = threading.Event()
        self._process = ReadingProcess("api.feeding.writer", orders, longest, self._closing)
        self._thread = threading.Thread(target=self._run, name="feeding", daemon=True)

    def open(self) -> None:
        """Begin to work."""
        self._thread.start()

    def tell(self) -> None:
        """There is a new job."""
        self._news.set()

    def close(self) -> None:
        """Stop; a job that is under way is queued again for the next server."""
        self._closing.set()
        self._news.set()
        if self._thread.ident is not None:
            self._thread.join()
        self._jobs.close()

    def _run(self) -> None:
        used = time.monotonic()
        while not self._closing.is_set():
            job = self._jobs.begin()
            if job is None:
                if self._process.there and time.monotonic() - used > _IDLE:
                    self._process.let_go()
                self._news.wait(1.0)
                self._news.clear()
                continue
            self._do(job)
            used = time.monotonic()
        self._process.let_go()

    def _do(self, job: Job) -> None:
        try:
            outcome = self._process.ask(job.payload or b"{}")
        except Broken as broken:
            log.warning("job %s: %s", job.id, broken)
            self._process.let_go()
            self._jobs.put_back(job, str(broken), counts=broken.counts)
            return
        if "busy" in outcome:  # another process writes, perhaps `kg build`: the article waits for it
            log.warning("job %s: %s", job.id, outcome["busy"])
            self._jobs.put_back(job, outcome["busy"], counts=False)
            self._closing.wait(1.0)
            return
        self._jobs.end(job.id, result=outcome.get("result"), error=outcome.get("error"))
