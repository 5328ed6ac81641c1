"""Every page in a real browser: no error, nothing from elsewhere, within its window, and for everybody (WCAG A, AA)."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from tests.pages.browser.watching import NARROW, WIDE, Watched

PAGES = {
    "/": None,
    "/read/netanyahu-biden-call": None,
    "/read/netanyahu-biden-call?about=person/joe-biden": None,
    "/id/article/netanyahu-biden-call": None,
    "/id/person/joe-biden": None,
    "/id/state/il": None,
    "/disagreements": None,
    "/planned": None,
    "/unnamed": None,
    "/try": None,
    "/ask": None,
    "/ask/blocked-visits": None,
    "/search?q=missile": None,
    "/timeline/view": "timeline",
    "/network": "network",
    "/editor": "editor",
    "/editor?question=blocked-before": "answer",
    "/onto": None,
    "/onto/Claim": None,
    "/onto/modelling": None,
    "/docs": "docs",
}


# One thing of each kind, by where REST lists it; their addresses are asked for.
THINGS = ("events", "claims", "offices", "tenures", "places", "sentences")


# The rules that another scheme of colours can break.
COLOURS = ("color-contrast", "link-in-text-block")
# What is no 200: Chromium itself notes that in the console.
TROUBLES = ("/id/person/nobody", "/network?actor=Nobody+at+all")


def assert_fit_for_all(visit: Callable[..., Watched], path: str, drawn: str | None = None) -> list[Watched]:
    """Wide and narrow, light and (wide only) dark, a page fits its window and breaks none of the rules; its windows."""
    shown = []
    for size in (WIDE, NARROW):
        one = visit(size)
        shown.append(one)
        one.go(path, drawn)
        assert (one.breaches(), one.overflow()) == ([], 0), size
    shown[0].page.emulate_media(color_scheme="dark")
    assert shown[0].breaches(*COLOURS) == [], "dark"
    return shown


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_its_window_and_everybody_can_read_it(visit: Callable[..., Watched], path: str) -> None:
    assert_fit_for_all(visit, path, PAGES[path])


@pytest.mark.parametrize("kind", THINGS)
def test_the_page_of_a_thing_fits_too(visit: Callable[..., Watched], kind: str) -> None:
    url = visit().url
    listed = "events" if kind == "sentences" else kind
    first = httpx.get(f"{url}/{listed}", params={"limit": 1}).json()["items"][0]
    node = first["receipts"][0]["sentence"] if kind == "sentences" else first["id"]
    assert_fit_for_all(visit, f"/id/{node.partition('/id/')[2]}")


@pytest.mark.parametrize("path", TROUBLES)
def test_so_does_a_page_that_tells_of_trouble(visit: Callable[..., Watched], path: str) -> None:
    for one in assert_fit_for_all(visit, path):
        assert all("Failed to load resource" in fault for fault in one.faults)
        one.faults.clear()


def test_the_frame_and_what_stands_in_it_begin_at_one_edge(visit: Callable[..., Watched]) -> None:
    for size in ((1600, 900), WIDE, NARROW):
        page = visit(size).go("/planned")
        left = {page.locator(one).first.bounding_box()["x"] for one in (".brand", "h1", "footer a")}  # type: ignore[index]
        assert len(left) == 1


def test_an_answer_is_a_list_where_there_is_no_room_for_a_table(visit: Callable[..., Watched]) -> None:
    page = visit(NARROW).go("/ask/blocked-visits")
    boxes = [one.bounding_box() for one in page.locator(".answer tr").nth(1).locator("td:visible").all()]
    assert len(boxes) >= 6
    assert len({box["x"] for box in boxes if box}) == 1
    assert "sentence" in page.locator(".answer td").last.evaluate("one => getComputedStyle(one, '::before').content")
    assert page.locator(".wide").evaluate("one => one.scrollWidth - one.clientWidth") == 0


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_there_without_scripts(visit: Callable[..., Watched], path: str) -> None:
    page = visit(scripts=False).go(path)
    assert page.locator("h1").count() == 1
    assert page.locator("main").inner_text().strip()
    assert page.locator("figure.picture:visible").count() == 0


def test_the_navigation_leads_to_pages(visit: Callable[..., Watched]) -> None:
    page = visit().go("/")
    led = [str(link.get_attribute("href")) for link in page.locator("header a, footer a").all()]
    assert {"/timeline/view", "/network", "/editor"} <= set(led)
