"""Who says so: cues, their sources and outlets, whether they assert or deny, and which events they are about."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.model import ActorType, MentionKind, Stance, Voice
from kg.reading import syntax, tree
from kg.reading.asides import aside_before, outlets
from kg.reading.contents import (
    CLAIM_NOUNS,
    DEPICTING,
    PARTS,
    RUMOURS,
    Said,
    content_of,
    events_of,
    inside_quotes,
    sentence_number,
)
from kg.reading.cues import Cue, Cues
from kg.reading.mentions import Mentions
from kg.reading.nouns import owners
from kg.reading.refuting import (
    CHARGES,
    REFUTED,
    bare_negation,
    doubted_clauses,
    none_such,
    only_false,
    refuting,
    untrue,
)
from kg.reading.repairs import before_source
from kg.reading.roles import Trigger

_VIEWS = {
    "view",
    "words",
    "opinion",
    "account",
    "telling",
    "reckoning",
    "estimate",
    "judgment",
    "judgement",
    "eyes",
    "mind",
}
_STATEMENTS = {"statement", "communique", "announcement"}
_REPORTS = {"report", "article", "story", "account", "dispatch", "claim"}
_FIRST_PERSON = {"i", "me", "my", "we", "us", "our", "ours"}


class AttributionReader:
    """Finds the attributions of one passage after another."""

    def __init__(self, cues: Cues, mentions: Mentions) -> None:
        self._cues = cues
        self._mentions = mentions

    def read(self, doc: Doc, triggers: list[Trigger]) -> list[Said]:
        """The attributions of a passage, in order."""
        found: list[Said] = []
        for token in doc:
            said = self._according(token) or self._hedge(token) or self._verb(token, triggers) or self._noun(token)
            if said is not None:
                said.content = events_of(said, triggers)
                found.append(said)
        found += [said for token in doc if (said := self._citing(token, found)) is not None]
        behind = self._behind_headline(doc, triggers) if doc and not found else None
        found += [behind] if behind is not None else []
        found.sort(key=lambda s: s.cue.i)
        _leave_to_inner(found)
        self._spread_quotes(doc, found, triggers)
        return found

    def speakers(self, doc: Doc, found: list[Said]) -> list[tuple[int, int]]:
        """Whom "I" and "we" mean inside quotations: (mention, mention of who is quoted), the nearest cue's source."""
        quoting = [s for s in found if s.voice is Voice.QUOTE and s.sources]
        pairs: list[tuple[int, int]] = []
        for token in doc:
            if not quoting or token.lower_ not in _FIRST_PERSON or not inside_quotes(token, doc):
                continue
            mention = self._mentions.by_offset.get(self._mentions.offset(token))
            here = sentence_number(token)
            near = min(quoting, key=lambda s: abs(sentence_number(s.cue) - here))
            if mention is not None and abs(sentence_number(near.cue) - here) <= 2:
                pairs.append((mention, near.sources[0]))
        return pairs

    # ------------------------------------------------------------------ kinds of cues

    def _according(self, token: Token) -> Said | None:
        if token.lower_ != "according" or token.i + 1 >= len(token.doc) or token.nbor().lower_ != "to":
            return None
        nouns = [n for c in token.subtree if c.dep_ == "pobj" and c.head.lower_ == "to" for n in tree.conjuncts(c)]
        sources = self._mentioned([m for n in nouns[:2] for m in self._issuers(n)])
        own = {t.i for t in token.subtree}
        head = token.head
        while head.dep_ == "conj" and tree.is_verb(head.head) and not _behind_comma(head):
            head = head.head  # "destroyers are moved and marines have been flown there, according to"
        region = aside_before(token) or {t.i for t in (head.subtree if tree.is_verb(head) else token.sent)} - own
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
        if noun.lemma_.lower() not in CLAIM_NOUNS:
            return [noun]
        issuers = owners(noun) + [n for p in ("by", "from") for n in tree.prepositional(noun, p)]
        return issuers or [noun]

    def _behind_headline(self, doc: Doc, triggers: list[Trigger]) -> Said | None:
        """Who stands behind a headline: "Chad summons envoy over raids: ministry", "... shot down - official"."""
        start = before_source(doc)
        last = doc[start:]
        if not start or any(tree.is_verb(t) for t in last):
            return None
        sources = self._mentioned([last[-1]]) or self._mentioned([last.root])
        if not sources:
            return None
        said = Said(last[-1], Stance.ASSERTS, Voice.INDIRECT, sources, region=set(range(start - 1)))
        said.content = events_of(said, triggers)
        return said

    def _hedge(self, token: Token) -> Said | None:
        """Adverbs ("reportedly") and hedged passives ("is said to have") without a source."""
        if self._cues.is_hedge(token.lower_) and token.pos_ in {"ADV", "ADJ"}:
            head = token.head
            region = {t.i for t in head.subtree} if head != token else {t.i for t in token.sent}
            return Said(token, Stance.ASSERTS, Voice.HEARSAY, hedged=True, region=region)
        if not tree.is_verb(token) or token.tag_ != "VBN" or not self._cues.is_hedged_passive(token.lemma_.lower()):
            return None
        complement = [c for c in token.children if c.dep_ in {"xcomp", "ccomp", "oprd"}]
        credited = [p for p in tree.children(token, "prep") if p.lower_ == "with"] if token.lemma_ == "credit" else []
        complement += [c for p in credited for c in tree.children(p, "pcomp", "pobj")]
        if tree.negated(token) is not None or any(c.tag_ == "MD" for c in tree.children(token, "aux")):
            return None  # "could not be considered an attack", "may be considered an act of war"
        passive = tree.is_passive(token) or tree.children(token, "auxpass", "aux")
        if not complement or not passive or syntax.agents_by(token):
            return None
        if any(c.dep_ == "nsubj" for c in token.children) and not tree.children(token, "auxpass"):
            return None
        region = {t.i for c in complement for t in c.subtree}
        return Said(token, Stance.ASSERTS, Voice.HEARSAY, hedged=True, region=region)

    def _noun(self, token: Token) -> Said | None:
        """Nouns that hedge: "amid reports of"."""
        if token.lemma_ == "report" and token.tag_ == "NNS" and token.dep_ == "pobj" and token.head.lower_ == "amid":
            return Said(token, Stance.ASSERTS, Voice.HEARSAY, hedged=True, region={t.i for t in token.subtree})
        return self._reported_in(token) or self._view(token)

    def _reported_in(self, token: Token) -> Said | None:
        """What stands in an outlet: "denied a report in the paper that he had left"."""
        below = tree.children(token, "acl", "relcl")
        clauses = [c for c in below if any(k.lower_ == "that" and k.i < c.i for k in c.subtree)]
        if token.lemma_ not in _REPORTS or not clauses:
            return None
        told = [n for p in ("in", "by", "from", "on") for n in tree.prepositional(token, p)]
        sources = [m for m in self._mentioned(told) if self._is_news(m)]
        region = {t.i for c in clauses for t in c.subtree}
        return Said(token, Stance.ASSERTS, Voice.INDIRECT, sources, region=region) if sources else None

    def _view(self, token: Token) -> Said | None:
        """In whose view or words something is so: "the salvo, in his view, was meant to kill"."""
        if (
            token.lower_ not in _VIEWS
            or token.dep_ not in {"pobj", "pcomp"}
            or token.head.lower_ not in {"in", "by", "to"}
        ):
            return None
        relative = any(c.tag_ == "WP$" for c in token.children)  # "the minister, in whose words it was a raid"
        whose = [tree.clause_head(token.head).head] if relative else owners(token)
        sources = self._mentioned(whose)
        if not sources:
            return None
        clause = tree.clause_head(token.head)
        own = {t.i for t in token.head.subtree}
        return Said(token, Stance.ASSERTS, Voice.INDIRECT, sources, region={t.i for t in clause.subtree} - own)

    def _verb(self, token: Token, triggers: list[Trigger]) -> Said | None:
        if not tree.is_verb(token) and not (token.pos_ == "NOUN" and token.dep_ == "ROOT"):
            return None
        cue = self._cue_of(token) or self._rejection(token)
        if token.lemma_ == "speak" and any(t.token.i == token.i for t in triggers):
            return None  # "spoke by telephone with": a call, not a cue
        if token.lemma_ == "speak" and any(n.lemma_ == "condition" for n in tree.prepositional(token, "on")):
            return None  # "speaking on condition of anonymity"
        if token.lemma_ == "find" and any(
            t.lower_.endswith(("self", "selves")) for t in token.doc[token.i + 1 : token.i + 2]
        ):
            return None  # "finds himself in a corner"
        if cue is None or token.dep_ in {"aux", "auxpass"} or (token.lemma_ in DEPICTING and not self._depicts(token)):
            return None
        region, quoted = content_of(token, cue, triggers, self._cues)
        if region is None:
            return None
        subjects = syntax.agents_by(token) if tree.is_passive(token) else syntax.surface_subjects(self._speaking(token))
        quoting = _quoting(token)
        warned = [c for p in tree.children(token, "prep") if p.lower_ == "as" for c in tree.children(p, "pcomp")]
        if token.lemma_ == "quote" and warned:  # "quoted him as warning that they would pay"
            quoting = token
        if quoting is not None:  # "was quoted by the paper as saying", "the paper quoted him as saying"
            passive = tree.is_passive(quoting)
            subjects = syntax.surface_subjects(quoting) if passive else tree.children(quoting, "dobj")
        if not subjects:
            subjects = [c for c in token.children if c.dep_ in {"nsubj", "dobj"} and c.i > token.i and quoted][:1]
        back = any(s.lemma_.lower() in CLAIM_NOUNS for s in subjects)
        spoken = [i for s in subjects for i in self._issuers(s) if i.lemma_.lower() not in CLAIM_NOUNS]
        sources = self._mentioned(spoken)
        back = back and not sources
        if not sources and not back:
            return None
        if self._negated_or_future(token, cue):
            return None
        listeners = [*syntax.agents_by(quoting), *tree.children(quoting, "nsubj")] if quoting is not None else []
        told_of = {token.head.i} if token.dep_ == "relcl" else set()  # "the paper, which Kenya said was shut"
        listeners += syntax.logical_objects(token) + syntax.indirect_objects(token) + tree.prepositional(token, "to")
        listeners += outlets(token)
        via = next(
            (
                m
                for m in self._mentioned([x for x in listeners if x.pos_ in {"PROPN", "NOUN"} and x.i not in told_of])
                if self._is_news(m)
            ),
            None,
        )
        if any(s.lower_ in {"i", "we"} for s in subjects) and inside_quotes(token, token.doc):
            return None  # "We believe that ..." is said by whom the quotation is from
        voice = Voice.QUOTE if quoted else Voice.INDIRECT
        no_such = any(none_such(c) for v in tree.children(token, "ccomp") for c in v.children)
        no_such = no_such or any(none_such(token.doc[i]) for i in region if token.doc[i].head.dep_ == "ROOT")
        no_such = no_such or bare_negation(token.doc, region)
        false = untrue(token) or only_false(token.doc, region)
        doubted = doubted_clauses(token)
        if doubted:
            region = {t.i for clause in doubted for t in clause.subtree}
        denies = refuting(token) or no_such or false or bool(doubted)
        stance = Stance.DENIES if denies else cue.stance
        clausal = bool(tree.children(token, "ccomp", "xcomp"))
        clausal = (clausal and not no_such and not false) or any(
            tree.children(o, "acl", "ccomp") for o in syntax.logical_objects(token)
        )
        told = back and any(s.lemma_.lower() in _STATEMENTS for s in subjects)
        denied = syntax.logical_objects(token) if stance is Stance.DENIES else []
        # who denies a part in an attack does not deny that there was one
        charged = any(o.lemma_.lower() in PARTS for o in denied)
        charges = [o for o in denied if o.lemma_.lower() in CHARGES and owners(o)]
        charges += [o for o in denied if o.lemma_ == "report" and o.tag_ == "NNS"]  # "denied reports that he had gone"
        charged = charged or any(tree.children(o, "acl", "ccomp") for o in charges)
        return Said(
            token, stance, voice, sources, via,
            clausal=clausal, reports_back=back, states=told, charged=charged, region=region,
        )  # fmt: skip

    def _cue_of(self, token: Token) -> Cue | None:
        """The cue of a verb, also of one with a particle: "he went on"."""
        particles = [c.lower_ for c in token.children if c.dep_ in {"prt", "prep", "advmod"} and c.i == token.i + 1]
        lemma = token.lemma_.lower()
        cues = [self._cues.verb(f"{lemma} {particle}") for particle in particles]
        return next((cue for cue in cues if cue is not None), None) or self._cues.verb(lemma)

    def _rejection(self, token: Token) -> Cue | None:
        cue = self._cues.rejection(token.lemma_.lower())
        objects = syntax.logical_objects(token) if cue is not None else []
        told = REFUTED | RUMOURS | {"announcement"}
        charged = any(o.lemma_.lower() in told or o.lower_ in {"this", "that"} for o in objects)
        return cue if charged else None

    def _speaking(self, token: Token) -> Token:
        """The verb whose subject speaks: for "said that ..., adding that" it is the one that says."""
        if token.tag_ != "VBG" or token.dep_ not in {"advcl", "xcomp", "conj"} or tree.children(token, "nsubj"):
            return token
        cues = [a for a in token.ancestors if tree.is_verb(a) and self._cues.verb(a.lemma_.lower()) is not None]
        if cues:
            return cues[0]
        # "will return to the sea, the staff said, calling the deployment unusual"
        before = [t for t in token.doc[token.sent.start : token.i] if tree.is_verb(t) and tree.children(t, "nsubj")]
        said = [t for t in before if self._cues.verb(t.lemma_.lower()) is not None and t.nbor().text == ","]
        return said[-1] if said else token

    def _negated_or_future(self, token: Token, cue: Cue) -> bool:
        """What is not said, or not yet, is no attribution: "declined to say", "will say"."""
        if tree.negated(token) is not None:
            return True
        ahead = {"will", "would", "may", "might", "could", "should", "to"}
        if any(c.dep_ == "aux" and c.lower_ in ahead for c in token.children):
            return not any(c.lower_ == "only" and c.dep_ == "advmod" for c in token.children)  # "would only say that"
        return token.dep_ == "xcomp" and token.head.lemma_ in {"decline", "refuse", "want", "fail"}

    def _depicts(self, token: Token) -> bool:
        if any(c.dep_ == "prt" for c in token.children) or (token.dep_ == "acl" and token.tag_ == "VBN"):
            return False  # "put off a trip"
        if token.lemma_ == "put" and not any(c.lower_ == "at" and c.dep_ == "prep" for c in token.children):
            return False  # "puts a satellite into orbit"; but "put the toll at 73"
        if token.lemma_ in {"consider", "deem"}:  # "over what it considers a breach"
            return any(c.lower_ == "what" and c.i < token.i for c in token.children)
        if token.lemma_ == "call" and not self._calls_names(token):
            return False  # "called on both sides", "called his counterpart"
        return any(c.dep_ in {"prep", "oprd", "ccomp", "xcomp", "dobj"} for c in token.children) or token.dep_ in {
            "relcl",
            "pcomp",
            "ccomp",
        }

    def _calls_names(self, call: Token) -> bool:
        """Whether somebody is called something, and not called up: "called the raid a crime"."""
        names = tree.children(call, "oprd", "ccomp", "xcomp", "attr")
        names = [n for n in names if not any(c.lower_ == "to" and c.dep_ == "aux" for c in n.children)]
        alone = len(names) == 1 and names[0].dep_ == "oprd" and names[0].pos_ == "PROPN" and names[0].i > call.i
        return bool(names) and not (alone and not tree.is_passive(call) and not tree.children(call, "dobj"))

    # ------------------------------------------------------------------ quotations over several sentences

    def _spread_quotes(self, doc: Doc, found: list[Said], triggers: list[Trigger]) -> None:
        """A quotation that goes on in the next sentence, or began in the last one, keeps its source."""
        claimed = {t.token.i for said in found for t in said.content}
        for said in found:
            if said.voice is not Voice.QUOTE or not said.region:
                continue
            extra = [
                t for t in triggers
                if t.token.i not in claimed and inside_quotes(t.token, doc) and t.token.sent != said.cue.sent
                and not any(o.cue.sent == t.token.sent for o in found)
                and abs(sentence_number(t.token) - sentence_number(said.cue)) <= 2
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


def _behind_comma(clause: Token) -> bool:
    """Whether a coordinated clause stands behind a comma: "..., and"."""
    before = clause.doc[clause.head.i : clause.left_edge.i]
    return any(t.text in {",", ";"} for t in before[-2:])


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
    return above if fits else None
