"""Names in a passage: which runs of words name a state, a body, a person or an office, before syntax is asked.

A passage is cut into items from left to right. Each item is a state, a known actor, an office or rank, or a run of
capitalised words that nothing else knows. What an item is worth (a person, a body) is decided by its neighbours.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

from spacy.tokens import Doc, Token

from kg.model import ActorType
from kg.reading.actor_lexicon import ActorLexicon, KnownActor, Title
from kg.reading.capitals import OF_NAMES, Capitals, is_capital
from kg.reading.gazetteer import Gazetteer, StateName
from kg.reading.portfolios import behind_branch, behind_portfolio
from kg.reading.repairs import behind_dateline

# nouns that make a site of the name before them: "King Khalid airport"
SITES = {"mosque", "airport", "airbase", "base", "barracks", "hospital", "bridge", "stadium"}
_SITE_KINDS = {"international", "air", "naval", "military"}
_DATING = {"last", "next", "this", "late", "early", "mid", "-"}
_PERSON, _PLACES = "PERSON", {"GPE", "LOC", "FAC"}
_PAPERS = {
    "news",
    "times",
    "post",
    "herald",
    "today",
    "daily",
    "tribune",
    "journal",
    "gazette",
    "observer",
    "telegraph",
}
_CHANNELS = {"News Agency", "News Channel", "News Network", "News Service", "TV Channel"}
_GENERAL = {
    "Command",
    "Staff",
    "Assembly",
    "Directorate",
    "Secretariat",
    "Council",
    "Authority",
    "Intelligence",
    "People",
}
_LINKS = {",", "and", "of", "the", "for", "on", "in", "&", "-", "e", "i", "ul", "al", "de", "la", "del", "du", "des"}
_WIDE = {"international", "joint", "special", "supreme", "national", "high", "central", "united", "free", "independent"}
_GROUPINGS = {"group", "militia", "movement", "faction", "organisation", "organization"}


@dataclass(frozen=True, slots=True)
class Item:
    """A run of tokens [start, end) of one passage and what it is by itself."""

    start: int
    end: int
    state: StateName | None = None
    known: KnownActor | None = None
    title: Title | None = None

    @property
    def capitals(self) -> bool:
        """Whether the run is of capitalised words that nothing else explains."""
        return self.state is None and self.known is None and self.title is None


class Runs:
    """The items of one passage, by the token at which they start."""

    def __init__(self, doc: Doc, lexicon: ActorLexicon, gazetteer: Gazetteer) -> None:
        self.doc = doc
        self._lexicon = lexicon
        self._gazetteer = gazetteer
        self._words = [token.text for token in doc]
        self._lower = [token.lower_ for token in doc]
        self._capitals = Capitals(doc, self._words, self._lower, lexicon, gazetteer)
        self.items = self._scan()
        self.text_start = behind_dateline(doc)

    @cached_property
    def by_token(self) -> dict[int, Item]:
        """The item that each token lies in."""
        return {i: item for item in self.items for i in range(item.start, item.end)}

    def take_as_names(self, surnames: Collection[str]) -> None:
        """Take nouns and months for the surnames that they are elsewhere: "Bond met him", "May welcomed it"."""
        mistaken = [t for t in self.doc if t.text in surnames and t.text.istitle() and _mistaken(t)]
        for token in mistaken:
            token.tag_, token.pos_, token.ent_type_ = "NNP", "PROPN", _PERSON
        if mistaken:
            self.items = self._scan()
            self.__dict__.pop("by_token", None)

    def _scan(self) -> list[Item]:
        found: list[Item] = []
        i, n = 0, len(self.doc)
        while i < n:
            item = self._item_at(i)
            if item is None:
                i += 1
            else:
                found.append(item)
                i = item.end
        return self._spelled_out(self._joined_bodies(self._offices_joined(found)))

    def _offices_joined(self, items: list[Item]) -> list[Item]:
        """The items, with a title and the office that is named after it in one: "the Prime Minister's Office"."""
        found: list[Item] = []
        for item in items:
            before = found[-1] if found else None
            office = item.capitals and self._words[item.start] == "Office" and item.end == item.start + 1
            titled = before is not None and before.title is not None and before.end == item.start - 1
            if office and titled and before is not None and self._words[before.end] in {"'s", "’s"}:
                found[-1] = Item(before.start, item.end)
                continue
            found.append(item)
        return found

    def _spelled_out(self, items: list[Item]) -> list[Item]:
        """The items, with each name in one that initials behind it spell: "the Roads, Mines and Ports Board (RMPB)"."""
        for short in items:
            i = short.start - 1
            letters = self._words[short.start].replace(".", "")
            one = short.end == short.start + 1 and i > 0 and short.end < len(self.doc)
            if not (one and letters.isupper() and len(letters) > 2 and self._words[i] == "("):
                continue
            start = self._start_of(letters, i - 1)
            inside = [item for item in items if start <= item.start and item.end <= i]
            if start < 0 or len(inside) < 2:
                continue
            first = items.index(inside[0])
            band = next((x.known for x in inside if x.known and x.known.type is ActorType.ARMED_GROUP), None)
            known = replace(band, name=self.doc[start:i].text) if band else None  # "Tehrik-e Taliban Pakistan (TTP)"
            whole = Item(start, i, known=known)
            return self._spelled_out([*items[:first], whole, *items[first + len(inside) :]])
        return items

    def _start_of(self, letters: str, last: int) -> int:
        """Where the capitalised words begin whose initials are the letters; -1 where they are not."""
        left = len(letters)
        for k in range(last, max(-1, last - 3 * len(letters)), -1):
            if self._words[k][:1].isupper():
                left -= 1
                if self._words[k][0] != letters[left]:
                    return -1
                if left == 0:
                    return k
            elif self._lower[k] not in _LINKS:
                return -1
        return -1

    def _joined_bodies(self, items: list[Item]) -> list[Item]:
        """The items, with bodies in one that have a people in their name: "the International Syrian Support Group".

        So is the "Peace and Security Council", which is not the Security Council.
        """
        found: list[Item] = []
        for item in items:
            first, people = found[-2:] if len(found) > 1 else (None, None)
            before = found[-1] if found else None
            if item.known is not None and before is not None and before.capitals and before.end == item.start - 1:
                both = self._lower[before.end] == "and" and self._lower[item.end - 1] in OF_NAMES
                if (
                    both
                    and before.end - before.start == 1
                    and self._lexicon.organisation_type([self._words[before.start]]) is None
                ):
                    found[-1] = Item(before.start, item.end)
                    continue
            body = item.capitals and self._lower[item.end - 1] in OF_NAMES | _GROUPINGS and item.end - item.start > 1
            if first is not None and people is not None and body and people.state is not None and first.capitals:
                adjective = people.state.kind == "demonym" and self._lower[first.start] in _WIDE
                if adjective and first.end == people.start and people.end == item.start:
                    found[-2:] = [Item(first.start, item.end)]
                    continue
            found.append(item)
        return found

    def _item_at(self, i: int) -> Item | None:
        known = self._lexicon.known_at(self._words, i)
        state = self._gazetteer.match(self._words, i)
        titled = self._lexicon.title_at(self._lower, i) if known else None
        if known and titled and titled[0] > known[0] and self._may_be_title(i, titled[0]):
            known = None  # "Treasury Secretary" is no treasury
        if known and (state is None or known[0] >= state[0]):
            end = i + known[0]
            if known[1].type is ActorType.NEWS_ORGANIZATION and " ".join(self._words[end : end + 2]) in _CHANNELS:
                end += 2  # "Fars News Agency"
            elif known[1].type is ActorType.NEWS_ORGANIZATION and self._words[end : end + 1] == ["News"]:
                end += 1  # "Channel 12 News"
            return Item(i, end, known=known[1])
        title = self._lexicon.title_at(self._lower, i) or self._shared_title(i)
        if title and (state is None or title[0] > state[0]) and self._may_be_title(i, title[0]):
            end = behind_portfolio(self._words, i + title[0]) if title[1].office else i + title[0]
            end = behind_branch(self._words, end) if title[1].name.startswith(("director", "head", "chief")) else end
            name = title[1].name + "".join(f" {word}" for word in self._lower[i + title[0] : end])
            return Item(i, end, title=replace(title[1], name=name))
        if state and not self._opens_longer_name(i, state[0]):
            return Item(i, i + state[0], state=state[1])
        end = self._capitals.end(i)
        return Item(i, end) if end > i else None

    def _shared_title(self, i: int) -> tuple[int, Title] | None:
        """A title in the plural before the names of those who hold it."""
        shared = self._lexicon.shared_title_at(self._lower, i) if self._words[i][:1].isupper() else None
        following = self.doc[i + shared[0]] if shared is not None and i + shared[0] < len(self.doc) else None
        named = following is not None and following.pos_ == "PROPN" and following.text[:1].isupper()
        return shared if named else None

    def _may_be_title(self, i: int, length: int) -> bool:
        token = self.doc[i + length - 1]
        following = self.doc[i + length] if i + length < len(self.doc) else None
        if following is not None and token.text == "General" and following.text in _GENERAL:
            return False  # "the army's General Command"
        if any(word in SITES for word in self._name_behind(i + length)[1:]):
            return False  # "Prince Sultan Air Base", "King Khalid international airport"
        if following is not None and token.text[:1].isupper() and is_capital(following) and following.pos_ == "PROPN":
            return True  # "President Lee Myung-bak", whose last part the model takes for a noun
        return token.pos_ in {"NOUN", "PROPN", "ADJ"} and not (
            token.dep_ in {"compound", "amod"} and token.head.i > token.i and token.head.pos_ == "NOUN"
        )

    def _name_behind(self, i: int) -> list[str]:
        """The capitalised words from a place on, in small letters, with "international" and the noun behind it."""
        end = i
        while end < len(self.doc) and (is_capital(self.doc[end]) or (end > i and self._lower[end] in _SITE_KINDS)):
            end += 1
        return self._lower[i : end + 1]

    def _opens_longer_name(self, i: int, length: int) -> bool:
        """Whether a place name is the first part of a longer name: "Washington Post", "Jordan Henderson"."""
        token = self.doc[i]
        following = self.doc[i + length] if i + length < len(self.doc) else None
        if following is None or token.ent_type_ == "" or not is_capital(following):
            return False
        if self._lexicon.title_at(self._lower, i + length) is not None:
            return False  # "Jordanian King Abdullah II"
        if following.lower_ in _PAPERS and following.pos_ == "PROPN" and i and self._words[i - 1] == "The":
            return True  # "The Japan News"
        kind = self._lexicon.organisation_type([following.lower_])
        if kind is ActorType.ORGANIZATION and following.pos_ == "PROPN":
            return True  # "Qatar Airways"
        same = following.ent_iob_ == "I" and following.ent_type_ == token.ent_type_
        return same and token.ent_type_ in {_PERSON} and length == 1


def _mistaken(token: Token) -> bool:
    """Whether a surname is taken for a noun or a month."""
    before = token.nbor(-1).lower_ if token.i else ""
    month = token.ent_type_ == "DATE" and token.dep_ in {"nsubj", "nsubjpass"} and before not in _DATING
    return token.tag_ == "NN" or month
