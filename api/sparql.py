"""The SPARQL 1.1 Protocol, read-only: query by GET, by form POST and by direct POST; without a query, what we are.

Plain ASGI: a point lookup takes the engine less time than a web framework takes to look at a request.
"""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import unquote_to_bytes

from fastapi import HTTPException
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from api.answering import Asker, Stored, is_known
from api.asking import Question
from api.cache import Key
from api.description import describe_service
from api.negotiation import GRAPHS, MEDIA, chosen_format, unpacks
from api.sending import send_body
from kg.settings import Settings

_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"
_METHODS: Final = "GET, HEAD, POST, OPTIONS"
_KNOWN: Final = {"query", "format", "default-graph-uri", "named-graph-uri", "update", "using-graph-uri",
                 "using-named-graph-uri"}  # fmt: skip


class SparqlEndpoint:
    """The service at one path."""

    def __init__(self, settings: Settings, asker: Asker) -> None:
        self._settings = settings
        self._asker = asker

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        method = scope["method"]
        if method == "OPTIONS":
            await send_body(send, 204, [(b"allow", _METHODS.encode())], b"", self._settings.stall_timeout)
            return
        headers = {name: value for name, value in scope["headers"] if name in _WANTED}
        if method == "POST":  # what is sent is to be answered
            headers.pop(b"if-none-match", None)
        if method in {"GET", "HEAD"}:
            body = None
        elif method == "POST":
            body = await self._body(scope, receive, headers)
        else:
            raise HTTPException(405, f"{method} is not possible here", headers={"Allow": _METHODS})
        told = headers.get
        key = (
            scope["query_string"],
            body,
            told(b"accept"),
            told(b"accept-encoding"),
            told(b"content-type"),
            told(b"host"),
        )
        found = self._asker.known(key)
        if found is None:
            question = _question(scope, headers, body)
            if question is None:
                found = await self._description(scope, headers, key)
            else:
                found = await self._asker.answer(key, question, receive, headers.get(b"if-none-match"))
        await self._send(method, headers, send, found)

    async def _body(self, scope: Scope, receive: Receive, headers: dict[bytes, bytes]) -> bytes:
        most = self._settings.query_length * 3 + 10_000  # a form writes a byte as up to three
        told = headers.get(b"content-length", b"0")
        held = bytearray()
        async for piece in Request(scope, receive).stream():
            held += piece
            if len(held) > most or (told.isdigit() and int(told) > most):
                raise HTTPException(413, f"the request is longer than {most:,} bytes")
        return bytes(held)

    async def _description(self, scope: Scope, headers: dict[bytes, bytes], key: Key) -> Stored:
        """What the service is and holds, by Accept."""
        fields = _fields(scope["query_string"])
        accept = headers[b"accept"].decode("latin-1") if b"accept" in headers else None
        form = chosen_format(accept, fields.get("format", [None])[-1], GRAPHS)
        endpoint = _base(scope, headers) or f"{self._settings.base}sparql"
        return await self._asker.keep(key, describe_service, endpoint, form)

    async def _send(self, method: str, headers: dict[bytes, bytes], send: Send, found: Stored) -> None:
        status, told, body = 200, found.headers, found.body
        known = headers.get(b"if-none-match")
        if known is not None and is_known(known, found.tag):
            status, told, body = 304, [pair for pair in told if not pair[0].startswith(b"content-")], b""
        elif method == "HEAD":
            body = b""
        await send_body(send, status, told, body, self._settings.stall_timeout)


_WANTED: Final = frozenset(
    {b"accept", b"accept-encoding", b"content-type", b"host", b"content-length", b"if-none-match"}
)
_MOST_FIELDS: Final = 1000


def _question(scope: Scope, headers: dict[bytes, bytes], body: bytes | None) -> Question | None:
    """What a request asks; None for a GET that asks nothing. HTTPException for what the protocol does not allow."""
    fields = _fields(scope["query_string"])
    if body is not None:
        _read_body(fields, body, headers.get(b"content-type", b"").decode("latin-1"))
    elif not fields.keys() & _KNOWN - {"format"}:
        return None
    if "update" in fields:
        raise HTTPException(403, "the store is read-only here: updates are refused")
    queries, forms = fields.get("query", []), fields.get("format", [])
    if len(queries) != 1 or len(forms) > 1:
        counted = f"not {len(queries)} and {len(forms)}"
        raise HTTPException(400, f"exactly one query and at most one format are needed, {counted}")
    accept = headers.get(b"accept")
    return Question(
        queries[0],
        forms[0] if forms else None,
        tuple(fields.get("default-graph-uri", [])),
        tuple(fields.get("named-graph-uri", [])),
        accept.decode("latin-1") if accept else None,
        unpacks(headers.get(b"accept-encoding", b"").decode("latin-1")),
        _base(scope, headers),
    )


def _read_body(fields: dict[str, list[str]], body: bytes, content_type: str) -> None:
    """Add what a POST brings to the fields of its address."""
    kind = content_type.split(";")[0].strip().lower()
    if kind == _QUERY:
        if "query" in fields:
            raise HTTPException(400, "there is a query in the address and another in the body")
        fields["query"] = [_decoded(body)]
    elif kind == _FORM:
        for name, values in _fields(body).items():
            fields[name] = [*fields.get(name, []), *values]
    elif kind == _UPDATE:
        raise HTTPException(403, "the store is read-only here: updates are refused")
    else:
        raise HTTPException(415, f"a query comes as {_QUERY} or as {_FORM}, not as {kind or 'nothing'!r}")


def _fields(encoded: bytes) -> dict[str, list[str]]:
    """Parameters by name. As `urllib.parse.parse_qs`, which takes three times as long."""
    if not encoded.isascii() or encoded.count(b"&") >= _MOST_FIELDS:
        raise HTTPException(400, f"the parameters are no encoded UTF-8, or more than {_MOST_FIELDS:,}")
    fields: dict[str, list[str]] = {}
    try:
        for pair in encoded.split(b"&"):
            if pair:
                name, _, value = pair.partition(b"=")
                fields.setdefault(_plain(name), []).append(_plain(value))
    except UnicodeDecodeError as error:
        raise HTTPException(400, f"the parameters are no encoded UTF-8: {error}") from error
    return fields


def _plain(encoded: bytes) -> str:
    encoded = encoded.replace(b"+", b" ")
    return (unquote_to_bytes(encoded) if b"%" in encoded else encoded).decode()


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise HTTPException(400, f"the query is not UTF-8: byte {error.start}") from error


def _base(scope: Scope, headers: dict[bytes, bytes]) -> str | None:
    """The address of the service, against which relative IRIs are resolved; None where the client's Host is no host."""
    host = headers.get(b"host", b"").decode("latin-1")
    if not host or not _HOST.issuperset(host):
        return None
    return f"{scope['scheme']}://{host}{scope['path']}"


_HOST: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]")


def parameters() -> list[dict[str, Any]]:
    """The parameters of a query as OpenAPI writes them."""
    iris = {"type": "array", "items": {"type": "string", "format": "iri"}}
    told = (
        ("query", {"type": "string"}, "A SPARQL 1.1 query; the prefixes kg, rdf, rdfs, xsd, skos, dct are known."),
        ("format", {"type": "string", "enum": sorted(MEDIA)}, "Format of the answer; without it Accept decides."),
        ("default-graph-uri", iris, "Graphs that make up the default graph."),
        ("named-graph-uri", iris, "Graphs that GRAPH sees."),
    )
    return [{"name": name, "in": "query", "schema": schema, "description": text} for name, schema, text in told]
