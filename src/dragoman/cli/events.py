"""`dragoman events`: which events a ledger holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dragoman.cli import chosen_format
from dragoman.cli.options import as_of_option, ledger_option, limit_option, opened, print_rows, rows_option


@click.command(short_help="Events of a ledger: of a pair, a type, a time.")
@ledger_option
@click.option("--between", nargs=2, metavar="A B", help="Two nations, either way round: FRA IRQ, UN SYR.")
@click.option("--source", metavar="CODE", help="Who does it: ISO alpha-3, or a body's code.")
@click.option("--recipient", metavar="CODE", help="To whom.")
@click.option("--type", metavar="TYPE", help="A PLOVER type: ASSAULT.")
@click.option(
    "--quad", type=click.IntRange(1, 4), help="1 verbal, 2 material cooperation; 3 verbal, 4 material conflict."
)
@click.option("--status", type=click.Choice(("actual", "intended", "hypothetical", "denied")))
@click.option("--since", metavar="DATE", help="From a day, month or year on.")
@click.option("--until", metavar="DATE", help="Up to a day, month or year.")
@click.option("--min-sources", type=int, metavar="N", help="Told by so many independent sources.")
@click.option("--min-confidence", type=float, metavar="P", help="Coded with such confidence, 0 to 1.")
@click.option("--origin", metavar="NAME", help="dragoman, or an imported data set: icews, gdelt, polecat.")
@click.option("--article", metavar="ID", help="Of one article.")
@click.option("--happening", metavar="ID", help="That tell one happening.")
@click.option("--superseded", is_flag=True, default=None, help="Also of earlier versions of a page.")
@as_of_option
@limit_option
@rows_option
def events(path: Path, as_of: str | None, limit: int | None, form: str | None, **wanted: Any) -> None:
    """Show the events of a ledger in order of time. All conditions must hold.

    An event without a date of its own counts, for --since and --until, as of its article's publication.
    """
    asked = {name: value for name, value in wanted.items() if value is not None}
    with opened(path, as_of) as ledger:
        found = ledger.events(limit=limit, **asked)
        if chosen_format(form) == "table":
            from dragoman.cli.show_events import print_events

            print_events(found)
        else:
            print_rows(found, form)
