"""What a client hands in: JSON, text, a page, or a form with a file; checked as far as it can be at once."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from fastapi import HTTPException, Request
from starlette.datastructures import UploadFile
from starlette.types import Message

from api.feeding.fetching import Guard, check_url
from api.feeding.orders import text_document
from kg.errors import ArticleError
from kg.iris import slug
from kg.model import Document

FIELDS: Final = ("id", "title", "published", "publisher", "url", "language")
_TEXTS: Final = {"text/plain", "text/markdown"}
_PAGES: Final = {"text/html", "application/xhtml+xml"}
_HTML_ENDINGS: Final = (".html", ".htm", ".xhtml")


@dataclass(frozen=True, slots=True)
class Handed:
    """An article as it was handed in: what the writer needs, its id, and the document where it is known already."""

    payload: bytes
    id: str
    document: Document | None

    @property
    def fingerprint(self) -> str:
        """A hash of all that was handed in."""
        return sha256(self.payload).hexdigest()


class TooLarge(Exception):  # noqa: N818 - the client hears it as a 413
    """The body has more bytes than are taken."""


def limited(request: Request, most: int) -> Request:
    """The same request, whose body raises TooLarge once it has more than `most` bytes."""
    if int(request.headers.get("content-length") or 0) > most:
        raise TooLarge
    taken = 0

    async def receive() -> Message:
        nonlocal taken
        message = await request.receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise TooLarge
        return message

    return Request(request.scope, receive)


async def take(request: Request, article: str | None, *, max_chars: int, max_body: int, urls: bool) -> Handed:
    """What a request hands in, as the article with that id where one is given.

    Raises HTTPException 403 (addresses are off), 415 (another kind of body) or 422, TooLarge, and ArticleError.
    """
    try:
        request = limited(request, max_body)
    except ValueError as error:
        raise HTTPException(400, "Content-Length is no number") from error
    kind = (request.headers.get("content-type") or "").split(";")[0].strip().lower()
    if kind == "application/json":
        job = _from_json(_json(await request.body()))
    elif kind in _TEXTS or kind in _PAGES:
        job = _raw("html" if kind in _PAGES else "text", await request.body(), dict(request.query_params))
    elif kind == "multipart/form-data":
        job = await _from_form(request)
    else:
        taken = ", ".join(["application/json", *sorted(_TEXTS | _PAGES), "multipart/form-data"])
        raise HTTPException(415, f"an article comes as one of {taken}; not as {kind or 'nothing'}")
    if job["form"] == "url":
        if not urls:
            raise HTTPException(403, "articles are not fetched by address here (KG_FETCH_URLS); send the text")
        check_url(job["fields"]["url"], Guard())
    return _handed(job, article, max_chars)


def _handed(job: dict[str, Any], article: str | None, max_chars: int) -> Handed:
    own = job["fields"].get("id")
    if article is not None:
        if own is not None and slug(str(own)) != slug(article):
            raise ArticleError(f"the id is {own!r} in the body and {article!r} in the address", place="id")
        job["fields"].setdefault("id", article)
    job["id"] = _default_id(job)
    document = None
    if job["form"] in {"plain", "text"}:
        document = text_document(job, max_chars)
        job["fields"]["id"] = document.id
    name = document.id if document is not None else str(job["fields"].get("id") or job["id"])
    job["fields"]["id"] = name
    return Handed(json.dumps({"kind": "put", **job}, sort_keys=True).encode(), name, document)


def _default_id(job: dict[str, Any]) -> str:
    """An id for an article without one: of its address, or of its content, so that the same comes to the same."""
    if job["form"] == "url":
        return slug(job["fields"]["url"].split("://", 1)[-1])
    content = job["text"].encode("utf-8", "surrogatepass") if job["form"] == "plain" else job["raw"].encode()
    return f"article-{sha256(content).hexdigest()[:16]}"


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ArticleError(f"the body is no JSON: {error}") from error


def _from_json(given: Any) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise ArticleError("the body is no JSON object; one article is taken at a time")
    unknown = sorted(set(given) - {*FIELDS, "text", "html"})
    if unknown:
        raise ArticleError(f"there is no field {unknown[0]!r}; there are text, html, {', '.join(FIELDS)}")
    fields = {key: given[key] for key in FIELDS if given.get(key) not in (None, "")}
    text, html = given.get("text"), given.get("html")
    if text is not None and html is not None:
        raise ArticleError("there are both text and html; give one")
    if isinstance(text, str):
        return {"form": "plain", "text": text, "fields": fields}
    if isinstance(html, str):
        return _raw("html", html.encode("utf-8", "replace"), fields)
    if text is not None or html is not None:
        raise ArticleError(f"{'text' if text is not None else 'html'} must be text")
    if isinstance(fields.get("url"), str):
        return {"form": "url", "fields": fields}
    raise ArticleError("there is no text, no html and no url")


def _raw(form: str, body: bytes, fields: Mapping[str, Any]) -> dict[str, Any]:
    unknown = sorted(set(fields) - set(FIELDS))
    if unknown:
        raise ArticleError(f"there is no field {unknown[0]!r}; there are {', '.join(FIELDS)}")
    if not body.strip():
        raise ArticleError("the article has no text")
    return {"form": form, "raw": base64.b64encode(body).decode(), "fields": dict(fields)}


def from_fields(text: str, upload: UploadFile | None, raw: bytes, fields: Mapping[str, str], max_chars: int) -> Handed:
    """What a page's form hands in: a text, or a file with its bytes; ArticleError where both or none are there."""
    if upload is not None and text.strip():
        raise ArticleError("there are both a text and a file; give one")
    if upload is None and not text.strip():
        raise ArticleError("there is no text: write or paste an article, or choose a file")
    if upload is None:
        return _handed({"form": "plain", "text": text.replace("\r\n", "\n"), "fields": dict(fields)}, None, max_chars)
    return _handed(_raw("html" if _is_page(upload) else "text", raw, fields), None, max_chars)


def _is_page(upload: UploadFile) -> bool:
    kind = (upload.content_type or "").split(";")[0].lower()
    return kind in _PAGES or (upload.filename or "").lower().endswith(_HTML_ENDINGS)


async def _from_form(request: Request) -> dict[str, Any]:
    """A form with one file (`file`), and fields beside it."""
    async with request.form(max_files=1, max_fields=len(FIELDS)) as form:
        upload = form.get("file")
        if not isinstance(upload, UploadFile):
            raise ArticleError("the form has no file in its part 'file'")
        fields = {name: value for name, value in form.items() if name != "file" and isinstance(value, str) and value}
        return _raw("html" if _is_page(upload) else "text", await upload.read(), fields)
