"""What the server tells the writer's process, and what both can read; without the parser, which only that one loads."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

from kg.articles import make_document, read_text
from kg.model import Document


@dataclass(frozen=True, slots=True)
class Orders:
    """How the writer works: where the store is, what IRIs it mints, how it reads, how long it waits for it."""

    store: str | dict[str, Any]  # a folder, or the fields of a `Remote`
    base: str
    model: str | None
    max_chars: int
    max_body: int
    wait: float
    authority: str | None = None  # the file
    holders: bool = True


def text_document(job: dict[str, Any], max_chars: int) -> Document:
    """The document of a job whose `form` is "plain", or "text" (with front matter); ArticleError where it is none."""
    fields, place = dict(job["fields"]), "the article"
    if job["form"] == "plain":
        return make_document(job["text"], fields, default_id=job["id"], place=place, limit=max_chars)
    return read_text(base64.b64decode(job["raw"]), fields, default_id=job["id"], place=place, limit=max_chars)
