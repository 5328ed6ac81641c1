"""Finding by words: an index of names, quotations and articles beside the store, made from it and made anew from it."""

from api.finding.asking import Found, Hit, find
from api.finding.keeper import Finder

__all__ = ["Finder", "Found", "Hit", "find"]
