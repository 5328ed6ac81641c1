"""Checks of a graph: SHACL shapes, quotations that equal their text, and terms that the ontology defines."""

from kg.validation.validate import validate
from kg.validation.violation import Violation

__all__ = ["Violation", "validate"]
