"""The image and the compose file, as far as they can be looked at without building them."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from api import create_app
from kg.settings import Settings
from kg.store import Store

ROOT = Path(__file__).resolve().parents[2]
IMAGE = (ROOT / "Dockerfile").read_text()
LINES = re.sub(r"\\\n", " ", IMAGE).splitlines()
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICE = COMPOSE["services"]["service"]
SETTINGS = {f"KG_{name.upper()}" for name in Settings.model_fields}


def sources() -> list[str]:
    copied = [shlex.split(line)[1:-1] for line in LINES if line.startswith("COPY ") and "--from" not in line]
    return [name for names in copied for name in names]


def test_what_is_copied_is_there_and_let_into_the_build() -> None:
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert set(sources()) == let_in
    assert all((ROOT / name).exists() for name in sources())


def test_the_wheel_finds_all_that_it_is_made_of() -> None:
    """What the build backend is told to pack must be copied before it runs."""
    told = (ROOT / "pyproject.toml").read_text()
    packed = re.search(r"targets\.wheel\]\npackages = \[(.*?)\]", told)
    assert packed is not None
    needed = {
        *re.findall(r'"(\w+)"', packed[1]),
        *re.findall(r'^(\w+) = "kg/share', told, re.M),
        "README.md",
        "LICENSE",
    }
    assert needed <= set(sources())


def test_settings_that_are_named_are_settings() -> None:
    named = set(re.findall(r"\bKG_\w+", IMAGE)) | set(SERVICE["environment"])
    assert named <= SETTINGS
    assert {"KG_STORE", "KG_HOST"} <= named


def test_the_image_runs_as_nobody_in_particular_and_keeps_its_store_in_a_volume() -> None:
    last = IMAGE.rsplit("\nFROM ", 1)[1]
    assert re.search(r"^USER communique$", last, re.M)
    assert last.index("USER ") < last.index("ENTRYPOINT")
    assert re.search(r"^VOLUME /data$", last, re.M)
    assert "KG_STORE=/data/" in last
    assert SERVICE["volumes"] == ["store:/data"]
    assert (SERVICE["read_only"], SERVICE["cap_drop"]) == (True, ["ALL"])


def test_only_this_machine_reaches_the_published_port() -> None:
    assert SERVICE["ports"] == ["127.0.0.1:8000:8000"]
    assert "EXPOSE 8000" in IMAGE


def test_the_address_that_tells_of_health_is_one_that_answers() -> None:
    path = re.search(r"127\.0\.0\.1:8000(/[\w/]+)", IMAGE)
    assert path is not None
    assert path[1] in create_app(Settings(), Store()).openapi()["paths"]


def test_no_index_is_named() -> None:
    assert not re.findall(r"https?://(?!127\.0\.0\.1)", IMAGE)


def test_compose_understands_the_file() -> None:
    docker = shutil.which("docker")
    if docker is None or subprocess.run([docker, "compose", "version"], capture_output=True).returncode:
        pytest.skip("docker compose is not on this machine")
    done = subprocess.run([docker, "compose", "config", "--quiet"], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
