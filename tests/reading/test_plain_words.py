"""The plain vocabulary of agencies: crossings and departures, towns that fall, green lights; and the words kept."""

from __future__ import annotations

import pytest

from kg.model import Document
from kg.pipeline import Pipeline
from kg.reading.language import load_model
from kg.vocabulary import EVIDENCE, EXACT
from tests.reading.telling import read, told


@pytest.mark.parametrize(
    ("text", "kind", "agents", "recipients"),
    [
        ("Chadian drones crossed Kenya on Monday.", "MilitaryAction", {"Chad"}, {"Kenya"}),
        ("Twelve Chadian jets crossed the demarcation line.", "MilitaryAction", {"Chad"}, set()),
        ("The last Kenyan soldiers left Goma on Monday.", "Withdrawal", {"Kenya"}, set()),
        ("Kenyan diplomats left the country.", "Withdrawal", {"Kenyan diplomats"}, set()),
        ("The Kenyan troops returned to their bases.", "Withdrawal", {"Kenya"}, set()),
        ("Chad flew its citizens home on Monday.", "OfficialAct", {"Chad"}, {"its citizens"}),
        ("Rebels moved into the town at dawn.", "GroundOperation", {"Rebels"}, set()),
        ("The town of Kabo fell to the rebels in May.", "Capture", {"rebels"}, set()),
        ("Kenyan troops retook the town from the rebels.", "Capture", {"Kenya"}, {"rebels"}),
        ("Kenya’s base was overrun by rebels on Sunday.", "Capture", {"rebels"}, {"Kenya"}),
        ("Chad lost control of the city to the rebels.", "Capture", {"rebels"}, {"Chad"}),
        ("Rebels burst into a school in Kabo.", "Raid", {"Rebels"}, set()),
        ("Kenyan tanks took up positions around the palace.", "Deployment", {"Kenya"}, set()),
        ("Kenya poured troops into the valley.", "Deployment", {"Kenya"}, set()),
        ("Two Kenyan warships sailed through the strait.", "MilitaryAction", {"Kenya"}, set()),
        ("Kenya rehearsed landings on an island.", "MilitaryExercise", {"Kenya"}, set()),
        ("Kenya tested an engine for a rocket.", "WeaponTest", {"Kenya"}, set()),
        ("Militants set several houses ablaze.", "Attack", {"Militants"}, set()),
        ("Paul Kato proposed a freeze on arms.", "Request", {"Paul Kato"}, set()),
        ("Kenya offered talks.", "Request", {"Kenya"}, set()),
        ("Paul Kato gave his word that Kenya would wait.", "Assurance", {"Paul Kato"}, set()),
        ("Paul Kato landed in Chad on Monday.", "Visit", {"Paul Kato"}, {"Chad"}),
        ("Kenyan envoys are expected in Chad on Friday.", "Visit", {"Kenyan envoys"}, {"Chad"}),
        ("Ministers gathered in Lima on Monday.", "Meeting", {"Ministers"}, set()),
        ("Kenya tipped off Chad about the plot.", "Notification", {"Kenya"}, {"Chad"}),
        ("Kenya shook hands on a deal with Chad.", "Agreement", {"Kenya"}, {"Chad"}),
        ("Kenya gave the green light to the sale.", "Approval", {"Kenya"}, set()),
        ("Kenya extended the mandate of its peacekeepers.", "Approval", {"Kenya"}, set()),
        ("Chad is keeping inspectors out of the plant.", "Obstruction", {"Chad"}, {"inspectors"}),
        ("Chad torpedoed the deal on Monday.", "Obstruction", {"Chad"}, set()),
        ("Kenya closed the zone to journalists.", "Obstruction", {"Kenya"}, {"journalists"}),
        ("Kenya put the plan on ice.", "Postponement", {"Kenya"}, set()),
        ("The court struck down the law.", "Cancellation", {"court"}, set()),
        ("Kenya attached strict terms to the loan.", "Condition", {"Kenya"}, set()),
        ("The president picked Paul Kato to lead the army.", "Appointment", {"president"}, {"Paul Kato"}),
        ("The African Union suspended Chad on Monday.", "Sanction", {"African Union"}, {"Chad"}),
        ("Kenya showed the envoys the door.", "Expulsion", {"Kenya"}, {"envoys"}),
        ("Kenya will open an embassy in Chad.", "OfficialAct", {"Kenya"}, set()),
        ("Police searched the office of Paul Kato.", "Coercion", {"Police"}, {"Paul Kato"}),
    ],
)
def test_a_plain_word_is_known(
    pipeline: Pipeline, text: str, kind: str, agents: set[str], recipients: set[str]
) -> None:
    found = [(who, whom) for who, whom, _ in told(read(pipeline, text), kind)]
    assert found == [(agents, recipients)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Soldiers left behind a trail of blood.", "Withdrawal"),
        ("Paul Kato left the room.", "Withdrawal"),
        ("The price fell to a new low.", "Capture"),
        ("A missile fell into the sea.", "MissileAttack"),
        ("Troops landed in Chad on Monday.", "Visit"),
        ("Kenya warned Chad of the consequences if it did not stop.", "Obstruction"),
    ],
)
def test_the_same_word_may_tell_of_something_else(pipeline: Pipeline, text: str, kind: str) -> None:
    assert told(read(pipeline, text), kind) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kenyan jets levelled a depot in Chad.", "Airstrike"),
        ("Two men were killed by a Kenyan drone.", "DroneAttack"),
        ("Rebels attacked the post with mortars.", "Shelling"),
        ("Rebels attacked the post with knives.", "Attack"),
        ("A missile shot down a Kenyan jet.", "Attack"),
    ],
)
def test_an_attack_is_of_the_kind_of_its_weapon(pipeline: Pipeline, text: str, kind: str) -> None:
    assert [event["type"] for event in read(pipeline, text)["events"]] == [kind]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kenya imposed further sanctions on Chad.", "imposed further sanctions"),
        ("Talks were held on Friday.", "Talks were held"),
        ("Kenyan soldiers opened fire on the crowd.", "opened fire"),
        ("Kenya bombed a town in Chad.", "bombed"),
        ("Kenya imposed, on that very Friday, sanctions on Chad.", "sanctions"),
        ("Kenya imposed the most far-reaching and most painful sanctions on Chad.", "sanctions"),
    ],
)
def test_the_words_kept_are_the_verb_with_its_noun(pipeline: Pipeline, text: str, words: str) -> None:
    (event,) = read(pipeline, text)["events"]
    assert [text[m["start"] : m["end"]] for m in event["mentions"]] == [words]


def test_no_phrase_takes_in_another_event(pipeline: Pipeline) -> None:
    text = "Kenya held talks and a summit with Chad."
    words = {text[m["start"] : m["end"]] for event in read(pipeline, text)["events"] for m in event["mentions"]}
    assert words == {"held talks", "summit"}


def test_the_same_verb_alone_makes_no_two_acts_one(pipeline: Pipeline) -> None:
    text = "Four men were attacked in Kabo. A year later rebels attacked a hospital."
    assert len(told(read(pipeline, text), "Attack")) == 2


def test_what_two_verbs_tell_of_the_same_side_is_one(pipeline: Pipeline) -> None:
    text = "Kenya tried to dissuade Chad from it. Paul Kato flew to Lima. Its aim was to dissuade Chad."
    assert len(told(read(pipeline, text), "Request")) == 1


def test_a_name_with_an_article_is_no_other_name(pipeline: Pipeline) -> None:
    record = read(
        pipeline, "Kenya bombed Chad, The Wall Street Journal reported. The raid failed, the Wall Street Journal said."
    )
    (paper,) = [a for a in record["actors"] if a["type"] == "NewsOrganization"]
    assert paper["aliases"] == []


def test_acts_of_nobody_told_by_one_verb_are_two(pipeline: Pipeline) -> None:
    record = read(pipeline, "Kenya seized a ship. In the north rebels seized a school.")
    assert len(told(record, "Capture")) == 2


def test_what_a_claim_rests_on_is_a_phrase_that_is_told_of(pipeline: Pipeline) -> None:
    (graph,) = pipeline.graphs([Document("t", "Kenya imposed sanctions on Chad.")])
    evidence = {str(quad.object) for quad in graph.quads if quad.predicate.value == EVIDENCE}
    words = {str(quad.subject): str(quad.object) for quad in graph.quads if quad.predicate.value == EXACT}
    assert '"imposed sanctions"' in {words.get(node) for node in evidence}
    assert evidence <= {str(quad.subject) for quad in graph.quads}


def test_what_was_overrun_is_a_passive() -> None:
    was = load_model()("The base was overrun by rebels.")[2]
    assert (was.dep_, was.head.text, was.head.head.text) == ("auxpass", "overrun", "overrun")
