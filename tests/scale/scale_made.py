"""A coder of one's own for tests of scale: it takes no time, and makes a record of each report."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import made

from dragoman.draft import Source
from dragoman.read.sources import Rejected
from dragoman.record import Record, Version


@dataclass(frozen=True)
class QuickCoder:
    """Takes the report's id for the number of a made-up record."""

    version: Version = made.CODER

    def code_many(self, sources: Iterable[Source | Rejected]) -> Iterator[Record | Rejected]:
        for each in sources:
            yield made.record(int(each.source_id)) if isinstance(each, Source) else each


def write_reports(folder: Path, shards: int, each: int = 3) -> None:
    """Files of reports with ids from 1 on, and in the first a line that is none."""
    folder.mkdir(exist_ok=True)
    for shard in range(shards):
        lines = [f'{{"id": {shard * each + number + 1}, "text": "Words."}}\n' for number in range(each)]
        (folder / f"{shard}.jsonl").write_text("".join(lines) + ("{}\n" if shard == 0 else ""))
