"""The command `kg`. Each command imports what it needs when it runs, so that `kg --help` answers at once."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from kg import __version__
from kg.cli.ontology import app as ontology
from kg.errors import CommuniqueError

app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
stores = typer.Typer(no_args_is_help=True, help="What is done to a store as a whole.")
app.add_typer(ontology, name="ontology")
app.add_typer(stores, name="store")


def _version(value: bool) -> None:
    if value:
        typer.echo(f"communique {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Read news articles into a knowledge graph in which every statement has a receipt.

    Settings are environment variables: KG_STORE, KG_BASE, KG_MODEL, KG_QUERIES, KG_MAX_CHARS, KG_HOST, KG_PORT.

    Exit codes: 0 all done, 1 nothing done, 2 no such command or option, 3 a part done (the rest is told).
    """


@app.command()
def read(
    articles: Annotated[list[str], typer.Argument(help="Files, or - for standard input.", metavar="ARTICLE...")],
    form: Annotated[
        str, typer.Option("--format", "-f", help="record, turtle, trig, nquads, ntriples, rdfxml or jsonld.")
    ] = "record",
) -> None:
    """Read articles and print what they say; nothing is stored."""
    from kg.cli.reading import read_articles

    raise typer.Exit(read_articles(articles, form))


@app.command()
def explain(
    article: Annotated[str, typer.Argument(help="File of one article.", metavar="ARTICLE")],
    sentence: Annotated[int | None, typer.Option("--sentence", help="Number of the sentence, from 0.")] = None,
    at: Annotated[int | None, typer.Option("--at", help="Offset of a character in the text.")] = None,
) -> None:
    """Show why a sentence is read as it is: parse, frames, roles, status signals, attribution."""
    from kg.cli.explaining import explain_article

    raise typer.Exit(explain_article(article, sentence, at))


@app.command()
def build(
    paths: Annotated[
        list[str],
        typer.Argument(help="Files, folders or patterns of articles; - for standard input.", metavar="PATH..."),
    ],
    workers: Annotated[int, typer.Option("--workers", "-w", help="Processes that read.", min=1, max=256)] = 1,
    report: Annotated[
        str | None, typer.Option("--report", help="File that takes the errors, a line of JSON each.")
    ] = None,
    stale: Annotated[
        bool, typer.Option("--stale", help="Read anew what another version of the reader read, and tell what changed.")
    ] = False,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", help="Address of a Dask scheduler whose workers read: tcp://host:8786.")
    ] = None,
    link: Annotated[
        bool, typer.Option("--link", help="Link the articles of the store afterwards, as `kg link`.")
    ] = False,
) -> None:
    """Read articles into the store: new and changed ones; what is in it already is passed over.

    After any end, also a kill, the same command goes on where it was.
    """
    from kg.cli.building import build_store

    raise typer.Exit(build_store(paths, workers, report, stale=stale, scheduler=scheduler, link=link))


@app.command()
def link(
    anew: Annotated[bool, typer.Option("--anew", help="Look at all articles again, also those not changed.")] = False,
) -> None:
    """Find the actors, events and copied texts that several articles share, and say so with score and reasons.

    What `kg merge` and `kg split` decided comes first.
    """
    from kg.cli.linking import link_store

    raise typer.Exit(link_store(anew=anew))


_Reason = Annotated[str | None, typer.Option("--reason", help="Why, in words.")]
_By = Annotated[str | None, typer.Option("--by", help="Who decides; the name of the user without it.")]
_On = Annotated[str | None, typer.Option("--date", help="The day of the decision, as 2024-10-09; today without it.")]
_Undo = Annotated[bool, typer.Option("--undo", help="Take the decision on the two back.")]


@app.command()
def merge(
    one: Annotated[str, typer.Argument(help="IRI of an actor, event or article, or its end.", metavar="A")],
    other: Annotated[str, typer.Argument(help="Another of the same sort.", metavar="B")],
    reason: _Reason = None,
    by: _By = None,
    on: _On = None,
    undo: _Undo = False,
) -> None:
    """Decide that two nodes stand for the same; the decision stays when articles are read anew."""
    from kg.cli.linking import merge_nodes

    raise typer.Exit(merge_nodes(one, other, reason, by, on, undo=undo))


@app.command()
def split(
    nodes: Annotated[list[str], typer.Argument(help="Two nodes, or one shared actor.", metavar="A [B]")],
    article: Annotated[
        list[str] | None, typer.Option("--article", help="Id of an article where the actor is somebody else.")
    ] = None,
    reason: _Reason = None,
    by: _By = None,
    on: _On = None,
    undo: _Undo = False,
) -> None:
    """Decide that two nodes do not stand for the same, or that an actor is two persons of one name."""
    from kg.cli.linking import split_nodes

    raise typer.Exit(split_nodes(nodes, article or [], reason, by, on, undo=undo))


@app.command()
def remove(ids: Annotated[list[str], typer.Argument(help="Ids of articles.", metavar="ID...")]) -> None:
    """Take articles out of the store, with all that rests on them alone."""
    from kg.cli.storing import remove_articles

    raise typer.Exit(remove_articles(ids))


@app.command()
def query(
    question: Annotated[
        str | None,
        typer.Argument(
            help="Name of a question, a file, a SPARQL query, or - for standard input.", metavar="NAME|FILE|QUERY|-"
        ),
    ] = None,
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", help="Parameter as name=value; may be repeated.")
    ] = None,
    form: Annotated[str, typer.Option("--format", "-f", help="table, json, csv, tsv, xml or turtle.")] = "table",
    show: Annotated[bool, typer.Option("--list", help="Show the named questions by theme.")] = False,
) -> None:
    """Ask the store a question."""
    from kg.cli.asking import ask, list_queries

    raise typer.Exit(list_queries() if show or question is None else ask(question, param or [], form))


@app.command()
def export(
    form: Annotated[
        str, typer.Option("--format", "-f", help="turtle, trig, ntriples, nquads, rdfxml or jsonld.")
    ] = "turtle",
    article: Annotated[str | None, typer.Option("--article", "-a", help="Id of one article.")] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", help="File to write; standard output without it.")
    ] = None,
    gzip: Annotated[bool, typer.Option("--gzip", help="Compress the output.")] = False,
) -> None:
    """Write the graph, of everything or of one article."""
    from kg.cli.storing import export_graph

    raise typer.Exit(export_graph(form, article, output, compress=gzip))


@app.command()
def validate(
    articles: Annotated[
        list[str] | None, typer.Argument(help="Files or folders of articles, to compare texts.", metavar="ARTICLE...")
    ] = None,
) -> None:
    """Check the store: shapes, quotations, receipts, and with articles given their texts against the digests."""
    from kg.cli.validating import validate_store

    raise typer.Exit(validate_store(articles or []))


@app.command()
def backup(target: Annotated[str, typer.Argument(help="A new folder.", metavar="FOLDER")]) -> None:
    """Copy the store as it is now, also while it is written."""
    from kg.cli.caring import backup_store

    raise typer.Exit(backup_store(target))


@app.command()
def restore(source: Annotated[str, typer.Argument(help="A backup.", metavar="FOLDER")]) -> None:
    """Bring a backup back where no store is."""
    from kg.cli.caring import restore_store

    raise typer.Exit(restore_store(source))


@app.command()
def check() -> None:
    """Look at every quad of the store: damaged blocks, half articles, loads that were cut off.

    Exit codes: 0 nothing is wrong, 1 something is, 3 nothing but a load that the next run finishes.
    """
    from kg.cli.caring import check_store

    raise typer.Exit(check_store())


@stores.command()
def migrate() -> None:
    """Bring a store that an older version wrote to the format of this one."""
    from kg.cli.caring import migrate_store

    raise typer.Exit(migrate_store())


@stores.command()
def tidy() -> None:
    """Put the store's tables in order: after many loads it answers several times faster.

    `kg build` does so itself where it loaded much. Needs free disk space of the size of the store.
    """
    from kg.cli.caring import tidy_store

    raise typer.Exit(tidy_store())


@app.command()
def stats() -> None:
    """Count what the store holds."""
    from kg.cli.storing import show_stats

    raise typer.Exit(show_stats())


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on (KG_HOST, 127.0.0.1).")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on (KG_PORT, 8000).", min=0, max=65535)] = None,
) -> None:
    """Serve the store over HTTP: SPARQL, REST and downloads."""
    from kg.cli.storing import serve_store

    raise typer.Exit(serve_store(host, port))


@app.command()
def apikey() -> None:
    """Make a key for feeding articles over HTTP, and the hash of it for KG_API_KEYS."""
    from kg.cli.storing import make_key

    raise typer.Exit(make_key())


def main(args: list[str] | None = None) -> Any:
    """Run the command; errors that a user can mend are told in a line, without a traceback."""
    try:
        return app(args)
    except CommuniqueError as error:
        typer.echo(f"kg: {error}", err=True)
        sys.exit(1)
    except RuntimeError as error:
        if "Corruption" not in str(error):
            raise
        typer.echo(f"kg: the store is damaged: {str(error).splitlines()[0]}; `kg check` looks at all of it", err=True)
        sys.exit(1)
    except BrokenPipeError:  # the reader of the pipe has seen enough
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:  # a disk that is full, a folder that may not be entered
        place = error.filename or ("standard output" if error.errno else "the store, which another process may write")
        typer.echo(f"kg: {place}: {error.strerror or error}", err=True)
        sys.exit(1)
