"""Where a SPARQL server is that holds the graph, and how one is let in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

SCHEME: Final = re.compile(r"sparql\+(https?://)", re.I)


@dataclass(frozen=True, slots=True)
class Remote:
    """A SPARQL 1.1 server: addresses for queries, updates and (where it has one) whole files of quads.

    `default_graph` is the IRI of the named graph that stands for the default graph where the server has no writable one
    of its own; None to find out. `timeout` are seconds that a request may take.
    """

    query_url: str
    update_url: str
    quads_url: str | None = None
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    default_graph: str | None = None
    timeout: float = 60.0

    def __str__(self) -> str:
        return f"sparql+{self.query_url}"

    @property
    def beside(self) -> Path:
        """A path in the working folder that stands for the server: its journal lies beside it."""
        parts = urlsplit(self.query_url)
        digest = sha256(f"{self.query_url}\n{self.default_graph or ''}".encode()).hexdigest()[:8]
        return Path(f".kg-{parts.hostname}-{parts.port or parts.scheme}-{digest}")


Location = Path | Remote


def beside(location: Location) -> Path:
    """The path beside which a store keeps its journal: its folder, or what stands for a server."""
    return location.beside if isinstance(location, Remote) else location


def remote_of(text: str) -> Remote:
    """The server of `sparql+http://host:port/path`; ValueError says what is wrong with the address.

    The update address is derived where it is known how: `…/query` goes with `…/update`, `…/repositories/NAME` with
    `…/repositories/NAME/statements`; otherwise one address takes both.
    """
    url = SCHEME.sub(r"\1", text, count=1)
    parts = urlsplit(url)
    if not parts.hostname:
        raise ValueError("the address names no host; it is written sparql+http://host:port/path")
    if parts.username or parts.password:
        raise ValueError("a password does not belong into an address; set KG_STORE_USER and KG_STORE_PASSWORD")
    if parts.query or parts.fragment:
        raise ValueError("the address of a SPARQL server has no ? and no #")
    _ = parts.port  # ValueError where it is no number
    update, quads = url, None
    if parts.path.endswith("/query"):
        update = url.removesuffix("query") + "update"
    elif re.search(r"/repositories/[^/]+$", parts.path):
        update = quads = f"{url}/statements"
    return Remote(url, update, quads)
