"""Repairs of finite verbs that the parser takes for modifiers, of their subjects and of who acts in a passive."""

from __future__ import annotations

from spacy.tokens import Token

from kg.reading.repairs.rules import FINITE, REPAIRS, STRIKING, VERBS

_ITS_OWN = {"det", "amod", "compound", "poss", "nummod", "nmod", "case", "quantmod", "predet", "appos", "relcl"}
_LOOSE = {"prep", "advmod", "npadvmod", "advcl", "punct"}
_PLACED = {"in", "at", "near", "to", "from", "outside", "into", "on", "of", "with"}
_DAYS = {"DATE", "TIME", "CARDINAL", "PERCENT", "MONEY", "QUANTITY"}
_DOING = {"deny", "stop", "avoid", "admit", "consider", "suggest", "resume", "quit", "risk", "recommend", "finish"}
_ACCUSING = {"accuse", "suspect", "convict", "acquit"}
_DEPRIVING = {"strip", "deprive", "rob", "relieve", "rid"} | _ACCUSING
_INTRANSITIVE = {
    "disapprove", "partner", "appeal", "agree", "cooperate", "collaborate", "apologise", "apologize", "object",
    "retaliate", "demonstrate", "complain", "apply", "insist", "plead", "negotiate", "consent", "abstain", "comply",
    "react", "respond",
}  # fmt: skip
_CHARGED = {"charge", "accuse"}
_TOLLS = {"kill", "wound", "injure", "maim", "destroy", "damage"}
_HITTING = STRIKING | {"ambush", "assault", "target", "fire", "detonate", "explode"}
_EASING = {
    "lift",
    "ease",
    "halt",
    "curb",
    "drop",
    "back",
    "vow",
    "deny",
    "urge",
    "mull",
    "weigh",
    "end",
    "open",
    "delay",
}
_IN_HEADLINES = _HITTING | {
    "condemn", "ram", "kill", "seize", "block", "arrest", "detain", "expel", "reject", "warn", "accuse", "blast",
    "slam", "order", "ban", "visit", "threaten", "sink", "board", "capture", "shoot", "launch", "test", "recall",
    "meet", "violate",
}  # fmt: skip


@REPAIRS.of(pos={"VERB"}, deps={"amod", "compound", "nmod"}, tags={"VBZ", "VBD", "VBN"})
def _before_its_object(verb: Token) -> None:
    """A verb behind its subject is no modifier of its object: "Kenya lifts travel ban", "he stabbed Mayor Kato"."""
    noun = verb.head
    while noun.dep_ == "compound" and noun.head.i > noun.i:
        noun = noun.head  # "Mayor Kato"
    if noun.i < verb.i or noun.dep_ not in {"ROOT", "ccomp", "conj", "advcl"} or noun.pos_ not in {"NOUN", "PROPN"}:
        return
    subjects = [c for c in verb.children if c.i < verb.i and c.dep_ in {"nsubj", "nsubjpass"}]
    if not subjects and (verb.tag_ == "VBZ" or _lacks_a_verb(verb)):
        lefts = [c for c in (*verb.children, *noun.children) if c.i < verb.i and c.pos_ in {"NOUN", "PROPN"}]
        subjects = lefts[-1:]
    if not subjects:
        return
    above, relation = noun.head, noun.dep_
    for child in list(noun.children):
        inside = child.i > verb.i and child.dep_ in _ITS_OWN
        if (
            child != verb
            and not inside
            and (child.i < verb.i or (child.dep_ in _LOOSE and child.lower_ not in _PLACED))
        ):
            child.head = verb if child != subjects[0] else child.head
    verb.head, verb.dep_ = (verb, "ROOT") if relation == "ROOT" else (above, relation)
    subjects[0].head, subjects[0].dep_ = verb, "nsubj"
    noun.head, noun.dep_ = verb, "dobj"


@REPAIRS.of(pos={"VERB"}, deps={"amod", "compound"}, tags={"VBD", "VBN"})
def _behind_a_place(verb: Token) -> None:
    """Where the subject is does not go with the object: "Lawyers across Pakistan boycotted court proceedings."."""
    noun = verb.head
    place, preposition = verb.nbor(-1) if verb.i else verb, noun.head
    root = preposition.head
    if noun.dep_ != "pobj" or noun.i < verb.i or root.dep_ != "ROOT" or place.pos_ != "PROPN" or place.head != noun:
        return
    if root.pos_ not in {"NOUN", "PROPN"} or preposition.i > place.i or not _lacks_a_verb(verb):
        return
    for child in list(root.children):
        if child.i > noun.i:
            child.head = verb
    place.head, place.dep_ = preposition, "pobj"
    verb.head, verb.dep_ = verb, "ROOT"
    root.head, root.dep_ = verb, "nsubj"
    noun.head, noun.dep_ = verb, "dobj"


@REPAIRS.of(pos={"VERB"}, deps={"acl"}, tags={"VBD", "VBN"})
def _behind_its_subject(verb: Token) -> None:
    """The only verb of a sentence that ends in a full stop is its main one: "The party disapproved of the mayor."."""
    noun = verb.head
    if noun.dep_ != "ROOT" or noun.pos_ not in {"NOUN", "PROPN"} or verb.nbor(-1) != noun or not _lacks_a_verb(verb):
        return
    if verb.lemma_ not in _INTRANSITIVE and not (verb.lemma_ == "call" and verb.nbor(1).lower_ in {"for", "on"}):
        return  # "A journalist killed in Kampala."
    for child in list(noun.children):
        if child != verb and child.i > verb.i:
            child.head = verb
    verb.head, verb.dep_ = verb, "ROOT"
    noun.head, noun.dep_ = verb, "nsubj"


def _lacks_a_verb(verb: Token) -> bool:
    """Whether a whole sentence has no finite verb but perhaps this one, which is no passive either."""
    sent = verb.sent
    others = any(t.tag_ in FINITE or t.pos_ == "AUX" for t in sent if t != verb)
    return sent[-1].text == "." and not others and not any(c.dep_ == "agent" for c in verb.children)


@REPAIRS.of(tags={"RB", "IN", "UH"}, deps={"advmod", "npadvmod", "intj", "prep"})
def _in_capitals(word: Token) -> None:
    """A word in capitals before a verb that lacks a subject is its subject: "USAID had announced a halt"."""
    verb = word.head
    if verb.pos_ not in VERBS or word.i > verb.i or len(word.text) < 3 or not word.text.isupper():
        return
    if word.doc.text.isupper() or any(c.dep_ in {"nsubj", "nsubjpass", "csubj"} for c in verb.children):
        return
    word.pos_, word.tag_ = "PROPN", "NNP"
    word.dep_ = "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj"


@REPAIRS.of(pos={"ADP"}, deps={"prep"}, lemmas={"by"})
def _done_by(preposition: Token) -> None:
    """Who acts in a passive may stand behind where and to whom: "seized from a trader at Kabo airport by officers"."""
    noun = preposition.head
    actors = [c for c in preposition.children if c.dep_ == "pobj" and c.pos_ in {"NOUN", "PROPN"}]
    if not actors or actors[0].ent_type_ in _DAYS or noun.dep_ != "pobj":
        return
    verb, between = noun.head.head, noun.head
    if verb.dep_ == "pobj" and between.lower_ in _PLACED:
        verb, between = verb.head.head, verb.head
    passive = verb.pos_ == "VERB" and any(c.dep_ == "auxpass" for c in verb.children)
    if not passive or any(c.dep_ == "agent" for c in verb.children) or between.i < verb.i:
        return
    placed = noun.pos_ == "PROPN" or any(c.pos_ == "PROPN" and c.dep_ == "compound" for c in noun.children)
    if (placed and noun.head.lower_ in _PLACED) or verb.lemma_ in _CHARGED:
        preposition.head, preposition.dep_ = verb, "agent"


@REPAIRS.of(pos={"ADP"}, deps={"prep"}, lemmas={"of"})
def _deprived_of(preposition: Token) -> None:
    """Of what somebody is deprived is no part of who it is: "stripped the union of its title"."""
    noun = preposition.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "of":
        noun = noun.head.head  # "accused the army of Chad of treason"
    verb = noun.head
    if noun.dep_ not in {"dobj", "nsubjpass"} or verb.lemma_ not in _DEPRIVING or verb.i > preposition.i:
        return
    charged = any(c.pos_ == "NOUN" and c.i > preposition.i for c in preposition.children)
    told = any(c.lower_ == "of" and c.i > preposition.i for c in (*verb.children, *preposition.subtree))
    if verb.lemma_ not in _ACCUSING or (charged and not told):
        preposition.head = verb


@REPAIRS.of(pos={"NOUN"}, deps={"ccomp"})
def _that_he_verb(word: Token) -> None:
    """What has a subject behind "that" is a verb: "demanded that the minister apologise"."""
    before = {c.dep_ for c in word.children if c.i < word.i}
    if {"mark", "nsubj"} <= before and not any(c.dep_ in {"cop", "det", "aux"} for c in word.children):
        word.pos_, word.tag_, word.lemma_ = "VERB", "VB", word.lower_


@REPAIRS.of(tags={"VBG"}, deps={"compound", "amod"})
def _denied_doing(verb: Token) -> None:
    """What one denies or stops doing has the noun behind it for its object: "denied opening fire"."""
    noun = verb.head
    above = noun.head
    if noun.i < verb.i or noun.dep_ != "dobj" or above.lemma_ not in _DOING or verb.i != above.i + 1:
        return
    verb.head, verb.dep_, verb.pos_ = above, "xcomp", "VERB"
    noun.head = verb


@REPAIRS.of(tags={"VBG"}, pos={"VERB"})
def _behind_a_comma(verb: Token) -> None:
    """A participle between commas hangs on the clause, not on the comma: "police, working with Chad, arrested two"."""
    if verb.head.pos_ == "PUNCT" and verb.head.head.pos_ in VERBS:
        verb.head, verb.dep_ = verb.head.head, "advcl"


@REPAIRS.of(pos={"VERB"}, deps={"advcl"}, tags={"VBG"}, lemmas=_TOLLS)
def _toll(verb: Token) -> None:
    """A toll is that of the attack told before it: "accused it of arming rebels who shelled a town, killing four"."""
    above = verb.head
    if verb.i == 0 or verb.nbor(-1).text != "," or above.i > verb.i or above.lemma_ in _HITTING:
        return
    struck = [t for t in verb.doc[above.i + 1 : verb.i] if t.lemma_ in _HITTING and t.tag_ == "VBD"]
    if struck and struck[-1].dep_ in {"relcl", "advcl", "ccomp", "conj"} and above.is_ancestor(struck[-1]):
        verb.head = struck[-1]


@REPAIRS.of(pos={"VERB"}, deps={"conj"}, tags={"VBD"})
def _reduced_subject(verb: Token) -> None:
    """A verb that nothing joins belongs to the clause before it: "left after a shell fired from Kabo hit it"."""
    above = verb.head
    if above.pos_ not in VERBS or any(c.dep_ == "nsubj" for c in verb.children):
        return
    if any(t.dep_ == "cc" or t.text in {",", ";"} for t in verb.doc[above.i : verb.i]):
        return
    clauses = [c for c in above.children if c.dep_ == "advcl" and above.i < c.i < verb.i and c.tag_ in {"VBD", "VBN"}]
    clause = clauses[-1] if clauses else None
    subject = next((c for c in clause.children if c.dep_ == "nsubj"), None) if clause is not None else None
    if clause is None or subject is None or clause.i != subject.i + 1 or any(c.dep_ == "dobj" for c in clause.children):
        return
    for mark in [c for c in clause.children if c.dep_ == "mark"]:
        mark.head = verb
    verb.head, verb.dep_ = above, "advcl"
    subject.head, subject.dep_ = verb, "nsubj"
    clause.head, clause.dep_, clause.tag_ = subject, "acl", "VBN"


@REPAIRS.of(pos={"VERB"}, deps={"conj"}, tags={"VB", "VBP", "VBD"})
def _listed_demand(verb: Token) -> None:
    """What is asked for in a list hangs on the first of it: "called on it to close a base, cut ties and leave"."""
    above = verb.head
    while above.dep_ == "conj" and above.head.pos_ in VERBS and above.lower_ == above.lemma_:
        above = above.head
    goes_on = any(c.dep_ == "conj" and c.tag_ == "VB" for c in verb.children)
    listed = verb.tag_ == "VB" or (verb.tag_ == "VBP" and above.tag_ == "VBP") or goes_on
    if verb.lower_ != verb.lemma_ or not listed or above.tag_ not in {"VBP", "VBD", "VBZ"}:
        return  # "cut" is tagged as if it were past
    if any(c.dep_ in {"nsubj", "aux", "nsubjpass"} for c in verb.children):
        return
    asked = [c for c in above.children if c.dep_ in {"xcomp", "advcl", "ccomp"} and above.i < c.i < verb.i]
    first = next((c for c in asked if any(k.lower_ == "to" and k.dep_ == "aux" for k in c.children)), None)
    commas = sum(t.text == "," for t in verb.doc[first.i : verb.i]) if first is not None else 0
    if first is not None and commas:
        verb.head, verb.tag_ = first, "VB"


@REPAIRS.of(pos={"NOUN", "PROPN"}, deps={"conj"})
def _joined_clause(noun: Token) -> None:
    """A second clause has its own subject: "Kenya backed it, and the minister, Paul Kato, called for talks"."""
    above = noun.head
    joined = any(c.dep_ == "cc" and above.i < c.i < noun.i for c in above.children)
    if above.pos_ not in VERBS or not joined or not any(c.dep_ == "appos" for c in noun.children):
        return
    verb = next((c for c in noun.children if c.dep_ == "acl" and c.tag_ in {"VBN", "VBD"}), None)
    if verb is None or verb.nbor(-1).text != ",":
        return
    verb.head, verb.dep_, verb.tag_ = above, "conj", "VBD"
    noun.head, noun.dep_ = verb, "nsubj"


@REPAIRS.of(pos={"NOUN"}, deps={"ROOT"}, tags={"NNS"})
def _plural_with_a_subject(word: Token) -> None:
    """What has a subject is a verb: "Manila protests after collision"."""
    if any(c.dep_ == "nsubj" and c.i == word.i - 1 and c.pos_ == "PROPN" for c in word.children):
        word.pos_, word.tag_ = "VERB", "VBZ"


@REPAIRS.of(pos={"NOUN"}, deps={"advcl"}, tags={"NN"})
def _when_the_two(word: Token) -> None:
    """What several do when or before something else is a verb: "will raise it when the two meet in Brussels"."""
    several = any(c.dep_ == "nsubj" and (c.pos_ == "NUM" or c.tag_ in {"NNS", "PRP"}) for c in word.children)
    opened = any(c.lower_ in {"when", "before", "after", "once", "until"} for c in word.children)
    if several and opened and not any(c.dep_ in {"det", "cop", "amod"} for c in word.children):
        word.pos_, word.tag_ = "VERB", "VBP"


@REPAIRS.of(pos={"NOUN"}, deps={"compound"}, tags={"NNS"}, lemmas=_IN_HEADLINES | _EASING)
def _plural_of_a_state(word: Token) -> None:
    """In a headline without a verb a plural behind a state is one: "US lifts travel ban to Chad"."""
    noun, state = word.head, word.nbor(-1) if word.i > word.sent.start else word
    if noun.dep_ != "ROOT" or state.pos_ != "PROPN" or state.ent_type_ != "GPE" or state.left_edge.i != word.sent.start:
        return
    if any(t.pos_ in VERBS for t in word.sent):
        return
    for child in [c for c in noun.children if c.i < word.i]:
        child.head = state
    word.pos_, word.tag_, word.head, word.dep_ = "VERB", "VBZ", word, "ROOT"
    noun.head, noun.dep_ = word, "dobj"
    state.head, state.dep_ = word, "nsubj"


@REPAIRS.of(pos={"NOUN"}, deps={"compound"}, tags={"NNS"}, lemmas=_IN_HEADLINES)
def _plural_before_its_object(word: Token) -> None:
    """In a headline a plural between two nouns is a verb: "Manila protests after Chinese cutter rams supply boat"."""
    thing = word.head
    while thing.dep_ == "compound":
        thing = thing.head
    preposition = thing.head
    if (
        word.i == 0
        or word.doc[-1].text in {".", "?", "!"}
        or thing.dep_ != "pobj"
        or preposition.lower_ not in {"after", "before", "as"}
    ):
        return
    subject = word.nbor(-1)
    if subject.pos_ not in {"NOUN", "PROPN"} or subject.i <= preposition.i or thing.i <= word.i:
        return
    for child in [*word.children, *thing.children]:
        if preposition.i < child.i < subject.i:
            child.head = subject
    word.pos_, word.tag_, word.dep_, word.head = "VERB", "VBZ", "advcl", preposition.head
    subject.head, subject.dep_ = word, "nsubj"
    preposition.head, preposition.dep_ = word, "mark"
    thing.head, thing.dep_ = word, "dobj"


@REPAIRS.of(tags={"VBD"}, deps={"advcl"})
def _second_of_three(verb: Token) -> None:
    """A past form without a subject in a list is no clause of its own: "rang him, called for calm and offered"."""
    first = verb.head
    if verb.i == 0 or verb.nbor(-1).text != "," or first.tag_ != "VBD" or first.i > verb.i:
        return
    if any(c.dep_ in {"nsubj", "nsubjpass", "mark", "expl", "aux", "auxpass"} for c in verb.children):
        return
    opened = any(c.dep_ in {"advmod", "prep"} and c.i < verb.i for c in verb.children)
    if not opened and any(c.dep_ == "conj" and c.tag_ == "VBD" for c in verb.children):
        verb.dep_ = "conj"


@REPAIRS.of(pos={"NOUN"}, deps={"xcomp"}, tags={"NN"})
def _is_to_telephone(word: Token) -> None:
    """What stands behind "to" and has an object is a verb: "is to telephone both on Tuesday"."""
    if any(c.dep_ == "aux" and c.lower_ == "to" and c.i == word.i - 1 for c in word.children):
        word.pos_, word.tag_ = "VERB", "VB"


@REPAIRS.of(pos={"NOUN"}, deps={"relcl"}, tags={"NNS"})
def _which_denies(word: Token) -> None:
    """What has a subject in a relative clause is a verb: "a charge that the party denies"."""
    if any(c.dep_ == "nsubj" and c.i < word.i for c in word.children) and word.text.islower():
        word.pos_, word.tag_ = "VERB", "VBZ"
        word.lemma_ = f"{word.lower_[:-3]}y" if word.lower_.endswith("ies") else word.lower_[:-1]
