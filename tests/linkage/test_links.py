from __future__ import annotations

import json
import random
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox
import pytest

from api.rest.parameters import Item
from api.rest.reading import Classes, Found, read_item
from api.rest.schemas import Actor, Event
from kg.errors import StoreError
from kg.iris import computed_links, document_iri
from kg.linkage import Index, Linker
from kg.linkage.copies import print_of, resemblance
from kg.linkage.facts import words_of
from kg.ontology import class_ancestors, event_ancestors, terms
from kg.pipeline import Graph
from kg.queries import Library
from kg.store import Store, answer, check
from kg.vocabulary import ACTOR, DEFAULT_BASE, START_CHAR
from tests.linkage.articles import DOCUMENTS
from tests.linkage.conftest import Link, filled

LIBRARY = Library.load([Path(__file__).resolve().parents[2] / "queries"])
TEXTS = {document.id: document.text for document in DOCUMENTS}


def asked(store: Store, name: str) -> list[list[str]]:
    return answer(store, LIBRARY.get(name).bound({})).table()[1]


def test_actors_meet_by_office_and_spelling_and_never_by_surname_alone(linked: Store) -> None:
    found = {(one, other): float(score) for one, other, score, _, _ in asked(linked, "same-actors")}
    assert set(found) == {
        ("Smith", "John Smith"),  # both Ugandan foreign minister
        ("Syria's foreign minister", "Bassam Sabbagh"),
        ("Sergei Lavrov", "Sergey Lavrov"),
    }
    assert all(0.7 <= score <= 1 for score in found.values())
    alone = [iri for iri, _ in linked.articles() if iri.endswith("another-smith")]
    text = f"ASK {{ ?a kg:sameActorAs ?b FILTER(STRSTARTS(STR(?a), '{alone[0]}/')) }}"
    assert not linked.query(text)


def test_events_of_several_reports_are_linked_with_reasons_and_stay_apart(linked: Store) -> None:
    rows = asked(linked, "same-events")
    strikes = {frozenset((row[0], row[2])) for row in rows if row[1].startswith(("airstrike", "attack: Israel (2024"))}
    assert strikes == {frozenset(two) for two in combinations(("strike", "strike-copy", "strike-elsewhere"), 2)}
    calls = {row[0] for row in rows if row[1].startswith("phone call")} | {row[2] for row in rows if "phone" in row[3]}
    assert calls == {"quoting-1", "quoting-2", "quoting-3", "own-report"}
    met = next(row for row in rows if row[0] == "by-office")
    assert met[6].split("; ")[:2] == ["date: the same day", "kind: both Meeting"]
    kept = "SELECT (COUNT(DISTINCT ?e) AS ?n) WHERE { ?e a kg:PhoneCall ; kg:edtf '2024-05-02' ; kg:status ?s }"
    assert next(iter(linked.query(kept)))["n"].value == "4"


def test_an_incident_of_the_same_kind_and_parties_on_another_day_is_another(linked: Store) -> None:
    assert not [row for row in asked(linked, "same-events") if "strike-later" in {row[0], row[2]}]


def test_a_copy_and_the_outlet_that_all_quote_count_as_one_origin(linked: Store) -> None:
    found = {event: (reports, origins, which) for event, reports, origins, which in asked(linked, "corroboration")}
    call = next(held for event, held in found.items() if event.startswith("phone call"))
    assert call == ("4", "2", "The Eastern Review, The Washington Post")
    strike = next(held for event, held in found.items() if "airstrike" in event)
    assert strike == ("3", "2", "The Harbor Times, The Northern Gazette")
    warning = next(held for event, held in found.items() if event.startswith("warning: Bassam Sabbagh"))
    assert warning == ("2", "1", "The Harbor Times")


def test_a_person_with_offices_of_two_states_is_told_as_a_possible_namesake(linked: Store) -> None:
    assert {row[0] for row in asked(linked, "namesakes")} == {"John Smith"}


@pytest.mark.parametrize(
    ("other", "copy"),
    [
        (TEXTS["strike-copy"], True),
        (TEXTS["strike"].upper(), True),
        (TEXTS["strike-elsewhere"], False),
        (TEXTS["strike-later"], False),
    ],
)
def test_copies_are_told_from_other_texts(other: str, copy: bool) -> None:
    one, two = print_of(words_of(TEXTS["strike"])), print_of(words_of(other))
    assert (resemblance(one, two) is not None) is copy
    if copy:
        assert set(one.bands) & set(two.bands)


def test_linking_again_changes_nothing(store: Store, link: Link, linked: Store) -> None:
    first = link(store)
    assert first.looked_at == len(DOCUMENTS)
    again = link(store)
    assert (again.looked_at, again.added, again.removed) == (0, 0, 0)
    assert set(store.quads()) == set(linked.quads())


def test_articles_linked_one_after_the_other_give_the_graph_of_all_at_once(
    reports: dict[str, Graph], link: Link, linked: Store
) -> None:
    names = list(reports)
    random.Random(7).shuffle(names)
    grown = Store()
    for name in names:
        grown.replace(document_iri(name), reports[name].quads)
        assert link(grown).looked_at == 1
    assert set(grown.quads()) == set(linked.quads())


def test_an_article_that_goes_takes_its_computed_links_along(reports: dict[str, Graph], link: Link) -> None:
    store = filled(reports)
    link(store)
    for name in list(reports)[1:]:
        store.remove(document_iri(name))
    rest = "ASK { GRAPH ?g { ?link kg:linkDocument ?d } }"
    assert not store.query(rest)
    link(store)
    # nothing but the article, and that there is a linkset
    assert len(store) == len(filled(reports, "strike")) + 2


def test_every_triple_of_a_link_stands_in_its_linkset_and_once_in_the_default_graph(linked: Store) -> None:
    graph = ox.NamedNode(computed_links(DEFAULT_BASE))
    held = {q.triple for q in linked.patterns.quads_for_pattern(None, None, None, graph)}
    assert held
    assert held <= set(linked.default_graph())
    assert list(check(linked)) == []
    assert not any(isinstance(term, ox.BlankNode) for triple in held for term in (triple.subject, triple.object))


def test_an_index_of_another_version_is_made_anew_and_a_broken_one_is_told(
    reports: dict[str, Graph], tmp_path: Path
) -> None:
    store, place = filled(reports, "strike", "strike-copy"), tmp_path / "store"
    index = Index(place)
    index.base.execute("PRAGMA user_version=99")
    index.close()
    again = Index(place)
    assert Linker(store, again, DEFAULT_BASE).run().texts == 1
    again.close()
    again.path.write_bytes(b"no database at all, whatever it is called" * 100)
    with pytest.raises(StoreError, match=r"store\.linkage cannot be used"):
        Index(place)


def test_the_families_that_linking_names_are_classes_of_the_ontology() -> None:
    from_code = {"Consultation", "Agreement", "Clash", "Ceasefire", "ArmedConflict", "Cooperation", "Attack"}
    assert from_code <= set(event_ancestors())


def used(store: Store) -> set[str]:
    names = {found.name for found in terms() if found.module == "links"}
    return {
        str(node.value).rpartition("#")[2]
        for quad in store.quads()
        for node in (quad.predicate, quad.object)
        if isinstance(node, ox.NamedNode)
    } & names


@pytest.mark.parametrize(
    ("collection", "key", "label"),
    [
        ("events", "article/by-office/event/", "meeting: John Smith → William Ruto (2024-04-30)"),
        ("actors", "person/sergey-lavrov", "Sergei Lavrov"),
    ],
)
def test_rest_shows_the_links_of_events_and_actors(linked: Store, collection: str, key: str, label: str) -> None:
    classes = Classes(event_ancestors(), class_ancestors(ACTOR))
    text = (
        f"SELECT ?x WHERE {{ ?x kg:sameEventAs|kg:sameActorAs ?y FILTER(STRSTARTS(STR(?x), '{DEFAULT_BASE}{key}')) }}"
    )
    node = next(iter(linked.query(text)))["x"].value
    found = read_item(linked, collection, node, Item(), classes, DEFAULT_BASE, "json")
    assert isinstance(found, Found)
    (link,) = found.items[0]["links"]
    assert (link["label"], link["score"] > 0.9, len(link["reasons"]) > 1) == (label, True, True)
    told = json.dumps(found.items[0])
    assert Event.model_validate_json(told) if collection == "events" else Actor.model_validate_json(told)


def test_a_sentence_that_lost_its_place_is_named(reports: dict[str, Graph], link: Link) -> None:
    store = Store()
    name = next(iter(reports))
    quads = list(reports[name].quads)
    lost = next(q for q in quads if isinstance(q.predicate, ox.NamedNode) and q.predicate.value == START_CHAR)
    kept = [q for q in quads if not (q.subject == lost.subject and q.predicate == lost.predicate)]
    store.replace(document_iri(name), kept)
    with pytest.raises(StoreError, match="is not whole in the store") as caught:
        link(store)
    assert str(lost.subject).strip("<>") in str(caught.value)
    assert document_iri(name) in str(caught.value)
