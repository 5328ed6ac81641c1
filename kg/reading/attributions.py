"""Who says so: cues, their sources and outlets, whether they assert or deny, and which events they are about."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kg.model import ActorType, MentionKind, Stance, Voice
from kg.reading import syntax
from kg.reading.cues import Cue, Cues
from kg.reading.frames import FrameLexicon
from kg.reading.mentions import Mentions
from kg.reading.roles import Trigger, owners

_CLAIM_NOUNS = {
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
}
_CHARGES = {
    "account",
    "accusation",
    "allegation",
    "assertion",
    "charge",
    "claim",
    "insinuation",
    "suggestion",
    "version",
}
# what somebody claims or denies to have had in an act: "denied any involvement in the attack"
_FALSE = {
    "baseless",
    "false",
    "fabrication",
    "lie",
    "absurd",
    "untrue",
    "nonsense",
    "groundless",
    "unfounded",
    "fiction",
}
_PARTS = {"responsibility", "involvement", "role", "part", "complicity", "participation", "knowledge"}
_FIRST_PERSON = {"i", "me", "my", "we", "us", "our", "ours"}
_DEPICTING = {
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
    region: set[int] = field(default_factory=set)
    index: int = -1


class AttributionReader:
    """Finds the attributions of one passage after another."""

    def __init__(self, cues: Cues, lexicon: FrameLexicon, mentions: Mentions) -> None:
        self._cues = cues
        self._lexicon = lexicon
        self._mentions = mentions

    def read(self, doc: Doc, triggers: list[Trigger]) -> list[Said]:
        """The attributions of a passage, in order."""
        found: list[Said] = []
        for token in doc:
            said = self._according(token) or self._hedge(token) or self._verb(token, triggers) or self._noun(token)
            if said is not None:
                said.content = self._events(said, triggers)
                found.append(said)
        found += [said for token in doc if (said := self._citing(token, found)) is not None]
        found.sort(key=lambda s: s.cue.i)
        _leave_to_inner(found)
        self._spread_quotes(doc, found, triggers)
        return found

    def speakers(self, doc: Doc, found: list[Said]) -> list[tuple[int, int]]:
        """Whom "I" and "we" mean inside quotations: (mention, mention of who is quoted), the nearest cue's source."""
        quoting = [s for s in found if s.voice is Voice.QUOTE and s.sources]
        pairs: list[tuple[int, int]] = []
        for token in doc:
            if not quoting or token.lower_ not in _FIRST_PERSON or not _inside_quotes(token, doc):
                continue
            mention = self._mentions.by_offset.get(self._mentions.offset(token))
            here = _sentence_number(token)
            near = min(quoting, key=lambda s: abs(_sentence_number(s.cue) - here))
            if mention is not None and abs(_sentence_number(near.cue) - here) <= 2:
                pairs.append((mention, near.sources[0]))
        return pairs

    # ------------------------------------------------------------------ kinds of cues

    def _according(self, token: Token) -> Said | None:
        if token.lower_ != "according" or token.i + 1 >= len(token.doc) or token.nbor().lower_ != "to":
            return None
        nouns = [n for c in token.subtree if c.dep_ == "pobj" and c.head.lower_ == "to" for n in syntax.conjuncts(c)]
        sources = self._mentioned([m for n in nouns[:2] for m in self._issuers(n)])
        own = {t.i for t in token.subtree}
        head = token.head
        region = {t.i for t in (head.subtree if syntax.is_verb(head) else token.sent)} - own
        via = next((m for m in sources if self._is_news(m)), None)
        return Said(token, Stance.ASSERTS, Voice.INDIRECT, sources, None if via in sources else via, region=region)

    def _citing(self, token: Token, found: list[Said]) -> Said | None:
        """Whom a report rests on: "..., the agency reported, citing two officials"; the reporter is the outlet."""
        if token.tag_ != "VBG" or token.lemma_ not in {"cite", "quote"} or token.dep_ not in {"advcl", "acl", "conj"}:
            return None
        reports = [s for s in found if s.cue.sent == token.sent and s.cue.i != token.i and s.stance is Stance.ASSERTS]
        report = next((s for a in token.ancestors for s in reports if s.cue == a), None)
        sources = self._mentioned([m for o in syntax.logical_objects(token) for m in self._issuers(o)])
        if report is None or not sources or any(s.cue == token for s in found):
            return None
        via = next((m for m in report.sources if self._is_news(m)), None)
        content = [t for t in report.content if not token.is_ancestor(t.token)]
        return Said(token, Stance.ASSERTS, Voice.INDIRECT, sources, via, content, region=report.region)

    def _issuers(self, noun: Token) -> list[Token]:
        """Whose statement or report it is: "according to a Chinese statement", "a report by the agency"."""
        if noun.lemma_.lower() not in _CLAIM_NOUNS:
            return [noun]
        issuers = owners(noun) + [n for p in ("by", "from") for n in syntax.prepositional(noun, p)]
        return issuers or [noun]

    def _hedge(self, token: Token) -> Said | None:
        """Adverbs ("reportedly") and hedged passives ("is said to have") without a source."""
        if self._cues.is_hedge(token.lower_) and token.pos_ in {"ADV", "ADJ"}:
            head = token.head
            region = {t.i for t in head.subtree} if head != token else {t.i for t in token.sent}
            return Said(token, Stance.ASSERTS, Voice.HEARSAY, hedged=True, region=region)
        if not syntax.is_verb(token) or token.tag_ != "VBN" or not self._cues.is_hedged_passive(token.lemma_.lower()):
            return None
        complement = [c for c in token.children if c.dep_ in {"xcomp", "ccomp", "oprd"}]
        passive = syntax.is_passive(token) or syntax.children(token, "auxpass", "aux")
        if not complement or not passive or syntax.agents_by(token):
            return None
        if any(c.dep_ == "nsubj" for c in token.children) and not syntax.children(token, "auxpass"):
            return None
        region = {t.i for c in complement for t in c.subtree}
        return Said(token, Stance.ASSERTS, Voice.HEARSAY, hedged=True, region=region)

    def _noun(self, token: Token) -> Said | None:
        """Nouns that hedge: "amid reports of"."""
        if token.lemma_ == "report" and token.tag_ == "NNS" and token.dep_ == "pobj" and token.head.lower_ == "amid":
            return Said(token, Stance.ASSERTS, Voice.HEARSAY, hedged=True, region={t.i for t in token.subtree})
        return None

    def _verb(self, token: Token, triggers: list[Trigger]) -> Said | None:
        if not syntax.is_verb(token) and not (token.pos_ == "NOUN" and token.dep_ == "ROOT"):
            return None
        cue = self._cues.verb(token.lemma_.lower()) or self._rejection(token)
        if token.lemma_ == "speak" and any(t.token.i == token.i for t in triggers):
            return None  # "spoke by telephone with": a call, not a cue
        if cue is None or token.dep_ in {"aux", "auxpass"} or (token.lemma_ in _DEPICTING and not self._depicts(token)):
            return None
        region, quoted = self._content(token, cue, triggers)
        if region is None:
            return None
        subjects = (
            syntax.agents_by(token) if syntax.is_passive(token) else syntax.surface_subjects(self._speaking(token))
        )
        quoting = _quoting(token)
        if quoting is not None:
            subjects = syntax.surface_subjects(quoting)
        if not subjects:
            subjects = [c for c in token.children if c.dep_ in {"nsubj", "dobj"} and c.i > token.i and quoted][:1]
        back = any(s.lemma_.lower() in _CLAIM_NOUNS for s in subjects)
        spoken = [i for s in subjects for i in self._issuers(s) if i.lemma_.lower() not in _CLAIM_NOUNS]
        sources = self._mentioned(spoken)
        back = back and not sources
        if not sources and not back:
            return None
        if self._negated_or_future(token, cue):
            return None
        listeners = syntax.agents_by(quoting) if quoting is not None else []
        told_of = {token.head.i} if token.dep_ == "relcl" else set()  # "the paper, which Kenya said was shut"
        listeners += syntax.logical_objects(token) + syntax.indirect_objects(token) + syntax.prepositional(token, "to")
        via = next(
            (
                m
                for m in self._mentioned([x for x in listeners if x.pos_ in {"PROPN", "NOUN"} and x.i not in told_of])
                if self._is_news(m)
            ),
            None,
        )
        if any(s.lower_ in {"i", "we"} for s in subjects) and _inside_quotes(token, token.doc):
            return None  # "We believe that ..." is said by whom the quotation is from
        voice = Voice.QUOTE if quoted else Voice.INDIRECT
        stance = Stance.DENIES if self._refuting(token) else cue.stance
        clausal = bool(syntax.children(token, "ccomp", "xcomp"))
        return Said(token, stance, voice, sources, via, clausal=clausal, reports_back=back, region=region)

    def _refuting(self, token: Token) -> bool:
        """Whether somebody calls a charge false: "called the allegation baseless"."""
        below = [c for v in (token, *syntax.children(token, "ccomp", "xcomp")) for c in v.children]
        charges = {c.lemma_.lower() for c in below if c.dep_ in {"dobj", "nsubj"} and c.i > token.i} & _CHARGES
        words = {c.lemma_.lower() for c in below if c.i > token.i}
        words |= {c.lemma_.lower() for c in syntax.children(token, "ccomp", "xcomp", "oprd")}
        return token.lemma_ in {"call", "describe", "brand", "label"} and bool(charges) and bool(words & _FALSE)

    def _rejection(self, token: Token) -> Cue | None:
        charges = {o.lemma_.lower() for o in syntax.logical_objects(token)} & _CHARGES
        return self._cues.rejection(token.lemma_.lower()) if charges else None

    def _speaking(self, token: Token) -> Token:
        """The verb whose subject speaks: for "said that ..., adding that" it is the one that says."""
        if token.tag_ != "VBG" or token.dep_ not in {"advcl", "xcomp", "conj"} or syntax.children(token, "nsubj"):
            return token
        cues = [a for a in token.ancestors if syntax.is_verb(a) and self._cues.verb(a.lemma_.lower()) is not None]
        if cues:
            return cues[0]
        # "will return to the sea, the staff said, calling the deployment unusual"
        before = [t for t in token.doc[token.sent.start : token.i] if syntax.is_verb(t) and syntax.children(t, "nsubj")]
        said = [t for t in before if self._cues.verb(t.lemma_.lower()) is not None and t.nbor().text == ","]
        return said[-1] if said else token

    def _negated_or_future(self, token: Token, cue: Cue) -> bool:
        """What is not said, or not yet, is no attribution: "declined to say", "will say"."""
        if syntax.negated(token) is not None:
            return True
        if any(
            c.dep_ == "aux" and c.lower_ in {"will", "would", "may", "might", "could", "should", "to"}
            for c in token.children
        ):
            return True
        return token.dep_ == "xcomp" and token.head.lemma_ in {"decline", "refuse", "want", "fail"}

    def _depicts(self, token: Token) -> bool:
        if any(c.dep_ == "prt" for c in token.children) or (token.dep_ == "acl" and token.tag_ == "VBN"):
            return False  # "put off a trip"
        if token.lemma_ == "put" and not any(c.lower_ == "at" and c.dep_ == "prep" for c in token.children):
            return False  # "puts a satellite into orbit"; but "put the toll at 73"
        if token.lemma_ == "call" and not self._calls_names(token):
            return False  # "called on both sides", "called his counterpart"
        return any(c.dep_ in {"prep", "oprd", "ccomp", "xcomp", "dobj"} for c in token.children) or token.dep_ in {
            "relcl",
            "pcomp",
            "ccomp",
        }

    def _calls_names(self, call: Token) -> bool:
        """Whether somebody is called something, and not called up: "called the raid a crime"."""
        names = syntax.children(call, "oprd", "ccomp", "xcomp", "attr")
        names = [n for n in names if not any(c.lower_ == "to" and c.dep_ == "aux" for c in n.children)]
        alone = len(names) == 1 and names[0].dep_ == "oprd" and names[0].pos_ == "PROPN" and names[0].i > call.i
        return bool(names) and not (alone and not syntax.is_passive(call) and not syntax.children(call, "dobj"))

    # ------------------------------------------------------------------ what is said

    def _content(self, token: Token, cue: Cue, triggers: list[Trigger]) -> tuple[set[int] | None, bool]:
        """The tokens that the cue is about, and whether they are quoted; None where it governs no statement."""
        if token.lemma_ in _DEPICTING:
            aside = {"nsubj", "aux", "npadvmod", "ccomp", "parataxis"}  # "...; he put the number at 73"
            own = {t.i for c in token.children if c.dep_ in aside and c.i < token.i for t in c.subtree}
            own |= {t.i for c in token.children if c.dep_ == "advcl" and _is_temporal(c) for t in c.subtree}
            own |= {t.i for c in token.children if c.dep_ == "conj" and syntax.is_verb(c) for t in c.subtree}
            antecedents = {t.i for o in syntax.logical_objects(token) for t in o.subtree if o.i < token.i}
            return ({t.i for t in token.subtree} - own - {token.i}) | (antecedents - own), False
        below = [c for c in token.children if c.dep_ in {"ccomp", "parataxis"} and c.i != token.i]
        owned = [o for o in syntax.logical_objects(token) if o.lower_ in _PARTS]
        if owned and token.lemma_ in {"claim", "deny", "admit", "accept", "acknowledge", "confirm"}:
            return {t.i for o in owned for t in o.subtree if t.i != o.i}, False  # "claimed responsibility for the raid"
        if token.lemma_ in {"warn", "advise", "promise", "vow", "threaten", "urge", "tell", "claim"}:
            below += [c for c in token.children if c.dep_ == "xcomp"]
        if cue.needs == "before":
            below = [c for c in below if c.i < token.i]
        quoted = '"' in [t.text for t in token.sent]
        if below:
            region = {t.i for c in below for t in c.subtree}
            return region, quoted and _in_quotes(token.doc, region)
        around = self._parenthetical(token)
        if around is not None:
            return around, quoted and _in_quotes(token.doc, around)
        if cue.needs == "any":
            objects = syntax.logical_objects(token)
            named = [o for o in objects if self._is_event_or_claim(o, triggers)]
            more = [n for name in ("of", "as", "at") for n in syntax.prepositional(token, name)]
            if named or (more and cue.stance is Stance.ASSERTS and token.lemma_ == "speak"):
                return {t.i for o in [*objects, *more] for t in o.subtree if t.i != token.i}, False
        if quoted and cue.needs != "that":
            region = {t.i for t in token.sent if _inside_quotes(t)}
            if region and token.i not in region:
                return region, True
        return None, False

    def _is_event_or_claim(self, token: Token, triggers: list[Trigger]) -> bool:
        denied = token.lower_ in {"it", "this", "that"} and token.head.lemma_ in {"deny", "dispute"}
        return denied or token.lemma_.lower() in _CLAIM_NOUNS or any(t.token.i == token.i for t in triggers)

    def _parenthetical(self, token: Token) -> set[int] | None:
        """ "..., the report said": the rest of the sentence, where the cue stands behind or between commas."""
        own = {t.i for t in token.subtree}
        clause = {
            t.i
            for c in token.children
            if c.dep_ in {"nsubj", "nsubjpass", "dobj", "prep", "npadvmod", "dative", "aux"}
            for t in c.subtree
        }
        clause.add(token.i)
        first = min(clause)
        comma = first > token.sent.start and token.doc[first - 1].text in {",", '"', "—", "–", ";"}
        if not comma or token.dep_ not in {"ROOT", "parataxis", "ccomp", "advcl", "conj", "relcl", "acl"}:
            return None
        if any(c.dep_ in {"mark"} for c in token.children) or (token.dep_ == "relcl" and self._is_relative(token)):
            return None
        if (
            syntax.children(token, "dobj")
            and self._cues.verb(token.lemma_.lower()) is not None
            and syntax.children(token, "dobj")[0].pos_ != "PROPN"
        ):
            return None
        if not syntax.children(token, "nsubj"):
            return None
        rest = {t.i for t in token.sent} - clause
        if token.dep_ == "ROOT":
            rest = {i for i in rest if i in own or i < token.i or i > token.i}
        return rest

    def _is_relative(self, token: Token) -> bool:
        return any(c.lower_ in syntax.RELATIVES and c.dep_ in {"nsubj", "dobj"} for c in token.children)

    def _events(self, said: Said, triggers: list[Trigger]) -> list[Trigger]:
        """The events that the statement is about, without those of its purpose and reason clauses."""
        inside = [t for t in triggers if t.token.i in said.region and t.token.i != said.cue.i]
        inside = [t for t in inside if not _answers(t.token)]
        if said.stance is Stance.DENIES:
            inside = [t for t in inside if not _tells_when(t.token)]
        answered = _answered(said.cue, triggers) if said.cue.dep_ == "relcl" else None
        if answered is not None:
            return [answered]
        if not inside:
            relative = said.cue.dep_ == "relcl" and next((t for t in triggers if t.token.i == said.cue.head.i), None)
            return [relative] if relative else []
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

    # ------------------------------------------------------------------ quotations over several sentences

    def _spread_quotes(self, doc: Doc, found: list[Said], triggers: list[Trigger]) -> None:
        """A quotation that goes on in the next sentence, or began in the last one, keeps its source."""
        claimed = {t.token.i for said in found for t in said.content}
        for said in found:
            if said.voice is not Voice.QUOTE or not said.region:
                continue
            extra = [
                t for t in triggers
                if t.token.i not in claimed and _inside_quotes(t.token, doc) and t.token.sent != said.cue.sent
                and not any(o.cue.sent == t.token.sent for o in found)
                and abs(_sentence_number(t.token) - _sentence_number(said.cue)) <= 2
            ]  # fmt: skip
            said.content.extend(extra)
            claimed.update(t.token.i for t in extra)

    def _mentioned(self, tokens: list[Token]) -> list[int]:
        found: list[int] = []
        for token in tokens:
            index = self._mentions.at(token, lenient=True)
            if index is not None and index not in found:
                found.append(index)
        return found

    def _is_news(self, mention: int) -> bool:
        found = self._mentions.all[mention]
        return found.kind is MentionKind.NAME and found.type is ActorType.NEWS_ORGANIZATION


def _leave_to_inner(found: list[Said]) -> None:
    """What is added ("said that ..., adding that ...") is said by the adding."""
    for outer in found:
        for inner in found:
            adds = (
                inner.cue.tag_ == "VBG"
                and inner.cue.dep_ in {"advcl", "xcomp", "conj"}
                and inner.sources == outer.sources
            )
            if inner is not outer and adds and inner.cue.i in outer.region and inner.content:
                told = {t.token.i for t in inner.content}
                outer.content = [t for t in outer.content if t.token.i not in told] or outer.content


def _quoting(token: Token) -> Token | None:
    """The verb of "was quoted by the agency as saying", whose subject is the one who says."""
    above = token.head.head
    fits = token.dep_ == "pcomp" and token.head.lower_ == "as" and above.lemma_ in {"quote", "cite", "report"}
    return above if fits and syntax.is_passive(above) else None


def _answers(token: Token) -> bool:
    """Whether somebody else answers the claim in a clause behind it: "..., a charge that Seoul denied"."""
    head = token.head
    clause = token.dep_ in {"relcl", "acl"} and head.lemma_.lower() in _CLAIM_NOUNS
    return clause and head.dep_ in {"appos", "npadvmod"}


def _answered(cue: Token, triggers: list[Trigger]) -> Trigger | None:
    """What "a charge that it denies" stands for: the last event before it that is no part of another one."""
    if cue.head.lemma_.lower() not in _CLAIM_NOUNS:
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
    return token.dep_ == "pobj" and token.head.lower_ in {"after", "before", "during", "since", "following", "amid"}


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
        if step.dep_ in {"advcl", "acl"}:
            return True
        step = step.head
    return False


def _sentence_number(token: Token) -> int:
    return sum(1 for t in token.doc[: token.i + 1] if t.is_sent_start)


def _inside_quotes(token: Token, doc: Doc | None = None) -> bool:
    """Whether an odd number of quotation marks stands before the token in its sentence (or passage)."""
    before = (doc[: token.i]) if doc is not None else token.doc[token.sent.start : token.i]
    return sum(t.text == '"' for t in before) % 2 == 1


def _in_quotes(doc: Doc, region: set[int]) -> bool:
    marks = [i for i in region if doc[i].text == '"']
    inner = [i for i in region if doc[i].is_alpha]
    return bool(inner) and (len(marks) >= 1 or sum(_inside_quotes(doc[i]) for i in inner) > len(inner) / 2)
