"""What a reader of statuses finds: a status with the words that decided it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg.model import Status

PRESENT, PAST = {"VBZ", "VBP"}, {"VBD"}
# statuses that an outer "will" or "may" does not weaken
FINAL = {Status.PREVENTED, Status.POSTPONED, Status.CANCELLED, Status.NEGATED}
NOT_YET = {Status.PLANNED, Status.POSSIBLE}
SIGNS = {"indication", "evidence", "sign", "proof", "suggestion", "question"}
LEVELS = 10  # clauses above one another that are looked at


@dataclass(frozen=True, slots=True)
class Judgement:
    """A status and the words that decided it; without words it is only the default."""

    status: Status
    signals: tuple[tuple[str, Token], ...] = ()

    def because(self, name: str, token: Token) -> Judgement:
        """The same status with one more reason."""
        return Judgement(self.status, (*self.signals, (name, token)))
