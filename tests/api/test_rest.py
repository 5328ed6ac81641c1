"""REST as a client meets it: filters, pages, receipts, chains, and addresses that answer."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from api import create_app
from api.rest import Classes
from api.rest.parameters import Events
from api.rest.reading import Found, read_page
from kg.ontology import event_ancestors
from kg.settings import Settings
from kg.store import Store
from kg.vocabulary import DEFAULT_BASE, KG
from tests.api.items import CALL, COLLECTIONS, PAGES, items, who


@pytest.fixture(scope="module")
def client(full_store: Store) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(), full_store)) as one:
        yield one


# ---------------------------------------------------------------------- filters


def test_a_type_brings_its_subtypes(client: TestClient) -> None:
    types = {e["type"] for e in items(client, "/events", type="Consultation")}
    assert {"PhoneCall", "Meeting", "Visit"} <= types
    assert not types & {"Warning", "Attack"}
    assert types == {e["type"] for e in items(client, "/events", type=KG + "Consultation")}
    assert {e["type"] for e in items(client, "/events", type=["PhoneCall,Meeting", "visit"])} == {
        "PhoneCall",
        "Meeting",
        "Visit",
    }


def test_communications_and_military_actions_are_events_of_a_kind(client: TestClient) -> None:
    spoken, fought = items(client, "/communications"), items(client, "/military-actions")
    assert all("Communication" in e["within"] or e["type"] == "Communication" for e in spoken)
    assert all("MilitaryAction" in e["within"] or e["type"] == "MilitaryAction" for e in fought)
    assert len(spoken) + len(fought) < len(items(client, "/events"))
    assert client.get("/communications", params={"type": "Attack"}).status_code == 422


@pytest.mark.parametrize(
    "given", ["Joe Biden", "joe biden", "Biden", "person/joe-biden", f"{DEFAULT_BASE}person/joe-biden"]
)
def test_an_actor_is_known_by_name_alias_or_iri(client: TestClient, given: str) -> None:
    found = items(client, "/events", participant=given)
    assert found
    assert all("Joe Biden" in who(e, "agent", "recipient") for e in found)


def test_roles_are_kept_apart(client: TestClient) -> None:
    assert all("Joe Biden" in who(e, "agent") for e in items(client, "/events", agent="Biden"))
    towards = items(client, "/events", recipient="Biden")
    assert towards
    assert all("Joe Biden" in who(e, "recipient") for e in towards)


def test_different_filters_must_all_hold_and_repeated_ones_any(client: TestClient) -> None:
    both = items(client, "/events", participant="Biden", status="planned", type="PhoneCall")
    assert {e["status"] for e in both} == {"planned"}
    either = items(client, "/events", status=["planned", "postponed"])
    assert {e["status"] for e in either} == {"planned", "postponed"}


def test_a_state_takes_part_through_bodies_and_office_holders(client: TestClient) -> None:
    found = items(client, "/events", state="us")
    names = {name for e in found for name in who(e, "agent", "recipient")}
    assert {"United States", "Joe Biden"} <= names
    assert found == items(client, "/events", state="United States")


def test_dates_bound_a_page(client: TestClient) -> None:
    found = items(client, "/events", from_="2022-11", to="2022")
    assert found
    assert all(e["date"]["latest"] >= "2022-11-01" and e["date"]["earliest"] < "2023" for e in found)
    assert client.get("/events", params={"from": "2024", "to": "2022"}).status_code == 422
    assert client.get("/events", params={"from": "2023-02-30"}).status_code == 422
    assert client.get("/events", params={"from": "last week"}).status_code == 422


def test_a_source_brings_what_it_says_and_passes_on(client: TestClient) -> None:
    told = {e["id"] for e in items(client, "/events", source="The Washington Post")}
    held = {a["id"] for c in items(client, "/claims", source="The Washington Post") for a in c["about"]}
    assert told == held
    assert told


def test_words_are_looked_for_in_names_and_quotations(client: TestClient) -> None:
    found = items(client, "/events", q="MISSILE japan")
    assert found
    for event in found:
        text = json.dumps([event["label"], event["receipts"]]).lower()
        assert "missile" in text
        assert "japan" in text
    assert [a["name"] for a in items(client, "/actors", q="erdogan")] == ["Recep Tayyip Erdogan"]
    assert items(client, "/events", q="a{b}\"c'd\\") == []


def test_an_article_bounds_every_collection(client: TestClient) -> None:
    for path in ("/events", "/claims", "/tenures", "/places", "/actors"):
        found = items(client, path, article="su24-shootdown")
        assert found, path
        assert all("su24-shootdown" in {r["article"] for r in i["receipts"]} or path == "/actors" for i in found)
    assert "su24-shootdown" in client.get("/events", params={"article": "su24"}).json()["detail"]


def test_a_name_of_several_is_told_with_all_who_have_it(full_store: Store) -> None:
    store = Store()
    store.replace("https://x/a", full_store.quads())
    store.dataset.update(
        f"INSERT DATA {{ <{DEFAULT_BASE}person/jill-biden> a <{KG}Person> ; "
        f'<http://www.w3.org/2000/01/rdf-schema#label> "Jill Biden" ; '
        f'<http://www.w3.org/2004/02/skos/core#altLabel> "Biden" . '
        f"<https://x/e> <{KG}agent> <{DEFAULT_BASE}person/jill-biden> }}"
    )
    with TestClient(create_app(Settings(), store)) as client:
        got = client.get("/events", params={"agent": "biden"})
    assert got.status_code == 422
    assert got.headers["content-type"] == "application/problem+json"
    assert {c["name"] for c in got.json()["candidates"]} == {"Joe Biden", "Jill Biden"}


@pytest.mark.parametrize(
    ("path", "asked", "named"),
    [
        ("/events", {"actor": "x"}, "participant"),
        ("/events", {"type": "Fight"}, "Attack"),
        ("/events", {"status": "over"}, "occurred"),
        ("/events", {"agent": "Joe Bidon"}, "Joe Biden"),
        ("/events", {"agent": "person/nobody"}, "person/nobody"),
        ("/events", {"article": "none"}, "none"),
        ("/events", {"sort": "size"}, "label"),
        ("/events", {"fields": "colour"}, "receipts"),
        ("/events", {"limit": "0"}, "limit"),
        ("/events", {"cursor": "%%%"}, "cursor"),
        ("/events", {"cursor": "W10"}, "cursor"),
        ("/events", {"format": "pdf"}, "format"),
        ("/actors", {"type": "Robot"}, "Person"),
        ("/claims", {"voice": "song"}, "hearsay"),
        ("/events/person/joe-biden", {}, "event"),
        ("/articles/none", {}, "none"),
        ("/id/nothing", {}, "nothing"),
        ("/actors/person/joe-biden", {"colour": "red"}, "fields"),
    ],
)
def test_what_is_not_understood_is_told_with_what_would_be(
    client: TestClient, path: str, asked: dict[str, str], named: str
) -> None:
    got = client.get(path, params=asked)
    assert got.status_code in {400, 404, 422}
    assert got.headers["content-type"] == "application/problem+json"
    assert named in got.text


@pytest.mark.parametrize("value", ['"', "x> } #", "a' OR 1", "\\", "} UNION { ?id ?p ?o", "\n", "?id", "x://a b", "☃"])
def test_a_value_is_never_part_of_a_query(client: TestClient, value: str) -> None:
    for path, name in (("/events", "agent"), ("/claims", "event"), ("/tenures", "office"), ("/events", "type")):
        got = client.get(path, params={name: value})
        assert got.status_code in {400, 422} or got.json()["items"] == []
    assert client.get("/events", params={"q": value}).status_code in {200, 422}
    assert client.get(f"/events/{quote(value, safe='')}").status_code in {400, 404}


# ---------------------------------------------------------------------- pages


@pytest.mark.parametrize("path", PAGES)
def test_pages_follow_each_other_by_their_links(client: TestClient, path: str) -> None:
    whole = items(client, f"/{path}")
    assert whole
    paged: list[dict[str, Any]] = []
    address: str | None = f"/{path}?limit=11"
    while address is not None:
        got = client.get(address)
        page = got.json()
        paged += page["items"]
        address = got.links["next"]["url"] if "next" in got.links else None
        assert page["next"] == address
        assert got.links["first"]["url"] == f"/{path}?limit=11"
    if path == "timeline":  # a page may end within a day
        paged, whole = ([e for day in days for e in day["events"]] for days in (paged, whole))
    assert [i["id"] for i in paged] == [i["id"] for i in whole]


@pytest.mark.parametrize(
    ("path", "sort"),
    [("/events", s) for s in ("date", "-date", "label", "-label", "type", "status", "id")]
    + [
        ("/actors", "-name"),
        ("/claims", "holder"),
        ("/claims", "event"),
        ("/articles", "title"),
        ("/tenures", "office"),
    ],
)
def test_every_order_pages_without_a_gap(client: TestClient, path: str, sort: str) -> None:
    whole = [i["id"] for i in items(client, path, sort=sort)]
    assert len(whole) == len(set(whole))
    first = client.get(path, params={"sort": sort, "limit": 5}).json()
    second = client.get(first["next"]).json() if first["next"] else {"items": []}
    assert [i["id"] for i in first["items"] + second["items"]] == whole[:10]


def test_dates_sort_both_ways_with_the_undated_last(client: TestClient) -> None:
    for sort, turn in (("date", 1), ("-date", -1)):
        found = items(client, "/events", sort=sort)
        dated = [e["date"]["earliest"] for e in found if "earliest" in e.get("date", {})]
        assert dated == sorted(dated)[::turn]
        assert all("date" in e for e in found[: len(dated)])


def test_a_cursor_is_for_its_own_order(client: TestClient) -> None:
    cursor = client.get(client.get("/events?limit=1").json()["next"]).request.url.query.decode().split("cursor=")[1]
    assert client.get(f"/events?sort=label&cursor={cursor}").status_code == 422


def test_the_number_of_all_is_counted_on_demand(client: TestClient) -> None:
    page = client.get("/events", params={"limit": 1, "total": "true", "status": "planned"}).json()
    assert page["total"] == len(items(client, "/events", status="planned"))
    assert "total" not in client.get("/events").json()


def test_fields_keep_an_item_small(client: TestClient) -> None:
    assert all(set(i) == {"id", "label", "status"} for i in items(client, "/events", fields="label,status"))
    one = client.get("/actors/person/joe-biden", params={"fields": "name"}).json()
    assert one == {"id": f"{DEFAULT_BASE}person/joe-biden", "name": "Joe Biden"}


def test_the_timeline_goes_by_day(client: TestClient) -> None:
    days = items(client, "/timeline")
    assert [d["earliest"] for d in days] == sorted(d["earliest"] for d in days)
    assert all(e["date"]["edtf"] == d["date"] for d in days for e in d["events"])
    assert all(
        set(e) == {"id", "label", "date"} for d in items(client, "/timeline", fields="label") for e in d["events"]
    )


# ---------------------------------------------------------------------- items


@pytest.mark.parametrize("path", COLLECTIONS)
def test_each_item_has_an_address_of_its_own(client: TestClient, path: str) -> None:
    for item in items(client, f"/{path}")[:5]:
        key = item["id"].removeprefix(DEFAULT_BASE)
        assert client.get(f"/{path}/{key}").json() == item
        assert client.get(f"/{path}/{quote(item['id'], safe='')}").json() == item
    assert client.get(f"/{path}/nothing/here").status_code == 404


def test_an_article_is_known_by_its_id(client: TestClient) -> None:
    article = client.get("/articles/netanyahu-biden-call").json()
    assert article["published"] == "2024-10-09"
    assert article["publisher"]["name"] == "The Times of Israel"
    assert min(article["counts"].values()) > 10


@pytest.mark.parametrize("path", ["/events", "/claims", "/tenures", "/offices", "/places"])
def test_every_item_carries_its_receipts(client: TestClient, path: str, documents: list[Any]) -> None:
    texts = {d.id: d.text for d in documents}
    for item in items(client, path):
        assert item["receipts"], item["id"]
        for receipt in item["receipts"]:
            text = texts[receipt["article"]]
            assert text[receipt["start"] : receipt["end"]] == receipt["quotation"]
            if "words" in receipt:
                words = receipt["words"]
                assert text[words["start"] : words["end"]] == words["text"]
                assert receipt["start"] <= words["start"] < words["end"] <= receipt["end"]


def test_a_claim_tells_its_chain_in_words(client: TestClient) -> None:
    chains = {c["chain"] for c in items(client, "/claims", denied="true")}
    told = "The Times of Israel, citing The Washington Post, citing an unnamed Israeli official; denied by US officials"
    assert told in chains
    (claim,) = [c for c in items(client, "/claims", holder="US officials") if c["polarity"] == "negates"]
    assert claim["chain"].endswith("US officials, denying it")
    assert claim["reportedBy"][0]["name"] == "The Times of Israel"


def test_an_event_carries_its_claims(client: TestClient) -> None:
    for event in items(client, "/events"):
        assert event["claims"], event["id"]
    (event,) = items(client, "/events", q="unsuccessful attempts contact", type="Consultation")
    assert event["disputed"]
    assert {c["polarity"] for c in event["claims"]} == {"affirms", "negates"}


def test_actors_carry_offices_and_other_names(client: TestClient) -> None:
    biden = client.get("/actors/person/joe-biden").json()
    assert ("president", "United States") in {(o["title"].lower(), o["of"]["name"]) for o in biden["offices"]}
    assert "Biden" in biden["aliases"]
    assert {o["title"] for o in items(client, "/offices", holder="Joe Biden")} <= {o["title"] for o in biden["offices"]}


def test_a_page_asks_the_store_a_fixed_number_of_times(full_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    plain = Store.query

    def counted(self: Store, text: str, **options: Any) -> Any:
        asked.append(text)
        return plain(self, text, **options)

    monkeypatch.setattr(Store, "query", counted)
    classes = Classes(event_ancestors(), {})
    numbers = []
    for limit in (10, 200):
        asked.clear()
        found = read_page(full_store, "events", Events(limit=limit), classes, DEFAULT_BASE, "json")
        assert isinstance(found, Found)
        assert len(found.items) == limit
        numbers.append(len(asked))
    assert numbers[1] <= numbers[0] + 2  # deeper chains of claims
    assert numbers[1] <= 20


def test_a_page_of_events_is_quick(client: TestClient) -> None:
    spent = []
    for _ in range(5):
        begun = time.perf_counter()
        assert client.get("/events").status_code == 200
        spent.append(time.perf_counter() - begun)
    assert min(spent) < 0.25, spent  # 0.03 s on an idle machine


# ---------------------------------------------------------------------- names of places and offices, repeated values


def test_a_place_by_name(client: TestClient) -> None:
    for name in ("Gaza", "gaza", "place/gaza", f"{DEFAULT_BASE}place/gaza"):
        found = items(client, "/events", place=name)
        assert found
        assert all("Gaza" in {p["name"] for p in e["places"]} for e in found)
    assert client.get("/events", params={"place": "Joe Biden"}).status_code == 422


def test_an_office_by_title_means_all_that_have_it(client: TestClient) -> None:
    found = items(client, "/tenures", office="Prime Minister")
    assert {t["office"]["title"] for t in found} == {"prime minister"}
    assert len({t["office"]["id"] for t in found}) > 1
    one = found[0]["office"]["id"]
    assert {t["office"]["id"] for t in items(client, "/tenures", office=one)} == {one}
    assert client.get("/tenures", params={"office": "sword swallower"}).status_code == 422


def test_an_event_that_is_not_there_is_refused_and_not_answered_with_nothing(client: TestClient) -> None:
    assert items(client, "/claims", event=CALL)
    assert client.get("/claims", params={"event": "article/none/event/none"}).status_code == 422


@pytest.mark.parametrize(
    "asked", ["limit=5&limit=6", "total=true&total=false", "from=2024&from=2025", "q=call&q=visit"]
)
def test_two_values_where_one_is_taken_are_refused(client: TestClient, asked: str) -> None:
    got = client.get(f"/events?{asked}")
    assert got.status_code == 422
    assert got.json()["detail"].endswith("one value is taken, not 2")


def test_a_control_character_is_in_no_iri(client: TestClient) -> None:
    got = client.get("/events/%00")
    assert (got.status_code, "must be an IRI" in got.json()["detail"]) == (400, True)


def test_json_ld_of_an_iri_for_whoever_asks_for_json(client: TestClient) -> None:
    got = client.get("/id/place/gaza", headers={"Accept": "application/json"})
    assert (got.status_code, got.headers["content-type"]) == (200, "application/ld+json")
