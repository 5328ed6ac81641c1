"""Whom the syntax makes a pronoun stand for, where it settles that: who speaks, who is asked, whom one met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Token

from kg.model import ActorType, MentionKind
from kg.reading import syntax, tree
from kg.reading.repairs.rules import TELLING

if TYPE_CHECKING:
    from kg.reading.mentions import Mentions

MALE, FEMALE = {"he", "him", "his", "himself"}, {"she", "her", "hers", "herself"}
_ASKING = {"call", "urge", "ask", "press", "tell", "order", "want", "warn", "beg", "force", "push", "request"}
_OWN_DEEDS = {"stop", "halt", "cease", "end", "suspend", "withdraw", "pull", "lift", "drop", "abandon", "curb",
              "reverse", "reconsider", "change", "increase", "open", "reopen", "use", "pay", "release", "keep", "cut",
              "reduce", "limit", "restrain", "delay", "postpone", "restrict", "scale"}  # fmt: skip
_CHARGES = {"protest", "complaint", "charge", "accusation", "lawsuit", "suit"}
_AT = ("with", "against", "to")
CHARGING = {"accuse", "blame", "say", "allege", "claim", "charge", "suspect", "report", "insist", "tell"}
_ONES_OWN = {"send", "recall", "withdraw", "deploy", "dispatch", "evacuate", "summon", "reopen", "close", "mobilise",
             "mobilize", "name", "appoint", "suspend", "postpone", "cancel", "lift"}  # fmt: skip
_GOING_ON = {"say", "tell", "add", "declare", "announce", "explain", "state", "note", "insist", "argue", "write"}
_WHEN = {"when", "before", "after", "while", "as", "until"}
# "its leader": a group's rather than a state's
_DOERS = {
    ActorType.ARMED_FORCE,
    ActorType.ARMED_GROUP,
    ActorType.GOVERNMENT_BODY,
    ActorType.ORGANIZATION,
    ActorType.GROUP,
}
_VOICES = {"spokesman", "spokeswoman", "spokesperson", "aide", "lawyer"}
_SIDES = {"government", "country", "party", "ministry", "army", "troop", "force", "military", "side", "group", "state"}
_TALKS = {"summit", "meeting", "talk", "call", "conversation", "encounter", "discussion", "negotiation", "exchange"}
_SINGLE_SIDES = {ActorType.PERSON, ActorType.STATE}


class Antecedents:
    """Finds the mention that a pronoun stands for, among those of its sentence and the one before."""

    def __init__(self, mentions: Mentions) -> None:
        self._mentions = mentions

    def of(self, token: Token) -> int | None:
        """The one mention that a pronoun stands for; None where the syntax does not tell."""
        whose = (self._blamed, self._asked, self._doer, self._own_side)
        ways = (self._met_before, self._sender, self._where, self._announced, self._addressed, self._meanwhile)
        last = (self._told, self._acted_on, self._which_said, self._goes_on)
        first = whose if token.dep_ == "poss" else (self._speaker,)
        found = (way(token) for way in (*first, self._reflexive, *ways, *last))
        return next((index for index in found if index is not None), None)

    def several(self, token: Token) -> tuple[int, ...]:
        """The two or more that a plural pronoun stands for together; empty where the syntax does not tell."""
        found = self._speakers(token) or self._where_all(token) or self._talking(token)
        return found if len(found) > 1 else ()

    def _met_before(self, token: Token) -> int | None:
        """Whom he who acts met in the clause about him: "Kato, who spoke to Deby on Monday, assured him of help"."""
        verb = token.head
        if token.dep_ not in {"dobj", "dative"} or token.tag_ != "PRP" or not tree.is_verb(verb):
            return None
        clauses = [c for s in tree.children(verb, "nsubj") for c in tree.children(s, "relcl") if c.i < verb.i]
        people = [
            index
            for clause in clauses
            for other in clause.subtree
            if other.pos_ == "PROPN" and other.dep_ in {"dobj", "pobj", "dative"}
            for index in [self._mentions.by_offset.get(self._mentions.offset(other))]
            if index is not None and self._mentions.all[index].type is ActorType.PERSON
        ]
        single = token.lower_ in MALE | FEMALE and len(people) == 1
        return people[0] if single else None

    def _sender(self, token: Token) -> int | None:
        """In "Washington sent its envoy" it is Washington's."""
        verb = token.head.head
        if token.dep_ != "poss" or token.lower_ not in {"its", "their"} or token.head.dep_ != "dobj":
            return None
        subjects = syntax.surface_subjects(verb) if verb.lemma_ in _ONES_OWN else []
        return self._mentions.at(subjects[0]) if len(subjects) == 1 and subjects[0].pos_ == "PROPN" else None

    def _where(self, token: Token) -> int | None:
        """In "barred him from leaving for Paris, where he was to meet" it is the traveller who was to meet."""
        return next((m for m in map(self._mentions.at, self._travellers(token)) if m is not None), None)

    def _travellers(self, token: Token) -> list[Token]:
        """The subjects of the clause before "where" the pronoun acts."""
        clause = next((v for v in (token.head, token.head.head) if v.dep_ in {"relcl", "advcl"}), None)
        if token.dep_ != "nsubj" or clause is None:
            return []
        if not any(t.lower_ == "where" for t in token.doc[clause.head.i : token.i]):
            return []
        travel = next((a for a in (clause.head, *clause.head.ancestors) if tree.is_verb(a)), None)
        return syntax.surface_subjects(travel) if travel is not None else []

    def _where_all(self, token: Token) -> tuple[int, ...]:
        """In "Kato and Okello flew to Paris, where they met" it is both."""
        found = [m for m in map(self._mentions.at, self._travellers(token)) if m is not None]
        return tuple(dict.fromkeys(found)) if len(found) > 1 else ()

    def _announced(self, token: Token) -> int | None:
        """In "After his summit had ended, Trump said" the pronoun points forward, at the subject of the main clause."""
        subjects = [c for c in token.sent.root.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i > token.i]
        if not subjects or subjects[0].pos_ == "PRON":
            return None
        top = token
        while top.head != token.sent.root and top.head != top:
            top = top.head
        fronted = top.dep_ in {"advcl", "prep"} and top.i < subjects[0].i
        return self._mentions.at(subjects[0]) if fronted and top.sent.start == top.left_edge.i else None

    def _meanwhile(self, token: Token) -> int | None:
        """In "ministers will weigh sanctions when they meet" the pronoun is the subject of the main clause.

        So it is in "Kato offered to mediate when he met her", where the main clause tells of nobody else.
        """
        clause = token.head
        single = token.lower_ in MALE | FEMALE
        if (
            token.dep_ not in {"nsubj", "nsubjpass"}
            or not (single or token.lower_ == "they")
            or clause.dep_ != "advcl"
            or not tree.is_verb(clause.head)
            or not any(c.lower_ in _WHEN for c in clause.children)
        ):
            return None
        subjects = [s for s in syntax.surface_subjects(clause.head) if s.i < token.i]
        found = [m for m in map(self._mentions.at, subjects) if m is not None]
        if len(found) != 1:
            return None
        if single:
            others = [
                t for t in clause.head.subtree if t.ent_type_ == "PERSON" and t.i > clause.head.i and t.i < token.i
            ]
            person = self._mentions.all[found[0]].type is ActorType.PERSON and subjects[0].pos_ == "PROPN"
            return found[0] if person and not others and not tree.is_passive(clause.head) else None
        return found[0] if self._mentions.all[found[0]].number == "plural" else None

    def _which_said(self, token: Token) -> int | None:
        """In "Kato ruled out talks on the islets, which he said were Chad's" it is the one who acts before."""
        said = token.head
        inside = next((a for a in (said, *said.ancestors) if a.dep_ == "relcl"), None)
        if token.dep_ != "nsubj" or token.lower_ not in MALE | FEMALE or inside is None or said.lemma_ not in CHARGING:
            return None
        which = min((t.i for t in inside.subtree if t.tag_ in {"WDT", "WP"}), default=None)
        act = next((a for a in inside.head.ancestors if tree.is_verb(a)), None)
        if which is None or not which < token.i < said.i or act is None:
            return None
        people = [m for m in map(self._mentions.at, syntax.surface_subjects(act)) if m is not None]
        single = len(people) == 1 and self._mentions.all[people[0]].type is ActorType.PERSON
        return people[0] if single else None

    def _addressed(self, token: Token) -> int | None:
        """In "wrote to Sogavare to warn him" it is the one written to."""
        clause = token.head
        if (
            token.dep_ not in {"dobj", "dative"}
            or clause.dep_ not in {"advcl", "xcomp"}
            or not tree.is_verb(clause.head)
        ):
            return None
        people = syntax.logical_objects(clause.head) + tree.prepositional(clause.head, "to")
        near = [p for p in people if p.i < token.i and p.pos_ == "PROPN"]
        return self._mentions.at(near[-1]) if near else None

    def _reflexive(self, token: Token) -> int | None:
        """In "the bomber blew himself up" it is who acts."""
        if not token.lower_.endswith(("self", "selves")) or not tree.is_verb(token.head):
            return None
        subjects = syntax.surface_subjects(token.head)
        return self._mentions.at(subjects[0], lenient=True) if len(subjects) == 1 else None

    def _acted_on(self, token: Token) -> int | None:
        """In "received the head of the service in Tokyo and asked him to help" it is the one received."""
        verb = token.head
        if token.dep_ not in {"dobj", "dative"} or verb.dep_ != "conj" or token.lower_ not in {"him", "her"}:
            return None
        before = [o for o in tree.children(verb.head, "dobj") if o.pos_ == "PROPN" and o.i < verb.i]
        index = self._mentions.at(before[0]) if len(before) == 1 else None
        own = any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)
        person = index is not None and self._mentions.all[index].type is ActorType.PERSON
        return index if person and not own else None

    def _told(self, token: Token) -> int | None:
        """In "told the council that Chad was arming and urged it to act" it is the one who was told."""
        verb = token.head
        if token.dep_ not in {"dobj", "nsubj"} or token.tag_ != "PRP":
            return None
        if token.dep_ == "nsubj":  # "urged it to act", where the model takes "it" for who acts
            verb = verb.head if verb.dep_ == "ccomp" and verb.i > token.i else token
        if verb.lemma_ not in _ASKING or verb.dep_ != "conj":
            return None
        told = [a for a in verb.ancestors if a.lemma_ in TELLING and any(c.dep_ == "ccomp" for c in a.children)]
        people = [o for a in told[:1] for o in tree.children(a, "dobj", "dative") if a.i < o.i < verb.i]
        return self._mentions.at(people[0]) if len(people) == 1 and people[0].pos_ != "PRON" else None

    def _goes_on(self, token: Token) -> int | None:
        """In "... , he said" behind a sentence of somebody's it is he who goes on."""
        verb, sent = token.head, token.sent
        if token.dep_ != "nsubj" or token.lower_ not in MALE | FEMALE or verb.lemma_ not in _GOING_ON:
            return None
        last = {t.i for t in sent if not t.is_punct and not t.is_space and t.i > max(token.i, verb.i)}
        if last or sent.start == 0 or token.i - sent.start < 4:
            return None  # "he said that", or more behind it
        before = token.doc[sent.start - 1].sent.root
        speakers = syntax.surface_subjects(before) if before.lemma_ in _GOING_ON else []
        index = self._mentions.at(speakers[0]) if len(speakers) == 1 else None
        if index is None:
            return None
        gender = self._mentions.all[index].told_gender or self._mentions.all[index].gender
        mine = "male" if token.lower_ in MALE else "female"
        return index if gender in {None, mine} else None

    def _talking(self, token: Token) -> tuple[int, ...]:
        """In "the pledge, which Kato gave Tutu during their summit", it is the summit of those two."""
        if token.dep_ != "poss" or token.lower_ != "their" or token.head.lemma_ not in _TALKS:
            return ()
        verb = next((a for a in token.head.ancestors if tree.is_verb(a)), None)
        if verb is None:
            return ()
        people = [*syntax.logical_subjects(verb), *syntax.indirect_objects(verb), *syntax.logical_objects(verb)]
        people += [n for p in ("to", "with") for n in tree.prepositional(verb, p)]
        found = [m for m in (self._mentions.at(n) for n in people if n.i < token.i) if m is not None]
        found = [m for m in dict.fromkeys(found) if self._mentions.all[m].type in _SINGLE_SIDES]
        single = all(self._mentions.all[m].number != "plural" for m in found)
        return tuple(found) if len(found) == 2 and single else ()

    def _speakers(self, token: Token) -> tuple[int, ...]:
        """The subjects of "China and Russia said that they", "Kato and his guard were there when they were hit"."""
        verb = token.head
        when = verb.dep_ == "advcl" and any(c.lower_ in _WHEN for c in verb.children) and tree.is_verb(verb.head)
        if when and token.dep_ in {"nsubj", "nsubjpass"} and token.lower_ == "they":
            both = [self._mentions.at(s) for s in syntax.surface_subjects(verb.head) if s.i < token.i]
            return tuple(dict.fromkeys(m for m in both if m is not None)) if len(both) > 1 else ()
        if token.dep_ not in {"nsubj", "nsubjpass"} or verb.dep_ != "ccomp" or not tree.is_verb(verb.head):
            return ()
        found = [self._mentions.at(s) for s in syntax.surface_subjects(verb.head) if s.i < token.i]
        return tuple(dict.fromkeys(m for m in found if m is not None))

    def _speaker(self, token: Token) -> int | None:
        """The subject of "said that he would": who speaks of himself, where nothing else is near."""
        verb = token.head
        if token.dep_ not in {"nsubj", "nsubjpass"} or verb.dep_ != "ccomp" or not tree.is_verb(verb.head):
            return None
        if any(
            t.dep_ in {"nsubj", "nsubjpass"} and t.i < token.i and t.head == verb for t in verb.children if t != token
        ):
            return None
        subjects = [s for s in syntax.surface_subjects(verb.head) if s.i < token.i]
        chief = _spoken_for(subjects[0], token) if len(subjects) == 1 else None
        if chief is not None and self._mentions.at(chief) is not None:
            return self._mentions.at(chief)
        below = [t for s in subjects[:1] for t in s.subtree if t.tag_ == "PRP$" and s.i < t.i < token.i]
        whose = [t for t in below if t.head.dep_ == "pobj" and _same_sex(t, token)]
        if len(subjects) == 1 and subjects[0].pos_ == "NOUN" and whose:
            return self._mentions.at(whose[0])  # "an official in her office said she had called him"
        if token.lower_ == "they" and _harmed_before(verb.head):
            return None  # "the army had killed three men and said that they ...": the men
        alone = token.lower_ in MALE | FEMALE  # "diplomats said he might": somebody else
        found = (m for m in map(self._mentions.at, subjects) if m is not None)
        return next((m for m in found if not (alone and self._mentions.all[m].number == "plural")), None)

    def _own_side(self, token: Token) -> int | None:
        """In "Kato warned that his government would veto it" it is that of the one who speaks."""
        noun, verb = token.head, token.head.head
        if token.lower_ not in MALE | FEMALE or noun.lemma_ not in _SIDES or noun.dep_ not in {"nsubj", "nsubjpass"}:
            return None
        if verb.dep_ != "ccomp" or not tree.is_verb(verb.head) or verb.head.i > token.i:
            return None
        speakers = [s for s in syntax.surface_subjects(verb.head) if s.i < token.i]
        index = self._mentions.at(speakers[0]) if len(speakers) == 1 else None
        return index if index is not None and self._mentions.all[index].number != "plural" else None

    def _doer(self, token: Token) -> int | None:
        """In "the army must end its raids" they are those of whom the clause's noun describes."""
        noun = token.head
        verb = noun.head if noun.dep_ == "dobj" else noun
        if not tree.is_verb(verb) or noun.i < verb.i or token.lower_ not in {"its", "their"}:
            return None
        subjects = syntax.surface_subjects(verb)
        if len(subjects) != 1 or subjects[0].pos_ != "NOUN" or subjects[0].i > verb.i:
            return None
        index = self._mentions.at(subjects[0])
        found = self._mentions.all[index] if index is not None else None
        if found is None or found.kind is MentionKind.PRONOUN or found.type not in _DOERS:
            return None
        return index if token.lower_ == "their" or subjects[0].tag_ == "NN" else None

    def _asked(self, token: Token) -> int | None:
        """In "called for Beijing to halt its patrols", "urged Iran to stop its attacks" they are those of the asked."""
        clause = next((a for a in token.ancestors if tree.is_verb(a)), None)
        to = clause is not None and any(c.lower_ == "to" and c.dep_ == "aux" for c in clause.children)
        if clause is None or not to or clause.lemma_ not in _OWN_DEEDS:
            return None  # "asked Kenya to let its experts in": of who asks
        if token.head.head != clause or token.head.dep_ != "dobj":
            return None
        asking = clause.head.lemma_ in _ASKING and clause.dep_ in {"xcomp", "ccomp", "advcl"}
        doers = [m for m in map(self._mentions.at, syntax.surface_subjects(clause)) if m is not None] if asking else []
        others = [m for m in map(self._mentions.at, syntax.surface_subjects(clause.head)) if m is not None]
        return doers[0] if len(doers) == 1 and doers[0] not in others else None

    def _blamed(self, token: Token) -> int | None:
        """In "retaliate against Iran for its attack" the attack is that of whom the verb acts on, not the subject's."""
        noun = token.head
        preposition = noun.head
        verb = preposition.head
        if verb.lemma_ in _CHARGES and verb.dep_ == "dobj":
            verb = verb.head  # "over" hangs on the protest itself
        if noun.dep_ != "pobj" or preposition.lower_ not in {"for", "over"} or not tree.is_verb(verb):
            return None
        charge = next((o for o in tree.children(verb, "dobj") if o.lemma_ in _CHARGES), None)
        if charge is not None:  # "filed a protest with Chad over its launch"
            against = [n for one in (charge, verb) for p in _AT for n in tree.prepositional(one, p)]
            return next((m for m in map(self._mentions.at, against) if m is not None), None)
        targets = syntax.logical_objects(verb) or tree.prepositional(verb, "against")
        return next((m for m in map(self._mentions.at, targets) if m is not None), None)


def _spoken_for(speaker: Token, pronoun: Token) -> Token | None:
    """Whom a spokesman speaks for, and means: "his spokesman, Ali Deby, announced that he would go"."""
    nouns = [speaker, *tree.children(speaker, "appos", "compound"), speaker.head]
    role = next((n for n in nouns if n.lemma_.lower() in _VOICES), None)
    if role is None or pronoun.lower_ not in MALE | FEMALE:
        return None
    whose = [c for n in (role, speaker) for c in tree.children(n, "poss")]
    named = [c for c in whose if c.ent_type_ == "PERSON"]
    return next((c for c in whose if c.tag_ == "PRP$" and _same_sex(c, pronoun)), named[0] if named else None)


def _harmed_before(saying: Token) -> bool:
    """Whether who says something has just done something to several people."""
    before = saying.head if saying.dep_ == "conj" else None
    singular = before is not None and all(s.tag_ in {"NN", "NNP"} for s in tree.children(before, "nsubj"))
    done = tree.children(before, "dobj") if before is not None and singular else []
    return any(o.tag_ in {"NNS", "NNPS"} and tree.children(o, "nummod") for o in done)


def _same_sex(one: Token, other: Token) -> bool:
    """Whether two pronouns may mean one man or one woman."""
    return any({one.lower_, other.lower_} <= some for some in (MALE, FEMALE))
