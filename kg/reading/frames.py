"""The frame lexicon: which verb or noun is which event, and which grammatical slot fills which role.

The entries are data (`lexicon/frames*.yaml`); their format is told in `lexicon/README.md`. They are checked
when they are loaded: an unknown key, type, slot or status is a `ShapeError` that names file and entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kg.errors import InstallationError, ShapeError
from kg.model import Status

LEXICON = Path(__file__).parent / "lexicon"
_KEYS = {
    "lemma", "pos", "type", "particle", "agent", "recipient", "object", "not_object", "subject", "requires",
    "object_is",
    "clause", "complement", "status", "theme", "weak", "coreferent", "modifier", "carrier", "not_carrier",
    "intransitive", "ahead", "tool", "not_clause", "not_modifier", "source", "not_subject", "aim", "unwilling",
    "not_particle",
}  # fmt: skip
_FLAGS = {"weak", "coreferent", "intransitive", "ahead", "unwilling"}
_SLOT = re.compile(
    r"subj|together|obj|iobj|xsubj|obj\.(poss|mod|of|by)|prep:[a-z ]+|poss|comp"
    r"|lightsubj|lightobj|lightprep:[a-z ]+|prep:[a-z ]+\.poss"
)
_CLAUSES = {"that", "to", "ing", "if", "wh", "quote", "bare", "must"}
_OBJECT_KINDS = {"actor", "event", "thing"}


@dataclass(frozen=True, slots=True)
class Frame:
    """One entry of the lexicon; the slots of a role are tried in order."""

    lemma: str
    pos: str
    type: str
    particle: str | None = None
    agent: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    object: frozenset[str] = frozenset()
    not_object: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    modifier: frozenset[str] = frozenset()
    not_modifier: frozenset[str] = frozenset()
    carrier: frozenset[str] = frozenset()
    not_carrier: frozenset[str] = frozenset()
    requires: tuple[str, ...] = ()
    object_is: str | None = None
    clause: tuple[str, ...] = ()
    not_clause: frozenset[str] = frozenset()
    complement: Status | None = None
    status: Status | None = None
    theme: tuple[str, ...] = ()
    weak: bool = False
    coreferent: bool = False
    intransitive: bool = False
    ahead: bool = False
    tool: frozenset[str] = frozenset()
    source: frozenset[str] = frozenset()
    aim: frozenset[str] = frozenset()
    unwilling: bool = False
    not_subject: frozenset[str] = frozenset()
    not_particle: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """How the entry is told apart in explanations: "shoot down.verb: Attack"."""
        particle = f" {self.particle}" if self.particle else ""
        return f"{self.lemma}{particle}.{self.pos}: {self.type}"

    @property
    def specificity(self) -> int:
        """How much an entry asks for: the one that asks for more is tried first."""
        return (
            4 * bool(self.particle or self.unwilling)
            + 3
            * bool(self.object or self.subject or self.modifier or self.carrier or self.tool or self.source or self.aim)
            + bool(self.object and self.subject)
            + 2 * bool(self.object_is or self.clause)
            + bool(self.requires)
            - self.weak
        )


@dataclass(frozen=True, slots=True)
class FrameLexicon:
    """All frames, by part of speech and lemma."""

    frames: tuple[Frame, ...]
    types: dict[str, tuple[str, ...]]
    _index: dict[tuple[str, str], tuple[Frame, ...]] = field(default_factory=dict)

    def of(self, pos: str, lemma: str) -> tuple[Frame, ...]:
        """The frames of a lemma, the most specific first."""
        return self._index.get((pos, lemma), ())

    def is_a(self, event_type: str, ancestor: str) -> bool:
        """Whether an event type is another or below it."""
        return ancestor in self.types.get(event_type, ())


@cache
def event_types() -> dict[str, tuple[str, ...]]:
    """Each event type with its path from the root, itself last: {"PhoneCall": ("Event", ..., "PhoneCall")}."""
    paths: dict[str, tuple[str, ...]] = {}

    def walk(node: Any, above: tuple[str, ...]) -> None:
        if isinstance(node, dict):
            for name, below in node.items():
                paths[name] = (*above, name)
                walk(below, paths[name])
        elif isinstance(node, list):
            for name in node:
                paths[name] = (*above, name)

    walk(read_yaml(LEXICON / "types.yaml"), ())
    return paths


def read_yaml(path: Path) -> Any:
    """A YAML file of the lexicon; InstallationError where it is missing, ShapeError where it is no YAML."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except FileNotFoundError as error:
        raise InstallationError(f"the lexicon file {path.name} is missing beside {path.parent.name}") from error
    except yaml.YAMLError as error:
        raise ShapeError(str(error), place=path.name) from error


@cache
def load_frames() -> FrameLexicon:
    """The project's frames, checked."""
    entries: list[tuple[str, dict[str, Any]]] = []
    for path in sorted(LEXICON.glob("frames*.yaml")):
        entries += [(f"{path.name}, entry {k}", entry) for k, entry in enumerate(read_yaml(path) or (), 1)]
    return build_lexicon(entries)


def build_lexicon(entries: Iterable[tuple[str, dict[str, Any]]]) -> FrameLexicon:
    """A lexicon from (place, entry) pairs; ShapeError names the place and the value of the first that is wrong."""
    frames = [frame for place, entry in entries for frame in _frames(place, entry)]
    index: dict[tuple[str, str], list[Frame]] = {}
    for frame in frames:
        index.setdefault((frame.pos, frame.lemma), []).append(frame)
    ordered = {key: tuple(sorted(some, key=lambda f: -f.specificity)) for key, some in index.items()}
    return FrameLexicon(tuple(frames), event_types(), ordered)


def _frames(place: str, entry: Any) -> list[Frame]:
    if not isinstance(entry, dict):
        raise ShapeError(f"an entry is a mapping, not {entry!r}", place=place)
    unknown = set(entry) - _KEYS
    if unknown:
        raise ShapeError(f"unknown key {sorted(unknown)[0]!r} in {entry!r}", place=place)
    if entry.get("type") not in event_types():
        raise ShapeError(f"unknown event type {entry.get('type')!r} in {entry!r}", place=place)
    if entry.get("pos") not in {"verb", "noun", "adj"}:
        raise ShapeError(f"pos is verb, noun or adj, not {entry.get('pos')!r}", place=place)
    for key, value in entry.items():
        _check(key, value, place)
    if not _words(entry.get("lemma")):
        raise ShapeError(f"an entry needs a lemma: {entry!r}", place=place)
    slots = {key: _words(entry.get(key)) for key in ("agent", "recipient", "requires", "theme")}
    for key, some in slots.items():
        for slot in some:
            if not _SLOT.fullmatch(slot):
                raise ShapeError(f"unknown slot {slot!r} for {key} in {entry!r}", place=place)
    for key, allowed in (("clause", _CLAUSES), ("object_is", _OBJECT_KINDS)):
        for word in _words(entry.get(key)):
            if word not in allowed:
                raise ShapeError(f"{key} is one of {sorted(allowed)}, not {word!r}", place=place)
    return [
        Frame(
            lemma=lemma,
            pos=entry["pos"],
            type=entry["type"],
            particle=particle,
            agent=slots["agent"],
            recipient=slots["recipient"],
            object=frozenset(_words(entry.get("object"))),
            not_object=frozenset(_words(entry.get("not_object"))),
            subject=frozenset(_words(entry.get("subject"))),
            modifier=frozenset(_words(entry.get("modifier"))),
            not_modifier=frozenset(_words(entry.get("not_modifier"))),
            not_particle=frozenset(_words(entry.get("not_particle"))),
            carrier=frozenset(_words(entry.get("carrier"))),
            not_carrier=frozenset(_words(entry.get("not_carrier"))),
            requires=slots["requires"],
            object_is=entry.get("object_is"),
            clause=_words(entry.get("clause")),
            not_clause=frozenset(_words(entry.get("not_clause"))),
            complement=status_named(entry.get("complement"), place),
            status=status_named(entry.get("status"), place),
            theme=slots["theme"],
            weak=bool(entry.get("weak")),
            coreferent=bool(entry.get("coreferent")),
            intransitive=bool(entry.get("intransitive")),
            ahead=bool(entry.get("ahead")),
            tool=frozenset(_words(entry.get("tool"))),
            source=frozenset(_words(entry.get("source"))),
            aim=frozenset(_words(entry.get("aim"))),
            unwilling=bool(entry.get("unwilling")),
            not_subject=frozenset(_words(entry.get("not_subject"))),
        )
        for lemma in _words(entry.get("lemma"))
        for particle in _words(entry.get("particle")) or (None,)
    ]


def _check(key: str, value: Any, place: str) -> None:
    """ShapeError for a flag that is neither true nor false, and for words that are none, as YAML's bare on and no."""
    if key in _FLAGS:
        if not isinstance(value, bool):
            raise ShapeError(f"{key} is true or false, not {value!r}", place=place)
        return
    wrong = [w for w in (value if isinstance(value, list) else [value]) if not isinstance(w, str)]
    if wrong:
        told = f"{key} is a word or a list of words, not {wrong[0]!r} (put on, off, yes, no, true and false in quotes)"
        raise ShapeError(told, place=place)


def status_named(value: Any, place: str) -> Status | None:
    """The status of that name; ShapeError for a name that is none, None for None."""
    if value is None or value == "refused":
        return Status.NEGATED if value else None
    try:
        return Status(value)
    except ValueError as error:
        raise ShapeError(f"unknown status {value!r}", place=place) from error


def _words(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)
