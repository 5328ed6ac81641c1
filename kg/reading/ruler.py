"""The model's attribute ruler with a memory: what its rules say of one word is worked out once.

spaCy's ruler tries all its patterns on every word, a tenth of the time of the whole parse. Nearly all of them look at
one token: at its tag, its word, its label. What they set is the same wherever the three are the same.
"""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.symbols import DEP, ORTH, TAG
from spacy.tokens import Doc
from spacy.tokens._retokenize import set_token_attrs

_OWN = {"TAG", "DEP", "LOWER", "ORTH", "TEXT", "IS_SPACE"}  # what tag, word and label decide
_MOST = 100_000  # words that are remembered, each with its tag and label


class RememberingRuler:
    """Does what a ruler (spaCy's `AttributeRuler`) does, faster."""

    def __init__(self, ruler: Any) -> None:
        self._ruler = ruler
        self._seen: dict[tuple[int, int, int], dict[Any, Any]] = {}
        self._longer = Matcher(ruler.vocab)
        for k, rule in enumerate(ruler.patterns):
            longer = [pattern for pattern in rule["patterns"] if not _is_of_one_word(pattern)]
            if longer:
                self._longer.add(str(k), longer)

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of a passage's tokens."""
        if len(self._longer) and self._longer(doc, allow_missing=True):
            self._ruler(doc)
            return doc
        for i, key in enumerate(map(tuple, doc.to_array([TAG, ORTH, DEP]).tolist())):
            found = self._seen.get(key)
            if found is None:
                if len(self._seen) >= _MOST:
                    self._seen.clear()
                found = self._seen[key] = self._said_of(doc, i)
            if found:
                set_token_attrs(doc[i], found)
        return doc

    def _said_of(self, doc: Doc, i: int) -> dict[Any, Any]:
        """What the rules set on a token; a later rule has the last word."""
        token = doc[i]
        alone = Doc(doc.vocab, words=[token.text], tags=[token.tag_], heads=[0], deps=[token.dep_])
        found: dict[Any, Any] = {}
        for rule, _, _, _ in self._ruler.match(alone):
            found.update(self._ruler.attrs[rule])
        return found


def _is_of_one_word(pattern: list[dict[str, Any]]) -> bool:
    return len(pattern) == 1 and set(pattern[0]) <= _OWN


@Language.factory("remembering_ruler")
def _remembering_ruler(nlp: Language, name: str) -> RememberingRuler:
    return RememberingRuler(nlp.get_pipe("attribute_ruler"))
