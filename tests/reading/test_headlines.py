"""Headlines in title case, and whom a headline or a lead names by title alone."""

from __future__ import annotations

import pytest

from kg.pipeline import Pipeline
from kg.reading.headlines import SentenceCase, Vocabulary
from tests.reading.telling import read, told

BODY = "On Monday Chad's foreign minister, Peter Kato, said the visit to the Indian Ocean was likely to be postponed."


@pytest.fixture(scope="module")
def vocabulary(pipeline: Pipeline) -> Vocabulary:
    return pipeline.reader.vocabulary


@pytest.mark.parametrize(
    ("headline", "settled"),
    [
        (
            "Chad's Foreign Minister Likely to Postpone Visit to Indian Ocean",
            "Chad's foreign minister likely to postpone visit to Indian Ocean",
        ),
        ("Peter Kato Said to Postpone Visit", "Peter Kato said to postpone visit"),
        ("Chad to postpone visit to Mali, Kato says", "Chad to postpone visit to Mali, Kato says"),
        ("CHAD TO POSTPONE VISIT TO MALI", "CHAD TO POSTPONE VISIT TO MALI"),
        ("Kato Leaves", "Kato Leaves"),
        (
            "White House Links Harbour Fees to George Bush's Plan",
            "White House links harbour fees to George Bush's plan",
        ),
        ("U.S. Scraps Canal Fee for Kenya", "U.S. scraps canal fee for Kenya"),
    ],
)
def test_title_case_is_put_in_the_case_of_a_sentence(vocabulary: Vocabulary, headline: str, settled: str) -> None:
    assert SentenceCase(BODY, vocabulary).of(headline) == settled


def test_an_unknown_word_keeps_its_capital(vocabulary: Vocabulary) -> None:
    assert "Zorbia" in SentenceCase("", vocabulary).of("Zorbia Says Likely to Leave Friday")


def test_a_headline_may_stand_alone(pipeline: Pipeline) -> None:
    assert told(read(pipeline, "Kenya Closes Chadian Consulate in Garissa Over Fees"), "Sanction") == [
        ({"Kenya"}, {"Chad"}, "occurred")
    ]
    assert told(read(pipeline, "Kenya Lifts Travel Ban on Chad."), "Concession") == [({"Kenya"}, {"Chad"}, "occurred")]


def test_a_sentence_that_stands_alone_is_no_headline(vocabulary: Vocabulary) -> None:
    case = SentenceCase("", vocabulary)
    assert not case.stands_alone("President Paul Kato visited Foreign Minister Peter Okello.")
    assert case.stands_alone("President Kato Visits Nairobi.")


def test_offsets_stay_those_of_the_text(pipeline: Pipeline) -> None:
    text = "Kenya Launches Missile Into Sea Near Uganda\nKenya launched a missile into the sea near Uganda on Monday."
    record = read(pipeline, text)
    words = [text[m["start"] : m["end"]] for e in record["events"] for m in e["mentions"]]
    assert words == ["Launches Missile", "launched a missile"]


def test_a_title_before_the_name_is_whoever_bears_it_later(pipeline: Pipeline) -> None:
    text = (
        'Seoul\'s foreign minister said on Friday the talks would go on. "They are postponed," Foreign Minister Kang '
        "Min said in parliament in Pyongyang."
    )
    record = read(pipeline, text)
    names = {a["id"]: a["name"] for a in record["actors"]}
    assert {(names[o["holder"]], o["office"], names[o["of"]]) for o in record["offices"]} == {
        ("Kang Min", "foreign minister", "South Korea")
    }


def test_two_offices_of_one_holder_are_of_one_state(pipeline: Pipeline) -> None:
    record = read(pipeline, "Chinese Foreign Minister and State Councillor Wang Yi may visit India next week.")
    names = {a["id"]: a["name"] for a in record["actors"]}
    assert {(names[o["holder"]], o["office"], names[o["of"]]) for o in record["offices"]} == {
        ("Wang Yi", "foreign minister", "China"),
        ("Wang Yi", "state councillor", "China"),
    }


def test_a_counterpart_may_be_named_later(pipeline: Pipeline) -> None:
    text = (
        "Chad said its foreign minister held talks with his Kenyan counterpart on Monday. The meeting between Foreign "
        "Minister Paul Okello and Kenya's Foreign Minister Peter Kato had not been announced."
    )
    (talks,) = told(read(pipeline, text), "Negotiation")
    assert talks == ({"Paul Okello"}, {"Peter Kato"}, "occurred")


def test_the_ministers_of_two_states_listed_in_a_headline(pipeline: Pipeline) -> None:
    text = (
        "India, Kenya foreign ministers hold talks on border\nThe talks were held in Nairobi, the foreign "
        "ministry said."
    )
    agents = told(read(pipeline, text), "Negotiation")[0][0]
    assert agents == {"foreign minister of India", "foreign minister of Kenya"}


def test_plurals_of_a_headline_that_are_verbs(pipeline: Pipeline) -> None:
    text = "Manila protests after Chinese cutter rams supply boat\nThe boat sank on Monday near a reef, officials said."
    reading = read(pipeline, text)
    assert ({"Philippines"}, "occurred") in [(a, status) for a, _, status in told(reading, "Accusation")]
    assert ({"China"}, "occurred") in [(a, status) for a, _, status in told(reading, "Attack")]
