"""From filters to graph patterns that bind `?id`; every value is a bound term, none is pasted."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from api.rest.asking import literal, terms, values
from api.rest.naming import Names, Refused, chosen_types
from api.rest.parameters import Actors, Articles, Claims, EventFilters, Events, Offices, Page, Places, Tenures

Ancestors = dict[str, tuple[str, ...]]
_MOST_WORDS = 8
_TAKES_PART = "kg:agent|kg:recipient"
_QUOTED = "kg:evidence/kg:inSentence/kg:exact"


def event_patterns(wanted: EventFilters, names: Names, ancestors: Ancestors, q: str | None = None) -> str:
    """The patterns that an event must fit."""
    parts = ["?id kg:status ?is ."]
    if wanted.type:
        parts.append(f"VALUES ?class {{ {terms(chosen_types(wanted.type, ancestors))} }} ?id a ?class .")
    if wanted.status:
        parts.append(f"VALUES ?is {{ {terms(wanted.status)} }}")
    if wanted.disputed is not None:
        parts.append(_when(wanted.disputed, "?id kg:disputed true"))
    for given, parameter, path in (
        (wanted.agent, "agent", "kg:agent"),
        (wanted.recipient, "recipient", "kg:recipient"),
        (wanted.participant, "participant", _TAKES_PART),
    ):
        if given:
            parts.append(f"{values(parameter, names.actors(parameter, given))} ?id {path} ?{parameter} .")
    if wanted.state:
        parts.append(for_a_state(wanted.state, names))
    if wanted.place:
        parts.append(f"{values('place', names.places('place', wanted.place))} ?id kg:occursAt ?place .")
    if wanted.source:
        parts.append(f"{values('source', names.actors('source', wanted.source))} {_says('?id')}")
    if wanted.article:
        parts.append(f"{_articles(wanted.article, names)} ?id kg:evidence/kg:inSentence/kg:inDocument ?article .")
    parts += _between(wanted.date_from, wanted.date_to, "kg:earliest", "kg:latest")
    return "\n".join(parts + _words(q, "rdfs:label", _QUOTED, "kg:agent/skos:altLabel", "kg:recipient/skos:altLabel"))


def article_patterns(wanted: Articles, names: Names) -> str:
    """The patterns that an article must fit."""
    parts = ["?id a kg:Document ."]
    if wanted.publisher:
        parts.append(f"{values('by', names.actors('publisher', wanted.publisher))} ?id kg:publisher ?by .")
    parts += _between(wanted.published_from, wanted.published_to, "dct:issued", "dct:issued")
    return "\n".join(parts + _words(wanted.q, "dct:identifier", "dct:title", "^kg:inDocument/kg:exact"))


def actor_patterns(wanted: Actors, names: Names, ancestors: Ancestors) -> str:
    """The patterns that an actor must fit."""
    chosen = chosen_types(wanted.type or ["Actor"], ancestors)
    parts = [f"VALUES ?class {{ {terms(chosen)} }} ?id a ?class ."]
    if wanted.name:
        parts.append(values("id", names.actors("name", wanted.name)))
    if wanted.state:
        actors, offices = names.states("state", wanted.state)
        held = f"{values('post', offices)} ?held kg:tenureOffice ?post ; kg:tenureHolder ?id"
        parts.append(any_of([values("id", actors), held]))
    if wanted.article:
        parts.append(f"{_articles(wanted.article, names)} ?id ^kg:refersTo/kg:inSentence/kg:inDocument ?article .")
    return "\n".join(parts + _words(wanted.q, "rdfs:label", "skos:altLabel"))


def office_patterns(wanted: Offices, names: Names) -> str:
    """The patterns that an office must fit."""
    parts = ["?id a kg:Office ."]
    if wanted.holder:
        parts.append(f"{values('holder', names.actors('holder', wanted.holder))} ?held kg:tenureHolder ?holder ; "
                     "kg:tenureOffice ?id .")  # fmt: skip
    if wanted.state:
        parts.append(values("id", names.states("state", wanted.state)[1]))
    return "\n".join(parts + _words(wanted.q, "rdfs:label", "kg:officeIn/rdfs:label"))


def tenure_patterns(wanted: Tenures, names: Names) -> str:
    """The patterns that a tenure must fit."""
    parts = ["?id a kg:Tenure ; kg:tenureOffice ?post ."]
    if wanted.holder:
        parts.append(f"{values('holder', names.actors('holder', wanted.holder))} ?id kg:tenureHolder ?holder .")
    if wanted.office:
        parts.append(values("post", names.offices("office", wanted.office)))
    if wanted.state:
        parts.append(values("post", names.states("state", wanted.state)[1]))
    if wanted.former is not None:
        parts.append(_when(wanted.former, "?id kg:former true"))
    if wanted.article:
        parts.append(f"{_articles(wanted.article, names)} ?id kg:evidence/kg:inSentence/kg:inDocument ?article .")
    return "\n".join(parts + _words(wanted.q, "kg:tenureOffice/rdfs:label", "kg:tenureHolder/rdfs:label", _QUOTED))


def place_patterns(wanted: Places, names: Names) -> str:
    """The patterns that a place must fit."""
    parts = ["?id a kg:Place ."]
    if wanted.article:
        parts.append(f"{_articles(wanted.article, names)} GRAPH ?sentence {{ ?id a kg:Place }} "
                     "?sentence kg:inDocument ?article .")  # fmt: skip
    return "\n".join(parts + _words(wanted.q, "rdfs:label", "skos:altLabel"))


def claim_patterns(wanted: Claims, names: Names, ancestors: Ancestors) -> str:
    """The patterns that a claim on an event must fit."""
    parts = ["?about kg:status ?became . ?id kg:content ?about ."]  # in this order: the engine keeps to it
    if wanted.holder:
        parts.append(f"{values('holder', names.actors('holder', wanted.holder))} ?id kg:holder ?holder .")
    if wanted.source:
        sources = values("source", names.actors("source", wanted.source))
        upper = f"{sources} ?upper kg:holder ?source ; kg:content+ ?id"
        parts.append(any_of([f"{sources} ?id kg:holder ?source", upper]))
    if wanted.event:
        parts.append(values("about", names.events("event", wanted.event)))
    if wanted.type:
        parts.append(f"VALUES ?class {{ {terms(chosen_types(wanted.type, ancestors))} }} ?about a ?class .")
    for given, predicate in (
        (wanted.polarity, "polarity"),
        (wanted.phase, "phase"),
        (wanted.certainty, "certainty"),
        (wanted.voice, "voice"),
    ):
        if given:
            parts.append(f"VALUES ?{predicate} {{ {terms(given)} }} ?id kg:{predicate} ?{predicate} .")
    if wanted.denied is not None:
        parts.append(_when(wanted.denied, "?denial kg:denies ?id"))
    if wanted.article:
        parts.append(f"{_articles(wanted.article, names)} ?id kg:evidence/kg:inSentence/kg:inDocument ?article .")
    return "\n".join(parts + _words(wanted.q, "kg:holder/rdfs:label", "kg:content/rdfs:label", _QUOTED))


def patterns_of(wanted: Page, names: Names, events: Ancestors, actors: Ancestors) -> str:
    """The patterns of what a page is wanted of."""
    simple: dict[type[Page], Callable[[], str]] = {
        Events: lambda: event_patterns(wanted, names, events, wanted.q),  # type: ignore[arg-type]
        Claims: lambda: claim_patterns(wanted, names, events),  # type: ignore[arg-type]
        Actors: lambda: actor_patterns(wanted, names, actors),  # type: ignore[arg-type]
        Articles: lambda: article_patterns(wanted, names),  # type: ignore[arg-type]
        Tenures: lambda: tenure_patterns(wanted, names),  # type: ignore[arg-type]
        Offices: lambda: office_patterns(wanted, names),  # type: ignore[arg-type]
        Places: lambda: place_patterns(wanted, names),  # type: ignore[arg-type]
    }
    return simple[type(wanted)]()


def _articles(given: Iterable[str], names: Names) -> str:
    return values("article", names.articles(given))


def _says(event: str) -> str:
    """A claim of `?source` with the event for content, or with a claim on it, and so on."""
    return f"?said kg:holder ?source ; kg:content+ {event} ."


def for_a_state(given: list[str], names: Names, parameter: str = "state") -> str:
    """Events in which a state acts or is acted on: itself, by one of its bodies, or by who holds an office in them.

    Any other actor may be given too: it takes part by itself, or by who holds an office in it.
    """
    actors, offices = names.states(parameter, given)
    sides = [f"{values('one', actors)} ?id kg:{role} ?one" for role in ("agent", "recipient")]
    for role in ("agent", "recipient"):
        if offices:
            path = f"kg:{role}Participation/kg:inCapacity/kg:tenureOffice"
            sides.append(f"{values('post', offices)} ?id {path} ?post")
    return any_of(sides)


def any_of(sides: list[str]) -> str:
    """What fits any of some patterns. A query of its own: the engine would join a bare union anew for each event."""
    return "{ SELECT DISTINCT ?id WHERE { { " + " } UNION { ".join(sides) + " } } }"


def _when(wanted: bool, pattern: str) -> str:
    return any_of([pattern]) if wanted else f"FILTER NOT EXISTS {{ {pattern} }}"


def _between(first: str | None, last: str | None, begins: str, ends: str) -> list[str]:
    """What is not over before the first day and has begun by the end of the last; days as YYYY-MM-DD."""
    if first and last and first > last:
        raise Refused(f"from: {first} is after to: {last}")
    parts = []
    if first:
        parts.append(any_of([f"?id {ends} ?end . FILTER(STR(?end) >= {literal(first)})"]))
    if last:  # times are written alike, so that they compare as text; "~" is behind every digit and letter of a time
        parts.append(any_of([f"?id {begins} ?begin . FILTER(STR(?begin) <= {literal(last + '~')})"]))
    return parts


def _words(q: str | None, *paths: str) -> list[str]:
    """Each word must occur at the end of one of the paths, whatever its capitals."""
    if q is None:
        return []
    words = q.lower().split()
    if not words or len(words) > _MOST_WORDS:
        raise Refused(f"q: {q!r} has {len(words)} words; 1 to {_MOST_WORDS} are searched for")
    parts = []
    for number, word in enumerate(words):
        found = f"FILTER(CONTAINS(LCASE(?w{number}), {literal(word)}))"
        parts.append(any_of([_found(path, f"?w{number}", found) for path in paths]))
    return parts


def _found(path: str, variable: str, found: str) -> str:
    """What has a word at the end of a path. The texts are searched first, each once, then what leads to them."""
    first, _, last = path.rpartition("/")
    if not first:
        return f"?id {path} {variable} {found}"
    return f"{{ SELECT DISTINCT ?n WHERE {{ ?n {last} {variable} {found} }} }} ?id {first} ?n ."
