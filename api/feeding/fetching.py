"""Fetching a page that somebody else names, without being led into the own network.

Every connection is made to an address that was resolved and checked just before, so that neither a redirect nor a name
that changes its address in between leads elsewhere.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import httpcore

from kg import __version__
from kg.errors import ArticleError

_REDIRECTS: Final = 5
_MOVED: Final = {301, 302, 303, 307, 308}
_TAKEN: Final = {"text/html", "application/xhtml+xml", "text/plain", "text/markdown"}


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public network: not loopback, private, link-local, multicast or reserved."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            ip = inner
        elif ip in ipaddress.ip_network("64:ff9b::/96"):  # an IPv4 address behind a translator
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


@dataclass(frozen=True, slots=True)
class Guard:
    """What may be fetched: from which addresses and ports, how much (bytes), and in what time (seconds, in all)."""

    permitted: Callable[[str], bool] = is_public
    ports: frozenset[int] | None = frozenset({80, 443})
    most: int = 5_000_000
    seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page: its bytes, its media type, and the address it came from in the end."""

    body: bytes
    media_type: str
    url: str


class _Checked(httpcore.NetworkBackend):
    """Connects to addresses that the guard permits, and to no other."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise ArticleError(f"the host {host!r} is not known: {error}", place="url") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        for address in addresses:
            if not self._guard.permitted(address):
                raise ArticleError(f"the host {host!r} is at {address}, which is no public address", place="url")
        return self._plain.connect_tcp(addresses[0], port, timeout, local_address, socket_options)


def check_url(url: str, guard: Guard) -> None:
    """Raise ArticleError for an address that is not fetched: not http(s), with a user name, or on another port."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise ArticleError(f"{url!r} is no address: {error}", place="url") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ArticleError(f"{url!r} is no address of http or https", place="url")
    if parts.username is not None or parts.password is not None:
        raise ArticleError("an address with a user name is not fetched", place="url")
    if guard.ports is not None and port not in guard.ports:
        ports = ", ".join(map(str, sorted(guard.ports)))
        raise ArticleError(f"port {port} is not fetched from; the ports are {ports}", place="url")
    if not url.isascii() or any(c.isspace() or ord(c) < 32 for c in url):
        raise ArticleError(f"{url!r} holds characters that must be encoded", place="url")


def fetch(url: str, guard: Guard | None = None) -> Fetched:
    """The page at an address; each redirect is checked like the first. ArticleError where it cannot be had."""
    guard = guard or Guard()
    until = time.monotonic() + guard.seconds
    for _ in range(_REDIRECTS + 1):
        check_url(url, guard)
        found = _get(url, guard, until)
        if isinstance(found, Fetched):
            return found
        url = urljoin(url, found)
    raise ArticleError(f"more than {_REDIRECTS} redirects", place="url")


def _get(url: str, guard: Guard, until: float) -> Fetched | str:
    """The page, or where it has moved."""
    left = max(0.1, until - time.monotonic())
    timeouts = dict.fromkeys(("connect", "read", "write", "pool"), left)
    headers = [("User-Agent", f"communique/{__version__}"), ("Accept", "text/html, text/plain;q=0.5")]
    try:
        with (
            httpcore.ConnectionPool(network_backend=_Checked(guard)) as pool,
            pool.stream("GET", url, headers=headers, extensions={"timeout": timeouts}) as response,
        ):
            told = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            if response.status in _MOVED and "location" in told:
                return told["location"]
            if response.status != 200:
                raise ArticleError(f"{url} answers with status {response.status}", place="url")
            media = told.get("content-type", "text/html").split(";")[0].strip().lower()
            if media not in _TAKEN:
                raise ArticleError(f"{url} is {media}; {', '.join(sorted(_TAKEN))} are read", place="url")
            return Fetched(_body(response, guard, until), media, url)
    except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, OSError, ValueError) as error:
        raise ArticleError(f"{url} cannot be fetched: {error or type(error).__name__}", place="url") from error


def _body(response: httpcore.Response, guard: Guard, until: float) -> bytes:
    body = bytearray()
    for chunk in response.iter_stream():
        body += chunk
        if len(body) > guard.most:
            raise ArticleError(f"the page has more than {guard.most:,} bytes", place="url")
        if time.monotonic() > until:
            raise ArticleError(f"the page took longer than {guard.seconds:g} s", place="url")
    return bytes(body)
