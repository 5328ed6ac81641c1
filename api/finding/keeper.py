"""Keeps the index up with the store: after each change of the data, some articles at a time, in a worker process."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import Final

from api.finding.index import Progress, update
from api.rest.reading import Classes
from api.workers import Pool
from kg.errors import CommuniqueError
from kg.remote import beside
from kg.settings import Settings

_LOG: Final = logging.getLogger("api.finding")
_AT_ONCE: Final = 100  # articles that one worker takes in, well within the time that a question may take


class Finder:
    """The index of a server, and how far it is."""

    def __init__(self, settings: Settings, pool: Pool, classes: Classes, *, lasting: bool) -> None:
        """`lasting`: whether the store is a folder (or server), beside which the index is kept."""
        self._settings = settings
        self._pool = pool
        self._classes = classes
        self._lasting = lasting
        self._scratch: Path | None = None
        self._task: asyncio.Task[None] | None = None
        self._seen: str | None = None
        self.path = Path()
        self.progress = Progress(0, 0)

    async def start(self) -> None:
        """Begin to look for changes."""
        store = beside(self._settings.store)
        if self._lasting and os.access(store.parent, os.W_OK):
            self.path = store.with_name(f"{store.name}.words")
        else:
            self._scratch = Path(tempfile.mkdtemp(prefix="kg-words-"))
            self.path = self._scratch / "words"
        self._task = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """Look no more; an index that was made for this server alone goes."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)

    @property
    def ready(self) -> bool:
        """Whether the index has all that the store has."""
        generation = self._pool.generation
        return generation is not None and generation.id == self._seen

    async def _watch(self) -> None:
        while True:
            try:
                await self._catch_up()
            except (CommuniqueError, sqlite3.Error, OSError) as error:
                _LOG.warning("the index of words could not be brought up to date: %s", error)
                await asyncio.sleep(9 * self._settings.refresh)
            await asyncio.sleep(self._settings.refresh)

    async def _catch_up(self) -> None:
        while not self.ready and self._pool.generation is not None:
            asked = self._pool.generation.id
            self.progress = await self._pool.call(update, self.path, self._classes, _AT_ONCE)
            if self.progress.done == self.progress.total:
                self._seen = asked
