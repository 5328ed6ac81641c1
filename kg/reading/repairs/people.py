"""Repairs of who is meant: himself, whom something is given, who is named between commas, the second of two."""

from __future__ import annotations

from spacy.tokens import Token

from kg.reading.repairs.rules import REPAIRS

_GIVING = {"give", "send", "sell", "lend", "offer", "grant", "hand"}


@REPAIRS.of(deps={"nsubj", "nsubjpass"}, lemmas={"himself", "herself", "itself", "themselves"})
def _himself(word: Token) -> None:
    """Who does something himself is one: "who himself led a coup in 2000"."""
    if any(c.dep_ in {"nsubj", "nsubjpass"} and c.i < word.i for c in word.head.children):
        word.dep_ = "npadvmod"


@REPAIRS.of(deps={"compound"}, tags={"NNS", "NNPS"})
def _gave_whom(people: Token) -> None:
    """Who is given something stands before it without a word between: "gave the rebels missiles"."""
    given = people.head
    verb = given.head
    if given.dep_ != "dobj" or given.tag_ != "NNS" or verb.lemma_ not in _GIVING or people.i != given.i - 1:
        return
    first = people.left_edge.i - 1
    article = people.doc[first] if first > verb.i else None
    if article is None or article.dep_ != "det" or people.text in {"States", "Nations", "Emirates"}:
        return
    people.head, people.dep_ = verb, "dative"
    article.head = people


@REPAIRS.of(deps={"npadvmod"}, pos={"PROPN"})
def _named_behind_comma(name: Token) -> None:
    """A name between commas behind whom one met names him: "met the speaker of the house, Kim Jin-pyo, on Monday"."""
    comma = name.left_edge.i - 1
    if name.ent_type_ != "PERSON" or comma <= name.sent.start or name.doc[comma].text != ",":
        return
    nouns = [t for t in name.doc[name.sent.start : comma] if t.pos_ == "NOUN" and t.dep_ in {"dobj", "pobj", "nsubj"}]
    person = next((t for t in nouns if t.right_edge.i == comma - 1), None)
    if person is not None and not any(c.dep_ == "appos" for c in person.children):
        name.head, name.dep_ = person, "appos"


@REPAIRS.of(deps={"conj"}, pos={"ADJ"})
def _and_the_other(word: Token) -> None:
    """The adjective of the second of two is not the second: "the army and the paramilitary Support Forces agreed"."""
    first = word.head
    name = next((c for c in first.children if c.dep_ == "appos" and c.left_edge.i == word.i + 1), None)
    if name is None or name.pos_ != "PROPN" or first.pos_ not in {"NOUN", "PROPN"}:
        return
    name.dep_, word.dep_, word.head = "conj", "amod", name
    for child in [c for c in word.children if c.dep_ == "det"]:
        child.head = name
