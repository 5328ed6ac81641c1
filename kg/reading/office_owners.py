"""Of which state, body, firm or force an office is: "the UN secretary-general", "Ryanair chief executive Paul Kato"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Token

from kg.model import ActorType, MentionKind
from kg.reading import tree
from kg.reading.names import Names
from kg.reading.runs import Item

if TYPE_CHECKING:
    from kg.reading.mentions import Mentions

_WORLD = ActorType.INTERNATIONAL_ORGANIZATION
_SPEAKERS = {"spokesman", "spokeswoman", "spokesperson"}
_CORPORATE = {"chief executive", "chairman", "chairwoman", "director", "founder", *_SPEAKERS}
_KINDS_OF_BODY = {"alliance", "bloc", "coalition", "council"}


def _is_led(names: Names, item: Item) -> bool:
    """Whether a run of capitals only says who leads or backs somebody: "Kurdish-led"."""
    return item.capitals and names.doc[item.end - 1].lower_ in {"led", "backed", "allied", "linked"}


class OfficeOwners:
    """Tells of whom the offices of one document are; bodies that only a title names become mentions."""

    def __init__(self, mentions: Mentions) -> None:
        self._mentions = mentions

    def owner(self, names: Names, k: int, root: Token) -> tuple[str | None, str | None, int | None]:
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
            sent = previous.state is not None and root.lemma_ == "envoy" and tree.children(root, "poss")
            sent_to = sent and names.doc[previous.end - 1].dep_ == "compound"  # "its Syria envoy"
            if previous.state is not None and not tree.in_compound(names.doc[previous.end - 1]) and not sent_to:
                return previous.state.iso, None, None  # but not of the "Iran-backed militia commander"
            sender = names.items[k - 2] if k > 1 else None
            to = previous.known is not None and previous.known.type is ActorType.INTERNATIONAL_ORGANIZATION
            if to and sender is not None and sender.state is not None and sender.end == previous.start:
                return sender.state.iso, None, None  # "the French UN ambassador"
            if previous.known is not None and previous.known.type is not ActorType.PERSON:
                return (
                    None,
                    previous.known.name,
                    self._mentions.by_offset.get(self._mentions.offset(names.doc[previous.start : previous.end].root)),
                )
        together = previous is not None and previous.title is not None and previous.title.office
        if together and previous is not None and names.doc[previous.end : item.start].text == "and":
            return self.owner(names, k - 1, names.doc[previous.start : previous.end].root)
        if previous is not None and previous.capitals and previous.end == item.start and names.is_body(previous):
            named = names.doc[previous.start : previous.end]
            return None, named.text, self._mentions.by_offset.get(self._mentions.offset(named.root))
        firm = self._firm(names, previous, item)
        if firm is not None:
            return None, None, firm
        for child in tree.children(root, "compound"):
            index = self._mentions.at(child) if child.lemma_ in _KINDS_OF_BODY and child.i < item.start else None
            if index is not None:
                return None, None, index  # "alliance spokesperson"
        for owner in (c for t in (root, root.head) for c in t.children if c.dep_ == "poss" and c.i < item.start):
            if item.start - owner.i > 4:
                continue
            index = self._mentions.at(owner)
            if index is not None:
                return (
                    self._mentions.all[index].state if self._mentions.all[index].kind is MentionKind.STATE else None,
                    None,
                    index,
                )
        speaks_for = tree.prepositional(root, "for") if root.lemma_ in _SPEAKERS else []
        for body in speaks_for[:1]:  # "a spokesman for the UN mission in Chad"
            named_later = names.by_token.get(body.i)
            if named_later is not None and named_later.capitals:
                self._mentions.read_ahead(names, named_later)
            index = self._mentions.at(body)
            if index is not None:
                one = self._mentions.all[index]
                whose = [names.by_token.get(c.i) for c in body.children]
                world = any(x is not None and x.known and x.known.type is _WORLD for x in whose)  # a UN mission
                own = one.type is ActorType.GOVERNMENT_BODY and one.state and not world
                of_state = one.kind is MentionKind.STATE or (own and one.kind is not MentionKind.NAME)
                return (one.state, None, None) if of_state else (None, None, index)
        for j in range(k + 1, min(k + 4, len(names.items))):
            other = names.items[j]
            if _is_led(names, other):
                continue  # "commander of the Kurdish-led Syrian Democratic Forces"
            before = next(x for x in reversed(names.items[:j]) if x == item or not _is_led(names, x))
            between = names.doc[before.end : other.start]
            behind = names.doc[item.end : other.start]
            if any(t.pos_ in {"VERB", "AUX"} and t.dep_ != "amod" for t in behind):
                return (
                    None,
                    None,
                    None,
                )  # "Prime Minister Kakar cut short a visit and will chair a meeting of the council"
            elsewhere = any(t.pos_ == "NOUN" and t.i not in names.by_token and t.dep_ == "pobj" for t in behind)
            if elsewhere and not any(t.lower_ == "of" and t.head == root for t in behind):
                return None, None, None  # "barring the president from war without the consent of Congress"
            if any(t.lower_ == "of" for t in between) and not any(t.text in {",", ";", "."} for t in between):
                behind_state = self._body_behind(names, j)
                if behind_state is not None:
                    return None, None, behind_state
                if other.state is not None and tree.in_compound(names.doc[other.end - 1]):
                    continue  # "commander of the Iran-backed militia"
                force = self._force_of(root)
                if force is not None and names.doc[other.end - 1].dep_ in {"amod", "compound", "nmod"}:
                    return None, None, force  # "spokesman of the Chadian army"
                if other.state is not None:
                    return other.state.iso, None, None
                if other.title is None:
                    return None, names.doc[other.start : other.end].text, None
        return None, None, self._force_of(root)

    def _firm(self, names: Names, previous: Item | None, item: Item) -> int | None:
        """The firm whose name stands before a title: "Ryanair chief executive Paul Kato"."""
        if previous is None or not previous.capitals or previous.end != item.start or item.title is None:
            return None
        kind = names.kind_of_capitals(previous)
        if item.title.name not in _CORPORATE or kind not in {ActorType.ORGANIZATION, ActorType.NEWS_ORGANIZATION, None}:
            return None
        known = self._mentions.by_offset.get(self._mentions.offset(root_of(names, previous)))
        text = names.doc[previous.start : previous.end].text
        return known if known is not None else self._mentions.add_name(names, previous, ActorType.ORGANIZATION, text)

    def _body_behind(self, names: Names, j: int) -> int | None:
        """The body whose name begins with a state's: "spokesman of the Chadian Foreign Ministry"."""
        state, body = names.items[j], names.items[j + 1] if j + 1 < len(names.items) else None
        if (
            state.state is None
            or body is None
            or names.doc[state.end : body.start].text not in {"", "'s", "’s"}
            or not (body.capitals or body.known)
        ):
            return None
        if body.capitals and not names.is_body(body):
            return None
        self._mentions.read_ahead(names, body)
        return self._mentions.by_offset.get(self._mentions.offset(root_of(names, body)))

    def _force_of(self, root: Token) -> int | None:
        """The force or body without a name that an office is of: "the commander of the presidential guard"."""
        for noun in tree.prepositional(root, "of"):
            index = self._mentions.at(noun) if noun.pos_ == "NOUN" and noun.i > root.i else None
            kind = self._mentions.all[index].type if index is not None else None
            if kind in {ActorType.ARMED_FORCE, ActorType.GOVERNMENT_BODY}:
                return index
        return None

    def ministry_in(self, names: Names, item: Item, state: str | None) -> int | None:
        """The ministry for which somebody speaks, in the title itself: "Chad's foreign ministry spokesman"."""
        words = [t.lower_ for t in names.doc[item.start : item.end]]
        if words[-1] not in _SPEAKERS or words[-2:-1] not in (["ministry"], ["department"]):
            return None
        named = self._mentions.lexicon.known_at([t.text for t in names.doc[item.start : item.end - 1]], 0)
        own = named is not None and named[0] == len(words) - 1  # "State Department spokesman Paul Kato"
        named_so = names.doc[item.end - 2].text.istitle()  # "Foreign Ministry spokesman Paul Kato", whosever it is
        if state is None and not own and not named_so:
            return None
        state = state or (None if own else self._set_in(names, item))
        part = Item(item.start, item.end - 1)
        known = self._mentions.by_offset.get(self._mentions.offset(root_of(names, part)))
        if known is not None:
            return known
        text = names.doc[part.start : part.end].text
        return self._mentions.add_name(names, part, ActorType.GOVERNMENT_BODY, text, state=state)

    def _set_in(self, names: Names, item: Item) -> str | None:
        """The state in whose capital a sentence is set: "In Tehran, Foreign Ministry spokesman Paul Kato said"."""
        start = names.doc[item.start].sent.start
        place = names.by_token.get(start + 1)
        fronted = names.doc[start].lower_ == "in" and place is not None and place.end < item.start
        return place.state.iso if fronted and place is not None and place.state is not None else None

    def band(self, root: Token) -> str | None:
        """The band without a name that a title is of: "militia commander", "rebel leader"."""
        for child in tree.children(root, "compound", "nmod", "amod"):
            head = self._mentions.lexicon.head(child.lemma_.lower())
            if head is not None and head.type is ActorType.ARMED_GROUP:
                return child.text
        return None


def root_of(names: Names, item: Item) -> Token:
    """The word of an item that the others of it hang below."""
    return names.doc[item.start : item.end].root
