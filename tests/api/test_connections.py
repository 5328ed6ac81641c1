"""What clients may do to their connections: heads without end, requests that never come, and what is no HTTP."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kg.store import Store
from tests.api.servers import Server, serving
from tests.api.test_workers import small

STALL = 1.0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("connections")
    Store(folder / "store").replace("http://x/", small().quads())
    with serving(folder / "store", folder / "log", workers=1, stall_timeout=STALL) as one:
        yield one


def connected(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=20)


def answered(link: socket.socket) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of what comes until the server closes."""
    got = b""
    try:
        while piece := link.recv(1 << 16):
            got += piece
    except ConnectionResetError:
        pass
    head, _, body = got.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    return int(first.split()[1]), dict(line.lower().split(": ", 1) for line in lines), body


def assert_refused(link: socket.socket, status: int) -> None:
    told, headers, body = answered(link)
    assert (told, headers["content-type"], headers["connection"]) == (status, "application/problem+json", "close")
    assert (headers["x-content-type-options"], bool(headers["x-request-id"])) == ("nosniff", True)
    assert json.loads(body)["status"] == status


@pytest.mark.parametrize(
    "sent",
    [
        b"\x00\x01\r\n\r\n",
        b"BREW /sparql HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX: a\x00b\r\n\r\n",
    ],
)
def test_what_is_no_request_is_a_problem_document(server: Server, sent: bytes) -> None:
    with connected(server) as link:
        link.sendall(sent)
        assert_refused(link, 400)


def test_an_address_that_is_too_long_is_a_414(server: Server) -> None:
    with connected(server) as link:
        link.sendall(b"GET /sparql?query=" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n")
        assert_refused(link, 414)


def resident(server: Server) -> int:
    return int(Path(f"/proc/{server.pid}/statm").read_text().split()[1]) * 4096


@pytest.mark.parametrize(
    ("begun", "again"),
    [
        (b"GET /health/live HTTP/1.1\r\nHost: x\r\n", b"X-A: " + b"y" * 60_000 + b"\r\n"),
        (b"GET /health/live HTTP/1.1\r\nHost: x\r\nX-A: ", b"y" * 60_000),
        (b"GET /", b"y" * 60_000),
        (
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
            b"X-A: " + b"y" * 60_000 + b"\r\n",
        ),
    ],
    ids=["headers", "a header", "an address", "trailers"],
)
def test_a_head_without_end_takes_no_memory(server: Server, begun: bytes, again: bytes) -> None:
    before = resident(server)
    with connected(server) as link:
        link.sendall(begun)
        sent = 0
        try:
            while sent < 100_000_000:
                sent += link.send(again)
        except OSError:
            pass
        assert resident(server) - before < 30_000_000
    assert httpx.get(f"{server.url}/health/live").status_code == 200


def test_a_head_that_does_not_come_is_not_waited_for(server: Server) -> None:
    with connected(server) as silent, connected(server) as slow, connected(server) as second:
        slow.sendall(b"GET /health/live HTTP/1.1\r\nHo")
        second.sendall(b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\nGET /")  # the next one never becomes whole
        begun = time.monotonic()
        assert silent.recv(1) == b""
        assert_refused(slow, 408)
        status, _, body = answered(second)
        assert (status, b"408 Request Timeout" in body) == (200, True)
        assert time.monotonic() - begun < 5 * STALL


@pytest.mark.parametrize("path", ["/sparql", "/queries/denied-claims", "/try"])
def test_a_body_that_does_not_come_is_not_waited_for(server: Server, path: str) -> None:
    with connected(server) as link:
        head = "Host: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100"
        link.sendall(f"POST {path} HTTP/1.1\r\n{head}\r\n\r\nquery=".encode())
        assert_refused(link, 408)


def test_a_connection_is_used_again_however_often(server: Server) -> None:
    with httpx.Client(base_url=server.url) as client:
        began = time.monotonic()
        while time.monotonic() - began < 2.5 * STALL:
            assert client.post("/sparql", data={"query": "ASK {}"}).json()["boolean"]
            time.sleep(0.2)
