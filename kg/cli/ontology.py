"""`kg ontology`: its versions, its pitfalls, and what follows from a graph by it."""

from __future__ import annotations

import sys
from itertools import groupby
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="The ontology: what changed between versions, checks, inference.")


@app.command()
def diff(
    old: Annotated[str, typer.Argument(help="A version, a Turtle file or a folder of them.", metavar="A")],
    new: Annotated[str, typer.Argument(help="Another; the one at hand by default.", metavar="B")] = "current",
) -> None:
    """Tell in words what changed from one version of the ontology to another."""
    from kg.ontology.versions import differences, load_version

    found = differences(load_version(old), load_version(new))
    for change, some in groupby(found, key=lambda one: one.change):
        typer.echo(f"{change.value.capitalize()}:")
        for one in some:
            typer.echo(f"  {one}" + ("  (breaking)" if one.breaking else ""))
    if not found:
        typer.echo("no term differs")


@app.command()
def check() -> None:
    """Look for known pitfalls of ontologies; each finding names the term."""
    from kg.ontology import pitfalls, terms

    found = pitfalls()
    for one in found:
        typer.echo(str(one))
    if found:
        raise typer.Exit(1)
    typer.echo(f"{len(terms())} terms: no pitfall")


@app.command()
def infer(
    article: Annotated[str | None, typer.Option("--article", "-a", help="Id of one article.")] = None,
) -> None:
    """Write what follows from the store by the rules (states involved, contacts, all classes) as Turtle."""
    import io

    import rdflib

    from kg.cli.common import settings
    from kg.cli.opening import store_to_read
    from kg.errors import InputError
    from kg.ontology import infer as inferred
    from kg.store import dump_format
    from kg.vocabulary import KG

    store = store_to_read(settings().store)
    iri = None if article is None else store.article_iri(article)
    if article is not None and iri is None:
        raise InputError(f"there is no article {article!r} in the store; `kg stats` counts what there is")
    buffer = io.BytesIO()
    store.dump(dump_format("ntriples"), buffer, iri)
    graph = rdflib.Graph().parse(data=buffer.getvalue(), format="nt")
    graph.bind("kg", KG)
    sys.stdout.write(inferred(graph).serialize(format="turtle"))
