"""One event for its several mentions: same type, fitting participants, time and status, and words that point back."""

from __future__ import annotations

from kg.linking.likeness import Cluster, both_downed, downs_machine, of_its_own, of_other_machines, took_or_shot
from kg.model import ActorType, Event, EventMention, MentionKind, Reading, RoleName, Stance, Status

_OPEN = {Status.PLANNED, Status.POSSIBLE, Status.POSTPONED, Status.CANCELLED, Status.PREVENTED, Status.ATTEMPTED}
_DONE = {Status.OCCURRED, Status.ONGOING}
_ENOUGH = 3.0
_LEAD = 2  # the last sentence of the lead, the headline being the first
_NEWS = 300  # days; what lies further back is hardly what a headline tells
# names of one and the same attack
_KIN = ({"Bombing", "Airstrike", "Raid", "MissileAttack", "DroneAttack", "Shelling"},)


_OWN_NAMES = {"massacre", "offensive", "ambush", "siege", "stabbing", "beheading", "execution", "hijacking", "shooting",
              "bombardment", "invasion", "incursion", "lynching", "poisoning"}  # fmt: skip
_TOLLS = {"kill", "wound", "injure", "hurt"}
_FATAL = {"kill", "killing", "die", "death", "assassinate", "assassination", "murder", "slay", "execute", "execution"}
_DYING = {"die", "perish", "death"}
_MOVES = {"move", "decision", "step", "measure"}
_OF_ONE = {"Attack", "Assassination", "Capture", "Arrest", "Release"}  # what befalls one person


class EventLinker:
    """Clusters the event mentions of one reading."""

    def __init__(
        self,
        reading: Reading,
        entity_of: dict[int, tuple[int, ...]],
        types: dict[str, tuple[str, ...]],
        forces: dict[int, int] | None = None,
        officials: dict[int, int] | None = None,
        groups: frozenset[int] = frozenset(),
        described: frozenset[int] = frozenset(),
        ministries: dict[int, int] | None = None,
        world: frozenset[int] = frozenset(),
    ) -> None:
        self.world = world  # international organisations
        self._ministries = ministries or {}  # body of government -> the state whose it is
        self._described = described  # persons and groups without a name
        self._groups = groups  # actors who are people without a name
        self._forces = forces or {}  # force -> the state whose it is
        self._officials = officials or {}  # person -> the state in which he holds office
        self._states = {**self._forces, **self._officials}
        self._credit: dict[tuple[str, str, bool], float | None] = {}
        self._reading = reading
        self._state_names = set(reading.state_names.values())
        self._entity_of = entity_of
        self._types = types
        self._headlined: dict[int, int] = {}  # headline -> the event that it tells first
        # "was killed when troops exchanged fire": what the clause goes on to tell is that very event
        self._named_again = {m.same_as: m for m in reversed(reading.events) if m.same_as is not None}
        self._told_on = {m.same_as for m in reading.events if m.same_as is not None and not m.nominal}
        self._denied = {i for a in reading.attributions if a.stance is Stance.DENIES for i in a.content}
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
            for k in self._kindred(mention):
                score = self._score(self.clusters[k], mention, whose, recipients)
                if score >= _ENOUGH and (best is None or score >= best[0]):
                    best = (score, k)
            if mention.lemma in _DYING and mention.index in self._told_on:
                # "died when rebels attacked": of that attack and no other, unless it was told that he was killed
                known = best is not None and set(recipients) & set(self.clusters[best[1]].recipients)
                best = best if known else None
            elif mention.lemma in _DYING and not self._of_an_attack(best, mention):
                continue  # "died of cancer"
            pointing = mention.frame.endswith("*") and mention.index not in self._told_on
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
            fits = self.is_a(cluster.type, mention.type) and not self.is_a(cluster.type, "Statement")
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
                if whose and side is recipients and self.is_a(mention.type, "MilitaryAction"):
                    entity = self._ministries.get(entity, entity)  # a ministry's "its airspace" is the state's
                side.setdefault(entity, role.mention)
        for entity, where in agents.items():
            if recipients.get(entity) not in {None, where}:  # but those who "accused each other" are on both sides
                del recipients[entity]
        return agents, recipients

    def is_a(self, one: str, other: str) -> bool:
        """Whether an event type is another or below it."""
        return other in self._types.get(one, ())

    def _branch(self, event_type: str) -> str:
        path = self._types.get(event_type, (event_type,))
        return path[min(2, len(path) - 1)]

    def _kindred(self, mention: EventMention) -> list[int]:
        """The events that a mention may be one with, as far as types and manner go: few of many, in a long text."""
        if mention.distinct:
            return []
        if downs_machine(mention) or mention.lemma in _TOLLS:
            return list(range(len(self.clusters)))
        kin = {kind for kind in {c.type for c in self.clusters} if self._type_score(kind, mention) is not None}
        return [k for k, cluster in enumerate(self.clusters) if cluster.type in kin]

    def _type_score(self, known: str, mention: EventMention) -> float | None:
        key = (known, mention.type, mention.definite)
        if key not in self._credit:
            self._credit[key] = self._kinship(*key)
        return self._credit[key]

    def _kinship(self, known: str, kind: str, definite: bool) -> float | None:
        """How near two types are, from 1 for the same to 0 for the same branch; None where they are never one event."""
        if known == kind:
            return 1.0
        pair = {known, kind}
        if pair == {"PhoneCall", "Meeting"}:
            return None  # who spoke by phone did not meet
        if pair <= {"MissileAttack", "WeaponTest", "RocketFire"}:
            return 0.25  # "the launch" of what was fired
        if "Statement" in pair and not definite:
            return None
        if pair <= {"RocketFire", "Shelling", "Airstrike", "Bombing"} and "RocketFire" in pair:
            return None  # "rockets ... answered by artillery fire"
        if any(pair <= kin for kin in _KIN):
            return 0.5  # "bombed ... the raids"
        if "ArmedConflict" in pair or ("Clash" in pair and not definite):
            return None
        if self.is_a(known, kind) or self.is_a(kind, known):
            broad = min(len(self._types[kind]), len(self._types[known])) < 3
            return None if broad and not definite else 0.5
        if "Clash" in pair:
            return None
        branch = self._branch(kind)
        if branch != self._branch(known) or "Visit" in pair:
            return None
        if branch in {"Consultation", "Attack"}:
            return 0.0
        return None

    def _score(
        self, cluster: Cluster, mention: EventMention, agents: dict[int, int], recipients: dict[int, int]
    ) -> float:
        """How well a mention fits an event; below `_ENOUGH` it is another one."""
        credit = self._type_score(cluster.type, mention)
        if credit is None and both_downed(cluster, mention):
            credit = 0.5
        if credit is None and cluster.type == "Clash" and mention.lemma in _TOLLS and self._is_outcome(mention, agents):
            credit = (
                3.0 if mention.sentence - cluster.mentions[-1].sentence <= 2 else 1.0
            )  # "a clash on the border ... Twenty soldiers were killed"
        if credit is None or cluster.closed:
            return -9.0
        if any(m.theme == mention.index or mention.theme == m.index for m in cluster.mentions):
            return -9.0  # "suspended its operations": what is done to an act is another one
        beside = self.of.get(mention.apart) if mention.apart is not None else None
        if beside is not None and self.clusters[beside] is cluster:
            return -9.0
        if of_other_machines(cluster, mention):
            return -9.0  # a helicopter that is hit where a plane was shot down
        invaded = {m.lemma == "invasion" for m in (*cluster.mentions, mention)}
        if len(invaded) == 2 and not any(m.lemma in {"invade", "war"} for m in (*cluster.mentions, mention)):
            return -9.0  # "a drone hit the plant": part of "the invasion", not the same
        if not mention.nominal and took_or_shot(cluster, mention):
            return -9.0  # "fired on a ship" is not "seized a ship"
        if of_its_own(cluster, mention):
            return -9.0  # "the siege of the town ... the latest blast"
        if mention.lemma in {"act", "crime"} and cluster.type == "Retaliation":
            return -9.0  # "vowed revenge ... will not leave this criminal act unanswered"
        pointing = all(m.frame.endswith("*") for m in cluster.mentions)
        if pointing and not (mention.frame.endswith("*") or cluster.headline or cluster.type == mention.type):
            return -9.0  # "the decision ... the delay": what points back does not point forward
        if "address" in {mention.lemma, *(m.lemma for m in cluster.mentions)} and not self._told_before(
            cluster, mention
        ):
            return -9.0  # "was to address the council": no message
        if mention.type == "Event" and self.is_a(cluster.type, "Statement"):
            return -9.0  # "refused to join the measures": no request
        if not mention.nominal and not cluster.headline and self._told_apart(cluster, mention):
            return -9.0
        score = credit
        symmetric = self.is_a(mention.type, "Consultation") or mention.type == "MilitaryExercise"
        ours = (set(agents) | set(recipients), set()) if symmetric else (set(agents), set(recipients))
        theirs = (
            (set(cluster.agents) | set(cluster.recipients), set())
            if symmetric
            else (set(cluster.agents), set(cluster.recipients))
        )
        outcome = self._is_outcome(mention, agents) and mention.index not in self._told_on
        mine_all = self._as_states(set(agents) | set(recipients), officials=True)
        known_all = self._as_states(set(cluster.agents) | set(cluster.recipients), officials=True)
        told = cluster.headline and self._are_described(known_all)  # "rebel leader killed ... troops killed Raul Reyes"
        if credit < 1.0 and not outcome and mine_all and known_all and not mine_all & known_all and not told:
            return -9.0  # "the assassination of Nasrallah" is not the missile attack that the headline tells of
        for side, (mine, known) in enumerate(zip(ours, theirs, strict=True)):
            if side and outcome:
                continue
            if mine and known:
                if not mine & known and side and self._are_casualties(mine) != self._are_casualties(known):
                    continue  # whom an attack killed stands beside whom it was aimed at
                if not mine & known:
                    officials = self.is_a(mention.type, "MilitaryAction")
                    ours_, theirs_ = (self._as_states(one, officials=officials) for one in (mine, known))
                    if not ours_ & theirs_ and not (cluster.headline and self._are_described(known)):
                        return -9.0
                    score += 1.0 if ours_ & theirs_ else 0.0
                    continue
                score += 1.5 if mine <= known or known <= mine else -0.5
        if not symmetric and self._turned_round(cluster, agents, recipients):
            return -9.0
        score += self._time_score(cluster, mention) + self._status_score(cluster, mention)
        score += self._place_score(cluster, mention)
        score += self._word_score(cluster, mention, bool(ours[0] or ours[1]), outcome=outcome)
        if (
            not mention.nominal
            and not agents
            and (self.is_a(mention.type, "MilitaryAction") or self.is_a(mention.type, "OfficialAct"))
            and self._told_before(cluster, mention)
        ):
            score += 1.5  # "Iran seized a tanker ... the tanker was seized at dawn"
        if symmetric and "Consultation" in {cluster.type, mention.type} and credit < 1.0 and len(ours[0]) > 1:
            told_near = mention.sentence - cluster.mentions[-1].sentence <= 1
            score += 1.5 if told_near and ours[0] <= theirs[0] else 0.0  # "in a call ... The two discussed trade"
        if self._died_once(cluster, mention, recipients):
            score += 3.0
        elif mention.index in self._told_on and not cluster.headline:
            score -= 2.0
        talks = self.is_a(mention.type, "Consultation")
        if mention.nominal and not mention.definite and not (talks or cluster.headline):
            alone = self._as_states(ours[0])  # "their joint drills ... Kenya held a drill": another one
            score -= 2.0 if alone and alone < self._as_states(theirs[0]) else 0.0
        near = outcome and mention.sentence - cluster.mentions[-1].sentence <= 2
        # "as when a missile killed two last month": another attack
        near = near and (mention.time is None or cluster.main or self._time_score(cluster, mention) > 0)
        indefinite = mention.nominal and not mention.definite and cluster.mentions[-1].sentence > _LEAD
        attack = mention.type != "Attack" and self.is_a(mention.type, "Attack")
        if cluster.main and attack and credit == 1.0 and not indefinite:
            score += 2.25  # "170 shells were fired", where the headline tells of a barrage
        # "60 targets were hit": by what the headline tells of rather than by another attack
        return score + (2.0 + 1.0 * cluster.main if near else 0.0)

    def _died_once(self, cluster: Cluster, mention: EventMention, recipients: dict[int, int]) -> bool:
        """Whether both tell of the death of one and the same person: nobody is killed twice."""
        told = {e: self._reading.mentions[where] for e, where in recipients.items()}
        whose = {e for e, m in told.items() if m.type is ActorType.PERSON or m.gender is not None}
        both = whose & set(cluster.recipients) - self._described
        return bool(both) and mention.lemma in _FATAL and any(m.lemma in _FATAL for m in cluster.mentions)

    def _turned_round(self, cluster: Cluster, agents: dict[int, int], recipients: dict[int, int]) -> bool:
        """Whether who acts in the one suffers in the other: who struck was not struck by it."""
        if cluster.type in {"Clash", "ArmedConflict", "Agreement", "Ceasefire", "Cooperation", "MilitaryExercise"}:
            return False
        ours, theirs = (self._as_states(set(side)) for side in (agents, cluster.agents))
        struck, suffered = (self._as_states(set(side)) for side in (recipients, cluster.recipients))
        return bool(struck & theirs - suffered) or bool(ours & suffered - theirs)

    def _are_casualties(self, side: set[int]) -> bool:
        """Whether a side are only people who came to harm: "two girls", "nine civilians"."""
        return side <= self._groups

    def _are_described(self, side: set[int]) -> bool:
        """Whether a side are only people without a name, as a headline puts them: "rebel leader killed"."""
        return bool(side) and side <= self._described

    def _told_before(self, cluster: Cluster, mention: EventMention) -> bool:
        return any(m.lemma == mention.lemma and not m.nominal for m in cluster.mentions)

    def _as_states(self, side: set[int], *, officials: bool = False) -> set[int]:
        """The side with each state in the place of its forces: what the US military shot down the US shot down.

        `officials` does the same with who holds office: a strike that a minister carries out is his state's.
        """
        known = self._states if officials else self._forces
        return {known.get(entity, entity) for entity in side}

    def _is_outcome(self, mention: EventMention, agents: dict[int, int]) -> bool:
        """Whether a verb only tells what an attack did: "five fighters had been killed", "60 targets were hit"."""
        took_place = mention.status in _DONE or not mention.signals  # but "cities would be attacked"
        return not mention.nominal and not agents and mention.type == "Attack" and took_place

    def _told_apart(self, cluster: Cluster, mention: EventMention) -> bool:
        """Acts of speech and of office told by verbs in two sentences are two acts: "he asked ... he asked"."""
        acts = self.is_a(mention.type, "Statement") or self.is_a(mention.type, "OfficialAct")
        idle = not mention.roles or all(role.name is not RoleName.AGENT for role in mention.roles)
        if idle and self.is_a(mention.type, "OfficialAct") and self._told_before(cluster, mention):
            return False  # "closed the border ... since the border was closed"
        return acts and _is_finite(mention) and any(_is_finite(m) for m in cluster.mentions)

    def _time_score(self, cluster: Cluster, mention: EventMention) -> float:
        """Times that exclude each other part two mentions; those that agree bring them together."""
        if self._long_ago(mention) and (cluster.main or cluster.headline) and not cluster.times:
            return -5.0  # "until he was killed in 2014": not what the headline tells
        if mention.time is None or not cluster.times:
            return 0.0
        ours = self._reading.times[mention.time]
        score = 0.0
        for theirs in cluster.times:
            if ours.start is None or ours.end is None or theirs.start is None or theirs.end is None:
                continue
            if ours.start > theirs.end or theirs.start > ours.end:
                return -9.0
            same_day = ours.value == theirs.value and ours.settled and len(ours.value or "") == 10
            score = max(score, 1.5 if same_day else 0.7)
        return score

    def _place_score(self, cluster: Cluster, mention: EventMention) -> float:
        """Attacks in two towns are two: "attacked the embassies in Kinshasa ... the assault on Goma"."""
        here = self._town(mention)
        towns = {t for t in map(self._town, cluster.mentions) if t is not None}
        apart = here is not None and bool(towns) and here not in towns
        return -2.5 if apart and self.is_a(mention.type, "Attack") else 0.0

    def _town(self, mention: EventMention) -> str | None:
        """The town that a mention names for its place; a state is no town."""
        place = self._reading.places[mention.place] if mention.place is not None else None
        return place.name if place is not None and place.name not in self._state_names else None

    def _long_ago(self, mention: EventMention) -> bool:
        """Whether a mention's time lay most of a year before the article."""
        end = self._reading.times[mention.time].end if mention.time is not None else None
        published = self._reading.document.published
        return end is not None and published is not None and (published - end).days > _NEWS

    def _status_score(self, cluster: Cluster, mention: EventMention) -> float:
        if mention.status is Status.NEGATED and mention.nominal and not mention.definite:
            return (
                -2.0 if any(m.status is not Status.NEGATED for m in cluster.mentions) else 0.0
            )  # "no sign of an attack"
        if not mention.signals:
            # "condemned the attack": rather the one that took place than one that is only denied
            if all(m.status is Status.NEGATED for m in cluster.mentions):  # "had no time to deploy ... the deployment"
                return -0.4 if all(m.index in self._denied for m in cluster.mentions) else -2.0
            force = mention.nominal and self.is_a(mention.type, "MilitaryAction")
            # "he threatened to hit the sites ... the strikes": those that took place
            ahead = {Status.POSSIBLE, Status.PLANNED}
            return -1.0 if force and all(m.status in ahead for m in cluster.mentions) else 0.0
        strong = [m.status for m in cluster.mentions if m.signals]
        if not strong:  # "if it carried out a nuclear test": none of the tests told of before
            doubtful = mention.status is Status.POSSIBLE and mention.nominal and not mention.definite
            return -1.5 if doubtful else 0.0
        status = mention.status
        if status in strong:
            return 0.5
        clash = (status in _DONE and all(s in _OPEN for s in strong)) or (
            status in _OPEN and all(s in _DONE for s in strong)
        )
        if Status.NEGATED in {status, *strong}:
            denied = all(m.index in self._denied for m in cluster.mentions)
            return 0.5 if denied and status is Status.NEGATED else -1.5  # "denied that he spoke ... did not speak"
        again = mention.frame.endswith("*") and mention.definite  # "instructed him to carry out the operation"
        return (-0.5 if again else -1.5) if clash else 0.0

    def _word_score(self, cluster: Cluster, mention: EventMention, has_roles: bool, *, outcome: bool) -> float:
        last = max(m.sentence for m in cluster.mentions)
        near = mention.sentence - last
        score = 0.15 * max(0, 4 - near)
        same = [m for m in cluster.mentions if m.lemma == mention.lemma and self._of_one_number(m, mention)]
        if mention.nominal and mention.type == "Attack" and not same and self._differ(cluster, mention):
            score -= 2.0
        if same:  # "hit bases after a bomb attack ... denied involvement in that attack": the same noun weighs more
            score += 1.5 if mention.nominal and any(m.nominal for m in same) else 1.0
            again = mention.sentence <= _LEAD and self._is_headlined(cluster)
            if mention.nominal and not mention.definite and again and not cluster.headline:
                score += 1.25  # the lead tells again what the headline told
            elif mention.nominal and not mention.definite and not cluster.headline and not cluster.main:
                score -= 1.0  # "staged a drill ... took part in a drill": two
        if mention.nominal and mention.definite:
            score += 2.0 if has_roles else 2.5
        elif (mention.nominal and not has_roles) or not mention.nominal:
            score -= 0.5
        if mention.frame.endswith("*") and near <= 1:  # "the move", "the incident"
            score += 1.0
        if (
            mention.lemma in _MOVES
            and cluster.type == "Retaliation"
            and all(m.status in _OPEN for m in cluster.mentions)
        ):
            score -= 2.0  # "Moscow would respond. Latvia backed the move": what is to be answered
        if mention.lemma in _MOVES and self.is_a(cluster.type, "Consultation"):
            score -= 1.5  # "put off his trip. The move": the putting off
        if mention.nominal and mention.definite and self._is_shown(mention):  # "that attack"
            score += 1.5 if near <= 1 else -1.0
        if cluster.headline:
            score += 1.0
        elif cluster.main and mention.definite and mention.nominal:
            score += 0.75  # an article goes on about what its headline tells
        if near == 0 and not cluster.headline and not mention.definite and not outcome:
            score -= 1.0
        if cluster.headline and cluster.type == mention.type and not (cluster.agents or cluster.recipients):
            score += 1.25  # the lead tells again, in full, what the headline told in a word
        if self._is_plural(mention) and mention.nominal and not has_roles and not mention.definite:
            # "weeks of attacks ... a response to attacks": the same ones
            score += 1.25 if any(m.lemma == mention.lemma and self._is_plural(m) for m in cluster.mentions) else 0.0
        return score

    def _is_shown(self, mention: EventMention) -> bool:
        """Whether "that" or "this" points at an event: the one told of just before."""
        before = self._reading.document.text[max(0, mention.span.start - 6) : mention.span.start].lower().split()
        return before[-1:] in (["that"], ["this"])

    def _is_headlined(self, cluster: Cluster) -> bool:
        return any(self._reading.sentences[m.sentence].headline for m in cluster.mentions)

    def _differ(self, cluster: Cluster, mention: EventMention) -> bool:
        """Whether two nouns name attacks of two kinds: "an army offensive" is not "the massacre"."""
        nouns = [m for m in cluster.mentions if m.nominal]
        many = all(self._is_plural(m) for m in nouns) and not self._is_plural(mention)  # "still stages attacks"
        return mention.lemma in _OWN_NAMES and bool(nouns) and (many or {m.lemma for m in nouns} <= _OWN_NAMES)

    def _of_one_number(self, one: EventMention, other: EventMention) -> bool:
        """Whether two mentions do not differ in number: "the strikes" are hardly "a strike" told of before."""
        return not (one.nominal and other.nominal) or self._is_plural(one) == self._is_plural(other)

    def _is_plural(self, mention: EventMention) -> bool:
        word = self._reading.document.text[mention.span.start : mention.span.end].lower()
        return word.endswith("s") and word != mention.lemma

    def _join(self, k: int, mention: EventMention, agents: dict[int, int], recipients: dict[int, int]) -> None:
        cluster = self.clusters[k]
        self.of[mention.index] = k
        cluster.mentions.append(mention)
        cluster.closed = cluster.closed or (mention.distinct and not mention.nominal)
        if self.is_a(mention.type, cluster.type) or (cluster.type, mention.type) == ("Bombing", "Airstrike"):
            cluster.type = mention.type
        for entity, where in agents.items():
            told = self._forces.get(entity) in cluster.agents or entity in self._as_states(set(cluster.agents))
            told = told or (self.is_a(cluster.type, "MilitaryAction") and self._officials.get(entity) in cluster.agents)
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
            if entity in self._described and mention.number == "singular" and mention.sentence != named[0].sentence:
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
            type=cluster.type,
            mentions=tuple(m.index for m in cluster.mentions),
            participants=tuple(participants),
            time=next(iter((*exact, *times)), None),
            places=places,
            quantity=next((m.quantity for m in cluster.mentions if m.quantity), None),
            theme=self._pointed(cluster, k, "theme"),
            cause=self._pointed(cluster, k, "cause"),
        )

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


def _is_finite(mention: EventMention) -> bool:
    """Whether a verb tells of the act by its own tense."""
    return not mention.nominal and any(name in {"past", "present"} for name, _ in mention.signals)
