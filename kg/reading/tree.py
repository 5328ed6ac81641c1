"""What stands where in a dependency parse: conjuncts, phrases, complements, negations, what a relative pronoun means.

All functions take and return spaCy tokens (the heads of phrases). The labels are those of the English models
(ClearNLP style): nsubj, dobj, pobj, agent, relcl, acl, xcomp, ccomp, pcomp, advcl.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

SUBJECTS = {"nsubj", "nsubjpass", "csubj", "csubjpass"}
RELATIVES = {"who", "whom", "which", "that"}
NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X"}
DITRANSITIVE = {"give", "award", "offer", "send", "show", "tell", "grant", "hand", "deny", "pay", "call", "name"}
_NOUNS = {"NOUN", "PROPN"}


def is_verb(token: Token) -> bool:
    """Whether the token heads a clause."""
    return token.pos_ in {"VERB", "AUX"}


def conjuncts(token: Token, *, nominal: bool = True) -> list[Token]:
    """The token and what is coordinated with it, in the text's order."""
    found = [token]
    for child in token.children:
        listed = child.dep_ in {"appos", "npadvmod"} and _goes_on(child, token)
        if (child.dep_ == "conj" or listed) and (not nominal or child.pos_ in NOMINAL):
            found.extend(conjuncts(child, nominal=nominal))
    return found


def _goes_on(name: Token, before: Token) -> bool:
    """Whether a list of names goes on behind one that the model takes for an apposition: "Iraq, Jordan and Qatar"."""
    beside = name.left_edge.i == before.i + 2 and name.doc[before.i + 1].text == ","
    names = name.pos_ == before.pos_ == "PROPN"
    return beside and names and any(c.dep_ in {"cc", "conj", "appos"} for c in name.children)


def children(token: Token, *deps: str) -> list[Token]:
    """The direct dependents with one of the labels."""
    return [child for child in token.children if child.dep_ in deps]


def is_imperative(verb: Token) -> bool:
    """Whether the verb gives an order: "Hit them now", he wrote."""
    bare = verb.tag_ == "VB" and verb.dep_ in {"ROOT", "ccomp"}
    return bare and not children(verb, "aux", "nsubj", "nsubjpass", "mark")


def in_compound(token: Token) -> bool:
    """Whether a hyphen joins the token to a participle after it: "Iran" in "Iran-backed", "UN" in "UN-brokered"."""
    after = token.i + 1
    if after + 1 >= len(token.doc) or token.whitespace_ or token.doc[after].text != "-":
        return False
    participle = token.doc[after + 1]
    return not token.doc[after].whitespace_ and (participle.tag_ in {"VBN", "VBG", "VBD"} or participle.pos_ == "ADJ")


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive, reduced relatives included ("missiles launched by Tehran")."""
    if children(verb, "nsubjpass", "auxpass", "csubjpass"):
        return True
    if children(verb, "agent") and not children(verb, "dobj", "nsubj"):
        return True
    when = (
        verb.dep_ == "advcl" and verb.tag_ == "VBN" and any(c.lower_ in {"when", "if", "once"} for c in verb.children)
    )
    behind = verb.dep_ == "advcl" and verb.tag_ == "VBN" and verb.i > verb.head.i and verb.nbor(-1).text == ","
    if (when or behind) and not children(verb, "aux", "nsubj", "dobj"):
        return True  # "when asked if it would go, he said"; "were met by jets, deployed there in May"
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not children(verb, "nsubj", "aux") and verb.head.tag_ == "VBN":
        return is_passive(verb.head)
    active = children(verb, "dobj") and verb.lemma_ not in DITRANSITIVE  # "the six, who met, condemned the test"
    return verb.tag_ == "VBN" and verb.dep_ == "acl" and not children(verb, "aux", "nsubj") and not active


def antecedent(token: Token) -> Token:
    """What a relative pronoun stands for; any other token stands for itself."""
    if token.lower_ not in RELATIVES | {"whose"} or token.pos_ not in {"PRON", "DET", "SCONJ"}:
        return token
    for above in token.ancestors:
        if above.dep_ == "relcl" and above.head.i < token.i:
            return above.head
    if token.lower_ == "whose" and token.i > 1 and token.nbor(-1).text == "," and token.nbor(-2).pos_ in _NOUNS:
        return token.nbor(-2)  # "condemned Iran, whose envoy, Amir Kato, denied it"
    return token


def prepositional(token: Token, preposition: str) -> list[Token]:
    """The nouns in the token's phrases with that preposition (several words are written with a blank)."""
    found: list[Token] = []
    for child in token.children:
        if child.dep_ not in {"prep", "dative", "agent"}:
            continue
        if _preposition_text(child) == preposition:
            holders = [child, *children(child, "prep")] if " " in preposition else [child]
            for holder in holders:
                found.extend(noun for one in children(holder, "pobj") for noun in conjuncts(antecedent(one)))
    return found


def _preposition_text(token: Token) -> str:
    inner = [c.lower_ for c in token.children if c.dep_ in {"prep", "pcomp"} and c.i == token.i + 1 and c.pos_ == "ADP"]
    return " ".join([token.lower_, *inner])


def gerunds(token: Token, preposition: str) -> list[Token]:
    """The verbs in the token's phrases with that preposition: "from departing"."""
    return [
        verb
        for child in token.children
        if child.dep_ == "prep" and child.lower_ == preposition
        for verb in children(child, "pcomp")
    ]


def complements(verb: Token) -> list[Token]:
    """The verbs of clausal complements, coordinated ones included."""
    return [v for one in children(verb, "xcomp", "ccomp") if is_verb(one) for v in conjuncts(one, nominal=False)]


def negated(token: Token) -> Token | None:
    """The word that negates a verb or noun, if there is one."""
    for child in token.children:
        if child.dep_ == "neg" or (child.lower_ in {"no", "never", "neither"} and child.dep_ in {"det", "advmod"}):
            return child
        if child.lower_ == "neither" and child.dep_ == "preconj":
            return child
        if child.lower_ == "longer" and any(c.lower_ == "no" for c in child.children):
            return child  # "would no longer take in refugees"
    alternative = token.dep_ == "conj" and any(c.lower_ == "or" for c in token.head.children)
    if alternative and is_verb(token) and is_verb(token.head) and not children(token, "nsubj", "nsubjpass", "aux"):
        return negated(token.head)  # "not to threaten or use force"
    nor = next((c for c in token.head.children if c.lower_ == "nor" and c.i < token.i), None)
    if token.dep_ == "conj" and nor is not None and not any(t.lower_ == "and" for t in token.doc[nor.i : token.i]):
        return nor  # "neither knew nor was told, and warned all parties": who warned did
    for child in token.children:
        if child.dep_ in SUBJECTS and (
            child.lower_ in {"nobody", "none", "nothing"}
            or any(
                c.lower_ == "no" or (c.lower_ == "neither" and c.dep_ in {"cc", "preconj", "det"})
                for c in child.children
            )
        ):
            return child
    return None


def clause_head(token: Token) -> Token:
    """The verb of the clause in which a token stands (the root where there is none)."""
    for above in token.ancestors:
        if is_verb(above):
            return above
    return token.sent.root


def path_to_root(token: Token) -> Iterator[Token]:
    """The token and all that it hangs on, upwards."""
    yield token
    yield from token.ancestors
