"""Words that attribute: verbs of saying with their stance, and hedges, loaded from the lexicon."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.errors import ShapeError
from kg.model import Stance
from kg.reading.frames import LEXICON, read_yaml

_NEEDS = {"that", "quote", "any", "before"}


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb that attributes: its stance, and what it needs to do so ("that", "quote", "any", content "before")."""

    lemma: str
    stance: Stance
    needs: str


@dataclass(frozen=True, slots=True)
class Cues:
    """All cues of the lexicon."""

    verbs: dict[str, Cue]
    hedges: frozenset[str]
    hedged_passives: frozenset[str]
    rejections: frozenset[str]

    def verb(self, lemma: str) -> Cue | None:
        """The cue of a verb's lemma."""
        return self.verbs.get(lemma)

    def rejection(self, lemma: str) -> Cue | None:
        """The cue of a verb that denies where its object is what somebody claims: "rejected the charge"."""
        return Cue(lemma, Stance.DENIES, "any") if lemma in self.rejections else None

    def is_hedge(self, word: str) -> bool:
        """Whether an adverb or adjective hedges: "reportedly", "allegedly"."""
        return word in self.hedges

    def is_hedged_passive(self, lemma: str) -> bool:
        """Whether a verb hedges in the passive: "is said to", "was widely understood to"."""
        return lemma in self.hedged_passives


@cache
def load_cues() -> Cues:
    """The project's cues, checked; ShapeError names the file and the value that is wrong."""
    place = "attribution.yaml"
    data = read_yaml(LEXICON / place)
    verbs: dict[str, Cue] = {}
    for stance in Stance:
        for needs, lemmas in data[stance.value].items():
            if needs not in _NEEDS:
                raise ShapeError(f"needs is one of {sorted(_NEEDS)}, not {needs!r}", place=place)
            for lemma in lemmas:
                if lemma in verbs:
                    raise ShapeError(f"{lemma!r} stands twice", place=place)
                verbs[lemma] = Cue(lemma, stance, needs)
    some = (frozenset(data[key]) for key in ("hedges", "hedged_passives", "rejections"))
    return Cues(verbs, *some)
