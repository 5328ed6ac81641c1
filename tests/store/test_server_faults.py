"""What a server may answer instead of SPARQL, and what the user is told of it."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

import pytest

from kg.errors import LimitError, QueryError, StoreError
from kg.remote import Remote, remote_of
from kg.settings import Settings
from kg.store import Store
from kg.store.dialects import for_virtuoso
from kg.store.hiding import hidden, names_its_dataset
from tests.store.servers import free_port

NONE = json.dumps({"head": {"vars": ["p", "o"]}, "results": {"bindings": []}})
JSON = "application/sparql-results+json"


class Reply(NamedTuple):
    status: int = 200
    media: str = JSON
    body: str = NONE
    headers: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.0


class Told(ThreadingHTTPServer):
    """Answers the first request with nothing held, and all others as it was told."""

    daemon_threads = True
    first, reply, asked = Reply(), Reply(), 0


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        told = self.server
        assert isinstance(told, Told)
        self.rfile.read(int(self.headers["Content-Length"]))
        reply = told.reply if told.asked else told.first
        told.asked += 1
        time.sleep(reply.seconds)
        body = reply.body.encode()
        self.send_response(reply.status)
        for name, value in (*reply.headers, ("Content-Type", reply.media), ("Content-Length", str(len(body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def server() -> Iterator[Told]:
    with Told(("127.0.0.1", 0), _Handler) as found:
        thread = threading.Thread(target=found.serve_forever, daemon=True)
        thread.start()
        yield found
        found.shutdown()
        thread.join()


def place(server: Told, **fields: str | float) -> Remote:
    url = f"http://127.0.0.1:{server.server_port}/sparql"
    return Remote(url, url, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(401), r"asks for a user and a password \(401\).*KG_STORE_PASSWORD"),
        (Reply(403), r"asks for a user and a password \(403\)"),
        (Reply(404, "text/plain", "no such page"), r"there is no SPARQL at .*/sparql \(404\): no such page"),
        (Reply(500, "text/plain", "out\nof memory"), r"answers 500: out of memory"),
        (Reply(503, "text/plain", ""), r"answers 503: without a word"),
        (Reply(302, headers=(("Location", "http://other/"),)), r"points elsewhere \(302\): http://other/"),
        (Reply(200, "text/html", "<h1>Welcome</h1>"), r"speaks no SPARQL: it answers text/html \(<h1>Welcome"),
        (Reply(200, "text/plain", ""), r"speaks no SPARQL: it answers text/plain \(without a word"),
        (Reply(200, JSON, '{"head"'), "answers no SPARQL results"),
        (Reply(headers=(("X-SPARQL-MaxRows", "10"),)), "cut the answer behind 10 rows"),
        (Reply(headers=(("X-SQL-State", "S1TAT"),)), "stopped the query"),
    ],
)
@pytest.mark.parametrize("when", ["opened", "asked"])
def test_each_fault_is_told_with_the_address(server: Told, reply: Reply, words: str, when: str) -> None:
    server.reply = reply
    if when == "opened":
        server.first = reply
        with pytest.raises(StoreError, match=words):
            Store(place(server))
        return
    store = Store(place(server))
    with pytest.raises(StoreError, match=words):
        store.query("SELECT ?s WHERE { ?s ?p ?o }")


def test_a_wrong_password_is_told_without_it(server: Told) -> None:
    server.first = server.reply = Reply(401, headers=(("WWW-Authenticate", 'Basic realm="x"'),))
    with pytest.raises(StoreError, match="refuses the user 'me' with this password") as caught:
        Store(place(server, user="me", password="sesame"))
    assert "sesame" not in str(caught.value)
    assert server.asked == 2
    assert "sesame" not in repr(place(server, user="me", password="sesame"))


def test_a_server_that_is_silent_is_not_waited_for_without_end(server: Told) -> None:
    store = Store(place(server, timeout=0.3))
    server.reply = Reply(seconds=1.0)
    with pytest.raises(LimitError, match=r"did not answer within 0.3 seconds \(KG_STORE_TIMEOUT\)"):
        store.query("SELECT ?s WHERE { ?s ?p ?o }")


def test_a_server_that_is_not_there_is_told() -> None:
    url = f"http://127.0.0.1:{free_port()}/query"
    with pytest.raises(StoreError, match=rf"{url} cannot be reached.*is it running\?"):
        Store(Remote(url, url))


def test_a_query_that_the_server_refuses_is_the_users(server: Told) -> None:
    store = Store(place(server))
    server.reply = Reply(400, "text/plain", "I do not know that function")
    with pytest.raises(QueryError, match=r"refuses the query \(400\): I do not know"):
        store.query("SELECT ?s WHERE { ?s ?p ?o }")


def test_an_empty_server_holds_no_store_to_be_read(server: Told) -> None:
    with pytest.raises(StoreError, match="`kg build` makes one"):
        Store(place(server), read_only=True)


@pytest.mark.parametrize(
    ("given", "query", "update", "quads"),
    [
        ("sparql+http://h:1/query", "http://h:1/query", "http://h:1/update", None),
        ("sparql+https://h/sparql", "https://h/sparql", "https://h/sparql", None),
        ("SPARQL+http://h/repositories/a", *("http://h/repositories/a" + end for end in ("", *["/statements"] * 2))),
    ],
)
def test_one_address_is_enough_where_the_others_follow(given: str, query: str, update: str, quads: str | None) -> None:
    found = remote_of(given)
    assert (found.query_url, found.update_url, found.quads_url) == (query, update, quads)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("sparql+http://me:sesame@h/x", "KG_STORE_PASSWORD"),
        ("sparql+http:///x", "names no host"),
        ("sparql+http://h/x?y=1", "no \\?"),
        ("sparql+http://h:port/x", "port"),
    ],
)
def test_an_address_that_is_none_is_told(given: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        remote_of(given)


def test_settings_furnish_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "STORE": "sparql+http://h/sparql",
        "STORE_UPDATE_URL": "http://h/sparql-auth",
        "STORE_USER": "dba",
        "STORE_PASSWORD": "sesame",
        "STORE_DEFAULT_GRAPH": "urn:x",
    }.items():
        monkeypatch.setenv(f"KG_{name}", value)
    found = Settings()
    assert found.store == Remote("http://h/sparql", "http://h/sparql-auth", None, "dba", "sesame", "urn:x", 60.0)
    assert "sesame" not in repr(found)
    assert str(found.store) == "sparql+http://h/sparql"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT * { GRAPH ?g { ?s ?p ?o } }", "SELECT * { GRAPH ?g { ?s ?p ?o } FILTER(?g NOT IN (<urn:x>)) }"),
        ("{ graph$g{ {?a ?b 'x}'} } }", "{ graph$g{ {?a ?b 'x}'} } FILTER(?g NOT IN (<urn:x>)) }"),
        ("SELECT ?graph ?g { ?g ?p ?graph }", None),
        ("{ GRAPH <urn:x> { ?s ?p 'GRAPH ?g {' } } # GRAPH ?g {", None),
    ],
)
def test_a_named_default_graph_is_hidden_where_graphs_are_asked_for(text: str, expected: str | None) -> None:
    assert hidden(text, ["urn:x"]) == (expected or text)


@pytest.mark.parametrize(
    ("text", "names"), [("SELECT * FROM <urn:a> {}", True), ("SELECT ?from { ?from <urn:FROM> 'FROM' }", False)]
)
def test_a_query_that_names_its_dataset_is_known(text: str, names: bool) -> None:
    assert names_its_dataset(text) == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FILTER(CONTAINS(?a, ?b))", "FILTER((STRLEN(?b) = 0 || CONTAINS(?a, ?b)))"),
        ('strstarts(LCASE(?a),"x,)")', '(STRLEN("x,)") = 0 || strstarts(LCASE(?a),"x,)"))'),
        ("?contains CONTAINS", "?contains CONTAINS"),
        (
            "CONTAINS(?a, IF(STRENDS(?b, ?c), ?d, ?e))",
            "(STRLEN(IF((STRLEN(?c) = 0 || STRENDS(?b, ?c)), ?d, ?e)) = 0"
            " || CONTAINS(?a, IF((STRLEN(?c) = 0 || STRENDS(?b, ?c)), ?d, ?e)))",
        ),
    ],
)
def test_virtuoso_is_told_that_the_empty_string_is_in_every_string(text: str, expected: str) -> None:
    assert for_virtuoso(text) == expected
