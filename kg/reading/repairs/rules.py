"""What a repair of the parse is: the words it looks at, and what it does with each of them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from spacy.tokens import Doc, Token

_MOST = 100_000  # kinds of words that are remembered
VERBS = frozenset({"VERB", "AUX"})
TELLING = frozenset({"tell", "inform", "assure", "warn", "remind", "notify"})
SAYING = frozenset(
    {"say", "add", "report", "announce", "confirm", "claim", "insist", "argue", "explain", "write", "declare"}
)
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
STRIKING = frozenset({"attack", "bomb", "shell", "raid", "storm", "strike", "hit", "bombard"})


@dataclass(frozen=True, slots=True)
class Repair:
    """One repair; each of the four conditions that is not None a word must meet before `mend` sees it."""

    mend: Callable[[Token], None]
    pos: frozenset[str] | None
    deps: frozenset[str] | None
    tags: frozenset[str] | None
    lemmas: frozenset[str] | None

    def looks_at(self, token: Token) -> bool:
        """Whether the word meets all conditions."""
        return (
            (self.deps is None or token.dep_ in self.deps)
            and (self.tags is None or token.tag_ in self.tags)
            and (self.pos is None or token.pos_ in self.pos)
            and (self.lemmas is None or token.lemma_ in self.lemmas)
        )


class Repairs:
    """Repairs in the order of their registration; each is asked only of the words that it is about."""

    def __init__(self) -> None:
        self._repairs: list[Repair] = []
        self._seen: dict[tuple[int, int, int, int], tuple[Repair, ...]] = {}  # words alike, by what repairs look at

    def of(
        self,
        *,
        pos: Collection[str] | None = None,
        deps: Collection[str] | None = None,
        tags: Collection[str] | None = None,
        lemmas: Collection[str] | None = None,
    ) -> Callable[[Callable[[Token], None]], Callable[[Token], None]]:
        """Register a function as the repair of the words with one of these parts of speech, relations, tags, lemmas."""

        def register(mend: Callable[[Token], None]) -> Callable[[Token], None]:
            sets = (frozenset(values) if values is not None else None for values in (pos, deps, tags, lemmas))
            self._repairs.append(Repair(mend, *sets))
            return mend

        return register

    def run(self, doc: Doc) -> None:
        """Put right what the parser got wrong in a parsed text."""
        for token in doc:
            key = token.pos, token.dep, token.tag, token.lemma
            asked = self._seen.get(key)
            if asked is None:
                if len(self._seen) >= _MOST:
                    self._seen.clear()
                asked = self._seen[key] = tuple(r for r in self._repairs if r.looks_at(token))
            for repair in asked:
                if repair.looks_at(token):  # an earlier one may have changed it
                    repair.mend(token)


REPAIRS = Repairs()
