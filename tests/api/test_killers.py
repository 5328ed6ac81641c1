"""Requests that would take a naive server down: this one tells the client why not, and answers the next."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kg.store import Store
from tests.api.servers import Server, alive, children, serving
from tests.api.test_workers import small

DEEP = 10_000
PREFIX = "http://x/"
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
LONG_TEXT = "CONCAT(STR(?c),STR(?f),STR(?i),STR(?l))"
KILLERS = {
    "nested parentheses": f"ASK {{ FILTER({'(' * DEEP}1{')' * DEEP} = 1) }}",
    "nested braces": f"ASK {'{' * DEEP}{'}' * DEEP}",
    "nested not": f"ASK {{ FILTER({'!' * DEEP}true) }}",
    "nested OPTIONAL": f"ASK {{ {'OPTIONAL { ?s ?p ?o ' * DEEP}{'}' * DEEP} }}",
    "flat OPTIONAL": f"ASK {{ {'OPTIONAL { ?s ?p ?o } ' * 4000} }}",
    "nested EXISTS": f"ASK {{ {'FILTER EXISTS { ?s ?p ?o ' * 200}{'}' * 200} }}",
    "a megabyte of UNION": f"ASK {{ {{}} {'UNION {} ' * 125_000} }}",
    "as much UNION as may be": f"ASK {{ {{}}{'UNION{}' * 14_000} }}",
    "a path of 500 steps": f"ASK {{ ?s {'/'.join(['<http://x/p>'] * 500)} ?o }}",
    "500 patterns": f"ASK {{ {' '.join(f'?s{n} ?p{n} ?s{n + 1} .' for n in range(500))} }}",
    "10,000 patterns": f"ASK {{ {'?s?p?o.' * 10_000} }}",
    "a cartesian product": f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}",
    "a cartesian ORDER BY": f"SELECT * {{ {CROSS} }} ORDER BY {LONG_TEXT}",
    "a cartesian GROUP BY": f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }} GROUP BY {LONG_TEXT}",
    "a catastrophic regex": 'SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(REGEX("' + "a" * 5000
    + '!", CONCAT("^(a+)+$", STR(?c), "|(a|a)*b"))) }',
    "a huge repetition": 'ASK { FILTER(REGEX("a", "((a{1,1000}){1,1000}){1,1000}")) }',
    "a long text doubled": "SELECT (STRLEN(?z) AS ?n) { BIND('" + "x" * 1000 + "' AS ?a0) "
    + " ".join(f"BIND(CONCAT(?a{n},?a{n}) AS ?a{n + 1})" for n in range(40)) + " BIND(?a40 AS ?z) }",
    "endless paths": "SELECT * { ?a (<http://x/p>|!<http://x/p>)* ?b . ?c (<http://x/p>|!<http://x/q>)* ?d . "
    "?e (<http://x/p>|!<http://x/q>)* ?f } ORDER BY ?a",
    "SERVICE": "SELECT * { SERVICE <http://127.0.0.1:1/{}> { ?s ?p ?o } }",
    "SERVICE in an escape": "SELECT * { \\u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "LOAD": "LOAD <http://127.0.0.1:1/>",
}  # fmt: skip


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("killers")
    Store(folder / "store").replace(PREFIX, small(400).quads())
    settings = {"query_timeout": 2, "quick_seconds": 0.3, "worker_memory": 600, "workers": 2, "stall_timeout": 2}
    with serving(folder / "store", folder / "log", **settings) as one:
        yield one
        assert alive(one.pid)


def assert_answers(server: Server, within: float = 1.0) -> None:
    began = time.monotonic()
    got = server.ask("ASK { ?s ?p ?o }")
    assert (got.status_code, got.json()["boolean"]) == (200, True)
    assert time.monotonic() - began < within


@pytest.mark.parametrize("name", KILLERS)
def test_a_killer_is_told_why_not_and_the_next_is_answered(server: Server, name: str) -> None:
    began = time.monotonic()
    got = server.ask(KILLERS[name])
    assert time.monotonic() - began < 4
    if got.status_code == 200:  # the engine could do it
        assert got.json()
    else:
        assert got.status_code in {400, 403, 413, 503}
        assert got.headers["content-type"] == "application/problem+json"
        assert got.json()["detail"]
    assert_answers(server)


@pytest.mark.parametrize("name", ["a cartesian product", "a cartesian ORDER BY", "500 patterns"])
def test_what_cannot_end_is_a_503(server: Server, name: str) -> None:
    got = server.ask(KILLERS[name])
    assert (got.status_code, got.json()["title"]) == (503, "Not available")


@pytest.mark.parametrize("graph", ["file:///etc/passwd", "http://127.0.0.1:1/graph", "/etc/passwd"])
@pytest.mark.parametrize("clause", ["FROM", "FROM NAMED"])
def test_a_graph_that_is_not_in_the_store_is_empty_and_nothing_is_read(server: Server, graph: str, clause: str) -> None:
    got = server.ask(f"SELECT * {clause} <{graph}> {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}")
    assert got.json()["results"]["bindings"] == []


def test_nobody_is_called_whatever_the_spelling(server: Server) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.5)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        for query in (
            f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ seRVice SILENT<{address}>{{ ?s ?p ?o }} }}",
            f"SELECT * {{ ?s ?p 1SERVICE<{address}> {{ ?s ?p ?o }} }}",
            f"SELECT * FROM <{address}> {{ ?s ?p ?o }}",
            f"LOAD <{address}>",
            f"CONSTRUCT {{ ?s ?p ?o }} FROM NAMED <{address}> WHERE {{ GRAPH <{address}> {{ ?s ?p ?o }} }}",
        ):
            server.ask(query)
        with pytest.raises(TimeoutError):
            listening.accept()


def test_cheap_questions_are_answered_within_a_second_beside_many_that_are_not(server: Server) -> None:
    product = KILLERS["a cartesian product"]
    results: list[int] = []
    threads = [threading.Thread(target=lambda: results.append(server.ask(product).status_code)) for _ in range(8)]
    for thread in threads:
        thread.start()
    time.sleep(0.1)
    waits = []
    for _ in range(10):
        began = time.monotonic()
        assert server.ask("ASK {}").status_code == 200
        waits.append(time.monotonic() - began)
        time.sleep(0.1)
    for thread in threads:
        thread.join()
    assert set(results) == {503}
    assert sorted(waits)[8] < 1, waits  # the eight come first, two at a time, and each is quick at first
    assert_answers(server)


def test_a_client_that_does_not_read_holds_nobody_up(server: Server) -> None:
    # on a loaded machine all of them may be told 503; then once more
    assert any(_cut_off(server) > 0 for _ in range(4))
    assert_answers(server)


def _cut_off(server: Server) -> int:
    """How many of six clients that do not read are broken off; the server answers others meanwhile."""
    query = f"SELECT * {{ {CROSS} }}"
    held = []
    for _ in range(6):
        link = socket.create_connection(("127.0.0.1", server.port))
        link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        body = query.encode()
        head = (
            "POST /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept: text/csv\r\n"
            f"Content-Type: application/sparql-query\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        link.sendall(head.encode() + body)
        held.append(link)
    time.sleep(0.5)
    assert_answers(server)
    time.sleep(5)
    cut_off = 0
    for link in held:  # what was not read in time is broken off, and can be seen to be
        link.settimeout(5)
        got = b""
        try:
            while piece := link.recv(1 << 20):
                got += piece
        except ConnectionResetError:
            pass
        link.close()
        length = int(got.split(b"content-length: ")[1].split(b"\r\n")[0])
        cut_off += len(got.split(b"\r\n\r\n", 1)[1]) < length
    return cut_off


def test_an_endless_answer_is_cut_and_says_so(server: Server) -> None:
    got = server.ask(f"SELECT * {{ {CROSS} }}", Accept="text/csv")
    assert got.status_code == 200
    assert got.headers["communique-cut"] == "rows=100000"
    assert got.text.count("\n") == 100_001
    got = server.ask(f"SELECT ?a {{ {CROSS} }}")
    assert got.json()["head"]["link"] == ["urn:communique:cut-after:100000"]


def test_a_client_that_goes_takes_its_slow_question_along(server: Server) -> None:
    with pytest.raises(httpx.ReadTimeout):
        server.ask(KILLERS["a cartesian product"], timeout=0.6)
    time.sleep(0.4)
    metrics = httpx.get(f"{server.url}/metrics").text
    assert 'kg_workers{state="slow"} 0.0' in metrics


def test_two_hundred_clients_get_answers_or_are_told_to_come_again(server: Server) -> None:
    queries = ["ASK {}", "SELECT * { ?s ?p ?o } LIMIT 50", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?t ?p ?u }",
               KILLERS["a cartesian product"]]  # fmt: skip
    found: list[tuple[int, bool]] = []

    def client(number: int) -> None:
        with httpx.Client(timeout=60, verify=False) as one:
            for turn in range(2):
                query = queries[3] if number % 50 == 0 else queries[(number + turn) % 3]
                got = one.post(f"{server.url}/sparql", data={"query": f"{query} #{number} {turn}"})
                found.append((got.status_code, "retry-after" in got.headers))

    threads = [threading.Thread(target=client, args=(number,)) for number in range(200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 400
    assert {status for status, _ in found} <= {200, 429, 503}
    assert sum(status == 200 for status, _ in found) > 200
    assert_answers(server)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_outlives_the_server(tmp_path: Path, how: signal.Signals) -> None:
    Store(tmp_path / "store").replace(PREFIX, small().quads())
    with serving(tmp_path / "store", tmp_path / "log", workers=2, shutdown_grace=1) as server:
        processes = children(server.pid)
        assert len(processes) >= 4
        asked = httpx.Client()
        thread = threading.Thread(target=_ask_in_vain, args=(asked, server))
        thread.start()
        time.sleep(0.3)
        processes = children(server.pid)
        os.kill(server.pid, how)
        end = time.monotonic() + 15
        while any(alive(one) for one in (server.pid, *processes)):
            assert time.monotonic() < end, [one for one in processes if alive(one)]
            time.sleep(0.05)
        thread.join()
        asked.close()


def _ask_in_vain(client: httpx.Client, server: Server) -> None:
    try:
        got = client.post(f"{server.url}/sparql", data={"query": KILLERS["a cartesian product"]}, timeout=30)
        assert got.status_code == 503
    except httpx.TransportError:
        pass
