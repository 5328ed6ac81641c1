"""What the service counts, in the text format of Prometheus."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from api.answering import Asker
from api.workers import Pool

_BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The counters of one application."""

    def __init__(self, pool: Pool, asker: Asker) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "kg_http_requests", "Requests answered.", ("method", "route", "status"), registry=self.registry
        )
        self._seconds = Histogram(
            "kg_http_seconds", "Seconds to answer.", ("route",), buckets=_BUCKETS, registry=self.registry
        )
        self._children: dict[tuple[str, str, int], Any] = {}
        self._timers: dict[str, Any] = {}
        self.registry.register(_PoolCollector(pool, asker))

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """One request more."""
        key = (method, route, status)
        child = self._children.get(key)
        if child is None:
            child = self._children[key] = self._requests.labels(method, route, str(status))
            self._timers[route] = self._seconds.labels(route)
        child.inc()
        self._timers[route].observe(seconds)

    def text(self) -> bytes:
        """All of it."""
        return generate_latest(self.registry)


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
