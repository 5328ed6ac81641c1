"""Linking: mentions to actors and offices, event mentions to events, attributions to claims."""

from __future__ import annotations

from kg.authority import Authority
from kg.linking.claims import Chains, shared_fate, statuses, turned_down
from kg.linking.coreference import EventLinker
from kg.linking.entities import EntityLinker
from kg.linking.holders import Holders, listed_holders
from kg.linking.inference import act_as_states, fill_in
from kg.linking.talks import share_talks
from kg.linking.tenures import link_tenures
from kg.linking.ties import Ties
from kg.model import ActorType, Reading, Resolution

__all__ = ["listed_holders", "resolve"]


def resolve(
    reading: Reading,
    types: dict[str, tuple[str, ...]],
    authority: Authority | None = None,
    holders: Holders | None = None,
) -> Resolution:
    """Resolve a reading; `types` gives each event type its path from the root of the tree, itself last.

    `authority` is what a user knows of actors, `holders` the list of office holders that comes with the program.
    """
    linker = EntityLinker(reading, authority or Authority(), holders)
    linker.link()
    tenures = link_tenures(reading, linker)
    ties = Ties.of(linker.drafts, linker.states)
    events = EventLinker(reading, linker.of, types, ties)
    events.link()
    fill_in(events.clusters, events.links(), types, ties)
    persons = {d.index for d in linker.drafts if d.type is ActorType.PERSON}
    bands = {d.index for d in linker.drafts if d.type is ActorType.ARMED_GROUP}
    leading = {t.holder: t.of for t in tenures if t.of in bands and t.of is not None and not t.former}
    act_as_states(events.clusters, types, {**ties.officials, **leading}, persons)
    share_talks(events)
    chains = Chains(reading, linker.of, events.of)
    chains.build()
    told = events.events()
    mentions = [c.mentions for c in events.clusters]
    found = statuses(reading, mentions, chains.claims)
    return Resolution(
        reading=reading,
        entities=linker.entities(),
        entity_of=linker.of,
        tenures=tenures,
        events=told,
        event_of=events.of,
        claims=tuple(chains.claims),
        statuses=shared_fate(mentions, events.of, turned_down(told, found)),
    )
