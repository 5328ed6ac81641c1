"""The SHACL part of validation, by pySHACL."""

from __future__ import annotations

from collections.abc import Iterator

from pyshacl import validate as run_shacl
from rdflib import RDF, SH, Graph
from rdflib.collection import Collection
from rdflib.term import Node, URIRef

from kg.resources import shapes_file
from kg.validation.definitions import Definitions
from kg.validation.violation import Violation, compact, source_sentence

_SUFFIXES = ((SH.inversePath, "^", ""), (SH.zeroOrMorePath, "", "*"), (SH.oneOrMorePath, "", "+"))


def shape_violations(graph: Graph, definitions: Definitions) -> Iterator[Violation]:
    """Every result of the project's SHACL shapes on the graph; `definitions` give the classes and the codes."""
    shapes = Graph().parse(shapes_file(), format="turtle")
    _, report, _ = run_shacl(_with_classes(graph, definitions), shacl_graph=shapes, inference="none")
    if not isinstance(report, Graph):
        raise TypeError(f"pySHACL returned a report of type {type(report).__name__}, not a graph")
    # Only the report's own results: those of shapes inside shapes hang on sh:detail.
    for result in report.objects(None, SH.result):
        yield _violation(graph, report, result)


def _with_classes(graph: Graph, definitions: Definitions) -> Graph:
    """The graph with the class tree and the classes of the codes, which `sh:class` and the targets ask for.

    Mixed in here because pySHACL's `ont_graph` takes minutes on an ontology with unions: it clones what hangs
    on each node again and again.
    """
    mixed = Graph()
    mixed += graph
    for triple in definitions.classes:
        mixed.add(triple)
    return mixed


def _violation(graph: Graph, report: Graph, result: Node) -> Violation:
    node = report.value(result, SH.focusNode)
    path = report.value(result, SH.resultPath)
    value = report.value(result, SH.value)
    message = "; ".join(sorted(str(text) for text in report.objects(result, SH.resultMessage)))
    if value is not None and value != node:
        message += f"; found: {value}"
    # A query names the node that is wrong as its value: the participation, where a tenure is the focus.
    by_query = report.value(result, SH.sourceConstraintComponent) == SH.SPARQLConstraintComponent
    rests = value if by_query and value is not None else node
    return Violation(
        node=str(node),
        path=None if path is None else render_path(report, path),
        message=message,
        sentence=None if rests is None else source_sentence(graph, rests),
    )


def render_path(graph: Graph, path: Node) -> str:
    """A SHACL path (https://www.w3.org/TR/shacl/#property-paths) in the syntax of SPARQL: `^kg:content*/kg:holder`."""
    if isinstance(path, URIRef):
        return compact(path)
    alternatives = graph.value(path, SH.alternativePath)
    if alternatives is not None:
        return "|".join(render_path(graph, step) for step in Collection(graph, alternatives))
    for predicate, before, after in _SUFFIXES:
        inner = graph.value(path, predicate)
        if inner is not None:
            return f"{before}{_grouped(graph, inner)}{after}"
    if (path, RDF.first, None) in graph:
        return "/".join(_grouped(graph, step) for step in Collection(graph, path))
    return str(path)


def _grouped(graph: Graph, path: Node) -> str:
    text = render_path(graph, path)
    compound = (path, RDF.first, None) in graph or (path, SH.alternativePath, None) in graph
    return f"({text})" if compound else text
