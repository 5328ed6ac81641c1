"""The page that shows the service's description and tries it out; all of its files are our own."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import FileResponse

from api.pages.rendering import page

router = APIRouter()
_FOLDER: Final = Path(__file__).resolve().parent / "static"
_FILES: Final = {
    "swagger-ui.css": (_FOLDER / "swagger-ui" / "swagger-ui.css", "text/css"),
    "swagger-ui-bundle.js": (_FOLDER / "swagger-ui" / "swagger-ui-bundle.js", "text/javascript"),
    "page.js": (_FOLDER / "docs.js", "text/javascript"),
    "page.css": (_FOLDER / "docs.css", "text/css"),
}
_POLICY: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
}


@router.get("/docs", include_in_schema=False)
async def docs(request: Request) -> Response:
    """The page, in the frame of all pages."""
    app = request.app
    return page(request, "docs.html", headers=_POLICY, about=app.description, version=app.version)


@router.get("/docs/{name}", include_in_schema=False)
async def file(name: str) -> FileResponse:
    """A file of the page."""
    if name not in _FILES:
        raise HTTPException(404, f"the page has no file {name!r}")
    path, media_type = _FILES[name]
    return FileResponse(path, media_type=media_type, headers={"Cache-Control": "max-age=86400"})
