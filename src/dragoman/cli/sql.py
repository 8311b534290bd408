"""`dragoman sql`: any question to a ledger."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli.options import as_of_option, ledger_option, opened, print_rows, rows_option


@click.command(short_help="Ask a ledger in SQL.")
@click.argument("query")
@ledger_option
@as_of_option
@rows_option
def sql(query: str, path: Path, as_of: str | None, form: str | None) -> None:
    """Ask a ledger one QUERY in DuckDB's SQL; nothing can be changed by it.

    Tables: articles, actors, mentions, events, evidence, statements, happenings, tellings, copies, superseded, issues,
    rejects, runs, judgements. "DESCRIBE events" shows columns.
    """
    with opened(path, as_of) as ledger:
        print_rows(ledger.sql(query), form)
