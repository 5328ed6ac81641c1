"""Events of a passage: which words trigger which frame, and who fills its roles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kg.model import ActorType, MentionKind, RoleName
from kg.reading import syntax
from kg.reading.frames import Frame, FrameLexicon
from kg.reading.mentions import Mentions
from kg.reading.signals import Signals

_POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj"}
_TARGETS = {"prep:on", "prep:against", "prep:at", "lightprep:on", "lightprep:against"}
_GOALS = {"prep:to", "prep:in", "prep:for", "obj"}
_LENIENT = {"subj", "obj", "lightsubj", "prep:by", "iobj"}
_MODIFIERS = {"poss", "amod", "compound", "nmod"}
_ABOUT_EVENT = {"in", "during", "at"}  # "in a second call, Austin asked Gallant"


@dataclass(slots=True)
class Trigger:
    """An event on its way: the trigger token, its frame, and what was found for its roles."""

    token: Token
    frame: Frame
    roles: list[tuple[RoleName, int]] = field(default_factory=list)
    time: int | None = None
    index: int = -1


class EventReader:
    """Finds the triggers of one passage after another."""

    def __init__(self, frames: FrameLexicon, signals: Signals, mentions: Mentions) -> None:
        self._frames = frames
        self._signals = signals
        self._mentions = mentions

    def read(self, doc: Doc) -> list[Trigger]:
        """The triggers of a passage, in order, with their roles."""
        nouns = {t.i for t in doc if self._is_event_noun(t)}
        chosen: list[Trigger] = []
        for token in doc:
            frame = self._frame(token, nouns)
            if frame is not None:
                chosen.append(Trigger(token, frame))
        taken = {t.token.i for t in chosen}
        found = []
        for trigger in chosen:
            if self._names_its_object(trigger, taken):
                continue
            self._fill(trigger)
            points_back = trigger.frame.coreferent and _is_definite(trigger.token)
            if trigger.frame.weak and not trigger.roles and not points_back:
                continue
            found.append(trigger)
        found = [t for t in found if not self._topic_of_talks(t, found)]
        self._share_setting(found)
        return found

    def _topic_of_talks(self, trigger: Trigger, found: list[Trigger]) -> bool:
        """Whether "to discuss" only says what the call or meeting of its clause is for."""
        token = trigger.token
        if (
            trigger.frame.type != "Consultation"
            or not syntax.is_verb(token)
            or token.dep_ not in {"advcl", "xcomp", "acl"}
        ):
            return False
        near = (
            {token.head.i} | {o.i for o in syntax.logical_objects(token.head)}
            if syntax.is_verb(token.head)
            else {token.head.i}
        )
        return any(
            t.token.i in near and self._frames.is_a(t.frame.type, "Consultation") and t.frame.type != "Visit"
            for t in found
        )

    def _share_setting(self, found: list[Trigger]) -> None:
        """Who is spoken to in a call is who takes part in it: "will reiterate, during his call with Netanyahu"."""
        by_token = {t.token.i: t for t in found}
        for trigger in found:
            token = trigger.token
            if not self._frames.is_a(trigger.frame.type, "Statement") or not syntax.is_verb(token):
                continue
            if any(role is RoleName.RECIPIENT for role, _ in trigger.roles):
                continue
            setting = [n for p in ("in", "during") for n in syntax.prepositional(token, p) if n.i in by_token]
            if not setting or not self._frames.is_a(by_token[setting[0].i].frame.type, "Consultation"):
                continue
            others = [m for role, m in by_token[setting[0].i].roles if role is RoleName.RECIPIENT]
            trigger.roles += [(RoleName.RECIPIENT, m) for m in others]

    # ------------------------------------------------------------------ frames

    def _is_event_noun(self, token: Token) -> bool:
        return token.pos_ in {"NOUN", "PROPN"} and bool(self._frames.of("noun", _lemma(token)))

    def _frame(self, token: Token, nouns: set[int]) -> Frame | None:
        pos = _POS.get(token.pos_)
        if pos is None or token.dep_ in {"aux", "auxpass"} or not token.text[:1].isalpha():
            return None
        candidates = self._frames.of(pos, _joined_lemma(token) or _lemma(token))
        if pos == "noun" and token.dep_ in {"compound", "nmod"} and token.head.pos_ in {"NOUN", "PROPN"}:
            return None  # "attack helicopter", "talks process": a kind of thing, not an event
        hyphened = token.i > 0 and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_
        if hyphened and (_joined_lemma(token) is None or not candidates):
            return None  # "Iran-backed group"
        if (
            token.pos_ == "PROPN"
            and token.text[:1].isupper()
            and not token.is_sent_start
            and token.ent_type_ == "PERSON"
        ):
            return None
        for frame in candidates:
            if self._fits(frame, token, nouns):
                return frame
        return None

    def _fits(self, frame: Frame, token: Token, nouns: set[int]) -> bool:
        if frame.particle is not None and not _has_particle(token, frame.particle):
            return False
        if frame.modifier and not {_lemma(c) for c in token.children if c.dep_ in _MODIFIERS} & frame.modifier:
            return False
        if frame.carrier and not self._carried_by(token, frame.carrier):
            return False
        if frame.pos == "verb" and not self._verb_fits(frame, token, nouns):
            return False
        if frame.clause and not any(_has_clause(token, clause) for clause in frame.clause):
            return False
        return all(self._actors((slot,), token) for slot in frame.requires)

    def _carried_by(self, token: Token, carriers: frozenset[str]) -> bool:
        """Whether a noun stands with one of the verbs (or verb and preposition): "go on strike"."""
        head = token.head
        if token.dep_ == "pobj":
            return f"{_lemma(head.head)} {head.lower_}" in carriers
        return token.dep_ in {"dobj", "nsubjpass"} and _lemma(head) in carriers

    def _verb_fits(self, frame: Frame, token: Token, nouns: set[int]) -> bool:
        objects = syntax.logical_objects(token)
        lemmas = {_lemma(o) for o in objects}
        if frame.object and not lemmas & frame.object:
            return False
        if frame.not_object and lemmas & frame.not_object:
            return False
        if frame.subject and not {_lemma(s) for s in syntax.logical_subjects(token)} & frame.subject:
            return False
        if frame.object_is == "event":
            return any(o.i in nouns for o in objects)
        if frame.object_is == "actor":
            return any(o.i not in nouns and self._mentions.at(o) is not None for o in objects)
        if frame.object_is == "thing":
            return bool(objects) and all(self._mentions.at(o) is None for o in objects)
        return True

    def _names_its_object(self, trigger: Trigger, taken: set[int]) -> bool:
        """Whether a verb only carries out the event that its object names: "launched an attack", "held talks"."""
        token = trigger.token
        if not syntax.is_verb(token) or not self._signals.is_light(_lemma(token)):
            return False
        return any(o.i in taken and o.pos_ in {"NOUN", "PROPN"} for o in syntax.logical_objects(token))

    # ------------------------------------------------------------------ roles

    def _fill(self, trigger: Trigger) -> None:
        frame, token = trigger.frame, trigger.token
        agents = self._actors(frame.agent, token)
        if not syntax.is_verb(token) and self._frames.is_a(frame.type, "Consultation") and frame.type != "Visit":
            # "attends a meeting of the council": all of them take part
            every = [self._actors((slot,), token) for slot in frame.agent]
            agents = list(dict.fromkeys(m for some in every for m in some))
        recipients = [m for m in self._actors(frame.recipient, token, visit=frame.type == "Visit") if m not in agents]
        if frame.type == "MilitaryExercise" and not agents and token.dep_ == "pobj" and syntax.is_verb(token.head.head):
            agents = self._mentioned(syntax.logical_subjects(token.head.head))  # "fired missiles in a joint drill"
        talks = self._frames.is_a(frame.type, "Consultation") and frame.type != "Visit"
        if talks and not (agents and recipients):
            agents += [m for m in self._company(token) if m not in agents and m not in recipients]
        trigger.roles = [(RoleName.AGENT, m) for m in agents] + [(RoleName.RECIPIENT, m) for m in recipients]

    def _company(self, token: Token) -> list[int]:
        """Who takes part in a talk that a clause is set in: "in a call, Austin asked Gallant"."""
        if token.dep_ != "pobj" or token.head.lower_ not in _ABOUT_EVENT or not syntax.is_verb(token.head.head):
            return []
        verb = token.head.head
        people = syntax.logical_subjects(verb) + syntax.logical_objects(verb) + syntax.prepositional(verb, "with")
        return self._mentioned(people)

    def _actors(self, slots: Iterable[str], token: Token, *, visit: bool = False) -> list[int]:
        """The mentions that fill the first of the slots that any actor fills."""
        for slot in slots:
            found = self._mentioned(self._tokens(slot, token), lenient=slot in _LENIENT)
            if not found and slot == "subj" and token.dep_ in {"acl", "relcl"} and not syntax.is_passive(token):
                # "adopted a resolution demanding an end": it is not the resolution that demands
                found = self._mentioned(syntax.noun_subjects(token.head), lenient=True)
            if not found and visit and slot in _GOALS:
                goals = self._tokens(slot, token)
                found = [m for m in map(self._mentions.state_at_place, goals) if m is not None]
            if not found and slot in _TARGETS:
                # "an attack on Houthi sites", "strikes on rebel positions": whose they are
                found = self._mentioned(o for n in self._tokens(slot, token) for o in _owners(n, common=True))
            if not found and slot in {"prep:to", "prep:for"}:
                found = self._mentioned(o for n in self._tokens(slot, token) for o in _owners(n))
            if found:
                return found
        return []

    def _mentioned(self, tokens: Iterable[Token], *, lenient: bool = False) -> list[int]:
        found: list[int] = []
        for token in tokens:
            index = self._mentions.at(token, lenient=lenient)
            if index is not None and index not in found:
                found.append(index)
        return found

    def _tokens(self, slot: str, token: Token) -> list[Token]:
        if slot.startswith("prep:"):
            name = slot.removeprefix("prep:")
            if name.endswith(".poss"):
                return [o for n in self._prepositional(token, name.removesuffix(".poss")) for o in _owners(n)]
            if name == "between":
                return self._between(token)
            return self._prepositional(token, name)
        if slot.startswith("obj."):
            objects = syntax.logical_objects(token)
            if slot == "obj.of":
                return [n for o in objects for n in syntax.prepositional(o, "of")]
            return [n for o in objects for n in _owners(o, common=slot == "obj.mod")]
        if slot.startswith("light"):
            return self._light(slot, token)
        if slot == "poss":
            return _owners(token)
        if slot == "comp":
            return self._complement_actors(token)
        if slot == "xsubj":
            return [s for v in syntax.complements(token) for s in syntax.surface_subjects(v)]
        if slot == "iobj":
            return syntax.indirect_objects(token)
        if slot == "obj":
            return syntax.logical_objects(token) if syntax.is_verb(token) else []
        if syntax.is_verb(token):
            return syntax.logical_subjects(token)
        return syntax.surface_subjects(token.head) if token.dep_ in {"acomp", "attr", "oprd"} else []

    def _complement_actors(self, token: Token) -> list[Token]:
        """Whom the act in the complement is for: "refused to share it with the US", "threatened to attack Iran"."""
        verbs = syntax.complements(token) + [
            c for c in token.children if c.dep_ in {"acl", "advcl"} and syntax.is_verb(c)
        ]
        for verb in verbs:
            objects = syntax.logical_objects(verb)
            for found in (
                [n for name in ("with", "to", "against", "on", "from") for n in syntax.prepositional(verb, name)],
                [n for o in objects for name in ("with", "to", "against", "on") for n in syntax.prepositional(o, name)],
                syntax.indirect_objects(verb) + objects,
                [n for o in objects for n in _owners(o)],
            ):
                actors = [n for n in found if self._mentions.at(n) is not None]
                if actors:
                    return actors
        return []

    def _between(self, token: Token) -> list[Token]:
        """All parties named after "between", also where the parser takes the first for a modifier of the second."""
        found = self._prepositional(token, "between")
        for last in found[:1]:
            below = [t for t in last.head.subtree if t.dep_ in {"nmod", "conj"} and t.pos_ == "PROPN"]
            found = [*found, *(t for t in below if t not in found and t.head.dep_ in {"pobj", "conj", "nmod"})]
        return found

    def _prepositional(self, token: Token, name: str) -> list[Token]:
        found = syntax.prepositional(token, name)
        if found or name in {"in", "at"}:
            return found
        if syntax.is_verb(token):
            # the parser hangs "with Iran" of "discussed the matter with Iran" on either word
            return [n for o in syntax.logical_objects(token) if o.i > token.i for n in syntax.prepositional(o, name)]
        verb = self._carrier(token)
        return [n for n in syntax.prepositional(verb, name) if n.i > token.i] if verb is not None else []

    def _carrier(self, noun: Token) -> Token | None:
        """The verb that carries out the event which the noun names, if it is a light one."""
        head = noun.head
        if (
            noun.dep_ in {"dobj", "nsubjpass", "dative"}
            and syntax.is_verb(head)
            and self._signals.is_light(_lemma(head))
        ):
            return head
        if (
            noun.dep_ == "pobj"
            and syntax.is_verb(head.head)
            and (self._signals.is_light(f"{_lemma(head.head)} {head.lower_}"))
        ):
            return head.head
        if noun.dep_ == "conj":
            return self._carrier(head)
        below = [c for c in noun.children if c.dep_ in {"acl", "relcl"} and self._signals.is_light(_lemma(c))]
        below = [c for c in below if not syntax.children(c, "dobj") and c.tag_ != "VBG"]
        return below[0] if below else None

    def _light(self, slot: str, noun: Token) -> list[Token]:
        verb = self._carrier(noun)
        if verb is None:
            return []
        reverse = self._signals.is_reverse_light(_lemma(verb))
        if slot == "lightsubj":
            return [] if reverse else [s for s in syntax.logical_subjects(verb) if s.i != noun.i]
        if slot == "lightobj":
            if reverse:
                return syntax.logical_subjects(verb)
            return [o for o in syntax.indirect_objects(verb) + syntax.logical_objects(verb) if o.i != noun.i]
        return syntax.prepositional(verb, slot.removeprefix("lightprep:"))

    def actor_type(self, mention: int) -> ActorType | None:
        """The type of a mention, State for one that stands for a state."""
        found = self._mentions.all[mention]
        return ActorType.STATE if found.kind is MentionKind.STATE else found.type


def _is_definite(token: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ in {"the", "this", "that", "these", "those"} for c in token.children)


def _lemma(token: Token) -> str:
    return token.lemma_.lower()


def _joined_lemma(token: Token) -> str | None:
    """The lemma of a hyphenated compound that the tokenizer cut: "cease-fire"."""
    if token.i < 2 or token.nbor(-1).text != "-" or token.nbor(-1).whitespace_ or token.nbor(-2).whitespace_:
        return None
    return f"{token.nbor(-2).lower_}-{_lemma(token)}"


def _owners(noun: Token, *, common: bool = False) -> list[Token]:
    """Possessors and the modifiers that may name an actor: "Israel's", "Iranian", "Netanyahu" in "Netanyahu visit"."""
    found = [n for c in noun.children if c.dep_ == "poss" for n in syntax.conjuncts(c)]
    others = [n for c in noun.children if c.dep_ in {"amod", "compound", "nmod"} for n in syntax.conjuncts(c)]
    return found + [n for n in others if common or n.text[:1].isupper()]


def _has_particle(token: Token, particle: str) -> bool:
    return any(
        c.lower_ == particle and c.dep_ in {"prt", "advmod", "prep", "acomp", "oprd"} and c.i - token.i <= 6
        for c in token.children
    )


def _has_clause(token: Token, clause: str) -> bool:
    for child in token.children:
        to = any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children)
        if clause == "that" and child.dep_ == "ccomp":
            return True
        if clause == "to" and child.dep_ in {"xcomp", "ccomp", "advcl", "acl"} and to:
            return True
        if clause == "ing" and (
            (child.tag_ == "VBG" and child.dep_ == "xcomp") or any(c.dep_ == "pcomp" for c in child.children)
        ):
            return True
        if (
            clause == "if"
            and child.dep_ in {"ccomp", "advcl"}
            and any(c.lower_ in {"if", "whether"} for c in child.children)
        ):
            return True
    return clause == "quote" and '"' in token.sent.text
