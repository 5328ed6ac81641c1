"""`kg read` and `kg build`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from kg.articles import article_paths, read_path, read_stream
from kg.articles.files import LINE_ENDINGS, STDIN
from kg.cli.common import authority_of, settings, tell
from kg.errors import ArticleError
from kg.iris import document_iri
from kg.model import Document
from kg.pipeline import Graph, Pipeline, record_of
from kg.store import FORMATS, Store, dump_format

ALL_DONE, NOTHING_DONE, PARTLY_DONE = 0, 1, 3


class Tally:
    """Counts what was read and what was not, and tells each error as it comes."""

    def __init__(self) -> None:
        self.read = self.failed = 0
        self.added = self.changed = self.same = 0
        self._done: set[str] = set()
        self._seen: dict[str, tuple[str, str]] = {}  # id -> digest of all that was given, place

    def fail(self, error: ArticleError) -> None:
        """Tell an error and go on."""
        self.failed += 1
        tell(str(error))

    def documents(self, sources: Iterable[tuple[str, Iterator[Document | ArticleError]]]) -> Iterator[Document]:
        """The readable documents of some sources; the same article twice is read once.

        Another article under an id that is taken is an error of the second.
        """
        for place, source in sources:
            for found in source:
                if isinstance(found, ArticleError):
                    self.fail(found)
                    continue
                given = sha256(repr(found).encode()).hexdigest()
                digest, where = self._seen.setdefault(found.id, (given, place))
                if digest != given:
                    error = ArticleError(f"the id {found.id!r} is that of another article in {where}", place=place)
                    self.fail(error)
                elif found.id not in self._done:
                    self._done.add(found.id)
                    yield found

    def put(self, store: Store, graph: Graph, base: str) -> None:
        """Put a graph into a store and count it; one whose place is another article's is told."""
        try:
            change = store.replace(document_iri(graph.document.id, base), graph.quads)
        except ArticleError as error:
            self.fail(error)
            return
        self.read += 1
        self.added += not change.removed and not change.nothing
        self.changed += bool(change.removed)
        self.same += change.nothing

    @property
    def code(self) -> int:
        """The exit code: 0 all, 1 nothing, 3 a part."""
        if not self.failed:
            return ALL_DONE
        return PARTLY_DONE if self.read else NOTHING_DONE


def _sources(names: list[str], limit: int) -> Iterator[tuple[str, Iterator[Document | ArticleError]]]:
    for name in names:
        if name == "-":
            yield "standard input", read_stream(limit=limit)
            continue
        try:
            for path in article_paths([Path(name)]):
                yield str(path), read_path(path, limit=limit)
        except ArticleError as error:
            yield name, iter([error])


def read_articles(names: list[str], form: str) -> int:
    """Read articles and print them; returns the exit code."""
    chosen = settings()
    if form != "record":
        dump_format(form)
    tally = Tally()
    documents = tally.documents(_sources(names, chosen.max_chars))
    first = next(documents, None)
    if first is None:
        return tally.code
    # one article in a file of its own is laid out for the eye; of all others each is a line
    single = len(names) == 1 and Path(names[0]).suffix.lower() not in LINE_ENDINGS and not Path(names[0]).is_dir()
    second = next(documents, None) if single else None
    indent = 2 if single and second is None and not (names[0] == "-" and first.id != STDIN) else None
    pipeline = Pipeline(chosen.base, chosen.model, authority_of(chosen))
    quads = Store()
    for graph in pipeline.graphs(_chain([first, second], documents)):
        _warn(graph)
        if form == "record":
            sys.stdout.write(json.dumps(record_of(graph), ensure_ascii=False, indent=indent) + "\n")
            tally.read += 1
        else:
            tally.put(quads, graph, chosen.base)
    if form != "record":
        quads.dump(FORMATS[form], sys.stdout.buffer)
    sys.stdout.flush()
    return tally.code


def build_store(names: list[str]) -> int:
    """Read articles into the store; returns the exit code."""
    chosen = settings()
    tally = Tally()
    sources = list(_sources(names, chosen.max_chars))
    documents = tally.documents(sources)
    first = next(documents, None)
    if first is None:
        tell("nothing was read; the store is as it was")
        return tally.code
    store = Store(chosen.store)
    pipeline = Pipeline(chosen.base, chosen.model, authority_of(chosen))
    counted = all(Path(place).suffix.lower() not in LINE_ENDINGS for place, _ in sources)
    with _progress(len(sources) if counted else None) as advance:
        for graph in pipeline.graphs(_chain([first], documents)):
            _warn(graph)
            tally.put(store, graph, chosen.base)
            advance()
    words = f"{tally.added} added, {tally.changed} replaced, {tally.same} unchanged, {tally.failed} not read"
    line = f"{tally.read} article{'s' * (tally.read != 1)} read into {chosen.store}: {words}"
    Console().print(line, highlight=False, markup=False, soft_wrap=True)
    return tally.code


def _chain(first: Iterable[Document | None], rest: Iterator[Document]) -> Iterator[Document]:
    yield from (document for document in first if document is not None)
    yield from rest


def _warn(graph: Graph) -> None:
    for warning in graph.warnings:
        tell(f"warning: {warning}")


@contextmanager
def _progress(total: int | None) -> Iterator[Callable[[], None]]:
    """A progress bar on standard error; none where that is no terminal, or the output is piped."""
    shown = total != 1 and sys.stderr.isatty() and sys.stdout.isatty()
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not shown, transient=True) as progress:
        task = progress.add_task("reading", total=total)
        yield lambda: progress.advance(task)
