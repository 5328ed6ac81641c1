"""API keys: the server knows their hashes only."""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import dataclass
from hashlib import sha256

from kg.errors import InputError

_HASH = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[A-Za-z0-9_.-]{1,40}")
PREFIX = "kg_"


@dataclass(frozen=True, slots=True)
class Key:
    """A key as the server knows it: a name for logs and limits, and the SHA-256 of the key in hexadecimal."""

    name: str
    digest: str


def new_key() -> tuple[str, str]:
    """A key with 256 bits of chance, and its hash.

    The hash is plain: what has so much chance in it cannot be guessed however fast the hash is.
    """
    key = PREFIX + secrets.token_urlsafe(32)
    return key, hashed(key)


def hashed(key: str) -> str:
    """The hash of a key, as KG_API_KEYS takes it."""
    return sha256(key.encode()).hexdigest()


def parse_keys(text: str) -> tuple[Key, ...]:
    """The keys of KG_API_KEYS: hashes with commas between, each with or without `name:` before it.

    Raises InputError for what is no hash, without telling it: it may be a key that was put in by mistake.
    """
    found = []
    for number, part in enumerate((p.strip() for p in text.split(",") if p.strip()), 1):
        name, colon, digest = part.rpartition(":")
        digest = digest.lower()
        if not _HASH.fullmatch(digest):
            raise InputError(f"entry {number} is no SHA-256 in hexadecimal; `kg apikey` makes one", place="KG_API_KEYS")
        if colon and not _NAME.fullmatch(name):
            raise InputError(
                f"the name of entry {number} is {name!r}; letters, digits, . _ - are taken", place="KG_API_KEYS"
            )
        found.append(Key(name or f"key-{number}", digest))
    return tuple(found)


def known_key(keys: tuple[Key, ...], given: str) -> Key | None:
    """The key that was given; in the same time whichever it is, or none."""
    digest = hashed(given)
    found = None
    for key in keys:
        if hmac.compare_digest(key.digest, digest):
            found = key
    return found
