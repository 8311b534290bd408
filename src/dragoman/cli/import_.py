"""`dragoman import`: other data sets' events, and our own records, into a ledger."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from dragoman.cli.options import codebook_option, counted, ledger_option, wait_option, watched, written

FORMATS = ("gdelt", "icews", "icews-sample", "polecat", "csv", "parquet", "jsonl")
_REASONS = 8


@click.command("import", short_help="GDELT, ICEWS, POLECAT or our own records into a ledger.")
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMATS))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True), metavar="FILE...")
@ledger_option
@click.option("--keep-text/--no-keep-text", default=True, help="Keep the articles' texts (jsonl).")
@codebook_option
@wait_option
def import_(
    form: str, files: tuple[Path, ...], path: Path, keep_text: bool, folders: tuple[str, ...], wait: float
) -> None:
    """Bring events into a ledger; what is there already stays as it is, so that a file can be imported again.

    FORMAT: gdelt (1.0 or 2.0), icews, icews-sample (four columns: source, event text, target, date), polecat; csv,
    parquet or jsonl as `dragoman export` writes them. Files may be .gz or .zip. What cannot be taken is kept with its
    reason, as `dragoman sql "SELECT * FROM rejects"` shows.
    """
    from dragoman.codebook import Codebook
    from dragoman.ledger.exchange import read
    from dragoman.ledger.exchange.jsonl import read_records
    from dragoman.read.sources import Rejected
    from dragoman.record import Record

    book = Codebook(folders)
    reasons: Counter[str] = Counter()
    with written(path, wait, keep_text=keep_text) as writer:
        for file in files:
            found = read_records(file) if form == "jsonl" else read(form, file, book)
            for each in watched(found, file.name):
                if isinstance(each, Rejected):
                    writer.reject(each)
                    reasons[each.reason] += 1
                elif isinstance(each, Record):
                    writer.add(each)
                else:
                    writer.add_event(each)
    counts = writer.counts
    articles = f"{counted(counts.articles, 'article')}, " if form == "jsonl" else ""
    click.echo(f"{articles}{counted(counts.events, 'event')} added; {counts.known:,} were there already")
    for reason, count in reasons.most_common(_REASONS):
        click.echo(f"not taken: {counted(count, 'row')}, {reason}")
    if len(reasons) > _REASONS:
        click.echo(f"and {len(reasons) - _REASONS} more reasons")
