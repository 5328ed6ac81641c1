"""docs/service.md says what is so: each of its examples runs against a real server, and its table has all settings."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic_core import PydanticUndefined

from kg.iris import document_iri
from kg.pipeline import Graph
from kg.settings import Settings
from kg.store import Store
from tests.api.servers import Server, serving

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = (ROOT / "docs" / "service.md").read_text()
FIRST = "netanyahu-biden-call"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```\n", re.S | re.M)
BLOCKS = BLOCK.findall(DOCUMENT)
EXAMPLES = [(kind, code, BLOCKS[k + 1]) for k, (kind, code) in enumerate(BLOCKS) if kind != "text"]


def settings_table() -> str:
    """The table of all settings, as the document must have it."""
    lines = ["| variable | default | what |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = field.default
        if default is PydanticUndefined or default is None or default == "":
            shown = ""
        elif isinstance(default, bool):
            shown = f"`{str(default).lower()}`"
        else:
            shown = f"`{default}`"
        lines.append(f"| `KG_{name.upper()}` | {shown} | {field.description} |")
    return "\n".join(lines)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, graphs: dict[str, Graph]) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("documents")
    Store(folder / "store").replace(document_iri(FIRST), graphs[FIRST].quads)
    with serving(folder / "store", folder / "log") as one:
        yield one


def test_the_table_has_each_setting_and_its_default() -> None:
    assert settings_table() in DOCUMENT, f"put this into docs/service.md:\n{settings_table()}"
    assert not set(re.findall(r"KG_[A-Z_]+\b", DOCUMENT)) - {f"KG_{name.upper()}" for name in Settings.model_fields}


def test_there_are_examples_for_each_kind_of_client() -> None:
    text = "".join(code for _, code, _ in EXAMPLES)
    assert all(client in text for client in ("curl", "httpx", "SPARQLWrapper"))


@pytest.mark.parametrize(
    ("kind", "code", "shown"), EXAMPLES, ids=[f"{kind}-{k}" for k, (kind, *_) in enumerate(EXAMPLES)]
)
def test_an_example_prints_what_the_document_shows(
    server: Server, kind: str, code: str, shown: tuple[str, str]
) -> None:
    if kind == "sh" and shutil.which("curl") is None and not os.environ.get("CI"):
        pytest.skip("there is no curl on this machine")
    code = code.replace("http://127.0.0.1:8000", server.url)
    command = ["bash", "-euo", "pipefail", "-c", code] if kind == "sh" else [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.stderr, shown[0]) == ("", "text")
    assert done.stdout.replace("\r\n", "\n") == shown[1]
