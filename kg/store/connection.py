"""Requests to a SPARQL server, and what it may answer instead: every fault becomes an error that names the address."""

from __future__ import annotations

import logging
import re
import weakref
from collections.abc import Generator, Mapping, Sequence
from typing import Final, NamedTuple

import httpx
import pyoxigraph as ox

from kg.errors import LimitError, QueryError, StoreError
from kg.remote import Remote

logging.getLogger("httpx").setLevel(logging.WARNING)  # it writes a line for each request
_LONGEST: Final = 512 * 1024 * 1024  # bytes of an answer
_SHOWN: Final = 300  # characters of what a server says
_RESULTS: Final = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
_TRIPLES: Final = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"
_REFUSED: Final = {400, 413, 414, 422}  # what is the request's fault
# Virtuoso writes booleans as 0 and 1, and the answer to ASK as a row with one column
_NUMBER_TRUTH: Final = re.compile(rb'(#boolean"\s*,\s*"value"\s*:\s*")([01])"')
_ASK_ROW: Final = re.compile(rb'"__ASK_RETVAL"\s*:\s*\{[^}]*"value"\s*:\s*"1"')
_TRUTHS: Final = {b"0": b"false", b"1": b"true"}


class _Answer(NamedTuple):
    """What came back: status, headers, the whole body."""

    status_code: int
    headers: httpx.Headers
    content: bytes


class _Password(httpx.Auth):
    """User and password in the way the server asks for them, Basic or Digest."""

    def __init__(self, user: str, password: str) -> None:
        self._user, self._password = user, password
        self._way: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._way is None:
            response = yield request
            if response.status_code != 401:
                return
            digest = response.headers.get("www-authenticate", "").lower().startswith("digest")
            self._way = (httpx.DigestAuth if digest else httpx.BasicAuth)(self._user, self._password)
        yield from self._way.auth_flow(request)


class Connection:
    """Speaks the SPARQL 1.1 Protocol with one server; one thread at a time."""

    def __init__(self, remote: Remote) -> None:
        self.remote = remote
        self.server = ""  # what it calls itself, once it has answered
        self._client = httpx.Client(
            auth=_Password(remote.user, remote.password or "") if remote.user else None,
            timeout=httpx.Timeout(remote.timeout, connect=min(10.0, remote.timeout)),
            headers={"User-Agent": "communique"},
        )
        weakref.finalize(self, self._client.close)  # as a folder is closed: with the last name for it

    def rows(self, text: str, graphs: Mapping[str, Sequence[str]]) -> ox.QuerySolutions | ox.QueryBoolean:
        """The answer to SELECT or ASK; `graphs` are the protocol's parameters for the dataset."""
        response = self._asked(text, graphs, _RESULTS)
        body, media = response.content, _media(response)
        form = ox.QueryResultsFormat.from_media_type(media)
        if form is None or form == ox.QueryResultsFormat.CSV:  # as which plain text counts
            raise self._no_sparql(response)
        if form == ox.QueryResultsFormat.JSON:
            if b"__ASK_RETVAL" in body:
                truth = b"true" if _ASK_ROW.search(body) else b"false"
                body = b'{"head":{},"boolean":' + truth + b"}"
            body = _NUMBER_TRUTH.sub(lambda found: found[1] + _TRUTHS[found[2]] + b'"', body)
        try:
            return ox.parse_query_results(body, format=form)
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"{self.remote.query_url} answers no SPARQL results: {error}") from error

    def triples(self, text: str, graphs: Mapping[str, Sequence[str]]) -> list[ox.Triple]:
        """The answer to CONSTRUCT or DESCRIBE."""
        response = self._asked(text, graphs, _TRIPLES)
        media = _media(response)
        form = ox.RdfFormat.N_TRIPLES if media == "text/plain" else ox.RdfFormat.from_media_type(media)
        if form is None:
            raise self._no_sparql(response)
        try:
            return [_plain(quad.triple) for quad in ox.parse(response.content, format=form)]
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"{self.remote.query_url} answers no RDF: {error}") from error

    def update(self, text: str) -> None:
        """Run an update. StoreError where the server does not take it."""
        self._sent(self.remote.update_url, data={"update": text}, accept="*/*")

    def post_quads(self, nquads: bytes) -> bool:
        """Hand a file of N-Quads to the server; False where it has no address for that or does not take the format."""
        url = self.remote.quads_url
        if url is None:
            return False
        response = self._answered(url, accept="*/*", content=nquads, media="application/n-quads")
        if response.status_code in {404, 405, 406, 415, 501}:
            return False
        self._judge(response, url)
        return True

    # ------------------------------------------------------------------ one request

    def _asked(self, text: str, graphs: Mapping[str, Sequence[str]], accept: str) -> _Answer:
        url = self.remote.query_url
        response = self._sent(url, data={"query": text, **graphs}, accept=accept)
        most = response.headers.get("x-sparql-maxrows")
        if most is not None:
            raise StoreError(f"{url} cut the answer behind {most} rows: raise its limit (ResultSetMaxRows of Virtuoso)")
        if "x-sql-state" in response.headers:  # a part of the answer, after its own limit of time
            raise LimitError(f"{url} stopped the query: {response.headers.get('x-sql-message', 'its time was over')}")
        return response

    def _sent(self, url: str, *, data: Mapping[str, str | Sequence[str]], accept: str) -> _Answer:
        response = self._answered(url, accept=accept, data=data)
        self._judge(response, url, query="query" in data)
        return response

    def _answered(
        self,
        url: str,
        *,
        accept: str,
        data: Mapping[str, str | Sequence[str]] | None = None,
        content: bytes | None = None,
        media: str | None = None,
    ) -> _Answer:
        headers = {"Accept": accept, **({"Content-Type": media} if media else {})}
        try:
            with self._client.stream("POST", url, data=data, content=content, headers=headers) as response:
                held = bytearray()
                for piece in response.iter_bytes():
                    held += piece
                    if len(held) > _LONGEST:
                        raise LimitError(f"the answer of {url} is longer than {_LONGEST:,} bytes")
        except httpx.TimeoutException as error:
            waited = f"within {self.remote.timeout:g} seconds (KG_STORE_TIMEOUT)"
            raise LimitError(f"the SPARQL server {url} did not answer {waited}") from error
        except httpx.HTTPError as error:
            raise StoreError(f"the SPARQL server {url} cannot be reached: {error}; is it running?") from error
        self.server = response.headers.get("server", "")
        return _Answer(response.status_code, response.headers, bytes(held))

    def _judge(self, response: _Answer, url: str, *, query: bool = False) -> None:
        """Raise what an answer that is no success means."""
        status = response.status_code
        if status < 300:
            return
        said = _words(response)
        if status in {401, 403}:
            user = self.remote.user
            refused = f"refuses the user {user!r} with this password" if user else "asks for a user and a password"
            raise StoreError(f"the SPARQL server {url} {refused} ({status}); set KG_STORE_USER and KG_STORE_PASSWORD")
        if status < 400:
            target = response.headers.get("location", "nowhere")
            raise StoreError(f"the address {url} points elsewhere ({status}): {target}; set that one")
        if query and status in _REFUSED:
            raise QueryError(f"the SPARQL server {url} refuses the query ({status}): {said}")
        if status == 404:
            raise StoreError(f"there is no SPARQL at {url} (404): {said}")
        raise StoreError(f"the SPARQL server {url} answers {status}: {said}")

    def _no_sparql(self, response: _Answer) -> StoreError:
        media = _media(response) or "nothing"
        return StoreError(f"{self.remote.query_url} speaks no SPARQL: it answers {media} ({_words(response)})")


def _media(response: _Answer) -> str:
    return str(response.headers.get("content-type", "")).partition(";")[0].strip().lower()


def _words(response: _Answer) -> str:
    """What a server says, in one line."""
    text = " ".join(response.content[: 4 * _SHOWN].decode("utf-8", "replace").split())
    return text[:_SHOWN] + ("…" if len(text) > _SHOWN else "") or "without a word"


def _plain(triple: ox.Triple) -> ox.Triple:
    """A triple with booleans as words."""
    term = triple.object
    if isinstance(term, ox.Literal) and term.value in {"0", "1"} and term.datatype.value.endswith("#boolean"):
        return ox.Triple(triple.subject, triple.predicate, ox.Literal(term.value == "1"))
    return triple
