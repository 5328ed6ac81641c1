"""The ontology at its address: the whole, its modules and kept versions, and a page for each term."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Annotated, Any, Final

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response

from api.negotiation import MEDIA, chosen_format
from kg.ontology import pages
from kg.ontology.pages import Description

router = APIRouter(prefix="/onto", tags=["ontology"])
_OFFERED: Final = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/turtle": "turtle",
    "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld",
    "application/n-triples": "ntriples",
}
_GRAPHS: Final = {media: form for media, form in _OFFERED.items() if form != "html"}
_HEADERS: Final = {"Vary": "Accept", "Cache-Control": "max-age=3600", "X-Content-Type-Options": "nosniff"}
# The pages load nothing; the style is their own, and so are two small pictures.
_ALONE: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'"
}
_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {media: {} for media in (*_OFFERED, "image/svg+xml")}},
    400: {"description": "There is no format of that name."},
    404: {"description": "The ontology has nothing of that name."},
    406: {"description": "No such format is offered."},
}
_STYLE: Final = """body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}
dt{font-weight:600;margin-top:.8rem}dd{margin-left:0}h1 small{font-weight:400;color:#555;font-size:1rem}
code{color:#555;overflow-wrap:anywhere}blockquote{margin:0;font-style:italic}"""

Form = Annotated[
    str | None,
    Query(
        alias="format",
        description="Without it Accept decides.",
        json_schema_extra={"enum": list(dict.fromkeys(_OFFERED.values()))},
    ),
]
Name = Annotated[str, Path(description="A term, a module, a version, a module's diagram (events.svg), or modelling.")]


@router.get("", responses=_RESPONSES, response_class=Response, summary="The ontology")
def ontology(request: Request, form: Form = None) -> Response:
    """The whole ontology: a page of all terms, or Turtle, RDF/XML, JSON-LD or N-Triples."""
    chosen = chosen_format(request.headers.get("accept"), form, _OFFERED)
    if chosen == "html":
        return _html(pages.page())
    return _graph(pages.whole(chosen), chosen)


@router.get("/{name}", responses=_RESPONSES, response_class=Response, summary="A term, module or version")
def named(name: Name, request: Request, form: Form = None) -> Response:
    """A term, as a page or a graph; a module or a version that is kept, as a graph; a diagram as SVG."""
    picture = pages.page(name) if name.endswith(".svg") else None
    if picture is not None:
        return Response(picture, media_type="image/svg+xml", headers=_HEADERS | _ALONE)
    if name == pages.MODELLING.removesuffix(".html"):
        return _html(pages.page(pages.MODELLING))
    accept = request.headers.get("accept")
    if pages.part(name, "turtle") is not None:
        # A browser gets the Turtle, which it can show: there is no page of a module.
        chosen = chosen_format(None if form is None and "html" in (accept or "") else accept, form, _GRAPHS)
        return _graph(pages.part(name, chosen), chosen)
    found = pages.describe(name)
    if found is None:
        raise HTTPException(404, f"the ontology has no term, module or version {name[:80]!r}")
    chosen = chosen_format(accept, form, _OFFERED)
    if chosen == "html":
        return _html(_page(found).encode("utf-8"))
    return _graph(pages.about(name, chosen), chosen)


def _graph(body: bytes | None, form: str) -> Response:
    return Response(body, media_type=MEDIA[form], headers=_HEADERS)


def _html(body: bytes | None) -> Response:
    return Response(body, media_type="text/html; charset=utf-8", headers=_HEADERS | _ALONE)


def _page(found: Description) -> str:
    """The page of a term; links are relative to the ontology's address."""
    term = found.term
    parts = [
        ("Definition", escape(term.definition)),
        ("Note", escape(term.note or "")),
        ("Example", f"<blockquote>{escape(term.example)}</blockquote>" if term.example else ""),
        ("What holds of it", "<br>".join(escape(words) for words in found.axioms)),
        ("Directly below it", _links(found.below)),
        ("Properties of it", _links(found.used_with)),
        ("Codes in other schemes", escape(", ".join(term.notations))),
        ("Module", f'<a href="{term.module}">{term.module}</a>, <a href="{term.module}.svg">diagram</a>'),
        ("IRI", f"<code>{escape(term.iri)}</code>"),
        ("As a graph", _forms(term.name)),
    ]
    listed = "".join(f"<dt>{what}</dt><dd>{text}</dd>" for what, text in parts if text)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>kg:{escape(term.name)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body>'
        f'<p><a href="../onto#{escape(term.name)}">Communiqué ontology</a></p>'
        f"<h1>{escape(term.label)} <small>kg:{escape(term.name)}, {term.kind.value}</small></h1>"
        f"<dl>{listed}</dl></body></html>"
    )


def _links(names: Iterable[str]) -> str:
    return ", ".join(f'<a href="{escape(name)}">{escape(name)}</a>' for name in names)


def _forms(name: str) -> str:
    forms = dict.fromkeys(_GRAPHS.values())
    return ", ".join(f'<a href="{escape(name)}?format={form}">{form}</a>' for form in forms)
