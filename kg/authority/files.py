"""Authority files: CSV (one row an actor or one of its offices) or Turtle in the project's own vocabulary."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from rdflib import RDF, RDFS, SKOS, BNode, Graph, URIRef
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from kg import vocabulary as v
from kg.authority.records import (
    Authority,
    KnownActor,
    KnownTenure,
    actor_type,
    day_of,
    state_code,
    wikidata_id,
)
from kg.errors import InputError, ShapeError
from kg.model import ActorType

COLUMNS = ("name", "type", "aliases", "wikidata", "state", "office", "of", "from", "to")
_NEEDED = {"name", "type"}
_SEPARATOR = "|"


def load_authority(path: Path) -> Authority:
    """The authority of a `.csv` or `.ttl` file, checked.

    InputError where the file cannot be read or is of another kind; ShapeError names the line (or node) and the value
    of the first thing that is wrong.
    """
    suffix = path.suffix.lower()
    if suffix not in {".csv", ".ttl"}:
        raise InputError(f"an authority file is .csv or .ttl, not {path.name!r}")
    text = _text(path)
    return _from_csv([(text, path.name)]) if suffix == ".csv" else _from_turtle(text, path.name)


def load_together(paths: Iterable[Path]) -> Authority:
    """The authority of several `.csv` files that speak of one another's actors, checked like one."""
    return _from_csv([(_text(path), path.name) for path in paths])


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"the authority file cannot be read: {error.strerror}", place=str(path)) from error
    except UnicodeDecodeError as error:
        raise InputError(f"the authority file is not UTF-8: byte {error.start}", place=str(path)) from error


def _from_csv(files: Iterable[tuple[str, str]]) -> Authority:
    """The authority of (text, name) of files."""
    actors: dict[str, tuple[str, KnownActor]] = {}
    tenures: list[tuple[str, KnownTenure]] = []
    for place, row in (row for text, file in files for row in _rows(text, file)):
        if "" in row:
            raise ShapeError(f"the row has more cells than the header: {row['']!r}", place=place)
        cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
        actor = _row_actor(cells, place)
        known = actors.setdefault(actor.name, (place, actor))[1]
        if known != actor and known != _without_details(actor, known):
            raise ShapeError(f"{actor.name!r} is told differently in two rows", place=place)
        if cells["office"]:
            tenures.append((place, _row_tenure(cells, place)))
        elif cells["of"] or cells["from"] or cells["to"]:
            raise ShapeError("there is 'of', 'from' or 'to' without an office", place=place)
    return Authority.of(actors.values(), tenures)


def _rows(text: str, file: str) -> list[tuple[str, dict[str, str]]]:
    """The rows of a file, each with its place."""
    lines = csv.DictReader(text.splitlines(), restkey="", strict=True)
    try:
        header = lines.fieldnames or []
        unknown = [name for name in header if name not in COLUMNS]
        if unknown or not set(header) >= _NEEDED:
            told = (
                f"unknown column {unknown[0]!r}" if unknown else f"columns {sorted(_NEEDED - set(header))} are missing"
            )
            raise ShapeError(f"{told}; the columns are {', '.join(COLUMNS)}", place=f"{file}, line 1")
        return [(f"{file}, line {lines.line_num}", row) for row in lines]
    except csv.Error as error:
        raise ShapeError(f"no CSV: {error}", place=f"{file}, line {lines.line_num}") from error


def _row_actor(cells: dict[str, str], place: str) -> KnownActor:
    if not cells["name"]:
        raise ShapeError("a row without a name", place=place)
    aliases = tuple(a.strip() for a in cells["aliases"].split(_SEPARATOR) if a.strip())
    kind = actor_type(cells["type"], place)
    return KnownActor(
        cells["name"], kind, aliases, state_code(cells["state"], place), wikidata_id(cells["wikidata"], place)
    )


def _without_details(actor: KnownActor, known: KnownActor) -> KnownActor:
    """A further row of an actor may leave out what the first one told."""
    return KnownActor(
        actor.name,
        actor.type,
        actor.aliases or known.aliases,
        actor.state or known.state,
        actor.wikidata or known.wikidata,
    )


def _row_tenure(cells: dict[str, str], place: str) -> KnownTenure:
    if actor_type(cells["type"], place) is not ActorType.PERSON:
        raise ShapeError(f"only a Person holds an office, {cells['name']!r} is a {cells['type']}", place=place)
    of = cells["of"] or cells["state"] or None
    return KnownTenure(
        cells["name"],
        cells["office"],
        of.upper() if of is not None and len(of) == 2 else of,
        day_of(cells["from"], place),
        day_of(cells["to"], place, last=True),
    )


# ------------------------------------------------------------------ Turtle


def _from_turtle(text: str, file: str) -> Authority:
    graph = Graph()
    try:
        graph.parse(data=text, format="turtle")
    except BadSyntax as error:
        raise ShapeError(f"no Turtle: {str(error).splitlines()[0]}", place=file) from error
    kinds = {URIRef(v.term(kind.value)): kind for kind in ActorType}
    named: dict[Node, KnownActor] = {}
    entries: list[tuple[str, KnownActor]] = []
    typed = [(s, kinds[o]) for s, o in graph.subject_objects(RDF.type) if isinstance(o, URIRef) and o in kinds]
    for node, kind in sorted(typed, key=lambda pair: (str(pair[0]), pair[1])):
        place = f"{file}, {_told(node)}"
        ids = [str(o) for o in graph.objects(node, SKOS.exactMatch) if "wikidata.org" in str(o)]
        actor = KnownActor(
            _one(graph, node, RDFS.label, place) or "",
            kind,
            tuple(sorted(str(o) for o in graph.objects(node, SKOS.altLabel))),
            state_code(_one(graph, node, URIRef(v.ISO_CODE), place) or "", place),
            wikidata_id(ids[0], place) if ids else None,
        )
        if not actor.name:
            raise ShapeError("an actor without an rdfs:label", place=place)
        named[node] = actor
        entries.append((place, actor))
    tenures = []
    for node in sorted(graph.subjects(RDF.type, URIRef(v.TENURE)), key=str):
        place = f"{file}, {_told(node)}"
        tenures.append((place, _node_tenure(graph, node, named, place)))
    return Authority.of(entries, tenures)


def _node_tenure(graph: Graph, node: Node, named: dict[Node, KnownActor], place: str) -> KnownTenure:
    holder = graph.value(node, URIRef(v.TENURE_HOLDER))
    office = graph.value(node, URIRef(v.TENURE_OFFICE))
    if holder not in named or named[holder].type is not ActorType.PERSON:
        raise ShapeError(f"the holder {_told(holder)} is no kg:Person of the file", place=place)
    title = _one(graph, office, RDFS.label, place) if office is not None else None
    if not title:
        raise ShapeError("the tenure has no office with an rdfs:label", place=place)
    of = graph.value(office, URIRef(v.OFFICE_IN))
    if of is not None and of not in named:
        raise ShapeError(f"the office is in {_told(of)}, which is no actor of the file", place=place)
    body = named[of] if of is not None else None
    return KnownTenure(
        named[holder].name,
        title,
        (body.state if body.type is ActorType.STATE else body.name) if body is not None else None,
        day_of(_one(graph, node, URIRef(v.IN_FORCE_FROM), place) or "", place),
        day_of(_one(graph, node, URIRef(v.IN_FORCE_UNTIL), place) or "", place, last=True),
    )


def _one(graph: Graph, node: Node | None, predicate: URIRef, place: str) -> str | None:
    found = sorted({str(o) for o in graph.objects(node, predicate)})
    if len(found) > 1:
        raise ShapeError(f"{predicate.fragment or predicate} is given twice: {', '.join(found)}", place=place)
    return found[0] if found else None


def _told(node: Node | None) -> str:
    return "nothing" if node is None else "a blank node" if isinstance(node, BNode) else f"<{node}>"
