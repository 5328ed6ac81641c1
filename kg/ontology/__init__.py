"""The project's ontology as a graph: its terms, its class tree, and whether it contradicts itself."""

from kg.ontology.classes import class_ancestors, event_ancestors
from kg.ontology.consistency import check_consistency
from kg.ontology.graph import load
from kg.ontology.terms import Kind, Term, terms

__all__ = ["Kind", "Term", "check_consistency", "class_ancestors", "event_ancestors", "load", "terms"]
