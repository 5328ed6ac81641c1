"""Makes the pages of the ontology: all terms by pyLODE, a diagram of each module by Graphviz, and how to model.

The service puts the frame of its other pages around them (api/ontology.py).

Run it after a change of the ontology: `.venv/bin/python docs/ontology_pages.py` (Graphviz's `dot` must be
installed). What it writes to ontology/pages is part of the repository and of the wheel, so that neither who installs
the program nor who builds it needs pyLODE or Graphviz. A test compares the digest that the page carries with that of
the ontology.
"""

from __future__ import annotations

import logging
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt
from ontology_frame import framed
from pylode import OntPub
from rdflib import OWL, RDF, RDFS, SKOS, Graph
from rdflib.term import Node, URIRef

from kg.ontology import Kind, Term, load, terms
from kg.ontology.pages import MODELLING, source_digest
from kg.ontology.words import compact
from kg.resources import MODULES, ontology_folder
from kg.vocabulary import KG, ONTOLOGY

PAGES = ontology_folder() / "pages"
GUIDE = Path(__file__).with_name("modelling.md")
PLACE = {Kind.CLASS: "box", Kind.CODE_LIST: "folder", Kind.CODE: "plaintext"}
STYLE = 'graph [rankdir=LR, nodesep=0.12, ranksep=0.7, fontname="Helvetica"]; node [fontname="Helvetica", fontsize=11,'
STYLE += ' height=0.25, margin="0.08,0.03"]; edge [fontname="Helvetica", fontsize=9, arrowsize=0.6];'


def make() -> None:
    """Write all pages anew."""
    PAGES.mkdir(exist_ok=True)
    ontology, known = load(), terms()
    modules = [name.removesuffix(".ttl") for name in MODULES]
    for module in modules:
        lines = _alignments() if module == "alignments" else _diagram(ontology, known, module)
        (PAGES / f"{module}.svg").write_text(_drawn(lines), encoding="utf-8")
    (PAGES / "index.html").write_text(_page(ontology, known, modules), encoding="utf-8")
    (PAGES / MODELLING).write_text(guide(), encoding="utf-8")


# ------------------------------------------------------------------ the page


def _page(ontology: Graph, known: list[Term], modules: list[str]) -> str:
    """pyLODE's account with an anchor for each term's name, links to the forms, and the diagrams."""
    logging.disable(logging.CRITICAL)  # pyLODE tells of its own files
    shown = Graph()
    for prefix, namespace in sorted(ontology.namespaces()):  # in one order: some namespaces have two prefixes
        shown.bind(prefix, namespace)
    shown += ontology
    # pyLODE takes the last thing with a title for the ontology, a code list too
    shown.remove((None, RDF.type, SKOS.ConceptScheme))
    page = OntPub(shown, sort_subjects=True)
    page.fids = {term.iri: term.name for term in known}
    html = page.make_html()
    # Its block for search engines names a term at random as the whole, and comes in another order each time.
    html = re.sub(r'\s*<script id="schema\.org".*?</script>', "", html, flags=re.DOTALL)
    # The page is served at the ontology's address, wherever that is.
    html = html.replace(f'href="{ONTOLOGY}/', 'href="onto/')
    return framed(html, {term.name: term for term in known}, _front(known, modules), source_digest())


def guide() -> str:
    """docs/modelling.md as markup; a piece of Turtle that must not be found is marked."""
    text = re.sub(r"\[([^\]]*)\]\([\w-]+\.md\)", r"\1", GUIDE.read_text(encoding="utf-8"))  # other pages are not served
    markdown = MarkdownIt("commonmark")
    tokens = markdown.parse(text)
    for token in tokens:
        if token.type == "fence" and token.info == "turtle not":
            token.attrJoin("class", "not")
    return str(markdown.renderer.render(tokens, markdown.options, {}))


def _front(known: list[Term], modules: list[str]) -> str:
    forms = ", ".join(f'<a href="onto?format={form}">{form}</a>' for form in ("turtle", "rdfxml", "jsonld"))
    codes = "".join(
        f'<li id="{term.name}"><a href="onto/{term.name}">{term.name}</a>: {term.definition}</li>'
        for term in known
        if term.kind in {Kind.CODE, Kind.CODE_LIST}
    )
    pictures = "".join(f'<li><a href="onto/{module}.svg">{module}</a></li>' for module in modules)
    return (
        f'<div class="section" id="forms"><h2>Forms and diagrams</h2><p>The whole ontology as {forms}. Each term has a '
        f"page of its own: the ontology's address, a slash, its name.</p><p>A diagram of each module:</p>"
        f'<ul>{pictures}</ul><p><a href="onto/modelling">How to model</a>: sentences as graphs.</p></div>'
        f'<div class="section" id="codes"><h2>Codes</h2><ul>{codes}</ul></div>'
    )


# ------------------------------------------------------------------ the diagrams


def _diagram(ontology: Graph, known: list[Term], module: str) -> Iterator[str]:
    """Classes of a module with the tree, and object properties from domain to range; other modules' classes dashed."""
    own = {term.iri: term for term in known if term.module == module}
    foreign: set[str] = set()
    for iri, term in own.items():
        if term.kind in PLACE:
            yield f'"{term.name}" [label="{term.name}", shape={PLACE[term.kind]}, URL="{term.name}"];'
        for parent in ontology.objects(URIRef(iri), RDFS.subClassOf):
            if str(parent).startswith(KG):
                yield f'"{compact(str(parent))}" -> "{term.name}" [dir=back, arrowtail=onormal];'
                foreign |= {str(parent)} - set(own)
        for definition in ontology.objects(URIRef(iri), OWL.equivalentClass):
            for part in ontology.items(ontology.value(definition, OWL.intersectionOf)):
                if isinstance(part, URIRef):
                    yield f'"{compact(part)}" -> "{term.name}" [dir=back, arrowtail=onormal, style=dashed];'
        for scheme in ontology.objects(URIRef(iri), SKOS.inScheme):
            yield f'"{compact(str(scheme))}" -> "{term.name}" [style=dotted, arrowhead=none];'
        if term.kind is Kind.OBJECT_PROPERTY:
            for domain in _members(ontology, ontology.value(URIRef(iri), RDFS.domain)):
                for range_ in _members(ontology, ontology.value(URIRef(iri), RDFS.range)):
                    yield f'"{compact(domain)}" -> "{compact(range_)}" [label="{term.name}", color="#3567a8"];'
                    foreign |= {domain, range_} - set(own)
    for iri in sorted(foreign):
        yield f'"{compact(iri)}" [shape=box, style=dashed, URL="{compact(iri)}"];'


def _members(ontology: Graph, node: Node | None) -> list[str]:
    if node is None:
        return []
    union = ontology.value(node, OWL.unionOf)
    return sorted(str(member) for member in ([node] if union is None else ontology.items(union)))


def _alignments() -> Iterator[str]:
    """Our terms with those of others: solid where one is a kind of the other, dotted where they are only near."""
    graph = Graph().parse(ontology_folder() / "alignments.ttl", format="turtle")
    for subject, predicate, object_ in sorted(graph):
        if isinstance(subject, URIRef) and subject.startswith(KG) and isinstance(object_, URIRef):
            style = "solid" if predicate in {RDFS.subClassOf, RDFS.subPropertyOf} else "dotted"
            name = graph.namespace_manager.qname(object_)
            yield f'"{compact(subject)}" [shape=box]; "{name}" [shape=plaintext, URL="{object_}"];'
            yield f'"{compact(subject)}" -> "{name}" [style={style}, label="{compact(str(predicate)).split(":")[-1]}"];'


def _drawn(lines: Iterator[str]) -> str:
    """SVG by Graphviz, without its document type, which names another host, and without its comments."""
    source = "digraph {" + STYLE + "\n".join(dict.fromkeys(lines)) + "}"
    done = subprocess.run(["dot", "-Tsvg"], input=source, capture_output=True, text=True, check=True)
    return re.sub(r"<!--.*?-->\n?|<!DOCTYPE.*?>\n", "", done.stdout, flags=re.DOTALL)


if __name__ == "__main__":
    make()
    print("\n".join(str(path.relative_to(Path.cwd())) for path in sorted(PAGES.iterdir())))
