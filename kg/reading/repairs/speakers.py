"""Repairs of who speaks between commas: "..., Davut Gul, the governor, said, blaming the group"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.reading.repairs.rules import FINITE, REPAIRS, SAYING, TELLING, VERBS

# verbs that stand behind what they tell as well
_TELLING_BEHIND = SAYING | TELLING | {
    "note", "state", "allege", "maintain", "boast", "predict", "acknowledge", "concede", "recall", "reply", "stress",
}  # fmt: skip
_LOOSE = {"conj", "dep", "acl", "relcl", "advcl", "amod", "compound", "appos", "nmod"}
_ENDS = {",", ".", ";", '"', "”", "—", "–", ":"}
_RELATIVES = {"that", "which", "who", "whom", "whose", "where"}
_LONGEST = 14  # words of a speaker with what is told of him


@REPAIRS.of(pos=VERBS, tags={"VBD", "VBZ", "VBP", "VBN"}, lemmas=_TELLING_BEHIND)
def _said_between(verb: Token) -> None:
    """Who stands between the comma and the verb says it, whatever the parser has made of the two."""
    doc, start = verb.doc, verb.sent.start
    opening = _opening(doc, start, verb)
    if opening is None or not _closes(verb) or not any(t.tag_ in FINITE for t in doc[start:opening]):
        return
    speaker = _named(doc, opening + 1, verb.i)
    if speaker is None:
        return
    if doc[opening - 1].lower_ in _RELATIVES:
        _in_relative(verb, speaker, opening)
        return
    subjects = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}]
    comma = next((t.i for t in doc[opening + 1 : verb.i] if t.text == ","), None)
    beside = _named(doc, comma + 1, verb.i) if comma is not None else None
    settled = subjects == [speaker] and (beside is None or speaker.is_ancestor(beside))
    if settled or (beside is None and subjects and all(opening < c.i < verb.i for c in subjects)):
        return
    told = _main_verb(doc, start, opening)
    loops = told is not None and verb.dep_ != "ROOT" and verb.is_ancestor(told)
    if (
        told is None
        or loops
        or (told.is_ancestor(speaker) and speaker.dep_ in {"nsubj", "nsubjpass"} and speaker.head != verb)
    ):
        return
    _part(verb, told, opening)
    if speaker.is_ancestor(verb):
        return
    speaker.head, speaker.dep_ = verb, "nsubj"
    for between in doc[opening + 1 : verb.i]:  # what hung on the verb or before the comma hangs on who speaks
        loose = not speaker.is_ancestor(between) and not between.is_ancestor(verb)
        if between != speaker and loose and between.head.i <= opening:
            between.head, between.dep_ = speaker, "appos" if between.pos_ in {"NOUN", "PROPN"} else "punct"


def _in_relative(verb: Token, speaker: Token, opening: int) -> None:
    """Part a saying from the relative clause around it: "a decision that, an official told AFP, Kato had made"."""
    doc, relative = verb.doc, verb.doc[opening - 1]
    closing = next((t.i for t in doc[verb.i + 1 : verb.sent.end] if t.text in _ENDS), None)
    if closing is None or doc[closing].text != ",":
        return
    act = next((t for t in doc[closing + 1 : verb.sent.end] if t.pos_ == "VERB" and _is_finite(t)), None)
    noun = doc[opening - 3] if doc[opening - 2].dep_ == "prep" else doc[opening - 2]
    if act is None or noun.pos_ not in {"NOUN", "PROPN"} or any(t.text in {";", "."} for t in doc[closing : act.i]):
        return
    mark = doc[opening - 2] if doc[opening - 2].dep_ == "prep" else relative
    if any(one.is_ancestor(noun) for one in (verb, speaker, mark)):
        return
    if act.dep_ == "ROOT":
        before = next((c for c in act.children if c.dep_ == "ccomp" and c.i < noun.i), None)
        if before is None or not before.is_ancestor(noun):
            return
        before.head, before.dep_ = before, "ROOT"
    elif act.is_ancestor(noun):
        return
    act.head, act.dep_ = noun, "relcl"
    verb.head, verb.dep_ = act, "parataxis"
    speaker.head, speaker.dep_ = verb, "nsubj"
    mark.head = act
    if mark == relative:
        mark.dep_ = "dobj" if any(c.dep_ in {"nsubj", "nsubjpass"} for c in act.children) else "nsubj"


def _part(verb: Token, told: Token, opening: int) -> None:
    """Make the saying stand beside what it tells, and give that its own subject back."""
    if verb.dep_ == "ROOT":
        lost = [c for c in verb.children if c.i < opening and c.dep_ in {"nsubj", "nsubjpass"} and c != told]
        if told.head != verb:
            told.head = verb
        told.dep_ = "ccomp"
        if not any(c.dep_ in {"nsubj", "nsubjpass"} for c in told.children):
            for subject in lost:
                passive = any(c.dep_ == "auxpass" for c in told.children)
                subject.head, subject.dep_ = told, "nsubjpass" if passive else "nsubj"
        return
    if verb.head.i > opening or verb.dep_ in _LOOSE:
        above = verb.head
        while above.i > opening and above.head != above:
            above = above.head
        verb.head, verb.dep_ = (above if above.i < opening else told), "parataxis"
        verb.pos_ = "VERB"


def _opening(doc: Doc, start: int, verb: Token) -> int | None:
    """The comma before the speaker: right before him, or before him and what is told of him between commas."""
    last = verb.i - 1
    if last <= start or (doc[last].text == "," and not _told_of(doc, start, last)):
        return None
    if doc[last].text == ",":
        last = (_told_of(doc, start, last) or last) - 1
    first = last
    while first > start and doc[first].text not in {",", ";", '"'}:
        if doc[first].tag_ in FINITE or doc[first].lower_ in {"that", "which", "who", "and", "but", "as", "when"}:
            return None
        first -= 1
    return first if doc[first].text == "," and verb.i - first <= _LONGEST and first > start + 2 else None


def _told_of(doc: Doc, start: int, closing: int) -> int | None:
    """The comma before an apposition that ends at a comma; None where no apposition does."""
    first = closing - 1
    while first > start and doc[first].text != ",":
        if doc[first].tag_ in FINITE or doc[first].pos_ == "VERB":
            return None
        first -= 1
    return first if first > start and closing - first > 1 else None


def _closes(verb: Token) -> bool:
    """Whether nothing that is said follows: the clause ends, with whom it was told or when before its end."""
    doc, end = verb.doc, verb.sent.end
    for i in range(verb.i + 1, min(end, verb.i + 7)):
        if doc[i].text in _ENDS:
            return not (doc[i].text == "," and i + 1 < end and doc[i + 1].lower_ == "that")
        if doc[i].tag_ in FINITE or doc[i].lower_ in {"that", "how", "what", "why", "whether", "of", "it"}:
            return False
    return verb.i + 7 >= end


def _named(doc: Doc, first: int, verb: int) -> Token | None:
    """The head of the words from a comma to the next comma or the verb, where they name somebody."""
    last = next((i for i in range(first, verb) if doc[i].text == ","), verb)
    if last == first:
        return None
    nouns = [t for t in doc[first:last] if t.pos_ in {"PROPN", "NOUN"} or (t.pos_ == "PRON" and last == first + 1)]
    before_of = next((i for i in range(first, last) if doc[i].tag_ == "IN"), last)
    heads = [t for t in nouns if t.i < before_of]
    opened = doc[first].pos_ in {"DET", "PROPN", "ADJ", "NOUN", "NUM", "PRON"} and doc[first].tag_ != "VBG"
    return heads[-1] if heads and opened else None


def _main_verb(doc: Doc, start: int, opening: int) -> Token | None:
    """The finite verb on which the words before the comma hang."""
    for token in doc[start:opening]:
        if token.pos_ in VERBS and token.dep_ in {"ROOT", "ccomp"} and _is_finite(token):
            return token
    inside = {t.i for r in doc[start:opening] if r.dep_ == "relcl" for t in r.subtree if t.i <= r.i}
    finite = [t for t in doc[start:opening] if t.pos_ in VERBS and t.i not in inside and _is_finite(t)]
    finite = [t for t in finite if t.dep_ not in {"relcl", "xcomp", "aux", "auxpass"}]
    if finite:
        return finite[0]
    for token in doc[start + 1 : opening]:  # "Germany, which had broken it off because of fighting, planned to go on"
        if token.tag_ == "VBN" and token.dep_ in {"acl", "advcl"} and token.nbor(-1).text == ",":
            return token
    return None


def _is_finite(verb: Token) -> bool:
    return verb.tag_ in FINITE or any(c.tag_ in FINITE and c.dep_ in {"aux", "auxpass"} for c in verb.children)
