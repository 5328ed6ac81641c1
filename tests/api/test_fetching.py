"""Fetching by address: nothing but public addresses, however they are spelt, at every step."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from api.feeding.fetching import Guard, check_url, fetch, is_public
from kg.errors import ArticleError


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
        "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1", "::1", "::", "fe80::1", "fc00::1",
        "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1",
    ],
)  # fmt: skip
def test_addresses_of_the_own_network_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_others_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "http://", "http:///x", "//example.org/",
        "http://user:pass@example.org/", "http://user@example.org/", "http://example.org:22/", "http://example.org:x/",
        "http://example.org/a b", "http://exämple.org/", "javascript:alert(1)", "http://[::1", "data:text/html,x",
    ],
)  # fmt: skip
def test_other_addresses_are_refused_before_anything_is_sent(url: str) -> None:
    with pytest.raises(ArticleError, match="url"):
        check_url(url, Guard())
    with pytest.raises(ArticleError, match="url"):
        fetch(url)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1", "2130706433", "0x7f.1", "[::1]", "0.0.0.0"])
def test_the_own_machine_is_refused_however_it_is_spelt(host: str) -> None:
    with pytest.raises(ArticleError, match=r"no public address|not known|cannot be"):
        fetch(f"http://{host}/", Guard(seconds=2))


class _Pages(BaseHTTPRequestHandler):
    """Some pages, and what a bad server does."""

    def do_GET(self) -> None:
        if self.path == "/page":
            self._answer(200, b"<p>words</p>", {"Content-Type": "text/html; charset=utf-8"})
        elif self.path == "/moved":
            self._answer(302, b"", {"Location": "/page"})
        elif self.path == "/round":
            self._answer(302, b"", {"Location": "/round"})
        elif self.path == "/inside":
            self._answer(302, b"", {"Location": "http://127.0.0.2:1/secret"})
        elif self.path == "/file":
            self._answer(302, b"", {"Location": "file:///etc/passwd"})
        elif self.path == "/large":
            self._answer(200, b"x" * 50_000, {"Content-Type": "text/plain"})
        elif self.path == "/picture":
            self._answer(200, b"x", {"Content-Type": "image/png"})
        elif self.path == "/slow":
            time.sleep(1.5)
            self._answer(200, b"x", {"Content-Type": "text/plain"})
        else:
            self._answer(404, b"", {})

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:  # the client went
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Be still."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


ONE_HOST = Guard(permitted=lambda address: address == "127.0.0.1", ports=None, most=10_000, seconds=1.0)


def test_a_page_is_fetched_and_redirects_are_followed(site: str) -> None:
    for path in ("/page", "/moved"):
        found = fetch(site + path, ONE_HOST)
        assert (found.body, found.media_type, found.url) == (b"<p>words</p>", "text/html", f"{site}/page")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/round", "redirects"),
        ("/inside", "no public address"),
        ("/file", "http or https"),
        ("/large", "10,000 bytes"),
        ("/picture", "image/png"),
        ("/slow", "cannot be fetched|took longer"),
        ("/none", "404"),
    ],
)
def test_every_step_is_checked(site: str, path: str, words: str) -> None:
    begun = time.monotonic()
    with pytest.raises(ArticleError, match=words):
        fetch(site + path, ONE_HOST)
    assert time.monotonic() - begun < 5


def test_a_name_that_changes_its_address_leads_nowhere(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was checked is what is connected to: the name is asked for once."""
    asked = []
    plain = socket.getaddrinfo

    def changing(host: Any, *args: Any, **more: Any) -> Any:
        if host != "changing.example":
            return plain(host, *args, **more)
        asked.append(host)
        return plain("127.0.0.1" if len(asked) == 1 else "127.0.0.2", *args, **more)

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    assert fetch(site.replace("127.0.0.1", "changing.example") + "/page", ONE_HOST).body
    assert len(asked) == 1
