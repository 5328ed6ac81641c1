"""Matrix products of the parser: numpy's where they give the same bits however texts are batched, else spaCy's own.

spaCy multiplies with BLIS, whose result for a row never depends on the rows beside it. numpy's OpenBLAS is half as fast
again, but its kernels treat rows by their place in the matrix, so a sentence could be parsed otherwise when another
batch carries it, and a build that went on after a crash would not be the build that ran through. In blocks of sixteen
rows every place is treated alike by the kernels that we know. Whether it is so here is tried once, when the model is
loaded; where it is not, nothing changes.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from spacy.language import Language
from thinc.api import Model, NumpyOps
from threadpoolctl import ThreadpoolController

_ROWS = 16
_TRIED = ((288, 288), (384, 288), (96, 64), (64, 1024), (96, 50), (300, 77))  # columns and units of layers


class BlockOps(NumpyOps):  # type: ignore[misc]
    """thinc's operations on numpy arrays, with products of `_ROWS` rows at a time."""

    def gemm(
        self, x: Any, y: Any, *, out: Any = None, trans1: bool = False, trans2: bool = False
    ) -> Any:  # thinc's signature
        """x times y, either transposed first. Only what a layer does forward (y transposed, 32 bit) goes by blocks."""
        if trans1 or not trans2 or x.dtype != np.float32 or y.dtype != np.float32 or x.ndim != 2:
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        found = in_blocks(x, y)
        if out is None:
            return np.ascontiguousarray(found)
        out[...] = found
        return out


def in_blocks(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """x (rows, columns) times y (units, columns) transposed: (rows, units), a view that need not be contiguous."""
    rows, columns = x.shape
    count = -(-rows // _ROWS)
    if rows % _ROWS:
        x = np.concatenate([x, np.zeros((count * _ROWS - rows, columns), x.dtype)])
    blocks: np.ndarray = np.matmul(y, x.reshape(count, _ROWS, columns).transpose(0, 2, 1))  # (count, units, _ROWS)
    return blocks.transpose(0, 2, 1).reshape(count * _ROWS, len(y))[:rows]


@cache
def places_are_alike() -> bool:
    """Whether a row of a block is multiplied to the same bits at each of its places, in one thread. Sets one thread."""
    # several threads would cut a product at other places; what this limits is numpy's arithmetic in the whole process
    ThreadpoolController().limit(limits=1, user_api="blas")
    random = np.random.default_rng(0)
    for columns, units in _TRIED:
        y = random.standard_normal((units, columns), np.float32)
        for row in random.standard_normal((4, columns), np.float32):
            found = in_blocks(np.repeat(row[None], 2 * _ROWS, axis=0), y)
            if (found != found[0]).any():
                return False
    return True


def settle(model: Language) -> None:
    """Give the layers of a model that multiply with BLIS the faster products, where these are safe here."""
    if not places_are_alike():
        return
    ops = BlockOps()
    for _, pipe in model.pipeline:
        layers = getattr(pipe, "model", None)
        for layer in layers.walk() if isinstance(layers, Model) else ():
            if type(layer.ops) is NumpyOps:  # neither a GPU nor the ops that Apple's machines have
                layer.ops = ops
