"""Whom a description without a name points back at: "the alliance", "the government", "the colonel", "the sources"."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg.linking.drafts import Draft
from kg.linking.pronouns import KINDS, Salience
from kg.linking.words import same_number, stems, words_of
from kg.model import ActorType, Mention, MentionKind, Reading

if TYPE_CHECKING:
    from kg.linking.entities import EntityLinker

_RANKS = {"colonel": "col", "general": "gen", "admiral": "adm", "lieutenant": "lt", "sergeant": "sgt",
          "captain": "capt", "commander": "cmdr", "brigadier": "brig", "major": "maj", "corporal": "cpl"}  # fmt: skip
_FACING = {"neighbour", "neighbor", "rival", "adversary"}
_OFTEN = 3  # mentions
_COUNTING = {
    "the", "at", "least", "some", "about", "around", "nearly", "more", "than", "over", "two", "three", "four", "five",
    "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "several", "dozen", "a", "of", "these", "those",
    "both", "all",
}  # fmt: skip


class Nominals:
    """The descriptions of one reading."""

    def __init__(self, reading: Reading, linker: EntityLinker, salience: Salience) -> None:
        self._reading = reading
        self._linker = linker
        self._salience = salience

    def by_kind(self, mention: Mention) -> int | None:
        """The named actor that a definite noun for its kind points back at: "the alliance", "his country"."""
        words = [w for w in words_of(mention.name) if w not in {"his", "her", "its", "their", "our", "my"}]
        plain = len(words) == 1 or words[-2:-1] == ["backed"]  # "the group", "the Iran-backed group"
        plain = plain or (len(words) == 2 and words[0] in {"shiite", "shia", "sunni", "islamist", "militant", "rebel"})
        plain = plain or (len(words) == 2 and words[-1] in {"nation", "country"} and mention.definite)
        realm = words[-1:] and words[-1] in {"emirate", "kingdom", "sultanate", "monarchy", "republic"}
        plain = plain or bool(realm and not mention.state)  # "the gas-rich emirate"
        if len(words) == 2 and words[0] in {"rebel", "militant"} and words[1] in {"alliance", "bloc"}:
            return None  # "the rebel alliance" is no union of states
        bare = mention.definite or (mention.modifier and len(words) == 1)  # "on alliance territory"
        kinds = KINDS.get(words[-1]) if words and plain and bare and mention.number == "singular" else None
        if kinds is None:
            return None
        owner = self._linker.owner(mention)
        if owner is not None and words[-1] in _FACING:
            return self._facing(owner)
        if owner is not None and ActorType.STATE in kinds:
            iso = self._served_by(owner)
            return self._linker.state(iso).index if iso else None
        if owner is not None:
            return None
        named = self._salience.last_named(kinds, words[-1], [d.name for d in self._linker.drafts], mention.sentence)
        if words[-1] in {"country", "nation"}:
            place = self._where_it_is_set(mention) if named is None or not self._salience.acts(named) else None
            return named if place is None else place
        return named

    def _facing(self, owner: int) -> int | None:
        """The state that faces another in an article which tells of hardly any third: "its neighbour"."""
        one = self._linker.drafts[owner]
        told = Counter(m.state for m in self._linker.mentions if m.kind is MentionKind.STATE and m.state)
        others = [(state, n) for state, n in told.most_common() if state != one.state]
        if one.type is not ActorType.STATE or not others or others[0][1] < _OFTEN:
            return None
        rivals = others[1][1] if len(others) > 1 else 0
        return self._linker.state(others[0][0]).index if others[0][1] >= 2 * rivals else None

    def _served_by(self, person: int) -> str | None:
        """The state of somebody, or that he serves: "Beijing's foreign ministry spokesman said that his country"."""
        draft = self._linker.drafts[person]
        if draft.state:
            return draft.state
        for mention in (self._reading.mentions[m] for m in draft.mentions):
            office = mention.office
            if office is not None and office.state:
                return office.state
            for pointer in (office.of if office is not None else None, mention.owner):
                for entity in self._linker.of.get(pointer, ()) if pointer is not None else ():
                    if self._linker.drafts[entity].state and entity != person:
                        return self._linker.drafts[entity].state
        return None

    def troops_again(self, mention: Mention) -> int | None:
        """The state whose soldiers bare "soldiers" are: "killed 13 Kenyan soldiers ... at least 13 soldiers died"."""
        words = words_of(mention.name)
        if words[-1:] not in (["soldiers"], ["troops"]) or mention.owner is not None or mention.state:
            return None
        if any(word.isalpha() and word not in _COUNTING for word in words[:-1]):
            return None
        text = self._reading.document.text
        for other in reversed([m for m in self._linker.mentions if m.span.start < mention.span.start]):
            near = 0 <= mention.sentence - other.sentence <= 2 and other.kind is MentionKind.STATE
            named = text[other.span.start : other.span.end].lower()
            if near and named.endswith(f" {words[-1]}") and self._linker.of.get(other.index):
                return self._linker.of[other.index][0]
        return None

    def government(self, mention: Mention) -> int | None:
        """The state whose government "the government" is: of whose it was before, or in which the sentence is set."""
        headline = self._reading.sentences[mention.sentence].headline
        if words_of(mention.name) != ["government"] or mention.owner is not None:
            return None
        if not (mention.definite or mention.modifier or headline):
            return None
        text = self._reading.document.text
        states = [m for m in self._linker.mentions if m.kind is MentionKind.STATE and m.state]
        # for a headline it is the first that the text names
        before = states[::-1] if headline else [m for m in states if m.span.start < mention.span.start]
        named = [m for m in before if text[m.span.start : m.span.end].lower().endswith(" government")]
        if named:
            return self._linker.state(named[-1].state or "").index
        places = [
            p for p in self._reading.places if p.sentence == mention.sentence and p.span.start < mention.span.start
        ]
        here = {p.state for p in places if p.state} | {
            m.state for m in before if m.sentence == mention.sentence and m.state
        }
        official = self._official_before(mention) if len(here) != 1 else None
        if official is not None and {p.state for p in places if p.state} <= {official.state}:
            here = {official.state or ""}  # "a Turkish diplomat said that the government": Turkey's
        return self._linker.state(here.pop() or "").index if len(here) == 1 else None

    def _official_before(self, mention: Mention) -> Mention | None:
        """The last official without a name in the sentence who speaks before a mention, where his state is told."""
        before = [
            m
            for m in self._linker.mentions
            if m.type is ActorType.UNNAMED_SOURCE and m.sentence == mention.sentence and m.subject
            if m.span.start < mention.span.start
        ]
        return before[-1] if before and before[-1].state else None

    def _where_it_is_set(self, mention: Mention) -> int | None:
        """The state that was named as a place: "a war in Chad, where two Moroccans died ... The country"."""
        for place in reversed(self._reading.places):
            name = self._reading.state_names.get(place.state or "", "")
            if place.span.start < mention.span.start and name and words_of(place.name) == words_of(name):
                return self._linker.state(place.state or "").index
        return None

    def is_new(self, mention: Mention) -> bool:
        """Whether an article says that a person is not yet known: "killed a key commander"."""
        if any(d.described and d.name == mention.name and self._in_headline(d) for d in self._linker.drafts):
            return False  # "strike on a militia commander ... killed a militia commander"
        before = self._reading.document.text[: mention.span.start].rstrip().rsplit(None, 1)
        office = mention.office
        bodied = office is not None and (office.body is not None or office.of is not None)  # "a Red Cross spokeswoman"
        known = (not mention.subject or bodied) and mention.sentence > 0 and not mention.definite
        return known and office is not None and bool(before) and before[-1].lower() in {"a", "an", "another"}

    def source_again(self, mention: Mention) -> Draft | None:
        """The source without a name that "the spokesperson" is again."""
        head = set(words_of(self._reading.document.text[mention.head.start : mention.head.end]))
        if not mention.definite or mention.number != "singular" or mention.owner is not None:
            return None
        sources = [d for d in self._linker.drafts if d.type is ActorType.UNNAMED_SOURCE and d.described]
        fits = [d for d in sources if head & set(words_of(d.name)) and d.last < mention.span.start]
        return fits[-1] if fits else None

    def of_rank(self, mention: Mention) -> Draft | None:
        """The officer named last before, of whom "the colonel" speaks."""
        words = words_of(mention.name)
        short = _RANKS.get(words[0]) if len(words) == 1 and mention.definite and mention.number == "singular" else None
        if short is None:
            return None
        text = self._reading.document.text
        named = [m for m in self._linker.mentions if m.kind is MentionKind.NAME and m.type is ActorType.PERSON]
        fits = [m for m in named if m.span.start < mention.span.start and m.index in self._linker.of]
        fits = [m for m in fits if {short, words[0]} & set(words_of(text[max(0, m.span.start - 12) : m.span.start]))]
        return self._linker.drafts[self._linker.of[fits[-1].index][0]] if fits else None

    def body_named(self, mention: Mention) -> Draft | None:
        """The body that "the Kenyan foreign ministry" is, where it has a name: "Ministry of Foreign Affairs"."""
        if mention.type is not ActorType.GOVERNMENT_BODY or mention.state is None or "ministry" not in mention.name:
            return None
        told = set(words_of(mention.name))
        if len(told) == 2 and mention.definite:  # "the Kenyan ministry": the one of Kenya that was named last
            named = [
                d
                for d in self._linker.drafts
                if d.type is mention.type and d.state == mention.state and not d.described
            ]
            named = [d for d in named if any("ministry" in n.lower() for n in d.names) and d.last >= 0]
            return max(named, key=lambda d: d.last, default=None)
        bodies = [
            d for d in self._linker.drafts if d.type is mention.type and d.state == mention.state and not d.described
        ]
        plain = ({w for n in d.names for w in words_of(n)} - {"affairs"} for d in bodies)
        return next((d for d, words in zip(bodies, plain, strict=True) if "ministry" in words and words <= told), None)

    def again(self, mention: Mention) -> Draft | None:
        """An actor described before by the same words, or by the same noun where the description is definite."""
        ours = stems(mention.name)
        head = words_of(self._reading.document.text[mention.head.start : mention.head.end])
        for draft in reversed(self._linker.drafts):
            if not draft.described or draft.type is not mention.type or draft.last >= mention.span.start:
                continue
            if mention.state is not None and mention.state != draft.state:
                continue  # "the army ... the Rwandan army"
            theirs = stems(draft.name)
            one_apart = len(ours - theirs) == len(theirs - ours) == 1 and bool(mention.state)
            alike = one_apart and mention.number == self._linker.mentions[draft.mentions[0]].number
            if alike and mention.state == draft.state and self._in_headline(draft):
                return draft  # "Kenya expels US diplomats ... expelled American diplomats"
            if mention.type is ActorType.UNNAMED_SOURCE:
                if mention.definite and set(head) & set(words_of(draft.name)) and mention.number == "singular":
                    return draft
                told = self._reading.sentences[self._linker.mentions[draft.mentions[0]].sentence].headline
                if (told or (mention.definite and self._is_kept(draft))) and ours == theirs:
                    return draft  # "Kenya expels Chadian diplomat ... has expelled a Chadian diplomat"
                continue
            if same_number(mention.name, draft.name):
                return draft  # "13 Central African soldiers ... at least 13 troops"
            first = self._linker.mentions[draft.mentions[0]]
            short = self._reading.sentences[first.sentence].headline and first.number == mention.number
            if (
                ours == theirs
                or (mention.definite and ours <= theirs)
                or (theirs <= ours and (mention.definite or short))
            ):
                return draft
        return None

    def _is_kept(self, draft: Draft) -> bool:
        """Whether sources were told of before in a way that may point back: "the military sources said"."""
        return self._linker.mentions[draft.mentions[0]].definite

    def _in_headline(self, draft: Draft) -> bool:
        return self._reading.sentences[self._linker.mentions[draft.mentions[0]].sentence].headline

    def told_later(self, mention: Mention) -> str | None:
        """The state of "foreign ministry" in a headline, where the text knows that of one only."""
        ours = set(words_of(mention.name))
        bodies = [m for m in self._linker.mentions if m.type is mention.type and m.state is not None]
        states = {m.state for m in bodies if ours <= set(words_of(m.name))}
        return states.pop() if len(states) == 1 else None
