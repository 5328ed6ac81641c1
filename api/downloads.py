"""Whole graphs to take home."""

from __future__ import annotations

import io
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Response

from api.snapshot import current_store
from kg.store import FORMATS, Store

router = APIRouter(tags=["downloads"])
_BY_ENDING = {form.ending: form for form in FORMATS.values()}


@router.get("/export.{ending}", summary="The whole graph")
def export(ending: str, store: Annotated[Store, Depends(current_store)], article: str | None = None) -> Response:
    """The graph as .ttl, .trig, .nt, .nq, .rdf or .jsonld; `article` takes one article's id."""
    form = _BY_ENDING.get(ending)
    if form is None:
        raise HTTPException(404, f"there is no export.{ending}; there are {', '.join(_BY_ENDING)}")
    iri = store.article_iri(article) if article is not None else None
    if article is not None and iri is None:
        raise HTTPException(404, f"there is no article {article!r}")
    buffer = io.BytesIO()
    store.dump(form, buffer, iri)
    name = f'attachment; filename="communique.{ending}"'
    return Response(buffer.getvalue(), media_type=form.media_type, headers={"Content-Disposition": name})


@router.get("/health", tags=["service"], summary="Is the service up, and what does it hold?")
def health(store: Annotated[Store, Depends(current_store)]) -> dict[str, object]:
    """The number of quads and articles."""
    return {"status": "ok", "quads": len(store), "articles": len(store.articles())}
