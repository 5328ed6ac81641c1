"""Cards: all that is known of one thing that an article tells, for the panel beside the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from api.pages.words import PHASES, PRECISIONS, STATUSES, VOICES, spaced, when
from api.rest.asking import iri, rows, values
from api.rest.claims import claim_items
from kg.store import Store, description, write_triples

Receipt = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Link:
    """Words, the IRI of the node that they name (none: plain words), what is said beside them, numbers of receipts."""

    words: str
    node: str = ""
    aside: str = ""
    refs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known under one heading."""

    name: str
    values: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A claim in words: its chain, what it comes to, what it is about, and the words that it rests on."""

    node: str
    chain: str
    comes_to: str
    about: tuple[Link, ...]
    receipts: tuple[Receipt, ...]
    denies: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One thing: its IRI, its kind, what it is called, what is known of it, who says so, on which words, as Turtle.

    `beside` are other things that the same words tell of.
    """

    node: str
    kind: str
    title: str
    facts: tuple[Fact, ...]
    said: tuple[Said, ...]
    receipts: tuple[Receipt, ...]
    turtle: str
    beside: tuple[Link, ...] = ()


def turtle_of(store: Store, node: str) -> str:
    """What the graph says of a node, without the prefixes at the top."""
    text = write_triples(description(store, [node]), "turtle").decode()
    return "\n".join(line for line in text.splitlines() if not line.startswith("@prefix")).strip()


def event_card(store: Store, item: dict[str, Any]) -> Card:
    """An event, from its REST item."""
    said = tuple(said_of(claim) for claim in item["claims"])
    turtle = turtle_of(store, item["id"])
    return Card(item["id"], "event", item["label"], event_facts(item), said, tuple(item["receipts"]), turtle)


def event_facts(item: dict[str, Any]) -> tuple[Fact, ...]:
    """What is known of an event, from its REST item: who, to whom, what, when, where, what became of it."""
    status = [Link(item["status"], aside=STATUSES.get(item["status"], ""))]
    if item["disputed"]:
        status.append(Link("disputed", aside="one asserts it and another denies it"))
    date = item.get("date") or {}
    told = [Link(when(date["edtf"]), aside=_quoted(date.get("words")))] if "edtf" in date else []
    if not told and date.get("words"):
        told = [Link("not settled", aside=_quoted(date["words"]))]
    facts = [
        Fact("Status", tuple(status)),
        Fact("Who", tuple(_actor(one) for one in item["agents"])),
        Fact("To whom", tuple(_actor(one) for one in item["recipients"])),
        Fact("What", (Link(spaced(item["type"]), aside=_kinds(item["within"])),)),
        Fact("When", tuple(told)),
        Fact("Where", tuple(Link(place["name"], place["id"]) for place in item["places"])),
        Fact("How many", tuple(quantity(one) for one in item["quantities"])),
        Fact("Acts on", tuple(Link(one["label"], one["id"]) for one in item["theme"])),
        Fact("In retaliation for", tuple(Link(one["label"], one["id"]) for one in item["inRetaliationFor"])),
    ]
    return tuple(fact for fact in facts if fact.values)


def quantity(one: dict[str, Any]) -> Link:
    """A number with what it counts, as the text words it."""
    value = f"{one['value']:,}" if "value" in one else ""
    words = " ".join(
        part for part in (PRECISIONS.get(one.get("precision", ""), ""), value, one.get("unit", "")) if part
    )
    return Link(words, one["id"], _quoted(one.get("words")))


def said_of(claim: dict[str, Any]) -> Said:
    """A claim in words, from its REST item."""
    told = [] if claim["polarity"] != "affirms" else [f"says that {PHASES.get(claim['phase'], claim['phase'])}"]
    sure = [] if claim["certainty"] in {"certain", "unspecified"} else [f"as {claim['certainty']}"]
    comes_to = ", ".join([*told, *sure, VOICES.get(claim["voice"], claim["voice"])])
    about = tuple(Link(one.get("label", "a claim"), one["id"]) for one in claim.get("about", ()))
    denies = claim["polarity"] == "negates"
    return Said(claim["id"], claim["chain"], comes_to, about, tuple(claim["receipts"]), denies)


def actor_card(
    store: Store, item: dict[str, Any], events: Sequence[str], named: Sequence[Receipt], places: Sequence[Link]
) -> Card:
    """An actor, from its REST item, with those of some events that it takes part in, and what names it."""
    node = item["id"]
    facts = [
        Fact("Kind", (Link(spaced(item["type"])),)),
        Fact("Offices", tuple(dict.fromkeys(held(one) for one in item["offices"]))),
        Fact("Body of", (Link(item["bodyOf"]["name"], item["bodyOf"]["id"]),) if item.get("bodyOf") else ()),
        Fact("Also called", tuple(Link(alias) for alias in item["aliases"])),
        Fact("By the name of", tuple(places)),
        Fact("Takes part in", tuple(_taken_part(store, node, events))),
    ]
    kept = tuple(fact for fact in facts if fact.values)
    return Card(node, "actor", item["name"], kept, (), tuple(named), turtle_of(store, node))


def held(one: dict[str, Any]) -> Link:
    """An office that somebody holds or held."""
    of = f" of {one['of']['name']}" if "of" in one else ""
    return Link(f"{one['title']}{of}", one["office"], "former" if one.get("former") else "")


def source_card(store: Store, node: str, facts: Sequence[Fact], named: Sequence[Receipt]) -> Card:
    """A cue that names a source, with the claims that rest on it."""
    found = [
        row["id"] for row in rows(store, f"SELECT DISTINCT ?id WHERE {{ ?id kg:evidence {iri(node)} ; a kg:Claim }}")
    ]
    claims = [claim for claim in claim_items(store, found) if any("label" in one for one in claim["about"])]
    return Card(node, "source", named[0]["words"]["text"], tuple(facts), tuple(said_of(claim) for claim in claims),
                tuple(named), turtle_of(store, node))  # fmt: skip


def _taken_part(store: Store, node: str, events: Sequence[str]) -> list[Link]:
    if not events:
        return []
    text = f"""SELECT DISTINCT ?e ?label ?status WHERE {{ {values("e", events)} ?e kg:agent|kg:recipient {iri(node)} ;
      rdfs:label ?label ; kg:status ?status }}"""
    found = {row["e"]: row for row in rows(store, text)}
    return [Link(found[one]["label"], one, found[one]["status"]) for one in events if one in found]


def _actor(one: dict[str, Any]) -> Link:
    posts = [f"{post['title']} of {post['of']['name']}" if "of" in post else post["title"]
             for post in one.get("capacities", ())]  # fmt: skip
    return Link(one["name"], one["id"], ("as " + ", ".join(posts)) if posts else "")


def _quoted(words: str | None) -> str:
    return f"“{words}”" if words else ""


def _kinds(within: Sequence[str]) -> str:
    above = [spaced(one) for one in within if one != "Event"]
    return f"a kind of {above[0]}" if above else ""
