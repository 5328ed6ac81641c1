"""Who was spoken of last, and so whom a pronoun or "the two leaders" may mean."""

from __future__ import annotations

from collections.abc import Set

from kg.model import ActorType, Mention, MentionKind, Reading

_STATES = {
    "country",
    "nation",
    "side",
    "state",
    "neighbour",
    "neighbor",
    "government",
    "capital",
    "rival",
    "power",
    "ally",
    "army",
    "navy",
    "military",
    "force",
    "korea",
}
_NUCLEAR = (["nuclear"], ["nuclear-armed"], ["nuclear", "armed"], ["rival"], ["neighbouring"], ["neighboring"])
_OPPOSITE = {"neighbours", "neighbors", "rivals", "foes", "sides", "archrivals"}
_PERSONS = {
    "leader", "man", "president", "minister", "official", "counterpart", "diplomat", "general", "commander", "envoy",
    "men", "women", "premier", "king", "chief", "spokesman", "ambassador", "negotiator", "warlord",
}  # fmt: skip
_COLLECTIVE = {
    ActorType.STATE,
    ActorType.GOVERNMENT_BODY,
    ActorType.ORGANIZATION,
    ActorType.NEWS_ORGANIZATION,
    ActorType.ARMED_FORCE,
    ActorType.ARMED_GROUP,
    ActorType.INTERNATIONAL_ORGANIZATION,
}
FIRST_PERSON = {"i", "me", "my", "we", "us", "our", "ours"}
_SINGLE = {ActorType.PERSON, ActorType.UNNAMED_SOURCE}
_GROUPS = {ActorType.ARMED_GROUP, ActorType.ORGANIZATION}
_OUTLETS = {ActorType.NEWS_ORGANIZATION}
_STATE = {ActorType.STATE}
# nouns that, definite and alone, point back at the last named actor of their kind
KINDS = {
    **{noun: {ActorType.STATE} for noun in ("neighbour", "neighbor", "rival", "adversary")},
    "alliance": {ActorType.INTERNATIONAL_ORGANIZATION},
    "bloc": {ActorType.INTERNATIONAL_ORGANIZATION},
    "organisation": {ActorType.INTERNATIONAL_ORGANIZATION, *_GROUPS},
    "organization": {ActorType.INTERNATIONAL_ORGANIZATION, *_GROUPS},
    "group": _GROUPS,
    "militia": _GROUPS,
    "movement": _GROUPS,
    "party": {ActorType.ORGANIZATION},
    "council": {ActorType.INTERNATIONAL_ORGANIZATION, ActorType.GOVERNMENT_BODY},
    "commission": {ActorType.INTERNATIONAL_ORGANIZATION, ActorType.GOVERNMENT_BODY},
    "ministry": {ActorType.GOVERNMENT_BODY},
    "department": {ActorType.GOVERNMENT_BODY},
    "court": {ActorType.GOVERNMENT_BODY, ActorType.INTERNATIONAL_ORGANIZATION},
    "company": {ActorType.ORGANIZATION},
    "firm": {ActorType.ORGANIZATION},
    "airline": {ActorType.ORGANIZATION},
    "parliament": {ActorType.GOVERNMENT_BODY},
    "agency": {ActorType.NEWS_ORGANIZATION, ActorType.GOVERNMENT_BODY, ActorType.INTERNATIONAL_ORGANIZATION},
    "newspaper": _OUTLETS,
    "paper": _OUTLETS,
    "outlet": _OUTLETS,
    "broadcaster": _OUTLETS,
    "country": _STATE,
    "emirate": _STATE,
    "sultanate": _STATE,
    "monarchy": _STATE,
    "kingdom": _STATE,
    "republic": _STATE,
    "nation": _STATE,
    "north": _STATE,
    "south": _STATE,
    "island": _STATE,
}
# nouns that must be part of the name
_ECHO = {
    "council",
    "ministry",
    "department",
    "court",
    "commission",
    "parliament",
    "party",
    "movement",
    "north",
    "south",
}
_OPPOSED = {"rival", "warring", "opposing", "feuding"}  # "the rival generals"
_NUMBERS = {2: "two", 3: "three", 4: "four"}
COUNTS = {"two": 2, "three": 3, "four": 4, "pair": 2, "duo": 2}  # "the two met"
_FIGHTS = 0.5
_SAME_WOMAN = 2.0  # whom "she" meant before
_FEMALE = {"queen", "princess", "spokeswoman", "chairwoman", "congresswoman", "mrs", "ms", "lady", "dame", "first lady"}
_MALE = {"king", "prince", "spokesman", "chairman", "congressman", "mr", "sir", "sultan", "emir", "pope", "archbishop",
         "ayatollah", "sheikh", "imam"}  # fmt: skip
_MANY = 0.6  # for a plural, over the name of a body
_REACH = 2  # sentences that a pronoun looks back


class Salience:
    """Keeps the trace of mentions in the order of the text."""

    def __init__(self, reading: Reading) -> None:
        self._trace: list[tuple[Mention, int, ActorType]] = []
        self._sentences = reading.sentences
        self._text = reading.document.text
        self.gender: dict[int, str] = {}  # of persons, as pronouns and titles have told
        self.quarrels: dict[int, int] = {}  # how often each acts or suffers in fights and quarrels
        self._pair: tuple[int, ...] = ()  # the two states that the article is about, once it has said so

    def saw(self, mention: Mention, entity: int, kind: ActorType) -> None:
        """Note that a mention of an entity was passed."""
        self._trace.append((mention, entity, kind))

    def titled(self, entity: int, title: str) -> None:
        """Note what a title tells of its holder: a queen is a woman."""
        last = title.lower().split()[-1:]
        for gender, words in (("female", _FEMALE), ("male", _MALE)):
            if last and (last[0].rstrip(".") in words or title.lower() in words):
                self.gender.setdefault(entity, gender)

    def acts(self, entity: int) -> bool:
        """Whether an entity was named so far as more than what modifies a noun: Morocco, not Moroccan soldiers."""
        named = [m for m, other, _ in self._trace if other == entity and not m.modifier]
        return any(m.number != "plural" for m in named)

    def last_seen(self, entity: int) -> tuple[int, int] | None:
        """Sentence and offset of an entity's last mention so far."""
        for mention, other, _ in reversed(self._trace):
            if other == entity:
                return mention.sentence, mention.span.start
        return None

    def recent_persons(self, mention: Mention, apart: int | None) -> list[int]:
        """Persons spoken of before, the latest first."""
        found: list[int] = []
        for _, entity, kind in reversed(self._trace):
            if kind is ActorType.PERSON and entity not in found and entity != apart:
                found.append(entity)
        return found

    def last_named(self, kinds: set[ActorType], noun: str, names: list[str], sentence: int) -> int | None:
        """The last named actor of some kinds; for nouns that are parts of names, one with the noun in its name.

        A state that only modifies another noun gives way to one of this sentence or the one before that does not:
        "Chad summoned the Sudanese envoy over raids on the country".
        """
        if kinds == _STATE and noun in {"country", "nation"}:
            for candidate, entity, kind in reversed(self._trace):
                named = kind is ActorType.STATE and candidate.kind is MentionKind.STATE and not candidate.modifier
                named = named and candidate.number != "plural"  # "two Moroccan soldiers died in Chad ... the country"
                if named and sentence - candidate.sentence <= 2:
                    return entity
        if noun == "group" and any(kind is ActorType.ARMED_GROUP for _, _, kind in self._trace):
            groups = [entity for _, entity, kind in self._trace if kind is ActorType.ARMED_GROUP]
            return max(groups, key=lambda e: (groups.count(e), max(k for k, g in enumerate(groups) if g == e)))
        for candidate, entity, kind in reversed(self._trace):
            if kind not in kinds or candidate.kind not in {MentionKind.NAME, MentionKind.STATE}:
                continue
            if noun not in _ECHO or noun in names[entity].lower():
                return entity
        return None

    def may_be(self, pronoun: Mention, kind: ActorType) -> bool:
        """Whether a pronoun can stand for an actor of a kind."""
        if pronoun.name in FIRST_PERSON:
            return True
        if pronoun.gender is not None:
            return kind in _SINGLE
        if pronoun.name in {"it", "its", "itself"}:
            return kind in _COLLECTIVE
        return pronoun.number != "plural" or kind is not ActorType.PERSON

    def pronoun(self, mention: Mention, of: dict[int, tuple[int, ...]]) -> tuple[int, ...]:
        """The entities that a pronoun stands for; empty where nothing fits."""
        word = mention.name
        if word in COUNTS:
            return self._last_of_one_kind(mention, COUNTS[word])
        barred = {e for m in mention.apart for e in of.get(m, ())}
        if mention.gender is not None:
            wanted = _SINGLE
        elif word in {"it", "its", "itself"}:
            wanted = _COLLECTIVE
        elif mention.number == "plural" and word not in {"we", "us", "our", "ours"}:
            return self._plural(mention, barred)
        else:
            return ()
        near = [
            (m, e)
            for m, e, kind in self._trace
            if kind in wanted
            and e not in barred
            and mention.sentence - m.sentence <= _REACH
            and not ((kind is ActorType.UNNAMED_SOURCE or mention.gender is not None) and m.number == "plural")
            and self.gender.get(e) in {None, mention.gender}
        ]
        if not near:
            return ()

        def weight(pair: tuple[Mention, int]) -> tuple[float, int]:
            own, start = self._weight(pair[0], mention)
            known = mention.gender == "female" and self.gender.get(pair[1]) == "female"
            return own + _SAME_WOMAN * known, start

        best = max(near, key=weight)
        if mention.gender is not None:
            self.gender.setdefault(best[1], mention.gender)
        return (best[1],)

    def _weight(self, candidate: Mention, pronoun: Mention) -> tuple[float, int]:
        """Same sentence before others, subjects before the rest, then the nearest."""
        distance = pronoun.sentence - candidate.sentence
        weight = -2.0 * distance + (1.5 if candidate.subject else 0.0)
        body = candidate.type in {ActorType.GOVERNMENT_BODY, ActorType.ARMED_FORCE}  # "Ukraine's defence ministry"
        weight += 0.5 if body or candidate.kind in {MentionKind.NAME, MentionKind.STATE} else 0.0
        weight -= (1.5 if candidate.modifier else 0.0) + 0.15 * min(candidate.depth, 10)
        if candidate.joined and pronoun.name in {"it", "its", "itself"}:
            weight -= 1.5  # "Chad and Kenya back it ... Its president"
        if candidate.type is ActorType.NEWS_ORGANIZATION and not candidate.subject:
            weight -= 4.0  # "admitted to the Post that it had carried out the raid"
        if pronoun.type is ActorType.ARMED_GROUP and candidate.type in _GROUPS:
            weight += 4.0  # "its leader"
        return weight, candidate.span.start

    def _plural(self, mention: Mention, barred: set[int]) -> tuple[int, ...]:
        """Whom "they" means: the likeliest plural mention, or else a state or body."""
        near = [
            (m, e)
            for m, e, _ in self._trace
            if m.number != "singular"
            and e not in barred
            and m.kind is not MentionKind.PRONOUN
            and mention.sentence - m.sentence <= 1
        ]
        near = near or [
            (m, e)
            for m, e, k in self._trace
            if k in _COLLECTIVE and e not in barred and mention.sentence - m.sentence <= 1
        ]
        if not near:
            return ()

        def weight(pair: tuple[Mention, int]) -> tuple[float, int]:
            own, start = self._weight(pair[0], mention)
            return own + _MANY * (pair[0].number == "plural"), start  # "the peacekeepers" rather than their mission

        best = max(near, key=weight)[0]
        return tuple(dict.fromkeys(e for m, e in near if m.index == best.index))

    def last_machine(self, mention: Mention) -> tuple[int, ...]:
        """Whose "the plane" is: whose the last aircraft was that the text told of, a single one before several."""
        kin = [(m, e) for m, e, _ in self._trace if m.machine == mention.machine]
        best = max(kin, key=lambda pair: (pair[0].number == "singular", pair[0].span.start), default=None)
        return (best[1],) if best is not None else ()

    def _acting(self, before: Mention) -> set[int]:
        """Who acts on a mention in its sentence: "the envoy spoke to both ministers", he is neither."""
        return {e for m, e, _ in self._trace if m.subject and m.sentence == before.sentence and not before.subject}

    def last_of(
        self, kinds: set[ActorType], count: int, before: Mention, *, besides: Set[int] = frozenset()
    ) -> tuple[int, ...]:
        """The last entities of some kinds, in the order of the text; fewer than asked for: none."""
        found: list[int] = []
        acting = self._acting(before)
        for seen, entity, kind in reversed(self._trace):
            if seen.kind is MentionKind.NOMINAL:
                continue  # "one man was wounded ... both generals"
            if kind in kinds and entity not in found and entity not in acting | besides:
                found.append(entity)
            if len(found) == count:
                return tuple(reversed(found))
        return ()

    def _last_of_one_kind(self, mention: Mention, count: int) -> tuple[int, ...]:
        """Whom "the two" or "the four" means: the last persons or the last states, whichever were spoken of last."""
        kinds = (ActorType.PERSON, ActorType.STATE)
        group = self._counted(mention, count)
        if group is not None:
            return (group,)
        near = [(m, kind) for m, _, kind in self._trace if kind in kinds and mention.sentence - m.sentence <= _REACH]
        # "Kato met Okello on a Chadian island. The two": the persons
        order = [kind for m, kind in reversed(near) if not m.modifier] + [kind for _, kind in reversed(near)]
        for kind in dict.fromkeys(order):
            found: list[int] = []
            for seen, entity, other in reversed(self._trace):
                if other is kind and entity not in found and mention.sentence - seen.sentence <= _REACH:
                    found.append(entity)
            if len(found) >= count:
                return tuple(reversed(found[:count]))
        return ()

    def _counted(self, mention: Mention, count: int) -> int | None:
        """The group told by number, no two names behind it: "expelled two diplomats ... the pair left on Friday"."""
        word = f"{_NUMBERS[count]} "
        named: set[int] = set()
        for seen, entity, kind in reversed(self._trace):
            if mention.sentence - seen.sentence > _REACH or len(named) >= count:
                return None
            if kind is ActorType.PERSON:
                named.add(entity)
            counted = self._text[max(0, seen.span.start - len(word)) : seen.span.start].lower() == word
            whole = self._text[seen.span.start : seen.span.end].lower().startswith(word)
            new = seen.kind is MentionKind.NOMINAL and not seen.definite
            if new and seen.number == "plural" and (counted or whole):
                return entity
        return None

    def last_among(self, entities: set[int], count: int, before: Mention) -> tuple[int, ...]:
        """The last so many of some entities, in the order of the text and without who acts on them; fewer: none."""
        entities = entities - self._acting(before)
        found = list(dict.fromkeys(e for _, e, _ in reversed(self._trace) if e in entities))[:count]
        return tuple(reversed(found)) if len(found) == count else ()

    def two_states(self, mention: Mention) -> tuple[int, ...]:
        """Whom "both sides" are: the two states named last before in the same breath, or those spoken of most.

        Once found they stay the two sides of the article. Who acts upon them ("China urged both sides") is neither.
        """
        if self._pair:
            return self._pair
        weight: dict[int, float] = {}
        acting: set[int] = set()
        for seen, entity, kind in self._trace:
            if (
                kind in {ActorType.STATE, ActorType.ARMED_GROUP, ActorType.ARMED_FORCE}
                and seen.sentence <= mention.sentence
            ):
                part = 0.3 if seen.modifier else 1.0  # "former Nigerian president"
                weight[entity] = weight.get(entity, 0.0) + part / (1.0 + 0.4 * (mention.sentence - seen.sentence))
                if seen.subject and seen.sentence == mention.sentence and not mention.subject:
                    acting.add(entity)
        for entity in weight:  # who fights or quarrels in the article, rather than who speaks of it
            weight[entity] += _FIGHTS * min(self.quarrels.get(entity, 0), 4)
        best = sorted(weight, key=lambda e: (e in acting, -weight[e]))[:2]
        if len(best) < 2:
            return ()
        self._pair = tuple(sorted(best))
        return self._pair


def groups_of_two(mention: Mention, salience: Salience, others: set[int]) -> tuple[int, ...]:
    """Whom "both sides", "the two leaders" or "the two countries" are; `others` bear titles of another kind."""
    words = mention.name.lower().replace("’", "'").split()
    owning = [w for w in words if w.endswith("s'")]
    if owning and _one(owning[0].removesuffix("'")) in _STATES and {"two", "both"} & set(words):
        return salience.two_states(mention)  # "the two sides' commanders"
    opposite = words[-1:] and words[-1] in _OPPOSITE and len(words) == 1
    opposite = opposite or (words[-1:] and words[-1] in {*_OPPOSITE, "powers"} and words[:-1] in _NUCLEAR)
    if opposite and mention.definite and not mention.state:
        return salience.two_states(mention)  # "the neighbours agreed", "between the nuclear powers"
    if words in (["all", "sides"], ["all", "parties"]) or (words == ["sides"] and not mention.definite):
        return salience.two_states(mention)  # "appealed to all sides"
    many = next((n for n in (3, 4) if _NUMBERS[n] in words), 0)
    if many and mention.definite and _one(words[-1]) in _STATES:
        return salience.last_of({ActorType.STATE}, many, mention)  # "the three countries"
    told = ("two" in words or set(words[:-1]) & _OPPOSED) and mention.definite
    if not words or not (mention.pair or "both" in words or told):
        return ()  # "citing two officials"
    head = _one(words[-1])
    if head in _STATES:
        return salience.two_states(mention)
    if head in _PERSONS:
        return salience.last_of({ActorType.PERSON}, 2, mention, besides=others)
    return ()


def _one(noun: str) -> str:
    return noun[:-3] + "y" if noun.endswith("ies") else noun.rstrip("s")
