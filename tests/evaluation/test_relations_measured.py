"""The measures on relations: counts on examples made up here, and what simulated relations are drawn from."""

from __future__ import annotations

import sys
from datetime import date
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from dragoman.relations.level import Level, Point
from dragoman.relations.observed import Act

sys.path.insert(0, str(Path(__file__).parents[2] / "evaluation"))

from relations import MOST, Tally, prior
from rival_levels import moving_average
from simulated_relations import TYPES, Simulated, _mix, _starts, relations, world

WEIGHTS = dict.fromkeys(TYPES, 0.0) | {"CONSULT": 2.0, "AGREE": 4.0, "AID": 7.0, "ASSAULT": -10.0, "ACCUSE": -2.0}
COUNTS = {"overall": [80, 160], "prior": 10.0, "types": {kind: [5, 10] for kind in TYPES}}
MEASURED = {
    **{"precision": COUNTS, "recall": COUNTS, "confidence": {0.0: [10, 30], 0.7: [30, 60], 0.95: [40, 70]}},
    "false_acts": {"number": 80, "mean": -1.0, "follow": 0.7, "follow_error": 0.1},
}
STARTS = tuple(islice(_starts("month"), 24))


def truth(levels: list[float], breaks: list[int]) -> Simulated:
    return Simulated("month", STARTS, tuple(levels), tuple(STARTS[place] for place in breaks), (), {})


def test_each_true_break_is_found_once_and_near() -> None:
    tally = Tally()
    tally.breaks(truth([0.0] * 24, [8, 16]), [STARTS[place] for place in (7, 9, 19)])
    assert (tally.found, tally.told, tally.true) == (1, 3, 2)


def test_levels_are_judged_by_distance_and_by_the_band() -> None:
    tally = Tally()
    tally.levels(truth([1.0] * 24, []), Level((Point(STARTS[3], 2.0, 0.5, 3.5, 4), Point(STARTS[4], 3.0, 2.0, 4.0, 4))))
    assert tally.errors == [1.0, 2.0]
    assert tally.inside == [True, False]


def test_types_that_differ_widely_are_drawn_little_towards_the_overall_share() -> None:
    alike, apart = [[50, 100]] * 6, [[5, 100], [95, 100]] * 3
    assert prior(alike) == pytest.approx(MOST, rel=0.01)
    assert prior(apart) < 3


def test_the_moving_average_takes_the_acts_of_three_months() -> None:
    acts = [
        Act(date(2005, month, 9), "CONSULT", 1, weight, 1, None, "", "")
        for month, weight in ((1, 2.0), (1, 4.0), (2, 9.0))
    ]
    assert moving_average(acts, STARTS[:5], "month") == [5.0, 5.0, 9.0, None, None]


@pytest.mark.parametrize("level", [-7.0, -1.0, 0.5, 3.5])
def test_true_acts_are_drawn_with_the_level_as_their_mean(level: float) -> None:
    drawn = world(WEIGHTS, MEASURED)
    assert _mix(drawn, level) @ drawn.weights == pytest.approx(level, abs=1e-6)


def test_the_same_seed_draws_the_same_relations() -> None:
    drawn = world(WEIGHTS, MEASURED)
    (one,), (again,), (other,) = (list(relations(drawn, 1, seed)) for seed in (3, 3, 4))
    assert one == again
    assert one.acts != other.acts
    sizes = np.abs(np.diff(one.levels))
    assert all(sizes[one.starts.index(day) - 1] > 1.0 for day in one.breaks)
