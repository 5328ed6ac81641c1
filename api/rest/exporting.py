"""What a download holds: everything, whole articles, or what belongs to the events that fit filters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from api.rest.asking import tuples, values
from api.rest.filters import event_patterns
from api.rest.naming import Names, Refused
from api.rest.parameters import Exported
from api.rest.reading import Classes, Refusal
from kg.store import Export, Store, export_chunks, snapshot_digest

_AT_ONCE: Final = 500  # events whose articles are asked for in one query


@dataclass(frozen=True, slots=True)
class Prepared:
    """A download that can begin: the digest of the snapshot, whole articles, or patterns of events."""

    digest: str
    quads: int
    articles: tuple[str, ...] = ()
    patterns: str | None = None


def prepare(store: Store, wanted: Exported, classes: Classes, base: str) -> Prepared | Refusal:
    """Understand the filters before the first byte goes out."""
    try:
        names = Names(store, base, (*classes.actors, "Place"))
        articles = tuple(names.articles(wanted.article)) if wanted.articles_only else ()
        filtered = bool(wanted.model_fields_set) and not articles
        patterns = event_patterns(wanted, names, classes.events, wanted.q) if filtered else None
    except Refused as refused:
        return Refusal(refused.status, refused.detail, tuple(refused.candidates))
    return Prepared(snapshot_digest(store), len(store), articles, patterns)


def write(store: Store, prepared: Prepared, form: str, packed: bool) -> Iterator[bytes]:
    """The bytes of a download."""
    export = Export(form, packed, prepared.articles)
    patterns = prepared.patterns
    if patterns is None:
        return export_chunks(store, export)
    return export_chunks(store, export, lambda: _events_by_article(store, patterns))


def _events_by_article(store: Store, patterns: str) -> Iterator[tuple[str, list[str]]]:
    """The events that fit, by article. Their IRIs are held; the quads about them are not."""
    ids = sorted({node for (node,) in tuples(store, f"SELECT ?id WHERE {{ {patterns} }}")})
    groups: dict[str, list[str]] = {}
    for first in range(0, len(ids), _AT_ONCE):
        some = values("id", ids[first : first + _AT_ONCE])
        text = f"SELECT DISTINCT ?article ?id WHERE {{ {some} ?id kg:evidence/kg:inSentence/kg:inDocument ?article }}"
        for article, node in sorted(tuples(store, text)):
            groups.setdefault(article, []).append(node)
    for article, _ in store.articles():
        if article in groups:
            yield article, groups[article]
