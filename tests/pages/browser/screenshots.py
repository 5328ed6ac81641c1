"""The pictures of the README: `make screenshots`. All annotated articles, a real server, a window of 1280 pixels."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, sync_playwright

from kg.articles import read_path
from kg.iris import document_iri
from kg.model import Document
from kg.pipeline import Pipeline
from kg.store import Store
from tests.api.servers import serving
from tests.pages.browser.chromium import NONE, find_chromium

ROOT: Final = Path(__file__).resolve().parents[3]
_FOLDER: Final = ROOT / "docs" / "images"
_HEIGHT: Final = 860
_MOST: Final = 250_000  # bytes of a picture


def _read(page: Page) -> None:
    page.locator(".side li", has_text="attempted").locator("a").first.click()
    page.locator("#panel h2").wait_for()
    page.evaluate("scrollTo(0, 0)")


def _nothing(_: Page) -> None:
    pass


def _network(page: Page) -> None:
    page.wait_for_selector("body[data-drawn=network]")


def _timeline(page: Page) -> None:
    page.wait_for_selector("body[data-drawn=timeline]")


PICTURES: Final[dict[str, tuple[str, Callable[[Page], None]]]] = {
    "reader": ("/read/netanyahu-biden-call", _read),
    "disagreements": ("/disagreements", _nothing),
    "timeline": ("/timeline/view?from=2024-09", _timeline),
    "network": ("/network", _network),
}


def main() -> int:
    """Make them; 1 where one is larger than a README should load."""
    chromium = find_chromium()
    if chromium is None:
        print(NONE, file=sys.stderr)
        return 2
    _FOLDER.mkdir(exist_ok=True)
    large = False
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "store")
        documents = [found for path in sorted((ROOT / "articles").glob("*.md")) for found in read_path(path)]
        for graph in Pipeline().graphs(one for one in documents if isinstance(one, Document)):
            store.replace(document_iri(graph.document.id), graph.quads)
        del store  # it lets go of the folder
        with serving(Path(folder) / "store", Path(folder) / "log") as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            for name, (path, ready) in PICTURES.items():
                page = browser.new_page(viewport={"width": 1280, "height": _HEIGHT}, reduced_motion="reduce")
                page.goto(server.url + path)
                ready(page)
                size = len(page.screenshot(path=_FOLDER / f"{name}.png"))
                print(f"docs/images/{name}.png: {size / 1000:,.0f} kB")
                large = large or size > _MOST
                page.close()
            browser.close()
    return 1 if large else 0


if __name__ == "__main__":
    sys.exit(main())
