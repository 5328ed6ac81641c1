"""Headlines In Title Case, put in the case of a sentence for the parser, which else takes every word for a name.

A word keeps its capital where the text itself writes it so within a sentence, and loses it where the text writes it
small or where it is a common word. Lengths do not change, so that offsets hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from itertools import count

from spacy.language import Language

from kg.reading.actor_lexicon import ActorLexicon
from kg.reading.frames import load_frames
from kg.reading.gazetteer import gazetteer
from kg.reading.given_names import gender_of

_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_WITHIN = re.compile(r"(?<=[a-z,;’'\"”] )[A-Z][^\W\d_]+(?:['’-][^\W\d_]+)*")
_OWNED = re.compile(r"['’]s?$")
_FEWEST = 3  # words of a headline that can be told to be in title case
_SHARE = 0.75  # of its longer words that then begin with a capital
_SHORT = 4  # letters; shorter words are small in many styles
_SHORT_VERB = 3  # letters; shorter verbs are names as often
_COMMON = {
    "latest", "as", "after", "amid", "against", "over", "into", "before", "despite", "during", "says", "say", "said",
    "likely", "set", "due", "new", "first", "another", "more", "its", "his", "her", "their", "to", "of", "in", "on",
    "for", "from", "with", "by", "at", "is", "are", "be", "will", "may", "not", "no", "and", "or", "but", "the", "a",
    "an", "near", "under", "about", "between", "since", "until", "while", "without", "following", "ahead", "back",
    "off", "out", "up", "down",
}  # fmt: skip


class Vocabulary:
    """What is known of words beforehand: verbs of the lexicon, the dictionary of the model, names with capitals."""

    def __init__(self, model: Language, lexicon: ActorLexicon) -> None:
        self.verbs = _verbs()
        self._words = _dictionary(model)
        self._lexicon = lexicon
        self._surnames = {name.split()[-1] for name in lexicon.persons}

    def names(self, words: Sequence[str]) -> set[int]:
        """Numbers of the words that are parts of known names: "White House", "the United Nations"."""
        found: set[int] = set()
        small = [word.lower() for word in words]
        plain = self.verbs | _COMMON
        for i, word in enumerate(words):
            known, state = self._lexicon.known_at(words, i), gazetteer().match(words, i)
            one = word in self._surnames or gazetteer().is_place(word)
            longest = max(known[0] if known else 0, state[0] if state else 0, int(one and small[i] not in plain))
            found.update(range(i, i + longest))
            title = self._lexicon.title_at(small, i)
            after = i + title[0] if title is not None else i + 1
            if after == len(words) or small[after] in plain:
                continue
            if title is not None:
                found.add(after)  # "Prime Minister Thatcher"
            elif gender_of(f"{word} {words[after]}") is not None:
                found.update({i, after})  # "George Bush"
        return found

    def is_word(self, small: str) -> bool:
        """Whether the dictionary has a word, given in small letters, in any of its regular forms."""
        return any(form in self._words for form in _bare_forms(small))


def _bare_forms(word: str) -> Iterator[str]:
    """A word and what it may be a regular form of: "seeks", "planned", "closing", "bodies"."""
    yield word
    for end, instead in (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("d", ""), ("ing", ""), ("ing", "e")):
        if word.endswith(end) and len(word) > len(end) + 2:
            stem = word[: -len(end)]
            yield stem + instead
            if end in {"ed", "ing"} and stem[-1] == stem[-2]:
                yield stem[:-1]


@cache
def _verbs() -> frozenset[str]:
    """The verbs of the lexicon in the forms of headlines: "launches", "postponed", "shelling"."""
    verbs = {frame.lemma for frame in load_frames().frames if frame.pos == "verb" and len(frame.lemma) > _SHORT_VERB}
    ends = [("", "s", "ed", "ing"), ("es", "d")]
    forms = {verb + end for verb in verbs for end in ends[0]} | {verb + end for verb in verbs for end in ends[1]}
    short = {frame.lemma for frame in load_frames().frames if frame.pos == "verb" and len(frame.lemma) == _SHORT_VERB}
    forms |= {verb + end for verb in short for end in ("s", "es", "ed")}  # "Chad vows reply", but "Ban" may be a name
    return frozenset(forms | {verb[:-1] + "ing" for verb in verbs if verb.endswith("e")})


def _dictionary(model: Language) -> frozenset[str]:
    """The nouns, verbs and adjectives that the model's lemmatizer lists; none where it has no such list."""
    tables = getattr(model.get_pipe("lemmatizer"), "lookups", None) if "lemmatizer" in model.pipe_names else None
    if tables is None or not tables.has_table("lemma_index"):
        return frozenset()
    index = tables.get_table("lemma_index")
    return frozenset(word for pos in ("noun", "verb", "adj", "adv") if pos in index for word in index[pos])


class SentenceCase:
    """Knows how one text writes its words."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self._text = text
        self._vocabulary = vocabulary

    @cached_property
    def _names(self) -> set[str]:
        found = (match.group() for match in _WITHIN.finditer(self._text))
        return {word for name in found for word in (name, *name.split("-"))}

    @cached_property
    def _small(self) -> set[str]:
        return {word for word in _WORD.findall(self._text) if word == word.lower()}

    def of(self, headline: str) -> str:
        """The headline as a sentence would have it; unchanged where it is none in title case."""
        words = _WORD.findall(headline)
        longer = [w for w in words if len(w) >= _SHORT]
        if len(words) < _FEWEST or sum(w[0].isupper() for w in longer) < _SHARE * len(longer):
            return headline
        if headline == headline.upper():
            return headline
        known = self._vocabulary.names([_OWNED.sub("", word) for word in words])
        kept = {0} | {i for i in known if i < len(words) and words[i] not in self._small}
        numbers = count()
        return _WORD.sub(lambda m: m.group() if next(numbers) in kept else self._plain(m.group()), headline)

    def stands_alone(self, line: str) -> bool:
        """Whether a line without an article is a headline: no stop, or title case to the last word, verbs too."""
        if not line.rstrip().endswith((".", "!", "?", '"')):
            return True
        words = _WORD.findall(line)
        longer = [w for w in words if len(w) >= _SHORT]
        verbs = [w for w in words[1:] if w.lower() in self._vocabulary.verbs]
        return bool(verbs) and all(w[0].isupper() for w in [*longer, *verbs])

    def _plain(self, word: str) -> str:
        small = word.lower()
        if "-" in word and small in self._small:
            return small  # "Cease-Fire"
        if not word[0].isupper() or word[1:] != small[1:] or word in self._names or word.split("'")[0] in self._names:
            return word
        stem = _OWNED.sub("", small)
        known = small in self._small or stem in self._small or small in _COMMON or stem in self._vocabulary.verbs
        return small if known or self._vocabulary.is_word(stem) else word
