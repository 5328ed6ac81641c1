"""One client for all tests of the pages, over the annotated articles."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api import create_app
from kg.settings import Settings
from kg.store import Store


@pytest.fixture(scope="package")
def client(full_store: Store) -> Iterator[TestClient]:
    gc.collect()  # rows of the engine that earlier tests left in cycles may only go in this thread
    with TestClient(create_app(Settings(), full_store)) as one:
        yield one
