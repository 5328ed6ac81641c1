"""The authority file: what it may say, what is told where it is wrong, and what the graph makes of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.authority import Authority, load_authority
from kg.errors import InputError, ShapeError
from kg.model import ActorType, Document
from kg.pipeline import Pipeline, record_of
from kg.store import Store, answer

CSV = """name,type,aliases,wikidata,state,office,of,from,to
Ana Duarte,Person,Ana M. Duarte|A. Duarte,Q100,PE,president,PE,2019-07,2023-06-30
Ana Duarte,Person,,,,mayor,Lima Council,2012,2018
Luis Prado,Person,,,PE,president,PE,2023-07-01,
Lima Council,GovernmentBody,,Q300,PE,,,,
Sombra Roja,ArmedGroup,SR,,,,,,
Peru,State,,Q419,PE,,,,
"""
TURTLE = """
@prefix kg: <https://w3id.org/communique/onto#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<#ana> a kg:Person ; rdfs:label "Ana Duarte" ; skos:altLabel "A. Duarte" ;
  skos:exactMatch <http://www.wikidata.org/entity/Q100> .
<#peru> a kg:State ; rdfs:label "Peru" ; kg:isoCode "PE" .
<#t> a kg:Tenure ; kg:tenureHolder <#ana> ; kg:inForceFrom "2019-07" ; kg:inForceUntil "2023-06-30" ;
  kg:tenureOffice [ a kg:Office ; rdfs:label "president" ; kg:officeIn <#peru> ] .
"""


def written(folder: Path, text: str, name: str = "known.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_csv_tells_actors_and_tenures(tmp_path: Path) -> None:
    found = load_authority(written(tmp_path, CSV))
    ana = found.actor("a. duarte")
    assert ana is not None
    assert (ana.name, ana.type, ana.wikidata) == ("Ana Duarte", ActorType.PERSON, "Q100")
    mayor, president = found.tenures_of("Ana Duarte")
    assert (mayor.of, mayor.start, mayor.end) == ("Lima Council", date(2012, 1, 1), date(2018, 12, 31))
    assert (president.of, president.start, president.end) == ("PE", date(2019, 7, 1), date(2023, 6, 30))


def test_turtle_says_the_same(tmp_path: Path) -> None:
    found = load_authority(written(tmp_path, TURTLE, "known.ttl"))
    (president,) = found.tenures_of("Ana Duarte")
    assert (president.office, president.of, president.start) == ("president", "PE", date(2019, 7, 1))
    ana = found.actor("Ana Duarte")
    assert ana is not None
    assert ana.wikidata == "Q100"


@pytest.mark.parametrize(
    ("text", "line", "value"),
    [
        ("name,type\nAna,Queen\n", 2, "'Queen'"),
        ("name,kind\nAna,Person\n", 1, "'kind'"),
        ("name\nAna\n", 1, "type"),
        ("name,type,wikidata\nAna,Person,100\n", 2, "'100'"),
        ("name,type,state\nAna,Person,Peru\n", 2, "'Peru'"),
        ("name,type,office,from\nAna,Person,mayor,2019-13\n", 2, "'2019-13'"),
        ("name,type,office,from\nAna,Person,mayor,lately\n", 2, "'lately'"),
        ("name,type,office,from,to\nAna,Person,mayor,2019,2018\n", 2, "2018-12-31"),
        ("name,type,from\nAna,Person,2019\n", 2, "without an office"),
        ("name,type,office\nPeru,State,mayor\n", 2, "'Peru'"),
        ("name,type,aliases\nAna,Person,A\nAnton,Person,A\n", 3, "'A'"),
        ("name,type\nAna,Person,x\n", 2, "x"),
        ("name,type\nAna,Person\nAna,Group\n", 3, "'Ana'"),
        ("name,type\n,Person\n", 2, "without a name"),
    ],
)
def test_a_wrong_row_is_told_with_line_and_value(tmp_path: Path, text: str, line: int, value: str) -> None:
    with pytest.raises(ShapeError) as told:
        load_authority(written(tmp_path, text))
    assert f"known.csv, line {line}" in str(told.value)
    assert value in str(told.value)


@pytest.mark.parametrize(
    ("old", "new", "value"),
    [
        ('rdfs:label "Peru" ;', "", "rdfs:label"),
        ("kg:tenureHolder <#ana>", "kg:tenureHolder <#bob>", "#bob"),
        ("kg:officeIn <#peru>", "kg:officeIn <#chile>", "#chile"),
        ('"2019-07"', '"soon"', "'soon'"),
        (" .\n<#peru>", "\n<#peru>", "no Turtle"),
    ],
)
def test_wrong_turtle_is_told(tmp_path: Path, old: str, new: str, value: str) -> None:
    assert old in TURTLE
    with pytest.raises(ShapeError, match=value):
        load_authority(written(tmp_path, TURTLE.replace(old, new), "known.ttl"))


def test_a_file_that_is_not_there_or_of_another_kind_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load_authority(tmp_path / "none.csv")
    with pytest.raises(InputError, match=r"known\.txt"):
        load_authority(written(tmp_path, CSV, "known.txt"))


@pytest.fixture(scope="module")
def informed(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    path = written(tmp_path_factory.mktemp("authority"), CSV)
    return Pipeline(authority=load_authority(path))


def store_of(pipeline: Pipeline, text: str, published: date) -> tuple[Store, dict[str, object]]:
    (graph,) = pipeline.graphs([Document("t", text, published=published, publisher="A Paper")])
    store = Store()
    store.replace("https://w3id.org/communique/id/article/t", graph.quads)
    return store, record_of(graph)


def rows(store: Store, query: str) -> list[list[str]]:
    lines = answer(store, query).serialize("csv").decode().split("\r\n")
    return [line.split(",") for line in lines[1:] if line]


def test_aliases_meet_and_carry_the_wikidata_id(informed: Pipeline) -> None:
    store, _record = store_of(informed, "A. Duarte accused Chile. Ana M. Duarte threatened Chile.", date(2020, 5, 1))
    found = rows(store, "SELECT DISTINCT ?p ?w ?name WHERE { ?p a kg:Person ; skos:exactMatch ?w ; rdfs:label ?name }")
    assert found == [
        [
            "https://w3id.org/communique/id/person/ana-duarte",
            "http://www.wikidata.org/entity/Q100",
            "Ana Duarte",
        ]
    ]


@pytest.mark.parametrize(("day", "holder"), [(date(2020, 5, 1), "Ana Duarte"), (date(2024, 5, 1), "Luis Prado")])
def test_a_title_alone_is_who_held_the_office_that_day(informed: Pipeline, day: date, holder: str) -> None:
    _, record = store_of(informed, "The Peruvian president threatened Chile on Tuesday.", day)
    assert holder in {a["name"] for a in record["actors"]}  # type: ignore[attr-defined]


def test_the_capacity_is_the_office_in_force_with_its_days(informed: Pipeline) -> None:
    text = "President Ana Duarte, a former mayor, accused Chile on Tuesday. Bolivia accused Brazil."
    store, _ = store_of(informed, text, date(2020, 5, 1))
    found = rows(
        store,
        """SELECT ?title ?from ?until WHERE { ?e a kg:Accusation ; kg:agentParticipation/kg:inCapacity ?t .
           ?t kg:tenureOffice/rdfs:label ?title ; kg:inForceFrom ?from ; kg:inForceUntil ?until }""",
    )
    assert found == [["president", "2019-07-01T00:00:00Z", "2023-06-30T23:59:59Z"]]


def test_a_group_that_nobody_else_knows_has_its_kind(informed: Pipeline) -> None:
    _, record = store_of(informed, "Sombra Roja attacked Lima. SR also threatened Chile.", date(2020, 5, 1))
    kinds = {a["name"]: a["type"] for a in record["actors"]}  # type: ignore[attr-defined]
    assert kinds["Sombra Roja"] == "ArmedGroup"
    assert "SR" not in kinds


def test_an_empty_authority_changes_nothing(pipeline: Pipeline) -> None:
    document = Document("t", "Ana Duarte accused Chile.", published=date(2020, 5, 1), publisher="A Paper")
    (bare,) = pipeline.graphs([document])
    (same,) = Pipeline(authority=Authority()).graphs([document])
    assert bare.quads == same.quads
