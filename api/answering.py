"""Questions to the workers and their answers, ready to be sent; kept as long as the data are the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import HTTPException
from starlette.types import Receive

from api.asking import Bounds, Question, Reply, Unfit, ask
from api.cache import AnswerCache, Key
from api.workers import Pool
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

    def known(self, key: Key) -> Stored | None:
        """The answer that was given to the same request on the same snapshot."""
        return self.cache.get(self._pool.generation, key)

    async def answer(self, key: Key, question: Question, receive: Receive) -> Stored:
        """The answer to a question; a slow one ends when its client goes.

        Raises HTTPException for what is too long or in no format that fits, QueryError, and LimitError.
        """
        if len(question.query.encode("utf-8", "replace")) > self._settings.query_length:
            raise HTTPException(413, f"the query is longer than {self._settings.query_length:,} bytes")

        async def gone() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass

        generation = self._pool.generation
        found = _stored(await self._pool.call(ask, question, self._bounds, gone=gone))
        if generation is self._pool.generation and question.lasting:
            self.cache.put(generation, key, found)
        return found

    async def keep(self, key: Key, function: Callable[..., Reply], *arguments: Any) -> Stored:
        """What a function of the store writes, asked once a snapshot."""
        generation = self._pool.generation
        found = _stored(await self._pool.call(function, *arguments))
        if generation is self._pool.generation:
            self.cache.put(generation, key, found)
        return found


def _stored(reply: Reply | Unfit) -> Stored:
    """A worker's reply with its headers; HTTPException where it is none."""
    if isinstance(reply, Unfit):
        raise HTTPException(reply.status, reply.detail)
    headers = [
        (b"content-type", reply.media_type.encode()),
        (b"content-length", str(len(reply.body)).encode()),
        (b"etag", reply.tag.encode()),
        (b"vary", b"Accept, Accept-Encoding"),
        (b"cache-control", b"no-cache"),
    ]
    if reply.packed:
        headers.append((b"content-encoding", b"gzip"))
    if reply.cut is not None:
        headers.append((b"communique-cut", f"rows={reply.cut}".encode()))
    return Stored(reply.body, reply.tag.encode(), headers)


def is_known(given: bytes, tag: bytes) -> bool:
    """Whether If-None-Match names the tag, compared weakly (RFC 9110, 13.1.2)."""
    known = {one.strip().removeprefix(b"W/") for one in given.split(b",")}
    return b"*" in known or tag.removeprefix(b"W/") in known
