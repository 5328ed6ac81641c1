"""When, where and how much: times, places and numbers, each hung on the event that it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from spacy.tokens import Token

from kg.model import Quantity, Status, TimeExpression
from kg.reading import syntax, tree
from kg.reading.borrowing import LEAVING
from kg.reading.contents import CLAIM_NOUNS
from kg.reading.frames import FrameLexicon
from kg.reading.language import Passage
from kg.reading.mentions import Mentions
from kg.reading.nouns import lemma
from kg.reading.quantities import ReadQuantity, read_quantities
from kg.reading.roles import Trigger
from kg.reading.sharing import SITTINGS, share, share_fronted
from kg.reading.times import ReadTime, read_times

_COMING = {"land", "fall", "hit", "explode", "crash", "happen", "occur", "come", "begin", "start", "take"}
_MAKING = {"agree", "sign", "reach", "conclude", "broker", "negotiate", "declare", "announce", "clinch"}
_TELLING = {"tell", "say", "speak", "write", "add"}
_NAMED_BY = {"statement", "letter", "interview", "speech", "message", "report", "video", "broadcast", "article", "post",
             "tweet", "declaration", "communique", "communiqué", "ruling", "decree", "order", "notice"}  # fmt: skip
_HELD_LATER = {"Meeting", "Negotiation", "Visit", "MilitaryExercise"}
_DUE = {"xcomp", "acomp"}  # "is due to meet", "is due in Cairo"
_PLANNING = {"arrange", "plan", "schedule", "set", "fix", "propose", "call", "announce"}
_ENDING = {"collapse", "expire", "lapse", "unravel", "fail", "crumble"}
_PLACES = {"in", "at", "near", "over", "across", "outside", "inside", "off", "on", "to"}


class Circumstances:
    """Times, places and quantities of one document, passage after passage."""

    def __init__(
        self,
        published: date | None,
        sentence_of: Callable[[int], int],
        mentions: Mentions,
        frames: FrameLexicon,
    ) -> None:
        self._published = published
        self._sentence_of = sentence_of
        self._mentions = mentions
        self._frames = frames
        self._last: date | None = None
        self._quantities: list[ReadQuantity] = []

    def read(self, passage: Passage, triggers: list[Trigger], first_index: int) -> list[TimeExpression]:
        """The time expressions of a passage; sets `time` of the triggers they belong to."""
        found = read_times(passage.doc, passage.base, self._sentence_of, self._published, self._last, first_index)
        self._quantities = read_quantities(passage.doc, passage.base, self._sentence_of)
        by_token = {t.token.i: t for t in triggers}
        said: dict[int, int] = {}
        for one in found:
            trigger = self._put_off(passage.doc[one.token_i], self._owner(passage.doc[one.token_i], by_token), by_token)
            saying = self._said_on(passage.doc[one.token_i]) if trigger is None else None
            if saying is not None:
                said.setdefault(saying.i, one.expression.index)
            known = (
                found[trigger.time - first_index].expression
                if trigger is not None and trigger.time is not None
                else None
            )
            if trigger is not None and (known is None or _tells_more(one.expression, known)):
                trigger.time = one.expression.index
            value = one.expression.value
            past = self._published is None or (one.expression.start or date.min) <= self._published
            if value is not None and len(value) == 10 and past and one.counts:
                self._last = one.expression.start
        self._told_when(passage, found, triggers)
        for trigger in triggers:  # "a truce agreed on by the commanders on Saturday"
            if (
                trigger.time is None
                and trigger.frame.type in {"Ceasefire", "Agreement"}
                and trigger.token.pos_ == "NOUN"
            ):
                made = [c for c in tree.children(trigger.token, "acl") if c.lemma_ in _MAKING and c.i in by_token]
                trigger.time = by_token[made[0].i].time if made else None
        _dated_by_hours(triggers, by_token, {one.expression.index for one in found if one.expression.value is None})
        share(triggers, self._frames, said)
        share_fronted(passage, found, triggers)
        return [one.expression for one in found]

    def _put_off(self, time: Token, owner: Trigger | None, by_token: dict[int, Trigger]) -> Trigger | None:
        """ "The visit was put off until August": the day is that of the visit and not of the putting off."""
        until = time.dep_ == "pobj" and time.head.lower_ in {"until", "till", "to", "for"}
        since = time.dep_ == "pobj" and time.head.lower_ == "from"  # "put off from Wednesday"
        if since and owner is not None and owner.frame.type == "Postponement":
            return None
        if owner is None or owner.frame.type != "Postponement" or not until or not tree.is_verb(owner.token):
            return owner
        return next((by_token[o.i] for o in syntax.logical_objects(owner.token) if o.i in by_token), owner)

    def _told_when(self, passage: Passage, found: list[ReadTime], triggers: list[Trigger]) -> None:
        """ "The crisis began on February 14, when a bomber killed ...": the clause has the time that it hangs on."""
        for trigger in triggers:
            token = trigger.token
            within = _in_which(token) if trigger.time is None else None
            if within is not None:  # "Sunday's operation, in which 41 bombers were hit"
                spans = {
                    t.i for c in within.children if c.i < token.i and c.dep_ in {"poss", "prep"} for t in c.subtree
                }
                told = [t for t in found if t.token_i in spans and t.expression.settled]
                trigger.time = told[-1].expression.index if told else None
                continue
            when = next((c for c in token.children if c.lower_ == "when" and c.i < token.i), None)
            if trigger.time is not None or when is None or token.dep_ not in {"relcl", "advcl"}:
                continue
            before = token.doc[when.i - 1] if when.i else when  # "stalled on Wednesday when rebels captured"
            offsets = {passage.base + token.head.idx, passage.base + before.idx}
            inside = [t for t in found for o in offsets if t.expression.span.start <= o < t.expression.span.end]
            if inside:
                trigger.time = inside[0].expression.index

    def _owner(self, token: Token, by_token: dict[int, Trigger]) -> Trigger | None:
        """The event that a time belongs to: the nearest one above it, or what the verb above it carries out."""
        when = any(c.dep_ == "relcl" and any(k.lower_ == "when" for k in c.children) for c in token.children)
        if token.dep_ == "pobj" and token.head.lower_ in {"since", "until", "before"} and when:
            return None  # "the first raid since 1998, when it bombed a camp"
        beside = _counted_from(token, by_token)
        if beside is not None:
            return beside
        named = token.head
        if token.dep_ == "poss" and named.pos_ == "NOUN" and named.i not in by_token:
            return None  # "had not been told of Sunday's operation"
        modifies = token.dep_ in {"compound", "nmod"} and named.pos_ in {"NOUN", "PROPN"} and named.i not in by_token
        if modifies and named.ent_type_ not in {"DATE", "TIME", "EVENT"} and not self._within(token, by_token):
            return None  # "a May 2 resolution"
        invited = _invited_to(token, by_token) or _agreed_from(token, by_token)
        if invited is not None:
            return invited
        for step in token.ancestors:
            told = _within_subject(step, token)
            if told is not None:
                return by_token.get(told.i)
            if step.i in by_token:
                return _judged(step, token, by_token) or by_token[step.i]
            named = step.head.head
            due = step.dep_ == "xcomp" and step.head.lower_ == "due" and named.pos_ == "NOUN"
            if due and named.i in by_token:  # "an exercise due to start on Friday"
                return by_token[named.i]
            if tree.is_verb(step):
                clause = step.head if step.dep_ == "xcomp" else step  # "the trip on which it was to set out on Monday"
                if step.lemma_ in LEAVING and clause.dep_ == "relcl" and clause.head.i in by_token:
                    return by_token[clause.head.i]
                arranged = step.dep_ in {"relcl", "acl"} and step.lemma_ in _PLANNING and token.head.lower_ == "for"
                met = step.head.head.head if step.head.dep_ == "pobj" and step.head.head.lower_ == "of" else step.head
                planned = next((t for t in (step.head, met) if t.i in by_token), None) if arranged else None
                if planned is not None:
                    return by_token[planned.i]  # "a meeting of the two that the envoy had arranged for Friday"
                below = step.dep_ == "relcl" and step.lemma_ in _COMING and step.head.head.i in by_token
                below = below and not tree.children(step, "dobj")  # "the navy, which began a drill on Friday, denied"
                if below and step.head.dep_ in {"nsubj", "nsubjpass"}:
                    return by_token[step.head.head.i]  # "the missile, which landed on Tuesday, killed two"
                truce = step.dep_ == "acl" and step.head.lemma_ in {"truce", "ceasefire", "armistice"}
                if truce and step.lemma_ == "announce" and any(c.lower_ == "the" for c in step.head.children):
                    return None  # "the truce, announced by the envoy on Monday"
                found = self._carried(step, token, by_token)
                describes = step.dep_ == "acl" and step.tag_ == "VBG"  # "fired at bases housing troops on Wednesday"
                # "struck what it said were tunnels on Monday"
                called = step.dep_ == "ccomp" and (step.lemma_ == "be" or bool(syntax.what_objects(step.head)))
                passive = called or (step.dep_ in {"xcomp", "acl", "relcl"} and tree.is_passive(step))
                # "suspended a pact meant to keep the peace on Friday"
                passive = passive or (step.dep_ == "xcomp" and step.head.dep_ == "acl" and not self._says(step))
                if passive and step.dep_ in {"acl", "relcl"} and lemma(step.head) in CLAIM_NOUNS and found is None:
                    return None  # "denied claims made on Monday"
                known = lemma(step.head) in _NAMED_BY or step.head.i in by_token
                if step.dep_ == "acl" and passive and found is None and not known and step.head.dep_ == "pobj":
                    return None  # "stripped it of the status granted in 1996"
                if found is not None or not (describes or passive):
                    return found  # else "a meeting expected to be held on Friday": on to the noun
        return None

    def _within(self, token: Token, by_token: dict[int, Trigger]) -> bool:
        """Whether a day is part of a phrase for an event: "the Monday morning bomb attack"."""
        step = token
        while step.dep_ in {"compound", "nmod", "amod"} and step.head != step:
            step = step.head
            if step.i in by_token or step.ent_type_ in {"DATE", "TIME"}:
                return True
        return False

    def _carried(self, verb: Token, time: Token, by_token: dict[int, Trigger]) -> Trigger | None:
        due = (
            [c for c in tree.children(verb, "acomp") if c.i in by_token and c.i < time.i] if verb.lemma_ == "be" else []
        )
        if due:
            return by_token[due[0].i]  # "is due in Delhi on Tuesday, and his minister has offered to mediate"
        if verb.lemma_ == "follow" and tree.is_passive(verb):  # "the attack was followed two days later by a strike"
            return next((by_token[t.i] for t in syntax.agents_by(verb) if t.i in by_token), None)
        below = [*syntax.logical_objects(verb), *syntax.surface_subjects(verb)] if not self._says(verb) else []
        held = time.dep_ == "pobj" and time.head.lower_ == "for"
        if verb.lemma_ == "announce" and verb.tag_ == "VBD" and not held and time.i > verb.i:
            below = [t for t in below if by_token.get(t.i) is None or by_token[t.i].frame.type not in _HELD_LATER]
        if verb.lemma_ in {"come", "be"}:  # "came under fire the same day"
            below += tree.prepositional(verb, "under")
        if verb.lemma_ in LEAVING:  # "leaves today for a tour"
            below += [n for name in ("for", "on") for n in tree.prepositional(verb, name)]
        if verb.lemma_ in _ENDING:
            # "a ceasefire declared in March collapsed on August 24"; but talks do as they are held
            below = [t for t in below if t.i in by_token and by_token[t.i].frame.type in {"Negotiation", *SITTINGS}]
        below += [n for t in below if t.i not in by_token for n in tree.prepositional(t, "of")]  # "a wave of strikes"
        # "adopted a resolution demanding"; but "buried soldiers killed in a raid"
        below += [c for t in below for c in t.children if c.dep_ == "acl" and c.tag_ != "VBN"]
        if self._says(verb):
            # who says on Tuesday that he is postponing it postpones it on Tuesday
            below = [c for c in verb.children if c.dep_ == "ccomp" and c.tag_ == "VBG" and not self._dated(c)]
        for noun in (n for p in ("in", "during") for n in tree.prepositional(verb, p) if n.i in by_token):
            if by_token[noun.i].frame.type in {"PhoneCall", "VideoCall", "Meeting", "Negotiation"}:
                return by_token[noun.i]  # "told him in a call on Wednesday that"
        drills = [n for n in tree.prepositional(verb, "in") if n.i in by_token and verb.i not in by_token]
        below += [n for n in drills if by_token[n.i].frame.type in {"MilitaryExercise", "Clash"}]
        heard = tree.children(verb, "dobj") if verb.lemma_ in {"tell", "address"} and verb.i < time.i else []
        below += [o for o in heard if o.i in by_token and by_token[o.i].frame.type in SITTINGS]  # "told a session on"
        hit = next((by_token[t.i] for t in below if t.i in by_token), None)
        if hit is not None:
            return hit
        below = [c for c in verb.children if c.dep_ == "xcomp" or (c.dep_ == "advcl" and c.tag_ == "VBG")]
        below += [c for c in verb.children if c.dep_ == "conj" and c.i > time.i]  # "crossed on Tuesday and bombed"
        below += [c for c in verb.children if c.dep_ == "advcl" and any(k.lower_ == "when" for k in c.children)]
        below += [x for c in verb.children if c.dep_ == "acomp" for x in (c, *c.children) if x.dep_ in _DUE]
        if not self._says(verb):  # "told them on Sunday before threatening"
            below += [c for p in tree.children(verb, "prep") if p.i > time.i for c in tree.children(p, "pcomp")]
        found = next((by_token[c.i] for c in below if c.i in by_token), None)
        found = found or _received_where(verb, time, by_token) or _after_hours(verb, by_token)
        if found is not None and not self._says(verb):
            return found
        speaking = verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.lemma_ in {"speak", "write", "talk"}
        if (speaking or verb.dep_ in {"xcomp", "aux", "auxpass"}) and verb.head.i in by_token:
            above = by_token[verb.head.i]
            ahead = above.frame.complement not in {None, Status.NEGATED}  # "promised to speak on Thursday"
            return None if ahead and not speaking else above
        return None

    def _said_on(self, time: Token) -> Token | None:
        """The verb of saying that a time belongs to: "told reporters on Saturday"."""
        verb = next((a for a in time.ancestors if tree.is_verb(a)), None)
        above = verb is not None and (time.head == verb or time.head.head == verb)
        return verb if verb is not None and above and (self._says(verb) or verb.lemma_ in _TELLING) else None

    def _dated(self, verb: Token) -> bool:
        return any(t.ent_type_ == "DATE" for t in verb.subtree)

    def _says(self, verb: Token) -> bool:
        return any(c.dep_ in {"ccomp", "parataxis"} for c in verb.children) or verb.dep_ == "parataxis"

    def place(self, trigger: Trigger) -> int | None:
        """The place mention that says where an event happened."""
        token = trigger.token
        objects = syntax.logical_objects(token) if tree.is_verb(token) else []
        chain = [token, *objects]
        if token.dep_ == "dobj":
            chain.append(token.head)
        if self._frames.is_a(trigger.frame.type, "MilitaryAction"):
            hit = [self._mentions.place_at(n) for n in (*objects, *tree.prepositional(token, "of"))]
            struck = next((p for p in hit if p is not None), None)
            if struck is not None:
                return struck  # "shelled Kabo", "the siege of Kabo"
        for start in chain:
            for child in start.children:
                if child.dep_ == "prep" and child.lower_ in _PLACES:
                    for noun in tree.children(child, "pobj"):
                        found = self._mentions.place_at(noun)
                        if found is not None:
                            return found
        return None

    def quantity(self, trigger: Trigger) -> Quantity | None:
        """The number of what an event is done with, or of the events themselves."""
        token = trigger.token
        heads = {token.i}
        if tree.is_verb(token):
            heads |= {n.i for n in syntax.logical_objects(token)}
        else:
            for name in ("of", "with", "to"):
                heads |= {n.i for n in tree.prepositional(token, name)}
        return next((q.quantity for q in self._quantities if q.head_i in heads), None)


def _in_which(verb: Token) -> Token | None:
    """The noun that a clause with "in which" goes on to tell of."""
    which = [c for p in tree.children(verb, "prep") if p.lower_ == "in" for c in p.children if c.lower_ == "which"]
    return verb.head if which and verb.dep_ == "relcl" else None


def _invited_to(token: Token, by_token: dict[int, Trigger]) -> Trigger | None:
    """The talk for which somebody is asked or invited: "invited the leaders to a conference on Friday"."""
    noun = by_token.get(token.head.i - 1) if token.dep_ == "pobj" and token.head.lower_ == "on" else None
    above = by_token.get(token.head.head.i)
    if noun is None or above is None or noun.token.pos_ != "NOUN" or above.frame.type not in {"Invitation", "Request"}:
        return None
    return noun if above.token.is_ancestor(noun.token) else None


def _agreed_from(token: Token, by_token: dict[int, Trigger]) -> Trigger | None:
    """What is to begin on the day from which it is agreed on: "agreed on joint manoeuvres from Sunday"."""
    verb = token.head.head
    if (
        token.dep_ != "pobj"
        or token.head.lower_ not in {"from", "for"}
        or verb.lemma_ not in {"agree", "decide", "settle"}
    ):
        return None
    return next((by_token[n.i] for n in tree.prepositional(verb, "on") if n.i in by_token and n.i < token.i), None)


def _dated_by_hours(triggers: list[Trigger], by_token: dict[int, Trigger], unknown: set[int]) -> None:
    """Give verbs the day of what they were done hours before or after; `unknown` are the times without a value."""
    for trigger in triggers:
        if tree.is_verb(trigger.token) and (trigger.time is None or trigger.time in unknown):
            day = _hours_apart(trigger.token, by_token)
            trigger.time = trigger.time if day is None else day


def _hours_apart(verb: Token, by_token: dict[int, Trigger]) -> int | None:
    """The day of the event that something was done hours before or after: "met him hours before Tuesday's raid"."""
    for preposition in tree.children(verb, "prep"):
        counted = [
            *tree.children(preposition, "npadvmod", "advmod"),
            *verb.doc[max(0, preposition.i - 1) : preposition.i],
        ]
        if preposition.lower_ in {"before", "after"} and any(c.lemma_ in {"hour", "minute"} for c in counted):
            dated = (by_token[n.i].time for n in tree.children(preposition, "pobj") if n.i in by_token)
            return next((t for t in dated if t is not None), None)
    return None


def _after_hours(verb: Token, by_token: dict[int, Trigger]) -> Trigger | None:
    """What filled the hours before something was done: "issued on Thursday after seven hours of talks"."""
    spent = [n for n in tree.prepositional(verb, "after") if n.lemma_ in {"hour", "minute"}]
    return next((by_token[n.i] for h in spent for n in tree.prepositional(h, "of") if n.i in by_token), None)


def _received_where(verb: Token, time: Token, by_token: dict[int, Trigger]) -> Trigger | None:
    """What is done in the place named before the day: "spoke in Tunis, where he received the envoy on Monday"."""
    places = [n for p in ("in", "to", "at") for n in tree.prepositional(verb, p)]
    there = [c for n in places for c in tree.children(n, "relcl") if c.i in by_token and c.i < time.i]
    return next((by_token[c.i] for c in there if any(k.lower_ == "where" for k in c.children)), None)


def _within_subject(verb: Token, time: Token) -> Token | None:
    """The clause about a subject that a day before the main verb belongs to: "a team expected on Friday put it off"."""
    if not tree.is_verb(verb) or time.i > verb.i:
        return None
    for subject in tree.children(verb, "nsubj", "nsubjpass"):
        for clause in tree.children(subject, "relcl", "acl"):
            between = verb.doc[clause.i : time.i]
            if subject.i < clause.i < time.i and not any(t.text in {",", "—"} for t in between):
                return clause
            # "who received the secretary general, Jens Kato, on Monday, promised"
            behind = verb.doc[time.i + 1 : verb.i]
            closes = (
                0 < len(behind) <= 3
                and behind[0].text == ","
                and all(t.pos_ in {"AUX", "PUNCT", "ADV"} for t in behind)
            )
            if subject.i < clause.i < time.i and clause.dep_ == "relcl" and closes:
                told = [t for t in clause.subtree if tree.is_verb(t) and t.i < time.i]
                return told[-1] if told else clause  # "who took power after soldiers had arrested her on Monday, said"
    return None


def _counted_from(token: Token, by_token: dict[int, Trigger]) -> Trigger | None:
    """The event from which a time is counted, and whose day it tells: "a day after the raid, they met on Friday"."""
    for clause in tree.children(token, "relcl", "advcl"):  # "will do so, a day after it blew up the office"
        if clause.i in by_token and any(c.dep_ == "mark" and c.lower_ in {"after", "before"} for c in clause.children):
            return by_token[clause.i]
    preposition = token if token.lower_ in {"after", "before"} else token.head
    if preposition.lower_ not in {"after", "before"} or preposition.dep_ != "prep":
        return None
    if token.dep_ == "pobj" or not tree.children(preposition, "npadvmod", "advmod"):
        return None  # "after Friday"
    return next((by_token[n.i] for n in tree.children(preposition, "pobj") if n.i in by_token), None)


def _judged(verb: Token, time: Token, by_token: dict[int, Trigger]) -> Trigger | None:
    """The meeting of "condemned a meeting in Bonn on Friday": a day behind a place goes with what is judged there."""
    if by_token[verb.i].frame.type not in {"Accusation", "Endorsement"} or not tree.is_verb(verb):
        return None
    acts = [o for o in tree.children(verb, "dobj") if o.i in by_token and o.i < time.i]
    there = [p for o in acts for p in tree.children(o, "prep") if p.lower_ in {"in", "at", "near"} and p.i < time.i]
    return by_token[acts[-1].i] if there else None


def _tells_more(one: TimeExpression, known: TimeExpression) -> bool:
    """Whether a time settles what another left open, or the day within its month."""
    if not one.settled:
        return False
    return not known.settled or (len(one.value or "") > len(known.value or "") and _within(one, known))


def _within(one: TimeExpression, other: TimeExpression) -> bool:
    return (one.value or "").startswith(other.value or "-")
