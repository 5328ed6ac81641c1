"""Versions of the ontology: the one at hand, those kept in `ontology/versions`, and what changed between two."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from rdflib import OWL, RDFS, SKOS, Graph
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node, URIRef

from kg.errors import InputError
from kg.ontology.graph import load
from kg.ontology.words import axioms, compact, kind_of
from kg.resources import ontology_folder
from kg.vocabulary import KG, ONTOLOGY

CURRENT: Final = "current"
_TEXTS: Final = (
    (RDFS.label, "label"),
    (SKOS.definition, "definition"),
    (SKOS.scopeNote, "note"),
    (SKOS.example, "example"),
)


class Change(StrEnum):
    """What became of a term."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One change of one term, in words; `breaking` where a graph or query of the old version may no longer fit."""

    term: str
    change: Change
    words: str
    breaking: bool = False

    def __str__(self) -> str:
        return f"{self.term}: {self.words}"


def kept_versions() -> tuple[str, ...]:
    """Numbers of the versions that are kept, oldest first."""
    found = [path.stem for path in (ontology_folder() / "versions").glob("*.ttl")]
    return tuple(sorted(found, key=lambda version: tuple(int(part) for part in version.split("."))))


def current_version() -> str:
    """Number of the version at hand: "0.2.0"."""
    return str(load().value(URIRef(ONTOLOGY), OWL.versionInfo))


def load_version(name: str) -> Graph:
    """A version by its number, "current", or the path of a Turtle file or of a folder of them.

    Raises InputError where there is no such version, or a file is no Turtle.
    """
    if name in {CURRENT, current_version()}:
        return load()
    kept = ontology_folder() / "versions" / f"{name}.ttl"
    path = kept if name in kept_versions() else Path(name)
    files = sorted(path.glob("*.ttl")) if path.is_dir() else [path]
    if not files or not all(file.is_file() for file in files):
        known = ", ".join((*kept_versions(), current_version(), CURRENT))
        raise InputError(f"there is no version {name!r} of the ontology, nor such a file; versions are: {known}")
    graph = Graph()
    for file in files:
        try:
            graph.parse(file, format="turtle")
        except (BadSyntax, UnicodeDecodeError) as error:
            raise InputError(f"the file is no valid Turtle: {error}", place=str(file)) from error
    return graph


def differences(old: Graph, new: Graph) -> list[Difference]:
    """What changed from one version to another, by term: additions, removals, and changes in words."""
    before, after = _terms(old), _terms(new)
    found = [
        Difference(compact(str(node)), Change.REMOVED, f"the {kind_of(old, node)} is gone", breaking=True)
        for node in before - after
    ]
    for node in after - before:
        definition = new.value(node, SKOS.definition) or "it has no definition"
        found.append(Difference(compact(str(node)), Change.ADDED, f"new {kind_of(new, node)}: {definition}"))
    for node in before & after:
        found += _changes(old, new, node)
    return sorted(found, key=lambda one: (list(Change).index(one.change), one.term, one.words))


def _terms(graph: Graph) -> set[Node]:
    return {node for node in graph.subjects(RDFS.isDefinedBy) if isinstance(node, URIRef) and node.startswith(KG)}


def _changes(old: Graph, new: Graph, node: Node) -> list[Difference]:
    name = compact(str(node))
    found: list[Difference] = []
    for predicate, what in _TEXTS:
        before, after = (sorted(map(str, graph.objects(node, predicate))) for graph in (old, new))
        if before != after:
            found.append(Difference(name, Change.CHANGED, _reworded(what, before, after)))
    kinds = kind_of(old, node), kind_of(new, node)
    if kinds[0] != kinds[1]:
        found.append(Difference(name, Change.CHANGED, f"was a {kinds[0]}, is a {kinds[1]}", breaking=True))
    before, after = axioms(old, node), axioms(new, node)
    found += [Difference(name, Change.CHANGED, f"now {words}", _binds(words)) for words in after if words not in before]
    found += [
        Difference(name, Change.CHANGED, f"no longer {words}", _binds(words)) for words in before if words not in after
    ]
    return found


def _reworded(what: str, before: list[str], after: list[str]) -> str:
    if not before:
        return f"has the {what} “{'; '.join(after)}”"
    if not after:
        return f"has no {what} any more; it was “{'; '.join(before)}”"
    return f"the {what} is “{'; '.join(after)}”; it was “{'; '.join(before)}”"


def _binds(words: str) -> bool:
    """Whether an axiom, added or taken away, can make a graph or query unfit: all but notations and mappings."""
    harmless = ("has the notation", "matches", "has the broader", "has the narrower", "is related to", "follows from")
    return not words.startswith((*harmless, "is deprecated", "is the inverse of", "is a kind of what has itself"))
