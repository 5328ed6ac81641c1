"""Every page in a real browser: no error, nothing from elsewhere, within its window, and for everybody (WCAG A, AA)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.pages.browser.watching import NARROW, Watched

PAGES = {
    "/": None,
    "/read/netanyahu-biden-call": None,
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
}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_its_window_and_everybody_can_read_it(visit: Callable[..., Watched], path: str) -> None:
    one = visit()
    one.go(path, PAGES[path])
    assert one.breaches() == []
    assert one.overflow() <= 0
    one.page.emulate_media(color_scheme="dark")
    assert one.breaches("color-contrast") == []
    phone = visit(NARROW)
    phone.go(path, PAGES[path])
    assert phone.overflow() <= 0
    assert phone.breaches("target-size", "scrollable-region-focusable") == []


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
