"""Queries: the library of named questions and their typed parameters."""

from kg.queries.library import Library, NamedQuery, Parameter

__all__ = ["Library", "NamedQuery", "Parameter"]
