"""Answers of bounded size: written by the engine, and cut behind a whole row where they are too long."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph as ox

from kg import vocabulary as v
from kg.errors import QueryError

RESULTS: Final = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
GRAPHS: Final = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
}
_STRING: Final = rb'"(?:[^"\\]++|\\.)*+"'
_DEEP: Final = 12  # levels of terms in terms


def _object_pattern(depth: int) -> bytes:
    inner = b"|" + _object_pattern(depth - 1) if depth else b""
    return rb"\{(?:[^{}\"]++|" + _STRING + inner + rb")*+\}"


@dataclass(frozen=True, slots=True)
class _Form:
    """How rows look in a format: a sign that each has, where the first begins, a row, and what ends the whole."""

    mark: bytes
    start: re.Pattern[bytes]
    row: re.Pattern[bytes]
    end: bytes


_LINE: Final = re.compile(rb"[^\n]*\n")
_NOTHING: Final = re.compile(b"")
_FORMS: Final = {
    "json": _Form(b"}},{", re.compile(rb'.*?"bindings":\['), re.compile(b",?" + _object_pattern(_DEEP), re.S), b"]}}"),
    "xml": _Form(
        b"</result>", re.compile(b".*?<results>", re.S), re.compile(b".*?</result>", re.S), b"</results></sparql>"
    ),
    "csv": _Form(b"\n", re.compile(rb"[^\n]*\n"), re.compile(rb'(?:[^"\r\n]++|"[^"]*+")*+\r?\n'), b""),
    "tsv": _Form(b"\n", _LINE, _LINE, b""),
    "ntriples": _Form(b"\n", _NOTHING, _LINE, b""),
    "nquads": _Form(b"\n", _NOTHING, _LINE, b""),
}


@dataclass(frozen=True, slots=True)
class Written:
    """The bytes of an answer, and how many rows (or triples) it was cut behind; None for a whole one."""

    body: bytes
    cut: int | None = None


class _FullError(Exception):
    """There are more rows, or more bytes, than may be."""


class _Sheet:
    """Takes what the engine writes until it is too much."""

    def __init__(self, form: _Form, rows: int, size: int) -> None:
        self.held = bytearray()
        self._form, self._rows, self._size = form, rows, size
        self._marks = 0
        self._full = False

    def write(self, piece: bytes) -> int:
        if self._full:  # the engine tries to write what it still has
            raise _FullError
        self.held += piece
        self._marks += piece.count(self._form.mark)
        if self._marks > self._rows:  # a row may bear several marks, or none: these only say when to count
            rows, _ = _whole_rows(self.held, self._form, self._rows + 1)
            self._full = rows > self._rows
            self._marks = rows
        self._full = self._full or len(self.held) > self._size
        if self._full:
            raise _FullError
        return len(piece)

    def flush(self) -> None:
        """Nothing waits anywhere."""


def write_bounded(result: Any, name: str, rows: int, size: int) -> Written:
    """An answer of the engine in a format, with at most so many rows (or triples) and about so many bytes.

    Raises QueryError where the format does not fit the kind of answer.
    """
    graph = isinstance(result, ox.QueryTriples)
    fitting = GRAPHS if graph else RESULTS
    if name not in fitting:
        raise QueryError(f"this answer cannot be written as {name!r}; there are {', '.join(fitting)}")
    if isinstance(result, ox.QueryBoolean):
        return Written(result.serialize(format=RESULTS[name]) or b"")
    form = _FORMS.get(name)
    if form is None:
        return _graph(result, name, rows)
    sheet = _Sheet(form, rows, size)
    try:
        result.serialize(sheet, format=fitting[name])
    except _FullError:
        return _cut(bytes(sheet.held), name, form, rows)
    if len(sheet.held) > 2 * rows:  # no row is shorter
        count, _ = _whole_rows(sheet.held, form, rows + 1)
        if count > rows:
            return _cut(bytes(sheet.held), name, form, rows)
    return Written(bytes(sheet.held))


def _whole_rows(held: bytes | bytearray, form: _Form, most: int) -> tuple[int, int]:
    """How many whole rows there are (up to `most`), and where the last of them ends."""
    start = form.start.match(held)
    position = start.end() if start else 0
    match, count = form.row.match, 0
    while count < most and (found := match(held, position)):
        position = found.end()
        count += 1
    return count, position


def _cut(held: bytes, name: str, form: _Form, rows: int) -> Written:
    count, position = _whole_rows(held, form, rows)
    sign = f"urn:communique:cut-after:{count}".encode()
    body = held[:position] + form.end
    if name == "json":
        body = body.replace(b'{"head":{', b'{"head":{"link":["' + sign + b'"],', 1)
    elif name == "xml":
        body = body.replace(b"</head>", b'<link href="' + sign + b'"/></head>', 1)
    elif name in {"ntriples", "nquads"}:
        body += b"# cut: " + sign + b"\n"
    return Written(body, count)


def _graph(result: Iterator[Any], name: str, rows: int) -> Written:
    """A graph in a format that cannot be cut once it is written."""
    triples = list(itertools.islice(result, rows + 1))
    body = ox.serialize(triples[:rows], format=GRAPHS[name], prefixes=v.PREFIXES) or b""
    if len(triples) <= rows:
        return Written(body)
    if name in {"turtle", "trig"}:
        body += f"# cut: urn:communique:cut-after:{rows}\n".encode()
    elif name == "rdfxml":
        body += f"<!-- cut: urn:communique:cut-after:{rows} -->\n".encode()
    return Written(body, rows)
