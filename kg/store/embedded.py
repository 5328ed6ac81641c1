"""The embedded engine: a dataset in memory, or in a folder that one process at a time writes."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pyoxigraph as ox

from kg import vocabulary as v
from kg.errors import QueryError, StoreError, StoreInUseError
from kg.store.belonging import own_quads, subject_of, unshared_quads
from kg.store.dump import DumpFormat
from kg.store.engine import Patterns
from kg.store.formats import is_marked, is_store, judge_folder, mark

_DEFAULT = ox.DefaultGraph()
_TRIES = 5


class Embedded:
    """One dataset of pyoxigraph."""

    def __init__(self, path: Path | None, *, read_only: bool, wait: float) -> None:
        """Open a folder, or without one a dataset in memory; StoreError as `Store` tells."""
        self._path = path
        try:
            if path is None:
                self.dataset = ox.Store()
            elif read_only:
                if not is_store(path):
                    raise StoreError(f"there is no store in {path}; `kg build` makes one")
                judge_folder(path)
                self.dataset = _snapshot(path)
            else:
                path.mkdir(parents=True, exist_ok=True)
                if is_marked(path):
                    judge_folder(path)
                self.dataset = _locked(path, wait)
                if not is_marked(path):
                    _begin(self.dataset, path)
        except RuntimeError as error:
            raise StoreError(f"the store in {path} is damaged: {error}; restore a backup, or build it anew") from error
        except OSError as error:
            kind = StoreInUseError if _is_locked(error) else StoreError
            raise kind(_open_message(path, error)) from error

    @property
    def patterns(self) -> Patterns:
        """Its quads by pattern."""
        return self.dataset

    def __len__(self) -> int:
        return len(self.dataset)

    def query(self, text: str, **options: Any) -> Any:
        """Answer a query that was screened; QueryError with the engine's words for a malformed one."""
        try:
            return self.dataset.query(text, prefixes=v.PREFIXES, **options)
        except SyntaxError as error:
            raise QueryError(f"the query is malformed: {error}") from error
        except (OSError, RuntimeError, ValueError) as error:
            if "Corruption" in str(error):
                raise StoreError(f"the store is damaged: {error}; `kg check` looks at all of it") from error
            raise QueryError(f"the query cannot be run: {error}") from error

    def quads(self) -> Iterator[ox.Quad]:
        """All quads."""
        return iter(self.dataset)

    def articles(self) -> Iterator[tuple[str, str]]:
        """IRI and id of each article."""
        hits = self.dataset.quads_for_pattern(None, ox.NamedNode(v.IDENTIFIER), None, _DEFAULT)
        return ((subject_of(q).value, str(getattr(q.object, "value", ""))) for q in hits)

    def own(self, article: str) -> set[ox.Quad]:
        """An article's quads, shared triples of the default graph included."""
        return own_quads(self.dataset, article)

    def unshared(self, article: str) -> set[ox.Quad]:
        """An article's quads without what another article supports as well."""
        return unshared_quads(self.dataset, article)

    def missing(self, quads: set[ox.Quad]) -> set[ox.Quad]:
        """Those of some quads that are not there."""
        return {quad for quad in quads if quad not in self.dataset}

    def change(self, article: str, out: set[ox.Quad], into: set[ox.Quad]) -> None:
        """Take quads out and put others in, in one transaction."""
        try:
            if out:
                parts = [_ground("DELETE DATA", out)] + ([_ground("INSERT DATA", into)] if into else [])
                self.dataset.update(" ;\n".join(parts))
            elif into:
                self.dataset.extend(into)
        except OSError as error:
            raise StoreError(f"the store could not be written: {error}; it is as it was before") from error

    def load(self, nquads: bytes) -> None:
        """Add quads fast, without a transaction."""
        try:
            # lenient: the same engine wrote them, and another look at each IRI is a sixth of the time
            self.dataset.bulk_load(nquads, format=ox.RdfFormat.N_QUADS, lenient=True)
            if self._path is not None:
                self.dataset.flush()
        except (OSError, SyntaxError) as error:
            raise StoreError(f"the store could not take the quads: {error}") from error

    def tidy(self) -> None:
        """Compact the tables: after large loads a quad is looked for in many of them. StoreError for a full disk."""
        size = self.size()
        if self._path is not None and size is not None:
            free = shutil.disk_usage(self._path).free
            if free < size:  # the engine itself leaves the tables as they are then, and does not say so
                raise StoreError(
                    f"to put the store in {self._path} in order takes {_mib(size)} free on its disk, and there are "
                    f"{_mib(free)}; all that is in it is there"
                )
        try:
            self.dataset.optimize()
        except OSError as error:
            raise StoreError(f"the store could not be put in order: {error}; all that is in it is there") from error

    def size(self) -> int | None:
        """Bytes of the folder's files; None in memory."""
        if self._path is None:
            return None
        return sum(path.stat().st_size for path in self._path.iterdir() if path.is_file())

    def dump(self, form: DumpFormat, output: IO[bytes], most_sorted: int) -> None:
        """Write everything in a format, sorted up to so many quads."""
        if len(self.dataset) <= most_sorted:
            form.write_quads(sorted(self.dataset, key=str), output)
        else:
            form.write_store(self.dataset, output)


def _mib(size: int) -> str:
    return f"{size / 2**20:,.0f} MiB"


def _ground(operation: str, quads: set[ox.Quad]) -> str:
    """An update of ground quads, in a fixed order."""
    lines = []
    for quad in sorted(quads, key=str):
        triple = f"{quad.subject} {quad.predicate} {quad.object} ."
        lines.append(triple if quad.graph_name == _DEFAULT else f"GRAPH {quad.graph_name} {{ {triple} }}")
    return f"{operation} {{\n" + "\n".join(lines) + "\n}"


def _locked(path: Path, wait: float) -> ox.Store:
    """The store in a folder, for this process alone; OSError where another still has it after `wait` seconds."""
    until = time.monotonic() + wait
    while True:
        try:
            return ox.Store(str(path))
        except OSError as error:
            if not _is_locked(error) or time.monotonic() >= until:
                raise
        time.sleep(0.1)


def _snapshot(path: Path) -> ox.Store:
    """The store in a folder as it is now; a writer may take tables away between the look for them and their opening."""
    for _ in range(_TRIES):
        try:
            return ox.Store.read_only(str(path))
        except (RuntimeError, OSError) as error:
            if "No such file" not in str(error):
                raise
        time.sleep(0.05)
    return ox.Store.read_only(str(path))


def _begin(dataset: ox.Store, path: Path) -> None:
    """Mark a new store; one that holds something and is not marked is of an older format."""
    if len(dataset):
        judge_folder(path)
    mark(path)


def _is_locked(error: OSError) -> bool:
    """Whether another process, or another place of this one, holds the store; not where its lock may not be opened."""
    return any(words in str(error) for words in ("While lock file", "lock hold by"))


def _open_message(path: Path | None, error: OSError) -> str:
    if _is_locked(error):
        return f"the store in {path} is in use by another process; stop that one, or set KG_STORE to another folder"
    return f"the store in {path} cannot be opened: {error}"
