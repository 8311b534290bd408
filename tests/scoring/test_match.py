"""The matching against trying all ways."""

from __future__ import annotations

import random
from itertools import permutations

import pytest

from dragoman.scoring.match import Weights, best_pairs


def best_sum(weights: Weights) -> int:
    """The greatest sum by trying every way."""
    rows, columns = len(weights), len(weights[0])
    if rows > columns:
        return best_sum(list(zip(*weights, strict=True)))
    return max(sum(weights[row][way[row]] for row in range(rows)) for way in permutations(range(columns), rows))


@pytest.mark.parametrize("seed", range(60))
def test_the_sum_is_the_greatest_and_nothing_is_used_twice(seed: int) -> None:
    chance = random.Random(seed)
    rows, columns = chance.randint(1, 5), chance.randint(1, 5)
    choices = (0, 0, chance.randint(1, 9), 10**12 + chance.randint(0, 10**4))
    weights = [[chance.choice(choices) for _ in range(columns)] for _ in range(rows)]
    pairs = best_pairs(weights)
    assert sum(weights[row][column] for row, column in pairs) == best_sum(weights)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)


def test_a_greedy_choice_is_given_up_for_a_better_whole() -> None:
    assert best_pairs([[10, 9], [9, 0]]) == [(0, 1), (1, 0)]


def test_two_that_do_not_match_are_never_paired() -> None:
    assert best_pairs([[0, 0], [0, 5]]) == [(1, 1)]
    assert best_pairs([]) == [] and best_pairs([[], []]) == []
