"""`kg query`: named questions, files and standard input."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.cli.common import settings, tell
from kg.cli.opening import store_to_read
from kg.errors import QueryError
from kg.queries import Library, Parameter
from kg.queries.library import read_query
from kg.resources import queries_folder
from kg.settings import Settings
from kg.store import Answer, answer

_READABLE = 20  # characters of a column in which a sentence can still be read


def library(chosen: Settings) -> Library:
    """The project's questions and the user's own; files that cannot be read are told."""
    folders = [queries_folder(), *([chosen.queries] if chosen.queries else [])]
    found = Library.load(folders)
    for fault in found.faults:
        tell(str(fault))
    return found


def list_queries() -> int:
    """Show the named questions by theme."""
    found = library(settings()).queries.values()
    console = Console()
    for theme, some in groupby(sorted(found, key=lambda q: (q.theme, q.name)), key=lambda q: q.theme):
        console.print(Text(theme or "other", style="bold"))
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 2))
        for one in some:
            parameters = " ".join(f"--param {p.name}={_shown(p)}" for p in one.parameters)
            table.add_row(
                Text(one.name), Text(one.summary) + Text(f"  {parameters}" if parameters else "", style="dim")
            )
        console.print(table)
    return 0


def _shown(parameter: Parameter) -> str:
    return f"<{parameter.type}>" if parameter.required else str(parameter.default) or '""'


def ask(question: str, params: list[str], form: str) -> int:
    """Ask a question and print the answer; returns the exit code."""
    chosen = settings()
    values = dict(_pair(p) for p in params)
    text = _text(question, values, chosen)
    found = answer(store_to_read(chosen.store), text)
    if form == "table":
        _print_table(found)
    else:
        sys.stdout.buffer.write(found.serialize(form))
        sys.stdout.flush()
    return 0


def _pair(param: str) -> tuple[str, str]:
    name, equals, value = param.partition("=")
    if not equals:
        raise QueryError(f"a parameter is written name=value, not {param!r}")
    return name, value


def _text(question: str, values: dict[str, str], chosen: Settings) -> str:
    """The query of a name, a file, standard input, or of its own text (which is known by a brace)."""
    if "{" in question:
        raw, place = question, "the query"
    elif question == "-":
        raw, place = _decoded(sys.stdin.buffer.read(), "standard input"), "standard input"
    elif Path(question).suffix == ".rq" or _is_file(question):
        raw, place = _file(question), question
    else:
        return library(chosen).get(question).bound(values)
    if any(line.startswith("#+") for line in raw.splitlines()):
        return read_query("file", raw, place=place).bound(values)
    if values:
        raise QueryError("a query without a #+ header has no parameters", place=place)
    return raw


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except OSError:  # no file can have a name that long
        return False


def _file(name: str) -> str:
    try:
        return _decoded(Path(name).read_bytes(), name)
    except OSError as error:
        raise QueryError(f"the file cannot be read: {error.strerror or error}", place=name) from error


def _decoded(raw: bytes, place: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError(f"the query is not UTF-8: byte {error.start}", place=place) from error


def _print_table(found: Answer) -> None:
    """Rows as a table, or one below the other where the columns would be too narrow to read."""
    names, rows = found.table()
    console = Console()
    if not rows:
        console.print("no rows")
        return
    widths = [max(len(name), *(len(row[k]) for row in rows)) for k, name in enumerate(names)]
    if sum(min(width, _READABLE) for width in widths) + 2 * len(widths) > console.width:
        _print_records(console, names, rows)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    console.print(table)


def _print_records(console: Console, names: list[str], rows: list[list[str]]) -> None:
    for number, row in enumerate(rows):
        if number:
            console.print()
        table = Table(box=None, pad_edge=False, show_header=False)
        table.add_column(style="bold", no_wrap=True)
        table.add_column(overflow="fold")
        for name, cell in zip(names, row, strict=True):
            if cell:
                table.add_row(Text(name), Text(cell))
        console.print(table)
