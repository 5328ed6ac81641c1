"""`kg remove`, `kg export`, `kg stats`, `kg serve`."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from rich.console import Console
from rich.table import Table

from kg.cli.common import settings, tell
from kg.cli.opening import need_store, store_to_change, store_to_read
from kg.errors import InputError, StoreError
from kg.store import Store, dump_format


def remove_articles(ids: list[str]) -> int:
    """Take articles out; an id that is not there is told, and the others go."""
    store = store_to_change(settings().store)
    gone = 0
    for article_id in ids:
        iri = store.article_iri(article_id)
        if iri is None:
            tell(f"{article_id}: there is no such article in the store")
            continue
        change = store.remove(iri)
        gone += 1
        Console().print(f"{article_id} removed ({change.removed:,} quads)", highlight=False, markup=False)
    return 0 if gone == len(ids) else 3 if gone else 1


def export_graph(form: str, article: str | None, output: str | None, *, compress: bool) -> int:
    """Write the graph to a file or standard output."""
    chosen = dump_format(form)
    store = store_to_read(settings().store)
    iri = None
    if article is not None:
        iri = store.article_iri(article)
        if iri is None:
            raise InputError(f"there is no article {article!r} in the store; `kg stats` counts what there is")
    try:
        if output is None:
            with _compressed(sys.stdout.buffer, compress) as stream:
                store.dump(chosen, stream, iri)
            sys.stdout.flush()
        else:
            Path(output).parent.mkdir(parents=True, exist_ok=True)
            with _whole(Path(output)) as file, _compressed(file, compress) as stream:
                store.dump(chosen, stream, iri)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise StoreError(f"{output or 'standard output'} cannot be written: {error.strerror or error}") from error
    return 0


@contextmanager
def _whole(path: Path) -> Iterator[IO[bytes]]:
    """A file to be written whole or not at all: what was there stays until then."""
    if path.exists() and not path.is_file():  # a device, a pipe
        with path.open("wb") as file:
            yield file
        return
    target = path.resolve()
    part = target.with_name(target.name + ".part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _compressed(stream: IO[bytes], compress: bool) -> Iterator[IO[bytes]]:
    """The stream, or one that compresses into it; the stream itself stays open."""
    if not compress:
        yield stream
        stream.flush()
        return
    # no name and no time in the header: the same graph gives the same bytes
    with gzip.GzipFile("", "wb", 6, stream, mtime=0) as packed:
        yield cast(IO[bytes], packed)


def show_stats() -> int:
    """Count what the store holds."""
    chosen = settings()
    found = store_to_read(chosen.store).stats()
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(justify="right")
    table.add_column()
    for name in ("articles", "sentences", "actors", "offices", "tenures", "events", "claims", "disputed", "quads"):
        table.add_row(f"{getattr(found, name):,}", name if name != "disputed" else "disputed events")
        if name == "events":
            for status, count in found.statuses.items():
                table.add_row(f"{count:,}", f"  {status}")
    Console().print(table)
    return 0


def serve_store(host: str | None, port: int | None) -> int:
    """Serve the store over HTTP until interrupted."""
    from api.serving import serve

    chosen = settings()
    if chosen.api_keys and isinstance(chosen.store, Path) and not chosen.store.exists():
        Store(chosen.store)  # articles come over HTTP: an empty store to begin with
    need_store(chosen.store)
    return serve(chosen, host, port)


def make_key() -> int:
    """Print a new key and its hash; neither is kept anywhere."""
    from api.feeding.keys import new_key

    key, digest = new_key()
    console = Console()
    console.print(f"key   {key}", highlight=False, soft_wrap=True)
    console.print(f"hash  {digest}", highlight=False, soft_wrap=True)
    tell("give the key to whoever feeds articles, and the hash to the server: KG_API_KEYS=name:hash")
    return 0
