"""One event for its several mentions: same type, fitting participants, time and status, and words that point back."""

from __future__ import annotations

from kg.linking.fit import Fit
from kg.linking.likeness import LEAD, TOLLS, Cluster, downs_machine
from kg.linking.ties import Ties
from kg.model import ActorType, Event, EventMention, MentionKind, Reading, RoleName

_ENOUGH = 3.0
_DYING = {"die", "perish", "death"}
_MURDER = {"murder", "killing", "assassinate", "assassination", "slaying"}
_OF_ONE = {"Attack", "Assassination", "Capture", "Arrest", "Release"}  # what befalls one person


class EventLinker:
    """Clusters the event mentions of one reading.

    `entity_of` gives each actor mention its entities, `types` each event type its path from the root of the tree,
    `ties` what is known of the entities.
    """

    def __init__(
        self,
        reading: Reading,
        entity_of: dict[int, tuple[int, ...]],
        types: dict[str, tuple[str, ...]],
        ties: Ties | None = None,
    ) -> None:
        self.ties = ties or Ties()
        self.fit = Fit(reading, types, self.ties)
        self._reading = reading
        self._entity_of = entity_of
        self._headlined: dict[int, int] = {}  # headline -> the event that it tells first
        # "was killed when troops exchanged fire": what the clause goes on to tell is that very event
        self._named_again = {m.same_as: m for m in reversed(reading.events) if m.same_as is not None}
        self.clusters: list[Cluster] = []
        self.of: dict[int, int] = {}

    def link(self) -> None:
        """Link all event mentions in the order of the text."""
        for mention in sorted(self._reading.events, key=lambda m: (m.span.start, m.index)):
            agents, recipients = self._participants(mention)
            best: tuple[float, int] | None = None
            if mention.same_as is not None and mention.same_as in self.of:
                self._join(self.of[mention.same_as], mention, agents, recipients)
                continue
            again = self._named_again.get(mention.index)
            whose = agents or (self._participants(again)[0] if again is not None else {})  # "killed in Chad's strike"
            new = again is not None and again.nominal and not again.definite and mention.sentence > LEAD
            for k in self._kindred(mention) if not new else ():  # "were killed in a gun battle": one of its own
                score = self.fit.score(self.clusters[k], mention, whose, recipients)
                if score >= _ENOUGH and (best is None or score >= best[0]):
                    best = (score, k)
            if mention.lemma in _DYING and mention.index in self.fit.told_on:
                # "died when rebels attacked": of that attack and no other, unless it was told that he was killed
                known = best is not None and set(recipients) & set(self.clusters[best[1]].recipients)
                best = best if known else None
            elif mention.lemma in _DYING and not self._of_an_attack(best, mention):
                continue  # "died of cancer"
            pointing = mention.frame.endswith("*") and mention.index not in self.fit.told_on
            if best is None and pointing and not (agents or recipients):
                back = self._pointed_back(mention)
                if back is not None:
                    self._join(back, mention, agents, recipients)
                continue
            if best is None:
                self.clusters.append(Cluster(mention.type))
                best = (0.0, len(self.clusters) - 1)
            self._join(best[1], mention, agents, recipients)

    def _of_an_attack(self, best: tuple[float, int] | None, mention: EventMention) -> bool:
        """Whether those who died did so in an attack told of in the same sentence or the one before."""
        k = best[1] if best is not None else self._pointed_back(mention)
        return k is not None and any(0 <= mention.sentence - m.sentence <= 1 for m in self.clusters[k].mentions)

    def _pointed_back(self, mention: EventMention) -> int | None:
        """The event that "the move" names again: the last fitting one, at most two sentences back."""
        for k in reversed(range(len(self.clusters))):
            cluster = self.clusters[k]
            last = cluster.mentions[-1]
            fits = self.fit.is_a(cluster.type, mention.type) and not self.fit.is_a(cluster.type, "Statement")
            if fits and cluster.type != "ArmedConflict" and mention.sentence - last.sentence <= 2:
                return k
        return None

    def _participants(self, mention: EventMention) -> tuple[dict[int, int], dict[int, int]]:
        agents: dict[int, int] = {}
        recipients: dict[int, int] = {}
        for role in mention.roles:
            side = agents if role.name is RoleName.AGENT else recipients
            whose = self._reading.mentions[role.mention].kind is MentionKind.PRONOUN
            for entity in self._entity_of.get(role.mention, ()):
                if whose and side is recipients and self.fit.is_a(mention.type, "MilitaryAction"):
                    entity = self.ties.ministries.get(entity, entity)  # a ministry's "its airspace" is the state's
                side.setdefault(entity, role.mention)
        for entity, where in agents.items():
            if recipients.get(entity) not in {None, where}:  # but those who "accused each other" are on both sides
                del recipients[entity]
        return agents, recipients

    def _kindred(self, mention: EventMention) -> list[int]:
        """The events that a mention may be one with, as far as types and manner go: few of many, in a long text."""
        if mention.distinct:
            return []
        beside = self.of.get(mention.apart) if mention.apart is not None else None
        if downs_machine(mention) or mention.lemma in TOLLS:
            return [k for k in range(len(self.clusters)) if k != beside]
        kin = {kind for kind in {c.type for c in self.clusters} if self.fit.kinship(kind, mention) is not None}
        return [k for k, cluster in enumerate(self.clusters) if cluster.type in kin and k != beside]

    def _join(self, k: int, mention: EventMention, agents: dict[int, int], recipients: dict[int, int]) -> None:
        cluster = self.clusters[k]
        self.of[mention.index] = k
        cluster.mentions.append(mention)
        cluster.closed = cluster.closed or (mention.distinct and not mention.nominal)
        if self.fit.is_a(mention.type, cluster.type) or (cluster.type, mention.type) == ("Bombing", "Airstrike"):
            cluster.type = mention.type
        for entity, where in agents.items():
            told = self.ties.forces.get(entity) in cluster.agents or entity in self.ties.as_states(set(cluster.agents))
            told = told or (
                self.fit.is_a(cluster.type, "MilitaryAction") and self.ties.officials.get(entity) in cluster.agents
            )
            if entity not in cluster.recipients and (entity in cluster.agents or not told):
                cluster.agents.setdefault(entity, where)
        for entity, where in recipients.items():
            if cluster.agents.get(entity) in {None, where}:
                cluster.recipients.setdefault(entity, where)
        if cluster.type in _OF_ONE:
            self._name_the_victim(cluster)
        if mention.time is not None:
            cluster.times.append(self._reading.times[mention.time])
        headline = self._reading.sentences[mention.sentence].headline
        cluster.headline = cluster.headline and headline
        first = self._headlined.setdefault(mention.sentence, k) if headline else -1
        cluster.main = cluster.main or first == k

    def _name_the_victim(self, cluster: Cluster) -> None:
        """Who was killed or seized as "a journalist" in one sentence and by name in another is one person."""
        told = {entity: self._reading.mentions[where] for entity, where in cluster.recipients.items()}
        persons = {e: m for e, m in told.items() if m.type is ActorType.PERSON}
        named = [m for m in persons.values() if m.kind is MentionKind.NAME]
        if len(named) != 1:
            return
        for entity, mention in persons.items():
            if entity in self.ties.described and mention.number == "singular" and mention.sentence != named[0].sentence:
                del cluster.recipients[entity]

    # ------------------------------------------------------------------ results

    def events(self) -> tuple[Event, ...]:
        """The events, in the order of their first mentions."""
        return tuple(self._event(k, cluster) for k, cluster in enumerate(self.clusters))

    def _event(self, k: int, cluster: Cluster) -> Event:
        participants = [(RoleName.AGENT, e, m) for e, m in cluster.agents.items()]
        participants += [(RoleName.RECIPIENT, e, m) for e, m in cluster.recipients.items()]
        times = [m.time for m in cluster.mentions if m.time is not None] or [t.index for t in cluster.times]
        settled = [t for t in times if self._reading.times[t].settled]
        exact = sorted(settled, key=lambda t: -len(self._reading.times[t].value or ""))
        places = tuple(dict.fromkeys(m.place for m in cluster.mentions if m.place is not None))
        return Event(
            index=k,
            type=self._narrowed(cluster),
            mentions=tuple(m.index for m in cluster.mentions),
            participants=tuple(participants),
            time=next(iter((*exact, *times)), None),
            places=places,
            quantity=next((m.quantity for m in cluster.mentions if m.quantity), None),
            theme=self._pointed(cluster, k, "theme"),
            cause=self._pointed(cluster, k, "cause"),
        )

    def _narrowed(self, cluster: Cluster) -> str:
        """The type of an event; of an attack that no words call by its kind, that of its weapon or of its victim."""
        if cluster.type != "Attack":
            return cluster.type
        victims = {e: self._reading.mentions[where] for e, where in cluster.recipients.items()}
        one = [m for e, m in victims.items() if m.type is ActorType.PERSON and e not in self.ties.described]
        if len(one) == len(victims) == 1 and any(m.lemma in _MURDER for m in cluster.mentions):
            return "Assassination"  # "the killing of Paul Kato"
        return next((m.weapon for m in cluster.mentions if m.weapon is not None), cluster.type)

    def links(self) -> list[tuple[int, str, int]]:
        """The links between events: (event, "theme" or "cause", event)."""
        return [
            (k, kind, target)
            for k, cluster in enumerate(self.clusters)
            for kind in ("theme", "cause")
            for target in [self._pointed(cluster, k, kind)]
            if target is not None
        ]

    def _pointed(self, cluster: Cluster, k: int, attribute: str) -> int | None:
        for mention in cluster.mentions:
            target = getattr(mention, attribute)
            if target is not None and self.of.get(target, k) != k:
                return self.of[target]
        return None
