"""Pages that take a while begin at once: what arrives in two pieces is the page that others get whole."""

from __future__ import annotations

import time
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from api.pages import arriving
from api.pages.rendering import POLICY
from kg.errors import LimitError
from kg.store import Store
from tests.api.servers import serving
from tests.api.test_workers import small

WAITING = arriving._WAITING.decode()
LATE = ("/ask/blocked-visits", "/disagreements", "/planned", "/unnamed", "/timeline/view", "/network?type=Meeting")
BROWSER = {"Accept": "text/html,*/*;q=0.8"}
_HOSTS = count()


def fresh(**more: str) -> dict[str, str]:
    """Headers of a browser that names the service as nobody has: no page is kept for it."""
    return {**BROWSER, "Host": f"fresh-{next(_HOSTS)}.test", **more}


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arriving, "SOON", 0)


@pytest.mark.usefixtures("late")
@pytest.mark.parametrize("path", LATE)
@pytest.mark.parametrize("packing", ["gzip", "identity"])
def test_what_arrives_in_pieces_is_the_page_and_is_kept_whole(client: TestClient, path: str, packing: str) -> None:
    headers = fresh(**{"Accept-Encoding": packing})
    arrived, kept = (client.get(path, headers=headers) for _ in range(2))
    assert arrived.text.count(WAITING) == 1
    assert arrived.text.replace(WAITING, "") == kept.text
    assert (arrived.status_code, arrived.headers["content-security-policy"]) == (200, POLICY)
    assert "etag" not in arrived.headers
    assert kept.headers["etag"]
    assert (arrived.headers.get("content-encoding") == "gzip") == (packing == "gzip")


@pytest.mark.usefixtures("late")
@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/network?actor=Nobody+at+all", "actor: nothing has the name"),
        ("/planned?participant=Nobody+at+all", "articipant: nothing has the name"),
        ("/ask/who-held-office?office=%5C%22%3Cb%3E", ""),
    ],
)
def test_what_cannot_be_answered_is_told_in_the_page_that_began(client: TestClient, path: str, words: str) -> None:
    headers = fresh()
    html = client.get(path, headers=headers).text
    assert words in html
    assert "<b>" not in html
    for once in ("</main>", "<footer>", "</html>", WAITING):
        assert html.count(once) == 1
    if words:
        assert 'role="alert"' in html
        whole = client.get(path, headers={"Accept": "*/*"})
        assert (whole.status_code, WAITING in whole.text) == (422, False)
        assert WAITING in client.get(path, headers=headers).text  # it is not kept


@pytest.mark.usefixtures("late")
def test_a_question_that_is_stopped_is_told_in_the_page(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    async def stopped(*_: Any, **__: Any) -> None:
        raise LimitError("the question was stopped after 30 seconds")

    monkeypatch.setattr(client.app.state.pool, "call", stopped)  # type: ignore[attr-defined]
    html = client.get("/ask/blocked-visits", headers=fresh()).text
    assert "The question was stopped after 30 seconds." in html
    assert html.count("</html>") == 1


def test_what_is_known_soon_comes_whole_with_its_tag(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arriving, "SOON", 30)
    answer = client.get("/planned", headers=fresh())
    assert answer.headers["etag"]
    assert WAITING not in answer.text


def test_the_frame_comes_at_once_and_a_question_ends_when_its_reader_goes(tmp_path: Path) -> None:
    (tmp_path / "questions").mkdir()
    cross = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
    slow = f"#+ summary: Everything with everything\nSELECT (COUNT(*) AS ?n) WHERE {{ {cross} }}\n"
    (tmp_path / "questions" / "all-pairs.rq").write_text(slow)
    Store(tmp_path / "store").replace("http://x/", small(400).quads())
    settings = {"queries": tmp_path / "questions", "query_timeout": 60, "quick_seconds": 0.3, "workers": 1}
    with serving(tmp_path / "store", tmp_path / "log", **settings) as server:
        began = time.monotonic()
        with httpx.stream("GET", f"{server.url}/ask/all-pairs", headers=BROWSER) as answer:
            pieces = answer.iter_text()
            frame = next(pieces)
            assert time.monotonic() - began < 3
            assert "<h1>Everything with everything</h1>" in frame
            assert frame.endswith(WAITING)
            await_slow(server.url, 1)
        await_slow(server.url, 0)
        assert time.monotonic() - began < 20


def await_slow(url: str, number: int) -> None:
    """Wait until so many questions are slow."""
    end = time.monotonic() + 10
    while f'kg_workers{{state="slow"}} {number}.0' not in httpx.get(f"{url}/metrics").text:
        assert time.monotonic() < end
        time.sleep(0.05)
