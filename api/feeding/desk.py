"""The desk: gives job after job to the writer's process, and starts another one where that breaks or takes too long."""

from __future__ import annotations

import json
import logging
import os
import select
import subprocess
import sys
import threading
import time
from dataclasses import asdict
from typing import Any

from api.feeding.jobs import Job, Jobs
from api.feeding.orders import Orders

_LOOK = 0.2  # seconds between two looks at a process that is at work
_IDLE = 300.0  # seconds without a job after which the process, which holds the model, is let go
log = logging.getLogger("communique.feeding")


class _Broken(Exception):  # noqa: N818 - means the process, not the job
    """The process ended, or was ended, before it told an outcome; `counts` against the job that it was doing."""

    def __init__(self, words: str, *, counts: bool = True) -> None:
        super().__init__(words)
        self.counts = counts


class Desk:
    """A thread that does the jobs one by one in a process of their own."""

    def __init__(self, jobs: Jobs, orders: Orders, longest: float) -> None:
        """`longest` is how many seconds one article may take."""
        self._jobs = jobs
        self._orders = orders
        self._longest = longest
        self._news = threading.Event()
        self._closing = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
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
                if self._process is not None and time.monotonic() - used > _IDLE:
                    self._let_go()
                self._news.wait(1.0)
                self._news.clear()
                continue
            self._do(job)
            used = time.monotonic()
        self._let_go()

    def _do(self, job: Job) -> None:
        try:
            outcome = self._ask(job)
        except _Broken as broken:
            log.warning("job %s: %s", job.id, broken)
            self._let_go()
            self._jobs.put_back(job, str(broken), counts=broken.counts)
            return
        if "busy" in outcome:  # another process writes, perhaps `kg build`: the article waits for it
            log.warning("job %s: %s", job.id, outcome["busy"])
            self._jobs.put_back(job, outcome["busy"], counts=False)
            self._closing.wait(1.0)
            return
        self._jobs.end(job.id, result=outcome.get("result"), error=outcome.get("error"))

    def _ask(self, job: Job) -> dict[str, Any]:
        process = self._process if self._process is not None and self._process.poll() is None else self._start()
        assert process.stdin is not None
        try:
            process.stdin.write((job.payload or b"{}") + b"\n")
            process.stdin.flush()
        except OSError as error:
            raise _Broken("the process that reads articles ended") from error
        found: dict[str, Any] = json.loads(self._line(process, time.monotonic() + self._longest))
        return found

    def _line(self, process: subprocess.Popen[bytes], until: float) -> bytes:
        """The next line of the process; a line is all that it ever has waiting."""
        assert process.stdout is not None
        descriptor = process.stdout.fileno()
        line = b""
        while not line.endswith(b"\n"):
            if self._closing.is_set():
                raise _Broken("the server stops", counts=False)
            if time.monotonic() > until:
                raise _Broken(f"reading took longer than {self._longest:g} s (KG_READ_TIMEOUT) and was stopped")
            if select.select([descriptor], [], [], _LOOK)[0]:
                piece = os.read(descriptor, 65_536)
                if not piece:
                    raise _Broken("the process that reads articles broke down on it")
                line += piece
        return line

    def _start(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "api.feeding.writer"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert process.stdin is not None
        self._process = process
        process.stdin.write(json.dumps(asdict(self._orders)).encode() + b"\n")
        return process

    def _let_go(self) -> None:
        """End the process; a change that it is writing is done as a whole or not at all."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue  # what was not sent is not wanted any more
