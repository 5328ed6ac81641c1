"""Posts that several hold, named together: "Peru and Chile's defence ministers", "the presidents of Chad and Mali"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Token

from kg.model import ActorType, MentionKind, OfficeMention
from kg.reading import tree

if TYPE_CHECKING:
    from kg.reading.mentions import Mentions


class Posts:
    """Reads the plural titles of a document's passages into its mentions."""

    def __init__(self, mentions: Mentions) -> None:
        self._mentions = mentions

    def read(self, token: Token, index: int) -> None:
        """Who "Peru and Chile's defence ministers" are: a person for each state, known by the post alone."""
        if token.tag_ not in {"NNS", "NNPS"}:
            return
        named = [n for c in token.children if c.dep_ == "appos" for n in tree.conjuncts(c)]
        people = [i for n in named for i in [self._mentions.by_offset.get(self._mentions.offset(n))] if i is not None]
        people = [i for i in people if self._mentions.all[i].type is ActorType.PERSON]
        if len(people) >= 2:  # "his Japanese and South Korean counterparts, Takeo Akiba and Kim Sung-han"
            self._mentions.all[index] = replace(self._mentions.all[index], posts=tuple(people))
            self._share(token, people)
            self._same(token, people)
            return
        title = self._plural_title(token)
        if title is None:
            return
        owners = [c for c in token.children if c.dep_ in {"poss", "nmod", "compound", "amod"}]
        owners = [n for c in owners for n in tree.conjuncts(c)] + tree.prepositional(token, "of")
        states = {
            m.state: (owner, m)
            for owner in owners
            for m in (self._mentions.state_of(owner),)
            if m is not None and m.state is not None
        }
        if len(states) < 2:
            return
        whole = self._mentions.all[index]
        posts = []
        for iso, (owner, state) in states.items():
            mention = replace(
                whole,
                index=len(self._mentions.all),
                head=self._mentions.span(owner),
                kind=MentionKind.TITLE,
                name=f"{title} of {state.name}",
                type=ActorType.PERSON,
                state=iso,
                office=OfficeMention(title, self._mentions.span(token), iso),
                number="singular",
                definite=True,
                members=(),
                owner=None,
                pair=False,
            )
            self._mentions.all.append(mention)
            posts.append(mention.index)
        self._mentions.all[index] = replace(whole, posts=tuple(posts))

    def read_pair(self, token: Token) -> None:
        """Read a plural title behind which two are named, so that "they" may mean them."""
        named = [c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN" and tree.children(c, "conj")]
        if named:
            self._mentions.at(token)

    def _plural_title(self, noun: Token) -> str | None:
        """The office that a plural title names, in the singular: "foreign ministers", "security chiefs"."""
        words = [t for t in noun.children if t.dep_ in {"amod", "compound"} and t.i == noun.i - 1]
        lemma = noun.lemma_.lower()
        found = self._mentions.lexicon.title_at([*(w.lower_ for w in words), lemma], 0)
        if found is not None and found[1].office:
            return found[1].name
        found = self._mentions.lexicon.title_at([lemma], 0)
        if found is None or not found[1].office:
            return None
        kind = [w.lower_ for w in words if w.dep_ == "compound" and w.pos_ == "NOUN"]
        return " ".join([*kind, found[1].name])

    def _same(self, noun: Token, people: list[int]) -> None:
        """Who of those named holds one post in which state: "presidents of Chad and Mali, Ann Kato and Jim Tutu"."""
        title = self._plural_title(noun)
        if title is None or any(self._mentions.all[p].office is not None for p in people):
            return
        owners = [c for c in noun.children if c.dep_ in {"poss", "nmod", "compound", "amod"}]
        owners = [n for c in owners for n in tree.conjuncts(c)] + tree.prepositional(noun, "of")
        states = [
            m.state for o in owners for m in [self._mentions.state_of(o)] if m is not None and m.state is not None
        ]
        for k, person in enumerate(people):
            state = states[k] if len(states) == len(people) else None
            office = OfficeMention(title, self._mentions.span(noun), state)
            self._mentions.all[person] = replace(self._mentions.all[person], office=office)

    def _share(self, noun: Token, people: list[int]) -> None:
        """Who of two named holds which of two offices: "the foreign and defence ministers, Ann Kato and Jim Tutu"."""
        kinds = [n for c in noun.children if c.dep_ in {"amod", "compound"} for n in tree.conjuncts(c) if n.i < noun.i]
        lemma = noun.lemma_.lower()
        titles = [self._mentions.lexicon.title_at([kind.lower_, lemma], 0) for kind in sorted(kinds, key=lambda k: k.i)]
        offices = [found[1].name for found in titles if found is not None and found[0] == 2]
        whose = [c for c in noun.children if c.dep_ in {"poss", "amod", "compound", "nmod"}]
        states = [m.state for c in whose for m in [self._mentions.state_of(c)] if m is not None and m.state is not None]
        if lemma == "counterpart":  # of the two who were named last
            pairs = [m.posts for m in self._mentions.all if len(m.posts) == len(people) and m.posts != tuple(people)]
            owners = pairs[-1] if pairs else ()
            offices = ["counterpart"] * len(owners)
        else:
            owners = ()
        if len(offices) != len(people):
            return
        for k, person in enumerate(people):
            found = self._mentions.all[person]
            if found.office is None:
                of = owners[k] if owners else None
                office = OfficeMention(offices[k], self._mentions.span(noun), states[0] if states else None, of=of)
                self._mentions.all[person] = replace(found, office=office, owner=of)
