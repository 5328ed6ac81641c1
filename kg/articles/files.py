"""Articles from files: Markdown or text with optional front matter, and JSON lines."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from reprlib import repr as shown  # a value of any size and depth, cut short
from typing import Any, BinaryIO

import yaml

from kg.articles.documents import DEFAULT_LIMIT, make_document
from kg.articles.lines import BROKEN, LINE_ENDINGS, ending, numbered_lines, opened
from kg.errors import ArticleError
from kg.model import Document

TEXT_ENDINGS = {".md", ".txt", ".markdown"}
STDIN = "stdin"  # the id of an article that comes by standard input without one
_BYTES = 4  # of a character in UTF-8, at most
_FRONT_BYTES = 100_000  # of front matter, at most
_LARGEST_VALUE = 256_000_000  # bytes of one JSON array or object
_STORE, _BACKUP = "communique.json", "backup.json"
_FRONT = re.compile(r"---[ \t]*\n")


def article_paths(paths: Iterable[Path], told: Callable[[ArticleError], None] | None = None) -> list[Path]:
    """The article files that the paths name, folders searched through, in order and each once.

    Of a folder, what is hidden is passed over, and so is what stores and their backups tell of themselves. Raises
    ArticleError for a path that does not exist, a folder without any article, and one in a folder that cannot be read;
    where there is somebody who is `told`, the rest of that folder is found all the same.
    """
    found: dict[Path, None] = {}
    for path in paths:
        try:
            found.update(dict.fromkeys(_files_of(path, told)))
        except OSError as error:
            raise _unreadable(error, path) from error
    return list(found)


def _unreadable(error: OSError, path: Path) -> ArticleError:
    return ArticleError(f"the path cannot be read: {error.strerror or error}", place=str(error.filename or path))


def _files_of(path: Path, told: Callable[[ArticleError], None] | None) -> list[Path]:
    if path.is_dir():
        faults: list[OSError] = []
        inside = sorted(p for p in _inside(path, faults.append) if p.is_file())
        for fault in faults:
            error = _unreadable(fault, path)
            if told is None:
                raise error from fault
            told(error)
        if not inside and not faults:
            raise ArticleError("the folder holds no article (.md, .txt, .jsonl)", place=str(path))
        return inside
    if path.exists():
        return [path]
    if set("*?[") & set(str(path)):
        folder = Path(path.anchor)
        found = sorted(p for p in folder.glob(str(path.relative_to(path.anchor))) if p.is_file())
        if found:
            return found
        raise ArticleError("no file fits the pattern", place=str(path))
    raise ArticleError("there is no such file or folder", place=str(path))


def _inside(folder: Path, fault: Callable[[OSError], None]) -> Iterator[Path]:
    """What a folder holds that is named like an article, subfolders included; links to folders are not followed."""
    for place, folders, names in os.walk(folder, onerror=fault):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for path in (Path(place, name) for name in names if not name.startswith(".")):
            if (path.suffix.lower() in TEXT_ENDINGS or _is_archive(path)) and not _is_of_a_store(path):
                yield path


def _is_of_a_store(path: Path) -> bool:
    """Whether a file is what a store, or a backup of one, tells of itself."""
    return path.name == _STORE or (path.name == _BACKUP and (path.parent / "store" / _STORE).exists())


def _is_archive(path: Path) -> bool:
    return ending(path) in LINE_ENDINGS


def read_path(path: Path, *, limit: int = DEFAULT_LIMIT) -> Iterator[Document | ArticleError]:
    """The documents of a file, or in the place of each that cannot be read its error."""
    try:
        if ending(path) in LINE_ENDINGS:
            yield from _json_file(path, limit)
            return
        size = path.stat().st_size
        if size > _BYTES * limit + _FRONT_BYTES:  # not worth the memory to count its characters
            words = f"the file has {size:,} bytes; at most {limit:,} characters are read (KG_MAX_CHARS)"
            yield ArticleError(words, place=str(path))
            return
        raw = path.read_bytes()
    except BROKEN as error:
        yield ArticleError(f"the file is damaged: {error or type(error).__name__}", place=str(path))
        return
    except OSError as error:
        yield ArticleError(f"the file cannot be read: {error.strerror or error}", place=str(path))
        return
    yield from _read(raw, str(path), path.stem, lines=False, limit=limit)


def read_stream(stream: BinaryIO | None = None, *, limit: int = DEFAULT_LIMIT) -> Iterator[Document | ArticleError]:
    """The documents of a stream (standard input): of JSON lines if it begins so, else one article."""
    place = "standard input"
    if stream is None and sys.stdin is None:
        yield ArticleError("it is closed", place=place)
        return
    try:
        raw = (stream or sys.stdin.buffer).read()
    except OSError as error:
        yield ArticleError(f"it cannot be read: {error.strerror or error}", place=place)
        return
    yield from _read(raw, place, STDIN, lines=_holds_json(raw), limit=limit)


def _holds_json(raw: bytes) -> bool:
    """Whether a stream begins like JSON lines, or like an array of articles ("[Reuters] ..." does not)."""
    return raw.removeprefix(b"\xef\xbb\xbf")[:100].lstrip().replace(b" ", b"").startswith((b"{", b"[{", b"[\n{"))


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
    except (yaml.YAMLError, RecursionError) as error:
        mark_at = getattr(error, "problem_mark", None)
        line = f"line {mark_at.line + 2}" if mark_at else "the front matter"
        raise ArticleError(
            f"the front matter is no YAML: {getattr(error, 'problem', error)}", place=f"{place}, {line}"
        ) from error
    if fields in (None, ""):
        return {}, body
    if not isinstance(fields, dict):
        raise ArticleError(f"the front matter is not a list of fields but {shown(fields)}", place=place)
    return fields, body


def _json_lines(raw: bytes, place: str, limit: int) -> Iterator[Document | ArticleError]:
    """A document for each line; a broken line is told with its number, and the others are read.

    One object or one array that spreads over several lines is read as well: its articles are counted.
    """
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    whole = _one_value(raw)
    if whole is not None:
        for number, fields in enumerate(whole, 1):
            where = f"{place}, article {number}"
            try:
                yield _json_document(fields, where, limit)
            except ArticleError as error:
                yield error
        return
    yield from _line_documents(BytesIO(raw), place, limit)


def _line_documents(stream: BinaryIO, place: str, limit: int) -> Iterator[Document | ArticleError]:
    for where, line in numbered_lines(stream, place, _BYTES * limit + _FRONT_BYTES):
        try:
            if isinstance(line, ArticleError):
                raise line
            yield _json_document(_json(_decode(line.removeprefix(b"\xef\xbb\xbf"), where), where), where, limit)
        except ArticleError as error:
            yield error


def _json_file(path: Path, limit: int) -> Iterator[Document | ArticleError]:
    """The documents of a file of JSON lines, which is never held whole, or of one JSON value, which is."""
    place = str(path)
    with opened(path) as stream:
        first = next(numbered_lines(stream, place, _BYTES * limit + _FRONT_BYTES), None)
    if first is None:
        yield ArticleError("the file is empty", place=place)
        return
    line = first[1]
    if isinstance(line, bytes) and _opens_value(line.removeprefix(b"\xef\xbb\xbf").strip()):
        with opened(path) as stream:
            raw = stream.read(_LARGEST_VALUE + 1)
        if len(raw) <= _LARGEST_VALUE:
            yield from _json_lines(raw, place, limit)
        else:
            words = f"one JSON value of more than {_LARGEST_VALUE:,} bytes; give an article a line"
            yield ArticleError(words, place=place)
        return
    with opened(path) as stream:
        yield from _line_documents(stream, place, limit)


def _opens_value(line: bytes) -> bool:
    return line[:1] == b"[" or (line[:1] == b"{" and not _is_json(line))


def _one_value(raw: bytes) -> list[Any] | None:
    """The articles of a file that is one JSON value over several lines; None for JSON lines."""
    first, _, more = raw.strip().partition(b"\n")
    if not (first[:1] == b"[" or (first[:1] == b"{" and more and not _is_json(first))):
        return None
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, list) else [value]


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _json(line: str, place: str) -> Any:
    try:
        return json.loads(line)
    except RecursionError as error:
        raise ArticleError("the line is no article: its JSON is nested too deep", place=place) from error
    except ValueError as error:
        raise ArticleError(f"the line is no JSON: {error}", place=place) from error


def _json_document(fields: Any, place: str, limit: int) -> Document:
    if not isinstance(fields, dict):
        raise ArticleError(f"there is no JSON object but {shown(fields)}", place=place)
    for key in ("id", "text"):
        if fields.get(key) is None or not str(fields[key]).strip():
            raise ArticleError(f"there is no {key!r}", place=place)
    if not isinstance(fields["text"], str):
        raise ArticleError(f"text must be text, not {shown(fields['text'])}", place=place)
    return make_document(fields["text"], fields, default_id="", place=place, limit=limit)


def read_text(
    raw: bytes, fields: Mapping[str, Any], *, default_id: str, place: str, limit: int = DEFAULT_LIMIT
) -> Document:
    """The document of a text with optional front matter, over which `fields` go; ArticleError where it is none."""
    if not raw.strip():
        raise ArticleError("the article has no text", place=place)
    own, body = _front_matter(_decode(raw, place).replace("\r\n", "\n"), place)
    return make_document(body, {**own, **fields}, default_id=default_id, place=place, limit=limit)
