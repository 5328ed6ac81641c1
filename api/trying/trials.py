"""Trials: articles are read one at a time in a process of their own, which is killed when one takes too long."""

from __future__ import annotations

import asyncio
import base64
import pickle
import threading
import time
from dataclasses import dataclass, replace
from typing import Final

from starlette.concurrency import run_in_threadpool

from api.feeding.process import Broken, ReadingProcess
from api.feeding.rates import Rates
from api.feeding.service import orders_of
from api.pages.articles import Article
from api.pages.cards import Card
from kg.errors import ArticleError, LimitError
from kg.settings import Settings

_WAITING: Final = 6  # articles that are read or wait to be
_IDLE: Final = 120.0  # seconds without an article after which the process, which holds the model, is let go


@dataclass(frozen=True, slots=True)
class Trial:
    """An article as it was read: its text and lists, a card for each thing, how many quads, what was left open."""

    article: Article
    cards: list[Card]
    quads: int
    warnings: tuple[str, ...]


class Trials:
    """Reads articles for visitors."""

    def __init__(self, settings: Settings) -> None:
        self.rates = Rates(settings.try_rate, place="KG_TRY_RATE")
        orders = replace(orders_of(settings), max_chars=settings.try_chars)
        self._closing = threading.Event()
        self._turn = threading.Lock()
        self._waiting = 0
        self._used = 0.0
        self._process = ReadingProcess("api.trying.process", orders, settings.read_timeout, self._closing)

    async def read(self, job: bytes) -> Trial:
        """An article, read; ArticleError for what cannot be, LimitError where too many wait or it takes too long."""
        if self._waiting >= _WAITING:
            raise LimitError("too many articles are being read; try again in a moment", retry_after=10)
        self._waiting += 1
        try:
            return await run_in_threadpool(self._ask, job)
        finally:
            self._waiting -= 1
            asyncio.get_running_loop().call_later(_IDLE + 1, self._rest)

    def close(self) -> None:
        """End the process, and an article that is being read with it."""
        self._closing.set()
        with self._turn:
            self._process.let_go()

    def _ask(self, job: bytes) -> Trial:
        with self._turn:
            try:
                outcome = self._process.ask(job)
            except Broken as broken:
                self._process.let_go()
                raise LimitError(f"the article could not be read: {broken}") from broken
            finally:
                self._used = time.monotonic()
        if "error" in outcome:
            raise ArticleError(outcome["error"])
        found: Trial = pickle.loads(base64.b64decode(outcome["trial"]))
        return found

    def _rest(self) -> None:
        """Let the process go where nobody has used it for some time."""
        if time.monotonic() - self._used >= _IDLE and self._turn.acquire(blocking=False):
            try:
                self._process.let_go()
            finally:
                self._turn.release()
