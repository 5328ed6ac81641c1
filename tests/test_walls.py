"""The import walls: a module imports only from lower floors, rooms never each other, one library one room."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = {
    "kg.errors": 0,
    "kg.model": 1,
    "kg.vocabulary": 2,
    "kg.iris": 2,
    "kg.resources": 2,
    "kg.remote": 2,
    "kg.settings": 2,
    "kg.authority": 2,
    "kg.articles": 3,
    "kg.reading": 3,
    "kg.linking": 3,
    "kg.statements": 3,
    "kg.store": 3,
    "kg.queries": 3,
    "kg.ontology": 3,
    "kg.validation": 3,
    "kg.pipeline": 4,
    "kg.linkage": 4,
    "kg.bulk": 5,
    "api": 5,
    "kg.cli": 6,
}
ROOMS_OF = {
    "spacy": {"kg.reading"},
    "owlready2": {"kg.ontology"},
    "fastapi": {"api"},
    "starlette": {"api"},
    "pyoxigraph": {"kg.bulk", "kg.linkage", "kg.store", "kg.statements", "kg.pipeline"},
    "rdflib": {"kg.authority", "kg.ontology", "kg.validation", "kg.cli"},
    "pyshacl": {"kg.validation"},
    "trafilatura": {"kg.articles"},
    "limits": {"api"},
    "httpcore": {"api"},
    "httpx": {"kg.store"},
    "distributed": {"kg.bulk"},
    "rensa": {"kg.linkage"},
    "typer": {"kg.cli"},
    "rich": {"kg.cli"},
}
MODULES = sorted(p for part in ("kg", "api") for p in (ROOT / part).rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str | None:
    return next((room for room in FLOORS if module == room or module.startswith(room + ".")), None)


def imports_of(path: Path) -> list[str]:
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{alias.name}" if node.module == "kg" else node.module for alias in node.names]
    return found


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_from_lower_floors_or_its_own_room(path: Path) -> None:
    own = room_of(name_of(path))
    for imported in imports_of(path):
        room = room_of(imported)
        if room is None or room == own or own is None:
            continue
        same_floor_allowed = FLOORS[own] == FLOORS[room] == 2
        assert FLOORS[room] < FLOORS[own] or same_floor_allowed, f"{name_of(path)} imports {imported}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_library_stays_in_its_room(path: Path) -> None:
    for imported in imports_of(path):
        rooms = ROOMS_OF.get(imported.split(".")[0])
        assert rooms is None or room_of(name_of(path)) in rooms, f"{name_of(path)} imports {imported}"


@pytest.mark.parametrize("path", [p for p in MODULES if "cli" not in p.parts], ids=name_of)
def test_nothing_is_imported_late(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            late = [n for n in ast.walk(node) if isinstance(n, ast.Import | ast.ImportFrom)]
            assert not late, f"{name_of(path)}.{node.name} imports inside a function"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_are_written_in_full(path: Path) -> None:
    """A relative import would pass the walls unseen."""
    nodes = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.ImportFrom)]
    assert not any(node.level for node in nodes)


def test_every_module_has_a_floor() -> None:
    homeless = [name_of(p) for p in MODULES if room_of(name_of(p)) is None and name_of(p) != "kg"]
    assert homeless == []
