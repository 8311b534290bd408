"""The level of a relation: where it stands on the Goldstein scale, period by period, with a 90 % band.

A local level model whose level drifts and now and then breaks, solved on a grid of the scale (Kitagawa 1987): level,
band and the chance of a break in each period come out of one pass forth and back. Formulas and references are in
docs/relations-method.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from dragoman.relations.observed import Observation

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float64]]

LEAST_ACTS, LEAST_PERIODS = 12, 6
NEAR = 2  # periods within which breaks are one
_LIKELY = 0.4  # the chance from which on a break is one
_LEAST = 1.0  # points by which a break must move the level to be told
_SCALE, _STEP = 10.0, 0.2  # Goldstein's scale reaches from -10 to 10; the grid's step
_BAND = (0.05, 0.95)
_WIDTH = 1.6449  # standard deviations from the mean to either end of such a band
_DRIFTS = (0.1, 0.17, 0.28, 0.48, 0.8)  # standard deviations of the level's move in a period, in points
_SHOCKS = (0.0, 0.5, 1.0)  # standard deviations of what sets a single period off the level
_DRIFT_SCALE, _SHOCK_SCALE = 0.5, 1.0  # of the half-normal laws from which these two are taken to come
_BREAK = 4.0  # standard deviation of a break
_CHANCE = 0.03  # of a break into any period, before the acts are seen
_TINY = 1e-300


@dataclass(frozen=True, slots=True)
class Point:
    """The level in a period, with its 90 % band, all between -10 and 10. n: acts in the period."""

    start: date
    level: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Break:
    """From a period on the level is another. before, after: the levels; chance: of a break near there, 0 to 1."""

    start: date
    before: float
    after: float
    chance: float


@dataclass(frozen=True, slots=True)
class Level:
    """The level by period and where it breaks; no points where there are too few acts, and the reason why."""

    points: tuple[Point, ...] = ()
    breaks: tuple[Break, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class _Passed:
    """One pass forth and back, with each drift and shock.

    log_likelihood: shape (drifts, shocks). The others have the shape (periods, drifts, steps of the scale, shocks):
    levels: the chance of each; before, after: the chance of a break into the period from, or to, each.
    """

    log_likelihood: Array
    levels: Array
    before: Array
    after: Array


@dataclass(frozen=True, slots=True)
class _Posterior:
    """What the acts tell, averaged over drifts and shocks.

    levels: the chance of each, shape (periods, steps of the scale). The others have the shape (periods,): breaks: the
    chance of a break into the period; before, after: the mean levels around it, should there be one.
    """

    levels: Array
    breaks: Array
    before: Array
    after: Array


def level(observations: Sequence[Observation]) -> Level:
    """The level over all periods of a relation."""
    acts = sum(each.acts for each in observations)
    periods = sum(each.value is not None for each in observations)
    if acts < LEAST_ACTS or periods < LEAST_PERIODS:
        needed = f"a level needs {LEAST_ACTS} acts in {LEAST_PERIODS} periods"
        return Level(reason=f"{acts} acts in {periods} periods; {needed}")
    found = _posterior(observations)
    return Level(tuple(_points(observations, found.levels)), tuple(_breaks(observations, found)))


def _points(observations: Sequence[Observation], levels: Array) -> Iterator[Point]:
    """The level's mean and its band: what the model is unsure of, and the doubt that all periods share."""
    import numpy as np

    scale, below = _scale(), levels.cumsum(axis=1)
    places = [place for place, each in enumerate(observations) if each.acts]
    doubts = np.interp(range(len(observations)), places, [observations[place].doubt for place in places])
    for each, chances, summed, doubt in zip(observations, levels, below, _WIDTH * doubts, strict=True):
        mean = float(chances @ scale)
        low, high = (math.hypot(end - mean, doubt) for end in np.interp(_BAND, summed, scale + _STEP / 2).tolist())
        yield Point(each.start, mean, max(mean - low, -_SCALE), min(mean + high, _SCALE), each.acts)


def _breaks(observations: Sequence[Observation], found: _Posterior) -> Iterator[Break]:
    """The breaks that are likely, in order of time, each dated to the likeliest period with acts near it.

    Where there are no acts near it, or the level soon is where it was, it is not told.
    """
    seen = found.breaks * [each.acts > 0 for each in observations]
    means = found.levels @ _scale()
    for window, chance in sorted(_windows(found.breaks), key=lambda each: each[0].start):
        place = window.start + int(seen[window].argmax())
        before, after = float(found.before[place]), float(found.after[place])
        moved = means[min(window.stop, len(means)) - 1] - means[max(window.start - 1, 0)]
        if seen[place] and moved * (after - before) > 0 and min(abs(moved), abs(after - before)) >= _LEAST:
            yield Break(observations[place].start, before, after, chance)


def _windows(chances: Array) -> Iterator[tuple[slice, float]]:
    """Stretches of periods that each hold a break, the likeliest first, and how likely. chances: by period."""
    import numpy as np

    left = chances.copy()
    while True:
        near = np.convolve(left, np.ones(2 * NEAR + 1), mode="same")
        middle = int(near.argmax())
        if near[middle] < _LIKELY:
            return
        window = slice(max(middle - NEAR, 0), middle + NEAR + 1)
        yield window, min(float(near[middle]), 1.0)
        left[window] = 0.0


def _posterior(observations: Sequence[Observation]) -> _Posterior:
    """Averaged over drifts and shocks, each by how likely it makes what was observed."""
    import numpy as np

    likelihood, logs = _likelihood(observations)
    gone = _through(np.array([_moves(drift) for drift in _DRIFTS]), _moves(_BREAK), likelihood)
    drifts, shocks = np.array(_DRIFTS)[:, None], np.array(_SHOCKS)
    weights = gone.log_likelihood + logs + np.log(drifts)
    weights -= ((drifts / _DRIFT_SCALE) ** 2 + (shocks / _SHOCK_SCALE) ** 2) / 2
    weights = np.exp(weights - weights.max())
    weights /= weights.sum()
    levels, before, after = (np.einsum("tdgs,ds->tg", each, weights) for each in (gone.levels, gone.before, gone.after))
    breaks = np.maximum(after.sum(axis=1), _TINY)
    return _Posterior(levels, breaks, before @ _scale() / breaks, after @ _scale() / breaks)


def _likelihood(observations: Sequence[Observation]) -> tuple[Array, Array]:
    """How likely each level makes what was observed, the likeliest of each period set to 1.

    Shape: (periods, steps of the scale, shocks); and the logarithms of what setting them took away, shape (shocks,).
    """
    import numpy as np

    seen = np.array([each.value is not None for each in observations])
    values = np.array([each.value or 0.0 for each in observations])[:, None, None]
    known = np.array([each.variance or 1.0 for each in observations])[:, None, None]
    variances = known + np.array(_SHOCKS) ** 2 + _STEP**2 / 12
    logs = -((values - _scale()[:, None]) ** 2 / variances + np.log(variances)) / 2
    logs[~seen] = 0.0
    best = logs.max(axis=1, keepdims=True)
    return np.exp(logs - best), best.sum(axis=(0, 1))


def _through(drifts: Array, jump: Array, likelihood: Array) -> _Passed:
    """Forth and back through the periods, with each drift and shock. drifts: shape (drifts, steps, steps)."""
    import numpy as np

    shape = len(likelihood), len(drifts), *likelihood.shape[1:]
    forth, back, jumped, before = np.empty(shape), np.ones(shape), np.zeros(shape), np.zeros(shape)
    sums = np.empty((shape[0], shape[1], 1, shape[3]))
    expected = np.full(shape[1:], 1 / shape[2])
    for place, here in enumerate(likelihood):
        if place:
            jumped[place] = _CHANCE * (jump @ forth[place - 1])
            expected = (1 - _CHANCE) * (drifts @ forth[place - 1]) + jumped[place]
        seen = expected * here
        sums[place] = seen.sum(axis=1, keepdims=True)
        forth[place] = seen / sums[place]
    ahead = likelihood[:, None] / sums
    turned = drifts.transpose(0, 2, 1)
    for place in range(shape[0] - 1, 0, -1):
        ahead[place] *= back[place]
        before[place] = _CHANCE * (jump.T @ ahead[place])
        back[place - 1] = (1 - _CHANCE) * (turned @ ahead[place]) + before[place]
    before[1:] *= forth[:-1]
    return _Passed(np.log(sums).sum(axis=(0, 2)), forth * back, before, jumped * ahead)


def _scale() -> Array:
    import numpy as np

    return np.linspace(-_SCALE, _SCALE, round(2 * _SCALE / _STEP) + 1)


def _moves(deviation: float) -> Array:
    """The chance that the level moves from each step of the scale (column) to each other (row) in a period."""
    import numpy as np

    steps = len(_scale())
    edges = [(place + 0.5) * _STEP / deviation / math.sqrt(2) for place in range(-1, steps)]
    inside = np.diff([math.erf(edge) for edge in edges]) / 2
    chances = inside[abs(np.subtract.outer(np.arange(steps), np.arange(steps)))]
    return chances / chances.sum(axis=0)  # type: ignore[no-any-return]
