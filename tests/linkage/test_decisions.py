from __future__ import annotations

from datetime import date

import pytest

from kg.errors import InputError
from kg.iris import document_iri
from kg.linkage import Registrar, Signed, decisions
from kg.ontology import terms
from kg.pipeline import Graph
from kg.store import Store, check
from kg.vocabulary import DEFAULT_BASE
from tests.linkage.conftest import Link, filled
from tests.linkage.test_links import asked, used

SIGNED = Signed("the desk knows them both", "desk", date(2024, 7, 1))
SMITH = "person/john-smith"
ABSTRACT = {"Link", "Decision"}


def events(store: Store, words: str) -> dict[str, str]:
    text = f"SELECT ?e ?l WHERE {{ ?e kg:status ?s ; rdfs:label ?l FILTER(CONTAINS(?l, '{words}')) }} ORDER BY ?e"
    return {row["e"].value.split("/article/")[1].split("/")[0]: row["e"].value for row in store.query(text)}


def same(store: Store, one: str, other: str) -> bool:
    return bool(store.query(f"ASK {{ <{one}> kg:sameEventAs|kg:sameActorAs <{other}> }}"))


def test_a_split_wins_over_computed_links_and_over_a_chain_of_them(store: Store, link: Link) -> None:
    link(store)
    calls = events(store, "phone call: Joe Biden")
    one, other = calls["own-report"], calls["quoting-1"]
    assert same(store, one, other)
    registrar = Registrar(store, DEFAULT_BASE)
    registrar.split(one, other, SIGNED)
    assert not same(store, one, other)
    link(store)
    assert not same(store, one, other)
    counted = [row for row in asked(store, "corroboration") if row[0].startswith("phone call")]
    assert [row[1] for row in counted] == ["3"]  # either of the two with both others, never both
    registrar.take_back(one, other)
    link(store)
    assert same(store, one, other)


def test_a_merge_stays_when_an_article_is_read_anew_and_can_be_taken_back(
    reports: dict[str, Graph], store: Store, link: Link
) -> None:
    link(store)
    before = set(store.quads())
    strikes = events(store, "airstrike: Israel")
    one, other = strikes["strike"], strikes["strike-later"]
    registrar = Registrar(store, DEFAULT_BASE)
    registrar.merge(one, other, SIGNED)
    assert same(store, one, other)
    article = document_iri("strike")
    store.remove(article)
    assert same(store, other, one), "a decision stays, though the article is gone"
    store.replace(article, reports["strike"].quads)
    link(store)
    assert same(store, one, other)
    assert next(row for row in asked(store, "corroboration") if "airstrike" in row[0])[1] == "4"
    assert list(check(store)) == []
    (row,) = asked(store, "decisions")
    assert row[3:] == ["desk", "2024-07-01T00:00:00Z", "the desk knows them both"]
    registrar.take_back(one, other)
    link(store)
    assert {q for q in store.quads() if "links/decided" not in str(q)} == before


def test_a_later_decision_on_two_nodes_takes_the_place_of_an_earlier_one(store: Store) -> None:
    registrar = Registrar(store, DEFAULT_BASE)
    lavrovs = ("person/sergei-lavrov", "person/sergey-lavrov")
    registrar.merge(*lavrovs, SIGNED)
    registrar.split(lavrovs[1], lavrovs[0], SIGNED)
    assert [d.same for d in decisions(store, DEFAULT_BASE)] == [False]
    assert not store.query("ASK { ?a kg:sameActorAs ?b }")


def test_a_triple_that_both_a_person_and_the_program_state_goes_when_both_take_it_back(
    reports: dict[str, Graph], store: Store, link: Link
) -> None:
    link(store)
    calls = events(store, "phone call: Joe Biden")
    one, other = calls["own-report"], calls["quoting-1"]
    registrar = Registrar(store, DEFAULT_BASE)
    registrar.merge(one, other, SIGNED)
    store.remove(document_iri("own-report"))  # the computed link goes
    assert same(store, one, other)
    registrar.take_back(one, other)
    assert not same(store, one, other)


def test_two_persons_of_one_name_are_taken_apart_and_put_together_again(
    reports: dict[str, Graph], store: Store, link: Link
) -> None:
    link(store)
    before = set(store.quads())
    registrar = Registrar(store, DEFAULT_BASE)
    decided = registrar.separate(SMITH, ["australian"], SIGNED)
    article = document_iri("australian")
    own = next(node for node in decided[0].pair if node.startswith(article))
    warned = f"ASK {{ ?e a kg:Warning ; kg:agent <{own}> ; kg:recipient/rdfs:label 'China' }}"
    assert store.query(warned)
    assert not store.query(
        f"ASK {{ <{DEFAULT_BASE}{SMITH}> ^kg:tenureHolder/kg:tenureOffice/kg:officeIn/rdfs:label 'Australia' }}"
    )
    assert asked(store, "namesakes") == []
    link(store)
    assert not same(store, own, DEFAULT_BASE + SMITH)
    assert store.replace(article, reports["australian"].quads).nothing, "read anew it is split anew"
    store.remove(article)
    store.replace(article, reports["australian"].quads)
    assert store.query(warned)
    assert list(check(store)) == []
    registrar.take_back(SMITH, own)
    link(store)
    assert {q for q in store.quads() if "links/decided" not in str(q)} == before


def test_every_term_of_the_module_is_written(reports: dict[str, Graph], link: Link) -> None:
    store = filled(reports)
    link(store)
    registrar = Registrar(store, DEFAULT_BASE)
    registrar.separate(SMITH, ["australian", "ugandan"], SIGNED)
    assert used(store) | ABSTRACT == {found.name for found in terms() if found.module == "links"}


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("person/nobody", SMITH, "nothing under .*person/nobody"),
        ("not an iri", SMITH, "no IRI"),
        (SMITH, SMITH, "a shared actor is split by article"),
        (SMITH, "article/strike", "two sorts"),
        (SMITH, "state/ru", "is a Person and .*/state/ru is a State: a person is none of the others"),
        (SMITH, "place/latakia", "only actors, events and documents"),
    ],
)
def test_nodes_that_cannot_be_merged_are_told(store: Store, one: str, other: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        Registrar(store, DEFAULT_BASE).merge(one, other, SIGNED)


@pytest.mark.parametrize(
    ("actor", "article", "words"),
    [
        (SMITH, "nowhere", "no article 'nowhere'"),
        (SMITH, "strike", "does not name"),
        ("article/strike", "strike", "no actor that several articles share"),
    ],
)
def test_an_actor_that_cannot_be_split_by_article_is_told(store: Store, actor: str, article: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        Registrar(store, DEFAULT_BASE).separate(actor, [article], SIGNED)


def test_what_nobody_decided_cannot_be_taken_back(store: Store) -> None:
    with pytest.raises(InputError, match="nobody decided"):
        Registrar(store, DEFAULT_BASE).take_back(SMITH, "person/joe-biden")


def test_a_split_in_several_articles_is_done_in_all_of_them_or_in_none(store: Store) -> None:
    before = set(store.quads())
    with pytest.raises(InputError, match="article/strike does not name"):
        Registrar(store, DEFAULT_BASE).separate(SMITH, ["australian", "strike"], SIGNED)
    assert set(store.quads()) == before
    found = Registrar(store, DEFAULT_BASE).separate(SMITH, ["australian", "article/australian"], SIGNED)
    assert len(found) == 1, "the same article twice is one"
