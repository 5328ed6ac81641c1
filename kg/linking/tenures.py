"""Who holds which office, of which state or body, as the words of the article say or imply."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kg.linking.drafts import Draft
from kg.linking.entities import EntityLinker
from kg.linking.homes import Homes
from kg.linking.titles import HEADS_OF_BODIES
from kg.linking.words import abroad, rank, same_title, title_words, words_of
from kg.model import ActorType, Mention, MentionKind, OfficeMention, Reading, Tenure


def link_tenures(reading: Reading, linker: EntityLinker) -> tuple[Tenure, ...]:
    """The tenures that the mentions state; an office whose state is not named gets the one that the text implies."""
    found: list[Tenure] = []
    taken: dict[tuple[str, int], int] = {}
    settled: set[int] = set()
    homes = Homes(reading, linker)
    mentions = [m for m in reading.mentions if m.office is not None and linker.of.get(m.index)]
    for step in ("said", "listed", "implied"):
        for mention in mentions:
            office = mention.office
            assert office is not None
            if mention.index in settled:
                continue
            holder = linker.of[mention.index][0]
            if mention.kind is MentionKind.TITLE and linker.titles.is_head_of_body(mention):
                continue  # "the UN chief" holds no office beside that of its secretary general
            if linker.drafts[holder].type is not ActorType.PERSON:
                continue
            of = _stated(office, mention, linker)
            of = _sent_by(office, mention, linker, found) if of is None else of
            if office.title == "counterpart":
                office = _counterpart_office(office, mention, linker, of)
                if office is None:
                    continue
            said = of is not None
            if of is None and step != "said":
                of = _known(linker, mention, office, found, reading.document.published)
            known = of is not None and not said
            if of is None and step != "implied":
                continue
            settled.add(mention.index)
            if of is None:
                of = _unsaid(linker, mention, office, found, taken, homes)
            _add(found, holder, office, of, mention, known=known)
            if of is not None:
                taken.setdefault((" ".join(title_words(office.title)), of), holder)
                draft = linker.drafts[holder]
                if draft.state is None and linker.drafts[of].type is ActorType.STATE:
                    draft.state = linker.drafts[of].state
                    homes.learn(draft)
    return tuple(_dated(tenure, linker, reading.document.published) for tenure in found)


def _unsaid(
    linker: EntityLinker,
    mention: Mention,
    office: OfficeMention,
    found: list[Tenure],
    taken: dict[tuple[str, int], int],
    homes: Homes,
) -> int | None:
    """The state or body of an office that is named without one: said before, or implied."""
    holder = linker.of[mention.index][0]
    known = next((t for t in found if t.holder == holder and same_title(office.title, t.title)), None)
    if known is not None:
        return known.of
    if office.body and rank(office.title) == 2:
        return None  # the body is named; no other will do
    before = linker.reading.document.text[max(0, office.span.start - 12) : office.span.start].split()[-1:]
    others = [t for t in found if same_title(office.title, t.title) and t.of is not None]
    if others and before in (["another"], ["Another"]):
        return others[-1].of  # "their spokesman ... Another spokesman, Ali Deby"
    return _implied(linker, mention, office, taken, homes)


def _known(
    linker: EntityLinker, mention: Mention, office: OfficeMention, found: list[Tenure], day: date | None
) -> int | None:
    """Of whom a holder has an office by the user's authority or the list, where the article does not say."""
    holder = linker.of[mention.index][0]
    if any(t.holder == holder and same_title(office.title, t.title) for t in found):
        return None
    of = _of_authority(office, linker, holder, day)
    if of is not None:
        return of
    listed = linker.incumbents.of(linker.drafts[holder], office)
    if listed is None:
        return None
    return (linker.state(listed) if len(listed) == 2 else linker.incumbents.body(listed)).index


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


def _counterpart_office(
    office: OfficeMention, mention: Mention, linker: EntityLinker, of: int | None
) -> OfficeMention | None:
    """ "His Turkish counterpart" holds the office that he holds, as his own state calls it where the list knows."""
    owner = linker.of.get(mention.owner, ()) if mention.owner is not None else ()
    titles = [t for e in owner for t in linker.drafts[e].titles if t != "counterpart"]
    if not titles:
        return None
    state = linker.drafts[of].state if of is not None else office.state or mention.state
    called = linker.incumbents.called(linker.drafts[linker.of[mention.index][0]], titles[0], state)
    return replace(office, title=called or abroad(titles[0], state), of=None)


def _add(
    found: list[Tenure], holder: int, office: OfficeMention, of: int | None, mention: Mention, *, known: bool = False
) -> None:
    for k, tenure in enumerate(found):
        same = same_title(office.title, tenure.title) or same_title(tenure.title, office.title)
        leads = of is not None and tenure.of == of and _leads(office.title, tenure.title)
        if tenure.holder == holder and (leads or (same and (of is None or tenure.of is None or tenure.of == of))):
            title = max(tenure.title, office.title, key=lambda t: (title_words(t) != ["leader"], len(t)))
            mentions = (*tenure.mentions, mention.index)
            known = known if tenure.of is None else tenure.known
            of = tenure.of if tenure.of is not None else of
            found[k] = Tenure(holder, title, of, tenure.former, mentions, known=known)
            return
    found.append(Tenure(holder, office.title, of, office.former, (mention.index,), known=known))


def _leads(one: str, other: str) -> bool:
    """Whether one title is "leader" and the other the office of who leads a state: one office in two words."""
    ranks = {rank(t) for t in (one, other) if title_words(t) != ["leader"]}
    return ["leader"] in (title_words(one), title_words(other)) and ranks <= {0}


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
            if draft.type is not ActorType.PERSON or title_words(office.title)[-1:] == ["spokesperson"]:
                return entity  # "Putin's spokesman" is his
            if draft.state:
                state = next((d for d in linker.drafts if d.type is ActorType.STATE and d.state == draft.state), None)
                if state is not None and state.index != entity:
                    return state.index
    return None


def _sent_by(office: OfficeMention, mention: Mention, linker: EntityLinker, found: list[Tenure]) -> int | None:
    """The body whose head has an envoy or deputy: "Secretary-General Paul Kato ... his envoy, Ann Okello"."""
    owner = office.of if office.of is not None else mention.owner
    if owner is None or title_words(office.title)[-1:] not in (["envoy"], ["representative"], ["deputy"], ["adviser"]):
        return None
    sent = {entity for entity in linker.of.get(owner, ()) if linker.drafts[entity].type is ActorType.PERSON}
    return next((t.of for t in found if t.holder in sent and t.of is not None), None)


_NO_STATE = {"rebel", "separatist", "militia", "insurgent", "guerrilla", "militant", "opposition", "jihadist", "band"}
_OF_MANY = {"senator", "congressman", "congresswoman", "representative", "lawmaker"}  # a state has many at a time
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
    "commander",
}


def _implied(
    linker: EntityLinker, mention: Mention, office: OfficeMention, taken: dict[tuple[str, int], int], homes: Homes
) -> int | None:
    """The state that an office without one belongs to, by what the article says around it."""
    draft: Draft = linker.drafts[linker.of[mention.index][0]]
    if draft.state:
        state = next((d for d in linker.drafts if d.type is ActorType.STATE and d.state == draft.state), None)
        if state is not None:
            return state.index
    if draft.described and _NO_STATE & set(words_of(draft.name)):
        return None  # "a rebel commander"
    title = " ".join(title_words(office.title))
    words = title_words(office.title)
    if words[-2:] in HEADS_OF_BODIES:
        return linker.body_before(mention)
    vague = words == ["chief"] or (words and words[-1] in _OF_NO_STATE and "security" not in words)
    if vague and not draft.state and not office.choices:
        return None  # "Senator McCain": the sentence before may speak of any state
    there = {linker.drafts[of].state: holder for (held, of), holder in taken.items() if held == title}
    there = {} if words[-1:] and words[-1] in _OF_MANY else there
    iso = homes.of(mention, draft, office, {iso: holder for iso, holder in there.items() if iso})
    return linker.state(iso).index if iso else None
