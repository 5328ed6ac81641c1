from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import ArticleError, QueryError
from kg.iris import document_iri
from kg.pipeline import Graph
from kg.store import Store

NAMES = "PREFIX x: <http://127.0.0.1:1/> PREFIX : <http://127.0.0.1:1/> "
ASKED = "SERVICE <http://127.0.0.1:1/> { ?s ?p ?o }"


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT * {{ {ASKED} }}",
        f"SELECT * {{ {ASKED.lower()} }}",
        "SELECT * { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { SERVICESILENT<http://127.0.0.1:1/>{ ?s ?p ?o } }",
        f"{NAMES} SELECT * {{ SERVICE:foo {{ ?s ?p ?o }} }}",
        f"SELECT * {{ # a comment ends at a carriage return\r{ASKED}\n}}",
        f"{NAMES} SELECT * {{ OPTIONAL {{ ?a ?b x:a\\# }} {ASKED}\n}}",
        f"{NAMES} SELECT * {{ OPTIONAL {{ ?a ?b x:a\\' }} {ASKED} OPTIONAL {{ ?c ?d x:b\\' }} }}",
        f"SELECT * {{ BIND('''a\\''' x''' AS ?z) {ASKED} BIND('''y''' AS ?y) }}",
        f"{NAMES} SELECT * {{ OPTIONAL {{ ?a ?b <http://x/\\u0041#> }} {ASKED} }}",
        f"SELECT * {{ FILTER(?a<?b){ASKED} FILTER(?c>1) }}",
        f"SELECT * {{ VALUES ?y {{ 1 }}{ASKED} }}",
    ],
)
def test_no_spelling_of_service_reaches_the_engine(text: str) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        Store().query(text)


@pytest.mark.parametrize(
    "text",
    [
        'ASK { ?s ?p "SERVICE" } # SERVICE',
        "ASK { ?service ?p $SERVICE }",
        "PREFIX x: <http://x/service#> ASK { ?s a x:Service }",
        "ASK { ?s ?p '''it's a \"service\"''' }",
        'ASK { ?s ?p """a \\""" service """ }',
    ],
)
def test_the_word_service_in_a_name_a_string_or_a_comment_is_harmless(text: str) -> None:
    assert not bool(Store().query(text))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * " + "{" * 5000 + "}" * 5000,
        "ASK { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }",
        "ASK { FILTER(" + "!" * 10000 + "true) }",
        "ASK { FILTER(" + "! " * 10000 + "true) }",
        "ASK { ?s ?p " + "[ ?p " * 3000 + "1" + "]" * 3000 + " }",
    ],
)
def test_a_query_that_would_overflow_the_stack_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="nested"):
        Store().query(text)


def test_a_long_flat_query_is_no_deep_one() -> None:
    assert not bool(Store().query("ASK { " + " UNION ".join(["{ ?s a kg:State }"] * 300) + " }"))


def test_a_failing_update_changes_nothing() -> None:
    """The engine runs the parts of one update in one transaction: what `Store.replace` rests on."""
    engine = ox.Store()
    engine.update("INSERT DATA { <a:a> <a:b> <a:c> }")
    with pytest.raises(RuntimeError, match="already exists"):
        engine.update("DELETE DATA { <a:a> <a:b> <a:c> } ; CREATE GRAPH <a:g> ; CREATE GRAPH <a:g>")
    assert len(engine) == 1
    assert list(engine.named_graphs()) == []


def test_an_article_is_not_overwritten_by_one_whose_id_looks_alike(graphs: dict[str, Graph]) -> None:
    name = "red-sea-strikes"
    iri, quads = document_iri(name), graphs[name].quads
    store = Store()
    store.replace(iri, quads)
    other = [
        ox.Quad(q.subject, q.predicate, ox.Literal("Red Sea strikes"), q.graph_name)
        if q.object == ox.Literal(name)
        else q
        for q in quads
    ]
    with pytest.raises(ArticleError, match=r"'Red Sea strikes' cannot be told from 'red-sea-strikes'"):
        store.replace(iri, other)
    assert set(store.quads()) == set(quads)
