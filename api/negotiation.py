"""Which format a client wants: `?format=`, or the best fit of its Accept header."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from fastapi import HTTPException

RESULTS: Final = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
GRAPHS: Final = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/xml": "rdfxml",
    "application/ld+json": "jsonld",
    "application/json": "jsonld",
    "application/n-quads": "nquads",
    "application/trig": "trig",
}
MEDIA: Final = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "turtle": "text/turtle; charset=utf-8",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "nquads": "application/n-quads",
    "trig": "application/trig",
}
_SHORT: Final = {"ttl": "turtle", "nt": "ntriples", "rdf": "rdfxml", "nq": "nquads"}
_WEIGHT: Final = re.compile(r"0(?:\.\d*)?|1(?:\.0*)?")  # of a media range (RFC 9110, 12.4.2)
_MOST_RANGES: Final = 200  # of an Accept header; what stands behind is not read


def chosen_format(accept: str | None, wanted: str | None, offered: Mapping[str, str]) -> str:
    """The name of the format to answer in, the first offered where the client does not care.

    `wanted` is a name, a file ending or a media type. Raises HTTPException 400 for an unknown one, 406 where nothing
    offered is acceptable.
    """
    names = list(dict.fromkeys(offered.values()))
    if wanted is not None:
        name = offered.get(wanted, _SHORT.get(wanted, wanted))
        if name not in names:
            raise HTTPException(400, f"format is one of {', '.join(names)} here, not {wanted!r}")
        return name
    if not accept or accept == "*/*":
        return names[0]
    if accept in offered:
        return offered[accept]
    ranges = _ranges(accept)
    if not ranges:  # nothing but commas: an empty list
        return names[0]
    best = max(
        (
            (_quality(media, ranges), -k, name)
            for k, (media, name) in enumerate(offered.items())
            if _is_taken(MEDIA.get(name, media), ranges)
        ),
        default=None,
    )
    if best is None or best[0] <= 0:
        raise HTTPException(406, f"none of {', '.join(offered)} is acceptable by {accept[:200]!r}")
    return best[2]


def _ranges(accept: str) -> list[tuple[str, float]]:
    """The media ranges of an Accept header with their weights; a weight that is none counts as 0."""
    found = []
    for part in accept.split(",", _MOST_RANGES)[:_MOST_RANGES]:
        pieces = [p.strip() for p in part.split(";")]
        q = 1.0
        for piece in pieces[1:]:
            name, _, value = piece.partition("=")
            if name.strip().lower() == "q":
                q = float(value) if _WEIGHT.fullmatch(value.strip()) else 0.0
        if pieces[0]:
            found.append((pieces[0].lower(), q))
    return found


def _is_taken(media: str, ranges: list[tuple[str, float]]) -> bool:
    """Whether a client does not refuse just the media type that the answer would bear."""
    return all(q > 0 for given, q in ranges if given == media.split(";")[0])


def unpacks(accept_encoding: str | None) -> bool:
    """Whether a client takes gzip: named (or `*`) and not with a weight of 0."""
    for part in (accept_encoding or "").split(","):
        name, _, weight = part.partition(";")
        if name.strip().lower() in {"gzip", "x-gzip", "*"}:
            return weight.replace(" ", "").lower() not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


def _quality(media: str, ranges: list[tuple[str, float]]) -> float:
    """The q-value that an Accept header gives a media type; the most specific range decides (RFC 9110, 12.5.1)."""
    found = (-1, 0.0)
    for given, q in ranges:
        level = _level(given, media)
        if level > found[0]:
            found = (level, q)
    return found[1]


def _level(given: str, media: str) -> int:
    if given == media:
        return 2
    if given == media.split("/")[0] + "/*":
        return 1
    return 0 if given == "*/*" else -1
