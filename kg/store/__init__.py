"""The store: one embedded RDF dataset, in memory or on disk."""

from kg.store.answers import ANSWER_FORMATS, Answer, answer
from kg.store.care import Finding, backup, check, restore, standing, tidy
from kg.store.cutting import Written
from kg.store.describing import description, referring, write_triples
from kg.store.dump import FORMATS, DumpFormat, dump_format
from kg.store.formats import migrate
from kg.store.pending import Pending, finish, held, unfinished
from kg.store.snapshots import Snapshot, Source, signature, take_snapshot, write_quads
from kg.store.store import Change, Stats, Store
from kg.store.streaming import TABLES, Export, export_chunks, snapshot_digest

__all__ = [
    "ANSWER_FORMATS",
    "FORMATS",
    "TABLES",
    "Answer",
    "Change",
    "DumpFormat",
    "Export",
    "Finding",
    "Pending",
    "Snapshot",
    "Source",
    "Stats",
    "Store",
    "Written",
    "answer",
    "backup",
    "check",
    "description",
    "dump_format",
    "export_chunks",
    "finish",
    "held",
    "migrate",
    "referring",
    "restore",
    "signature",
    "snapshot_digest",
    "standing",
    "take_snapshot",
    "tidy",
    "unfinished",
    "write_quads",
    "write_triples",
]
