"""From mentions to actors: names, states, titles, descriptions and pronouns, in the order of the text."""

from __future__ import annotations

import re
from collections import Counter

from kg.authority import Authority, KnownActor
from kg.linking.drafts import Draft, same_body, same_person
from kg.linking.holders import Holders, Incumbents
from kg.linking.kinds import BY_ARMS, settle
from kg.linking.naming import entity_of
from kg.linking.nominals import Nominals
from kg.linking.pronouns import COUNTS, Salience, groups_of_two
from kg.linking.titles import Titles
from kg.linking.words import words_of
from kg.model import ActorType, Entity, Mention, MentionKind, Reading

_IN_BRACKETS = re.compile(r" ?\(([A-Z][A-Z.&/-]{1,9}|[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,4})\)")
_NAMED = {MentionKind.NAME, MentionKind.STATE}
_QUARRELS = BY_ARMS | {"Attack", "ArmedConflict", "Accusation", "Ceasefire", "Retaliation", "Interception", "Threat"}
_ROYAL = {"king", "queen", "crown prince", "emir", "sultan"}


class EntityLinker:
    """Links the mentions of one reading."""

    def __init__(self, reading: Reading, authority: Authority, holders: Holders | None = None) -> None:
        self.reading = reading
        self.authority = authority
        self.mentions = reading.mentions
        self.incumbents = Incumbents(self, holders)
        self.drafts: list[Draft] = []
        self.of: dict[int, tuple[int, ...]] = {}
        self._short_for: dict[str, int] = {}  # letters in brackets -> the mention before them
        self.states: dict[str, Draft] = {}
        self._states_named = Counter(m.span for m in reading.mentions if m.kind is MentionKind.STATE)
        self._salience = Salience(reading)
        self.titles = Titles(self, self._salience)
        self._nominals = Nominals(reading, self, self._salience)

    def link(self) -> None:
        """Link all mentions: names first (a short name may come before the full one), then the rest in order."""
        names = [m for m in self.mentions if m.kind in _NAMED and not m.members]
        self._short_for = self._abbreviations(names)
        for mention in sorted(names, key=lambda m: (-len(m.name.split()), m.span.start)):
            self._link_name(mention)
        self.titles.guess_states()
        self._salience.quarrels = self._quarrels()
        for draft in self.drafts:
            for title in draft.titles:
                self._salience.titled(draft.index, title)
        for mention in names:
            if mention.told_gender is not None and mention.index in self.of:
                self._salience.gender.setdefault(self.of[mention.index][0], mention.told_gender)
        for mention in sorted(self.mentions, key=lambda m: (m.span.start, m.index)):
            if mention.index not in self.of:
                self._link_other(mention)
            for entity in self.of.get(mention.index, ()):
                self._salience.saw(mention, entity, self.drafts[entity].type)

    def _quarrels(self) -> dict[int, int]:
        """How often each state or band is named as one that acts or suffers in fights and quarrels."""
        found: dict[int, int] = {}
        for event in self.reading.events:
            for role in event.roles if event.type in _QUARRELS else ():
                for entity in self.of.get(role.mention, ()):
                    found[entity] = found.get(entity, 0) + 1
        return found

    # ------------------------------------------------------------------ names

    def _link_name(self, mention: Mention) -> None:
        if mention.kind is MentionKind.STATE and mention.state:
            self._join(self.state(mention.state, mention.name), mention)
            return
        kind = mention.type or ActorType.ORGANIZATION
        whole = self._short_for.get(mention.name.replace(".", "")) if kind is not ActorType.PERSON else None
        if whole is not None and whole != mention.index and whole in self.of:
            self._join(self.drafts[self.of[whole][0]], mention)
            return
        known = self.authority.actor(mention.name)
        if known is not None and known.type is not ActorType.STATE:
            self._join(self.known(known), mention)
            return
        fits = [draft for draft in self.drafts if self._same_name(draft, mention, kind)]
        if fits:
            draft = self._nearest(fits, mention) if kind is ActorType.PERSON else fits[0]
            self._join(draft, mention)
            if mention.state and draft.state is None:
                draft.state = mention.state
            return
        self._new(mention, kind)

    def _abbreviations(self, names: list[Mention]) -> dict[str, int]:
        """What stands in brackets behind the name that it is short for: "the Free Army Front (FAF)"."""
        found: dict[str, int] = {}
        for mention in names:
            if mention.kind is not MentionKind.NAME or mention.type is ActorType.PERSON:
                continue
            behind = _IN_BRACKETS.match(self.reading.document.text, mention.span.end)
            letters = behind.group(1).replace(".", "") if behind else ""
            initial = letters[:1].lower() == mention.name.removeprefix("the ")[:1].lower()
            if letters and (initial or len(letters) > 2):
                found.setdefault(letters, mention.index)
        return found

    def known(self, actor: KnownActor) -> Draft:
        """The entity of an actor that the authority knows, made where it is new."""
        if actor.type is ActorType.STATE and actor.state:
            return self.state(actor.state, actor.name)
        for draft in self.drafts:
            if draft.known is actor:
                return draft
        draft = Draft(len(self.drafts), actor.type, actor.name, actor.state, known=actor)
        self.drafts.append(draft)
        return draft

    def body(self, key: str) -> Draft | None:
        """The entity of a state (by ISO code) or of a body (by name) that the authority's tenures speak of."""
        actor = self.authority.actor(key)
        return self.known(actor) if actor is not None else self.state(key) if len(key) == 2 else None

    def body_before(self, mention: Mention) -> int | None:
        """The international organisation named last before, for who is secretary general of one."""
        named = [m for m in self.mentions if m.kind is MentionKind.NAME and m.span.start < mention.span.start]
        found = [e for m in named for e in self.of.get(m.index, ())]
        bodies = [e for e in found if self.drafts[e].type is ActorType.INTERNATIONAL_ORGANIZATION]
        return bodies[-1] if bodies else None

    def _nearest(self, fits: list[Draft], mention: Mention) -> Draft:
        """Of several persons of one surname the one named last before, or first after."""
        start = mention.span.start
        spans = {d.index: [self.mentions[m].span.start for m in d.mentions] for d in fits}
        before = {k: max((s for s in some if s <= start), default=-1) for k, some in spans.items()}
        return max(fits, key=lambda d: (before[d.index], -min(spans[d.index], default=0)))

    def state(self, iso: str, name: str | None = None) -> Draft:
        """The entity of the state with an ISO code, made where it is new."""
        draft = self.states.get(iso)
        if draft is None:
            draft = Draft(len(self.drafts), ActorType.STATE, name or self.reading.state_names.get(iso, iso), iso)
            self.drafts.append(draft)
            self.states[iso] = draft
        return draft

    def _same_name(self, draft: Draft, mention: Mention, kind: ActorType) -> bool:
        if draft.type is not kind or draft.described:
            return False
        ours = words_of(mention.name)
        for name in draft.all_names():
            theirs = words_of(name)
            if kind is ActorType.PERSON:
                if same_person(ours, theirs) and not self._of_another_rank(draft, mention):
                    return True
            elif same_body(ours, theirs) and (not mention.state or not draft.state or mention.state == draft.state):
                return True
        return False

    def _of_another_rank(self, draft: Draft, mention: Mention) -> bool:
        """Whether one name is a king's and the other his heir's: "King Salman", "Crown Prince Mohammed bin Salman"."""
        title = mention.office.title.lower() if mention.office is not None else ""
        return title in _ROYAL and any(t.lower() in _ROYAL and t.lower() != title for t in draft.titles)

    # ------------------------------------------------------------------ titles, descriptions, pronouns

    @staticmethod
    def _are_others(pronoun: Mention, speaker: Mention) -> bool:
        """Whether a plural is not the one who speaks: "a spokeswoman would not say when they would arrive"."""
        alone = speaker.number == "singular" and not speaker.members and pronoun.number == "plural"
        person = speaker.type is ActorType.UNNAMED_SOURCE and pronoun.name in {"they", "them", "their"}
        return alone and (person or pronoun.name in COUNTS)

    def _link_other(self, mention: Mention) -> None:
        if mention.kind is MentionKind.PRONOUN and mention.posts:
            self._assign(mention, tuple(dict.fromkeys(e for post in mention.posts for e in self.of.get(post, ()))))
            return
        if mention.kind is MentionKind.PRONOUN and mention.machine is not None and mention.name in {"it", "them"}:
            whose = self._salience.last_machine(mention)  # "no attempt was made to shoot it down"
            if whose:
                self._assign(mention, whose)
            return
        if mention.kind is MentionKind.PRONOUN:
            speaker = self.mentions[mention.likely] if mention.likely is not None else None
            if speaker is not None and speaker.index not in self.of and speaker.kind is not MentionKind.PRONOUN:
                self._link_other(speaker)  # "We call on them," the spokesperson said
            likely = self.of.get(mention.likely, ()) if mention.likely is not None else ()
            likely = tuple(e for e in likely if self._salience.may_be(mention, self.drafts[e].type))
            if speaker is not None and self._are_others(mention, speaker):
                likely = ()
            found = likely or self._salience.pronoun(mention, self.of)
            if likely and mention.gender is not None and self.drafts[likely[0]].type is ActorType.PERSON:
                self._salience.gender.setdefault(likely[0], mention.gender)
            if found:
                self._assign(mention, found)
            return
        if mention.members and mention.kind is MentionKind.STATE:
            members = self._theirs(mention) or self._members(mention)
            if members and all(self.drafts[e].type is ActorType.PERSON for e in members):
                self._new(mention, ActorType.ARMED_FORCE, described=True)  # "our observers", says who has no state
                return
            self._assign(mention, members)
            return
        if mention.kind is MentionKind.TITLE and not self._nominals.is_new(mention):
            named = self.of.get(mention.likely, ()) if mention.likely is not None else ()
            found = named or self.titles.by_title(mention)
            source = self._nominals.source_again(mention) if not found else None
            if source is not None:
                self._join(source, mention)
                return
            if found:
                self._assign(mention, found)
                if named and mention.office is not None:
                    self.drafts[named[0]].titles.append(mention.office.title)
                return
        if mention.machine is not None and mention.state is None and not mention.members:
            found = self._salience.last_machine(mention)
            if found:
                self._assign(mention, found)
            return
        if mention.posts:
            for post in mention.posts:
                if post not in self.of:
                    self._link_other(self.mentions[post])
            self._assign(mention, tuple(dict.fromkeys(e for post in mention.posts for e in self.of.get(post, ()))))
            return
        if mention.kind is MentionKind.NOMINAL:
            others = self.titles.of_another(mention)
            pair = self.titles.two(mention) or groups_of_two(mention, self._salience, others)
            pair = pair or self.titles.those(mention)
            if pair:
                self._assign(mention, pair)
                return
            own = self._own_country(mention)
            if own is not None:
                self._assign(mention, (own,))
                return
            back = self._nominals.by_kind(mention)
            back = self._nominals.government(mention) if back is None else back
            back = self._nominals.troops_again(mention) if back is None else back
            if back is not None:
                self._assign(mention, (back,))
                return
            again = (
                self._nominals.body_named(mention) or self._nominals.of_rank(mention) or self._nominals.again(mention)
            )
            if again is not None:
                self._join(again, mention)
                return
        if mention.kind is MentionKind.STATE and mention.state:
            self._join(self.state(mention.state, mention.name), mention)
            return
        self._new(mention, mention.type or ActorType.GROUP, described=True)
        if mention.type is ActorType.GOVERNMENT_BODY and self.reading.sentences[mention.sentence].headline:
            self.drafts[-1].state = mention.state or self._nominals.told_later(mention)

    def _own_country(self, mention: Mention) -> int | None:
        """Whose state "his country" is: that of the one who is meant."""
        words = mention.name.lower().split()
        if len(words) != 2 or words[0] not in {"his", "her", "their"} or words[1] not in {"country", "homeland"}:
            return None
        at = mention.span.start
        owner = next((m for m in self.mentions if m.kind is MentionKind.PRONOUN and m.span.start == at), None)
        if owner is not None and owner.index not in self.of:
            self._link_other(owner)
        for entity in self.of.get(owner.index, ()) if owner is not None else ():
            draft = self.drafts[entity]
            state = draft.state or self.titles.likely.get(entity)
            if draft.type is ActorType.PERSON and state:
                return self.state(state, self.reading.state_names.get(state, state)).index
        return None

    def _members(self, mention: Mention) -> tuple[int, ...]:
        found: list[int] = []
        for member in mention.members:
            if member not in self.of:
                self._link_other(self.mentions[member])
            for entity in self.of.get(member, ()):
                entity = self._state_of_person(entity)
                if entity not in found:
                    found.append(entity)
        return tuple(found)

    def _theirs(self, mention: Mention) -> tuple[int, ...]:
        """Whose "their governments" are, said of others than states: of the two states of the article."""
        owner = self.mentions[mention.members[0]]
        if owner.kind is not MentionKind.PRONOUN or owner.number != "plural" or mention.number != "plural":
            return ()
        if owner.index not in self.of:
            self._link_other(owner)
        states = any(self.drafts[e].type is ActorType.STATE for e in self.of.get(owner.index, ()))
        governments = mention.name.lower().endswith(("governments", "authorities", "administrations"))
        return self._salience.two_states(mention) if governments and not states else ()

    def _state_of_person(self, entity: int) -> int:
        """ "his forces" are those of his state."""
        draft = self.drafts[entity]
        official = {ActorType.PERSON, ActorType.GOVERNMENT_BODY, ActorType.UNNAMED_SOURCE}
        if draft.type in official and draft.state and draft.state in self.states:
            return self.states[draft.state].index
        return entity

    def owner(self, mention: Mention) -> int | None:
        """Whose leader, aide or counterpart a mention is, linked where it is not yet."""
        if mention.owner is None:
            return None
        if mention.owner not in self.of:
            self._link_other(self.mentions[mention.owner])
        linked = self.of.get(mention.owner, ())
        return linked[0] if linked else None

    # ------------------------------------------------------------------ book-keeping

    def _assign(self, mention: Mention, entities: tuple[int, ...]) -> None:
        self.of[mention.index] = entities
        for entity in entities:
            self.drafts[entity].mentions.append(mention.index)

    def _join(self, draft: Draft, mention: Mention) -> None:
        self._assign(mention, (draft.index,))
        draft.last = max(draft.last, mention.span.start)
        if mention.kind in _NAMED or draft.described:
            shared = self._states_named[mention.span] > 1  # "both Koreas" is the name of neither
            if mention.kind is MentionKind.STATE and (shared or mention.span.end - mention.span.start > 60):
                return
            text = self.reading.document.text[mention.span.start : mention.span.end]
            for name in (mention.name, text):
                if name not in draft.names:
                    draft.names.append(name)
        if draft.type is ActorType.PERSON and mention.office is not None:
            draft.titles.append(mention.office.title)
            draft.elsewhere = draft.elsewhere or mention.office.body is not None
            if mention.office.state and draft.state is None:
                draft.state = mention.office.state

    def _new(self, mention: Mention, kind: ActorType, *, described: bool = False) -> None:
        draft = Draft(len(self.drafts), kind, mention.name, mention.state, described=described)
        draft.names.append(mention.name)
        self.drafts.append(draft)
        self._join(draft, mention)

    def entities(self) -> tuple[Entity, ...]:
        """The entities, each with its longest name and all others as aliases."""
        settle(self.drafts, self.reading, self.of)
        return tuple(entity_of(draft, self.mentions, self.authority) for draft in self.drafts)
