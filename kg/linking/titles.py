"""Whom a title points back at: "the prime minister", "its leader", "both ministers", "his Israeli counterpart"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.linking.drafts import Draft
from kg.linking.homes import Homes
from kg.linking.pronouns import Salience
from kg.linking.words import rank, same_title, title_words, words_of
from kg.model import ActorType, Mention, MentionKind, OfficeMention

if TYPE_CHECKING:
    from kg.linking.entities import EntityLinker


# the offices of those who head international organisations
HEADS_OF_BODIES = (["secretary", "general"], ["director", "general"], ["high", "commissioner"])
_EQUALS = 4  # persons whom "the ministers" stands for, at most
_ANYBODY = {"interlocutor", "statesmen", "counterpart"}
_JUST_NAMED = 3  # sentences before, at most
_JOINED = re.compile(r" and (?:[A-Z][\w-]+[’']s )?(?:(?:[A-Z][\w.-]*|of|the) ){0,5}")
_SPOKEN_OF = 2  # sentences before, at most


class Titles:
    """The titles of the persons of one reading."""

    def __init__(self, linker: EntityLinker, salience: Salience) -> None:
        self._linker = linker
        self._drafts = linker.drafts
        self._salience = salience
        self.likely: dict[int, str | None] = {}  # the state of persons whose title names none
        self._facing: dict[int, set[int]] = {}  # mention -> mentions on the other side of an act
        for event in linker.reading.events:
            for role in event.roles:
                others = {r.mention for r in event.roles if r.name is not role.name and r.mention != role.mention}
                self._facing.setdefault(role.mention, set()).update(others)

    def guess_states(self) -> None:
        """Of which state each person with a bare title is likely to be, for titles that point back at them."""
        homes = Homes(self._linker.reading, self._linker)
        held: dict[str, dict[str, int]] = {}  # title -> state -> who is said to hold it
        for mention in self._linker.mentions:
            office, linked = mention.office, self._linker.of.get(mention.index, ())
            if office is not None and office.state and len(linked) == 1 and not office.former:
                held.setdefault(" ".join(title_words(office.title)), {}).setdefault(office.state, linked[0])
        for mention in self._linker.mentions:
            office, linked = mention.office, self._linker.of.get(mention.index, ())
            if office is None or len(linked) != 1 or office.state or office.body or office.of is not None:
                continue
            draft = self._drafts[linked[0]]
            if draft.type is ActorType.PERSON and draft.state is None and mention.owner is None:
                taken = held.get(" ".join(title_words(office.title)), {})
                of = self._linker.incumbents.of(draft, office)
                listed = of if of is not None and len(of) == 2 else None
                self.likely.setdefault(draft.index, listed or homes.of(mention, draft, office, taken))

    def two(self, mention: Mention) -> tuple[int, ...]:
        """Whom "both ministers" are: the last two who bear that title, and not a prime minister among ministers."""
        words = words_of(mention.name)
        if not (mention.pair or {"two", "both"} & set(words)) or not words:
            return ()
        noun = words[-1].removesuffix("s")
        together = self._named_together(mention, rank(noun)) if mention.definite or mention.pair else ()
        if together:
            return together
        if noun == "leader":
            return self._salience.last_among(
                {d.index for d in self._drafts if any(rank(t) == 0 for t in d.titles)}, 2, mention
            )
        bearers = {d.index for d in self._drafts for t in self.of(d) if noun in title_words(t)}
        equals = {e for e in bearers if any(rank(t) == rank(noun) for t in self.of(self._drafts[e]))}
        return self._salience.last_among(equals if len(equals) >= 2 else bearers, 2, mention)

    def _named_together(self, mention: Mention, equal: int) -> tuple[int, ...]:
        """Two persons whom the text has just named in one breath: "kept Bayramov and Armenia's Zohrab Mnatsakanyan"."""
        text = self._linker.reading.document.text
        people = [
            m for m in self._linker.mentions
            if m.kind is MentionKind.NAME and m.type is ActorType.PERSON and m.span.start < mention.span.start
            and 0 <= mention.sentence - m.sentence <= _JUST_NAMED and m.index in self._linker.of
        ]  # fmt: skip
        people.sort(key=lambda m: m.span.start)
        for one, other in reversed(list(pairwise(people))):
            both = (self._linker.of[one.index][0], self._linker.of[other.index][0])
            if one.sentence != other.sentence or not _JOINED.fullmatch(text[one.span.end : other.span.start]):
                continue
            ranks = {rank(t) for e in both for t in self._drafts[e].titles}
            return both if both[0] != both[1] and ranks <= {equal, 2} else ()
        return ()

    def those(self, mention: Mention) -> tuple[int, ...]:
        """Whom "the ministers" or "the interlocutors" are, without a number: those of that title just named."""
        words = words_of(mention.name)
        bare = mention.definite and mention.number == "plural" and not (mention.state or mention.members)
        if not bare or mention.owner is not None or not words or len(words) > 2:
            return ()
        noun = words[-1].removesuffix("s")
        found: set[int] = set()
        for draft in self._drafts:
            seen = self._salience.last_seen(draft.index)
            if draft.type is not ActorType.PERSON or draft.described or seen is None:
                continue
            titled = any(noun in title_words(t) for t in self.of(draft))
            lead = noun == "leader" and any(rank(t) == 0 for t in draft.titles)
            anybody = noun in _ANYBODY and len(words) == 1
            if (titled or lead or anybody) and 0 <= mention.sentence - seen[0] <= _SPOKEN_OF:
                found.add(draft.index)
        return self._salience.last_among(found, len(found), mention) if 2 <= len(found) <= _EQUALS else ()

    def of_another(self, mention: Mention) -> set[int]:
        """Persons whose titles are none that a mention speaks of: "both presidents" are no secretary general."""
        words = words_of(mention.name)
        noun = words[-1].removesuffix("s") if words else ""
        if rank(noun) == 2:
            return set()
        return {d.index for d in self._drafts if d.titles and not any(noun in title_words(t) for t in self.of(d))}

    def of(self, draft: Draft) -> list[str]:
        """The titles of a person; a counterpart has those of the one whose counterpart it is."""
        if "counterpart" not in draft.titles:
            return draft.titles
        owners = [o for m in draft.mentions for o in (self._linker.mentions[m].owner,) if o is not None]
        return [
            *draft.titles,
            *(t for o in owners for e in self._linker.of.get(o, ()) for t in self._drafts[e].titles),
        ]

    def by_title(self, mention: Mention) -> tuple[int, ...]:
        """Whom "the prime minister", "its leader" or "his Israeli counterpart" points at."""
        owner = self._linker.owner(mention)
        if "counterpart" in mention.name.lower():
            return self._counterparts(mention, owner)
        title = mention.office.title if mention.office else mention.name
        head = self._head_of_body(mention)
        if head is not None:
            return (head,)
        fits = [d for d in self._drafts if d.type is ActorType.PERSON and any(same_title(title, t) for t in d.titles)]
        facing = self._faced_by(mention)
        fits = [d for d in fits if d.index not in facing]
        wanted = mention.state or (mention.office.state if mention.office else None)
        if wanted is None and owner is not None and self._drafts[owner].type is ActorType.STATE:
            wanted = self._drafts[owner].state  # "Turkey, whose president"
        listed = self._listed(mention, wanted, owner, fits)
        if listed is not None and (wanted or owner is not None):
            return (listed.index,)
        if wanted:
            fits = [d for d in fits if d.state == wanted or (d.state is None and not d.elsewhere)]
            if title_words(title) == ["leader"]:  # "Putin ... the Russian leader"
                leads = [d for d in self._drafts if any(rank(t) == 0 for t in d.titles)]
                fits += [d for d in leads if (d.state or self.likely.get(d.index)) == wanted]
        if wanted and not fits and (mention.definite or mention.owner is not None or mention.kind is MentionKind.NAME):
            fits = self._of_state(wanted, title)  # but "a Chadian spokesman" is nobody named before
        if wanted and not fits and (rank(title) == 0 or title_words(title) == ["leader"]):
            fits = self._untitled(mention, wanted)
        if owner is not None:
            fits = [d for d in fits if d.index != owner]
        if mention.office is not None:  # "the deposed president" held the office before
            alike = [d for d in fits if self._former(d) == mention.office.former]
            fits = alike or fits
        near = [d for d in fits if self._salience.last_seen(d.index) is not None]
        if not near and wanted and len(fits) == 1 and fits[0].state == wanted:
            return (fits[0].index,)  # named only later: "the presidents of Venezuela and Guyana ... Nicolás Maduro"
        high = rank(title) == 0 or title_words(title) == ["leader"]
        bare = self._untitled(mention, wanted) if not near and wanted and high else []
        if bare:
            return (bare[0].index,)
        later = self._named_later(title, fits, wanted) if not near and wanted else None
        if later is not None:
            later.state = wanted
            return (later.index,)
        named = [d for d in fits if not d.described]
        if not near and len(named) == 1 and self._linker.reading.sentences[mention.sentence].headline:
            return (named[0].index,)  # "PM denies report", whom the lead names
        if not near and listed is not None:
            return (listed.index,)
        if not near:
            return self._in_office(title, wanted) or self._only_one_named(mention, wanted, owner)
        best = max(near, key=lambda d: (self._suits(d, wanted), self._salience.last_seen(d.index) or (-1, -1)))
        if not self._suits(best, wanted):
            return ()
        return (best.index,)

    def _faced_by(self, mention: Mention) -> set[int]:
        """Who stands on the other side of an act and is not meant: "Paul Kato was pardoned by the king"."""
        return {e for m in self._facing.get(mention.index, ()) for e in self._linker.of.get(m, ())}

    def _listed(self, mention: Mention, wanted: str | None, owner: int | None, fits: list[Draft]) -> Draft | None:
        """Who of those named holds the office by the list, where the article gives it to nobody else of that state."""
        office, listed = mention.office, self._linker.incumbents
        if office is None or office.former or mention.number == "plural":
            return None
        of = wanted
        if of is None and (owner is not None or office.of is not None or office.body):
            body = owner if owner is not None else self._body_of(office)
            of = listed.key(body) if body is not None else None  # "the alliance's secretary-general"
            if of is None:
                return None
        elif any(d.state == of and not d.described for d in fits) and of is not None:
            return None
        named = listed.in_office(office.title, of)
        if len(named) > 1 and of is not None:
            named = [max(named, key=lambda d: self._salience.last_seen(d.index) or (-1, -1))]
        if len(named) != 1 or named[0].index == owner or (of is None and not listed.is_at_home(named[0], office.title)):
            return None
        if wanted is not None and named[0].state is None:
            named[0].state = wanted
        return named[0]

    def is_head_of_body(self, mention: Mention) -> bool:
        """Whether a title is but another word for who heads an organisation: "the UN chief"."""
        return self._head_of_body(mention) is not None

    def _head_of_body(self, mention: Mention) -> int | None:
        """Who "the UN chief" is: the secretary general of that organisation, where the article names one."""
        office = mention.office
        if office is None or title_words(office.title) not in (["chief"], ["head"], ["boss"]):
            return None
        body = self._body_of(office)
        heads = {
            self._linker.of[m.index][0]
            for m in self._linker.mentions
            if m.office is not None and m.index in self._linker.of and m.kind is MentionKind.NAME
            if title_words(m.office.title)[-2:] in HEADS_OF_BODIES and self._body_of(m.office) in {body, None}
        }
        return heads.pop() if body is not None and len(heads) == 1 else None

    def _body_of(self, office: OfficeMention) -> int | None:
        """The organisation whose office it is."""
        linked = self._linker.of.get(office.of, ()) if office.of is not None else ()
        wanted = set(words_of(office.body)) if office.body else None
        named = (d.index for d in self._drafts if wanted and any(set(words_of(n)) == wanted for n in d.names))
        body = next(iter((*linked, *named)), None)
        known = body is not None and self._drafts[body].type is ActorType.INTERNATIONAL_ORGANIZATION
        return body if known else None

    def _former(self, draft: Draft) -> bool:
        """Whether the article speaks of who held an office and holds it no more."""
        offices = (self._linker.mentions[m].office for m in draft.mentions)
        return any(office is not None and office.former for office in offices)

    def _named_later(self, title: str, fits: list[Draft], state: str | None) -> Draft | None:
        """Who alone bears a high title by name, of no state yet.

        "Seoul's foreign minister ... Foreign Minister Kang", "Chad's defence minister ... Paul Kato, the minister".
        """
        bearers = [d for d in fits if any(title_words(t) == title_words(title) for t in d.titles) and not d.described]
        if not bearers and title_words(title)[-1:] == ["minister"]:
            people = [d for d in self._drafts if d.type is ActorType.PERSON and not d.described and d.state is None]
            bearers = [d for d in people if d.titles and all(title_words(t) == ["minister"] for t in d.titles)]
        fixed = any(d.state == state and d in bearers for d in self._drafts)
        alone = len(bearers) == 1 and bearers[0].state is None and not fixed
        high = rank(title) < 2 or (alone and title_words(title) == ["ambassador"] and self._known(bearers[0]))
        return bearers[0] if alone and high and title_words(title) != ["minister"] else None

    def _known(self, bearer: Draft) -> bool:
        """Whether a named person is told of as one already spoken of: "the ambassador, Mike Raynor"."""
        text = self._linker.reading.document.text
        offices = [self._linker.mentions[m].office for m in bearer.mentions]
        starts = [office.span.start for office in offices if office is not None]
        return any(text[max(0, start - 4) : start].lower() == "the " for start in starts)

    def _of_state(self, state: str, title: str) -> list[Draft]:
        """Who alone is called a state's, and nothing else: "foreign ministers met ... China's Wang Yi said"."""
        named = [d for d in self._drafts if d.type is ActorType.PERSON and d.state == state and not d.described]
        named = [d for d in named if not set(d.titles) - {"counterpart"}]
        named = [d for d in named if not d.titles or any(same_title(title, t) for t in self.of(d))]
        return named if len(named) == 1 else []

    def _untitled(self, mention: Mention, state: str) -> list[Draft]:
        """Who was just named without a title, where nobody else leads the state: "Putin ... the Russian leader"."""
        if any(d.state == state and any(rank(t) == 0 for t in d.titles) for d in self._drafts):
            return []
        bare = [d for d in self._drafts if d.type is ActorType.PERSON and not (d.titles or d.described or d.state)]
        title = mention.office.title if mention.office else mention.name
        facing = self._faced_by(mention)
        bare = [d for d in bare if d.index not in facing and not self._linker.incumbents.is_another(d, title, state)]
        seen = [(self._salience.last_seen(d.index) or (-9, 0), d) for d in bare]
        seen = [(where, d) for where, d in seen if not self._explains(mention, where)]
        near = [(where, d) for where, d in seen if 0 <= mention.sentence - where[0] <= 2]
        return [max(near, key=lambda pair: pair[0])[1]] if near else self._named_next(mention, state, bare)

    def _named_next(self, mention: Mention, state: str, bare: list[Draft]) -> list[Draft]:
        """Who acts in the next sentence under a full name alone: "The president of Chad left. Paul Kato vowed to"."""
        if not mention.subject or not mention.definite:
            return []
        first = {
            d.index: min(d.mentions, key=lambda m: self._linker.mentions[m].span.start) for d in bare if d.mentions
        }
        named = [(self._linker.mentions[first[d.index]], d) for d in bare if d.index in first]
        fits = [d for m, d in named if m.sentence == mention.sentence + 1 and m.subject and len(d.name.split()) > 1]
        if len(fits) != 1:
            return []
        fits[0].state = state
        return fits

    def _explains(self, mention: Mention, where: tuple[int, int]) -> bool:
        """Whether a title only tells who somebody is: "Kato, an aide to the Azeri president"."""
        between = self._linker.reading.document.text[where[1] : mention.span.start]
        return (
            where[0] == mention.sentence and re.match(r"[^,.;]*, (?:the|an?|his|her|its) [^,.;]*$", between) is not None
        )

    def _suits(self, draft: Draft, state: str | None) -> int:
        """How well a person suits a state: 2 where it is known or likely to be theirs, 0 where another one is."""
        likely = draft.state or self.likely.get(draft.index)
        return 1 if state is None or likely is None else 2 * (likely == state)

    def _only_one_named(self, mention: Mention, wanted: str | None, owner: int | None) -> tuple[int, ...]:
        """Who alone was just named and has no title yet: "Then Paul Kato turned around. The mercenary chief called"."""
        if wanted or owner is not None or not (mention.definite and mention.subject and mention.number == "singular"):
            return ()
        seen = [d for d in self._drafts if d.type is ActorType.PERSON and self._just_seen(d, mention)]
        bare = len(seen) == 1 and not (seen[0].titles or seen[0].described)
        return (seen[0].index,) if bare else ()

    def _just_seen(self, draft: Draft, mention: Mention) -> bool:
        where = self._salience.last_seen(draft.index)
        return where is not None and mention.sentence - where[0] == 1  # "Kato asked the minister to come": not Kato

    def _in_office(self, title: str, state: str | None) -> tuple[int, ...]:
        """Whom the authority knows to hold an office of a state on the day of publication."""
        day = self._linker.reading.document.published
        if state is None or day is None:
            return ()
        held = [
            t
            for t in self._linker.authority.tenures
            if t.of == state and t.in_force(day) and title_words(t.office) == title_words(title)
        ]
        actor = self._linker.authority.actor(held[0].holder) if len({t.holder for t in held}) == 1 else None
        return (self._linker.known(actor).index,) if actor is not None else ()

    def _counterparts(self, mention: Mention, owner: int | None) -> tuple[int, ...]:
        kind = self._drafts[owner].type if owner is not None else ActorType.PERSON
        if mention.state and kind in {ActorType.ARMED_FORCE, ActorType.GOVERNMENT_BODY}:
            bodies = [d for d in self._drafts if d.type is kind and d.state == mention.state and d.index != owner]
            return (bodies[0].index,) if len(bodies) == 1 else ()  # "its Chinese counterpart": the coast guard of China
        people = self._salience.recent_persons(mention, apart=owner)
        if mention.state:
            ranks = {rank(t) for t in (self._drafts[owner].titles if owner is not None else ())}
            people = [p for p in people if self._drafts[p].state == mention.state and self._ranks_with(p, ranks)] or [
                p
                for p in people
                if self._drafts[p].state is None and self._drafts[p].titles and self._ranks_with(p, ranks)
            ]
        elif owner is not None:  # a minister's two counterparts are ministers
            ranks = {rank(t) for t in self._drafts[owner].titles}
            people = [p for p in people if not ranks or {rank(t) for t in self._drafts[p].titles} & ranks]
        if not people and mention.state and owner is not None and mention.number != "plural":
            ranks = {rank(t) for t in self._drafts[owner].titles}
            named = [d for d in self._drafts if d.state == mention.state and d.type is ActorType.PERSON]
            named = [d for d in named if d.titles and not d.described and self._ranks_with(d.index, ranks)]
            people = (
                [named[0].index] if len(named) == 1 else []
            )  # "his Vietnamese counterpart", whom a later line names
        chosen = tuple(people[: 2 if mention.number == "plural" else 1])
        for person in chosen:
            if mention.state and self._drafts[person].state is None:
                self._drafts[person].state = mention.state
        return chosen

    def _ranks_with(self, person: int, ranks: set[int]) -> bool:
        """Whether a person's titles, if known, are of one rank with others: a minister's counterpart is a minister."""
        own = {rank(t) for t in self._drafts[person].titles}
        return not own or bool(own & ranks) or (not ranks and self._drafts[person].state is not None)
