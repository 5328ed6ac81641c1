"""The list of office holders: what it says fits together, and what reading makes of it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from kg.authority import KnownTenure, load_authority, load_holders
from kg.authority.records import folded
from kg.linking.holders import agrees
from kg.model import ActorType, Document
from kg.pipeline import Pipeline, record_of
from kg.reading.gazetteer import gazetteer
from kg.store import Store, answer

_YEAR = 366  # days that a date of which only the year is known may be off


def test_the_list_is_long_and_soon_loaded() -> None:
    load_holders.cache_clear()
    begin = perf_counter()
    listed = load_holders()
    assert perf_counter() - begin < 1.0  # about 0.03 s; ample where the machine is busy
    assert load_holders() is listed
    assert len(listed.tenures) > 2000


def test_no_two_actors_of_the_list_share_a_name() -> None:
    names = [n for actor in load_holders().actors for n in {folded(name) for name in (actor.name, *actor.aliases)}]
    assert len(names) == len(set(names))


def test_the_list_gives_no_wikidata_ids() -> None:
    assert not any(actor.wikidata for actor in load_holders().actors)


def test_every_state_and_body_of_the_list_is_known() -> None:
    listed, states = load_holders(), gazetteer().names
    bodies = {a.name for a in listed.actors if a.type is not ActorType.PERSON}
    assert {t.of for t in listed.tenures if t.of not in states} <= bodies
    assert {a.state for a in listed.actors if a.state} <= set(states)


def test_nobody_of_the_list_holds_an_office_while_another_does() -> None:
    held: dict[tuple[str | None, str], list[KnownTenure]] = defaultdict(list)
    for tenure in load_holders().tenures:
        assert tenure.start <= tenure.end
        held[tenure.of, tenure.office].append(tenure)
    for tenures in held.values():
        ordered = sorted(tenures, key=lambda t: t.start)
        for one, other in pairwise(ordered):
            assert (one.end - other.start).days <= _YEAR, (one, other)


@pytest.mark.parametrize(
    ("title", "office", "same"),
    [
        ("Minister of External Affairs", "external affairs minister", True),
        ("minister of foreign affairs", "foreign minister", True),
        ("Defence Secretary", "defence minister", True),
        ("premier", "prime minister", True),
        ("acting president", "president", True),
        ("leader", "prime minister", True),
        ("leader", "crown prince", False),
        ("president", "vice president", False),
        ("minister", "prime minister", False),
        ("defence minister", "foreign minister", False),
        ("prime minister", "foreign minister", False),
    ],
)
def test_a_title_agrees_with_an_office_of_the_list(title: str, office: str, same: bool) -> None:
    assert agrees(title, office) is same


def offices_of(pipeline: Pipeline, text: str, day: str, publisher: str = "A Paper") -> set[tuple[str, str, str | None]]:
    (graph,) = pipeline.graphs([Document("t", text, published=date.fromisoformat(day), publisher=publisher)])
    record: dict[str, Any] = record_of(graph)
    names = {a["id"]: a["name"] for a in record["actors"]}
    return {(names[o["holder"]], o["office"], names.get(o["of"])) for o in record["offices"]}


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        (
            "President Barack Obama rang the emir on Monday. He warned Iran.",
            "2010-05-03",
            ("Barack Obama", "president", "United States"),
        ),
        (
            "President Obama saw Foreign Minister Lavrov in Geneva on Friday.",
            "2013-09-10",
            ("Lavrov", "foreign minister", "Russia"),
        ),
        (
            "President Donald Trump accused China on Monday.",
            "2024-06-19",
            ("Donald Trump", "president", "United States"),
        ),
        ("Former President Bush condemned Russia.", "2014-06-19", ("Bush", "president", "United States")),
        (
            "Foreign Minister Lee met his colleague in Beijing. South Korea protested.",
            "2023-03-21",
            ("Lee", "foreign minister", "South Korea"),
        ),
        (
            "Secretary-General Antonio Guterres condemned Israel on Monday.",
            "2023-05-01",
            ("Antonio Guterres", "secretary-general", "United Nations"),
        ),
        (
            "Defense Secretary Lloyd Austin met his Japanese counterpart, Minoru Kihara, on Friday.",
            "2024-05-03",
            ("Minoru Kihara", "defence minister", "Japan"),
        ),
        (
            "The UN chief condemned the raid on Monday. Antonio Guterres warned Israel.",
            "2023-05-01",
            ("Antonio Guterres", "chief", "United Nations"),
        ),
        (
            "The prime minister told the Commons that Russia had lied. Theresa May said she would expel diplomats.",
            "2018-03-26",
            ("Theresa May", "prime minister", "United Kingdom"),
        ),
        (
            "The Ecuadorean leader accused Colombia on Tuesday. Rafael Correa said that he would recall the envoy.",
            "2008-03-04",
            ("Rafael Correa", "leader", "Ecuador"),
        ),
        (
            "The secretary of state left on Monday. Antony Blinken urged Israel to hold back.",
            "2023-10-24",
            ("Antony Blinken", "secretary of state", "United States"),
        ),
    ],
)
def test_the_list_places_titles(pipeline: Pipeline, text: str, day: str, expected: tuple[str, str, str]) -> None:
    assert expected in offices_of(pipeline, text, day)


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("Barack Obama met Angela Merkel in Berlin on Friday.", "2013-06-19", set()),
        (
            "President James Obama threatened Chile on Tuesday. Peru protested.",
            "2012-05-01",
            {("James Obama", "president", "Peru")},
        ),
        (
            "President Lee Myung-bak of Chad accused Sudan on Monday.",
            "2010-06-24",
            {("Lee Myung-bak", "president", "Chad")},
        ),
        (
            "Barack Obama met the German chancellor on Friday.",
            "2013-06-19",
            {("German chancellor", "chancellor", "Germany")},
        ),
        (
            "The Ghanaian president accused Togo on Monday. President Paul Kato of Ghana named no names.",
            "2013-06-19",
            {("Paul Kato", "president", "Ghana")},
        ),
    ],
)
def test_the_list_says_nothing_that_the_article_does_not(
    pipeline: Pipeline, text: str, day: str, expected: set[tuple[str, str, str]]
) -> None:
    assert offices_of(pipeline, text, day) == expected


def test_an_outlet_means_its_own_prime_minister(pipeline: Pipeline) -> None:
    text = "The prime minister accused Iran on Monday. David Cameron met ministers."
    assert ("David Cameron", "prime minister", "United Kingdom") in offices_of(pipeline, text, "2012-03-05")
    abroad = offices_of(pipeline, text, "2012-03-05", "The Times of India")
    assert ("David Cameron", "prime minister", "United Kingdom") not in abroad


def test_a_users_file_goes_before_the_list(tmp_path: Path) -> None:
    path = tmp_path / "known.csv"
    path.write_text(
        "name,type,aliases,state,office,of,from,to\n"
        "Barack Obama,Person,,PE,president,PE,2008,2016\nAna Duarte,Person,,FR,president,FR,2012,2014\n",
        encoding="utf-8",
    )
    informed = Pipeline(authority=load_authority(path))
    told = offices_of(informed, "President Barack Obama threatened Chile on Tuesday.", "2012-05-01")
    assert ("Barack Obama", "president", "Peru") in told
    text = "Francois Hollande left on Monday. The French president threatened Chile."
    assert ("Ana Duarte", "president", "France") in offices_of(informed, text, "2013-05-01")
    after = offices_of(informed, text, "2016-05-02")
    assert ("Francois Hollande", "president", "France") in after


def test_the_list_can_be_turned_off() -> None:
    text = "President Barack Obama threatened Chile on Tuesday. Peru protested."
    assert ("Barack Obama", "president", "Peru") in offices_of(Pipeline(holders=False), text, "2012-05-01")


def test_what_comes_from_the_list_has_no_sentence_for_a_receipt(pipeline: Pipeline) -> None:
    text = "President Barack Obama threatened Chile on Tuesday."
    (graph,) = pipeline.graphs([Document("t", text, published=date(2012, 5, 1), publisher="A Paper")])
    store = Store()
    store.replace("https://w3id.org/communique/id/article/t", graph.quads)
    found = answer(store, "SELECT ?g ?of WHERE { GRAPH ?g { ?office kg:officeIn ?of } }").serialize("csv").decode()
    assert found.split("\r\n")[1:-1] == [
        "https://w3id.org/communique/id/article/t,https://w3id.org/communique/id/state/us"
    ]
    for absent in ("exactMatch", "inForceFrom", "inForceUntil"):
        assert not any(absent in quad.predicate.value for quad in graph.quads)
