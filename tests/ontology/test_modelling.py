"""docs/modelling.md is true: each of its sentences is read, and each piece of Turtle looked for in the graph."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from rdflib import BNode, Graph
from rdflib.term import Node

from kg.iris import document_iri
from kg.model import Document
from kg.pipeline import Pipeline
from kg.store import Store, answer

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "modelling.md"
_FENCE = re.compile(r"^```turtle ?(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_TRAPS = 10


class Case(NamedTuple):
    """One section: its heading, its sentences, and its pieces of Turtle with whether they are to be found."""

    heading: str
    text: str
    pieces: list[tuple[str, bool]]


def cases() -> tuple[str, list[Case]]:
    head, *sections = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    (prefixes,) = [body for kind, body in _FENCE.findall(head) if kind == "prefixes"]
    found = []
    for section in sections:
        heading, _, body = section.partition("\n")
        text = " ".join(line.removeprefix("> ") for line in body.splitlines() if line.startswith("> "))
        if text:
            found.append(Case(heading, text, [(piece, kind != "not") for kind, piece in _FENCE.findall(body)]))
    return prefixes, found


PREFIXES, CASES = cases()


def pattern(turtle: str) -> str:
    """A question for a piece of Turtle, in which blank nodes stand for any node, different ones for different nodes."""
    graph = Graph().parse(data=PREFIXES + turtle, format="turtle")
    variables: dict[BNode, str] = {}

    def word(node: Node) -> str:
        return variables.setdefault(node, f"?v{len(variables)}") if isinstance(node, BNode) else node.n3()

    triples = [" ".join(map(word, triple)) for triple in sorted(graph)]
    names = sorted(variables.values())
    differ = [f"FILTER({a} != {b})" for k, a in enumerate(names) for b in names[k + 1 :]]
    return "SELECT * WHERE { " + " . ".join(triples) + " " + " ".join(differ) + " } LIMIT 1"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.heading)
def test_the_graph_states_what_the_page_says(case: Case, pipeline: Pipeline) -> None:
    document = Document("example", case.text, published=date(2024, 3, 8), publisher="The Daily Example")
    (graph,) = pipeline.graphs([document])
    store = Store()
    store.replace(document_iri(document.id), graph.quads)
    assert case.pieces
    for piece, wanted in case.pieces:
        found = len(answer(store, pattern(piece)).serialize("tsv").decode().splitlines()) > 1
        assert found is wanted, f"{'missing' if wanted else 'found'} in the graph of {case.text!r}:\n{piece}"


def test_each_trap_has_its_section() -> None:
    assert len(CASES) == _TRAPS + 1
    assert all(any(wanted for _, wanted in case.pieces) for case in CASES)
