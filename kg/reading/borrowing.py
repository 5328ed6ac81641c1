"""Who is at the receiving end where no slot of the verb says so: in the object, in a nested event, in the setting.

"Turned down all proposals made by the rebels", "suspended aid to Sudan", "demanded that Iran withdraw", "defended the
government's actions". Only an empty side is filled, and only with an actor that the words name there.
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.model import RoleName
from kg.reading import syntax, tree
from kg.reading.frames import FrameLexicon
from kg.reading.nouns import is_site_of, owners, sums_up
from kg.reading.roles import RoleFiller, Trigger

# acts upon what another did or has: their recipient is who did or has it
_ON_ANOTHERS_ACT = {"Refusal", "Endorsement", "Accusation", "Approval", "Obstruction"}
# acts through something that is meant for another: their recipient is whom that is for
_THROUGH_THE_ACT = {
    "Sanction", "Cancellation", "Concession", "Coercion", "Threat", "Assurance", "Aid", "MilitaryAid", "Cooperation",
    "Deployment", "Protest", "Negotiation", "Agreement",
}  # fmt: skip
LEAVING = {"leave", "depart", "embark", "set"}
_MEASURES = {"Sanction", "Retaliation", "Attack", "Airstrike"}
_GIVING = {"give", "make", "offer", "issue"}
_MAKING_TRIPS = {"pay", "make", "plan", "undertake"}
_PLANNING_TRIPS = {"plan", "schedule", "announce", "be", "pay", "make"}
_ASKING = {"Request", "Order", "Condition"}
# acts in which somebody is spoken to, and what may be said to him in the same breath
_SPEAKING_TO = {"Request", "Invitation", "Order", "Assurance", "PhoneCall", "Meeting", "Warning"}
_SAID_TO = {"Warning", "Threat", "Request", "Question", "Assurance"}
_WRITTEN = {
    "Request",
    "Warning",
    "Threat",
    "Question",
    "Assurance",
    "Notification",
    "Refusal",
    "Invitation",
    "Condition",
}
_LETTERS = {"letter", "note", "message", "telegram", "email", "e-mail", "cable", "memo"}
_STRIKES = {"Raid", "Attack", "Airstrike", "GroundOperation", "DroneAttack", "MissileAttack", "Shelling", "Bombing"}
_MAKERS = ("by", "from")
_AIMS = ("with", "to", "on", "against", "for", "at", "between")


class Borrowing:
    """Completes the recipients of the events of one passage."""

    def __init__(self, frames: FrameLexicon, roles: RoleFiller) -> None:
        self._frames = frames
        self._roles = roles

    def complete(self, found: list[Trigger]) -> None:
        """Fill the empty receiving sides, the innermost event first, since outer ones borrow from it."""
        by_token = {t.token.i: t for t in found}
        for trigger in found:
            if trigger.frame.type == "Visit" and not trigger.who(RoleName.AGENT):
                trigger.roles += [(RoleName.AGENT, m) for m in self._travellers(trigger.token, by_token)]
            if trigger.frame.type in {"Meeting", "Negotiation"} and trigger.token.pos_ == "NOUN" and not trigger.roles:
                trigger.roles += [(RoleName.AGENT, m) for m in self._present(trigger.token)]
            if not trigger.who(RoleName.AGENT):
                trigger.roles += [(RoleName.AGENT, m) for m in self._striking(trigger, by_token)]
        for trigger in reversed(found):
            if trigger.who(RoleName.RECIPIENT) or not trigger.frame.recipient:
                continue
            others = self._from_setting(trigger, by_token) or self._from_act(trigger, by_token) or self._warned(trigger)
            others = others or _addressed(trigger, by_token)
            agents = trigger.who(RoleName.AGENT)
            trigger.roles += [(RoleName.RECIPIENT, m) for m in others if m not in agents]

    def _travellers(self, noun: Token, by_token: dict[int, Trigger]) -> list[int]:
        """Who puts off a trip or leaves for a tour was to make it, if it is a person or a group."""
        # the model hangs "that Kato had planned" of "a trip to the city that Kato had planned" on the city
        goals = tree.prepositional(noun, "to")
        planned = [c for n in goals for c in tree.children(n, "relcl") if c.lemma_ in _PLANNING_TRIPS]
        for clause in [*tree.children(noun, "relcl", "acl"), *planned]:
            verbs = [clause, *tree.children(clause, "xcomp")]  # "was to have paid"
            on = [c for v in verbs for p in v.children if p.lower_ == "on" for c in p.children]
            if {v.lemma_ for v in verbs} & _MAKING_TRIPS or any(c.lower_ == "which" for c in on):
                # "a trip that he had planned", "a trip on which he was to meet the king"
                found = self._roles.personal(self._roles.mentioned(syntax.logical_subjects(clause)))
                if found:
                    return found
        verb = noun.head if noun.dep_ == "dobj" else noun.head.head
        above = by_token.get(verb.i)
        undone = noun.dep_ == "dobj" and above is not None and above.frame.type in {"Cancellation", "Postponement"}
        leaves = noun.dep_ == "pobj" and verb.lemma_ in LEAVING and noun.head.lower_ in {"for", "on"}
        own = noun.dep_ == "dobj" and verb.lemma_ == "announce" and noun.lemma_ in {"journey", "trip", "tour"}
        told_before = any(c.lower_ == "the" for c in noun.children) and not tree.children(noun, "relcl")
        if tree.is_verb(noun) or not tree.is_verb(verb) or not (undone or leaves or own) or told_before:
            return []
        return self._roles.personal(self._roles.mentioned(syntax.logical_subjects(verb)))

    def _striking(self, trigger: Trigger, by_token: dict[int, Trigger]) -> list[int]:
        """Who does something in a raid makes the raid: "captured two soldiers in a raid"."""
        noun = trigger.token
        if noun.dep_ != "pobj" or noun.head.lower_ != "in" or trigger.frame.type not in _STRIKES:
            return []
        above = by_token.get(noun.head.head.i)
        done = above is not None and not tree.is_passive(above.token) and tree.is_verb(above.token)
        if above is None or not done or not self._frames.is_a(above.frame.type, "MilitaryAction"):
            return []
        return above.who(RoleName.AGENT)

    def _present(self, noun: Token) -> list[int]:
        """Who takes part in a meeting by what is done there: "at which Kato was to have discussed it with Okello"."""
        for clause in tree.children(noun, "relcl"):
            verbs = [clause, *tree.children(clause, "xcomp")]
            there = any(c.lower_ == "which" and p.lower_ in {"at", "in"} for p in clause.children for c in p.children)
            if there and {v.lemma_ for v in verbs} & {"discuss", "negotiate", "confer", "debate", "meet", "talk"}:
                beside = [one for v in verbs for one in (v, *tree.children(v, "dobj"))]
                partners = [n for one in beside for n in tree.prepositional(one, "with")]
                return self._roles.mentioned([*syntax.surface_subjects(clause), *partners])
        return []

    def _from_setting(self, trigger: Trigger, by_token: dict[int, Trigger]) -> list[int]:
        """Who is spoken to in a call is who takes part in it: "will reiterate, during his call with Netanyahu"."""
        token = trigger.token
        if token.dep_ == "dobj" and token.head.lemma_ in _GIVING:
            token = token.head  # "gave him an assurance in a call with Kato"
        if not self._frames.is_a(trigger.frame.type, "Statement") or not tree.is_verb(token):
            return []
        letters = [n for n in tree.prepositional(token, "in") if n.lemma_ in _LETTERS]
        if letters and trigger.frame.type in _WRITTEN:  # "asked for help in a letter to the council"
            return self._roles.mentioned(o for n in letters for o in tree.prepositional(n, "to"))
        setting = [n for p in ("in", "during") for n in tree.prepositional(token, p) if n.i in by_token]
        if not setting or not self._frames.is_a(by_token[setting[0].i].frame.type, "Consultation"):
            return []
        return by_token[setting[0].i].who(RoleName.RECIPIENT)

    def _warned(self, trigger: Trigger) -> list[int]:
        """Whom a measure would hit is who is warned of it: "warned the emirate of further sanctions"."""
        noun = trigger.token
        if noun.dep_ != "pobj" or noun.head.lower_ not in {"of", "with"} or trigger.frame.type not in _MEASURES:
            return []
        verb = noun.head.head
        warns = verb.lemma_ in {"warn", "threaten"} and tree.is_verb(verb)
        return self._roles.mentioned(syntax.logical_objects(verb)) if warns else []

    def _from_act(self, trigger: Trigger, by_token: dict[int, Trigger]) -> list[int]:
        kind = trigger.frame.type
        for act in _acts(trigger.token):
            nested = by_token.get(act.i)
            if kind in _ON_ANOTHERS_ACT:
                found = (nested.who(RoleName.AGENT) if nested else []) or self._makers(act)
                if not found and sums_up(act):  # "sent troops to the border, a move that the minister denounced"
                    found = self._roles.mentioned(syntax.logical_subjects(act.sent.root))
                hit = nested is not None and self._frames.is_a(nested.frame.type, "MilitaryAction")
                if not (hit and kind == "Accusation"):  # "condemned the killing of the soldiers": not the soldiers
                    found = found or (nested.who(RoleName.RECIPIENT) if nested else []) or self._aims(act)
            elif kind in {"Agreement", "Assurance"} and nested is not None and nested.frame.type == "Visit":
                return []  # "agreed to leave for Belarus"
            elif kind in _THROUGH_THE_ACT:
                found = (nested.who(RoleName.RECIPIENT) if nested else []) or self._aims(act) or self._makers(act)
            elif kind in _ASKING:
                found = nested.who(RoleName.AGENT) if nested else []
                if not found and tree.is_verb(act) and not tree.children(act, "auxpass"):
                    found = self._roles.mentioned(syntax.surface_subjects(act))
            else:
                return []
            found = [m for m in found if m not in trigger.who(RoleName.AGENT)]
            if found:
                return found
        return []

    def _makers(self, noun: Token) -> list[int]:
        """Whose a thing is or who made it: "Buhari's decision", "an offer made by the rebels"."""
        if tree.is_verb(noun):
            return []
        passives = [c for c in noun.children if c.dep_ in {"acl", "relcl"}]
        return (
            self._roles.mentioned(n for n in owners(noun) if not is_site_of(n, noun))
            or self._roles.mentioned(n for p in _MAKERS for n in tree.prepositional(noun, p))
            or self._roles.mentioned(n for verb in passives for n in syntax.agents_by(verb))
        )

    def _aims(self, noun: Token) -> list[int]:
        """For whom a thing is: "ties with Iran", "restrictions imposed on the opposition"."""
        below = [noun, *(c for c in noun.children if c.dep_ in {"acl", "relcl"} and tree.is_passive(c))]
        for name in _AIMS:
            found = self._roles.mentioned(n for one in below for n in tree.prepositional(one, name))
            if found:
                return found
        return []


def _acts(token: Token) -> list[Token]:
    """What a verb or noun acts on: its objects and complements, or what stands in its of- and for-phrases."""
    if tree.is_verb(token):
        return syntax.logical_objects(token) + tree.complements(token)
    clauses = [c for c in token.children if c.dep_ in {"acl", "ccomp"} and tree.is_verb(c)]
    return [n for p in ("of", "for", "in", "to") for n in tree.prepositional(token, p)] + clauses


def _addressed(trigger: Trigger, by_token: dict[int, Trigger]) -> list[int]:
    """Who is asked is warned as well: "appealed to Kato, warning of clashes", "summoned him and demanded"."""
    token = trigger.token
    above = by_token.get(token.head.i)
    aside = token.dep_ == "advcl" and token.tag_ == "VBG"
    joined = token.dep_ == "conj" and token.tag_ == token.head.tag_ and not tree.children(token, "nsubj", "nsubjpass")
    joined = joined and syntax.coordinated(token) == token.head
    seen = above is not None and (above.frame.type in {"PhoneCall", "Meeting"} or above.token.lemma_ == "summon")
    joined = joined and seen  # "urged Kato to leave and warned that": everybody
    if above is None or above.frame.type not in _SPEAKING_TO or trigger.frame.type not in _SAID_TO:
        return []
    return above.who(RoleName.RECIPIENT) if aside or joined else []
