from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InstallationError
from kg.resources import HEADER, MODULES, ontology_files, ontology_folder, queries_folder, shapes_file


def _package(root: Path) -> Path:
    package = root / "kg"
    package.mkdir(parents=True)
    return package


def test_a_checkout_has_its_files_at_the_top(tmp_path: Path) -> None:
    package = _package(tmp_path)
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "queries").mkdir()
    assert queries_folder(package) == tmp_path / "queries"


def test_an_installed_wheel_has_them_below_the_package(tmp_path: Path) -> None:
    package = _package(tmp_path)
    (package / "share" / "ontology").mkdir(parents=True)
    assert ontology_folder(package) == package / "share" / "ontology"


def test_a_folder_of_somebody_else_beside_an_installed_package_is_not_ours(tmp_path: Path) -> None:
    package = _package(tmp_path)
    (tmp_path / "queries").mkdir()
    with pytest.raises(InstallationError, match="the folder 'queries' is missing"):
        queries_folder(package)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    package = _package(tmp_path)
    (package / "share" / "ontology").mkdir(parents=True)
    with pytest.raises(InstallationError, match=r"the file 'communique\.ttl' is missing"):
        ontology_files(package)
    with pytest.raises(InstallationError, match=r"the file 'shapes\.ttl' is missing"):
        shapes_file(package)


def test_every_turtle_file_of_the_ontology_is_loaded() -> None:
    found = {path.name for path in ontology_folder().glob("*.ttl")}
    assert found == {HEADER, *MODULES, "shapes.ttl"}
