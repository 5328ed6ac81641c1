"""Which format a client wants: `?format=`, or the best fit of its Accept header."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import HTTPException

RESULTS = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
GRAPHS = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld",
}
MEDIA = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "turtle": "text/turtle; charset=utf-8",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
}


def chosen_format(accept: str | None, wanted: str | None, offered: Mapping[str, str]) -> str:
    """The name of the format to answer in, the first offered where the client does not care.

    Raises HTTPException 400 for an unknown `format`, 406 where nothing offered is acceptable.
    """
    names = list(dict.fromkeys(offered.values()))
    if wanted is not None:
        if wanted not in names:
            raise HTTPException(400, f"format is one of {', '.join(names)}, not {wanted!r}")
        return wanted
    if not accept:
        return names[0]
    best = max(((_quality(media, accept), -k, name) for k, (media, name) in enumerate(offered.items())), default=None)
    if best is None or best[0] <= 0:
        raise HTTPException(406, f"none of {', '.join(offered)} is acceptable by {accept!r}")
    return best[2]


def _quality(media: str, accept: str) -> float:
    """The q-value that an Accept header gives a media type; the most specific range decides (RFC 9110, 12.5.1)."""
    found = (-1, 0.0)
    for part in accept.split(","):
        pieces = [p.strip() for p in part.split(";")]
        q = 1.0
        for piece in pieces[1:]:
            name, _, value = piece.partition("=")
            if name.strip() == "q":
                try:
                    q = float(value)
                except ValueError:
                    q = 0.0
        level = _level(pieces[0].lower(), media)
        if level > found[0]:
            found = (level, q)
    return found[1]


def _level(given: str, media: str) -> int:
    if given == media:
        return 2
    if given == media.split("/")[0] + "/*":
        return 1
    return 0 if given == "*/*" else -1
