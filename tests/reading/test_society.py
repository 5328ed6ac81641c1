"""What courts, unions, firms, police and aid workers do: a sentence for each frame of `frames_society.yaml`."""

from __future__ import annotations

import pytest

from kg.pipeline import Pipeline
from tests.reading.telling import attributions, dates, read, told


@pytest.mark.parametrize(
    ("text", "kind", "agents", "recipients"),
    [
        ("The league stripped the union of its title.", "Sanction", "league", "union"),
        ("The alliance ejected Mali from the scheme.", "Sanction", "alliance", "Mali"),
        ("The board kicked the students out of the race.", "Sanction", "board", "students"),
        ("The Vatican defrocked a missionary.", "Sanction", "Vatican", "missionary"),
        ("Mali was suspended from the African Union on Tuesday.", "Sanction", "African Union", "Mali"),
        ("Mali was expelled from the Arab League on Tuesday.", "Sanction", "Arab League", "Mali"),
        ("The regulator revoked the licence of the broadcaster.", "Sanction", "regulator", "broadcaster"),
        ("Chad halted arms sales to Mali.", "Sanction", "Chad", "Mali"),
        ("Chad withheld payments to the teachers.", "Sanction", "Chad", "teachers"),
        ("Chad cut power to Mali.", "Sanction", "Chad", "Mali"),
        ("Chad declared three diplomats from Mali persona non grata.", "Expulsion", "Chad", "diplomats"),
        ("The mayor took the union to court.", "Accusation", "mayor", "union"),
        ("Chad raised concerns about Mali.", "Accusation", "Chad", "Mali"),
        ("The opposition took issue with the mayor.", "Accusation", "opposition", "mayor"),
        ("The opposition disapproved of the mayor.", "Accusation", "opposition", "mayor"),
        ("The opposition questioned the motives of the mayor.", "Accusation", "opposition", "mayor"),
        ("Kenyan nurses filed a lawsuit against the board.", "Accusation", "Kenyan nurses", "board"),
        ("The army came under criticism from a charity.", "Accusation", "charity", "army"),
        ("Police interrogated the students.", "Coercion", "Police", "students"),
        ("The envoys nudged the rebels towards a deal.", "Request", "envoys", "rebels"),
        ("Chad turned to Mali for help.", "Request", "Chad", "Mali"),
        ("Chad approached the IMF for a loan.", "Request", "Chad", "International Monetary Fund"),
        ("The opposition challenged the mayor to a debate.", "Request", "opposition", "mayor"),
        ("The commission recommended that Mali withdraw.", "Request", "commission", "Mali"),
        ("The opposition issued a call to the rebels to disarm.", "Request", "opposition", "rebels"),
        ("Kato's call on Mali to pay was ignored.", "Request", "Kato", "Mali"),
        ("Lawyers filed a request with the ministry.", "Request", "Lawyers", "ministry"),
        ("The unions put the government on notice.", "Warning", "unions", "government"),
        ("The chief cautioned the traders.", "Warning", "chief", "traders"),
        ("The fugitive turned himself in to the police.", "Concession", "fugitive", "police"),
        ("The ministry met the demands of the lecturers.", "Concession", "ministry", "lecturers"),
        ("Swiss prosecutors unfroze the assets of Mali.", "Concession", "Swiss prosecutors", "Mali"),
        ("Chad repatriated prisoners to Mali.", "Release", "Chad", "Mali"),
        ("Chad halted attacks on Mali.", "Ceasefire", "Chad", "Mali"),
        ("Chad supplied the students with fuel.", "Aid", "Chad", "students"),
        ("Chad sent doctors to Mali.", "Aid", "Chad", "Mali"),
        ("Japan wrote off the debts of Mali.", "Aid", "Japan", "Mali"),
        ("The charity built a school for the orphans.", "Aid", "charity", "orphans"),
        ("Kenya gave refuge to Mali.", "Aid", "Kenya", "Mali"),
        ("The bank disbursed a loan to Mali.", "Aid", "bank", "Mali"),
        ("The families took in hundreds of children.", "Aid", "families", "children"),
        ("India's gift of wheat to Mali arrived.", "Aid", "India", "Mali"),
        ("Nurses immunised the pupils.", "Aid", "Nurses", "pupils"),
        ("Police sealed off the town.", "Coercion", "Police", ""),
        ("Police clamped down on the traders.", "Coercion", "Police", "traders"),
        ("The army clamped a curfew on Mali.", "Coercion", "army", "Mali"),
        ("Chad jammed the broadcasts of the opposition.", "Coercion", "Chad", "opposition"),
        ("Chad froze the accounts of the opposition.", "Coercion", "Chad", "opposition"),
        ("Chad occupied Mali.", "Capture", "Chad", "Mali"),
        ("Chad exchanged views with Mali.", "Consultation", "Chad", "Mali"),
        ("The mayor chatted with the students.", "Consultation", "mayor", "students"),
        ("The envoy paid a courtesy call on the mayor.", "Visit", "envoy", "mayor"),
        ("Chad ruled out talks with the rebels.", "Refusal", "Chad", "rebels"),
        ("Chad brushed aside criticism from the union.", "Refusal", "Chad", "union"),
        ("Chad shrugged off the threats of the union.", "Refusal", "Chad", "union"),
        ("The opposition contested the ruling of the court.", "Refusal", "opposition", "court"),
        ("The court overruled the mayor.", "Obstruction", "court", "mayor"),
        ("The landowners withheld their consent from the company.", "Refusal", "landowners", "company"),
        ("Chad recognised Mali.", "Endorsement", "Chad", "Mali"),
        ("The bishop threw his weight behind the union.", "Endorsement", "bishop", "union"),
        ("The students voted for the union.", "Endorsement", "students", "union"),
        ("The mayor came out in favour of the union.", "Endorsement", "mayor", "union"),
        ("The bishop spoke up for the students.", "Endorsement", "bishop", "students"),
        ("France awarded the doctor a medal.", "Endorsement", "France", "doctor"),
        ("The bishop forgave the attackers.", "Endorsement", "bishop", "attackers"),
        ("Kato credited the nurses with the success.", "Endorsement", "Kato", "nurses"),
        ("The company struck a bargain with the union.", "Agreement", "company", "union"),
        ("Chad expressed its willingness to help.", "Assurance", "Chad", ""),
        ("Chad committed itself to helping the students.", "Assurance", "Chad", ""),
        ("The party went along with the union.", "Agreement", "party", ""),
        ("The women chained themselves to the gates.", "Protest", "women", ""),
        ("The clerks began a go-slow on Friday.", "Protest", "clerks", ""),
        ("Teachers formed a human chain around the ministry.", "Protest", "Teachers", "ministry"),
        ("Residents banged pots against the generals.", "Protest", "Residents", "generals"),
        ("Families gathered outside the ministry.", "Protest", "Families", "ministry"),
        ("The peasants rose up against the mayor.", "Protest", "peasants", "mayor"),
        ("The crowd pelted the mayor with eggs.", "Protest", "crowd", "mayor"),
        ("Riot police fanned out across the capital.", "Deployment", "Riot police", ""),
        ("Chad reinforced its positions in the north.", "Deployment", "Chad", ""),
        ("Chad is building up its forces in the north.", "Deployment", "Chad", ""),
        ("The rebels recruited fighters in the camps.", "Deployment", "rebels", ""),
        ("NATO readied warplanes on Monday.", "Deployment", "NATO", ""),
        ("The governor called out the guard.", "Deployment", "governor", ""),
        ("Chad launched a joint venture with Mali.", "Cooperation", "Chad", "Mali"),
        ("Chad formed an alliance with Mali.", "Cooperation", "Chad", "Mali"),
        ("Chad bought gas from Mali.", "Cooperation", "Chad", "Mali"),
        ("Chad linked its power grid with Mali.", "Cooperation", "Chad", "Mali"),
        ("Chad resumed flights to Mali.", "Cooperation", "Chad", "Mali"),
        ("The firm co-developed the engine with Mali.", "Cooperation", "firm", "Mali"),
        ("Chad invested in Mali.", "Cooperation", "Chad", "Mali"),
        ("The rebels came under attack from the army.", "Attack", "army", "rebels"),
        ("Malawi turned to the IMF for a bridging loan.", "Request", "Malawi", "International Monetary Fund"),
        ("Malawi approached the IMF for a loan.", "Request", "Malawi", "International Monetary Fund"),
        ("The Kremlin insisted that Estonia leave the statue alone.", "Request", "Kremlin", "Estonia"),
        ("Chad suggested that the envoys should come back.", "Request", "Chad", "envoys"),
        ("EU ministers said that Kenya must release the journalists.", "Request", "EU ministers", "Kenya"),
        ("The court indicted the governor.", "Accusation", "court", "governor"),
        ("The auditor took the agency to task over the contracts.", "Accusation", "auditor", "agency"),
        ("Detectives questioned the teacher.", "Accusation", "Detectives", "teacher"),
        ("The scouts handed out blankets to the passengers.", "Aid", "scouts", "passengers"),
        ("The volunteers delivered meals to the firefighters.", "Aid", "volunteers", "firefighters"),
        ("Chadian soldiers took up positions in the town.", "Deployment", "Chad", ""),
        ("Chad raised a militia in the north.", "Deployment", "Chad", ""),
        ("The rebels are regrouping in the hills.", "Deployment", "rebels", ""),
        ("Police stepped up patrols in Kabo.", "Deployment", "Police", ""),
        ("Chad signed a letter of intent with Mali.", "Agreement", "Chad", "Mali"),
        ("The envoy shuttled between the rebels and the government of Chad.", "Negotiation", "envoy", "Chad; rebels"),
        ("The monk fasted against the generals.", "Protest", "monk", "generals"),
        ("Riot police turned water cannon on the demonstrators.", "Coercion", "Riot police", "demonstrators"),
        ("Militants hacked the blogger to death.", "Attack", "Militants", "blogger"),
        ("The court struck down the tax reform of the mayor.", "Cancellation", "court", "mayor"),
        ("Chad vowed a strong response against Mali.", "Threat", "Chad", "Mali"),
        ("The board denied an application by the firm.", "Refusal", "board", "firm"),
        ("Chad released 100 million euros in aid to Mali.", "Aid", "Chad", "Mali"),
        ("Chad recognised the breakaway regions of Mali.", "Endorsement", "Chad", "Mali"),
        ("The troops clashed in an exchange of fire with the rebels.", "Clash", "troops", "rebels"),
        ("France awarded the doctor the order.", "Endorsement", "France", "doctor"),
        ("Kato's conviction angered the union.", "Coercion", "", "Kato"),
        ("Greek workers held a 24-hour strike on Thursday.", "Protest", "Greek workers", ""),
        ("Kenyan women took part in a rally in Kabo.", "Protest", "Kenyan women", ""),
        ("Kenya has lifted most of its sanctions on Chad.", "Concession", "Kenya", "Chad"),
        (
            "Turkey threatened to launch an operation against Kurdish fighters of the YPG.",
            "Threat",
            "Turkey",
            "YPG",
        ),
        (
            "The Chadian president, Paul Kato, was in Moscow for talks with Kenyan envoys.",
            "Negotiation",
            "Paul Kato",
            "Kenyan envoys",
        ),
        ("Paul Kato would not accept the plan.", "Refusal", "Paul Kato", ""),
        ("Kato has a plan that the rebels would not accept.", "Refusal", "rebels", ""),
        ("The rebels signed a peace plan with Chad.", "Agreement", "rebels", "Chad"),
        ("The president accused the government of treason.", "Accusation", "president", "government"),
        ("The president accused the army of Chad of treason.", "Accusation", "president", "army of Chad"),
        (
            "Paul Kato promised Okello in May, under threat of bombing, to free two prisoners.",
            "Assurance",
            "Paul Kato",
            "Okello",
        ),
    ],
)
def test_who_does_what_to_whom(pipeline: Pipeline, text: str, kind: str, agents: str, recipients: str) -> None:
    found = [(agent, recipient) for agent, recipient, _ in told(read(pipeline, text), kind)]
    assert (set(filter(None, agents.split("; "))), set(filter(None, recipients.split("; ")))) in found


@pytest.mark.parametrize(
    ("text", "kind", "agents", "recipients"),
    [
        # the parser takes the verb for a modifier of its object, or for a participle behind the subject
        ("A former convict stabbed Kabo Mayor Paul Kato at a concert.", "Attack", "former convict", "Paul Kato"),
        ("Chad positioned missiles on the coast.", "Deployment", "Chad", ""),
        # a word in capitals is no adverb
        ("USAID had announced a suspension of aid in Yemen.", "Sanction", "USAID", "Yemen"),
        # who acts stands behind to whom and where
        ("Ten tents were donated to Mali by Chad.", "Aid", "Chad", "Mali"),
        (
            "Ivory was seized from a trader at Entebbe airport by Ugandan officers.",
            "Capture",
            "Ugandan officers",
            "trader",
        ),
        (
            "Two executives were charged with fraud by Kenyan prosecutors.",
            "Accusation",
            "Kenyan prosecutors",
            "executives",
        ),
        # what is demanded does not act
        ("The mayor had demanded support from the council to end the siege.", "Request", "mayor", "council"),
        # a participle hangs on the clause, not on the comma
        ("Kenyan police, working with the FBI, arrested a smuggler.", "Cooperation", "Kenyan police", "FBI"),
        # where the subject is does not go with the object
        ("Lawyers across Kenya boycotted court proceedings.", "Protest", "Lawyers", ""),
        # what one denies doing has an object of its own
        ("Kenya has denied arming rebels.", "MilitaryAid", "Kenya", "rebels"),
        # whom a film insults does not act
        ("The paper left over a film insulting the bishop.", "Accusation", "", "bishop"),
    ],
)
def test_what_the_parser_gets_wrong(pipeline: Pipeline, text: str, kind: str, agents: str, recipients: str) -> None:
    assert [(a, r) for a, r, _ in told(read(pipeline, text), kind)] == [
        (set(filter(None, agents.split("; "))), set(filter(None, recipients.split("; "))))
    ]


def test_of_whom_the_text_just_spoke_is_not_whom_he_asks(pipeline: Pipeline) -> None:
    record = read(pipeline, "Paul Kato demanded that the prime minister apologise for his comments.")
    assert told(record, "Request") == [({"Paul Kato"}, {"prime minister"}, "occurred")]


def test_a_shell_that_was_fired_and_hit_is_one_attack_of_nobody_told(pipeline: Pipeline) -> None:
    record = read(pipeline, "Kato vowed revenge after a shell fired from Kabo hit a convoy.")
    assert told(record, "Shelling") == [(set(), set(), "occurred")]


def test_a_rocket_that_hit_was_no_test(pipeline: Pipeline) -> None:
    assert told(read(pipeline, "A rocket fired from Kabo hit a convoy."), "WeaponTest") == []


def test_who_pardons_is_not_who_is_pardoned(pipeline: Pipeline) -> None:
    record = read(pipeline, "The Chadian writer Paul Kato was pardoned by the King of Thailand.")
    assert told(record, "Release") == [({"King of Thailand"}, {"Paul Kato"}, "occurred")]


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        ("A member of the delegation said that Chad had attacked Mali.", "said", "member of the delegation"),
        ("A diplomat told the daily Standard that Chad had attacked Mali.", "told", "diplomat"),
        (
            "The raid on Mali ends on Friday, Paul Kato, head of the commission, told reporters in Kabo.",
            "told",
            "Paul Kato",
        ),
        ("The Kenyan border service reported that rebels had attacked Mali.", "reported", "Kenyan border service"),
    ],
)
def test_who_tells_it(pipeline: Pipeline, text: str, cue: str, source: str) -> None:
    found = attributions(read(pipeline, text), text)
    assert [(c, s) for c, s, _ in found] == [(cue, source)]
    assert found[0][2] & {"Attack", "Raid"}


def test_the_day_of_a_burial_is_not_that_of_the_raid(pipeline: Pipeline) -> None:
    record = read(pipeline, "Kenya on Sunday buried 24 farmers killed in a raid on Kabo.")
    assert set(dates(record, "Raid") + dates(record, "Attack")) == {None}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Chad gave Kenya money to fight the outbreak.", "Clash"),
        ("Miners armed with dynamite marched through Kabo.", "MilitaryAid"),
    ],
)
def test_what_is_no_act_of_force(pipeline: Pipeline, text: str, kind: str) -> None:
    assert told(read(pipeline, text), kind) == []


def test_a_vote_to_reject_is_one_act(pipeline: Pipeline) -> None:
    record = read(pipeline, "Kenya's parliament voted on Tuesday to reject the treaty.")
    assert told(record, "Refusal") == [({"Kenya's parliament"}, set(), "occurred")]
    assert dates(record, "Refusal") == ["2020-06-16"]
    assert told(record, "Approval") == []


def test_who_says_what_a_thing_is_acted_before(pipeline: Pipeline) -> None:
    text = (
        "Chad's Peter Okello proposed talks on Monday, but Kenya's Paul Kato ruled out any meeting on the islets, "
        "which he said were Kenyan."
    )
    assert ("said", "Paul Kato") in [(cue, source) for cue, source, _ in attributions(read(pipeline, text), text)]


def test_what_a_quarrel_led_to_took_place(pipeline: Pipeline) -> None:
    assert told(read(pipeline, "The quarrel led to a battle."), "Clash") == [(set(), set(), "occurred")]
    assert told(read(pipeline, "The quarrel could lead to a battle."), "Clash") == [(set(), set(), "possible")]


@pytest.mark.parametrize("title", ["foreign minister", "security chief"])
def test_who_holds_a_post_in_which_of_two_states(pipeline: Pipeline, title: str) -> None:
    record = read(pipeline, f"The {title}s of Kenya and Chad, Paul Kato and Peter Okello, met on Friday.")
    names = {a["id"]: a["name"] for a in record["actors"]}
    held = {(names[o["holder"]], o["office"], names[o["of"]]) for o in record["offices"]}
    assert held == {("Paul Kato", title, "Kenya"), ("Peter Okello", title, "Chad")}


def test_exercises_that_are_flown_are_no_flight_over_a_state(pipeline: Pipeline) -> None:
    reading = read(pipeline, "Chadian and Kenyan aircraft had flown joint exercises over the country.")
    assert [agents for agents, _, _ in told(reading, "MilitaryExercise")] == [{"Chad", "Kenya"}]
    assert not told(reading, "MilitaryAction")


def test_who_is_made_to_leave_is_expelled_once(pipeline: Pipeline) -> None:
    reading = read(
        pipeline,
        "Chad has ordered two Kenyan diplomats to leave the country. The ministry said that the pair had been declared "
        "persona non grata.",
    )
    assert {"Kenyan diplomats"} in [recipients for _, recipients, _ in told(reading, "Expulsion")]
    assert {n for _, recipients, _ in told(reading, "Expulsion") for n in recipients} == {"Kenyan diplomats"}
    assert not told(reading, "Order")


def test_a_spokeswoman_is_not_they(pipeline: Pipeline) -> None:
    reading = read(pipeline, "Kenya sent tanks. A spokeswoman for the army would not say when they would arrive.")
    assert all("spokeswoman" not in agents for agents, _, _ in told(reading, "Visit"))


def test_what_was_done_is_backed_and_not_the_answer_to_come(pipeline: Pipeline) -> None:
    text = "Chad expelled three Kenyan diplomats. Kenya would respond, an official said. Mali backed the move."
    expelled = next(e for e in read(pipeline, text)["events"] if e["type"] == "Expulsion")
    assert text.index("move") in [m["start"] for m in expelled["mentions"]]


@pytest.mark.parametrize(
    "text",
    [
        "Kato refused to sign a truce until Mali withdrew its troops.",
        "Kato ruled out a truce before Mali withdrew its troops.",
        "Kato will not sign a truce before Mali withdraws its troops.",
    ],
)
def test_what_is_waited_for_has_not_happened(pipeline: Pipeline, text: str) -> None:
    assert [status for _, _, status in told(read(pipeline, text), "Withdrawal")] == ["possible"]


def test_who_doubts_is_the_one_who_said_so(pipeline: Pipeline) -> None:
    text = (
        "President Paul Kato is due to meet President Ali Deby on Monday. Peter Okello said that the two would discuss "
        "a treaty, though he feared that Chad would attack Mali."
    )
    assert ("feared", "Peter Okello") in {(cue, source) for cue, source, _ in attributions(read(pipeline, text), text)}


def test_a_toll_is_of_the_attack_told_before_it(pipeline: Pipeline) -> None:
    text = "Kato accused Chad of arming rebels who shelled the town on Monday, wounding six soldiers."
    assert told(read(pipeline, text), "Shelling") == [({"rebels"}, {"soldiers"}, "occurred")]
    assert not told(read(pipeline, text), "Attack")


def test_a_place_that_is_closed_is_nobody(pipeline: Pipeline) -> None:
    for text in (
        "Chad closed the Adré crossing.",
        "Soldiers shut the crossing at Hillacondji and turned back lorries.",
    ):
        assert [recipients for _, recipients, _ in told(read(pipeline, text), "Coercion")] == [set()]


def test_frigates_that_are_promised_are_no_threat(pipeline: Pipeline) -> None:
    reading = read(pipeline, "Kato spoke with Ali Deby on Monday and promised to send frigates to the Baltic.")
    assert told(reading, "Assurance")
    assert not told(reading, "Threat")


def test_a_second_clause_has_its_own_subject(pipeline: Pipeline) -> None:
    reading = read(
        pipeline,
        "Latvia backed the move, and Finland's prime minister, Petteri Orpo, called for an emergency meeting of NATO "
        "ambassadors. Finnish border guards boarded the tanker.",
    )
    assert [agents for agents, _, _ in told(reading, "Request")] == [{"Petteri Orpo"}]


def test_an_ally_is_not_the_state_told_of_most(pipeline: Pipeline) -> None:
    text = (
        "Chad shelled a base. Kenya protested to Chad. Chad answered that Chad would go on. Chad warned Kenya. "
        "Kenya stood by its ally."
    )
    assert [recipients for _, recipients, _ in told(read(pipeline, text), "Endorsement")] == [{"its ally"}]


def test_what_is_called_false_is_denied(pipeline: Pipeline) -> None:
    assert told(read(pipeline, "Kato called the report false."), "Denial") == [({"Kato"}, set(), "occurred")]


@pytest.mark.parametrize("asking", ["The rebels call on the state", "The union called on the state"])
def test_all_that_a_list_demands_is_asked_for(pipeline: Pipeline, asking: str) -> None:
    reading = read(pipeline, f"{asking} to close a base, cut ties with Chad and expel the envoy.")
    assert told(reading, "Sanction") == [({"state"}, {"Chad"}, "possible")]
    assert told(reading, "Expulsion") == [({"state"}, {"envoy"}, "possible")]


def test_he_who_said_so_is_the_one_who_acts(pipeline: Pipeline) -> None:
    text = (
        "Kenyan Foreign Minister Ali Deby proposed on Wednesday that the two countries should negotiate on all their "
        "differences, but his Chadian counterpart, Paul Kato, ruled out any talks on the islets, which he said "
        "were Chadian."
    )
    assert ("said", "Paul Kato") in {(cue, source) for cue, source, _ in attributions(read(pipeline, text), text)}
