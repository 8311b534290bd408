"""Weights of 8 bits: pairs that no processor cuts off, and answers close to those of the weights before."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from scripts import script

ROUNDING = Path(__file__).parents[2] / "training" / "rounding.py"


@pytest.fixture(scope="module")
def rounding() -> ModuleType:
    return script(ROUNDING)


def test_pairs_stay_within_16_bits_where_plain_rounding_would_not(rounding: ModuleType) -> None:
    chance = np.random.default_rng(1)
    weights = chance.normal(size=(64, 20))
    weights[10:12] = 4.0
    whole, steps = rounding.rounded(weights, np.eye(64))
    plain = np.rint(weights / (np.abs(weights).max(axis=0) / 127))
    assert np.abs(plain[0::2] + plain[1::2]).max() > 128 >= np.abs(whole[0::2] + whole[1::2]).max()
    assert np.abs(whole).max() <= 127
    assert np.abs(whole * steps - weights).max() < 0.5  # 16-bit room is small: two large weights give way a little


def test_inputs_that_go_together_share_what_rounding_loses(rounding: ModuleType) -> None:
    chance = np.random.default_rng(2)
    inputs = chance.normal(size=(500, 4)) @ chance.normal(size=(4, 32)) + 0.05 * chance.normal(size=(500, 32))
    weights = chance.normal(size=(32, 8))
    squares = inputs.T @ inputs / len(inputs)
    whole, steps = rounding.rounded(weights, squares)
    plain = rounding.held_down(weights / steps)
    lost, lost_by_plain = (np.square(inputs @ (found * steps - weights)).mean() for found in (whole, plain))
    assert lost < lost_by_plain / 2


def test_what_is_too_large_is_taken_from_both_the_larger_first(rounding: ModuleType) -> None:
    held = rounding.held_down(np.array([[100.0, -90.0, 100.0], [61.0, -39.0, -100.0]]))
    assert held.tolist() == [[83.0, -89.0, 100.0], [45.0, -39.0, -100.0]]
