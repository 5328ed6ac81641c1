"""From a template and what it shows to an answer: every page has one frame, one style sheet and one strict policy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from fastapi import Request, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from api.rest.responses import represent

POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# Where the frame's navigation leads, with what it calls each.
NAVIGATION: Final = {
    "/timeline/view": "Timeline",
    "/network": "Network",
    "/disagreements": "Disagreements",
    "/ask": "Questions",
    "/editor": "SPARQL",
    "/try": "Try it",
}
_PAGES: Final = Environment(
    loader=PackageLoader("api.pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def page(
    request: Request, name: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **values: object
) -> Response:
    """A template filled in, with its entity tag and the policy; `headers` may replace the policy by another."""
    base = request.app.state.settings.base
    path = request.url.path

    def here(node: str) -> str:
        """The address of a node's page here."""
        return "/id/" + quote(node.removeprefix(base)) if node.startswith(base) else node

    made = _PAGES.get_template(name).render(here=here, quote=quote, navigation=NAVIGATION, path=path, **values)
    answer = represent(request, made.encode(), "html", {"Content-Security-Policy": POLICY, **(headers or {})})
    if status != 200:
        answer.status_code = status
    return answer
