"""Checks of a graph: SHACL shapes, quotations that equal their text, terms that the ontology defines, receipts."""

from kg.validation.validate import validate
from kg.validation.violation import Violation

__all__ = ["Violation", "validate"]
