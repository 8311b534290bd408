"""Weights of marks, learned from choices: of all that an act may have, which is the coded one?

A log-linear choice (D. McFadden, 1974) with a ridge penalty.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from dragoman.whenwhere.marks import weight_of

FOLDS, RARE = 6, 30


@dataclass(frozen=True)
class Case:
    """An act: the marks of each date or place that it may have, and which of them is the coded one."""

    report: str
    marks: tuple[Mapping[str, float], ...]
    right: tuple[bool, ...]

    def is_right(self, weights: Mapping[str, float]) -> bool:
        """Whether the one that weighs most is the coded one."""
        sums = [weight_of(each, weights) for each in self.marks]
        return bool(sums) and self.right[sums.index(max(sums))]


@dataclass(frozen=True)
class Learner:
    """ridge: the penalty; least: a weight below it is left out."""

    ridge: float
    least: float

    def learn(self, found: Sequence[Case]) -> dict[str, float]:
        """The weight of each mark that is not rare, where it has one worth speaking of."""
        often = Counter(name for case in found for marks in case.marks for name in marks)
        names = sorted(name for name, count in often.items() if count >= RARE)
        usable = [case for case in found if any(case.right)]
        rows = _rows([marks for case in usable for marks in case.marks], names)
        right = np.array([each for case in usable for each in case.right], dtype=float)
        owner = np.repeat(np.arange(len(usable)), [len(case.marks) for case in usable])

        def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
            sums = rows @ weights
            powers = np.exp(sums - sums.max())
            of_all, of_right = np.bincount(owner, powers), np.bincount(owner, powers * right)
            slope = rows.T @ (powers / of_all[owner] - powers * right / of_right[owner]) + self.ridge * weights
            return float(np.log(of_all / of_right).sum() + self.ridge * weights @ weights / 2), slope

        best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
        return {name: float(weight) for name, weight in zip(names, best, strict=True) if abs(weight) >= self.least}

    def across(self, found: Sequence[Case]) -> float:
        """The share of right ones where each report is judged by weights learned without it."""
        reports = list(dict.fromkeys(case.report for case in found))
        fold = {report: number % FOLDS for number, report in enumerate(reports)}
        right = 0
        for held in range(FOLDS):
            weights = self.learn([case for case in found if fold[case.report] != held])
            right += sum(case.is_right(weights) for case in found if fold[case.report] == held)
        return right / len(found)


def _rows(marked: Sequence[Mapping[str, float]], names: Sequence[str]) -> csr_matrix:
    """One row a date or place, one column a mark; most are empty."""
    place = {name: column for column, name in enumerate(names)}
    cells = [
        (row, place[name], value) for row, marks in enumerate(marked) for name, value in marks.items() if name in place
    ]
    row, column, value = zip(*cells, strict=True)
    return csr_matrix((value, (row, column)), shape=(len(marked), len(names)))


def write(weights: Mapping[str, float], path: Path) -> None:
    """Write a table of marks and weights."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines, lineterminator="\n")
        table.writerow(("mark", "weight"))
        table.writerows((name, f"{weight:.3f}") for name, weight in weights.items())
