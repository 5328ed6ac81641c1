"""The golden files of the named questions: which question, with which values, on which articles.

Run as a program it writes them anew: `.venv/bin/python tests/queries/golden_rows.py`. Read each changed row against
the article before it is committed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kg.articles import read_path
from kg.iris import document_iri
from kg.model import Document
from kg.pipeline import Pipeline
from kg.queries import Library
from kg.store import Store, answer

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = Path(__file__).parent / "golden"
FIRST = "netanyahu-biden-call"
SEVERAL = "across articles"  # the theme of the questions that are asked of all annotated articles at once


class Golden(NamedTuple):
    """One file of golden rows, named for the question, with ".example" where it is asked with its examples."""

    name: str
    query: str
    values: dict[str, str]
    several: bool

    @property
    def path(self) -> Path:
        return FOLDER / f"{self.name}.tsv"


def golden_files(library: Library) -> Iterator[Golden]:
    """Every question with its defaults, and once more with the values that answer its competency question."""
    for name, query in sorted(library.queries.items()):
        several = query.theme == SEVERAL
        yield Golden(name, name, {}, several)
        if query.examples:
            yield Golden(f"{name}.example", name, query.examples, several)


def rows(golden: Golden, library: Library, store: Store) -> str:
    """The rows as they are now."""
    return answer(store, library.get(golden.query).bound(golden.values)).serialize("tsv").decode()


def write() -> None:
    """Write all files anew and take away those of no question."""
    documents = [d for path in sorted((ROOT / "articles").glob("*.md")) for d in read_path(path)]
    first, full = Store(), Store()
    for graph in Pipeline().graphs(d for d in documents if isinstance(d, Document)):
        iri = document_iri(graph.document.id)
        full.replace(iri, graph.quads)
        if graph.document.id == FIRST:
            first.replace(iri, graph.quads)
    library = Library.load([ROOT / "queries"])
    wanted = list(golden_files(library))
    for golden in wanted:
        golden.path.write_text(rows(golden, library, full if golden.several else first), encoding="utf-8")
    for path in set(FOLDER.glob("*.tsv")) - {golden.path for golden in wanted}:
        path.unlink()


if __name__ == "__main__":
    write()
