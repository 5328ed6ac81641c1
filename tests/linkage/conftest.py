"""The graphs of the articles, read once, and stores that hold them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.iris import document_iri
from kg.linkage import Index, Linker, Outcome
from kg.pipeline import Graph, Pipeline
from kg.store import Store
from kg.vocabulary import DEFAULT_BASE
from tests.linkage.articles import DOCUMENTS

Link = Callable[[Store], Outcome]


@pytest.fixture(scope="session")
def reports(pipeline: Pipeline) -> dict[str, Graph]:
    return {graph.document.id: graph for graph in pipeline.graphs(DOCUMENTS)}


@pytest.fixture
def link(tmp_path: Path) -> Link:
    """Links a store, with an index that stays from run to run."""

    def run(store: Store) -> Outcome:
        index = Index(tmp_path / "store")
        try:
            return Linker(store, index, DEFAULT_BASE).run()
        finally:
            index.close()

    return run


@pytest.fixture
def store(reports: dict[str, Graph]) -> Store:
    return filled(reports)


def filled(reports: dict[str, Graph], *names: str) -> Store:
    found = Store()
    for name in names or reports:
        found.replace(document_iri(name), reports[name].quads)
    return found


@pytest.fixture(scope="session")
def linked(reports: dict[str, Graph], tmp_path_factory: pytest.TempPathFactory) -> Store:
    """All articles, linked; not to be changed."""
    found = filled(reports)
    index = Index(tmp_path_factory.mktemp("linked") / "store")
    Linker(found, index, DEFAULT_BASE).run()
    index.close()
    return found
