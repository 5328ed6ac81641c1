"""A process that opens nothing: no file, no connection, for as long as the engine works on what a stranger wrote."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager

from kg.store import Store


@contextmanager
def sealed(store: Store) -> Iterator[None]:
    """Let the kernel refuse every new descriptor meanwhile; not for a store on disk, which opens its tables as it goes.

    Queries cannot reach out anyway (SERVICE is refused in their text); this holds should that ever fail.
    """
    if store.path is not None:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
