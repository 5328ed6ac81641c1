"""States and people without a name of their own: the North, both Koreas, hundreds of Hungarians, one of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Token

from kg.model import ActorType, MentionKind
from kg.reading import tree
from kg.reading.descriptions import Described
from kg.reading.gazetteer import Gazetteer

if TYPE_CHECKING:
    from kg.reading.mentions import Mentions

_TELLING = {"say", "tell", "add", "claim", "explain", "recall"}
_TWINS = {
    "koreas": ("North Korea", "South Korea"),
    "sudans": ("Sudan", "South Sudan"),
    "congos": ("Democratic Republic of the Congo", "Republic of the Congo"),
}


class Several:
    """Makes these mentions of one document when they are asked for."""

    def __init__(self, mentions: Mentions, gazetteer: Gazetteer) -> None:
        self._mentions = mentions
        self._gazetteer = gazetteer

    def state_of(self, token: Token) -> int | None:
        """The state that "the North" is short for, or the two that "both Koreas" are."""
        found = self._by_compass(token)
        return found if found is not None else self._twins(token)

    def one_of_them(self, token: Token) -> int | None:
        """Who speaks as one of several: "one of them told Reuters"."""
        others = tree.prepositional(token, "of") if token.lower_ == "one" and token.dep_ == "nsubj" else []
        if not others or token.head.lemma_ not in _TELLING:
            return None
        end = max(t.i for t in others[0].subtree) + 1
        return self._described(token, end, ActorType.UNNAMED_SOURCE, number="singular")

    def people(self, token: Token) -> int | None:
        """Many of a people, who are not their state: "hundreds of Hungarians"."""
        found = self._gazetteer.match([token.text], 0) if token.tag_ in {"NNPS", "NNP"} else None
        if found is None or found[1].kind != "people" or not token.text.endswith("s"):
            return None
        mentions = self._mentions
        index = mentions.by_offset.get(mentions.offset(token))
        if index is None:
            return self._described(token, token.i + 1, ActorType.GROUP, state=found[1].iso)
        mentions.all[index] = replace(
            mentions.all[index], kind=MentionKind.NOMINAL, name=token.text, type=ActorType.GROUP, number="plural"
        )
        return index

    def _described(
        self, token: Token, end: int, kind: ActorType, *, state: str | None = None, number: str = "plural"
    ) -> int:
        name = token.doc[token.i : end].text
        told = Described(token.i, end, MentionKind.NOMINAL, name, kind, state, number, definite=False)
        return self._mentions.add_described(token, told)

    def _by_compass(self, token: Token) -> int | None:
        """The state that "the North" is short for, where the document names one: "North Korea"."""
        if token.lower_ not in {"north", "south"} or not any(c.lower_ == "the" for c in token.children):
            return None
        for names in self._mentions.names:
            for item in names.items:
                if item.state is not None and item.state.name.lower().startswith(f"{token.lower_} "):
                    return self._mentions.add_state(token, item.state)
        return None

    def _twins(self, token: Token) -> int | None:
        """The two states that share a name: "both Koreas"."""
        mentions = self._mentions
        found = [self._gazetteer.match(name.split(), 0) for name in _TWINS.get(token.lower_, ())]
        posts = tuple(mentions.add_state(token, one[1]) for one in found if one is not None)
        if not posts:
            return None
        both = replace(
            mentions.all[posts[0]], index=len(mentions.all), kind=MentionKind.NOMINAL, name=token.text,
            number="plural", state=None, posts=posts,
        )  # fmt: skip
        mentions.all.append(both)
        mentions.by_offset[mentions.offset(token)] = both.index
        return both.index
