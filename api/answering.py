"""Questions to the workers and their answers, ready to be sent; kept as long as the data are the same."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final

from fastapi import HTTPException
from starlette.types import Receive

from api.asking import Bounds, Question, Reply, Unfit, ask
from api.cache import AnswerCache, Key, Sized
from api.workers import Pool
from api.workers.pool import Gone
from kg.settings import Settings


@dataclass(frozen=True, slots=True)
class Stored:
    """An answer ready to be sent, again and again."""

    body: bytes
    tag: bytes
    headers: list[tuple[bytes, bytes]]


class Asker:
    """Puts questions to the pool within the bounds of the settings."""

    def __init__(self, settings: Settings, pool: Pool) -> None:
        self._settings = settings
        self._pool = pool
        self._bounds = Bounds(settings.query_depth, settings.max_rows, settings.max_answer)
        self.cache: AnswerCache[Stored] = AnswerCache(settings.cache * 1_000_000)
        self.pages: AnswerCache[Sized] = AnswerCache(settings.cache * 250_000)  # pages for people, not packed

    def known(self, key: Key) -> Stored | None:
        """The answer that was given to the same request on the same snapshot."""
        return self.cache.get(self._pool.generation, key)

    def tag(self, key: Key) -> bytes:
        """The entity tag of the answer to a request: it changes with the data. b"" where there are none yet."""
        generation = self._pool.generation
        if generation is None:
            return b""
        return f'W/"{generation.id}-{blake2b(repr(key).encode(), digest_size=12).hexdigest()}"'.encode()

    async def answer(self, key: Key, question: Question, receive: Receive, given: bytes | None = None) -> Stored:
        """The answer to a question; one without a body where `given`, an If-None-Match, names its tag already.

        A slow question ends when its client goes. Raises HTTPException for what is too long or in no format that fits,
        QueryError, and LimitError.
        """
        if len(question.query.encode("utf-8", "replace")) > self._settings.query_length:
            raise HTTPException(413, f"the query is longer than {self._settings.query_length:,} bytes")
        if not question.lasting:
            return _stored(await self._pool.call(ask, question, self._bounds, gone=_leaving(receive)), b"")
        tag = self.tag(key)
        if given is not None and is_known(given, tag):
            return Stored(b"", tag, [(b"etag", tag), *_ALWAYS])
        return await self._keep(key, tag, self._pool.call(ask, question, self._bounds, gone=_leaving(receive)))

    async def keep(self, key: Key, function: Callable[..., Reply], *arguments: Any) -> Stored:
        """What a function of the store writes, asked once a snapshot."""
        return await self._keep(key, self.tag(key), self._pool.call(function, *arguments))

    async def _keep(self, key: Key, tag: bytes, asking: Coroutine[Any, Any, Reply | Unfit]) -> Stored:
        generation = self._pool.generation
        reply = await asking
        if generation is not self._pool.generation:  # which of the two was asked is not known here
            return _stored(reply, b"")
        found = _stored(reply, tag)
        self.cache.put(generation, key, found)
        return found


def _leaving(receive: Receive) -> Gone:
    """What returns when the client goes."""

    async def gone() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    return gone


_ALWAYS: Final = [(b"vary", b"Accept, Accept-Encoding"), (b"cache-control", b"no-cache")]


def _stored(reply: Reply | Unfit, tag: bytes) -> Stored:
    """A worker's reply with its headers; HTTPException where it is none."""
    if isinstance(reply, Unfit):
        raise HTTPException(reply.status, reply.detail)
    headers = [
        (b"content-type", reply.media_type.encode()),
        (b"content-length", str(len(reply.body)).encode()),
        *_ALWAYS,
    ]
    if tag:
        headers.append((b"etag", tag))
    if reply.packed:
        headers.append((b"content-encoding", b"gzip"))
    if reply.cut is not None:
        headers.append((b"communique-cut", f"rows={reply.cut}".encode()))
    return Stored(reply.body, tag, headers)


def is_known(given: bytes, tag: bytes) -> bool:
    """Whether If-None-Match names the tag, compared weakly (RFC 9110, 13.1.2)."""
    if not tag:
        return False
    known = {one.strip().removeprefix(b"W/") for one in given.split(b",")}
    return b"*" in known or tag.removeprefix(b"W/") in known
