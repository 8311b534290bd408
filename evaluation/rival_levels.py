"""Other ways to the level and its breaks, to set beside ours: a moving average, statsmodels and ruptures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import ruptures
from statsmodels.tsa.statespace.mlemodel import MLEModel

from dragoman.relations.level import Level, Point
from dragoman.relations.observed import Act, Observation
from dragoman.relations.periods import start_of

BAND = 1.6449  # standard deviations on either side of a 90 % band
BREAK = 4.0  # standard deviation of a break that is let in
SHIFT = 2.5  # standard errors from which an auxiliary residual is a break


def moving_average(acts: Sequence[Act], starts: Sequence[date], by: str) -> list[float | None]:
    """The mean weight of the acts of each period and its neighbours; None where there are none."""
    sums, numbers = np.zeros(len(starts)), np.zeros(len(starts))
    places = {start: place for place, start in enumerate(starts)}
    for act in acts:
        place = places[start_of(act.day, by)]
        window = slice(max(place - 1, 0), place + 2)
        sums[window] += act.goldstein
        numbers[window] += 1
    return [total / number if number else None for total, number in zip(sums, numbers, strict=True)]


class LocalLevel(MLEModel):
    """The Gaussian local level model of statsmodels, with known variances and breaks at given places."""

    def __init__(self, observations: Sequence[Observation], breaks: Sequence[int]) -> None:
        super().__init__(
            np.array([np.nan if each.value is None else each.value for each in observations]),
            k_states=1,
            initialization="diffuse",
        )
        self.known = np.array([each.variance or 1.0 for each in observations])
        self.moves = np.zeros(len(observations))
        self.moves[[place - 1 for place in breaks]] = BREAK**2
        for matrix in ("design", "transition", "selection"):
            self.ssm[matrix] = np.ones((1, 1))

    @property
    def start_params(self) -> Any:
        """A drift of a third of a point, a shock of half a point."""
        return np.log([0.3, 0.5])

    def update(self, params: Any, **_: Any) -> None:
        """Set the variances. params: logarithms of the standard deviations of drift and shock."""
        drift, shock = np.exp(2 * np.clip(params, -4, 2))
        self.ssm["state_cov"] = (self.moves + drift)[None, None]
        self.ssm["obs_cov"] = (self.known + shock)[None, None]

    def smoothed(self) -> Any:
        """Smoothed at the likeliest parameters."""
        self.update(self.fit(disp=0).params)
        return self.ssm.smooth()


def gaussian(observations: Sequence[Observation]) -> tuple[Level, list[date]]:
    """The level by statsmodels, its breaks by auxiliary residuals, one after the other (Harvey and Koopman 1992)."""
    breaks: list[int] = []
    while True:
        found = LocalLevel(observations, breaks).smoothed()
        score, spread = found.scaled_smoothed_estimator[0], found.scaled_smoothed_estimator_cov[0, 0]
        shifts = abs(score) / np.sqrt(np.maximum(spread, 1e-12))
        shifts[[-1, *(place - 1 for place in breaks)]] = 0.0
        if shifts.max() < SHIFT:
            break
        breaks.append(int(shifts.argmax()) + 1)
    halves = BAND * np.sqrt(found.smoothed_state_cov[0, 0])
    points = tuple(
        Point(each.start, float(mean), float(mean - half), float(mean + half), each.acts)
        for each, mean, half in zip(observations, found.smoothed_state[0], halves, strict=True)
    )
    return Level(points), [observations[place].start for place in sorted(breaks)]


class _Weighed(ruptures.base.BaseCost):
    """Squares around a segment's mean, each over its variance. The signal: values and variances."""

    model, min_size = "weighed", 2

    def fit(self, signal: Any) -> _Weighed:
        """Keep running sums."""
        values, weights = signal[:, 0], 1 / signal[:, 1]
        self.signal = signal
        self.sums = [np.concatenate(([0.0], np.cumsum(weights * values**power))) for power in range(3)]
        return self

    def error(self, start: int, end: int) -> float:
        """The cost of one segment."""
        zero, one, two = (float(each[end] - each[start]) for each in self.sums)
        return two - one**2 / zero


def pelt(observations: Sequence[Observation]) -> list[date]:
    """Breaks by PELT (Killick et al. 2012) on the observed means over their variances; penalty by BIC."""
    seen = [each for each in observations if each.value is not None]
    signal = np.array([[each.value, each.variance] for each in seen])
    search = ruptures.Pelt(custom_cost=_Weighed(), min_size=2, jump=1).fit(signal)
    return [seen[place].start for place in search.predict(pen=2 * math.log(len(seen)))[:-1]]
