"""`kg validate`."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import rdflib
from rich.console import Console

from kg.articles import article_paths, read_path
from kg.cli.common import ALL_DONE, NOTHING_DONE, PARTLY_DONE, settings, tell
from kg.cli.opening import store_to_read
from kg.errors import ArticleError
from kg.model import Document
from kg.validation import Violation, validate

_DEFAULT = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
_NAMED = "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }"


def validate_store(articles: list[str]) -> int:
    """Check the store, and the texts of articles that are given; each violation with node, path and sentence."""
    store = store_to_read(settings().store)
    default = _graph([f"{row['s']} {row['p']} {row['o']} ." for row in store.query(_DEFAULT)])
    named: dict[str, list[str]] = defaultdict(list)
    for row in store.query(_NAMED):
        named[row["g"].value].append(f"{row['s']} {row['p']} {row['o']} .")
    graphs = {name: _graph(lines) for name, lines in named.items()}
    texts, unread = _texts(articles)
    violations = validate(default, graphs, texts)
    for violation in violations:
        _show(violation)
    if violations:
        tell(f"{len(violations)} violations in {len(default):,} triples")
        return NOTHING_DONE
    message = f"{len(default):,} triples: no violation, every quotation equals its text, every statement has a receipt"
    Console().print(message, highlight=False, soft_wrap=True)
    return PARTLY_DONE if unread else ALL_DONE


def _graph(lines: list[str]) -> rdflib.Graph:
    return rdflib.Graph().parse(data="\n".join(lines), format="nt")


def _texts(articles: list[str]) -> tuple[dict[str, str], int]:
    """Texts by the identifier of their document, and how many articles could not be read, which are told."""
    found: dict[str, str] = {}
    faults: list[ArticleError] = []
    for path in article_paths([Path(name) for name in articles], faults.append) if articles else ():
        for document in read_path(path, limit=settings().max_chars):
            if isinstance(document, Document):
                found[document.id] = document.text
            else:
                faults.append(document)
    for fault in faults:
        tell(str(fault))
    return found, len(faults)


def _show(violation: Violation) -> None:
    console = Console()
    place = f" ({violation.path})" if violation.path else ""
    console.print(f"{violation.node}{place}: {violation.message}", highlight=False, soft_wrap=True, markup=False)
    if violation.sentence:
        console.print(f"    {violation.sentence}", highlight=False, soft_wrap=True, markup=False)
