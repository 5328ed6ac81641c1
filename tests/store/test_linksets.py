"""Linksets without the program that fills them: what is left over when nodes go, and a split that is told by halves."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg import vocabulary as v
from kg.iris import computed_links, decided_links, document_iri
from kg.store import Store, check

ARTICLE = document_iri("one")
OWN, SHARED, GONE = f"{ARTICLE}/actor/1", f"{v.DEFAULT_BASE}person/john-smith", "http://e/gone"


def quads(graph: str, *triples: tuple[str, str, str]) -> list[ox.Quad]:
    """Triples of a linkset, with their copies."""
    found = [ox.Triple(*map(ox.NamedNode, one)) for one in triples]
    return [
        ox.Quad(t.subject, t.predicate, t.object, g) for t in found for g in (ox.NamedNode(graph), ox.DefaultGraph())
    ]


def split_of(*ends: str) -> list[ox.Quad]:
    told = [("http://e/split", v.LINK_OF, end) for end in ends]
    return quads(decided_links(), *told, ("http://e/split", v.SPLIT_IN, ARTICLE))


@pytest.fixture
def store() -> Store:
    found = Store()
    found.dataset.add(ox.Quad(ox.NamedNode(SHARED), ox.NamedNode(v.TYPE), ox.NamedNode(v.ACTOR)))
    return found


@pytest.mark.parametrize(
    ("class_iri", "predicate", "found"),
    [(v.COMPUTED_LINK, v.LINK_OF, True), (v.EVENT_CLUSTER, v.CLUSTER_MEMBER, True), (v.MERGE, v.LINK_OF, False)],
)
def test_links_and_clusters_of_what_is_not_there_are_found_and_decisions_may_wait(
    store: Store, class_iri: str, predicate: str, found: bool
) -> None:
    graph = computed_links() if found else decided_links()
    store.dataset.extend(
        quads(
            graph,
            ("http://e/link", v.TYPE, class_iri),
            ("http://e/link", predicate, SHARED),
            ("http://e/link", predicate, GONE),
        )
    )
    told = [(f.place, f.what) for f in check(store)]
    words = f"links {GONE}, which is not in the store; `kg link` computes links anew"
    assert told == ([("http://e/link", words)] if found else [])


def test_a_split_names_what_an_article_says_of_a_shared_node_anew(store: Store) -> None:
    store.dataset.extend(split_of(OWN, SHARED))
    assert store.separates(ARTICLE)
    said = ox.Quad(ox.NamedNode(f"{ARTICLE}/event/1"), ox.NamedNode(v.AGENT), ox.NamedNode(SHARED))
    store.replace(ARTICLE, [said])
    assert ox.Quad(said.subject, said.predicate, ox.NamedNode(OWN)) in store.dataset
    assert said not in store.dataset


@pytest.mark.parametrize("ends", [(SHARED,), (OWN,), (SHARED, GONE), ()])
def test_a_split_without_both_its_ends_changes_no_name(store: Store, ends: tuple[str, ...]) -> None:
    store.dataset.extend(split_of(*ends))
    assert not store.separates(ARTICLE)
    said = ox.Quad(ox.NamedNode(f"{ARTICLE}/event/1"), ox.NamedNode(v.AGENT), ox.NamedNode(SHARED))
    store.replace(ARTICLE, [said])
    assert said in store.dataset
