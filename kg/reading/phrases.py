"""The words that carry an event: one word, or a verb with the noun without which it says little."""

from __future__ import annotations

from collections.abc import Container

from spacy.tokens import Token

from kg.reading import syntax, tree
from kg.reading.nouns import lemma
from kg.reading.roles import Trigger

_LONGEST = 40  # characters
_BREAKS = {",", ";", ":", "–", "—", "(", ")"}


def words_of(trigger: Trigger, carrier: Token | None, fired: Container[int]) -> tuple[Token, Token]:
    """The first and the last word of the phrase that carries an event: "imposed sanctions", "opened fire".

    `carrier` is the verb that carries the event out, where the trigger is a noun; `fired` are the triggers of the
    passage: no phrase takes in the trigger of another event, nor is one longer than forty characters.
    """
    token = trigger.token
    partner = carrier if not tree.is_verb(token) else _named_object(trigger)
    if partner is None or partner.i in fired:
        return token, token
    first, last = (partner, token) if partner.i < token.i else (token, partner)
    between = [token.doc[i] for i in range(first.i + 1, last.i)]
    if last.idx + len(last) - first.idx > _LONGEST or any(t.i in fired or t.text in _BREAKS for t in between):
        return token, token
    return first, last


def _named_object(trigger: Trigger) -> Token | None:
    """The object that the frame asks for by its word: the fire that is opened."""
    behind = [o for o in syntax.logical_objects(trigger.token) if o.i > trigger.token.i]
    return next((o for o in behind if lemma(o) in trigger.frame.object), None)
