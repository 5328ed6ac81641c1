"""Links across a whole store: copies, then actors, then events, then who reports each from where.

What an article holds is read out of the store once and kept in the index; all links are then computed from the index,
in time that grows with the number of articles: only what meets in a block is compared, and there only with its
neighbours. What people decided comes first. The result depends on the articles and the decisions, not on earlier runs.
What is computed on the way is in tables that go with the run, so that memory does not grow with the archive.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from kg import vocabulary as v
from kg.linkage.actors import ActorLinker
from kg.linkage.copies import neighbours, resemblance
from kg.linkage.decisions import decisions
from kg.linkage.events import similarity
from kg.linkage.facts import article_facts
from kg.linkage.found import Links, Names
from kg.linkage.happenings import GROUPS, Happenings
from kg.linkage.index import Index, batches, temporary
from kg.linkage.links import Cluster, Decision, Link, Sort
from kg.linkage.origins import cluster_of
from kg.linkage.stating import Stating
from kg.store import Pending, Store

_ASKED: Final = 200  # articles whose marks are asked for at once
_TAKEN: Final = 100  # articles that the index takes at once
_MOST: Final = 12  # articles of a group that each is compared with


@dataclass(slots=True)
class Outcome:
    """What a run did: articles that were looked at, links there are by sort, clusters, links that came and went."""

    looked_at: int = 0
    actors: int = 0
    events: int = 0
    texts: int = 0
    clusters: int = 0
    added: int = 0
    removed: int = 0


class Linker:
    """Links the articles of a store; `told` hears how many articles were looked at, and of how many."""

    def __init__(
        self, store: Store, index: Index, base: str, told: Callable[[int, int], None] = lambda done, of: None
    ) -> None:
        self._store = store
        self._index = index
        self._base = base
        self._told = told
        self._pending = Pending(index.store)
        self._decided: list[Decision] = []
        self.outcome = Outcome()

    def run(self) -> Outcome:
        """Bring the index and then the computed links up to date; may be ended at any moment and begun again."""
        self._pending.recover(self._store)
        self._look()
        self._decided = list(decisions(self._store, self._base))
        with self._index.told():
            with self._index.at_once("DEFERRED"):
                stating = Stating(self._index.base, self._store, self._pending, self._base)
                copies = self._texts(stating)
                people = self._actors(stating)
                self._events(stating, people, copies)
                self.outcome.removed, self.outcome.added = stating.compare()
            stating.write()
        return self.outcome

    # ------------------------------------------------------------------ the index

    def _look(self) -> None:
        """Take new and changed articles into the index, and those out that are gone."""
        marks = (mark for some in batches(self._store.article_iris(), _ASKED) for mark in self._marks(some).items())
        count = self._index.compare(marks)
        for changed in batches(self._index.wanted(), _TAKEN):
            self._index.put((article_facts(iri, self._store.article_quads(iri)), mark) for iri, mark in changed)
            self.outcome.looked_at += len(changed)
            self._told(self.outcome.looked_at, count)

    def _marks(self, articles: list[str]) -> dict[str, str]:
        """What tells whether an article is the one that was looked at: what its node says, and who is split in it."""
        values = " ".join(f"<{iri}>" for iri in articles)
        said: dict[str, list[str]] = defaultdict(list)
        said_of = "{ ?a ?p ?o } UNION { ?p kg:splitIn ?a }"
        for row in self._store.query(f"SELECT ?a ?p ?o WHERE {{ VALUES ?a {{ {values} }} {said_of} }}"):
            if row["p"].value not in v.SAMENESS:
                said[row["a"].value].append(f"{row['p']} {row['o']}")
        return {iri: sha256("\n".join(sorted(lines)).encode()).hexdigest()[:32] for iri, lines in said.items()}

    # ------------------------------------------------------------------ what is the same

    def _texts(self, stating: Stating) -> Names:
        links = Links(self._index.base, Sort.TEXT, self._decided)
        links.add(self._copies())
        self.outcome.texts = stating.add(links.joined())
        return links.names()

    def _copies(self) -> Iterator[Link]:
        base = self._index.base
        temporary(base, "near (one TEXT, other TEXT, PRIMARY KEY (one, other)) WITHOUT ROWID")
        for group in self._index.near_texts():
            base.executemany("INSERT OR IGNORE INTO near VALUES (?, ?)", neighbours(group, _MOST))
        for one, other in base.execute("SELECT one, other FROM near"):
            how = resemblance(self._index.print(one), self._index.print(other))
            if how is not None:
                yield Link(Sort.TEXT, one, other, how[0], (how[1],), (one, other))

    def _actors(self, stating: Stating) -> Names:
        linker = ActorLinker(self._index.base)
        for article in self._index.articles():
            linker.take(article)
        links = Links(self._index.base, Sort.ACTOR, self._decided, best=True)
        links.add(linker.links())
        self.outcome.actors = stating.add(links.joined())
        return links.names()

    def _events(self, stating: Stating, people: Names, copies: Names) -> None:
        wanted = {iri for decision in self._decided for iri in decision.pair}
        happenings = Happenings(self._index, people.of, copies.of, wanted)
        happenings.fill()
        links = Links(self._index.base, Sort.EVENT, self._decided, numbers=happenings.numbers)
        links.add_numbered(self._alike(happenings, copies))
        self.outcome.events = stating.add(links.joined(GROUPS))
        self.outcome.clusters = stating.add(self._clusters(links, happenings, people, copies))

    def _alike(self, happenings: Happenings, copies: Names) -> Iterator[tuple[Link, tuple[int, int]]]:
        for numbers in happenings.candidates():
            one, other = map(happenings.view, numbers)
            how = similarity(one, other, copies=copies.of(one.article) == copies.of(other.article))
            if how is not None:
                (iri, article), (far, elsewhere) = sorted((event.iri, event.article) for event in (one, other))
                yield Link(Sort.EVENT, iri, far, how[0], how[1], (article, elsewhere)), numbers

    def _clusters(self, links: Links, happenings: Happenings, people: Names, copies: Names) -> Iterator[Cluster]:
        for members in links.clusters.several():
            keys = links.keys(members)
            if all(isinstance(key, int) for key in keys):  # what people decided may be of events that are gone
                yield cluster_of([happenings.view(key) for key in keys], copies.of, people.of)
