"""The list of office holders that comes with the program: who led which state, ministry or organisation, and when."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg.authority.files import load_together
from kg.authority.records import Authority

_FOLDER = Path(__file__).parent / "holders"


@cache
def load_holders() -> Authority:
    """The list, read once a process and checked as a user's file is; ShapeError names file, line and value."""
    return load_together(sorted(_FOLDER.glob("*.csv")))
