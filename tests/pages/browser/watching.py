"""A page in a browser of which everything is noted that must not happen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

WIDE: Final = (1280, 900)
NARROW: Final = (390, 844)
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
        found = Axe().run(self.page, options={"runOnly": only, "resultTypes": ["violations"]})
        return [
            f"{one['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
            for one in found.response["violations"]
            for node in one["nodes"]
        ]

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def watched(browser: Browser, url: str, size: tuple[int, int] = WIDE, *, scripts: bool = True, **more: Any) -> Watched:
    """A new page in a context of its own, which ends with the browser."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, java_script_enabled=scripts, reduced_motion="reduce", **more
    )
    context.set_default_timeout(10_000)
    if scripts:
        context.add_init_script(_NOTE_VIOLATIONS)
    page = context.new_page()
    one = Watched(page, url)

    def heard(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            one.faults.append(f"{message.type}: {message.text} ({message.location})")

    def asked(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and f"{parts.scheme}://{parts.netloc}" != url:
            one.faults.append(f"request to {request.url}")

    page.on("console", heard)
    page.on("pageerror", lambda error: one.faults.append(f"script: {error}"))
    page.on("request", asked)
    return one
