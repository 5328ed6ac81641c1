"""Offices and their holders: "US Defense Secretary Lloyd Austin", "its leader, Hassan Nasrallah"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Span_

from kg.model import ActorType, MentionKind, OfficeMention, Span
from kg.reading import syntax, tree
from kg.reading.names import Names
from kg.reading.office_owners import OfficeOwners, root_of
from kg.reading.runs import Item

if TYPE_CHECKING:
    from kg.reading.mentions import Mentions


_MAKING = {  # what somebody is made, or no more
    "name", "appoint", "elect", "nominate", "designate", "install", "choose", "pick", "select", "confirm", "recognise",
    "recognize", "acknowledge", "proclaim", "reelect", "inaugurate", "sack", "dismiss", "remove", "replace", "oust",
    "suspend", "reinstate", "succeed", "fire",
}  # fmt: skip
_LEADING = {"lead": "leader", "head": "head", "command": "commander", "chair": "chair"}
_APPOSED = {",", ", the", ", a", ", an"}
_KINDS = {"international", "executive", "managing", "regional", "general", "national", "federal"}
_OF_KINDS = {"director", "president", "secretary", "coordinator", "manager", "commissioner", "chairman", "chairwoman"}


class Offices:
    """Reads the titles of a document's passages into its mentions."""

    def __init__(self, mentions: Mentions) -> None:
        self._mentions = mentions
        self._owners = OfficeOwners(mentions)

    def read(self, names: Names, k: int) -> None:
        """An office with its holder: "US Defense Secretary Lloyd Austin", "its leader, Hassan Nasrallah"."""
        item = names.items[k]
        title = item.title
        assert title is not None
        office = self._office(names, k)
        if item.start > 1 and title.name == "head" and names.doc[item.start - 1].lower_ in {"'s", "’s"}:
            over = names.doc[item.start - 1].head.left_edge.i
            if over and names.doc[over - 1].lower_ == "over":
                return  # "decided over Warsaw's head"
        if _is_only_one(names.doc[item.start : item.end].root):
            office = None
        holder = self._holder_after(names, k)
        held = (
            self._mentions.by_offset.get(self._mentions.offset(root_of(names, holder))) if holder is not None else None
        )
        if held is not None and title.office and self._mentions.all[held].office is not None:
            self._rename(names, item, held, office)
            return
        if holder is not None:
            index = self._mentions.add_person(names, holder, office if title.office else None)
            if title.office and office is not None and names.doc[item.end - 1].tag_ in {"NNPS", "NNS"}:
                self._share(names, holder, office)
            if title.office:
                self._mentions.by_offset.setdefault(self._mentions.offset(names.doc[item.start : item.end].root), index)
                return
        if not title.office or holder is not None:
            return
        root = names.doc[item.start : item.end].root
        taking = self._taking(names, item, root)
        if taking is not None:
            self._rename(names, item, taking, office)
            return
        before = self._holder_before(names, k)
        if before is not None and before not in self._mentions.by_offset:
            self._name_before(names, item, before)
        if before is not None and before in self._mentions.by_offset:
            index = self._mentions.by_offset[before]
            if self._mentions.all[index].type is ActorType.PERSON:
                self._rename(names, item, index, office)
                return
        named = self._named_behind(names, item, root)
        if named is not None:
            self._rename(names, item, named, office)
            return
        self._mentions.add_title(names, item, root, office)

    def read_verbs(self, doc: Doc) -> None:
        """Offices told by verbs: "Masood Azhar, who leads Jaish-e-Mohammed"."""
        for token in doc:
            led_by = token.dep_ == "acl" and token.tag_ == "VBN"  # "the army, commanded by General Paul Kato"
            if not led_by and (token.tag_ != "VBZ" or token.dep_ != "relcl"):
                continue
            speaks_for = tree.prepositional(token, "for") if token.lemma_ == "speak" else []
            title = "spokesperson" if speaks_for else _LEADING.get(token.lemma_.lower())
            if title is None:
                continue
            leading = syntax.agents_by(token) if led_by else syntax.surface_subjects(token)
            people = [m for m in map(self._mentions.at, leading) if m is not None]
            named = [token.head] if led_by else speaks_for or syntax.logical_objects(token)
            bodies = [m for m in map(self._mentions.at, named) if m is not None]
            if not people or not bodies or self._mentions.all[people[0]].type is not ActorType.PERSON:
                continue
            person, body = self._mentions.all[people[0]], self._mentions.all[bodies[0]]
            if person.office is None and body.type is not ActorType.PERSON:
                office = OfficeMention(title, self._mentions.span(token), of=body.index)
                self._mentions.all[person.index] = replace(person, office=office)

    def _taking(self, names: Names, item: Item, root: Token) -> int | None:
        """Who is made what a title says: "named Paul Kato as prime minister", "proclaimed himself head of state"."""
        verb = root.head.head if root.dep_ == "pobj" and root.head.lower_ == "as" else root.head
        named = item.start > 0 and names.doc[item.start - 1].lower_ in {"himself", "herself"}
        people: list[Token] = []
        if named:
            verb = next((a for a in root.ancestors if tree.is_verb(a)), verb)
            people = syntax.surface_subjects(verb)
        elif tree.is_verb(verb) and verb.lemma_ in _MAKING and root.dep_ in {"pobj", "oprd", "attr", "dobj"}:
            people = [o for o in syntax.logical_objects(verb) if o != root]
            beside = [n for n in tree.children(verb, "npadvmod") if n.i < root.i]
            people = [
                a for n in (*people, *beside) for a in tree.children(n, "appos")
            ] + people  # "sacked his rival, Kato"
        for one in people:
            if one == root:
                continue
            found = names.by_token.get(one.i)
            if found is not None and found.capitals:
                self._mentions.read_ahead(names, found)
            index = self._mentions.at(one)
            if index is not None and self._mentions.all[index].type is ActorType.PERSON:
                return index
        return None

    def _rename(self, names: Names, item: Item, index: int, office: OfficeMention | None) -> None:
        """Give a named person an office, or a second one in a mention of its own."""
        root = names.doc[item.start : item.end].root
        if self._mentions.all[index].office is None:
            self._mentions.all[index] = replace(self._mentions.all[index], office=office)
            self._mentions.by_offset[self._mentions.offset(root)] = index
            return
        self._mentions.add_title(names, item, root, office)
        self._mentions.all[-1] = replace(self._mentions.all[-1], kind=MentionKind.TITLE, likely=index)

    def _named_behind(self, names: Names, item: Item, root: Token) -> int | None:
        """The name behind a longer title: "a spokesman for the coalition, Mohamed Elmaouloud"."""
        for token in root.subtree:
            if token.dep_ != "appos" or token.i < item.end:
                continue
            found = names.by_token.get(token.i)
            start = found.start if found is not None else 0
            rank = next((o for o in names.items if o.end == start and o.title is not None and not o.title.office), None)
            start = rank.start if rank is not None else start  # "the chairman of the staff, General Paul Kato"
            state = next((o for o in names.items if o.end == start and o.state is not None), None)
            start = state.start if state is not None else start  # "the head of the team, the German Paul Kato"
            start -= 1 if start and names.doc[start - 1].lower_ == "the" else 0
            before = names.doc[start - 1].text if start else ""
            if (
                found is not None
                and found.capitals
                and before == ","
                and (names.kind_of_capitals(found) is ActorType.PERSON or names.is_apposed(found))
            ):
                return self._mentions.add_person(names, found, None)
        return None

    def _share(self, names: Names, holder: Item, office: OfficeMention) -> None:
        """Give the title before two names to the second as well: "Presidents Amos Kato and Paul Tutu"."""
        last = holder.end < len(names.doc) and names.doc[holder.end].lower_ == "and"
        other = names.by_token.get(holder.end + 1) if last else None
        if other is not None and other.capitals and other.start == holder.end + 1:
            self._mentions.add_person(names, other, office)

    def _holder_after(self, names: Names, k: int) -> Item | None:
        """The name behind a title: directly, after another title or rank, or after a comma."""
        item = names.items[k]
        following = names.items[k + 1] if k + 1 < len(names.items) else None
        while following is not None and following.title is not None and _goes_on(names, item, following):
            k += 1
            item, following = following, names.items[k + 1] if k + 1 < len(names.items) else None
        rank = following is not None and following.title is not None and not following.title.office
        if rank and following is not None and names.doc[item.end : following.start].text.strip() == ",":
            # "its spokesman, Major General Ahmed Sharif": the name stands behind the rank
            named = names.items[k + 2] if k + 2 < len(names.items) else None
            if named is not None and named.start == following.end and named.capitals:
                return named
        if following is None:
            return None
        if following.state is not None and names.doc[item.end : following.start].text.strip() in _APPOSED:
            # "its commander, the German general Erhard Buehler"
            behind = names.items[k + 2 : k + 4]
            joined = len(behind) == 2 and behind[0].start == following.end and behind[1].start == behind[0].end
            if joined and behind[0].title is not None and behind[1].capitals:
                return behind[1]
        gap = [t for t in names.doc[item.end : following.start] if not t.is_space]
        sent = names.items[k + 2] if k + 2 < len(names.items) else None
        if sent is not None and following.title is None and not following.capitals and sent.start == following.end:
            # "US Ambassador to the UN Linda Greenfield"
            to = " ".join(t.lower_ for t in gap) in {"to", "to the", "at the", "for"}
            person = sent.capitals and names.kind_of_capitals(sent) in {ActorType.PERSON, None}
            return sent if to and person else None
        if not (following.capitals or _personal_state(following, names)):
            return None
        kind = names.kind_of_capitals(following) if following.capitals else ActorType.PERSON
        if not gap:
            return following if kind in {ActorType.PERSON, ActorType.ORGANIZATION, None, "place"} else None
        comma = len(gap) == 1 and gap[0].text == ","
        words = [t.text for t in names.doc[following.start : following.end]]
        unlike = kind in {ActorType.ORGANIZATION, None} and self._mentions.lexicon.organisation_type(words) is None
        if comma and (kind is ActorType.PERSON or (unlike and len(words) > 1)):
            root = names.doc[item.start : item.end].root
            ends = names.doc[following.end].text if following.end < len(names.doc) else "."
            if root.tag_ in {"NN", "NNP"} and ends in {",", ".", ";", ")", "and", "-", "–", "—"}:
                return following
        return None

    def _name_before(self, names: Names, item: Item, offset: int) -> None:
        """Take a name of several words before a title for a person's: "Pagan Amum, head of the team"."""
        owner = next(
            (o for o in names.items if o.end <= item.start and self._mentions.offset(root_of(names, o)) == offset), None
        )
        kinds = {None, ActorType.ORGANIZATION, ActorType.PERSON, "place"}
        if owner is None or not owner.capitals or owner.end - owner.start < 2 or names.is_body(owner):
            return
        if names.kind_of_capitals(owner) in kinds:
            self._mentions.add_person(names, owner, None)

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
                or "-" in {names.doc[i].text, names.doc[i + 1].text}  # "the self-appointed mayor"
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
        noun = root.tag_ in {"NN", "NNP"} or root.lower_ == "general"  # of a "secretary-general"
        return self._mentions.offset(candidate) if fits and noun else None

    def _office(self, names: Names, k: int) -> OfficeMention | None:
        item = names.items[k]
        title = item.title
        if title is None or not title.office:
            return None
        words = names.doc[item.start : item.end]
        root = words.root
        state, body, of = self._owners.owner(names, k, root)
        ministry = self._owners.ministry_in(names, item, state)
        if ministry is not None:
            state, body, of = None, None, ministry
        whole = self._whole_title(names, item)
        if state is None and body is None and of is None:
            body = self._owners.band(root)
        choices: tuple[str, ...] = ()
        if state is None and body is None and of is None:
            states, plain = self._mentions.lexicon.title_states, whole.lower().partition(" for ")[0]
            state = states.get(whole.lower()) or states.get(plain)
            choices = self._mentions.lexicon.title_choices.get(whole.lower(), ())
        return OfficeMention(
            title=whole,
            span=Span(self._mentions.offset(words[0]), self._mentions.offset(words[-1]) + len(words[-1].text)),
            state=state,
            body=body,
            former=_is_former(words),
            of=of,
            choices=choices,
            never=self._mentions.lexicon.title_never.get(whole.lower(), ()),
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
        kind = names.doc[item.start - 1].lower_ if item.start else ""  # "international president", "general director"
        if (
            start == item.start
            and kind in _KINDS
            and item.title.name in _OF_KINDS
            and names.doc[start - 1].text.islower()
        ):
            start -= 1
        before = names.doc[start : item.start].text
        return f"{before.lower()} {item.title.name}" if before else item.title.name

    def _is_portfolio(self, names: Names, i: int) -> bool:
        token = names.doc[i]
        if token.lower_ in {"deputy", "vice", "assistant"}:
            return True
        named = names.by_token.get(i)
        alone = named is not None and named.capitals and named.end - named.start == 1
        minister = names.doc[i + 1].text in {"Minister", "Secretary"}  # "Unification Minister", but "a Likud minister"
        return (
            token.is_alpha
            and (named is None or (alone and minister))
            and token.lower_ not in {"new", "former", "senior", "top", "acting"}
        )


def _goes_on(names: Names, item: Item, following: Item) -> bool:
    """Whether a title goes on with another: "General Secretary President", "Foreign Minister and State Councillor"."""
    if following.start == item.end:
        return True
    both = all(names.doc[one.start].text[:1].isupper() for one in (item, following))
    offices = item.title is not None and following.title is not None and item.title.office and following.title.office
    return bool(both and offices) and names.doc[item.end : following.start].text == "and"


def _personal_state(item: Item, names: Names) -> bool:
    """Whether what looks like a place behind a title is a person's name: "President Chad Smith" is rare enough."""
    return item.state is not None and names.label(item) == "PERSON"


def _is_only_one(root: Token) -> bool:
    """Whether a title only counts its holder: "Kato, the first African leader to visit the town"."""
    counted = any(c.lower_ in {"first", "only", "last", "latest"} for c in root.children)
    return counted and any(c.dep_ in {"acl", "relcl"} and c.i > root.i for c in root.children)


def _is_former(words: Span_) -> bool:
    """Whether the words before a title say that it is held no more: "former British prime minister", "ex-president"."""
    for i in range(words.start - 1, max(-1, words.start - 6), -1):
        token = words.doc[i]
        if token.lower_ in {"former", "ex", "late", "ousted", "deposed", "onetime", "erstwhile"}:
            return True
        if token.dep_ not in {"amod", "compound", "nmod", "poss", "case", "punct"} or token.text in {",", ";", '"'}:
            return False
    return False
