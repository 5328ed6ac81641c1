"""Deterministic IRIs of everything in a graph: from the article's id, offsets and names, never from run time."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from kg.model import Span
from kg.vocabulary import DEFAULT_BASE

_NO_SLUG = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens; text without any gets the head of its SHA-256.

    >>> slug("Recep Tayyip Erdoğan")
    'recep-tayyip-erdogan'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    words = _NO_SLUG.sub("-", plain).strip("-")
    if len(words) > 80:
        words = words[:67].rstrip("-") + "-" + digest(text)[:12]
    return words or digest(text)[:16]


def digest(*parts: object) -> str:
    """Hexadecimal SHA-256 of the parts, each kept apart from the next."""
    return sha256("\x1f".join(map(str, parts)).encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True)
class Minter:
    """Mints the IRIs of one article under a base."""

    article: str
    base: str = DEFAULT_BASE

    @property
    def document(self) -> str:
        """IRI of the article."""
        return document_iri(self.article, self.base)

    def span(self, kind: str, span: Span) -> str:
        """IRI of a span of the article: kind is "sentence", "mention", "trigger", "cue", "time" or "quantity"."""
        return f"{self.document}/{kind}/{span.start}-{span.end}"

    def local(self, kind: str, *parts: object) -> str:
        """IRI of a node that only this article has, from what makes it that node."""
        return f"{self.document}/{kind}/{digest(*parts)[:16]}"

    def shared(self, key: str) -> str:
        """IRI of a node that several articles may speak of: "state/il", "person/joe-biden"."""
        return self.base + key


@lru_cache(maxsize=256)
def document_iri(article: str, base: str = DEFAULT_BASE) -> str:
    """IRI of the article with that id."""
    return f"{base}article/{slug(article)}"


def status_graph(article: str, base: str = DEFAULT_BASE) -> str:
    """IRI of the graph that keeps the computed statuses of an article's events."""
    return document_iri(article, base) + "/status"


def computed_links(base: str = DEFAULT_BASE) -> str:
    """IRI of the graph that keeps the links across articles that the program computes."""
    return base + "links/computed"


def decided_links(base: str = DEFAULT_BASE) -> str:
    """IRI of the graph that keeps what people decided about links."""
    return base + "links/decided"
