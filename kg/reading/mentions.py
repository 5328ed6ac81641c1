"""Mentions of actors: names and states at once, described actors ("a Tunisian court") when a role or a cue asks."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from kg.model import ActorType, Mention, MentionKind
from kg.reading import tree
from kg.reading.actor_lexicon import ActorLexicon
from kg.reading.descriptions import FIGHTERS, Describer, machine_of
from kg.reading.gazetteer import Gazetteer, StateName, folded
from kg.reading.language import Passage
from kg.reading.making import MentionMaker
from kg.reading.names import Names
from kg.reading.naming import Naming
from kg.reading.offices import Offices
from kg.reading.posts import Posts
from kg.reading.pronouns import Pronouns
from kg.reading.runs import Item
from kg.reading.several import Several
from kg.reading.tree import antecedent, in_compound

_HELD_AT = {
    "agreement", "accord", "protocol", "process", "summit", "conference", "declaration", "format", "treaty", "meeting",
    "convention", "talk", "round", "bombing", "memorandum", "framework", "negotiation", "communique",
}  # fmt: skip
_TAKING = {"capture", "seize", "retake", "recapture", "overrun", "besiege", "liberate", "encircle", "shell", "bombard"}
_SITES = {"bridge", "airport", "port", "province", "region", "peninsula", "strait", "valley", "district", "crossing",
          "airfield", "airbase", "refinery", "dam"}  # fmt: skip
_PLACE_PREPOSITIONS = {
    "in", "at", "near", "over", "outside", "across", "inside", "off", "around", "from", "to", "into", "via", "through",
}  # fmt: skip
_MODIFIERS = {"amod", "poss", "compound", "nmod"}
_ARGUMENTS = {"nsubj", "nsubjpass", "dobj", "pobj"}


class Mentions(MentionMaker):
    """The mentions of one document, growing as roles ask for actors that have no name."""

    def __init__(
        self,
        passages: list[Passage],
        sentence_of: Callable[[int], int],
        lexicon: ActorLexicon,
        gazetteer: Gazetteer,
    ) -> None:
        super().__init__(passages, sentence_of, Describer(lexicon, gazetteer))
        self._passages = passages
        self.lexicon = lexicon
        self._gazetteer = gazetteer
        self._naming = Naming(self)
        self._offices = Offices(self)
        self._posts = Posts(self)
        self._pronouns = Pronouns(self)
        self._several = Several(self, gazetteer)
        self.names = [Names(p.doc, lexicon, gazetteer) for p in passages]
        self._small = {t.text for p in passages for t in p.doc if t.text.islower()}
        self._persons = self._known_persons()
        for names in self.names:
            names.take_as_names(self._persons)
        self._regions = {
            names.doc[item.start : item.end].text
            for names in self.names
            for item in names.items
            if item.capitals and names.is_region(item)
        }
        self._regions |= {part for name in self._regions if "-" in name for part in name.split("-")[-1:]}
        self._bands = {
            names.doc[item.start : item.end].text: band
            for names in self.names
            for item in names.items
            if item.capitals and (band := names.band(item)) is not None
        }
        for passage, names in zip(passages, self.names, strict=True):
            self._read_names(passage, names)
        for passage in passages:
            self._offices.read_verbs(passage.doc)
            for token in passage.doc:
                if token.lower_ in {"north", "south"} and token.dep_ in {"nsubj", "nsubjpass"}:
                    self._several.state_of(token)  # so that "it" may mean the North
                elif token.lower_ == "she" and token.dep_ == "nsubj" and token.head.dep_ == "ROOT":
                    self._pronouns.read(token)  # so that the next "her" may mean the same woman
                elif token.lemma_ in {"counterpart", "colleague"}:
                    self._naming.by_apposition(token)  # an office of whoever is named
                elif token.tag_ == "NNS" and self.lexicon.title_at([token.lemma_.lower()], 0) is not None:
                    self._posts.read_pair(token)

    # ------------------------------------------------------------------ asked from outside

    def at(self, token: Token, *, lenient: bool = False) -> int | None:
        """Index of the mention whose head the token is; described actors are made on the way.

        `lenient` takes any noun that may act, not only those that the lexicon knows as actors.
        """
        token = self._titled(antecedent(token))
        offset = self.offset(token)
        if offset in self.by_offset:
            return self.by_offset[offset]
        if token.pos_ == "PRON" or token.tag_ == "PRP$":
            return self._pronouns.read(token)
        if offset in self._lazy:
            names, item = self._lazy.pop(offset)
            return self._add_state(names, item)
        one = [c for c in tree.children(token, "appos") if c.pos_ == "PROPN"] if token.lower_ == "one" else []
        if one:
            return self.at(one[0])  # "one of them, Paul Kato"
        single = self._several.one_of_them(token)
        if single is not None:
            return single
        if self._is_amount(token):
            counted = tree.prepositional(token, "of")
            people = self._several.people(counted[0]) if counted else None
            if people is not None:
                return people
            member = token.lemma_.lower() == "member" and (
                token.tag_ == "NN" or (counted and self._is_body(counted[0]))
            )
            if counted and not member:
                return self.at(counted[0], lenient=lenient)
            if (
                token.lower_ in {"two", "three", "four", "pair", "duo"}
                and token.dep_ in _ARGUMENTS
                and any(c.lower_ == "the" for c in token.children)
            ):
                return self._pronouns.read(token)  # "when the two met in Sochi"
        named = self._naming.by_modifier(token)
        if named is None:
            named = self._naming.beside(token)
        if named is None:
            named = self._naming.by_apposition(token)
        if named is not None:
            return named
        short = self._several.state_of(token)
        if short is not None:
            return short
        unknown = self._naming.unknown(token) if lenient and token.pos_ == "PROPN" else None
        if unknown is not None:
            return unknown
        described = self.describer.describe(token, lenient=lenient)
        if described is None:
            return None
        index = self.add_described(token, described)
        self._posts.read(token, index)
        return index

    def _is_body(self, token: Token) -> bool:
        """Whether a noun is a body rather than many people: members of a cabinet are not the cabinet."""
        index = self.at(token)
        bodies = {ActorType.GOVERNMENT_BODY, ActorType.STATE, ActorType.INTERNATIONAL_ORGANIZATION}
        return index is not None and self.all[index].type in bodies

    def _is_amount(self, noun: Token) -> bool:
        if noun.lemma_.lower() in FIGHTERS:  # "fighters of the Resistance Front": the Front
            return any(n.pos_ == "PROPN" and n.text[:1].isupper() for n in tree.prepositional(noun, "of"))
        return noun.pos_ == "NUM" or noun.lower_ == "any" or self.lexicon.is_amount(noun.lemma_.lower())

    def counted(self, noun: Token) -> Token:
        """What an amount is of: "two of the missiles", "any of its troops"; the noun itself if it is no amount."""
        return next(iter(tree.prepositional(noun, "of")), noun) if self._is_amount(noun) else noun

    def state_of(self, token: Token) -> Mention | None:
        """The mention of the state that a token names, None where it names none."""
        index = self.by_offset.get(self.offset(token))
        if index is None and self.offset(token) in self._lazy:
            index = self.at(token)
        return self.all[index] if index is not None and self.all[index].kind is MentionKind.STATE else None

    def _titled(self, token: Token) -> Token:
        """The person where the model takes the state before a title for the head: "met Fiji Prime Minister Rabuka"."""
        if token.dep_ not in {"nsubj", "dobj", "pobj", "nsubjpass"} or token.pos_ != "PROPN":
            return token
        names = next(n for n in self.names if n.doc is token.doc)
        items = [names.by_token.get(i) for i in (token.i, token.i + 1)]
        if items[0] is None or items[1] is None or items[0].state is None or items[1].title is None:
            return token
        holder = names.by_token.get(items[1].end)
        return token.doc[holder.start : holder.end].root if holder is not None and holder.capitals else token

    def state_at_place(self, token: Token) -> int | None:
        """The mention of the state in which a place lies, made where there is none: "a visit to Istanbul"."""
        place = self._place_at.get(self.offset(token))
        found = self.by_offset.get(self.offset(token))
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
            **self.features(token),
        )
        self.all.append(mention)
        self.by_offset[self.offset(token)] = mention.index
        return mention.index

    def is_source(self, token: Token) -> bool:
        """Whether a noun is one that describes sources: "official", "diplomat"."""
        head = self.lexicon.head(token.lemma_.lower())
        return head is not None and head.type is ActorType.UNNAMED_SOURCE

    def in_known_name(self, token: Token) -> bool:
        """Whether a token is part of the name of an actor that the lexicon knows."""
        item = next(n for n in self.names if n.doc is token.doc).by_token.get(token.i)
        return item is not None and item.known is not None

    def is_named(self, token: Token) -> bool:
        """Whether a token is the head of a name in the text."""
        index = self.by_offset.get(self.offset(token))
        return index is not None and self.all[index].kind is MentionKind.NAME

    def in_title(self, token: Token) -> bool:
        """Whether a token is part of an office of several words."""
        item = next(n for n in self.names if n.doc is token.doc).by_token.get(token.i)
        return item is not None and item.title is not None and item.end - item.start > 2

    def place_at(self, token: Token) -> int | None:
        """Index of the place mention that the token belongs to."""
        return self._place_at.get(self.offset(token))

    # ------------------------------------------------------------------ names

    def _known_persons(self) -> dict[str, str]:
        """Last names of the persons whom the document gives with more than one word: surname -> full name."""
        known: dict[str, str] = {}
        first: dict[str, str] = {}
        for names in self.names:
            for k, item in enumerate(names.items):
                if not item.capitals or item.end - item.start < 2:
                    continue
                words = [t.text for t in names.doc[item.start : item.end]]
                titled = (k > 0 and names.items[k - 1].title is not None and names.items[k - 1].end == item.start) or (
                    names.is_apposed(item)
                )
                if titled or names.kind_of_capitals(item) is ActorType.PERSON:
                    known.setdefault(words[-1], " ".join(words))
                    first.setdefault(words[0], " ".join(words))
        known |= {plain: full for word, full in list(known.items()) for plain in [folded(word)] if plain != word}
        return {**{w: n for w, n in first.items() if len(w) > 2}, **known}

    def _read_names(self, passage: Passage, names: Names) -> None:
        items = names.items
        for k, item in enumerate(items):
            if item.end < names.text_start:
                self._add_place(names, item, item.state.iso if item.state else None)  # "KINSHASA, Dec 16 -"
            elif item.title is not None:
                self._offices.read(names, k)
            elif item.state is not None:
                self._read_state(names, item)
            elif item.known is not None:
                self.read_ahead(names, item)
            elif names.doc[item.start].idx + passage.base not in self.by_offset:
                self._read_capitals(names, item)

    def read_ahead(self, names: Names, item: Item) -> None:
        """Make the mention of a name that is asked for before its turn."""
        if self.offset(names.doc[item.start : item.end].root) not in self.by_offset:
            (self._read_capitals if item.known is None else self._read_known)(names, item)

    def _read_known(self, names: Names, item: Item) -> None:
        assert item.known is not None
        kind, name = item.known.type, item.known.name
        state = item.known.state or self._state_before(names, item)
        text = names.doc[item.start : item.end].text
        shortened = text != name and name.endswith(text)
        if state and kind is ActorType.INTERNATIONAL_ORGANIZATION and shortened:
            kind, name = ActorType.GOVERNMENT_BODY, text  # "Chad's Security Council" is not the UN's
        self.add_name(names, item, kind, name, state=state)

    def _read_state(self, names: Names, item: Item) -> None:
        state = item.state
        assert state is not None
        root = names.doc[item.start : item.end].root
        if state.kind == "people" and any(c.dep_ == "nummod" for c in root.children):
            return  # "13 Kenyans" are people
        alone = root.dep_ not in {"amod", "compound", "nmod", "poss"} and root.tag_ in {"NN", "NNP"}
        if state.kind in {"people", "demonym"} and alone and any(c.lower_ in {"a", "an"} for c in root.children):
            return  # "a Pakistani" is a man or a woman
        if state.kind in {"name", "capital"} and _is_locative(root):
            # a mere place, unless a role asks for the state: "a meeting in Brussels", "a visit to Washington"
            self._add_place(names, item, state.iso)
            for token in names.doc[item.start : item.end]:
                self._lazy[self.offset(token)] = (names, item)
            return
        named_after = state.kind == "capital" and root.dep_ in {"compound", "nmod"} and not in_compound(root)
        if named_after and root.head.lemma_.lower() in _HELD_AT:
            self._add_place(names, item, state.iso)  # "the Minsk agreements" are not of Belarus
            return
        self._add_state(names, item)

    def add_state(self, token: Token, state: StateName) -> int:
        """Make the mention of a state for which a token stands."""
        own = next(n for n in self.names if n.doc is token.doc)
        return self._add_state(own, Item(token.i, token.i + 1, state=state))

    def _add_state(self, names: Names, item: Item) -> int:
        state = item.state
        assert state is not None
        root = names.doc[item.start : item.end].root
        place = names.doc[item.start : item.end].text if state.kind == "capital" else None
        machine = machine_of(root.head) if root.dep_ in _MODIFIERS else None  # "a Libyan bomber"
        many = root.head.tag_ == "NNS" if machine else state.kind == "people"
        mention = Mention(
            index=len(self.all),
            span=self._item_span(names, item),
            head=self.span(root),
            kind=MentionKind.STATE,
            name=state.name,
            sentence=self.sentence_of(self.offset(root)),
            type=ActorType.STATE,
            state=state.iso,
            place=place,
            number="plural" if many else "singular",
            machine=machine,
            definite=True,
            **self.features(root),
        )
        return self._register(mention, names, item)

    def _read_capitals(self, names: Names, item: Item) -> None:
        words = [t.text for t in names.doc[item.start : item.end]]
        text = names.doc[item.start : item.end].text
        kind = names.kind_of_capitals(item)
        if self.only_begins(names, item):
            return
        if len(words) == 1 and words[0] not in self._persons and self.describer.stands_for_state(words[0]):
            return  # "the Government of India" is described like "the Indian government"
        if words[-1] in self._persons and (len(words) == 1 or self._persons[words[-1]] == text):
            kind = ActorType.PERSON
        kind = self._bands.get(text, kind)
        alone = len(words) == 1 and self._persons.get(text, text) == text  # no person of that surname is named in full
        if alone and kind not in {ActorType.ARMED_GROUP, "place"}:
            first = names.doc[item.start]
            town = _is_taken(first) and (first.ent_type_ != "PERSON" or bool(self._gazetteer.state_of_place(text)))
            kind = "place" if town or _names_a_site(first) else kind
        if kind == "place" or text in self._regions:
            self._add_place(names, item, self._gazetteer.state_of_place(text))
            return
        root = names.doc[item.start : item.end].root
        kind = self._naming.kind_by_apposition(root) or kind
        if kind is None or (
            isinstance(kind, ActorType)
            and root.dep_ in {"compound", "amod"}
            and self._names_a_thing(root)
            and text not in self._bands  # "the M23 rebels"
        ):
            return
        assert isinstance(kind, ActorType)
        state = self._state_before(names, item) if kind is not ActorType.PERSON else None
        state = state or self.lexicon.ship_prefixes.get(words[0])
        self.add_name(names, item, kind, text, state=state)

    def only_begins(self, names: Names, item: Item) -> bool:
        """Whether a word has its capital only since a sentence or a quotation begins: "Calm urged", "Blatant lie"."""
        if item.end - item.start > 1 or names.doc[item.start].text.lower() not in self._small:
            return False
        first = names.doc[item.start]
        begins = first.is_sent_start or names.doc[item.start - 1].is_quote
        return bool(begins) and first.text not in self._persons and first.ent_type_ != "PERSON"

    def _names_a_thing(self, root: Token) -> bool:
        """Whether a capitalised modifier belongs to the name of a thing: "the Su-24 bombers", "NATO treaty" """
        return any(c.isdigit() for c in root.text)


def _is_taken(token: Token) -> bool:
    """Whether a name that nothing knows is that of a town: "captured Goma in January"."""
    object_ = token.dep_ in {"dobj", "nsubjpass"} and token.head.lemma_ in _TAKING
    return object_ and not token.text.isupper()


def _names_a_site(token: Token) -> bool:
    """Whether a name only says where something is: "Crimea bridge"."""
    return token.dep_ == "compound" and token.head.lemma_.lower() in _SITES and token.head.i == token.i + 1


def _is_locative(root: Token) -> bool:
    return root.dep_ == "pobj" and root.head.lower_ in _PLACE_PREPOSITIONS
