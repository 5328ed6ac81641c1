"""`kg query`: named questions, files and standard input."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.table import Table

from kg.cli.common import settings, tell
from kg.errors import QueryError
from kg.queries import Library
from kg.queries.library import read_query
from kg.resources import queries_folder
from kg.settings import Settings
from kg.store import Answer, Store, answer


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
        console.print(f"[bold]{theme or 'other'}[/bold]")
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 2))
        for one in some:
            parameters = " ".join(f"--param {p.name}={p.type if p.required else p.default}" for p in one.parameters)
            table.add_row(one.name, one.summary + (f"  [dim]{parameters}[/dim]" if parameters else ""))
        console.print(table)
    return 0


def ask(question: str, params: list[str], form: str) -> int:
    """Ask a question and print the answer; returns the exit code."""
    chosen = settings()
    values = dict(_pair(p) for p in params)
    text = _text(question, values, chosen)
    found = answer(Store(chosen.store, read_only=True), text)
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
    if question == "-":
        raw, name, place = sys.stdin.read(), "stdin", "standard input"
    elif Path(question).is_file():
        raw, name, place = Path(question).read_text(encoding="utf-8"), "file", question
    else:
        return library(chosen).get(question).bound(values)
    if any(line.startswith("#+") for line in raw.splitlines()):
        return read_query(name, raw, place=place).bound(values)
    if values:
        raise QueryError("a query without a #+ header has no parameters", place=place)
    return raw


def _print_table(found: Answer) -> None:
    names, rows = found.table()
    console = Console()
    if not rows:
        console.print("no rows")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(cell.replace("[", "\\[") for cell in row))
    console.print(table)
