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
        # what lies ahead
        ("Kenya has asked the council to meet on Friday.", "Meeting", ["2020-06-19"]),
        ("Kato has invited all leaders to a video conference on Friday.", "VideoCall", ["2020-06-19"]),
        ("Kato has invited all leaders to a video conference on Friday.", "Invitation", [None]),
        # whose day it is
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
            "Bombing",
            ["2020-06-15"],
        ),
    ],
)
def test_whose_day_it_is(pipeline: Pipeline, text: str, kind: str, found: list[str | None]) -> None:
    assert dates(read(pipeline, text), kind) == found
