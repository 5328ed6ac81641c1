"""Who does what to whom in a dependency parse: subjects, objects and complements across clauses.

All functions take and return spaCy tokens (the heads of phrases). The labels are those of the English models
(ClearNLP style): nsubj, dobj, pobj, agent, relcl, acl, xcomp, ccomp, pcomp, advcl.
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.reading.machines import SENT
from kg.reading.tree import (
    DITRANSITIVE,
    NOMINAL,
    RELATIVES,
    antecedent,
    children,
    conjuncts,
    in_compound,
    is_imperative,
    is_passive,
    is_verb,
    prepositional,
)

_TELLING = {"protest", "hand", "convey", "condemn", "express", "deliver", "tell", "inform", "lodge", "complain",
            "demand", "warn", "voice", "assure", "thank", "congratulate", "urge", "offer", "apologise", "apologize",
            "explain", "discuss", "raise", "criticise", "criticize", "denounce", "ask",
            "register"}  # fmt: skip
# verbs whose subject, not their object, carries out the infinitive: "promised him to come"
_SUBJECT_CONTROL = {"promise", "threaten", "vow", "pledge", "offer", "use"}
_INTENTS = {
    "attempt", "effort", "plan", "bid", "move", "decision", "proposal", "threat", "pledge", "vow", "promise",
    "offer", "push", "request", "call", "demand", "intention", "willingness", "readiness", "commitment",
    "ambition", "campaign", "refusal",
}  # fmt: skip


def _raw_subjects(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"} and child.tag_ != "EX"]


def surface_subjects(verb: Token, depth: int = 0) -> list[Token]:
    """The grammatical subject, also where it is shared, controlled, raised or the head of a relative clause."""
    own = _raw_subjects(verb)
    if own:
        # "China, which arms Pakistan, and Chad both offered help": Chad arms nobody
        return [n for one in own for n in conjuncts(antecedent(one)) if n.i < one.i or antecedent(one) == one]
    if depth > 8:
        return []
    head, dep = verb.head, verb.dep_
    if is_imperative(verb):
        return []
    if dep == "conj" and is_verb(head):
        return surface_subjects(coordinated(verb), depth + 1)
    if dep == "xcomp" and head.lemma_ == "use" and is_passive(head):
        return []  # "denied that its land had been used to launch the attack"
    if dep == "xcomp" and is_verb(head):
        return _given_time(head) or controllers(head, verb, depth)
    if dep == "xcomp" and head.pos_ == "ADJ":
        return surface_subjects(head, depth + 1)  # "was due to meet"
    if dep in {"advcl", "ccomp", "parataxis"} and is_verb(head) and not children(verb, "expl"):
        has_finite_subject = any(c.dep_ == "mark" for c in verb.children) and verb.tag_ in {"VBZ", "VBP", "VBD", "MD"}
        if dep == "ccomp" and verb.i < head.i and verb.tag_ in _FINITE:
            return []  # "... met him, an official said": not the official
        given = _given_time(head) if verb.tag_ == "VB" and dep == "advcl" else []
        return given or ([] if has_finite_subject else surface_subjects(head, depth + 1))
    if dep in {"acl", "relcl"}:
        return _modified_noun_subjects(verb, depth)
    if dep == "pcomp":
        return _gerund_subjects(verb, depth)
    if dep in {"acomp", "attr"} and is_verb(head):
        return surface_subjects(head, depth + 1)
    if verb.pos_ == "ADJ" and dep in {"amod", "appos"} and verb.i > head.i and head.pos_ in {"NOUN", "PROPN"}:
        return [head]  # "Kato, due to meet Okello on Friday, said"
    if dep in {"aux", "auxpass"} and is_verb(head):
        return surface_subjects(head, depth + 1)
    return []


_JUDGING = {"condemn", "denounce", "describe", "criticise", "criticize", "call", "reject", "accuse", "blame", "deplore"}
_FINITE = {"VBD", "VBZ", "VBP"}
_VOICING = {"voice", "express", "add", "warn", "urge", "call", "insist", "deny", "vow", "pledge", "reiterate", "stress"}


def coordinated(verb: Token) -> Token:
    """The verb that a coordinated one goes with: "ordered them to leave and accused ..." goes with "ordered"."""
    head = verb.head
    if children(verb, "aux", "auxpass"):
        return head
    # "said that missiles had been fired and vowed to answer", "and condemned it": who vows is active, not the missiles
    says = children(verb, "ccomp", "xcomp") or (verb.lemma_ in _JUDGING and children(verb, "dobj"))
    active = head.dep_ == "ccomp" and children(head, "auxpass") and says
    if active and verb.tag_ in {"VBN", "VBD"} and is_verb(head.head):
        return head.head
    if verb.tag_ == "VBG" and head.tag_ in _FINITE and head.dep_ == "ccomp" and head.head.tag_ == "VBG":
        return head.head  # "saying it was an obstacle and vowing to go on"
    if verb.tag_ not in _FINITE:
        return head
    while is_verb(head.head) and head.head != head and (_no_partner(head) or _other_tense(head, verb)):
        head = head.head
    if head.dep_ == "relcl" and verb.tag_ == "VBD" and any(c.tag_ == "MD" for c in head.children):
        # "said it was a step that could hurt them and called on them to stop"
        head = next((a for a in head.ancestors if is_verb(a) and a.tag_ == "VBD"), head)
    told = head.dep_ == "ccomp" and is_verb(head.head) and head.head.tag_ in _FINITE and head.head.i < head.i
    if told and verb.lemma_ in _VOICING and head.lemma_ not in _VOICING and verb.tag_ == head.head.tag_:
        return head.head  # "told him that Kenya had a right to act but voiced concern"
    return head


def _other_tense(head: Token, verb: Token) -> bool:
    """Whether a past form cannot go with what is said: "wrote that all is well and promised"."""
    modal = any(c.dep_ == "aux" and c.tag_ == "MD" for c in head.children)
    return verb.tag_ == "VBD" and head.dep_ == "ccomp" and (head.tag_ in {"VBZ", "VBP"} or modal)


def _no_partner(head: Token) -> bool:
    """Whether a finite verb cannot go with this one: a bare infinitive or gerund, "to be told", "there was"."""
    if head.dep_ in {"xcomp", "advcl", "conj", "pcomp"} and head.tag_ in {"VB", "VBG"}:
        return True
    if head.dep_ == "ccomp" and head.tag_ == "VB" and not children(head, "aux"):
        return True  # "demanded that it release the man and threatened"
    infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in head.children)
    return (infinitive and head.dep_ in {"xcomp", "advcl"}) or (
        head.dep_ == "ccomp" and (head.tag_ == "VBG" or bool(children(head, "expl")))
    )


def controllers(head: Token, verb: Token, depth: int = 0) -> list[Token]:
    """Who carries out the infinitive `verb` below `head`: its object if it has one ("urged him to go")."""
    objects = [c for c in head.children if c.dep_ in {"dobj", "iobj", "dative"} and c.i < verb.i and c.pos_ in NOMINAL]
    if head.lemma_ in _SENDING and objects and all(o.lemma_ in SENT for o in objects):
        return surface_subjects(head, depth + 1)  # "scrambled jets to intercept bombers": who scrambled them
    if head.lemma_ == "summon" and is_passive(head) and verb.lemma_ in _TELLING:
        return agents_by(head)  # "was summoned to convey a protest": by whoever summons
    told = head.lemma_ in {"summon", "telephone", "phone", "contact"} and verb.lemma_ in _TELLING
    if objects and head.lemma_ not in _SUBJECT_CONTROL and not told:  # "summoned the envoy to protest": who summons
        return [noun for one in objects for noun in conjuncts(antecedent(one))]
    wish = next((o for o in children(head, "dobj") if o.lemma_ in _WISHES and o.i < verb.i), None)
    if wish is not None:  # "reiterated its call on Turkey to stop"
        asked = [n for p in ("on", "to") for n in prepositional(wish, p)]
        if asked:
            return asked
    if head.lemma_ in {"call", "appeal", "plead", "rely"}:
        # "called on the parties to talk"
        asked = [n for p in ("on", "upon", "to", "with") for n in prepositional(head, p) if n.i < verb.i]
        if asked:
            return asked
    return surface_subjects(head, depth + 1)


_SENDING = {"scramble", "send", "deploy", "dispatch", "launch", "use", "fly", "order", "direct", "task"}
_WISHES = {"call", "appeal", "demand", "plea"}
TIMES_GIVEN = {"hour", "day", "week", "month", "deadline", "time"}  # "gave the army a week to pull out"
_CHANCES = {"chance", "opportunity", "time", "hope", "step", "move", "offer", "resort", "option"}


def _given_time(verb: Token) -> list[Token]:
    """Who has time for something: "gave the army a week to pull out"."""
    given = any(o.lemma_ in TIMES_GIVEN for o in children(verb, "dobj"))
    return [n for one in children(verb, "dative") for n in conjuncts(one)] if given else []


def _modified_noun_subjects(verb: Token, depth: int) -> list[Token]:
    """The subject of a clause that modifies a noun: the noun itself, or for an infinitive who has that plan or wish."""
    noun = verb.head
    if verb.dep_ == "relcl" and any(c.dep_ in {"dobj", "pobj"} and c.lower_ in RELATIVES for c in verb.children):
        return []
    infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    ranked = any(c.tag_ in {"JJS", "RBS"} or c.lower_ in {"first", "last", "only", "latest"} for c in noun.subtree)
    ranked = ranked and noun.lemma_.lower() not in _CHANCES  # "given a last chance to withdraw"
    if infinitive and ranked and noun.pos_ in {"NOUN", "PROPN"} and noun.lemma_.lower() not in _INTENTS:
        return [noun]  # "the highest-ranking official to visit", "the first leader to call"
    if infinitive:
        asked = [n for p in ("on", "to") for n in prepositional(noun, p)] if noun.lemma_ in _WISHES else []
        return asked or noun_subjects(noun, depth + 1)  # "its call on Turkey to stop": Turkey
    if noun.pos_ in NOMINAL:
        return [noun]
    return surface_subjects(noun, depth + 1) if is_verb(noun) else []


def noun_subjects(noun: Token, depth: int = 0) -> list[Token]:
    """Whose plan, wish or attempt a noun is: its possessor, or the subject of the verb that it belongs to."""
    owners = children(noun, "poss") or prepositional(noun, "by")  # "an attempt by Chad to attack"
    if not owners and noun.lemma_.lower() in _INTENTS:  # "US attempts to tighten sanctions"
        named = [
            c for c in children(noun, "compound", "nmod", "amod") if c.ent_type_ in {"GPE", "NORP", "ORG", "PERSON"}
        ]
        owners = [c for c in named if not in_compound(c)]
    if owners:
        return [one for owner in owners for one in conjuncts(owner)]
    if depth > 8:
        return []
    head = noun.head
    if noun.dep_ in {"dobj", "attr", "nsubjpass"} and is_verb(head):
        given = _given_time(head) if noun.lemma_ in TIMES_GIVEN else []
        if given:
            return given
        return surface_subjects(head, depth + 1) if noun.dep_ != "nsubjpass" else logical_subjects(head)
    if noun.dep_ == "pobj" and head.dep_ == "prep":
        above = head.head
        if head.lower_ == "of" and above.lemma_ in {"accuse", "suspect"}:  # "accused Kyiv of attempts to interfere"
            return logical_objects(above)
        return surface_subjects(above, depth + 1) if is_verb(above) else noun_subjects(above, depth + 1)
    if noun.dep_ == "conj":
        return noun_subjects(head, depth + 1)
    return []


def _gerund_subjects(verb: Token, depth: int) -> list[Token]:
    """The subject of a gerund after a preposition: "blocked him from leaving" (him), "by urging" (the subject)."""
    preposition = verb.head
    above = preposition.head
    if above.dep_ == "prep":
        return _gerund_subjects_above(above, depth)
    if is_verb(above):
        objects = children(above, "dobj", "dative")
        credited = preposition.lower_ == "with" and above.lemma_ in {"credit", "charge", "task", "entrust"}
        done_to = credited or preposition.lower_ in {"from", "of", "into", "against", "for"}
        if objects and done_to and objects[0].i < preposition.i:
            if above.lemma_ in {"apologise", "apologize"}:
                return surface_subjects(above, depth + 1)
            return [noun for one in objects for noun in conjuncts(antecedent(one))]
        if objects and preposition.lower_ == "as" and above.lemma_ in {"quote", "cite"}:
            return [noun for one in objects for noun in conjuncts(one)]  # "quoted him as warning"
        if is_passive(above) and done_to:
            return surface_subjects(above, depth + 1)
        return logical_subjects(above, depth + 1)
    if above.lemma_ in {"urgency", "importance", "necessity", "possibility", "prospect"} and preposition.lower_ == "of":
        return []  # "stressed the urgency of reaching a truce": not his to reach
    if above.pos_ in {"NOUN", "PROPN"}:
        return noun_subjects(above, depth + 1)
    if above.pos_ == "ADJ":
        return surface_subjects(above, depth + 1)  # "are capable of breaking the truce"
    return []


def _gerund_subjects_above(preposition: Token, depth: int) -> list[Token]:
    above = preposition.head
    while above.dep_ == "prep" and above.pos_ in {"ADP", "SCONJ", "VERB"}:
        above = above.head  # "despite its efforts, including by urging it": two prepositions up
    if is_verb(above):
        return logical_subjects(above, depth + 1)
    return noun_subjects(above, depth + 1) if above.pos_ == "NOUN" else []


_TELLING_OF = {"notify", "inform", "accuse", "warn", "assure", "suspect", "convict", "advise"}


def agents_by(verb: Token) -> list[Token]:
    """The nouns of a passive's by-phrase, also behind what it is about: "was notified of the raid by Chad"."""
    below = [o for c in verb.children if c.dep_ == "prep" and c.lower_ == "of" for o in children(c, "pobj")]
    told = verb.lemma_ in _TELLING_OF and is_passive(verb) and not children(verb, "agent")
    return [
        noun
        for child in (*verb.children, *(c for o in below if told for c in o.children if c.i > o.i))
        if child.dep_ == "agent"
        or (child.dep_ == "prep" and child.lower_ == "by" and (is_passive(verb) or child.head != verb))
        for one in children(child, "pobj")
        for noun in conjuncts(one)
    ]


def logical_subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Who does it: the subject of an active verb, the by-phrase of a passive one, who has it done by others."""
    if not is_passive(verb):
        return surface_subjects(verb, depth)
    found = agents_by(verb)
    has_it_done = verb.dep_ == "ccomp" and verb.head.lemma_ == "have" and not children(verb, "aux", "auxpass")
    finite = has_it_done and verb.head.tag_ in _FINITE  # "had the ambassador summoned"
    return found or (surface_subjects(verb.head, depth + 1) if finite and depth < 8 else [])


def logical_objects(verb: Token) -> list[Token]:
    """To whom or what it is done: the object of an active verb, the subject of a passive one."""
    if is_passive(verb):
        kept = children(verb, "dobj") if verb.lemma_ in DITRANSITIVE else []
        if kept:  # "was denied a visa"
            return [noun for one in kept for noun in conjuncts(one)]
        subjects = surface_subjects(verb) if verb.dep_ != "acl" else [verb.head]
        return subjects + [n for one in children(verb, "oprd") for n in conjuncts(one)]
    found = [noun for one in children(verb, "dobj") for noun in conjuncts(antecedent(one))]
    if len(found) == 1 and found[0].lower_ in {"most", "much"}:  # "supplies most of its arms"
        found = [n for n in prepositional(found[0], "of") if n.pos_ == "NOUN"] or found
    if not found:
        # "intercepted around a dozen missiles": the model takes the adverb of number for a preposition
        found = [
            noun
            for child in children(verb, "prep")
            if child.lower_ in {"around", "about", "over"} and child.i == verb.i + 1
            for noun in children(child, "pobj")
            if children(noun, "nummod") or (noun.pos_ in {"NUM", "NOUN"} and children(noun, "quantmod"))
        ]
    if not found and children(verb, "nsubj"):  # "called Erdogan on Tuesday": the model expects what he was called
        found = [n for one in children(verb, "oprd") if one.pos_ == "PROPN" and one.i > verb.i for n in conjuncts(one)]
    if not found:  # "shot down six of the drones"
        numbers = [n for n in children(verb, "npadvmod") if n.pos_ == "NUM" and n.i > verb.i]
        found = [n for n in numbers if any(c.lower_ == "of" for c in n.children)]
    if not found and verb.dep_ == "relcl" and _gap_is_object(verb):
        found = [verb.head]
    if not found and any(c.dep_ == "conj" and is_verb(c) for c in verb.children):
        # "condemned and denounced the attack": the object stands with the last verb
        for other in (c for c in verb.children if c.dep_ == "conj" and is_verb(c)):
            if (
                other.i - verb.i <= 3
                and other.tag_ == verb.tag_
                and not any(t.dep_ in {"prep", "dobj"} for t in verb.children)
            ):
                found = [noun for one in children(other, "dobj") for noun in conjuncts(one)]
    return found


def what_objects(verb: Token) -> list[Token]:
    """What a what-clause says the object is: "launched what appeared to be a missile", "what it said was a test"."""
    for clause in children(verb, "ccomp"):
        below = [clause, *children(clause, "xcomp", "ccomp")]
        if any(c.lower_ == "what" for one in below for c in one.children):
            return [n for one in below for n in children(one, "attr", "oprd") if n.lower_ != "what"]
    return []


def _gap_is_object(verb: Token) -> bool:
    """Whether a relative clause lacks its object: "actions Israel has taken"."""
    subjects = _raw_subjects(verb)
    owned = any(c.tag_ == "WP$" for s in subjects for c in s.children)  # "Eritrea, whose army has fought"
    return bool(subjects) and not owned and all(s.lower_ not in RELATIVES or antecedent(s) == s for s in subjects)


def indirect_objects(verb: Token) -> list[Token]:
    """The dative: "gave Israel weapons", "told reporters that"; of a passive its subject: "was denied a visa"."""
    if verb.lemma_ in DITRANSITIVE and is_passive(verb) and children(verb, "dobj"):
        return surface_subjects(verb) if verb.dep_ != "acl" else [verb.head]
    return [noun for one in children(verb, "dative", "iobj") if one.pos_ in NOMINAL for noun in conjuncts(one)]


_TRYING = {"try", "charge", "indict", "arrest", "prosecute", "investigate", "accuse", "sue", "kill", "sanction"}


def whose_counterpart(noun: Token) -> list[Token]:
    """Whose equal "his Turkish counterpart" is: of whoever talks with him, whoever else "his" might mean."""
    if noun.lemma_ not in {"counterpart", "colleague"} or not any(
        c.dep_ == "poss" and c.pos_ == "PRON" for c in noun.children
    ):
        return []
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.dep_ in {"prep", "dative"} else noun.head
    if not is_verb(above) or noun.dep_ not in {"pobj", "dobj", "dative"} or above.lemma_ in _TRYING:
        return []  # "asked the court to try his counterpart": not that of the court
    return [s for s in logical_subjects(above) if s != noun]
