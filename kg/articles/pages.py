"""The article of a web page: its text without menus and adverts, and what the page says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import trafilatura

from kg.articles.documents import DEFAULT_LIMIT, make_document
from kg.errors import ArticleError
from kg.model import Document


def read_page(
    html: bytes, fields: Mapping[str, Any], *, default_id: str, place: str, limit: int = DEFAULT_LIMIT
) -> Document:
    """The document of an HTML page; `fields` (id, title, published, publisher, url) go before what the page says.

    Raises ArticleError (with `place`) where the page holds no article, and as `make_document` does.
    """
    found = trafilatura.bare_extraction(
        html, url=fields.get("url"), include_comments=False, include_tables=False, with_metadata=True
    )
    text = str(found.text or "").strip() if found is not None and not isinstance(found, dict) else ""
    if not text:
        raise ArticleError("the page holds no article text", place=place)
    told = {"title": found.title, "published": found.date, "publisher": found.sitename, "url": found.url}  # type: ignore[union-attr]
    given = {key: value for key, value in fields.items() if value not in (None, "")}
    merged = {key: value for key, value in told.items() if value} | given
    return make_document(f"{text}\n", merged, default_id=default_id, place=place, limit=limit)
