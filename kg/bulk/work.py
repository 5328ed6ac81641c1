"""What a building process and those that read for it have in common, without the language model.

The modules that load spaCy are told here by name alone: a process that only writes does without them.
"""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from typing import Any, Final

from kg.authority import Authority

LATE: Final = "kg.bulk.late"
READING: Final = "kg.bulk.reading"
READY: Final = "kg.bulk.ready"


@dataclass(frozen=True, slots=True)
class Options:
    """How articles are read: IRI base, spaCy model, known actors, whether the list of holders is used."""

    base: str
    model: str | None
    authority: Authority
    holders: bool = True

    @property
    def usual(self) -> bool:
        """Whether the usual model reads, without an authority file and with the list of holders."""
        return self.model is None and self.authority == Authority() and self.holders


@dataclass(frozen=True, slots=True)
class Read:
    """One article that was read: its IRI, its quads as N-Quads, how many there are, its words and warnings."""

    article: str
    nquads: bytes
    quads: int
    words: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """An article on which the reader failed, in its words: a fault of ours, which must not end a run."""

    words: str


Found = list[Read | Unread]  # of a batch, in its order


@dataclass(frozen=True, slots=True)
class Named:
    """A function of `kg.bulk.reading` by its name: that module is imported where the function is called."""

    name: str

    def __call__(self, *given: Any) -> Any:
        """Import the module, once a process, and call the function."""
        return pkgutil.resolve_name(f"{READING}:{self.name}")(*given)


def preloaded(options: Options) -> list[str]:
    """The modules that are imported where processes are forked: what takes long, and with it the usual pipeline."""
    return [LATE, READING, *([READY] if options.usual else [])]
