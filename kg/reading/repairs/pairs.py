"""Names that stand together: in lists and pairs, beside their states, days and towns."""

from __future__ import annotations

from spacy.tokens import Token

from kg.reading.calendar import MONTHS
from kg.reading.repairs.rules import REPAIRS, VERBS

_PARTNERS = {"ally", "partner", "rebel", "militant", "insurgent", "separatist", "guerrilla"}
_WIELDING = {"threaten", "punish", "hit", "charge", "credit", "provide", "supply", "reward"}
_WHICH = {"last", "next", "this", "early", "late"}
_WEEKDAYS = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}


@REPAIRS.of(deps={"pobj"})
def _behind_weekday(noun: Token) -> None:
    """A weekday is no part of whom a clause is about: "said on Sunday militants had executed the captives"."""
    on = noun.head
    if on.lower_ != "on" or on.i + 1 >= len(noun.doc) or on.nbor().text not in _WEEKDAYS:
        return
    day = noun.doc[noun.left_edge.i]
    beside = day.head == noun or day.head.dep_ == "poss"
    weekday = day.dep_ in {"compound", "nmod"} and beside and day.i == on.i + 1
    if not weekday or on.head.pos_ not in VERBS:
        return
    if not any(c.dep_ in {"ccomp", "dobj"} for c in on.head.children):
        day.head, day.dep_ = on, "pobj"  # "summoned on Monday Chad's ambassador"
        noun.head, noun.dep_ = on.head, "dobj"
        return
    clauses = [c for c in on.head.children if c.dep_ == "ccomp" and c.i > noun.i]
    if len(clauses) != 1 or any(c.dep_ in {"nsubj", "nsubjpass"} for c in clauses[0].children):
        return
    passive = any(c.dep_ == "auxpass" for c in clauses[0].children)
    day.head, day.dep_ = on, "pobj"
    noun.head, noun.dep_ = clauses[0], "nsubjpass" if passive else "nsubj"


@REPAIRS.of(deps={"compound", "nmod"}, tags={"NNP"})
def _day_before_name(day: Token) -> None:
    """In "on Monday European Union ministers met" the day is no part of who met."""
    on = day.nbor(-1) if day.i else day
    if (
        day.text not in _WEEKDAYS
        or on.lower_ not in {"on", "by", "until", "since"}
        or on.dep_ != "prep"
        or day.head.i < day.i
    ):
        return
    whole = day.head
    while whole.dep_ in {"compound", "nmod"}:
        whole = whole.head
    behind = [c for c in on.children if c.dep_ == "pobj"]
    if behind == [whole]:
        verb = next((a for a in on.ancestors if a.pos_ in VERBS), None)
        if verb is None or verb.i < whole.i or any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
            return
        whole.head, whole.dep_ = verb, "nsubj"
    elif behind:
        return
    day.head, day.dep_ = on, "pobj"


@REPAIRS.of(deps={"compound", "nmod"}, tags={"NNP"})
def _behind_month(month: Token) -> None:
    """In "last October Chad barred them" the month is no part of the name behind it."""
    before = month.nbor(-1).lower_ if month.i else ""
    name = month.head
    if month.lower_ not in MONTHS or before not in _WHICH or name.i != month.i + 1 or name.pos_ != "PROPN":
        return
    if name.dep_ in {"nsubj", "nsubjpass"} and name.head.pos_ in VERBS:
        month.head, month.dep_ = name.head, "npadvmod"


@REPAIRS.of(lemmas=_PARTNERS)
def _beside_allies(noun: Token) -> None:
    """In "US and European partners launch a drill" the US is one of those who do, and no modifier."""
    for state in noun.children:
        beside = [c for c in state.children if c.dep_ == "conj" and c.pos_ in {"ADJ", "PROPN"}]
        if state.dep_ in {"nmod", "compound"} and state.ent_type_ == "GPE" and beside and state.pos_ == "PROPN":
            for word in beside:
                word.head, word.dep_ = noun, "amod"
            above, role = noun.head, noun.dep_
            state.head, state.dep_ = (state if noun == above else above), role
            noun.head, noun.dep_ = state, "conj"
            return


@REPAIRS.of(deps={"conj"}, tags={"NNS"})
def _of_two_states(noun: Token) -> None:
    """In "Peru and Chile's foreign ministers met" both states own the ministers."""
    first = noun.head
    second = next((c for c in noun.children if c.dep_ == "poss" and c.ent_type_ == "GPE"), None)
    if second is None or first.ent_type_ != "GPE" or second.left_edge.i != first.i + 2 or first.nbor().lower_ != "and":
        return
    noun.head, noun.dep_ = (noun if first.head == first else first.head), first.dep_
    first.head, first.dep_ = noun, "poss"
    second.head, second.dep_ = first, "conj"


@REPAIRS.of(deps={"appos", "nsubj"}, tags={"NNS"})
def _of_states_listed(noun: Token) -> None:
    """In a headline's "India, China foreign ministers meet" both states own the ministers."""
    second = next((c for c in noun.children if c.dep_ in {"nmod", "compound"} and c.ent_type_ == "GPE"), None)
    first = second.nbor(-2) if second is not None and second.i > 1 and second.nbor(-1).text == "," else None
    if first is None or first.ent_type_ != "GPE" or first.i != noun.sent.start:
        return
    if noun.head == first:
        noun.head, noun.dep_ = first.head, "nsubj"
    if first.head == noun.head and noun.dep_ == "nsubj":
        first.head, first.dep_ = noun, "nmod"


@REPAIRS.of(deps={"compound"}, pos={"PROPN"})
def _fronted(name: Token) -> None:
    """A day or town that opens a sentence is no part of who acts: "On Sunday lawmakers adopted a resolution"."""
    noun = name.head
    if name.i != name.sent.start + 1 or name.nbor(-1).lower_ not in {"on", "in", "at", "near"} or noun.i != name.i + 1:
        return
    day = name.text in _WEEKDAYS and noun.pos_ == "PROPN" and noun.dep_ == "pobj"
    many = noun.tag_ == "NNS" and name.ent_type_ in {"DATE", "GPE", "LOC"} and noun.dep_ in {"nsubj", "pobj"}
    if not (day or many):
        return
    preposition, verb = name.nbor(-1), noun.sent.root
    verb = preposition.head if day and preposition.head.pos_ in VERBS else verb  # "On Friday India struck it, he said"
    if noun.dep_ == "pobj":
        if any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
            return
        noun.head, noun.dep_ = verb, "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj"
    name.head, name.dep_ = preposition, "pobj"


@REPAIRS.of(pos={"ADJ"}, deps={"conj", "amod", "appos", "nsubj"}, lemmas={"general"})
def _secretary_general(word: Token) -> None:
    """A secretary-general is who acts: "congratulated both, and the UN secretary-general, Amos Kato, welcomed it"."""
    if word.i < 2 or word.nbor(-1).text != "-" or word.nbor(-2).lower_ not in {"secretary", "director", "attorney"}:
        return
    word.pos_, word.tag_ = "NOUN", "NN"
    verbs = [c for c in word.head.children if c.dep_ == "conj" and c.pos_ in VERBS and c.i > word.i]
    if word.dep_ == "conj" and verbs and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in verbs[0].children):
        word.head, word.dep_ = verbs[0], "nsubj"


@REPAIRS.of(pos={"PROPN"}, deps={"conj", "appos"})
def _behind_a_town(name: Token) -> None:
    """Who acts stands behind the town that opens a sentence: "In Seoul, Amos Kato, its leader, denounced it"."""
    town = name.head
    preposition, verb = town.head, name.sent.root
    if town.i != name.sent.start + 1 or town.dep_ != "pobj" or preposition.head != verb or verb.i < name.i:
        return
    if name.left_edge.i != town.i + 2 or town.nbor().text != "," or verb.pos_ not in VERBS:
        return
    behind = name.doc[name.right_edge.i + 1]
    acts = name.right_edge.i + 1 == verb.i or behind.text == ","
    others = (*verb.children, *town.children)
    if acts and not any(c.dep_ in {"nsubj", "nsubjpass", "cc"} and c.i < verb.i for c in others):
        name.head, name.dep_ = verb, "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj"


@REPAIRS.of(pos={"PROPN"}, deps={"conj"})
def _two_named(name: Token) -> None:
    """Two names between commas behind a plural are who it tells of: "the ministers, Amos Kato and Paul Tutu, met"."""
    noun = name.head
    if noun.tag_ != "NNS" or name.left_edge.i != noun.i + 2 or name.doc[noun.i + 1].text != ",":
        return
    others = [c for c in name.children if c.dep_ == "conj" and c.pos_ == "PROPN"]
    ends = name.doc[others[-1].i + 1 : others[-1].i + 2].text if others else ""
    if any(c.dep_ == "cc" for c in name.children) and ends in {",", "."}:
        name.dep_ = "appos"


@REPAIRS.of(pos=VERBS, deps={"relcl"})
def _who_is_a_person(verb: Token) -> None:
    """It is a person who acts, not the state of his office: "Jim Kato, the envoy for Chad, who was holding talks"."""
    subject = next((c for c in verb.children if c.lower_ == "who" and c.dep_ in {"nsubj", "nsubjpass"}), None)
    noun = verb.head
    if (
        subject is None
        or subject.i == 0
        or subject.nbor(-1).text != ","
        or noun.ent_type_ not in {"GPE", "ORG", "NORP", "LOC"}
    ):
        return
    above = noun.head.head if noun.dep_ == "pobj" else noun.head
    title = above if above.dep_ == "appos" else noun
    name = title.head
    if noun.dep_ in {"pobj", "poss"} and title.dep_ == "appos" and name.pos_ == "PROPN" and name.ent_type_ == "PERSON":
        verb.head = name


@REPAIRS.of(deps={"prep"}, lemmas={"with"})
def _threatened_with(preposition: Token) -> None:
    """With what somebody is threatened belongs to the threat: "threatened the generals with sanctions"."""
    noun = preposition.head
    verb = noun.head
    aims = [c for c in preposition.children if c.dep_ == "pobj" and c.pos_ == "NOUN"]
    if noun.dep_ == "dobj" and verb.pos_ in VERBS and verb.lemma_ in _WIELDING and aims and noun.i < preposition.i:
        preposition.head = verb


@REPAIRS.of(pos=VERBS, deps={"relcl"})
def _which_agrees(verb: Token) -> None:
    """A clause in the singular is about the singular noun: "the withdrawal of its weapons, which was to have begun"."""
    noun = verb.head
    opening = next((c for c in verb.children if c.lower_ == "which" and c.dep_ in {"nsubj", "nsubjpass"}), None)
    finite = [verb, *(c for c in verb.children if c.dep_ in {"aux", "auxpass"})]
    singular = any(t.lower_ in {"was", "is", "has"} for t in finite)
    if opening is None or not singular or noun.tag_ not in {"NNS", "NNPS"} or noun.dep_ != "pobj":
        return
    above = noun.head.head
    if noun.head.lower_ == "of" and above.tag_ == "NN" and opening.i and opening.nbor(-1).text == ",":
        verb.head = above


@REPAIRS.of(pos={"PROPN"}, deps={"conj"})
def _behind_their_states(name: Token) -> None:
    """Names behind the states of a plural title hold it: "the ministers of Chad and Mali, Ann Kato and Jim Tutu"."""
    start = name.left_edge.i
    if name.ent_type_ != "PERSON" or start < 2 or name.doc[start - 1].text != ",":
        return
    state = name.head
    while state.dep_ == "conj" and state.head != state:
        state = state.head
    title = state.head.head if state.dep_ == "pobj" and state.head.lower_ == "of" else None
    if title is not None and title.tag_ == "NNS" and state.ent_type_ != "PERSON" and title.i < state.i:
        name.head, name.dep_ = title, "appos"


@REPAIRS.of(deps={"relcl"})
def _which_is_no_person(verb: Token) -> None:
    """ "Which" is what somebody takes part in and not who: "a summit with Paul Kato, which Chad rejects"."""
    person = verb.head
    which = any(c.lower_ == "which" and c.dep_ in {"dobj", "nsubj", "nsubjpass"} for c in verb.children)
    if (
        not which
        or person.ent_type_ != "PERSON"
        or person.dep_ != "pobj"
        or person.head.lower_ not in {"with", "of", "by"}
    ):
        return
    noun = person.head.head
    if noun.pos_ == "NOUN" and noun.i < person.i:
        verb.head = noun
