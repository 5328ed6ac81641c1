"""Repairs of clauses that the parser takes for part of a noun: what is done behind an apposition or an aside."""

from __future__ import annotations

from spacy.tokens import Token

from kg.reading.repairs.rules import REPAIRS, STRIKING, VERBS

_DONE_TO = {
    "summon",
    "expel",
    "recall",
    "arrest",
    "detain",
    "sack",
    "dismiss",
    "invite",
    "evacuate",
    "withdraw",
    "close",
}
# nouns that are what somebody is accused of doing, with their verbs
_GERUNDS = {
    "training": "train",
    "arming": "arm",
    "funding": "fund",
    "backing": "back",
    "bombing": "bomb",
    "shelling": "shell",
}
_ACTS = {
    ("called", "on"),
    ("called", "for"),
    ("spoke", "with"),
    ("spoke", "by"),
    ("spoke", "to"),
    ("talked", "with"),
    ("appealed", "to"),
    ("appealed", "for"),
    ("met", "in"),
    ("arrived", "in"),
    ("flew", "to"),
    ("met", "with"),
    ("agreed", "to"),
}


@REPAIRS.of(pos=VERBS, deps={"acl"})
def _said_in_turn(verb: Token) -> None:
    """What is said in turn or in addition is said: "maintains in turn that Chad attacked"."""
    noun = verb.head
    saying = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "in" else noun
    mark = next((c for c in verb.children if c.dep_ == "mark" and c.lower_ == "that"), None)
    if noun.lower_ in {"turn", "addition", "response", "reply"} and saying.pos_ in VERBS and mark is not None:
        verb.head, verb.dep_ = saying, "ccomp"


@REPAIRS.of(pos=VERBS, deps={"amod"}, tags={"VBN", "VBD"}, lemmas=STRIKING | {"recall", "close", "seize"})
def _and_struck(verb: Token) -> None:
    """A verb behind "and" goes on with what somebody did: "sent more troops and bombed positions of the group"."""
    noun = verb.head
    before = noun.head
    main = before.head
    if noun.dep_ != "conj" or verb.i == 0 or verb.nbor(-1).lower_ != "and" or noun.i != verb.i + 1:
        return
    while main.pos_ not in VERBS and main.head != main:
        main = main.head
    if main.pos_ not in VERBS or main.tag_ not in {"VBD", "VBN"} or noun.tag_ not in {"NNS", "NN", "NNP"}:
        return
    verb.head, verb.dep_, verb.tag_ = main, "conj", "VBD"
    noun.head, noun.dep_ = verb, "dobj"


@REPAIRS.of(pos=VERBS, deps={"acl"}, tags={"VBD", "VBN"})
def _behind_apposition(verb: Token) -> None:
    """What stands behind a name and its apposition is what he did: "Jim Kato, its envoy, called on both to stop"."""
    name = verb.head.head if verb.head.dep_ == "appos" else verb.head
    says = name.head  # "the council, which met on Monday, called on it to stop, said Jim Kato"
    inverted = (
        name.dep_ == "nsubj" and says.i > verb.i and any(c.dep_ == "nsubj" and c.i > says.i for c in says.children)
    )
    if (name.dep_ != "ROOT" and not inverted) or verb.i <= name.i + 2 or verb.nbor(-1).text != ",":
        return
    if name.pos_ != "PROPN" and (name.pos_ != "NOUN" or not any(c.dep_ == "appos" for c in name.children)):
        return
    own = [c for c in verb.children if c.i > verb.i]
    acts = (
        any(c.dep_ in {"dobj", "ccomp", "xcomp"} for c in own) or (verb.lower_, own[0].lower_ if own else "") in _ACTS
    )
    beside = any(c.dep_ in {"appos", "relcl"} and name.i < c.i < verb.i for c in name.children)
    if not acts or not beside or any(c.dep_ in {"aux", "auxpass", "nsubj", "agent"} for c in verb.children):
        return
    name.head, name.dep_ = verb, "nsubj"
    verb.tag_ = "VBD"
    verb.head, verb.dep_ = (says, "ccomp") if inverted else (verb, "ROOT")
    for child in [c for c in name.children if c.i > verb.i]:
        child.head = verb


@REPAIRS.of(pos={"NOUN", "PROPN"}, deps={"compound"}, lemmas={"rang"})
def _rang(word: Token) -> None:
    """A past that the model takes for a noun: "the minister rang Amos Kato on Monday"."""
    called, before = word.head, word.nbor(-1) if word.i else word
    if word.text != "rang" or called.i < word.i:
        return
    subjects = [c for c in (*called.children, *word.children) if c.dep_ == "nsubj" and c.i < word.i] or [
        t for t in (before,) if t.dep_ in {"compound", "nsubj"} and t.head in {called, word} and t.i < word.i
    ]
    word.pos_, word.tag_, word.lemma_ = "VERB", "VBD", "ring"
    noun, main = called.head, called.head.head
    joined = [c for c in (*noun.children, *main.children) if c.dep_ == "cc" and word.i < c.i < main.i]
    if called.dep_ == "appos" and noun.dep_ == "nsubj" and main.pos_ in VERBS and joined:
        # "the minister, Pham Minh, rang Yang and warned him"
        called.head, called.dep_ = word, "dobj"
        _goes_first(word, noun, main, joined[0])
        return
    if called.dep_ == "ROOT":
        word.head, word.dep_ = word, "ROOT"
    else:
        word.head, word.dep_ = called.head, called.dep_
    for child in [c for c in called.children if c.dep_ in {"prep", "punct", "npadvmod", "advmod"} or c.i < word.i]:
        child.head = word
    for subject in subjects:
        subject.head, subject.dep_ = word, "nsubj"
    called.head, called.dep_ = word, "dobj"


@REPAIRS.of(pos=VERBS, deps={"ccomp"}, tags={"VBN", "VBD"})
def _had_done(verb: Token) -> None:
    """What somebody has done to something: "asked to have the sanctions lifted"."""
    if verb.head.lemma_ not in {"have", "get", "want"} or any(
        c.dep_ in {"aux", "auxpass", "mark"} for c in verb.children
    ):
        return
    for subject in [c for c in verb.children if c.dep_ == "nsubj" and verb.head.i < c.i < verb.i]:
        subject.dep_ = "nsubjpass"


@REPAIRS.of(pos=VERBS, deps={"xcomp", "ccomp"}, lemmas={"do"})
def _asked_to_do_so(verb: Token) -> None:
    """In what talk somebody was asked belongs to the asking: "had asked him to do so in a call a day earlier"."""
    if not any(c.lower_ == "so" and c.i == verb.i + 1 for c in verb.children) or verb.head.pos_ not in VERBS:
        return
    for preposition in [c for c in verb.children if c.dep_ == "prep" and c.lower_ in {"in", "during", "at"}]:
        preposition.head = verb.head


@REPAIRS.of(pos=VERBS, tags={"VBD"}, lemmas=_DONE_TO)
def _second_of_three(verb: Token) -> None:
    """What stands behind the second verb of three is its object: "broke off talks, summoned the envoy, and left"."""
    behind = [c for c in verb.children if c.dep_ == "nsubj" and c.i > verb.i]
    taken = any(c.dep_ in {"dobj", "nsubjpass"} or (c.dep_ == "nsubj" and c.i < verb.i) for c in verb.children)
    if not behind or taken or verb.i == 0 or verb.nbor(-1).text != ",":
        return
    before = [c for c in verb.children if c.dep_ in {"advcl", "ccomp"} and c.i < verb.i] or (
        [verb.head] if verb.dep_ in {"dep", "conj", "parataxis"} and verb.head.i < verb.i else []
    )
    first = before[0] if before else None
    if first is None or first.tag_ not in {"VBD", "VBZ"} or not any(c.dep_ == "nsubj" for c in first.children):
        return
    for noun in behind:
        noun.dep_ = "dobj"
    if first.head == verb:
        if verb.dep_ == "ROOT":
            first.head, first.dep_ = first, "ROOT"
        else:
            first.head, first.dep_ = verb.head, verb.dep_
    verb.head, verb.dep_ = first, "conj"


@REPAIRS.of(pos={"ADP"}, deps={"prep"}, lemmas={"by"})
def _called_so_by(preposition: Token) -> None:
    """Who calls something by a name is behind it: "was denounced as a crime by Chad"."""
    name = preposition.head
    verb = name.head.head
    passive = any(c.dep_ == "auxpass" for c in verb.children) and not any(c.dep_ == "agent" for c in verb.children)
    if name.head.lower_ == "as" and name.head.dep_ == "prep" and passive and preposition.i > name.i:
        preposition.head, preposition.dep_ = verb, "agent"


@REPAIRS.of(pos=VERBS, deps={"advcl"}, tags={"VB"})
def _called_on_to(verb: Token) -> None:
    """What somebody is called on to do: "called on the emirate to stop its tests"."""
    call = verb.head
    asked = any(c.dep_ == "prep" and c.lower_ == "on" and c.i == call.i + 1 for c in call.children)
    asked = (call.lemma_ == "call" and asked) or call.lemma_ == "agree"  # "agreed at Sochi to remove it"
    if asked and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children):
        verb.dep_ = "xcomp"


@REPAIRS.of(pos={"NOUN", "PROPN"}, deps={"nsubj", "nsubjpass"})
def _object_of_infinitive(noun: Token) -> None:
    """The second subject behind an infinitive is its object: "men who had urged it to hold talks were detained"."""
    start, main = noun.left_edge.i, noun.head
    before = noun.doc[start - 1] if start else noun
    first = next((c for c in main.children if c.dep_ == noun.dep_ and c.i < noun.i), None)
    if before.tag_ != "VB" or first is None or main.i < noun.i or not first.is_ancestor(before):
        return
    if not any(c.dep_ in {"dobj", "ccomp", "xcomp"} for c in before.children):
        noun.head, noun.dep_ = before, "dobj"


@REPAIRS.of(pos={"ADP"}, deps={"ROOT"}, lemmas={"at"})
def _at_request(preposition: Token) -> None:
    """What somebody does at another's request: "at Chad's request the court has postponed a hearing"."""
    for noun in preposition.children:
        for verb in [c for c in noun.children if c.dep_ in {"acl", "relcl"} and c.pos_ in VERBS]:
            subjects = [c for c in verb.children if c.dep_ == "nsubj" and c.pos_ in {"NOUN", "PROPN"}]
            if noun.dep_ == "pobj" and noun.i < verb.i and subjects and any(c.dep_ == "aux" for c in verb.children):
                verb.head, verb.dep_ = verb, "ROOT"
                preposition.head, preposition.dep_ = verb, "prep"
                return


@REPAIRS.of(pos={"NOUN"}, deps={"compound"}, lemmas=set(_GERUNDS))
def _accused_of_doing(word: Token) -> None:
    """What somebody is accused of doing: "charged Chad with training militiamen"."""
    object_, preposition = word.head, word.head.head
    accused = preposition.lower_ in {"of", "with"} and preposition.head.lemma_ in {"accuse", "charge", "suspect"}
    if object_.dep_ == "pobj" and accused and word.i == preposition.i + 1 and word.text.endswith("ing"):
        word.pos_, word.tag_, word.lemma_ = "VERB", "VBG", _GERUNDS[word.lower_]
        word.head, word.dep_ = preposition, "pcomp"
        object_.head, object_.dep_ = word, "dobj"


@REPAIRS.of(pos=VERBS, deps={"relcl", "acl"}, tags={"VB"})
def _asked_the_same_day(verb: Token) -> None:
    """What somebody is asked to do on a day is no day's: "asked the secretary-general the same day to send troops"."""
    day = verb.head
    asked = day.head
    infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    if day.dep_ == "npadvmod" and infinitive and asked.pos_ in VERBS and any(c.dep_ == "dobj" for c in asked.children):
        verb.head, verb.dep_ = asked, "xcomp"


@REPAIRS.of(pos={"NOUN"}, deps={"appos"})
def _behind_a_phrase(noun: Token) -> None:
    """Who acts stands behind a phrase without a comma: "On the eve of the talks the head of it, Kato, met them"."""
    start = noun.left_edge
    if start.lower_ not in {"the", "a", "an"} or start.i == 0 or start.nbor(-1).is_punct:
        return
    preposition = next((a for a in noun.ancestors if a.dep_ == "prep" and a.head.pos_ in VERBS), None)
    if preposition is None or preposition.i != noun.sent.start:
        return
    verb = preposition.head
    if verb.i > noun.i and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
        noun.head, noun.dep_ = verb, "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj"


@REPAIRS.of(pos=VERBS, deps={"pcomp"}, tags={"VBG"}, lemmas=STRIKING | {"kill", "clash"})
def _after_bombing(verb: Token) -> None:
    """What follows "after" without an object is an attack, not what the subject did: "kills man after bombing"."""
    bare = not any(c.dep_ in {"dobj", "advmod", "prt", "ccomp"} for c in verb.children)
    headline = verb.doc[-1].text not in {".", "?", "!"}
    if bare and headline and verb.head.lower_ in {"after", "before", "over", "amid", "since"}:
        verb.pos_, verb.tag_, verb.dep_, verb.lemma_ = "NOUN", "NN", "pobj", verb.lower_


@REPAIRS.of(pos=VERBS, deps={"conj", "advcl"}, tags={"VBD"})
def _a_day_after(verb: Token) -> None:
    """A list behind "after" may be who did something: "left, a day after Chad, Kenya and the bloc agreed on it".

    So may somebody with an apposition: "left after the then president, Amos Kato, gave asylum to her".
    """
    listed = verb.doc[verb.i - 1]
    if listed.text == "," and verb.i > 1 and verb.doc[verb.i - 2].dep_ in {"appos", "compound"}:
        listed = verb.doc[verb.i - 2]
        listed = listed.head if listed.dep_ == "appos" else listed
    while listed.dep_ in {"conj", "compound"} and listed.head != listed and listed.head.i < verb.i:
        listed = listed.head
    if listed.dep_ == "pobj" and listed.head.lower_ == "of" and listed.head.head.dep_ == "pobj":
        listed = listed.head.head  # "a day after a bomber of the group blew himself up"
    preposition = listed.head
    if listed.dep_ != "pobj" or preposition.lower_ not in {"after", "before"} or not preposition.i < listed.i < verb.i:
        return
    if any(c.dep_ in {"nsubj", "nsubjpass", "cc", "mark"} and c.i < verb.i for c in verb.children):
        return
    if listed.right_edge.i not in {verb.i - 1, verb.i - 2} or verb.head.i > preposition.i:
        return
    main = verb.head
    preposition.head, preposition.dep_ = verb, "mark"
    listed.head, listed.dep_ = verb, "nsubj"
    verb.head, verb.dep_ = main, "advcl"


@REPAIRS.of(pos=VERBS, deps={"acl"}, tags={"VBN"})
def _did_but_they(verb: Token) -> None:
    """A first clause taken for a participle: "the two negotiated until August, but they will resume their talks"."""
    noun, main = verb.head, verb.head.head
    if noun.dep_ not in {"nsubj", "nsubjpass"} or verb.i != noun.i + 1 or main.pos_ not in VERBS:
        return
    again = [c for c in main.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i > verb.i and c.pos_ == "PRON"]
    joined = [c for c in noun.children if c.dep_ == "cc" and c.i > verb.i and c.nbor(-1).text == ","]
    if not again or not joined or any(c.dep_ in {"aux", "auxpass", "agent"} for c in verb.children):
        return
    _goes_first(verb, noun, main, joined[0])


def _goes_first(verb: Token, noun: Token, main: Token, joined: Token) -> None:
    """Make a verb the first main verb of its subject, and the other one the second."""
    if main.dep_ == "ROOT":
        verb.head, verb.dep_ = verb, "ROOT"
    else:
        verb.head, verb.dep_ = main.head, main.dep_
    verb.tag_ = "VBD"
    main.head, main.dep_ = verb, "conj"
    noun.head = joined.head = verb
