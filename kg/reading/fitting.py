"""Which frame of the lexicon a word triggers: its form, what it is done to and with, and what stands around it."""

from __future__ import annotations

from spacy.tokens import Token

from kg.model import ActorType
from kg.reading import syntax, tree
from kg.reading.frames import Frame, FrameLexicon
from kg.reading.machines import SHIPS
from kg.reading.mentions import Mentions
from kg.reading.nouns import lemma
from kg.reading.roles import RoleFiller

_POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj"}
_MODIFIERS = {"poss", "amod", "compound", "nmod"}
_ABOUT = {"in", "during", "after"}
_MEASURES = {"sanction", "measure", "package", "tariff", "ban", "restriction", "law", "bill", "policy", "resolution"}
_SHOTS = {"shot", "shots", "flare", "flares", "fire", "system", "systems", "sign", "signs", "light", "siren", "sirens"}
_FALLEN = {"depose", "oust", "topple", "elect", "exile", "jail", "imprison", "detain", "disgrace", "embattle"}
_TITLES = {"President", "Prime", "Premier", "King", "Chancellor", "General"}


class Fitting:
    """Finds the frames of the words of one document."""

    def __init__(self, frames: FrameLexicon, mentions: Mentions, roles: RoleFiller) -> None:
        self._frames = frames
        self._mentions = mentions
        self._roles = roles

    def is_event_noun(self, token: Token) -> bool:
        """Whether the lexicon knows a noun as one that may tell of an event."""
        if token.pos_ == "PROPN" and self._mentions.is_named(token):
            return False  # the "Justice and Equality Movement" does not move
        return token.pos_ in {"NOUN", "PROPN"} and bool(self._frames.of("noun", lemma(token)))

    def frame(self, token: Token, nouns: set[int]) -> Frame | None:
        """The frame that a word triggers; `nouns` are the places of the passage's event nouns."""
        pos = _POS.get(token.pos_)
        if pos is None or token.dep_ in {"aux", "auxpass"} or not token.text[:1].isalpha():
            return None
        candidates = self._frames.of(pos, _joined_lemma(token) or lemma(token))
        if not candidates:
            return None
        if token.dep_ == "acl" and token.tag_ == "VBG" and token.lemma_ in {"allow", "permit", "let", "enable"}:
            return None  # "a system allowing them to share data"
        if token.lemma_ == "target" and token.dep_ in {"acl", "relcl"} and token.head.lemma_ in _MEASURES:
            return None  # "sanctions targeting Moscow"
        following = token.nbor().text if token.i + 1 < len(token.doc) else ""
        if token.lemma_ == "call" and following in {"itself", "himself", "herself", "themselves"}:
            return None  # "calling itself the Salvation Committee"
        if _calls_names(token):
            candidates = tuple(f for f in candidates if f.type != "PhoneCall")
        if pos == "verb" and following in _TITLES and _is_epithet(token):
            return None  # "meet Tiani or deposed President Bazoum"
        if token.lower_ == "warning" and following in _SHOTS:
            return None  # "fired warning shots"
        if token.lemma_ == "blame" and token.head.lemma_ == "be" and token.tag_ == "VB":
            return None  # "said Kenya was to blame"
        if token.dep_ == "acl" and token.tag_ == "VBN" and token.lemma_ in {"authorize", "authorise", "entitle"}:
            return None  # "the body authorised to impose it"
        if token.dep_ == "acl" and token.lemma_ == "brief" and self._are_people(token.head):
            return None  # "a diplomat briefed on the matter"
        if pos == "verb" and token.dep_ in {"dobj", "pobj"} and any(c.dep_ == "det" for c in token.children):
            return None  # "visited the wounded"
        if token.ent_type_ == "DATE" or (pos == "verb" and token.dep_ == "amod" and token.i < token.head.i):
            return None  # "in March"; "a disputed border", "wanted men"
        if pos == "noun" and {"no", "such"} <= {c.lower_ for c in token.children}:
            return None  # "no such attack had taken place": the one that was told
        if pos == "noun" and token.pos_ == "PROPN" and self._mentions.in_known_name(token):
            return None  # the "Programme" of the World Food Programme
        if pos == "noun" and self._mentions.in_title(token):
            return None  # the "operations" of a director general of military operations
        if pos == "noun" and token.dep_ in {"compound", "nmod"} and token.head.pos_ in {"NOUN", "PROPN"}:
            return None  # "attack helicopter", "talks process": a kind of thing, not an event
        if pos == "noun" and (_only_names(token) or self._is_of_person(token) or tree.in_compound(token)):
            return None
        hyphened = token.i > 0 and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_
        if hyphened and _joined_lemma(token) is None:
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
        if frame.not_particle and self._goes_on_otherwise(token, frame.not_particle):
            return False
        if frame.name == "call for.noun: Request" and token.dep_ == "pobj" and token.head.lower_ in _ABOUT:
            return False  # "had asked him in a call on Sunday for air defence"
        asked = frame.pos == "noun" and bool(frame.modifier or frame.not_modifier)
        modifiers = {lemma(c) for c in token.children if c.dep_ in _MODIFIERS} if asked else set()
        if (frame.modifier and not modifiers & frame.modifier) or modifiers & frame.not_modifier:
            return False
        if frame.carrier and not self._carried_by(token, frame.carrier):
            return False
        if frame.not_carrier and self._carried_by(token, frame.not_carrier):
            return False
        if frame.pos == "noun" and frame.object and not self._made_of(token) & frame.object:
            return False
        asked_for = tree.prepositional(token, "for") if frame.pos == "noun" and frame.not_object else ()
        if {lemma(n) for n in asked_for} & frame.not_object:
            return False  # "requests for comment"
        if frame.pos == "verb" and not self._verb_fits(frame, token, nouns):
            return False
        if frame.clause and not any(_has_clause(token, clause) for clause in frame.clause):
            return False
        if frame.not_clause and frame.not_clause & {lemma(c) for c in tree.children(token, "xcomp", "ccomp")}:
            return False
        return all(self._roles.actors((slot,), token) for slot in frame.requires)

    def _goes_on_otherwise(self, verb: Token, particles: frozenset[str]) -> bool:
        """Whether a particle makes another verb of one without an object: "backed away", "pressed on"."""
        behind = [c for c in verb.children if c.i == verb.i + 1 and c.dep_ in {"prt", "advmod", "prep"}]
        return any(c.lower_ in particles for c in behind) and not syntax.logical_objects(verb)

    def _are_people(self, noun: Token) -> bool:
        return self._mentions.is_source(noun) or noun.lemma_ in {"people", "person"}

    def _is_of_person(self, noun: Token) -> bool:
        """Whether a campaign is that of who runs for an office: "the Kato campaign"."""
        if noun.lemma_ != "campaign":
            return False
        names = [m for c in noun.children if c.dep_ == "compound" for m in [self._mentions.at(c)] if m is not None]
        return any(self._mentions.all[m].type is ActorType.PERSON for m in names)

    def _made_of(self, noun: Token) -> set[str]:
        """Lemmas of what a noun is of: "the delivery of tanks", "arms sales"."""
        of = {lemma(self._mentions.counted(n)) for n in tree.prepositional(noun, "of")}
        return of | {lemma(c) for c in noun.children if c.dep_ in _MODIFIERS}

    def _carried_by(self, token: Token, carriers: frozenset[str]) -> bool:
        """Whether a noun stands with one of the verbs (or verb and preposition): "go on strike"."""
        while token.dep_ == "conj" and token.head.dep_ in {"oprd", "attr", "ccomp"}:
            token = token.head  # "called it a crime and a threat"
        head = token.head
        if token.dep_ == "pobj":
            return f"{lemma(head.head)} {head.lower_}" in carriers
        if token.dep_ in {"oprd", "attr", "ccomp"}:  # "called the launch a threat"
            return f"{lemma(head)} a" in carriers
        named = head.lemma_ == "call" and any(c.dep_ in {"oprd", "ccomp", "acomp"} for c in head.children)
        return token.dep_ in {"dobj", "nsubjpass"} and lemma(head) in carriers and not named

    def _verb_fits(self, frame: Frame, token: Token, nouns: set[int]) -> bool:
        asked = frame.object or frame.not_object or frame.object_is or frame.type == "Obstruction"
        given = (syntax.logical_objects(token) or syntax.what_objects(token)) if asked else []
        objects = [self._mentions.counted(o) for o in given]
        if frame.ahead and not _is_ahead(token):
            return False
        if frame.unwilling and not _is_unwilling(token):
            return False
        if frame.tool and not {lemma(self._mentions.counted(n)) for n in means(token)} & frame.tool:
            return False
        if (
            frame.source
            and not {lemma(n) for c in token.subtree if c.lower_ in {"from", "of"} for n in c.children} & frame.source
        ):
            return False
        if frame.aim and not _aims(token) & frame.aim:
            return False
        if frame.not_subject and {lemma(s) for s in syntax.logical_subjects(token)} & frame.not_subject:
            return False
        if frame.intransitive and tree.children(token, "dobj", "ccomp", "xcomp"):
            return False
        if frame.object or frame.not_object:
            lemmas = _lemmas_of_objects(token, objects) | self._titles_of(objects)
            lemmas |= {"town"} if any(self._mentions.place_at(o) is not None for o in objects) else set()
            if frame.particle and frame.type in {
                "Visit",
                "Raid",
                "Sanction",
                "MilitaryAction",
                "Withdrawal",
                "Postponement",
            }:  # "go to war", "broke into the camp"
                lemmas |= {lemma(n) for n in tree.prepositional(token, frame.particle)}
            if (frame.object and not lemmas & frame.object) or lemmas & frame.not_object:
                return False
        if frame.type == "Obstruction" and token.lemma_ == "stop" and not objects:
            return False  # "must stop sending ships", "if it did not stop": stops nobody
        if (
            frame.subject
            and not {lemma(self._mentions.counted(s)) for s in syntax.logical_subjects(token)} & frame.subject
        ):
            return False
        if frame.object_is == "event":
            return any(o.i in nouns for o in objects)
        if frame.object_is == "actor":
            named = [o for o in objects if o.i not in nouns and o.lower_ not in {"it", "this", "that"}]
            return any(self._mentions.at(o) is not None for o in named)
        if frame.object_is == "thing":
            return bool(objects) and all(self._mentions.at(o) is None for o in objects)
        return True

    def _titles_of(self, objects: list[Token]) -> set[str]:
        """The last words of named persons' titles: who recalls Paul Kato, the ambassador, recalls an ambassador."""
        found = {lemma(c) for o in objects if o.pos_ == "PROPN" for c in o.children if c.dep_ == "appos"}
        for one in objects:
            index = self._mentions.at(one) if one.ent_type_ == "PERSON" else None
            office = self._mentions.all[index].office if index is not None else None
            found |= {office.title.lower().split()[-1]} if office is not None else set()
        return found


def _lemmas_of_objects(token: Token, objects: list[Token]) -> set[str]:
    """The words by which a frame knows what a verb is done to."""
    lemmas = {lemma(o) for o in objects}
    lemmas |= {lemma(o).removesuffix("s") for o in objects if o.tag_ == "NNPS"}  # "Rockets were fired"
    # "designated a terrorist organization"
    named = tree.children(token, "oprd", "attr", "xcomp", "ccomp", "dobj")
    lemmas |= {lemma(c) for c in named if c.pos_ == "NOUN" or c.lower_ == "dead"}
    lemmas |= {f"{lemma(c)}-{lemma(o)}" for o in objects for c in o.children if c.dep_ == "compound"}
    if token.lemma_ == "give":  # "gave the rebels seven days to leave"
        lemmas |= {lemma(c) for c in tree.children(token, "npadvmod")}
    lemmas |= {"drone" for o in objects if lemma(o) in {"uav", "uavs"}}
    lemmas |= {"drone" for o in objects for c in o.children if c.lower_ == "unmanned"}
    lemmas |= {c.lower_ for c in token.children if c.dep_ == "xcomp" and c.tag_ == "VBG"}  # "stop fighting"
    # "the patrol vessel HMS Trent" is a vessel
    lemmas |= {lemma(c) for o in objects if o.pos_ == "PROPN" for c in o.children if lemma(c) in SHIPS}
    return lemmas


def _is_epithet(verb: Token) -> bool:
    """Whether a participle tells of whom a title is, and not what was done: "freed President Kato" behind "stormed"."""
    joined = next((c for c in verb.head.children if c.dep_ == "cc" and c.i < verb.i), None)
    goes_on = verb.head.tag_ == "VBD" and (joined is None or joined.lower_ != "or") and verb.lemma_ not in _FALLEN
    return verb.dep_ == "conj" and verb.tag_ in {"VBN", "VBD"} and not goes_on


def _calls_names(token: Token) -> bool:
    """Whether a verb says what somebody is: "called his neighbour a liar"."""
    named = [c for c in token.children if c.dep_ in {"oprd", "attr", "acomp"}]
    return token.lemma_ == "call" and any(c.pos_ != "PROPN" for c in named)


def _only_names(noun: Token) -> bool:
    """Whether a noun tells of no event: "resigned in protest", "ceasefire and hostage talks"."""
    if noun.lemma_ == "protest":
        return noun.dep_ == "pobj" and noun.head.lower_ == "in" and not any(c.dep_ == "det" for c in noun.children)
    if noun.lemma_ == "charge":  # "in charge of the operation"
        return noun.dep_ == "pobj" and noun.head.lower_ == "in" and not any(c.dep_ == "det" for c in noun.children)
    if noun.lemma_ == "patrol":  # "a row between border patrols"
        return noun.dep_ == "pobj" and noun.head.lower_ == "between"
    if noun.lemma_ == "operation":  # "the operation of a system"
        things = tree.prepositional(noun, "of")
        return bool(things) and all(t.pos_ == "NOUN" and t.ent_type_ == "" for t in things) and not _is_military(noun)
    talks = [c for c in tree.children(noun, "conj") if c.lemma_ in {"talk", "negotiation", "deal", "proposal"}]
    beside = noun.i + 1 < len(noun.doc) and noun.nbor().lower_ == "and" and noun.i == noun.left_edge.i
    return bool(talks) and beside and any(c.dep_ == "compound" for c in talks[0].children)


def _is_military(noun: Token) -> bool:
    return any(lemma(c) in {"military", "special", "army", "naval", "armed", "ground"} for c in noun.children)


def _is_ahead(verb: Token) -> bool:
    """Whether a verb tells of what is to come: "would respond", "the right to respond"; not of an answer given."""
    if any(c.dep_ == "prep" and c.lower_ == "to" for c in verb.children) or tree.negated(verb) is not None:
        return False
    return any(c.dep_ == "aux" and c.lower_ in {"will", "would", "to", "may", "might", "could"} for c in verb.children)


def _is_unwilling(verb: Token) -> bool:
    """Whether somebody would not do it, as a teller puts it: "he would not accept it"; not "said he would not"."""
    would = any(c.dep_ == "aux" and c.lower_ == "would" for c in verb.children)
    bound = any(c.dep_ == "advcl" and any(k.lower_ in {"if", "unless"} for k in c.children) for c in verb.children)
    told = verb.dep_ in {"ccomp", "xcomp"} or (verb.dep_ != "relcl" and any(c.dep_ == "mark" for c in verb.children))
    return would and tree.negated(verb) is not None and not told and not bound


def _joined_lemma(token: Token) -> str | None:
    """The lemma of a hyphenated compound that the tokenizer cut: "cease-fire"."""
    if token.i < 2 or token.nbor(-1).text != "-" or token.nbor(-1).whitespace_ or token.nbor(-2).whitespace_:
        return None
    return f"{token.nbor(-2).lower_}-{lemma(token)}"


def _has_particle(token: Token, particle: str) -> bool:
    clauses = [c for c in token.children if c.dep_ in {"advcl", "ccomp", "xcomp"}]
    if particle == "for" and token.lemma_ in {"ask", "press", "push", "petition", "lobby", "beg"}:
        # "asked its partners for weapons": the model hangs the phrase on the partners
        asked = [c for o in syntax.logical_objects(token) for c in o.children]
        if any(c.dep_ == "prep" and c.lower_ == "for" for c in asked):
            return True
    if any(c.dep_ == "ccomp" and c.lower_ == particle for c in token.children):
        return True  # "found him guilty"
    if particle == "by" and token.lemma_ in {
        "speak",
        "talk",
        "discuss",
        "confer",
        "consult",
        "tell",
        "inform",
        "assure",
    }:
        # "spoke to him about the case by phone"
        said = {t.i for c in clauses for t in c.subtree}
        lines = [t for t in token.subtree if t.dep_ == "pobj" and t.lemma_ in {"phone", "telephone"}]
        return any(t.head.lower_ in {"by", "on", "over", "via"} and t.i not in said for t in lines)
    return any(
        c.lower_ == particle
        and c.dep_ in {"prt", "advmod", "prep", "dative", "acomp", "oprd"}
        and c.i - token.i <= (12 if token.lemma_ in {"ask", "name", "appoint"} or c.dep_ == "oprd" else 6)
        for c in token.children
        if (particle == "for" and token.lemma_ == "ask")
        or particle == "until"  # "asked for 60 days"
        or not any(n.ent_type_ == "DATE" for n in tree.children(c, "pobj"))  # "fired on Tuesday"
    ) or any(  # "pushing for the government to resign"
        c.dep_ == "mark" and c.lower_ == particle and 0 < c.i - token.i <= 3 for v in clauses for c in v.children
    )


def _aims(verb: Token) -> set[str]:
    """What something is done for: "turned to them for *help*", "gave her a week to *leave*"."""
    wanted = {lemma(n) for c in verb.subtree if c.lower_ == "for" for n in c.children}
    due = [v for c in (verb, *verb.children) for v in tree.children(c, "relcl", "advcl", "xcomp", "acl")]
    return wanted | {lemma(v) for v in due if any(c.dep_ == "aux" and c.lower_ == "to" for c in v.children)}


def _has_clause(token: Token, clause: str) -> bool:
    for child in token.children:
        to = any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children)
        open_question = any(c.lower_ in {"if", "whether"} and c.dep_ in {"mark", "advmod"} for c in child.children)
        told = child.dep_ == "ccomp" or (child.dep_ == "acl" and any(c.lower_ == "that" for c in child.children))
        if clause == "that" and told and not open_question:
            return True
        if clause == "bare" and child.dep_ == "ccomp" and _is_bare(child):
            return True
        if clause == "must" and child.dep_ == "ccomp" and _is_due(child):
            return True
        if clause == "to" and child.dep_ in {"xcomp", "ccomp", "advcl", "acl"} and to:
            return True
        if clause == "ing" and (
            (child.tag_ == "VBG" and child.dep_ == "xcomp") or any(c.dep_ == "pcomp" for c in child.children)
        ):
            return True
        if clause == "wh" and child.dep_ in {"ccomp", "advcl"} and any(_asks(c) for c in child.children):
            return True
        if clause == "if" and child.dep_ in {"ccomp", "advcl"} and open_question:
            return True
    return clause == "quote" and '"' in token.sent.text


def _is_bare(verb: Token) -> bool:
    """Whether a clause says what somebody ought to do: "insisted that Chad leave", "suggested that it should go"."""
    auxiliaries = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    if any(c.lower_ == "should" for c in auxiliaries):
        return True
    named = verb.tag_ == "VBP" and any(c.dep_ == "nsubj" and c.tag_ in {"NN", "NNP"} for c in verb.children)
    passive = verb.tag_ == "VBN" and [c.lower_ for c in auxiliaries] == ["be"]  # "that he be freed"
    return passive or ((named or verb.tag_ == "VB") and not auxiliaries)


def _is_due(verb: Token) -> bool:
    """Whether a clause says what another has to do: "said that Chad must leave", "talks must resume, Kato said"."""
    must = any(c.dep_ == "aux" and c.lower_ == "must" for c in verb.children)
    done = any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)  # "must have fled"
    return must and not done and not any(c.dep_ == "nsubj" and c.pos_ == "PRON" for c in verb.children)


def _asks(token: Token) -> bool:
    """Whether a word opens what somebody asks: "asked why he was hiding", "asked what it would cost"."""
    return token.tag_ in {"WRB", "WP", "WDT"} and token.lower_ in {
        "why",
        "how",
        "what",
        "who",
        "where",
        "when",
        "which",
    }


def means(verb: Token) -> list[Token]:
    """What an act is done with: "responded with missiles", "responded to raids with missiles"."""
    below = [n for o in tree.prepositional(verb, "to") for n in tree.prepositional(o, "with")]
    return tree.prepositional(verb, "with") + below
