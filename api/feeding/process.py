"""A process that reads articles: a job a line goes in, an outcome a line comes out; killed when it takes too long."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import threading
import time
from dataclasses import asdict
from typing import Any, Final

from api.feeding.orders import Orders

_LOOK: Final = 0.2  # seconds between two looks at a process that is at work


class Broken(Exception):  # noqa: N818 - means the process, not the job
    """The process ended, or was ended, before it told an outcome; `counts` against the job that it was doing."""

    def __init__(self, words: str, *, counts: bool = True) -> None:
        super().__init__(words)
        self.counts = counts


class ReadingProcess:
    """One process at a time, started when it is needed; used by one thread at a time."""

    def __init__(self, module: str, orders: Orders, longest: float, closing: threading.Event) -> None:
        """`module` is run with `orders` for its first line; `longest` is how many seconds one job may take."""
        self._module = module
        self._orders = orders
        self._longest = longest
        self._closing = closing
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def there(self) -> bool:
        """Whether it holds a process."""
        return self._process is not None

    def ask(self, job: bytes) -> dict[str, Any]:
        """The outcome of a job; Broken without one."""
        process = self._process if self._process is not None and self._process.poll() is None else self._start()
        assert process.stdin is not None
        try:
            process.stdin.write(job + b"\n")
            process.stdin.flush()
        except OSError as error:
            raise Broken("the process that reads articles ended") from error
        found: dict[str, Any] = json.loads(self._line(process, time.monotonic() + self._longest))
        return found

    def _line(self, process: subprocess.Popen[bytes], until: float) -> bytes:
        """The next line of the process; a line is all that it ever has waiting."""
        assert process.stdout is not None
        descriptor = process.stdout.fileno()
        line = bytearray()
        while not line.endswith(b"\n"):
            if self._closing.is_set():
                raise Broken("the server stops", counts=False)
            if time.monotonic() > until:
                raise Broken(f"reading took longer than {self._longest:g} s (KG_READ_TIMEOUT) and was stopped")
            if select.select([descriptor], [], [], _LOOK)[0]:
                piece = os.read(descriptor, 65_536)
                if not piece:
                    raise Broken("the process that reads articles broke down on it")
                line += piece
        return bytes(line)

    def _start(self) -> subprocess.Popen[bytes]:
        self.let_go()
        process = subprocess.Popen([sys.executable, "-m", self._module], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert process.stdin is not None
        self._process = process
        process.stdin.write(json.dumps(asdict(self._orders)).encode() + b"\n")
        return process

    def let_go(self) -> None:
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
