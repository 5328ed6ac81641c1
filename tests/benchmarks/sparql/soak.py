"""Two hundred clients at once for a minute (`make soak`): answers, or refusals by design, and nothing else.

Each client asks one thing after the other of a real server over the annotated articles: lookups, joins, named
questions, REST, downloads, and now and then a query that cannot end. Counts the answers by status; anything but 200,
429 and 503 with a Retry-After or an explanation, and any connection that breaks, is a failure.
"""

from __future__ import annotations

import argparse
import asyncio
import collections
import itertools
import random
import sys
import tempfile
import time
from pathlib import Path

import httpx

from kg.articles import read_path
from kg.iris import document_iri
from kg.model import Document
from kg.pipeline import Pipeline
from kg.store import Store
from tests.api.servers import serving

ROOT = Path(__file__).resolve().parents[3]
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
BY_DESIGN = {200, 429, 503}
Outcome = tuple[str, str]


def requests(pick: random.Random) -> list[tuple[str, str, dict[str, str]]]:
    """A name, a path and parameters of one of each kind of request."""
    number = pick.randrange(10_000)
    join = f"SELECT ?e ?n {{ ?e a kg:Meeting ; kg:agent/rdfs:label ?n FILTER(STRLEN(?n) != {number}) }} ORDER BY ?n"
    return [
        (
            "lookup",
            "/sparql",
            {"query": f"SELECT * {{ <https://w3id.org/communique/id/person/joe-biden> ?p ?o }} #{number}"},
        ),
        ("join", "/sparql", {"query": join}),
        ("question", "/queries/who-attacked-whom", {}),
        ("events", "/events", {"participant": pick.choice(["Biden", "Putin", "NATO"]), "limit": str(1 + number % 50)}),
        ("words", "/events", {"q": pick.choice(["missile", "call", "summit", "talks"])}),
        ("dereference", "/id/person/joe-biden", {}),
        ("download", "/articles/netanyahu-biden-call/export.nt", {}),
        ("health", "/health", {}),
    ]


async def client(http: httpx.AsyncClient, number: int, until: float, seen: collections.Counter[Outcome]) -> list[float]:
    """One client: what it saw, and how long the answers took."""
    pick, taken = random.Random(number), []
    turn = 0
    while time.monotonic() <= until:
        turn += 1
        name, path, parameters = pick.choice(requests(pick))
        if number % 50 == 0 and turn % 20 == 10:
            name, path, parameters = "endless", "/sparql", {"query": ENDLESS}
        begun = time.monotonic()
        try:
            answer = await http.get(path, params=parameters)
            explained = answer.status_code == 200 or answer.headers["content-type"] == "application/problem+json"
            seen[name, str(answer.status_code) if explained else "unexplained"] += 1
        except httpx.HTTPError as error:
            seen[name, type(error).__name__] += 1
            continue
        taken.append(time.monotonic() - begun)
        if answer.status_code != 200:
            await asyncio.sleep(min(2.0, float(answer.headers.get("Retry-After", "1"))))
    return taken


async def load(url: str, clients: int, seconds: float) -> tuple[collections.Counter[Outcome], list[float]]:
    """All clients at once."""
    seen: collections.Counter[Outcome] = collections.Counter()
    limits = httpx.Limits(max_connections=clients, max_keepalive_connections=clients)
    async with httpx.AsyncClient(base_url=url, limits=limits, timeout=90) as http:
        until = time.monotonic() + seconds
        taken = await asyncio.gather(*(client(http, number, until, seen) for number in range(clients)))
    return seen, sorted(itertools.chain.from_iterable(taken))


def main() -> int:
    """Fill a store, serve it, load it, and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    chosen = parser.parse_args()
    documents = [d for path in sorted((ROOT / "articles").glob("*.md")) for d in read_path(path)]
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "store")
        for graph in Pipeline().graphs(d for d in documents if isinstance(d, Document)):
            store.replace(document_iri(graph.document.id), graph.quads)
        del store
        with serving(Path(folder) / "store", Path(folder) / "log", query_timeout=10) as server:
            seen, taken = asyncio.run(load(server.url, chosen.clients, chosen.seconds))
            after = httpx.get(f"{server.url}/health/ready", timeout=10).status_code
    for (name, outcome), count in sorted(seen.items()):
        print(f"{name:12} {outcome:20} {count:8,}")
    half, most = taken[len(taken) // 2], taken[len(taken) * 95 // 100]
    print(f"{len(taken):,} answers in {chosen.seconds:g} s to {chosen.clients} clients; ready afterwards: {after}")
    print(f"half within {half:.2f} s, 95 % within {most:.2f} s")
    wrong = {key: count for key, count in seen.items() if key[1] not in {str(status) for status in BY_DESIGN}}
    endless = sum(count for (name, outcome), count in seen.items() if name == "endless" and outcome == "200")
    return 1 if wrong or endless or after != 200 else 0


if __name__ == "__main__":
    sys.exit(main())
