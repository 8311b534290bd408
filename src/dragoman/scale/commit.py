"""The one committer: brings coded shards into a ledger, a shard at a time, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dragoman.errors import InputError
from dragoman.ledger.lake import moment_now
from dragoman.ledger.take import tidy_when_due
from dragoman.ledger.tidy import DUE_COMMITS
from dragoman.read.sources import Rejected
from dragoman.scale.coded import Failed, Manifest, results_of

if TYPE_CHECKING:
    from dragoman.ledger.write import Writer


def still_to_merge(coded: Iterable[Manifest], writer: Writer) -> list[Manifest]:
    """Those coded shards that the ledger has not."""
    there = {key for (key,) in writer.lake.execute("SELECT shard_id FROM shards").fetchall()}
    return [each for each in coded if each.shard.key not in there]


def merge(coded: Iterable[Manifest], out: str, writer: Writer) -> Iterator[Manifest | Failed]:
    """Add the records of some shards and commit each with a row that says so; what came of each, in order.

    Killed at any moment, the ledger is as of the last shard; run again, it goes on with the next.
    """
    for number, each in enumerate(coded, 1):
        try:
            _add(each, out, writer)
        except InputError as error:
            yield Failed(each.shard, str(error))
            continue
        yield each
        if number % DUE_COMMITS == 0:
            tidy_when_due(writer)


def _add(manifest: Manifest, out: str, writer: Writer) -> None:
    for result in results_of(manifest, out):
        if isinstance(result, Rejected):
            writer.reject(result)
        else:
            writer.add(result)
    shard = manifest.shard
    counts = {"records": manifest.records, "rejects": manifest.rejects}
    of = {"shard_id": shard.key, "uri": shard.uri, "file": f"{out}/records/{manifest.file}"}
    writer.put("shards", [{**of, **counts, "run_id": writer.run.run_id, "added": moment_now()}])
    writer.commit()
