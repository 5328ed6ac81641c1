"""One document from its text and what is said about it, checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from reprlib import repr as shown  # a value of any size and depth, cut short
from typing import Any

from kg.errors import ArticleError
from kg.model import Document, Span

DEFAULT_LIMIT = 1_000_000
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    _WORD.findall(
        "the of and to in a that is was for on with as his he be by at it from had have has not are were which said an "
        "will this who its after but their they would over up into about been more also when"
    )
)
_MARKED = re.compile(r"\A\s*(?:#{1,6}[ \t]+)?")  # blanks, and the mark of a Markdown heading
_LONGEST_TITLE = 300
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_SURROGATE = re.compile("[\ud800-\udfff]")  # JSON can escape one without its other half; UTF-8 cannot hold it


def make_document(
    text: str, fields: Mapping[str, Any], *, default_id: str, place: str, limit: int = DEFAULT_LIMIT
) -> Document:
    """A document of the text; `fields` may have id, title, published, publisher, language and url.

    The text is kept as it is. A title that does not open it is put behind it, after a blank line. Raises ArticleError
    (with `place`) for an empty or too long text, control characters, a bad date, or a language other than English.
    """
    if not text.strip():
        raise ArticleError("the article has no text", place=place)
    if len(text) > limit:
        raise ArticleError(
            f"the text has {len(text):,} characters; at most {limit:,} are read (KG_MAX_CHARS)", place=place
        )
    control = _CONTROL.search(text)
    if control:
        raise ArticleError(
            f"the text is not plain text: control character {control.group()!r} at character {control.start()}",
            place=place,
        )
    lone = _SURROGATE.search(text)
    if lone:
        raise ArticleError(
            f"the text is not Unicode: half of a character, {lone.group()!r}, at character {lone.start()}", place=place
        )
    language = _string(fields, "language", place) or "en"
    if language.lower().replace("_", "-").split("-")[0] not in {"en", "eng", "english"}:
        raise ArticleError(f"the language is {language!r}; only English (en) is read", place=place)
    if _is_foreign(text):
        raise ArticleError("the text does not look like English; only English is read", place=place)
    title = _string(fields, "title", place)
    whole, span = _with_title(text, title)
    name = _string(fields, "id", place) or default_id
    if _SURROGATE.search(name):  # of a file; an id that is given was looked at
        raise ArticleError("the name of the file is not UTF-8, and the article has no id of its own", place=place)
    return Document(
        id=name,
        text=whole,
        title=title or _headline(text),
        published=_date(fields.get("published"), place),
        publisher=_string(fields, "publisher", place),
        language="en",
        url=_string(fields, "url", place),
        title_span=span,
    )


def _string(fields: Mapping[str, Any], key: str, place: str) -> str | None:
    value = fields.get(key)
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool) and key == "id":
        value = str(value)
    if not isinstance(value, str):
        raise ArticleError(f"{key} must be text, not {shown(value)}", place=place)
    if _CONTROL.search(value) or _SURROGATE.search(value):
        raise ArticleError(f"{key} is not plain text: {shown(value)}", place=place)
    return value.strip() or None


def _date(value: Any, place: str) -> date | None:
    """A publication date: a date, or text that begins with YYYY-MM-DD."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value).strip()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}(?:[T ].*)?", text):
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            pass  # told below, with all other dates that are none
    raise ArticleError(f"published is {text!r}, which is no date of the form YYYY-MM-DD", place=place)


def _with_title(text: str, title: str | None) -> tuple[str, Span | None]:
    if title is None or _MARKED.sub("", text, count=1).startswith(title):
        return text, None
    body = text.rstrip("\n") + "\n\n"
    return body + title + "\n", Span(len(body), len(body) + len(title))


def _headline(text: str) -> str | None:
    """The first line, where it reads like a headline: short, without a full stop, and followed by more."""
    lines = [line.strip() for line in text.split("\n", 20) if line.strip()]
    first = _MARKED.sub("", lines[0], count=1) if lines else ""
    return first if len(lines) > 1 and len(first) <= _LONGEST_TITLE and first[-1:] not in ".!?:;" else None


def _is_foreign(text: str) -> bool:
    """Whether a text of some length has hardly any of the words that no English text can do without."""
    words = [w.lower() for w in _WORD.findall(text[:20_000])]
    if len(words) < 40:
        return False
    return sum(w in _ENGLISH for w in words) < 0.08 * len(words)
