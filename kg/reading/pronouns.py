"""Pronouns, with what the syntax says of whom they can and cannot mean."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Token

from kg.model import ActorType, Mention, MentionKind
from kg.reading import syntax, tree
from kg.reading.antecedents import CHARGING, FEMALE, MALE, Antecedents
from kg.reading.descriptions import machine_of

if TYPE_CHECKING:
    from kg.reading.mentions import Mentions

_THING = {"it", "its", "itself"}
_MANY = {"they", "them", "their", "theirs", "themselves", "both", "two", "three", "four", "each", "pair", "duo"}
_DOWNING = {"shoot", "down", "intercept", "launch", "fire"}
_KILLING = {"kill", "assassinate", "murder", "execute", "slay", "shoot"}
_FIRST = {"we", "us", "our", "ours", "i", "me", "my"}
_GROUP_ROLES = {"leader", "commander", "founder", "fighter", "militant", "member", "stronghold", "chief"}


class Pronouns:
    """Makes the mentions of pronouns when they are asked for."""

    def __init__(self, mentions: Mentions) -> None:
        self._mentions = mentions
        self._antecedents = Antecedents(mentions)

    def read(self, token: Token) -> int | None:
        """Index of the mention that a pronoun makes; None for words that stand for nobody."""
        word = token.lower_
        gender = "male" if word in MALE else "female" if word in FEMALE else None
        known = word in MALE | FEMALE | _THING | _MANY | _FIRST
        if not known:
            return None
        mention = Mention(
            index=len(self._mentions.all),
            span=self._mentions.span(token),
            head=self._mentions.span(token),
            kind=MentionKind.PRONOUN,
            name=word,
            sentence=self._mentions.sentence_of(self._mentions.offset(token)),
            type=ActorType.ARMED_GROUP if token.tag_ == "PRP$" and token.head.lemma_ in _GROUP_ROLES else None,
            number="plural" if word in _MANY or word in {"we", "us", "our", "ours"} else "singular",
            gender=gender,
            machine=_machine(token),
            **self._mentions.features(token),
        )
        self._mentions.all.append(mention)
        self._mentions.by_offset[mention.span.start] = mention.index
        likely = self._antecedents.of(token)
        several = self._antecedents.several(token) if word in _MANY else ()
        apart = self._apart(token, mention.index)
        self._mentions.all[mention.index] = replace(mention, apart=apart, likely=likely, posts=several)
        return mention.index

    def _apart(self, token: Token, own: int) -> tuple[int, ...]:
        """Mentions that a pronoun cannot be.

        The subject of the verb whose object it is ("Austin asked him"), and who made the charge that it denies.
        """
        answers = token.head.dep_ == "relcl" and token.head.lemma_ in {"deny", "dispute", "reject"}
        if token.dep_ == "nsubj" and answers and token.sent.root.lemma_ in CHARGING:
            accusers = [self._mentions.at(s) for s in syntax.surface_subjects(token.sent.root)]
            return tuple(a for a in accusers if a is not None and a != own)
        if token.dep_ in {"nsubj", "nsubjpass"} and self._is_killed(token):
            return self._not_killed(token, own)
        if token.dep_ == "nsubj":
            return self._not_subject(token, own) + self._not_source(token)
        if token.dep_ == "poss":
            return self._not_owner(token, own)
        if token.dep_ not in {"dobj", "dative", "iobj", "pobj"} or token.lower_.endswith("self"):
            return ()
        verb = token.head if token.dep_ != "pobj" else token.head.head
        if not tree.is_verb(verb):
            return ()
        subjects = [s for s in syntax.surface_subjects(verb) if s != token]
        barred = [self._mentions.at(s) for s in subjects]
        # "Starmer, leader of the Labour Party, endorsed it"; but "Kato, who met Tutu on Sunday, pressed him"
        told = {t.i for s in subjects for c in tree.children(s, "relcl") for t in c.subtree}
        beside = [
            t for s in subjects if not s.is_ancestor(token) for t in s.subtree if t.i < token.i and t.i not in told
        ]
        offsets = {self._mentions.offset(t) for t in [*subjects, *beside]}
        barred += [m for o, m in self._mentions.by_offset.items() if o in offsets]
        return tuple(dict.fromkeys(s for s in barred if s is not None and s != own))

    def _is_killed(self, token: Token) -> bool:
        """Whether a clause tells of somebody's death, after which another acts: "led prayers a day after he died"."""
        verb = token.head
        dies = verb.lemma_ in {"die", "perish"} or (verb.lemma_ in _KILLING and tree.is_passive(verb))
        opening = {c.lower_ for c in (*verb.children, verb.head) if c.i < verb.i}
        return dies and bool(opening & {"after", "since", "following"})

    def _not_killed(self, token: Token, own: int) -> tuple[int, ...]:
        """Who acts in the clauses above."""
        above = [a for a in token.head.ancestors if tree.is_verb(a)]
        acting = (self._mentions.at(s) for verb in above for s in syntax.surface_subjects(verb))
        return tuple(dict.fromkeys(m for m in acting if m is not None and m != own))

    def _not_subject(self, token: Token, own: int) -> tuple[int, ...]:
        """Whom a subject cannot be: whom it talks with or of: "in a call with Biden he ...", "Putin will, he added"."""
        verb = token.head
        fronted = [c for c in verb.children if c.dep_ == "prep" and c.i < token.i]
        company = [n for p in fronted for t in p.subtree if t.lower_ == "with" for n in tree.children(t, "pobj")]
        if not tree.is_passive(verb):  # "he told Kato": Kato is another
            company += [n for n in tree.children(verb, "dobj", "dative") if n.tag_ == "NNP"]
        said = [c for c in verb.children if c.dep_ == "ccomp" and c.i < token.i]
        company += [
            t for clause in said for t in clause.subtree if t.dep_ in {"nsubj", "nsubjpass"} and t.tag_ in {"NN", "NNP"}
        ]
        found = (self._mentions.at(n) for n in company)
        return tuple(dict.fromkeys(m for m in found if m is not None and m != own))

    def _not_source(self, token: Token) -> tuple[int, ...]:
        """An official without a name does not speak of himself: "an official said the raid was due to what he did"."""
        for clause in list(token.head.ancestors) if token.head.dep_ == "advcl" else ():
            if clause.dep_ != "ccomp" or not tree.is_verb(clause.head):
                continue
            said = [s for s in syntax.surface_subjects(clause.head) if self._mentions.is_source(s)]
            return tuple(m for m in map(self._mentions.at, said) if m is not None)
        return ()

    def _not_owner(self, token: Token, own: int) -> tuple[int, ...]:
        """Who is told by the noun that a possessor hangs below: "an official in her office"; whom it acts on."""
        found: list[int] = []
        if token.head.dep_ == "nsubj":  # "Its army attacked Uganda"
            suffering = [o for o in tree.children(token.head.head, "dobj") if o.pos_ == "PROPN"]
            found += [m for m in map(self._mentions.at, suffering) if m is not None]
        for noun in list(token.ancestors)[1:]:
            if tree.is_verb(noun):
                break
            head = self._mentions.lexicon.head(noun.lemma_.lower()) if noun.pos_ == "NOUN" else None
            personal = head is not None and (head.personal or head.type is ActorType.UNNAMED_SOURCE)
            index = self._mentions.at(noun) if personal else None
            if index is not None and index != own:
                found.append(index)
        return tuple(found)


def _machine(token: Token) -> str | None:
    """The kind of machine of "one of its bombers", or that "shoot it down" makes of a pronoun."""
    if token.dep_ == "poss":
        return machine_of(token.head)
    if token.dep_ == "nsubj" and token.lower_ == "it" and token.head.lemma_ in {"violate", "stray", "enter", "leave"}:
        skies = [n for p in ("into", "within", "in") for n in tree.prepositional(token.head, p)]
        skies += tree.children(token.head, "dobj")
        return "aircraft" if any(n.lemma_ == "airspace" for n in skies) else None  # "shot it down after it entered"
    if token.dep_ == "dobj" and token.lower_ == "them" and token.head.lemma_ == "shoot":  # "shot them down"
        return "aircraft" if any(c.lower_ == "down" for c in token.head.children) else None
    return "aircraft" if token.dep_ == "dobj" and token.lower_ == "it" and token.head.lemma_ in _DOWNING else None
