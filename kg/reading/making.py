"""Making the mentions of a document: of names, persons, places, offices without a name and described actors."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from spacy.tokens import Token

from kg.model import ActorType, Mention, MentionKind, OfficeMention, PlaceMention, Span
from kg.reading import syntax, tree
from kg.reading.descriptions import Described, Describer
from kg.reading.given_names import gender_of
from kg.reading.language import Passage
from kg.reading.names import Names
from kg.reading.naming import GROUP_TYPES
from kg.reading.runs import Item
from kg.reading.tree import antecedent, in_compound


class MentionMaker(ABC):
    """The mentions and places made so far, found again by the offsets of their tokens."""

    def __init__(self, passages: list[Passage], sentence_of: Callable[[int], int], describer: Describer) -> None:
        self.all: list[Mention] = []
        self.places: list[PlaceMention] = []
        self.sentence_of = sentence_of
        self.describer = describer
        self.by_offset: dict[int, int] = {}  # offset of a token -> mention
        self._place_at: dict[int, int] = {}
        self._lazy: dict[int, tuple[Names, Item]] = {}  # places that may still be asked for as states
        self._base = {id(p.doc): p.base for p in passages}

    @abstractmethod
    def at(self, token: Token, *, lenient: bool = False) -> int | None:
        """The mention that a token heads, read or made where there is none yet; None where it heads none."""

    def offset(self, token: Token) -> int:
        """Offset of a token in the document's text."""
        return self._base[id(token.doc)] + token.idx

    def span(self, token: Token) -> Span:
        """Span of one token in the document's text."""
        start = self.offset(token)
        return Span(start, start + len(token.text))

    def features(self, token: Token) -> dict[str, Any]:
        """What pronoun resolution asks of a mention's head: whether it is a subject, or only modifies another noun."""
        step = token
        while step.dep_ in {"conj", "appos"} and step.head != step:
            step = step.head
        modifier = token.dep_ in {"compound", "amod", "nmod"}
        depth = sum(1 for t in tree.path_to_root(token) if t.dep_ not in {"conj", "ROOT"})
        subject = step.dep_ in {"nsubj", "nsubjpass"}
        joined = subject and len(tree.conjuncts(step)) > 1
        return {"subject": subject, "modifier": modifier, "joined": joined, "depth": depth}

    def _state_before(self, names: Names, item: Item) -> str | None:
        before = names.by_token.get(item.start - 1)
        if before is not None and before.state is not None:
            return before.state.iso
        behind = names.by_token.get(item.end + 1)
        if behind is not None and behind.state is not None and names.doc[item.end].lower_ == "in":
            return behind.state.iso  # "the Defense Ministry in Baku"
        if item.start and names.doc[item.start - 1].lower_ == "its":  # "Chad's envoy left, but its Foreign Ministry"
            sent = names.doc[item.start].sent
            for token in reversed(names.doc[sent.start : item.start]):
                subject = names.by_token.get(token.i) if token.dep_ in {"nsubj", "nsubjpass"} else None
                if subject is not None and subject.state is not None:
                    return subject.state.iso
        root = names.doc[item.start : item.end].root
        for child in root.children:
            owner = names.by_token.get(child.i)
            if child.dep_ in {"poss", "amod", "compound", "nmod"} and owner is not None and owner.state is not None:
                return owner.state.iso
        return None

    def _with_state(self, names: Names, item: Item) -> Span | None:
        """The span of a body's name together with the state in front of it: "US Navy", "Iran's Foreign Ministry"."""
        start = item.start - 1
        while start > 0 and names.doc[start].text in {"'s", "'"}:
            start -= 1
        before = names.by_token.get(start)
        if before is None or before.state is None:
            return None
        first, last = names.doc[before.start], names.doc[item.end - 1]
        return Span(self.offset(first), self.offset(last) + len(last.text))

    def _with_demonym(self, names: Names, item: Item) -> tuple[Span, str] | None:
        """The span and name of a body of which a state is part: "the Syrian Observatory for Human Rights"."""
        before = names.by_token.get(item.start - 1)
        if before is None or before.state is None or before.end != item.start:
            return None
        first, last = names.doc[before.start], names.doc[item.end - 1]
        whole = Span(self.offset(first), self.offset(last) + len(last.text))
        return whole, names.doc[before.start : item.end].text

    def _with_capital(self, names: Names, item: Item) -> Span | None:
        """The span of a body's name together with the capital behind it: "Foreign Ministry in Tokyo"."""
        behind = names.by_token.get(item.end + 1)
        if behind is None or behind.state is None or names.doc[item.end].lower_ != "in":
            return None
        first, last = names.doc[item.start], names.doc[behind.end - 1]
        return Span(self.offset(first), self.offset(last) + len(last.text))

    def _item_span(self, names: Names, item: Item) -> Span:
        first, last = names.doc[item.start], names.doc[item.end - 1]
        return Span(self.offset(first), self.offset(last) + len(last.text))

    def _register(self, mention: Mention, names: Names, item: Item) -> int:
        self.all.append(mention)
        for token in names.doc[item.start : item.end]:
            self.by_offset[self.offset(token)] = mention.index
        return mention.index

    def add_name(self, names: Names, item: Item, kind: ActorType, name: str, *, state: str | None = None) -> int:
        """Make the mention of a name of a kind, with the state that a body belongs to."""
        if kind is ActorType.PERSON:
            return self.add_person(names, item, None)
        root = names.doc[item.start : item.end].root
        span = self._item_span(names, item)
        if kind in {ActorType.ORGANIZATION, ActorType.ARMED_GROUP} and names.is_body(item):
            whole = self._with_demonym(names, item)
            span, name = whole or (span, name)
        if kind in {ActorType.GOVERNMENT_BODY, ActorType.ARMED_FORCE} and state is not None:
            span = self._with_state(names, item) or self._with_capital(names, item) or span
        mention = Mention(
            index=len(self.all),
            span=span,
            head=self.span(root),
            kind=MentionKind.NAME,
            name=name,
            sentence=self.sentence_of(self.offset(root)),
            type=kind,
            state=state,
            number=None if kind in GROUP_TYPES else "plural" if root.tag_ in {"NNPS", "NNS"} else "singular",
            definite=True,
            **self.features(root),
        )
        return self._register(mention, names, item)

    def add_person(self, names: Names, item: Item, office: OfficeMention | None) -> int:
        """Make the mention of a named person, with the office that stands before the name."""
        root = names.doc[item.start : item.end].root
        if self.offset(root) in self.by_offset and office is None:
            return self.by_offset[self.offset(root)]
        owner = next((names.by_token.get(c.i) for c in root.children if c.dep_ == "poss"), None)
        mention = Mention(
            index=len(self.all),
            span=self._item_span(names, item),
            head=self.span(root),
            kind=MentionKind.NAME,
            name=names.doc[item.start : item.end].text,
            sentence=self.sentence_of(self.offset(root)),
            type=ActorType.PERSON,
            state=owner.state.iso if owner is not None and owner.state is not None and office is None else None,
            office=office,
            number="singular",
            told_gender=gender_of(names.doc[item.start : item.end].text),
            definite=True,
            **self.features(root),
        )
        return self._register(mention, names, item)

    def add_title(self, names: Names, item: Item, root: Token, office: OfficeMention | None) -> None:
        """Make the mention of an office without a name: "the prime minister", "a spokesman"."""
        described = self.describer.describe_title(root, office)
        if described is not None:
            self.add_described(root, described, office=office)

    def _add_place(self, names: Names, item: Item, state: str | None) -> None:
        root = names.doc[item.start : item.end].root
        place = PlaceMention(
            index=len(self.places),
            span=self._item_span(names, item),
            name=names.doc[item.start : item.end].text,
            sentence=self.sentence_of(self.offset(root)),
            state=state,
        )
        self.places.append(place)
        for token in names.doc[item.start : item.end]:
            self._place_at[self.offset(token)] = place.index

    def add_described(self, token: Token, described: Described, office: OfficeMention | None = None) -> int:
        """Make the mention of an actor without a name."""
        first, last = token.doc[described.start], token.doc[described.end - 1]
        mention = Mention(
            index=len(self.all),
            span=Span(self.offset(first), self.offset(last) + len(last.text)),
            head=self.span(token),
            kind=described.kind,
            name=described.name,
            sentence=self.sentence_of(self.offset(token)),
            type=described.type,
            state=described.state,
            office=office,
            number=described.number,
            definite=described.definite,
            machine=described.machine,
            pair=any(
                c.lower_ in {"both", "each"} or (c.lower_ == "two" and described.definite) for c in token.children
            ),
            **self.features(token),
        )
        self.all.append(mention)
        self.by_offset[self.offset(token)] = mention.index
        owners = [c for c in token.children if c.dep_ in {"poss", "amod", "compound", "nmod"} and not in_compound(c)]
        members = tuple(i for c in owners for i in self._states_of(c))
        if described.kind is MentionKind.STATE and members:
            self.all[mention.index] = replace(mention, members=members, state=self.all[members[0]].state)
        elif described.kind in {MentionKind.NOMINAL, MentionKind.TITLE} or office is not None:
            holders = syntax.whose_counterpart(token) or [c for c in owners if c.dep_ == "poss"]
            possessor = next((i for c in holders for i in [self.at(c)] if i is not None), None)
            self.all[mention.index] = replace(mention, members=members, owner=possessor)
        return mention.index

    def _states_of(self, token: Token) -> list[int]:
        found = []
        for one in [token, *(c for c in token.children if c.dep_ == "conj")]:
            one = antecedent(one)  # "the United States, whose F-16s"
            index = self.by_offset.get(self.offset(one))
            if index is None and one.lemma_ in {"country", "nation", "government"} and one.dep_ == "poss":
                index = self.at(one)  # "his country's forces"
            if index is None and (one.tag_ == "PRP$" or one.pos_ == "PRON" or self.offset(one) in self._lazy):
                index = self.at(one)  # also the Iraq of "military action in Iraq, whose government protested"
            if index is not None:
                found.append(index)
        return found
