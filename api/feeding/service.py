"""Feeding as the settings want it: on with keys and a folder to write to, off without."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from api.feeding.admission import Feeding
from api.feeding.desk import Desk
from api.feeding.jobs import Jobs
from api.feeding.keys import parse_keys
from api.feeding.orders import Orders
from api.feeding.rates import Rates
from kg.remote import beside
from kg.settings import Settings


def check_settings(settings: Settings) -> None:
    """InputError for keys or rates that are none: before anything is started."""
    parse_keys(settings.api_keys)
    Rates(settings.feed_rate)
    Rates(settings.try_rate, place="KG_TRY_RATE")


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
    )
