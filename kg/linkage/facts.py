"""What linking knows of an article: its actors, events and words, taken out of its quads."""

from __future__ import annotations

import json
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import pyoxigraph as ox

from kg import vocabulary as v
from kg.errors import StoreError
from kg.model import ActorType

_DEFAULT = ox.DefaultGraph()
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class OfficeFact:
    """An office that an actor holds or held by the words of the article; days are ordinals, None where unknown."""

    office: str
    title: str
    of: str | None
    former: bool = False
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class ActorFact:
    """An actor as one article knows it; `local` where the node is the article's own."""

    iri: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    state: str | None = None  # IRI of the state that it is a body of
    wikidata: str | None = None
    offices: tuple[OfficeFact, ...] = ()
    local: bool = False


@dataclass(frozen=True, slots=True)
class EventFact:
    """An event as one article tells it.

    `start` and `end` are the first and last day that it may have been (ordinals), None where the article settles none.
    `origins` are the outlets whose report the article passes on, none where it reports itself; `affirmed` holds where
    somebody affirms it.
    """

    iri: str
    type: str
    label: str
    status: str
    start: int | None
    end: int | None
    agents: tuple[str, ...]
    recipients: tuple[str, ...]
    places: tuple[str, ...]
    quantities: tuple[tuple[float, str], ...]
    words: tuple[str, ...]
    origins: tuple[str, ...]
    affirmed: bool


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """One article; `published` is the ordinal of its day."""

    iri: str
    published: int | None
    publisher: str
    words: tuple[str, ...]
    actors: tuple[ActorFact, ...]
    events: tuple[EventFact, ...]

    def packed(self) -> bytes:
        """Actors and events in few bytes; `unpacked` brings them back."""
        told = {"actors": [asdict(a) for a in self.actors], "events": [asdict(e) for e in self.events]}
        return zlib.compress(json.dumps(told, separators=(",", ":")).encode(), 1)


def unpacked(packed: bytes) -> tuple[list[ActorFact], list[EventFact]]:
    """Actors and events out of what `ArticleFacts.packed` gave."""
    told = json.loads(zlib.decompress(packed))
    actors = [
        ActorFact(**{**a, "aliases": tuple(a["aliases"]), "offices": tuple(OfficeFact(**o) for o in a["offices"])})
        for a in told["actors"]
    ]
    return actors, [_event_of(e) for e in told["events"]]


def _event_of(told: dict[str, Any]) -> EventFact:
    several = {key: tuple(held) for key, held in told.items() if isinstance(held, list)}
    return EventFact(**{**told, **several, "quantities": tuple((q[0], q[1]) for q in told["quantities"])})


def words_of(text: str) -> list[str]:
    """The words of a text, without case."""
    return _WORD.findall(text.casefold())


def article_facts(article: str, quads: Iterable[ox.Quad]) -> ArticleFacts:
    """What linking needs of an article, from all its quads; StoreError where a sentence lacks place or words."""
    return _Extract(article, quads).facts()


class _Extract:
    def __init__(self, article: str, quads: Iterable[ox.Quad]) -> None:
        self.article = article
        self.of: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.into: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            if quad.graph_name != _DEFAULT:
                continue
            subject, predicate, value = quad.subject.value, quad.predicate.value, quad.object.value  # type: ignore[union-attr]
            self.of[subject][predicate].append(value)
            if predicate in _BACKWARDS:
                self.into[value][predicate].append(subject)

    def facts(self) -> ArticleFacts:
        """All that is known of the article."""
        issued = self._one(self.article, v.ISSUED)
        publisher = self._one(self.article, v.PUBLISHER) or self.article
        actors = [self._actor(node) for node in sorted(self.of) if self._is_actor(node)]
        events = [self._event(node, publisher) for node in sorted(self.of) if v.STATUS in self.of[node]]
        return ArticleFacts(
            self.article, _day(issued), publisher, tuple(words_of(self._text())), tuple(actors), tuple(events)
        )

    def _text(self) -> str:
        sentences = []
        for sentence in self.into[self.article][v.IN_DOCUMENT]:
            told = self.of[sentence]
            missing = next((p for p in (v.START_CHAR, v.EXACT) if not told[p]), None)
            if missing is not None:
                raise StoreError(
                    f"{sentence}: has no <{missing}>; the article <{self.article}> is not whole in the store: "
                    "`kg check` tells what else, reading it again (`kg build`) mends it"
                )
            sentences.append(told)
        sentences.sort(key=lambda told: int(told[v.START_CHAR][0]))
        return " ".join(told[v.EXACT][0] for told in sentences)

    # ------------------------------------------------------------------ actors

    def _is_actor(self, node: str) -> bool:
        types = self._all(node, v.TYPE)
        return bool(types) and v.LABEL in self.of[node] and types[0].removeprefix(v.KG) in _ACTORS

    def _actor(self, node: str) -> ActorFact:
        offices = [self._office(tenure) for tenure in sorted(self.into[node][v.TENURE_HOLDER])]
        return ActorFact(
            iri=node,
            type=sorted(self._all(node, v.TYPE))[0].removeprefix(v.KG),
            name=max(self._all(node, v.LABEL), key=lambda name: (len(name), name)),
            aliases=tuple(sorted({*self._all(node, v.ALT_LABEL), *self._all(node, v.LABEL)})),
            state=self._one(node, v.BODY_OF_STATE),
            wikidata=self._one(node, v.EXACT_MATCH),
            offices=tuple(office for office in offices if office is not None),
            local=node.startswith(f"{self.article}/"),
        )

    def _office(self, tenure: str) -> OfficeFact | None:
        office = self._one(tenure, v.TENURE_OFFICE)
        if office is None:
            return None
        return OfficeFact(
            office,
            self._one(office, v.LABEL) or "",
            self._one(office, v.OFFICE_IN),
            self._one(tenure, v.FORMER) == "true",
            _day(self._one(tenure, v.IN_FORCE_FROM)),
            _day(self._one(tenure, v.IN_FORCE_UNTIL)),
        )

    # ------------------------------------------------------------------ events

    def _event(self, node: str, publisher: str) -> EventFact:
        triggers = [w for span in self._all(node, v.EVIDENCE) for e in self._all(span, v.EXACT) for w in words_of(e)]
        quantities = [
            (float(value), " ".join(words_of(self._one(quantity, v.UNIT) or "")))
            for quantity in self._all(node, v.HAS_QUANTITY)
            for value in self._all(quantity, v.VALUE)
        ]
        origins, affirmed = self._origins(node, publisher)
        return EventFact(
            iri=node,
            type=(self._one(node, v.TYPE) or "").removeprefix(v.KG),
            label=self._one(node, v.LABEL) or "",
            status=(self._one(node, v.STATUS) or "").removeprefix(v.KG),
            start=_day(self._one(node, v.EARLIEST)),
            end=_day(self._one(node, v.LATEST)),
            agents=tuple(sorted(self._all(node, v.AGENT))),
            recipients=tuple(sorted(self._all(node, v.RECIPIENT))),
            places=tuple(sorted(self._all(node, v.OCCURS_AT))),
            quantities=tuple(sorted(quantities)),
            words=tuple(sorted(set(triggers))),
            origins=origins,
            affirmed=affirmed,
        )

    def _origins(self, event: str, publisher: str) -> tuple[tuple[str, ...], bool]:
        """The outlets that the chains of claims name as their source, and whether anybody affirms the event."""
        outlets: set[str] = set()
        waiting = list(self.into[event][v.CONTENT])
        told: set[str] = set()
        affirmed = any(v.AFFIRMS in self._all(claim, v.POLARITY) for claim in waiting)
        while waiting:
            claim = waiting.pop()
            if claim in told:
                continue
            told.add(claim)
            named = self._all(claim, v.HOLDER) + [
                via for cue in self._all(claim, v.EVIDENCE) for via in self._all(cue, v.VIA)
            ]
            outlets.update(n for n in named if n != publisher and v.term("NewsOrganization") in self._all(n, v.TYPE))
            waiting += self.into[claim][v.CONTENT]
        return tuple(sorted(outlets)), affirmed

    # ------------------------------------------------------------------ look-ups

    def _all(self, subject: str, predicate: str) -> list[str]:
        return self.of[subject][predicate] if subject in self.of and predicate in self.of[subject] else []

    def _one(self, subject: str, predicate: str) -> str | None:
        found = self._all(subject, predicate)
        return min(found) if found else None


_BACKWARDS = frozenset((v.IN_DOCUMENT, v.TENURE_HOLDER, v.CONTENT))
_ACTORS = frozenset(kind.value for kind in ActorType)


def _day(instant: str | None) -> int | None:
    """The ordinal of the day of an xsd:dateTime; None for nothing, or for a day that Python's calendar lacks."""
    if not instant:
        return None
    try:
        return date.fromisoformat(instant[:10]).toordinal()
    except ValueError:
        return None
