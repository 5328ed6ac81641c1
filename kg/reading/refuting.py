"""Words that say that something told is not so: "called the charge baseless", "said no such raid had taken place"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.reading import tree
from kg.reading.contents import DEPICTING

CHARGES = {
    "account",
    "accusation",
    "allegation",
    "assertion",
    "charge",
    "claim",
    "insinuation",
    "suggestion",
    "version",
}
REFUTED = CHARGES | {"report", "finding", "story", "statement", "evidence", "explanation"}
_FALSE = {
    "baseless",
    "false",
    "fabrication",
    "lie",
    "absurd",
    "untrue",
    "nonsense",
    "groundless",
    "unfounded",
    "fiction",
    "fanciful",
    "invention",
    "ridiculous",
    "ludicrous",
    "preposterous",
    "hoax",
    "propaganda",
    "fake",
    "fabricate",
    "fabricated",
    "laughable",
    "implausible",
    "slander",
}
_TOLD = {"it", "this", "that"}


def refuting(token: Token) -> bool:
    """Whether somebody calls a charge false: "called the allegation baseless"."""
    below = [c for v in (token, *tree.children(token, "ccomp", "xcomp")) for c in v.children]
    charges = {c.lemma_.lower() for c in below if c.dep_ in {"dobj", "nsubj"} and c.i > token.i} & REFUTED
    words = {c.lemma_.lower() for c in below if c.i > token.i}
    words |= {c.lemma_.lower() for c in tree.children(token, "ccomp", "xcomp", "oprd")}
    return token.lemma_ in {"call", "describe", "brand", "label"} and bool(charges) and bool(words & _FALSE)


def untrue(token: Token) -> bool:
    """Whether somebody says that what was told is not so: "called that a lie", "said it was fanciful"."""
    clauses = tree.children(token, "ccomp", "xcomp")
    named = token.lemma_ in DEPICTING and any(c.lower_ in _TOLD for c in tree.children(token, "dobj"))
    if named and {c.lemma_.lower() for c in tree.children(token, "oprd", "ccomp", "xcomp", "attr")} & _FALSE:
        return True
    for verb in clauses:
        told = any(c.lower_ in _TOLD for c in tree.children(verb, "nsubj"))
        judged = {c.lemma_.lower() for c in (verb, *tree.children(verb, "acomp", "attr"))} & _FALSE
        if told and judged and tree.negated(verb) is None:
            return True
    return False


def only_false(doc: Doc, region: set[int]) -> bool:
    """Whether a quotation says no more than that something is false: "A fabrication," he says."""
    if not any(doc[i].lemma_.lower() in _FALSE for i in region):
        return False
    return sum(doc[i].is_alpha and not doc[i].is_stop for i in region) <= 3


def bare_negation(doc: Doc, region: set[int]) -> bool:
    """Whether what is said is only that it was not so: "They had not, countered Kato"."""
    if not any(doc[i].lower_ in {"not", "n't"} for i in region):
        return False
    words = [doc[i] for i in region if doc[i].is_alpha or doc[i].lower_ == "n't"]
    return len(words) <= 4 and all(w.pos_ in {"PRON", "AUX", "PART", "DET", "CCONJ"} for w in words)


def doubted_clauses(token: Token) -> list[Token]:
    """The clause that somebody says he does not believe: "said he did not think that it was fired"."""
    held = [v for v in tree.children(token, "ccomp") if v.lemma_ in {"believe", "think"}]
    return [c for v in held if tree.negated(v) is not None for c in tree.children(v, "ccomp")]


def none_such(subject: Token) -> bool:
    """Whether a clause says that what was told did not take place: "said no such incident had taken place"."""
    return subject.dep_ in {"nsubj", "nsubjpass", "attr"} and {"no", "such"} <= {c.lower_ for c in subject.children}
