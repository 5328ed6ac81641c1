"""The pages for people: an article with its marks, questions as tables, search; nothing loaded from elsewhere."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from api.pages.marking import Mark, segments
from kg.model import Document
from tests.pages.texts import attributes, text_of

PAGES = (
    "/",
    "/read/netanyahu-biden-call",
    "/search",
    "/search?q=missile",
    "/read/netanyahu-biden-call?about=person/joe-biden",
    "/disagreements",
    "/planned?participant=Joe+Biden",
    "/unnamed",
    "/ask",
    "/ask/blocked-visits",
    "/ask/who-held-office",
)


# ------------------------------------------------------------------ marks

MARKS = st.lists(
    st.builds(Mark, st.integers(0, 60), st.integers(0, 60), st.sampled_from(["actor", "event"]), st.text(max_size=3)),
    max_size=8,
)


@given(st.text(max_size=40), st.integers(0, 20), MARKS)
def test_the_pieces_are_the_text_and_each_is_under_the_marks_that_cover_it(
    text: str, start: int, marks: list[Mark]
) -> None:
    pieces = segments(text, start, marks)
    assert "".join(piece.text for piece in pieces) == text
    at = start
    for piece in pieces:
        over = {m.kind for m in marks if m.start <= at and m.end >= at + len(piece.text) and m.start < m.end}
        assert not piece.text or set(piece.kinds) == over
        at += len(piece.text)


def test_marks_may_overlap_and_a_piece_leads_where_the_shortest_leads() -> None:
    long, short = Mark(0, 6, "actor", "a", "#long"), Mark(4, 8, "event", "e", "#short")
    found = [(p.text, p.kinds, p.about) for p in segments("abcdefghij", 0, [long, short])]
    assert found == [
        ("abcd", ("actor",), "#long"),
        ("ef", ("event", "actor"), "#short"),
        ("gh", ("event",), "#short"),
        ("ij", (), ""),
    ]


# ------------------------------------------------------------------ the rest


def test_the_home_page_counts_what_is_there_and_leads_to_each_article(
    client: TestClient, documents: list[Document]
) -> None:
    html = client.get("/").text
    assert f"<strong>{len(documents)}</strong> articles" in html
    assert html.count('<a href="/ask/') == 3
    assert {f"/read/{d.id}" for d in documents} <= set(re.findall(r'href="([^"]+)"', html))
    for path in re.findall(r'href="(/ask/[^"]+)"', html):
        assert client.get(path).status_code == 200


def test_what_is_asked_is_shown_as_text_and_not_as_a_part_of_the_page(client: TestClient) -> None:
    html = client.get("/search", params={"q": '"><script>alert(1)</script>'}).text
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_a_question_has_the_rows_of_its_endpoint(client: TestClient) -> None:
    rows = client.get("/queries/blocked-visits", params={"format": "json"}).json()["results"]["bindings"]
    html = client.get("/ask/blocked-visits").text
    assert html.count("<tr>") == len(rows) + 1
    assert rows[0]["sentence"]["value"] in text_of(html)


def test_parameters_of_a_question_come_from_its_form(client: TestClient) -> None:
    html = client.get("/ask/who-held-office", params={"office": "defense secretary"}).text
    assert 'value="defense secretary"' in html
    assert "Lloyd Austin" in html
    assert "Yoav Gallant" not in html


@pytest.mark.parametrize("path", ["/ask/nothing", "/static/nothing.css", "/static/..%2Fapp.py"])
def test_what_is_not_there_is_told(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert client.get(path, headers={"Accept": "text/html"}).text.count("<h1>") == 1


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_only_files_of_our_own_under_a_strict_policy(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert " style=" not in answer.text
    assert re.findall(r"<script(?! src=\"/static/[a-z.]+\" defer></script>)", answer.text) == []
    assert re.findall(r"<[^>]* on[a-z]+=", answer.text) == []
    tags = re.findall(r"<(?:link|img|iframe|source|script)\b[^>]*>", answer.text)
    loaded = [attributes(tag, "(?:href|src)")[0] for tag in tags if 'rel="alternate"' not in tag]
    assert "/static/workbench.css" in loaded
    for one in loaded:
        assert one == "data:," or client.get(one).status_code == 200  # an empty icon, so that none is asked for


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_one_title_one_main_heading_and_a_label_for_every_field(client: TestClient, path: str) -> None:
    html = client.get(path).text
    assert '<html lang="en">' in html
    assert len(re.findall(r"<title>[^<]+</title>", html)) == len(re.findall(r"<h1\b", html)) == 1
    ids = attributes(html, "id")
    assert len(ids) == len(set(ids))
    named = set(re.findall(r"<label\b[^>]*\bfor=\"([^\"]+)\"", html))
    fields = re.findall(r"<(?:input|textarea|select)\b[^>]*>", html)
    inside = set(re.findall(r'<label><input type="checkbox" id="([^"]+)"', html))
    assert {attributes(field, "id")[0] for field in fields} <= named | inside
    assert set(attributes(html, "aria-labelledby")) <= set(ids)


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_a_page_leads_somewhere(client: TestClient, path: str) -> None:
    """Those of the frame are for all pages alike; some of them are served beside these pages."""
    html = client.get(path).text.split("</header>")[1].split("<footer>")[0]
    for address in sorted({a.partition("#")[0] for a in attributes(html, "href") if a.startswith("/")})[:12]:
        if not address.startswith(("/timeline/view", "/network", "/editor")):
            assert client.get(address).status_code == 200, address


def test_a_page_is_made_once_for_the_same_data_and_host(client: TestClient) -> None:
    path = "/id/person/joe-biden"
    first = client.get(path, headers={"Accept": "text/html"})
    again = client.get(path, headers={"Accept": "text/html"})
    assert first.text == again.text
    assert client.get(path, headers={"Accept": "text/html", "If-None-Match": first.headers["etag"]}).status_code == 304
    other = client.get(path, headers={"Accept": "text/html", "Host": "other.example"})
    assert "http://other.example/id/" in other.text
    assert "other.example" not in client.get(path, headers={"Accept": "text/html"}).text
