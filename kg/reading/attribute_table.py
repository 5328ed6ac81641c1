"""The model's attribute rules as a table: which attributes a token gets by its tag, word and dependency.

The rules of the pinned model look at one token, or at two that stand side by side, and at nothing of them but tag,
lower-case word, dependency and whether it is blank. So what they say is looked up, where spaCy's own component runs a
matcher over the text: the same attributes in less time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Token
from spacy.tokens._retokenize import set_token_attrs

_NAME = "attribute_table"


class _Key(NamedTuple):
    """What the rules look at."""

    tag: str
    lower: str
    dep: str
    space: bool


_Test = Callable[[_Key], bool]
_FIELDS = {"TAG": "tag", "LOWER": "lower", "DEP": "dep", "IS_SPACE": "space"}


@dataclass(frozen=True, slots=True)
class Rule:
    """What one or two tokens must be, which of them gets attributes, and which."""

    tokens: tuple[_Test, ...]
    index: int
    attributes: Any


class AttributeTable:
    """Sets the attributes of rules; of several that fit a token a later one has the last word, as with spaCy."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._single: dict[_Key, list[int]] = {}
        self._opens: dict[_Key, list[int]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """The document, with attributes set."""
        keys = [_Key(t.tag_, t.lower_, t.dep_, t.is_space) for t in doc]
        fitting = [self._found(self._single, key, 1) for key in keys]
        for i, (one, other) in enumerate(pairwise(keys)):
            for number in self._found(self._opens, one, 2):
                rule = self._rules[number]
                if rule.tokens[1](other):
                    at = i + rule.index
                    fitting[at] = sorted((*fitting[at], number))
        for token, numbers in zip(doc, fitting, strict=True):
            self._set(token, numbers)
        return doc

    def _found(self, known: dict[_Key, list[int]], key: _Key, length: int) -> list[int]:
        """The rules of so many tokens whose first one fits."""
        found = known.get(key)
        if found is None:
            fits = (n for n, rule in enumerate(self._rules) if len(rule.tokens) == length and rule.tokens[0](key))
            found = known[key] = list(fits)
        return found

    def _set(self, token: Token, numbers: list[int]) -> None:
        for number in numbers:
            set_token_attrs(token, self._rules[number].attributes)


def rules_of(ruler: AttributeRuler) -> list[Rule] | None:
    """The rules of spaCy's component, in order; None where one looks at more than the table does."""
    rules: list[Rule] = []
    patterns: Any = ruler.patterns
    for told, attributes in zip(patterns, ruler.attrs, strict=True):
        for pattern in told["patterns"]:
            tokens = [_test(wanted) for wanted in pattern]
            index = told["index"]
            if len(tokens) not in {1, 2} or not 0 <= index < len(tokens) or None in tokens:
                return None
            rules.append(Rule(tuple(test for test in tokens if test is not None), index, attributes))
    return rules


def _test(wanted: dict[str, Any]) -> _Test | None:
    """Whether a token fits; None for a condition that is of another sort."""
    tests = [_condition(_FIELDS[name], value) if name in _FIELDS else None for name, value in wanted.items()]
    sure = [test for test in tests if test is not None]
    if not tests or len(sure) < len(tests):
        return None
    return lambda key: all(test(key) for test in sure)


def _condition(name: str, value: Any) -> _Test | None:
    if isinstance(value, str | bool):
        return lambda key: bool(getattr(key, name) == value)
    if not isinstance(value, dict) or len(value) != 1:
        return None
    ((sort, given),) = value.items()
    if sort == "IN":
        return lambda key: getattr(key, name) in given
    if sort == "NOT_IN":
        return lambda key: getattr(key, name) not in given
    if sort == "REGEX":
        pattern = re.compile(given)
        return lambda key: pattern.search(getattr(key, name)) is not None
    return None


@Language.factory(_NAME, assigns=["token.pos", "token.morph", "token.lemma"])
def _made(nlp: Language, name: str) -> AttributeTable:
    ruler = nlp.get_pipe("attribute_ruler")
    rules = rules_of(ruler) if isinstance(ruler, AttributeRuler) else None
    assert rules is not None
    return AttributeTable(rules)


def tabulate(model: Language) -> None:
    """Put a table in the place of the model's attribute rules, where it can say all that they say."""
    ruler = model.get_pipe("attribute_ruler") if "attribute_ruler" in model.pipe_names else None
    if isinstance(ruler, AttributeRuler) and rules_of(ruler) is not None:
        model.add_pipe(_NAME, before="attribute_ruler")
        model.remove_pipe("attribute_ruler")
