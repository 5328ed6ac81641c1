"""Feeding a real server: keys, jobs, changes, limits, and what happens when something breaks."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from api.feeding.jobs import Jobs
from api.feeding.keys import hashed, known_key, new_key, parse_keys
from kg.cli import main
from kg.errors import InputError, StoreInUseError
from kg.store import Store

KEY = "kg_a-key-for-tests"
HEADERS = {"Authorization": f"Bearer {KEY}"}
TEXT = "President Joe Biden spoke by phone with Prime Minister Rishi Sunak on Monday, the White House said."
ARTICLE = {"id": "one", "text": TEXT, "published": "2024-01-09", "publisher": "The Example"}
PAGE = f"""<html><head><title>Leaders speak</title></head><body><nav>Home | Sport</nav><article><h1>Leaders speak</h1>
<p>{TEXT}</p><p>Sunak thanked Biden for the call and said that both would meet in London in the coming week.</p>
<p>The two leaders had not spoken since the summer, when they met in Washington.</p></article></body></html>"""
Server = tuple[httpx.Client, int, Path]


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[Server]:
    """A server of its own over a store in a folder."""
    Store(folder / "kg")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    told = {"KG_STORE": str(folder / "kg"), "KG_PORT": str(port), "KG_API_KEYS": f"tests:{hashed(KEY)}", **settings}
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "kg.cli", "serve"], env={**os.environ, **told}, stdout=log, stderr=log
        )
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False) as client:
        try:
            wait_for(lambda: _answers(client), 60)
            yield client, process.pid, folder
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) is not None


def _answers(client: httpx.Client) -> bool:
    try:
        return client.get("/openapi.json").status_code == 200
    except httpx.TransportError:
        return False


def wait_for(true: Callable[[], Any], seconds: float = 60) -> Any:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = true()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"not within {seconds} s")


def ended(client: httpx.Client, got: httpx.Response) -> dict[str, Any]:
    """The job that an answer told of, once it has ended."""
    assert got.status_code == 202, got.text
    address = got.headers["location"]

    def look() -> dict[str, Any] | None:
        job: dict[str, Any] = client.get(address).json()
        return job if job["state"] in {"done", "failed"} else None

    found: dict[str, Any] = wait_for(look)
    return found


def seen(client: httpx.Client, name: str) -> bool:
    return client.get(f"/articles/{name}").status_code == 200


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("feeding"), KG_MAX_BODY="20000", KG_WRITE_WAIT="1") as one:
        yield one


@pytest.fixture
def client(server: Server) -> httpx.Client:
    return server[0]


def put(client: httpx.Client, name: str, text: str = TEXT) -> dict[str, Any]:
    return ended(client, client.put(f"/articles/{name}", json={**ARTICLE, "id": name, "text": text}, headers=HEADERS))


def test_an_article_comes_in_is_read_and_can_be_asked_for(client: httpx.Client) -> None:
    got = client.post("/articles", json=ARTICLE, headers=HEADERS)
    job = ended(client, got)
    assert job["state"] == "done"
    assert job["result"]["change"] == "added"
    assert job["submitted"] <= job["started"] <= job["finished"]
    begun = time.monotonic()
    wait_for(lambda: seen(client, "one"), 10)
    assert time.monotonic() - begun < 5
    (event,) = client.get("/events", params={"article": "one", "type": "PhoneCall"}).json()["items"]
    assert {p["name"] for p in event["agents"] + event["recipients"]} == {"Joe Biden", "Rishi Sunak"}

    again = client.post("/articles", json=ARTICLE, headers=HEADERS)
    assert (again.status_code, again.json()["change"]) == (200, "unchanged")
    other = client.post("/articles", json={**ARTICLE, "text": TEXT + " It rained."}, headers=HEADERS)
    assert other.status_code == 409
    assert "PUT" in other.json()["detail"]


def test_put_replaces_and_delete_takes_out(client: httpx.Client) -> None:
    assert put(client, "two")["result"]["change"] == "added"
    changed = put(client, "two", "Chancellor Olaf Scholz warned President Vladimir Putin on Monday.")
    assert changed["result"]["change"] == "replaced"
    wait_for(lambda: client.get("/events", params={"article": "two", "type": "Warning"}).json().get("items"), 10)
    gone = ended(client, client.delete("/articles/two", headers=HEADERS))
    assert gone["result"]["change"] == "removed"
    wait_for(lambda: not seen(client, "two"), 10)
    assert client.delete("/articles/two", headers=HEADERS).status_code == 404


def test_a_job_tells_whether_queries_see_what_it_changed(client: httpx.Client) -> None:
    got = client.put("/articles/shown", json={**ARTICLE, "id": "shown"}, headers=HEADERS)
    while not (job := client.get(got.headers["location"]).json()).get("shown"):
        assert job["state"] in {"queued", "running", "done"}
    assert seen(client, "shown")
    gone = client.delete("/articles/shown", headers=HEADERS)
    wait_for(lambda: client.get(gone.headers["location"]).json().get("shown"), 10)
    assert not seen(client, "shown")


def test_texts_pages_and_forms_are_taken(client: httpx.Client) -> None:
    front = f"---\nid: three\npublished: 2024-01-09\n---\n{TEXT}\n".encode()
    text = client.post("/articles", content=front, headers={**HEADERS, "Content-Type": "text/markdown"})
    page = client.post("/articles?id=four", content=PAGE.encode(), headers={**HEADERS, "Content-Type": "text/html"})
    form = client.post(
        "/articles", data={"id": "five"}, files={"file": ("five.html", PAGE.encode(), "text/html")}, headers=HEADERS
    )
    for got, name in ((text, "three"), (page, "four"), (form, "five")):
        job = ended(client, got)
        assert job["state"] == "done", job
        assert job["result"]["identifier"] == name
    wait_for(lambda: seen(client, "five"), 10)
    assert client.get("/articles/four").json()["title"] == "Leaders speak"
    assert "Sport" not in client.get("/articles/four/export.nt").text
    again = client.post("/articles?id=four", content=PAGE.encode(), headers={**HEADERS, "Content-Type": "text/html"})
    assert (again.status_code, again.json()["change"]) == (200, "unchanged")


def test_without_an_id_the_same_text_is_the_same_article(client: httpx.Client) -> None:
    body = {"text": "King Abdullah II met President Emmanuel Macron in Paris on Friday."}
    first = ended(client, client.post("/articles", json=body, headers=HEADERS))
    name = first["result"]["identifier"]
    wait_for(lambda: seen(client, name), 10)
    assert client.post("/articles", json=body, headers=HEADERS).status_code == 200


@pytest.mark.parametrize(
    ("send", "status", "words"),
    [
        ({"json": {"id": "x"}}, 422, "no text"),
        ({"json": {"text": " "}}, 422, "no text"),
        ({"json": {"text": TEXT, "published": "soon"}}, 422, "soon"),
        ({"json": {"text": TEXT, "colour": "red"}}, 422, "colour"),
        ({"json": [1]}, 422, "object"),
        ({"json": {"text": TEXT, "html": "<p>x"}}, 422, "both"),
        ({"content": b"{", "headers": {"Content-Type": "application/json"}}, 422, "JSON"),
        ({"content": b"\xff\xfe", "headers": {"Content-Type": "text/plain"}}, 422, "UTF-8"),
        ({"content": b"x", "headers": {"Content-Type": "application/pdf"}}, 415, "pdf"),
        ({"json": {"text": "a " * 20_000}}, 413, "20,000"),
        ({"json": {"url": "https://example.org/"}}, 403, "KG_FETCH_URLS"),
    ],
)
def test_what_is_no_article_is_told_at_once(
    client: httpx.Client, send: dict[str, Any], status: int, words: str
) -> None:
    got = client.post("/articles", **{**send, "headers": {**HEADERS, **send.get("headers", {})}})
    assert got.status_code == status, got.text
    assert got.headers["content-type"] == "application/problem+json"
    assert words in got.json()["detail"]


def test_a_body_without_a_length_is_cut_off_too(client: httpx.Client) -> None:
    chunks = (b"x" * 5000 for _ in range(10))
    assert (
        client.post("/articles", content=chunks, headers={**HEADERS, "Content-Type": "text/plain"}).status_code == 413
    )


def test_a_page_without_an_article_is_a_failed_job(client: httpx.Client) -> None:
    page = client.post("/articles", json={"id": "empty", "html": "<html></html>"}, headers=HEADERS)
    job = ended(client, page)
    assert job["state"] == "failed"
    assert "no article" in job["error"]
    assert put(client, "after-it")["state"] == "done"


def test_a_key_is_needed_and_jobs_are_listed_for_it(client: httpx.Client) -> None:
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"X-API-Key": ""}, {"Authorization": f"Basic {KEY}"}):
        for method, path in (
            ("POST", "/articles"),
            ("PUT", "/articles/x"),
            ("DELETE", "/articles/x"),
            ("GET", "/jobs"),
        ):
            got = client.request(method, path, headers=headers)
            assert got.status_code == 401
            assert got.headers["www-authenticate"].startswith("Bearer")
    found = client.get("/jobs", headers={"X-API-Key": KEY}).json()
    assert all(KEY not in str(job) for job in found["items"])
    assert client.get("/jobs/none").status_code == 404


def test_queries_are_answered_while_an_article_is_read(client: httpx.Client) -> None:
    long = "\n\n".join(f"{TEXT} Minister number {n} met the envoy of France in town {n}." for n in range(120))
    got = client.put("/articles/long", json={"text": long, "published": "2024-01-09"}, headers=HEADERS)
    spent = []
    while client.get(got.headers["location"]).json()["state"] != "done":
        begun = time.monotonic()
        assert client.get("/events", params={"limit": 1}).status_code == 200
        spent.append(time.monotonic() - begun)
        assert len(spent) < 3000
    assert max(spent) < 2


def test_a_store_that_another_process_writes_is_waited_for(server: Server) -> None:
    client, _, folder = server
    held = wait_for(lambda: _opened(folder / "kg"), 10)
    got = client.put("/articles/waits", json={"text": TEXT}, headers=HEADERS)
    time.sleep(3)  # longer than KG_WRITE_WAIT
    assert client.get(got.headers["location"]).json()["state"] in {"queued", "running"}
    del held
    assert ended(client, got)["state"] == "done"


def _opened(folder: Path) -> Store | None:
    try:
        return Store(folder)
    except StoreInUseError:
        return None


def test_a_reader_that_breaks_down_is_replaced(server: Server) -> None:
    client, pid, _ = server
    assert put(client, "before")["state"] == "done"
    writers = children(pid, "api.feeding.writer")
    assert len(writers) == 1
    os.kill(writers[0], signal.SIGKILL)
    assert put(client, "after")["state"] == "done"
    assert children(pid, "api.feeding.writer") != writers


def children(pid: int, module: str) -> list[int]:
    """The ids of the processes below a process that run a module."""
    if not Path("/proc").exists():
        pytest.skip("processes are looked up in /proc")
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except (OSError, IndexError):
                continue
            if parent == pid and module.encode() in words:
                found.append(int(entry.name))
    return found


def test_limits_of_rate_and_queue_and_a_time_limit_for_reading(tmp_path: Path) -> None:
    with serving(tmp_path, KG_FEED_RATE="4/minute", KG_MAX_JOBS="2", KG_READ_TIMEOUT="0.05") as (client, _, _):
        got = [client.put(f"/articles/a{n}", json={"text": TEXT}, headers=HEADERS) for n in range(6)]
        assert [g.status_code for g in got[:2]] == [202, 202]
        assert {g.status_code for g in got[2:4]} <= {202, 503}
        assert [g.status_code for g in got[4:]] == [429, 429]
        for refused in (g for g in got if g.status_code in {429, 503}):
            assert int(refused.headers["retry-after"]) >= 1
        job = ended(client, got[0])
        assert job["state"] == "failed"
        assert "KG_READ_TIMEOUT" in job["error"]
        wrong = [client.get("/jobs", headers={"X-API-Key": f"kg_{n}"}).status_code for n in range(25)]
        assert wrong[0] == 401
        assert wrong[-1] == 429
        assert client.get("/jobs", headers=HEADERS).status_code == 200  # strangers do not lock out whoever has a key


def test_jobs_outlive_the_server(tmp_path: Path) -> None:
    Store(tmp_path / "kg")
    jobs = Jobs(tmp_path / "kg.jobs", 10)
    payload = b'{"kind":"put","form":"plain","id":"kept","fields":{"id":"kept"},"text":"Joe Biden called Rishi Sunak."}'
    added = jobs.add("put", "https://w3id.org/communique/id/article/kept", "f", "tests", payload)
    assert added is not None
    assert jobs.begin() is not None  # the server ended in the middle of it
    jobs.close()
    with serving(tmp_path) as (client, _, _):
        job = wait_for(lambda: client.get(f"/jobs/{added.id}").json().get("result"))
    assert job["change"] == "added"


def test_without_keys_feeding_is_off(tmp_path: Path) -> None:
    with serving(tmp_path, KG_API_KEYS="") as (client, _, _):
        for got in (
            client.post("/articles", json=ARTICLE, headers=HEADERS),
            client.put("/articles/one", json=ARTICLE),
            client.delete("/articles/one"),
        ):
            assert got.status_code == 403
            assert "KG_API_KEYS" in got.json()["detail"]
        assert not (tmp_path / "kg.jobs").exists()


def test_a_job_that_waits_is_not_queued_twice(tmp_path: Path) -> None:
    jobs = Jobs(tmp_path / "jobs", 2)
    one, same = (jobs.add("put", "a", "f", "k", b"{}") for _ in range(2))
    assert one is not None
    assert one == same
    other = jobs.add("put", "a", "g", "k", b"{}")
    assert other is not None
    assert other.id != one.id
    assert jobs.add("put", "b", "f", "k", b"{}") is None
    begun = [jobs.begin() for _ in range(3)]
    assert [j.id if j else None for j in begun] == [one.id, other.id, None]
    jobs.close()


def test_keys_are_known_by_their_hash_only() -> None:
    key, digest = new_key()
    keys = parse_keys(f"desk:{digest}, {hashed('other')}")
    assert [k.name for k in keys] == ["desk", "key-2"]
    assert known_key(keys, key) == keys[0]
    assert known_key(keys, digest) is None
    assert known_key(keys, "") is None
    for wrong in ("secret", f"a b:{digest}", digest[:-1]):
        with pytest.raises(InputError, match="KG_API_KEYS") as told:
            parse_keys(wrong)
        assert "secret" not in str(told.value)


def test_threads_may_share_the_jobs(tmp_path: Path) -> None:
    jobs = Jobs(tmp_path / "jobs", 1000)
    taken: list[str] = []

    def work() -> None:
        while (job := jobs.begin()) is not None:
            taken.append(job.id)

    for n in range(100):
        jobs.add("put", f"a{n}", "f", "k", b"{}")
    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken)) == 100
    jobs.close()


def test_the_command_makes_a_key_that_its_hash_knows(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["apikey"])
    assert stop.value.code == 0
    key, digest = (line.split()[1] for line in capsys.readouterr().out.splitlines())
    assert known_key(parse_keys(digest), key) is not None


def test_articles_are_read_by_the_authority(tmp_path: Path) -> None:
    known = tmp_path / "known.csv"
    known.write_text(
        "name,type,state,office,of,from,to\nRishi Sunak,Person,gb,Prime Minister,gb,2022-10-25,2024-07-05\n"
    )
    text = "President Joe Biden spoke by phone with the British prime minister on Monday."
    with serving(tmp_path, KG_AUTHORITY=str(known)) as (client, _, _):
        got = client.post("/articles", json={"id": "a", "text": text, "published": "2024-01-09"}, headers=HEADERS)
        assert ended(client, got)["state"] == "done"
        found = wait_for(lambda: client.get("/actors", params={"name": "Rishi Sunak"}).json().get("items"))
    assert found[0]["id"].endswith("person/rishi-sunak")
