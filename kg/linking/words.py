"""Comparing names and titles by their words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_EMPTY = {"the", "a", "an", "of", "s"}
_SPELLING = {
    "defence": "defense",
    "minster": "minister",
    "advisor": "adviser",
    "secretary-general": "secretary general",
    "spokesman": "spokesperson",
    "spokeswoman": "spokesperson",
    "chairman": "chair",
    "chairwoman": "chair",
}


def words_of(text: str) -> list[str]:
    """Lower-case words without accents, articles, "of" and the possessive ending."""
    return list(_words(text))


@lru_cache(maxsize=65_536)  # the same names are compared again and again
def _words(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower().replace("'s", " ").replace("u.s.", "us")
    return tuple(_SPELLING.get(w, w) for w in _WORD.findall(plain) if w not in _EMPTY)


_ABOUT = {
    "at",
    "least",
    "some",
    "about",
    "around",
    "nearly",
    "almost",
    "more",
    "than",
    "as",
    "many",
    "over",
    "up",
    "to",
}
_NUMBERS = {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "dozen"}
_KIN = {"troops": "soldiers", "servicemen": "soldiers", "persons": "people"}


def same_number(one: str, other: str) -> bool:
    """Whether two descriptions count the same people: "13 Chadian soldiers", "at least 13 troops"."""
    ours, theirs = ({_KIN.get(w, w) for w in words_of(name)} - _ABOUT for name in (one, other))
    numbers = [{w for w in some if w.isdigit() or w in _NUMBERS} for some in (ours, theirs)]
    nouns = [{w for w in some if w.endswith("s") or w == "people"} for some in (ours, theirs)]
    if not numbers[0] or numbers[0] != numbers[1] or not nouns[0] & nouns[1]:
        return False
    return ours <= theirs or theirs <= ours


def stems(text: str) -> set[str]:
    """The words of a description in the singular, soldiers by one name: "rebels" as "rebel", "troops" as "soldier"."""
    words = (_KIN.get(w, w) for w in words_of(text))
    return {w[:-1] if w.endswith("s") and not w.endswith("ss") and len(w) > 3 else w for w in words}


def title_words(title: str) -> list[str]:
    """The words of a title, in one spelling."""
    return [w for word in words_of(title) for w in (("prime", "minister") if word in {"pm", "premier"} else (word,))]


def same_title(one: str, other: str) -> bool:
    """Whether a title is another, or its short form: "the minister" for a Foreign Minister, not the other way round."""
    short, long = title_words(one), title_words(other)
    if not short or not long:
        return False
    if short == ["secretary"]:
        return "secretary" in long[:1] + long[-1:]  # "the Secretary" of State
    return short == long or (len(short) < len(long) and long[-len(short) :] == short) or sorted(short) == sorted(long)


def rank(title: str) -> int:
    """0 for those who lead a state, 1 for its ministers, 2 for the rest: equals of one meeting come from two states."""
    words = set(title_words(title))
    if (
        words & {"president", "premier", "chancellor", "king", "emir", "sultan", "queen"}
        or {"prime", "minister"} <= words
    ):
        return 0
    return 1 if words & {"minister", "secretary"} else 2


# what an office is called in states that have not that title, and who has it
_ELSEWHERE = {
    "secretary of state": ("foreign minister", {"US"}),
    "foreign secretary": ("foreign minister", {"GB", "PH", "IN", "PK", "BD", "MX"}),
    "external affairs minister": ("foreign minister", {"IN"}),
    "secretary of defense": ("defense minister", {"US"}),
    "defense secretary": ("defense minister", {"US", "PH"}),
    "defence secretary": ("defence minister", {"GB", "US", "PH"}),
    "home secretary": ("interior minister", {"GB"}),
    "treasury secretary": ("finance minister", {"US"}),
}


def abroad(title: str, state: str | None) -> str:
    """What the equal of somebody with a title is in another state: a secretary of state's is a foreign minister."""
    other, those = _ELSEWHERE.get(title.lower(), (title, set()))
    return title if state is None or state in those else other


_VAGUELY = r"(?:more than|fewer than|less than|at least|at most|up to|some|about|around|nearly|almost|over|only)"
_NUMBER = (
    r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty)"
)
_COUNT = re.compile(rf"(?:{_VAGUELY} )?{_NUMBER}(?: (?:or|to|and) {_NUMBER})? (?=\w)", re.IGNORECASE)


def uncounted(name: str) -> str:
    """A description without the number that opens it: the "activists" of "more than 600 activists"."""
    return _COUNT.sub("", name, count=1) if _COUNT.match(name) else name
