"""Readers beside a writer: the benchmark for some seconds."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from ledger_readers import figures_of, measure

SECONDS, READERS = 5, 2


def test_readers_see_whole_articles_and_late_writers_are_told(tmp_path: Path) -> None:
    wrote, reads, faults = measure(tmp_path / "ledger", SECONDS, READERS)
    assert faults == [] and [each.faults for each in reads] == [[]] * READERS
    assert wrote["commits"] and all(each.reads and each.opened > 1 for each in reads)
    assert not any(each.must and not each.met for each in figures_of(wrote, reads, faults))
