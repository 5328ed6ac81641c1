"""Who holds which office, of which state or body, as the words of the article say or imply."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kg.linking.entities import Draft, EntityLinker
from kg.linking.words import rank, same_title, title_words, words_of
from kg.model import ActorType, Mention, MentionKind, OfficeMention, Reading, Tenure


def link_tenures(reading: Reading, linker: EntityLinker) -> tuple[Tenure, ...]:
    """The tenures that the mentions state; an office whose state is not named gets the one that the text implies."""
    found: list[Tenure] = []
    taken: dict[tuple[str, int], int] = {}
    mentions = [m for m in reading.mentions if m.office is not None and linker.of.get(m.index)]
    for explicit in (True, False):
        for mention in mentions:
            office = mention.office
            assert office is not None
            holder = linker.of[mention.index][0]
            if linker.drafts[holder].type is not ActorType.PERSON:
                continue
            of = _stated(office, mention, linker)
            if office.title == "counterpart":
                office = _counterpart_office(office, mention, linker)
                if office is None:
                    continue
            if (of is not None) is not explicit:
                continue
            if of is None:
                of = _unsaid(reading, linker, mention, office, found, taken)
            _add(found, holder, office, of, mention)
            if of is not None:
                taken.setdefault((" ".join(title_words(office.title)), of), holder)
                draft = linker.drafts[holder]
                if draft.state is None and linker.drafts[of].type is ActorType.STATE:
                    draft.state = linker.drafts[of].state
    return tuple(_dated(tenure, linker, reading.document.published) for tenure in found)


def _unsaid(
    reading: Reading,
    linker: EntityLinker,
    mention: Mention,
    office: OfficeMention,
    found: list[Tenure],
    taken: dict[tuple[str, int], int],
) -> int | None:
    """The state or body of an office that is named without one: said before, known to the authority, or implied."""
    holder = linker.of[mention.index][0]
    known = next((t for t in found if t.holder == holder and same_title(office.title, t.title)), None)
    if known is not None:
        return known.of
    of = _of_authority(office, linker, holder, reading.document.published)
    if of is not None:
        return of
    if office.body and rank(office.title) == 2:
        return None  # the body is named; no other will do
    return _implied(reading, linker, mention, office, taken)


def _of_authority(office: OfficeMention, linker: EntityLinker, holder: int, day: date | None) -> int | None:
    """Of whom the authority knows the holder to have that office on the day, a former one at any time before."""
    actor = linker.drafts[holder].known
    for tenure in linker.authority.tenures_of(actor.name) if actor is not None else ():
        held = day is None or tenure.in_force(day) or (office.former and tenure.end < day)
        body = linker.body(tenure.of) if held and tenure.of and same_title(office.title, tenure.office) else None
        if body is not None:
            return body.index
    return None


def _dated(tenure: Tenure, linker: EntityLinker, day: date | None) -> Tenure:
    """The tenure with the days that the authority knows; of several stretches the last that had begun."""
    actor = linker.drafts[tenure.holder].known
    if actor is None or tenure.of is None:
        return tenure
    of = linker.drafts[tenure.of]
    fits = [
        t
        for t in linker.authority.tenures_of(actor.name)
        if same_title(tenure.title, t.office)
        and t.of in {of.state if of.type is ActorType.STATE else None, of.known.name if of.known else None}
        and (day is None or t.start <= day)
    ]
    if not fits:
        return tenure
    start, end = fits[-1].start, fits[-1].end
    return replace(tenure, start=start if start != date.min else None, end=end if end != date.max else None)


def _counterpart_office(office: OfficeMention, mention: Mention, linker: EntityLinker) -> OfficeMention | None:
    """ "His Turkish counterpart" holds the office that he holds."""
    owner = linker.of.get(mention.owner, ()) if mention.owner is not None else ()
    titles = [t for e in owner for t in linker.drafts[e].titles if t != "counterpart"]
    return replace(office, title=titles[0], of=None) if titles else None


def _add(found: list[Tenure], holder: int, office: OfficeMention, of: int | None, mention: Mention) -> None:
    for k, tenure in enumerate(found):
        same = same_title(office.title, tenure.title) or same_title(tenure.title, office.title)
        if tenure.holder == holder and same and (of is None or tenure.of is None or tenure.of == of):
            title = max(tenure.title, office.title, key=len)
            mentions = (*tenure.mentions, mention.index)
            found[k] = Tenure(holder, title, tenure.of if tenure.of is not None else of, tenure.former, mentions)
            return
    found.append(Tenure(holder, office.title, of, office.former, (mention.index,)))


def _stated(office: OfficeMention, mention: Mention, linker: EntityLinker) -> int | None:
    """The state or body that the words name."""
    if office.state:
        draft = next((d for d in linker.drafts if d.type is ActorType.STATE and d.state == office.state), None)
        return draft.index if draft else linker.state(office.state).index
    if office.body:
        wanted = set(words_of(office.body))
        for draft in linker.drafts:
            if draft.type is not ActorType.PERSON and any(set(words_of(n)) == wanted for n in draft.names):
                return draft.index
    for pointer in () if office.title == "counterpart" else (office.of, mention.owner):
        if pointer is None or pointer not in linker.of:
            continue
        for entity in linker.of[pointer]:
            draft = linker.drafts[entity]
            if draft.type is not ActorType.PERSON:
                return entity
            if draft.state:
                state = next((d for d in linker.drafts if d.type is ActorType.STATE and d.state == draft.state), None)
                if state is not None and state.index != entity:
                    return state.index
    return None


_OF_NO_STATE = {
    "leader",
    "head",
    "chair",
    "director",
    "founder",
    "adviser",
    "senator",
    "congressman",
    "congresswoman",
    "representative",
    "lawmaker",
    "mayor",
    "archbishop",
    "speaker",
}


def _implied(
    reading: Reading, linker: EntityLinker, mention: Mention, office: OfficeMention, taken: dict[tuple[str, int], int]
) -> int | None:
    """The state that an office without one belongs to: another state of its sentence or of those before.

    "Pakistan will release the pilot, Prime Minister Imran Khan said": the nearest state in whose name nobody
    else holds the same office, a subject first.
    """
    draft: Draft = linker.drafts[linker.of[mention.index][0]]
    if draft.state:
        state = next((d for d in linker.drafts if d.type is ActorType.STATE and d.state == draft.state), None)
        if state is not None:
            return state.index
    title = " ".join(title_words(office.title))
    words = title_words(office.title)
    if (words == ["chief"] or (words and words[-1] in _OF_NO_STATE)) and not draft.state:
        return None  # "Senator McCain": the sentence before may speak of any state
    # who talks with the US president in the same sentence is hardly a president of the US; his minister may be
    others = {
        linker.drafts[e].state
        for m in reading.mentions
        if m.sentence == mention.sentence and m.index != mention.index
        for e in linker.of.get(m.index, ())
        if e != draft.index
        and linker.drafts[e].type is ActorType.PERSON
        and any(rank(t) == rank(office.title) for t in linker.drafts[e].titles)
    }
    company: dict[int, int] = {}
    own = {reading.mentions[m].sentence: reading.mentions[m].span.start for m in draft.mentions}
    for other in reading.mentions:
        if other.kind is MentionKind.STATE and not other.members and own.get(other.sentence, -1) >= other.span.start:
            for entity in linker.of.get(other.index, ()):
                company[entity] = company.get(entity, 0) + 1
    own_mentions = set(draft.mentions)
    facing = {
        other.mention
        for event in reading.events
        for role in event.roles
        if role.mention in own_mentions
        for other in event.roles
        if other.name is not role.name
    }
    faced = {  # "Pelosi, a US official, met President Tsai": hers is another state
        linker.drafts[e].state
        for m in facing
        for e in linker.of.get(m, ())
        if linker.drafts[e].type is ActorType.PERSON and linker.drafts[e].state
    }
    spoken_of: dict[int, int] = {}
    for other in reading.mentions:
        for entity in linker.of.get(other.index, ()) if other.kind is MentionKind.STATE else ():
            spoken_of[entity] = spoken_of.get(entity, 0) + 1
    best: tuple[float, int] | None = None
    for other in reading.mentions:
        theirs = _speaks_for(other, linker)
        if theirs is None:
            continue
        holder = taken.get((title, theirs), draft.index)
        distance = mention.sentence - other.sentence
        if holder != draft.index or distance < 0:
            continue
        before = other.span.start < mention.span.start
        weight = -2.0 * distance + 1.5 * other.subject + 0.5 * before - 0.5 * (other.modifier and not other.subject)
        weight -= 5.0 * (linker.drafts[theirs].state in others)
        weight += 2.0 * company.get(theirs, 0) / max(1, sum(company.values()))
        weight += 1.5 * spoken_of.get(theirs, 0) / max(1, sum(spoken_of.values()))
        weight -= 2.0 * (
            other.index in facing or linker.drafts[theirs].state in faced
        )  # whom he asks, warns or meets is not his own state
        weight -= 0.3 * min(other.depth, 5) + 1.0 * (not before and not distance)
        weight -= abs(mention.span.start - other.span.start) / 1000
        if best is None or weight > best[0]:
            best = (weight, theirs)
    return best[1] if best else None


def _speaks_for(mention: Mention, linker: EntityLinker) -> int | None:
    """The state that a mention names, or whose body it names: "the White House"."""
    linked = linker.of.get(mention.index, ())
    if len(mention.members) > 1 or len(linked) != 1:
        return None
    if mention.kind is MentionKind.STATE:
        return linked[0]
    if mention.kind is MentionKind.NAME and mention.type is ActorType.GOVERNMENT_BODY and mention.state:
        return linker.state(mention.state).index
    return None
