"""`dragoman merge`: coded shards into a ledger."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli import Failed
from dragoman.cli.code import report
from dragoman.cli.options import added, codebook_option, ledger_option, wait_option, written
from dragoman.cli.progress import watched


@click.command(short_help="What `dragoman code` has coded into a ledger.")
@click.argument("place", metavar="PLACE")
@ledger_option
@click.option("--keep-text/--no-keep-text", default=True, help="Keep the texts in the ledger, for recoding.")
@click.option("--happenings/--no-happenings", default=True, help="Join what several articles tell.")
@codebook_option
@wait_option
def merge(place: str, path: Path, keep_text: bool, happenings: bool, folders: tuple[str, ...], wait: float) -> None:
    """Bring the records that `dragoman code --out PLACE` wrote into a ledger; a new one is made.

    Each shard is committed once, while others may still be coded: run it again for those that have come since, or
    after an interruption. --no-happenings leaves the joining of reports to a later run, as it takes far longer than
    merging where there are thousands of articles a day.
    """
    from dragoman.codebook import Codebook
    from dragoman.ledger.happenings.step import relate
    from dragoman.ledger.take import tidy_when_due
    from dragoman.scale.coded import manifests
    from dragoman.scale.commit import merge as merged
    from dragoman.scale.commit import still_to_merge
    from dragoman.scale.store import whole_uri

    out = whole_uri(place)
    coded = manifests(out)
    if not coded:
        raise Failed(f"{place}: nothing that `dragoman code` has coded")
    with written(path, wait, keep_text=keep_text, made_by=coded[0].coder) as writer:
        left = still_to_merge(coded, writer)
        results = list(watched(merged(left, out, writer), "merging", len(left)))
        if happenings:
            relate(writer, Codebook(folders))
        tidy_when_due(writer)
    click.echo(added(writer.counts), err=True)
    report(results, len(coded), "merged")
