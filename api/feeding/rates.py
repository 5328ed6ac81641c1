"""How often a key, or an address without one, may ask for something."""

from __future__ import annotations

import math
import time

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from kg.errors import InputError


class Rates:
    """Counts in a moving window, in memory; the rates are those of the settings."""

    def __init__(self, articles: str, refusals: str = "20/minute", place: str = "KG_FEED_RATE") -> None:
        """`articles` is how many a key (or an address) may hand in, `refusals` how many wrong keys an address may try.

        InputError for what is no rate; `place` is the setting that `articles` comes from.
        """
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._items = {"articles": _rate(articles, place), "refusals": _rate(refusals, place)}

    def take(self, what: str, who: str) -> int | None:
        """Count one; None where it is within the rate, else seconds until it would be."""
        item = self._items[what]
        if self._limiter.hit(item, what, who):
            return None
        return max(1, math.ceil(self._limiter.get_window_stats(item, what, who).reset_time - time.time()))


def _rate(text: str, place: str) -> RateLimitItem:
    try:
        return parse(text)
    except ValueError as error:
        raise InputError(f"{text!r} is no rate such as 60/minute", place=place) from error
