"""`kg validate`."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import rdflib
from rich.console import Console

from kg.articles import article_paths, read_path
from kg.cli.common import settings, tell
from kg.cli.opening import store_to_read
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
    violations = validate(default, graphs, _texts(articles))
    for violation in violations:
        _show(violation)
    if violations:
        tell(f"{len(violations)} violations in {len(default):,} triples")
        return 1
    message = f"{len(default):,} triples: no violation, every quotation equals its text, every statement has a receipt"
    Console().print(message, highlight=False, soft_wrap=True)
    return 0


def _graph(lines: list[str]) -> rdflib.Graph:
    return rdflib.Graph().parse(data="\n".join(lines), format="nt")


def _texts(articles: list[str]) -> dict[str, str]:
    """Texts by the identifier of their document; an article that cannot be read is told."""
    found: dict[str, str] = {}
    for path in article_paths([Path(name) for name in articles]) if articles else ():
        for document in read_path(path, limit=settings().max_chars):
            if isinstance(document, Document):
                found[document.id] = document.text
            else:
                tell(str(document))
    return found


def _show(violation: Violation) -> None:
    console = Console()
    place = f" ({violation.path})" if violation.path else ""
    console.print(f"{violation.node}{place}: {violation.message}", highlight=False, soft_wrap=True, markup=False)
    if violation.sentence:
        console.print(f"    {violation.sentence}", highlight=False, soft_wrap=True, markup=False)
