"""The dataset, with an article as the unit of change: replaced or removed whole, in one transaction."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pyoxigraph as ox

from kg import vocabulary as v
from kg.errors import ArticleError, QueryError, StoreError, StoreInUseError
from kg.store.dump import DumpFormat
from kg.store.screening import DEEPEST, screen

_DEFAULT = ox.DefaultGraph()


def _subject(quad: ox.Quad) -> ox.NamedNode:
    """The subject of a quad; the project's graphs have named subjects only."""
    if not isinstance(quad.subject, ox.NamedNode):
        raise StoreError(f"the store holds a quad whose subject has no name: {quad}")
    return quad.subject


_SORTED = 500_000


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
    """One dataset. A folder is opened for this process alone, or read-only as a snapshot."""

    def __init__(self, path: Path | None = None, *, read_only: bool = False, wait: float = 0.0) -> None:
        """Open a folder, or without one a dataset in memory.

        One process at a time may write: `wait` are seconds to wait for another to end. Raises StoreError where the
        folder is then still in use, is no store, or cannot be written.
        """
        self.path = path
        try:
            if path is None:
                self._store = ox.Store()
            elif read_only:
                if not (path / "CURRENT").exists():
                    raise StoreError(f"there is no store in {path}; `kg build` makes one")
                self._store = ox.Store.read_only(str(path))
            else:
                path.mkdir(parents=True, exist_ok=True)
                self._store = _locked(path, wait)
        except RuntimeError as error:
            raise StoreError(f"the store in {path} is damaged: {error}; restore a backup, or build it anew") from error
        except OSError as error:
            kind = StoreInUseError if "lock" in str(error).lower() else StoreError
            raise kind(_open_message(path, error)) from error

    def __len__(self) -> int:
        return len(self._store)

    @property
    def dataset(self) -> ox.Store:
        """The engine's own dataset, for the modules of this room."""
        return self._store

    # ------------------------------------------------------------------ articles

    def articles(self) -> list[tuple[str, str]]:
        """IRI and id of each article, by id."""
        name = ox.NamedNode(v.IDENTIFIER)
        found = [
            (_subject(q).value, _text(q.object)) for q in self._store.quads_for_pattern(None, name, None, _DEFAULT)
        ]
        return sorted(found, key=lambda pair: pair[1])

    def article_iri(self, article_id: str) -> str | None:
        """IRI of the article with that id."""
        literal = ox.Literal(article_id)
        hits = self._store.quads_for_pattern(None, ox.NamedNode(v.IDENTIFIER), literal, _DEFAULT)
        return next((_subject(q).value for q in hits), None)

    def holds(self, article: str, text_digest: str | None = None) -> bool:
        """Whether there is an article with that IRI (and that text)."""
        node = ox.NamedNode(article)
        if text_digest is None:
            return ox.Quad(node, ox.NamedNode(v.TYPE), ox.NamedNode(v.DOCUMENT), _DEFAULT) in self._store
        return ox.Quad(node, ox.NamedNode(v.TEXT_DIGEST), ox.Literal(text_digest), _DEFAULT) in self._store

    def load(self, nquads: bytes) -> None:
        """Add quads fast, without a transaction: what an end in the middle leaves must be loaded again.

        StoreError where the store does not take them.
        """
        try:
            self._store.bulk_load(nquads, format=ox.RdfFormat.N_QUADS)
            if self.path is not None:
                self._store.flush()
        except (OSError, SyntaxError) as error:
            raise StoreError(f"the store could not take the quads: {error}") from error

    def replace(self, article: str, quads: Iterable[ox.Quad]) -> Change:
        """Put an article's quads in the place of those it had, in one transaction.

        Raises ArticleError where the IRI is that of an article with another id: nothing is lost unsaid.
        """
        new = set(quads)
        self._same_id(article, new)
        old = self._quads_of(article)
        return self._change(old - new, {q for q in new - old if q not in self._store})

    def remove(self, article: str) -> Change:
        """Take an article out with all that rests on it alone. StoreError where there is none."""
        if not self.holds(article):
            raise StoreError(f"there is no article {article} in the store")
        return self._change(self._quads_of(article), set())

    def _same_id(self, article: str, new: set[ox.Quad]) -> None:
        """Ids that differ only in case, accents or signs have the same IRI ("A b", "a-b")."""
        node, name = ox.NamedNode(article), ox.NamedNode(v.IDENTIFIER)
        given = {_text(q.object) for q in new if q.subject == node and q.predicate == name}
        there = {_text(q.object) for q in self._store.quads_for_pattern(node, name, None, _DEFAULT)}
        if given and there and given != there:
            raise ArticleError(
                f"the id {min(given)!r} cannot be told from {min(there)!r}, which is in the store: both are {article}"
            )

    def _change(self, out: set[ox.Quad], into: set[ox.Quad]) -> Change:
        try:
            if out:
                parts = [_data("DELETE DATA", out)] + ([_data("INSERT DATA", into)] if into else [])
                self._store.update(" ;\n".join(parts))
            elif into:
                self._store.extend(into)
        except OSError as error:
            raise StoreError(f"the store could not be written: {error}; it is as it was before") from error
        return Change(len(out), len(into))

    def article_quads(self, article: str) -> Iterator[ox.Quad]:
        """All quads of one article: its graphs, its own nodes, and what its sentences say of shared nodes."""
        yield from self._own(article)

    def _graphs_of(self, article: str) -> list[ox.NamedNode]:
        node = ox.NamedNode(article)
        sentences = self._store.quads_for_pattern(None, ox.NamedNode(v.IN_DOCUMENT), node, _DEFAULT)
        return [node, ox.NamedNode(f"{article}/status"), *(_subject(q) for q in sentences)]

    def _own(self, article: str) -> set[ox.Quad]:
        """The article's quads, shared triples of the default graph included."""
        graphs = self._graphs_of(article)
        found: set[ox.Quad] = set()
        subjects: set[Any] = set(graphs)
        in_sentence = ox.NamedNode(v.IN_SENTENCE)
        for graph in graphs:
            for quad in self._store.quads_for_pattern(None, None, None, graph):
                found.add(quad)
                found.add(ox.Quad(quad.subject, quad.predicate, quad.object, _DEFAULT))
                if _subject(quad).value.startswith(f"{article}/"):
                    subjects.add(quad.subject)
            subjects.update(q.subject for q in self._store.quads_for_pattern(None, in_sentence, graph, _DEFAULT))
        for subject in subjects:
            found.update(self._store.quads_for_pattern(subject, None, None, _DEFAULT))
        return found

    def _quads_of(self, article: str) -> set[ox.Quad]:
        """The article's quads without the triples of the default graph that another article supports as well."""
        graphs = set(self._graphs_of(article))
        return {q for q in self._own(article) if not self._supported_elsewhere(q, article, graphs)}

    def _supported_elsewhere(self, quad: ox.Quad, article: str, graphs: set[ox.NamedNode]) -> bool:
        subject = _subject(quad).value
        if quad.graph_name != _DEFAULT or subject.startswith(f"{article}/") or subject == article:
            return False
        others = self._store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        return any(q.graph_name != _DEFAULT and q.graph_name not in graphs for q in others)

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
        try:
            return self._store.query(text, prefixes=v.PREFIXES, substitutions=substitutions, **options)
        except SyntaxError as error:
            raise QueryError(f"the query is malformed: {error}") from error
        except (OSError, RuntimeError, ValueError) as error:
            if "Corruption" in str(error):
                raise StoreError(f"the store is damaged: {error}; `kg check` looks at all of it") from error
            raise QueryError(f"the query cannot be run: {error}") from error

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
            quads=len(self._store),
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

    def dump(self, form: DumpFormat, output: IO[bytes], article: str | None = None) -> None:
        """Write everything, or one article, in a format; formats without graphs get the default graph.

        Up to half a million quads are sorted, so that the same graph gives the same bytes and Turtle reads well; more
        are streamed in the engine's order.
        """
        if article is not None:
            form.write_quads(sorted(self._own(article), key=str), output)
        elif len(self._store) <= _SORTED:
            form.write_quads(sorted(self._store, key=str), output)
        else:
            form.write_store(self._store, output)

    def default_graph(self) -> Iterator[ox.Triple]:
        """The triples of the default graph."""
        for quad in self._store.quads_for_pattern(None, None, None, _DEFAULT):
            yield quad.triple

    def quads(self) -> Iterator[ox.Quad]:
        """All quads."""
        return iter(self._store)


def _text(term: Any) -> str:
    """The text of an IRI or a literal."""
    return str(term.value)


def _data(operation: str, quads: set[ox.Quad]) -> str:
    """An update of ground quads, in a fixed order."""
    lines = []
    for quad in sorted(quads, key=str):
        triple = f"{quad.subject} {quad.predicate} {quad.object} ."
        lines.append(triple if quad.graph_name == _DEFAULT else f"GRAPH {quad.graph_name} {{ {triple} }}")
    return f"{operation} {{\n" + "\n".join(lines) + "\n}"


def _locked(path: Path, wait: float) -> ox.Store:
    """The store in a folder, for this process alone; OSError where another still has it after `wait` seconds."""
    until = time.monotonic() + wait
    while True:
        try:
            return ox.Store(str(path))
        except OSError as error:
            if "lock" not in str(error).lower() or time.monotonic() >= until:
                raise
        time.sleep(0.1)


def _open_message(path: Path | None, error: OSError) -> str:
    text = str(error)
    if "lock" in text.lower():
        return f"the store in {path} is in use by another process; stop that one, or set KG_STORE to another folder"
    return f"the store in {path} cannot be opened: {text}"
