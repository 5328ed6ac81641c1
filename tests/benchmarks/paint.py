"""How soon each page shows something: `make paint`. Writes a table to standard output.

A store of a thousand articles (readings of the annotated ones with other names and days) is made once, under out/paint;
a real server asks it, and Chromium opens each page anew, without anything in its cache, in a window of 1280 and one of
390 pixels. "First" is the first time after the server's start ("whole": until the page had arrived to its end), "then"
the median of three more.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from pathlib import Path
from typing import Final

import httpx
from playwright.sync_api import Browser, sync_playwright

from kg.articles import read_path
from kg.model import Document
from kg.pipeline import Pipeline
from tests.api.servers import serving
from tests.benchmarks.scale.readings import varied
from tests.benchmarks.scale.run import load
from tests.pages.browser.chromium import NONE, find_chromium

ROOT: Final = Path(__file__).resolve().parents[2]
PAGES: Final = (
    "/",
    "/read/netanyahu-biden-call-2",
    "/id/person/joe-biden",
    "/id/state/il",
    "/disagreements",
    "/planned",
    "/unnamed",
    "/search?q=Netanyahu",
    "/ask/blocked-visits",
    "/ask/own-voice",
    "/try",
    "/timeline/view",
    "/timeline/view?actor=Israel&with=Iran",
    "/network",
    "/network?type=MilitaryAction",
    "/editor",
)
_SIZES: Final = ((1280, 900), (390, 844))


def main() -> int:
    """Make the store where there is none, measure, print; 1 where a page takes a second or longer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--folder", type=Path, default=ROOT / "out" / "paint")
    chosen = parser.parse_args()
    chromium = find_chromium()
    if chromium is None:
        print(NONE, file=sys.stderr)
        return 2
    store = chosen.folder / f"store-{chosen.articles}"
    if not store.exists():
        make(store, chosen.articles)
    worst = 0.0
    with serving(store, chosen.folder / "log", access_log=False) as server, sync_playwright() as playwright:
        while "The index of words is being made" in httpx.get(f"{server.url}/search").text:
            time.sleep(1)  # once, after the store was made
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        print(f"First contentful paint in ms, {chosen.articles:,} articles, Chromium {browser.version}\n")
        print("| page | first | first, whole | " + " | ".join(f"then, {width} px" for width, _ in _SIZES) + " |")
        print("|---|---:|---:|" + "---:|" * len(_SIZES))
        for path in PAGES:
            first, whole = paint(browser, server.url + path, _SIZES[0])
            after = [statistics.median(paint(browser, server.url + path, size)[0] for _ in range(3)) for size in _SIZES]
            worst = max(worst, first, *after)
            print(
                f"| `{path}` | {first:.0f} | {whole:.0f} | " + " | ".join(f"{one:.0f}" for one in after) + " |",
                flush=True,
            )
        browser.close()
    print(f"\nThe slowest took {worst:.0f} ms.")
    return 1 if worst >= 1000 else 0


def make(folder: Path, count: int) -> None:
    """A store with so many articles."""
    documents = [found for path in sorted((ROOT / "articles").glob("*.md")) for found in read_path(path)]
    seeds = list(Pipeline().resolutions(one for one in documents if isinstance(one, Document)))
    folder.parent.mkdir(parents=True, exist_ok=True)
    load(folder, varied(seeds, count))


def paint(browser: Browser, url: str, size: tuple[int, int]) -> tuple[float, float]:
    """Milliseconds from the start of the navigation to the first text or picture on the screen, and to the end."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    answer = page.goto(url)
    assert answer is not None
    assert answer.ok, f"{answer.status} {url}"
    found = page.evaluate("""() => new Promise((done) => new PerformanceObserver((list, observer) => {
      const one = list.getEntriesByName("first-contentful-paint")[0];
      if (one) { observer.disconnect(); done(one.startTime); }
    }).observe({ type: "paint", buffered: true }))""")
    whole = page.evaluate("() => performance.getEntriesByType('navigation')[0].responseEnd")
    context.close()
    return float(found), float(whole)


if __name__ == "__main__":
    sys.exit(main())
