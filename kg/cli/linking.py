"""`kg link`, `kg merge`, `kg split`."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from datetime import date

from rich.console import Console

from kg.cli.common import settings, tell
from kg.cli.opening import store_to_change
from kg.errors import InputError
from kg.linkage import Decision, Index, Linker, Registrar, Signed
from kg.remote import beside
from kg.store import Store


def link_store(*, anew: bool = False, store: Store | None = None) -> int:
    """Link the articles of the store; with `anew` each is looked at again."""
    chosen = settings()
    opened = store if store is not None else store_to_change(chosen.store)  # an empty one is false
    index = Index(beside(chosen.store))
    try:
        if anew:
            index.clear()
        found = Linker(opened, index, chosen.base, _progress()).run()
    finally:
        index.close()
    _say(
        f"{found.looked_at:,} articles looked at; {found.actors:,} links of actors, {found.events:,} of events in"
        f" {found.clusters:,} clusters, {found.texts:,} of texts ({found.added:,} new, {found.removed:,} gone)"
    )
    return 0


def _progress() -> Callable[[int, int], None]:
    console = Console(stderr=True)

    def told(done: int, of: int) -> None:
        if console.is_terminal:
            console.print(f"{done:,} of {of:,} articles looked at", end="\r")

    return told


def merge_nodes(one: str, other: str, reason: str | None, by: str | None, on: str | None, *, undo: bool) -> int:
    """Decide that two nodes stand for the same, or take the decision on them back."""
    registrar = _registrar()
    if undo:
        return _taken_back(registrar.take_back(one, other))
    return _told(registrar.merge(one, other, _signed(reason, by, on)))


def split_nodes(
    nodes: list[str], articles: list[str], reason: str | None, by: str | None, on: str | None, *, undo: bool
) -> int:
    """Decide that two nodes do not stand for the same, or that a shared actor is somebody else in some articles."""
    if len(nodes) == 1 and articles and not undo:
        return max(_told(decision) for decision in _registrar().separate(nodes[0], articles, _signed(reason, by, on)))
    if undo and articles:
        raise InputError("a split is taken back with the two nodes that `kg query decisions` shows, without --article")
    if len(nodes) != 2 or articles:
        raise InputError("give two nodes, or one shared actor with --article for each article where it is another")
    registrar = _registrar()
    one, other = nodes
    if undo:
        return _taken_back(registrar.take_back(one, other))
    return _told(registrar.split(one, other, _signed(reason, by, on)))


def _registrar() -> Registrar:
    chosen = settings()
    return Registrar(store_to_change(chosen.store), chosen.base)


def _signed(reason: str | None, by: str | None, on: str | None) -> Signed:
    if not reason or not reason.strip():
        raise InputError("a decision needs a reason: --reason TEXT")
    try:
        day = date.fromisoformat(on) if on else date.today()
    except ValueError as error:
        raise InputError(f"--date is a day as 2024-10-09, not {on!r}") from error
    return Signed(_plain(reason, "--reason"), _plain(by or _user(), "--by"), day)


def _plain(text: str, option: str) -> str:
    """Words that can be written down; InputError for bytes of a shell that are no text."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError(f"{option} is not UTF-8: {text!r}") from error
    return text.strip()


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError) as error:
        raise InputError("the user of this process has no name; give who decides: --by NAME") from error


def _told(decision: Decision) -> int:
    one, other = decision.pair
    verb = "the same as" if decision.same else "another than"
    _say(f"{one} is {verb} {other}, by {decision.by} on {decision.on}")
    tell("`kg link` brings the computed links and clusters into line")
    return 0


def _taken_back(decision: Decision) -> int:
    _say(f"the {'merge' if decision.same else 'split'} of {' and '.join(decision.pair)} is taken back")
    tell("`kg link` brings the computed links and clusters into line")
    return 0


def _say(line: str) -> None:
    Console().print(line, highlight=False, markup=False, soft_wrap=True)
