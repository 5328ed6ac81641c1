"""Numbers of things: "roughly 200 ballistic missiles", "at least 40 police", "dozens of targets"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.model import Quantity, Span
from kg.reading.calendar import NUMBERS

_SMALL = {w: float(k) for w, k in NUMBERS.items() if w not in {"a", "an", "several", "few", "couple"}}
_SMALL |= {
    "sixteen": 16.0, "seventeen": 17.0, "eighteen": 18.0, "nineteen": 19.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0,
    "seventy": 70.0, "eighty": 80.0, "ninety": 90.0,
}  # fmt: skip
_SCALES = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
# the least that a loose plural can mean: two dozen, two hundred
_LOOSE = {"dozens": 24.0, "scores": 40.0, "hundreds": 200.0, "thousands": 2000.0, "millions": 2e6, "several": 3.0}
_PRECISION = {
    "about": {"about", "around", "roughly", "approximately", "some", "estimated", "circa"},
    "atLeast": {"least", "more", "over", "above", "minimum", "exceeding"},
    "atMost": {"most", "up", "under", "below", "maximum", "fewer", "less"},
    "nearly": {"nearly", "almost", "close", "just"},
}
_NOT_COUNTED = {"DATE", "TIME", "PERCENT", "ORDINAL"}
_TIMES = {"day", "week", "month", "year", "hour", "minute", "second", "decade", "century", "percent", "per", "pm", "am"}
_LASTING = {"day", "week", "month", "year", "decade"}
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class ReadQuantity:
    """A quantity with the token (index in the passage) of the noun that it counts."""

    quantity: Quantity
    head_i: int


def read_quantities(doc: Doc, base: int, sentence_of: Callable[[int], int]) -> list[ReadQuantity]:
    """The counted nouns of a passage; `base` is the passage's offset in the document."""
    found = []
    for token in doc:
        part = _part_of(token)
        if part is not None:
            number, precision, start, whole = part
            offset = base + doc[start].idx
            span = Span(offset, base + whole.idx + len(whole.text))
            unit = _unit(whole, whole.left_edge.i)
            found.append(ReadQuantity(Quantity(span, sentence_of(offset), number, precision, unit), token.i))
            continue
        counted = token.i if token.lemma_.lower() not in _TIMES else _silent_since(token)
        if token.pos_ not in {"NOUN", "PROPN"} or counted is None:
            continue
        read = _counted(token)
        if read is None:
            continue
        value, precision, start = read
        first = doc[start]
        offset = base + first.idx
        span = Span(offset, base + token.idx + len(token.text))
        found.append(ReadQuantity(Quantity(span, sentence_of(offset), value, precision, _unit(token, start)), counted))
    return found


def _silent_since(unit: Token) -> int | None:
    """The word for what was not, or the first again, for so long: "has not called in 50 days", "first in years"."""
    preposition, head = unit.head, unit.head.head
    if unit.dep_ != "pobj" or preposition.lower_ not in {"in", "for"} or unit.lemma_ not in _LASTING:
        return None
    if any(c.dep_ == "neg" for c in head.children) or any(c.lower_ == "first" for c in head.children):
        return head.i
    return head.head.i if head.lower_ == "first" and head.dep_ == "appos" else None


def _part_of(number: Token) -> tuple[float, str, int, Token] | None:
    """Value, precision, first token and counted noun of "around a dozen of the roughly 200 missiles", "six of them"."""
    of = number.nbor() if number.i + 1 < len(number.doc) else None
    if of is None or of.lower_ != "of" or of.head != number or number.dep_ == "nummod":
        return None
    value = number_value([number])
    wholes = [c for c in of.children if c.dep_ == "pobj" and c.pos_ in {"NOUN", "PROPN"} and c.lemma_ not in _TIMES]
    if value is None or not wholes or number.ent_type_ in _NOT_COUNTED:
        return None
    start = min([number.i, *(c.i for c in number.children if c.dep_ in {"quantmod", "advmod", "nummod"})])
    if number.head.lower_ in _PRECISION["about"] and number.dep_ == "pobj" and number.head.i == start - 1:
        start = number.head.i
    return value, _precision(number), start, wholes[0]


def _counted(noun: Token) -> tuple[float | None, str, int] | None:
    """Value, precision and first token of a noun's number."""
    for child in noun.children:
        if child.dep_ == "nummod" and (child.ent_type_ not in _NOT_COUNTED or noun.lemma_.lower() in _LASTING):
            value = number_value([*(t for t in child.subtree if t.i < child.i), child])
            if value is not None and (noun.lemma_.lower() in _LASTING or not _is_date_part(child)):
                return value, _precision(child), min(t.i for t in child.subtree)
        if child.dep_ == "amod" and child.lower_ == "several":
            return _LOOSE["several"], "several", child.i
    above = noun.head
    if noun.dep_ == "pobj" and above.lower_ == "of" and above.head.lower_ in _LOOSE:
        return _LOOSE[above.head.lower_], "several", above.head.i
    return None


def _is_date_part(number: Token) -> bool:
    return number.i > 0 and number.nbor(-1).ent_type_ == "DATE"


def number_value(tokens: list[Token]) -> float | None:
    """The number that tokens write in digits or words: "1,500", "two dozen", "1.5 million"."""
    total, current, seen = 0.0, 0.0, False
    for token in tokens:
        word = token.lower_
        if _DIGITS.fullmatch(word):
            current, seen = current + float(word.replace(",", "")), True
        elif word in _SCALES:
            current, seen = max(current, 1.0) * _SCALES[word], True
            if _SCALES[word] >= 1000:
                total, current = total + current, 0.0
        elif word in _SMALL:
            current, seen = current + _SMALL[word], True
    return total + current if seen else None


def _precision(number: Token) -> str:
    words = {t.lower_ for t in number.subtree} | {t.lower_ for t in number.children}
    before = number.doc[max(0, number.left_edge.i - 2) : number.left_edge.i]
    words |= {t.lower_ for t in before if t.pos_ in {"ADP", "ADV", "ADJ", "SCONJ"} or t.lower_ == "some"}
    for precision, signs in _PRECISION.items():
        if words & signs:
            return precision
    return "exact"


def _unit(noun: Token, start: int) -> str:
    """What is counted: the noun with the modifiers behind its number."""
    words = [
        t
        for t in noun.doc[start : noun.i]
        if t.head == noun and t.dep_ in {"amod", "compound"} and t.lower_ != "several"
    ]
    return " ".join([*(t.text for t in words), noun.text])
