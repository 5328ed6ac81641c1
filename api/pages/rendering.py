"""From a template and what it shows to an answer: every page has one frame, one style sheet and one strict policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, Final
from urllib.parse import quote

from fastapi import Request, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from api.answering import Asker
from api.cache import Key
from api.pages.words import STATUSES, counted, spaced, unbroken, when
from api.rest.reading import Refusal
from api.rest.responses import refused, represent

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
# Kinds of marks in an article with what the legend and the cards call them.
KINDS: Final = {
    "event": {"one": "event", "many": "events"},
    "actor": {"one": "actor", "many": "actors"},
    "source": {"one": "attribution", "many": "attributions"},
    "time": {"one": "time", "many": "times"},
    "quantity": {"one": "number", "many": "numbers"},
}
_PAUSE: Final = "\0"
_PAGES: Final = Environment(
    loader=PackageLoader("api.pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
_PAGES.filters.update(
    day=lambda text: when(text[:10]) if text else "", spaced=spaced, counted=counted, unbroken=unbroken
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A page that was made already."""

    body: bytes


def known(request: Request) -> Response | None:
    """The page that was made for the same address from the same snapshot; None where it is to be made."""
    asker: Asker = request.app.state.asker
    request.state.snapshot = request.app.state.pool.generation
    held = asker.pages.get(request.state.snapshot, _key(request))
    return _answer(request, held.body) if held is not None else None


def _key(request: Request) -> Key:
    return str(request.base_url), request.url.path, request.url.query  # pages name the host


def _answer(request: Request, body: bytes, headers: Mapping[str, str] | None = None) -> Response:
    return represent(request, body, "html", {"Content-Security-Policy": POLICY, **(headers or {})})


def address(node: str, base: str) -> str:
    """Where a link to a node leads: to its page here, or to another site; nowhere ("#") with any other scheme.

    Articles come from outside, and with them the addresses that they say they have.
    """
    if node.startswith(base):
        return "/id/" + quote(node.removeprefix(base))
    return node if node.startswith(("http://", "https://")) else "#"


def page(
    request: Request,
    name: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    keep: bool = False,
    **values: object,
) -> Response:
    """A template filled in, with its entity tag and the policy; `headers` may replace the policy by another.

    With `keep` it is kept for whoever asks next, until the data change: see `known`, which is to be asked first.
    """
    made = filled(request, name, **values)
    if keep:
        keep_page(request, made)
    answer = _answer(request, made, headers)
    if status != 200:
        answer.status_code = status
    return answer


def filled(request: Request, name: str, **values: object) -> bytes:
    """A template filled in."""
    return _PAGES.get_template(name).render(**_frame(request), pause="", **values).encode()


def opening(request: Request, name: str, **values: object) -> bytes:
    """What a template makes before its `{{ pause }}`, for which the values that are used behind it are not needed."""
    pieces = _PAGES.get_template(name).generate(**_frame(request), pause=_PAUSE, **values)
    return "".join(takewhile(lambda piece: piece != _PAUSE, pieces)).encode()


def keep_page(request: Request, made: bytes) -> None:
    """Keep a page for whoever asks next, until the data change."""
    request.app.state.asker.pages.put(request.state.snapshot, _key(request), Kept(made))


def _frame(request: Request) -> dict[str, object]:
    """What every template knows."""
    base = request.app.state.settings.base

    def here(node: str) -> str:
        return address(node, base)

    return {"here": here, "base": base, "navigation": NAVIGATION, "path": request.url.path, "kinds": KINDS,
            "statuses": STATUSES, "quote": quote}  # fmt: skip


def wants_page(request: Request) -> bool:
    """Whether the client is somebody's browser: one that names HTML, as programs that take anything do not."""
    return "text/html" in request.headers.get("accept", "")


def refusal(request: Request, refused_for: Refusal) -> Response:
    """Why there is no such page: for a browser as a page, for a program as a problem document."""
    if not wants_page(request):
        return refused(request, refused_for)
    return trouble(request, refused_for.status, refused_for.detail, candidates=refused_for.candidates)


def trouble(
    request: Request,
    status: int,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    candidates: Sequence[Mapping[str, Any]] = (),
) -> Response:
    """An error as a page: what is wrong, and what may have been meant."""
    title = _TITLES.get(status, "This cannot be done" if status < 500 else "This cannot be done now")
    uncached = {**(headers or {}), "Cache-Control": "no-store"}
    return page(
        request, "trouble.html", status=status, headers=uncached, detail=detail, title=title, candidates=candidates
    )


_TITLES: Final = {404: "Not found", 422: "That cannot be read", 413: "That is too long", 429: "Too often"}
