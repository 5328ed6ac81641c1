"""What a request leaves behind: a count, its time, a line in the log; and how the fields of an address are read."""

from __future__ import annotations

import io
import json
from urllib.parse import parse_qs, quote_plus, urlencode

import pytest
from fastapi import HTTPException
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families

from api import create_app
from api.serving import RequestLog
from api.sparql import _fields
from kg.settings import Settings
from kg.store import Store


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(create_app(Settings(), Store()))


def samples(client: TestClient) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    families = text_string_to_metric_families(client.get("/metrics").text)
    return {
        (s.name, tuple(sorted(s.labels.items()))): s.value
        for family in families
        if family.name.startswith("kg_http")
        for s in family.samples
    }


def test_requests_are_counted_and_timed_by_route(client: TestClient) -> None:
    with client:
        for _ in range(3):
            client.get("/sparql", params={"query": "ASK {}"})
        client.get("/sparql", params={"query": "ASK"})
        found = samples(client)
    route = ("route", "/sparql")
    assert found["kg_http_requests_total", (("method", "GET"), route, ("status", "200"))] == 3
    assert found["kg_http_requests_total", (("method", "GET"), route, ("status", "400"))] == 1
    assert found["kg_http_seconds_count", (route,)] == 4
    assert 0 < found["kg_http_seconds_sum", (route,)] < 10
    below = {
        dict(labels)["le"]: n for (name, labels), n in found.items() if name.endswith("_bucket") and route in labels
    }
    assert (below["30.0"], below["+Inf"]) == (4, 4)
    assert list(below.values()) == sorted(below.values())


@pytest.mark.parametrize("path", ["/a", '/"\\', "/line\nbreak", "/☃", "/\x00\x1f"])
def test_a_line_of_the_log_is_json_whatever_was_asked(path: str) -> None:
    output = io.StringIO()
    RequestLog(output).info("request", id="1", path=path, client=None, status=200, ms=0.25)
    told = json.loads(output.getvalue())
    assert output.getvalue().count("\n") == 1
    expected = {"level": "info", "event": "request", "id": "1", "path": path, "client": None, "status": 200, "ms": 0.25}
    assert {key: value for key, value in told.items() if key != "timestamp"} == expected


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5), st.text(alphabet="ab&=+%;0 ", max_size=20))
def test_fields_are_read_as_by_the_library(pairs: list[tuple[str, str]], more: str) -> None:
    encoded = f"{urlencode(pairs)}&{more}"
    try:
        expected = parse_qs(encoded, keep_blank_values=True, errors="strict")
    except ValueError:
        with pytest.raises(HTTPException):
            _fields(encoded.encode())
    else:
        assert _fields(encoded.encode()) == expected


@pytest.mark.parametrize("encoded", [b"query=\xff", b"query=%FF", b"a=1&" * 2000, "query=ä".encode()])
def test_fields_that_are_no_encoded_text_are_refused(encoded: bytes) -> None:
    with pytest.raises(HTTPException):
        _fields(encoded)


def test_other_spellings_of_the_address_lead_to_the_service(client: TestClient) -> None:
    with client:
        assert client.get(f"/sparql/?query={quote_plus('ASK {}')}").json() == {"head": {}, "boolean": True}
        page = client.get("/sparql?query=x", headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["content-type"]) == (400, "text/html; charset=utf-8")
