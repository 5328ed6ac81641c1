"""Speed of `kg build` with one and two processes against the bare parser, and of loading against the engine alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import spacy
from pytest_benchmark.fixture import BenchmarkFixture

from kg.authority import Authority
from kg.bulk import Build, Listener, Options
from kg.model import Document
from kg.pipeline import Graph
from kg.reading.language import DEFAULT_MODEL, lines_of
from kg.store import Store
from kg.vocabulary import DEFAULT_BASE

COPIES, BASES = 12, 40  # of the six articles, under other ids; one where nothing is measured
ROUNDS = {"rounds": 3, "warmup_rounds": 0}


@pytest.fixture(scope="module")
def measured(request: pytest.FixtureRequest) -> bool:
    # pyproject.toml always disables, `make bench` enables above it
    option = request.config.getoption
    return bool(option("--benchmark-enable")) or not option("--benchmark-disable")


@pytest.fixture(scope="module")
def archive(documents: list[Document], measured: bool) -> list[Document]:
    copies = COPIES if measured else 1
    return [replace(d, id=f"{d.id}-{k}") for k in range(copies) for d in documents]


@pytest.fixture(scope="module")
def texts(archive: list[Document]) -> list[str]:
    return [line.text for document in archive for line in lines_of(document)]


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.benchmark(group="72 articles")
def test_bare_parser(benchmark: BenchmarkFixture, texts: list[str], processes: int) -> None:
    parse = spacy.load(DEFAULT_MODEL).pipe
    benchmark.pedantic(lambda: list(parse(texts, batch_size=64, n_process=processes)), **ROUNDS)


def _silent(_: object) -> None:
    """Nobody listens."""


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.benchmark(group="72 articles")
def test_build(benchmark: BenchmarkFixture, archive: list[Document], tmp_path: Path, workers: int) -> None:
    """From documents to a store on disk, the start of the processes and the loading of their model included."""
    folder = tmp_path / "store"

    def fresh() -> None:
        for path in tmp_path.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    def build() -> None:
        options = Options(DEFAULT_BASE, None, Authority())
        run = Build(folder, Store(folder), options, Listener(_silent, _silent), workers=workers)
        assert run.run([("archive", archive)]).added == len(archive)

    benchmark.pedantic(build, setup=fresh, **ROUNDS)


@pytest.fixture(scope="module")
def quads(graphs: dict[str, Graph], measured: bool) -> list[ox.Quad]:
    """The quads of the six articles under 40 bases."""
    found = []
    for k in range(BASES if measured else 1):
        for graph in graphs.values():
            raw = ox.serialize(graph.quads, format=ox.RdfFormat.N_QUADS) or b""
            moved = raw.replace(b"/id/article/", f"/id/article/c{k}-".encode())
            found += list(ox.parse(moved, format=ox.RdfFormat.N_QUADS))
    return found


@pytest.mark.parametrize("way", ["engine alone", "store"])
@pytest.mark.benchmark(group="loading 240 articles")
def test_loading(benchmark: BenchmarkFixture, quads: list[ox.Quad], tmp_path: Path, way: str) -> None:
    nquads = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
    count = iter(range(100))

    def target() -> Path:
        return tmp_path / str(next(count))

    def engine() -> None:
        ox.Store(str(target())).bulk_extend(quads)

    def ours() -> None:
        Store(target()).load(nquads)

    ways: dict[str, Callable[[], None]] = {"engine alone": engine, "store": ours}
    benchmark.pedantic(ways[way], **ROUNDS)
