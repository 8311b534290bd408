"""Rounding the weights of a layer to 8 bits so that its answers change as little as can be, and no sum is cut off.

Weights are rounded one after another, and what the rounding of one loses is spread over those that are still to come,
by how the layer's inputs go together (GPTQ: Frantar and others, ICLR 2023). Beside that, two neighbouring weights of a
sum add up to at most 128: processors without VNNI first add two products of an input (0 to 255) and a weight in 16
bits, which hold 32,767. Every processor then gives the same answers, at its full pace.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float64]

LARGEST, PAIR = 127, 128
DAMP = 0.01  # of the mean square of the inputs, added to each: keeps the inverse calm
SHARES = np.linspace(0.8, 2.0, 49)  # steps to try, as shares of the largest weight's


def rounded(weights: Rows, squares: Rows) -> tuple[NDArray[np.int64], Rows]:
    """The weights (inputs by outputs) as whole numbers of a step, and the step of each output."""
    damped = squares + np.eye(len(squares)) * DAMP * squares.diagonal().mean()
    steps = _steps(weights, damped.diagonal())
    spread = np.linalg.cholesky(np.linalg.inv(damped)).T
    left, found = weights.copy(), np.zeros(weights.shape, dtype=np.int64)
    for row in range(len(weights)):
        beside = found[row - 1] if row % 2 else 0
        whole = np.rint(left[row] / steps)
        found[row] = whole.clip(-LARGEST, LARGEST).clip(-PAIR - beside, PAIR - beside)
        lost = (left[row] - found[row] * steps) / spread[row, row]
        left[row + 1 :] -= np.outer(spread[row, row + 1 :], lost)
    return found, steps


def _steps(weights: Rows, squares: Rows) -> Rows:
    """For each output the step with which plain rounding, pairs held down, loses least."""
    largest = np.abs(weights).max(axis=0) / LARGEST
    steps, least = largest, np.full(len(largest), np.inf)
    for share in SHARES:
        tried = largest * share
        loss = (squares[:, None] * (weights - held_down(weights / tried) * tried) ** 2).sum(axis=0)
        steps, least = np.where(loss < least, tried, steps), np.minimum(loss, least)
    return steps


def held_down(weights: Rows) -> Rows:
    """Rounded weights, those of each pair of rows made smaller where they add up to more than ``PAIR``."""
    whole = np.rint(weights).clip(-LARGEST, LARGEST)
    first, second = whole[0::2], whole[1::2]
    over = (np.abs(first + second) - PAIR).clip(0)
    more, less = over - over // 2, over // 2
    sign, larger = np.sign(first + second), np.abs(first) >= np.abs(second)
    whole[0::2] = first - sign * np.where(larger, more, less)
    whole[1::2] = second - sign * np.where(larger, less, more)
    return whole
