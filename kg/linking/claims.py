"""From attributions to claims: chains of holders, rooted in the publisher, and the status that they add up to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

from kg.model import Attribution, Claim, Event, EventMention, Reading, Span, Stance, Status, Voice

# what an article leaves of an event: an operator's outcome before the bare facts, facts before plans
_UNDONE = (Status.POSTPONED, Status.CANCELLED, Status.PREVENTED)
Statuses = dict[int, tuple[Status, bool]]
_OUTCOMES = (Status.POSTPONED, Status.CANCELLED, Status.PREVENTED, Status.ATTEMPTED)
_ORDER = (Status.ONGOING, Status.OCCURRED, Status.PLANNED, Status.POSSIBLE, Status.NEGATED)


@dataclass(slots=True)
class Chains:
    """The claims of one article, growing."""

    reading: Reading
    entity_of: dict[int, tuple[int, ...]]
    event_of: dict[int, int]
    claims: list[Claim] = field(default_factory=list)
    _known: dict[tuple[object, ...], int] = field(default_factory=dict)

    def build(self) -> None:
        """Make the claims of all attributions, then the publisher's own on what nobody else is quoted for."""
        for attribution in self.reading.attributions:
            self._attributed(attribution)
        spoken_for = {m for a in self.reading.attributions for m in a.content if self._only_theirs(a, m)}
        hearsay = {m for a in self.reading.attributions for m in a.within}
        for mention in self.reading.events:
            if mention.index not in spoken_for and mention.index in self.event_of:
                voice = Voice.HEARSAY if mention.index in hearsay else Voice.NARRATOR
                self._publisher_on_event(mention, voice, mention.words, None)

    def _only_theirs(self, attribution: Attribution, mention: int) -> bool:
        """Whether the article itself does not vouch for what is said, nor for what stands in a denial.

        It does for what somebody denies that was told before: "was accused of theft, which she denies".
        """
        before = self.reading.events[mention].span.start < attribution.span.start
        return attribution.stance is Stance.ASSERTS or not before

    def _attributed(self, attribution: Attribution) -> None:
        mentions = self._first_of_each(attribution)
        sources = self.entity_of.get(attribution.source, ()) if attribution.source is not None else ()
        if not sources:
            for mention in mentions:
                self._publisher_on_event(mention, Voice.HEARSAY, attribution.span, attribution.index)
            return
        for holder in sources:
            inner = [self._on_event(mention, holder, attribution) for mention in mentions]
            if not inner:
                continue
            outlet = self.entity_of.get(attribution.via, ()) if attribution.via is not None else ()
            if outlet and outlet[0] != holder:
                inner = [self._report(tuple(inner), outlet[0], attribution)]
            self._report(tuple(inner), None, attribution)

    def _first_of_each(self, attribution: Attribution) -> list[EventMention]:
        found: dict[int, EventMention] = {}
        for index in attribution.content:
            if index in self.event_of:
                found.setdefault(self.event_of[index], self.reading.events[index])
        return list(found.values())

    def _on_event(self, mention: EventMention, holder: int, attribution: Attribution) -> int:
        denied = attribution.stance is Stance.DENIES
        return self._add(
            event=self.event_of[mention.index],
            claims=(),
            holder=holder,
            publisher=False,
            polarity=_polarity(mention.status, denied=denied),
            phase=mention.status,
            certainty=_certainty(mention.status, hedged=attribution.hedged),
            voice=attribution.voice,
            evidence=attribution.span,
            sentence=attribution.sentence,
            attribution=attribution.index,
        )

    def _report(self, inner: tuple[int, ...], holder: int | None, attribution: Attribution) -> int:
        """The claim of a paper, or of the publisher (holder None), that somebody said so."""
        return self._add(
            event=None,
            claims=inner,
            holder=holder,
            publisher=holder is None,
            polarity="affirms",
            phase=Status.OCCURRED,
            certainty="certain",
            voice=Voice.NARRATOR if holder is None else Voice.INDIRECT,
            evidence=attribution.span,
            sentence=attribution.sentence,
            attribution=attribution.index,
        )

    def _publisher_on_event(self, mention: EventMention, voice: Voice, evidence: Span, attribution: int | None) -> int:
        hedged = voice is Voice.HEARSAY
        return self._add(
            event=self.event_of[mention.index],
            claims=(),
            holder=None,
            publisher=True,
            polarity=_polarity(mention.status, denied=False),
            phase=mention.status,
            certainty="unspecified" if hedged else _certainty(mention.status, hedged=False),
            voice=voice,
            evidence=evidence,
            sentence=mention.sentence,
            attribution=attribution,
        )

    def _add(self, **parts: object) -> int:
        """A claim; one that says the same as an earlier one of the same holder is that one."""
        key = tuple(parts[k] for k in ("event", "claims", "holder", "publisher", "polarity", "phase", "voice"))
        if parts["voice"] is not Voice.NARRATOR or parts["claims"]:
            key = (*key, parts["evidence"])
        if key not in self._known:
            self._known[key] = len(self.claims)
            self.claims.append(Claim(index=len(self.claims), **parts))  # type: ignore[arg-type]
            return self._known[key]
        known = self._known[key]
        evidence = parts["evidence"]
        old = self.claims[known]
        if isinstance(evidence, Span) and evidence != old.evidence:
            self.claims[known] = replace(old, also=(*old.also, evidence))
        return known


def _polarity(status: Status, *, denied: bool) -> str:
    if denied or status is Status.NEGATED:
        return "negates"
    return "uncommitted" if status is Status.POSSIBLE else "affirms"


def _certainty(status: Status, *, hedged: bool) -> str:
    if hedged:
        return "unspecified"
    return "uncertain" if status is Status.POSSIBLE else "certain"


def turned_down(events: tuple[Event, ...], found: dict[int, tuple[Status, bool]]) -> dict[int, tuple[Status, bool]]:
    """What was asked for and refused was attempted: "his request for a call was turned down"."""
    by_index = {event.index: event for event in events}
    for event in events:
        request = by_index.get(event.theme) if event.type == "Refusal" and event.theme is not None else None
        if request is None or request.type not in {"Request", "Statement", "Invitation"} or request.theme is None:
            continue
        status, disputed = found[request.theme]
        if status is Status.POSSIBLE and found[event.index][0] is Status.OCCURRED:
            found[request.theme] = (Status.ATTEMPTED, disputed)
    return found


def shared_fate(events: list[list[EventMention]], event_of: dict[int, int], found: Statuses) -> Statuses:
    """What was to be on a visit goes with it: who puts off a trip puts off the talks that he was to have there."""
    for k, mentions in enumerate(events):
        visits = [event_of[m.during] for m in mentions if m.during in event_of]
        fate = next((found[v][0] for v in visits if found[v][0] in _UNDONE), None)
        if fate is not None and found[k][0] in {Status.PLANNED, Status.POSSIBLE, Status.CANCELLED}:
            found[k] = (fate, found[k][1])
    return found


def status_of(mentions: list[EventMention], headline: set[int]) -> Status:
    """What an article leaves of an event, from all its mentions.

    Outcomes (postponed, cancelled, prevented, attempted) outweigh bare facts, and what the words around a
    mention say outweighs a mention that only names the event. A headline counts where the body is silent.
    """
    strong = [m.status for m in mentions if m.signals and m.sentence not in headline]
    strong = strong or [m.status for m in mentions if m.signals] or [m.status for m in mentions]
    for status in _OUTCOMES:
        if status in strong:
            return status
    for status in _ORDER:
        if status in strong:
            return Status.CANCELLED if status is Status.PLANNED and _unfulfilled(mentions) else status
    return strong[0]


def _unfulfilled(mentions: list[EventMention]) -> bool:
    """Whether all that tells of a plan tells that nothing came of it: "he was to have met the king"."""
    plans = [m for m in mentions if m.status is Status.PLANNED]
    return all(any(name == "unfulfilled" for name, _ in m.signals) for m in plans)


def _is_ahead(reading: Reading, mentions: list[EventMention]) -> bool:
    """Whether a day that lies ahead of the article is that of an event: "two days before a summit in Abuja"."""
    if any({name for name, _ in m.signals} - {"present"} or not (m.nominal or m.signals) for m in mentions):
        return False
    times = [reading.times[m.time] for m in mentions if m.time is not None]
    published = reading.document.published
    days = [t.start for t in times if t.start is not None and t.settled and len(t.value or "") == 10]
    return published is not None and bool(days) and all(day > published for day in days)


def _presupposed(reading: Reading, denial: Attribution, mention: int) -> bool:
    """Whether a denial of an act takes an event for granted: "denied having ordered the raid"."""
    event = reading.events[mention]
    acts = (reading.events[m] for m in denial.content if m != mention)
    told = event.nominal and event.definite
    return told and any(not act.nominal and denial.span.end <= act.span.start < event.span.start for act in acts)


def statuses(
    reading: Reading, clusters: list[list[EventMention]], claims: list[Claim]
) -> dict[int, tuple[Status, bool]]:
    """Status of each event under the default policy, and whether it is disputed: asserted by one, denied by another.

    The status is the asserters': a denial disputes it, and decides it only where nobody asserts.
    """
    headline = {s.index for s in reading.sentences if s.headline}
    denials = [a for a in reading.attributions if a.stance is Stance.DENIES and not a.charged]
    granted = {m for a in denials for m in a.content if _presupposed(reading, a, m)}
    denied = {  # what was told before it is denied ("denied the claim") somebody has asserted
        m for a in denials for m in a.content if reading.events[m].span.start > a.span.start and m not in granted
    }
    denied -= {m for a in reading.attributions if a.stance is Stance.ASSERTS for m in a.content}
    # who denies that an operation has stopped says that it goes on
    denied -= {m for m in denied if reading.events[m].status is Status.ONGOING and reading.events[m].nominal}
    holders: dict[tuple[int | None, str], set[int | None]] = defaultdict(set)
    for claim in claims:
        holders[claim.event, claim.polarity].add(claim.holder)
    found: dict[int, tuple[Status, bool]] = {}
    for k, mentions in enumerate(clusters):
        asserted = [
            replace(m, status=Status.OCCURRED, signals=()) if m.index in granted else m
            for m in mentions
            if m.index not in denied
        ]
        affirming, negating = holders[k, "affirms"], holders[k, "negates"]
        disputed = bool(affirming) and bool(negating - affirming)
        status = status_of(asserted, headline) if asserted else Status.NEGATED
        if status is Status.OCCURRED and _is_ahead(reading, asserted):
            status = Status.PLANNED
        found[k] = (status, disputed)
    return found
