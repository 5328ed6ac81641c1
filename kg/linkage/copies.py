"""Syndicated copies: near-duplicate texts, by MinHash over word shingles with banded locality-sensitive hashing.

Broder, "On the resemblance and containment of documents" (1997). Candidates share a band; whether they are copies is
then decided by the shingles themselves.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final, TypeVar

from rensa import RMinHash

_T = TypeVar("_T")
_SHINGLE: Final = 4  # words
_PERMUTATIONS, _ROWS, _SEED = 128, 4, 1997  # 32 bands of 4: texts of resemblance 0.42 are found as often as not
_LEAST: Final = 12  # words of a text that can be a copy
_RESEMBLES: Final = 0.55  # share of the shingles of both that both have
_CONTAINS: Final = 0.8  # share of the shorter one's shingles that the longer one has
_LEAST_CONTAINED: Final = 60  # shingles of a text that is told from a quotation both have


@dataclass(frozen=True, slots=True)
class Print:
    """The fingerprint of a text: digest of its words, hashes of its shingles in order, keys of its bands."""

    digest: str
    shingles: array[int]
    bands: tuple[int, ...]


def print_of(words: Sequence[str]) -> Print:
    """The fingerprint of a text's words; a text of a few words has an empty one, which is no copy of anything."""
    if len(words) < _LEAST:
        return Print("", array("Q"), ())
    texts = {" ".join(words[k : k + _SHINGLE]) for k in range(len(words) - _SHINGLE + 1)}
    minhash = RMinHash(_PERMUTATIONS, _SEED)
    minhash.update(sorted(texts))
    digest = minhash.digest()
    bands = tuple(_key(k, *digest[k : k + _ROWS]) for k in range(0, _PERMUTATIONS, _ROWS))
    whole = blake2b(" ".join(words).encode(), digest_size=16).hexdigest()
    return Print(whole, array("Q", sorted(_hash(text) for text in texts)), bands)


def resemblance(one: Print, other: Print) -> tuple[float, str] | None:
    """How much of a copy one text is of another (0 to 1) and why; None where it is none."""
    if one.digest and one.digest == other.digest:
        return 1.0, "the same words"
    ours, theirs = set(one.shingles), set(other.shingles)
    shared, least = len(ours & theirs), min(len(ours), len(theirs))
    if not least:
        return None
    resembles, contained = shared / len(ours | theirs), shared / least
    if resembles >= _RESEMBLES:
        return round(resembles, 3), f"{resembles:.0%} of the runs of {_SHINGLE} words are the same"
    if contained >= _CONTAINS and least >= _LEAST_CONTAINED:
        return round(
            contained * 0.95, 3
        ), f"{contained:.0%} of the shorter text's runs of {_SHINGLE} words are in the other"
    return None


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def _key(*parts: int) -> int:
    """A key of 63 bits, as SQLite takes them."""
    return _hash(" ".join(map(str, parts))) >> 1


def neighbours(group: Iterable[_T], most: int) -> Iterator[tuple[_T, _T]]:
    """Pairs of a group in which each member is compared with those just before it: as many as it has members."""
    before: list[_T] = []
    for member in group:
        for other in before:
            yield other, member
        before.append(member)
        del before[:-most]
