"""Repairs of nouns, names and their prepositions: who stands beside whom, who owns what, what is the target."""

from __future__ import annotations

from spacy.tokens import Token

from kg.reading.repairs.rules import REPAIRS, VERBS

HOLDERS = {"president", "leader", "minister", "premier", "chief", "head", "ambassador", "envoy", "king", "chancellor"}
_STRIKES = {"attack", "strike", "raid", "assault", "bombardment", "airstrike", "offensive", "ambush", "war"}
_SUBJECTS = {"nsubj", "nsubjpass", "expl", "csubj"}
# words that may open a sentence as prepositions or conjunctions
_OPENING = {
    "about", "above", "across", "after", "against", "albeit", "along", "alongside", "although", "amid", "amidst",
    "among", "amongst", "around", "as", "at", "atop", "barring", "because", "before", "behind", "below", "beneath",
    "beside", "besides", "between", "beyond", "but", "by", "come", "concerning", "considering", "contrary", "despite",
    "down", "due", "during", "except", "excluding", "following", "for", "from", "given", "if", "in", "including",
    "inside", "instead", "into", "lest", "like", "minus", "near", "nearby", "next", "notwithstanding", "of", "off",
    "on", "once", "onto", "opposite", "out", "outside", "over", "past", "per", "plus", "post", "prior", "regarding",
    "round", "save", "since", "so", "than", "that", "though", "through", "throughout", "till", "to", "toward",
    "towards", "under", "underneath", "unless", "unlike", "until", "up", "upon", "versus", "via", "vs", "whereas",
    "whether", "while", "whilst", "with", "within", "without",
}  # fmt: skip


@REPAIRS.of(deps={"prep"}, lemmas={"on", "against"})
def _on_target(preposition: Token) -> None:
    """What stands right behind a strike is its target: "called for a meeting after the strike on a town"."""
    noun = preposition.nbor(-1) if preposition.i else preposition
    targets = [c for c in preposition.children if c.dep_ == "pobj"]
    strike = noun.lemma_ in _STRIKES and noun.pos_ == "NOUN" and noun.head != preposition
    if not strike or preposition.head.pos_ not in VERBS or not targets:
        return
    if targets[0].ent_type_ not in {"DATE", "TIME"} and not preposition.is_ancestor(noun):
        preposition.head = noun


@REPAIRS.of(deps={"poss"})
def _beside_owner(name: Token) -> None:
    """A person with a title owns nothing: "calls with Prime Minister Paul Kato and Chad's president"."""
    if name.ent_type_ != "PERSON":
        return
    owner = next((c for c in name.children if c.dep_ == "conj" and c.i > name.i), None)
    titled = any(c.dep_ == "compound" and c.lemma_.lower() in HOLDERS for c in name.children)
    if owner is None or not titled or any(c.dep_ == "case" for c in name.children):
        return
    if not any(c.dep_ == "case" for c in owner.children):
        return
    noun = name.head
    name.head, name.dep_ = noun.head, noun.dep_
    noun.head, noun.dep_ = name, "conj"
    owner.head, owner.dep_ = noun, "poss"


@REPAIRS.of(deps={"appos"}, tags={"NNP"})
def _beside_title(name: Token) -> None:
    """A name right behind a title is its holder's: "Le Drian and his counterpart Sergei Kato"."""
    first = name.left_edge.i
    title = name.doc[first - 1] if first else name
    personal = title.tag_ == "NN" and title.lemma_ in HOLDERS | {"counterpart"}
    if personal and title.dep_ not in {"compound", "amod"} and name.head != title and not name.is_ancestor(title):
        name.head = title


@REPAIRS.of(pos={"ADJ"}, deps={"nsubj", "nsubjpass", "dobj", "pobj"}, lemmas={"military"})
def _the_military(word: Token) -> None:
    """In "when the military seized power" the military is a noun."""
    if any(c.dep_ == "det" for c in word.children):
        word.pos_, word.tag_ = "NOUN", "NN"


@REPAIRS.of(deps={"prep"}, lemmas={"by"})
def _denied_by(preposition: Token) -> None:
    """Who denies something stands behind a passive: "were denied access by the army"."""
    noun, verb = preposition.head, preposition.head.head
    passive = any(c.dep_ == "auxpass" for c in verb.children) and any(c.dep_ == "nsubjpass" for c in verb.children)
    if noun.dep_ == "dobj" and passive and noun.i == preposition.i - 1:
        preposition.head, preposition.dep_ = verb, "agent"


@REPAIRS.of(deps={"prt"}, lemmas={"on"})
def _called_on(word: Token) -> None:
    """Whom somebody calls on stands behind a preposition: "called on the army to leave"."""
    if word.head.lemma_ == "call" and any(c.dep_ == "pobj" for c in word.children):
        word.dep_, word.tag_, word.pos_ = "prep", "IN", "ADP"


@REPAIRS.of(deps={"prep"}, lemmas={"of"})
def _behind_day(preposition: Token) -> None:
    """What stands behind a day is what happened then, not the day's: "the assassination on Friday of a scientist"."""
    day = preposition.head
    on = day.head
    dated = day.ent_type_ in {"DATE", "TIME"} and day.dep_ == "pobj" and on.dep_ == "prep"
    if dated and day.tag_ in {"NNP", "NN"} and on.head.pos_ == "NOUN" and on.head.i == on.i - 1 < preposition.i:
        preposition.head = on.head


@REPAIRS.of(deps={"conj", "npadvmod", "dep"}, tags={"NNP"})
def _beside_counterpart(name: Token) -> None:
    """One counterpart has one name: "spoke with his counterpart Paul Kato, Prime Minister Okello and the king"."""
    first, edge = name.head, name.left_edge.i
    if name.dep_ != "conj" or first.pos_ in VERBS:  # the model hangs the second name on the verb
        listed = any(c.dep_ == "conj" for c in name.children) and edge > 1 and name.doc[edge - 1].text == ","
        first = name.doc[edge - 2] if listed else name
    noun = first.head
    if first.dep_ == "appos" and noun.tag_ == "NN" and noun.lemma_ in HOLDERS | {"counterpart"} and noun.i < first.i:
        name.head, name.dep_ = noun, "conj"


@REPAIRS.of(deps={"prep"}, tags={"IN"})
def _opening_name(word: Token) -> None:
    """A rare first name that opens a sentence is no preposition: "Barack Kato and his wife met"."""
    name = next((c for c in word.children if c.dep_ == "pobj" and c.tag_ == "NNP"), None)
    if word.i or not word.text.istitle() or word.lower_ in _OPENING or name is None or name.i > word.i + 3:
        return
    verb = word.head
    if verb == word or any(c.dep_ in _SUBJECTS for c in verb.children):
        return
    name.head, name.dep_ = verb, "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj"
    word.head, word.dep_, word.tag_, word.pos_, word.lemma_ = name, "compound", "NNP", "PROPN", word.text


@REPAIRS.of(deps={"npadvmod", "dep"}, tags={"NNP"})
def _named_together(name: Token) -> None:
    """Two names that open a headline do it together: "Obama, Putin talk about Chad"."""
    verb = name.head
    second = next((c for c in verb.children if c.dep_ == "nsubj" and c.tag_ == "NNP"), None)
    dated = name.ent_type_ in {"DATE", "TIME"}  # "Wednesday, Sudan said"
    if second is None or dated or verb.pos_ not in VERBS or name.left_edge.i != name.sent.start:
        return
    if name.right_edge.i + 1 == second.left_edge.i - 1 and name.doc[second.left_edge.i - 1].text == ",":
        name.dep_, second.head, second.dep_ = "nsubj", name, "conj"


@REPAIRS.of(deps={"nmod"}, tags={"NNP"})
def _beside_named(name: Token) -> None:
    """A person before "and" is no part of the next one: "with Minister Paul Kato and Chadian Minister Okello"."""
    both = next((c for c in name.children if c.dep_ == "cc"), None)
    if name.ent_type_ != "PERSON" or both is None or name.head.i < name.i:
        return
    other = name.head
    while other.dep_ in {"compound", "nmod"} and other.head.i > other.i:
        other = other.head
    if other.ent_type_ != "PERSON" or other.dep_ not in _SUBJECTS | {"pobj", "dobj"}:
        return
    for child in list(name.children):
        if child.dep_ == "conj":
            child.head, child.dep_ = other, "amod"
    name.head, name.dep_ = other.head, other.dep_
    other.head, other.dep_ = name, "conj"


@REPAIRS.of(deps={"conj"}, tags={"NNP"})
def _not_of_land(name: Token) -> None:
    """A minister stands beside a minister, not beside a land: "Minister Kato of Chad and Kenyan Minister Okello"."""
    land = name.head
    holder = land.head.head if land.dep_ == "pobj" and land.head.lower_ == "of" else land
    if land.ent_type_ != "GPE" or holder.ent_type_ != "PERSON" or holder.i > land.i:
        return
    beside = [*name.children, *land.head.children]
    person = next((c for c in beside if c.dep_ == "pobj" and c.i > name.i and c.ent_type_ == "PERSON"), None)
    if person is not None and name.lemma_.lower() in HOLDERS:  # "Minister" with the name below it
        person.head, person.dep_ = holder, "conj"
        name.head, name.dep_ = person, "compound"
    elif name.ent_type_ == "PERSON":
        name.head = holder
    else:
        return
    for child in list(land.children):
        if child.dep_ == "cc":
            child.head = holder


@REPAIRS.of(deps={"conj"}, tags={"NNP", "NNPS"})
def _of_both(name: Token) -> None:
    """Leaders in the plural are of both names: "a summit between the presidents of Chad and Sudan"."""
    holders = name.head
    if holders.tag_ != "NNS" or holders.lemma_ not in HOLDERS:
        return
    of = [c for p in holders.children if p.lower_ == "of" and p.i < name.i for c in p.children if c.dep_ == "pobj"]
    if not of or of[-1].pos_ != "PROPN":
        return
    for child in list(holders.children):
        if child.dep_ == "cc" and of[-1].i < child.i < name.i:
            child.head = of[-1]
    name.head = of[-1]


_KINDS = {"newspaper", "broadcaster", "agency", "channel", "daily", "magazine", "website", "paper", "party", "militia"}


@REPAIRS.of(deps={"nsubj", "dobj", "dative"}, tags={"NN"})
def _kind_of_name(noun: Token) -> None:
    """A noun right before a name says what it is: "the broadcaster NRK reported", not two who report."""
    name = noun.nbor() if noun.i + 1 < len(noun.doc) else noun
    if name.pos_ != "PROPN":
        return
    while name.dep_ == "compound" and name.head.i > name.i:
        name = name.head
    if noun.dep_ != "nsubj":  # "told the newspaper Hurriyet"
        loose = noun.lemma_ in _KINDS and name.dep_ in {"npadvmod", "oprd", "dobj", "appos", "nsubj"}
        if not loose or name.left_edge.i != noun.i + 1 or name.head not in {noun, noun.head}:
            return
        name.head, name.dep_ = noun.head, noun.dep_
    elif name.dep_ != "nsubj":
        return
    if name.head == noun.head and name.i > noun.i:
        for child in list(noun.children):
            child.head = name
        noun.head, noun.dep_ = name, "compound"


@REPAIRS.of(pos={"ADJ"}, deps={"ccomp"})
def _loyal(word: Token) -> None:
    """An adjective behind who acts only describes him: "said rebels loyal to Kato had shelled a town"."""
    noun = next((c for c in word.children if c.dep_ == "nsubj"), None)
    verbs = [c for c in word.head.children if c.dep_ == "ccomp" and c.i > word.i and c.pos_ in VERBS]
    if noun is None or noun.i != word.i - 1 or len(verbs) != 1:
        return
    if any(c.dep_ in {"nsubj", "nsubjpass"} for c in verbs[0].children):
        return
    passive = any(c.dep_ == "auxpass" for c in verbs[0].children)
    noun.head, noun.dep_ = verbs[0], "nsubjpass" if passive else "nsubj"
    word.head, word.dep_ = noun, "amod"
