"""The ontology at its address: the whole, its modules and kept versions, and a page for each term."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response
from markupsafe import Markup

from api.negotiation import MEDIA, chosen_format
from api.pages.rendering import page
from kg.ontology import pages

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
# A diagram loads nothing; its style is its own.
_ALONE: Final = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"}
_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {media: {} for media in (*_OFFERED, "image/svg+xml")}},
    400: {"description": "There is no format of that name."},
    404: {"description": "The ontology has nothing of that name."},
    406: {"description": "No such format is offered."},
}
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
        return _page(request, "onto.html", title="Communiqué ontology", body=pages.page())
    return _graph(pages.whole(chosen), chosen)


@router.get("/{name}", responses=_RESPONSES, response_class=Response, summary="A term, module or version")
def named(name: Name, request: Request, form: Form = None) -> Response:
    """A term, as a page or a graph; a module or a version that is kept, as a graph; a diagram as SVG."""
    picture = pages.page(name) if name.endswith(".svg") else None
    if picture is not None:
        return Response(picture, media_type="image/svg+xml", headers=_HEADERS | _ALONE)
    if name == pages.MODELLING.removesuffix(".html"):
        return _page(request, "onto.html", title="How to model", body=pages.page(pages.MODELLING))
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
        return _page(request, "onto_term.html", about=found, forms=dict.fromkeys(_GRAPHS.values()))
    return _graph(pages.about(name, chosen), chosen)


def _graph(body: bytes | None, form: str) -> Response:
    return Response(body, media_type=MEDIA[form], headers=_HEADERS)


def _page(request: Request, template: str, **values: Any) -> Response:
    """What stands on a page, in the frame of all pages; links are relative to the ontology's address."""
    body = values.get("body")
    if isinstance(body, bytes):
        values["body"] = Markup(body.decode("utf-8"))  # it is made by docs/ontology_pages.py
    return page(request, template, headers=_HEADERS | {"Vary": "Accept, Accept-Encoding"}, **values)
