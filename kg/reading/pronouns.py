"""Pronouns, with what the syntax says of whom they can and cannot mean."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Token

from kg.model import ActorType, Mention, MentionKind
from kg.reading import syntax
from kg.reading.descriptions import machine_of

if TYPE_CHECKING:
    from kg.reading.mentions import Mentions

_MALE, _FEMALE = {"he", "him", "his", "himself"}, {"she", "her", "hers", "herself"}
_THING = {"it", "its", "itself"}
_MANY = {"they", "them", "their", "theirs", "themselves", "both", "two", "three", "four", "each", "pair", "duo"}
_ASKING = {"call", "urge", "ask", "press", "tell", "order", "want", "warn", "beg", "force", "push", "request"}
_OWN_DEEDS = {"stop", "halt", "cease", "end", "suspend", "withdraw", "pull", "lift", "drop", "abandon", "curb",
              "reverse", "reconsider", "change", "increase", "open", "reopen", "use", "pay", "release", "keep", "cut",
              "reduce", "limit", "restrain", "delay", "postpone", "restrict", "scale"}  # fmt: skip
_CHARGES = {"protest", "complaint", "charge", "accusation", "lawsuit", "suit"}
_AT = ("with", "against", "to")
_DOWNING = {"shoot", "down", "intercept", "launch", "fire"}
_CHARGING = {"accuse", "blame", "say", "allege", "claim", "charge", "suspect", "report", "insist", "tell"}
_ONES_OWN = {"send", "recall", "withdraw", "deploy", "dispatch", "evacuate", "summon", "reopen", "close", "mobilise",
             "mobilize", "name", "appoint", "suspend", "postpone", "cancel", "lift"}  # fmt: skip
_KILLING = {"kill", "assassinate", "murder", "execute", "slay", "shoot"}
_TELLING = {"tell", "warn", "inform", "assure", "remind", "notify"}
_GOING_ON = {"say", "tell", "add", "declare", "announce", "explain", "state", "note", "insist", "argue", "write"}
_WHEN = {"when", "before", "after", "while", "as", "until"}
_FIRST = {"we", "us", "our", "ours", "i", "me", "my"}
# "its leader": a group's rather than a state's
_DOERS = {
    ActorType.ARMED_FORCE,
    ActorType.ARMED_GROUP,
    ActorType.GOVERNMENT_BODY,
    ActorType.ORGANIZATION,
    ActorType.GROUP,
}
_SIDES = {"government", "country", "party", "ministry", "army", "troop", "force", "military", "side", "group", "state"}
_TALKS = {"summit", "meeting", "talk", "call", "conversation", "encounter", "discussion", "negotiation", "exchange"}
_SINGLE_SIDES = {ActorType.PERSON, ActorType.STATE}
_GROUP_ROLES = {"leader", "commander", "founder", "fighter", "militant", "member", "stronghold", "chief"}


class Pronouns:
    """Makes the mentions of pronouns when they are asked for."""

    def __init__(self, mentions: Mentions) -> None:
        self._mentions = mentions

    def read(self, token: Token) -> int | None:
        """Index of the mention that a pronoun makes; None for words that stand for nobody."""
        word = token.lower_
        gender = "male" if word in _MALE else "female" if word in _FEMALE else None
        known = word in _MALE | _FEMALE | _THING | _MANY | _FIRST
        if not known:
            return None
        mention = Mention(
            index=len(self._mentions.all),
            span=self._mentions.span(token),
            head=self._mentions.span(token),
            kind=MentionKind.PRONOUN,
            name=word,
            sentence=self._mentions.sentence_of(self._mentions.offset(token)),
            type=ActorType.ARMED_GROUP if token.tag_ == "PRP$" and token.head.lemma_ in _GROUP_ROLES else None,
            number="plural" if word in _MANY or word in {"we", "us", "our", "ours"} else "singular",
            gender=gender,
            machine=_machine(token),
            **self._mentions.features(token),
        )
        self._mentions.all.append(mention)
        self._mentions.by_offset[mention.span.start] = mention.index
        owned = token.dep_ == "poss"
        likely = self._speaker(token) if not owned else None
        for way in (self._blamed, self._asked, self._doer, self._own_side) if owned else ():
            likely = likely if likely is not None else way(token)
        ways = (self._met_before, self._sender, self._where, self._announced, self._addressed, self._meanwhile)
        for told in (self._reflexive, *ways, self._told, self._acted_on, self._which_said, self._goes_on):
            likely = likely if likely is not None else told(token)
        several = self._speakers(token) or self._where_all(token) or self._talking(token) if word in _MANY else ()
        self._mentions.all[mention.index] = replace(
            mention, apart=self._apart(token, mention.index), likely=likely, posts=several if len(several) > 1 else ()
        )
        return mention.index

    def _met_before(self, token: Token) -> int | None:
        """Whom he who acts met in the clause about him: "Kato, who spoke to Deby on Monday, assured him of help"."""
        verb = token.head
        if token.dep_ not in {"dobj", "dative"} or token.tag_ != "PRP" or not syntax.is_verb(verb):
            return None
        clauses = [c for s in syntax.children(verb, "nsubj") for c in syntax.children(s, "relcl") if c.i < verb.i]
        people = [
            index
            for clause in clauses
            for other in clause.subtree
            if other.pos_ == "PROPN" and other.dep_ in {"dobj", "pobj", "dative"}
            for index in [self._mentions.by_offset.get(self._mentions.offset(other))]
            if index is not None and self._mentions.all[index].type is ActorType.PERSON
        ]
        single = token.lower_ in _MALE | _FEMALE and len(people) == 1
        return people[0] if single else None

    def _apart(self, token: Token, own: int) -> tuple[int, ...]:
        """Mentions that a pronoun cannot be.

        The subject of the verb whose object it is ("Austin asked him"), and who made the charge that it denies.
        """
        answers = token.head.dep_ == "relcl" and token.head.lemma_ in {"deny", "dispute", "reject"}
        if token.dep_ == "nsubj" and answers and token.sent.root.lemma_ in _CHARGING:
            accusers = [self._mentions.at(s) for s in syntax.surface_subjects(token.sent.root)]
            return tuple(a for a in accusers if a is not None and a != own)
        if token.dep_ in {"nsubj", "nsubjpass"} and self._is_killed(token):
            return self._not_killed(token, own)
        if token.dep_ == "nsubj":
            return self._not_subject(token, own) + self._not_source(token)
        if token.dep_ == "poss":
            return self._not_owner(token, own)
        if token.dep_ not in {"dobj", "dative", "iobj", "pobj"} or token.lower_.endswith("self"):
            return ()
        verb = token.head if token.dep_ != "pobj" else token.head.head
        if not syntax.is_verb(verb):
            return ()
        subjects = [s for s in syntax.surface_subjects(verb) if s != token]
        barred = [self._mentions.at(s) for s in subjects]
        # "Starmer, leader of the Labour Party, endorsed it"; but "Kato, who met Tutu on Sunday, pressed him"
        told = {t.i for s in subjects for c in syntax.children(s, "relcl") for t in c.subtree}
        beside = [
            t for s in subjects if not s.is_ancestor(token) for t in s.subtree if t.i < token.i and t.i not in told
        ]
        offsets = {self._mentions.offset(t) for t in [*subjects, *beside]}
        barred += [m for o, m in self._mentions.by_offset.items() if o in offsets]
        return tuple(dict.fromkeys(s for s in barred if s is not None and s != own))

    def _is_killed(self, token: Token) -> bool:
        """Whether a clause tells of somebody's death, after which another acts: "led prayers a day after he died"."""
        verb = token.head
        dies = verb.lemma_ in {"die", "perish"} or (verb.lemma_ in _KILLING and syntax.is_passive(verb))
        opening = {c.lower_ for c in (*verb.children, verb.head) if c.i < verb.i}
        return dies and bool(opening & {"after", "since", "following"})

    def _not_killed(self, token: Token, own: int) -> tuple[int, ...]:
        """Who acts in the clauses above."""
        above = [a for a in token.head.ancestors if syntax.is_verb(a)]
        acting = (self._mentions.at(s) for verb in above for s in syntax.surface_subjects(verb))
        return tuple(dict.fromkeys(m for m in acting if m is not None and m != own))

    def _not_subject(self, token: Token, own: int) -> tuple[int, ...]:
        """Whom a subject cannot be: whom it talks with or of: "in a call with Biden he ...", "Putin will, he added"."""
        verb = token.head
        fronted = [c for c in verb.children if c.dep_ == "prep" and c.i < token.i]
        company = [n for p in fronted for t in p.subtree if t.lower_ == "with" for n in syntax.children(t, "pobj")]
        if not syntax.is_passive(verb):  # "he told Kato": Kato is another
            company += [n for n in syntax.children(verb, "dobj", "dative") if n.tag_ == "NNP"]
        said = [c for c in verb.children if c.dep_ == "ccomp" and c.i < token.i]
        company += [
            t for clause in said for t in clause.subtree if t.dep_ in {"nsubj", "nsubjpass"} and t.tag_ in {"NN", "NNP"}
        ]
        found = (self._mentions.at(n) for n in company)
        return tuple(dict.fromkeys(m for m in found if m is not None and m != own))

    def _not_source(self, token: Token) -> tuple[int, ...]:
        """An official without a name does not speak of himself: "an official said the raid was due to what he did"."""
        for clause in list(token.head.ancestors) if token.head.dep_ == "advcl" else ():
            if clause.dep_ != "ccomp" or not syntax.is_verb(clause.head):
                continue
            said = [s for s in syntax.surface_subjects(clause.head) if self._mentions.is_source(s)]
            return tuple(m for m in map(self._mentions.at, said) if m is not None)
        return ()

    def _not_owner(self, token: Token, own: int) -> tuple[int, ...]:
        """Who is told by the noun that a possessor hangs below: "an official in her office"; whom it acts on."""
        found: list[int] = []
        if token.head.dep_ == "nsubj":  # "Its army attacked Uganda"
            suffering = [o for o in syntax.children(token.head.head, "dobj") if o.pos_ == "PROPN"]
            found += [m for m in map(self._mentions.at, suffering) if m is not None]
        for noun in list(token.ancestors)[1:]:
            if syntax.is_verb(noun):
                break
            head = self._mentions.lexicon.head(noun.lemma_.lower()) if noun.pos_ == "NOUN" else None
            personal = head is not None and (head.personal or head.type is ActorType.UNNAMED_SOURCE)
            index = self._mentions.at(noun) if personal else None
            if index is not None and index != own:
                found.append(index)
        return tuple(found)

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
        travel = next((a for a in (clause.head, *clause.head.ancestors) if syntax.is_verb(a)), None)
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
        """In "ministers will weigh sanctions when they meet" the pronoun is the subject of the main clause."""
        clause = token.head
        if (
            token.dep_ not in {"nsubj", "nsubjpass"}
            or token.lower_ != "they"
            or clause.dep_ != "advcl"
            or not syntax.is_verb(clause.head)
        ):
            return None
        when = any(c.lower_ in _WHEN for c in clause.children)
        subjects = [s for s in syntax.surface_subjects(clause.head) if s.i < token.i]
        many = [m for m in map(self._mentions.at, subjects) if m is not None]
        return many[0] if when and len(many) == 1 and self._mentions.all[many[0]].number == "plural" else None

    def _which_said(self, token: Token) -> int | None:
        """In "Kato ruled out talks on the islets, which he said were Chad's" it is the one who acts before."""
        said = token.head
        inside = next((a for a in (said, *said.ancestors) if a.dep_ == "relcl"), None)
        if (
            token.dep_ != "nsubj"
            or token.lower_ not in _MALE | _FEMALE
            or inside is None
            or said.lemma_ not in _CHARGING
        ):
            return None
        which = min((t.i for t in inside.subtree if t.tag_ in {"WDT", "WP"}), default=None)
        act = next((a for a in inside.head.ancestors if syntax.is_verb(a)), None)
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
            or not syntax.is_verb(clause.head)
        ):
            return None
        people = syntax.logical_objects(clause.head) + syntax.prepositional(clause.head, "to")
        near = [p for p in people if p.i < token.i and p.pos_ == "PROPN"]
        return self._mentions.at(near[-1]) if near else None

    def _reflexive(self, token: Token) -> int | None:
        """In "the bomber blew himself up" it is who acts."""
        if not token.lower_.endswith(("self", "selves")) or not syntax.is_verb(token.head):
            return None
        subjects = syntax.surface_subjects(token.head)
        return self._mentions.at(subjects[0], lenient=True) if len(subjects) == 1 else None

    def _acted_on(self, token: Token) -> int | None:
        """In "received the head of the service in Tokyo and asked him to help" it is the one received."""
        verb = token.head
        if token.dep_ not in {"dobj", "dative"} or verb.dep_ != "conj" or token.lower_ not in {"him", "her"}:
            return None
        before = [o for o in syntax.children(verb.head, "dobj") if o.pos_ == "PROPN" and o.i < verb.i]
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
        told = [a for a in verb.ancestors if a.lemma_ in _TELLING and any(c.dep_ == "ccomp" for c in a.children)]
        people = [o for a in told[:1] for o in syntax.children(a, "dobj", "dative") if a.i < o.i < verb.i]
        return self._mentions.at(people[0]) if len(people) == 1 and people[0].pos_ != "PRON" else None

    def _goes_on(self, token: Token) -> int | None:
        """In "... , he said" behind a sentence of somebody's it is he who goes on."""
        verb, sent = token.head, token.sent
        if token.dep_ != "nsubj" or token.lower_ not in _MALE | _FEMALE or verb.lemma_ not in _GOING_ON:
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
        mine = "male" if token.lower_ in _MALE else "female"
        return index if gender in {None, mine} else None

    def _talking(self, token: Token) -> tuple[int, ...]:
        """In "the pledge, which Kato gave Tutu during their summit", it is the summit of those two."""
        if token.dep_ != "poss" or token.lower_ != "their" or token.head.lemma_ not in _TALKS:
            return ()
        verb = next((a for a in token.head.ancestors if syntax.is_verb(a)), None)
        if verb is None:
            return ()
        people = [*syntax.logical_subjects(verb), *syntax.indirect_objects(verb), *syntax.logical_objects(verb)]
        people += [n for p in ("to", "with") for n in syntax.prepositional(verb, p)]
        found = [m for m in (self._mentions.at(n) for n in people if n.i < token.i) if m is not None]
        found = [m for m in dict.fromkeys(found) if self._mentions.all[m].type in _SINGLE_SIDES]
        single = all(self._mentions.all[m].number != "plural" for m in found)
        return tuple(found) if len(found) == 2 and single else ()

    def _speakers(self, token: Token) -> tuple[int, ...]:
        """The subjects of "China and Russia said that they", "Kato and his guard were there when they were hit"."""
        verb = token.head
        when = verb.dep_ == "advcl" and any(c.lower_ in _WHEN for c in verb.children) and syntax.is_verb(verb.head)
        if when and token.dep_ in {"nsubj", "nsubjpass"} and token.lower_ == "they":
            both = [self._mentions.at(s) for s in syntax.surface_subjects(verb.head) if s.i < token.i]
            return tuple(dict.fromkeys(m for m in both if m is not None)) if len(both) > 1 else ()
        if token.dep_ not in {"nsubj", "nsubjpass"} or verb.dep_ != "ccomp" or not syntax.is_verb(verb.head):
            return ()
        found = [self._mentions.at(s) for s in syntax.surface_subjects(verb.head) if s.i < token.i]
        return tuple(dict.fromkeys(m for m in found if m is not None))

    def _speaker(self, token: Token) -> int | None:
        """The subject of "said that he would": who speaks of himself, where nothing else is near."""
        verb = token.head
        if token.dep_ not in {"nsubj", "nsubjpass"} or verb.dep_ != "ccomp" or not syntax.is_verb(verb.head):
            return None
        if any(
            t.dep_ in {"nsubj", "nsubjpass"} and t.i < token.i and t.head == verb for t in verb.children if t != token
        ):
            return None
        subjects = [s for s in syntax.surface_subjects(verb.head) if s.i < token.i]
        below = [t for s in subjects[:1] for t in s.subtree if t.tag_ == "PRP$" and s.i < t.i < token.i]
        whose = [t for t in below if t.head.dep_ == "pobj" and _same_sex(t, token)]
        if len(subjects) == 1 and subjects[0].pos_ == "NOUN" and whose:
            return self._mentions.at(whose[0])  # "an official in her office said she had called him"
        alone = token.lower_ in _MALE | _FEMALE  # "diplomats said he might": somebody else
        found = (m for m in map(self._mentions.at, subjects) if m is not None)
        return next((m for m in found if not (alone and self._mentions.all[m].number == "plural")), None)

    def _own_side(self, token: Token) -> int | None:
        """In "Kato warned that his government would veto it" it is that of the one who speaks."""
        noun, verb = token.head, token.head.head
        if token.lower_ not in _MALE | _FEMALE or noun.lemma_ not in _SIDES or noun.dep_ not in {"nsubj", "nsubjpass"}:
            return None
        if verb.dep_ != "ccomp" or not syntax.is_verb(verb.head) or verb.head.i > token.i:
            return None
        speakers = [s for s in syntax.surface_subjects(verb.head) if s.i < token.i]
        index = self._mentions.at(speakers[0]) if len(speakers) == 1 else None
        return index if index is not None and self._mentions.all[index].number != "plural" else None

    def _doer(self, token: Token) -> int | None:
        """In "the army must end its raids" they are those of whom the clause's noun describes."""
        noun = token.head
        verb = noun.head if noun.dep_ == "dobj" else noun
        if not syntax.is_verb(verb) or noun.i < verb.i or token.lower_ not in {"its", "their"}:
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
        clause = next((a for a in token.ancestors if syntax.is_verb(a)), None)
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
        if noun.dep_ != "pobj" or preposition.lower_ not in {"for", "over"} or not syntax.is_verb(verb):
            return None
        charge = next((o for o in syntax.children(verb, "dobj") if o.lemma_ in _CHARGES), None)
        if charge is not None:  # "filed a protest with Chad over its launch"
            against = [n for one in (charge, verb) for p in _AT for n in syntax.prepositional(one, p)]
            return next((m for m in map(self._mentions.at, against) if m is not None), None)
        targets = syntax.logical_objects(verb) or syntax.prepositional(verb, "against")
        return next((m for m in map(self._mentions.at, targets) if m is not None), None)


def _same_sex(one: Token, other: Token) -> bool:
    """Whether two pronouns may mean one man or one woman."""
    return any({one.lower_, other.lower_} <= some for some in (_MALE, _FEMALE))


def _machine(token: Token) -> str | None:
    """The kind of machine of "one of its bombers", or that "shoot it down" makes of a pronoun."""
    if token.dep_ == "poss":
        return machine_of(token.head)
    if token.dep_ == "nsubj" and token.lower_ == "it" and token.head.lemma_ in {"violate", "stray", "enter", "leave"}:
        skies = [n for p in ("into", "within", "in") for n in syntax.prepositional(token.head, p)]
        skies += syntax.children(token.head, "dobj")
        return "aircraft" if any(n.lemma_ == "airspace" for n in skies) else None  # "shot it down after it entered"
    if token.dep_ == "dobj" and token.lower_ == "them" and token.head.lemma_ == "shoot":  # "shot them down"
        return "aircraft" if any(c.lower_ == "down" for c in token.head.children) else None
    return "aircraft" if token.dep_ == "dobj" and token.lower_ == "it" and token.head.lemma_ in _DOWNING else None
