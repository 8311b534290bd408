"""`dragoman network`: who acts with and against whom."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli.options import as_of_option, ledger_option, print_rows, rows_option


@click.command(short_help="Who acts with and against whom, of one nation or all.")
@click.argument("code", required=False)
@ledger_option
@click.option("--since", metavar="DATE", help="From a day, month or year on.")
@click.option("--until", metavar="DATE", help="Up to a day, month or year.")
@click.option("--limit", default=40, type=click.IntRange(min=1), help="How many pairs (40).")
@click.option("--chart", type=click.Path(path_type=Path), metavar="FILE", help="Draw it: .svg, .png, .html, .json.")
@as_of_option
@rows_option
def network(
    code: str | None, path: Path, since: str | None, until: str | None, limit: int, chart: Path | None,
    as_of: str | None, form: str | None,
) -> None:  # fmt: skip
    """Show the pairs with most acts between them, of the nation CODE or of all, and their mean Goldstein weight."""
    import pyarrow as pa

    from dragoman.relations.book import Ledger

    with Ledger(path, as_of=as_of) as ledger:
        found = ledger.network(code, since=since, until=until, limit=limit)
    if chart is not None:
        from dragoman.views.charts import network_chart, save

        save(network_chart(found), chart)
        click.echo(f"{chart}: {len(found)} pairs")
        return
    names = ("one", "other", "acts", "cooperation", "conflict")
    columns = {name: [getattr(each, name) for each in found] for name in names}
    print_rows(pa.table({**columns, "goldstein": [round(each.goldstein, 2) for each in found]}), form)
