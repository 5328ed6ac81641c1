"""Repairs of who says what: a speaker behind the verb, a verb of saying inside what is said."""

from __future__ import annotations

from spacy.tokens import Token

from kg.reading.repairs.rules import REPAIRS, SAYING, TELLING, VERBS

_REPLYING = {"complain", "counter", "retort", "reply", "remark", "lament"}
# verbs whose object is never a person: a name right behind them is who speaks
_UTTERING = {
    "say", "add", "insist", "argue", "explain", "declare", "complain", "counter", "retort", "reply", "remark", "lament",
    "sneer", "scoff", "maintain", "note", "joke", "quip", "conclude", "allege", "assert", "contend", "claim",
    "proclaim", "snap", "fume", "concede",
}  # fmt: skip
_SPEAKERS = {
    "spokesman", "spokeswoman", "spokesperson", "official", "diplomat", "source", "witness", "minister", "president",
    "aide", "analyst", "ministry", "agency", "army", "government", "police", "commander", "envoy", "ambassador",
}  # fmt: skip
_TOLD = {"reporter", "journalist", "agency", "newspaper", "daily", "lawmaker", "official", "ambassador", "minister"}
_SPEECH_ACTS = {
    "urge", "ask", "warn", "demand", "accuse", "appeal", "thank", "invite", "threaten", "vow", "promise", "pledge",
    "condemn", "criticise", "criticize", "reject", "deny", "praise", "denounce", "blame",
}  # fmt: skip
_TALKING = TELLING | {
    "meet", "call", "phone", "telephone", "ring", "summon", "visit", "write", "speak", "talk", "contact", "send",
    "invite", "receive",
}  # fmt: skip
_OCCASIONS = {"interview", "statement", "letter", "call", "message", "speech", "briefing", "broadcast", "conference"}
_MARKS = {",", '"', "-", "–", "—"}
_RELATIVES = {"WP", "WDT", "WP$"}


@REPAIRS.of(pos=VERBS, tags={"VBD", "VBZ"}, lemmas=SAYING)
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


@REPAIRS.of(pos=VERBS, tags={"VBD", "VBZ"}, lemmas=SAYING | _REPLYING)
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


@REPAIRS.of(pos=VERBS, tags={"VBD", "VBZ", "VBN"}, lemmas=_UTTERING)
def _uttered_by(verb: Token) -> None:
    """Who stands right behind the verb after a comma says what is before it: "No such letter exists, countered Kato."

    Also "They had not, countered Kato" and "nonsense, retorted Kato, it was ...", where no clause is before it.
    """
    if verb.i < verb.sent.start + 2 or verb.nbor(-1).text != "," or verb.i + 1 >= verb.sent.end:
        return
    inside = verb.dep_ in {"amod", "compound"} and verb.head.i > verb.i  # "sneered Carlos Lopez"
    behind = [verb.head] if inside else [c for c in verb.children if c.dep_ in {"dobj", "dative", "oprd"}]
    speaker = next((t for t in behind if t.left_edge.i in {verb.i, verb.i + 1} and t.i > verb.i), None)
    if speaker is None or any(c.dep_ in {"nsubj", "nsubjpass"} and c.i > verb.i for c in verb.children):
        return
    if not (speaker.pos_ == "PROPN" or speaker.lemma_.lower() in _SPEAKERS):
        return
    if inside:
        verb.head, verb.dep_ = speaker.head if speaker.head != speaker else verb, "parataxis"
        verb.pos_, verb.tag_ = "VERB", "VBD"
    elif verb.dep_ == "conj":
        verb.dep_ = "parataxis"
    for before in [c for c in verb.children if c.i < verb.i and c.dep_ in {"nsubj", "nsubjpass", "aux", "neg", "expl"}]:
        before.dep_ = "ccomp" if before.pos_ == "VERB" else "dep"
    speaker.head, speaker.dep_ = verb, "nsubj"


@REPAIRS.of(pos=VERBS, deps={"ccomp"}, lemmas=SAYING)
def _said_behind(verb: Token) -> None:
    """Who speaks stands behind the verb, and what is before it is said: "took a ship that carries arms, said Kato"."""
    main = verb.head
    speakers = [c for c in verb.children if c.dep_ == "nsubj" and c.i > verb.i and c.pos_ == "PROPN"]
    before = [c for c in verb.children if c.i < verb.i and c.dep_ in {"nsubj", "mark"}]
    if not speakers or not before or verb.nbor(-1).text != "," or main.i > before[0].i or main.pos_ not in VERBS:
        return
    for child in before:
        child.head, child.dep_ = main, "dep"
    if main.dep_ == "ROOT":
        verb.head, verb.dep_ = verb, "ROOT"
    else:
        verb.head, verb.dep_ = main.head, main.dep_
    main.head, main.dep_ = verb, "ccomp"


@REPAIRS.of(pos=VERBS, deps={"relcl", "acl", "advcl"})
def _said_that(clause: Token) -> None:
    """A clause that begins with ", that" is what is said: "said after meeting the envoy, Paul Kato, that it could"."""
    mark = next((c for c in clause.children if c.dep_ == "mark" and c.lower_ == "that" and c.i < clause.i), None)
    if mark is None or mark.i < 2 or mark.nbor(-1).text != ",":
        return
    said = next((a for a in clause.ancestors if a.lemma_ in SAYING and a.pos_ in VERBS and a.i < mark.i), None)
    if said is not None and not any(c.dep_ == "ccomp" and c.i > said.i for c in said.children):
        clause.head, clause.dep_ = said, "ccomp"


@REPAIRS.of(pos={"NOUN"}, tags={"NNS"}, lemmas={"report", "claim"})
def _reports(noun: Token) -> None:
    """A body that "reports" at the end of a clause says what is before it: "..., a doctors' union reports."."""
    start = noun.left_edge.i
    parts = [c for c in noun.children if c.i < noun.i and c.dep_ in {"compound", "poss", "det", "amod"}]
    ends = noun.i + 1 >= len(noun.doc) or noun.nbor().text in {".", ";", '"'}
    body = next((c for c in reversed(parts) if c.i == noun.i - 1 and c.dep_ == "compound"), None)
    opened = body is not None and any(t.dep_ == "det" or t.pos_ == "PROPN" for t in noun.doc[start : noun.i])
    if not ends or not opened or body is None or start <= noun.sent.start + 1 or noun.doc[start - 1].text != ",":
        return
    if not any(t.pos_ in VERBS for t in noun.doc[noun.sent.start : start]):
        return
    noun.pos_, noun.tag_, noun.dep_ = "VERB", "VBZ", "parataxis" if noun.head != noun else noun.dep_
    for part in parts:
        if part != body:
            part.head = body
    body.dep_ = "nsubj"


@REPAIRS.of(pos=VERBS, deps={"acl", "relcl"}, lemmas={"call", "term", "dub", "brand", "label", "describe"})
def _called_what(verb: Token) -> None:
    """What a clause behind "that" calls something is its head: "a raid that the president has called a crime"."""
    mark = next((c for c in verb.children if c.dep_ == "mark" and c.lower_ == "that" and c.i == verb.left_edge.i), None)
    names = [c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i]
    if mark is None or len(names) != 1 or mark.i == 0 or verb.head.i != mark.i - 1:
        return
    names[0].dep_ = "oprd"
    mark.dep_, mark.pos_, mark.tag_, verb.dep_ = "dobj", "PRON", "WDT", "relcl"


@REPAIRS.of(pos=VERBS, deps={"acl", "relcl"})
def _told_that(clause: Token) -> None:
    """A clause with its own subject behind whom one told is what was told: "told the daily that Chad had"."""
    whom = clause.head
    above = whom.head
    that = next((c for c in clause.children if c.lower_ == "that" and c.i < clause.i), None)
    own = any(c.dep_ in {"nsubj", "nsubjpass", "expl"} for c in clause.children)
    if that is None or that.dep_ != "mark":
        return
    if whom.dep_ == "pobj" and whom.lemma_ in _OCCASIONS and above.head.lemma_ in TELLING and own:
        if not _has_said(above.head):
            clause.head, clause.dep_ = above.head, "ccomp"  # "told the paper in an interview that Chad had"
        return
    if above.lemma_ not in TELLING or whom.dep_ not in {"dobj", "dative"}:
        return
    if own and (whom.pos_ == "PROPN" or whom.lemma_ in _TOLD) and not _has_said(above):
        clause.head, clause.dep_ = above, "ccomp"


@REPAIRS.of(pos=VERBS, tags={"VBD", "VBZ"}, lemmas=_UTTERING | TELLING)
def _told_behind(verb: Token) -> None:
    """Who stands between commas before the verb says it: "It ends on Friday, Paul Kato, head of it, told Fact"."""
    if verb.i < verb.sent.start + 3 or verb.nbor(-1).text != ",":
        return
    if any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children) or not any(
        c.dep_ == "ccomp" for c in verb.children
    ):
        return
    before = verb.doc[verb.sent.start : verb.i - 1]
    speaker = next((t for t in before if t.dep_ == "appos" and t.pos_ == "PROPN" and _reaches(t, verb)), None)
    if speaker is not None and speaker.head.ent_type_ in {"DATE", "TIME", "GPE", "LOC"}:
        speaker.head, speaker.dep_ = verb, "nsubj"


@REPAIRS.of(pos=VERBS, deps={"dep"}, tags={"VBD"}, lemmas=SAYING)
def _and_said(verb: Token) -> None:
    """The second of three things that somebody did: "condemned the arson, said that it was a crime, and appealed"."""
    first = verb.head
    listed = first.i < verb.i and first.tag_ == "VBD" and verb.nbor(-1).text == ","
    if listed and first.pos_ in VERBS and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
        verb.dep_ = "conj"


@REPAIRS.of(pos=VERBS, deps={"conj"}, tags={"VBD"}, lemmas=_SPEECH_ACTS)
def _and_urged(verb: Token) -> None:
    """Who says something and then urges does both: "said that the army remained loyal and urged it to fire".

    Where what is said is itself an act of speaking, its speaker goes on: "said that Kato rang him and asked him".
    """
    clause = verb.head
    saying = clause.head
    if clause.dep_ != "ccomp" or saying.lemma_ not in SAYING | TELLING or saying.tag_ not in {"VBD", "VBN"}:
        return
    own = any(c.dep_ in {"nsubj", "nsubjpass", "mark"} for c in verb.children)
    if own or clause.i < saying.i or clause.lemma_ in _TALKING | _SPEECH_ACTS | SAYING:
        return
    if not any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children):
        return
    joined = next((c for c in clause.children if c.dep_ == "cc" and c.i < verb.i), None)
    verb.head = saying
    if joined is not None:
        joined.head = saying


def _has_said(verb: Token) -> bool:
    return any(c.dep_ == "ccomp" for c in verb.children)


def _reaches(noun: Token, verb: Token) -> bool:
    """Whether a noun and what belongs to it fill the place between a comma and the comma before a verb."""
    start = noun.left_edge.i
    return start > verb.sent.start and noun.doc[start - 1].text == "," and noun.right_edge.i in {verb.i - 1, verb.i - 2}
