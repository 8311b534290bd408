"""Loads that are killed: the benchmark with a few kills of short loads."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from ledger_crash import Hunt, figures_of
from loading import FAILED, Load

KILLS, ARTICLES = 4, 200


def test_what_was_acknowledged_survives_kills_and_a_load_run_again_ends_right(tmp_path: Path) -> None:
    tally = Hunt(tmp_path, ARTICLES, Random("test")).run(KILLS)
    assert tally.faults == []
    assert (tally.kills, tally.added_again) == (KILLS, 0) and tally.finished >= 1
    assert not any(each.must and not each.met for each in figures_of(tally, 0))


def test_a_load_that_is_killed_or_fails_is_told_from_one_that_ends(tmp_path: Path) -> None:
    killed = Load.start(tmp_path / "ledger", ARTICLES)
    assert killed.run(0.01) and not killed.acknowledged and killed.phase == "starting Python"
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "note.txt").touch()
    failed = Load.start(tmp_path / "other", ARTICLES)
    assert not failed.run() and failed.process.returncode == FAILED and "neither a ledger" in failed.error
