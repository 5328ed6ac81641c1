"""Trying an article: read at once and kept nowhere; stored with a key; told in words what could not be read."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api import create_app
from api.feeding.keys import hashed
from kg.settings import Settings
from kg.store import Store
from tests.pages.texts import attributes, text_of

TEXT = (
    "Ada Moreau, the French foreign minister, will meet Emin Tamm in Ankara on Friday, her office confirmed.\n\n"
    "Ukraine accused Russia of launching about 30 missiles; the Kremlin denied it.\n"
)
GIVEN = {"text": TEXT, "published": "2024-03-06", "publisher": "The Example", "title": "Ministers to meet"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("tried") / "store"
    Store(folder)
    settings = Settings(
        store=folder, api_keys=f"desk:{hashed('a-key')}", try_chars=6_000, try_rate="100/minute", refresh=0.2
    )
    with TestClient(create_app(settings)) as client:
        yield client


def alert(html: str) -> str:
    (words,) = re.findall(r'role="alert">([^<]*)<', html)
    return unescape(words)


def test_an_article_is_read_at_once_and_kept_nowhere(server: TestClient) -> None:
    answer = server.post("/try", data=GIVEN)
    assert answer.status_code == 200
    html = answer.text
    told = " ".join(text_of(html).split())
    assert "Read just now into" in told
    assert "meeting: Ada Moreau → Emin Tamm (2024-03-08)" in told
    assert "The Example, citing her office says that it is planned, in indirect speech" in told
    assert "a kg:Meeting ;" in told
    assert server.get("/health").json()["articles"] == 0
    assert answer.headers["cache-control"] == "no-store"
    shown = html.split('<article class="text"')[1].split("</article>")[0]
    assert shown.count("<p>") == 2  # the paragraphs of the text
    assert "Ministers to meet" in text_of(shown.partition("</h1>")[0])


def test_an_article_without_title_and_date_is_called_so(server: TestClient) -> None:
    html = server.post("/try", data={"text": TEXT}).text
    assert "<h1>An article without a title</h1>" in html
    assert '<p class="note bad">No publication date, so relative dates are left open</p>' in html


def test_every_mark_opens_its_card_by_a_link_within_the_page(server: TestClient) -> None:
    html = server.post("/try", data=GIVEN).text
    cards = re.findall(r'<section id="(c\d+)" class="panel shown-by-link">', html)
    assert len(cards) > 10
    marks = set(re.findall(r'<a class="(?:event|actor|source|time|quantity)[^"]*" href="#(c\d+)"', html))
    assert marks <= set(cards)
    beside = set(re.findall(r'<li><a href="#(c\d+)">', html))
    assert marks | beside == set(cards)  # what shares its words with something shorter is one step further
    ids = attributes(html, "id")
    assert len(ids) == len(set(ids))
    assert not [a for a in attributes(html.split("<main")[1], "href") if a.startswith("/id/")]  # it has no pages


def test_what_is_tried_is_shown_as_text(server: TestClient) -> None:
    html = server.post(
        "/try", data={"text": "Joe Biden met <script>alert(1)</script> Olaf Scholz.", "title": "<b>x"}
    ).text
    assert "<script>alert" not in html
    assert "<b>x" not in html


def test_a_file_is_read_as_a_text_is(server: TestClient) -> None:
    raw = b"---\npublished: 2024-03-06\n---\n" + TEXT.encode()
    html = server.post("/try", data={"text": ""}, files={"file": ("a.md", raw, "text/markdown")}).text
    assert "(2024-03-08)" in html
    page = f"<html><body><article>{'<p>' + TEXT + '</p>'}</article></body></html>".encode()
    html = server.post("/try", files={"file": ("a.html", page, "text/html")}).text
    assert "meeting: Ada Moreau → Emin Tamm" in html


BAD: list[tuple[dict[str, Any], int, str]] = [
    ({"data": {"text": " \n"}}, 422, "There is no text"),
    ({"data": {}}, 422, "There is no text"),
    ({"data": {"text": "x"}, "files": {"file": ("a.txt", b"y", "text/plain")}}, 422, "both a text and a file"),
    ({"data": {"text": "Biden met Scholz. It was Monday. " * 400}}, 422, "at most 6,000 are read without storing"),
    ({"data": {"text": "Biden met Scholz.", "published": "2024-13-01"}}, 422, "Published is '2024-13-01'"),
    (
        {"data": {"text": "Le président français a rencontré le chancelier hier pour discuter de la situation. " * 5}},
        422,
        "English",
    ),
    ({"data": {"text": "Biden\x00met Scholz."}}, 422, "control character"),
    ({"files": {"file": ("a.bin", bytes(range(256)), "application/octet-stream")}}, 422, "binary"),
    ({"files": {"file": ("a.txt", b"\xff\xfe\x41", "text/plain")}}, 422, "The "),
    ({"files": {"file": ("a.txt", b"", "text/plain")}}, 422, "no text"),
    ({"files": {"file": ("a.html", b"<html><body></body></html>", "text/html")}}, 422, "no article text"),
    ({"data": {"text": "y" * 5_000_001}}, 413, "more than 5,000,000 bytes"),
    ({"data": {"text": "Biden met Scholz.", "store": "1"}}, 401, "API key is needed"),
    ({"data": {"text": "Biden met Scholz.", "store": "1", "key": "wrong"}}, 401, "key is not known"),
    ({"content": b"{}", "headers": {"Content-Type": "application/json"}}, 422, "There is no text"),
]


@pytest.mark.parametrize(("sent", "status", "words"), BAD, ids=[words for _, _, words in BAD])
def test_what_cannot_be_read_is_told_beside_the_form(
    server: TestClient, sent: dict[str, Any], status: int, words: str
) -> None:
    answer = server.post("/try", **sent)
    assert answer.status_code == status
    assert words in alert(answer.text)
    kept = sent.get("data", {}).get("text", "")
    if status != 413 and kept.strip() and "\x00" not in kept:
        assert kept.strip()[:40] in unescape(answer.text)  # nobody has to write it again
    assert "wrong" not in attributes(answer.text, "value")  # a key is not sent back


def test_with_a_key_it_is_stored_and_can_be_read_at_its_address(server: TestClient) -> None:
    answer = server.post("/try", data={**GIVEN, "id": "tried", "key": "a-key", "store": "1"}, follow_redirects=False)
    assert answer.status_code == 303
    job = answer.headers["location"]
    until = time.monotonic() + 60
    while '<meta http-equiv="refresh"' in (html := server.get(job).text):
        assert time.monotonic() < until
        time.sleep(0.2)
    assert "The article is in the graph" in html
    assert 'href="/read/tried"' in html
    assert server.get("/read/tried").status_code == 200
    again = server.post("/try", data={**GIVEN, "id": "tried", "key": "a-key", "store": "1"}, follow_redirects=False)
    assert again.headers["location"] == "/read/tried"
    other = {**GIVEN, "text": "Joe Biden met Olaf Scholz.", "id": "tried", "key": "a-key", "store": "1"}
    assert "another article under the id 'tried'" in alert(server.post("/try", data=other).text)


def test_the_form_comes_with_an_example_and_without(server: TestClient) -> None:
    assert 'name="text"' in server.get("/try").text
    filled = server.get("/try", params={"example": "1"}).text
    (text,) = re.findall(r"<textarea[^>]*>([^<]+)</textarea>", filled)
    assert server.post("/try", data={"text": unescape(text), "published": "2024-03-06"}).status_code == 200
    assert server.get("/try/jobs/none", headers={"Accept": "text/html"}).status_code == 404


def test_who_tries_too_often_and_where_nobody_may_is_told(full_store: Store) -> None:
    app = create_app(Settings(try_rate="1/hour"), full_store)
    with TestClient(app) as client:
        assert "Store it" not in client.get("/try").text  # without keys
        assert app.state.trials.rates.take("articles", "testclient") is None
        late = client.post("/try", data={"text": "Biden met Scholz."})
        assert late.status_code == 429
        assert int(late.headers["retry-after"]) > 3000
    with TestClient(create_app(Settings(try_chars=0), full_store)) as client:
        closed = client.post("/try", data={"text": "Biden met Scholz."})
        assert closed.status_code == 403
        assert "KG_TRY_CHARS" in alert(closed.text)


def test_an_article_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    Store(tmp_path / "store")
    with TestClient(create_app(Settings(store=tmp_path / "store", read_timeout=0.05))) as client:
        answer = client.post("/try", data={"text": "Biden met Scholz."})
        assert answer.status_code == 503
        assert "KG_READ_TIMEOUT" in alert(answer.text)
