"""What a title is for where a name stands right behind: "Minister of State for Foreign Affairs Anwar Gargash"."""

from __future__ import annotations

from collections.abc import Sequence

_LONGEST = 5  # words
_LAST = {
    "affairs", "security", "europe", "africa", "asia", "east", "pacific", "americas", "defence", "defense", "trade",
    "finance", "justice", "energy", "development", "interior", "cooperation", "commerce", "relations", "policy",
    "commonwealth",
}  # fmt: skip
_BODIES = {"ministry", "ministries", "department", "committee", "council", "commission", "office", "agency",
           "authority", "service", "bureau", "board", "directorate", "forces", "force", "corps"}  # fmt: skip


# what directors and chiefs are of, with small letters: "director general of military operations"
_BRANCHES = {
    ("military", "operations"), ("military", "intelligence"), ("national", "intelligence"), ("public", "prosecutions"),
    ("operations",), ("intelligence",), ("general", "staff"), ("defence", "staff"), ("defense", "staff"),
}  # fmt: skip


def behind_branch(words: Sequence[str], end: int) -> int:
    """Where the branch behind "director general" ends; `end` itself where there is none."""
    if words[end : end + 1] != ["of"]:
        return end
    for length in (2, 1):
        if tuple(words[end + 1 : end + 1 + length]) in _BRANCHES:
            return end + 1 + length
    return end


def behind_portfolio(words: Sequence[str], end: int) -> int:
    """Where the portfolio behind a title ends that a capitalised name follows; `end` itself where there is none.

    `words` are those of the passage, `end` is the place behind the title.
    """
    if words[end : end + 1] not in (["for"], ["of"]):
        return end
    first = end + 2 if words[end + 1 : end + 2] == ["the"] else end + 1
    found = end
    for i in range(first, min(first + _LONGEST, len(words) - 1)):
        if not words[i][:1].isupper() and words[i] != "and":
            break
        behind = words[i + 1]  # a name, but no "Interior Ministry"
        if words[i].lower() in _LAST and words[i].istitle() and behind[:1].isupper() and behind.lower() not in _BODIES:
            found = i + 1
    return found
