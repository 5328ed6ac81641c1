"""Where the files that travel with the package lie: the ontology, its shapes and the named queries.

In an installed wheel they are below `kg/share/`; in a checkout they are at the top, beside the package.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kg.errors import InstallationError

PACKAGE: Final = Path(__file__).resolve().parent

HEADER: Final = "communique.ttl"
MODULES: Final = ("actors.ttl", "events.ttl", "claims.ttl", "text.ttl", "links.ttl", "codes.ttl", "alignments.ttl")
SHAPES: Final = "shapes.ttl"


def ontology_folder(package: Path = PACKAGE) -> Path:
    """Folder of the ontology's Turtle files; raises InstallationError where there is none."""
    return _folder("ontology", package)


def queries_folder(package: Path = PACKAGE) -> Path:
    """Folder of the named queries (`*.rq`); raises InstallationError where there is none."""
    return _folder("queries", package)


def ontology_files(package: Path = PACKAGE) -> tuple[Path, ...]:
    """The ontology's header and modules, without the shapes; raises InstallationError naming a file that is missing."""
    folder = ontology_folder(package)
    return tuple(_file(folder, name) for name in (HEADER, *MODULES))


def shapes_file(package: Path = PACKAGE) -> Path:
    """The SHACL shapes; raises InstallationError where they are missing."""
    return _file(ontology_folder(package), SHAPES)


def _folder(name: str, package: Path) -> Path:
    shared = package / "share" / name
    if shared.is_dir():
        return shared
    checkout = package.parent
    # Beside an installed package lie other people's: a folder there counts only next to our build file.
    if (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir():
        return checkout / name
    raise InstallationError(f"the folder {name!r} is missing: it is neither {shared} nor {checkout / name}; reinstall")


def _file(folder: Path, name: str) -> Path:
    path = folder / name
    if not path.is_file():
        raise InstallationError(f"the file {name!r} is missing from {folder}; reinstall")
    return path
