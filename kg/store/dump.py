"""The formats in which graphs are written, by the names that users give."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

import pyoxigraph as ox

from kg import vocabulary as v
from kg.errors import QueryError

_DEFAULT = ox.DefaultGraph()
_PREFIXES = {name: iri for name, iri in v.PREFIXES.items() if name not in {"prov", "org", "owl"}}


@dataclass(frozen=True, slots=True)
class DumpFormat:
    """A format: its name, media type, file ending, and whether it holds named graphs."""

    name: str
    media_type: str
    ending: str
    datasets: bool
    rdf: ox.RdfFormat

    def write_quads(self, quads: Iterable[ox.Quad], output: IO[bytes]) -> None:
        """Write quads; a format without graphs gets the triples of the default graph."""
        if self.datasets:
            ox.serialize(quads, output, format=self.rdf, prefixes=self.prefixes)
        else:
            ox.serialize(
                (q.triple for q in quads if q.graph_name == _DEFAULT), output, format=self.rdf, prefixes=self.prefixes
            )

    def write_store(self, store: ox.Store, output: IO[bytes]) -> None:
        """Write a whole store, in the engine's own order."""
        graph = None if self.datasets else _DEFAULT
        store.dump(output, format=self.rdf, from_graph=graph, prefixes=self.prefixes)

    @property
    def prefixes(self) -> dict[str, str] | None:
        """The prefixes that the format declares, None for formats without any."""
        return _PREFIXES if self.name in {"turtle", "trig", "rdfxml"} else None


FORMATS: dict[str, DumpFormat] = {
    form.name: form
    for form in (
        DumpFormat("turtle", "text/turtle", "ttl", False, ox.RdfFormat.TURTLE),
        DumpFormat("trig", "application/trig", "trig", True, ox.RdfFormat.TRIG),
        DumpFormat("ntriples", "application/n-triples", "nt", False, ox.RdfFormat.N_TRIPLES),
        DumpFormat("nquads", "application/n-quads", "nq", True, ox.RdfFormat.N_QUADS),
        DumpFormat("rdfxml", "application/rdf+xml", "rdf", False, ox.RdfFormat.RDF_XML),
        DumpFormat("jsonld", "application/ld+json", "jsonld", True, ox.RdfFormat.JSON_LD),
    )
}


def dump_format(name: str) -> DumpFormat:
    """The format of that name; QueryError names those there are."""
    try:
        return FORMATS[name]
    except KeyError:
        raise QueryError(f"unknown format {name!r}; there are {', '.join(FORMATS)}") from None
