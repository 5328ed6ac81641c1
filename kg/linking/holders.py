"""What the list of office holders knows of the persons whom an article names: of which state or body their office is.

It only places what the article says. A title that stands beside a name, or points at somebody, is needed; what the
article itself tells, and a user's own authority file, always go before it.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final

from kg.authority import Authority, KnownActor, KnownTenure, load_holders
from kg.linking.drafts import Draft, same_person, sound
from kg.linking.words import rank, same_title, title_words, words_of
from kg.model import ActorType, MentionKind, OfficeMention

if TYPE_CHECKING:
    from kg.linking.entities import EntityLinker

_PASSING: Final = {"acting", "interim", "caretaker", "transitional", "outgoing", "then", "incoming", "current"}
_FILLING: Final = {"and", "for", "affairs", "expatriates", "cooperation"}
_MINISTRIES: Final = {"home": "interior", "external": "foreign"}
_BELOW: Final = {"vice", "deputy", "assistant", "former"}
_CROWNED: Final = {"king", "queen", "emir", "sultan", "pope", "emperor", "crown prince"}
_FIRST: Final = {"CN", "TW", "HK", "KR", "KP", "VN", "SG", "KH"}  # where the surname stands first
_ABROAD: Final = {"secretary state": "foreign minister", "defense secretary": "defense minister"}
_HEADS: Final = (["chief"], ["head"], ["boss"], ["leader"])
_HIGH: Final = {"minister", "president", "chancellor", "taoiseach", "king", "queen", "secretary", "pope", "leader"}
_VAGUE: Final = (["minister"], ["secretary"], ["leader"], ["chief"], ["head"])  # whoever they are, without a state


class Holders:
    """The list, by names and by offices; `persons` are the full names in it."""

    def __init__(self, authority: Authority) -> None:
        self.persons = frozenset(
            name
            for actor in authority.actors
            if actor.type is ActorType.PERSON
            for name in (actor.name, *actor.aliases)
            if " " in name
        )
        self.bodies = {a.name: a for a in authority.actors if a.type is not ActorType.PERSON}
        self.tenures: dict[str, list[KnownTenure]] = {}
        self.of: dict[str, list[KnownTenure]] = {}
        for tenure in authority.tenures:
            self.tenures.setdefault(tenure.holder, []).append(tenure)
            self.of.setdefault(tenure.of or "", []).append(tenure)
        self._called = {
            frozenset(words_of(name)): body.name for body in self.bodies.values() for name in (body.name, *body.aliases)
        }
        self._full: dict[str, list[tuple[list[str], KnownActor]]] = {}
        self._short: dict[str, list[KnownActor]] = {}
        for actor in authority.actors:
            if actor.type is ActorType.PERSON:
                self._add(actor)

    def _add(self, actor: KnownActor) -> None:
        crowned = any(t.office in _CROWNED for t in self.tenures.get(actor.name, ()))
        short: set[str] = set()
        for name in (actor.name, *actor.aliases):
            words = words_of(name)
            if len(words) > 1:
                self._full.setdefault(sound(words[-1]), []).append((words, actor))
            short.add(sound(words[-1]))
            if crowned or actor.state in _FIRST:
                short.add(sound(words[0]))
        for word in short:
            self._short.setdefault(word, []).append(actor)

    def named(self, words: list[str]) -> list[KnownActor]:
        """Who bears a full name, in this spelling if anybody does; for one word, who bears that surname."""
        if len(words) == 1:
            return self._short.get(sound(words[0]), [])
        alike = [
            (theirs, actor) for theirs, actor in self._full.get(sound(words[-1]), ()) if same_person(words, theirs)
        ]
        exact = [actor for theirs, actor in alike if theirs == words]
        return exact or list({actor.name: actor for _, actor in alike}.values())

    def called(self, words: list[str]) -> list[str]:
        """The body of that name, nothing where there is none."""
        body = self._called.get(frozenset(words))
        return [body] if body is not None else []


@cache
def listed_holders() -> Holders:
    """The list that comes with the program, indexed once a process."""
    return Holders(load_holders())


class Incumbents:
    """The persons of one article, held against the list."""

    def __init__(self, linker: EntityLinker, holders: Holders | None) -> None:
        self._linker = linker
        self._holders = holders
        self._day: date | None = linker.reading.document.published

    def of(self, draft: Draft, office: OfficeMention) -> str | None:
        """The state (ISO code) or body (name) whose office a person has, by a title that the article gives; or None."""
        if self._holders is None or draft.type is not ActorType.PERSON or draft.described or office.body:
            return None
        full, persons = self._persons(draft)
        held = [t for person in persons for t in self._tenures(person.name, draft) if agrees(office.title, t.office)]
        held = [t for t in held if t.of not in office.never]
        now = [t for t in held if self._day is None or t.in_force(self._day)]
        if now and not (office.former and self._day):
            held = now if full or self._alone(held) else [t for t in now if self._spoken_of(t)]
        elif not full:
            past = [t for t in held if self._day is not None and t.end < self._day]
            held = [t for t in past if office.former or self._spoken_of(t)] if self._alone(held) else []
        found = {t.of for t in held if t.of}
        of = found.pop() if len(found) == 1 else None
        if of is None or (len(of) == 2 and draft.state not in {None, of}):
            return None
        return of

    def in_office(self, title: str, of: str | None) -> list[Draft]:
        """The persons named in the article who hold an office on the day of publication: of a state or body, or any."""
        if self._holders is None or self._day is None:
            return []
        words = title_words(title)
        if of is None and (words in _VAGUE or _HIGH.isdisjoint(words[:1] + words[-1:])):
            return []
        heads = of in self._holders.bodies and words in _HEADS  # "the NATO chief"
        found = []
        for draft in self._linker.drafts:
            if draft.type is not ActorType.PERSON or draft.described or not draft.mentions:
                continue
            if of not in self._holders.bodies and (draft.elsewhere or (of and draft.state not in {None, of})):
                continue
            full, persons = self._persons(draft)
            held = [t for p in persons for t in self._tenures(p.name, draft) if t.in_force(self._day)]
            held = [t for t in held if (of is None or t.of == of) and (heads or agrees(title, t.office))]
            if len({t.of for t in held}) == 1 and (full or of is not None or draft.titles):
                found.append(draft)
        return found

    def called(self, draft: Draft, title: str, state: str | None) -> str | None:
        """What a state calls the office of a minister whose counterpart holds a title: "foreign minister"."""
        words = _ABROAD.get(" ".join(title_words(title)))
        if self._holders is None or state is None or words is None:
            return None
        _, persons = self._persons(draft)
        held = [t for p in persons for t in self._holders.tenures.get(p.name, ()) if t.of == state]
        held = [t for t in held if (self._day is None or t.in_force(self._day)) and agrees(words, t.office)]
        return held[0].office if len(held) == 1 else None

    def is_another(self, draft: Draft, title: str, of: str) -> bool:
        """Whether somebody else holds an office on the day of publication: by a user's file, or by the list.

        The list has to know the person too.
        """
        if self._day is None:
            return False
        own = [t for t in self._linker.authority.tenures if t.of == of and agrees(title, t.office)]
        told = {t.holder for t in own if t.in_force(self._day)}
        if told:
            return draft.known is None or draft.known.name not in told
        if self._holders is None:
            return False
        full, persons = self._persons(draft)
        held = [t for p in persons for t in self._holders.tenures.get(p.name, ())]
        known = full or any(t.of == of or t.in_force(self._day) for t in held)
        holders = {t.holder for t in self._holders.of.get(of, ()) if t.in_force(self._day) and agrees(title, t.office)}
        return bool(known and persons and holders) and holders.isdisjoint(p.name for p in persons)

    def is_at_home(self, draft: Draft, title: str) -> bool:
        """Whether a title without a state may be this person's: an outlet's own president goes before all others."""
        home = self._linker.reading.home
        if self._holders is None or home is None or draft.state == home:
            return True
        own = [t for t in self._holders.of.get(home, ()) if agrees(title, t.office)]
        day = self._day or date.max
        return not any(t.in_force(day) for t in own) or draft in self.in_office(title, home)

    def key(self, entity: int) -> str | None:
        """The state (ISO code) or body (name) of the list that an entity is."""
        draft = self._linker.drafts[entity]
        if draft.type is ActorType.STATE or self._holders is None:
            return draft.state if draft.type is ActorType.STATE else None
        return next((name for words in map(words_of, draft.names) for name in self._holders.called(words)), None)

    def body(self, name: str) -> Draft:
        """The entity of a body of the list, made where the article does not name it."""
        assert self._holders is not None
        actor = self._holders.bodies[name]
        for draft in self._linker.drafts:
            if draft.type is not ActorType.PERSON and self.key(draft.index) == name:
                return draft
        made = Draft(len(self._linker.drafts), actor.type, actor.name, actor.state, names=[actor.name])
        self._linker.drafts.append(made)
        return made

    def _persons(self, draft: Draft) -> tuple[bool, list[KnownActor]]:
        """Whom of the list the names of a person may mean, and whether a full name says so."""
        assert self._holders is not None
        mentions = (self._linker.mentions[m] for m in draft.mentions)
        names = [words_of(m.name) for m in mentions if m.kind is MentionKind.NAME]
        full = [words for words in names if len(words) > 1]
        found = [self._holders.named(words) for words in full or names if words]
        return bool(full), list({actor.name: actor for some in found for actor in some}.values())

    def _tenures(self, name: str, draft: Draft) -> list[KnownTenure]:
        """The tenures of a person, without those of which a user's file tells something else."""
        assert self._holders is not None
        told = self._linker.authority.tenures
        own = draft.known.name if draft.known else None
        return [
            t
            for t in self._holders.tenures.get(name, ())
            if not any(
                agrees(u.office, t.office)
                and (u.holder == own or (u.of == t.of and u.start <= t.end and t.start <= u.end))
                for u in told
            )
        ]

    def _alone(self, held: list[KnownTenure]) -> bool:
        """Whether a surname and a title, at whatever time, are of one state."""
        return len({t.of for t in held}) == 1

    def _spoken_of(self, tenure: KnownTenure) -> bool:
        """Whether the article speaks of the state or body."""
        if tenure.of is not None and len(tenure.of) == 2:
            places = (p.state for p in self._linker.reading.places)
            return tenure.of in self._linker.states or tenure.of in places
        return any(self.key(d.index) == tenure.of for d in self._linker.drafts if d.type is not ActorType.PERSON)


def agrees(title: str, office: str) -> bool:
    """Whether a title of the text is an office of the list: "Minister of External Affairs", "foreign minister"."""
    ours, theirs = title_words(title), title_words(office)
    if bool(_BELOW & set(ours)) != bool(_BELOW & set(theirs)):
        return False
    if ours == ["leader"]:
        return (rank(office) == 0 and "crown" not in theirs) or theirs[-1] in {"leader", "commander"}
    if rank(title) != rank(office):
        return False
    one, other = (" ".join(_plain(words)) for words in (ours, theirs))
    return same_title(one, other)


def _plain(words: list[str]) -> list[str]:
    """The words of a title as the list has them."""
    kept = [_MINISTRIES.get(w, w) for w in words if w not in _PASSING and w not in _FILLING]
    if len(kept) == 2 and kept[1] == "secretary" and kept[0] in {"foreign", "defense", "interior"}:
        kept[1] = "minister"
    return ["prime", "minister"] if kept == ["taoiseach"] else kept
