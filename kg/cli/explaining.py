"""`kg explain`."""

from __future__ import annotations

import sys
from pathlib import Path

from kg.articles import article_paths, read_path
from kg.cli.common import authority_of, settings
from kg.errors import ArticleError, InputError
from kg.linking import listed_holders
from kg.reading import Reader, explain


def explain_article(name: str, sentence: int | None, at: int | None) -> int:
    """Print why the reader reads a sentence as it does."""
    if (sentence is None) is (at is None):
        raise InputError("give one of --sentence and --at")
    chosen = settings()
    (path,) = article_paths([Path(name)])
    document = next(read_path(path, limit=chosen.max_chars))
    if isinstance(document, ArticleError):
        raise document
    persons = listed_holders().persons if chosen.holders else frozenset[str]()
    lines = explain(Reader(chosen.model, authority_of(chosen), persons), document, sentence=sentence, at=at)
    sys.stdout.write("\n".join(lines) + "\n")
    return 0
