"""What an entity is called, and its key, once all its mentions are known."""

from __future__ import annotations

from collections.abc import Sequence

from kg.authority import Authority
from kg.iris import digest, slug
from kg.linking.drafts import Draft
from kg.linking.words import uncounted
from kg.model import ActorType, Entity, Mention

_ROOM = {
    ActorType.PERSON: "person",
    ActorType.STATE: "state",
    ActorType.NEWS_ORGANIZATION: "organization",
    ActorType.GOVERNMENT_BODY: "organization",
    ActorType.ORGANIZATION: "organization",
    ActorType.INTERNATIONAL_ORGANIZATION: "organization",
    ActorType.ARMED_GROUP: "organization",
    ActorType.ARMED_FORCE: "organization",
}


def entity_of(draft: Draft, mentions: Sequence[Mention], authority: Authority) -> Entity:
    """The entity that a draft has become, with its longest name and all others as aliases."""
    name = draft.name
    if draft.known is not None and draft.type is not ActorType.STATE:
        name = draft.known.name
    elif draft.type in {ActorType.GOVERNMENT_BODY, ActorType.ARMED_FORCE} and draft.state and not draft.described:
        name = max(draft.names, key=lambda n: (len(n.split()), n)).replace("’", "'")
    elif draft.type is ActorType.PERSON and not draft.described:
        name = max(draft.names, key=lambda n: (len(n.split()), len(n)))
    elif draft.described and draft.type not in {ActorType.UNNAMED_SOURCE, ActorType.STATE}:
        name = uncounted(name)  # "more than 600 activists" are activists, and have the whole for another name
    local = draft.described or (draft.type is ActorType.PERSON and len(name.split()) < 2 and draft.known is None)
    if draft.type is ActorType.STATE and draft.state:
        key = f"state/{draft.state.lower()}"
    elif local or draft.type not in _ROOM:
        local = True
        first = min(mentions[m].span.start for m in draft.mentions) if draft.mentions else draft.index
        key = f"actor/{digest(draft.type, name, first)[:16]}"
    else:
        belongs = draft.type in {ActorType.GOVERNMENT_BODY, ActorType.ARMED_FORCE} and draft.state
        suffix = f"-{draft.state.lower()}" if belongs and draft.state else ""
        key = f"{_ROOM[draft.type]}/{slug(name)}{suffix}"
    aliases = tuple(sorted({n for n in draft.names if _plain(n) != _plain(name)}))
    known = draft.known or (authority.of_state(draft.state) if draft.type is ActorType.STATE else None)
    return Entity(
        draft.index,
        key,
        draft.type,
        name,
        aliases,
        tuple(sorted(draft.mentions)),
        draft.state,
        local,
        wikidata=known.wikidata if known else None,
        authority_name=draft.known.name if draft.known else None,
    )


def _plain(name: str) -> str:
    """A name without what makes no other name of it: the form of its apostrophe, an article before it."""
    return name.replace("’", "'").removeprefix("The ").removeprefix("the ")
