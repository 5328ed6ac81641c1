"""The store: one embedded RDF dataset, in memory or on disk."""

from kg.store.answers import ANSWER_FORMATS, Answer, answer
from kg.store.describing import description, referring, write_triples
from kg.store.dump import FORMATS, DumpFormat, dump_format
from kg.store.store import Change, Stats, Store

__all__ = [
    "ANSWER_FORMATS",
    "FORMATS",
    "Answer",
    "Change",
    "DumpFormat",
    "Stats",
    "Store",
    "answer",
    "description",
    "dump_format",
    "referring",
    "write_triples",
]
