"""`dragoman import`: other data sets' events, and our own records, into a ledger."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli import Failed
from dragoman.cli.options import codebook_option, counted, ledger_option, wait_option, written
from dragoman.cli.progress import watched

if TYPE_CHECKING:
    from dragoman.codebook import Codebook
    from dragoman.ledger.write import Writer
    from dragoman.read.sources import Rejected

FORMATS = ("gdelt", "icews", "icews-sample", "polecat", "csv", "parquet", "jsonl")
_REASONS = 8


@click.command("import", short_help="GDELT, ICEWS, POLECAT or our own records into a ledger.")
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMATS))
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE..."
)
@ledger_option
@click.option("--keep-text/--no-keep-text", default=True, help="Keep the articles' texts (jsonl).")
@codebook_option
@wait_option
def import_(
    form: str, files: tuple[Path, ...], path: Path, keep_text: bool, folders: tuple[str, ...], wait: float
) -> None:
    """Bring events into a ledger; what is there already stays as it is, so that a file can be imported again.

    FORMAT: gdelt (1.0 or 2.0), icews, icews-sample (four columns: source, event text, target, date), polecat; csv or
    parquet: events of other data sets, in the columns of `dragoman export`; jsonl: our own records, with their
    articles. Files may be packed with gzip or zip. What cannot be taken is kept with its line and its reason, as
    `dragoman sql "SELECT * FROM rejects"` shows.
    """
    from dragoman.codebook import Codebook
    from dragoman.ledger.happenings.step import relate
    from dragoman.ledger.take import tidy_when_due

    book = Codebook(folders)
    refused = Refused()
    taken = 0
    with written(path, wait, keep_text=keep_text) as writer:
        for file in files:
            taken += _take(form, file, book, writer, refused)
        if form == "jsonl":
            writer.commit()
            relate(writer, book)
        tidy_when_due(writer)
    _report(writer, taken, refused.reasons, articles=form == "jsonl")


@dataclass(frozen=True, slots=True)
class Refused:
    """What was not taken. reasons: of each, how often it came, and where first."""

    reasons: dict[str, tuple[int, str]] = field(default_factory=dict)

    def note(self, each: Rejected) -> None:
        """Count one more."""
        count, first = self.reasons.get(each.reason, (0, each.source_id))
        self.reasons[each.reason] = (count + 1, first)


def _take(form: str, file: Path, book: Codebook, writer: Writer, refused: Refused) -> int:
    """Bring one file in; how many events or records were taken."""
    from dragoman.ledger.exchange import read
    from dragoman.read.sources import Rejected
    from dragoman.record import Record

    taken = 0
    for each in watched(read(form, file, book), file.name):
        if isinstance(each, Rejected):
            writer.reject(each)
            refused.note(each)
            continue
        taken += 1
        if isinstance(each, Record):
            writer.add(each)
        else:
            writer.add_event(each)
    return taken


def _report(writer: Writer, taken: int, reasons: dict[str, tuple[int, str]], *, articles: bool) -> None:
    """Say what came in and what did not. Raises Failed where nothing could be taken."""
    counts = writer.counts
    added = counted(counts.events, "event")
    if articles:
        added = f"{counted(counts.articles, 'article')}, {added}"
    click.echo(f"{added} added; {taken - (counts.articles if articles else counts.events):,} were there already")
    most = sorted(reasons.items(), key=lambda each: -each[1][0])
    for reason, (count, first) in most[:_REASONS]:
        click.echo(f"not taken: {counted(count, 'row')} from {first} on: {reason}")
    if len(reasons) > _REASONS:
        click.echo(f"and {len(reasons) - _REASONS} more reasons")
    if reasons:
        click.echo('the lines: dragoman sql "SELECT source_id, reason FROM rejects"')
    if reasons and not taken:
        raise Failed("nothing could be taken")
