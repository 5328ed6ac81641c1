"""Statements: from a resolved article to its quads, and from quads back to the record of the article."""

from kg.statements.quads import article_quads
from kg.statements.record import article_record

__all__ = ["article_quads", "article_record"]
