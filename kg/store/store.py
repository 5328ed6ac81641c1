"""The dataset, with an article as the unit of change: replaced or removed whole, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

import pyoxigraph as ox

from kg import vocabulary as v
from kg.errors import ArticleError, StoreError
from kg.remote import Location, Remote
from kg.store.dump import DumpFormat
from kg.store.embedded import Embedded
from kg.store.engine import Engine, Patterns
from kg.store.linksets import computed_quads, link_triples, linkset_change, renamed, separations
from kg.store.screening import DEEPEST, screen
from kg.store.server import Server

_DEFAULT = ox.DefaultGraph()
_MANY, _SHARE, _BYTES = 2_000_000, 20, 150  # quads that make a load large; one in so many; bytes of a quad on disk


@dataclass(frozen=True, slots=True)
class Change:
    """How many quads a change took out and put in."""

    removed: int
    added: int

    @property
    def nothing(self) -> bool:
        """Whether everything was there already."""
        return not (self.removed or self.added)


@dataclass(frozen=True, slots=True)
class Stats:
    """What the store holds: numbers of things, and of events by status."""

    quads: int
    articles: int
    sentences: int
    actors: int
    offices: int
    tenures: int
    events: int
    claims: int
    disputed: int
    statuses: dict[str, int]


class Store:
    """One dataset: in a folder, open for this process alone or read-only as a snapshot, or on a SPARQL server."""

    def __init__(
        self, path: Location | None = None, *, read_only: bool = False, wait: float = 0.0, later: bool = False
    ) -> None:
        """Open a folder or a server, or without either a dataset in memory.

        One process at a time may write a folder: `wait` are seconds to wait for another to end. Raises StoreError where
        it is then still in use, is no store, or cannot be written, and where the server cannot be used; with `later` it
        is spoken to only when something is asked of it.
        """
        self.path = path
        self._engine: Engine
        if isinstance(path, Remote):
            self._engine = Server(path, read_only=read_only, later=later)
        else:
            self._engine = Embedded(path, read_only=read_only, wait=wait)

    def __len__(self) -> int:
        return len(self._engine)

    @property
    def dataset(self) -> ox.Store:
        """The embedded engine's own dataset; StoreError for a server."""
        if not isinstance(self._engine, Embedded):
            raise StoreError(f"this needs a store on this machine, and the graph is at {self.path}")
        return self._engine.dataset

    @property
    def patterns(self) -> Patterns:
        """Quads by pattern, wherever they are, for the modules of this room."""
        return self._engine.patterns

    # ------------------------------------------------------------------ articles

    def articles(self) -> list[tuple[str, str]]:
        """IRI and id of each article, by id."""
        return sorted(self._engine.articles(), key=lambda pair: pair[1])

    def article_iris(self) -> Iterator[str]:
        """IRI of each article, in any order."""
        return (iri for iri, _ in self._engine.articles())

    def article_iri(self, article_id: str) -> str | None:
        """IRI of the article with that id."""
        try:
            literal = ox.Literal(article_id)
        except ValueError:  # bytes of a shell that are no text: no article has such an id
            return None
        hits = self.patterns.quads_for_pattern(None, ox.NamedNode(v.IDENTIFIER), literal, _DEFAULT)
        return next((_text(q.subject) for q in hits), None)

    def holds(self, article: str, text_digest: str | None = None) -> bool:
        """Whether there is an article with that IRI (and that text)."""
        node = ox.NamedNode(article)
        if text_digest is None:
            return ox.Quad(node, ox.NamedNode(v.TYPE), ox.NamedNode(v.DOCUMENT), _DEFAULT) in self.patterns
        return ox.Quad(node, ox.NamedNode(v.TEXT_DIGEST), ox.Literal(text_digest), _DEFAULT) in self.patterns

    def load(self, nquads: bytes) -> None:
        """Add quads fast, without a transaction: what an end in the middle leaves must be loaded again.

        StoreError where the store does not take them.
        """
        self._engine.load(nquads)

    def tidy(self, loaded: int | None = None) -> bool:
        """Put what was loaded in order: a store of large loads answers several times faster after it.

        With the number of quads `loaded`, only where these are many and no small part of the store. Takes about a
        second a million quads of the store, nothing where it is in order. StoreError where the disk is full; nothing
        is lost. Returns whether it was done.
        """
        size = self._engine.size()
        if size is None or (loaded is not None and (loaded < _MANY or loaded * _BYTES * _SHARE < size)):
            return False
        self._engine.tidy()
        return True

    def replace(self, article: str, quads: Iterable[ox.Quad]) -> Change:
        """Put an article's quads in the place of those it had, in one transaction.

        Nodes that were split in this article get the names that were decided. Raises ArticleError where the IRI is
        that of an article with another id: nothing is lost unsaid.
        """
        new = self._separated(article, quads)
        self._same_id(article, new)
        old = self._engine.unshared(article)
        return self._change(article, old - new, self._engine.missing(new - old))

    def remove(self, article: str) -> Change:
        """Take an article out with all that rests on it alone. StoreError where there is none."""
        if not self.holds(article):
            raise StoreError(f"there is no article {article} in the store")
        return self._change(article, self._engine.unshared(article), set())

    def relate(self, graph: str, out: Iterable[ox.Triple], into: Iterable[ox.Triple]) -> Change:
        """Take links out of a linkset, the named graph with that IRI, and put others in; in one transaction."""
        gone, come = linkset_change(self.patterns, graph, out, into)
        if gone or come:
            self._engine.change(graph, gone, come)
        return Change(len(gone), len(come))

    def link_triples(self, link: str, graph: str) -> list[ox.Triple]:
        """All that a link, cluster or decision (its IRI) states in a linkset (the IRI of its graph)."""
        return link_triples(self.patterns, link, graph)

    def rename(self, article: str, node: str, name: str) -> Change:
        """Give a node of an article another IRI, wherever the article's quads have it."""
        names = {ox.NamedNode(node): ox.NamedNode(name)}
        return self.replace(article, list(renamed(self._engine.own(article), names)))

    def separates(self, article: str) -> bool:
        """Whether a node is split in an article, so that its quads must be put in with `replace`."""
        return bool(separations(self.patterns, article))

    def _separated(self, article: str, quads: Iterable[ox.Quad]) -> set[ox.Quad]:
        names = separations(self.patterns, article)
        return set(renamed(quads, names)) if names else set(quads)

    def _same_id(self, article: str, new: set[ox.Quad]) -> None:
        """Ids that differ only in case, accents or signs have the same IRI ("A b", "a-b")."""
        node, name = ox.NamedNode(article), ox.NamedNode(v.IDENTIFIER)
        given = {_text(q.object) for q in new if q.subject == node and q.predicate == name}
        there = {_text(q.object) for q in self.patterns.quads_for_pattern(node, name, None, _DEFAULT)}
        if given and there and given != there:
            raise ArticleError(
                f"the id {min(given)!r} cannot be told from {min(there)!r}, which is in the store: both are {article}"
            )

    def _change(self, article: str, out: set[ox.Quad], into: set[ox.Quad]) -> Change:
        if out or into:
            self._engine.change(article, out | computed_quads(self.patterns, article), into)
        return Change(len(out), len(into))

    def article_quads(self, article: str) -> Iterator[ox.Quad]:
        """All quads of one article: its graphs, its own nodes, and what its sentences say of shared nodes."""
        yield from self._engine.own(article)

    # ------------------------------------------------------------------ questions

    def query(
        self,
        text: str,
        *,
        substitutions: dict[ox.Variable, Any] | None = None,
        depth: int = DEEPEST,
        **options: Any,
    ) -> Any:
        """Run a SPARQL query of at most `depth` levels; prefixes of the vocabulary need no declaration.

        Raises QueryError with the engine's words for a malformed query. SERVICE is refused: nothing goes out.
        """
        screen(text, depth)
        if substitutions is not None:
            options["substitutions"] = substitutions
        return self._engine.query(text, **options)

    def stats(self) -> Stats:
        """Numbers of what the store holds."""
        statuses = {
            row["s"].value.removeprefix(v.KG): int(row["n"].value)
            for row in self.query(
                "SELECT ?s (COUNT(?e) AS ?n) WHERE { ?e kg:status ?s } GROUP BY ?s ORDER BY DESC(?n) ?s"
            )
        }
        actors = """SELECT (COUNT(DISTINCT ?a) AS ?n) WHERE {
          { ?e kg:agent|kg:recipient ?a } UNION { ?t kg:tenureHolder ?a } UNION { ?q kg:source ?a } }"""
        return Stats(
            quads=len(self),
            articles=self._count("?x a kg:Document"),
            sentences=self._count("?x a kg:Sentence"),
            actors=int(next(iter(self.query(actors)))["n"].value),
            offices=self._count("?x a kg:Office"),
            tenures=self._count("?x a kg:Tenure"),
            events=sum(statuses.values()),
            claims=self._count("?x a kg:Claim"),
            disputed=self._count("?x kg:disputed true"),
            statuses=statuses,
        )

    def _count(self, pattern: str) -> int:
        return int(next(iter(self.query(f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}")))["n"].value)

    # ------------------------------------------------------------------ out

    def dump(
        self, form: DumpFormat, output: IO[bytes], article: str | None = None, *, most_sorted: int = 500_000
    ) -> None:
        """Write everything, or one article, in a format; formats without graphs get the default graph.

        Up to `most_sorted` quads are sorted, so that the same graph gives the same bytes and Turtle reads well; more
        are streamed in the engine's order.
        """
        if article is not None:
            form.write_quads(sorted(self._engine.own(article), key=str), output)
        else:
            self._engine.dump(form, output, most_sorted)

    def default_graph(self) -> Iterator[ox.Triple]:
        """The triples of the default graph."""
        for quad in self.quads():
            if quad.graph_name == _DEFAULT:
                yield quad.triple

    def quads(self) -> Iterator[ox.Quad]:
        """All quads."""
        return self._engine.quads()


def _text(term: Any) -> str:
    """The text of an IRI or a literal."""
    return str(term.value)
