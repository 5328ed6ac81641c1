"""The reader: documents in, readings out. It puts mentions, times, events, statuses and attributions together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Token

from kg.authority import Authority
from kg.model import (
    ActorType,
    Attribution,
    Document,
    EventMention,
    Mention,
    Reading,
    Role,
    RoleName,
    Sentence,
    Span,
    Stance,
    TimeExpression,
)
from kg.reading import syntax
from kg.reading.actor_lexicon import load_actors
from kg.reading.attributions import AttributionReader
from kg.reading.circumstances import Circumstances
from kg.reading.contents import Said
from kg.reading.cues import load_cues
from kg.reading.events import EventReader
from kg.reading.frames import Frame, event_types, load_frames
from kg.reading.gazetteer import gazetteer
from kg.reading.language import Passage, load_model, parse, sentences_of
from kg.reading.mentions import Mentions
from kg.reading.roles import VICTIMS, Trigger, in_retaliation, lemma, sums_up
from kg.reading.signals import load_signals
from kg.reading.status import StatusReader

_OUTCOMES = {"kill", "wound", "injure", "destroy", "damage", "hit", "maim", "flatten", "sink"}
_TOGETHER = {
    "agree",
    "discuss",
    "sign",
    "decide",
    "pledge",
    "exchange",
    "reaffirm",
    "vow",
    "speak",
    "meet",
    "talk",
    "hold",
}
_NAMING = {"call", "describe", "condemn", "denounce", "brand", "term", "label"}
_GOES_ON = 3  # sentences
_MACHINES = {
    **dict.fromkeys(("plane", "jet", "warplane", "aircraft", "fighter", "bomber", "airliner"), "plane"),
    **dict.fromkeys(("ship", "vessel", "tanker", "boat", "warship", "freighter", "trawler", "destroyer"), "ship"),
    **{word: word for word in ("helicopter", "drone", "missile", "rocket", "tank", "truck", "bus", "train", "bridge")},
}
_SOON = {"second", "minute", "hour", "day", "week", "month"}
_MET_BEFORE = 2  # sentences between those who met and "they agreed"
_ANOTHER = {"own", "second", "third", "another", "separate", "further", "new", "other", "subsequent"}


class Reader:
    """Reads documents with one loaded model, and the actors that an authority file knows."""

    def __init__(self, model: str | None = None, authority: Authority | None = None) -> None:
        self.model: Language = load_model(model)
        self.frames = load_frames()
        self.signals = load_signals()
        self.cues = load_cues()
        self.actors = load_actors().with_authority(authority) if authority else load_actors()
        self.gazetteer = gazetteer()
        self.types = event_types()

    def read(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """The readings of documents, in their order; parsing is batched across documents."""
        for document, passages in parse(self.model, documents):
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
        self._circumstances = Circumstances(document.published, self._sentence_of, self.mentions, reader.signals)
        self._frames = reader.frames
        self._gazetteer = reader.gazetteer
        self._found: list[EventMention] = []
        self._said: list[Said] = []
        self._charged: list[tuple[int, tuple[int, ...]]] = []  # where somebody is accused, and the events of what
        self._times: list[TimeExpression] = []

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
            attributions=tuple(self._settled()),
            state_names=self._state_names(home),
            home=home,
            warnings=self._warnings(),
        )

    def _state_names(self, home: str | None) -> dict[str, str]:
        """The names of the states that mentions, offices and places belong to or may belong to, by ISO code."""
        offices = [m.office for m in self.mentions.all if m.office]
        codes = {home, *(m.state for m in self.mentions.all), *(p.state for p in self.mentions.places)}
        codes |= {iso for office in offices for iso in (office.state, *office.choices)}
        return {iso: self._gazetteer.name_of(iso) for iso in sorted(c for c in codes if c)}

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
        for trigger in triggers:
            self._point(trigger, triggers)
            if trigger.frame.type == "Accusation" and syntax.is_verb(trigger.token):
                of = tuple(t.index for t in triggers if trigger.token.is_ancestor(t.token))
                self._charged.append((self.mentions.offset(trigger.token), of or (trigger.index,)))
        self._they_met(triggers)
        found = self._attributions.read(passage.doc, triggers)
        for said in found:
            said.index = len(self._said)
            self._said.append(said)
        for mention, speaker in self._attributions.speakers(passage.doc, found):
            self.mentions.all[mention] = replace(self.mentions.all[mention], likely=speaker)
        self._go_on(found)

    def _they_met(self, triggers: list[Trigger]) -> None:
        """Who "they" are that "agreed": those who met or spoke just before; so are "the interlocutors"."""
        for trigger in triggers:
            verb = trigger.token
            if verb.lemma_ not in _TOGETHER or not syntax.is_verb(verb):
                continue
            for subject in syntax.children(verb, "nsubj"):
                index = self.mentions.by_offset.get(self.mentions.offset(subject))
                if subject.lower_ not in {"they", "interlocutors"} or index is None or self.mentions.all[index].posts:
                    continue
                pronoun = self.mentions.all[index]
                met = [
                    e for e in self._found
                    if e.span.start < pronoun.span.start and 0 <= pronoun.sentence - e.sentence <= _MET_BEFORE
                    and self._together(e)
                ]  # fmt: skip
                if met:
                    posts = tuple(dict.fromkeys(role.mention for role in met[-1].roles))
                    self.mentions.all[index] = replace(pronoun, posts=posts)

    def _together(self, event: EventMention) -> bool:
        """Whether an event is a talk, or what several agreed on, and tells of at least two."""
        agents = [r for r in event.roles if r.name is RoleName.AGENT]
        if self._frames.is_a(event.type, "Consultation"):
            return len(event.roles) > 1
        return event.type in {"Agreement", "Cooperation"} and len(agents) > 1

    def _last_speaker(self, before: int, *, personal: bool) -> tuple[Said | None, Mention | None]:
        """Who spoke last before an attribution, as a person or else as a body; the last of those who fit."""
        for said in reversed(self._said[:before]):
            source = said.sources[0] if len(said.sources) == 1 else None
            if said.states and not said.sources:
                source = self._stated_before(said.index)
            mention = self.mentions.all[source] if source is not None else None
            if mention is None or mention.type in {None, ActorType.NEWS_ORGANIZATION}:
                continue
            if (mention.type is ActorType.PERSON) == personal:
                return said, mention
        return None, None

    def _quoted(self, mention: Mention, pronoun: Mention) -> bool:
        """Whether a mention stands in the very quotation that a pronoun's "it said" follows."""
        if mention.sentence != pronoun.sentence:
            return False
        start = self._sentences[mention.sentence].span.start
        before = self._document.text[start : mention.span.start]
        return sum(before.count(mark) for mark in '"“”') % 2 == 1

    def _go_on(self, found: list[Said]) -> None:
        """Who goes on speaking as "he" is who spoke last, where nobody else came between."""
        mentions = self.mentions.all
        for said in found:
            pronoun = mentions[said.sources[0]] if len(said.sources) == 1 else None
            if pronoun is None or pronoun.likely is not None or not (pronoun.gender or pronoun.name == "it"):
                continue
            personal = pronoun.gender is not None
            last, speaker = self._last_speaker(said.index, personal=personal)
            if last is None or speaker is None:
                continue
            start = self.mentions.offset(last.cue)
            since = [
                m for m in mentions
                if (m.type is ActorType.PERSON) == personal and m.subject and m.type is not None
                and start < m.span.start < pronoun.span.start and m.name != speaker.name
                and not self._quoted(m, pronoun)
            ]  # fmt: skip
            if not since and pronoun.sentence - self._sentence_of(start) <= _GOES_ON:
                mentions[pronoun.index] = replace(pronoun, likely=speaker.index)

    # ------------------------------------------------------------------ events

    def _mention(self, trigger: Trigger, fired: dict[int, Frame]) -> EventMention:
        token, frame = trigger.token, trigger.frame
        judgement = self._status.judge(token, fired)
        offset = self.mentions.offset(token)
        nominal = not syntax.is_verb(token)
        return EventMention(
            index=trigger.index,
            span=self.mentions.span(token),
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
            machine=_machine_hit(token) if not nominal else None,
            distinct=any(c.lower_ in _ANOTHER for c in token.children) if nominal else _is_toll(token),
            signals=tuple((name, self.mentions.span(word)) for name, word in judgement.signals),
        )

    def _point(self, trigger: Trigger, triggers: list[Trigger]) -> None:
        """Link an operator to the event that it acts on, a retaliation to its cause."""
        by_token = {t.token.i: t for t in triggers}
        theme = self._theme(trigger, by_token)
        cause = self._cause(trigger, by_token)
        again = self._again(trigger, by_token)
        apart = _told_beside(trigger, by_token)
        during = self._during(trigger, by_token)
        if all(link is None for link in (theme, cause, again, apart, during)):
            return
        if again is not None and self._found[again].nominal and not self._found[again].roles:
            # "an airstrike destroyed the consulate": whom the verb acts on is whom the noun hit
            suffered = tuple(r for r in self._found[trigger.index].roles if r.name is RoleName.RECIPIENT)
            self._found[again] = replace(self._found[again], roles=suffered)
        old = self._found[trigger.index]
        subjects = (
            {s.lower_ for s in syntax.logical_subjects(trigger.token)} if syntax.is_verb(trigger.token) else set()
        )
        meant = again is not None and trigger.token.lemma_ in _OUTCOMES and bool(subjects & {"they", "it"})
        outcome = again is not None and _tells_the_outcome(trigger.token) and trigger.token.head.i not in by_token
        if meant or outcome:
            old = replace(old, roles=tuple(r for r in old.roles if r.name is RoleName.RECIPIENT))
        self._found[trigger.index] = replace(old, theme=theme, cause=cause, same_as=again, apart=apart, during=during)

    def _theme(self, trigger: Trigger, by_token: dict[int, Trigger]) -> int | None:
        token, frame = trigger.token, trigger.frame
        if frame.complement is None and not frame.theme:
            return None
        below: list[Token] = []
        if syntax.is_verb(token):
            below = syntax.logical_objects(token) + syntax.complements(token)
        for name in ("from", "on", "of", "for", "to", "against", "with"):
            below += syntax.prepositional(token, name) + syntax.gerunds(token, name)
        below += [c for c in token.children if c.dep_ in {"acl", "advcl"}]
        hit = next((by_token[t.i] for t in below if t.i in by_token), None)
        return hit.index if hit is not None else None

    def _during(self, trigger: Trigger, by_token: dict[int, Trigger]) -> int | None:
        """The visit on which something was to be: "put off a visit to the US, where he was to meet the minister"."""
        clause = next((t for t in (trigger.token, *trigger.token.ancestors) if t.dep_ == "relcl"), None)
        here = clause is not None and any(c.lower_ == "where" for v in (clause, *clause.children) for c in v.children)
        if clause is None or not here or not self._frames.is_a(trigger.frame.type, "Consultation"):
            return None
        visits = (by_token.get(a.i) for a in clause.ancestors)
        return next((t.index for t in visits if t is not None and t.frame.type == "Visit"), None)

    def _again(self, trigger: Trigger, by_token: dict[int, Trigger]) -> int | None:
        """The mention that an event noun names again: "departed for a visit", "was killed by gunfire"."""
        token = trigger.token
        above = by_token.get(token.head.i)
        told = self._attack_told_by(token, by_token)
        if told is not None:
            return told
        named = self._named_again(token, by_token)
        if named is not None:
            return named
        if token.lemma_ == "violate" and syntax.is_verb(token):
            acts = [by_token[s.i] for s in syntax.surface_subjects(token) if s.i in by_token]
            return next((t.index for t in acts if self._frames.is_a(t.frame.type, "Attack")), None)
        if token.lemma_ in {"target", "hit"} and token.dep_ in {"acl", "relcl"} and above is not None:
            both = all(self._frames.is_a(t.frame.type, "Attack") for t in (above, trigger))
            return above.index if both else None  # "air strikes targeting the camps"
        if in_retaliation(token):
            near = [by_token.get(t.i) for t in (token.head.head, *syntax.children(token.head.head, "dobj"))]
            return next((t.index for t in near if t and self._frames.is_a(t.frame.type, "Attack")), None)
        if sums_up(token):  # "asked for access, a request that was turned down"
            before = [t for t in by_token.values() if t.token.sent == token.sent and t.token.i < token.i]
            alike = [t for t in before if trigger.frame.coreferent or t.frame.type == trigger.frame.type]
            tops = [t for t in alike if t.token == token.sent.root or t.token.head == token.sent.root]
            return next((t.index for t in [*tops[:1], *reversed(alike)]), None)
        if above is not None and token.dep_ == "dobj" and above.frame.type == trigger.frame.type:
            return above.index  # "tighten sanctions"
        if above is None and _tells_the_outcome(token) and trigger.frame.type == "Attack":
            # "bombed two bars where people were watching a game, killing 74"
            higher = (by_token.get(a.i) for a in token.ancestors)
            return next((t.index for t in higher if t is not None and self._frames.is_a(t.frame.type, "Attack")), None)
        if above is not None and _tells_the_outcome(token):
            # "fired shells at an island, killing two": its victims are those of the attack
            attacks = trigger.frame.type == "Attack" and self._frames.is_a(above.frame.type, "Attack")
            return above.index if attacks and above.frame.lemma != token.lemma_ else None
        if token.dep_ == "advcl" and above is not None and any(c.lower_ == "when" for c in token.children):
            # "were killed when rebels attacked their camp": one incident
            both = all(self._frames.is_a(t.frame.type, "Attack") for t in (above, trigger))
            return above.index if both else None
        if (
            token.dep_ != "pobj"
            or token.head.dep_ not in {"prep", "agent"}
            or token.head.lower_ not in {"for", "on", "in", "by", "with"}
        ):
            return None
        above = by_token.get(token.head.head.i)
        if token.head.lower_ == "with":  # "attacked it with bombing raids"
            both = above is not None and all(self._frames.is_a(t.frame.type, "Attack") for t in (above, trigger))
            return above.index if above is not None and both else None
        if above is not None and lemma(above.token) in VICTIMS and token.head.lower_ in {"in", "by"}:
            return above.index if self._frames.is_a(trigger.frame.type, "Attack") else None  # "his killing in a strike"
        if above is None or not syntax.is_verb(above.token) or any(c.dep_ == "poss" for c in token.children):
            return None
        kin = self._frames.is_a(trigger.frame.type, above.frame.type) or self._frames.is_a(
            above.frame.type, trigger.frame.type
        )
        return above.index if kin and trigger.frame.type not in {"Event", "MilitaryAction"} else None

    def _named_again(self, token: Token, by_token: dict[int, Trigger]) -> int | None:
        """The attack that is called something: "called the strike an assassination", "the strike is an act of war"."""
        here = by_token[token.i].frame.type
        verb, what = token.head, token
        if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_ == "act":
            what, verb = token.head.head, token.head.head.head
        elif token.dep_ == "pobj" and token.head.lower_ == "as":
            verb = token.head.head
        if not self._frames.is_a(here, "Attack"):
            return None
        told: list[Token] = []
        if what.dep_ == "attr" and verb.lemma_ == "be":
            told = syntax.children(verb, "nsubj")
        elif verb.lemma_ in _NAMING and (what.dep_ in {"oprd", "pobj"}):
            told = syntax.children(verb, "dobj")
            told += [c for v in syntax.children(verb, "ccomp") for c in syntax.children(v, "nsubj")]
        acts = [by_token[t.i] for t in told if t.i in by_token and t.i < token.i]
        return next((t.index for t in acts if self._frames.is_a(t.frame.type, "Attack")), None)

    def _attack_told_by(self, token: Token, by_token: dict[int, Trigger]) -> int | None:
        """The mention whose victims a verb tells: "the strike killed a leader", "three were killed and 34 injured"."""
        if token.lemma_ not in _OUTCOMES or not syntax.is_verb(token):
            return None
        subjects = syntax.logical_subjects(token)
        others = [by_token.get(s.i) for s in subjects]
        counted = [n for s in subjects if s.i not in by_token for n in syntax.prepositional(s, "of")]
        others += [by_token.get(n.i) for n in counted]  # "a pair of strikes killed 13"
        others += [self._attack_meant(s, by_token) for s in subjects if s.lower_ in {"they", "it"}]
        if token.dep_ == "conj" and token.head.lemma_ in _OUTCOMES:
            others.append(by_token.get(token.head.i))
        return next((t.index for t in others if t is not None and self._frames.is_a(t.frame.type, "Attack")), None)

    def _attack_meant(self, pronoun: Token, by_token: dict[int, Trigger]) -> Trigger | None:
        """The attack that a pronoun stands for: "condemned the strikes and said they had killed six"."""
        before = [t for t in by_token.values() if t.token.sent == pronoun.sent and t.token.i < pronoun.i]
        acts = [t for t in before if t.token.dep_ in {"dobj", "pobj"} and self._frames.is_a(t.frame.type, "Attack")]
        fit = [t for t in acts if (t.token.tag_ == "NNS") == (pronoun.lower_ == "they")]
        judged = [t for t in fit if t.token.dep_ == "pobj" or t.token.head.tag_ in {"VBD", "VBZ", "VBP", "VBG"}]
        return judged[-1] if judged else None

    def _cause(self, trigger: Trigger, by_token: dict[int, Trigger]) -> int | None:
        if not self._frames.is_a(trigger.frame.type, "Retaliation"):
            return None
        token = trigger.token
        below = [n for name in ("for", "to", "over", "after") for n in syntax.prepositional(token, name)]
        below += [
            c for n in below for c in n.children if c.dep_ in {"acl", "relcl"}
        ]  # "response to the missiles launched by"
        hit = next((by_token[n.i] for n in below if n.i in by_token), None)
        return hit.index if hit is not None else None

    # ------------------------------------------------------------------ attributions

    def _settled(self) -> list[Attribution]:
        """The attributions, one for each source; "the claim" and "the report" are resolved to what went before."""
        found: list[Attribution] = []
        for k, said in enumerate(self._said):
            content = tuple(t.index for t in said.content)
            if said.stance is Stance.DENIES and not content and not said.clausal:
                content = self._denied_before(k)
            if said.cue.lemma_ == "claim" and not content and not said.clausal:
                content = self._attack_before(said.cue)  # "claimed responsibility"
            sources: list[int | None] = list(said.sources) or [None]
            if said.reports_back and not said.sources:
                sources = [self._stated_before(k) if said.states else self._outlet_before(k)]
            for source in sources:
                start = self.mentions.offset(said.cue)
                found.append(
                    Attribution(
                        index=len(found),
                        span=Span(start, start + len(said.cue.text)),
                        sentence=self._sentence_of(start),
                        stance=said.stance,
                        voice=said.voice,
                        source=source,
                        via=said.via,
                        content=content,
                        hedged=said.hedged,
                        within=tuple(t.index for t in said.within),
                    )
                )
        return found

    def _denied_before(self, k: int) -> tuple[int, ...]:
        """What "denied the claim" denies: what was last said or charged, at most two sentences before."""
        here = self.mentions.offset(self._said[k].cue)
        told = [
            (self.mentions.offset(said.cue), tuple(t.index for t in said.content if self._starts_before(t, here)))
            for said in self._said[:k]
            if said.stance is Stance.ASSERTS and said.content and not said.hedged
        ]
        told = [(offset, of) for offset, of in told if of]
        told += [(offset, of) for offset, of in self._charged if offset < here]
        sentence = self._sentence_of(here)
        near = [(o, of) for o, of in told if sentence - self._sentence_of(o) <= 2]
        last = max(near, default=(-1, ()))
        if not near or self._sentence_of(last[0]) < sentence - 1:  # "bombed the town. Somalia rejected that account"
            acts = [e for e in self._found if e.sentence == sentence - 1]
            told_there = tuple(e.index for e in acts if self._frames.is_a(e.type, "MilitaryAction"))
            return told_there or last[1]
        return last[1]

    def _starts_before(self, trigger: Trigger, offset: int) -> bool:
        return self.mentions.offset(trigger.token) < offset

    def _attack_before(self, cue: Token) -> tuple[int, ...]:
        """The attack that was told last."""
        here = self.mentions.offset(cue)
        told = [e.index for e in self._found if e.span.start < here and self._frames.is_a(e.type, "Attack")]
        return tuple(told[-1:])

    def _stated_before(self, k: int) -> int | None:
        """Whose "the statement" is: of who spoke last, as one body and not as an outlet."""
        for said in reversed(self._said[:k]):
            if len(said.sources) == 1 and self.mentions.all[said.sources[0]].type is not ActorType.NEWS_ORGANIZATION:
                return said.sources[0]
        return None

    def _outlet_before(self, k: int) -> int | None:
        """Whose "the report" is: the last outlet that was a source or passed something on."""
        for said in reversed(self._said[:k]):
            for mention in (*said.sources, *([said.via] if said.via is not None else [])):
                if self.mentions.all[mention].type == "NewsOrganization":
                    return mention
        return None


def _told_beside(trigger: Trigger, by_token: dict[int, Trigger]) -> int | None:
    """The event before or after which another was, and which it is not: "bombed it two days after the raid".

    So are what answers an act, and what follows "within minutes of" it.
    """
    preposition = trigger.token.head
    above = preposition.head
    if trigger.token.dep_ == "dobj" and preposition.lemma_ == "follow" and not syntax.is_passive(preposition):
        before = [by_token[s.i] for s in syntax.children(preposition, "nsubj") if s.i in by_token]
        return before[0].index if before else None  # "the raid follows a strike on Tuesday"
    answered = above.i in by_token and by_token[above.i].frame.type == "Retaliation"
    if preposition.lower_ == "for" and answered and trigger.token.dep_ == "pobj":
        return by_token[above.i].index  # "vowed revenge for the act"
    if preposition.lower_ in {"in", "during"} and trigger.frame.coreferent and above.i in by_token:
        denied = syntax.is_verb(above) and syntax.negated(above) is not None
        return by_token[above.i].index if denied else None  # "no shots were fired in the incident"
    soon = (
        preposition.lower_ == "of" and above.lemma_ in _SOON and above.dep_ == "pobj" and above.head.lower_ == "within"
    )
    answer = preposition.lower_ == "to" and above.lemma_ in {"response", "answer", "reaction"} and above.dep_ == "pobj"
    beside = preposition.lower_ in {"after", "before", "following", "since"} or soon or answer
    if trigger.token.dep_ != "pobj" or not beside:
        return None
    step = above
    for _ in range(5 if soon or answer else 3):
        carried = [by_token[c.i] for c in step.children if c.dep_ == "dobj" and c.i in by_token]
        if step.i in by_token or (carried and syntax.is_verb(step)):
            return by_token[step.i].index if step.i in by_token else carried[0].index
        if step.dep_ not in {"npadvmod", "advmod", "pobj", "prep"}:
            break
        step = step.head
    attacks = [t for t in by_token.values() if t.token.sent == trigger.token.sent and t.token.i < above.i]
    return attacks[-1].index if answer and attacks else None  # "struck it in response to the attack"


def _machine_hit(verb: Token) -> str | None:
    """The kind of machine that a verb's object is."""
    kinds = (_MACHINES.get(o.lemma_.lower()) for o in syntax.logical_objects(verb))
    return next((kind for kind in kinds if kind is not None), None)


def _is_toll(token: Token) -> bool:
    """Whether a verb sums up many events: "550 people have been killed since fighting erupted"."""
    return any(
        c.lower_ == "since" or any(k.lower_ == "since" and k.dep_ == "mark" for k in c.children) for c in token.children
    ) and any(c.lower_ in {"has", "have"} for c in token.children)


def _tells_the_outcome(token: Token) -> bool:
    """Whether a participle tells what the act of its main clause did: "..., killing two"."""
    return token.dep_ in {"advcl", "xcomp"} and token.tag_ == "VBG" and token.lemma_ in _OUTCOMES


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
