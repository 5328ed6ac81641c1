"""Feeding as the settings want it: on with keys and a folder to write to, off without."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from api.feeding.desk import Desk
from api.feeding.jobs import Jobs
from api.feeding.keys import parse_keys
from api.feeding.orders import Orders
from api.feeding.rates import Rates
from api.feeding.routes import Feeding
from kg.remote import beside
from kg.settings import Settings


def check_settings(settings: Settings) -> None:
    """InputError for keys or rates that are none: before anything is started."""
    parse_keys(settings.api_keys)
    Rates(settings.feed_rate)


def open_feeding(settings: Settings) -> Feeding | None:
    """Feeding, begun; None without keys. InputError for keys or rates that are none, StoreError for the jobs' file."""
    keys = parse_keys(settings.api_keys)
    if not keys:
        return None
    folder = beside(settings.store)
    rates = Rates(settings.feed_rate)
    jobs = Jobs(folder.with_name(f"{folder.name}.jobs"), settings.max_jobs)
    orders = Orders(
        store=str(settings.store) if isinstance(settings.store, Path) else asdict(settings.store),
        base=settings.base,
        model=settings.model,
        max_chars=settings.max_chars,
        max_body=settings.max_body,
        wait=settings.write_wait,
    )
    desk = Desk(jobs, orders, settings.read_timeout)
    desk.open()
    return Feeding(keys, jobs, desk, rates)
