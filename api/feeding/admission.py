"""Who may hand in an article, and what becomes of one: a job, or nothing where the store has it already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from fastapi import HTTPException, Request
from starlette.concurrency import run_in_threadpool

from api.feeding.bodies import Handed
from api.feeding.desk import Desk
from api.feeding.jobs import DONE, Job, Jobs
from api.feeding.keys import Key, known_key
from api.feeding.rates import Rates
from api.rest.others import article_items
from api.rest.responses import read
from kg import __version__
from kg.iris import document_iri
from kg.store import Store

_LATER: Final = 10  # seconds after which a full queue may have room


@dataclass(frozen=True, slots=True)
class Feeding:
    """What feeding needs while the server runs; without keys, or without a folder to write to, it is off."""

    keys: tuple[Key, ...]
    jobs: Jobs
    desk: Desk
    rates: Rates


class Problem(HTTPException):
    """An error with headers of its own."""


def stored(store: Store, iri: str) -> dict[str, Any] | None:
    """An article as the store has it; None without it."""
    return next(iter(article_items(store, [iri])), None)


def given_key(request: Request) -> str:
    """The key in the headers of a request, "" without one."""
    kind, _, given = request.headers.get("authorization", "").partition(" ")
    return given.strip() if kind.lower() == "bearer" else request.headers.get("x-api-key", "")


def admitted(request: Request, given: str) -> tuple[Feeding, str]:
    """Feeding, and the name of a key; Problem 403 where it is off, 401 for a wrong key, 429 for too many of them."""
    feeding: Feeding | None = request.app.state.feeding
    if feeding is None:
        raise Problem(403, "feeding is off: this server has no keys (KG_API_KEYS), or its store is in memory")
    key = known_key(feeding.keys, given)  # first: behind a proxy, strangers with wrong keys share the address
    if key is None:
        wait = feeding.rates.take("refusals", request.client.host if request.client else "?")
        if wait is not None:
            raise Problem(429, "too many wrong keys from this address", {"Retry-After": str(wait)})
        words = "the key is not known" if given else "a key is needed: Authorization: Bearer ..."
        raise Problem(401, words, {"WWW-Authenticate": 'Bearer realm="communique"'})
    return feeding, key.name


def counted(feeding: Feeding, name: str) -> None:
    """Count an article of a key; Problem 429 where it is one too many."""
    wait = feeding.rates.take("articles", name)
    if wait is not None:
        raise Problem(429, "the key has handed in too many articles in this time", {"Retry-After": str(wait)})


async def submit(
    request: Request, feeding: Feeding, name: str, handed: Handed, key: str | None
) -> Job | dict[str, Any]:
    """The job of an article that was handed in, or what is told of one that the store has just so.

    `name` is that of the API key; `key` the article whose place it takes, None where it may take nobody's. Problem 409
    where it would, 503 where the queue is full.
    """
    settings = request.app.state.settings
    iri = document_iri(handed.id, settings.base)
    last = await run_in_threadpool(feeding.jobs.last_of, iri)
    there = await read(request, stored, iri)
    if last is not None and last.open:
        there = None  # what is on its way counts, not what it replaces
        if key is None and (last.kind, last.fingerprint) != ("put", handed.fingerprint):
            raise Problem(
                409, f"another article is on its way under the id {handed.id!r}; PUT /articles/{{id}} replaces it"
            )
    if there is not None and _same(there, handed, last):
        return {"change": "unchanged", "article": iri, "identifier": there["identifier"]}
    if there is not None and there["identifier"] != handed.id:
        raise Problem(409, f"the id {handed.id!r} cannot be told from {there['identifier']!r}, which is in the store")
    if there is not None and key is None and handed.document is not None:
        raise Problem(
            409, f"the store has another article under the id {handed.id!r}; PUT /articles/{{id}} replaces it"
        )
    return await queued(feeding, "put", iri, handed.fingerprint, name, handed.payload)


def _same(there: Mapping[str, Any], handed: Handed, last: Job | None) -> bool:
    """Whether the store has what was handed in, read by this version."""
    if there.get("readerVersion") != __version__:
        return False
    document = handed.document
    if document is None:  # a page: the same page, if its job was the last and the store has its outcome
        done = last is not None and last.state == DONE and last.fingerprint == handed.fingerprint
        return done and last is not None and (last.result or {}).get("textDigest") == there.get("textDigest")
    publisher = there["publisher"]["name"] if "publisher" in there and document.publisher else None
    published = document.published.isoformat() if document.published else None
    given = (document.id, document.digest, document.title, published, document.publisher, document.url)
    known = (there["identifier"], there["textDigest"], there.get("title"), there.get("published"))
    return given == (*known, publisher, there.get("url"))


async def queued(feeding: Feeding, kind: str, iri: str, fingerprint: str, name: str, payload: bytes) -> Job:
    """A job, waiting; Problem 503 where too many wait."""
    job = await run_in_threadpool(feeding.jobs.add, kind, iri, fingerprint, name, payload)
    if job is None:
        raise Problem(503, "too many articles are waiting to be read", {"Retry-After": str(_LATER)})
    feeding.desk.tell()
    return job
