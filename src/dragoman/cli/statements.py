"""`dragoman statements`: who said what, in a ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dragoman.cli import chosen_format
from dragoman.cli.options import as_of_option, ledger_option, limit_option, opened, print_rows, rows_option


@click.command(short_help="Statements of a ledger: by a speaker, about a country.")
@ledger_option
@click.option("--speaker", metavar="WHO", help="A nation (FRA), or words of the speaker's name.")
@click.option("--about", metavar="CODE", help="A nation that it is about.")
@click.option("--contains", metavar="WORDS", help="Words in it.")
@click.option("--kind", type=click.Choice(("direct", "indirect", "mixed")))
@click.option("--since", metavar="DATE", help="Published from a day, month or year on.")
@click.option("--until", metavar="DATE", help="Published up to a day, month or year.")
@click.option("--article", metavar="ID", help="Of one article.")
@click.option("--superseded", is_flag=True, default=None, help="Also of earlier versions of a page.")
@as_of_option
@limit_option
@rows_option
def statements(path: Path, as_of: str | None, limit: int | None, form: str | None, **wanted: Any) -> None:
    """Show the statements of a ledger in order of publication. All conditions must hold."""
    asked = {name: value for name, value in wanted.items() if value is not None}
    with opened(path, as_of) as ledger:
        found = ledger.statements(limit=limit, **asked)
        if chosen_format(form) == "table":
            from dragoman.cli.show_events import print_statements

            print_statements(found)
        else:
            print_rows(found, form)
