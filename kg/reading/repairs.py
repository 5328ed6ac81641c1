"""What the parser regularly gets wrong in news prose, put right before anything is read off the parse.

Two components of the pipeline. `semicolons` runs before the parser and parts clauses for it; `repairs` runs behind it
and moves single words to where they belong. Each rule carries the sentence that forced it.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Token

_DASHES, _DATELINE = {"-", "--", "–", "—", ".-"}, 14
_SOURCE = 4  # words of a source behind a headline, at most
_VERBS = {"VERB", "AUX"}
_LOOSE = {"prep", "advcl", "npadvmod", "advmod"}
_OWN = {"nsubj", "nsubjpass", "aux", "auxpass"}
_PARTNERS = {"ally", "partner", "rebel", "militant", "insurgent", "separatist", "guerrilla"}
_SCHEDULED = {"expected", "scheduled", "planned", "set", "slated", "due"}
_HOLDERS = {"president", "leader", "minister", "premier", "chief", "head", "ambassador", "envoy", "king", "chancellor"}
_GIVING = {"give", "hand", "send", "offer", "deny", "grant", "tell", "show", "award", "lend", "pay", "promise"}
_CHARGING = {"accuse", "suspect", "acquit", "convict", "warn"}
_STRIKES = {"attack", "strike", "raid", "assault", "bombardment", "airstrike", "offensive", "ambush", "war"}
_WEEKDAYS = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
_PHRASE = {"NOUN", "PROPN", "ADP", "NUM"}


@Language.component("semicolons")
def semicolons(doc: Doc) -> Doc:
    """Part clauses at semicolons for the parser, which is poor at them: "he called for calm; the chief refused"."""
    for token in doc[1:]:
        if token.nbor(-1).text == ";":
            token.is_sent_start = True
    start = behind_dateline(doc)
    if 0 < start < len(doc):
        doc[start].is_sent_start = True
    source = before_source(doc)
    if source:
        doc[source].is_sent_start = True
    return doc


def before_source(doc: Doc) -> int:
    """Where the source begins that stands behind a headline, "... attacks Chad - State Dept"; 0 where there is none."""
    if len(doc) < _SOURCE + 2 or doc[-1].is_punct:
        return 0
    for token in reversed(doc[-_SOURCE - 1 : -1]):
        if token.text in _DASHES | {":"} and token.nbor(-1).whitespace_ != "" and doc[0].text not in _DASHES:
            return token.i + 1
        if token.text == ":":
            return token.i + 1
    return 0


def behind_dateline(doc: Doc) -> int:
    """Where the text begins behind a dateline: "THE HAGUE, Netherlands -- A prosecutor ..."; 0 where there is none.

    Before a colon ("Macron: France will go") there must be a town in capitals or a place that the model knows.
    """
    for token in doc[1:_DATELINE]:
        if token.text not in _DASHES and token.text not in {":", "):"}:
            continue
        words = [t for t in doc[: token.i] if t.text[0].isalpha()]
        town = any(t.text.isupper() and len(t.text) > 2 for t in words)
        agency = (
            token.nbor(-1).text == ")" or token.text == "):"
        ) and token.i > 3  # "Seoul, Dec. 18 (Jiji Press)—North Korea"
        if token.text in {":", "):"}:
            named = town or agency or (len(words) == 1 and words[0].ent_type_ == "GPE")
        elif agency or (token.nbor(-1).whitespace_ and token.whitespace_):
            named = town or agency
        else:
            continue  # "NHAMBALANG, Guinea-Bissau: ..."
        capitals = all(t.text[0].isupper() for t in words) and bool(words)
        follows = token.i + 1 < len(doc) and (doc[token.i + 1].text[0].isupper() or doc[token.i + 1].is_quote)
        return token.i + 1 if named and capitals and follows else 0
    return 0


@Language.component("repairs")
def repairs(doc: Doc) -> Doc:
    """Put right what the parser got wrong."""
    for token in doc:
        if token.pos_ in _VERBS:
            _that_clause(token)
            _owned_gerund(token)
            _scheduled(token)
            _behind_relative(token)
            _main_verb(token)
            _what_is_called(token)
            _behind_aside(token)
            _two_objects(token)
            _before_infinitive(token)
            _is_to(token)
            _then(token)
            _given(token)
            _accused_of(token)
            _behind_participle(token)
            _reduced(token)
            _who_are(token)
            _a_day_earlier(token)
            _bare(token)
        elif token.lower_ in {"on", "against"} and token.dep_ == "prep":
            _on_target(token)
        elif token.dep_ == "poss" and token.ent_type_ == "PERSON":
            _beside_owner(token)
        elif token.tag_ in {"NNP", "NNPS"} and token.dep_ == "conj":
            _of_both(token)
        elif token.tag_ == "NN" and token.dep_ == "nsubj":
            _kind_of_name(token)
        elif token.pos_ == "ADJ" and token.dep_ == "ccomp":
            _loyal(token)
        elif token.dep_ == "pobj" and token.head.lower_ == "on" and token.doc[token.left_edge.i].text in _WEEKDAYS:
            _behind_weekday(token)
        elif token.lemma_ in _PARTNERS:
            _beside_allies(token)
        elif token.tag_ == "NNS" and token.dep_ == "conj":
            _of_two_states(token)
        elif token.tag_ == "NNS" and token.dep_ in {"appos", "nsubj"}:
            _of_states_listed(token)
    return doc


def _of_both(name: Token) -> None:
    """Leaders in the plural are of both names: "a summit between the presidents of Chad and Sudan"."""
    holders = name.head
    if holders.tag_ != "NNS" or holders.lemma_ not in _HOLDERS:
        return
    of = [c for p in holders.children if p.lower_ == "of" and p.i < name.i for c in p.children if c.dep_ == "pobj"]
    if not of or of[-1].pos_ != "PROPN":
        return
    for child in list(holders.children):
        if child.dep_ == "cc" and of[-1].i < child.i < name.i:
            child.head = of[-1]
    name.head = of[-1]


def _kind_of_name(noun: Token) -> None:
    """A noun right before a name says what it is: "the broadcaster NRK reported", not two who report."""
    name = noun.nbor() if noun.i + 1 < len(noun.doc) else noun
    if name.pos_ != "PROPN":
        return
    while name.dep_ == "compound" and name.head.i > name.i:
        name = name.head
    if name.dep_ == "nsubj" and name.head == noun.head and name.i > noun.i:
        for child in list(noun.children):
            child.head = name
        noun.head, noun.dep_ = name, "compound"


def _two_objects(verb: Token) -> None:
    """Of two objects the first is to whom: "handed the ambassador a note"."""
    objects = [c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i]
    if verb.lemma_ in _GIVING and len(objects) == 2 and objects[1].left_edge.i == objects[0].right_edge.i + 1:
        objects[0].dep_ = "dative"


def _before_infinitive(verb: Token) -> None:
    """What stands before "to" goes with the verb before: "telephoned him on Saturday to tell him of it"."""
    to = next((c for c in verb.children if c.dep_ == "aux" and c.lower_ == "to"), None)
    if to is None or verb.dep_ not in {"xcomp", "advcl"} or verb.head.pos_ not in _VERBS or verb.head.i > to.i:
        return
    for child in list(verb.children):
        if child.dep_ in {"prep", "npadvmod"} and verb.head.i < child.i < to.i:
            child.head = verb.head


def _beside_owner(name: Token) -> None:
    """A person with a title owns nothing: "calls with Prime Minister Paul Kato and Chad's president"."""
    owner = next((c for c in name.children if c.dep_ == "conj" and c.i > name.i), None)
    titled = any(c.dep_ == "compound" and c.lemma_.lower() in _HOLDERS for c in name.children)
    if owner is None or not titled or any(c.dep_ == "case" for c in name.children):
        return
    if not any(c.dep_ == "case" for c in owner.children):
        return
    noun = name.head
    name.head, name.dep_ = noun.head, noun.dep_
    noun.head, noun.dep_ = name, "conj"
    owner.head, owner.dep_ = noun, "poss"


def _is_to(verb: Token) -> None:
    """What stands behind whom somebody is to meet goes with the meeting: "is to meet Kato, an envoy, on Friday"."""
    infinitive = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i), None)
    if verb.lemma_ != "be" or infinitive is None:
        return
    whom = [c for c in infinitive.children if c.dep_ == "dobj"]
    for child in list(verb.children):
        if child.dep_ == "attr" and whom and child.i > whom[-1].i:
            child.head, child.dep_ = whom[-1], "appos"
        elif child.dep_ in {"prep", "npadvmod"} and child.i > infinitive.i:
            child.head = infinitive


def _given(verb: Token) -> None:
    """What is coordinated with a passive is passive: "was summoned on Monday and handed a note"."""
    passive = verb.dep_ == "conj" and any(c.dep_ == "auxpass" for c in verb.head.children)
    own = any(c.dep_ in {"nsubj", "nsubjpass", "aux"} for c in verb.children)
    if passive and verb.tag_ == "VBD" and verb.lemma_ in _GIVING and not own:
        verb.tag_ = "VBN"


def _then(verb: Token) -> None:
    """A verb behind "then" goes on with what was done: "diverted a flight, then arrested a passenger"."""
    if (
        verb.dep_ == "dep"
        and verb.tag_ in {"VBN", "VBD"}
        and verb.head.tag_ == "VBD"
        and verb.nbor(-1).lower_ == "then"
    ):
        verb.dep_, verb.tag_ = "conj", "VBD"


def _accused_of(verb: Token) -> None:
    """Of what somebody is accused goes with the verb: "accused rebels of shelling a town"."""
    if verb.lemma_ not in _CHARGING:
        return
    for noun in [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}]:
        for child in list(noun.children):
            if child.dep_ == "prep" and child.lower_ == "of" and any(c.dep_ == "pcomp" for c in child.children):
                child.head = verb


def _behind_participle(verb: Token) -> None:
    """A participle between commas takes no subject: "the missile, believed to be a new one, was fired"."""
    noun = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    main = verb.head
    if noun is None or verb.dep_ not in {"advcl", "ccomp"} or verb.tag_ not in {"VBD", "VBN"} or main.i < verb.i:
        return
    if noun.i != verb.i - 2 or verb.nbor(-1).text != "," or main.pos_ not in _VERBS:
        return
    if any(c.dep_ in {"nsubj", "nsubjpass", "expl"} for c in main.children):
        return
    noun.head, noun.dep_ = main, "nsubjpass" if any(c.dep_ == "auxpass" for c in main.children) else "nsubj"
    verb.head, verb.dep_, verb.tag_ = noun, "acl", "VBN"


def _reduced(verb: Token) -> None:
    """A past form behind a noun, without subject or object, is its participle: "an attack blamed on rebels"."""
    bare = not any(c.dep_ in {"nsubj", "nsubjpass", "dobj", "aux"} for c in verb.children)
    if verb.dep_ == "acl" and verb.tag_ == "VBD" and bare and verb.i > verb.head.i:
        verb.tag_ = "VBN"


def _loyal(word: Token) -> None:
    """An adjective behind who acts only describes him: "said rebels loyal to Kato had shelled a town"."""
    noun = next((c for c in word.children if c.dep_ == "nsubj"), None)
    verbs = [c for c in word.head.children if c.dep_ == "ccomp" and c.i > word.i and c.pos_ in _VERBS]
    if noun is None or noun.i != word.i - 1 or len(verbs) != 1:
        return
    if any(c.dep_ in {"nsubj", "nsubjpass"} for c in verbs[0].children):
        return
    passive = any(c.dep_ == "auxpass" for c in verbs[0].children)
    noun.head, noun.dep_ = verbs[0], "nsubjpass" if passive else "nsubj"
    word.head, word.dep_ = noun, "amod"


def _who_are(verb: Token) -> None:
    """Who "are" or "have" are many: of "rebels loyal to Kato who are fighting" it is the rebels who fight."""
    who = next((c for c in verb.children if c.dep_ == "nsubj" and c.lower_ in {"who", "which", "that"}), None)
    forms = {c.tag_ for c in verb.children if c.dep_ == "aux"} or {verb.tag_}
    one = verb.head
    if verb.dep_ != "relcl" or who is None or "VBP" not in forms or one.tag_ not in {"NN", "NNP"}:
        return
    if one.i != who.i - 1 or any(c.dep_ in {"conj", "cc"} for c in one.children):
        return
    for noun in one.ancestors:
        if noun.pos_ in _VERBS:
            return
        if noun.tag_ in {"NNS", "NNPS"} and noun.i < one.i:
            verb.head = noun
            return


def _a_day_earlier(verb: Token) -> None:
    """A relative clause behind "an attack a day earlier" tells of the attack, and so do the words of time."""
    who = next((c for c in verb.children if c.dep_ == "nsubj" and c.lower_ in {"who", "which", "that"}), None)
    if verb.dep_ != "relcl" or who is None or who.i < 4 or who.nbor(-1).lower_ not in {"earlier", "ago", "later"}:
        return
    when = who.nbor(-1)
    first = when.left_edge.i
    noun = verb.doc[first - 1] if first else when
    if noun.pos_ != "NOUN" or noun.i <= verb.head.i:
        return
    verb.head, when.head = noun, noun


def _on_target(preposition: Token) -> None:
    """What stands right behind a strike is its target: "called for a meeting after the strike on a town"."""
    noun = preposition.nbor(-1) if preposition.i else preposition
    targets = [c for c in preposition.children if c.dep_ == "pobj"]
    strike = noun.lemma_ in _STRIKES and noun.pos_ == "NOUN" and noun.head != preposition
    if not strike or preposition.head.pos_ not in _VERBS or not targets:
        return
    if targets[0].ent_type_ not in {"DATE", "TIME"} and not preposition.is_ancestor(noun):
        preposition.head = noun


def _bare(verb: Token) -> None:
    """A bare form goes with the modal before it: "stressed the need of a truce that would free them, allow aid"."""
    if verb.dep_ != "conj" or verb.head.tag_ != "VBD" or verb.tag_ not in {"VB", "VBP"}:
        return
    if any(c.dep_ in {"nsubj", "nsubjpass", "aux", "expl"} for c in verb.children):
        return
    modal = [t for t in verb.doc[verb.head.i + 1 : verb.i] if t.tag_ == "MD" and t.head.pos_ in _VERBS]
    if modal and modal[-1].head.i < verb.i and modal[-1].head.tag_ == "VB":
        verb.head, verb.tag_ = modal[-1].head, "VB"


def _behind_weekday(noun: Token) -> None:
    """A weekday is no part of whom a clause is about: "said on Sunday militants had executed the captives"."""
    on, day = noun.head, noun.doc[noun.left_edge.i]
    beside = day.head == noun or day.head.dep_ == "poss"
    weekday = day.dep_ in {"compound", "nmod"} and beside and day.text in _WEEKDAYS and day.i == on.i + 1
    if on.lower_ != "on" or not weekday or on.head.pos_ not in _VERBS:
        return
    if not any(c.dep_ in {"ccomp", "dobj"} for c in on.head.children):
        day.head, day.dep_ = on, "pobj"  # "summoned on Monday Chad's ambassador"
        noun.head, noun.dep_ = on.head, "dobj"
        return
    clauses = [c for c in on.head.children if c.dep_ == "ccomp" and c.i > noun.i]
    if len(clauses) != 1 or any(c.dep_ in {"nsubj", "nsubjpass"} for c in clauses[0].children):
        return
    passive = any(c.dep_ == "auxpass" for c in clauses[0].children)
    day.head, day.dep_ = on, "pobj"
    noun.head, noun.dep_ = clauses[0], "nsubjpass" if passive else "nsubj"


def _that_clause(verb: Token) -> None:
    """A clause that begins with "that" is what is said, and what stands before "that" belongs to who says it.

    "Tusk said in Varna, after talks with Erdogan, that further measures could not be excluded."; "The agency reported,
    citing two officials, that 43 soldiers were killed."
    """
    above = verb.head
    mark = next((c for c in verb.children if c.dep_ == "mark" and c.lower_ == "that" and c.i < verb.i), None)
    if mark is None or above == verb or above.pos_ not in _VERBS or above.i > mark.i:
        return
    if verb.dep_ in {"advcl", "conj"} and not _has_clause(above):
        verb.dep_ = "ccomp"
    if verb.dep_ != "ccomp":
        return
    for child in list(verb.children):
        if child.i < mark.i and child.i > above.i and child.dep_ in _LOOSE:
            child.head = above


def _has_clause(verb: Token) -> bool:
    return any(c.dep_ in {"ccomp", "xcomp"} for c in verb.children)


def _scheduled(verb: Token) -> None:
    """A participle behind a comma tells when what is before it is to be: "a meeting, expected on Friday"."""
    if (
        verb.tag_ != "VBN"
        or verb.lower_ not in _SCHEDULED
        or verb.dep_ not in {"advcl", "acl", "conj", "dep"}
        or verb.i < 2
    ):
        return
    bare = not any(c.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass", "mark"} for c in verb.children)
    noun = _phrase_head(verb.nbor(-2), verb.head) if verb.nbor(-1).text == "," else None
    if bare and noun is not None and noun != verb and not verb.is_ancestor(noun):
        verb.head, verb.dep_ = noun, "acl"


def _behind_relative(verb: Token) -> None:
    """A past tense behind the comma that closes a relative clause goes with the main verb.

    "Iran condemned the strikes, in which it said four children died, and summoned the envoy."
    """
    if (
        verb.dep_ != "conj"
        or verb.tag_ not in {"VBD", "VBZ"}
        or verb.i < 2
        or any(c.dep_ == "nsubj" for c in verb.children)
    ):
        return
    if verb.nbor(-1).lower_ != "and" or verb.nbor(-2).text != ",":
        return
    clause = next((a for a in (verb.head, *verb.head.ancestors) if _is_relative(a)), None)
    if clause is None or clause.left_edge.i == 0 or clause.left_edge.nbor(-1).text != ",":
        return
    above = next((a for a in clause.ancestors if a.pos_ in _VERBS and a.tag_ == verb.tag_ and a.i < clause.i), None)
    if above is not None:
        verb.head = above


def _is_relative(verb: Token) -> bool:
    return verb.pos_ in _VERBS and any(
        t.tag_ in {"WDT", "WP", "WP$"} for c in verb.children for t in (c, *c.children) if t.i < verb.i
    )


def _main_verb(verb: Token) -> None:
    """The verb behind "China, which is its closest ally, called on all sides" is the sentence's, not the ally's."""
    root = verb.sent.root
    if (
        verb.dep_ != "acl"
        or verb.tag_ not in {"VBD", "VBZ"}
        or root.pos_ not in {"NOUN", "PROPN"}
        or verb.nbor(-1).text != ","
    ):
        return
    if root.i > verb.i or not any(a.dep_ == "relcl" and a.head == root for a in verb.ancestors):
        return
    verb.head, verb.dep_ = verb, "ROOT"
    root.head, root.dep_ = verb, "nsubj"


def _what_is_called(verb: Token) -> None:
    """In "the Union called an emergency session" the session is what is called, not a name for anything."""
    names = [c for c in verb.children if c.dep_ == "oprd" and c.pos_ == "NOUN" and c.i > verb.i]
    if verb.lemma_ == "call" and names and not any(c.dep_ in {"dobj", "nsubjpass", "auxpass"} for c in verb.children):
        names[0].dep_ = "dobj"


def _behind_aside(verb: Token) -> None:
    """A participle behind an aside goes with the passive before it.

    "She was arrested in February, a week before troops invaded, and sentenced in August."
    """
    above = verb.head
    if verb.dep_ != "conj" or verb.tag_ != "VBN" or above.tag_ != "VBD" or above.dep_ != "advcl" or verb.i < 2:
        return
    if verb.nbor(-1).lower_ != "and" or verb.nbor(-2).text != "," or any(c.dep_ in _OWN for c in verb.children):
        return
    main = above.head
    if main.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in main.children):
        verb.head = main


def _beside_allies(noun: Token) -> None:
    """In "US and European partners launch a drill" the US is one of those who do, and no modifier."""
    for state in noun.children:
        beside = [c for c in state.children if c.dep_ == "conj" and c.pos_ in {"ADJ", "PROPN"}]
        if state.dep_ in {"nmod", "compound"} and state.ent_type_ == "GPE" and beside and state.pos_ == "PROPN":
            for word in beside:
                word.head, word.dep_ = noun, "amod"
            above, role = noun.head, noun.dep_
            state.head, state.dep_ = (state if noun == above else above), role
            noun.head, noun.dep_ = state, "conj"
            return


def _of_two_states(noun: Token) -> None:
    """In "Peru and Chile's foreign ministers met" both states own the ministers."""
    first = noun.head
    second = next((c for c in noun.children if c.dep_ == "poss" and c.ent_type_ == "GPE"), None)
    if second is None or first.ent_type_ != "GPE" or second.left_edge.i != first.i + 2 or first.nbor().lower_ != "and":
        return
    noun.head, noun.dep_ = (noun if first.head == first else first.head), first.dep_
    first.head, first.dep_ = noun, "poss"
    second.head, second.dep_ = first, "conj"


def _of_states_listed(noun: Token) -> None:
    """In a headline's "India, China foreign ministers meet" both states own the ministers."""
    second = next((c for c in noun.children if c.dep_ in {"nmod", "compound"} and c.ent_type_ == "GPE"), None)
    first = second.nbor(-2) if second is not None and second.i > 1 and second.nbor(-1).text == "," else None
    if first is None or first.ent_type_ != "GPE" or first.i != noun.sent.start:
        return
    if noun.head == first:
        noun.head, noun.dep_ = first.head, "nsubj"
    if first.head == noun.head and noun.dep_ == "nsubj":
        first.head, first.dep_ = noun, "nmod"


def _phrase_head(step: Token, above: Token) -> Token | None:
    """The noun that heads the phrase that ends with a token."""
    while step.head.i < step.i and step.head.pos_ in _PHRASE and step.head not in (above, step):
        step = step.head
    return step if step.pos_ in {"NOUN", "PROPN"} else None


def _owned_gerund(verb: Token) -> None:
    """A gerund with a possessor is a noun: "Soleimani, whose killing in a strike had brought"."""
    owners = [c for c in verb.children if c.tag_ in {"WP$", "PRP$"} and c.i < verb.i and c.dep_ in {"nsubj", "poss"}]
    if verb.tag_ != "VBG" or not owners or any(c.dep_ in {"dobj", "aux"} for c in verb.children):
        return
    verb.pos_, verb.tag_, verb.lemma_ = "NOUN", "NN", verb.lower_
    verb.dep_ = {"csubj": "nsubj", "pcomp": "pobj", "xcomp": "dobj"}.get(verb.dep_, verb.dep_)
    for owner in owners:
        owner.dep_ = "poss"
