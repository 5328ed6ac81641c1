"""Repairs of main verbs that stand far from their subject: behind an aside, a relative clause, a phrase of place."""

from __future__ import annotations

from spacy.tokens import Span, Token

from kg.reading.repairs.rules import FINITE, REPAIRS, VERBS

_SUBJECTS = {"nsubj", "nsubjpass", "csubj", "expl"}
_AUXILIARIES = {"aux", "auxpass"}
_NAMED = {"GPE", "PERSON", "ORG", "NORP", "LOC", "FAC"}
_BETWEEN = {"since", "already", "also", "now", "long", "repeatedly", "never"}


@REPAIRS.of(pos=VERBS, deps={"acl", "advcl", "relcl", "conj", "amod"}, tags={"VBD", "VBN"})
def _behind_an_aside(verb: Token) -> None:
    """The verb behind an aside is the sentence's if no other is: "Orban, who had kept silent, lashed out at it."."""
    sent = verb.sent
    root = sent.root
    name = root
    if root.lower_ == "according":
        name = next((c for c in root.children if c.dep_ == "nsubj" and c.i < root.i), root)
    if name.pos_ not in {"NOUN", "PROPN"} or name.i > verb.i - 2 or not _ends_in_a_stop(sent):
        return
    if any(c.dep_ in _SUBJECTS | {"agent"} and not _stranded(c, verb) for c in verb.children):
        return
    if any(c.dep_ in _AUXILIARIES for c in verb.children) or not _follows_an_aside(verb, name):
        return
    if any(t.tag_ in FINITE or t.pos_ == "AUX" for t in sent.doc[sent.start : name.i]):
        return  # "When it fell, Amos Kato, who led it, ..."
    if any(_goes_on_without_subject(t, verb) for t in sent.doc[verb.i + 1 : sent.end]):
        return  # "Kenya, which joined late, accused of neglect, said"
    _release_what_stands_before(verb)
    noun = verb.head
    if verb.dep_ == "amod":
        noun.head, noun.dep_ = verb, "dobj"
    verb.tag_ = "VBD"
    verb.head, verb.dep_ = verb, "ROOT"
    for word in sent:
        if word.i > verb.i and word.head.i < verb.i:
            word.head = verb
    name.head, name.dep_ = verb, "nsubj"
    if root != name:
        root.head, root.dep_ = verb, "prep"


def _ends_in_a_stop(sent: Span) -> bool:
    return any(t.text == "." for t in sent[-2:])


def _stranded(subject: Token, verb: Token) -> bool:
    """Whether a subject belongs to a phrase of the aside: "since the coup of July, backed" is no clause of the coup."""
    return subject.i < verb.i and verb.nbor(-1).text == ","


def _follows_an_aside(verb: Token, name: Token) -> bool:
    """Whether an aside on the name ends right before the verb, and no finite verb stands outside of it."""
    asides = [c for c in name.children if c.dep_ in {"relcl", "appos", "acl", "prep"} and name.i < c.i < verb.i]
    commas = [t.i for t in name.doc[name.i : verb.i] if t.text == ","]
    if verb.nbor(-1).text == ",":
        return len(commas) > 1 or name.head.lower_ == "according"
    return any(
        a.dep_ == "relcl" and any(t.tag_ in FINITE for t in a.subtree if t.i < verb.i) for a in asides
    ) and not commas  # fmt: skip


def _goes_on_without_subject(word: Token, verb: Token) -> bool:
    """Whether a word is a finite verb behind a comma that has no subject of its own: it is the main one."""
    return word.tag_ in FINITE and word.nbor(-1).text == "," and not any(c.dep_ in _SUBJECTS for c in word.children)


def _release_what_stands_before(verb: Token) -> None:
    """Leave to the aside what the parser has taken from it: "to come since the coup, backed it"."""
    above = verb.head
    marks = [c for c in verb.children if c.dep_ == "mark" and c.i < verb.i]
    for child in list(verb.children):
        if child.i >= verb.i or child in marks:
            continue
        if child.dep_ in _SUBJECTS and marks:
            child.head, child.dep_ = marks[-1], "pobj"
        elif child.dep_ != "punct":
            child.head = above
    for mark in marks:
        mark.head, mark.dep_ = above, "prep"


@REPAIRS.of(deps={"npadvmod", "advmod"}, tags={"NNP", "NNPS", "RB"})
def _opening_name(word: Token) -> None:
    """A name that opens a sentence before an aside acts: "Beijing, according to the paper, protested on Sunday."."""
    verb = word.head
    if word.i != word.sent.start or verb.tag_ not in {"VBD", "VBN"} or verb.dep_ != "ROOT" or word.nbor().text != ",":
        return
    if any(c.dep_ in _SUBJECTS | _AUXILIARIES for c in verb.children) or verb.nbor(-1).text != ",":
        return
    if word.ent_type_ in _NAMED or (word.tag_ == "RB" and not word.lower_.endswith("ly")):
        word.pos_, word.tag_, word.dep_ = "PROPN", "NNP", "nsubj"
        verb.tag_ = "VBD"


@REPAIRS.of(tags={"RB", "RBR", "JJ"}, deps={"advmod", "amod"}, lemmas={"later", "early", "earlier", "late"})
def _hours_later(word: Token) -> None:
    """How much later is no part of who acts: "hours later rebels captured the town"."""
    noun = word.head
    if noun.dep_ not in {"nsubj", "nsubjpass"} or noun.i < word.i or noun.head.pos_ not in VERBS:
        return
    if any(c.dep_ == "npadvmod" and c.i < word.i for c in word.children):
        word.head, word.dep_ = noun.head, "advmod"


@REPAIRS.of(pos={"VERB"}, deps={"amod"}, tags={"VBN", "VBD"})
def _have_since(verb: Token) -> None:
    """What stands behind "have since" is a perfect: "the authorities have since banned marches"."""
    noun = verb.head
    word = verb.nbor(-1) if verb.i else verb
    have = word.nbor(-1) if word.lower_ in _BETWEEN and word.i else word
    if have.lemma_ != "have" or have.dep_ == "aux" or noun.i < verb.i:
        return
    if noun.head not in {have, word} or noun.dep_ not in {"dobj", "pobj"}:
        return
    above, relation = (verb, "ROOT") if have.dep_ == "ROOT" else (have.head, have.dep_)
    for child in list(have.children):
        if child != word:
            child.head = verb
    verb.head, verb.dep_ = above, relation
    have.head, have.dep_ = verb, "aux"
    if word != have:
        word.head, word.dep_ = verb, "advmod"
    noun.head, noun.dep_ = verb, "dobj"


@REPAIRS.of(pos={"VERB"}, deps={"amod"}, tags={"VBN", "VBD"})
def _second_in_a_list(verb: Token) -> None:
    """The second of three deeds does not describe its object: "danced, severed relations with it and ordered"."""
    noun = verb.head
    first = noun.head
    if noun.dep_ not in {"dobj", "npadvmod", "appos"} or first.tag_ != "VBD" or not first.i < verb.i < noun.i:
        return
    if verb.nbor(-1).text != "," or noun.tag_ not in {"NNS", "NNP", "NNPS"}:
        return
    third = [c for c in first.children if c.dep_ == "conj" and c.tag_ == "VBD" and c.i > noun.i]
    if not third or any(c.dep_ in _SUBJECTS for c in third[0].children):
        return
    verb.head, verb.dep_, verb.tag_ = first, "conj", "VBD"
    noun.head, noun.dep_ = verb, "dobj"
    third[0].head = verb


@REPAIRS.of(pos={"VERB"}, deps={"amod"}, tags={"VBN", "VBD"})
def _behind_an_of(verb: Token) -> None:
    """The only verb between two names is what one does to the other: "jets of the army bombed Sanaa, its seat."."""
    noun = verb.head
    actor = noun.head
    if noun.dep_ != "appos" or actor.dep_ != "ROOT" or actor.pos_ not in {"NOUN", "PROPN"} or noun.pos_ != "PROPN":
        return
    if not actor.i < verb.i == noun.left_edge.i or verb.nbor(-1).pos_ not in {"NOUN", "PROPN"}:
        return
    if any(t.tag_ in FINITE or t.pos_ == "AUX" for t in verb.sent) or not _ends_in_a_stop(verb.sent):
        return
    verb.head, verb.dep_, verb.tag_ = verb, "ROOT", "VBD"
    for child in list(actor.children):
        if child.i > verb.i or child.dep_ in {"npadvmod", "advmod"}:
            child.head = verb
    actor.head, actor.dep_ = verb, "nsubj"
    noun.head, noun.dep_ = verb, "dobj"
