"""The pages for people: an article with its marks, questions as tables, search; nothing loaded from elsewhere."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from html import unescape

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from api import create_app
from api.pages.marking import Mark, segments
from kg.model import Document
from kg.settings import Settings
from kg.store import Store

PAGES = (
    "/",
    "/read/netanyahu-biden-call",
    "/search",
    "/search?q=missile",
    "/ask",
    "/ask/blocked-visits",
    "/ask/who-held-office",
)


@pytest.fixture(scope="module")
def client(full_store: Store) -> Iterator[TestClient]:
    gc.collect()  # rows of the engine that earlier tests left in cycles may only go in this thread
    with TestClient(create_app(Settings(), full_store)) as one:
        yield one


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


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
    found = [(p.text, p.kinds, p.target) for p in segments("abcdefghij", 0, [long, short])]
    assert found == [
        ("abcd", ("actor",), "#long"),
        ("ef", ("event", "actor"), "#short"),
        ("gh", ("event",), "#short"),
        ("ij", (), ""),
    ]


# ------------------------------------------------------------------ the article


def test_an_article_is_shown_whole_in_its_own_words(client: TestClient, documents: list[Document]) -> None:
    for document in documents:
        html = client.get(f"/read/{document.id}").text
        shown = text_of(html.split('<article class="text"')[1].split("</article>")[0])
        shown = shown.partition(">")[2]
        assert "".join(shown.split()) == "".join(document.text.split())


def test_each_word_that_carries_an_event_leads_to_it_beside_the_text(client: TestClient) -> None:
    html = client.get("/read/netanyahu-biden-call").text
    anchors = set(re.findall(r'<section class="told [a-z]+" id="(e\d+)"', html))
    led = set(re.findall(r'<a class="[^"]*\bevent\b[^"]*" href="#(e\d+)"', html))
    assert len(led) > 30
    assert led <= anchors  # two events of one word share its link
    back = re.findall(r'<a href="#(s\d+)"', html)
    assert back
    assert set(back) <= set(re.findall(r'<p id="(s\d+)"', html))


def test_an_event_tells_what_became_of_it_and_who_says_so(client: TestClient) -> None:
    html = client.get("/read/netanyahu-biden-call").text
    (call,) = [part for part in html.split("<section")[1:] if "phone call: Benjamin Netanyahu, Joe Biden" in part]
    told = text_of(call)
    assert "planned" in told
    assert "The Times of Israel, citing Axios" in told


# ------------------------------------------------------------------ the rest


def test_the_home_page_counts_what_is_there_and_leads_to_each_article(
    client: TestClient, documents: list[Document]
) -> None:
    html = client.get("/").text
    assert f"<strong>{len(documents)}</strong> articles" in html
    assert {f"/read/{d.id}" for d in documents} <= set(re.findall(r'href="([^"]+)"', html))
    for path in re.findall(r'href="(/ask/[^"]+)"', html):
        assert client.get(path).status_code == 200


def test_search_finds_events_by_the_words_of_their_sentences(client: TestClient) -> None:
    html = client.get("/search", params={"q": "stiff-arming"}).text
    assert "/read/netanyahu-biden-call#s" in html
    assert "No event has these words." in client.get("/search", params={"q": "zzzz"}).text


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


@pytest.mark.parametrize("path", ["/read/nothing", "/ask/nothing"])
def test_what_is_not_there_is_told(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in {400, 404}
    assert "nothing" in answer.json()["detail"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_only_its_own_style_and_runs_nothing(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "<script" not in answer.text
    assert " style=" not in answer.text
    loaded = re.findall(r'<(?:link|img|iframe|source)\b[^>]*(?:href|src)="([^"]+)"', answer.text)
    assert loaded == ["data:,", "/static/workbench.css"]  # an empty icon, so that none is asked for
    assert client.get(loaded[1]).headers["content-type"].startswith("text/css")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_one_title_one_main_heading_and_a_label_for_every_field(client: TestClient, path: str) -> None:
    html = client.get(path).text
    assert '<html lang="en">' in html
    assert len(re.findall(r"<title>[^<]+</title>", html)) == len(re.findall(r"<h1>", html)) == 1
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    named = set(re.findall(r"<label\b[^>]*\bfor=\"([^\"]+)\"", html))
    fields = re.findall(r"<input\b[^>]*>", html)
    inside = set(re.findall(r'<label><input type="checkbox" id="([^"]+)"', html))
    assert {re.findall(r'id="([^"]+)"', field)[0] for field in fields} <= named | inside
