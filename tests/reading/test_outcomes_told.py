"""What the words around an act leave of it: what went on, came to nothing or was refused; and attacks told of again."""

from __future__ import annotations

import pytest

from kg.pipeline import Pipeline
from tests.reading.telling import attributions, dates, kinds, offices, read, told


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Kenya demanded an apology from NATO for the bombing of its embassy.", "Bombing", "occurred"),
        ("The spokesman said that the air campaign against Chad would continue.", "Airstrike", "ongoing"),
        ("Paul Kato said that the offensive would go on for weeks.", "Attack", "ongoing"),
        ("Kenya will send troops if the attacks continue.", "Attack", "possible"),
        ("Chad announced that it had begun to withdraw its forces from Goma.", "Withdrawal", "ongoing"),
        ("Chad began to withdraw its forces from Goma.", "Withdrawal", "occurred"),
        ("Paul Kato has declined to take a telephone call from Amir Deby.", "PhoneCall", "attempted"),
        ("Paul Kato said that negotiations with the Taliban were dead.", "Negotiation", "cancelled"),
        ("Paul Kato demanded that the rebels accept a ceasefire.", "Ceasefire", "possible"),
        ("Paul Kato was criticised for letting Qatar send aid to Gaza.", "Aid", "occurred"),
        ("Paul Kato’s office denied reports that he had endorsed the plan.", "Endorsement", "occurred"),
        ("Officials had persuaded Chad to call off the talks.", "Cancellation", "occurred"),
        ("Paul Kato warned that an attack on migrants would amount to a declaration of war.", "Attack", "possible"),
        ("Chad requested an emergency meeting of the UN Security Council, held on Friday.", "Meeting", "occurred"),
        ("Paul Kato urged Kenya to end its support for the rebels.", "Endorsement", "ongoing"),
        ("The minister resigned after a botched raid on Goma.", "Raid", "occurred"),
    ],
)
def test_what_is_left_of_it(pipeline: Pipeline, text: str, kind: str, status: str) -> None:
    assert [s for _, _, s in told(read(pipeline, text), kind)] == [status]


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("Chad requested an emergency meeting of the UN Security Council, held on Friday.", "Meeting", "2020-06-12"),
        ("Hamas fired a missile at a bus, and by Tuesday militants in Gaza had launched some 460 rockets at Israel, of "
         "which the army intercepted about 100.", "RocketFire", "2020-06-16"),
        ("Kato met Deby on Monday. That afternoon, Hamas fired a missile at a bus.", "MissileAttack", "2020-06-15"),
        ("Chad held six men on Tuesday over the envoy, who was killed a day earlier. Paul Kato telephoned Amir Deby "
         "the same night.", "PhoneCall", "2020-06-15"),
    ],
)  # fmt: skip
def test_when(pipeline: Pipeline, text: str, kind: str, day: str) -> None:
    assert dates(read(pipeline, text), kind) == [day]


@pytest.mark.parametrize(
    "second",
    ["The attack on Thursday killed an American soldier.", "The attack on Thursday was claimed by the Taliban."],
)
def test_the_attack_is_the_bombing_told_before(pipeline: Pipeline, second: str) -> None:
    record = read(pipeline, f"Paul Kato condemned a car bombing in Kabul. {second}")
    assert dates(record, "Bombing") == ["2020-06-11"]
    assert told(record, "Attack") == []


def test_a_coup_is_no_killing(pipeline: Pipeline) -> None:
    text = (
        "Police detained the parents of the man who had killed the envoy Andrei Karlov in Ankara a day earlier. He "
        "had belonged to the network of a cleric whom Ankara accuses of having organised the failed coup in July. The "
        "cleric condemned the assassination."
    )
    assert "attempted" not in {status for _, _, status in told(read(pipeline, text), "Assassination")}


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Paul Kato, the self-appointed mayor of the city, left.", ("Paul Kato", "mayor", None)),
        ("The head of the team, the German colonel Axel Kato, left.", ("Axel Kato", "head", None)),
        ("The Taliban left. Their spokesman, Ali Deby, warned them. Another spokesman, Paul Kato, told Reuters so.",
         ("Paul Kato", "spokesman", "Taliban")),
    ],
)  # fmt: skip
def test_offices(pipeline: Pipeline, text: str, office: tuple[str, str, str | None]) -> None:
    assert office in offices(read(pipeline, text))


def test_a_ministry_is_of_the_land_in_whose_capital_it_speaks(pipeline: Pipeline) -> None:
    text = "Iraq’s Foreign Ministry summoned him. In Tehran, Foreign Ministry spokesman Ali Deby denied it."
    assert offices(read(pipeline, text)) == {("Ali Deby", "foreign ministry spokesman", "Foreign Ministry")}


@pytest.mark.parametrize("outlet", ["Philippine Daily Inquirer", "Bild", "Hurriyet"])
def test_an_outlet_that_was_told(pipeline: Pipeline, outlet: str) -> None:
    text = f"Paul Kato told {outlet} that Chad had attacked Kenya."
    record = read(pipeline, text)
    assert kinds(record)[outlet] == "NewsOrganization"
    assert ("told", "Paul Kato", {"Attack"}) in attributions(record, text)


def test_a_name_behind_its_kind_is_told(pipeline: Pipeline) -> None:
    record = read(pipeline, "Lieberman, who leads the party Yisrael Beiteinu, described the truce as a capitulation.")
    assert offices(record) == {("Lieberman", "leader", "Yisrael Beiteinu")}


def test_fighters_of_a_person_stay_his(pipeline: Pipeline) -> None:
    record = read(pipeline, "Gunmen of the sultan ambushed a patrol.")
    assert "Gunmen of the sultan" in kinds(record)
