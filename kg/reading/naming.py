"""Names that the words around them tell: "the Hezbollah group", "his counterpart, Sushma Swaraj"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Token

from kg.model import ActorType, MentionKind, OfficeMention
from kg.reading import syntax, tree

if TYPE_CHECKING:
    from kg.reading.mentions import Mentions

GROUP_TYPES = {
    ActorType.ARMED_GROUP,
    ActorType.ORGANIZATION,
    ActorType.NEWS_ORGANIZATION,
    ActorType.INTERNATIONAL_ORGANIZATION,
}
_WIELDING = {  # whose weapons act for them
    ActorType.ARMED_FORCE, ActorType.ARMED_GROUP, ActorType.GROUP, ActorType.INTERNATIONAL_ORGANIZATION,
    ActorType.ORGANIZATION, ActorType.STATE,
}  # fmt: skip
_BANDS = {"group", "organisation", "organization", "movement", "militia", "faction", "party", "front"}
_ENVOYS = {"ambassador", "member", "ally", "leader", "envoy"}  # "NATO ambassadors" meet as NATO
_KIN = {"father", "mother", "wife", "husband", "son", "daughter", "brother", "sister", "widow"}
_INDIVIDUALS = {"rebel", "militant", "insurgent", "gunman", "guerrilla", "jihadist", "terrorist", "extremist",
                "fighter", "soldier", "marine", "sailor", "airman", "commando", "separatist", "loyalist"}  # fmt: skip
_OF_BANDS = {"group", "movement", "militia", "organisation", "organization", "party", "alliance"}
_EQUALS = {"counterpart", "colleague"}  # "her Russian colleague, Paul Kato"


class Naming:
    """Finds the mention of a name for the noun that explains it."""

    def __init__(self, mentions: Mentions) -> None:
        self._mentions = mentions

    def unknown(self, token: Token) -> int | None:
        """A capitalised word that nothing knows and that acts all the same: "Dbeibeh", "USAID"."""
        names = next(n for n in self._mentions.names if n.doc is token.doc)
        item = names.by_token.get(token.i)
        dateline = (
            item is not None and item.start == token.sent.start and token.text.isupper() and token.dep_ != "nsubj"
        )
        if item is None or not item.capitals or dateline or names.kind_of_capitals(item) is not None:
            return None
        if any(c.isdigit() for c in names.doc[item.start : item.end].text):
            return None  # "the Sukhoi-25"
        if self._mentions.lexicon.head(token.lower_) is not None or self._mentions.only_begins(names, item):
            return None  # "a UAV"; "Calm urged"
        described = [self._mentions.lexicon.head(c.lemma_.lower()) for c in token.children if c.dep_ == "compound"]
        of_kind = any(head is not None and head.type is ActorType.ORGANIZATION for head in described)
        kind = ActorType.ORGANIZATION if token.text.isupper() or of_kind else ActorType.PERSON
        counted = token.dep_ == "pobj" and self._mentions.lexicon.is_amount(token.head.head.lemma_.lower())
        owned = any(c.lower_ == "the" or c.dep_ == "poss" for c in token.children)
        if token.tag_ in {"NNPS", "NNP"} and token.text.endswith("s") and (counted or (token.tag_ == "NNPS" and owned)):
            kind = ActorType.GROUP  # "the Tigrayans"
        return self._mentions.add_name(names, item, kind, names.doc[item.start : item.end].text)

    def by_modifier(self, token: Token) -> int | None:
        """The group that a noun for its kind only explains: "the Hezbollah terror group", "the Axios news site"."""
        whole = self._whole(token)
        if whole is not None:
            self._mentions.by_offset[self._mentions.offset(token)] = whole
            return whole
        head = self._mentions.lexicon.head(token.lemma_.lower())
        wielded = head is not None and head.instrument  # "NATO warplanes", "Hezbollah rockets"
        if not wielded and token.lemma_.lower() not in self._mentions.lexicon.kind_nouns | _ENVOYS:
            return None
        owner = self._owner(token) if wielded and token.lemma_ not in {"fighter", "bomber"} else None  # may be men
        if owner is not None:
            self._mentions.by_offset[self._mentions.offset(token)] = owner
            return owner
        for child in token.children:
            index = (
                self._mentions.by_offset.get(self._mentions.offset(child))
                if child.dep_ in {"compound", "amod", "nmod"} and not tree.in_compound(child)
                else None
            )
            if index is None or self._mentions.all[index].kind is not MentionKind.NAME:
                continue
            kind = self._mentions.all[index].type
            if wielded:
                if kind in {ActorType.INTERNATIONAL_ORGANIZATION, ActorType.ARMED_GROUP}:
                    self._mentions.by_offset[self._mentions.offset(token)] = index
                    return index
                continue
            envoys = token.lemma_.lower() in _ENVOYS and token.tag_ == "NNS"
            served = kind is ActorType.GOVERNMENT_BODY and token.lemma_ in {"service", "agency"}  # "the FSB service"
            if kind is ActorType.INTERNATIONAL_ORGANIZATION if envoys else kind in GROUP_TYPES or served:
                described = self._mentions.lexicon.head(token.lemma_.lower())
                if described is not None and described.type is ActorType.NEWS_ORGANIZATION:
                    self._mentions.all[index] = replace(
                        self._mentions.all[index], type=described.type
                    )  # "Foreign Policy magazine"
                self._mentions.by_offset[self._mentions.offset(token)] = index
                acting = self._mentions.features(token)  # "the M23 rebel group will go": the name is no mere modifier
                self._mentions.all[index] = replace(self._mentions.all[index], **acting)
                return index
        return None

    def _owner(self, weapon: Token) -> int | None:
        """Whose planes or rockets they are: "jets of the coalition", "rockets of the militia"."""
        found = (i for n in tree.prepositional(weapon, "of") for i in [self._mentions.at(n)] if i is not None)
        return next((i for i in found if self._mentions.all[i].type in _WIELDING), None)

    def _whole(self, noun: Token) -> int | None:
        """The organisation whose leaders or ministers act as it: "the leaders of the Group of Seven"."""
        if noun.lemma_.lower() not in {*_ENVOYS, "minister"} or noun.tag_ != "NNS" or _some(noun):
            return None
        of = [*tree.prepositional(noun, "of"), *tree.children(noun, "poss")]
        found = [i for n in of for i in [self._mentions.at(n)] if i is not None]
        world = (i for i in found if self._mentions.all[i].type is ActorType.INTERNATIONAL_ORGANIZATION)
        return next(world, None)

    def by_apposition(self, token: Token) -> int | None:
        """The person whom an apposition names: "the navigator, Konstantin Murakhtin"."""
        beside = [c for c in token.children if c.dep_ == "appos"] or self._between_commas(token)
        if token.dep_ == "attr" and token.head.lemma_ == "be" and token.tag_ == "NN":
            head = self._mentions.lexicon.head(token.lemma_.lower())
            if head is not None and head.type in GROUP_TYPES:
                beside = [*beside, *tree.children(token.head, "nsubj")]  # "Jaish al-Adl is an armed group that"
        if token.tag_ == "NNS" and any(c.dep_ == "conj" for b in beside for c in b.children):
            return None  # several names for several people
        for child in beside:
            index = self._mentions.by_offset.get(self._mentions.offset(child))
            if index is None and child.text.isupper() and child.i == token.i + 1:
                index = self.unknown(child)  # "the force UNAMID said"
            if index is None and child.pos_ == "PROPN" and token.tag_ == "NN" and self._is_personal(token):
                index = self.unknown(child)  # "his counterpart, Parvathaneni Harish", a people for the model
            if index is None or self._mentions.all[index].kind is not MentionKind.NAME or token.pos_ == "PROPN":
                continue
            found = self._mentions.all[index]
            kin = token.lemma_ in _KIN
            if (
                found.type is ActorType.ORGANIZATION
                and self._is_personal(token)
                and (kin or len(found.name.split()) > 1)
            ):
                found = replace(found, type=ActorType.PERSON)  # the model takes rare names for organisations
                self._mentions.all[index] = found
            kind_told = self._mentions.lexicon.head(token.lemma_.lower())
            unlike = {ActorType.ORGANIZATION, *((ActorType.PERSON,) if token.lemma_ in _BANDS else ())}
            if found.type in unlike and kind_told is not None and kind_told.type in GROUP_TYPES:
                kind = ActorType.ARMED_GROUP if self._mentions.describer.is_armed(token) else ActorType.ORGANIZATION
                found = self._mentions.all[index] = replace(found, type=kind)  # "a militant group, Jaish al-Adl"
            if found.type is ActorType.PERSON and found.office is None and token.lemma_ in _EQUALS:
                described = self._mentions.describer.describe(token, lenient=False)
                holders = syntax.whose_counterpart(token) or tree.children(token, "poss")
                if token.lemma_ == "colleague" and (described is None or not described.state):
                    continue  # a colleague of his own land holds any office
                owner = next((i for c in holders for i in [self._mentions.at(c)] if i is not None), None)
                office = OfficeMention(
                    "counterpart", self._mentions.span(token), described.state if described else None, of=owner
                )
                self._mentions.all[index] = replace(found, office=office, owner=owner)
            self._mentions.by_offset[self._mentions.offset(token)] = index
            return index
        return None

    def beside(self, token: Token) -> int | None:
        """The name beside which a noun with a clause stands: "Amos Kato, an activist whom a court jailed"."""
        name = token.head
        clause = any(c.dep_ == "relcl" for c in token.children)
        if token.dep_ != "appos" or token.pos_ != "NOUN" or name.pos_ != "PROPN" or not clause or name.i > token.i:
            return None
        index = self._mentions.by_offset.get(self._mentions.offset(name))
        found = self._mentions.all[index] if index is not None else None
        head = self._mentions.lexicon.head(token.lemma_.lower())
        if found is None or found.kind is not MentionKind.NAME or (head is None and token.tag_ == "NN"):
            return None
        many = found.type in GROUP_TYPES and token.tag_ == "NNS"
        one = found.type is ActorType.PERSON and token.tag_ == "NN" and head is not None
        band = found.type in GROUP_TYPES and token.lemma_ in _OF_BANDS  # "Jaish al-Adl, the group that claimed it"
        return index if many or one or band else None

    def _between_commas(self, token: Token) -> list[Token]:
        """The name behind "his counterpart," where the model hangs it elsewhere."""
        doc, i = token.doc, token.i + 1
        own = {t.i for t in token.subtree}
        while i - token.i <= 10 and i + 1 < len(doc) and i in own and doc[i].text != "," and doc[i].pos_ != "VERB":
            i += 1  # "Australia's minister for development and the Pacific, Zed Seselja, met"
        if not self._is_personal(token) or token.tag_ not in {"NN", "NNP"} or i + 1 >= len(doc) or doc[i].text != ",":
            return []
        item = next(n for n in self._mentions.names if n.doc is doc).by_token.get(i + 1)
        if item is None or not item.capitals:
            return []
        if item.end < len(doc) and doc[item.end].text not in {",", ".", ";", ")"}:
            return []
        return [doc[item.start : item.end].root]

    def _is_personal(self, token: Token) -> bool:
        head = self._mentions.lexicon.head(token.lemma_.lower())
        return head is not None and (head.personal or head.points_back or head.type is ActorType.UNNAMED_SOURCE)

    def kind_by_apposition(self, root: Token) -> ActorType | None:
        """The kind that an apposition tells: "Jaish-e-Mohammed, a militant group"."""
        told = tree.children(root.head, "attr") if root.dep_ == "nsubj" and root.head.lemma_ == "be" else []
        for child in (*root.children, *told):
            head = (
                self._mentions.lexicon.head(child.lemma_.lower())
                if child.dep_ in {"appos", "attr"} and child.pos_ == "NOUN"
                else None
            )
            if child.lemma_ in {"agency", "service", "site"} and any(c.lemma_ == "news" for c in child.children):
                return ActorType.NEWS_ORGANIZATION  # "ANI, an Indian news agency"
            if head is None or head.type not in GROUP_TYPES:
                continue
            if child.tag_ == "NN" and child.lemma_ in _INDIVIDUALS:
                return ActorType.PERSON  # "Amos Kato, a former rebel"
            return ActorType.ARMED_GROUP if self._mentions.describer.is_armed(child) else head.type
        return None


def _some(noun: Token) -> bool:
    """Whether only some of those whom a plural names are meant: "two members of the bloc"."""
    return any(c.dep_ == "nummod" or c.lower_ in {"some", "several", "many", "other", "most"} for c in noun.children)
