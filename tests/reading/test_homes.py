"""Which state a title belongs to that stands there without one."""

from __future__ import annotations

from datetime import date

import pytest

from kg.model import Document
from kg.pipeline import Pipeline, record_of

ACTING = (
    "Norway said on Thursday that it would expel two Chilean diplomats. The ministry summoned Chile's ambassador and "
    "handed him a note. Foreign Minister Ingrid Dahl presented no evidence."
)
PLACE = "Kenya closed its border with Uganda. In Lima, Prime Minister Jorge Salas called the closure a mistake."
CAPITAL = "Kenya closed its border with Uganda. Foreign ministry spokesman Rui Matos said Lisbon hoped for talks."
BESIDE = "Kenya accused Rwanda. A spokesman for the Ugandan presidency, Moses Okello, told reporters nothing."
EQUALS = "Peru recalled its envoy. Polish Prime Minister Jan Nowak spoke of theft, and President Adam Wolski agreed."
FACING = "Peru closed a port. President Luis Vega told Chile that the port would stay shut."
FEW = "Peru closed a port. Chancellor Karla Vogt said she had talked to the Peruvian president."
FEWER = "Austria and Peru signed a treaty. Chancellor Karla Vogt signed it on Monday."
FACED = "Kenya accused Uganda of theft. Uganda closed its border. President Paul Kato warned Uganda on Monday."
SPOKE = (
    "Kenya and Uganda signed it. President Paul Kato stayed away. Kato told reporters in Kampala that he would wait."
)
USUAL = "Kenya held an election. Britain and India sent observers. Foreign Secretary Paul Kato praised it."
TAKEN = "Peruvian President Luis Vega accused Chile of theft. President Ana Rojas stayed away."


@pytest.mark.parametrize(
    ("text", "holder", "state"),
    [
        (ACTING, "Ingrid Dahl", "Norway"),
        (PLACE, "Jorge Salas", "Peru"),
        (CAPITAL, "Rui Matos", "Portugal"),
        (BESIDE, "Moses Okello", "Uganda"),
        (EQUALS, "Adam Wolski", "Poland"),
        (FACING, "Luis Vega", "Peru"),
        (FEW, "Karla Vogt", "Germany"),
        (FEWER, "Karla Vogt", "Austria"),
        (FACED, "Paul Kato", "Kenya"),
        (SPOKE, "Paul Kato", "Uganda"),
        (USUAL, "Paul Kato", "United Kingdom"),
        (TAKEN, "Ana Rojas", "Chile"),
    ],
)
def test_a_bare_title_belongs_to_whom_the_words_around_it_speak_for(
    pipeline: Pipeline, text: str, holder: str, state: str
) -> None:
    assert offices(pipeline, text, "A Paper")[holder] == state


def test_without_anything_else_an_outlet_speaks_of_its_own_state(pipeline: Pipeline) -> None:
    text = "Kenya and Uganda signed a treaty. The treaty was short. Defence Minister Paul Bakari stayed away."
    assert offices(pipeline, text, "The Kampala Mirror")["Paul Bakari"] == "Uganda"
    assert offices(pipeline, text, "The Nairobi Mirror")["Paul Bakari"] == "Kenya"


def test_a_surname_that_is_also_a_noun_is_the_person(pipeline: Pipeline) -> None:
    text = "Peruvian President Luis Bond closed a port. Bond met Chilean officials."
    (graph,) = pipeline.graphs([Document("t", text, published=date(2020, 6, 17))])
    record = record_of(graph)
    (meeting,) = [e for e in record["events"] if e["type"] == "Meeting"]
    by_id = {a["id"]: a["name"] for a in record["actors"]}
    assert "Luis Bond" in {by_id[p["actor"]] for p in meeting["participants"]}


def offices(pipeline: Pipeline, text: str, publisher: str) -> dict[str, str | None]:
    (graph,) = pipeline.graphs([Document("t", text, published=date(2020, 6, 17), publisher=publisher)])
    record = record_of(graph)
    by_id = {a["id"]: a["name"] for a in record["actors"]}
    return {by_id[o["holder"]]: by_id.get(o["of"]) for o in record["offices"]}
