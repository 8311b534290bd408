"""`dragoman read`: reports in, records out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from dragoman.cli import Failed, chosen_format
from dragoman.cli.options import codebook_option, crew, wait_option, workers_option
from dragoman.cli.progress import watched

if TYPE_CHECKING:
    from dragoman.coder import Coder
    from dragoman.draft import Source
    from dragoman.read.meter import Meter
    from dragoman.read.sources import Rejected
    from dragoman.record import Record

T = TypeVar("T")
FORMATS = ("table", "json", "jsonl", "csv", "steps")


@click.command(short_help="Read reports: who did what to whom, who said what.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--date", "published", metavar="DATE", help="Publication date (2020-08-27) of reports that tell none.")
@click.option(
    "--columns", metavar="FIELD=COLUMN,...", help="Where CSV, Parquet and JSONL have what, as text=body,published=date."
)
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: a table on a terminal, JSON into a pipe.")
@codebook_option
@click.option(
    "--ledger",
    "ledger",
    envvar="DRAGOMAN_LEDGER",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Keep the records in this ledger; a new one is made.",
)
@click.option("--keep-text/--no-keep-text", default=True, help="Keep the texts in the ledger, for recoding.")
@workers_option
@wait_option
def read(
    paths: tuple[str, ...], published: str | None, columns: str | None, form: str | None, folders: tuple[str, ...],
    ledger: Path | None, keep_text: bool, workers: int, wait: float,
) -> None:  # fmt: skip
    """Read reports and print their records, or keep them in a ledger.

    PATH is a file (text, HTML, JSONL, CSV, TSV, Parquet, WARC or PDF; .gz or .zst of most), a folder, or - for the
    standard input. Several reports in JSON are one object a line. An input that cannot be read does not stop the
    others: it is named at the end with the reason. Exit code 2 where nothing could be read. --format steps shows what
    each step of the coder made of a report.

    With --ledger, an article that is there already is not coded again, and what cannot be read is kept with its
    reason; run it again after an interruption and it goes on. Records are printed too where --format is given.
    """
    from dragoman.coder import Coder
    from dragoman.read.columns import columns_of
    from dragoman.read.sources import Rejected, meter_of, sources

    meter = meter_of(paths)
    found = sources(paths, published=published, stdin=sys.stdin.buffer, columns=columns_of(columns), meter=meter)
    if form == "steps":
        show_steps(Coder(folders), found)
        return
    with crew(workers, folders) as coder:
        if ledger is not None:
            from dragoman.cli.keep import keep

            keep(found, coder, ledger, writer(form) if form else None, meter=meter, keep_text=keep_text, wait=wait)
            return
        write = writer(chosen_format(form))
        rejected: list[str] = []
        done = 0
        for result in from_the_second(coder.code_many(found), meter):
            if isinstance(result, Rejected):
                rejected.append(f"{result.source_id}: {result.reason}")
            else:
                write(result)
                done += 1
        report(rejected, done, paths)


def show_steps(coder: Coder, found: Iterable[Source | Rejected]) -> None:
    """Print the layers of each report. Raises InputError for the first that cannot be read."""
    from dragoman.cli.layers import layers
    from dragoman.draft import Source

    for source in found:
        if not isinstance(source, Source):
            raise Failed(f"{source.source_id}: {source.reason}")
        for step, lines in layers(coder.draft(source)).items():
            click.secho(step, bold=True)
            click.echo("".join(f"  {line}\n" for line in lines))


def report(rejected: list[str], done: int, paths: tuple[str, ...]) -> None:
    """Name what could not be read. Raises Failed where nothing could."""
    if not done:
        raise Failed("\ndragoman: ".join(rejected) or f"nothing to read in {', '.join(paths)}")
    for each in rejected:
        click.echo(f"dragoman: {each}", err=True)


def from_the_second(results: Iterable[T], meter: Meter) -> Iterator[T]:
    """The results; from the second on with a progress bar, where people see the standard error and not the output."""
    following = iter(results)
    yield from islice(following, 1)
    yield from watched(following, "reading", meter=meter, hidden=sys.stdout.isatty())


def writer(form: str) -> Callable[[Record], None]:
    """What prints one record in the format."""
    if form == "table":
        from dragoman.cli.show import shower

        return shower()
    if form == "csv":
        from dragoman.cli.rows import row_writer

        return row_writer(sys.stdout)
    indent = 2 if form == "json" and sys.stdout.isatty() else 0
    return lambda record: click.echo(_json(record, indent))


def _json(record: Record, indent: int) -> bytes:
    import msgspec

    line = record.to_json()
    return msgspec.json.format(line, indent=indent) if indent else line
