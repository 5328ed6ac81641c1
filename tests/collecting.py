"""Letting go of what a test made, a store's lock above all, without a look at all that the session has loaded."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def let_go() -> Iterator[None]:
    """What is made inside and not kept is gone behind it.

    With a language model in memory a full collection takes half a second; what was there before is left out of it.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.collect()
        gc.unfreeze()
