"""What the names of a passage name: persons, bodies, bands, places."""

from __future__ import annotations

from kg.model import ActorType
from kg.reading.given_names import gender_of
from kg.reading.runs import SITES, Item, Runs

_SIDES = {"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "outskirts"}
_TOWARDS = {"in", "at", "near", "to", "toward", "towards", "from", "into", "outside"}
_PERSON, _PLACES = "PERSON", {"GPE", "LOC", "FAC"}
# nouns that say what kind of place a name before them is: "the oil-rich Essequibo region"
_REGIONS = {
    "region", "province", "valley", "district", "peninsula", "strait", "county", "oblast", "governorate", "shoal",
    "plateau", "delta", "frontier", "canal", "port", "river", "island", "airport", "harbour", "harbor", "base",
    "border", "coast", "sea", "bay", "mountains", "islands", "ports",
}  # fmt: skip
_WEAPONS = {
    "missile",
    "rocket",
    "drone",
    "tank",
    "jet",
    "bomber",
    "helicopter",
    "howitzer",
    "battery",
    "satellite",
    "rifle",
}
_GROUPINGS = {"group", "militia", "movement", "faction", "organisation", "organization"}
_CAUSES = {"group", "movement", "organisation", "organization", "party", "union", "watchdog", "ngo", "thinktank"}
_SITES = SITES | {"strait", "heights", "crossing", "square", "cathedral"}
_CREEDS = {"shiite", "shia", "sunni", "islamist", "muslim", "christian", "jewish", "alawite", "druze", "hindu", "hutu"}
_OUTLETS = {
    "newspaper",
    "broadcaster",
    "station",
    "channel",
    "magazine",
    "daily",
    "outlet",
    "website",
    "network",
    "tabloid",
}
_SHIPS = {"carrier", "destroyer", "frigate", "cruiser", "vessel", "warship", "submarine", "ship", "tanker", "corvette"}
_ARMED = {
    "militant",
    "armed",
    "rebel",
    "terror",
    "terrorist",
    "insurgent",
    "separatist",
    "jihadist",
    "extremist",
    "islamist",
}
_FIRMS = {"company", "firm", "airline", "manufacturer", "giant", "charity", "contractor", "maker", "bank", "utility"}
_BANDS = {
    "group": ActorType.ORGANIZATION,
    **dict.fromkeys(("militia", "faction", "rebels", "insurgents"), ActorType.ARMED_GROUP),
    **dict.fromkeys(("newspaper", "magazine", "broadcaster"), ActorType.NEWS_ORGANIZATION),
}
_TOWNS = {"town", "city", "village", "capital", "port", "district", "province", "settlement", "suburb", "stronghold"}
_FALLING = {"siege", "fall", "capture", "seizure", "shelling", "bombing", "bombardment", "recapture", "evacuation"}
_HITTING = {"attack", "strike", "raid", "assault", "airstrike", "offensive", "shelling", "march", "advance"}
_UPON = {("on", noun) for noun in _HITTING} | {("of", noun) for noun in _FALLING}
_TAKING = {
    *("storm", "shell", "bombard", "besiege", "retake", "recapture", "enter", "pound", "evacuate", "overrun", "bomb"),
    *("invade", "occupy", "raid", "liberate", "loot", "torch", "strafe"),
}


class Names(Runs):
    """The items of one passage, with the kinds of its names."""

    def _is_told_personal(self, item: Item) -> bool:
        """Whether what stands behind a name says that it is somebody's: "Jamal Kato, an adviser", "Jamal Kato, who"."""
        root = self.doc[item.start : item.end].root
        before = root.head if root.dep_ == "appos" and root.head.i < item.start and root.head.tag_ == "NN" else None
        told_before = self._lexicon.head(before.lemma_.lower()) if before is not None else None
        if told_before is not None and told_before.personal:
            return True  # "his deputy, Yunus-bek Kato", "a businessman, Peshraw Kato"
        for child in root.children:
            if child.dep_ == "relcl" and any(c.lower_ == "who" for c in child.children):
                return True
            head = self._lexicon.head(child.lemma_.lower()) if child.dep_ == "appos" and child.tag_ == "NN" else None
            if head is not None and (head.personal or head.points_back or head.type is ActorType.UNNAMED_SOURCE):
                return True
        return False

    def is_apposed(self, item: Item) -> bool:
        """Whether a run stands between commas behind a title: "the minister for the Pacific, Zed Seselja, met"."""
        after = self._words[item.end] if item.end < len(self.doc) else "."
        if item.start < 2 or self._words[item.start - 1] != "," or after not in {",", "."} or self.is_body(item):
            return False
        for i in range(item.start - 2, max(-1, item.start - 12), -1):
            if self.doc[i].pos_ == "VERB" or self._words[i] == ",":
                return False
            other = self.by_token.get(i)
            if other is not None and other.title is not None and other.title.office:
                return True
        return False

    def label(self, item: Item) -> str:
        """The entity label that most tokens of the item carry ("" where there is none)."""
        counts: dict[str, int] = {}
        for token in self.doc[item.start : item.end]:
            if token.ent_type_:
                counts[token.ent_type_] = counts.get(token.ent_type_, 0) + 1
        return max(sorted(counts), key=lambda k: counts[k]) if counts else ""

    def is_body(self, item: Item) -> bool:
        """Whether the words of a run say that it is a body: "Unification Ministry", "National Security Council"."""
        return self._lexicon.organisation_type(self._words[item.start : item.end]) is not None

    def is_region(self, item: Item) -> bool:
        """Whether the noun behind a run says that it is a place: "the oil-rich Essequibo region"."""
        if item.end < len(self.doc) and self._lower[item.end] in _REGIONS:
            return True
        after = item.end
        while after < len(self.doc) and (self._lower[after] in {",", "and"} or self._words[after].istitle()):
            after += 1
        if item.end < after < len(self.doc) and self._lower[after] in {"regions", "provinces", "districts", "valleys"}:
            return True  # "the Zap, Hakurk and Haftanin regions"
        before = self._lower[max(0, item.start - 3) : item.start]
        apart = before[-1:] in (["from"], ["of"]) and bool({"kilometres", "kilometers", "km", "miles"} & set(before))
        return apart or before[-2:] in (["village", "of"], ["town", "of"], ["city", "of"])  # "four miles from Kabo"

    def _is_town(self, item: Item) -> bool:
        """Whether what stands around a run says that it is a town: "stormed Hadrut, a town", "the attack on Goma".

        A given name before it, or a name that the lexicon knows, makes it somebody's all the same.
        """
        text = self.doc[item.start : item.end].text
        root = self.doc[item.start : item.end].root
        told = any(c.dep_ == "appos" and c.lemma_ in _TOWNS and c.i >= item.end for c in root.children)
        if told:
            return True
        if gender_of(text) is not None or text in self._lexicon.persons or self.is_body(item):
            return False
        attacked = root.dep_ == "pobj" and (root.head.lower_, root.head.head.lemma_) in _UPON
        taken = (
            root.dep_ == "dobj" and root.head.lemma_ in _TAKING and not any(c.dep_ == "relcl" for c in root.children)
        )
        return (attacked or taken) and item.start > 0 and self._words[item.start - 1] not in {"the", "The"}

    def band(self, item: Item) -> ActorType | None:
        """What the noun behind a run says that it is: "the Jaish al-Adl group", "the Mai-Mai militia"."""
        if item.start and self._lower[item.start - 1] in {"a", "an"}:
            return None  # "a Hutu militia"
        if item.end - item.start == 1 and self.doc[item.start].tag_ == "JJ":
            return None  # "Kurdish militia positions"
        return _BANDS.get(self._lower[item.end]) if item.end < len(self.doc) else None

    def _is_site(self, item: Item, preceding: list[str]) -> bool:
        """ "The Adré crossing", "the crossing at Hillacondji"."""
        if len(preceding) == 2 and preceding[0] in _SITES and preceding[1] in {"at", "near"}:
            return True
        site = item.end + (self._lower[item.end : item.end + 1] in (["international"], ["air"], ["naval"]))
        tied = site < len(self.doc) and self.doc[item.end - 1].head == self.doc[site]
        return tied and self._lower[site] in _SITES and self.label(item) != "ORG"

    def kind_of_capitals(self, item: Item) -> ActorType | str | None:
        """What a run of capitals names: an actor type, "place", or None where nothing tells."""
        words = self._words[item.start : item.end]
        if self.is_region(item) or words[-1].lower() in _SITES or self._is_town(item):
            return "place"
        preceding = self._lower[max(0, item.start - 2) : item.start]
        if self._is_site(item, preceding):
            return "place"
        if len(words) == 1 and words[0].lower() in _CREEDS:
            return None  # "the Shiite group"
        if words[-1].lower() == "operation":
            return None
        grouped = len(preceding) == 2 and preceding[1] in _GROUPINGS
        if grouped and (preceding[0] in _ARMED or preceding[1] == "militia"):
            return ActorType.ARMED_GROUP  # "the militant group Jaish al-Adl"
        if len(words) > 1 and words[0] in self._lexicon.ship_prefixes:
            return ActorType.ARMED_FORCE  # "the USS Spruance"
        if preceding and preceding[-1] in _SHIPS:
            return None  # "the aircraft carrier Ronald Reagan"
        if preceding and preceding[-1] in _CAUSES:
            return ActorType.ORGANIZATION  # "the human rights group Casa Libre"
        if preceding[-1:] == ["operation"]:
            return None  # "the army named the operation Desert Fox"
        if preceding and preceding[-1] in _FIRMS:
            return ActorType.ORGANIZATION  # "the Taiwanese company Gold Apollo"
        if preceding and (preceding[-1] in _OUTLETS or preceding == ["news", "agency"]):
            return ActorType.NEWS_ORGANIZATION  # "told the television station Antena 3"
        if any(c.isdigit() for c in words[-1]) and "-" in words:
            return None  # "the Sukhoi-25"
        if item.end < len(self.doc) and self.doc[item.end].lemma_.lower() in _WEAPONS:
            return None  # "Patriot missiles"
        band = self.band(item)
        if band is not None:
            return band
        if self.doc[item.start : item.end].text in self._lexicon.persons:
            return ActorType.PERSON
        organisation = self._lexicon.organisation_type(words)
        if organisation is not None:
            return organisation
        label = self.label(item)
        text = " ".join(words)
        unsure = label in {*_PLACES, "ORG"} and len(words) > 1 and not self._gazetteer.is_place(text)
        if unsure and self._is_told_personal(item):
            return ActorType.PERSON  # the model takes rare names for places
        if label == _PERSON and len(words) == 1 and 2 <= len(text) <= 6 and text.isupper():
            return ActorType.ORGANIZATION  # "the YPG"
        if label == _PERSON:
            before = self._lower[item.start - 1] if item.start else ""
            if before == "of" and item.start > 1 and self._lower[item.start - 2] in _SIDES:
                return "place"  # "a camp west of Goma"
            return "place" if before in _TOWARDS and self._gazetteer.is_place(text) else ActorType.PERSON
        root = self.doc[item.start : item.end].root
        speaks = root.dep_ == "nsubj" and root.head.lemma_ in {"say", "tell", "add", "write"}
        if label in _PLACES and speaks and not self._gazetteer.is_place(text):
            return ActorType.PERSON  # the model takes rare surnames for places
        if label in _PLACES or self._gazetteer.is_place(text):
            return "place"
        if label == "ORG":
            beside = root.head if root.dep_ == "conj" else next((c for c in root.children if c.dep_ == "conj"), root)
            previous = self.doc[item.start - 1] if item.start else None
            told = (
                self._lexicon.head(previous.lemma_.lower()) if previous is not None and previous.tag_ == "NN" else None
            )
            if told is not None and told.personal:
                return ActorType.PERSON  # "activist Oleg Konovalov"
            surname = len(words) <= 3 and not text.isupper() and root.pos_ == "PROPN"
            # "a call between Trump and President Putin": the model takes lone surnames for organisations
            return ActorType.PERSON if surname and beside.ent_type_ == _PERSON else ActorType.ORGANIZATION
        return None
