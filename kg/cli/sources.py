"""The articles that a command is given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.articles import article_paths, read_path, read_stream
from kg.errors import ArticleError
from kg.model import Document


def sources_of(names: list[str], limit: int) -> Iterator[tuple[str, Iterator[Document | ArticleError]]]:
    """The files that names, folders and patterns stand for, each with its documents; - is standard input."""
    for name in names:
        if name == "-":
            yield "standard input", read_stream(limit=limit)
            continue
        if not name:  # an empty variable of a script, and not the folder where it runs
            yield name, iter([ArticleError("the name of a file is empty")])
            continue
        faults: list[ArticleError] = []
        try:
            for path in article_paths([Path(name)], faults.append):
                yield str(path), read_path(path, limit=limit)
        except ArticleError as error:
            faults.append(error)
        if faults:
            yield name, iter(faults)
