"""The vocabulary that is used is the vocabulary that is defined, in both directions."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.ontology import Kind, terms
from kg.ontology.classes import event_ancestors
from kg.pipeline import Graph, Pipeline
from kg.resources import ontology_folder, queries_folder
from kg.vocabulary import KG

ROOT = Path(__file__).resolve().parent.parent.parent
TERMS = {found.name: found for found in terms()}
TEXTS = [
    *sorted(queries_folder().glob("*.rq")),
    *sorted((ontology_folder() / "rules").glob("*.rq")),
    ontology_folder() / "shapes.ttl",
    *sorted(path for folder in ("api", "kg") for path in (ROOT / folder).rglob("*.py")),
    *sorted(path for folder in (".", "docs", "ontology") for path in (ROOT / folder).glob("*.md")),
]
# Stands for any name, in a docstring.
PLACEHOLDERS = {"X", "Name"}
# What no annotated article gives: times of office need an authority file, the codes and classes need other words.
# "probable" no article can give yet: the reader does not tell a likely claim from an open one.
NOT_IN_THE_ARTICLES = {
    *("former", "inForceFrom", "inForceUntil", "atMost", "nearly", "severalOf", "probable"),
    *("Appointment", "Arrest", "Ceasefire", "Coercion", "Concession", "DroneAttack", "Expulsion", "Protest"),
    *("RocketFire", "VideoCall", "Withdrawal"),
}
# Written by the rules and nowhere else, or a step of an axiom.
INFERRED = {"participant", "participatesIn", "participation", "involvesState", "inContactWith", "Contact"}
# Written by `kg link`, `kg merge` and `kg split`: tests/linkage holds that each is.
LINKS = {found.name for found in TERMS.values() if found.module == "links"}
AXIOMS_ONLY = {"stateItself", "contactItself"}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_text_uses_only_what_is_defined(path: Path) -> None:
    used = set(re.findall(r"(?<![\w.])kg:([A-Za-z]+)", path.read_text(encoding="utf-8"))) - PLACEHOLDERS
    assert sorted(used - set(TERMS)) == []


def _used(graphs: dict[str, Graph]) -> set[str]:
    return {
        node.value.removeprefix(KG)
        for graph in graphs.values()
        for quad in graph.quads
        for node in (quad.predicate, quad.object)
        if isinstance(node, ox.NamedNode) and node.value.startswith(KG)
    }


def test_graphs_use_only_what_is_defined(graphs: dict[str, Graph]) -> None:
    assert sorted(_used(graphs) - set(TERMS)) == []


def test_what_is_defined_is_used(graphs: dict[str, Graph]) -> None:
    # An abstract class is used where one below it is, the class of a code list where a code is.
    above = {name for ancestors in event_ancestors().values() for name in ancestors}
    above |= {"Actor", "TextSpan", "PublicAction", "Polarity", "Phase", "Certainty", "Voice", "Precision"}
    lists = {name for name, found in TERMS.items() if found.kind is Kind.CODE_LIST}
    left = set(TERMS) - _used(graphs) - above - lists - INFERRED - AXIOMS_ONLY - LINKS
    assert sorted(left - NOT_IN_THE_ARTICLES) == []


def test_the_rules_write_what_is_only_inferred() -> None:
    templates = [
        path.read_text(encoding="utf-8").split("WHERE")[0] for path in (ontology_folder() / "rules").glob("*.rq")
    ]
    assert set(re.findall(r"kg:([A-Za-z]+)", " ".join(templates))) >= INFERRED


def test_every_event_class_is_one_that_the_reader_knows(pipeline: Pipeline) -> None:
    assert {name: path[-2::-1] for name, path in pipeline.reader.types.items()} == event_ancestors()
