"""`kg link`, `kg merge` and `kg split` as users run them, on a folder and on a server."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.cli import main
from kg.cli.linking import link_store
from kg.iris import document_iri
from kg.linkage import Index, Linker, Registrar
from kg.pipeline import Graph, Pipeline
from kg.remote import Remote
from kg.store import Store, check
from kg.vocabulary import DEFAULT_BASE, LABEL
from tests.linkage.articles import DOCUMENTS
from tests.linkage.conftest import filled
from tests.linkage.test_decisions import SIGNED, SMITH
from tests.store.servers import oxigraph, virtuoso

Run = Callable[..., tuple[int, str, str]]
CALL = "article/{}/event/{}"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], pipeline: Pipeline) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_STORE", str(tmp_path / "store"))
    monkeypatch.setattr("kg.bulk.reading.Pipeline", lambda *_: pipeline)
    for document in DOCUMENTS:
        front = f"---\npublished: {document.published}\npublisher: {document.publisher}\nlanguage: en\n---\n"
        Path(f"{document.id}.md").write_text(front + document.text, encoding="utf-8")

    def call(*args: str) -> tuple[int, str, str]:
        code = 0
        try:
            main(list(args))
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capfd.readouterr()
        return code, out, err

    return call


def test_an_archive_is_linked_decided_on_read_anew_and_kept(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("build", *(f"{d.id}.md" for d in DOCUMENTS), "--link")
    assert (code, "12 articles looked at; 3 links of actors" in out) == (0, True), out
    code, out, err = run("split", SMITH, "--article", "australian", "--reason", "two men", "--by", "desk")
    assert (code, "by desk on 20" in out, "`kg link`" in err) == (0, True, True)
    run("merge", "person/sergei-lavrov", "person/sergey-lavrov", "--reason", "one man", "--date", "2024-07-01")
    text = Path("australian.md").read_text(encoding="utf-8")
    Path("australian.md").write_text(text + "\nHe met Chinese officials.", encoding="utf-8")
    code, out, _ = run("build", "australian.md", "--link")
    assert (code, "1 replaced" in out, "1 articles looked at" in out) == (0, True, True), out
    code, out, _ = run("query", "namesakes", "--format", "csv")
    assert (code, len(out.splitlines())) == (0, 1)
    code, out, _ = run("query", "decisions", "--format", "csv")
    assert len(out.splitlines()) == 3
    assert run("validate")[0] == 0
    assert run("check")[0] == 0
    before = run("export", "--format", "nquads")[1]
    assert run("backup", "copy")[0] == 0
    (tmp_path / "store").rename(tmp_path / "gone")
    assert run("restore", "copy")[0] == 0
    assert run("export", "--format", "nquads")[1] == before
    code, out, _ = run("link")
    assert (code, "12 articles looked at" in out, "(0 new, 0 gone)" in out) == (0, True, True), "the index went"
    code, out, _ = run("link")
    assert (code, "0 articles looked at" in out, "(0 new, 0 gone)" in out) == (0, True, True)
    code, out, _ = run("link", "--anew")
    assert (code, "12 articles looked at" in out, "(0 new, 0 gone)" in out) == (0, True, True)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["merge", "person/a", "person/b"], "--reason TEXT"),
        (["merge", "person/a", "person/b", "--reason", " "], "--reason TEXT"),
        (["merge", "person/a", "person/b", "--reason", "x", "--date", "1.7.2024"], "'1.7.2024'"),
        (["merge", "person/a", "person/b", "--reason", "x"], "nothing under"),
        (["split", "person/a", "--reason", "x"], "give two nodes, or one shared actor with --article"),
        (["split", "person/a", "person/b", "person/c", "--reason", "x"], "give two nodes"),
        (["merge", "person/a", "person/b", "--undo"], "nobody decided"),
        (["merge", "person/a", "person/b", "--reason", "\udcff"], "--reason is not UTF-8: '\\udcff'"),
        (["merge", "person/\udcff", "person/b", "--reason", "x"], "'person/\\udcff' is no IRI"),
        (["split", "person/a", "--article", "a", "--undo"], "with the two nodes that `kg query decisions` shows"),
        (["remove", "\udcff"], "there is no such article"),
        (["export", "--article", "\udcff"], "there is no article '\\udcff'"),
    ],
)
def test_a_bad_decision_is_told_in_a_line(run: Run, tmp_path: Path, args: list[str], words: str) -> None:
    Store(tmp_path / "store")
    code, _, err = run(*args)
    assert (code, words in err, len(err.splitlines())) == (1, True, 1), err


@pytest.mark.parametrize(
    "args",
    [
        ["link"],
        ["merge", "person/a", "person/b", "--reason", "x"],
        ["split", "person/a", "--article", "a", "--reason", "x"],
        ["remove", "a"],
    ],
)
def test_a_mistyped_store_is_told_and_not_made(run: Run, tmp_path: Path, args: list[str]) -> None:
    code, _, err = run(*args)
    assert (code, f"there is no store in {tmp_path / 'store'}" in err) == (1, True), err
    assert not list(tmp_path.glob("*store*"))


def test_who_decides_is_asked_for_where_the_process_has_no_user(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 4242")

    Store(tmp_path / "store")
    monkeypatch.setattr("getpass.getuser", nobody)
    code, _, err = run("merge", "person/a", "person/b", "--reason", "x")
    assert (code, "give who decides: --by NAME" in err) == (1, True), err


def test_an_article_that_another_reader_read_anew_is_looked_at_again(run: Run, tmp_path: Path) -> None:
    run("build", "strike.md", "own-report.md", "--link")
    article = document_iri("own-report")
    store = Store(tmp_path / "store")
    event = next(iter(store.query(f"SELECT ?e WHERE {{ GRAPH <{article}/status> {{ ?e kg:status ?s }} }}")))["e"]
    store.dataset.add(ox.Quad(event, ox.NamedNode(LABEL), ox.Literal("what an older reader made of it")))
    del event, store
    base = sqlite3.connect(tmp_path / "store.journal")
    base.execute("UPDATE article SET reader = 'older'")
    base.commit()
    base.close()
    assert "0 articles looked at" in run("link")[1], "its text is the same"
    code, out, err = run("build", "strike.md", "own-report.md", "--stale")
    assert (code, "1 replaced, 1 unchanged" in out) == (0, True), out + err
    assert "1 articles looked at" in run("link")[1]


def test_an_article_that_comes_back_is_split_as_it_was(run: Run, tmp_path: Path) -> None:
    run("build", "ugandan.md", "australian.md")
    run("split", SMITH, "--article", "australian", "--reason", "two men")
    whole = set(map(str, Store(tmp_path / "store", read_only=True).quads()))
    assert run("remove", "australian")[0] == 0
    code, out, _ = run("build", "ugandan.md", "australian.md")
    assert (code, "1 added, 0 replaced, 1 unchanged" in out) == (0, True), out
    assert set(map(str, Store(tmp_path / "store", read_only=True).quads())) == whole


def test_a_store_without_articles_has_nothing_to_link(run: Run, tmp_path: Path) -> None:
    assert link_store(store=Store(tmp_path / "store")) == 0


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def remote(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Remote]:
    start = {"oxigraph": oxigraph, "virtuoso": virtuoso}[request.param]
    with start(tmp_path_factory.mktemp(request.param)) as found:
        yield found


def test_a_server_holds_the_links_and_decisions_that_a_folder_holds(
    remote: Remote, reports: dict[str, Graph], tmp_path: Path
) -> None:
    names = ("strike", "strike-copy", "strike-elsewhere", "ugandan", "australian")
    there, here = Store(remote), filled(reports, *names)
    for name in names:
        there.replace(document_iri(name), reports[name].quads)
    for place, store in ("there", there), ("here", here):
        index = Index(tmp_path / place)
        Linker(store, index, DEFAULT_BASE).run()
        Registrar(store, DEFAULT_BASE).separate(SMITH, ["australian"], SIGNED)
        store.replace(document_iri("ugandan"), reports["ugandan"].quads)
        store.remove(document_iri("strike-copy"))
        Linker(store, index, DEFAULT_BASE).run()
        index.close()
    assert {str(q) for q in there.quads()} == {str(q) for q in here.quads()}
    assert len(there) == len(here)
    assert list(check(there)) == []
