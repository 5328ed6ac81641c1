"""A finished parse to read from: spaCy's tokens with what rules ask of them at hand.

spaCy makes a new object for every look at a token and computes each attribute anew; rules look at every token some
seventy times. Here every token of a passage is one object, made once behind the last component of the pipeline. What
is rarely asked for is fetched from spaCy. Nothing can be changed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Any, cast

from spacy.tokens import Doc
from spacy.tokens import Span as Span_


class ParsedToken:
    """A token, as spaCy's `Token`."""

    __slots__ = (
        "_within", "children", "dep_", "doc", "ent_type_", "head", "i", "idx", "lemma_", "lower_", "pos_", "tag_",
        "text", "whitespace_",
    )  # fmt: skip

    _within: list[ParsedToken] | None
    children: list[ParsedToken]
    head: ParsedToken

    def __init__(self, doc: ParsedDoc, token: Any) -> None:
        self.doc = doc
        self.i: int = token.i
        self.idx: int = token.idx
        self.text: str = token.text
        self.lower_: str = token.lower_
        self.lemma_: str = token.lemma_
        self.tag_: str = token.tag_
        self.pos_: str = token.pos_
        self.dep_: str = token.dep_
        self.ent_type_: str = token.ent_type_
        self.whitespace_: str = token.whitespace_
        self.children = []
        self._within = None

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return True

    def __str__(self) -> str:
        return self.text

    def __getattr__(self, name: str) -> Any:
        return getattr(self.doc.parse[self.i], name)

    @property
    def lefts(self) -> list[ParsedToken]:
        """The children before it."""
        return [child for child in self.children if child.i < self.i]

    @property
    def rights(self) -> list[ParsedToken]:
        """The children behind it."""
        return [child for child in self.children if child.i > self.i]

    @property
    def ancestors(self) -> Iterator[ParsedToken]:
        """What it hangs on, upwards."""
        below, above = self, self.head
        while above is not below:
            yield above
            below, above = above, above.head

    @property
    def subtree(self) -> Iterator[ParsedToken]:
        """It and all that hangs on it."""
        if self._within is None:
            self._within = [
                *(token for child in self.lefts for token in child.subtree),
                self,
                *(token for child in self.rights for token in child.subtree),
            ]
        return iter(self._within)

    @property
    def left_edge(self) -> ParsedToken:
        """The first token of its subtree."""
        return self.doc.tokens[self.doc.parse[self.i].left_edge.i]

    @property
    def right_edge(self) -> ParsedToken:
        """The last token of its subtree."""
        return self.doc.tokens[self.doc.parse[self.i].right_edge.i]

    @property
    def sent(self) -> ParsedSpan:
        """Its sentence."""
        return self.doc.sentence_of(self.i)

    def nbor(self, i: int = 1) -> ParsedToken:
        """The token so many places on; IndexError where there is none."""
        if self.i + i < 0:
            raise IndexError(i)
        return self.doc.tokens[self.i + i]

    def is_ancestor(self, descendant: ParsedToken) -> bool:
        """Whether another hangs on it."""
        return any(above is self for above in descendant.ancestors)


class ParsedSpan:
    """Some tokens in a row, as spaCy's `Span`."""

    def __init__(self, doc: ParsedDoc, start: int, end: int) -> None:
        self.doc = doc
        self.start = start
        self.end = end

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[ParsedToken]:
        return iter(self.doc.tokens[self.start : self.end])

    def __getitem__(self, i: int) -> ParsedToken:
        return self.doc.tokens[self.start : self.end][i]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._parse, name)

    @cached_property
    def _parse(self) -> Span_:
        return self.doc.parse[self.start : self.end]

    @cached_property
    def root(self) -> ParsedToken:
        """The token on which the others hang."""
        return self.doc.tokens[self._parse.root.i]


class ParsedDoc:
    """A passage, as spaCy's `Doc`."""

    def __init__(self, parse: Doc) -> None:
        self.parse = parse
        self.text: str = parse.text
        self.tokens = tokens = [ParsedToken(self, token) for token in parse]
        for token, theirs in zip(tokens, parse, strict=True):
            token.head = above = tokens[theirs.head.i]
            if above is not token:
                above.children.append(token)

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[ParsedToken]:
        return iter(self.tokens)

    def __getitem__(self, key: int | slice) -> ParsedToken | ParsedSpan:
        if isinstance(key, slice):
            start, end, _ = key.indices(len(self.tokens))
            return ParsedSpan(self, start, max(start, end))
        return self.tokens[key]

    @cached_property
    def sents(self) -> list[ParsedSpan]:
        """The sentences."""
        return [ParsedSpan(self, sent.start, sent.end) for sent in self.parse.sents]

    @cached_property
    def _starts(self) -> list[int]:
        return [sent.start for sent in self.sents]

    def sentence_of(self, i: int) -> ParsedSpan:
        """The sentence in which a token stands."""
        return self.sents[bisect_right(self._starts, i) - 1]

    def char_span(self, start: int, end: int, alignment_mode: str = "strict") -> ParsedSpan | None:
        """The tokens from one character to another, as spaCy aligns them; None where they do not."""
        found = self.parse.char_span(start, end, alignment_mode=alignment_mode)
        return None if found is None else ParsedSpan(self, found.start, found.end)


def finished(parse: Doc) -> Doc:
    """The same parse to read from; it behaves as a `Doc`, so that rules are typed by spaCy's classes."""
    return cast(Doc, ParsedDoc(parse))
