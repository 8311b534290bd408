"""`dragoman export`: a ledger's events in the formats that others read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dragoman.cli.options import as_of_option, counted, ledger_option, opened
from dragoman.cli.progress import watched

FORMATS = ("gdelt", "gdelt-mentions", "icews", "polecat", "petrarch", "phoenix", "csv", "parquet", "jsonl")


@click.command(short_help="Events of a ledger as GDELT, ICEWS, POLECAT, CSV, ...")
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMATS))
@ledger_option
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="FILE", help="The file to write.")
@click.option("--between", nargs=2, metavar="A B", help="Only between two nations.")
@click.option("--type", metavar="TYPE", help="Only of a PLOVER type.")
@click.option("--status", metavar="STATUS", help="Only of a status.")
@click.option("--since", metavar="DATE", help="From a day, month or year on.")
@click.option("--until", metavar="DATE", help="Up to a day, month or year.")
@click.option("--min-sources", type=int, metavar="N", help="Told by so many independent sources.")
@click.option("--origin", metavar="NAME", help="Only what we coded (dragoman), or one imported data set.")
@as_of_option
def export(form: str, path: Path, out: Path, as_of: str | None, **wanted: Any) -> None:
    """Write the events of a ledger to FILE.

    FORMAT: gdelt, gdelt-mentions, icews, polecat, petrarch (PETRARCH2), phoenix, csv, parquet; or jsonl: whole records,
    one article a line, which `dragoman import jsonl` reads back.
    """
    from dragoman.codebook import Codebook
    from dragoman.ledger.exchange import write
    from dragoman.ledger.exchange.jsonl import write_records
    from dragoman.ledger.row import OWN

    asked = {name: value for name, value in wanted.items() if value is not None}
    with opened(path, as_of) as ledger:
        if form == "jsonl":
            if asked:
                raise click.UsageError("jsonl holds whole articles; leave the conditions out")
            done = write_records(watched(ledger.records(), "writing"), out)
            click.echo(f"{counted(done, 'article')} in {out}")
            ((imported,),) = ledger.rows("SELECT count(*) FROM events WHERE origin <> ?", [OWN])
            if imported:
                click.echo(f"left out: {counted(imported, 'event')} of other data sets, which csv and parquet hold")
            return
        written = write(form, watched(ledger.event_rows(**asked), "writing"), out, Codebook())
    click.echo(f"{counted(written.rows, 'row')} in {out}")
    for reason, count in written.skipped.items():
        click.echo(f"left out: {counted(count, 'event')}, {reason}")
