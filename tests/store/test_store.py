from __future__ import annotations

import io
from itertools import permutations
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg.errors import QueryError, StoreError
from kg.iris import document_iri
from kg.pipeline import Graph
from kg.store import FORMATS, Store, answer, dump_format

SOME = ("red-sea-strikes", "su24-shootdown", "missile-over-japan")


@pytest.fixture
def three(graphs: dict[str, Graph]) -> dict[str, Graph]:
    return {name: graphs[name] for name in SOME}


def filled(graphs: dict[str, Graph], names: tuple[str, ...]) -> Store:
    store = Store()
    for name in names:
        store.replace(document_iri(name), graphs[name].quads)
    return store


@pytest.mark.parametrize("order", list(permutations(SOME)))
def test_removing_every_article_leaves_nothing(three: dict[str, Graph], order: tuple[str, ...]) -> None:
    store = filled(three, SOME)
    for name in order:
        store.remove(document_iri(name))
    assert len(store) == 0


@pytest.mark.parametrize("gone", SOME)
def test_an_article_that_was_removed_might_never_have_been_there(three: dict[str, Graph], gone: str) -> None:
    store = filled(three, SOME)
    store.remove(document_iri(gone))
    rest = tuple(name for name in SOME if name != gone)
    assert set(store.quads()) == set(filled(three, rest).quads())


def test_reading_the_same_article_again_changes_nothing(three: dict[str, Graph]) -> None:
    store = filled(three, SOME)
    before = set(store.quads())
    assert store.replace(document_iri(SOME[0]), three[SOME[0]].quads).nothing
    assert set(store.quads()) == before


def test_another_version_takes_the_place_of_the_old_one(three: dict[str, Graph]) -> None:
    store = filled(three, SOME)
    half = three[SOME[0]].quads[:300]
    change = store.replace(document_iri(SOME[0]), half)
    assert change.removed
    assert not change.added
    assert set(half) <= set(store.quads())


def test_two_articles_share_the_node_of_a_state(three: dict[str, Graph]) -> None:
    store = filled(three, SOME)
    rows = list(store.query('SELECT ?s WHERE { ?s kg:isoCode "RU" }'))
    assert len(rows) == 1


def test_every_triple_about_the_world_has_the_receipt_of_a_sentence(first_store: Store) -> None:
    world = (
        "kg:agent kg:recipient kg:holder kg:content kg:polarity kg:phase kg:certainty kg:voice kg:inCapacity kg:theme"
    )
    without = first_store.query(
        f"""SELECT ?s ?p ?o WHERE {{ VALUES ?p {{ {world} }} ?s ?p ?o
            FILTER NOT EXISTS {{ GRAPH ?g {{ ?s ?p ?o }} ?g a kg:Sentence }} }}"""
    )
    assert [(row["s"], row["p"]) for row in without] == []


def test_removing_what_is_not_there_is_an_error() -> None:
    with pytest.raises(StoreError, match="no article"):
        Store().remove(document_iri("nothing"))


def test_a_second_writer_gets_a_clear_error(tmp_path: Path) -> None:
    first = Store(tmp_path / "s")
    with pytest.raises(StoreError, match="in use by another process"):
        Store(tmp_path / "s")
    assert len(first) == 0


def test_a_folder_without_a_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kg build"):
        Store(tmp_path, read_only=True)


def test_a_store_on_disk_keeps_what_it_was_given(tmp_path: Path, three: dict[str, Graph]) -> None:
    store = Store(tmp_path / "s")
    store.replace(document_iri(SOME[0]), three[SOME[0]].quads)
    size = len(store)
    del store
    assert len(Store(tmp_path / "s", read_only=True)) == size


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SELECT {", "malformed"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "malformed"),
    ],
)
def test_a_query_that_cannot_be_run_is_an_error(text: str, words: str) -> None:
    with pytest.raises(QueryError, match=words):
        Store().query(text)


@pytest.mark.parametrize("name", ["turtle", "ntriples", "rdfxml"])
def test_rdflib_reads_what_is_dumped(first_store: Store, name: str) -> None:
    buffer = io.BytesIO()
    first_store.dump(FORMATS[name], buffer)
    form = {"turtle": "turtle", "ntriples": "nt", "rdfxml": "xml"}[name]
    graph = rdflib.Graph().parse(data=buffer.getvalue(), format=form)
    assert len(graph) == len(list(first_store.default_graph()))


@pytest.mark.parametrize("name", ["trig", "nquads", "jsonld"])
def test_datasets_come_back_whole(first_store: Store, name: str) -> None:
    buffer = io.BytesIO()
    first_store.dump(FORMATS[name], buffer)
    again = ox.Store()
    again.load(buffer.getvalue(), format=FORMATS[name].rdf)
    assert set(again) == set(first_store.quads())


def test_an_unknown_format_is_told() -> None:
    with pytest.raises(QueryError, match="'word'"):
        dump_format("word")


def test_answers_come_in_every_format_that_fits(first_store: Store) -> None:
    rows = answer(first_store, "SELECT ?s WHERE { ?s a kg:State } ORDER BY ?s")
    assert rows.kind == "rows"
    assert b"state/il" in rows.serialize("csv")
    with pytest.raises(QueryError, match="turtle"):
        answer(first_store, "ASK { ?s ?p ?o }").serialize("turtle")
    assert b"kg:" in answer(first_store, "CONSTRUCT WHERE { ?s a kg:State }").serialize("turtle")


def test_stats_count_events_by_status(first_store: Store) -> None:
    stats = first_store.stats()
    assert stats.articles == 1
    assert sum(stats.statuses.values()) == stats.events > 30
