"""All checks of a graph in one call."""

from __future__ import annotations

from collections.abc import Mapping

from rdflib import Graph

from kg.validation.definitions import read_definitions
from kg.validation.quotations import quotation_violations
from kg.validation.receipts import receipt_violations
from kg.validation.shapes import shape_violations
from kg.validation.terms import term_violations
from kg.validation.texts import text_violations
from kg.validation.violation import Violation


def validate(
    graph: Graph, named: Mapping[str, Graph] | None = None, texts: Mapping[str, str] | None = None
) -> list[Violation]:
    """Every rule that the graph breaks, by node, path and message; an empty list where it breaks none.

    `graph` is the default graph, which holds every triple once, of one article or of a whole store. `named` gives the
    named graphs by IRI, to check that each triple about the world has a receipt; `texts` the texts of documents by
    identifier, to compare with the digests. Raises InstallationError where the ontology or its shapes are missing.
    """
    definitions = read_definitions()
    found = {
        *shape_violations(graph, definitions),
        *quotation_violations(graph),
        *term_violations(graph, definitions),
        *text_violations(graph, texts or {}),
    }
    if named is not None:
        found |= set(receipt_violations(graph, named, definitions))
    return sorted(found, key=lambda violation: (violation.node, violation.path or "", violation.message))
