"""Where a sentence begins that the parser misses: behind semicolons and datelines, before a headline's source."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

_DASHES, _DATELINE = {"-", "--", "–", "—", ".-"}, 14
_COLONS = {":", "):"}
_MARKS = _DASHES | _COLONS
_SOURCE = 4  # words of a source behind a headline, at most
_CLOSED = 3  # words before the bracket of an agency, at least: "Seoul, Dec. 18 (Jiji Press)"


@Language.component("semicolons")
def semicolons(doc: Doc) -> Doc:
    """Part clauses at semicolons for the parser, which is poor at them: "he called for calm; the chief refused"."""
    words = [token.text for token in doc]
    starts = [i + 1 for i, word in enumerate(words[:-1]) if word == ";"]
    starts += [start for start in (behind_dateline(doc, words), before_source(doc, words)) if start]
    for start in starts:
        doc[start].is_sent_start = True
    return doc


def before_source(doc: Doc, words: list[str] | None = None) -> int:
    """Where the source begins that stands behind a headline, "... attacks Chad - State Dept"; 0 where there is none."""
    last = len(doc) - 1
    if last <= _SOURCE or doc[last].is_punct:
        return 0
    words = words or [token.text for token in doc]
    for i in range(last - 1, last - 1 - _SOURCE, -1):
        dash = words[i] in _DASHES and doc[i - 1].whitespace_ and words[0] not in _DASHES
        if dash or words[i] == ":":
            return i + 1
    return 0


def behind_dateline(doc: Doc, words: list[str] | None = None) -> int:
    """Where the text begins behind a dateline: "THE HAGUE, Netherlands -- A prosecutor ..."; 0 where there is none.

    Before a colon ("Macron: France will go") there must be a town in capitals or a place that the model knows.
    """
    words = words or [token.text for token in doc]
    for i in range(1, min(_DATELINE, len(words) - 1)):
        if words[i] not in _MARKS:
            continue
        before = [(k, w) for k, w in enumerate(words[:i]) if w[0].isalpha()]
        town = any(w.isupper() and len(w) > 2 for _, w in before)
        agency = i > _CLOSED and (words[i - 1] == ")" or words[i] == "):")  # "Seoul, Dec. 18 (Jiji Press)—Chad"
        if words[i] in _COLONS:
            named = town or agency or (len(before) == 1 and doc[before[0][0]].ent_type_ == "GPE")
        elif agency or (doc[i - 1].whitespace_ and doc[i].whitespace_):
            named = town or agency
        else:
            continue  # "NHAMBALANG, Guinea-Bissau: ..."
        capitals = bool(before) and all(w[0].isupper() for _, w in before)
        follows = words[i + 1][0].isupper() or doc[i + 1].is_quote
        return i + 1 if named and capitals and follows else 0
    return 0
