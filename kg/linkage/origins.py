"""Corroboration: from how many independent origins an event is reported.

An article that passes on what another outlet reports has that outlet as its origin, by the chain of claims; copies of
one text have the origin of the earliest; an outlet counts once, however many articles it has. Where an article names
another outlet for an event at all, that outlet counts and the article does not: rather too small a number than too
large a one.
"""

from __future__ import annotations

from collections.abc import Callable

from kg.linkage.events import EventView
from kg.linkage.links import Cluster


def cluster_of(events: list[EventView], text_of: Callable[[str], str], actor_of: Callable[[str], str]) -> Cluster:
    """The cluster of some events.

    `text_of` gives what stands for an article and its copies, `actor_of` what stands for an outlet and its other names.
    """
    first: dict[str, EventView] = {}
    for event in sorted(events, key=lambda one: (one.published or 0, one.article, one.iri)):
        if event.affirmed:
            first.setdefault(text_of(event.article), event)
    outlets: dict[str, str] = {}
    for event in first.values():
        for origin in event.origins:
            outlets.setdefault(actor_of(origin), origin)
    return Cluster(
        label=min(events, key=lambda one: one.iri).label,
        members=tuple(sorted(event.iri for event in events)),
        documents=tuple(sorted({event.article for event in events})),
        origins=tuple(sorted(outlets.values())),
    )
