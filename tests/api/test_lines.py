"""A process that reads articles: orders first, then an outcome for each job, whatever is printed meanwhile."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from api.feeding.lines import serve, serve_input
from api.feeding.orders import Orders

ORDERS = Orders("store", "http://x/", None, 100, 1000, 1.0)


class Echo:
    """Says what it was given, and prints on the way."""

    def __init__(self, orders: Orders) -> None:
        self._base = orders.base

    def do(self, job: dict[str, Any]) -> dict[str, str]:
        print("this would break a line")
        return {"base": self._base, "said": job["say"]}


def lines(*jobs: dict[str, str]) -> bytes:
    return b"".join(json.dumps(one).encode() + b"\n" for one in (asdict(ORDERS), *jobs))


def test_each_job_has_its_outcome_in_a_line_of_its_own() -> None:
    sink = io.BytesIO()
    serve(Echo, io.BytesIO(lines({"say": "one"}, {"say": "zwei\nlines"})), sink)
    outcomes = [json.loads(line) for line in sink.getvalue().splitlines()]
    assert outcomes == [{"base": "http://x/", "said": "one"}, {"base": "http://x/", "said": "zwei\nlines"}]


def test_what_is_printed_is_no_outcome() -> None:
    process = subprocess.run(
        [sys.executable, str(Path(__file__))], input=lines({"say": "one"}), capture_output=True, check=True, timeout=60
    )
    assert json.loads(process.stdout) == {"base": "http://x/", "said": "one"}
    assert b"this would break a line" in process.stderr


@pytest.mark.parametrize("module", ["api.feeding.writer", "api.trying.process"])
def test_a_process_ends_when_its_orders_are_all_it_gets(module: str) -> None:
    process = subprocess.run([sys.executable, "-m", module], input=lines(), capture_output=True, check=True, timeout=60)
    assert (process.stdout, process.stderr) == (b"", b"")


if __name__ == "__main__":
    serve_input(Echo)
