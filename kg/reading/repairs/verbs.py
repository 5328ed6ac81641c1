"""Repairs of verbs: what a clause is to the one above it, and which words belong to which of them."""

from __future__ import annotations

from spacy.tokens import Token

from kg.reading.repairs.rules import REPAIRS, VERBS
from kg.reading.syntax import TIMES_GIVEN

_LOOSE = {"prep", "advcl", "npadvmod", "advmod"}
_OWN = {"nsubj", "nsubjpass", "aux", "auxpass"}
_SCHEDULED = {"expected", "scheduled", "planned", "set", "slated", "due"}
_CALLING = {"call", "brand", "label", "term", "dub"}
GIVING = {"give", "hand", "send", "offer", "deny", "grant", "tell", "show", "award", "lend", "pay", "promise"}
HARM = {"injure", "wound", "kill", "hurt", "arrest", "detain", "capture", "destroy", "damage", "abduct", "shoot"}
_PASTS = {"retook": "retake"}
_PHRASE = {"NOUN", "PROPN", "ADP", "NUM"}


@REPAIRS.of(pos=VERBS, deps={"ccomp", "advcl", "conj"})
def _that_clause(verb: Token) -> None:
    """A clause that begins with "that" is what is said, and what stands before "that" belongs to who says it.

    "Tusk said in Varna, after talks with Erdogan, that further measures could not be excluded."; "The agency reported,
    citing two officials, that 43 soldiers were killed."
    """
    above = verb.head
    mark = next((c for c in verb.children if c.dep_ == "mark" and c.lower_ == "that" and c.i < verb.i), None)
    if mark is None or above == verb or above.pos_ not in VERBS or above.i > mark.i:
        return
    if verb.dep_ != "ccomp" and _has_clause(above):
        return
    verb.dep_ = "ccomp"
    for child in list(verb.children):
        if child.i < mark.i and child.i > above.i and child.dep_ in _LOOSE:
            child.head = above


@REPAIRS.of(pos=VERBS, tags={"VBG"})
def _owned_gerund(verb: Token) -> None:
    """A gerund with a possessor is a noun: "Soleimani, whose killing in a strike had brought"."""
    owners = [c for c in verb.children if c.tag_ in {"WP$", "PRP$"} and c.i < verb.i and c.dep_ in {"nsubj", "poss"}]
    if not owners or any(c.dep_ in {"dobj", "aux"} for c in verb.children):
        return
    verb.pos_, verb.tag_, verb.lemma_ = "NOUN", "NN", verb.lower_
    verb.dep_ = {"csubj": "nsubj", "pcomp": "pobj", "xcomp": "dobj"}.get(verb.dep_, verb.dep_)
    for owner in owners:
        owner.dep_ = "poss"


@REPAIRS.of(pos=VERBS, deps={"advcl", "acl", "conj", "dep"}, tags={"VBN"})
def _scheduled(verb: Token) -> None:
    """A participle behind a comma tells when what is before it is to be: "a meeting, expected on Friday"."""
    if verb.lower_ not in _SCHEDULED or verb.i < 2:
        return
    bare = not any(c.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass", "mark"} for c in verb.children)
    noun = _phrase_head(verb.nbor(-2), verb.head) if verb.nbor(-1).text == "," else None
    if bare and noun is not None and noun != verb and not verb.is_ancestor(noun):
        verb.head, verb.dep_ = noun, "acl"


@REPAIRS.of(pos=VERBS, deps={"conj"}, tags={"VBD", "VBZ"})
def _behind_relative(verb: Token) -> None:
    """A past tense behind the comma that closes a relative clause goes with the main verb.

    "Iran condemned the strikes, in which it said four children died, and summoned the envoy."
    """
    if verb.i < 2 or verb.nbor(-1).lower_ != "and" or verb.nbor(-2).text != ",":
        return
    if any(c.dep_ == "nsubj" for c in verb.children):
        return
    clause = next((a for a in (verb.head, *verb.head.ancestors) if _is_relative(a)), None)
    if clause is None or clause.left_edge.i == 0 or clause.left_edge.nbor(-1).text != ",":
        return
    above = next((a for a in clause.ancestors if a.pos_ in VERBS and a.tag_ == verb.tag_ and a.i < clause.i), None)
    if above is not None:
        verb.head = above


@REPAIRS.of(pos=VERBS, deps={"acl"}, tags={"VBD", "VBZ"})
def _main_verb(verb: Token) -> None:
    """The verb behind "China, which is its closest ally, called on all sides" is the sentence's, not the ally's."""
    if verb.i == 0 or verb.nbor(-1).text != ",":
        return
    root = verb.sent.root
    if (
        root.pos_ not in {"NOUN", "PROPN"}
        or root.i > verb.i
        or not any(a.dep_ == "relcl" and a.head == root for a in verb.ancestors)
    ):
        return
    verb.head, verb.dep_ = verb, "ROOT"
    root.head, root.dep_ = verb, "nsubj"


@REPAIRS.of(pos=VERBS, lemmas={"call"})
def _what_is_called(verb: Token) -> None:
    """In "the Union called an emergency session" the session is what is called, not a name for anything."""
    names = [c for c in verb.children if c.dep_ == "oprd" and c.pos_ == "NOUN" and c.i > verb.i]
    if names and not any(c.dep_ in {"dobj", "nsubjpass", "auxpass"} for c in verb.children):
        names[0].dep_ = "dobj"


@REPAIRS.of(pos=VERBS, deps={"conj"}, tags={"VBN"})
def _behind_aside(verb: Token) -> None:
    """A participle behind an aside goes with the passive before it.

    "She was arrested in February, a week before troops invaded, and sentenced in August."
    """
    above = verb.head
    if above.tag_ != "VBD" or above.dep_ != "advcl" or verb.i < 2:
        return
    if verb.nbor(-1).lower_ != "and" or verb.nbor(-2).text != "," or any(c.dep_ in _OWN for c in verb.children):
        return
    main = above.head
    if main.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in main.children):
        verb.head = main


@REPAIRS.of(pos={"NOUN"}, deps={"nmod", "appos", "npadvmod", "conj", "dep", "dobj"})
def _called_a(noun: Token) -> None:
    """What somebody is called stands behind the apposition to his name: "called his counterpart, Amos Kato, a liar"."""
    det = next((c for c in noun.children if c.lower_ in {"a", "an"} and c.dep_ == "det"), None)
    if det is None or det.i < 2 or det.nbor(-1).text != ",":
        return
    name = det.nbor(-2)
    called = name.head.head if name.dep_ == "appos" else name
    if called.lemma_ not in _CALLING or name.head.dep_ != "dobj" or noun.head == called or name.pos_ != "PROPN":
        return
    noun.head, noun.dep_ = called, "oprd"


@REPAIRS.of(pos=VERBS, lemmas=GIVING)
def _two_objects(verb: Token) -> None:
    """Of two objects the first is to whom: "handed the ambassador a note"."""
    objects = [c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i]
    if len(objects) == 2 and objects[1].left_edge.i == objects[0].right_edge.i + 1:
        objects[0].dep_ = "dative"
    spans = [c for c in verb.children if c.dep_ == "npadvmod" and c.lemma_ in TIMES_GIVEN and c.i > verb.i]
    due = [c for v in (verb, *spans) for c in v.children if c.dep_ in {"advcl", "xcomp", "relcl", "acl"}]
    if spans and verb.lemma_ == "give" and any(c.tag_ == "VB" for c in due):
        spans[0].dep_ = "dobj"  # "gave the army a week to pull out"
        for whom in objects:
            whom.dep_ = "dative"
        return
    for whom in objects if len(objects) == 1 else []:  # "gave the envoy, Amos Kato, 72 hours to leave"
        people = [whom, *(c for c in whom.children if c.dep_ == "appos")]
        times = [n for p in people for n in p.children if n.dep_ == "appos" and n.lemma_ in TIMES_GIVEN]
        if times:
            times[0].head, times[0].dep_, whom.dep_ = verb, "dobj", "dative"
            return
    given = objects[0] if len(objects) == 1 and objects[0].tag_ == "NNS" else None
    whom = verb.doc[verb.i + 1] if given is not None else verb
    if whom.dep_ == "compound" and whom.head == given and whom.ent_type_ == "GPE" and given.i == whom.i + 1:
        whom.head, whom.dep_ = verb, "dative"  # "offered Tehran negotiations"


@REPAIRS.of(pos=VERBS, lemmas={"tell", "assure", "inform", "warn", "remind"})
def _told_whom(verb: Token) -> None:
    """Who is told and who then acts are two: "told Kato Kenya would go on"."""
    acting = next((c for c in verb.children if c.dep_ == "dobj" and c.tag_ == "NNP"), None)
    clause = next((c for c in verb.children if c.dep_ == "ccomp" and c.pos_ in VERBS), None)
    if acting is None or clause is None or clause.i < acting.i or acting.i == 0:
        return
    finite = clause.tag_ in {"VBD", "VBZ", "VBP"} or any(c.tag_ in {"MD", "VBD", "VBZ"} for c in clause.children)
    told = acting.nbor(-1)
    if not finite or told.head != acting or told.tag_ != "NNP" or told.dep_ != "compound":
        return
    if any(c.dep_ in {"nsubj", "nsubjpass", "mark"} for c in clause.children):
        return
    for child in list(acting.children):
        if child.i < told.i:
            child.head = told
    told.head, told.dep_ = verb, "dobj"
    acting.head = clause
    acting.dep_ = "nsubjpass" if any(c.dep_ == "auxpass" for c in clause.children) else "nsubj"


@REPAIRS.of(pos=VERBS, deps={"xcomp", "advcl"})
def _before_infinitive(verb: Token) -> None:
    """What stands before "to" goes with the verb before: "telephoned him on Saturday to tell him of it"."""
    if verb.head.pos_ not in VERBS:
        return
    to = next((c for c in verb.children if c.dep_ == "aux" and c.lower_ == "to"), None)
    if to is None or verb.head.i > to.i:
        return
    for child in list(verb.children):
        if child.dep_ in {"prep", "npadvmod"} and verb.head.i < child.i < to.i:
            child.head = verb.head


@REPAIRS.of(pos=VERBS, lemmas={"be"})
def _is_to(verb: Token) -> None:
    """What stands behind whom somebody is to meet goes with the meeting: "is to meet Kato, an envoy, on Friday"."""
    infinitive = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i), None)
    if infinitive is None:
        return
    whom = [c for c in infinitive.children if c.dep_ == "dobj"]
    for child in list(verb.children):
        if child.dep_ == "attr" and whom and child.i > whom[-1].i:
            child.head, child.dep_ = whom[-1], "appos"
        elif child.dep_ in {"prep", "npadvmod"} and child.i > infinitive.i:
            child.head = infinitive


@REPAIRS.of(pos=VERBS, deps={"conj"}, tags={"VBD", "VBN"}, lemmas=HARM)
def _harmed_as_well(verb: Token) -> None:
    """Who stands beside a victim is one: "one was killed and his guard wounded", "left six dead and ten hurt"."""
    harmed = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    left = verb.head.lemma_ == "leave" and any(c.lower_ == "dead" for c in verb.head.children)
    passive = left or any(c.dep_ == "auxpass" for c in verb.head.children)
    if harmed is not None and passive and not any(c.dep_ in {"dobj", "aux", "ccomp"} for c in verb.children):
        harmed.dep_, verb.tag_ = "nsubjpass", "VBN"


@REPAIRS.of(pos=VERBS, deps={"ccomp", "ROOT"}, tags={"VBD", "VBN"}, lemmas=HARM)
def _harmed_in_a_headline(verb: Token) -> None:
    """Who "killed" without an object was killed: "Chad says soldier killed in border clash"."""
    if any(c.dep_ in {"dobj", "aux", "auxpass", "ccomp", "prt", "dative"} for c in verb.children):
        return
    harmed = next((c for c in verb.children if c.dep_ == "nsubj" and c.i == verb.i - 1), None)
    people = harmed is not None and harmed.tag_ in {"NN", "NNS", "NNP"}
    following = verb.nbor().lower_ if verb.i + 1 < len(verb.doc) else ""
    if harmed is not None and people and following in {"in", "by", "near", "during"}:
        harmed.dep_, verb.tag_ = "nsubjpass", "VBN"


@REPAIRS.of(pos=VERBS, deps={"ROOT"}, lemmas={"say", "report", "announce", "confirm", "add"})
def _who_said(verb: Token) -> None:
    """Who said it stands behind the last comma: "had a truce with the army, officials and residents said"."""
    if verb.i == 0 or any(c.dep_ in {"nsubj", "nsubjpass", "expl"} for c in verb.children):
        return
    clause = next((c for c in verb.children if c.dep_ == "ccomp" and c.i < verb.i), None)
    last = first = verb.nbor(-1)
    if clause is None or last.dep_ != "conj" or last.pos_ not in {"NOUN", "PROPN"}:
        return
    while first.dep_ == "conj" and first.left_edge.i and first.left_edge.nbor(-1).text != ",":
        first = first.head
    if first.dep_ != "conj" or not clause.is_ancestor(first):
        return
    above = first.head
    first.head, first.dep_ = verb, "nsubj"
    for child in list(above.children):
        if child.i > first.i:
            child.head = first


@REPAIRS.of(pos=VERBS, deps={"dep"}, tags={"VBN", "VBD"})
def _then(verb: Token) -> None:
    """A verb behind "then" goes on with what was done: "diverted a flight, then arrested a passenger"."""
    if verb.head.tag_ == "VBD" and verb.i and verb.nbor(-1).lower_ == "then":
        verb.dep_, verb.tag_ = "conj", "VBD"


@REPAIRS.of(pos=VERBS, deps={"xcomp", "ccomp"}, tags={"VB"})
def _called_on_to(verb: Token) -> None:
    """In "who has called on Kato to resign" he is called on, whatever he is to do."""
    on = next((c for c in verb.head.children if c.dep_ == "prep" and c.lower_ in {"on", "upon"}), None)
    if verb.head.lemma_ != "call" or on is None or any(c.dep_ == "pobj" for c in on.children):
        return
    asked = next((c for c in verb.children if c.dep_ == "nsubj" and c.left_edge.i == on.i + 1), None)
    if asked is not None and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children):
        asked.head, asked.dep_ = on, "pobj"


def _has_clause(verb: Token) -> bool:
    return any(c.dep_ in {"ccomp", "xcomp"} for c in verb.children)


def _is_relative(verb: Token) -> bool:
    return verb.pos_ in VERBS and any(
        t.tag_ in {"WDT", "WP", "WP$"} for c in verb.children for t in (c, *c.children) if t.i < verb.i
    )


def _phrase_head(step: Token, above: Token) -> Token | None:
    """The noun that heads the phrase that ends with a token."""
    while step.head.i < step.i and step.head.pos_ in _PHRASE and step.head not in (above, step):
        step = step.head
    return step if step.pos_ in {"NOUN", "PROPN"} else None


@REPAIRS.of(tags={"VBP"}, lemmas=set(_PASTS))
def _retook(verb: Token) -> None:
    """A past form that the model takes for a present: "troops retook the town"."""
    verb.tag_, verb.lemma_ = "VBD", _PASTS[verb.lower_]


@REPAIRS.of(deps={"attr", "acomp"}, tags={"VBN", "NN"})
def _was_overrun(word: Token) -> None:
    """What is done by somebody is a passive: "the base was overrun by rebels"."""
    be = word.head
    if be.lemma_ != "be" or {c.dep_ for c in word.children} & {"agent", "det"} != {"agent"}:
        return
    word.pos_, word.tag_ = "VERB", "VBN"
    word.dep_, word.head = be.dep_, be.head if be.head != be else word
    for child in list(be.children):
        if child != word:
            child.head = word
            child.dep_ = {"nsubj": "nsubjpass"}.get(child.dep_, child.dep_)
    be.head, be.dep_ = word, "auxpass"
