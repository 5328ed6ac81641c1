"""A real server with all articles, and a real Chromium; the browser goes with each file of tests.

It is driven through Playwright's blocking interface, which holds an event loop in this thread while it is open: other
tests, which have loops of their own, must not meet it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from kg.iris import document_iri
from kg.pipeline import Graph
from kg.store import Store
from tests.api.servers import Server, serving
from tests.pages.browser.chromium import NONE, find_chromium
from tests.pages.browser.watching import Watched, watched


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
