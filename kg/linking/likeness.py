"""An event on its way, and what keeps a mention apart from it or brings it near by the very words."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model import EventMention, Status, TimeExpression

OPEN = {Status.PLANNED, Status.POSSIBLE, Status.POSTPONED, Status.CANCELLED, Status.PREVENTED, Status.ATTEMPTED}
DONE = {Status.OCCURRED, Status.ONGOING}
LEAD = 2  # the last sentence of the lead, the headline being the first
TOLLS = {"kill", "wound", "injure", "hurt"}
_TAKING = {"seize", "board", "capture", "confiscate", "commandeer", "impound", "hijack", "detain"}
_DOWNING = {"shoot", "down", "bring", "intercept", "downing", "shootdown"}
_COUPS = {"coup", "putsch"}
_HARMING = TOLLS | {
    "attack",
    "killing",
    "shooting",
    "murder",
    "bombing",
    "assassination",
    "shoot",
    "assassinate",
    "strike",
}
_LASTING = {"siege", "blockade", "occupation", "besiege", "patrol", "overflight", "surveillance"}


@dataclass(slots=True)
class Cluster:
    """An event on its way."""

    type: str
    mentions: list[EventMention] = field(default_factory=list)
    agents: dict[int, int] = field(default_factory=dict)  # entity -> mention that says so
    recipients: dict[int, int] = field(default_factory=dict)
    times: list[TimeExpression] = field(default_factory=list)
    headline: bool = True
    closed: bool = False  # a toll of many events, which names none of them
    main: bool = False  # what a headline tells first


def of_other_machines(cluster: Cluster, mention: EventMention) -> bool:
    """Whether two mentions tell of machines of two kinds; "it" that is shot down is of any that flies."""
    machines = {m.machine for m in cluster.mentions if m.machine is not None}
    if mention.machine is None or not machines or mention.machine in machines:
        return False
    return mention.machine == "ship" or "ship" in machines or "aircraft" not in {mention.machine, *machines}


def took_or_shot(cluster: Cluster, mention: EventMention) -> bool:
    """Whether of two verbs one tells that something was taken and the other that it was shot at."""
    verbs = {m.lemma for m in cluster.mentions if not m.nominal}
    return bool(verbs) and cluster.type != mention.type and (mention.lemma in _TAKING) != bool(verbs & _TAKING)


def of_its_own(cluster: Cluster, mention: EventMention) -> bool:
    """Whether one of two is a siege or the like, and the other an attack of a kind."""
    if cluster.type == mention.type:
        return False
    lemmas = {m.lemma for m in cluster.mentions}
    if {mention.lemma, *lemmas} & _COUPS and {mention.lemma, *lemmas} & _HARMING:
        return True  # "a man killed the envoy ... the failed coup"
    return (mention.lemma in _LASTING) != bool(lemmas & _LASTING)


def both_downed(cluster: Cluster, mention: EventMention) -> bool:
    """Whether both tell of a machine that was brought down: "downed a drone ... shot it down"."""
    return downs_machine(mention) and any(map(downs_machine, cluster.mentions))


def downs_machine(mention: EventMention) -> bool:
    """Whether a mention tells of a machine that was brought down."""
    return mention.machine is not None and mention.lemma in _DOWNING
