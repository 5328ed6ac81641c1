"""Words of acts in agency reports, and what became of what they tell."""

from __future__ import annotations

import pytest

from kg.pipeline import Pipeline
from tests.reading.telling import dates, read, told


@pytest.mark.parametrize(
    ("text", "kind", "agents", "recipients", "status"),
    [
        # words
        ("Rebels massed north of the town.", "Deployment", {"Rebels"}, set(), "occurred"),
        ("Kenyan troops marched into Chad.", "GroundOperation", {"Kenya"}, {"Chad"}, "occurred"),
        ("Kenya said that Chadian soldiers had entered.", "GroundOperation", {"Chad"}, set(), "occurred"),
        ("Kenya answered with 80 rounds.", "Retaliation", {"Kenya"}, set(), "occurred"),
        ("Gunmen turned the convoys back.", "MilitaryAction", {"Gunmen"}, set(), "occurred"),
        ("Officials turned the convoys back.", "Obstruction", {"Officials"}, set(), "occurred"),
        ("Germany has flown 35 soldiers out of the country.", "Withdrawal", {"Germany"}, set(), "occurred"),
        ("Kenya condemned the ransacking of the embassy by Chad.", "Raid", {"Chad"}, {"embassy"}, "occurred"),
        ("Paul Kato postponed a journey to Chad.", "Visit", {"Paul Kato"}, {"Chad"}, "postponed"),
        ("Kenya cancelled a delivery of medicine to Chad.", "Aid", set(), {"Chad"}, "cancelled"),
        ("Paul Kato sacked Ali Deby.", "OfficialAct", {"Paul Kato"}, {"Ali Deby"}, "occurred"),
        ("Kenya showed Chadian diplomats the door.", "Expulsion", {"Kenya"}, {"Chadian diplomats"}, "occurred"),
        ("NATO has opened an inquiry.", "OfficialAct", {"NATO"}, set(), "occurred"),
        ("Kenya opened an inquiry into Paul Kato.", "Accusation", {"Kenya"}, {"Paul Kato"}, "occurred"),
        ("Parliament will vote on a resolution on Thursday.", "Approval", {"Parliament"}, set(), "planned"),
        ("The council met at the urging of Kenya.", "Request", {"Kenya"}, {"council"}, "occurred"),
        ("Kenya proposed reviving the talks.", "Request", {"Kenya"}, set(), "occurred"),
        ("Kenya asked Chad to have the sanctions on Uganda lifted.", "Concession", set(), {"Uganda"}, "possible"),
        ("Kenya forbade a raid on the port.", "Raid", set(), set(), "prevented"),
        ("Paul Kato is due in Chad on Friday.", "Visit", {"Paul Kato"}, {"Chad"}, "planned"),
        ("Kenya offered Tehran negotiations.", "Negotiation", {"Kenya"}, {"Iran"}, "possible"),
        ("Rebels stormed the embassy.", "Raid", {"Rebels"}, {"embassy"}, "occurred"),
        ("Rebels stormed Hadrut.", "GroundOperation", {"Rebels"}, set(), "occurred"),
        ("Rebels fought their way into Hadrut.", "GroundOperation", {"Rebels"}, set(), "occurred"),
        ("Rebels seized the oil field.", "Capture", {"Rebels"}, set(), "occurred"),
        ("Kenya vowed to retake the town.", "Capture", {"Kenya"}, set(), "planned"),
        ("The army of Chad toppled Paul Kato.", "MilitaryAction", {"army of Chad"}, {"Paul Kato"}, "occurred"),
        ("Kenya condemned the coup.", "MilitaryAction", set(), set(), "occurred"),
        ("Kenya broke off talks with Chad.", "Negotiation", {"Kenya"}, {"Chad"}, "cancelled"),
        ("Kenya broke off talks with Chad.", "Cancellation", {"Kenya"}, {"Chad"}, "occurred"),
        ("Paul Kato informed Ali Deby of it by telephone.", "PhoneCall", {"Paul Kato"}, {"Ali Deby"}, "occurred"),
        ("Kenya supplied Chad with intelligence.", "MilitaryAid", {"Kenya"}, {"Chad"}, "occurred"),
        ("Kenya fired missiles at Chad on Monday.", "MissileAttack", {"Kenya"}, {"Chad"}, "occurred"),
        ("Kenya denied that Chad's garrison was surrounded.", "MilitaryAction", set(), {"Chad"}, "negated"),
        ("A statement drafted by Kenya was blocked by Chad.", "Statement", {"Kenya"}, set(), "prevented"),
        ("Kenya accused Chad of arming Hezbollah.", "MilitaryAid", {"Chad"}, {"Hezbollah"}, "occurred"),
        ("Kenya sent troops and bombed positions of Hezbollah.", "Airstrike", {"Kenya"}, {"Hezbollah"}, "occurred"),
        ("Boats were turned back by Greek patrol ships.", "MilitaryAction", {"Greece"}, set(), "occurred"),
        ("Rebels laid mines on the road.", "MilitaryAction", {"Rebels"}, set(), "occurred"),
        ("Gunmen took 20 hostages on Friday.", "Capture", {"Gunmen"}, {"hostages"}, "occurred"),
        (
            "Thousands of demonstrators gathered outside the embassy.",
            "Protest",
            {"demonstrators"},
            {"embassy"},
            "occurred",
        ),
        ("Men tried to break into a British army camp.", "Raid", {"Men"}, set(), "attempted"),
        ("Kenya charged Chad with training militiamen.", "MilitaryAid", {"Chad"}, {"militiamen"}, "occurred"),
        ("Kenya said its troops would quit the country.", "Withdrawal", {"Kenya"}, set(), "planned"),
        ("The Kremlin rejected the criticism.", "Denial", {"Kremlin"}, set(), "occurred"),
        # who did it, and to whom
        ("Kenya denied that any of its troops had crossed into Chad.", "GroundOperation", set(), {"Chad"}, "negated"),
        (
            "Chad demanded that Japan release the captain immediately and threatened it with consequences.",
            "Threat",
            {"Chad"},
            {"Japan"},
            "occurred",
        ),
        (
            "Kenya suspended the talks, summoned Chad's ambassador, Ali Deby, and postponed a visit by its minister.",
            "Request",
            {"Kenya"},
            {"Ali Deby"},
            "occurred",
        ),
        (
            "Kenya suspended the talks, summoned Chad's ambassador, Ali Deby, and postponed a visit by its minister.",
            "Postponement",
            {"Kenya"},
            set(),
            "occurred",
        ),
        (
            "The UN chief, Paul Kato, called on Kenya to stop its attacks.",
            "Request",
            {"Paul Kato"},
            {"Kenya"},
            "occurred",
        ),
        ("The raid was condemned as a crime by Paul Kato.", "Accusation", {"Paul Kato"}, set(), "occurred"),
        ("Abiy Ahmed survived an attack by rebels.", "Attack", {"rebels"}, {"Abiy Ahmed"}, "occurred"),
        ("Paul Kato has postponed his trip at India's request.", "Request", {"India"}, {"Paul Kato"}, "occurred"),
        (
            "Japan's navy has cancelled an exercise in the sea.",
            "MilitaryExercise",
            {"Japan's navy"},
            set(),
            "cancelled",
        ),
        ("Kenya warned Chad of further sanctions.", "Sanction", {"Kenya"}, {"Chad"}, "possible"),
        ("Paul Kato gave an assurance in a call with Ali Deby.", "Assurance", {"Paul Kato"}, {"Ali Deby"}, "occurred"),
        ("KCNA quoted Paul Kato as warning that Kenya would attack.", "Warning", {"Paul Kato"}, set(), "occurred"),
        (
            "Chad cancelled a trip to Kenya that Ali Deby had planned for May.",
            "Visit",
            {"Ali Deby"},
            {"Kenya"},
            "cancelled",
        ),
        (
            "A meeting at which Paul Kato was to have discussed a treaty with Ali Deby was postponed.",
            "Meeting",
            {"Paul Kato", "Ali Deby"},
            set(),
            "postponed",
        ),
        ("Ali Deby asked Paul Kato the same day to send peacekeepers.", "Deployment", {"Paul Kato"}, set(), "possible"),
        (
            "Rebels refused on Friday to vacate the offices, a day after Chad, Kenya and the European Union agreed in "
            "Geneva that all groups should be disarmed.",
            "Agreement",
            {"Kenya", "Chad", "European Union"},
            {"groups"},
            "occurred",
        ),
        ("Armed men took over town halls elsewhere.", "Capture", {"Armed men"}, set(), "occurred"),
        ("Residents threw potatoes at US vehicles.", "Protest", {"Residents"}, {"United States"}, "occurred"),
        ("Kenya denied that Chadian troops were operating in Goma.", "MilitaryAction", {"Chad"}, set(), "negated"),
        ("Kenya put the Houthis on its list of terrorists.", "Sanction", {"Kenya"}, {"Houthis"}, "occurred"),
        ("A Pakistani was arrested by rebels.", "Arrest", {"rebels"}, set(), "occurred"),
        ("The minister rang Amos Kato on Monday.", "PhoneCall", {"minister"}, {"Amos Kato"}, "occurred"),
        (
            "The UN secretary general, Antonio Kato, called on Pyongyang to stop its tests.",
            "Obstruction",
            {"North Korea"},
            set(),
            "possible",
        ),
        (
            "Kenya's government cancelled a trip to Chad that Paul Kato was to have paid on Friday.",
            "Visit",
            {"Paul Kato"},
            {"Chad"},
            "cancelled",
        ),
        (
            "Kenya sued Chad in 2014; at Kenya's request the court has postponed until June a hearing "
            "planned for November 2019.",
            "Request",
            {"Kenya"},
            {"court"},
            "occurred",
        ),
        (
            "Paul Kato told parliament on Thursday that he would not withdraw troops, although Ban Okello had asked "
            "him to do so in a telephone call a day earlier.",
            "PhoneCall",
            {"Ban Okello", "Paul Kato"},
            set(),
            "occurred",
        ),
        # what became of it
        ("The bloc agreed to act, but sent no troops.", "Deployment", {"bloc"}, set(), "negated"),
        ("China ruled out that Wen would meet Paul Kato in Goma.", "Meeting", {"Wen"}, {"Paul Kato"}, "negated"),
        ("A crowd that tried to storm the embassy was stopped by police.", "Raid", {"crowd"}, {"embassy"}, "prevented"),
        ("Kenya remained open to talks with Chad.", "Negotiation", set(), {"Chad"}, "possible"),
        ("The truce between Kenya and Chad holds.", "Ceasefire", {"Kenya", "Chad"}, set(), "ongoing"),
        (
            "Paul Kato, who was flying to Spain, told Reuters that Chad attacked.",
            "Visit",
            {"Paul Kato"},
            {"Spain"},
            "ongoing",
        ),
        (
            "Paul Kato cancelled a trip to Kenya, where Ali Deby is to meet Jim Juma on Friday.",
            "Meeting",
            {"Ali Deby"},
            {"Jim Juma"},
            "planned",
        ),
        (
            "Two men who had urged the army to hold talks with Chad were detained.",
            "Negotiation",
            {"army"},
            {"Chad"},
            "possible",
        ),
        (
            "Kenya sued Chad in 2014; at Kenya's request the court has postponed a hearing.",
            "Request",
            {"Kenya"},
            {"court"},
            "occurred",
        ),
        ("Kenya's invitation to talks in Goma was turned down by Chad.", "Negotiation", {"Kenya"}, set(), "attempted"),
        # with what somebody is threatened
        ("Paul Kato of Kenya threatened Chad with sanctions.", "Sanction", {"Paul Kato"}, {"Chad"}, "possible"),
        ("President Paul Kato of Kenya threatened Chad with sanctions.", "Sanction", {"Kenya"}, {"Chad"}, "possible"),
        ("Police threatened the activists with arrest.", "Arrest", {"Police"}, {"activists"}, "possible"),
        # who has it done
        ("Paul Kato had the Chadian envoy summoned.", "Request", {"Paul Kato"}, {"Chadian envoy"}, "occurred"),
        # nobody and nothing
        ("Kenya blamed nobody.", "Accusation", {"Kenya"}, set(), "negated"),
        ("Kenya has threatened nothing of the kind.", "Threat", {"Kenya"}, set(), "negated"),
        ("Neither Kenya nor Chad had been consulted.", "Consultation", set(), {"Kenya", "Chad"}, "negated"),
        ("They promised no less than to disarm.", "Assurance", set(), set(), "occurred"),
        # conditions
        ("He could not go to war without the approval of Congress.", "Approval", {"Congress"}, set(), "possible"),
        ("He could not go to war without the approval of Congress.", "ArmedConflict", set(), set(), "possible"),
        ("Kenya warned that an attack would be cause for war.", "ArmedConflict", set(), set(), "possible"),
        ("Kenya will fly there, provided that Chad approves it.", "Approval", {"Chad"}, set(), "possible"),
        ("Kenya forbade a raid, only to order another one later.", "Order", {"Kenya"}, set(), "occurred"),
        ("Kenya warned that towns would be attacked.", "Attack", set(), set(), "possible"),
        ("Kenya promised to protect its forces, which have been attacked.", "Assurance", {"Kenya"}, set(), "occurred"),
        ("The meeting was postponed at Kenya's request.", "Request", {"Kenya"}, set(), "occurred"),
        (
            "Paul Kato put off a trip to Chad on which he was to have met Ali Deby.",
            "Meeting",
            {"Paul Kato"},
            {"Ali Deby"},
            "postponed",
        ),
        # what is fixed, and what came of it
        ("Paul Kato, who meets Ali Deby on Friday, is in Goma.", "Meeting", {"Paul Kato"}, {"Ali Deby"}, "planned"),
        ("Paul Kato has accepted an invitation to visit Chad.", "Visit", {"Paul Kato"}, {"Chad"}, "planned"),
        ("Paul Kato is due in Goma to meet Ali Deby.", "Meeting", {"Paul Kato"}, {"Ali Deby"}, "planned"),
        ("The talks with Chad fell through.", "Negotiation", set(), {"Chad"}, "cancelled"),
        (
            "Kenya said that a meeting with Chad, arranged for Friday, had been called off.",
            "Meeting",
            set(),
            {"Chad"},
            "cancelled",
        ),
        ("Kenya had been bombing Chad for months.", "Airstrike", {"Kenya"}, {"Chad"}, "occurred"),
    ],
)  # fmt: skip
def test_acts(pipeline: Pipeline, text: str, kind: str, agents: set[str], recipients: set[str], status: str) -> None:
    assert (agents, recipients, status) in told(read(pipeline, text), kind)


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan barrage kills four in Chad\nTwo more bodies were found after a bombardment that shook the town.",
        "Kenyan barrage kills four in Chad\nAbout 170 shells were fired at the town on Monday, officials said.",
    ],
)
def test_what_the_headline_tells_is_told_again(pipeline: Pipeline, text: str) -> None:
    (barrage,) = [e for e in read(pipeline, text)["events"] if e["type"] == "Shelling"]
    assert len(barrage["mentions"]) >= 2


def test_a_week_after_is_seven_days(pipeline: Pipeline) -> None:
    record = read(pipeline, "On Monday Kenya put off an offensive, a week after Paul Kato called Ali Deby.")
    assert dates(record, "PhoneCall") == ["2020-06-08"]
