"""Who holds which post, as agency reports put it, and what kind of actor somebody is."""

from __future__ import annotations

import pytest

from kg.pipeline import Pipeline
from tests.reading.telling import kinds, offices, read, told


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # the whole title
        ("Paul Kato, the general director of Oxfam, met Ali Deby.", ("Paul Kato", "general director", "Oxfam")),
        ("Ann Kato, Oxfam's international president, met Ali Deby.", ("Ann Kato", "international president", "Oxfam")),
        ("Ann Kato, co-chair of the Green Party, met Ali Deby.", ("Ann Kato", "co-chair", "Green Party")),
        # of whom
        (
            "The spokesman of the Interior Ministry, Paul Kato, told Reuters that Chad attacked.",
            ("Paul Kato", "spokesman", "Interior Ministry"),
        ),
        ("Paul Kato, spokesman of the Chadian army, said it attacked.", ("Paul Kato", "spokesman", "Chadian army")),
        ("Dmitry Kato, who speaks for the Kremlin, hailed the raid.", ("Dmitry Kato", "spokesperson", "Kremlin")),
        ("President Trump of the United States met Senator Paul Kato.", ("Paul Kato", "senator", "United States")),
        ("The council barred the president from war without the consent of Congress.", None),
        (
            "The chairman of the Joint Chiefs of Staff, General Mark Kato, called Ali Deby.",
            ("Mark Kato", "chairman", "Joint Chiefs of Staff"),
        ),
        (
            "On Monday US State Department spokesman Mark Kato condemned it.",
            ("Mark Kato", "spokesman", "US State Department"),
        ),
        (
            "Paul Kato, Chad's director general of military operations, called Ali Deby.",
            ("Paul Kato", "director general of military operations", "Chad"),
        ),
        (
            "UN Secretary-General Paul Kato called, and his envoy, Ann Okello, urged Chad to act.",
            ("Ann Okello", "envoy", "United Nations"),
        ),
        ("Kenya summoned the Chadian chargé d’affaires, Paul Kato.", ("Paul Kato", "chargé d'affaires", "Chad")),
        ("The deputy envoy of Chad, Ann Kato, met Ali Deby.", ("Ann Kato", "deputy envoy", "Chad")),
        ("Chad's President-elect Paul Kato called Ali Deby.", ("Paul Kato", "president-elect", "Chad")),
        (
            "The secretary of Armenia's Security Council, Paul Kato, met Ali Deby.",
            ("Paul Kato", "secretary", "Armenia's Security Council"),
        ),
        (
            "Ann Kato, speaker of the US House of Representatives, met Ali Deby.",
            ("Ann Kato", "speaker", "US House of Representatives"),
        ),
        (
            "Foreign Ministry spokesman Paul Kato said that Chad attacked.",
            ("Paul Kato", "foreign ministry spokesman", "Foreign Ministry"),
        ),
        (
            "A spokeswoman for the German Foreign Ministry, Ann Kato, denied it.",
            ("Ann Kato", "spokeswoman", "German Foreign Ministry"),
        ),
        (
            "Ali Abdi, commander of the Kurdish-led Syrian Democratic Forces, met Paul Kato.",
            ("Ali Abdi", "commander", "Syrian Democratic Forces"),
        ),
        # who is made what, and is no more
        (
            "Ali Deby sacked his rival, Paul Kato, as deputy head of the Sovereign Council.",
            ("Paul Kato", "deputy head", "Sovereign Council"),
        ),
        # two offices and two holders
        (
            "Chad's foreign and defence ministers, Paul Kato and Ali Deby, will meet their Kenyan counterparts, "
            "Ann Okello and Jim Juma.",
            ("Ali Deby", "defence minister", "Chad"),
        ),
        (
            "Chad's foreign and defence ministers, Paul Kato and Ali Deby, will meet their Kenyan counterparts, "
            "Ann Okello and Jim Juma.",
            ("Ann Okello", "foreign minister", "Kenya"),
        ),
    ],
)
def test_who_holds_what(pipeline: Pipeline, text: str, found: tuple[str, str, str | None] | None) -> None:
    held = offices(read(pipeline, text))
    assert found in held if found is not None else not any(of == "Congress" for _, _, of in held)


def test_two_senators_may_be_of_one_state(pipeline: Pipeline) -> None:
    held = offices(read(pipeline, "Senator Paul Kato and Senator Jim Juma met President Trump of the United States."))
    assert {("Paul Kato", "senator", "United States"), ("Jim Juma", "senator", "United States")} <= held


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Chad appointed Amos Kato, a former rebel, as minister.", "Amos Kato", "Person"),
        ("The human rights group Casa Libre accused Chad of murder.", "Casa Libre", "Organization"),
        ("Kenya accused the YPG of an attack.", "YPG", "ArmedGroup"),
        ("Ethiopian Airlines said that it would fly to Chad.", "Ethiopian Airlines", "Organization"),
        ("The army's General Command said that Chad attacked.", "General Command", "ArmedForce"),
    ],
)
def test_what_kind_somebody_is(pipeline: Pipeline, text: str, name: str, kind: str) -> None:
    assert kinds(read(pipeline, text)).get(name) == kind


@pytest.mark.parametrize("text", ["The two Koreas agreed to talk.", "Kenya called on both Koreas to talk."])
def test_two_states_of_one_name(pipeline: Pipeline, text: str) -> None:
    record = read(pipeline, text)
    assert {"North Korea", "South Korea"} <= set(kinds(record))
    assert not any("Koreas" in a["aliases"] for a in record["actors"])


@pytest.mark.parametrize(
    ("text", "kind", "agents", "recipients"),
    [
        # whose soldiers
        ("Kenyan troops attacked Chad.", "Attack", {"Kenya"}, {"Chad"}),
        ("Rebels killed 13 Kenyan soldiers. At least 13 soldiers were killed.", "Attack", {"Rebels"}, {"Kenya"}),
        ("Chad's envoy, Paul Kato, denied that his country had attacked Kenya.", "Attack", {"Chad"}, {"Kenya"}),
        # people
        ("Hundreds of Hungarians had protested against the visit.", "Protest", {"Hungarians"}, set()),
        ("Pro-Russian rebels attacked Chad.", "Attack", {"Pro-Russian rebels"}, {"Chad"}),
        ("Albert del Rosario called Ali Deby.", "PhoneCall", {"Albert del Rosario"}, {"Ali Deby"}),
        # whom a pronoun means
        (
            "Ann Okello left, while Paul Kato, who met Ali Deby on Monday, assured him of help.",
            "Assurance",
            {"Paul Kato"},
            {"Ali Deby"},
        ),
        ("Paul Kato, who met Ali Deby on Monday, will press him to leave.", "Request", {"Paul Kato"}, {"Ali Deby"}),
        # who the words beside a name are
        ("Chad freed Paul Kato, an activist whom a court jailed.", "Coercion", {"court"}, {"Paul Kato"}),
        # who acts behind an apposition
        ("Hong Kato, its spokesman, called on Chad to stop.", "Request", {"Hong Kato"}, {"Chad"}),
        (
            "Chad met Stephen Kato, the US envoy for Kenya, who was warning Uganda.",
            "Warning",
            {"Stephen Kato"},
            {"Uganda"},
        ),
        # who did the same
        ("Qatar demanded an apology from Chad; so did Kuwait.", "Request", {"Qatar", "Kuwait"}, {"Chad"}),
        ("Kenya hailed the truce, as did Iran.", "Endorsement", {"Kenya", "Iran"}, set()),
        # by whom
        ("Paul Kato was notified of the raid by Kenya.", "Notification", {"Kenya"}, {"Paul Kato"}),
        ("Kenya and Chad are credited with having mediated.", "Negotiation", {"Kenya", "Chad"}, set()),
        ("Paul Kato rang Ali Deby on Monday.", "PhoneCall", {"Paul Kato"}, {"Ali Deby"}),
        ("A meeting of the envoys with Paul Kato was held.", "Meeting", {"envoys"}, {"Paul Kato"}),
        ("Paul Kato has announced a journey to Chad.", "Visit", {"Paul Kato"}, {"Chad"}),
        (
            "Ali Deby put off the raid after a telephone conversation in which Paul Kato agreed to leave.",
            "PhoneCall",
            {"Ali Deby", "Paul Kato"},
            set(),
        ),
    ],
)
def test_who_does_it_to_whom(pipeline: Pipeline, text: str, kind: str, agents: set[str], recipients: set[str]) -> None:
    assert (agents, recipients) in [found[:2] for found in told(read(pipeline, text), kind)]
