"""Which state a bare title belongs to: "Defence Minister Jeong", where no word beside it says so.

Every state is weighed by what speaks for it: who acts in the sentences before, whom the article is about, where the
sentence is set ("In Athens, Prime Minister ..."), where the holder speaks, where the outlet is at home. What
speaks against it: that the holder asks, warns or meets it. Where somebody else holds the office it is ruled out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.linking.words import title_words
from kg.model import ActorType, Mention, MentionKind, OfficeMention, Reading, RoleName

if TYPE_CHECKING:
    from kg.linking.drafts import Draft
    from kg.linking.entities import EntityLinker

_REACH: Final = 12  # sentences that a trace lasts
_DECAY: Final = 0.66  # of a trace, a sentence on
_BESIDE: Final = 25  # characters from a title to the body that it is of
_HOME: Final = 0.8
_USUAL: Final = 0.3
_TOPIC: Final = 1.25
_HEADLINE: Final = 0.3
_SPOKE: Final = 0.5
_FACED: Final = 2.5
_SETTING: Final = 4.0  # of a place that opens the sentence
_REGION: Final = 8.0  # a place beside a governor is likelier in his state than any other word tells
_LOCAL: Final = frozenset({"governor", "mayor", "prefect"})
_TURNING_ON: Final = frozenset({"summon", "expel", "accuse", "blame"})
_SPOKEN_OF: Final = 0.6
_NEAREST: Final = 0.4  # of the last place before, in the same sentence
_PLACED: Final = 1.2  # of a place among what the article speaks of
# what befalls officials at home: "the Chadian junta that ousted President Kato"
_AT_HOME: Final = frozenset({
    "oust", "depose", "overthrow", "topple", "remove", "dismiss", "impeach", "arrest", "detain", "unseat", "sack",
    "fire", "appoint", "elect", "name", "swear", "ouster", "coup", "imprison", "jail", "prosecute", "try",
})  # fmt: skip
_PEOPLE: Final = {ActorType.PERSON, ActorType.UNNAMED_SOURCE, ActorType.GROUP}
_SPEAKING: Final = {ActorType.STATE, ActorType.GOVERNMENT_BODY, ActorType.ARMED_FORCE} | _PEOPLE


@dataclass(frozen=True, slots=True)
class _Trace:
    """That a state, or somebody or some place of it, was spoken of."""

    iso: str
    start: int
    weight: float
    mention: int | None = None  # None for a place
    metonym: bool = False  # a capital that acts


class Homes:
    """Weighs the states of one article."""

    def __init__(self, reading: Reading, linker: EntityLinker) -> None:
        self._reading = reading
        self._linker = linker
        self._traces: dict[int, list[_Trace]] = {}  # by sentence
        self._shares: dict[str, float] = {}
        for draft in linker.drafts:
            self.learn(draft)
        for place in reading.places:
            if place.state:
                opens = place.span.start - reading.sentences[place.sentence].span.start < 5
                weight = _SETTING if opens else 0.5
                self._traces.setdefault(place.sentence, []).append(_Trace(place.state, place.span.start, weight))
                self._shares[place.state] = self._shares.get(place.state, 0.0) + _PLACED

    def learn(self, draft: Draft) -> None:
        """Take the mentions of an actor whose state is known for traces of the state."""
        known = draft.type in _SPEAKING and not draft.elsewhere
        for index in draft.mentions if known and draft.state is not None else ():
            mention = self._reading.mentions[index]
            if len(self._linker.of.get(index, ())) != 1 or len(mention.members) > 1:
                continue
            weight = 2.0 if mention.subject else 0.6 if mention.modifier else 1.0
            weight *= 0.8 if draft.type in _PEOPLE else 1.0
            weight -= 0.1 * min(mention.depth, 5)
            metonym = mention.place is not None and mention.subject
            assert draft.state is not None
            trace = _Trace(draft.state, mention.span.start, weight, index, metonym)
            self._traces.setdefault(mention.sentence, []).append(trace)
            self._shares[draft.state] = self._shares.get(draft.state, 0.0) + weight

    def of(self, mention: Mention, draft: Draft, office: OfficeMention, taken: Mapping[str, int]) -> str | None:
        """The ISO code of the likeliest state of an office that names none; None where nothing speaks for any.

        `taken` says who holds the same office in which state.
        """
        facing = self._facing(draft)
        faced = self._faced(facing, draft)
        weights: dict[str, float] = {}
        local = not _LOCAL.isdisjoint(office.title.lower().split())
        for distance in range(min(_REACH, mention.sentence) + 1):
            for trace in self._traces.get(mention.sentence - distance, ()):
                possible = taken.get(trace.iso, draft.index) == draft.index and trace.iso not in office.never
                if possible and trace.mention not in facing:
                    weight = self._weight(trace, distance, mention, office)
                    weight *= _REGION if local and trace.mention is None else 1.0
                    weights[trace.iso] = max(weight, weights.get(trace.iso, 0.0))
        if office.choices:
            free = [s for s in office.choices if taken.get(s, draft.index) == draft.index]
            weights = {s: weights[s] for s in free if s in weights} or dict.fromkeys(free[:1], 0.0)
        if weights and all(faced.get(state, 0.0) == 1.0 for state in weights):
            elsewhere = [s for s in self._shares if s not in weights and taken.get(s, draft.index) == draft.index]
            weights |= {s: 0.0 for s in elsewhere if s not in office.never}  # "the prime minister's trip to Cairo"
        if not weights:  # told of first, before any state: one that the article comes to speak of
            weights = {s: 0.0 for s in self._shares if taken.get(s, draft.index) == draft.index}
            weights = {s: w for s, w in weights.items() if s not in office.never}
        near = [t for t in self._traces.get(mention.sentence, ()) if t.mention is None and t.start < mention.span.start]
        if near and near[-1].iso in weights:  # "anger in Chad, with protesters demanding the minister's resignation"
            weights[near[-1].iso] += _NEAREST
        for state in self._spoken_of(office) & set(weights):
            weights[state] += _SPOKEN_OF  # "the Greek prime minister", with no name beside it
        spoke = {self._reading.mentions[m].sentence for m in draft.mentions if self._reading.mentions[m].subject}
        settings = {t.iso for s in spoke for t in self._traces.get(s, ()) if t.mention is None}
        told = sum(self._shares.values()) or 1.0
        for state in weights:
            weights[state] += _TOPIC * self._shares.get(state, 0.0) / told + _HEADLINE * (state == self._headline())
            weights[state] += _SPOKE * (state in settings)  # "Kato told reporters in Kampala"
            weights[state] += _HOME * (state == self._reading.home)
            weights[state] += _USUAL * (office.choices[:1] == (state,)) - _FACED * faced.get(state, 0.0)
        return max(weights, key=lambda state: (weights[state], state), default=None)

    def _spoken_of(self, office: OfficeMention) -> set[str]:
        """The states whose holder of an office is spoken of without a name."""
        title = title_words(office.title)
        bare = [
            m for m in self._reading.mentions if m.kind is MentionKind.TITLE and m.office is not None and m.definite
        ]
        return {m.office.state for m in bare if m.office and m.office.state and title_words(m.office.title) == title}

    def _headline(self) -> str | None:
        """Whom the first sentence is about."""
        first = sorted(self._traces.get(0, ()), key=lambda trace: trace.start)
        return next((trace.iso for trace in first if trace.mention is not None and trace.weight > 1.0), None)

    def _weight(self, trace: _Trace, distance: int, mention: Mention, office: OfficeMention) -> float:
        """How much a trace so many sentences before speaks for its state; a place does so in its own sentence only."""
        if distance or trace.mention is None:
            return trace.weight * _DECAY**distance * (trace.mention is not None or not distance)
        between = self._reading.document.text[office.span.end : trace.start]
        if (
            trace.start > office.span.end
            and len(between) < _BESIDE
            and between.split()[:1] in (["of"], ["for"], ["at"])
        ):
            return 3.0  # "a spokesman for the Congolese presidency"
        if trace.start < mention.span.start:
            return 1.5 * trace.weight
        return (1.3 if trace.metonym else 0.4) * trace.weight  # "said Tokyo would ..." is at home

    def _facing(self, draft: Draft) -> list[int]:
        """The mentions of whom the holder asks, warns, meets, or who does so to the holder; one an event."""
        own = set(draft.mentions)
        told = {i for a in self._reading.attributions if a.source in own for i in a.content}
        turned_on = [
            role.mention
            for event in self._reading.events
            if event.index in told and event.lemma in _TURNING_ON
            for role in event.roles
            if role.name is RoleName.RECIPIENT
        ]  # "the Chinese ambassador was summoned, spokeswoman Kato said": hers is no Chinese ministry
        travels = [
            role.mention
            for event in self._reading.events
            if event.theme is not None and any(role.mention in own for role in event.roles)
            for role in self._reading.events[event.theme].roles
            if self._reading.events[event.theme].type == "Visit" and role.name is RoleName.RECIPIENT
        ]  # "has decided to postpone a trip to Cairo"
        return (
            turned_on
            + travels
            + [
                other.mention
                for event in self._reading.events
                if event.lemma not in _AT_HOME
                for role in event.roles
                if role.mention in own
                for other in event.roles
                if other.name is not role.name
            ]
        )

    def _faced(self, facing: list[int], draft: Draft) -> dict[str, float]:
        """How often the holder faces each state or its people, the most often faced as 1."""
        linked = (self._linker.of.get(mention, ()) for mention in facing)
        counts = Counter(
            s for some in linked for e in some if e != draft.index for s in (self._linker.drafts[e].state,) if s
        )
        most = max(counts.values(), default=1)
        return {state: count / most for state, count in counts.items()}
