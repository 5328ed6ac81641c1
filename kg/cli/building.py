"""`kg build`."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from typing import IO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from kg.articles.lines import LINE_ENDINGS, ending
from kg.bulk import Build, Listener, Options, Outcome, Readers
from kg.cli.common import ALL_DONE, NOTHING_DONE, PARTLY_DONE, authority_of, settings, tell
from kg.cli.sources import sources_of
from kg.errors import ArticleError, CommuniqueError, InputError, InstallationError, StoreError
from kg.model import Document
from kg.remote import Location, beside
from kg.store import Store

_LONGEST = 1_000_000  # bytes of a line of a report


def build_store(
    names: list[str],
    workers: int,
    report: str | None,
    *,
    stale: bool,
    scheduler: str | None = None,
    link: bool = False,
) -> int:
    """Read articles into the store, here or on the Dask cluster of a scheduler; returns the exit code."""
    chosen = settings()
    options = Options(chosen.base, chosen.model, authority_of(chosen), chosen.holders)
    sources = _without(report, list(sources_of(names, chosen.max_chars)))
    countable = all(ending(Path(place)) not in LINE_ENDINGS and place != "standard input" for place, _ in sources)
    first, sources = _first(sources)
    with ExitStack() as stack:
        errors = stack.enter_context(_report(report)) if report else None
        if isinstance(first, list):
            for error in first:
                _tell_error(errors, error)
            tell("nothing was read; the store is as it was")
            return NOTHING_DONE
        readers = stack.enter_context(_cluster(scheduler, options)) if scheduler else None
        store = Store(chosen.store)
        advance = stack.enter_context(_progress(len(sources) if countable else None))
        listener = Listener(
            error=lambda error: _tell_error(errors, error),
            warning=lambda warning: tell(f"warning: {warning}"),
            changed=_tell_change if stale else lambda article, removed, added: None,
            progress=advance,
            replaced=lambda article: _forget(chosen.store, article),
        )
        build = Build(
            beside(chosen.store),
            store,
            options,
            listener,
            workers=workers,
            stale=stale,
            load_bytes=chosen.load_bytes,
            readers=readers,
        )
        with _ended_well():
            outcome = build.run(sources)
    _summarise(outcome, chosen.store)
    if link:
        from kg.cli.linking import link_store

        try:
            link_store(store=store)
        except CommuniqueError as error:  # what was read is in the store all the same
            tell(f"the articles are not linked: {error}")
            return PARTLY_DONE if outcome.read else NOTHING_DONE
    if not outcome.failed:
        return ALL_DONE
    return PARTLY_DONE if outcome.read else NOTHING_DONE


Sources = list[tuple[str, Iterator[Document | ArticleError]]]


def _first(sources: Sources) -> tuple[list[ArticleError] | None, Sources]:
    """The sources, put together again after a look for a readable article; the errors alone where there is none."""
    errors: list[ArticleError] = []
    for k, (place, source) in enumerate(sources):
        for found in source:
            if isinstance(found, ArticleError):
                errors.append(found)
                continue
            return None, [("", iter(errors)), (place, _chained(found, source)), *sources[k + 1 :]]
    return errors, sources


def _without(report: str | None, sources: Sources) -> Sources:
    """The sources without the report that an earlier run left in a folder which is read.

    InputError where the report would be written over articles: these would be lost, and what is written then read.
    """
    if report is None or not Path(report).is_file():
        return sources
    others = [(place, source) for place, source in sources if not _is_file(place, report)]
    if len(others) < len(sources) and not _is_report(Path(report)):
        raise InputError(f"the report {report} is among the articles; give it another name")
    return others


def _is_file(place: str, report: str) -> bool:
    return Path(place).is_file() and Path(report).samefile(place)


def _is_report(path: Path) -> bool:
    """Whether a file is what a run reported, nothing included."""
    with path.open("rb") as file:
        line = file.readline(_LONGEST)
    try:
        told = json.loads(line) if line else {"place": None, "cause": ""}
    except ValueError:
        return False
    return isinstance(told, dict) and set(told) == {"place", "cause"}


def _chained(first: Document, rest: Iterator[Document | ArticleError]) -> Iterator[Document | ArticleError]:
    yield first
    yield from rest


@contextmanager
def _cluster(address: str, options: Options) -> Iterator[Readers]:
    """The workers of a Dask cluster; InstallationError where Dask is not installed."""
    try:
        from kg.bulk.cluster import Cluster
    except ImportError as error:
        words = "--scheduler needs Dask, which is not installed: pip install 'communique[dask]'"
        raise InstallationError(f"{words} ({error})") from error
    with Cluster(address, options) as cluster:
        yield cluster.read


def _tell_error(report: IO[str] | None, error: ArticleError) -> None:
    tell(str(error))
    if report is not None:
        report.write(json.dumps({"place": error.place, "cause": error.message}, ensure_ascii=False) + "\n")
        report.flush()


def _tell_change(article: str, removed: int, added: int) -> None:
    tell(f"{article}: read anew, {removed:,} quads gone, {added:,} new")


def _forget(store: Location, article: str) -> None:
    """Have an article that was replaced looked at anew by `kg link`."""
    from kg.linkage import forget  # heavy, and needed only here

    forget(beside(store), [article])


@contextmanager
def _report(name: str) -> Iterator[IO[str]]:
    try:
        with Path(name).open("w", encoding="utf-8", errors="backslashreplace") as file:
            yield file
    except OSError as error:
        raise StoreError(f"the report {name} cannot be written: {error.strerror or error}") from error


@contextmanager
def _ended_well() -> Iterator[None]:
    """Have SIGTERM end a run as Ctrl-C does, with its processes and files put away; either is told."""

    def end(number: int, _: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    except (KeyboardInterrupt, SystemExit):
        tell("ended before it was done: what is in the store stays, and the same command goes on")
        raise
    finally:
        signal.signal(signal.SIGTERM, before)


def _summarise(outcome: Outcome, folder: Location) -> None:
    same = outcome.same + outcome.skipped + outcome.outdated
    words = f"{outcome.added} added, {outcome.changed} replaced, {same} unchanged, {outcome.failed} not read"
    line = f"{outcome.read} article{'s' * (outcome.read != 1)} read into {folder}: {words}"
    if outcome.words and outcome.seconds > 1:
        line += f" ({outcome.words:,} words, {outcome.words / outcome.seconds:,.0f} a second)"
    Console().print(line, highlight=False, markup=False, soft_wrap=True)
    if outcome.recovered:
        tell(f"{outcome.recovered} of them were on their way when an earlier run ended")
    if outcome.outdated:
        tell(f"{outcome.outdated} of them were read by another version of the reader; --stale reads them anew")


@contextmanager
def _progress(total: int | None) -> Iterator[Callable[[Outcome], None]]:
    """A progress line on standard error; none where that is no terminal, or the output is piped."""
    shown = total != 1 and sys.stderr.isatty() and sys.stdout.isatty()
    columns = (
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[speed]:,.0f} words/s, {task.fields[errors]} errors"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), disable=not shown, transient=True) as progress:
        task = progress.add_task("reading", total=total, speed=0.0, errors=0)

        def advance(outcome: Outcome) -> None:
            speed = outcome.words / outcome.seconds if outcome.seconds else 0.0
            done = outcome.read + outcome.failed
            progress.update(task, completed=done, speed=speed, errors=outcome.failed)

        yield advance
