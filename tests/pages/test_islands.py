"""What the timeline, the network and the editor are made of: dates in words, pairs, files and their addresses."""

from __future__ import annotations

import csv
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api import create_app
from api.pictures.days import when
from api.pictures.network import _between, _within
from api.pictures.timeline import Lane, lane_of
from kg.model import Status
from kg.settings import Settings
from kg.store import Store

ISLANDS = Path(__file__).resolve().parents[2] / "api" / "static" / "islands"
PAGES = ("/timeline/view", "/network", "/editor")


# ------------------------------------------------------------------ dates and pairs


@pytest.mark.parametrize(
    ("edtf", "words", "granularity", "sure"),
    [
        ("2024-10-09", "9 October 2024", "day", True),
        ("2024-10-09?", "perhaps 9 October 2024", "day", False),
        ("2023-05", "May 2023, day unknown", "month", True),
        ("2023-05~", "about May 2023, day unknown", "month", False),
        ("1998", "1998, day and month unknown", "year", True),
        ("2022-11-15/2022-11-16", "15 November 2022 to 16 November 2022", "range", True),
        ("2024-09-18~/2024-10-09~", "about 18 September 2024 to about 9 October 2024", "range", False),
        ("2024-10-01/..", "1 October 2024 to no end told", "range", False),
        ("/2024-10", "an unknown day to October 2024", "range", False),
        ("2024-13-01", "2024-13-01", "unknown", False),
        ("2024-21", "2024-21", "unknown", False),
        ("Y-17000", "Y-17000", "unknown", False),
    ],
)
def test_a_date_is_told_with_what_is_not_known_of_it(edtf: str, words: str, granularity: str, sure: bool) -> None:
    found = when(edtf)
    assert (found.words, found.granularity, found.sure) == (words, granularity, sure)


@pytest.mark.parametrize("status", Status)
def test_every_status_has_a_lane_and_what_is_disputed_its_own(status: Status) -> None:
    lanes = {
        Lane.OCCURRED: {Status.OCCURRED, Status.ONGOING},
        Lane.PLANNED: {Status.PLANNED, Status.POSSIBLE},
        Lane.PREVENTED: {
            Status.ATTEMPTED, Status.PREVENTED, Status.POSTPONED, Status.CANCELLED, Status.NEGATED,
        },
    }  # fmt: skip
    assert status in lanes[lane_of(status, False)]
    assert lane_of(status, True) is Lane.DISPUTED


def test_who_acts_is_joined_with_whom_it_is_done_to_and_who_only_acts_together() -> None:
    assert list(_between(["a", "b"], ["c"])) == [("a", "c", True), ("b", "c", True)]
    assert list(_between(["b", "a"], [])) == [("a", "b", False)]
    assert list(_between(["a"], ["a"])) == []
    assert list(_between(["a"], [])) == []


def test_pairs_are_shown_as_far_as_there_is_room_for_their_actors() -> None:
    pairs = [("a", "b", True), ("c", "d", True), ("b", "a", False), ("a", "c", True)]
    assert _within(pairs, 3) == [("a", "b", True), ("b", "a", False), ("a", "c", True)]
    assert _within(pairs, 4) == pairs


# ------------------------------------------------------------------ pages and tables


def test_the_tables_hold_what_the_rest_of_the_service_says(client: TestClient) -> None:
    events = client.get("/events", params={"participant": "Joe Biden", "limit": 500}).json()["items"]
    answer = client.get("/timeline/view.csv", params={"participant": "Joe Biden"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "timeline.csv" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(StringIO(answer.text)))
    assert {row["iri"]: (row["status"], row["date"]) for row in rows} == {
        one["id"]: (one["status"], one["date"]["edtf"] if one.get("date") else "") for one in events
    }


def test_an_edge_counts_the_events_between_its_actors(client: TestClient) -> None:
    rows = list(csv.DictReader(StringIO(client.get("/network.csv").text)))
    for row in rows:
        assert int(row["events"]) == len(row["event_iris"].split())
        assert int(row["events"]) == sum(int(one.split()[1]) for one in row["statuses"].split("; "))
    blocked = next(row for row in rows if (row["from"], row["type"]) == ("Benjamin Netanyahu", "Obstruction"))
    asked = {"agent": blocked["from_iri"], "recipient": blocked["to_iri"], "type": "Obstruction"}
    events = client.get("/events", params=asked).json()["items"]
    assert {one["id"] for one in events} == set(blocked["event_iris"].split())


def test_filters_narrow_the_network(client: TestClient) -> None:
    def types(**given: str) -> set[str]:
        return {row["type"] for row in csv.DictReader(StringIO(client.get("/network.csv", params=given).text))}

    assert types(type="PhoneCall") == {"PhoneCall"}
    assert types(status="planned") < types()
    assert types(**{"from": "2030"}) == set()


@pytest.mark.parametrize("path", ["/timeline/view.csv", "/network.csv"])
def test_a_table_that_cannot_be_is_refused_as_a_problem(client: TestClient, path: str) -> None:
    answer = client.get(path, params={"actor": "Netanjahu"})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert "'Netanjahu'" in answer.json()["detail"]


def test_a_question_that_cannot_be_filled_in_is_shown_as_it_is_with_the_reason(client: TestClient) -> None:
    answer = client.get("/editor", params={"question": "blocked-before", "day": "yesterday"})
    assert answer.status_code == 422
    assert "parameter day must be of type date" in answer.text
    assert "kg:Obstruction" in answer.text


def test_what_is_asked_is_a_text_of_the_page_and_of_its_data(client: TestClient) -> None:
    evil = "</script><script>alert(1)</script>"
    for path, name in (("/editor", "query"), ("/timeline/view", "actor"), ("/network", "with")):
        assert "<script>alert" not in client.get(path, params={name: evil}).text


# ------------------------------------------------------------------ files


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_files_of_our_own_by_their_digest_and_keeps_the_strict_policy(
    client: TestClient, path: str
) -> None:
    answer = client.get(path)
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    loaded = [part.split('"')[0] for part in answer.text.replace('src="', 'href="').split('href="/static/islands/')[1:]]
    assert len(loaded) >= 3
    for name in loaded:
        file = client.get(f"/static/islands/{name}")
        assert file.status_code == 200
        assert "immutable" in file.headers["cache-control"]
        assert client.get(f"/static/islands/{name}", headers={"If-None-Match": file.headers["etag"]}).status_code == 304
    bare = client.get(f"/static/islands/{loaded[0].partition('?')[0]}")
    assert "immutable" not in bare.headers["cache-control"]


def test_a_file_that_is_not_there_is_told(client: TestClient) -> None:
    for name in ("none.js", "fetch.sh", "README.md", "..%2F..%2Fapp.py"):
        assert client.get(f"/static/islands/{name}").status_code == 404


def test_the_libraries_are_those_whose_digests_are_kept() -> None:
    lines = (ISLANDS / "npm" / "SHA256SUMS").read_text().splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    held = {path.name for path in (ISLANDS / "npm").iterdir()} - {"SHA256SUMS"}
    assert set(sums) == held
    for name, digest in sums.items():
        assert sha256((ISLANDS / "npm" / name).read_bytes()).hexdigest() == digest, name


def test_a_network_without_anybody_is_a_page_too() -> None:
    with TestClient(create_app(Settings(), Store())) as empty:
        for path in PAGES:
            assert empty.get(path).status_code == 200
        assert "Nobody dealt with anybody" in empty.get("/network").text
