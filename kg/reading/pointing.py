"""What a mention of an event has to do with others near it: acts on them, answers them, names them again."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg.model import EventMention, RoleName
from kg.reading import syntax, tree
from kg.reading.frames import FrameLexicon
from kg.reading.nouns import in_retaliation, lemma, sums_up
from kg.reading.roles import VICTIMS, Trigger
from kg.reading.setting import setting_of

_OUTCOMES = {"kill", "wound", "injure", "destroy", "damage", "hit", "maim", "flatten", "sink", "leave"}
_NAMING = {"call", "describe", "condemn", "denounce", "brand", "term", "label"}
_SOON = {"second", "minute", "hour", "day", "week", "month"}


class Pointing:
    """Links the mentions of events of one document, passage after passage."""

    def __init__(self, frames: FrameLexicon) -> None:
        self._frames = frames

    def link(self, trigger: Trigger, triggers: list[Trigger], found: list[EventMention]) -> None:
        """Set in `found`, the mentions of events by their index, what a trigger's mention points at.

        `triggers` are those of its passage.
        """
        by_token = {t.token.i: t for t in triggers}
        theme = self._theme(trigger, by_token)
        cause = self._cause(trigger, by_token)
        again = self._again(trigger, by_token)
        apart = _told_beside(trigger, by_token)
        during = self._during(trigger, by_token)
        setting = setting_of(trigger, by_token, self._frames)
        if all(link is None for link in (theme, cause, again, apart, during, setting)):
            return
        told_on = again is not None and again == self._set_in(trigger, by_token)  # "the attack, in which he was killed"
        if again is not None and found[again].nominal and not found[again].roles and not told_on:
            # "an airstrike destroyed the consulate": whom the verb acts on is whom the noun hit
            suffered = tuple(r for r in found[trigger.index].roles if r.name is RoleName.RECIPIENT)
            found[again] = replace(found[again], roles=suffered)
        old = found[trigger.index]
        subjects = {s.lower_ for s in syntax.logical_subjects(trigger.token)} if tree.is_verb(trigger.token) else set()
        meant = again is not None and trigger.token.lemma_ in _OUTCOMES and bool(subjects & {"they", "it"})
        outcome = again is not None and _tells_the_outcome(trigger.token) and trigger.token.head.i not in by_token
        if meant or outcome:
            old = replace(old, roles=tuple(r for r in old.roles if r.name is RoleName.RECIPIENT))
        found[trigger.index] = replace(
            old, theme=theme, cause=cause, same_as=again, apart=apart, during=during, setting=setting
        )

    def _theme(self, trigger: Trigger, by_token: dict[int, Trigger]) -> int | None:
        token, frame = trigger.token, trigger.frame
        if frame.complement is None and not frame.theme and frame.type != "Refusal":
            return None
        below: list[Token] = []
        if tree.is_verb(token):
            below = syntax.logical_objects(token) + tree.complements(token)
        for name in ("from", "on", "of", "for", "to", "against", "with"):
            below += tree.prepositional(token, name) + tree.gerunds(token, name)
        below += [c for c in token.children if c.dep_ in {"acl", "advcl"}]
        hit = next((by_token[t.i] for t in below if t.i in by_token), None)
        return hit.index if hit is not None else None

    def _during(self, trigger: Trigger, by_token: dict[int, Trigger]) -> int | None:
        """The visit on which something was to be: "put off a visit to the US, where he was to meet the minister"."""
        clause = next((t for t in (trigger.token, *trigger.token.ancestors) if t.dep_ == "relcl"), None)
        opening = [c for v in (clause, *clause.children) for c in (v, *v.children)] if clause is not None else []
        on_it = any(
            c.lower_ in {"on", "during"} and tree.children(c, "pobj", "pcomp") for c in opening if c.dep_ == "prep"
        )
        on_it = on_it and any(k.lower_ == "which" for c in opening for k in c.children)
        own = [s for v in (clause, *clause.children) for s in tree.children(v, "nsubj")] if clause is not None else []
        there = any(c.lower_ == "where" for c in opening) and all(s.pos_ == "PRON" for s in own[:1])
        here = on_it or there  # "a trip on which he was to meet the minister"; not "to Oslo, where others meet"
        if clause is None or not here or not self._frames.is_a(trigger.frame.type, "Consultation"):
            return None
        visits = (by_token.get(a.i) for a in clause.ancestors)
        return next((t.index for t in visits if t is not None and t.frame.type == "Visit"), None)

    def _again(self, trigger: Trigger, by_token: dict[int, Trigger]) -> int | None:
        """The mention that an event noun names again: "departed for a visit", "was killed by gunfire"."""
        token = trigger.token
        above = by_token.get(token.head.i)
        told = self._attack_told_by(token, by_token)
        if told is not None:
            return told
        named = self._named_again(token, by_token)
        named = self._set_in(trigger, by_token) if named is None else named
        if named is not None:
            return named
        if token.lemma_ in _OUTCOMES and _alongside(token):  # "died in a strike; Okello was killed alongside him"
            told_of = [t for t in by_token.values() if t.token.i < token.i]
            told_of = [t for t in told_of if self._frames.is_a(t.frame.type, "Attack")]
            return told_of[-1].index if told_of else None
        if token.lemma_ == "violate" and tree.is_verb(token):
            acts = [by_token[s.i] for s in syntax.surface_subjects(token) if s.i in by_token]
            return next((t.index for t in acts if self._frames.is_a(t.frame.type, "Attack")), None)
        if token.lemma_ in {"target", "hit"} and token.dep_ in {"acl", "relcl"} and above is not None:
            both = all(self._frames.is_a(t.frame.type, "Attack") for t in (above, trigger))
            return above.index if both else None  # "air strikes targeting the camps"
        if in_retaliation(token):
            near = [by_token.get(t.i) for t in (token.head.head, *tree.children(token.head.head, "dobj"))]
            return next((t.index for t in near if t and self._frames.is_a(t.frame.type, "Attack")), None)
        if sums_up(token):  # "asked for access, a request that was turned down"
            before = [t for t in by_token.values() if t.token.sent == token.sent and t.token.i < token.i]
            alike = [t for t in before if trigger.frame.coreferent or t.frame.type == trigger.frame.type]
            tops = [t for t in alike if t.token == token.sent.root or t.token.head == token.sent.root]
            return next((t.index for t in [*tops[:1], *reversed(alike)]), None)
        if above is not None and token.dep_ == "dobj" and above.frame.type == trigger.frame.type:
            return above.index  # "tighten sanctions"
        if above is None and _tells_the_outcome(token) and trigger.frame.type == "Attack":
            # "bombed two bars where people were watching a game, killing 74"
            higher = (by_token.get(a.i) for a in token.ancestors)
            return next((t.index for t in higher if t is not None and self._frames.is_a(t.frame.type, "Attack")), None)
        if above is not None and _tells_the_outcome(token):
            # "fired shells at an island, killing two": its victims are those of the attack
            attacks = trigger.frame.type == "Attack" and self._frames.is_a(above.frame.type, "Attack")
            return above.index if attacks and above.frame.lemma != token.lemma_ else None
        if token.dep_ == "advcl" and above is not None and _tells_how(token):
            # "were killed when rebels attacked their camp": one incident
            both = all(self._frames.is_a(t.frame.type, "Attack") for t in (above, trigger))
            return above.index if both else None
        if (
            token.dep_ != "pobj"
            or token.head.dep_ not in {"prep", "agent"}
            or token.head.lower_ not in {"for", "on", "in", "by", "with"}
        ):
            return None
        above = by_token.get(token.head.head.i)
        if token.head.lower_ == "with":  # "attacked it with bombing raids"
            both = above is not None and all(self._frames.is_a(t.frame.type, "Attack") for t in (above, trigger))
            return above.index if above is not None and both else None
        if above is not None and lemma(above.token) in VICTIMS and token.head.lower_ in {"in", "by"}:
            return above.index if self._frames.is_a(trigger.frame.type, "Attack") else None  # "his killing in a strike"
        if above is None or not tree.is_verb(above.token) or any(c.dep_ == "poss" for c in token.children):
            return None
        kin = self._frames.is_a(trigger.frame.type, above.frame.type) or self._frames.is_a(
            above.frame.type, trigger.frame.type
        )
        return above.index if kin and trigger.frame.type not in {"Event", "MilitaryAction"} else None

    def _named_again(self, token: Token, by_token: dict[int, Trigger]) -> int | None:
        """The attack that is called something: "called the strike an assassination", "the strike is an act of war"."""
        here = by_token[token.i].frame.type
        verb, what = token.head, token
        if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_ == "act":
            what, verb = token.head.head, token.head.head.head
        elif token.dep_ == "pobj" and token.head.lower_ == "as":
            verb = token.head.head
        if not self._frames.is_a(here, "Attack"):
            return None
        told: list[Token] = []
        if what.dep_ == "attr" and verb.lemma_ == "be":
            told = tree.children(verb, "nsubj")
        elif verb.lemma_ in _NAMING and (what.dep_ in {"oprd", "pobj"}):
            told = tree.children(verb, "dobj")
            told += [c for v in tree.children(verb, "ccomp") for c in tree.children(v, "nsubj")]
        acts = [by_token[t.i] for t in told if t.i in by_token and t.i < token.i]
        return next((t.index for t in acts if self._frames.is_a(t.frame.type, "Attack")), None)

    def _set_in(self, trigger: Trigger, by_token: dict[int, Trigger]) -> int | None:
        """The attack that a clause goes on to tell: "a raid on Sunday in which troops bombed a camp and killed six"."""
        clause = trigger.token
        while clause.dep_ == "conj" and tree.is_verb(clause.head):
            clause = clause.head
        which = [c for p in tree.children(clause, "prep") if p.lower_ in {"in", "during"} for c in p.children]
        opened = any(c.lower_ == "which" for c in which) or any(c.lower_ == "when" for c in clause.children)
        if clause.dep_ != "relcl" or not opened:
            return None
        told = clause.head
        if told.dep_ == "pobj" and told.head.lower_ in {"of", "on", "in"} and told.ent_type_ == "DATE":
            told = told.head.head  # "the raid of March 1, in which"
        event = by_token.get(told.i)
        if event is None or tree.is_verb(told):
            return None
        if event.frame.type == trigger.frame.type == "Negotiation":
            return event.index  # "talks in which the envoy mediated"
        if not self._frames.is_a(trigger.frame.type, "Attack"):
            return None
        kind = event.frame.type
        return event.index if kind == "MilitaryAction" or self._frames.is_a(kind, "Attack") else None

    def _attack_told_by(self, token: Token, by_token: dict[int, Trigger]) -> int | None:
        """The mention whose victims a verb tells: "the strike killed a leader", "three were killed and 34 injured"."""
        if token.lemma_ not in _OUTCOMES or not tree.is_verb(token):
            return None
        subjects = syntax.logical_subjects(token)
        others = [by_token.get(s.i) for s in subjects]
        counted = [n for s in subjects if s.i not in by_token for n in tree.prepositional(s, "of")]
        others += [by_token.get(n.i) for n in counted]  # "a pair of strikes killed 13"
        others += [self._attack_meant(s, by_token) for s in subjects if s.lower_ in {"they", "it"}]
        if token.dep_ == "conj" and token.head.lemma_ in _OUTCOMES:
            others.append(by_token.get(token.head.i))
        kinds = ("Attack", "ArmedConflict")
        return next((t.index for t in others if t and any(self._frames.is_a(t.frame.type, k) for k in kinds)), None)

    def _attack_meant(self, pronoun: Token, by_token: dict[int, Trigger]) -> Trigger | None:
        """The attack that a pronoun stands for: "condemned the strikes and said they had killed six"."""
        before = [t for t in by_token.values() if t.token.sent == pronoun.sent and t.token.i < pronoun.i]
        acts = [t for t in before if t.token.dep_ in {"dobj", "pobj"} and self._frames.is_a(t.frame.type, "Attack")]
        fit = [t for t in acts if (t.token.tag_ == "NNS") == (pronoun.lower_ == "they")]
        judged = [t for t in fit if t.token.dep_ == "pobj" or t.token.head.tag_ in {"VBD", "VBZ", "VBP", "VBG"}]
        return judged[-1] if judged else None

    def _cause(self, trigger: Trigger, by_token: dict[int, Trigger]) -> int | None:
        if not self._frames.is_a(trigger.frame.type, "Retaliation"):
            return None
        token = trigger.token
        below = [n for name in ("for", "to", "over", "after") for n in tree.prepositional(token, name)]
        below += [
            c for n in below for c in n.children if c.dep_ in {"acl", "relcl"}
        ]  # "response to the missiles launched by"
        hit = next((by_token[n.i] for n in below if n.i in by_token), None)
        return hit.index if hit is not None else None


def _told_beside(trigger: Trigger, by_token: dict[int, Trigger]) -> int | None:
    """The event before or after which another was, and which it is not: "bombed it two days after the raid".

    So are what answers an act, and what follows "within minutes of" it.
    """
    preposition = trigger.token.head
    above = preposition.head
    if trigger.token.dep_ == "advcl" and any(
        c.lower_ == "since" and c.i < trigger.token.i for c in trigger.token.children
    ):
        nouns = [t for t in by_token.values() if t.token.sent == trigger.token.sent and t.token.i < trigger.token.i]
        return nouns[-1].index if nouns else None  # "the launch was the first since it fired one on Tuesday"
    if trigger.token.dep_ == "dobj" and preposition.lemma_ == "follow" and not tree.is_passive(preposition):
        before = [by_token[s.i] for s in tree.children(preposition, "nsubj") if s.i in by_token]
        return before[0].index if before else None  # "the raid follows a strike on Tuesday"
    answered = above.i in by_token and by_token[above.i].frame.type == "Retaliation"
    if preposition.lower_ == "for" and answered and trigger.token.dep_ == "pobj":
        return by_token[above.i].index  # "vowed revenge for the act"
    if preposition.lower_ in {"in", "during"} and trigger.frame.coreferent and above.i in by_token:
        denied = tree.is_verb(above) and tree.negated(above) is not None
        return by_token[above.i].index if denied else None  # "no shots were fired in the incident"
    soon = (
        preposition.lower_ == "of" and above.lemma_ in _SOON and above.dep_ == "pobj" and above.head.lower_ == "within"
    )
    answer = preposition.lower_ == "to" and above.lemma_ in {"response", "answer", "reaction"} and above.dep_ == "pobj"
    beside = preposition.lower_ in {"after", "before", "following", "since"} or soon or answer
    if trigger.token.dep_ != "pobj" or not beside:
        return None
    step = above
    for _ in range(5 if soon or answer else 3):
        carried = [by_token[c.i] for c in step.children if c.dep_ == "dobj" and c.i in by_token]
        if step.i in by_token or (carried and tree.is_verb(step)):
            return by_token[step.i].index if step.i in by_token else carried[0].index
        if step.dep_ not in {"npadvmod", "advmod", "pobj", "prep"}:
            break
        step = step.head
    attacks = [t for t in by_token.values() if t.token.sent == trigger.token.sent and t.token.i < above.i]
    return attacks[-1].index if answer and attacks else None  # "struck it in response to the attack"


def _alongside(verb: Token) -> bool:
    """Whether somebody came to harm together with one who was told of: "was killed alongside him"."""
    return any(n.pos_ == "PRON" for p in ("alongside", "with", "beside") for n in tree.prepositional(verb, p))


def _tells_how(clause: Token) -> bool:
    """Whether a clause tells how somebody came to harm: "killed when rebels attacked", "hurt after they fired"."""
    marks = {c.lower_ for c in clause.children if c.dep_ in {"mark", "advmod"} and c.i < clause.i}
    harmed = clause.head.lemma_ in _OUTCOMES and tree.is_passive(clause.head)
    return "when" in marks or (bool(marks & {"after", "as"}) and harmed)


def _tells_the_outcome(token: Token) -> bool:
    """Whether a participle tells what the act of its main clause did: "..., killing two"."""
    return token.dep_ in {"advcl", "xcomp"} and token.tag_ == "VBG" and token.lemma_ in _OUTCOMES
