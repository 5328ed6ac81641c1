"""Bulk reading: archives of any length into the store, by several processes, resumable after any end."""

from kg.bulk.build import Build, Listener, Outcome, Readers
from kg.bulk.journal import Journal
from kg.bulk.work import Options

__all__ = ["Build", "Journal", "Listener", "Options", "Outcome", "Readers"]
