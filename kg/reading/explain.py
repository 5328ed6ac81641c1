"""Why the reader reads what it reads: for one sentence its parse, and which frame, roles and signals came of it."""

from __future__ import annotations

from kg.errors import InputError
from kg.model import Document, EventMention, Reading, Span
from kg.reading.language import parse
from kg.reading.reader import Reader


def explain(reader: Reader, document: Document, *, sentence: int | None = None, at: int | None = None) -> list[str]:
    """Lines that explain a sentence, by its number (from 0) or by an offset in the text.

    Raises InputError where there is no such sentence, or no sentence at that offset.
    """
    (reading,) = reader.read([document])
    index = _sentence(reading, sentence, at)
    span = reading.sentences[index].span
    text = document.text
    lines = [f"sentence {index} ({span.start}-{span.end}): {text[span.start : span.end]}", "", "parse"]
    lines += _parse(reader, document, span)
    lines += ["", "actors"]
    for mention in reading.mentions:
        if mention.sentence == index:
            kind = mention.type.value if mention.type else "?"
            lines.append(f"  {_words(text, mention.span)}  {mention.kind.value}, {kind}" + _of(mention.state))
    lines += ["", "events"]
    for event in reading.events:
        if event.sentence == index:
            lines += _event(reading, event)
    lines += ["", "attributions"]
    for said in reading.attributions:
        if said.sentence == index:
            source = _words(text, reading.mentions[said.source].span) if said.source is not None else "left open"
            via = f", via {_words(text, reading.mentions[said.via].span)}" if said.via is not None else ""
            about = ", ".join(_words(text, reading.events[e].span) for e in said.content) or "no event"
            cue = _words(text, said.span)
            lines.append(f"  {cue}  {said.stance.value} ({said.voice.value}), source: {source}{via}; about: {about}")
    return lines


def _sentence(reading: Reading, sentence: int | None, at: int | None) -> int:
    if sentence is not None:
        if not 0 <= sentence < len(reading.sentences):
            raise InputError(f"there is no sentence {sentence}; they are numbered 0 to {len(reading.sentences) - 1}")
        return sentence
    for one in reading.sentences:
        if at is not None and one.span.start <= at < one.span.end:
            return one.index
    raise InputError(f"there is no sentence at offset {at}; the text has {len(reading.document.text)} characters")


def _parse(reader: Reader, document: Document, span: Span) -> list[str]:
    """One line a word: the word, its part of speech, and what it hangs on with which label."""
    ((_, passages),) = parse(reader.model, [document], reader.vocabulary)
    return [
        f"  {token.text:<20} {token.pos_:<6} {token.dep_:<10} {'' if token.head == token else token.head.text}".rstrip()
        for passage in passages
        for token in passage.doc
        if span.start <= passage.base + token.idx < span.end
    ]


def _event(reading: Reading, event: EventMention) -> list[str]:
    text = reading.document.text
    lines = [f"  {_words(text, event.span)}  frame {event.frame.removesuffix('*')}"]
    for role in event.roles:
        lines.append(f"    {role.name.value}: {_words(text, reading.mentions[role.mention].span)}")
    reasons = ", ".join(f"{name} {_words(text, where)}" for name, where in event.signals) or "by default"
    lines.append(f"    status: {event.status.value} ({reasons})")
    if event.time is not None:
        time = reading.times[event.time]
        lines.append(f"    time: {_words(text, time.span)} = {time.edtf or 'open'}")
    for name, other in (("acts on", event.theme), ("answers", event.cause), ("names again", event.same_as)):
        if other is not None:
            lines.append(f"    {name}: {_words(text, reading.events[other].span)}")
    return lines


def _words(text: str, span: Span) -> str:
    return f"“{text[span.start : span.end]}”"


def _of(state: str | None) -> str:
    return f", of {state}" if state else ""
