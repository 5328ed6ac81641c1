"""Real SPARQL servers for the tests, on the loopback, each with a folder of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.remote import Remote

_VIRTUOSO = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 8
[SPARQL]
ResultSetMaxRows = 100000
"""


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


@contextmanager
def oxigraph(folder: Path) -> Iterator[Remote]:
    """The server of PyPI's `oxigraph`."""
    url = f"http://127.0.0.1:{free_port()}"
    program = Path(sys.executable).with_name("oxigraph")
    command = [str(program), "serve", "--location", str(folder / "oxigraph"), "--bind", url.removeprefix("http://")]
    with _running(command, folder, url):
        yield Remote(f"{url}/query", f"{url}/update", f"{url}/store")


@contextmanager
def virtuoso(folder: Path) -> Iterator[Remote]:
    """Debian's Virtuoso; not there on every user's machine, but in CI."""
    if shutil.which("virtuoso-t") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("virtuoso-t is missing: .ci/run installs the package virtuoso-opensource-7-bin")
        pytest.skip("needs virtuoso-t (Debian's package virtuoso-opensource-7-bin)")
    home = folder / "virtuoso"
    home.mkdir()
    http = free_port()
    (home / "virtuoso.ini").write_text(_VIRTUOSO.format(sql=free_port(), http=http), encoding="utf-8")
    url = f"http://127.0.0.1:{http}/sparql"
    with _running(["virtuoso-t", "+configfile", "virtuoso.ini", "+foreground"], home, url):
        yield Remote(url, f"{url}-auth", user="dba", password="dba")


@contextmanager
def _running(command: list[str], folder: Path, url: str) -> Iterator[None]:
    """A server, from the moment it answers until the end."""
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT)
    try:
        until = time.monotonic() + 60
        while not _answers(url):
            if process.poll() is not None or time.monotonic() > until:
                pytest.fail(f"{command[0]} does not answer: {(folder / 'server.log').read_text('utf-8')[-2000:]}")
            time.sleep(0.1)
        yield
    finally:
        process.kill()
        process.wait()


def _answers(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True
