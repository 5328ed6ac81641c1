"""Actors that are known beforehand: a user's authority file, and the list of office holders of the program."""

from kg.authority.files import load_authority
from kg.authority.holders import load_holders
from kg.authority.records import Authority, KnownActor, KnownTenure

__all__ = ["Authority", "KnownActor", "KnownTenure", "load_authority", "load_holders"]
