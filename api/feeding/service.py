"""Feeding as the settings want it: on with keys and a folder to write to, off without."""

from __future__ import annotations

from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path

from api.feeding.admission import Feeding
from api.feeding.desk import Desk
from api.feeding.jobs import Jobs
from api.feeding.keys import parse_keys
from api.feeding.orders import Orders
from api.feeding.rates import Rates
from kg.authority import load_authority
from kg.errors import InputError
from kg.remote import beside
from kg.settings import Settings


def check_settings(settings: Settings) -> None:
    """InputError for keys and rates that are none, for files, folders and models that are not there: before a start."""
    parse_keys(settings.api_keys)
    Rates(settings.feed_rate)
    Rates(settings.try_rate, place="KG_TRY_RATE")
    if settings.authority is not None:
        load_authority(settings.authority)
    if settings.queries is not None and not settings.queries.is_dir():
        raise InputError(f"there is no folder {str(settings.queries)!r}", place="KG_QUERIES")
    if settings.model is not None and not _installed(settings.model):
        raise InputError(f"the language model {settings.model!r} is not installed", place="KG_MODEL")


def _installed(model: str) -> bool:
    """Whether a model is there, as a package or a folder; without loading it, which takes a second and 200 MB."""
    return (model.isidentifier() and find_spec(model) is not None) or Path(model).is_dir()


def open_feeding(settings: Settings) -> Feeding | None:
    """Feeding, begun; None without keys. InputError for keys or rates that are none, StoreError for the jobs' file."""
    keys = parse_keys(settings.api_keys)
    if not keys:
        return None
    folder = beside(settings.store)
    rates = Rates(settings.feed_rate)
    jobs = Jobs(folder.with_name(f"{folder.name}.jobs"), settings.max_jobs)
    desk = Desk(jobs, orders_of(settings), settings.read_timeout)
    desk.open()
    return Feeding(keys, jobs, desk, rates)


def orders_of(settings: Settings) -> Orders:
    """What a process that reads articles is told."""
    return Orders(
        store=str(settings.store) if isinstance(settings.store, Path) else asdict(settings.store),
        base=settings.base,
        model=settings.model,
        max_chars=settings.max_chars,
        max_body=settings.max_body,
        wait=settings.write_wait,
        authority=str(settings.authority.absolute()) if settings.authority else None,
        holders=settings.holders,
    )
