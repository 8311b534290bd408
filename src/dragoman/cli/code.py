"""`dragoman code`: files of reports into files of records, here or on a cluster."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli import Failed
from dragoman.cli.options import codebook_option, counted
from dragoman.cli.progress import watched

if TYPE_CHECKING:
    from dragoman.scale.coded import Failed as FailedShard
    from dragoman.scale.coded import Manifest


@click.command(short_help="Files of reports into files of records, on one machine or many.")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--out", required=True, metavar="PLACE", help="Where the records go: a folder or s3://bucket/path.")
@click.option("--date", "published", metavar="DATE", help="Publication date (2020-08-27) of reports that tell none.")
@click.option("--columns", metavar="FIELD=COLUMN,...", help="As for `dragoman read`: text=body,published=date.")
@codebook_option
@click.option("--ray", "address", metavar="ADDRESS", help="Code on this Ray cluster: auto, host:6379, local.")
@click.option("--workers", type=click.IntRange(min=1), help="With --ray: at most so many shards at once.")
@click.option("--part", metavar="K/N", help="Only every N-th file from the K-th on, as one job of N.")
def code(
    inputs: tuple[str, ...], out: str, published: str | None, columns: str | None, folders: tuple[str, ...],
    address: str | None, workers: int | None, part: str | None,
) -> None:  # fmt: skip
    """Code files of reports; `dragoman merge` brings the records into a ledger.

    INPUT is a file, a folder, or the same in object storage (s3://bucket/path). Each file is a shard: its records
    become one Parquet file in PLACE. A file that is coded already is not coded again: run the same command after an
    interruption and it goes on. Exit code 2 where a file could not be coded; the others are.
    """
    from dragoman.coder import Coder
    from dragoman.scale.cluster import Job, code_here, code_on_ray
    from dragoman.scale.coded import still_to_code
    from dragoman.scale.shards import part_of, shards_of
    from dragoman.scale.store import whole_uri

    job_out = whole_uri(out)
    shards = part_of(shards_of(inputs, published, columns), part)
    book = tuple(str(Path(each).resolve()) for each in folders)
    coder = Coder(book)
    job = Job(job_out, book, coder.version)
    left = still_to_code(shards, job_out, coder.version)
    results = code_on_ray(left, job, address, workers) if address else code_here(left, job, coder)
    report(list(watched(results, "coding", len(left))), len(shards), "coded")


def report(results: Sequence[Manifest | FailedShard], shards: int, done: str) -> None:
    """Say what came of the shards. Raises Failed where one is not done."""
    from dragoman.scale.coded import Manifest

    finished = [each for each in results if isinstance(each, Manifest)]
    failed = [each for each in results if not isinstance(each, Manifest)]
    records, rejects = sum(each.records for each in finished), sum(each.rejects for each in finished)
    told = f"{counted(len(finished), 'shard')} of {shards:,} {done} ({counted(records, 'article')}; "
    click.echo(f"{told}{rejects:,} could not be read); {shards - len(results):,} were there already", err=True)
    if failed:
        lines = [f"{each.shard.uri}: {each.reason}" for each in failed]
        raise Failed("\ndragoman: ".join([*lines, f"{counted(len(failed), 'shard')} not {done}; run it again"]))
