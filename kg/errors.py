"""The project's errors, one tree, split by who can mend them.

`InputError` (and what is below it) is for what a caller sent: an HTTP service answers it with a 4xx.
`StoreError` and `InstallationError` are for the machine: an HTTP service answers them with a 5xx.
Every message names the value, the rule it breaks, and the place.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class CommuniqueError(Exception):
    """Root of all errors that the project raises on purpose."""


class InputError(CommuniqueError):
    """Something that a caller gave cannot be used; `place` tells where it stands."""

    def __init__(self, message: str, *, place: str | None = None) -> None:
        super().__init__(f"{place}: {message}" if place else message)
        self.message = message
        self.place = place


class ArticleError(InputError):
    """An article cannot be read: missing, empty, undecodable, badly dated, in another language, too long."""


class QueryError(InputError):
    """A query is malformed, or its name or one of its parameters is unknown or of the wrong type."""


class ShapeError(InputError):
    """A graph or a data file breaks the rules that it is checked against."""


class StoreError(CommuniqueError):
    """The store cannot be opened, read or written."""


class StoreInUseError(StoreError):
    """Another process writes the store; it will be free again."""


class LimitError(StoreError):
    """A question was stopped or not begun: too long, too much memory, too many at once.

    `retry_after` are seconds after which asking again may help; None where it would not.
    """

    def __init__(self, message: str, *, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class InstallationError(CommuniqueError):
    """Something that the installation must bring is missing: the language model, Java, a data file."""


def words_of(fault: Mapping[str, Any]) -> str:
    """What an entry of pydantic's `ValidationError.errors()` says; of a rule of ours its own words alone."""
    if fault["type"] == "value_error":
        return str(fault["ctx"]["error"])
    return str(fault["msg"])
