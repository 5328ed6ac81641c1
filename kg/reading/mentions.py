"""Mentions of actors: names and states at once, described actors ("a Tunisian court") when a role or a cue asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from spacy.tokens import Token

from kg.model import ActorType, Mention, MentionKind, OfficeMention, PlaceMention, Span
from kg.reading import syntax
from kg.reading.actor_lexicon import ActorLexicon
from kg.reading.descriptions import Described, Describer
from kg.reading.gazetteer import Gazetteer
from kg.reading.language import Passage
from kg.reading.names import Item, Names
from kg.reading.syntax import antecedent

_MALE, _FEMALE = {"he", "him", "his", "himself"}, {"she", "her", "hers", "herself"}
_THING = {"it", "its", "itself"}
_MANY = {"they", "them", "their", "theirs", "themselves", "both", "two", "each"}
_FIRST = {"we", "us", "our", "ours", "i", "me", "my"}
_AMOUNTS = {
    "hundred",
    "dozen",
    "thousand",
    "million",
    "score",
    "number",
    "group",
    "some",
    "many",
    "most",
    "member",
    "lot",
    "majority",
    "couple",
    "one",
    "all",
    "several",
    "ten",
    "pair",
    "handful",
    "rest",
    "half",
    "part",
    "two",
    "three",
    "four",
    "five",
    "crowd",
    "series",
    "team",
}
_KIND_NOUNS = {
    "group",
    "movement",
    "militia",
    "organisation",
    "organization",
    "party",
    "site",
    "website",
    "agency",
    "newspaper",
    "network",
    "outlet",
    "broadcaster",
    "militant",
    "rebel",
    "fighter",
    "force",
    "alliance",
    "company",
    "daily",
    "television",
    "news",
    "magazine",
}
_GROUP_TYPES = {
    ActorType.ARMED_GROUP,
    ActorType.ORGANIZATION,
    ActorType.NEWS_ORGANIZATION,
    ActorType.INTERNATIONAL_ORGANIZATION,
}
_ENVOYS = {"ambassador", "member", "ally", "leader", "envoy", "diplomat"}  # "NATO ambassadors" meet as NATO
# "its leader": a group's rather than a state's
_GROUP_ROLES = {"leader", "commander", "founder", "fighter", "militant", "member", "stronghold", "chief"}
_PLACE_PREPOSITIONS = {
    "in",
    "at",
    "near",
    "over",
    "outside",
    "across",
    "inside",
    "off",
    "around",
    "from",
    "to",
    "into",
    "via",
    "through",
}


class Mentions:
    """The mentions of one document, growing as roles ask for actors that have no name."""

    def __init__(
        self,
        passages: list[Passage],
        sentence_of: Callable[[int], int],
        lexicon: ActorLexicon,
        gazetteer: Gazetteer,
    ) -> None:
        self.all: list[Mention] = []
        self.places: list[PlaceMention] = []
        self._passages = passages
        self._sentence_of = sentence_of
        self._lexicon = lexicon
        self._gazetteer = gazetteer
        self._describer = Describer(lexicon, gazetteer)
        self._at: dict[int, int] = {}  # offset of a token -> mention
        self._place_at: dict[int, int] = {}
        self._lazy: dict[int, tuple[Names, Item]] = {}  # places that may still be asked for as states
        self._base = {id(p.doc): p.base for p in passages}
        self._names = [Names(p.doc, lexicon, gazetteer) for p in passages]
        self._persons = self._known_persons()
        for passage, names in zip(passages, self._names, strict=True):
            self._read_names(passage, names)

    # ------------------------------------------------------------------ asked from outside

    def offset(self, token: Token) -> int:
        """Offset of a token in the document's text."""
        return self._base[id(token.doc)] + token.idx

    def span(self, token: Token) -> Span:
        """Span of one token in the document's text."""
        start = self.offset(token)
        return Span(start, start + len(token.text))

    def at(self, token: Token, *, lenient: bool = False) -> int | None:
        """Index of the mention whose head the token is; described actors are made on the way.

        `lenient` takes any noun that may act, not only those that the lexicon knows as actors.
        """
        token = antecedent(token)
        offset = self.offset(token)
        if offset in self._at:
            return self._at[offset]
        if token.pos_ == "PRON" or token.tag_ == "PRP$":
            return self._pronoun(token)
        if offset in self._lazy:
            names, item = self._lazy.pop(offset)
            return self._add_state(names, item)
        if token.lemma_.lower() in _AMOUNTS:
            counted = syntax.prepositional(token, "of")
            if counted:
                return self.at(counted[0], lenient=lenient)
        named = self._named_by_modifier(token)
        if named is None:
            named = self._named_by_apposition(token)
        if named is not None:
            return named
        described = self._describer.describe(token, lenient=lenient)
        return self._add_described(token, described) if described else None

    def _features(self, token: Token) -> dict[str, Any]:
        """What pronoun resolution asks of a mention's head: whether it is a subject, or only modifies another noun."""
        step = token
        while step.dep_ == "conj" and step.head != step:
            step = step.head
        modifier = token.dep_ in {"compound", "amod", "nmod"}
        depth = sum(1 for t in syntax.path_to_root(token) if t.dep_ not in {"conj", "ROOT"})
        return {"subject": step.dep_ in {"nsubj", "nsubjpass"}, "modifier": modifier, "depth": depth}

    def state_at_place(self, token: Token) -> int | None:
        """The mention of the state in which a place lies, made where there is none: "a visit to Istanbul"."""
        place = self._place_at.get(self.offset(token))
        found = self._at.get(self.offset(token))
        if place is None or found is not None or self.places[place].state is None:
            return found
        where = self.places[place]
        iso = where.state or ""
        mention = Mention(
            index=len(self.all),
            span=where.span,
            head=self.span(token),
            kind=MentionKind.STATE,
            name=self._gazetteer.name_of(iso),
            sentence=where.sentence,
            type=ActorType.STATE,
            state=iso,
            place=where.name,
            number="singular",
            definite=True,
            **self._features(token),
        )
        self.all.append(mention)
        self._at[self.offset(token)] = mention.index
        return mention.index

    def place_at(self, token: Token) -> int | None:
        """Index of the place mention that the token belongs to."""
        return self._place_at.get(self.offset(token))

    def _named_by_modifier(self, token: Token) -> int | None:
        """The group that a noun for its kind only explains: "the Hezbollah terror group", "the Axios news site"."""
        if token.lemma_.lower() not in _KIND_NOUNS | _ENVOYS:
            return None
        for child in token.children:
            index = self._at.get(self.offset(child)) if child.dep_ in {"compound", "amod", "nmod"} else None
            if index is None or self.all[index].kind is not MentionKind.NAME:
                continue
            kind = self.all[index].type
            envoys = token.lemma_.lower() in _ENVOYS and token.tag_ == "NNS"
            if kind is ActorType.INTERNATIONAL_ORGANIZATION if envoys else kind in _GROUP_TYPES:
                described = self._lexicon.head(token.lemma_.lower())
                if described is not None and described.type is ActorType.NEWS_ORGANIZATION:
                    self.all[index] = replace(self.all[index], type=described.type)  # "Foreign Policy magazine"
                self._at[self.offset(token)] = index
                return index
        return None

    def _named_by_apposition(self, token: Token) -> int | None:
        """The person whom an apposition names: "the navigator, Konstantin Murakhtin"."""
        for child in token.children:
            index = self._at.get(self.offset(child)) if child.dep_ == "appos" else None
            if index is None or self.all[index].kind is not MentionKind.NAME or token.pos_ == "PROPN":
                continue
            found = self.all[index]
            if found.type is ActorType.PERSON and found.office is None and token.lemma_ == "counterpart":
                described = self._describer.describe(token, lenient=False)
                owner = next((self.at(c) for c in token.children if c.dep_ == "poss"), None)
                office = OfficeMention(
                    "counterpart", self.span(token), described.state if described else None, of=owner
                )
                self.all[index] = replace(found, office=office, owner=owner)
            self._at[self.offset(token)] = index
            return index
        return None

    # ------------------------------------------------------------------ names

    def _known_persons(self) -> dict[str, str]:
        """Last names of the persons whom the document gives with more than one word: surname -> full name."""
        known: dict[str, str] = {}
        first: dict[str, str] = {}
        for names in self._names:
            for k, item in enumerate(names.items):
                if not item.capitals or item.end - item.start < 2:
                    continue
                words = [t.text for t in names.doc[item.start : item.end]]
                titled = k > 0 and names.items[k - 1].title is not None and names.items[k - 1].end == item.start
                if titled or names.kind_of_capitals(item) is ActorType.PERSON:
                    known.setdefault(words[-1], " ".join(words))
                    first.setdefault(words[0], " ".join(words))
        return {**{w: n for w, n in first.items() if len(w) > 2}, **known}

    def _read_names(self, passage: Passage, names: Names) -> None:
        items = names.items
        for k, item in enumerate(items):
            if item.title is not None:
                self._read_title(names, k)
            elif item.state is not None:
                self._read_state(names, item)
            elif item.known is not None:
                state = item.known.state or self._state_before(names, item)
                self._add_name(names, item, item.known.type, item.known.name, state=state)
            elif names.doc[item.start].idx + passage.base not in self._at:
                self._read_capitals(names, item)

    def _read_state(self, names: Names, item: Item) -> None:
        state = item.state
        assert state is not None
        root = names.doc[item.start : item.end].root
        if state.kind in {"name", "capital"} and _is_locative(root):
            # a mere place, unless a role asks for the state: "a meeting in Brussels", "a visit to Washington"
            self._add_place(names, item, state.iso)
            for token in names.doc[item.start : item.end]:
                self._lazy[self.offset(token)] = (names, item)
            return
        self._add_state(names, item)

    def _add_state(self, names: Names, item: Item) -> int:
        state = item.state
        assert state is not None
        root = names.doc[item.start : item.end].root
        place = names.doc[item.start : item.end].text if state.kind == "capital" else None
        mention = Mention(
            index=len(self.all),
            span=self._item_span(names, item),
            head=self.span(root),
            kind=MentionKind.STATE,
            name=state.name,
            sentence=self._sentence_of(self.offset(root)),
            type=ActorType.STATE,
            state=state.iso,
            place=place,
            number="plural" if state.kind == "people" else "singular",
            definite=True,
            **self._features(root),
        )
        return self._register(mention, names, item)

    def _read_capitals(self, names: Names, item: Item) -> None:
        words = [t.text for t in names.doc[item.start : item.end]]
        text = names.doc[item.start : item.end].text
        kind = names.kind_of_capitals(item)
        if words[-1] in self._persons and (len(words) == 1 or self._persons[words[-1]] == text):
            kind = ActorType.PERSON
        if kind == "place":
            self._add_place(names, item, self._gazetteer.state_of_place(text))
            return
        root = names.doc[item.start : item.end].root
        if kind is None or (
            isinstance(kind, ActorType) and root.dep_ in {"compound", "amod"} and self._names_a_thing(root)
        ):
            return
        assert isinstance(kind, ActorType)
        state = self._state_before(names, item) if kind is not ActorType.PERSON else None
        self._add_name(names, item, kind, text, state=state)

    def _names_a_thing(self, root: Token) -> bool:
        """Whether a capitalised modifier belongs to the name of a thing: "the Su-24 bombers", "NATO treaty" """
        return any(c.isdigit() for c in root.text)

    def _state_before(self, names: Names, item: Item) -> str | None:
        before = names.by_token.get(item.start - 1)
        if before is not None and before.state is not None:
            return before.state.iso
        root = names.doc[item.start : item.end].root
        for child in root.children:
            owner = names.by_token.get(child.i)
            if child.dep_ in {"poss", "amod", "compound", "nmod"} and owner is not None and owner.state is not None:
                return owner.state.iso
        return None

    def _with_state(self, names: Names, item: Item) -> Span | None:
        """The span of a body's name together with the state in front of it: "US Navy", "Iran's Foreign Ministry"."""
        start = item.start - 1
        while start > 0 and names.doc[start].text in {"'s", "'"}:
            start -= 1
        before = names.by_token.get(start)
        if before is None or before.state is None:
            return None
        first, last = names.doc[before.start], names.doc[item.end - 1]
        return Span(self.offset(first), self.offset(last) + len(last.text))

    def _read_title(self, names: Names, k: int) -> None:
        """An office with its holder: "US Defense Secretary Lloyd Austin", "its leader, Hassan Nasrallah"."""
        item = names.items[k]
        title = item.title
        assert title is not None
        office = self._office(names, k)
        holder = self._holder_after(names, k)
        if holder is not None:
            index = self._add_person(names, holder, office if title.office else None)
            if title.office:
                self._at.setdefault(self.offset(names.doc[item.start : item.end].root), index)
                return
        if not title.office or holder is not None:
            return
        root = names.doc[item.start : item.end].root
        before = self._holder_before(names, k)
        if before is not None and before in self._at:
            index = self._at[before]
            if self.all[index].type is ActorType.PERSON:
                self._rename(names, item, index, office)
                return
        named = self._named_behind(names, item, root)
        if named is not None:
            self._rename(names, item, named, office)
            return
        self._add_title(names, item, root, office)

    def _rename(self, names: Names, item: Item, index: int, office: OfficeMention | None) -> None:
        """Give a named person an office, or a second one in a mention of its own."""
        root = names.doc[item.start : item.end].root
        if self.all[index].office is None:
            self.all[index] = replace(self.all[index], office=office)
            self._at[self.offset(root)] = index
            return
        self._add_title(names, item, root, office)
        self.all[-1] = replace(self.all[-1], kind=MentionKind.TITLE, likely=index)

    def _named_behind(self, names: Names, item: Item, root: Token) -> int | None:
        """The name behind a longer title: "a spokesman for the coalition, Mohamed Elmaouloud"."""
        for token in root.subtree:
            if token.dep_ != "appos" or token.i < item.end:
                continue
            found = names.by_token.get(token.i)
            before = names.doc[found.start - 1].text if found is not None and found.start else ""
            if (
                found is not None
                and found.capitals
                and before == ","
                and names.kind_of_capitals(found) is ActorType.PERSON
            ):
                return self._add_person(names, found, None)
        return None

    def _holder_after(self, names: Names, k: int) -> Item | None:
        """The name behind a title: directly, after another title or rank, or after a comma."""
        item = names.items[k]
        following = names.items[k + 1] if k + 1 < len(names.items) else None
        while following is not None and following.title is not None and following.start == item.end:
            k += 1
            item, following = following, names.items[k + 1] if k + 1 < len(names.items) else None
        if following is None or not (following.capitals or _personal_state(following, names)):
            return None
        gap = [t for t in names.doc[item.end : following.start] if not t.is_space]
        kind = names.kind_of_capitals(following) if following.capitals else ActorType.PERSON
        if not gap:
            return following if kind in {ActorType.PERSON, ActorType.ORGANIZATION, None, "place"} else None
        comma = len(gap) == 1 and gap[0].text == ","
        words = [t.text for t in names.doc[following.start : following.end]]
        unlike = kind in {ActorType.ORGANIZATION, None} and self._lexicon.organisation_type(words) is None
        if comma and (kind is ActorType.PERSON or (unlike and len(words) > 1)):
            root = names.doc[item.start : item.end].root
            ends = names.doc[following.end].text if following.end < len(names.doc) else "."
            if root.tag_ in {"NN", "NNP"} and ends in {",", ".", ";", ")", "and"}:
                return following
        return None

    def _holder_before(self, names: Names, k: int) -> int | None:
        """Offset of the name in front of ", the UN secretary-general," or ", leader of the party,"."""
        item = names.items[k]
        root = names.doc[item.start : item.end].root
        i = item.start - 1
        while (
            i >= 0
            and (
                names.doc[i].dep_ in {"det", "amod", "compound", "poss", "case", "nmod"}
                or names.doc[i].pos_ in {"ADJ", "PROPN"}
            )
            and names.doc[i].text != ","
        ):
            i -= 1
        if i <= 0 or names.doc[i].text != ",":
            return None
        owner = names.by_token.get(i - 1)
        if owner is None or owner.title is not None:
            return None
        candidate = names.doc[owner.start : owner.end].root
        fits = root.dep_ in {"appos", "conj", "npadvmod", "attr", "nsubj", "ROOT", "dobj", "pobj"}
        return self.offset(candidate) if fits and root.tag_ in {"NN", "NNP"} else None

    def _office(self, names: Names, k: int) -> OfficeMention | None:
        item = names.items[k]
        title = item.title
        if title is None or not title.office:
            return None
        words = names.doc[item.start : item.end]
        root = words.root
        state, body, of = self._office_owner(names, k, root)
        before = names.doc[item.start - 1].lower_ if item.start else ""
        return OfficeMention(
            title=self._whole_title(names, item),
            span=Span(self.offset(words[0]), self.offset(words[-1]) + len(words[-1].text)),
            state=state,
            body=body,
            former=before in {"former", "ex", "then", "late", "outgoing"} and before != "then",
            of=of,
        )

    def _whole_title(self, names: Names, item: Item) -> str:
        """The title with the portfolio before it: "water minister", "trade secretary"."""
        assert item.title is not None
        start = item.start
        if names.doc[item.end - 1].lemma_.lower() in {"minister", "secretary", "chief", "adviser", "advisor"}:
            while (
                start > 0 and names.doc[start - 1].dep_ in {"compound", "amod"} and self._is_portfolio(names, start - 1)
            ):
                start -= 1
        before = names.doc[start : item.start].text
        return f"{before} {item.title.name}" if before else item.title.name

    def _is_portfolio(self, names: Names, i: int) -> bool:
        token = names.doc[i]
        return (
            token.is_alpha
            and i not in names.by_token
            and token.lower_ not in {"new", "former", "senior", "top", "acting"}
        )

    def _office_owner(self, names: Names, k: int, root: Token) -> tuple[str | None, str | None, int | None]:
        """Of which state, body or mention an office is: from what stands before it, its possessor, or an of-phrase."""
        item = names.items[k]
        previous = names.items[k - 1] if k else None
        if (
            previous is not None
            and item.start - previous.end <= 2
            and all(
                t.pos_ in {"ADJ", "PART", "NOUN"} or t.text in {"'s", "'"} for t in names.doc[previous.end : item.start]
            )
        ):
            if previous.state is not None:
                return previous.state.iso, None, None
            if previous.known is not None and previous.known.type is not ActorType.PERSON:
                return (
                    None,
                    previous.known.name,
                    self._at.get(self.offset(names.doc[previous.start : previous.end].root)),
                )
        for owner in (c for t in (root, root.head) for c in t.children if c.dep_ == "poss" and c.i < item.start):
            if item.start - owner.i > 4:
                continue
            index = self.at(owner)
            if index is not None:
                return self.all[index].state if self.all[index].kind is MentionKind.STATE else None, None, index
        for j in range(k + 1, min(k + 4, len(names.items))):
            other = names.items[j]
            between = names.doc[names.items[j - 1].end : other.start]
            if any(t.lower_ == "of" for t in between) and not any(t.text in {",", ";", "."} for t in between):
                if other.state is not None:
                    return other.state.iso, None, None
                if other.title is None:
                    return None, names.doc[other.start : other.end].text, None
        return None, None, None

    # ------------------------------------------------------------------ making mentions

    def _item_span(self, names: Names, item: Item) -> Span:
        first, last = names.doc[item.start], names.doc[item.end - 1]
        return Span(self.offset(first), self.offset(last) + len(last.text))

    def _register(self, mention: Mention, names: Names, item: Item) -> int:
        self.all.append(mention)
        for token in names.doc[item.start : item.end]:
            self._at[self.offset(token)] = mention.index
        return mention.index

    def _add_name(self, names: Names, item: Item, kind: ActorType, name: str, *, state: str | None = None) -> int:
        if kind is ActorType.PERSON:
            return self._add_person(names, item, None)
        root = names.doc[item.start : item.end].root
        span = self._item_span(names, item)
        if kind in {ActorType.GOVERNMENT_BODY, ActorType.ARMED_FORCE} and state is not None:
            span = self._with_state(names, item) or span
        mention = Mention(
            index=len(self.all),
            span=span,
            head=self.span(root),
            kind=MentionKind.NAME,
            name=name,
            sentence=self._sentence_of(self.offset(root)),
            type=kind,
            state=state,
            number=None if kind in _GROUP_TYPES else "plural" if root.tag_ in {"NNPS", "NNS"} else "singular",
            definite=True,
            **self._features(root),
        )
        return self._register(mention, names, item)

    def _add_person(self, names: Names, item: Item, office: OfficeMention | None) -> int:
        root = names.doc[item.start : item.end].root
        if self.offset(root) in self._at and office is None:
            return self._at[self.offset(root)]
        mention = Mention(
            index=len(self.all),
            span=self._item_span(names, item),
            head=self.span(root),
            kind=MentionKind.NAME,
            name=names.doc[item.start : item.end].text,
            sentence=self._sentence_of(self.offset(root)),
            type=ActorType.PERSON,
            office=office,
            number="singular",
            definite=True,
            **self._features(root),
        )
        return self._register(mention, names, item)

    def _add_title(self, names: Names, item: Item, root: Token, office: OfficeMention | None) -> None:
        described = self._describer.describe_title(root, office)
        if described is not None:
            self._add_described(root, described, office=office)

    def _add_place(self, names: Names, item: Item, state: str | None) -> None:
        root = names.doc[item.start : item.end].root
        place = PlaceMention(
            index=len(self.places),
            span=self._item_span(names, item),
            name=names.doc[item.start : item.end].text,
            sentence=self._sentence_of(self.offset(root)),
            state=state,
        )
        self.places.append(place)
        for token in names.doc[item.start : item.end]:
            self._place_at[self.offset(token)] = place.index

    def _add_described(self, token: Token, described: Described, office: OfficeMention | None = None) -> int:
        first, last = token.doc[described.start], token.doc[described.end - 1]
        mention = Mention(
            index=len(self.all),
            span=Span(self.offset(first), self.offset(last) + len(last.text)),
            head=self.span(token),
            kind=described.kind,
            name=described.name,
            sentence=self._sentence_of(self.offset(token)),
            type=described.type,
            state=described.state,
            office=office,
            number=described.number,
            definite=described.definite,
            pair=any(c.lower_ == "both" or (c.lower_ == "two" and described.definite) for c in token.children),
            **self._features(token),
        )
        self.all.append(mention)
        self._at[self.offset(token)] = mention.index
        owners = [c for c in token.children if c.dep_ in {"poss", "amod", "compound", "nmod"}]
        members = tuple(i for c in owners for i in self._states_of(c))
        if described.kind is MentionKind.STATE and members:
            self.all[mention.index] = replace(mention, members=members, state=self.all[members[0]].state)
        elif described.kind in {MentionKind.NOMINAL, MentionKind.TITLE} or office is not None:
            possessor = next((i for c in owners if c.dep_ == "poss" for i in [self.at(c)] if i is not None), None)
            self.all[mention.index] = replace(mention, members=members, owner=possessor)
        return mention.index

    def _states_of(self, token: Token) -> list[int]:
        found = []
        for one in [token, *(c for c in token.children if c.dep_ == "conj")]:
            index = self._at.get(self.offset(one))
            if index is None and (one.tag_ == "PRP$" or one.pos_ == "PRON"):
                index = self.at(one)
            if index is not None:
                found.append(index)
        return found

    def _pronoun(self, token: Token) -> int | None:
        word = token.lower_
        gender = "male" if word in _MALE else "female" if word in _FEMALE else None
        known = word in _MALE | _FEMALE | _THING | _MANY | _FIRST
        if not known:
            return None
        mention = Mention(
            index=len(self.all),
            span=self.span(token),
            head=self.span(token),
            kind=MentionKind.PRONOUN,
            name=word,
            sentence=self._sentence_of(self.offset(token)),
            type=ActorType.ARMED_GROUP if token.tag_ == "PRP$" and token.head.lemma_ in _GROUP_ROLES else None,
            number="plural" if word in _MANY or word in {"we", "us", "our", "ours"} else "singular",
            gender=gender,
            **self._features(token),
        )
        self.all.append(mention)
        self._at[mention.span.start] = mention.index
        likely = self._blamed(token) if token.dep_ == "poss" else self._speaker(token)
        self.all[mention.index] = replace(mention, apart=self._apart(token, mention.index), likely=likely)
        return mention.index

    def _apart(self, token: Token, own: int) -> tuple[int, ...]:
        """Mentions that a pronoun cannot be.

        The subject of the verb whose object it is ("Austin asked him"), and who made the charge that it denies.
        """
        if token.dep_ == "nsubj" and token.head.dep_ == "relcl" and token.head.lemma_ in {"deny", "dispute", "reject"}:
            accusers = [self.at(s) for s in syntax.surface_subjects(token.sent.root)]
            return tuple(a for a in accusers if a is not None and a != own)
        if token.dep_ not in {"dobj", "dative", "iobj", "pobj"} or token.lower_.endswith("self"):
            return ()
        verb = token.head if token.dep_ != "pobj" else token.head.head
        if not syntax.is_verb(verb):
            return ()
        subjects = [self.at(s) for s in syntax.surface_subjects(verb) if s != token]
        return tuple(s for s in subjects if s is not None and s != own)

    def _speaker(self, token: Token) -> int | None:
        """The subject of "said that he would": who speaks of himself, where nothing else is near."""
        verb = token.head
        if token.dep_ not in {"nsubj", "nsubjpass"} or verb.dep_ != "ccomp" or not syntax.is_verb(verb.head):
            return None
        if any(
            t.dep_ in {"nsubj", "nsubjpass"} and t.i < token.i and t.head == verb for t in verb.children if t != token
        ):
            return None
        subjects = [s for s in syntax.surface_subjects(verb.head) if s != token]
        return next((m for m in map(self.at, subjects) if m is not None), None)

    def _blamed(self, token: Token) -> int | None:
        """In "retaliate against Iran for its attack" the attack is that of whom the verb acts on, not the subject's."""
        noun = token.head
        preposition = noun.head
        verb = preposition.head
        if noun.dep_ != "pobj" or preposition.lower_ not in {"for", "over"} or not syntax.is_verb(verb):
            return None
        targets = syntax.logical_objects(verb) or syntax.prepositional(verb, "against")
        return next((m for m in map(self.at, targets) if m is not None), None)


def _is_locative(root: Token) -> bool:
    return root.dep_ == "pobj" and root.head.lower_ in _PLACE_PREPOSITIONS


def _personal_state(item: Item, names: Names) -> bool:
    """Whether what looks like a place behind a title is a person's name: "President Chad Smith" is rare enough."""
    return item.state is not None and names.label(item) == "PERSON"
