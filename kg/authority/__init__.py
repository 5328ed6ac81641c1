"""The authority file: actors that a user knows beforehand: aliases, Wikidata ids, offices and their times."""

from kg.authority.files import load_authority
from kg.authority.records import Authority, KnownActor, KnownTenure

__all__ = ["Authority", "KnownActor", "KnownTenure", "load_authority"]
