"""What acts of speech have from the talk that they were done in: its date, and who was spoken to."""

from __future__ import annotations

from kg.linking.coreference import EventLinker
from kg.linking.likeness import DONE, Cluster

_ADDRESSED = {"Request", "Warning", "Threat", "Question", "Assurance", "Accusation", "Invitation"}
_OF_TWO = {"PhoneCall", "VideoCall"}
_TOGETHER = {"Agreement"}


def share_talks(linker: EventLinker) -> None:
    """Who warns another in a call on Friday warns him on Friday: acts within a dated talk have its date."""
    talks = [c for c in linker.clusters if linker.fit.is_a(c.type, "Consultation") and c.type != "Visit"]
    for cluster in linker.clusters:
        setting = _setting(linker, cluster)
        if setting is not None:
            _complete(cluster, setting)
            _take_part(linker, cluster, setting)
            cluster.times += setting.times[:1] if not cluster.times else []
    dated = [c for c in talks if c.times]
    for cluster in linker.clusters:
        sides = set(cluster.agents) | set(cluster.recipients)
        if (
            cluster.times
            or not linker.fit.is_a(cluster.type, "Statement")
            or not (cluster.agents and cluster.recipients)
        ):
            continue
        first = cluster.mentions[0]
        for talk in dated:
            if first.status in DONE and not any(m.status in DONE for m in talk.mentions):
                continue  # who invites to a call on Friday has done so before
            apart = 0 if first.status not in DONE else 1  # what is still planned may be for another day
            near = any(0 <= first.sentence - m.sentence <= apart for m in talk.mentions)
            # "at the meeting he warned a third": who speaks takes part, whom he speaks of need not
            within = any(m.nominal and m.definite and m.sentence == first.sentence for m in talk.mentions)
            party = set(cluster.agents) if within else sides
            if (near and party <= set(talk.agents) | set(talk.recipients)) or (within and _is_session(linker, talk)):
                cluster.times += talk.times[:1]
                break


def _is_session(linker: EventLinker, talk: Cluster) -> bool:
    """Whether a meeting is that of an organisation, in which its members' envoys speak: "told the session that"."""
    return bool(talk.agents) and set(talk.agents) <= linker.ties.world


def _setting(linker: EventLinker, cluster: Cluster) -> Cluster | None:
    """The talk that the words set an act in."""
    told = (m.setting for m in cluster.mentions if m.setting is not None)
    return next((linker.clusters[linker.of[s]] for s in told if s in linker.of), None)


def _take_part(linker: EventLinker, cluster: Cluster, talk: Cluster) -> None:
    """Who does something in a call takes part in it: "a call in which Kato agreed", "promised him in a call"."""
    party = {**talk.agents, **talk.recipients}
    acting = linker.fit.is_a(cluster.type, "Statement") and talk.type in _OF_TWO
    for entity, mention in {**cluster.agents, **cluster.recipients}.items() if acting else ():
        if len(party) < 2 and entity not in party and entity not in linker.ties.world:
            party[entity] = mention
            talk.agents[entity] = mention


def _complete(cluster: Cluster, talk: Cluster) -> None:
    """Who demands something in a talk demands it of the other; who agree at its end are those who talked."""
    party = {**talk.agents, **talk.recipients}
    others = {entity: mention for entity, mention in party.items() if entity not in cluster.agents}
    if cluster.type in _TOGETHER and not cluster.recipients and len(set(cluster.agents) & set(party)) in {0, 1}:
        cluster.agents.update(party if not cluster.agents else {})
    elif cluster.type in _ADDRESSED and cluster.agents and not cluster.recipients and len(others) == 1:
        cluster.recipients.update(others if set(cluster.agents) <= set(party) else {})
