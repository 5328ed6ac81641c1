"""From what a caller names - an IRI, the end of one, a name, a state's code - to the nodes that are meant."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from api.rest.asking import Row, iri, literal, rows, terms, tuples, values
from kg import vocabulary as v
from kg.iris import document_iri
from kg.store import Store

_MOST = 20  # candidates that are told
_KNOWN_AS = ("rdfs:label", "skos:altLabel")


class Refused(Exception):  # noqa: N818 - not an error of the program: the caller hears it as a 422
    """A parameter cannot be understood; `candidates` are things that may have been meant."""

    def __init__(self, detail: str, candidates: Sequence[Row] = (), status: int = 422) -> None:
        super().__init__(detail)
        self.detail = detail
        self.candidates = list(candidates)
        self.status = status


@dataclass(slots=True)
class Names:
    """Finds what names mean in one store; `meant` keeps what was found, by parameter, to be told to the caller.

    `classes` are those of whatever may be named.
    """

    store: Store
    base: str
    classes: tuple[str, ...]
    meant: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    _known: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)

    def actors(self, parameter: str, given: Iterable[str]) -> list[str]:
        """IRIs of the actors that are given; Refused for a name that nobody or more than one has."""
        return self._nodes(parameter, given, "FILTER EXISTS { ?id ^(kg:agent|kg:recipient|kg:holder|kg:refersTo|"
                           "kg:tenureHolder|kg:officeIn|kg:bodyOfState|kg:publisher) [] }")  # fmt: skip

    def places(self, parameter: str, given: Iterable[str]) -> list[str]:
        """IRIs of the places that are given."""
        return self._nodes(parameter, given, ". ?id a kg:Place")

    def offices(self, parameter: str, given: Iterable[str]) -> list[str]:
        """IRIs of offices by IRI, or by title: all that have it are meant."""
        found: list[str] = []
        for one in given:
            titled = f"?id a kg:Office ; rdfs:label ?title . FILTER(LCASE(STR(?title)) = {literal(one.lower())})"
            hits = self._by_iri(one, parameter) or self._named(titled, "")
            if not hits:
                raise Refused(f"{parameter}: no office has the title {one!r}")
            self.meant.setdefault(parameter, []).append({"given": one, "means": hits})
            found += [hit["id"] for hit in hits if hit["id"] not in found]
        return found

    def events(self, parameter: str, given: Iterable[str]) -> list[str]:
        """IRIs of events by IRI or by the end of it; Refused for one that is not there."""
        found = []
        for one in given:
            node = one if "://" in one else self.base + one.lstrip("/")
            if not rows(self.store, f"SELECT ?is WHERE {{ {iri(node, parameter)} kg:status ?is }} LIMIT 1"):
                raise Refused(f"{parameter}: there is no event {one!r}")
            found.append(node)
        return found

    def articles(self, given: Iterable[str]) -> list[str]:
        """IRIs of articles by id, by IRI, or by the end of it; Refused for one that is not there."""
        found = []
        for one in given:
            named = one if "://" in one else document_iri(one.removeprefix("article/"), self.base)
            if not rows(self.store, f"SELECT ?t WHERE {{ {iri(named, 'article')} a ?t . FILTER(?t = kg:Document) }}"):
                known = [name for _, name in self.store.articles()]
                near = difflib.get_close_matches(one, known, n=5, cutoff=0.4)
                raise Refused(f"article: there is no article {one!r}{_near(near)}")
            found.append(named)
        return found

    def states(self, parameter: str, given: Iterable[str]) -> tuple[list[str], list[str]]:
        """The actors that are a state or a body of it, and the offices in them."""
        meant = self.actors(parameter, given)
        both = f"{{ {values('actor', meant)} }} UNION {{ {values('state', meant)} ?actor kg:bodyOfState ?state }}"
        actors = [
            row["actor"] for row in rows(self.store, f"SELECT DISTINCT ?actor WHERE {{ {both} }} ORDER BY ?actor")
        ]
        within = f"SELECT DISTINCT ?o WHERE {{ {values('actor', actors)} ?o kg:officeIn ?actor }} ORDER BY ?o"
        return actors, [row["o"] for row in rows(self.store, within)]

    def _nodes(self, parameter: str, given: Iterable[str], only: str) -> list[str]:
        found: list[str] = []
        for one in given:
            hits = self._by_iri(one, parameter) or self._by_name(one, parameter, only)
            self.meant.setdefault(parameter, []).append({"given": one, "means": hits})
            found += [hit["id"] for hit in hits if hit["id"] not in found]
        return found

    def _by_iri(self, given: str, parameter: str) -> list[Row]:
        if "://" in given:
            node = given
        elif "/" in given and " " not in given:
            node = self.base + given.lstrip("/")
        else:
            return []
        hits = rows(
            self.store,
            f"""SELECT ?type (MIN(?n) AS ?name) WHERE {{ {iri(node, parameter)} a ?type ; rdfs:label ?n }}
            GROUP BY ?type""",
        )
        if not hits:
            raise Refused(f"{parameter}: there is nothing with the IRI {node!r}")
        return [{"id": node, **hits[0]}]

    def _by_name(self, given: str, parameter: str, only: str) -> list[Row]:
        hits = self._exactly(given, only) or self._folded(given, only)
        if not hits:
            raise Refused(f"{parameter}: nothing has the name {given!r}{_near(self._close(given))}")
        # Nodes of one article each ("US officials") are not known to be the same or not: all of them are meant.
        local = all("/actor/" in hit["id"] for hit in hits)
        if len(hits) > 1 and not (local and len({folded(hit["name"]) for hit in hits}) == 1):
            told = ", ".join(f"{hit['name']} ({hit['type']})" for hit in hits[:_MOST])
            raise Refused(f"{parameter}: {given!r} may be {told}; give the IRI of one, or of several", hits[:_MOST])
        return hits

    def _exactly(self, given: str, only: str) -> list[Row]:
        """By name as written, or by a state's code: two looks into the index."""
        text = literal(given)
        first = self._named(f"?id rdfs:label {text} .", only)
        if first:
            return first
        code = f"?id kg:isoCode {literal(given.upper())} ." if len(given) in {2, 3} else ""
        return (self._named(code, only) if code else []) or self._named(f"?id skos:altLabel {text} .", only)

    def _named(self, pattern: str, only: str) -> list[Row]:
        return rows(
            self.store,
            f"""SELECT ?id ?type (MIN(?n) AS ?name) WHERE {{ {pattern} ?id a ?type ; rdfs:label ?n {only} }}
            GROUP BY ?id ?type ORDER BY ?id LIMIT {_MOST + 1}""",
        )

    def _folded(self, given: str, only: str) -> list[Row]:
        """By name without regard to capitals and accents: names before aliases."""
        wanted = folded(given)
        for known_as in _KNOWN_AS:
            same = {node for node, name, _ in self._all(known_as) if name == wanted}
            if same:
                return self._named(values("id", sorted(same)), only)
        return []

    def _all(self, known_as: str) -> list[tuple[str, str, str]]:
        """Node, folded name and name of all that may be named: class by class, for most labels are those of events."""
        if known_as not in self._known:
            text = f"SELECT ?id ?n WHERE {{ VALUES ?class {{ {terms(self.classes)} }} ?id a ?class ; {known_as} ?n }}"
            self._known[known_as] = [(node, folded(name), name) for node, name in tuples(self.store, text)]
        return self._known[known_as]

    def _close(self, given: str) -> list[str]:
        known = {key: name for known_as in _KNOWN_AS for _, key, name in self._all(known_as)}
        words = [name for key, name in known.items() if folded(given) in key]
        close = [known[key] for key in difflib.get_close_matches(folded(given), known, n=5, cutoff=0.6)]
        return list(dict.fromkeys(close + sorted(words)))[:5]


def folded(name: str) -> str:
    """A name without capitals, accents and doubled blanks."""
    if name.isascii():
        return " ".join(name.lower().split())
    plain = unicodedata.normalize("NFKD", name)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


def _near(names: Sequence[str]) -> str:
    return f"; near it: {', '.join(names)}" if names else ""


def chosen_types(given: Iterable[str], ancestors: dict[str, tuple[str, ...]], parameter: str = "type") -> list[str]:
    """Names of the classes that are given, with all below them; Refused names those that there are.

    `ancestors` has for each class the names of those above it. A class is given by name, as kg:Name or by IRI.
    """
    known = {name.lower(): name for name in ancestors}
    wanted = set()
    for one in given:
        name = known.get(one.removeprefix(v.KG).removeprefix("kg:").lower())
        if name is None:
            raise Refused(f"{parameter}: there is no class {one!r}; there are {', '.join(sorted(ancestors))}")
        wanted.add(name)
    return sorted(name for name, above in ancestors.items() if name in wanted or wanted.intersection(above))
