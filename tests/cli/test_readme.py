"""What README shows is what the commands print and what the graph of the first article holds."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from typer.testing import CliRunner

from kg.cli import app

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("readme") / ".kg"
    made = CliRunner().invoke(
        app, ["build", str(ROOT / "articles" / "netanyahu-biden-call.md")], env={"KG_STORE": str(store)}
    )
    assert made.exit_code == 0, made.output
    return store


def _tail(term: str) -> str:
    """The end of an IRI or prefixed name, as README cuts it: "…/trigger/28-32", "kg:planned"."""
    return "/".join(re.split(r"[/#:]", term.strip("<>"))[-2 if "/" in term and "onto" not in term else -1 :])


def test_the_answer_is_the_one_that_the_command_prints(built: Path) -> None:
    command, shown = re.findall(r"^    \$ \.venv/bin/kg (.+)\n((?:    .+\n)+)", README, re.MULTILINE)[0]
    answer = CliRunner().invoke(app, command.split(), env={"KG_STORE": str(built)})
    assert answer.stdout.splitlines() == [line.removeprefix("    ") for line in shown.splitlines()]


def test_the_query_gives_the_rows_that_are_shown(built: Path) -> None:
    block = re.findall(r"^    SELECT .+\n(?:    .+\n)+\n((?:    .+\n)+)", README, re.MULTILINE)[0]
    query = re.findall(r"^    (SELECT .+\n(?:    .+\n)+)", README, re.MULTILINE)[0]
    answer = CliRunner().invoke(app, ["query", query, "--format", "tsv"], env={"KG_STORE": str(built)})
    rows = [line.split("\t") for line in answer.stdout.splitlines()]
    shown = [re.split(r"  +", line.strip()) for line in block.splitlines()]
    assert rows[0] == [f"?{name}" for name in shown[0]] or rows[0] == shown[0]
    for row, line in zip(rows[1:], shown[1:], strict=True):
        cells = [cell.strip('"') for cell in row]
        assert cells[:2] == line[:2]
        assert cells[2].startswith(line[2].removesuffix(" …"))


def test_the_event_has_the_triples_that_are_shown(built: Path) -> None:
    (shown,) = re.findall(r"^    <…/event/(\w+)> a ([\s\S]+?) \.\n", README, re.MULTILINE)
    name, rest = shown
    store = ox.Store.read_only(str(built))
    subject = next(
        q.subject for q in store.quads_for_pattern(None, None, None, None) if str(q.subject).endswith(f"/{name}>")
    )
    for statement in rest.split(";"):
        predicate, _, objects = statement.strip().partition(" ")
        if not predicate.startswith(("kg:", "rdfs:")) or not objects:
            continue  # the type
        found = {
            q.object.value if isinstance(q.object, ox.Literal) else _tail(str(q.object))
            for q in store.quads_for_pattern(subject, None, None, ox.DefaultGraph())
            if str(q.predicate).strip("<>").endswith(_tail(predicate))
        }
        wanted = [one.strip() for one in re.split(r" ,\s", objects)]
        assert found == {one.strip('"') if one.startswith('"') else _tail(one) for one in wanted}, predicate
