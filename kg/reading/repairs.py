"""What the parser regularly gets wrong in news prose, put right before anything is read off the parse.

Two components of the pipeline. `semicolons` runs before the parser and parts clauses for it; `repairs` runs behind it and
moves single words to where they belong. Each rule carries the sentence that forced it.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Token

_VERBS = {"VERB", "AUX"}
_LOOSE = {"prep", "advcl", "npadvmod", "advmod"}
_SCHEDULED = {"expected", "scheduled", "planned", "set", "slated", "due"}
_PHRASE = {"NOUN", "PROPN", "ADP", "NUM"}


@Language.component("semicolons")
def semicolons(doc: Doc) -> Doc:
    """Part clauses at semicolons for the parser, which is poor at them: "he called for calm; the army chief refused"."""
    for token in doc[1:]:
        if token.nbor(-1).text == ";":
            token.is_sent_start = True
    return doc


@Language.component("repairs")
def repairs(doc: Doc) -> Doc:
    """Put right what the parser got wrong."""
    for token in doc:
        if token.pos_ in _VERBS:
            _that_clause(token)
            _reduced_relative(token)
            _owned_gerund(token)
            _scheduled(token)
    return doc


def _that_clause(verb: Token) -> None:
    """A clause that begins with "that" is what is said, and what stands before "that" belongs to who says it.

    "Tusk said in Varna, after talks with Erdogan, that further measures could not be excluded."; "The agency reported,
    citing two officials, that 43 soldiers were killed."
    """
    above = verb.head
    mark = next((c for c in verb.children if c.dep_ == "mark" and c.lower_ == "that" and c.i < verb.i), None)
    if mark is None or above == verb or above.pos_ not in _VERBS or above.i > mark.i:
        return
    if verb.dep_ in {"advcl", "conj"} and not _has_clause(above):
        verb.dep_ = "ccomp"
    if verb.dep_ != "ccomp":
        return
    for child in list(verb.children):
        if child.i < mark.i and child.i > above.i and child.dep_ in _LOOSE:
            child.head = above


def _has_clause(verb: Token) -> bool:
    return any(c.dep_ in {"ccomp", "xcomp"} for c in verb.children)


def _scheduled(verb: Token) -> None:
    """A participle behind a comma tells when the event before it is to be: "a meeting of the council, expected on Friday"."""
    if verb.tag_ != "VBN" or verb.lower_ not in _SCHEDULED or verb.dep_ not in {"advcl", "acl", "conj", "dep"} or verb.i < 2:
        return
    bare = not any(c.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass", "mark"} for c in verb.children)
    noun = _phrase_head(verb.nbor(-2), verb.head) if verb.nbor(-1).text == "," else None
    if bare and noun is not None and noun != verb and not verb.is_ancestor(noun):
        verb.head, verb.dep_ = noun, "acl"


def _phrase_head(step: Token, above: Token) -> Token | None:
    """The noun that heads the phrase that ends with a token."""
    while step.head.i < step.i and step.head.pos_ in _PHRASE and step.head not in (above, step):
        step = step.head
    return step if step.pos_ in {"NOUN", "PROPN"} else None


def _owned_gerund(verb: Token) -> None:
    """A gerund with a possessor is a noun: "Soleimani, whose killing in a strike had brought"."""
    owners = [c for c in verb.children if c.tag_ in {"WP$", "PRP$"} and c.i < verb.i and c.dep_ in {"nsubj", "poss"}]
    if verb.tag_ != "VBG" or not owners or any(c.dep_ in {"dobj", "aux"} for c in verb.children):
        return
    verb.pos_, verb.tag_, verb.lemma_ = "NOUN", "NN", verb.lower_
    verb.dep_ = {"csubj": "nsubj", "pcomp": "pobj", "xcomp": "dobj"}.get(verb.dep_, verb.dep_)
    for owner in owners:
        owner.dep_ = "poss"


def _reduced_relative(verb: Token) -> None:
    """A participle with its agent right behind a noun tells of the noun: "agreed after talks mediated by Norway"."""
    bare = verb.tag_ == "VBN" and verb.dep_ == "advcl" and any(c.dep_ == "agent" for c in verb.children)
    if not bare or verb.i == 0 or any(c.dep_ in {"aux", "auxpass", "nsubjpass", "mark"} for c in verb.children):
        return
    above = verb.head
    step = _phrase_head(verb.nbor(-1), above) if verb.nbor(-1).pos_ in {"NOUN", "PROPN"} and above.i < verb.i else None
    if step is None:
        return
    for child in list(verb.children):
        if child.i < step.i and child.dep_ in _LOOSE and not (child == step or child.is_ancestor(step)):
            child.head = above
    if not verb.is_ancestor(step):
        verb.head, verb.dep_ = step, "acl"
        return
    # the noun hangs below its own participle: "agreed ... after talks mediated by"
    top = next(c for c in verb.children if c == step or c.is_ancestor(step))
    top.head = above
    verb.head, verb.dep_ = step, "acl"
