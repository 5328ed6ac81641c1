"""Nouns: whose they are, who is behind them, what they sum up, and the clause around them."""

from __future__ import annotations

from spacy.tokens import Token

from kg.reading import syntax, tree

_BANDS = {"rebel", "militant", "insurgent", "guerrilla", "jihadist", "separatist", "militia"}  # "a rebel attack"
_BODIES = {"army", "navy", "military", "coalition", "government", "police", "regime", "alliance"}
_WARDS = {"hospital", "home", "school", "clinic", "centre", "center", "shelter", "ward"}  # "a children's hospital"
_WORKS = {"plant", "station", "grid", "line", "supply", "network"}  # "a nuclear power plant"
_HARMLESS = {
    "refugee",
    "civilian",
    "migrant",
    "student",
    "prisoner",
    "worker",
    "pilgrim",
    "tourist",
}  # "a refugee camp"
_MISSIONS = {"embassy", "consulate", "mission", "airline", "airliner", "parliament"}
_SITES = {*_MISSIONS, "hotel", "airport", "mosque", "church", "synagogue", "temple", "school", "hospital", "market",
          "restaurant", "theatre", "theater", "station", "refinery", "port", "train", "metro", "subway", "mall",
          "university", "stadium", "cafe", "nightclub", "bazaar", "wedding", "bus"}  # fmt: skip
_AT_SITES = {"bombing", "attack", "blast", "explosion", "shooting", "siege", "massacre"}
_SPANS_OF = {"hour", "day", "week", "minute", "round", "series", "month"}  # "after two hours of talks"


def owners(noun: Token, *, common: bool = False) -> list[Token]:
    """Possessors and the modifiers that may name an actor: "Israel's", "Iranian", "Netanyahu" in "Netanyahu visit"."""
    whose = [c for c in noun.children if c.dep_ == "poss" and not (lemma(noun) in _WARDS and c.tag_ == "NNS")]
    found = [n for c in whose for n in tree.conjuncts(c)]
    others = [n for c in noun.children if c.dep_ in {"amod", "compound", "nmod"} for n in tree.conjuncts(c)]
    others = [n for n in others if not tree.in_compound(n) or (common and n.nbor(2).lower_ in {"held", "controlled"})]
    if common:  # "shelled the militia-run suburb"
        others += [c for n in others for c in n.children if c.dep_ == "npadvmod" and n.lower_ in {"held", "controlled"}]
    # "Israel-Hamas", "Russian-Ukrainian"
    others += [c for n in others for c in n.children if c.dep_ in {"amod", "compound", "nmod"} and hyphened(c)]
    others = [n for n in others if n.lower_ not in _HARMLESS and not (n.lower_ == "power" and lemma(noun) in _WORKS)]
    names = lemma(noun) in {"group", "leader", "commander", "fighter", "movement"}  # "a militant group" is one actor
    return found + [n for n in others if common or n.text[:1].isupper() or (n.lower_ in _BANDS and not names)]


def acting_bodies(noun: Token) -> list[Token]:
    """The body without a name that stands before its act or its arms: "an army raid", "coalition warplanes"."""
    return [c for c in noun.children if c.dep_ == "compound" and lemma(c) in _BODIES and not tree.in_compound(c)]


def is_own(noun: Token) -> bool:
    """Whether a thing is the subject's own: "is ready to pull out its soldiers"."""
    return any(c.tag_ == "PRP$" and c.lower_ in {"its", "his", "her", "their", "our", "my"} for c in noun.children)


def is_site_of(owner: Token, attack: Token) -> bool:
    """Whether an attack's modifier says where it struck: "the US consulate bombing", "the Kabul airport attack"."""
    if owner.dep_ == "poss" or lemma(attack) not in _AT_SITES:
        return False  # "an Israeli camp raid" is Israel's
    sites = _SITES if owner.tag_ == "NNP" else _MISSIONS
    between = attack.doc[owner.i + 1 : attack.i]
    return any(lemma(t) in sites and t.dep_ == "compound" and not tree.in_compound(t) for t in between)


def senders(clause: Token) -> list[Token]:
    """Who did what a clause behind a noun says of it: "drones launched by Russia", "a missile that Iran had fired"."""
    if tree.is_passive(clause) or (clause.dep_ == "acl" and clause.tag_ == "VBN"):
        return syntax.agents_by(clause)
    return tree.children(clause, "nsubj")


def lemma(token: Token) -> str:
    """The lemma in lower case; of a plural that the model takes for a name at the start of a sentence its singular."""
    if token.tag_ == "NNPS" and token.is_sent_start and token.lemma_ == token.text and token.text.endswith("s"):
        return token.lower_[:-1]  # "Rebels massed north of the town"
    return token.lemma_.lower()


def is_reciprocal(objects: list[Token]) -> bool:
    """Whether the object is "each other", "one another", or "the other" of "each side blamed the other"."""
    for one in objects:
        if any(c.dep_ == "poss" and c.lower_ == "other" for c in one.children):
            return True  # "expelled each other's diplomats"
        if one.lower_ in {"other", "another"} and any(c.lower_ in {"each", "one"} for c in one.children):
            return True
        each = [c for s in syntax.surface_subjects(one.head) for c in s.children] if tree.is_verb(one.head) else []
        if one.lower_ == "other" and any(c.lower_ in {"each", "both"} for c in each):
            return True
    return False


def in_retaliation(noun: Token) -> bool:
    """Whether a clause's act is told to be a retaliation: "carried out a raid in retaliation for"."""
    return noun.lemma_ in {"retaliation", "reprisal", "revenge"} and noun.dep_ == "pobj" and noun.head.lower_ == "in"


def sums_up(noun: Token) -> bool:
    """Whether a noun names the clause before it again: "voted to expel the troops, a demand that he dismissed"."""
    if noun.dep_ not in {"appos", "npadvmod"} or not any(c.lower_ in {"a", "an"} for c in noun.children):
        return False
    first, verb = noun.left_edge.i, noun.sent.root
    return first > verb.i and noun.doc[first - 1].text == "," and tree.is_verb(verb)


def clause_around(token: Token) -> tuple[Token | None, str]:
    """The verb of the clause in which an event noun stands, with the preposition: "said after hours of talks"."""
    step = token
    while step.dep_ == "pobj" and step.head.lower_ == "of" and step.head.head.lemma_.lower() in _SPANS_OF:
        step = step.head.head
    if step.dep_ != "pobj":
        return None, ""
    preposition = step.head
    verb = preposition.head
    if preposition.lower_ == "of" and verb.lower_ in {"ahead", "sidelines"}:
        verb = verb.head.head if verb.dep_ == "pobj" else verb.head
        return (verb, "before") if tree.is_verb(verb) else (None, "")
    if preposition.lower_ in {"in", "during"} and verb.pos_ == "NOUN" and verb.dep_ in {"dobj", "pobj"}:
        above = verb.head if verb.dep_ == "dobj" else verb.head.head
        verb = above  # "assured Romania of support in a call with its minister"
    return (verb, preposition.lower_) if tree.is_verb(verb) else (None, "")


def responsible(noun: Token) -> list[Token]:
    """Who is said to be responsible for, guilty of or behind what a noun names, or claims to be."""
    above = noun.head.head
    part = noun.dep_ == "pobj" and noun.head.lower_ == "for" and above.lower_ == "responsibility"
    claim = above.head if part else noun.head
    claimed = part or noun.dep_ in {"dobj", "nsubjpass"} or (noun.dep_ == "nsubj" and tree.is_passive(claim))
    if claimed and claim.lemma_ == "claim" and tree.is_verb(claim) and tree.negated(claim) is None:
        return syntax.logical_subjects(claim)  # "claimed responsibility for the raid", "was claimed by the group"
    if noun.dep_ != "pobj":
        return []
    blamed = above.pos_ == "ADJ" and f"{above.lemma_.lower()} {noun.head.lower_}" in {"responsible for", "guilty of"}
    if above.lemma_ == "charge" and above.dep_ == "pobj" and above.head.lower_ == "in":
        return syntax.surface_subjects(above.head.head)  # "was in charge of the raid"
    behind = noun.head.lower_ == "behind" and above.lemma_ == "be"
    asked = above.dep_ == "advcl" and above.tag_ != "VB" and not tree.children(above, "nsubj", "mark")
    return syntax.surface_subjects(above) if (blamed or behind) and not asked else []  # "hear who it thinks was behind"


def hyphened(token: Token) -> bool:
    """Whether a capitalised word is joined by a hyphen to the next one: "Israel" in "Israel-Hamas"."""
    return token.text[:1].isupper() and not token.whitespace_ and token.nbor().text == "-"


def deep_owners(noun: Token) -> list[Token]:
    """Possessors of a thing, or of what it is at or of: "two plants at the heart of the kingdom's oil industry"."""
    found = [n for c in noun.children if c.dep_ == "poss" for n in tree.conjuncts(c)]
    if lemma(noun) in _WARDS:
        found = [n for n in found if n.tag_ != "NNS"]  # "a children's hospital"
    step = noun
    for _ in range(3):
        below = [n for p in ("of", "at", "in") for n in tree.prepositional(step, p)]
        if found or not below:
            break
        step = below[0]
        found = [n for c in step.children if c.dep_ == "poss" for n in tree.conjuncts(c)]
    return found
