"""What a cue is about: the words of its clause or quotation, and the events in them."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kg.model import Stance, Voice
from kg.reading import syntax, tree
from kg.reading.asides import aside_before, is_occasion, meanwhile
from kg.reading.cues import Cue, Cues
from kg.reading.roles import Trigger

CLAIM_NOUNS = {
    "report",
    "account",
    "claim",
    "statement",
    "allegation",
    "accusation",
    "charge",
    "assertion",
    "assessment",
    "readout",
    "communique",
    "communiqué",
    "transcript",
    "announcement",
}
RUMOURS = {"rumour", "rumor", "speculation", "notion", "talk", "idea", "suggestion"}
# what somebody claims or denies to have had in an act: "denied any involvement in the attack"
PARTS = {"responsibility", "involvement", "role", "part", "complicity", "participation", "knowledge"}
_ADDRESSING = {"tell", "assure", "remind", "inform"}
DEPICTING = {
    "consider",
    "deem",
    "describe",
    "call",
    "term",
    "dub",
    "brand",
    "label",
    "frame",
    "characterise",
    "characterize",
    "portray",
    "depict",
    "put",
}


@dataclass(slots=True)
class Said:
    """An attribution on its way; `content` holds triggers."""

    cue: Token
    stance: Stance
    voice: Voice
    sources: list[int] = field(default_factory=list)
    via: int | None = None
    content: list[Trigger] = field(default_factory=list)
    within: list[Trigger] = field(default_factory=list)  # below the content of a hedge: the trip that was blocked
    hedged: bool = False
    clausal: bool = False  # with a clause of its own: "denied that ...", not "denied the claim"
    reports_back: bool = False  # "the report said": whose report is known from before
    charged: bool = False  # what is denied is somebody's charge or one's part, not that it happened
    states: bool = False  # "the statement added": whose statement is known from before
    region: set[int] = field(default_factory=set)
    index: int = -1


def content_of(token: Token, cue: Cue, triggers: list[Trigger], cues: Cues) -> tuple[set[int] | None, bool]:
    """The tokens that the cue is about, and whether they are quoted; None where it governs no statement."""
    if token.lemma_ in DEPICTING:
        aside = {"nsubj", "aux", "npadvmod", "ccomp", "parataxis"}  # "...; he put the number at 73"
        own = {t.i for c in token.children if c.dep_ in aside and c.i < token.i for t in c.subtree}
        own |= {t.i for c in token.children if c.dep_ == "advcl" and _is_temporal(c) for t in c.subtree}
        own |= {t.i for c in token.children if c.dep_ == "conj" and tree.is_verb(c) for t in c.subtree}
        antecedents = {t.i for o in syntax.logical_objects(token) for t in o.subtree if o.i < token.i}
        return ({t.i for t in token.subtree} - own - {token.i}) | (antecedents - own), False
    below = [c for c in token.children if c.dep_ in {"ccomp", "parataxis", "csubj", "csubjpass"}]
    owned = [o for o in syntax.logical_objects(token) if o.lower_ in PARTS]
    if owned and token.lemma_ in {"claim", "deny", "admit", "accept", "acknowledge", "confirm"}:
        return {t.i for o in owned for t in o.subtree if t.i != o.i}, False  # "claimed responsibility for the raid"
    claimed = {o.i for o in syntax.logical_objects(token)} & {t.token.i for t in triggers}
    if claimed and token.lemma_ == "claim":
        return claimed, False  # "the bombing was claimed by the group"
    if token.lemma_ in {"warn", "advise", "promise", "vow", "threaten", "urge", "tell", "claim", "deny", "admit"}:
        below += [c for c in token.children if c.dep_ == "xcomp"]
    if cue.needs == "before":
        below = [c for c in below if c.i < token.i]
        if token.dep_ == "relcl" and not below:
            return None, False  # "the chief, who threatened to attack, has sent troops"
    quoted = '"' in [t.text for t in token.sent]
    if below:
        region = {t.i for c in below for t in c.subtree} - _goes_on(token, below)
        in_quotes = quoted and _in_quotes(token.doc, region)
        return region if in_quotes else _nearest_clause(token, region), in_quotes
    around = _parenthetical(token, cues)
    if around is not None:
        around = around if quoted else _nearest_clause(token, around)
        return around, quoted and _in_quotes(token.doc, around)
    if cue.needs == "any":
        objects = syntax.logical_objects(token)
        named = [o for o in objects if _is_event_or_claim(o, triggers)]
        more = [n for name in ("of", "as", "at") for n in tree.prepositional(token, name)]
        if named or (more and cue.stance is Stance.ASSERTS and token.lemma_ == "speak"):
            return {t.i for o in [*objects, *more] for t in o.subtree if t.i != token.i}, False
    above = _behind_name(token, triggers)
    if above is not None:
        return {above.token.i}, False
    if says_so(token):
        return set(), False  # of what was told before
    acts = {t.token.i for t in triggers}
    # "threatened revenge and called it a crime" threatens; "warned Iran of consequences" in quotation marks says
    objects = tree.children(token, "dobj")
    quoted_object = any(t.text == '"' for o in objects for t in o.subtree)  # "threatened 'massive resistance'"
    direct = cue.needs != "before" or not (quoted_object or any(o.i in acts for o in objects))
    if quoted and direct and cue.needs != "that":
        region = {t.i for t in token.sent if inside_quotes(t)}
        if region and token.i not in region:
            return region, True
    return None, False


def _behind_name(cue: Token, triggers: list[Trigger]) -> Trigger | None:
    """The act that "which it denies" is about where a name stands between: "was arming al-Shabab, which it denied"."""
    told = cue.dep_ == "relcl" and cue.head.i + 1 < cue.i and cue.doc[cue.head.i + 1].text == ","
    if not told or not any(o.lower_ == "which" and o.i == cue.head.i + 2 for o in tree.children(cue, "dobj")):
        return None
    fired = {t.token.i: t for t in triggers}
    return None if cue.head.i in fired else next((fired[a.i] for a in cue.head.ancestors if a.i in fired), None)


def says_so(cue: Token) -> bool:
    """Whether a cue stands for what was told before it: "So claims the ministry's spokesman"."""
    return any(c.lower_ == "so" and c.i == cue.i - 1 and c.i == cue.sent.start for c in cue.children)


def _goes_on(cue: Token, clauses: list[Token]) -> set[int]:
    """What the speaker does next and does not say: "claimed that it was shot down and warned that more would be"."""
    conjuncts = [c for clause in clauses for c in tree.children(clause, "conj") if c.i > cue.i]
    apart = [c for c in conjuncts if tree.is_verb(c) and syntax.coordinated(c) == cue]
    return {t.i for c in apart for t in c.subtree}


def _is_event_or_claim(token: Token, triggers: list[Trigger]) -> bool:
    denying = {"deny", "dispute", "reject", "dismiss"}
    those = {"it", "this", "that", "them", "these", "both"}
    whole = token.lower_ in {"all", "most", "much", "any", "none"}  # "disputed nearly all of this"
    meant = token.lower_ in those or (whole and any(n.lower_ in those for n in tree.prepositional(token, "of")))
    denied = meant and token.head.lemma_ in denying
    tried = token.lemma_ in {"attempt", "plan", "bid", "move", "effort", "plot"}  # "denied an attempt to seize it"
    below = {c.i for c in token.children if c.dep_ == "acl"} if tried else set()
    told = token.lemma_.lower() in CLAIM_NOUNS | RUMOURS
    return denied or told or any(t.token.i in {token.i, *below} for t in triggers)


def _parenthetical(token: Token, cues: Cues) -> set[int] | None:
    """ "..., the report said": the rest of the sentence, where the cue stands behind or between commas."""
    own = {t.i for t in token.subtree}
    clause = {
        t.i
        for c in token.children
        if c.dep_ in {"nsubj", "nsubjpass", "dobj", "prep", "npadvmod", "dative", "aux", "mark"}
        for t in c.subtree
    }
    clause.add(token.i)
    first = min(clause)
    comma = first > token.sent.start and token.doc[first - 1].text in {",", '"', "—", "–", ";"}
    if not comma or token.dep_ not in {"ROOT", "parataxis", "ccomp", "advcl", "conj", "relcl", "acl"}:
        return None
    if any(c.dep_ == "mark" and c.lower_ != "as" for c in token.children) or (
        token.dep_ == "relcl" and _is_relative(token)
    ):
        return None
    objects = tree.children(token, "dobj") if token.lemma_ not in _ADDRESSING else []  # "he told guests"
    if objects and cues.verb(token.lemma_.lower()) is not None and objects[0].pos_ != "PROPN":
        return None
    if not tree.children(token, "nsubj"):
        return None
    if any(c.dep_ == "mark" for c in token.children):
        return {t.i for t in token.head.subtree} - own  # "... to free him, as the army claimed"
    aside = aside_before(token.doc[first])
    if aside is not None:
        return aside
    behind = token.doc[first - 2].tag_ in {"WDT", "WP", "WRB"} if first > 1 else False
    if token.dep_ == "parataxis" and token.head.dep_ == "relcl" and behind:
        return {t.i for t in token.head.subtree} - clause  # "a decision that, an official said, Kato had made"
    rest = {t.i for t in token.sent} - clause - _answer_to(token, cues)
    if token.dep_ == "ROOT":
        rest = {i for i in rest if i in own or i < token.i or i > token.i}
    return rest


def _answer_to(cue: Token, cues: Cues) -> set[int]:
    """What somebody else says behind a cue: "Chad ordered it, Kato alleged, but Okello rejected the charge"."""
    below = [c for c in (*cue.children, *cue.head.children) if c.dep_ == "conj" and c.i > cue.i]
    others = [c for c in below if tree.is_verb(c) and tree.children(c, "nsubj") and c.left_edge.i > cue.i]
    others = [c for c in others if c.tag_ in {"VBD", "VBZ"} and not tree.children(c, "aux")]  # but "had complained"
    others = [c for c in others if c.left_edge.nbor(-1).lower_ == "but"]
    speak = [c for c in others if cues.verb(c.lemma_.lower()) or cues.rejection(c.lemma_.lower())]
    return {t.i for c in speak for t in c.subtree}


def _nearest_clause(cue: Token, region: set[int]) -> set[int]:
    """Behind several main clauses a cue speaks of what stands behind the last "but".

    "Kato offered to mediate, but Chad wants sanctions first, its foreign minister said."
    """
    clause = meanwhile(cue, region)
    if clause is not None:
        return clause
    speakers = [c for c in cue.children if c.dep_ in {"nsubj", "nsubjpass"}]
    own = any(c.dep_ == "poss" for s in speakers for c in s.children)
    if not own and (not region or max(region) < cue.i + 2):
        return region  # "the council met, but a statement was blocked, diplomats said": all of it
    for verb in [cue.doc[i] for i in sorted(region) if cue.doc[i].dep_ in {"conj", "ccomp"}]:
        start = verb.left_edge.i
        subjects = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < verb.i]
        apart = subjects and subjects[0].pos_ != "PRON" and start - 2 > min(region)
        behind = apart and verb.doc[start - 1].lower_ == "but" and verb.doc[start - 2].text == ","
        above = verb.head == cue if verb.dep_ == "ccomp" else _tops(verb, region)
        if behind and above and cue.i > verb.i:
            region = region & {t.i for t in verb.subtree}
    return region


def _tops(verb: Token, region: set[int]) -> bool:
    """Whether a clause is a main one of what is said: coordinated with one that hangs below nothing in it."""
    above = verb.head
    while above.dep_ == "conj" and above.head.i in region:
        above = above.head
    return above.head.i not in region or above.head == above or above.dep_ in {"ccomp", "parataxis"}


def _is_relative(token: Token) -> bool:
    return any(c.lower_ in tree.RELATIVES and c.dep_ in {"nsubj", "dobj"} for c in token.children)


def events_of(said: Said, triggers: list[Trigger]) -> list[Trigger]:
    """The events that the statement is about, without those of its purpose and reason clauses."""
    inside = [t for t in triggers if t.token.i in said.region and t.token.i != said.cue.i]
    inside = [t for t in inside if not _answers(t.token)]
    if said.stance is Stance.DENIES:
        inside = [t for t in inside if not _tells_when(t.token) and not _is_charge(t, said.cue)]
    answered = _answered(said.cue, triggers) if said.cue.dep_ == "relcl" else None
    if answered is not None:
        return [answered]
    if not inside:
        clause = said.cue.head if said.cue.dep_ == "parataxis" else said.cue  # "raids which, he said, had cost lives"
        relative = clause.dep_ == "relcl" and next((t for t in triggers if t.token.i == clause.head.i), None)
        return [relative] if relative else []
    issued = _issued(said.cue, triggers)
    if issued is not None:
        return [issued]
    tokens = {t.token.i for t in inside}
    carriers = {t.token.head.i: t.token.i for t in inside if t.token.dep_ in {"dobj", "nsubjpass"}}
    # "will hold a call to discuss plans to retaliate": the plans stand below the call that "hold" carries
    tops = [t for t in inside if not _below(t.token, tokens | {h for h, n in carriers.items() if n != t.token.i})]
    if not said.hedged:  # "reportedly blocked his trip" hedges the blocking; who says so speaks of the trip as well
        tops = [t for t in inside if t in tops or not _is_aside(t.token, said.region)]
    told = [t for t in tops if not _by_the_way(t.token, said.region)]
    told = told or [t for t in tops if said.hedged or _tells_of_its_subject(t.token, said.region)]
    if said.hedged:
        said.within = [t for t in inside if t not in told and not _by_the_way(t.token, said.region)]
    return told


def _issued(cue: Token, triggers: list[Trigger]) -> Trigger | None:
    """The event that somebody did by a relative clause: "the order, which he was said to have issued at a session"."""
    below = tree.children(cue, "xcomp", "ccomp") if cue.dep_ == "relcl" else []
    objects = [c for v in below for c in tree.children(v, "dobj") if c.tag_ in {"WDT", "WP"} and c.i < cue.i]
    return next((t for t in triggers if t.token == cue.head), None) if objects else None


def _is_charge(trigger: Trigger, cue: Token) -> bool:
    """Whether it is the charge itself that is denied: it was made, what it says is denied."""
    named = trigger.token.dep_ in {"dobj", "nsubjpass"} and trigger.token.head == cue
    return named and trigger.frame.type == "Accusation"


def _answers(token: Token) -> bool:
    """Whether somebody else answers the claim in a clause behind it: "..., a charge that Seoul denied"."""
    head = token.head
    clause = token.dep_ in {"relcl", "acl"} and head.lemma_.lower() in CLAIM_NOUNS
    return clause and head.dep_ in {"appos", "npadvmod"}


def _answered(cue: Token, triggers: list[Trigger]) -> Trigger | None:
    """What "a charge that it denies" stands for: the last event before it that is no part of another one."""
    if cue.head.lemma_.lower() not in CLAIM_NOUNS:
        return None
    before = [t for t in triggers if t.token.sent == cue.sent and t.token.i < cue.head.i]
    tokens = {t.token.i for t in before}
    tops = [t for t in before if not _below(t.token, tokens)]
    return tops[-1] if tops else None


def _below(token: Token, others: set[int]) -> bool:
    """Whether an event is only part of another one that is told: its object, complement, purpose or time."""
    step = token
    while step.head != step:
        below = step.dep_ != "conj"
        step = step.head
        if below and step.i in others:
            return True
    return False


def _is_temporal(clause: Token) -> bool:
    """Whether a clause tells when something was said: "described the raid as a crime when he met the king"."""
    return any(
        c.lower_ in {"when", "while", "after", "before", "as", "since"} and c.i < clause.i for c in clause.children
    )


def _tells_when(token: Token) -> bool:
    """Whether an event only tells when: "denied that drones had fallen during an attack on the port"."""
    if token.dep_ == "pobj" and token.head.lower_ in {"after", "before", "during", "since", "following", "amid"}:
        return True
    if is_occasion(token):
        return True
    return any(step.dep_ == "advcl" and _is_told(step) for step in (token, *token.ancestors))


def _by_the_way(token: Token, region: set[int]) -> bool:
    """Whether an event stands in a relative clause between commas, which the narrator adds."""
    step = token
    while step.head != step and step.head.i in region:
        if step.dep_ == "relcl" and any(t.text == "," for t in step.doc[step.head.i + 1 : step.i]):
            return True
        step = step.head
    return False


def _tells_of_its_subject(token: Token, region: set[int]) -> bool:
    """Whether an event's relative clause says of what a statement is: "the missile, which killed two, was ours"."""
    step = token
    while step.head != step and step.head.i in region:
        if step.dep_ == "relcl" and any(t.text == "," for t in step.doc[step.head.i + 1 : step.i]):
            return step.head.dep_ in {"nsubj", "nsubjpass", "dobj"}
        step = step.head
    return True


def _is_aside(token: Token, region: set[int]) -> bool:
    """Whether an event stands in a purpose or reason clause, or below a noun, of what is said."""
    step = token
    while step.head != step and step.head.i in region:
        if step.dep_ in {"advcl", "acl"} and not _is_told(step):
            return True
        step = step.head
    return False


def _is_told(clause: Token) -> bool:
    """Whether a clause of time or reason tells what happened as well: "had assured him when he telephoned him"."""
    opening = [c for c in clause.children if c.i < clause.i and c.dep_ in {"mark", "advmod", "npadvmod"}]
    if any(c.dep_ == "npadvmod" or tree.children(c, "npadvmod") for c in opening):
        return False  # "a day after it was hit": the narrator's count
    marks = {c.lower_ for c in opening}
    finite = any(c.dep_ in {"nsubj", "nsubjpass"} for c in clause.children)
    return clause.dep_ == "advcl" and finite and bool(marks & {"when", "after", "because", "before", "while", "as"})


def sentence_number(token: Token) -> int:
    """How many sentences of the passage have begun where the token stands."""
    return sum(1 for t in token.doc[: token.i + 1] if t.is_sent_start)


def inside_quotes(token: Token, doc: Doc | None = None) -> bool:
    """Whether an odd number of quotation marks stands before the token in its sentence (or passage)."""
    before = (doc[: token.i]) if doc is not None else token.doc[token.sent.start : token.i]
    return sum(t.text == '"' for t in before) % 2 == 1


def _in_quotes(doc: Doc, region: set[int]) -> bool:
    marks = [i for i in region if doc[i].text == '"']
    inner = [i for i in region if doc[i].is_alpha]
    return bool(inner) and (len(marks) >= 1 or sum(inside_quotes(doc[i]) for i in inner) > len(inner) / 2)
