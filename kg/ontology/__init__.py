"""The project's ontology as a graph: its terms and its class tree.

Whether it contradicts itself is asked of `kg.ontology.consistency`, which is not imported here: whoever only wants
the class tree should not wait for a reasoner's library.
"""

from kg.ontology.classes import class_ancestors, event_ancestors
from kg.ontology.graph import load
from kg.ontology.pitfalls import Pitfall, pitfalls
from kg.ontology.rules import infer
from kg.ontology.terms import Kind, Term, terms

__all__ = ["Kind", "Pitfall", "Term", "class_ancestors", "event_ancestors", "infer", "load", "pitfalls", "terms"]
