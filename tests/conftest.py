"""What several rooms' tests share: one loaded pipeline, and the graphs of the annotated articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.articles import read_path
from kg.iris import document_iri
from kg.model import Document
from kg.pipeline import Graph, Pipeline
from kg.store import Store

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = ROOT / "articles"
FIRST = "netanyahu-biden-call"


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.fixture(scope="session")
def documents() -> list[Document]:
    found = [document for path in sorted(ARTICLES.glob("*.md")) for document in read_path(path)]
    assert all(isinstance(d, Document) for d in found)
    return [d for d in found if isinstance(d, Document)]


@pytest.fixture(scope="session")
def graphs(pipeline: Pipeline, documents: list[Document]) -> dict[str, Graph]:
    return {graph.document.id: graph for graph in pipeline.graphs(documents)}


@pytest.fixture(scope="session")
def first_store(graphs: dict[str, Graph]) -> Store:
    store = Store()
    store.replace(document_iri(FIRST), graphs[FIRST].quads)
    return store


@pytest.fixture(scope="session")
def full_store(graphs: dict[str, Graph]) -> Store:
    store = Store()
    for name, graph in graphs.items():
        store.replace(document_iri(name), graph.quads)
    return store
