"""Care of a store on disk: a copy of it, the way back, and a look at every block."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg import __version__
from kg import vocabulary as v
from kg.errors import StoreError
from kg.remote import Remote
from kg.store.formats import is_store, judge_folder
from kg.store.pending import Pending, finish, unfinished
from kg.store.snapshots import copy_folder
from kg.store.store import Store

_TOLD = "backup.json"
_DATA = "store"
_TRIES: Final = 20  # copies that are begun while one load after the other is written
_NOTED: Final = (".journal", ".linkage", ".pending")  # what stands beside a store and tells of it
_DEFAULT = ox.DefaultGraph()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong in a store, and where."""

    place: str
    what: str


def backup(folder: Path, target: Path) -> int:
    """Copy a store as it is now, beside a writer if need be, into a new folder; returns its number of quads.

    A load that is under way, or was cut off, is finished in the copy.
    StoreError where there is no store, the folder is there already, or the disk does not take it.
    """
    if target.exists():
        raise StoreError(f"{target} is there already; a backup goes into a new folder")
    if not is_store(folder):
        raise StoreError(f"there is no store in {folder}; `kg build` makes one")
    judge_folder(folder)
    part = target.with_name(target.name + ".part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        _copy(folder, part / _DATA)
        quads = _whole(part / _DATA)
        told = {
            "version": __version__,
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
            "quads": quads,
        }
        (part / _TOLD).write_text(json.dumps(told) + "\n", encoding="utf-8")
        part.rename(target)
    except StoreError:
        shutil.rmtree(part, ignore_errors=True)
        raise
    except (OSError, RuntimeError, ValueError) as error:
        shutil.rmtree(part, ignore_errors=True)
        raise StoreError(f"the backup {target} cannot be written: {error}") from error
    return quads


def tidy(folder: Path) -> None:
    """Put a store's tables in order; StoreError where there is none, another process writes it, or the disk is full."""
    if not is_store(folder):
        raise StoreError(f"there is no store in {folder}; `kg build` makes one")
    judge_folder(folder)
    Store(folder).tidy()


def _copy(folder: Path, copy: Path) -> None:
    """Copy a store with the file of the load that waits, both of one moment."""
    told, beside = Pending(folder).path, Pending(copy).path
    for _ in range(_TRIES):
        before = _stamp(told)
        try:
            beside.unlink(missing_ok=True)
            if before is not None:
                shutil.copyfile(told, beside)
        except FileNotFoundError:  # a writer has finished it just now
            continue
        copy_folder(folder, copy, link=False)
        if _stamp(told) == before:
            return
    raise StoreError(f"load after load goes into the store in {folder}, so that it cannot be copied; try again later")


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """What tells a file from one that was there before it; None without one."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _whole(copy: Path) -> int:
    """Finish the load that waits beside a copy; returns the number of its quads."""
    if unfinished(copy) is None:
        quads = len(Store(copy, read_only=True))
    else:
        store = Store(copy)
        finish(store, copy)
        quads = len(store)
    Pending(copy).done()
    return quads


def restore(source: Path, folder: Path) -> int:
    """Put a backup in the place of a store that is not there; returns its number of quads.

    The backup is counted before it counts as restored. What stands beside the place tells of the store that was there,
    and goes: articles are read again. StoreError where the backup is none or damaged, a store is there, or a load waits
    for one.
    """
    try:
        told = json.loads((source / _TOLD).read_text(encoding="utf-8"))
        expected = int(told["quads"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{source} is no backup of a store: {_TOLD} is missing or broken") from error
    _need_room(folder)
    judge_folder(source / _DATA, older=True)
    part = folder.with_name(folder.name + ".restoring")
    try:
        shutil.rmtree(part, ignore_errors=True)
        shutil.copytree(source / _DATA, part)
        found = sum(1 for _ in ox.Store.read_only(str(part)))
        if found != expected:
            raise StoreError(f"the backup {source} is damaged: it has {found:,} quads, of {expected:,}")
        if folder.exists():
            folder.rmdir()
        _forget(folder)
        part.rename(folder)
    except (OSError, RuntimeError, ValueError) as error:
        raise StoreError(f"the backup {source} cannot be restored: {error}") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return found


def _need_room(folder: Path) -> None:
    """StoreError where a store cannot come to a place, since something is there or waits for it."""
    try:
        taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:
        raise StoreError(f"no store can come to {folder}: {error.strerror or error}") from error
    if taken:
        what = "a store" if folder.is_dir() else "a file"
        raise StoreError(f"there is {what} in {folder}; move it away, or set KG_STORE to another folder")
    waiting = unfinished(folder)
    if waiting is not None:
        raise StoreError(
            f"{waiting} holds articles that a run had begun to load into the store that was in {folder}; move it away, "
            "and they are read again"
        )


def _forget(folder: Path) -> None:
    """Remove what tells of a store that is not there any more."""
    for ending in _NOTED:
        for more in ("", "-wal", "-shm"):  # as SQLite names its own
            folder.with_name(folder.name + ending + more).unlink(missing_ok=True)


@contextmanager
def standing(folder: Path) -> Iterator[Store]:
    """A store as it is now, by links beside it, of which a writer takes nothing away; StoreError where none can be."""
    copy = folder.with_name(folder.name + ".checking")
    try:
        copy_folder(folder, copy, link=True)
        yield Store(copy, read_only=True)
    except OSError as error:
        raise StoreError(f"{error.filename or copy}: {error.strerror or error}; check when nobody writes") from error
    finally:
        shutil.rmtree(copy, ignore_errors=True)


def check(store: Store, load: bytes = b"") -> Iterator[Finding]:
    """What is wrong in a store, looking at every quad: damaged blocks, triples without their copy, half articles.

    What lacks only because a load was cut off (its N-Quads) is no finding.
    """
    for finding in _findings(store):
        if f"<{finding.place.strip('<>')}>".encode() not in load:
            yield finding


def _findings(store: Store) -> Iterator[Finding]:
    try:
        yield from _unmerged(store) if not isinstance(store.path, Remote) else _unmerged_elsewhere(store)
        yield from _half_articles(store)
        yield from _loose_links(store)
    except (OSError, RuntimeError) as error:
        yield Finding(str(store.path or "memory"), f"the store is damaged: {str(error).splitlines()[0]}")


def _unmerged(store: Store) -> Iterator[Finding]:
    """Triples of a named graph that the default graph lacks: whoever asks without GRAPH would not see them."""
    lost: dict[str, int] = {}
    for quad in store.quads():
        if quad.graph_name == _DEFAULT:
            continue
        if ox.Quad(quad.subject, quad.predicate, quad.object, _DEFAULT) not in store.dataset:
            name = str(quad.graph_name)
            lost[name] = lost.get(name, 0) + 1
    for name, count in sorted(lost.items()):
        yield Finding(name, f"{count:,} triples are not in the default graph")


def _unmerged_elsewhere(store: Store) -> Iterator[Finding]:
    """The same on a server, which counts them itself."""
    text = """SELECT ?g (COUNT(*) AS ?n) WHERE {
                VALUES ?class { kg:Sentence kg:Linkset }
                ?g a ?class GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }
              GROUP BY ?g ORDER BY ?g"""
    for row in store.query(text):
        yield Finding(row["g"].value, f"{int(row['n'].value):,} triples are not in the default graph")


def _loose_links(store: Store) -> Iterator[Finding]:
    """Computed links and clusters of what is not in the store; a decision may wait for an article that comes back."""
    text = """SELECT DISTINCT ?link ?node WHERE {
                { ?link a kg:ComputedLink ; kg:linkOf ?node } UNION { ?link a kg:EventCluster ; kg:clusterMember ?node }
                FILTER NOT EXISTS { ?node a ?class } } ORDER BY ?link ?node"""
    for row in store.query(text):
        words = f"links {row['node'].value}, which is not in the store; `kg link` computes links anew"
        yield Finding(row["link"].value, words)


def _half_articles(store: Store) -> Iterator[Finding]:
    """Articles without text digest or sentences, and sentences of articles that are not there."""
    patterns, in_document = store.patterns, ox.NamedNode(v.IN_DOCUMENT)
    articles = {iri for iri, _ in store.articles()}
    with_sentences = set()
    for quad in patterns.quads_for_pattern(None, in_document, None, _DEFAULT):
        article = getattr(quad.object, "value", "")
        if article not in articles:
            yield Finding(str(quad.subject), f"a sentence of the article {article}, which is not in the store")
        with_sentences.add(article)
    digest = ox.NamedNode(v.TEXT_DIGEST)
    for article in sorted(articles):
        if next(patterns.quads_for_pattern(ox.NamedNode(article), digest, None, _DEFAULT), None) is None:
            yield Finding(article, "the article has no digest of its text: it was cut off while it was written")
        if article not in with_sentences:
            yield Finding(article, "the article has no sentence: it was cut off while it was written")
