"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.cli import chosen_format

if TYPE_CHECKING:
    import pyarrow as pa

    from dragoman.coder import Coder
    from dragoman.ledger import Ledger, Writer
    from dragoman.ledger.write import Counts
    from dragoman.scale.workers import Workers


ledger_option = click.option(
    "--ledger", "path", required=True, envvar="DRAGOMAN_LEDGER", metavar="PATH", type=click.Path(path_type=Path),
    help="The ledger's folder (or the environment variable DRAGOMAN_LEDGER).",
)  # fmt: skip
as_of_option = click.option(
    "--as-of", metavar="DATE|SNAPSHOT", help="As the ledger was then: a date (its end), a moment in UTC, a snapshot."
)
wait_option = click.option(
    "--wait", default=60.0, metavar="SECONDS", help="How long to wait for another writer (60); 0: not at all."
)
codebook_option = click.option(
    "--codebook", "folders", multiple=True, metavar="DIR", help="A folder to lay over our codebook."
)
workers_option = click.option(
    "--workers", default=1, type=click.IntRange(min=1), metavar="N", help="Processes that code at once; one a core."
)
limit_option = click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
rows_option = click.option(
    "--format", "form", type=click.Choice(("table", "json", "jsonl", "csv")), help="Default: JSON into a pipe."
)


def opened(path: Path, as_of: str | None = None) -> Ledger:
    """The ledger to read from."""
    from dragoman.ledger import Ledger

    return Ledger(path, as_of=as_of)


@contextmanager
def crew(workers: int, folders: tuple[str, ...]) -> Iterator[Coder | Workers]:
    """Who codes: this process, or as many as are asked for."""
    if workers == 1:
        from dragoman.coder import Coder

        yield Coder(folders)
        return
    from dragoman.scale.workers import Workers

    with Workers(workers, folders) as several:
        yield several


@contextmanager
def written(path: Path, wait: float, **options: Any) -> Iterator[Writer]:
    """The ledger to write to; says on the standard error whom it waits for."""
    from dragoman.ledger import open_writer

    with open_writer(path, wait=wait, on_wait=lambda words: click.echo(f"dragoman: {words}", err=True), **options) as w:
        yield w


def print_rows(table: pa.Table, form: str | None) -> None:
    """Print any table in the format asked for; where none is, a table on a terminal and JSON into a pipe."""
    from dragoman.cli.grid import print_csv, print_grid, print_json

    chosen = chosen_format(form)
    if chosen == "table":
        print_grid(table)
    elif chosen == "csv":
        print_csv(table)
    else:
        print_json(table, lines=chosen == "jsonl")


def added(counts: Counts) -> str:
    """What a run added to a ledger, in words."""
    told = f"{counted(counts.articles, 'article')} added ({counted(counts.events, 'event')}, "
    return f"{told}{counted(counts.statements, 'statement')}); {counts.known:,} there already"


def counted(number: int, name: str) -> str:
    """ "1 event", "2 events" """
    return f"{number:,} {name}{'' if number == 1 else 's'}"
