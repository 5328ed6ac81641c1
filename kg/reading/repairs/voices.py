"""Participles, passives and relative clauses: who does what, and to whom it is done."""

from __future__ import annotations

from spacy.tokens import Token

from kg.reading.repairs.rules import REPAIRS, VERBS
from kg.reading.repairs.verbs import GIVING, HARM

_QUESTIONING = {"ask", "question"}
_CHARGING = {"accuse", "suspect", "acquit", "convict", "warn"}


@REPAIRS.of(pos=VERBS, deps={"conj"}, tags={"VBG"})
def _beside_participle(verb: Token) -> None:
    """A participle goes on with a participle, not with an infinitive: "asking it to share them and promising aid"."""
    infinitive = verb.head
    above = infinitive.head
    to = any(c.dep_ == "aux" and c.lower_ == "to" for c in infinitive.children)
    if infinitive.tag_ == "VB" and to and above.tag_ == "VBG" and infinitive.dep_ in {"xcomp", "advcl", "ccomp"}:
        verb.head = above


@REPAIRS.of(pos=VERBS, deps={"conj"}, tags={"VBD"}, lemmas=GIVING | _QUESTIONING)
def _given(verb: Token) -> None:
    """What is coordinated with a passive is passive: "was summoned on Monday and handed a note"."""
    passive = any(c.dep_ == "auxpass" for c in verb.head.children)
    if passive and not any(c.dep_ in {"nsubj", "nsubjpass", "aux"} for c in verb.children):
        verb.tag_ = "VBN"


@REPAIRS.of(pos=VERBS, lemmas=_CHARGING)
def _accused_of(verb: Token) -> None:
    """Of what somebody is accused goes with the verb: "accused rebels of shelling a town"."""
    for noun in [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}]:
        for child in list(noun.children):
            if child.dep_ == "prep" and child.lower_ == "of" and any(c.dep_ == "pcomp" for c in child.children):
                child.head = verb


@REPAIRS.of(pos=VERBS, deps={"advcl", "ccomp"}, tags={"VBD", "VBN"})
def _behind_participle(verb: Token) -> None:
    """A participle between commas takes no subject: "the missile, believed to be a new one, was fired"."""
    main = verb.head
    if main.i < verb.i or main.pos_ not in VERBS or verb.i < 2 or verb.nbor(-1).text != ",":
        return
    noun = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if noun is None or noun.i != verb.i - 2:
        return
    if any(c.dep_ in {"nsubj", "nsubjpass", "expl"} for c in main.children):
        return
    noun.head, noun.dep_ = main, "nsubjpass" if any(c.dep_ == "auxpass" for c in main.children) else "nsubj"
    verb.head, verb.dep_, verb.tag_ = noun, "acl", "VBN"


@REPAIRS.of(pos=VERBS, deps={"acl"}, tags={"VBD"})
def _reduced(verb: Token) -> None:
    """A past form behind a noun, without subject or object, is its participle: "an attack blamed on rebels"."""
    bare = not any(c.dep_ in {"nsubj", "nsubjpass", "dobj", "aux"} for c in verb.children)
    if bare and verb.i > verb.head.i:
        verb.tag_ = "VBN"


@REPAIRS.of(pos=VERBS, deps={"relcl"})
def _who_are(verb: Token) -> None:
    """Who "are" or "have" are many: of "rebels loyal to Kato who are fighting" it is the rebels who fight."""
    one = verb.head
    if one.tag_ not in {"NN", "NNP"}:
        return
    who = next((c for c in verb.children if c.dep_ == "nsubj" and c.lower_ in {"who", "which", "that"}), None)
    forms = {c.tag_ for c in verb.children if c.dep_ == "aux"} or {verb.tag_}
    if who is None or "VBP" not in forms:
        return
    if one.i != who.i - 1 or any(c.dep_ in {"conj", "cc"} for c in one.children):
        return
    for noun in one.ancestors:
        if noun.pos_ in VERBS:
            return
        if noun.tag_ in {"NNS", "NNPS"} and noun.i < one.i:
            verb.head = noun
            return


@REPAIRS.of(pos=VERBS, deps={"relcl"}, lemmas=HARM | {"leave", "claim"})
def _what_killed(verb: Token) -> None:
    """It is an attack that kills, not where it took place: "an attack in Goma, which left six dead"."""
    place = verb.head
    if place.ent_type_ not in {"GPE", "LOC", "DATE"} or place.dep_ != "pobj" or verb.i < place.i:
        return
    noun = place.head.head
    which = any(c.dep_ == "nsubj" and c.lower_ in {"which", "that"} for c in verb.children)
    if which and noun.pos_ == "NOUN" and noun.i < place.i and not noun.ent_type_:
        verb.head = noun


@REPAIRS.of(pos=VERBS, deps={"relcl"})
def _a_day_earlier(verb: Token) -> None:
    """A relative clause behind "an attack a day earlier" tells of the attack, and so do the words of time."""
    who = next((c for c in verb.children if c.dep_ == "nsubj" and c.lower_ in {"who", "which", "that"}), None)
    if who is None or who.i < 4 or who.nbor(-1).lower_ not in {"earlier", "ago", "later"}:
        return
    when = who.nbor(-1)
    first = when.left_edge.i
    noun = verb.doc[first - 1] if first else when
    if noun.pos_ != "NOUN" or noun.i <= verb.head.i:
        return
    verb.head, when.head = noun, noun


@REPAIRS.of(pos=VERBS, deps={"conj"}, tags={"VB", "VBP"})
def _bare(verb: Token) -> None:
    """A bare form goes with the modal before it: "stressed the need of a truce that would free them, allow aid"."""
    if verb.head.tag_ != "VBD" or any(c.dep_ in {"nsubj", "nsubjpass", "aux", "expl"} for c in verb.children):
        return
    modal = [t for t in verb.doc[verb.head.i + 1 : verb.i] if t.tag_ == "MD" and t.head.pos_ in VERBS]
    if modal and modal[-1].head.i < verb.i and modal[-1].head.tag_ == "VB":
        verb.head, verb.tag_ = modal[-1].head, "VB"


@REPAIRS.of(pos=VERBS, deps={"conj", "dep"}, tags={"VB"})
def _asked_as_well(verb: Token) -> None:
    """A bare form goes with the infinitive before it: "called on the army to free them, stop the raids and leave"."""
    above = verb.head
    if above.tag_ not in {"VBD", "VBZ", "VBN"} or above.pos_ not in VERBS:
        return
    if any(c.dep_ in {"nsubj", "nsubjpass", "aux", "expl"} for c in verb.children):
        return
    if above.tag_ == "VBN" and any(c.tag_ == "MD" for c in above.children):
        return
    asked = [c for c in above.children if c.dep_ in {"xcomp", "advcl", "ccomp"} and above.i < c.i < verb.i]
    asked = [c for c in asked if c.tag_ == "VB" and any(k.lower_ == "to" and k.dep_ == "aux" for k in c.children)]
    if asked:
        verb.head, verb.dep_ = asked[-1], "conj"


@REPAIRS.of(pos=VERBS, deps={"conj"}, tags={"VBD"})
def _beside_denial(verb: Token) -> None:
    """What is done beside a denial is not denied: "denied that it had ever worked there and cancelled the talks"."""
    above = verb.head
    if above.tag_ != "VBN" or above.dep_ != "ccomp" or above.head.tag_ != "VBD" or above.head.lemma_ != "deny":
        return
    perfect = any(c.dep_ == "aux" and c.lower_ in {"had", "has", "have"} for c in above.children)
    if perfect and not any(c.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass"} for c in verb.children):
        verb.head = above.head


@REPAIRS.of(pos=VERBS, lemmas={"name", "appoint", "nominate", "elect"})
def _named_as(verb: Token) -> None:
    """Who is named is no title: "named an economist, Paul Kato, as prime minister"."""
    called = next((c for c in verb.children if c.dep_ == "oprd" and c.i > verb.i), None)
    if called is None or any(c.dep_ in {"dobj", "auxpass"} for c in verb.children):
        return
    if any(c.dep_ == "prep" and c.lower_ == "as" and c.i > called.i for c in verb.children):
        called.dep_ = "dobj"


@REPAIRS.of(pos=VERBS, deps={"advcl"}, tags={"VBG"})
def _ruled_out_doing(verb: Token) -> None:
    """What is done right behind a particle is what is ruled out or given up: "has ruled out sending the army"."""
    if verb.i and verb.nbor(-1).dep_ == "prt" and verb.nbor(-1).head == verb.head and verb.head.i < verb.i:
        verb.dep_ = "xcomp"


@REPAIRS.of(tags={"VBG"}, deps={"advcl", "acl", "pcomp"}, lemmas={"shell", "bomb", "shoot"})
def _killed_by_shelling(verb: Token) -> None:
    """In "were killed by Chadian shelling" it is the shelling, and no more that they shelled."""
    before = verb.nbor(-1) if verb.i else verb
    by = before.head
    if before.dep_ != "pobj" or by.lower_ not in {"by", "in"} or before.ent_type_ not in {"NORP", "GPE"}:
        return
    if by.head != verb.head or any(c.dep_ in {"dobj", "nsubj"} for c in verb.children):
        return
    verb.head, verb.dep_, verb.tag_, verb.pos_, verb.lemma_ = by, "pobj", "NN", "NOUN", verb.lower_
    before.head, before.dep_ = verb, "amod"


@REPAIRS.of(tags={"VBN"}, deps={"acl"})
def _first_of_two_clauses(verb: Token) -> None:
    """In "Kato, who denies it, threatened to go, but Tutu said that" the first one threatened."""
    name = verb.head
    joint = next((c for c in name.children if c.dep_ == "cc" and c.i > verb.i), None)
    second = name.head
    if joint is None or joint.nbor(-1).text != "," or name.dep_ != "nsubj" or second.pos_ not in VERBS:
        return
    other = [c for c in second.children if c.dep_ == "nsubj" and c.i > joint.i]
    between = verb.doc[name.i + 1 : verb.i]
    if not other or between[-1:].text != "," or any(c.dep_ in {"aux", "auxpass", "agent"} for c in verb.children):
        return
    verb.head, verb.dep_, verb.tag_ = (verb if second.head == second else second.head), second.dep_, "VBD"
    second.head, second.dep_ = verb, "conj"
    name.head, joint.head = verb, verb


@REPAIRS.of(tags={"VBN"}, deps={"advcl"}, lemmas={"hold"})
def _held_on(verb: Token) -> None:
    """In "requested a session of the council, held on Friday" it is the session that was held."""
    asked = [c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i]
    own = any(c.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass", "mark", "dobj"} for c in verb.children)
    if verb.i and verb.nbor(-1).text == "," and len(asked) == 1 and verb.head.i < verb.i and not own:
        verb.head, verb.dep_ = asked[0], "acl"
