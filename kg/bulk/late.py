"""Imported where reading processes are forked: one that begins only when its run has been ended does not say so.

It finds nothing any more of what the run had for it. What hinders it while the run is there, the run itself tells.
"""

from __future__ import annotations

import sys
from types import TracebackType


def _told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if not issubclass(kind, FileNotFoundError | EOFError | ConnectionError):
        sys.__excepthook__(kind, error, trace)


sys.excepthook = _told
