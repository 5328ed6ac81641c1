"""The reader: documents in, readings out. It puts mentions, times, events, statuses and attributions together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Token

from kg.authority import Authority
from kg.model import (
    Document,
    EventMention,
    Reading,
    Role,
    Sentence,
    Span,
    Status,
    TimeExpression,
)
from kg.reading import syntax, tree
from kg.reading.actor_lexicon import load_actors
from kg.reading.attributions import AttributionReader
from kg.reading.circumstances import Circumstances
from kg.reading.cues import load_cues
from kg.reading.events import EventReader
from kg.reading.fitting import means
from kg.reading.frames import Frame, event_types, load_frames
from kg.reading.gazetteer import gazetteer
from kg.reading.headlines import Vocabulary
from kg.reading.language import Passage, load_model, parse, sentences_of
from kg.reading.machines import BY_WEAPON, KIND
from kg.reading.mentions import Mentions
from kg.reading.phrases import words_of
from kg.reading.pointing import Pointing
from kg.reading.roles import Trigger
from kg.reading.signals import load_signals
from kg.reading.speeches import Speeches
from kg.reading.status import StatusReader

_ANOTHER = {"own", "second", "third", "another", "separate", "further", "new", "other", "subsequent"}


class Reader:
    """Reads documents with one loaded model, the actors that an authority file knows, and full names of persons."""

    def __init__(
        self, model: str | None = None, authority: Authority | None = None, persons: frozenset[str] = frozenset()
    ) -> None:
        self.model: Language = load_model(model)
        self.frames = load_frames()
        self.signals = load_signals()
        self.cues = load_cues()
        lexicon = replace(load_actors(), persons=persons) if persons else load_actors()
        self.actors = lexicon.with_authority(authority) if authority else lexicon
        self.gazetteer = gazetteer()
        self.vocabulary = Vocabulary(self.model, self.actors)
        self.types = event_types()

    def read(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """The readings of documents, in their order; parsing is batched across documents."""
        for document, passages in parse(self.model, documents, self.vocabulary):
            yield DocumentReader(self, document, passages).read()


class DocumentReader:
    """Reads one parsed document."""

    def __init__(self, reader: Reader, document: Document, passages: list[Passage]) -> None:
        self._document = document
        self._passages = passages
        self._sentences: list[Sentence] = sentences_of(passages)
        self._starts = [s.span.start for s in self._sentences]
        self.mentions = Mentions(passages, self._sentence_of, reader.actors, reader.gazetteer)
        self._events = EventReader(reader.frames, reader.signals, self.mentions)
        self._status = StatusReader(reader.frames, reader.signals)
        self._attributions = AttributionReader(reader.cues, self.mentions)
        self._circumstances = Circumstances(document.published, self._sentence_of, self.mentions, reader.frames)
        self._gazetteer = reader.gazetteer
        self._found: list[EventMention] = []
        self._times: list[TimeExpression] = []
        self._pointing = Pointing(reader.frames)
        self._speeches = Speeches(
            reader.frames, self.mentions, self._found, self._sentences, self._sentence_of, document.text
        )

    def _sentence_of(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def read(self) -> Reading:
        """Read all passages in the order of the text."""
        for passage in self._passages:
            self._passage(passage)
        home = self._gazetteer.state_within(self._document.publisher or "")
        return Reading(
            document=self._document,
            sentences=tuple(self._sentences),
            mentions=tuple(self.mentions.all),
            times=tuple(self._times),
            places=tuple(self.mentions.places),
            events=tuple(self._found),
            attributions=tuple(self._speeches.attributions()),
            state_names=self._gazetteer.names,
            home=home,
            warnings=self._warnings(),
        )

    def _warnings(self) -> tuple[str, ...]:
        if self._document.published is None:
            return (f"{self._document.id}: no publication date, so relative dates are left open",)
        return ()

    def _passage(self, passage: Passage) -> None:
        triggers = self._events.read(passage.doc)
        times = self._circumstances.read(passage, triggers, len(self._times))
        self._times.extend(times)
        fired = {t.token.i: t.frame for t in triggers}
        for trigger in triggers:
            trigger.index = len(self._found)
            self._found.append(self._mention(trigger, fired))
        self._redate(triggers)
        for trigger in triggers:
            self._pointing.link(trigger, triggers, self._found)
            if trigger.frame.type == "Accusation" and tree.is_verb(trigger.token):
                self._speeches.charge(trigger, triggers)
        self._speeches.they_met(triggers)
        found = self._attributions.read(passage.doc, triggers)
        self._speeches.add(found)
        for mention, speaker in self._attributions.speakers(passage.doc, found):
            self.mentions.all[mention] = replace(self.mentions.all[mention], likely=speaker)
        self._speeches.go_on(found)

    def _redate(self, triggers: list[Trigger]) -> None:
        """A day gone by is that of the asking and not of what is asked: "demanded the release of all on Tuesday"."""
        by_token = {t.token.i: t for t in triggers}
        for trigger in triggers:
            event = self._found[trigger.index]
            if event.status is not Status.POSSIBLE or event.time is None or not self._is_past(event.time):
                continue
            above = next((by_token[a.i] for a in trigger.token.ancestors if a.i in by_token), None)
            asked = above is not None and self._found[above.index].status is Status.OCCURRED
            if above is None or not asked or above.frame.type not in _ASKING or above.time is not None:
                continue
            above.time, trigger.time = trigger.time, None
            self._found[above.index] = replace(self._found[above.index], time=above.time)
            self._found[trigger.index] = replace(event, time=None)

    def _is_past(self, time: int) -> bool:
        end, published = self._times[time].end, self._document.published
        return self._times[time].settled and end is not None and published is not None and end <= published

    # ------------------------------------------------------------------ events

    def _words(self, trigger: Trigger, fired: dict[int, Frame]) -> Span:
        first, last = words_of(trigger, self._events.carrier(trigger), fired)
        return Span(self.mentions.span(first).start, self.mentions.span(last).end)

    def _mention(self, trigger: Trigger, fired: dict[int, Frame]) -> EventMention:
        token, frame = trigger.token, trigger.frame
        judgement = self._status.judge(token, fired)
        offset = self.mentions.offset(token)
        nominal = not tree.is_verb(token)
        return EventMention(
            index=trigger.index,
            span=self.mentions.span(token),
            words=self._words(trigger, fired),
            type=frame.type,
            sentence=self._sentence_of(offset),
            status=judgement.status,
            frame=frame.name + ("*" if frame.coreferent else ""),
            lemma=token.lemma_.lower(),
            roles=tuple(Role(name, mention) for name, mention in trigger.roles),
            time=trigger.time,
            place=self._circumstances.place(trigger),
            quantity=self._circumstances.quantity(trigger),
            nominal=nominal,
            definite=nominal and _is_definite(token),
            weapon=self._by_weapon(token, frame) if not nominal else None,
            machine=_machine_hit(token) if not nominal else None,
            distinct=any(c.lower_ in _ANOTHER for c in token.children) if nominal else _is_another(token),
            signals=tuple((name, self.mentions.span(word)) for name, word in judgement.signals),
        )

    def _by_weapon(self, verb: Token, frame: Frame) -> str | None:
        """The kind of attack that a verb tells of by what does it: "jets levelled a depot", "raked it with mortars"."""
        if frame.type != "Attack" or frame.particle == "down" or verb.lemma_ == "down":
            return None  # a jet that a missile brings down
        weapons = (self.mentions.counted(w) for w in (*syntax.logical_subjects(verb), *means(verb)))
        return next((kind for w in weapons for kind in [BY_WEAPON.get(w.lemma_.lower())] if kind is not None), None)


_ASKING = {"Request", "Threat", "Warning", "Order", "Invitation"}
_ANY = "aircraft"  # of whatever kind


def _machine_hit(verb: Token) -> str | None:
    """The kind of machine that a verb's object is."""
    objects = syntax.logical_objects(verb)
    down = any(c.lower_ == "down" for c in verb.children)
    if down and any(o.lower_ == "it" for o in objects):
        return _ANY  # "we shot it down"
    if any(c.lower_ == "unmanned" for o in objects for c in o.children):
        return "drone"
    kinds = (KIND.get(o.lemma_.lower()) for o in objects)
    return next((kind for kind in kinds if kind is not None), None)


def _is_another(verb: Token) -> bool:
    """Whether a verb tells of one more act, or of many at once: "launched two more missiles"."""
    more = [c for o in syntax.logical_objects(verb) for c in o.children if c.dep_ in {"amod", "det"}]
    counted = any(c.lower_ == "more" for c in more) and any(c.dep_ == "nummod" for c in more[0].head.children)
    return counted or any(c.lower_ == "another" for c in more) or _is_toll(verb)


def _is_toll(token: Token) -> bool:
    """Whether a verb sums up many events: "550 people have been killed since fighting erupted"."""
    return any(
        c.lower_ == "since" or any(k.lower_ == "since" and k.dep_ == "mark" for k in c.children) for c in token.children
    ) and any(c.lower_ in {"has", "have"} for c in token.children)


def _is_definite(token: Token) -> bool:
    if token.dep_ == "oprd" and token.head.lemma_ in {"call", "describe", "term", "label", "brand"}:
        return True  # "what he called an attack" is the attack that was told of
    counted = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else token
    if counted.lemma_ == "number" and any(c.lower_ == "the" for c in counted.children):
        return True  # "he put the number of raids at 73"
    return any(
        (c.dep_ == "det" and c.lower_ in {"the", "this", "that", "these", "those"}) or c.dep_ == "poss"
        for c in token.children
    )
