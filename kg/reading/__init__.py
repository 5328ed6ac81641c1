"""Reading: from a document to its mentions, times, events and attributions, by rules over a dependency parse."""

from kg.reading.explain import explain
from kg.reading.reader import Reader

__all__ = ["Reader", "explain"]
