"""Reading on a real Dask cluster: a scheduler and two workers on the loopback."""

from __future__ import annotations

import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.bulk.test_build import _one_model, archive, command, environment, graph, kg

__all__ = ["_one_model"]  # a fixture
WORDS = ["-m", "dask"]
ARTICLES = 80


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


@contextmanager
def running(folder: Path, *args: str) -> Iterator[subprocess.Popen[bytes]]:
    with (folder / "dask.log").open("ab") as log:
        process = subprocess.Popen([sys.executable, *WORDS, *args], cwd=folder, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with scheduling(tmp_path_factory.mktemp("scheduler")) as (address, _):
        yield address


@contextmanager
def scheduling(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    port = free_port()
    with running(
        tmp_path, "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-show"
    ) as process:
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"tcp://127.0.0.1:{port}", process


@contextmanager
def workers(folder: Path, address: str, count: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    with ExitStack() as stack:
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1", "--local-directory", "d")
        processes = [stack.enter_context(running(folder, "worker", address, *options)) for _ in range(count)]
        until = time.monotonic() + 60
        while (folder / "dask.log").read_text(encoding="utf-8").count("Registered to") < count:
            assert time.monotonic() < until, "the workers did not come up"
            time.sleep(0.05)
        yield processes


def build(folder: Path, *args: str, store: str = ".kg") -> subprocess.CompletedProcess[str]:
    words = command("build", "archive.jsonl", *args)
    return subprocess.run(
        words, cwd=folder, env=environment(folder, store), capture_output=True, text=True, timeout=200, check=False
    )


def begun(folder: Path, address: str) -> subprocess.Popen[str]:
    words = command("build", "archive.jsonl", "--scheduler", address)
    pipe = subprocess.PIPE
    told = {**environment(folder, ".kg"), "KG_LOAD_BYTES": "60000"}  # batch after batch is written as it comes
    return subprocess.Popen(words, cwd=folder, env=told, stdout=pipe, stderr=pipe, text=True)


def until_some_is_read(run: subprocess.Popen[str], folder: Path) -> None:
    """Wait until what the workers read first is written, while they read on."""
    until = time.monotonic() + 100
    while run.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
        if (folder / ".kg.journal").exists() and written(folder):
            return
    pytest.fail(f"the run ended before anything could be killed: {run.communicate(timeout=10)}")


def written(folder: Path) -> int:
    """Number of articles that the journal knows."""
    base = sqlite3.connect(folder / ".kg.journal", timeout=10)
    try:
        return int(base.execute("SELECT COUNT(*) FROM article").fetchone()[0])
    except sqlite3.OperationalError:  # it is being made
        return 0
    finally:
        base.close()


def test_a_worker_that_is_killed_in_mid_run_changes_nothing(tmp_path: Path, scheduler: str) -> None:
    archive(tmp_path, ARTICLES)
    with workers(tmp_path, scheduler, 2) as (first, _), begun(tmp_path, scheduler) as run:
        until_some_is_read(run, tmp_path)
        first.send_signal(signal.SIGKILL)
        first.wait()
        out, err = run.communicate(timeout=150)
    assert first.returncode == -signal.SIGKILL, (out, err)
    assert run.returncode == 0, err
    assert f"{ARTICLES} added" in out
    alone = kg(tmp_path, "build", "archive.jsonl", store="alone")
    assert alone.returncode == 0, alone.stderr
    assert graph(tmp_path) == graph(tmp_path, "alone")


def test_a_scheduler_that_goes_in_mid_run_is_told_and_the_next_run_goes_on(tmp_path: Path) -> None:
    archive(tmp_path, ARTICLES)
    with (
        scheduling(tmp_path) as (address, process),
        workers(tmp_path, address, 1),
        begun(tmp_path, address) as run,
    ):
        until_some_is_read(run, tmp_path)
        process.kill()
        _, err = run.communicate(timeout=60)
    assert run.returncode == 1
    assert "has gone in mid-run" in err
    assert "Traceback" not in err
    assert 0 < written(tmp_path) < ARTICLES
    for store in (".kg", "alone"):
        assert kg(tmp_path, "build", "archive.jsonl", store=store).returncode == 0
    assert graph(tmp_path) == graph(tmp_path, "alone")


def test_a_scheduler_that_is_not_there_is_told_and_nothing_is_made(tmp_path: Path) -> None:
    archive(tmp_path, 1)
    address = f"tcp://127.0.0.1:{free_port()}"
    done = build(tmp_path, "--scheduler", address)
    assert done.returncode == 1
    assert f"there is no Dask scheduler at {address}" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / ".kg").exists()


def test_an_address_that_is_none_is_told(tmp_path: Path) -> None:
    archive(tmp_path, 1)
    done = kg(tmp_path, "build", "archive.jsonl", "--scheduler", "nonsense://x")
    assert done.returncode == 1
    assert "'nonsense://x' is no address of a Dask scheduler" in done.stderr


def test_a_scheduler_without_workers_is_told(tmp_path: Path, scheduler: str) -> None:
    archive(tmp_path, 1)
    done = build(tmp_path, "--scheduler", scheduler)
    assert done.returncode == 1
    assert f"the Dask scheduler {scheduler} has no worker" in done.stderr
    assert "Traceback" not in done.stderr
