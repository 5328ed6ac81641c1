from __future__ import annotations

import difflib
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.ontology import event_ancestors
from kg.queries import Library
from kg.queries.library import read_query
from kg.store import Store, answer
from tests.queries.golden_rows import FOLDER, SEVERAL, Golden, golden_files, rows

ROOT = Path(__file__).resolve().parent.parent.parent
LIBRARY = Library.load([ROOT / "queries"])
GOLDEN = list(golden_files(LIBRARY))
HEADER = "#+ summary: A question\n#+ parameters:\n#+   {}\n"


def test_every_file_of_the_project_can_be_read() -> None:
    assert LIBRARY.faults == []
    assert len([query for query in LIBRARY.queries.values() if query.question]) == 30
    assert len([query for query in LIBRARY.queries.values() if query.theme == SEVERAL]) >= 5


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.name)
def test_a_named_question_has_its_golden_rows(golden: Golden, first_store: Store, full_store: Store) -> None:
    """Golden rows are files in tests/queries/golden; they were read by eye and are reviewed like code."""
    found = rows(golden, LIBRARY, full_store if golden.several else first_store)
    expected = golden.path.read_text(encoding="utf-8")
    # lines are compared here: pytest's own account of two long lists takes minutes where lines are long
    changes = difflib.unified_diff(expected.splitlines(), found.splitlines(), golden.name, "now", lineterm="", n=0)
    account = "\n".join(changes)
    assert not account, account


def test_every_golden_file_belongs_to_a_question() -> None:
    assert {path.name for path in FOLDER.glob("*.tsv")} == {golden.path.name for golden in GOLDEN}


@pytest.mark.parametrize("name", sorted(LIBRARY.queries))
def test_a_named_question_runs_over_all_articles(name: str, full_store: Store) -> None:
    assert answer(full_store, LIBRARY.get(name).bound({})).kind == "rows"


@pytest.mark.parametrize(
    "value", ['"} UNION { ?s ?p ?o } #', "back\\slash", "new\nline", "kg:x'); DROP", "}", "?type", "${x}", "é\u202e"]
)
def test_a_parameter_is_a_value_and_never_part_of_the_query(value: str) -> None:
    query = read_query(
        "q", HEADER.format("word: {type: string}") + "SELECT ?word WHERE { FILTER(BOUND(?word)) }", place="q"
    )
    rows = list(Store().query(query.bound({"word": value})))
    assert [row["word"].value for row in rows] == [value]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("iri", "http://x/> <y"),
        ("iri", "no iri"),
        ("integer", "1.5"),
        ("date", "2024-1-1"),
        ("date", "2024-02-30"),
        ("integer", "\u0661"),
        ("boolean", "yes"),
        ("decimal", "x"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_with_its_name(kind: str, value: str) -> None:
    query = read_query("q", HEADER.format(f"x: {{type: {kind}}}") + "SELECT ?x WHERE { ?s ?p ?x }", place="q")
    with pytest.raises(QueryError, match=r"parameter x"):
        query.bound({"x": value})


def test_missing_and_unknown_parameters_are_told() -> None:
    query = read_query("q", HEADER.format("x: {type: integer}") + "SELECT ?x WHERE { ?s ?p ?x }", place="q")
    with pytest.raises(QueryError, match="is missing"):
        query.bound({})
    with pytest.raises(QueryError, match="unknown parameter 'y'"):
        query.bound({"x": "1", "y": "2"})


def test_an_unknown_name_gets_the_nearest_ones() -> None:
    with pytest.raises(QueryError, match="timeline"):
        LIBRARY.get("timelin")


def test_a_broken_file_hides_no_other(tmp_path: Path) -> None:
    (tmp_path / "good.rq").write_text("#+ summary: Good\nASK { ?s ?p ?o }\n")
    (tmp_path / "bad.rq").write_text("#+ summary: [\nASK { ?s ?p ?o }\n")
    (tmp_path / "none.rq").write_text("ASK { ?s ?p ?o }\n")
    (tmp_path / "Odd Name.rq").write_text("#+ summary: x\nASK { ?s ?p ?o }\n")
    library = Library.load([tmp_path, tmp_path / "nowhere"])
    assert list(library.queries) == ["good"]
    assert len(library.faults) == 4


@pytest.mark.parametrize(
    "header",
    [
        "parameters: [a, b]",
        "parameters: {x: {type: date, default: 2024-13-45}}",
        "parameters: {x: {type: word}}",
        "parameters: {x: 1}",
        "parameters: {x: {type: integer, example: many}}",
        "colour: red",
    ],
)
def test_a_wrong_header_is_told_with_its_file(header: str) -> None:
    with pytest.raises(QueryError, match=r"q\.rq"):
        read_query("q", f"#+ summary: x\n#+ {header}\nASK {{ ?s ?p ?x }}\n", place="q.rq")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?x WHERE { ?s ?p ?o }",
        "SELECT ?x\nWHERE\n{ ?s ?p ?o }",
        "SELECT ?x { ?s ?p ?o }",
        "# WHERE { is a word\nSELECT ?x { ?s ?p ?o }",
    ],
)
def test_a_parameter_is_bound_in_the_outermost_group(text: str) -> None:
    query = read_query("q", HEADER.format("x: {type: integer, default: 7}") + text, place="q")
    store = Store()
    store.replace("a:a", [ox_quad()])
    assert [row["x"].value for row in store.query(query.bound({}))] == ["7"]


def test_a_parameter_of_a_construct_is_not_bound_in_its_template() -> None:
    query = read_query(
        "q",
        HEADER.format("x: {type: boolean, default: true}") + "CONSTRUCT\n{ ?s ?p ?x }\nWHERE { ?s ?p ?o }",
        place="q",
    )
    store = Store()
    store.replace("a:a", [ox_quad()])
    assert [triple.object.value for triple in store.query(query.bound({}))] == ["true"]


def test_who_said_it_finds_words_and_gives_the_chain_of_those_who_pass_them_on(first_store: Store) -> None:
    text = LIBRARY.get("who-said-it").bound({"type": "kg:Event", "words": "UNSUCCESSFUL attempts"})
    columns, rows = answer(first_store, text).table()
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    assert [(r["holder"], r["chain"]) for r in found] == [
        ("unnamed Israeli official", "The Washington Post < The Times of Israel")
    ]


@pytest.mark.parametrize("name", sorted(LIBRARY.queries))
def test_a_list_of_classes_in_a_question_is_complete(name: str) -> None:
    """Queries need no reasoner: where one means a class with all below it, it lists them, and none is missing."""
    below: dict[str, set[str]] = {}
    for child, ancestors in event_ancestors().items():
        for one in (child, *ancestors):
            below.setdefault(one, set()).add(child)
    for listed in re.findall(r"VALUES \?type \{([^}]*)\}", LIBRARY.queries[name].text):
        names = {word.removeprefix("kg:") for word in listed.split()}
        top = [one for one in names if not names & set(event_ancestors()[one])]
        assert names == set().union(*(below[one] for one in top)), sorted(names)


def ox_quad() -> ox.Quad:
    return ox.Quad(ox.NamedNode("a:a"), ox.NamedNode("a:b"), ox.NamedNode("a:c"))
