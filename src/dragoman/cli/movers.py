"""`dragoman movers`: the pairs that changed most of late."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from dragoman.cli.options import as_of_option, ledger_option, print_rows, rows_option


@click.command(short_help="The pairs whose last weeks differ most from their past.")
@ledger_option
@click.option("--weeks", default=4, type=click.IntRange(min=1), help="How many weeks are the last ones (4).")
@click.option("--until", metavar="DATE", help="The last day of them (the ledger's last).")
@click.option("--limit", default=20, type=click.IntRange(min=1), help="How many pairs (20).")
@as_of_option
@rows_option
def movers(path: Path, weeks: int, until: str | None, limit: int, as_of: str | None, form: str | None) -> None:
    """Show the pairs whose mean Goldstein weight in the last weeks differs most from that of three years before.

    strength: how many standard errors the two are apart; below zero for the worse.
    """
    import pyarrow as pa

    from dragoman.ledger.query import first_day
    from dragoman.relations.book import Ledger

    day: date | None = first_day(until) if until else None
    with Ledger(path, as_of=as_of) as ledger:
        found = ledger.movers(weeks=weeks, until=day, limit=limit)
    names = ("one", "other", "before", "now", "strength", "acts", "usual")
    columns = {name: [round(v, 2) if isinstance(v := getattr(e, name), float) else v for e in found] for name in names}
    print_rows(pa.table(columns), form)
