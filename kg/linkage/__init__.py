"""Record linkage: actors, events and texts of several articles that are the same, each link with score and reason."""

from kg.linkage.decisions import Registrar, Signed, decisions
from kg.linkage.index import Index, forget
from kg.linkage.linker import Linker, Outcome
from kg.linkage.links import METHOD, Decision, Link, Sort

__all__ = [
    "METHOD",
    "Decision",
    "Index",
    "Link",
    "Linker",
    "Outcome",
    "Registrar",
    "Signed",
    "Sort",
    "decisions",
    "forget",
]
