"""How well a mention fits an event: its type, who takes part, when and where, and what became of it."""

from __future__ import annotations

from kg.linking.likeness import (
    DONE,
    LEAD,
    OPEN,
    TOLLS,
    Cluster,
    both_downed,
    of_its_own,
    of_other_machines,
    took_or_shot,
)
from kg.linking.ties import Ties
from kg.linking.wording import Wording
from kg.model import ActorType, EventMention, Reading, RoleName, Stance, Status

_NEWS = 300  # days; what lies further back is hardly what a headline tells
# names of one and the same attack
_KIN = ({"Bombing", "Airstrike", "Raid", "MissileAttack", "DroneAttack", "Shelling"},)
_FATAL = {"kill", "killing", "die", "death", "assassinate", "assassination", "murder", "slay", "execute", "execution"}
_NEVER = -9.0  # no score makes up for it


class Fit:
    """Scores how well the event mentions of one reading fit its events."""

    def __init__(self, reading: Reading, types: dict[str, tuple[str, ...]], ties: Ties) -> None:
        self._reading = reading
        self._types = types
        self._ties = ties
        self._state_names = set(reading.state_names.values())
        self._credit: dict[tuple[str, str, bool], float | None] = {}
        self._wording = Wording(reading)
        # "was killed when troops exchanged fire": what the clause goes on to tell is that very event
        self.told_on = {m.same_as for m in reading.events if m.same_as is not None and not m.nominal}
        self._denied = {i for a in reading.attributions if a.stance is Stance.DENIES for i in a.content}

    def is_a(self, one: str, other: str) -> bool:
        """Whether an event type is another or below it."""
        return other in self._types.get(one, ())

    def kinship(self, known: str, mention: EventMention) -> float | None:
        """How near the types of an event and a mention are: 1 for the same, 0 for the same branch, None for never."""
        key = (known, mention.type, mention.definite)
        if key not in self._credit:
            self._credit[key] = self._kinship(*key)
        return self._credit[key]

    def score(
        self, cluster: Cluster, mention: EventMention, agents: dict[int, int], recipients: dict[int, int]
    ) -> float:
        """How well a mention fits an event; below 0 where nothing makes them one."""
        credit = self.kinship(cluster.type, mention)
        if credit is None and both_downed(cluster, mention):
            credit = 0.5
        if credit is None and cluster.type == "Clash" and mention.lemma in TOLLS and self._is_outcome(mention, agents):
            # "a clash on the border ... Twenty soldiers were killed"
            credit = 3.0 if mention.sentence - cluster.mentions[-1].sentence <= 2 else 1.0
        if credit is None or cluster.closed or self._is_excluded(cluster, mention):
            return _NEVER
        mine, known = set(agents) | set(recipients), set(cluster.agents) | set(cluster.recipients)
        symmetric = self.is_a(mention.type, "Consultation") or mention.type == "MilitaryExercise"
        outcome = self._is_outcome(mention, agents) and mention.index not in self.told_on
        if credit < 1.0 and not outcome and self._are_others(cluster, mine, known):
            return _NEVER  # "the assassination of Nasrallah" is not the missile attack that the headline tells of
        sides = (
            ((mine, known),)
            if symmetric
            else ((set(agents), set(cluster.agents)), (set(recipients), set(cluster.recipients)))
        )
        agreement = self._side_score(cluster, mention, sides, outcome=outcome)
        if agreement is None or (not symmetric and self._turned_round(cluster, agents, recipients)):
            return _NEVER
        acting, acted = sides[0]
        score = credit + agreement
        score += self._time_score(cluster, mention) + self._status_score(cluster, mention)
        score += self._place_score(cluster, mention)
        consults = self.is_a(cluster.type, "Consultation")
        score += self._wording.score(cluster, mention, bool(mine), outcome=outcome, consults=consults)
        if (
            not mention.nominal
            and not agents
            and (self.is_a(mention.type, "MilitaryAction") or self.is_a(mention.type, "OfficialAct"))
            and self._told_before(cluster, mention)
        ):
            # "Iran seized a tanker ... it was seized at dawn", "closed the border ... since the border was closed"
            score += 2.5 if self.is_a(mention.type, "OfficialAct") else 1.5
        shared = agents.keys() & cluster.agents.keys() or recipients.keys() & cluster.recipients.keys()
        if shared and not mention.nominal and self._told_before(cluster, mention):
            score += 1.0  # "tried to dissuade Israel from it ... to dissuade Israel"
        if symmetric and "Consultation" in {cluster.type, mention.type} and credit < 1.0 and len(acting) > 1:
            told_near = mention.sentence - cluster.mentions[-1].sentence <= 1
            score += 1.5 if told_near and acting <= acted else 0.0  # "in a call ... The two discussed trade"
        back = mention.type == "Attack" and mention.lemma == "attack" and mention.nominal and mention.definite
        if self._died_once(cluster, mention, recipients):
            score += 3.0
        elif mention.index in self.told_on and not (cluster.headline or back):
            score -= 2.0
        if back and not known and credit == 0.5 and mention.sentence - cluster.mentions[-1].sentence <= 2:
            score += 0.5  # "a car bombing ... The attack on Thursday was claimed by the group"
        talks = self.is_a(mention.type, "Consultation")
        if mention.nominal and not mention.definite and not (talks or cluster.headline):
            alone = self._ties.as_states(acting)  # "their joint drills ... Kenya held a drill": another one
            score -= 2.0 if alone and alone < self._ties.as_states(acted) else 0.0
        near = outcome and mention.sentence - cluster.mentions[-1].sentence <= 2
        # "as when a missile killed two last month": another attack
        near = near and (mention.time is None or cluster.main or self._time_score(cluster, mention) > 0)
        indefinite = mention.nominal and not mention.definite and cluster.mentions[-1].sentence > LEAD
        attack = mention.type != "Attack" and self.is_a(mention.type, "Attack")
        if cluster.main and attack and credit == 1.0 and not indefinite:
            score += 2.25  # "170 shells were fired", where the headline tells of a barrage
        # "60 targets were hit": by what the headline tells of rather than by another attack
        return score + (2.0 + 1.0 * cluster.main if near else 0.0)

    def _is_excluded(self, cluster: Cluster, mention: EventMention) -> bool:
        """Whether a mention cannot be of an event, whoever takes part."""
        if any(m.theme == mention.index or mention.theme == m.index for m in cluster.mentions):
            return True  # "suspended its operations": what is done to an act is another one
        if self._wording.tests_another(cluster, mention):
            return True
        if of_other_machines(cluster, mention):
            return True  # a helicopter that is hit where a plane was shot down
        invaded = {m.lemma == "invasion" for m in (*cluster.mentions, mention)}
        if len(invaded) == 2 and not any(m.lemma in {"invade", "war"} for m in (*cluster.mentions, mention)):
            return True  # "a drone hit the plant": part of "the invasion", not the same
        if not mention.nominal and took_or_shot(cluster, mention):
            return True  # "fired on a ship" is not "seized a ship"
        if of_its_own(cluster, mention):
            return True  # "the siege of the town ... the latest blast"
        if mention.lemma in {"act", "crime"} and cluster.type == "Retaliation":
            return True  # "vowed revenge ... will not leave this criminal act unanswered"
        pointing = all(m.frame.endswith("*") for m in cluster.mentions)
        if pointing and not (mention.frame.endswith("*") or cluster.headline or cluster.type == mention.type):
            return True  # "the decision ... the delay": what points back does not point forward
        if "address" in {mention.lemma, *(m.lemma for m in cluster.mentions)} and not self._told_before(
            cluster, mention
        ):
            return True  # "was to address the council": no message
        if mention.type == "Event" and self.is_a(cluster.type, "Statement"):
            return True  # "refused to join the measures": no request
        return not mention.nominal and not cluster.headline and self._told_apart(cluster, mention)

    def _are_others(self, cluster: Cluster, mine: set[int], known: set[int]) -> bool:
        """Whether none of those who take part in a mention takes part in the event, by whatever name of their state."""
        ours, theirs = (self._ties.as_states(side, officials=True) for side in (mine, known))
        told = cluster.headline and self._ties.are_described(
            theirs
        )  # "rebel leader killed ... troops killed Raul Reyes"
        return bool(ours and theirs) and not ours & theirs and not told

    def _side_score(
        self,
        cluster: Cluster,
        mention: EventMention,
        sides: tuple[tuple[set[int], set[int]], ...],
        *,
        outcome: bool,
    ) -> float | None:
        """How well those who take part agree, side by side: (in the mention, in the event); None where they exclude
        each other."""
        score = 0.0
        for side, (mine, known) in enumerate(sides):
            if not (mine and known) or (side and outcome):
                continue
            if mine & known:
                score += 1.5 if mine <= known or known <= mine else -0.5
                continue
            if side and self._ties.are_casualties(mine) != self._ties.are_casualties(known):
                continue  # whom an attack killed stands beside whom it was aimed at
            told = cluster.headline and self.is_a(mention.type, "Consultation")  # "Seoul after summit ... Moon met Kim"
            officials = told or self.is_a(mention.type, "MilitaryAction")
            if self._ties.as_states(mine, officials=officials) & self._ties.as_states(known, officials=officials):
                score += 1.5 if told else 1.0
            elif not (cluster.headline and self._ties.are_described(known)):
                return None
        return score

    def _branch(self, event_type: str) -> str:
        path = self._types.get(event_type, (event_type,))
        return path[min(2, len(path) - 1)]

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

    def _died_once(self, cluster: Cluster, mention: EventMention, recipients: dict[int, int]) -> bool:
        """Whether both tell of the death of one and the same person: nobody is killed twice."""
        told = {e: self._reading.mentions[where] for e, where in recipients.items()}
        whose = {e for e, m in told.items() if m.type is ActorType.PERSON or m.gender is not None}
        both = whose & set(cluster.recipients) - self._ties.described
        return bool(both) and mention.lemma in _FATAL and any(m.lemma in _FATAL for m in cluster.mentions)

    def _turned_round(self, cluster: Cluster, agents: dict[int, int], recipients: dict[int, int]) -> bool:
        """Whether who acts in the one suffers in the other: who struck was not struck by it."""
        if cluster.type in {"Clash", "ArmedConflict", "Agreement", "Ceasefire", "Cooperation", "MilitaryExercise"}:
            return False
        ours, theirs = (self._ties.as_states(set(side)) for side in (agents, cluster.agents))
        mutual = agents and recipients and not cluster.recipients and len(theirs) > 1
        if mutual and ours | self._ties.as_states(set(recipients)) <= theirs:
            return False  # "trade accusations ... Chad accused Kenya"
        struck, suffered = (self._ties.as_states(set(side)) for side in (recipients, cluster.recipients))
        return bool(struck & theirs - suffered) or bool(ours & suffered - theirs)

    def _told_before(self, cluster: Cluster, mention: EventMention) -> bool:
        return any(m.lemma == mention.lemma and not m.nominal for m in cluster.mentions)

    def _is_outcome(self, mention: EventMention, agents: dict[int, int]) -> bool:
        """Whether a verb only tells what an attack did: "five fighters had been killed", "60 targets were hit"."""
        took_place = mention.status in DONE or not mention.signals  # but "cities would be attacked"
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
        clash = (status in DONE and all(s in OPEN for s in strong)) or (
            status in OPEN and all(s in DONE for s in strong)
        )
        if Status.NEGATED in {status, *strong}:
            denied = all(m.index in self._denied for m in cluster.mentions)
            return 0.5 if denied and status is Status.NEGATED else -1.5  # "denied that he spoke ... did not speak"
        again = mention.frame.endswith("*") and mention.definite  # "instructed him to carry out the operation"
        return (-0.5 if again else -1.5) if clash else 0.0


def _is_finite(mention: EventMention) -> bool:
    """Whether a verb tells of the act by its own tense."""
    return not mention.nominal and any(name in {"past", "present"} for name, _ in mention.signals)
