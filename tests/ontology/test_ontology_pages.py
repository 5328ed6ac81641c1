"""The ontology as it is served, and the pages that were made of it beforehand."""

from __future__ import annotations

import gc
import re
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import pytest
from fastapi.testclient import TestClient
from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.compare import isomorphic

from api import create_app
from kg.ontology import Kind, load, terms
from kg.ontology.pages import page, source_digest
from kg.ontology.versions import current_version, kept_versions
from kg.resources import MODULES
from kg.settings import Settings
from kg.store import Store
from kg.vocabulary import KG, ONTOLOGY

ROOT = Path(__file__).resolve().parent.parent.parent
STALE = "run .venv/bin/python docs/ontology_pages.py: the ontology or its guide has changed since the pages were made"
TERMS = {term.name: term for term in terms()}
PARSERS = {
    "text/turtle": "turtle",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
    "application/n-triples": "nt",
}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8"


@pytest.fixture(scope="module")
def client(first_store: Store) -> TestClient:
    # rows of the engine that earlier tests left in cycles may only go in this thread, not in that of the client
    gc.collect()
    # without a context: the ontology needs no worker
    return TestClient(create_app(Settings(), first_store))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own, in its parser of JSON-LD
@pytest.mark.parametrize("accept", PARSERS)
def test_the_whole_is_served_in_each_form(client: TestClient, accept: str) -> None:
    answer = client.get("/onto", headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == accept
    assert "Accept" in answer.headers["vary"]
    assert isomorphic(Graph().parse(data=answer.content, format=PARSERS[accept]), load())


def test_a_browser_gets_the_page_of_all_terms(client: TestClient) -> None:
    answer = client.get("/onto", headers={"Accept": BROWSER})
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "A consultation by telephone." in answer.text


@pytest.mark.parametrize("name", TERMS)
def test_every_term_has_a_page_and_a_graph(client: TestClient, name: str) -> None:
    html = client.get(f"/onto/{name}", headers={"Accept": BROWSER})
    assert html.status_code == 200
    found = TERMS[name]
    assert f"kg:{name}" in html.text
    assert found.kind.value in html.text
    turtle = client.get(f"/onto/{name}", headers={"Accept": "text/turtle"})
    graph = Graph().parse(data=turtle.content, format="turtle")
    assert str(graph.value(URIRef(found.iri), RDFS.label)) == found.label
    # its own triples and the class expressions in them, nothing of its neighbours
    assert {s for s in graph.subjects() if isinstance(s, URIRef)} == {URIRef(found.iri)}


def test_a_page_tells_axioms_in_words_and_links_what_lies_around(client: TestClient) -> None:
    html = client.get("/onto/Claim").text
    assert "is a kind of what has exactly 1 holder" in html
    assert '<a href="denies">denies</a>' in html
    assert '<a href="PhoneCall">PhoneCall</a>' in client.get("/onto/Consultation").text
    assert '<a href="affirms">affirms</a>' in client.get("/onto/Polarity").text


def test_no_link_of_a_page_leads_nowhere(client: TestClient) -> None:
    pages = ("/onto", "/onto/modelling", "/onto/Claim", "/onto/Event", "/onto/phase", "/onto/PhaseScheme")
    led = {href for path in pages for href in _links(client, path)}
    assert len(led) > 200
    own = {href for href in led if href.startswith(("/onto", "/static"))}  # other pages ask the store
    assert [href for href in own if client.get(href).status_code != 200] == []


def _links(client: TestClient, path: str) -> set[str]:
    """Where the links of a page lead on this host, without what stands behind "#"."""
    found = re.findall(r'href="([^"#]+)', client.get(path, headers={"Accept": BROWSER}).text)
    return {urljoin(path, unescape(href)) for href in found if ":" not in href}


@pytest.mark.parametrize("path", ["/onto", "/onto/Claim", "/onto/holder", "/onto/affirms", "/onto/modelling"])
def test_the_pages_have_the_frame_and_the_policy_of_the_others(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"Accept": BROWSER})
    assert answer.text.count("<h1") == 1
    assert {"/static/workbench.css", "/static/onto.css", "/network", "/onto/modelling"} <= _links(client, path)
    assert re.search(r'<meta name="viewport" content="width=device-width', answer.text)
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert not re.search(r"<style|\bstyle=|<script", answer.text)
    assert client.get(path, headers={"Accept": BROWSER, "If-None-Match": answer.headers["etag"]}).status_code == 304


@pytest.mark.parametrize("name", [name.removesuffix(".ttl") for name in MODULES])
def test_modules_and_their_diagrams_are_served(client: TestClient, name: str) -> None:
    answer = client.get(f"/onto/{name}", headers={"Accept": BROWSER})
    graph = Graph().parse(data=answer.content, format="turtle")
    assert (URIRef(f"{ONTOLOGY}/{name}"), RDF.type, OWL.Ontology) in graph
    diagram = client.get(f"/onto/{name}.svg")
    assert diagram.headers["content-type"] == "image/svg+xml"
    assert diagram.text.lstrip().startswith("<?xml")


@pytest.mark.parametrize("version", [*kept_versions(), current_version()])
def test_versions_are_served_at_their_version_iri(client: TestClient, version: str) -> None:
    answer = client.get(f"/onto/{version}", headers={"Accept": "text/turtle"})
    graph = Graph().parse(data=answer.content, format="turtle")
    assert str(graph.value(URIRef(ONTOLOGY), OWL.versionIRI)) == f"{ONTOLOGY}/{version}"


def test_no_term_has_the_name_of_a_module(client: TestClient) -> None:
    assert {found.name for found in terms()} & {name.removesuffix(".ttl") for name in MODULES} == set()


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        ("/onto/NoSuchTerm", BROWSER, 404),
        ("/onto/nothing.svg", BROWSER, 404),
        ("/onto/../pyproject.toml", BROWSER, 404),
        ("/onto/..%2f..%2fpyproject.toml", BROWSER, 404),
        ("/onto", "image/png", 406),
        ("/onto/Claim", "image/png", 406),
        ("/onto?format=docx", BROWSER, 400),
    ],
)
def test_what_is_not_there_is_told(client: TestClient, path: str, accept: str, status: int) -> None:
    answer = client.get(path, headers={"Accept": accept})
    assert answer.status_code == status
    wanted = "text/html" if accept == BROWSER else "application/problem+json"  # browsers get errors as pages
    assert answer.headers["content-type"].startswith(wanted)


def test_the_format_may_be_asked_for_in_the_address(client: TestClient) -> None:
    answer = client.get("/onto/PhoneCall?format=jsonld", headers={"Accept": BROWSER})
    assert answer.headers["content-type"] == "application/ld+json"


# ------------------------------------------------------------------ the pages that are made beforehand


def _made() -> str:
    html = page()
    assert html is not None
    return html.decode("utf-8")


def test_the_page_is_that_of_the_ontology_as_it_is() -> None:
    assert f'data-ontology-digest="{source_digest()}"' in _made(), STALE


def test_every_term_has_an_anchor_on_the_page_so_that_its_iri_leads_there() -> None:
    anchors = set(re.findall(r'id="([^"]+)"', _made()))
    assert sorted({found.iri.removeprefix(KG) for found in terms()} - anchors) == []
    assert set(re.findall(r'href="#([^"]+)"', _made())) <= anchors


def test_the_page_loads_nothing_from_anywhere() -> None:
    html = _made()
    assert re.findall(r'<(?:script|img|iframe|object|embed)\b[^>]*src="(?!data:)', html) == []
    assert re.findall(r'<link\b[^>]*href="(?!data:)', html) == []
    assert "<script" not in html
    assert "@import" not in html


@pytest.mark.parametrize("module", [name.removesuffix(".ttl") for name in MODULES if name != "alignments.ttl"])
def test_the_diagram_of_a_module_shows_its_classes_and_object_properties(module: str) -> None:
    picture = page(f"{module}.svg")
    assert picture is not None
    shown = set(re.findall(r">([A-Za-z]+)</text>", picture.decode("utf-8")))
    drawn = {Kind.CLASS, Kind.OBJECT_PROPERTY, Kind.CODE, Kind.CODE_LIST}
    assert sorted({t.name for t in terms() if t.module == module and t.kind in drawn} - shown) == [], STALE


def test_how_to_model_is_served_as_it_is_written(client: TestClient) -> None:
    answer = client.get("/onto/modelling")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    shown = unescape(answer.text)
    written = (ROOT / "docs" / "modelling.md").read_text(encoding="utf-8")
    pieces = re.findall(r"^```turtle[^\n]*\n(.*?)^```$|^> (.*?)$|^## (.*?)$", written, flags=re.MULTILINE | re.DOTALL)
    assert len(pieces) > 30
    assert [piece for piece in map("".join, pieces) if piece not in shown] == [], STALE
