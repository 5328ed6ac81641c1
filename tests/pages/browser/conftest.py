"""A real server with all articles, and a real Chromium; the browser goes with each file of tests.

It is driven through Playwright's blocking interface, which holds an event loop in this thread while it is open: other
tests, which have loops of their own, must not meet it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from kg.iris import document_iri
from kg.pipeline import Graph
from kg.store import Store
from tests.api.servers import Server, serving
from tests.pages.browser.watching import Watched, watched

_NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is; without one these tests are skipped, but not in CI."""
    found = os.environ.get("KG_TEST_CHROMIUM") or next((path for path in map(shutil.which, _NAMES) if path), None)
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("there is no Chromium: .ci/run installs it, KG_TEST_CHROMIUM names another")
        pytest.skip("there is no Chromium on PATH and none in KG_TEST_CHROMIUM")
    return found


@pytest.fixture(scope="session")
def server(graphs: dict[str, Graph], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("workbench")
    store = Store(folder / "store")
    for name, graph in graphs.items():
        store.replace(document_iri(name), graph.quads)
    del store  # it lets go of the folder
    with serving(folder / "store", folder / "log") as one:
        yield one


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Callable[..., Watched]]:
    """Makes pages to go to; at the end of the test nothing has happened on any that must not."""
    made: list[Watched] = []

    def make(*size: Any, **more: Any) -> Watched:
        made.append(watched(browser, server.url, *size, **more))
        return made[-1]

    yield make
    for one in made:
        if one.page.context.browser is not None:
            one.check()
        one.page.context.close()
