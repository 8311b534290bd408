"""The level of a relation: worked examples whose answer is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

import numpy as np
import pytest
from statsmodels.tsa.statespace.mlemodel import MLEModel

from dragoman.relations import level as module
from dragoman.relations.level import level
from dragoman.relations.observed import Observation
from dragoman.relations.periods import all_periods

STARTS = tuple(islice(all_periods(date(2005, 1, 1), date(2015, 12, 31), "month"), 60))


def seen(values: Sequence[float | None], variance: float = 0.5, acts: int = 10) -> list[Observation]:
    """Observations by month; None for a month without acts."""
    return [
        Observation(start, None, None, 0, 0.0, 0.0)
        if value is None
        else Observation(start, value, variance, acts, acts, 0.0)
        for start, value in zip(STARTS, values, strict=False)
    ]


def noise(number: int, deviation: float) -> list[float]:
    drawn: list[float] = np.random.default_rng(5).normal(0, deviation, number).tolist()
    return drawn


def mean_width(observations: Sequence[Observation]) -> float:
    points = level(observations).points
    return sum(point.high - point.low for point in points) / len(points)


def test_a_constant_level_is_found_without_breaks() -> None:
    found = level(seen([3.0 + each for each in noise(60, 0.7)]))
    assert found.reason is None
    assert found.breaks == ()
    assert [point.start for point in found.points] == list(STARTS)
    assert all(abs(point.level - 3.0) < 0.5 for point in found.points)
    assert sum(point.low <= 3.0 <= point.high for point in found.points) >= 54


def test_a_clear_break_is_dated_with_the_levels_around_it() -> None:
    found = level(seen([(4.0 if place < 25 else -3.0) + each for place, each in enumerate(noise(60, 0.7))]))
    (turn,) = found.breaks
    assert turn.start == STARTS[25]
    assert turn.before == pytest.approx(4.0, abs=0.6)
    assert turn.after == pytest.approx(-3.0, abs=0.6)
    assert turn.chance > 0.9
    assert found.points[23].low > 3.0 and found.points[26].high < -2.0


def test_a_single_month_off_the_level_is_no_break() -> None:
    values = [2.0 + each for each in noise(60, 0.7)]
    values[30] -= 3.0
    assert level(seen(values)).breaks == ()


@pytest.mark.parametrize(
    ("observations", "reason"),
    [
        (seen([1.0] * 11, acts=1), "11 acts in 11 periods"),
        (seen([1.0] * 5), "50 acts in 5 periods"),
        (seen([1.0, None, 1.0, None, 1.0, None, 1.0, None, 1.0]), "50 acts in 5 periods"),
        ([], "0 acts in 0 periods"),
    ],
)
def test_too_little_gives_a_reason_and_no_points(observations: list[Observation], reason: str) -> None:
    found = level(observations)
    assert found.points == () and found.breaks == ()
    assert (found.reason or "").startswith(reason)


def test_twelve_acts_in_six_periods_are_enough() -> None:
    assert len(level(seen([1.0] * 6, variance=6.0, acts=2)).points) == 6


def test_the_band_is_wider_where_the_observations_are_less_sure() -> None:
    values = [1.0 + each for each in noise(40, 0.7)]
    widths = [mean_width(seen(values, variance)) for variance in (0.2, 1.0, 5.0)]
    assert widths[0] < 0.8 * widths[1] < 0.8 * 0.8 * widths[2]


def test_a_doubt_that_all_months_share_is_not_averaged_away() -> None:
    sure = seen([1.0 + each for each in noise(60, 0.7)], variance=0.1)
    sure[20:24] = seen([None] * 24)[20:24]
    unsure = [replace(each, doubt=1.0 if each.acts else 0.0) for each in sure]
    assert all(point.high - point.low > 2 * 1.64 for point in level(unsure).points)
    assert [point.level for point in level(unsure).points] == [point.level for point in level(sure).points]


def test_the_band_widens_over_months_without_acts() -> None:
    values: list[float | None] = [1.0 + each for each in noise(60, 0.7)]
    values[20:40] = [None] * 20
    widths = [point.high - point.low for point in level(seen(values)).points]
    assert widths[30] > 1.3 * max(widths[10], widths[50])
    assert widths[20] < widths[24] < widths[29]


def test_the_band_stays_on_the_scale() -> None:
    """Errors taken out, a mean may lie beyond -10."""
    found = level(seen([-11.0] * 30, variance=2.0))
    assert all(-10.0 <= point.low <= point.level <= point.high <= 10.0 for point in found.points)
    assert found.points[15].level < -9.0


def test_very_sure_observations_far_apart_can_be_told() -> None:
    found = level(seen([9.93] * 20 + [-9.93] * 20, variance=1e-7))
    assert [each.start for each in found.breaks] == [STARTS[20]]
    assert found.points[0].level == pytest.approx(9.93, abs=0.15)


def test_without_breaks_it_is_the_kalman_smoother_of_statsmodels(monkeypatch: pytest.MonkeyPatch) -> None:
    drift, variances = 0.4, np.linspace(0.3, 2.0, 50)
    values = np.cumsum(noise(50, drift)) + np.array(noise(50, 1.0))
    values[10:14] = np.nan
    for name, value in (("_CHANCE", 0.0), ("_DRIFTS", (drift,)), ("_SHOCKS", (0.0,))):
        monkeypatch.setattr(module, name, value)
    pairs = zip(STARTS, values.tolist(), variances.tolist(), strict=False)
    found = level(
        [Observation(start, None if value != value else value, each, 5, 5.0, 0.0) for start, value, each in pairs]
    )
    oracle = MLEModel(values, k_states=1, initialization="diffuse").ssm
    for matrix in ("design", "transition", "selection"):
        oracle[matrix] = np.ones((1, 1))
    oracle["state_cov"], oracle["obs_cov"] = np.full((1, 1), drift**2), variances[None, None]
    smoothed = oracle.smooth()
    halves = 1.6449 * np.sqrt(smoothed.smoothed_state_cov[0, 0])
    assert [point.level for point in found.points] == pytest.approx(smoothed.smoothed_state[0], abs=0.03)
    assert [(point.high - point.low) / 2 for point in found.points] == pytest.approx(halves, abs=0.05)
