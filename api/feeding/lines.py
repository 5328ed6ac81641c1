"""What goes between the server and a process that reads articles: orders first, then a job and an outcome a line."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from typing import IO, Any, Protocol

from api.feeding.orders import Orders


class Worker(Protocol):
    """What does jobs."""

    def do(self, job: dict[str, Any]) -> Mapping[str, Any]:
        """The outcome of a job."""


def serve(make: Callable[[Orders], Worker], source: IO[bytes], sink: IO[bytes]) -> None:
    """Make the worker by the orders of the first line, then have it do a job a line, until there are no more."""
    worker = make(Orders(**json.loads(source.readline())))
    for line in source:
        sink.write(json.dumps(worker.do(json.loads(line))).encode() + b"\n")
        sink.flush()


def serve_input(make: Callable[[Orders], Worker]) -> None:
    """Serve standard input; whatever prints goes to standard error, so that it cannot break a line of outcome."""
    with os.fdopen(os.dup(1), "wb") as sink:
        os.dup2(2, 1)
        serve(make, sys.stdin.buffer, sink)
