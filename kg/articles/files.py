"""Articles from files: Markdown or text with optional front matter, and JSON lines."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import yaml

from kg.articles.documents import DEFAULT_LIMIT, make_document
from kg.errors import ArticleError
from kg.model import Document

TEXT_ENDINGS = {".md", ".txt", ".markdown"}
LINE_ENDINGS = {".jsonl", ".ndjson", ".json"}
_FRONT = re.compile(r"---[ \t]*\n")


def article_paths(paths: Iterable[Path]) -> list[Path]:
    """The article files that the paths name, folders searched through, in order and each once.

    Raises ArticleError for a path that does not exist or a folder without any article.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = sorted(
                p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in TEXT_ENDINGS | LINE_ENDINGS
            )
            if not inside:
                raise ArticleError("the folder holds no article (.md, .txt, .jsonl)", place=str(path))
            found.update(dict.fromkeys(inside))
        elif path.exists():
            found[path] = None
        else:
            raise ArticleError("there is no such file or folder", place=str(path))
    return list(found)


def read_path(path: Path, *, limit: int = DEFAULT_LIMIT) -> Iterator[Document | ArticleError]:
    """The documents of a file, or in the place of each that cannot be read its error."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        yield ArticleError(f"the file cannot be read: {error.strerror or error}", place=str(path))
        return
    yield from _read(raw, str(path), path.stem, lines=path.suffix.lower() in LINE_ENDINGS, limit=limit)


def read_stream(stream: BinaryIO | None = None, *, limit: int = DEFAULT_LIMIT) -> Iterator[Document | ArticleError]:
    """The documents of a stream (standard input): JSON lines if it begins with a brace, else one article."""
    raw = (stream or sys.stdin.buffer).read()
    yield from _read(raw, "standard input", "stdin", lines=raw.lstrip()[:1] == b"{", limit=limit)


def _read(raw: bytes, place: str, stem: str, *, lines: bool, limit: int) -> Iterator[Document | ArticleError]:
    try:
        if not raw.strip():
            raise ArticleError("the file is empty", place=place)
        if lines:
            yield from _json_lines(raw, place, limit)
            return
        yield _article(_decode(raw, place), place, stem, limit)
    except ArticleError as error:
        yield error


def _decode(raw: bytes, place: str) -> str:
    """UTF-8 text without a byte order mark."""
    if b"\x00" in raw[:8192]:
        raise ArticleError(f"the file is binary: a zero byte at byte {raw.index(0)}", place=place)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        bad = raw[error.start : error.start + 1].hex()
        raise ArticleError(f"the file is not UTF-8: byte 0x{bad} at byte {error.start}", place=place) from error


def _article(text: str, place: str, stem: str, limit: int) -> Document:
    text = text.replace("\r\n", "\n")  # as Python itself reads text: offsets count a line end once
    fields, body = _front_matter(text, place)
    return make_document(body, fields, default_id=stem, place=place, limit=limit)


def _front_matter(text: str, place: str) -> tuple[dict[str, Any], str]:
    """The fields between two `---` lines and the text after them; a text without them has no fields."""
    if not _FRONT.match(text):
        return {}, text
    head, mark, body = text.partition("\n---\n")
    if not mark:
        if text.rstrip().endswith("\n---"):
            return {}, ""
        raise ArticleError("the front matter that line 1 opens is not closed by a line ---", place=place)
    try:
        # every value stays text, so that a date that is none can be told with its words
        fields = yaml.load(_FRONT.sub("", head, count=1), Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark_at = getattr(error, "problem_mark", None)
        line = f"line {mark_at.line + 2}" if mark_at else "the front matter"
        raise ArticleError(
            f"the front matter is no YAML: {getattr(error, 'problem', error)}", place=f"{place}, {line}"
        ) from error
    if fields in (None, ""):
        return {}, body
    if not isinstance(fields, dict):
        raise ArticleError(f"the front matter is not a list of fields but {fields!r}", place=place)
    return fields, body


def _json_lines(raw: bytes, place: str, limit: int) -> Iterator[Document | ArticleError]:
    """A document for each line; a broken line is told with its number, and the others are read."""
    for number, line in enumerate(raw.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        where = f"{place}, line {number}"
        try:
            yield _json_document(_decode(line, where), where, limit)
        except ArticleError as error:
            yield error


def _json_document(line: str, place: str, limit: int) -> Document:
    try:
        fields = json.loads(line)
    except ValueError as error:
        raise ArticleError(f"the line is no JSON: {error}", place=place) from error
    if not isinstance(fields, dict):
        raise ArticleError(f"the line is no JSON object but {line[:40]!r}", place=place)
    for key in ("id", "text"):
        if fields.get(key) in (None, ""):
            raise ArticleError(f"the line has no {key!r}", place=place)
    if not isinstance(fields["text"], str):
        raise ArticleError(f"text must be text, not {fields['text']!r:.40}", place=place)
    return make_document(fields["text"], fields, default_id="", place=place, limit=limit)
