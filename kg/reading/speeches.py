"""Who goes on speaking, what a denial denies, whose "the statement" is: attributions and those before them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from spacy.tokens import Token

from kg.model import ActorType, Attribution, EventMention, Mention, RoleName, Sentence, Span, Stance, Voice
from kg.reading import tree
from kg.reading.contents import Said, says_so
from kg.reading.frames import FrameLexicon
from kg.reading.mentions import Mentions
from kg.reading.roles import Trigger

_TOGETHER = {
    "agree", "discuss", "sign", "decide", "pledge", "exchange", "reaffirm", "vow", "speak", "meet", "talk", "hold",
}  # fmt: skip
# words by which a quotation points at what was told before it
_JUDGING = {"this", "that", "such", "these", "those", "it", "act"}
_BLAME = {"responsible", "behind", "culprit", "guilty"}
_BEFORE = 2  # sentences that what is judged may stand before
_GOES_ON = 3  # sentences
_MET_BEFORE = 2  # sentences between those who met and "they agreed"


def _of_it(said: Said) -> bool:
    """Whether what is said is said of something that was told before: "said that it had been planned"."""
    clauses = [v for v in tree.children(said.cue, "ccomp") if v.lemma_ == "be" or tree.is_passive(v)]
    if said.cue.dep_ == "parataxis" and said.cue.head.lemma_ == "be":
        clauses.append(said.cue.head)  # "it was, he said, a deliberate act"
    return any(c.lower_ in {"it", "this", "that"} for v in clauses for c in tree.children(v, "nsubj", "nsubjpass"))


def _blames(said: Said) -> bool:
    """Whether what is said is who did what was told before: "said that Chad was responsible"."""
    clauses = [v for v in tree.children(said.cue, "ccomp") if v.pos_ in {"VERB", "AUX"}]
    below = [c for v in clauses for c in (*v.children, *(k for x in tree.children(v, "ccomp") for k in x.children))]
    blame = [c for c in below if c.lower_ in _BLAME]
    of = [o for c in blame for p in (c, *tree.children(c, "prep")) for o in tree.children(p, "pobj")]
    return bool(blame) and all(o.lower_ in {"it", "this", "that"} for o in of)  # but "responsible for the budget"


def _tells_of_the_accused(token: Token, accusing: Token) -> bool:
    """Whether an event only tells who is accused: "blamed his rival, who was toppled in 2005, for the unrest"."""
    chain = [token, *token.ancestors]
    inside = chain[: chain.index(accusing)]
    about = next((t for t in inside if t.dep_ in {"relcl", "acl"}), None)
    person = about.head if about is not None else token
    while person.dep_ == "appos":
        person = person.head
    return about is not None and person.head == accusing and person.dep_ in {"dobj", "dative", "nsubjpass"}


class Speeches:
    """The attributions of one document, passage after passage; `events` are the mentions of events so far."""

    def __init__(
        self,
        frames: FrameLexicon,
        mentions: Mentions,
        events: list[EventMention],
        sentences: list[Sentence],
        sentence_of: Callable[[int], int],
        text: str,
    ) -> None:
        self._frames = frames
        self._mentions = mentions
        self._found = events
        self._sentences = sentences
        self._sentence_of = sentence_of
        self._text = text
        self._said: list[Said] = []
        self._charged: list[tuple[int, tuple[int, ...]]] = []  # where somebody is accused, and the events of what

    def charge(self, trigger: Trigger, triggers: list[Trigger]) -> None:
        """Note where somebody is accused, and of what."""
        below = (t for t in triggers if trigger.token.is_ancestor(t.token))
        of = tuple(t.index for t in below if not _tells_of_the_accused(t.token, trigger.token))
        self._charged.append((self._mentions.offset(trigger.token), of or (trigger.index,)))

    def add(self, found: list[Said]) -> None:
        """Take the attributions of the next passage."""
        for said in found:
            said.index = len(self._said)
            self._said.append(said)

    def they_met(self, triggers: list[Trigger]) -> None:
        """Who "they" are that "agreed": those who met or spoke just before; so are "the interlocutors"."""
        for trigger in triggers:
            verb = trigger.token
            if verb.lemma_ not in _TOGETHER or not tree.is_verb(verb):
                continue
            for subject in tree.children(verb, "nsubj"):
                index = self._mentions.by_offset.get(self._mentions.offset(subject))
                if (
                    subject.lower_ not in {"they", "interlocutors", "two", "pair"}
                    or index is None
                    or self._mentions.all[index].posts
                ):
                    continue
                pronoun = self._mentions.all[index]
                met = [
                    e for e in self._found
                    if e.span.start < pronoun.span.start and 0 <= pronoun.sentence - e.sentence <= _MET_BEFORE
                    and self._together(e)
                ]  # fmt: skip
                if met:
                    posts = tuple(dict.fromkeys(role.mention for role in met[-1].roles))
                    self._mentions.all[index] = replace(pronoun, posts=posts)

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
            mention = self._mentions.all[source] if source is not None else None
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
        before = self._text[start : mention.span.start]
        return sum(before.count(mark) for mark in '"“”') % 2 == 1

    def go_on(self, found: list[Said]) -> None:
        """Who goes on speaking as "he" is who spoke last, where nobody else came between."""
        mentions = self._mentions.all
        for said in found:
            pronoun = mentions[said.sources[0]] if len(said.sources) == 1 else None
            if pronoun is None or pronoun.likely is not None or not (pronoun.gender or pronoun.name == "it"):
                continue
            personal = pronoun.gender is not None
            last, speaker = self._last_speaker(said.index, personal=personal)
            if last is None or speaker is None:
                continue
            start = self._mentions.offset(last.cue)
            since = [
                m for m in mentions
                if (m.type is ActorType.PERSON) == personal and m.subject and m.type is not None
                and start < m.span.start < pronoun.span.start and m.name != speaker.name
                and not self._quoted(m, pronoun)
            ]  # fmt: skip
            if not since and pronoun.sentence - self._sentence_of(start) <= _GOES_ON:
                mentions[pronoun.index] = replace(pronoun, likely=speaker.index)

    def attributions(self) -> list[Attribution]:
        """The attributions, one for each source; "the claim" and "the report" are resolved to what went before."""
        found: list[Attribution] = []
        for k, said in enumerate(self._said):
            content = tuple(t.index for t in said.content)
            if said.stance is Stance.DENIES and not content and not said.clausal:
                content = self._denied_before(k)
            if (
                said.stance is Stance.ASSERTS
                and not content
                and (said.voice is Voice.QUOTE or _of_it(said) or _blames(said))
            ):
                content = self._judged(said)
            if not content and says_so(said.cue):
                content = self._told_before(said)
            if said.cue.lemma_ == "claim" and not content and not said.clausal:
                content = self._attack_before(said.cue)  # "claimed responsibility"
            sources: list[int | None] = list(said.sources) or [None]
            if said.reports_back and not said.sources:
                sources = [self._stated_before(k) if said.states else self._outlet_before(k)]
            for source in sources:
                start = self._mentions.offset(said.cue)
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
                        charged=said.charged,
                    )
                )
        return found

    def _denied_before(self, k: int) -> tuple[int, ...]:
        """What "denied the claim" denies: what was last said or charged, at most two sentences before."""
        here = self._mentions.offset(self._said[k].cue)
        before = self._said[k - 1] if k else None
        if (
            before is not None
            and before.clausal
            and not before.content
            and self._sentence_of(here) - self._sentence_of(self._mentions.offset(before.cue)) in {0, 1}
        ):
            return ()  # what was said last tells no event
        told = [
            (self._mentions.offset(said.cue), tuple(t.index for t in said.content if self._starts_before(t, here)))
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

    def _judged(self, said: Said) -> tuple[int, ...]:
        """What a quotation that names no event is about: "This is state terrorism," he said of what was told before."""
        here = self._sentence_of(self._mentions.offset(said.cue))
        words = {said.cue.doc[i].lower_ for i in said.region}
        if not words & (_JUDGING | _BLAME):
            return ()
        far = _BEFORE if _of_it(said) or _blames(said) else 1
        for sentence in range(here, here - far - 1, -1):
            before = [
                e for e in self._found if e.sentence == sentence and e.span.start < self._mentions.offset(said.cue)
            ]
            acts = [e.index for e in before if self._frames.is_a(e.type, "MilitaryAction")]
            if acts:
                return (acts[0],)
        return ()

    def _told_before(self, said: Said) -> tuple[int, ...]:
        """What "so says the ministry" stands for: what the sentence before tells first."""
        here = self._sentence_of(self._mentions.offset(said.cue))
        return tuple(e.index for e in self._found if e.sentence == here - 1)[:1]

    def _starts_before(self, trigger: Trigger, offset: int) -> bool:
        return self._mentions.offset(trigger.token) < offset

    def _attack_before(self, cue: Token) -> tuple[int, ...]:
        """The attack that was told last."""
        here = self._mentions.offset(cue)
        told = [e.index for e in self._found if e.span.start < here and self._frames.is_a(e.type, "Attack")]
        return tuple(told[-1:])

    def _stated_before(self, k: int) -> int | None:
        """Whose "the statement" is: of who spoke last, as one body and not as an outlet.

        Who "said" something goes before whom a number is only "according to".
        """
        alone = [
            said for said in self._said[:k]
            if len(said.sources) == 1 and self._mentions.all[said.sources[0]].type is not ActorType.NEWS_ORGANIZATION
        ]  # fmt: skip
        said = next((s for s in reversed(alone[-2:]) if s.cue.lower_ != "according"), None) or next(
            iter(alone[-1:]), None
        )
        return said.sources[0] if said is not None else None

    def _outlet_before(self, k: int) -> int | None:
        """Whose "the report" is: the last outlet that was a source or passed something on."""
        for said in reversed(self._said[:k]):
            for mention in (*said.sources, *([said.via] if said.via is not None else [])):
                if self._mentions.all[mention].type == "NewsOrganization":
                    return mention
        return None
