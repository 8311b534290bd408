"""Hours of feeds: the benchmark with few stories and one kill."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from feed_world import make_world, served
from feeds import figures_of, live


def test_no_story_is_lost_or_there_twice_and_no_failure_unseen(tmp_path: Path) -> None:
    with served(make_world(hours=1, stories=18, seed=5)) as world:
        run = live(world, tmp_path, kills=1, seed=5, longest=4)
        figures, notes = figures_of(world, run, tmp_path)
    assert notes == []
    assert not any(each.must and not each.met for each in figures)
