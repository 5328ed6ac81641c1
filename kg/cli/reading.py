"""`kg read`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from kg.articles.files import STDIN
from kg.articles.lines import LINE_ENDINGS, ending
from kg.cli.common import ALL_DONE, NOTHING_DONE, PARTLY_DONE, authority_of, settings, tell
from kg.cli.sources import sources_of
from kg.errors import ArticleError
from kg.iris import document_iri
from kg.model import Document
from kg.pipeline import Graph, Pipeline, record_of
from kg.store import FORMATS, Store, dump_format


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


def read_articles(names: list[str], form: str) -> int:
    """Read articles and print them; returns the exit code."""
    chosen = settings()
    if form != "record":
        dump_format(form)
    tally = Tally()
    documents = tally.documents(sources_of(names, chosen.max_chars))
    first = next(documents, None)
    if first is None:
        return tally.code
    # one article in a file of its own is laid out for the eye; of all others each is a line
    single = len(names) == 1 and ending(Path(names[0])) not in LINE_ENDINGS and not Path(names[0]).is_dir()
    second = next(documents, None) if single else None
    indent = 2 if single and second is None and not (names[0] == "-" and first.id != STDIN) else None
    pipeline = Pipeline(chosen.base, chosen.model, authority_of(chosen), chosen.holders)
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


def _chain(first: Iterable[Document | None], rest: Iterator[Document]) -> Iterator[Document]:
    yield from (document for document in first if document is not None)
    yield from rest


def _warn(graph: Graph) -> None:
    for warning in graph.warnings:
        tell(f"warning: {warning}")
