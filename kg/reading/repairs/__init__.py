"""What the parser regularly gets wrong in news prose, put right before anything is read off the parse.

Two components of the pipeline. `semicolons` runs before the parser and parts clauses for it; `repairs` runs behind it
and moves single words to where they belong. Each rule carries the sentence that forced it, and says with
`REPAIRS.of(...)` which words it is about, so that it costs nothing at all others.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg.reading.repairs import (  # noqa: F401 -- registers the component and the repairs
    boundaries,
    clauses,
    finite,
    interrupted,
    nouns,
    pairs,
    people,
    saying,
    speakers,
    verbs,
    voices,
)
from kg.reading.repairs.boundaries import before_source, behind_dateline
from kg.reading.repairs.rules import REPAIRS

__all__ = ["before_source", "behind_dateline", "repairs"]


@Language.component("repairs")
def repairs(doc: Doc) -> Doc:
    """Put right what the parser got wrong."""
    REPAIRS.run(doc)
    return doc
