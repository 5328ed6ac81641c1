"""What the service counts, in the text format of Prometheus."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, Final

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Collector

from api.answering import Asker
from api.workers import Pool

_BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The counters of one application."""

    def __init__(self, pool: Pool, asker: Asker) -> None:
        self.registry = CollectorRegistry()
        self._requests: dict[tuple[str, str, int], int] = {}
        self._times: dict[str, _Times] = {}
        self.registry.register(_RequestCollector(self._requests, self._times))
        self.registry.register(_PoolCollector(pool, asker))

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """One request more. All come from one thread: the library's counters, which lock, take longer than the rest."""
        key = (method, route, status)
        self._requests[key] = self._requests.get(key, 0) + 1
        times = self._times.get(route)
        if times is None:
            times = self._times[route] = _Times()
        times.counts[bisect_left(_BUCKETS, seconds)] += 1
        times.total += seconds

    def text(self) -> bytes:
        """All of it."""
        return generate_latest(self.registry)


@dataclass(slots=True)
class _Times:
    """How many requests to a route took how long: a count for each bucket, and one for what is longer."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(_BUCKETS) + 1))
    total: float = 0.0


class _RequestCollector(Collector):
    """The counts of requests, written when they are asked for."""

    def __init__(self, requests: Mapping[tuple[str, str, int], int], times: Mapping[str, _Times]) -> None:
        self._requests = requests
        self._times = times

    def collect(self) -> Iterator[CounterMetricFamily | HistogramMetricFamily]:
        counted = CounterMetricFamily("kg_http_requests", "Requests answered.", labels=["method", "route", "status"])
        for (method, route, status), number in self._requests.items():
            counted.add_metric([method, route, str(status)], number)
        yield counted
        timed = HistogramMetricFamily("kg_http_seconds", "Seconds to answer.", labels=["route"])
        for route, times in self._times.items():
            ends = [*map(str, map(float, _BUCKETS)), "+Inf"]
            timed.add_metric([route], list(zip(ends, accumulate(times.counts), strict=True)), times.total)
        yield timed

    def describe(self) -> list[Any]:
        """Nothing beforehand."""
        return []


class _PoolCollector(Collector):
    """The pool's own numbers, read when they are asked for."""

    def __init__(self, pool: Pool, asker: Asker) -> None:
        self._pool = pool
        self._asker = asker

    def collect(self) -> Iterator[GaugeMetricFamily | CounterMetricFamily]:
        workers = GaugeMetricFamily("kg_workers", "Worker processes, and questions that wait.", labels=["state"])
        for state, number in self._pool.load.items():
            workers.add_metric([state], number)
        yield workers
        events = CounterMetricFamily("kg_pool_events", "What became of questions and snapshots.", labels=["event"])
        counts = self._pool.counts
        for name in ("answered", "timeouts", "crashes", "refused", "generations"):
            events.add_metric([name], getattr(counts, name))
        yield events
        cache = CounterMetricFamily("kg_cache", "Answers that were kept, and that were not.", labels=["result"])
        cache.add_metric(["hit"], self._asker.cache.hits)
        cache.add_metric(["miss"], self._asker.cache.misses)
        yield cache
        generation = self._pool.generation
        yield GaugeMetricFamily("kg_quads", "Quads of the snapshot.", value=generation.quads if generation else 0)

    def describe(self) -> list[Any]:
        """Nothing beforehand: the numbers are not there before the start."""
        return []
