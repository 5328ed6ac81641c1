"""The page of whatever stands under an IRI, and the lists: disputed, only planned, on unnamed sources."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from fastapi.testclient import TestClient

from kg.store import Store
from tests.pages.texts import attributes, text_of

HTML = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}
CALL = "/id/article/netanyahu-biden-call/event/2673b815e95efaf1"
KINDS = ("Person", "State", "Office", "Tenure", "Claim", "Place", "PhoneCall", "Document", "Sentence", "Mention",
         "Trigger", "Attribution", "TimeExpression", "Quantity", "Participation", "UnnamedSource")  # fmt: skip


def shown(client: TestClient, path: str) -> str:
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    return " ".join(text_of(answer.text).split())


@pytest.mark.parametrize("kind", KINDS)
def test_everything_in_the_graph_has_a_page_with_receipts_and_other_forms(
    client: TestClient, full_store: Store, kind: str
) -> None:
    node = min(row["x"].value for row in full_store.query(f"SELECT ?x WHERE {{ ?x a kg:{kind} }}"))
    path = "/id/" + node.partition("/id/")[2]
    html = client.get(path, headers=HTML).text
    assert len(re.findall(r"<h1\b", html)) == 1
    addresses = attributes(html, "href")
    forms = [a for a in addresses if a.endswith((".ttl", ".jsonld", ".json"))]
    assert f"{path}.ttl" in forms
    for address in forms:
        assert client.get(address).status_code == 200, address
    assert "curl -H &#39;Accept: text/turtle&#39;" in html
    (query,) = {a for a in addresses if a.startswith("/editor?query=")}
    assert "SELECT" in query
    for place in [a for a in addresses if a.startswith("/read/")][:3]:
        assert client.get(place.partition("#")[0]).status_code == 200, place


def test_the_query_of_a_page_gets_what_is_on_it(client: TestClient) -> None:
    html = client.get(CALL, headers=HTML).text
    query = text_of(html.split("The query that gets it</summary>")[1].split("</pre>")[0])
    rows = client.post("/sparql", data={"query": query}, headers={"Accept": "application/json"}).json()
    told = {row["value"]["value"].rpartition("/")[2] for row in rows["results"]["bindings"]}
    assert {"joe-biden", "benjamin-netanyahu"} <= told


def test_an_event_tells_who_when_what_became_of_it_and_who_says_so(client: TestClient) -> None:
    told = shown(client, CALL)
    for words in (
        "Phone call, still to come when this was written.",
        "Who Benjamin Netanyahu as prime minister of Israel",
        "The Times of Israel, citing Axios says that it is planned, in indirect speech",
        "On which words",
    ):
        assert words in told


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (
            "/id/person/joe-biden",
            ["Person; president of United States.", "Most often with", "Benjamin Netanyahu 5 events"],
        ),
        ("/id/state/ir", ["State", "Iran", "Members and bodies"]),
        (
            "/id/office/state-us/president",
            ["President of United States", "told to be held by Barack Obama, Donald Trump and Joe Biden", "Acts"],
        ),
        ("/id/place/tehran", ["Its name stands for", "Iran"]),
        ("/id/article/netanyahu-biden-call", ["The Times of Israel on 9 October 2024. 29 sentences", "Read it"]),
    ],
)
def test_pages_say_in_words_what_a_thing_is(client: TestClient, path: str, words: list[str]) -> None:
    told = shown(client, path)
    assert [one for one in words if one not in told] == []


def test_numbers_beside_a_fact_lead_to_its_quotations(client: TestClient) -> None:
    html = client.get(CALL, headers=HTML).text
    numbers = re.findall(r'<sup><a href="#(r\d+)"', html)
    assert numbers
    assert set(numbers) <= set(attributes(html, "id"))
    assert "/read/netanyahu-biden-call#s0" in attributes(html, "href")


@pytest.mark.parametrize(
    ("path", "status"), [("/id/nothing/at-all", 404), ("/id/a%20b%3Cc", 400), ("/id/nothing.ttl", 404)]
)
def test_what_is_not_there_is_told(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path, headers=HTML)
    assert answer.status_code == status
    assert client.get(path, headers={"Accept": "text/turtle"}).status_code == status


# ------------------------------------------------------------------ lists


def test_a_disagreement_has_both_sides_with_their_words_and_outlets(client: TestClient) -> None:
    html = client.get("/disagreements", headers=HTML).text
    (denied,) = [one for one in html.split("<li>\n    <h2>") if "consultation" in one.lower()[:300]]
    told = " ".join(text_of(denied).split())
    asserts, denies = told.split("Denies", 1)
    assert "citing The Washington Post, citing an unnamed Israeli official" in asserts
    assert "Netanyahu made several unsuccessful attempts" in asserts
    assert "US officials" in denies
    assert "that’s not true" in denies
    assert "Told by The Times of Israel." in told


def test_lists_hold_what_they_say(client: TestClient, full_store: Store) -> None:
    planned = len(list(full_store.query("SELECT ?e WHERE { ?e kg:status kg:planned }")))
    assert f"{planned} events" in shown(client, "/planned")
    html = client.get("/unnamed", headers=HTML).text
    listed = [a for a in attributes(html.split("<main")[1], "href") if re.fullmatch(r"/id/article/[^/]+/event/\w+", a)]
    assert listed
    for path in set(listed):
        node = f"https://w3id.org/communique{path}"
        holders = full_store.query(
            f"SELECT ?t WHERE {{ ?c kg:content <{node}> ; kg:polarity kg:affirms ; kg:voice ?v ; kg:holder/a ?t "
            "FILTER(?v != kg:hearsay) }"
        )
        assert {row["t"].value.rpartition("#")[2] for row in holders} <= {"UnnamedSource"}


def test_a_list_goes_on_and_keeps_its_filter(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("api.pages.listing"), "_SHOWN", 5)
    html = client.get("/planned", params={"participant": "Joe Biden"}, headers=HTML).text
    assert 'value="Joe Biden"' in html
    first = client.get("/planned?participant=", headers=HTML).text  # an address of its own: pages are kept by theirs
    (following,) = re.findall(r'<a href="([^"]+)" rel="next"', first)
    second = client.get(following.replace("&amp;", "&"), headers=HTML).text
    both = [set(re.findall(r'<h2><a href="([^"]+)"', page)) for page in (first, second)]
    assert both[0]
    assert both[1]
    assert not both[0] & both[1]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/planned?participant=Bidn", "Bidn"),
        ("/disagreements?cursor=x", "&#39;x&#39;"),
        ("/unnamed?participant=" + "x" * 301, "participant"),
        ("/planned?actor=Biden", "there are cursor, participant"),
    ],
)
def test_a_filter_that_means_nobody_is_refused_in_words(client: TestClient, path: str, words: str) -> None:
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 422
    assert words in answer.text
    assert answer.headers["content-type"].startswith("text/html")
    assert client.get(path).json()["status"] == 422
