"""The format of a store on disk: which one it is, which one this version writes, and the way from older ones.

A store's folder tells its format in `communique.json`, beside the engine's own files. One without that file is of
format 0, from before there was one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from kg import __version__
from kg.errors import StoreError

FORMAT: Final = 1
_MARK: Final = "communique.json"
_BATCH: Final = 100_000  # quads
_DEFAULT = ox.DefaultGraph()


def judge(found: int, place: object, writer: str | None = None) -> None:
    """Raise StoreError for a store of another format than this version's, with what to do about it."""
    if found < FORMAT:
        raise StoreError(
            f"the store in {place} is of format {found}, and this version needs {FORMAT}: `kg backup` with the version "
            "that wrote it keeps a copy, then `kg store migrate` brings it here"
        )
    if found > FORMAT:
        by = f" by communique {writer}" if writer else ""
        raise StoreError(f"the store in {place} was written{by} in format {found}; this version knows up to {FORMAT}")


def is_store(folder: Path) -> bool:
    """Whether a folder holds a store. StoreError where it cannot be looked at."""
    try:
        return (folder / "CURRENT").exists()
    except OSError as error:
        raise StoreError(f"the store in {folder} cannot be opened: {error.strerror or error}") from error


def judge_folder(folder: Path, *, older: bool = False) -> None:
    """The same for a folder that holds a store; one of an `older` format may pass."""
    told = _told(folder)
    if older and told.get("format", 0) < FORMAT:
        return
    judge(told.get("format", 0), folder, told.get("version"))


def is_marked(folder: Path) -> bool:
    """Whether a folder tells a format."""
    return (folder / _MARK).exists()


def mark(folder: Path, form: int = FORMAT) -> None:
    """Tell the format of the store in a folder, whole or not at all. StoreError where that cannot be written."""
    part = folder / f"{_MARK}.part"
    try:
        with part.open("w", encoding="utf-8") as file:
            json.dump({"format": form, "version": __version__}, file)
            file.flush()
            os.fsync(file.fileno())
        part.rename(folder / _MARK)
    except OSError as error:
        raise StoreError(f"{folder / _MARK} cannot be written: {error.strerror or error}") from error


def migrate(folder: Path) -> tuple[int, int]:
    """Bring the store in a folder to the format of this version; the formats before and after.

    May be ended at any moment and begun again. StoreError where there is no store, it is in use, or it is of a newer
    format than this version knows.
    """
    if not is_store(folder):
        raise StoreError(f"there is no store in {folder}; `kg build` makes one")
    told = _told(folder)
    before = told.get("format", 0)
    if before > FORMAT:
        judge(before, folder, told.get("version"))
    if before < FORMAT:
        try:
            dataset = ox.Store(str(folder))
            for form in range(before, FORMAT):
                _STEPS[form](dataset)
                dataset.flush()
                mark(folder, form + 1)
        except (OSError, RuntimeError) as error:
            raise StoreError(f"the store in {folder} cannot be migrated: {error}; it is of format {before}") from error
    return before, FORMAT


def _told(folder: Path) -> dict[str, Any]:
    path = folder / _MARK
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise StoreError(f"{path} is damaged: {error}; restore a backup, or build the store anew") from error
    if not isinstance(told, dict) or not isinstance(told.get("format"), int):
        raise StoreError(f"{path} is damaged: it tells no format; restore a backup, or build the store anew")
    return told


def _merge(dataset: ox.Store) -> None:
    """0 to 1: every triple of a named graph stands in the default graph as well."""
    lacking: list[ox.Quad] = []
    for quad in dataset:
        copy = ox.Quad(quad.subject, quad.predicate, quad.object, _DEFAULT)
        if quad.graph_name != _DEFAULT and copy not in dataset:
            lacking.append(copy)
        if len(lacking) >= _BATCH:
            dataset.extend(lacking)
            lacking.clear()
    dataset.extend(lacking)


_STEPS: Final[dict[int, Callable[[ox.Store], None]]] = {0: _merge}
