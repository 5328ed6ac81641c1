"""The pages of events, claims, actors and offices."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from api.pages.cards import Fact, Link, event_facts, held, said_of
from api.pages.making import MOST, Group, PageMaker, Thing
from api.pages.words import STATUSES, counted, listed, spaced
from api.rest.asking import iri, rows
from api.rest.claims import claim_items
from api.rest.events import event_items
from api.rest.others import actor_items, office_items
from kg import vocabulary as v

# The properties that a heading of an event rests on.
_EVENT: Final = {"Who": "agent", "To whom": "recipient", "What": v.TYPE, "When": "edtf", "Where": "occursAt",
                 "How many": "quantity", "Acts on": "theme", "In retaliation for": "inRetaliationFor"}  # fmt: skip


def event_thing(page: PageMaker) -> Thing:
    """An event: who, to whom, when, what became of it, who says so."""
    item = event_items(page.store, [page.node], page.classes.events)[0]
    given = {"What": item["type"], "When": (item.get("date") or {}).get("edtf", "")}
    facts = [
        Fact(
            fact.name,
            tuple(page.refer(one, _EVENT.get(fact.name, ""), given.get(fact.name, "")) for one in fact.values),
        )
        for fact in event_facts(item)
    ]
    said = tuple(said_of(claim) for claim in item["claims"])
    holders = list(dict.fromkeys(claim["holder"]["name"] for claim in item["claims"]))
    told = STATUSES.get(item["status"], item["status"])
    summary = f"{spaced(item['type']).capitalize()}, {told}."
    if item["disputed"]:
        summary += " One asserts it and another denies it."
    summary += f" {counted(len(said), 'claim')}, by {listed(holders[:6])}{' and others' if len(holders) > 6 else ''}."
    node = iri(page.node)
    groups = (
        page.related("What acts on it", f"?id kg:theme {node} ."),
        page.related("In retaliation for it", f"?id kg:inRetaliationFor {node} ."),
        page.articles(f"{node} kg:evidence/kg:inSentence ?s ."),
    )
    reader = item["receipts"][0]["article"] if item["receipts"] else ""
    return Thing(page.node, "event", item["label"], summary, tuple(facts), said, tuple(page.receipts), groups, "events",
                 reader)  # fmt: skip


def actor_thing(page: PageMaker) -> Thing:
    """An actor: its names and offices, what it takes part in and with whom, what it claims."""
    item = actor_items(page.store, [page.node])[0]
    node, offices = iri(page.node), list(dict.fromkeys(held(one) for one in item["offices"]))
    same = rows(page.store, f"SELECT ?o WHERE {{ {node} skos:exactMatch ?o }}")
    facts = [
        Fact("Kind", (page.refer(Link(spaced(item["type"])), v.TYPE, item["type"]),)),
        Fact("Also called", tuple(page.refer(Link(one), v.ALT_LABEL, one) for one in item["aliases"])),
        Fact("Offices", tuple(offices)),
        Fact("Body of", (page.refer(Link(item["bodyOf"]["name"], item["bodyOf"]["id"]), "bodyOfState"),)
             if item.get("bodyOf") else ()),
        Fact("ISO code", (Link(item["isoCode"]),) if item.get("isoCode") else ()),
        Fact("Same as", tuple(Link(row["o"], row["o"]) for row in same)),
    ]  # fmt: skip
    page.refer(Link(item["name"]), v.LABEL, item["name"])
    short = page.node.removeprefix(page.base)
    events = page.related("Events", f"?id kg:agent|kg:recipient {node} .", f"/events?participant={quote(short)}")
    claims = _claims(page)
    held_now = listed([one.words for one in offices if one.aside != "former"][:3])
    summary = f"{spaced(item['type']).capitalize()}{f'; {held_now}' if held_now else ''}. "
    numbers = [counted(events.total, "event")] if events.total else []
    numbers += [counted(len(claims), "claim") + (" or more" if len(claims) == MOST else "")] if claims else []
    summary += f"{listed(numbers)}." if numbers else ""
    groups = (
        events,
        Group("Most often with", tuple(_partners(page))),
        Group("Members and bodies", tuple(_below(page))),
        page.articles(f"?m kg:refersTo {node} ; kg:inSentence ?s ."),
    )
    said = tuple(said_of(claim) for claim in claim_items(page.store, claims))
    kept = tuple(fact for fact in facts if fact.values)
    return Thing(
        page.node, spaced(item["type"]), item["name"], summary, kept, said, tuple(page.receipts), groups, "actors"
    )


def _claims(page: PageMaker) -> list[str]:
    """Some of an actor's claims on events; an outlet, through which all that it carries passes, has too many."""
    found = rows(
        page.store,
        f"""SELECT ?id WHERE {{ {{ SELECT ?id WHERE {{ ?id kg:holder {iri(page.node)} }} LIMIT {MOST * 50} }}
        ?id kg:content ?e . ?e kg:status ?is }} LIMIT {MOST}""",
    )
    return sorted({row["id"] for row in found})


def _partners(page: PageMaker) -> list[Link]:
    node = iri(page.node)
    found = rows(
        page.store,
        f"""SELECT ?o (COUNT(DISTINCT ?e) AS ?n) (MIN(?l) AS ?name) WHERE {{ ?e kg:agent|kg:recipient {node} .
        ?e kg:agent|kg:recipient ?o . ?o rdfs:label ?l FILTER(?o != {node}) }} GROUP BY ?o
        ORDER BY DESC(?n) ?name LIMIT 15""",
    )
    return [Link(row["name"], row["o"], counted(int(row["n"]), "event")) for row in found]


def _below(page: PageMaker) -> list[Link]:
    node = iri(page.node)
    found = rows(
        page.store,
        f"""SELECT ?o (MIN(?l) AS ?name) WHERE {{ {{ ?o kg:bodyOfState {node} }} UNION
        {{ ?o kg:officeIn {node} }} ?o rdfs:label ?l }} GROUP BY ?o ORDER BY ?name LIMIT {MOST}""",
    )
    return [Link(row["name"], row["o"]) for row in found]


def office_thing(page: PageMaker) -> Thing:
    """An office: of what, held by whom, and the acts in it."""
    item = office_items(page.store, [page.node])[0]
    of = (page.refer(Link(item["of"]["name"], item["of"]["id"]), "officeIn"),) if item.get("of") else ()
    holders = [Link(one["name"], one["id"], "former" if one["former"] else "") for one in item["holders"]]
    unique = tuple(dict.fromkeys(holders))
    title = item["title"] + (f" of {item['of']['name']}" if item.get("of") else "")
    page.refer(Link(item["title"]), v.LABEL, item["title"])
    who = listed([one.words for one in unique[:5]])
    summary = f"Office{f', told to be held by {who}' if who else ''}."
    facts = (Fact("Of", of), Fact("Held by", unique))
    acts = f"""?t kg:tenureOffice {iri(page.node)} . ?p kg:inCapacity ?t .
      ?id kg:agentParticipation|kg:recipientParticipation ?p ."""
    kept = tuple(fact for fact in facts if fact.values)
    return Thing(page.node, "office", title, summary, kept, (), tuple(page.receipts), (page.related("Acts", acts),),
                 "offices")  # fmt: skip


def claim_thing(page: PageMaker) -> Thing:
    """A claim: its chain in words, its four axes, who passes it on and who denies it."""
    item = claim_items(page.store, [page.node])[0]
    said = said_of(item)
    about = [one for one in item["about"] if "label" in one]
    facts = (
        Fact("Holder", (page.refer(Link(item["holder"]["name"], item["holder"]["id"]), "holder"),)),
        Fact("Of", tuple(page.refer(Link(one["label"], one["id"]), "content") for one in about)),
        Fact("Of the claim", tuple(page.refer(Link(spaced("claim"), one["id"]), "content") for one in item["about"]
                                   if "label" not in one)),
        *(Fact(key.capitalize(), (page.refer(Link(spaced(item[key])), key, item[key]),))
          for key in ("polarity", "phase", "certainty", "voice")),
        Fact("Passed on by", tuple(Link(one["name"], one["claim"], "this claim") for one in item["reportedBy"])),
        Fact("Denied by", tuple(Link(one["name"], one["claim"], "this claim") for one in item["deniedBy"])),
    )  # fmt: skip
    reader = item["receipts"][0]["article"] if item["receipts"] else ""
    summary = f"{said.chain}: {said.comes_to}."
    receipts = tuple(page.receipts) or tuple(item["receipts"])
    kept = tuple(fact for fact in facts if fact.values)
    title = f"Claim of {item['holder']['name']}" + (f" on {about[0]['label']}" if about else "")
    return Thing(page.node, "claim", title, summary, kept, (), receipts, (), "claims", reader)
