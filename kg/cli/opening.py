"""The store of a command: it is there, and a load that an earlier run did not finish is finished, or told."""

from __future__ import annotations

from pathlib import Path

from kg.cli.common import tell
from kg.errors import StoreError
from kg.remote import Location, beside
from kg.store import Store, finish, signature, unfinished


def need_store(location: Location) -> None:
    """StoreError where there is no store, so that a mistyped `KG_STORE` makes no empty one."""
    if signature(location) is None:
        raise StoreError(f"there is no store in {location}; `kg build` makes one")


def store_to_change(location: Location) -> Store:
    """A store that is there already, opened for changes; StoreError where there is none or it is in use.

    What an earlier run had begun to load is loaded first: later, it would bring back what is removed now.
    """
    need_store(location)
    store = Store(location)
    waiting = finish(store, beside(location))
    if waiting is not None:
        tell(f"what {waiting} held, which an earlier run had begun to load, is in the store now")
    return store


def store_to_read(location: Location) -> Store:
    """A store opened read-only; a load of which it may hold a part is told."""
    store = Store(location, read_only=True)
    waiting = unfinished(beside(location))
    if waiting is not None:
        tell(f"warning: {words_of_a_load(waiting)}")
    return store


def words_of_a_load(waiting: Path) -> str:
    """What is told of a load that waits, by its file."""
    return (
        f"{waiting} tells of a load that is under way or was cut off: the store may hold a part of its articles; "
        "the next `kg build`, `kg link` or other change finishes it"
    )
