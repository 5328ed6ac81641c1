"""A real server with all articles, and a real Chromium; the browser goes with each file of tests.

It is driven through Playwright's blocking interface, which holds an event loop in this thread while it is open: other
tests, which have loops of their own, must not meet it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import sync_playwright

from api.feeding.keys import hashed
from kg.iris import document_iri
from kg.pipeline import Graph
from kg.store import Store
from tests.api.servers import Server, serving
from tests.pages.browser.chromium import NONE, find_chromium
from tests.pages.browser.watching import KEY, Watched, Windows


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is; without one these tests are skipped, but not in CI."""
    found = find_chromium()
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{NONE}; .ci/run installs it")
        pytest.skip(NONE)
    return found


@pytest.fixture(scope="session")
def server(graphs: dict[str, Graph], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("workbench")
    store = Store(folder / "store")
    for name, graph in graphs.items():
        store.replace(document_iri(name), graph.quads)
    del store  # it lets go of the folder
    keys = f"desk:{hashed(KEY)}"
    with serving(folder / "store", folder / "log", api_keys=keys, try_rate="100/minute", refresh=0.2) as one:
        yield one


@pytest.fixture(scope="module")
def windows(chromium: str) -> Iterator[Windows]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield Windows(browser)
        browser.close()


@pytest.fixture
def visit(windows: Windows, server: Server) -> Iterator[Callable[..., Watched]]:
    """Opens pages; at the end of the test nothing has happened on any that must not."""
    made: list[Watched] = []

    def make(*size: tuple[int, int], scripts: bool = True) -> Watched:
        made.append(windows.open(server.url, *size, scripts=scripts))
        return made[-1]

    yield make
    for one in made:
        one.check()
        one.page.close()
