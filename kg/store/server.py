"""The engine behind a SPARQL 1.1 server: the same graph, asked and changed over the protocol.

A server without a default graph of its own that can be written (Virtuoso) keeps that graph under a name, which queries
then get as their default graph and do not see as a named one. What the server is told of the store itself stands in the
graph `urn:communique:store`: the format of the store, and a mark that every change renews.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import IO, Any, Final, NamedTuple

import pyoxigraph as ox

from kg import vocabulary as v
from kg.errors import QueryError, StoreError
from kg.remote import Remote
from kg.store.belonging import is_shared
from kg.store.connection import Connection
from kg.store.dialects import for_virtuoso
from kg.store.dump import DumpFormat
from kg.store.engine import Patterns
from kg.store.formats import judge
from kg.store.hiding import hidden, names_its_dataset
from kg.store.updates import MARKS, Updates

_DEFAULT = ox.DefaultGraph()
_VIRTUOSO_DEFAULT: Final = "urn:communique:default"
_GRAPHS, _SUBJECTS, _PAGE = 100, 200, 5000  # how many of them a query asks for at once
_IN_DOCUMENT, _IN_SENTENCE = f"<{v.IN_DOCUMENT}>", f"<{v.IN_SENTENCE}>"
_NAMED: Final = (
    f"{{ ?g a <{v.SENTENCE}> }} UNION {{ ?g a <{v.DOCUMENT}> }} UNION {{ ?g a <{v.LINKSET}> }} UNION"
    f' {{ ?article a <{v.DOCUMENT}> BIND(IRI(CONCAT(STR(?article), "/status")) AS ?g) }}'
)
_SAMENESS = frozenset(v.SAMENESS)  # links belong to no article


class _Manners(NamedTuple):
    """The graph that stands for the default graph (None: the server has one), and whether it is Virtuoso."""

    default: str | None
    virtuoso: bool


class Server:
    """The quads on a server."""

    def __init__(self, remote: Remote, *, read_only: bool, later: bool = False) -> None:
        """Speak to the server, or `later`, when something is asked.

        StoreError where it cannot be used, or is to be read only and holds no store.
        """
        self._remote, self._read_only = remote, read_only
        self._connection = Connection(remote)
        if not later:
            _ = self._met

    @cached_property
    def _met(self) -> _Manners:
        """How the server wants to be spoken to; asked once."""
        marks = _marks(self._connection)
        if self._read_only and not marks:
            raise StoreError(f"there is no store at {self._remote.query_url}; `kg build` makes one")
        if marks:
            judge(int(marks.get(f"{MARKS}:format", 0)), self._remote.query_url)
        virtuoso = self._connection.server.lower().startswith("virtuoso")
        return _Manners(self._remote.default_graph or (_VIRTUOSO_DEFAULT if virtuoso else None), virtuoso)

    @property
    def _updates(self) -> Updates:
        return Updates(self._connection, self._met.default, stepwise=self._met.virtuoso)

    @property
    def _hidden(self) -> list[str]:
        return [MARKS, *([self._met.default] if self._met.default else [])]

    @property
    def patterns(self) -> Patterns:
        """Its quads by pattern."""
        return self

    def __len__(self) -> int:
        wheres = ("?s ?p ?o", f"{_NAMED} GRAPH ?g {{ ?s ?p ?o }}")
        texts = [f"SELECT (COUNT(*) AS ?n) WHERE {{ {where} }}" for where in wheres]
        return sum(int(row["n"].value) for text in texts for row in self._rows(text))

    # ------------------------------------------------------------------ questions of others

    def query(self, text: str, **options: Any) -> Any:
        """Answer a query that was screened; QueryError for a malformed one, StoreError where the server fails."""
        if options.get("substitutions"):
            raise QueryError("values cannot be put into a query that goes to a server; write them into its text")
        graphs: Mapping[str, Sequence[str]] = {
            f"{kind}-graph-uri": [graph.value for graph in options.get(name) or ()]
            for kind, name in (("default", "default_graph"), ("named", "named_graphs"))
        }
        try:  # our engine reads it first: its errors are the same everywhere, and it knows the kind of the answer
            trial = ox.Store().query(text, prefixes=v.PREFIXES, **options)
        except SyntaxError as error:
            raise QueryError(f"the query is malformed: {error}") from error
        except (ValueError, RuntimeError) as error:
            raise QueryError(f"the query cannot be run: {error}") from error
        if not any(graphs.values()):
            graphs = self._dataset(text)
        words = hidden(text, self._hidden)
        words = _prologue(text, options.get("base_iri")) + (for_virtuoso(words) if self._met.virtuoso else words)
        if isinstance(trial, ox.QueryTriples):
            found = ox.Store()
            found.extend(ox.Quad(t.subject, t.predicate, t.object) for t in self._connection.triples(words, graphs))
            return found.query("CONSTRUCT WHERE { ?s ?p ?o }")
        return self._connection.rows(words, graphs)

    def _dataset(self, text: str) -> Mapping[str, Sequence[str]]:
        if self._met.default is None or names_its_dataset(text):
            return {}
        return {"default-graph-uri": [self._met.default]}

    # ------------------------------------------------------------------ patterns

    def quads_for_pattern(
        self,
        subject: Any,
        predicate: Any,
        object: Any,
        graph_name: Any = None,
        /,
    ) -> Iterator[ox.Quad]:
        """The quads that fit; of the default graph and all named ones where no graph is given."""
        given = {"s": subject, "p": predicate, "o": object}
        triple = " ".join(f"?{name}" if term is None else str(term) for name, term in given.items())
        fixed = {name: term for name, term in given.items() if term is not None}
        if graph_name is None or graph_name == _DEFAULT:
            yield from self._quads(f"{{ {triple} }}", {**fixed, "g": _DEFAULT})
        if graph_name is None:
            names = ", ".join(f"<{graph}>" for graph in self._hidden)
            yield from self._quads(f"{{ GRAPH ?g {{ {triple} }} FILTER(?g NOT IN ({names})) }}", fixed)
        elif graph_name != _DEFAULT:
            yield from self._quads(f"{{ GRAPH {graph_name} {{ {triple} }} }}", {**fixed, "g": graph_name})

    def __contains__(self, quad: ox.Quad) -> bool:
        triple = f"{quad.subject} {quad.predicate} {quad.object}"
        where = triple if quad.graph_name == _DEFAULT else f"GRAPH {quad.graph_name} {{ {triple} }}"
        return bool(self._rows(f"ASK {{ {where} }}"))

    def _quads(self, where: str, fixed: Mapping[str, Any]) -> Iterator[ox.Quad]:
        free = [name for name in "spog" if name not in fixed]
        for row in self._rows(f"SELECT {' '.join(f'?{name}' for name in free) or '(1 AS ?there)'} WHERE {where}"):
            term = {**fixed, **{name: row[name] for name in free}}
            yield ox.Quad(term["s"], term["p"], term["o"], term["g"])

    def _rows(self, text: str) -> Any:
        """The answer to a query of our own."""
        graphs = {"default-graph-uri": [self._met.default]} if self._met.default else {}
        return self._connection.rows(text, graphs)

    def _pairs(self, text: str) -> Iterator[tuple[str, str]]:
        for row in self._rows(text):
            first, second = (row[k].value for k in (0, 1))
            yield first, second

    # ------------------------------------------------------------------ articles

    def articles(self) -> Iterator[tuple[str, str]]:
        """IRI and id of each article, page by page."""
        page: list[tuple[str, str]] = []
        while True:
            after = f"FILTER(STR(?a) > {ox.Literal(page[-1][0])})" if page else ""
            page = list(
                self._pairs(
                    f"SELECT ?a ?id WHERE {{ ?a a <{v.DOCUMENT}> ; <{v.IDENTIFIER}> ?id {after} }}"
                    f" ORDER BY STR(?a) LIMIT {_PAGE}"
                )
            )
            yield from page
            if len(page) < _PAGE:
                return

    def own(self, article: str) -> set[ox.Quad]:
        """An article's quads, shared triples of the default graph included."""
        sentences = [row[0] for row in self._rows(f"SELECT ?s WHERE {{ ?s {_IN_DOCUMENT} <{article}> }}")]
        within = f"SELECT DISTINCT ?s WHERE {{ ?x {_IN_DOCUMENT} <{article}> . ?s {_IN_SENTENCE} ?x }}"
        graphs = [ox.NamedNode(article), ox.NamedNode(f"{article}/status"), *sentences]
        found: set[ox.Quad] = set()
        subjects: set[Any] = {*graphs, *(row[0] for row in self._rows(within))}
        for some in _batches(graphs, _GRAPHS):
            for quad in self._quads(f"{{ VALUES ?g {{ {_terms(some)} }} GRAPH ?g {{ ?s ?p ?o }} }}", {}):
                found.add(quad)
                found.add(ox.Quad(quad.subject, quad.predicate, quad.object, _DEFAULT))
                if str(quad.subject).startswith(f"<{article}/"):
                    subjects.add(quad.subject)
        found.update(self._of_subjects(subjects))
        return found

    def _of_subjects(self, subjects: Iterable[Any]) -> Iterator[ox.Quad]:
        for some in _batches(sorted(subjects, key=str), _SUBJECTS):
            for quad in self._quads(f"{{ VALUES ?s {{ {_terms(some)} }} ?s ?p ?o }}", {"g": _DEFAULT}):
                if quad.predicate.value not in _SAMENESS:
                    yield quad

    def unshared(self, article: str) -> set[ox.Quad]:
        """An article's quads without what another article supports as well."""
        # one after the other: Virtuoso finds nothing by a UNION with VALUES, nor by a graph's name beside GRAPH ?other
        mine = (f"?mine {_IN_DOCUMENT} <{article}>", f"VALUES ?mine {{ <{article}> <{article}/status> }}")
        own = f'STRSTARTS(STR(?%s), "{article}/")'
        names = ", ".join(f"<{graph}>" for graph in (article, *self._hidden))
        supported: set[ox.Quad] = set()
        for where in mine:
            supported.update(
                self._quads(
                    f"{{ SELECT DISTINCT ?s ?p ?o WHERE {{ {where} GRAPH ?mine {{ ?s ?p ?o }}"
                    f" FILTER(!{own % 's'}) GRAPH ?other {{ ?s ?p ?o }}"
                    f" FILTER(!{own % 'other'} && ?other NOT IN ({names})) }} }}",
                    {"g": _DEFAULT},
                )
            )
        return {quad for quad in self.own(article) if quad not in supported or not is_shared(quad, article)}

    def missing(self, quads: set[ox.Quad]) -> set[ox.Quad]:
        """Those of some quads that are not there; of an article's own nodes nothing is there but what it had."""
        there = set(self._of_subjects({q.subject for q in quads if q.graph_name == _DEFAULT}))
        return quads - there

    def quads(self) -> Iterator[ox.Quad]:
        """All quads, article by article, then the links; what several say of a shared node comes once."""
        told: set[ox.Quad] = set()
        for article, _ in self.articles():
            for quad in sorted(self.own(article), key=str):
                if not is_shared(quad, article):
                    yield quad
                elif quad not in told:
                    told.add(quad)
                    yield quad
        for quad in self._quads(f"{{ ?g a <{v.LINKSET}> GRAPH ?g {{ ?s ?p ?o }} }}", {}):
            yield quad
            copy = ox.Quad(quad.subject, quad.predicate, quad.object, _DEFAULT)
            if copy not in told:
                told.add(copy)
                yield copy

    # ------------------------------------------------------------------ changes

    def change(self, article: str, out: set[ox.Quad], into: set[ox.Quad]) -> None:
        """Take quads of an article out and put others in, in one request where the server can take it."""
        self._updates.change(article, out, into)

    def load(self, nquads: bytes) -> None:
        """Add quads; StoreError where the server does not take them."""
        self._updates.load(nquads)

    def tidy(self) -> None:
        """Nothing: a server puts its tables in order itself."""

    def size(self) -> int | None:
        """Not known here."""
        return None

    def dump(self, form: DumpFormat, output: IO[bytes], most_sorted: int) -> None:
        """Write everything in a format."""
        sort = len(self) <= most_sorted
        form.write_quads(sorted(self.quads(), key=str) if sort else self.quads(), output)


def revision(remote: Remote) -> str | None:
    """The mark that every change renews; None where the server holds no store. StoreError where it cannot be asked."""
    return _marks(Connection(remote)).get(f"{MARKS}:revision")


def _marks(connection: Connection) -> dict[str, str]:
    rows = connection.rows(f"SELECT ?p ?o WHERE {{ GRAPH <{MARKS}> {{ <{MARKS}> ?p ?o }} }}", {})
    return {row[0].value: row[1].value for row in rows}  # type: ignore[union-attr]


def _prologue(text: str, base: str | None) -> str:
    """Declarations that the query may rest on, in its first line, so that the places in it stay the same."""
    declared = [f"BASE <{base}>"] if base else []
    declared += [f"PREFIX {name}: <{iri}>" for name, iri in v.PREFIXES.items() if f"{name}:" in text]
    return " ".join([*declared, ""])


def _terms(terms: Iterable[Any]) -> str:
    return " ".join(str(term) for term in terms)


def _batches(terms: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for start in range(0, len(terms), size):
        yield terms[start : start + size]
