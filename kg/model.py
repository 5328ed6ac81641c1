"""What passes between the rooms: frozen records from the article to the resolved events and claims.

Offsets count Unicode code points of `Document.text`, half-open: `text[span.start:span.end]`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open run of code points of a document's text."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Document:
    """One article as it was given; `text` is frozen and everything else counts its characters.

    A title that came beside the text and does not open it stands at the end of `text` (after a blank
    line, at `title_span`), so that offsets in the text as given stay what they are.
    """

    id: str
    text: str
    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    language: str = "en"
    url: str | None = None
    title_span: Span | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of the UTF-8 text, in hexadecimal."""
        return sha256(self.text.encode("utf-8")).hexdigest()


class ActorType(StrEnum):
    """The kinds of actor; each is a class of the ontology."""

    PERSON = "Person"
    STATE = "State"
    GOVERNMENT_BODY = "GovernmentBody"
    ORGANIZATION = "Organization"
    NEWS_ORGANIZATION = "NewsOrganization"
    ARMED_GROUP = "ArmedGroup"
    ARMED_FORCE = "ArmedForce"
    INTERNATIONAL_ORGANIZATION = "InternationalOrganization"
    UNNAMED_SOURCE = "UnnamedSource"
    GROUP = "Group"


class Status(StrEnum):
    """What became of an event, as the article leaves it."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    POSSIBLE = "possible"
    ATTEMPTED = "attempted"
    PREVENTED = "prevented"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    NEGATED = "negated"


class Stance(StrEnum):
    """Whether a source asserts or denies."""

    ASSERTS = "asserts"
    DENIES = "denies"


class Voice(StrEnum):
    """In whose words a claim stands in the text."""

    NARRATOR = "narratorVoice"
    QUOTE = "directQuote"
    INDIRECT = "indirectSpeech"
    HEARSAY = "hearsay"


class RoleName(StrEnum):
    """The part that an actor takes in an event."""

    AGENT = "agent"
    RECIPIENT = "recipient"


class MentionKind(StrEnum):
    """How a mention names its actor."""

    NAME = "name"  # Joe Biden, Hezbollah, the Pentagon
    STATE = "state"  # Iran, Tehran, Iranian: a state by its name, capital or demonym
    TITLE = "title"  # the prime minister, his counterpart: points at somebody
    NOMINAL = "nominal"  # a US official, rebels, the two leaders
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `headline` holds for the title lines of the article, `paragraph` counts its lines from 0."""

    index: int
    span: Span
    headline: bool = False
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class OfficeMention:
    """An office as words put it: `title` in the text's order ("Defense Secretary"), of which state or body."""

    title: str
    span: Span
    state: str | None = None  # ISO 3166-1 alpha-2, upper case
    body: str | None = None  # the words for a body or group that is no state
    former: bool = False
    of: int | None = None  # index of the mention ("its" leader) that the office belongs to
    never: tuple[str, ...] = ()  # the states that have no such office
    choices: tuple[str, ...] = ()  # the states that use a title which no word beside it places, the likeliest first


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that point at an actor.

    `name` is the name or description without articles and titles; `state` the ISO code of the state that it
    is (kind `state`) or that it belongs to. `number` is "singular" or "plural" or None, `gender` "male",
    "female" or None.
    """

    index: int
    span: Span
    head: Span
    kind: MentionKind
    name: str
    sentence: int
    type: ActorType | None = None
    state: str | None = None
    place: str | None = None  # the capital or seat whose name stands for the actor (metonymy)
    office: OfficeMention | None = None
    number: str | None = None
    gender: str | None = None
    told_gender: str | None = None  # of a named person, by the given name
    definite: bool = False
    members: tuple[int, ...] = ()  # of a coordination that is spoken of as one
    owner: int | None = None  # the mention of whom it is the leader, aide or counterpart ("its", "his")
    apart: tuple[int, ...] = ()  # mentions that it cannot be, being arguments of the same verb
    likely: int | None = None  # the mention that the syntax makes it stand for ("condemned Iran for its attack")
    subject: bool = False  # of a clause
    modifier: bool = False  # only a possessor or modifier of another noun
    joined: bool = False  # one of several that act together: "Chad and Kenya agreed"
    pair: bool = False  # "both", "the two"
    depth: int = 0  # steps to the root of the sentence's parse
    posts: tuple[int, ...] = ()  # "Peru and Chile's defence ministers": a mention for each of them
    machine: str | None = None  # "aircraft" or "vessel", where one stands for whose it is


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A stretch of time named by the text.

    `start` and `end` are the first and the last day that it may mean (inclusive; None: open), `edtf` its
    EDTF level 1 form. `settled` holds where it names a day, a month or a year by itself ("2024-10-09",
    "2023-05", "2023"), and `value` is that; "last week" and "days later" settle nothing.
    """

    index: int
    span: Span
    sentence: int
    edtf: str | None = None
    start: date | None = None
    end: date | None = None
    value: str | None = None

    @property
    def settled(self) -> bool:
        """Whether the words name one day, month or year."""
        return self.value is not None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts; `precision` is "exact", "about", "atLeast", "atMost", "nearly", "several"."""

    span: Span
    sentence: int
    value: float | None
    precision: str
    unit: str


@dataclass(frozen=True, slots=True)
class Role:
    """An actor's part in an event mention; `mention` is an index into `Reading.mentions`."""

    name: RoleName
    mention: int


@dataclass(frozen=True, slots=True)
class EventMention:
    """A trigger word and what the sentence says around it.

    `words` are the trigger with the verb that carries it or the object that makes it this event ("imposed sanctions",
    "opened fire"), the trigger itself where there is none. `signals` are the words that decided `status`, each with its
    place; none means that nothing in the sentence decides it. `theme` is the index of the event mention that this one
    acts on (a visit that is blocked), `cause` of the one it answers. `frame` names the lexicon entry.
    """

    index: int
    span: Span
    words: Span
    type: str
    sentence: int
    status: Status
    frame: str
    lemma: str
    roles: tuple[Role, ...] = ()
    time: int | None = None
    place: int | None = None
    quantity: Quantity | None = None
    theme: int | None = None
    cause: int | None = None
    nominal: bool = False
    definite: bool = False
    weapon: str | None = None  # the kind of attack that its weapon makes it: "DroneAttack" of "killed by a drone"
    machine: str | None = None  # what is hit, where it is a machine: "plane", "helicopter", "ship"
    distinct: bool = False  # "a second call": another one than those told of before
    during: int | None = None  # the mention of the visit on which it was to be: "a trip to Paris, where he was to meet"
    setting: int | None = None  # the mention of the talk that it was done in: "warned him when they met"
    apart: int | None = None  # the event mention before or after which it was: "bombed it after the attack"
    same_as: int | None = None  # the event mention that it names again in the same breath ("departed for a visit")
    signals: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Where something happened: the name of a place that is not spoken of as an actor."""

    index: int
    span: Span
    name: str
    sentence: int
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue that names a source or hedges; `source` None means that the text leaves it open ("reportedly").

    `content` holds indices of event mentions, `parent` the index of the attribution inside which this one
    stands ("the paper reported that an official said").
    """

    index: int
    span: Span
    sentence: int
    stance: Stance
    voice: Voice
    source: int | None = None
    via: int | None = None
    content: tuple[int, ...] = ()
    parent: int | None = None
    hedged: bool = False
    within: tuple[int, ...] = ()  # events inside what is hedged, which nobody vouches for either
    charged: bool = False  # denies a charge or a part in what happened: "denied Kenyan charges that it had sent troops"


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read out of one document, before anything is linked."""

    document: Document
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    times: tuple[TimeExpression, ...]
    places: tuple[PlaceMention, ...]
    events: tuple[EventMention, ...]
    attributions: tuple[Attribution, ...]
    state_names: Mapping[str, str] = field(default_factory=dict)  # of all states, by ISO code
    home: str | None = None  # the state that the publisher's name speaks of: "The Manila Times"
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor; `key` is its IRI path under the data base, `local` holds where only this article knows it."""

    index: int
    key: str
    type: ActorType
    name: str
    aliases: tuple[str, ...] = ()
    mentions: tuple[int, ...] = ()
    state: str | None = None  # ISO code of the state that it is or belongs to
    local: bool = False
    wikidata: str | None = None  # "Q6279", where an authority knows the actor
    authority_name: str | None = None


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person (index of an entity) holds an office of an actor; `mentions` say so."""

    holder: int
    title: str
    of: int | None
    former: bool
    mentions: tuple[int, ...]
    start: date | None = None  # first and last day, where an authority tells them
    end: date | None = None
    known: bool = False  # not from the text, but from an authority: of whom the office is

    def in_force(self, day: date | None) -> bool:
        """Whether the office was held on a day, as far as is known."""
        if day is None:
            return not self.former
        return not ((self.start and day < self.start) or (self.end and day > self.end) or self.former)


@dataclass(frozen=True, slots=True)
class Event:
    """One event with all its mentions (indices into `Reading.events`); participants are (role, entity, mention)."""

    index: int
    type: str
    mentions: tuple[int, ...]
    participants: tuple[tuple[RoleName, int, int], ...] = ()
    time: int | None = None
    places: tuple[int, ...] = ()
    quantity: Quantity | None = None
    theme: int | None = None
    cause: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A holder's stance on one event, or on other claims.

    `holder` is an entity's index, None for a source that the text leaves open; `publisher` holds for the
    claims of the article itself. `evidence` is the trigger or the cue, `sentence` where it stands.
    """

    index: int
    event: int | None
    claims: tuple[int, ...]
    holder: int | None
    publisher: bool
    polarity: str  # affirms, negates, uncommitted
    phase: Status
    certainty: str  # certain, probable, possible, unspecified
    voice: Voice
    evidence: Span
    sentence: int
    attribution: int | None = None
    also: tuple[Span, ...] = ()  # further triggers or cues that say the same


@dataclass(frozen=True, slots=True)
class Resolution:
    """A reading with its mentions resolved: who and what there is, and who says so."""

    reading: Reading
    entities: tuple[Entity, ...]
    entity_of: dict[int, tuple[int, ...]] = field(default_factory=dict)  # mention -> entities (plural: several)
    tenures: tuple[Tenure, ...] = ()
    events: tuple[Event, ...] = ()
    event_of: dict[int, int] = field(default_factory=dict)  # event mention -> event
    claims: tuple[Claim, ...] = ()
    statuses: dict[int, tuple[Status, bool]] = field(default_factory=dict)  # event -> status, disputed
