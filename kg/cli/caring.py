"""`kg backup`, `kg restore`, `kg check`, `kg store`."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from kg.cli.common import ALL_DONE, NOTHING_DONE, PARTLY_DONE, settings, tell
from kg.cli.opening import words_of_a_load
from kg.errors import StoreError
from kg.remote import beside
from kg.store import Pending, Store, backup, check, held, migrate, restore, standing, tidy

_GONE = "No such file"


def backup_store(target: str) -> int:
    """Copy the store into a new folder."""
    quads = backup(_folder("kg backup"), Path(target))
    _say(f"{quads:,} quads copied to {target}; `kg restore {target}` brings them back")
    return 0


def restore_store(source: str) -> int:
    """Bring a backup back where no store is."""
    folder = _folder("kg restore")
    quads = restore(Path(source), folder)
    _say(f"{quads:,} quads restored into {folder}")
    return 0


def check_store() -> int:
    """Look at every quad of the store; returns 1 where something is wrong, 3 where only a load waits to be finished."""
    folder = settings().store
    place = beside(folder)
    store = Store(folder, read_only=True)
    load = held(place)
    found = list(check(store, load))
    counts = _counts(store) if not found else ""
    if isinstance(folder, Path) and any(_GONE in finding.what for finding in found):
        with standing(folder) as store:  # a writer has put tables together, and took the old ones away
            load = held(place)
            found = list(check(store, load))
            counts = _counts(store) if not found else ""
    for finding in found:
        tell(f"{finding.place}: {finding.what}")
    if load:
        tell(words_of_a_load(Pending(place).path))
    elif not found:
        _say(f"{counts} in {folder}: nothing is wrong")
    return NOTHING_DONE if found else PARTLY_DONE if load else ALL_DONE


def _counts(store: Store) -> str:
    return f"{len(store):,} quads of {len(store.articles()):,} articles"


def migrate_store() -> int:
    """Bring the store to the format of this version."""
    folder = _folder("kg store migrate")
    before, now = migrate(folder)
    _say(
        f"the store in {folder} is of format {now}" + (f", and was of format {before}" if before < now else " already")
    )
    return 0


def tidy_store() -> int:
    """Put the store's tables in order."""
    folder = _folder("kg store tidy")
    tidy(folder)
    _say(f"the store in {folder} is in order")
    return ALL_DONE


def _folder(command: str) -> Path:
    """The folder of the store; StoreError where it is on a server, which has its own ways."""
    place = settings().store
    if isinstance(place, Path):
        return place
    raise StoreError(
        f"`{command}` is for a folder, and the graph is at {place}: use what that server has for it, "
        "or `kg export --format nquads`"
    )


def _say(line: str) -> None:
    Console().print(line, highlight=False, markup=False, soft_wrap=True)
