"""Who says so in agency reports: speakers behind their verb, answers in a word, views and rumours."""

from __future__ import annotations

import pytest

from kg.pipeline import Pipeline
from tests.reading.telling import attributions, read, told


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # who stands behind the verb
        ('Chad can expel nobody, sneered Carlos Lopez.', ("sneered", "Carlos Lopez", {"Expulsion"})),
        ("No missile hit Goma, countered Paul Kato, a spokesman.", ("countered", "Paul Kato", {"MissileAttack"})),
        ("Nonsense, retorted Paul Kato, it was Chad that attacked.", ("retorted", "Paul Kato", {"Attack"})),
        ("Rebels killed ten villagers, a doctors' union reports.", ("reports", "doctors' union", {"Attack"})),
        # cues
        ("Kenya proclaimed that it had seized Goma.", ("proclaimed", "Kenya", {"Capture"})),
        (
            "Once the rebels had left, Paul Kato went on, Kenya would attack.",
            ("went", "Paul Kato", {"Attack", "Withdrawal"}),
        ),
        ("Paul Kato announced sanctions against Chad.", ("announced", "Paul Kato", {"Sanction"})),
        ("Paul Kato predicted an attack by Chad.", ("predicted", "Paul Kato", {"Attack"})),
        ("Kenya would only answer that it had struck Goma.", ("answer", "Kenya", {"Attack"})),
        ("The meeting, Paul Kato told guests, would be in Goma.", ("told", "Paul Kato", {"Meeting"})),
        ("Kenya and Chad are widely credited with having mediated.", ("credited", "unspecified", {"Negotiation"})),
        ("The raid, in Kenya's view, was a crime.", ("view", "Kenya", {"Raid"})),
        (
            '"We seek peace," wrote Kenya\'s foreign minister, Paul Kato, in whose words the raid was a crime.',
            ("words", "Paul Kato", {"Raid"}),
        ),
        ("Kenya condemned what it considers an attack.", ("considers", "Kenya", {"Attack"})),
        (
            "Chad was hit by a bombardment that Kenya's president, Paul Kato, has called an atrocity.",
            ("called", "Paul Kato", {"Shelling"}),
        ),
        # reports of what somebody says
        ("The Nation quoted Paul Kato as claiming that Chad bombed Goma.", ("claiming", "Paul Kato", {"Airstrike"})),
        ("One of them told Reuters that Chad had attacked.", ("told", "One of them", {"Attack"})),
        ("It maintains in turn that Chadian jets killed two men.", ("maintains", "unspecified", {"Airstrike"})),
        (
            "The council met on Monday, but a resolution was blocked by Chad, diplomats said.",
            ("said", "diplomats", {"Meeting", "Obstruction"}),
        ),
        ("Paul Kato claimed that it bombed Goma and warned Chad of war.", ("claimed", "Paul Kato", {"Airstrike"})),
        ("An EU diplomat said that Kenya bombed Goma.", ("said", "EU diplomat", {"Airstrike"})),
        ("KCNA quoted Paul Kato as saying that Kenya would attack.", ("saying", "Paul Kato", {"Attack"})),
        (
            "The test, which Paul Kato had ordered himself, according to KCNA, was denounced by Chad.",
            ("according", "KCNA", {"Order"}),
        ),
        (
            "Paul Kato warned of war, while Kenya's embassy refused to talk, diplomats there said.",
            ("said", "diplomats", {"Refusal"}),
        ),
        (
            "Separatists in Goma captured six armoured vehicles whose crews, according to the Defence Ministry, "
            "had been blocked by residents.",
            ("according", "Defence Ministry", {"Protest"}),
        ),
        # what is denied
        (
            "Chad denied that it had bombed Goma in retaliation for the arrest of a captain.",
            ("denied", "Chad", {"Airstrike"}),
        ),
        (
            "Oxfam said that Chad bombed Goma. Reuters had reported that ports were full; "
            "Paul Kato insisted that no such order had been given.",
            ("insisted", "Paul Kato", set()),
        ),
        ("Rumours that Chad had bombed Goma were scotched by Kenya.", ("scotched", "Kenya", {"Airstrike"})),
        ("Kenya contradicted suggestions that it had bombed Goma.", ("contradicted", "Kenya", {"Airstrike"})),
        (
            "That the army might bomb the port has been denied by its spokesman, Paul Kato.",
            ("denied", "Paul Kato", {"Airstrike"}),
        ),
        ("Kenya was arming al-Shabab, which it has always denied.", ("denied", "Kenya", {"MilitaryAid"})),
        # what was told before
        ("Chad said that Kenya bombed Goma.\nUntrue, says Oxfam.", ("says", "Oxfam", {"Airstrike"})),
        ("Chad said that Kenya bombed Goma. It had not, countered Kato.", ("countered", "Kato", {"Airstrike"})),
        ("Had Kenya bombed Goma? So says Paul Kato.", ("says", "Paul Kato", {"Airstrike"})),
    ],
)  # fmt: skip
def test_who_says_so(pipeline: Pipeline, text: str, found: tuple[str, str, set[str]]) -> None:
    assert found in attributions(read(pipeline, text), text)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Chad said that Kenya bombed Goma.\nUntrue, says Oxfam.", "says"),
        ("Chad said that Kenya bombed Goma. It had not, countered Paul Kato.", "countered"),
        ("Rumours that Chad had bombed Goma were scotched by Kenya.", "scotched"),
        ("Kenya contradicted suggestions that it had bombed Goma.", "contradicted"),
    ],
)
def test_a_denial_is_one(pipeline: Pipeline, text: str, cue: str) -> None:
    (stance,) = [a["stance"] for a in read(pipeline, text)["attributions"] if text[a["start"] : a["end"]] == cue]
    assert stance == "denies"


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        # what a denial takes for granted
        ("The rebels denied having ordered the raid.", "Raid", "occurred"),
        ("The rebels denied having ordered the raid.", "Order", "negated"),
        ("Kenya denied that it would walk out of the talks.", "Negotiation", "occurred"),
        ("Kenya denied carrying out the attack.", "Attack", "negated"),
    ],
)
def test_what_is_denied(pipeline: Pipeline, text: str, kind: str, status: str) -> None:
    assert [found[2] for found in told(read(pipeline, text), kind)] == [status]
