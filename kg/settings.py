"""Settings, from environment variables with the prefix `KG_`. An empty variable is none; no `.env` file is read."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from kg.vocabulary import DEFAULT_BASE


class Settings(BaseSettings):
    """What a user may set. Each field is the variable `KG_` and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="KG_", env_ignore_empty=True, extra="ignore")

    store: Path = Field(default=Path(".kg"), description="Folder of the store on disk.")
    base: str = Field(
        default=DEFAULT_BASE,
        description="IRI under which the nodes of the data stand.",
        pattern=r"^https?://[^\s<>\"{}|\\^`/#?]+(/[^\s<>\"{}|\\^`#]*)?[/#]$",
    )
    model: str | None = Field(default=None, description="Name of an installed spaCy model; empty for the pinned one.")
    queries: Path | None = Field(default=None, description="Folder of more query files.")
    max_chars: int = Field(default=1_000_000, gt=0, description="Longest article that is read, in characters.")
    host: str = Field(default="127.0.0.1", description="Address that the server listens on.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port that the server listens on.")
