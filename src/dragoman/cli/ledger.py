"""`dragoman ledger`: what is in a ledger, its history, and its upkeep."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import click

from dragoman.cli.options import as_of_option, counted, opened, print_rows, rows_option, wait_option, written
from dragoman.cli.progress import watched

path_argument = click.argument("path", type=click.Path(path_type=Path))
_COUNTS = """SELECT (SELECT count(*) FROM articles) AS articles, (SELECT min(published) FROM articles) AS first,
    (SELECT max(published) FROM articles) AS last, (SELECT count(*) FROM events) AS events,
    (SELECT count(*) FROM statements) AS statements, (SELECT count(*) FROM happenings) AS happenings,
    (SELECT count(*) FROM copies) AS copies, (SELECT count(*) FROM superseded) AS superseded,
    (SELECT count(*) FROM rejects) AS rejects, (SELECT count(*) FROM judgements) AS judgements,
    (SELECT count(*) FROM runs) AS runs"""
_RUNS = """SELECT strftime(started, '%Y-%m-%d %H:%M:%S') AS started, strftime(finished, '%H:%M:%S') AS finished,
    articles, known, events, statements, rejects, recoded, command FROM runs ORDER BY runs.started"""
_SHOWN = 50


@click.group(short_help="A ledger's contents, history and upkeep.")
def ledger() -> None:
    """A ledger: years of records in one folder."""


@ledger.command(short_help="Make an empty ledger, with its catalog elsewhere.")
@path_argument
@click.option("--catalog", metavar="WHERE", help='Postgres instead of SQLite: "postgres:dbname=news host=db".')
@click.option("--data", metavar="WHERE", help="Where the Parquet files go: an empty folder, or s3://bucket/path.")
@wait_option
def init(path: Path, catalog: str | None, data: str | None, wait: float) -> None:
    """Make an empty ledger in the folder PATH. Only needed where catalog or data lie elsewhere than in it."""
    with written(path, wait, catalog=catalog, data=data):
        click.echo(f"{path}: a ledger, empty")


@ledger.command(short_help="How much is in it.")
@path_argument
@as_of_option
@rows_option
def info(path: Path, as_of: str | None, form: str | None) -> None:
    """Show how much is in the ledger."""
    with opened(path, as_of) as lake:
        print_rows(lake.sql(_COUNTS), form)


@ledger.command(short_help="Its runs, and the snapshots one can go back to.")
@path_argument
@click.option("--snapshots", is_flag=True, help="Every snapshot, with its number for --as-of.")
@rows_option
def log(path: Path, snapshots: bool, form: str | None) -> None:
    """Show the runs that wrote to the ledger: what each added, met again and could not read."""
    with opened(path) as lake:
        print_rows(lake.snapshots() if snapshots else lake.sql(_RUNS), form)


@ledger.command(short_help="Check that it is whole.")
@path_argument
@as_of_option
def verify(path: Path, as_of: str | None) -> None:
    """Check ids against content, spans against texts, references and counts; name what is wrong.

    Exit code 1 where something is.
    """
    from dragoman.ledger.verify import verify as faults

    with opened(path, as_of) as lake:
        found = list(islice(watched(faults(lake), "checking"), _SHOWN + 1))
        counts = lake.rows("SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM events)")[0]
    for fault in found[:_SHOWN]:
        click.echo(f"{fault.check}: {fault.where}: {fault.what}")
    if len(found) > _SHOWN:
        click.echo("… and more")
    if found:
        raise click.exceptions.Exit(1)
    click.echo(f"{path}: whole ({counted(counts[0], 'article')}, {counted(counts[1], 'event')})")


@ledger.command(short_help="Make its files few and large.")
@path_argument
@click.option("--at-once", is_flag=True, help="Also free what open readers may still need.")
@wait_option
def tidy(path: Path, at_once: bool, wait: float) -> None:
    """Merge small files, and remove those that nothing needs and that killed runs left. History is kept."""
    from dragoman.ledger.place import find
    from dragoman.ledger.tidy import tidy as tidied

    find(path)
    with written(path, wait) as writer:
        done = tidied(writer, at_once=at_once)
    click.echo(
        f"{counted(done.flushed, 'row')} moved to Parquet, {counted(done.merged, 'file')} merged, "
        f"{counted(done.removed + done.orphans, 'file')} removed"
    )


@ledger.command(short_help="Find copies and happenings anew.")
@path_argument
@wait_option
def relate(path: Path, wait: float) -> None:
    """Find which articles are copies of one text and which events tell one happening, where that is still to be done.

    Each `dragoman read --ledger` does so at its end.
    """
    from dragoman.codebook import Codebook
    from dragoman.ledger.happenings.step import relate as related
    from dragoman.ledger.place import find

    find(path)
    with written(path, wait) as writer:
        done = related(writer, Codebook())
    click.echo(f"{counted(done.happenings, 'happening')} new or changed, {counted(done.copies, 'copy')}")
