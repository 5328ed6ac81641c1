"""Of which kind the actors are, as the whole article tells: who shells is armed, who is quoted is a source."""

from __future__ import annotations

from kg.linking.drafts import Draft
from kg.linking.words import words_of
from kg.model import ActorType, MentionKind, Reading, RoleName

BY_ARMS = {"Airstrike", "MissileAttack", "RocketFire", "DroneAttack", "Shelling", "Bombing", "Raid", "Clash",
           "Capture", "GroundOperation"}  # fmt: skip
_SAYING = {"Warning", "Threat", "Denial", "Refusal", "Accusation", "Assurance", "Endorsement", "Request",
           "Notification"}  # fmt: skip
# groups that are no people who speak but bodies
_BODIES = {"coalition", "government", "governments", "junta", "union", "team", "party", "parties", "country",
           "countries", "states", "nations", "powers", "members", "crowd", "crowds", "movement", "organisers",
           "family"}  # fmt: skip


def settle(drafts: list[Draft], reading: Reading, of: dict[int, tuple[int, ...]]) -> None:
    """Set the kinds that only the whole article tells; `of` gives each mention its entities."""
    quoted = {e for a in reading.attributions if a.source is not None for e in of.get(a.source, ())}
    speaking = quoted | _agents_of(_SAYING, reading, of)
    fighting = _agents_of(BY_ARMS, reading, of, by_name=True)
    unions = _of_many(drafts, reading, of)
    for draft in drafts:
        if draft.index in unions:
            draft.type = ActorType.INTERNATIONAL_ORGANIZATION
        if draft.type is ActorType.ORGANIZATION and draft.index in fighting and not draft.described:
            draft.type = ActorType.ARMED_GROUP
        if draft.type is ActorType.PERSON and draft.described and draft.index in quoted and not draft.titles:
            text = reading.document.text
            starts = [reading.mentions[m].span.start for m in draft.mentions]
            opening = {w for s in starts for w in text[max(0, s - 4) : s + 4].lower().split()[:2]}
            if opening & {"a", "an", "one"}:
                draft.type = ActorType.UNNAMED_SOURCE  # "a Kurdish man told the BBC"
        party = draft.described and words_of(draft.name)[-1:] == ["party"] and "'s" in draft.name.replace("’", "'")
        if draft.type is ActorType.GROUP and party:
            draft.type = ActorType.ORGANIZATION  # "the president's party"
        people = draft.type is ActorType.GROUP and draft.described and not _BODIES & set(words_of(draft.name))
        if people and draft.index in quoted:
            draft.type = ActorType.UNNAMED_SOURCE  # "lorry drivers said"
        elif draft.type is ActorType.UNNAMED_SOURCE and draft.index not in speaking:
            many = any(reading.mentions[m].number == "plural" for m in draft.mentions)
            draft.type = ActorType.GROUP if many else ActorType.PERSON


def _of_many(drafts: list[Draft], reading: Reading, of: dict[int, tuple[int, ...]]) -> set[int]:
    """The bodies of international organisations: "the African Union's Peace and Security Council"."""
    bodies = {
        reading.mentions[m].span.start: draft.index
        for draft in drafts
        if draft.type is ActorType.GOVERNMENT_BODY and not draft.state
        for m in draft.mentions
    }
    unions = (
        mention.span.end
        for mention in reading.mentions
        if any(drafts[e].type is ActorType.INTERNATIONAL_ORGANIZATION for e in of.get(mention.index, ()))
    )
    text = reading.document.text
    return {bodies[end + 3] for end in unions if end + 3 in bodies and text[end : end + 3] in {"'s ", "’s "}}


def _agents_of(types: set[str], reading: Reading, of: dict[int, tuple[int, ...]], *, by_name: bool = False) -> set[int]:
    """Who acts in events of some types; `by_name`: only whom a name tells, since a pronoun may be someone else."""
    roles = [r for event in reading.events if event.type in types for r in event.roles]
    acting = [r.mention for r in roles if r.name is RoleName.AGENT]
    acting = [m for m in acting if not by_name or reading.mentions[m].kind is MentionKind.NAME]
    return {e for m in acting for e in of.get(m, ())}
