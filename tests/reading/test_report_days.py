"""Whose day it is: times of agency reports that belong to another event than the one whose verb they stand beside."""

from __future__ import annotations

import pytest

from kg.pipeline import Pipeline
from tests.reading.telling import dates, read


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        # acts of speech in a dated talk
        ("Kato spoke on Monday with Ali Deby, who demanded that he leave.", "Request", ["2020-06-15"]),
        ("President Kato phoned Paul Kagame on Monday and the two agreed on a truce.", "Agreement", ["2020-06-15"]),
        ("Kato told an emergency session on Monday, promising countermeasures.", "Assurance", ["2020-06-15"]),
        ("Kato told CNN on Monday before threatening Chad.", "Threat", ["2020-06-15"]),
        ("Kato met Ali Deby on Monday before threatening Chad.", "Threat", ["2020-06-15"]),
        ("Kato met Deby in Goma hours before Monday's attack on Chad.", "Meeting", ["2020-06-15"]),
        ("Jiang Zemin leaves today for a tour of Asia.", "Visit", ["2020-06-17"]),
        ("A delegation scrapped the trip on which it was to have set out on Monday.", "Visit", ["2020-06-15"]),
        ("The council held a meeting that had been put off from Monday.", "Postponement", [None]),
        (
            "Kato telephoned Deby on Monday. At the end of the conversation, the two agreed to meet.",
            "Agreement",
            ["2020-06-15"],
        ),
        (
            "Kato telephoned Deby on Monday. At the end of the conversation, officials said, the two agreed.",
            "Agreement",
            ["2020-06-15"],
        ),
        ("Kato phoned Ali Deby on Monday and expressed solidarity with Chad.", "Endorsement", ["2020-06-15"]),
        ("The UN Security Council, which met on Monday, called on Chad to stop.", "Request", ["2020-06-15"]),
        ("Kato, who met Ali Deby on Monday, called on Chad to stop.", "Request", [None]),
        ("Rebels raided the embassy on Monday before soldiers drove them out.", "GroundOperation", ["2020-06-15"]),
        (
            "The text was issued on Monday after six hours of talks between Kato and Deby.",
            "Negotiation",
            ["2020-06-15"],
        ),
        ("Kato issued an order at an emergency session of the council on Monday.", "Meeting", ["2020-06-15"]),
        (
            "A spokesman spoke in Chad, where President Ali Deby received the chief envoy, Paul Kato, on Monday.",
            "Meeting",
            ["2020-06-15"],
        ),
        # what lies ahead
        ("A naval exercise with Kenya due to start on Friday was cancelled.", "MilitaryExercise", ["2020-06-19"]),
        ("Kenya has asked the council to meet on Friday.", "Meeting", ["2020-06-19"]),
        ("Kato has invited all leaders to a video conference on Friday.", "VideoCall", ["2020-06-19"]),
        ("Kato has invited all leaders to a video conference on Friday.", "Invitation", [None]),
        ("Paul Kato is due in Chad on Friday.", "Visit", ["2020-06-19"]),
        ("Paul Kato, who lunches with Ali Deby on Friday, left.", "Meeting", ["2020-06-19"]),
        ("Kenya has announced a journey to Chad in August.", "Visit", ["2020-08"]),
        ("The two agreed on joint manoeuvres from Friday.", "MilitaryExercise", ["2020-06-19"]),
        ("The rebels on Friday invited Kenya to a meeting.", "Invitation", ["2020-06-12"]),
        ("Paul Kato invited Ali Deby to Goma in a call on Monday.", "PhoneCall", ["2020-06-15"]),
        # whose day it is
        ("The League, which demanded the release of all on Tuesday, left.", "Request", ["2020-06-16"]),
        ("They are to approve the plan when they meet on Friday.", "Approval", ["2020-06-19"]),
        ("A meeting that the envoy had arranged for Friday was put off.", "Meeting", ["2020-06-19"]),
        ("The last talks collapsed in Geneva in July 2017.", "Negotiation", ["2017-07"]),
        ("Paul Kato, who received Ali Deby, the president, on Monday, promised help.", "Meeting", ["2020-06-15"]),
        ("The two armies clashed in late March.", "Clash", ["2020-03"]),
        ("Police stopped students on Monday from marching to the office.", "Protest", ["2020-06-15"]),
        ("On Monday rebels took Goma, although a ceasefire had begun two days before.", "Ceasefire", ["2020-06-13"]),
        ("Kenya asked Chad for help in a call with Ali Deby on Monday.", "PhoneCall", ["2020-06-15"]),
        (
            "Kenya put off the withdrawal of its weapons, which was to have begun on Monday.",
            "Withdrawal",
            ["2020-06-15"],
        ),
        ("The advance stalled on Wednesday when rebels captured six vehicles.", "Capture", ["2020-06-17"]),
        ("Tanks crossed the border on Tuesday, hours before Paul Kato arrived in Chad.", "Visit", ["2020-06-16"]),
        ("Paul Kato will fly to Chad on Friday. Ali Deby will meet him that day.", "Meeting", ["2020-06-19"]),
        ("A truce agreed in May collapsed on Sunday.", "Ceasefire", ["2020-05"]),
        ("A truce agreed on by the rebels and Chad on Monday has held.", "Ceasefire", ["2020-06-15"]),
        (
            "On Monday the guard turned the convoys back. In the afternoon Chad expelled ten diplomats.",
            "Expulsion",
            ["2020-06-15"],
        ),
        (
            "On Wednesday Kenya turned down an offer and announced that it would station soldiers at two sites, "
            "a day after it blew up the liaison office.",
            "Bombing",
            ["2020-06-16"],
        ),
        ("Kenya had offered troops on Monday and has since authorised a strike.", "Approval", [None]),
        ("Kenya warned Chad on Monday, having accused Uganda of lies.", "Accusation", [None]),
        ("Kenya had warned Chad on Monday, and had ordered the army to act.", "Order", [None]),
        ("A team that had been expected in Goma on Monday put off its trip.", "Postponement", [None]),
        (
            "On Tuesday Kenya announced that it would send troops, a day after it bombed Goma.",
            "Airstrike",
            ["2020-06-15"],
        ),
    ],
)
def test_whose_day_it_is(pipeline: Pipeline, text: str, kind: str, found: list[str | None]) -> None:
    assert dates(read(pipeline, text), kind) == found
