"""The talk that an act of speech is set in: "rejected that when he met Kato", "agreed at the end of the talks"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.reading import tree
from kg.reading.frames import FrameLexicon
from kg.reading.roles import Trigger

_WHEN = {"when", "while", "as"}
_DURING = {"in", "during", "at", "after"}
_BOTH = {"two", "both", "pair", "they", "sides", "leaders", "men", "ministers", "presidents"}
_PARTS = {"end", "close", "start", "beginning", "conclusion", "outset", "course", "margin", "sideline"}


def setting_of(trigger: Trigger, by_token: dict[int, Trigger], frames: FrameLexicon) -> int | None:
    """The mention of the call or meeting in which an act of speech was done, as its sentence has it; None for none."""
    verb = trigger.token
    if not frames.is_a(trigger.frame.type, "Statement") or not tree.is_verb(verb):
        return None

    def talk(token: Token) -> int | None:
        found = by_token.get(token.i)
        fits = found is not None and frames.is_a(found.frame.type, "Consultation") and found.frame.type != "Visit"
        return found.index if found is not None and fits else None

    near = [t for one in _clauses(verb) for t in (one, *tree.children(one, "dobj"))]  # "when he held talks with"
    near += _phrases(verb) + _together(verb) + _party(verb, by_token)
    return next((index for index in map(talk, near) if index is not None), None)


def _clauses(verb: Token) -> list[Token]:
    """The clauses that tell when something was said."""
    below = tree.children(verb, "advcl")
    return [c for c in below if any(k.lower_ in _WHEN and k.i < c.i for k in c.children)]


def _phrases(verb: Token) -> list[Token]:
    """The nouns of phrases that tell when something was said: "in a call", "at the end of the conversation"."""
    above = [verb, *(c for c in tree.children(verb, "parataxis") if c.i < verb.i)]  # ", both ministries reported,"
    nouns = [n for name in _DURING for v in above for n in tree.prepositional(v, name)]
    return nouns + [n for part in nouns if part.lemma_ in _PARTS for n in tree.prepositional(part, "of")]


def _together(verb: Token) -> list[Token]:
    """The call of "phoned him on Monday and the two agreed"."""
    subjects = tree.children(verb, "nsubj")
    return [verb.head] if verb.dep_ == "conj" and any(s.lower_ in _BOTH for s in subjects) else []


def _party(verb: Token, by_token: dict[int, Trigger]) -> list[Token]:
    """The talk with the one of whom a relative clause tells what was said: "spoke with Kato, who warned Chad"."""
    first = verb
    while first.dep_ == "conj" or (first.dep_ == "ccomp" and first.head.dep_ in {"relcl", "conj"}):
        first = first.head  # "demanded that they be punished and warned Chad"
    if first.dep_ != "relcl" or verb.tag_ != "VBD" or not any(c.lower_ == "who" for c in first.children):
        return []
    who = next(c for c in first.children if c.lower_ == "who")
    before = [i for i in by_token if first.sent.start <= i < who.i]
    return [by_token[max(before)].token] if before else []
