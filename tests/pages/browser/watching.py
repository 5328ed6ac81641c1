"""A page in a browser of which everything is noted that must not happen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

WIDE: Final = (1280, 900)
NARROW: Final = (390, 844)
_RUN_AXE: Final = """async (options) => (await axe.run(document, options)).violations.flatMap((one) =>
  one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`))"""
KEY: Final = "a key of the tests"  # with which articles may be stored
_RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_NOTE_VIOLATIONS: Final = """window.violations = [];
document.addEventListener("securitypolicyviolation",
  (event) => violations.push(`${event.violatedDirective} ${event.blockedURI}`));"""


@dataclass
class Watched:
    """A page; `faults` are errors and warnings of its console and scripts, and requests to other hosts."""

    page: Page
    url: str
    faults: list[str] = field(default_factory=list)

    def go(self, path: str, drawn: str | None = None) -> Page:
        """Open an address; `drawn` waits until a script says that it is done."""
        self.page.goto(self.url + path)
        if drawn:
            self.drawn(drawn)
        return self.page

    def drawn(self, what: str) -> None:
        self.page.wait_for_selector(f"body[data-drawn={what}]")

    def path(self) -> str:
        return self.page.url.removeprefix(self.url)

    def check(self) -> None:
        """Nothing happened that must not."""
        self.page.wait_for_load_state()
        assert self.faults == []
        assert self.page.evaluate("window.violations ?? []") == []

    def breaches(self, *rules: str) -> list[str]:
        """What axe finds against WCAG 2.2 A and AA (or against some rules only), each with the element."""
        only: dict[str, Any] = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": _RULES}
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE_SCRIPT)
        found: list[str] = self.page.evaluate(_RUN_AXE, {"runOnly": only, "resultTypes": ["violations"]})
        return found

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - innerWidth"))


class Windows:
    """Windows of one browser; those of the same size share what they have loaded."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: dict[tuple[tuple[int, int], bool], BrowserContext] = {}

    def open(self, url: str, size: tuple[int, int] = WIDE, *, scripts: bool = True) -> Watched:
        """A new page that is watched; `scripts` are those of the page."""
        context = self._contexts.get((size, scripts)) or self._context(size, scripts)
        one = Watched(context.new_page(), url)

        def heard(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"}:
                one.faults.append(f"{message.type}: {message.text} ({message.location})")

        def asked(request: Request) -> None:
            parts = urlsplit(request.url)
            if parts.scheme not in {"data", "blob"} and f"{parts.scheme}://{parts.netloc}" != url:
                one.faults.append(f"request to {request.url}")

        one.page.on("console", heard)
        one.page.on("pageerror", lambda error: one.faults.append(f"script: {error}"))
        one.page.on("request", asked)
        return one

    def _context(self, size: tuple[int, int], scripts: bool) -> BrowserContext:
        context = self._browser.new_context(
            viewport={"width": size[0], "height": size[1]}, java_script_enabled=scripts, reduced_motion="reduce"
        )
        context.set_default_timeout(20_000)
        if scripts:
            context.add_init_script(_NOTE_VIOLATIONS)
        self._contexts[size, scripts] = context
        return context
