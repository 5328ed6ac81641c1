"""A plain page for whatever stands under an IRI; it loads nothing and runs nothing."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import quote, urlsplit

from api.rest.asking import iri, rows
from api.rest.reading import Refusal
from kg import vocabulary as v
from kg.store import Store, description, referring

_MOST = 100  # nodes that refer to it
_STYLE = """body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}
table{border-collapse:collapse;width:100%}td,th{border-top:1px solid #ddd;padding:.35rem .6rem .35rem 0;
text-align:left;vertical-align:top;overflow-wrap:anywhere}th{width:14rem;font-weight:600}h1{font-size:1.4rem}
code{font-size:.85em;color:#555;overflow-wrap:anywhere}"""


def read_html(store: Store, node: str, base: str) -> bytes | Refusal:
    """The page of a node: what is said of it, and what refers to it. Refusal 404 where there is nothing.

    Raises QueryError for what is no IRI.
    """
    if not description(store, [node]):
        return Refusal(404, f"there is nothing under the IRI {node}")
    said = rows(
        store,
        f"""SELECT ?p ?o (ISIRI(?o) AS ?link) (MIN(?n) AS ?name) WHERE {{ {iri(node)} ?p ?o
        OPTIONAL {{ ?o rdfs:label|kg:exact|dct:title ?n }} }} GROUP BY ?p ?o ORDER BY ?p ?o""",
    )
    held = rows(store, f"SELECT ?s ?p ?o WHERE {{ GRAPH {iri(node)} {{ ?s ?p ?o }} }} ORDER BY ?s ?p ?o LIMIT {_MOST}")
    title = next((r["o"] for r in said if r["p"] in {v.LABEL, v.TITLE, "exact"}), node.removeprefix(base))
    parts = [f"<h1>{escape(title)}</h1><p><code>{escape(node)}</code></p>", _formats(node, base)]
    parts.append(_table((short(r["p"]), _cell(r, base)) for r in said))
    if held:
        parts.append("<h2>Stated in this sentence</h2>")
        lines = (f"{link(r['s'], base)} {escape(short(r['p']))} {_object(r['o'], base)}" for r in held)
        parts.append("<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>")
    back = referring(store, node, _MOST)
    if back:
        parts.append("<h2>Refers to it</h2>")
        parts.append(_table((short(predicate), link(subject, base)) for subject, predicate in back))
    return _document(title, "".join(parts))


def short(term: str) -> str:
    """A property for people: its prefix and name."""
    for name, start in v.PREFIXES.items():
        if term.startswith(start):
            return f"{name}:{term[len(start) :]}"
    return term if "://" in term else f"kg:{term}"


def link(node: str, base: str, text: str | None = None) -> str:
    """A link to a node: to its page here if it stands under the base, else to its own address if it is one."""
    shown = escape(text or node.removeprefix(base))
    if node.startswith(base):
        return f'<a href="/id/{quote(node.removeprefix(base))}">{shown}</a>'
    if urlsplit(node).scheme in {"http", "https"}:
        return f'<a href="{escape(node, quote=True)}" rel="nofollow noopener">{shown}</a>'
    return shown


def _cell(row: dict[str, str], base: str) -> str:
    if row["link"] == "true":
        return link(row["o"], base, row.get("name")) if "://" in row["o"] else escape(row["o"])
    return escape(row["o"])


def _object(value: str, base: str) -> str:
    return link(value, base) if value.startswith(base) else escape(value)


def _formats(node: str, base: str) -> str:
    if not node.startswith(base):
        return ""
    path = escape("/id/" + quote(node.removeprefix(base)), quote=True)
    return f'<p><a href="{path}.ttl">Turtle</a> · <a href="{path}.jsonld">JSON-LD</a></p>'


def _table(lines: Iterable[tuple[str, str]]) -> str:
    body = "".join(f"<tr><th>{escape(name)}</th><td>{cell}</td></tr>" for name, cell in lines)
    return f"<table>{body}</table>"


def _document(title: str, body: str) -> bytes:
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>'.encode()
