"""What ties actors to states, and which of them have no name: by this the sides of two mentions are compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.linking.drafts import Draft
from kg.model import ActorType

_NAMELESS: Final = {
    ActorType.PERSON,
    ActorType.GROUP,
    ActorType.UNNAMED_SOURCE,
    ActorType.ARMED_GROUP,
    ActorType.ARMED_FORCE,
}


@dataclass(frozen=True, slots=True)
class Ties:
    """Entities of one reading, by their indices."""

    forces: dict[int, int] = field(default_factory=dict)  # force -> the state whose it is
    officials: dict[int, int] = field(default_factory=dict)  # person -> the state in which he holds office
    ministries: dict[int, int] = field(default_factory=dict)  # body of government -> the state whose it is
    groups: frozenset[int] = frozenset()  # people without a name
    described: frozenset[int] = frozenset()  # persons and groups without a name
    world: frozenset[int] = frozenset()  # international organisations

    @classmethod
    def of(cls, drafts: Sequence[Draft], states: Mapping[str, Draft]) -> Ties:
        """The ties of the actors of an article; `states` are its states by their ISO codes."""
        in_state = [(d, states[d.state].index) for d in drafts if d.state and d.state in states]
        return cls(
            forces={d.index: state for d, state in in_state if d.type is ActorType.ARMED_FORCE},
            officials={
                d.index: state
                for d, state in in_state
                if (d.type is ActorType.PERSON and d.titles) or (d.type is ActorType.UNNAMED_SOURCE and d.described)
            },
            ministries={d.index: state for d, state in in_state if d.type is ActorType.GOVERNMENT_BODY},
            groups=frozenset(d.index for d in drafts if d.type is ActorType.GROUP and d.described),
            described=frozenset(d.index for d in drafts if d.type in _NAMELESS and d.described),
            world=frozenset(d.index for d in drafts if d.type is ActorType.INTERNATIONAL_ORGANIZATION),
        )

    def as_states(self, side: set[int], *, officials: bool = False) -> set[int]:
        """The side with each state in the place of its forces: what the US military shot down the US shot down.

        `officials` does the same with who holds office: a strike that a minister carries out is his state's.
        """
        return {self.officials.get(e, self.forces.get(e, e)) if officials else self.forces.get(e, e) for e in side}

    def are_casualties(self, side: set[int]) -> bool:
        """Whether a side are only people who came to harm: "two girls", "nine civilians"."""
        return side <= self.groups

    def are_described(self, side: set[int]) -> bool:
        """Whether a side are only people without a name, as a headline puts them: "rebel leader killed"."""
        return bool(side) and side <= self.described
