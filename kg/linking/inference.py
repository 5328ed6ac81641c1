"""What one event says of another's participants: operators and their themes, retaliations and their causes.

Only empty sides are filled, and each inferred participant keeps the mention that it was inferred from.
"""

from __future__ import annotations

from kg.linking.likeness import Cluster
from kg.linking.ties import Ties
from kg.model import Status

Sides = dict[int, int]
_BY_RECIPIENT = {"Obstruction", "Request", "Order", "Invitation", "Condition"}
_WIELDED = {"Sanction", "Retaliation", "Arrest", "Expulsion", "Coercion"}  # what somebody is threatened with
_ASKED = {"Request", "Invitation", "Question", "Statement"}
_BY_AGENT = {"Cancellation", "Postponement", "Threat", "Assurance", "Refusal"}


def fill_in(
    clusters: list[Cluster],
    links: list[tuple[int, str, int]],
    types: dict[str, tuple[str, ...]],
    ties: Ties,
) -> None:
    """Fill empty sides along (event, "theme" | "cause", event) links, in their order."""
    for source, kind, target in links:
        one, other = clusters[source], clusters[target]
        if kind == "cause":
            _retaliation(one, other)
        elif one.type == "Refusal" and other.type in {"Request", "Statement", "Invitation"}:
            _turned_down(one, other, ties)
        elif one.type == "Invitation" and "Consultation" in types.get(other.type, ()) and other.type != "Visit":
            _invited(one, other)
        elif (one.type == "Request" or _offers(one)) and "Consultation" in types.get(other.type, ()):
            _requested_talks(one, other)
        else:
            _operator(one, other, types)
    for cluster in clusters:
        if cluster.type == "Retaliation" and cluster.agents and not cluster.recipients:
            _answered(cluster, clusters, types, ties.forces)
        elif cluster.type == "Refusal" and cluster.agents and not cluster.recipients:
            _refused(cluster, clusters, ties)


def act_as_states(
    clusters: list[Cluster], types: dict[str, tuple[str, ...]], officials: dict[int, int], persons: set[int]
) -> None:
    """Who strikes at a president's or minister's word are his state's forces: "Kato threatened to bomb the port".

    `officials` gives the state, or the armed group, of each who holds an office. What took place is told of him as
    well; but it is states that impose sanctions, whoever announces them.
    """
    for cluster in clusters:
        sanction = cluster.type == "Sanction"
        if "MilitaryAction" not in types.get(cluster.type, ()) and not sanction:
            continue
        told = [entity for entity in cluster.agents if entity in officials and entity in persons]
        done = any(m.status is Status.OCCURRED for m in cluster.mentions) and not sanction
        for entity in told:
            if officials[entity] in cluster.recipients:
                continue
            cluster.agents.setdefault(officials[entity], cluster.agents[entity])
            if not done:
                del cluster.agents[entity]


def _answered(
    answer: Cluster, clusters: list[Cluster], types: dict[str, tuple[str, ...]], forces: dict[int, int]
) -> None:
    """Who vows to retaliate means to hit those who hit him: of several attacks on him the last told of before."""
    ours = {forces.get(entity, entity) for entity in answer.agents}
    start = answer.mentions[0].span.start
    before: list[tuple[int, Cluster]] = []
    for other in clusters:
        violent = "Attack" in types.get(other.type, ()) or other.type == "Retaliation"
        theirs = {forces.get(entity, entity) for entity in other.recipients}
        starts = [m.span.start for m in other.mentions if m.span.start < start]
        if other is not answer and violent and starts and ours & theirs and other.agents:
            before.append((max(starts), other))
    if before:
        answer.recipients.update(_apart(max(before, key=lambda pair: pair[0])[1].agents, answer.agents))


def _retaliation(answer: Cluster, cause: Cluster) -> None:
    """Who answers an attack was attacked; who is answered attacked."""
    if not cause.recipients:
        cause.recipients.update(_apart(answer.agents, cause.agents))
    if not answer.recipients:
        answer.recipients.update(_apart(cause.agents, answer.agents))


def _refused(refusal: Cluster, clusters: list[Cluster], ties: Ties) -> None:
    """Who refuses refuses whoever has just asked him: "asked Quito to let him leave, which the government refused"."""
    first = refusal.mentions[0]
    refusing = ties.as_states(set(refusal.agents), officials=True)
    before: list[tuple[int, Cluster]] = []
    for other in clusters:
        if other.type not in _ASKED or other is refusal or not other.agents:
            continue
        asked = ties.as_states(set(other.recipients), officials=True)
        asking = ties.as_states(set(other.agents), officials=True)
        reach = 1 if asked & refusing else 0
        starts = [
            m.span.start
            for m in other.mentions
            if m.span.start < first.span.start and first.sentence - m.sentence <= reach
        ]
        if starts and not asking & refusing and (asked & refusing or not asked):
            before.append((max(starts), other))
    if before:
        refusal.recipients.update(_apart(max(before, key=lambda pair: pair[0])[1].agents, refusal.agents))


def _turned_down(refusal: Cluster, request: Cluster, ties: Ties) -> None:
    """Who is asked is the one who turns the request down, and turns down the one who asked."""
    if not refusal.agents:
        refusal.agents.update(_apart(request.recipients, refusal.recipients))
    if not request.recipients and request.type in {"Request", "Invitation"}:
        others = {**request.agents, **ties.officials}  # what is asked of France a minister turns down
        request.recipients.update(_apart(refusal.agents, others))
    if not refusal.recipients:
        refusal.recipients.update(_apart(request.agents, refusal.agents))


def _invited(invitation: Cluster, talks: Cluster) -> None:
    """Who invites others to a talk takes part in it."""
    party = {**talks.agents, **talks.recipients}
    for entity, mention in {**invitation.agents, **invitation.recipients}.items():
        if entity not in party:
            talks.agents.setdefault(entity, mention)


def _offers(offer: Cluster) -> bool:
    """Whether something is offered."""
    return offer.type == "Statement" and any(m.lemma in {"offer", "propose"} for m in offer.mentions)


def _requested_talks(request: Cluster, talks: Cluster) -> None:
    """Who asks for a call with somebody asks him, and would take part in it."""
    if talks.agents and not talks.recipients and not set(talks.agents) & set(request.agents):
        request.recipients.update({} if request.recipients else talks.agents)
        return  # "requested a meeting of the council": it is the council that meets
    if talks.agents and talks.recipients and set(talks.agents) & set(request.recipients):
        return  # "urged Powell to meet with Arafat": who urges need not be there
    if not request.recipients:
        request.recipients.update(_apart({**talks.agents, **talks.recipients}, request.agents))
    for entity, mention in request.agents.items():
        if entity not in talks.recipients:
            talks.agents.setdefault(entity, mention)


def _operator(operator: Cluster, theme: Cluster, types: dict[str, tuple[str, ...]]) -> None:
    """Who is barred from, asked for or called off an act is the one who would do it."""
    if operator.type == "Threat" and theme.type in _WIELDED and not theme.recipients:
        theme.recipients.update(_apart(operator.recipients, {**operator.agents, **theme.agents}))
    if theme.agents:
        return
    if operator.type == "Warning" and theme.type == "Sanction":
        theme.agents.update(_apart(operator.agents, theme.recipients))  # "warned Moscow of further sanctions"
    if operator.type in _BY_RECIPIENT:
        theme.agents.update(_apart(operator.recipients, theme.recipients))
    elif operator.type == "Threat" and (theme.type in _WIELDED or "MilitaryAction" in types.get(theme.type, ())):
        theme.agents.update(_apart(operator.agents, theme.recipients))  # "threatened revenge"
    elif operator.type in _BY_AGENT and "Communication" in types.get(theme.type, ()):
        theme.agents.update(_apart(operator.agents, theme.recipients))


def _apart(given: Sides, others: Sides) -> Sides:
    return {entity: mention for entity, mention in given.items() if entity not in others}
