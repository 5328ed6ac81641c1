"""Repairs of who says what: a speaker behind the verb, a verb of saying inside what is said."""

from __future__ import annotations

from spacy.tokens import Token

from kg.reading.repairs.rules import REPAIRS, VERBS

_SAYING = {"say", "add", "report", "announce", "confirm", "claim", "insist", "argue", "explain", "write", "declare"}
_REPLYING = {"complain", "counter", "retort", "reply", "remark", "lament"}
_MARKS = {",", '"', "-", "–", "—"}
_RELATIVES = {"WP", "WDT", "WP$"}


@REPAIRS.of(pos=VERBS, tags={"VBD", "VBZ"}, lemmas=_SAYING)
def _said_by(verb: Token) -> None:
    """Who stands right behind "said" is who said it, not who does what follows.

    "The decision, said Paul Kato, the union's head, would send a message."; "... will end," said Paul Kato, the
    minister, who on a visit to Chad blamed the rebels.
    """
    if verb.i == 0 or verb.nbor(-1).text not in _MARKS or verb.i + 2 >= len(verb.doc):
        return
    behind = verb.doc[verb.i + 1 : verb.sent.end]
    speaker = next((t for t in behind if t.dep_ in {"nsubj", "nsubjpass"} and t.left_edge.i == verb.i + 1), None)
    if speaker is None or speaker.head == verb or speaker.head.i < speaker.i or speaker.pos_ not in {"PROPN", "NOUN"}:
        return
    act = speaker.head
    if not verb.is_ancestor(act) or act.head != verb:
        return
    between = verb.doc[speaker.i + 1 : act.i]
    speaker.head, speaker.dep_ = verb, "nsubj"
    relative = next((t for t in between if t.tag_ in _RELATIVES), None)
    if relative is not None:
        for loose in [c for c in speaker.children if c.dep_ == "relcl"]:
            loose.head, loose.dep_ = act, "prep"
        act.head, act.dep_ = speaker, "relcl"
        relative.head, relative.dep_ = act, "nsubj"
        return
    for subject in [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < verb.i]:
        subject.head, subject.dep_ = act, "nsubjpass" if any(c.dep_ == "auxpass" for c in act.children) else "nsubj"


@REPAIRS.of(pos=VERBS, tags={"VBD", "VBZ"}, lemmas=_SAYING | _REPLYING)
def _complained_who(verb: Token) -> None:
    """Who stands behind the verb after a quotation says it: '"Double standards," complained the minister.'"""
    if verb.i == 0 or verb.nbor(-1).text != '"':
        return
    speaker = next((c for c in verb.children if c.dep_ == "dobj" and c.left_edge.i == verb.i + 1), None)
    if speaker is None or any(c.dep_ in {"nsubj", "nsubjpass"} and c.i > verb.i for c in verb.children):
        return
    for quoted in [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}]:
        quoted.dep_ = "ccomp"
    speaker.dep_ = "nsubj"


@REPAIRS.of(pos=VERBS, deps={"relcl", "acl", "advcl"})
def _said_that(clause: Token) -> None:
    """A clause that begins with ", that" is what is said: "said after meeting the envoy, Paul Kato, that it could"."""
    mark = next((c for c in clause.children if c.dep_ == "mark" and c.lower_ == "that" and c.i < clause.i), None)
    if mark is None or mark.i < 2 or mark.nbor(-1).text != ",":
        return
    said = next((a for a in clause.ancestors if a.lemma_ in _SAYING and a.pos_ in VERBS and a.i < mark.i), None)
    if said is not None and not any(c.dep_ == "ccomp" and c.i > said.i for c in said.children):
        clause.head, clause.dep_ = said, "ccomp"
