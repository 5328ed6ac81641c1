"""Constructions of agency reports: names, sides, titles, towns and trips that are told of again."""

from __future__ import annotations

from datetime import date

import pytest

from kg.model import Document
from kg.pipeline import Pipeline, record_of
from kg.reading.given_names import gender_of
from tests.reading.telling import attributions, dates, kinds, offices, read, told


def test_who_died_in_bed_is_nobodys_victim(pipeline: Pipeline) -> None:
    assert (
        told(read(pipeline, "Kenya bombed Chad in May. Ali Deby spoke. He left. Kato died of cancer."), "Attack") == []
    )


def test_what_papers_write_with_small_letters_is_known(pipeline: Pipeline) -> None:
    found = kinds(read(pipeline, "Ecowas and Opec agreed. The FSB service detained Paul Kato."))
    assert found["ECOWAS"] == found["OPEC"] == "InternationalOrganization"
    assert found["FSB"] == "GovernmentBody"


def test_a_name_goes_on_behind_an_observatory(pipeline: Pipeline) -> None:
    found = kinds(read(pipeline, "Jets hit Goma, said the Observatory for Human Rights."))
    assert "Observatory for Human Rights" in found


@pytest.mark.parametrize(
    ("text", "kind", "side", "who"),
    [
        ("Ali Deby led prayers for Paul Kato a day after he was killed by rebels.", "Attack", 1, {"Paul Kato"}),
        ("Paul Kato met Ali Deby in May. The pair agreed to leave.", "Agreement", 0, {"Paul Kato", "Ali Deby"}),
        ("Under a truce announced by Paul Kato, the envoy, guns fell silent.", "Ceasefire", 0, set()),
        ("Kenya and Chad expelled each other's diplomats.", "Expulsion", 1, {"Kenya", "Chad"}),
        ("Jack Sullivan telephoned Svetlana Kato. She has asked Chad to leave.", "Request", 0, {"Svetlana Kato"}),
        ("The rebels stormed Hadrut on Friday.", "GroundOperation", 1, set()),
        ("A man was held over the attack on Salman Kato.", "Attack", 1, {"Salman Kato"}),
    ],
)  # fmt: skip
def test_who_is_on_a_side(pipeline: Pipeline, text: str, kind: str, side: int, who: set[str]) -> None:
    assert told(read(pipeline, text), kind)[0][side] == who


def test_that_attack_is_the_one_told_of_last(pipeline: Pipeline) -> None:
    text = "# Attack on Goma\n\nRebels hit Goma. Kenya began a rocket attack on Chad. Kato denounced that attack."
    found = read(pipeline, text)
    (rockets,) = [e for e in found["events"] if e["type"] == "RocketFire"]
    assert len(rockets["mentions"]) == 2


@pytest.mark.parametrize(
    ("text", "kind", "day", "status"),
    [
        ("The council meets on Friday.", "Meeting", "2020-06-19", "planned"),
        ("The council met on Monday.", "Meeting", "2020-06-15", "occurred"),
    ],
)
def test_what_is_told_in_the_present_may_lie_ahead(
    pipeline: Pipeline, text: str, kind: str, day: str, status: str
) -> None:
    record = read(pipeline, text)
    assert dates(record, kind) == [day]
    assert [s for _, _, s in told(record, kind)] == [status]


def test_who_rejects_this_denies_it(pipeline: Pipeline) -> None:
    text = "Kenya accused Chad of an attack on Goma. Chad rejected this."
    record = read(pipeline, text)
    assert [(a["stance"], len(a["about"])) for a in record["attributions"]] == [("denies", 1)]
    assert told(record, "Denial") == [({"Chad"}, set(), "occurred")]


def test_an_office_with_a_capital_is_a_body(pipeline: Pipeline) -> None:
    assert kinds(read(pipeline, "The Prime Minister's Office warned Chad.")) == {
        "Prime Minister's Office": "GovernmentBody", "Chad": "State",
    }  # fmt: skip


def test_whose_envoy_and_whose_chief(pipeline: Pipeline) -> None:
    text = "Chad lost control, and Kenya sent its envoy, Paul Kato. Ryanair chief executive Ali Deby accused Chad."
    assert {(o[0], o[2]) for o in offices(read(pipeline, text))} == {("Paul Kato", "Kenya"), ("Ali Deby", "Ryanair")}


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Kato had warned Chad when he telephoned Ali Deby, his office said.", {"Warning", "PhoneCall"}),
        ("Kenya bombed Goma on Monday. Officials said that it had been planned.", {"Airstrike"}),
        ("Kenya bombed Goma and the army shelled Kabo, according to two officials.", {"Airstrike", "Shelling"}),
        ("Gunmen attacked the base. Ali Deby told Chad that it was likely that Kenya was responsible.", {"Attack"}),
        ("Gunmen attacked the base. Ali Deby said that Kenya was behind it.", {"Attack"}),
        ("Chad bombed Goma. Ali Deby said that Paul Kato was responsible for peace.", set()),
        ("Chad bombed Goma. Ali Deby contradicted Kenya: it was, he said, an accident.", {"Airstrike"}),
        ("Kato issued an order, which he was said to have issued at a meeting in Goma.", {"Order"}),
    ],
)  # fmt: skip
def test_what_is_said_with_it(pipeline: Pipeline, text: str, about: set[str]) -> None:
    assert attributions(read(pipeline, text), text)[-1][2] == about


def test_a_list_of_given_names_is_checked() -> None:
    assert gender_of("Theresa Kato") == "female"
    assert gender_of("José Kato") == "male"
    assert gender_of("Theresa") is None


@pytest.mark.parametrize("day", [date.min, date.max])
@pytest.mark.parametrize("words", ["yesterday", "tomorrow", "last month", "next month", "next year", "999 years ago"])
def test_what_lies_outside_the_calendar_is_left_open(pipeline: Pipeline, day: date, words: str) -> None:
    (graph,) = pipeline.graphs([Document("t", f"Kenya attacked Chad {words}.", published=day)])
    (attack,) = record_of(graph)["events"]
    assert attack["type"] == "Attack"


@pytest.mark.parametrize(
    ("text", "kind", "places"),
    [
        ("The army shelled Kabo for two days.", "Shelling", {"Kabo"}),
        ("Kenyan jets bombed Khuzaa overnight.", "Airstrike", {"Khuzaa"}),
        ("Gunmen attacked the embassies in Kinshasa. The assault on Goma killed two.", "Attack", {"Kinshasa", "Goma"}),
        ("Kenya condemned the assault on Goma. Chad condemned the assault on Kabo.", "Attack", {"Goma", "Kabo"}),
    ],
)
def test_attacks_in_two_towns_are_two(pipeline: Pipeline, text: str, kind: str, places: set[str]) -> None:
    events = [e for e in read(pipeline, text)["events"] if e["type"] == kind]
    assert {e["place"] for e in events} == places
    assert len(events) == len(places)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Chad's foreign ministry spokesman, Ali Deby, spoke.",
            {("Ali Deby", "foreign ministry spokesman", "Chad's foreign ministry")},
        ),
        (
            "King Salman met Paul Kato. Crown Prince Mohammed bin Salman met Ali Deby.",
            {("Salman", "king", "Saudi Arabia"), ("Mohammed bin Salman", "crown prince", "Saudi Arabia")},
        ),
        ("Unification Minister Cho Min-ho met Kato.", {("Cho Min-ho", "unification minister", "South Korea")}),
        (
            "UAE Minister of State for Foreign Affairs Anwar Gargash met Chad.",
            {("Anwar Gargash", "minister of state for foreign affairs", "United Arab Emirates")},
        ),
        (
            "Under Secretary of State for Political Affairs Ali Deby met Chad.",
            {("Ali Deby", "under secretary of state for political affairs", "United States")},
        ),
        ("Treasury Secretary Steven Kato met Chad.", {("Steven Kato", "treasury secretary", "United States")}),
    ],
)
def test_what_a_title_holds(pipeline: Pipeline, text: str, found: set[tuple[str, str, str]]) -> None:
    assert offices(read(pipeline, text)) == found


def test_a_briefing_by_telephone_is_a_call(pipeline: Pipeline) -> None:
    record = read(pipeline, "Ali Deby was briefed by telephone by Paul Kato.")
    assert told(record, "PhoneCall") == [({"Paul Kato"}, {"Ali Deby"}, "occurred")]
    assert told(record, "Notification") == [({"Paul Kato"}, {"Ali Deby"}, "occurred")]


def test_a_rebel_alliance_is_no_union_of_states(pipeline: Pipeline) -> None:
    text = "The North Atlantic Treaty Organization warned rebels. The rebel alliance attacked Kenya."
    assert told(read(pipeline, text), "Attack") == [({"rebels"}, {"Kenya"}, "occurred")]


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        ("The army attacked Chad, said Hanna Maliar, a deputy defense minister.", "said", "Hanna Maliar"),
    ],
)  # fmt: skip
def test_who_stands_before_the_title_told_it(pipeline: Pipeline, text: str, cue: str, source: str) -> None:
    assert [(a[0], a[1]) for a in attributions(read(pipeline, text), text)] == [(cue, source)]


def test_a_strike_of_another_state_is_another_strike(pipeline: Pipeline) -> None:
    text = (
        "Kenya bombed militants inside Chad on Monday, killing nine people. "
        "Kenya says that two children were killed in the Chadian strike."
    )
    record = read(pipeline, text)
    assert told(record, "Airstrike") == [
        ({"Kenya"}, {"militants", "people"}, "occurred"),
        ({"Chad"}, {"children"}, "occurred"),
    ]


def test_what_is_done_beside_a_denial_is_done(pipeline: Pipeline) -> None:
    text = "Paul Kato denied that Mossad had ever operated there and cancelled talks with Chad."
    assert told(read(pipeline, text), "Cancellation") == [({"Paul Kato"}, {"Chad"}, "occurred")]


def test_nobody_else_is_an_ambassador(pipeline: Pipeline) -> None:
    text = (
        "Iran summoned Pakistan's ambassador. "
        "Abbas Araghchi, Iran's foreign minister, assured his Pakistani counterpart, Jalil Jilani."
    )
    assert ("Jalil Jilani", "ambassador", "Pakistan") not in offices(read(pipeline, text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Chad sent home the crew of the plane.", "Release"), ("Kenya sent home three destroyers.", "Withdrawal")],
)
def test_who_is_sent_home(pipeline: Pipeline, text: str, kind: str) -> None:
    assert len(told(read(pipeline, text), kind)) == 1


def test_a_trip_called_off_by_another_is_the_one_told_of(pipeline: Pipeline) -> None:
    record = read(pipeline, "Ali Deby was to visit Chad. Paul Kato cancelled the visit.")
    assert told(record, "Visit") == [({"Ali Deby"}, {"Chad"}, "cancelled")]


def test_who_alone_was_named_is_the_chief(pipeline: Pipeline) -> None:
    record = read(pipeline, "Then Paul Kato turned his column around. The mercenary chief warned Chad.")
    assert told(record, "Warning") == [({"Paul Kato"}, {"Chad"}, "occurred")]


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        ('"Chad attacked Kenya, and nobody cared," complained the minister.', "complained", "minister"),
        ('"They struck a building of Chad," countered the ambassador, Paul Kato.', "countered", "Paul Kato"),
        ("Paul Kato retorted that Chad had attacked Kenya.", "retorted", "Paul Kato"),
    ],
)
def test_who_answers_says_so(pipeline: Pipeline, text: str, cue: str, source: str) -> None:
    assert [(a[0], a[1]) for a in attributions(read(pipeline, text), text)] == [(cue, source)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The army attacked Chad, said Hanna Maliar, a deputy defense minister.", "Hanna Maliar"),
        ("His deputy, Yunus-bek Yevkurov, met Ali Deby.", "Yunus-bek Yevkurov"),
    ],
)
def test_a_title_beside_a_rare_name_makes_it_a_persons(pipeline: Pipeline, text: str, name: str) -> None:
    assert kinds(read(pipeline, text))[name] == "Person"


def test_when_somebody_was_told_is_not_what_is_denied(pipeline: Pipeline) -> None:
    text = "Officials denied that they had played the tape for Paul Kato when he visited Chad."
    record = read(pipeline, text)
    assert [a[2] for a in attributions(record, text)] == [set()]
    assert told(record, "Visit") == [({"Paul Kato"}, {"Chad"}, "occurred")]


def test_a_capital_before_an_attack_is_where_it_was(pipeline: Pipeline) -> None:
    assert told(read(pipeline, "The Damascus strike killed Paul Kato."), "Airstrike")[0][0] == set()
    assert told(read(pipeline, "The Syrian strike killed Paul Kato."), "Airstrike")[0][0] == {"Syria"}


def test_it_is_not_the_paper_that_was_told(pipeline: Pipeline) -> None:
    record = read(pipeline, "Kenya is silent. Officials told the New York Times that it had bombed Chad.")
    assert told(record, "Airstrike") == [({"Kenya"}, {"Chad"}, "occurred")]
