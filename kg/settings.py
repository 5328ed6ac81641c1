"""Settings, from environment variables with the prefix `KG_`. An empty variable is none; no `.env` file is read."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from kg.remote import SCHEME, Location, Remote, remote_of
from kg.vocabulary import DEFAULT_BASE

Seconds = Annotated[float, Field(allow_inf_nan=False)]


def _located(given: Any) -> Any:
    """The server of an address, or a folder that has a name: what belongs to a store lies beside it under that."""
    if isinstance(given, str) and SCHEME.match(given):
        return remote_of(given)
    if isinstance(given, str) and re.match(r"[a-zA-Z][a-zA-Z+.-]*://", given):
        raise ValueError("a SPARQL server is written sparql+http://host:port/path, and a folder without ://")
    if isinstance(given, str | Path) and Path(given).name in {"", ".."}:
        folder = Path(given).resolve()
        if not folder.name:
            raise ValueError("a store needs a folder of its own")
        return folder
    return given


class Settings(BaseSettings):
    """What a user may set. Each field is the variable `KG_` and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="KG_", env_ignore_empty=True, extra="ignore")

    store: Annotated[Location, BeforeValidator(_located)] = Field(
        default=Path(".kg"), description="Folder of the store, or a SPARQL server as sparql+http://host:port/path."
    )
    store_update_url: str | None = Field(default=None, description="Address for updates, where it is another.")
    store_quads_url: str | None = Field(default=None, description="Address that takes files of N-Quads.")
    store_user: str | None = Field(default=None, description="User of the SPARQL server.")
    store_password: SecretStr | None = Field(default=None, description="Password of that user.")
    store_default_graph: str | None = Field(
        default=None, description="Named graph that stands for the default graph of a server without one."
    )
    store_timeout: Seconds = Field(default=60.0, gt=0, description="Seconds that the SPARQL server may take.")
    base: str = Field(
        default=DEFAULT_BASE,
        description="IRI under which the nodes of the data stand.",
        pattern=r"^https?://[^\s<>\"{}|\\^`/#?]+(/[^\s<>\"{}|\\^`#]*)?[/#]$",
    )
    model: str | None = Field(default=None, description="Name of an installed spaCy model; empty for the pinned one.")
    queries: Path | None = Field(default=None, description="Folder of more query files.")
    authority: Path | None = Field(default=None, description="CSV or Turtle file of known actors and their offices.")
    holders: bool = Field(default=True, description="Whether the built-in list of office holders is used.")
    load_bytes: int = Field(default=32_000_000, gt=0, description="N-Quads that `kg build` loads at once, in bytes.")
    max_chars: int = Field(default=1_000_000, gt=0, description="Longest article that is read, in characters.")
    host: str = Field(default="127.0.0.1", description="Address that the server listens on.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port that the server listens on.")
    query_timeout: Seconds = Field(default=30.0, gt=0, description="Seconds that a question may take.")
    query_length: int = Field(default=100_000, gt=0, description="Longest query, in bytes.")
    query_depth: int = Field(
        default=200, gt=0, le=250, description="Deepest nesting of a query: brackets, braces, `!`."
    )
    max_rows: int = Field(default=100_000, gt=0, description="Rows or triples of an answer; more are cut, with a sign.")
    max_answer: int = Field(default=32_000_000, gt=0, description="Bytes of an answer; more are cut, with a sign.")
    workers: int = Field(default=4, gt=0, le=64, description="Processes that answer quick questions.")
    worker_memory: int = Field(default=2048, ge=64, description="Memory that one question may take, in MiB.")
    quick_seconds: Seconds = Field(default=0.5, gt=0, description="Seconds after which a question counts as slow.")
    slow_queries: int = Field(default=4, gt=0, description="Slow questions at once; one more is stopped with 503.")
    streams: int = Field(default=4, gt=0, description="Downloads at once; one more is answered with 503.")
    stall_timeout: Seconds = Field(
        default=30.0, gt=0, description="Seconds that a client may leave an answer unread, or a request half sent."
    )
    shutdown_grace: Seconds = Field(default=10.0, gt=0, description="Seconds that running requests have when it stops.")
    queue: int = Field(default=256, ge=0, description="Questions that may wait for a worker; one more is told 503.")
    access_log: bool = Field(default=True, description="Whether each request is a line of the log.")
    cache: int = Field(default=64, ge=0, description="Megabytes of answers that are kept while the data stay the same.")
    memory_quads: int = Field(default=2_000_000, ge=0, description="Stores up to so many quads are asked in memory.")
    refresh: Seconds = Field(default=1.0, gt=0, description="Seconds between two looks for new articles.")
    api_keys: str = Field(
        default="", description="Hashes of the keys that may feed articles, with commas between; none: feeding is off."
    )
    feed_rate: str = Field(default="60/minute", description="How many articles a key may hand in.")
    max_body: int = Field(default=5_000_000, gt=0, description="Largest article that is handed in, in bytes.")
    max_jobs: int = Field(default=1000, gt=0, description="Articles that may wait to be read; one more is told 503.")
    read_timeout: Seconds = Field(default=300.0, gt=0, description="Seconds that reading one article may take.")
    write_wait: Seconds = Field(
        default=30.0, ge=0, description="Seconds to wait for another process to free the store."
    )
    try_chars: int = Field(
        default=50_000, ge=0, description="Longest article that visitors may try without storing it; 0: none may."
    )
    try_rate: str = Field(default="10/minute", description="How many articles one address may try.")
    fetch_urls: bool = Field(default=False, description="Whether an article may be given by its address.")

    @model_validator(mode="after")
    def _furnished(self) -> Self:
        """Give the server what the other variables say of it."""
        if isinstance(self.store, Remote):
            server, password = self.store, self.store_password
            self.store = replace(
                server,
                update_url=self.store_update_url or server.update_url,
                quads_url=self.store_quads_url or server.quads_url,
                user=self.store_user or server.user,
                password=password.get_secret_value() if password else server.password,
                default_graph=self.store_default_graph or server.default_graph,
                timeout=self.store_timeout,
            )
        return self
