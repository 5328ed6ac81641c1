"""Loads the usual pipeline where this module is imported: in the process from which reading processes are forked.

Each of them then has the model from its first moment, and shares its memory with the others.
"""

from __future__ import annotations

from contextlib import suppress

from kg.bulk.reading import forked
from kg.errors import CommuniqueError
from kg.pipeline import Pipeline

with suppress(CommuniqueError):  # a process that needs it meets the error itself, and tells it
    forked.append(Pipeline())
