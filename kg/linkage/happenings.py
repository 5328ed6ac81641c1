"""The events of all articles in tables, and which of them are compared: those that meet in a block, near in time.

Events are numbered by day, so that what is compared lies close together however many there are.
"""

from __future__ import annotations

import marshal
from collections import deque
from collections.abc import Callable, Container, Iterator
from functools import lru_cache
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from kg.linkage.events import Actor, EventView, Moment, block_keys, may_be_one, views
from kg.linkage.index import Index, temporary
from kg.ontology import event_ancestors

GROUPS: Final = "SELECT event.article FROM node LEFT JOIN event ON event.id = node.key ORDER BY node.id"
_MOST: Final = 12  # events of a block that each is compared with
_APART: Final = 15  # days between two of them, at most
_DAY: Final = 36  # bits of an event's number that follow those of its day, and tell where it stands among all
_IN_ORDER: Final = (1 << _DAY) - 1
_HELD: Final = 4_096  # events in memory
_TABLES: Final = (
    "event (id INTEGER PRIMARY KEY, article INTEGER, held BLOB)",
    "block (key INTEGER, event INTEGER, article INTEGER, original INTEGER, first INTEGER, last INTEGER, day INTEGER)",
    "pair (one INTEGER, other INTEGER)",
)


class Happenings:
    """The events of an index; `people` and `copies` give the names of actors and articles.

    The numbers of events that are `wanted`, by IRI, are kept in `numbers`.
    """

    def __init__(
        self, index: Index, people: Callable[[str], str], copies: Callable[[str], str], wanted: Container[str]
    ) -> None:
        self._index = index
        self._people = people
        self._copies = copies
        self._wanted = wanted
        self.numbers: dict[str, int] = {}
        self.view = lru_cache(maxsize=_HELD)(self._view)

    def fill(self) -> None:
        """Put all events and their blocks into the tables."""
        base, ancestors = self._index.base, event_ancestors()
        temporary(base, *_TABLES)
        count = 0
        for number, article in enumerate(self._index.articles()):
            name = self._copies(article.iri)
            original = _hashed((name,))
            for event in views(article, self._people, ancestors):
                found = event.when << _DAY | count
                count += 1
                if event.iri in self._wanted:
                    self.numbers[event.iri] = found
                base.execute("INSERT INTO event VALUES (?, ?, ?)", (found, number, _packed(event)))
                keys = {_hashed(key) for key in block_keys(event)}
                if name != article.iri:
                    keys.add(_hashed((event.type, name)))
                told = Moment(number, original, event.start, event.end, event.published)
                base.executemany(
                    "INSERT INTO block VALUES (?, ?, ?, ?, ?, ?, ?)", [(key, found, *told) for key in keys]
                )

    def candidates(self) -> Iterator[tuple[int, int]]:
        """Pairs of events that share a block and are near in it, each once and of two articles.

        They come by day; of two the one of the earlier article is first.
        """
        base = self._index.base
        rows = base.execute("SELECT * FROM block ORDER BY key, event")
        for _, block in groupby(rows, key=itemgetter(0)):
            base.executemany("INSERT INTO pair VALUES (?, ?)", _near(block))
        base.execute("DROP TABLE block")
        for one, other in base.execute("SELECT DISTINCT one, other FROM pair ORDER BY one, other"):
            yield (one, other) if one & _IN_ORDER < other & _IN_ORDER else (other, one)

    def _view(self, number: int) -> EventView:
        """The event of a number."""
        (held,) = self._index.base.execute("SELECT held FROM event WHERE id = ?", (number,)).fetchone()
        return _unpacked(held)


def _near(block: Iterator[tuple[Any, ...]]) -> Iterator[tuple[int, int]]:
    before: deque[tuple[int, Moment]] = deque(maxlen=_MOST)
    for _, event, *told in block:
        moment = Moment(*told)
        for earlier, other in before:
            if (event >> _DAY) - (earlier >> _DAY) <= _APART and may_be_one(moment, other):
                yield earlier, event
        before.append((event, moment))


def _packed(event: EventView) -> bytes:
    sides = [[(actor.is_one, actor.acts_for) for actor in side] for side in (event.agents, event.recipients)]
    told = (
        event.iri, event.article, event.label, event.type, event.family, event.path, event.status, event.start,
        event.end, event.published, *sides, event.places, event.quantities, event.words, event.origins, event.affirmed,
    )  # fmt: skip
    return marshal.dumps(told)


def _unpacked(held: bytes) -> EventView:
    """An event out of a temporary table of this run."""
    told: Any = marshal.loads(held)
    sides = [tuple([Actor(*actor) for actor in side]) for side in told[10:12]]
    return EventView(*told[:10], *sides, *told[12:])


def _hashed(key: tuple[str, ...]) -> int:
    return int.from_bytes(blake2b("\x1f".join(key).encode(), digest_size=8).digest(), "big") >> 1
