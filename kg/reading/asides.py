"""Which clause a cue between commas speaks of, and which events a claim only mentions."""

from __future__ import annotations

from spacy.tokens import Token

from kg.reading import tree

_MEANWHILE = {"while", "whereas"}
_SPEAKING = {"speak", "talk", "write"}
_SPOKEN = {
    "interview", "statement", "remark", "comment", "speech", "address", "message", "letter", "article", "column",
    "broadcast", "essay", "editorial", "op", "ed", "op-ed", "programme", "program", "show", "briefing", "video",
    "recording", "call", "phone",
}  # fmt: skip
_ANSWERING = {"retaliation", "response", "revenge", "reprisal", "answer", "reaction"}


def aside_before(first: Token) -> set[int] | None:
    """The relative clause that a cue from `first` on speaks of, where the main clause only goes on behind it.

    "The test, which he had ordered himself, according to the agency, was denounced."
    """
    doc = first.doc
    if first.i < 2 or doc[first.i - 1].text != ",":
        return None
    last = doc[first.i - 2]
    for step in (last, *last.ancestors):  # "vehicles whose crews, according to the ministry, had been blocked"
        inside = step.dep_ in {"nsubj", "nsubjpass"} and step.i < first.i < step.head.i
        if inside and step.head.dep_ == "relcl":
            return {t.i for t in step.head.subtree}
    for step in (last, *last.ancestors):
        if step.dep_ == "relcl" and last.i in {step.i, step.right_edge.i} and doc[step.left_edge.i - 1].text == ",":
            main = step.head
            while main.dep_ not in {"nsubj", "nsubjpass"} and main.head != main and not tree.is_verb(main):
                main = main.head
            goes_on = main.dep_ in {"nsubj", "nsubjpass"} and main.head.i > first.i
            return {t.i for t in step.subtree} if goes_on else None
    return None


def meanwhile(cue: Token, region: set[int]) -> set[int] | None:
    """The clause of "while" or "whereas" that a cue behind it speaks of, None where there is none."""
    for i in sorted(region, reverse=True):
        verb = cue.doc[i]
        start = verb.left_edge
        finite = verb.dep_ == "advcl" and any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)
        if finite and start.lower_ in _MEANWHILE and start.i > min(region) and verb.right_edge.i < cue.i:
            return {t.i for t in verb.subtree} & region if cue.doc[start.i - 1].text == "," else None
    return None


def is_occasion(token: Token) -> bool:
    """Whether an event is only what another answers: "denied that it had struck in retaliation for the arrest"."""
    return any(
        step.dep_ == "prep"
        and step.lower_ in {"for", "to"}
        and step.head.lemma_ in _ANSWERING
        and step.head.pos_ == "NOUN"
        for step in token.ancestors
    )


def outlets(cue: Token) -> list[Token]:
    """Words of what surrounds a cue that may name through whom somebody spoke.

    "said in an interview with the BBC", "in remarks carried by the agency", "speaking to the channel, he said".
    """
    found: list[Token] = []
    if cue.dep_ == "conj" and tree.is_verb(cue.head):
        found = [t for t in outlets(cue.head) if t.i < cue.head.i]  # "speaking to the BBC, he accused Chad and said"
    around = [
        c for c in cue.children if c.dep_ == "prep" and c.lower_ in {"in", "on", "to", "during", "via", "through"}
    ]
    around += [
        c for c in cue.children if c.dep_ in {"advcl", "acl"} and c.lemma_ in _SPEAKING and c.tag_ in {"VBG", "VBN"}
    ]
    for phrase in around:
        nouns = list(tree.children(phrase, "pobj"))
        spoke = phrase.lemma_ in _SPEAKING or any(n.lemma_.lower() in _SPOKEN for n in nouns)
        if spoke:
            found += [t for t in phrase.subtree if t.pos_ in {"PROPN", "NOUN"}]
        else:
            found += [n for n in nouns if phrase.lower_ in {"on", "via", "through"}]
    return found
