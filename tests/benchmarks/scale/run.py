"""Figures of large stores: `make bench-scale`. Writes a table to standard output, step by step.

For each number of articles: time to make and load the graph, memory, size on disk, and the time that each named
question takes with its defaults, in a process of its own that opens the store, runs it (up to a limit), and ends.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import shutil
import statistics
import time
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from queue import Empty
from typing import Any

import pyoxigraph as ox

from kg.articles import read_path
from kg.model import Document, Resolution
from kg.pipeline import Pipeline
from kg.queries import Library
from kg.statements import article_quads
from kg.store import Store
from tests.benchmarks.scale.readings import varied

ROOT = Path(__file__).resolve().parents[3]
_ASKED = 100  # articles about which the local questions are asked
_CHUNK = 32_000_000  # bytes of N-Quads that are loaded at once, as `kg build` does
_LOCAL = {
    "one actor: its events, by IRI": """SELECT ?e ?l ?s WHERE {
        ?e kg:agent|kg:recipient <ACTOR> ; rdfs:label ?l ; kg:status ?s }""",
    "one article: its events, by IRI": """SELECT ?e ?l ?s WHERE {
        GRAPH <STATUSES> { ?e kg:status ?s } ?e rdfs:label ?l }""",
    "one event: claims and who holds them": """SELECT ?c ?h ?p WHERE {
        ?c kg:content <EVENT> ; kg:holder/rdfs:label ?h ; kg:phase ?p }""",
    "one event: receipts of its triples": """SELECT ?p ?o ?words WHERE {
        GRAPH ?sentence { <EVENT> ?p ?o } ?sentence kg:exact ?words }""",
}


def main() -> None:
    """Build, measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--folder", type=Path, default=ROOT / "out" / "scale", help="where the store goes; emptied first"
    )
    parser.add_argument("--steps", default="100,1000,10000", help="numbers of articles")
    parser.add_argument("--limit", type=float, default=60.0, help="seconds that a question may take")
    chosen = parser.parse_args()
    shutil.rmtree(chosen.folder, ignore_errors=True)
    documents = [d for path in sorted((ROOT / "articles").glob("*.md")) for d in read_path(path)]
    seeds = list(Pipeline().resolutions(d for d in documents if isinstance(d, Document)))
    steps = [int(step) for step in chosen.steps.split(",")]
    archive = enumerate(varied(seeds, steps[-1]))
    done, seconds, latencies = 0, 0.0, {}
    for step in steps:
        begun = time.monotonic()
        load(chosen.folder, (one for _, one in islice(archive, step - done)))
        seconds += time.monotonic() - begun
        done = step
        quads, nodes = facts(chosen.folder)
        size = sum(path.stat().st_size for path in chosen.folder.rglob("*") if path.is_file())
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"\n{step:,} articles: {quads:,} quads in {seconds:,.0f} s ({quads / seconds:,.0f} a second),"
            f" {size / step / 1024:,.0f} KiB an article on disk, {peak:,} MiB at most in memory",
            flush=True,
        )
        latencies[step] = ask_all(chosen.folder, nodes, chosen.limit)
    print("\n| question | " + " | ".join(f"{step:,}" for step in steps) + " |\n|---|" + "---|" * len(steps))
    for name in latencies[steps[-1]]:
        print(f"| {name} | " + " | ".join(latencies[step][name] for step in steps) + " |")


def load(folder: Path, resolutions: Iterable[Resolution]) -> None:
    """State and load, a chunk at a time, and put the store in order after much, as `kg build` does."""
    store = Store(folder)
    waiting, size, quads = [], 0, 0
    for resolution in resolutions:
        stated = article_quads(resolution)
        quads += len(stated)
        waiting.append(ox.serialize(stated, format=ox.RdfFormat.N_QUADS) or b"")
        size += len(waiting[-1])
        if size > _CHUNK:
            store.load(b"".join(waiting))
            waiting, size = [], 0
    store.load(b"".join(waiting))
    store.tidy(quads)


def facts(folder: Path) -> tuple[int, list[dict[str, str]]]:
    """The number of quads, and an article, an event and an actor to ask for, of articles all over the archive."""
    store = Store(folder, read_only=True)
    articles = sorted(iri for iri, _ in store.articles())
    found = []
    for article in articles[:: max(1, len(articles) // _ASKED)]:
        text = f"""SELECT ?e ?a WHERE {{ GRAPH <{article}/status> {{ ?e kg:status ?s }} ?e kg:agent ?a .
                   ?a a kg:Person FILTER(!STRSTARTS(STR(?a), "{article}")) }} ORDER BY ?e ?a LIMIT 1"""
        row = next(iter(store.query(text)), None)
        if row is not None:
            found.append({"STATUSES": f"{article}/status", "EVENT": row["e"].value, "ACTOR": row["a"].value})
    return len(store), found


def ask_all(folder: Path, nodes: list[dict[str, str]], limit: float) -> dict[str, str]:
    """Milliseconds of each question, and its rows."""
    library = Library.load([ROOT / "queries"])
    found = {name: _local(folder, text, nodes) for name, text in _LOCAL.items()}
    for name in sorted(library.queries):
        found[name] = _timed(folder, library.get(name).bound({}), limit)
    for name, told in found.items():
        print(f"  {name}: {told}", flush=True)
    return found


def _local(folder: Path, question: str, nodes: list[dict[str, str]]) -> str:
    """A question about one thing, asked about many: the median of the medians, and how many rows there are mostly."""
    store = Store(folder, read_only=True)
    taken, rows = [], []
    for one in nodes:
        text = question
        for word, iri in one.items():
            text = text.replace(f"<{word}>", f"<{iri}>")
        times = []
        for _ in range(5):
            begun = time.perf_counter()
            counted = sum(1 for _ in store.query(text))
            times.append(time.perf_counter() - begun)
        taken.append(statistics.median(times))
        rows.append(counted)
    return f"{statistics.median(taken) * 1000:,.2f} ms ({statistics.median(rows):,.0f})"


def _timed(folder: Path, text: str, limit: float) -> str:
    context = multiprocessing.get_context("fork")
    answers: Any = context.Queue()
    process = context.Process(target=_ask, args=(folder, text, answers))
    process.start()
    try:
        seconds, rows = answers.get(timeout=limit + 5)
    except Empty:
        return f"over {limit:.0f} s"
    finally:
        process.kill()
        process.join()
    return f"{seconds * 1000:,.1f} ms ({rows:,})"


def _ask(folder: Path, text: str, answers: Any) -> None:
    store = Store(folder, read_only=True)
    taken: list[float] = []
    while len(taken) < 3 and sum(taken) < 10:
        begun = time.perf_counter()
        rows = sum(1 for _ in store.query(text))
        taken.append(time.perf_counter() - begun)
    answers.put((statistics.median(taken), rows))


if __name__ == "__main__":
    main()
