"""The talk that an act of speech is set in: "rejected that when he met Kato", "agreed at the end of the talks"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.reading import syntax
from kg.reading.frames import FrameLexicon
from kg.reading.roles import Trigger

_WHEN = {"when", "while", "as"}
_DURING = {"in", "during", "at", "after"}
_PARTS = {"end", "close", "start", "beginning", "conclusion", "outset", "course", "margin", "sideline"}


def setting_of(trigger: Trigger, by_token: dict[int, Trigger], frames: FrameLexicon) -> int | None:
    """The mention of the call or meeting in which an act of speech was done, as its sentence has it; None for none."""
    verb = trigger.token
    if not frames.is_a(trigger.frame.type, "Statement") or not syntax.is_verb(verb):
        return None

    def talk(token: Token) -> int | None:
        found = by_token.get(token.i)
        fits = found is not None and frames.is_a(found.frame.type, "Consultation") and found.frame.type != "Visit"
        return found.index if found is not None and fits else None

    near = [t for one in _clauses(verb) for t in (one, *syntax.children(one, "dobj"))]  # "when he held talks with"
    near += _phrases(verb)
    return next((index for index in map(talk, near) if index is not None), None)


def _clauses(verb: Token) -> list[Token]:
    """The clauses that tell when something was said."""
    below = syntax.children(verb, "advcl")
    return [c for c in below if any(k.lower_ in _WHEN and k.i < c.i for k in c.children)]


def _phrases(verb: Token) -> list[Token]:
    """The nouns of phrases that tell when something was said: "in a call", "at the end of the conversation"."""
    nouns = [n for name in _DURING for n in syntax.prepositional(verb, name)]
    return nouns + [n for part in nouns if part.lemma_ in _PARTS for n in syntax.prepositional(part, "of")]
