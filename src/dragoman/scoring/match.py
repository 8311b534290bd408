"""The best one-to-one matching of two lists.

Hungarian method with potentials, O(rows² · columns): H. W. Kuhn (1955), "The Hungarian method for the assignment
problem", in the form of R. Jonker and A. Volgenant (1987), shortest augmenting paths.
"""

from __future__ import annotations

from collections.abc import Sequence

Weights = Sequence[Sequence[int]]
FREE = -1


def best_pairs(weights: Weights) -> list[tuple[int, int]]:
    """Pairs (row, column), each row and column at most once, of the greatest sum of weights; sorted by row.

    weights: a rectangle of integers, 0 for two that don't match; such two are never paired.
    """
    if not weights or not weights[0]:
        return []
    if len(weights) > len(weights[0]):
        return sorted((row, column) for column, row in best_pairs(list(zip(*weights, strict=True))))
    holder = _assign([[-weight for weight in row] for row in weights])
    return sorted((row, column) for column, row in enumerate(holder) if row != FREE and weights[row][column] > 0)


def _assign(costs: Weights) -> list[int]:
    """For each column the row that holds it at the least cost, or FREE; every row gets one (rows <= columns)."""
    holder = [FREE] * len(costs[0])
    prices = [0] * len(costs), [0] * len(costs[0])
    for row in range(len(costs)):
        at, before = _shortest(row, costs, holder, *prices)
        while at != FREE:
            holder[at] = row if before[at] == FREE else holder[before[at]]
            at = before[at]
    return holder


def _shortest(
    row: int, costs: Weights, holder: list[int], of_row: list[int], of_column: list[int]
) -> tuple[int, dict[int, int]]:
    """The free column nearest to the row and, for each column, the one before it on the way; moves the prices."""
    rest, passed = set(range(len(holder))), list[int]()
    slack, before = dict[int, int](), dict[int, int]()
    at, current = FREE, row
    while True:
        for column in rest:
            cost = costs[current][column] - of_row[current] - of_column[column]
            if column not in slack or cost < slack[column]:
                slack[column], before[column] = cost, at
        at = min(rest, key=lambda column: (slack[column], column))
        step = slack[at]
        of_row[row] += step
        for column in passed:
            of_row[holder[column]] += step
            of_column[column] -= step
        for column in rest:
            slack[column] -= step
        if holder[at] == FREE:
            return at, before
        rest.remove(at)
        passed.append(at)
        current = holder[at]
