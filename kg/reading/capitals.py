"""Runs of capitalised words: where a name ends that nothing else explains."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.reading.actor_lexicon import ActorLexicon
from kg.reading.gazetteer import Gazetteer

# particles inside names: "Adel al-Jubeir", "Ursula von der Leyen", "Abdullah bin Zayed"
OF_NAMES = {
    "organization", "organisation", "movement", "union", "front", "league", "association", "federation", "council",
    "committee", "congress", "coalition", "alliance", "institute", "university", "bank", "army", "forces", "party",
    "ministry", "office", "observatory", "centre", "center", "society", "authority", "agency", "network", "campaign",
    "foundation", "academy",
}  # fmt: skip
PARTICLES = {
    "al",
    "el",
    "bin",
    "ibn",
    "bint",
    "abu",
    "ben",
    "van",
    "von",
    "der",
    "den",
    "de",
    "del",
    "della",
    "los",
    "las",
    "da",
    "dos",
    "di",
    "du",
    "la",
    "le",
    "ul",
    "ur",
    "ud",
}
_NUMERALS = {"I", "II", "III", "IV", "V", "VI", "X", "XIV", "XVI", "Jr", "Jr.", "Sr", "Sr."}
# capitalised words that open sentences and are no names
_NO_NAME_POS = {"DET", "PRON", "ADP", "CCONJ", "SCONJ", "ADV", "AUX", "VERB", "PART", "NUM", "INTJ"}
_CAUSES = {
    "development", "democracy", "justice", "peace", "unity", "reform", "trade", "security", "cooperation",
    "reconciliation", "change", "freedom", "equality", "solidarity", "progress", "defence", "defense",
    "liberation", "salvation", "dialogue", "stability", "prosperity", "dignity", "independence", "rights",
    "culture", "industry", "energy", "labour", "education",
}  # fmt: skip
_NUMBERED = {"Channel", "Kan", "Antena", "TV", "Rossiya", "Unit"}  # whose names have a number: "Channel 12 News"
_BEFORE_HYPHEN = {"Pro", "Anti", "Non", "Ultra", "Mid", "Cross", "Post", "Pre", "Ex"}


def is_capital(token: Token) -> bool:
    """Whether a word begins with a capital letter."""
    return token.text[:1].isupper() and any(c.isalpha() for c in token.text)


class Capitals:
    """Finds the runs of capitalised words of one passage."""

    def __init__(
        self, doc: Doc, words: list[str], lower: list[str], lexicon: ActorLexicon, gazetteer: Gazetteer
    ) -> None:
        """`words` and `lower` are the texts of the tokens, as written and in small letters."""
        self.doc = doc
        self._words, self._lower = words, lower
        self._lexicon = lexicon
        self._gazetteer = gazetteer

    def end(self, i: int) -> int:
        """Where the run ends that begins at a token; that token where none does."""
        if not self._name_word(self.doc[i]):
            return i
        end = i + 1
        while end < len(self.doc):
            token = self.doc[end]
            if self._name_word(token) or token.text in _NUMERALS:
                if self._breaks(end):
                    break
                end += 1
            elif (
                (token.text.isdigit() and self._words[end - 1] in _NUMBERED)
                or (self._words[end - 1] == "/" and len(token.text) == 1 and token.text.isupper())  # "SLM/A"
                or self._joins(end, i)
                or self._ends_hyphened(end)
                or self._begins_hyphened(end)
            ):
                end += 1
            else:
                break
        while end > i + 1 and (
            self._lower[end - 1] in PARTICLES | {"of", "for"} or self._words[end - 1] in {"-", "/", "'s"}
        ):
            end -= 1
        return end

    def _joins(self, i: int, start: int) -> bool:
        """Whether a small word goes on with a name: hyphens and particles between capitalised words."""
        if i + 1 >= len(self.doc) or not self.doc[i - 1].text[:1].isalpha():
            return False
        following = self.doc[i + 1]
        if self._words[i] == "'s" and self._words[i - 1] in {"People", "Workers", "Women", "Children"}:
            return is_capital(following)  # "the Donetsk People's Republic"
        if self._words[i] in {"-", "/"} and not self.doc[i - 1].whitespace_ and not self.doc[i].whitespace_:
            return self._words[i] == "-" or is_capital(following)  # "Sudan Liberation Army/Movement"
        if self._goes_on_of(i, start):
            return True
        particle = self._lower[i] in PARTICLES
        return particle and (is_capital(following) or self._lower[i + 1] in PARTICLES or following.text == "-")

    def _goes_on_of(self, i: int, start: int) -> bool:
        """Whether the name of a body goes on: "Organization of American States", "Army for the Defence of Chad"."""
        if not OF_NAMES & set(self._lower[start:i]) or i + 1 >= len(self.doc):
            return False
        if self._lower[i] in {"of", "for"}:
            if self._lower[i + 1] == "the":
                return i + 2 < len(self.doc) and self._plain(i + 2)
            return self._plain(i + 1) and (self._lower[i - 1] in OF_NAMES or "for" in self._lower[start:i])
        if self._lower[i] == "and" and "for" in self._lower[start:i] and self._lower[i + 1] in _CAUSES:
            return is_capital(self.doc[i + 1])  # "National Movement for Reform and Development"
        return self._lower[i] == "the" and self._lower[i - 1] in {"of", "for"} and self._plain(i + 1)

    def _plain(self, i: int) -> bool:
        """Whether a capitalised word begins nothing known: neither a state nor an actor nor an office."""
        known = self._lexicon.known_at(self._words, i) or self._gazetteer.match(self._words, i)
        return is_capital(self.doc[i]) and self.doc[i].pos_ in {"PROPN", "ADJ"} and not known

    def _begins_hyphened(self, i: int) -> bool:
        """Whether a word that is taken for a verb begins a hyphenated given name: "Do" of "Lee Do-hoon"."""
        if i + 2 >= len(self.doc) or not self._words[i].istitle() or self._words[i + 1] != "-":
            return False
        return (
            not self.doc[i].whitespace_ and not self.doc[i + 1].whitespace_ and self._lower[i + 2] == self._words[i + 2]
        )

    def _ends_hyphened(self, i: int) -> bool:
        """Whether a small word is the second half of a hyphenated name: "Ing-wen", "Suk-yeol"."""
        before = self.doc[i - 1]
        return before.text == "-" and not before.whitespace_ and self.doc[i].is_alpha and self.doc[i - 2].text.isalpha()

    def _breaks(self, i: int) -> bool:
        """Whether another item begins inside a run of capitals."""
        acting = self.doc[i]
        while acting.dep_ == "compound" and acting.head.i > acting.i:
            acting = acting.head
        if acting.dep_ in {"nsubj", "nsubjpass"} and self.doc[i - 1].dep_ in {"dobj", "dative", "pobj"}:
            return True  # "told Kato Kenya would go on"
        known = self._lexicon.known_at(self._words, i)
        if known and known[0] == 1 and self.doc[i].ent_type_ == "PERSON" and self.doc[i].ent_iob_ == "I":
            return False  # "Naoto Kan" is not the broadcaster
        if known and self._lexicon.organisation_type([self._lower[i + known[0] - 1]]) is None:
            return True  # but the "Security Council" of a "National Security Council" is no item
        title = self._lexicon.title_at(self._lower, i)
        if title is not None and self.doc[i].ent_type_ != "PERSON":
            return True
        return self._gazetteer.match(self._words, i) is not None and self.doc[i].ent_type_ != "PERSON"

    def _name_word(self, token: Token) -> bool:
        text = token.text
        if text.lower() in {"the", "a", "an"}:
            return False
        if text in _BEFORE_HYPHEN and token.i + 1 < len(self.doc) and self.doc[token.i + 1].text == "-":
            return False  # "Pro-Russian rebels"
        if text.lower() in PARTICLES and token.i + 1 < len(self.doc) and text != text.lower():
            return True
        if text.lower() in {"al", "el"} and token.i + 2 < len(self.doc) and self.doc[token.i + 1].text == "-":
            return is_capital(self.doc[token.i + 2])
        if not is_capital(token):
            return False
        if token.pos_ == "PROPN" or token.ent_type_ in {
            "PERSON",
            "ORG",
            "GPE",
            "NORP",
            "FAC",
            "LOC",
            "PRODUCT",
            "EVENT",
        }:
            return token.ent_type_ not in {
                "DATE",
                "TIME",
                "CARDINAL",
                "ORDINAL",
                "MONEY",
                "PERCENT",
            } and token.text not in {
                "I",
                "Mr",
                "Mrs",
            }
        if token.is_sent_start or token.pos_ in _NO_NAME_POS:
            return False
        return token.i > 0 and token.pos_ in {"NOUN", "ADJ"} and token.ent_type_ not in {"DATE", "TIME"}
