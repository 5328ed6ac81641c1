"""A real server in a process of its own, for tests of what must not stop it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx


@dataclass(frozen=True)
class Server:
    """A running server: where it listens, its process id, and the file of its log."""

    url: str
    pid: int
    log: Path

    def ask(self, query: str, timeout: float = 60, **headers: str) -> httpx.Response:
        return httpx.post(f"{self.url}/sparql", data={"query": query}, headers=headers, timeout=timeout)

    @property
    def port(self) -> int:
        return int(self.url.rsplit(":", 1)[1])


@contextmanager
def serving(store: Path, log: Path, **settings: object) -> Iterator[Server]:
    """A server over a store's folder; ended at the end, and by force if that takes long."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    environment |= {f"KG_{name.upper()}": str(value) for name, value in settings.items()}
    environment |= {"KG_STORE": str(store), "KG_PORT": str(port)}
    with log.open("wb") as output:
        process = subprocess.Popen([sys.executable, "-m", "kg.cli", "serve"], env=environment, stderr=output)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until_ready(url, process, log)
        yield Server(url, process.pid, log)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise


def wait_until_ready(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 60
    while True:
        assert process.poll() is None, log.read_text()
        try:
            if httpx.get(f"{url}/health/ready", timeout=2).status_code == 200:
                return
        except httpx.TransportError:
            pass
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.05)


def alive(process: int) -> bool:
    """Whether a process runs (one that has ended but was not waited for does not)."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def children(process: int) -> list[int]:
    """All processes below one."""
    found: list[int] = []
    for listed in Path(f"/proc/{process}/task").glob("*/children"):
        for one in listed.read_text().split():
            found += [int(one), *children(int(one))]
    return found
