"""Measures of clusterings of mentions: B-cubed, MUC, CEAF-e and their mean (the CoNLL score).

A clustering maps each mention to its cluster's name; both clusterings have the same mentions.
B-cubed: Bagga and Baldwin, "Algorithms for scoring coreference chains" (LREC workshop 1998). MUC: Vilain et al., "A
model-theoretic coreference scoring scheme" (MUC-6, 1995). CEAF: Luo, "On coreference resolution performance metrics"
(HLT-EMNLP 2005). CoNLL: Pradhan et al., CoNLL-2012 shared task.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from itertools import combinations
from typing import NamedTuple

from scipy.optimize import linear_sum_assignment

Clustering = Mapping[Hashable, Hashable]


class Score(NamedTuple):
    """Precision, recall and their harmonic mean, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def b_cubed(key: Clustering, response: Clustering) -> Score:
    """For each mention the share of its cluster that belongs there, on average over mentions."""
    one, other = _members(key), _members(response)
    precision = recall = 0.0
    for mention in key:
        mine, theirs = one[key[mention]], other[response[mention]]
        precision += len(mine & theirs) / len(theirs)
        recall += len(mine & theirs) / len(mine)
    count = len(key) or 1
    return Score(precision / count, recall / count)


def muc(key: Clustering, response: Clustering) -> Score:
    """Links that both have, of those that one has."""
    return Score(_links(response, key), _links(key, response))


def ceaf_e(key: Clustering, response: Clustering) -> Score:
    """The best one-to-one alignment of clusters, by their likeness (entity-based, phi-4)."""
    one, other = list(_members(key).values()), list(_members(response).values())
    likeness = [[2 * len(a & b) / (len(a) + len(b)) for b in other] for a in one]
    if not likeness:
        return Score(0.0, 0.0)
    rows, columns = linear_sum_assignment(likeness, maximize=True)
    total = sum(likeness[row][column] for row, column in zip(rows, columns, strict=True))
    return Score(total / len(other), total / len(one))


def conll(key: Clustering, response: Clustering) -> float:
    """The mean F1 of MUC, B-cubed and CEAF-e."""
    return sum(measure(key, response).f1 for measure in (muc, b_cubed, ceaf_e)) / 3


class Merges(NamedTuple):
    """Pairs of mentions that the response has in one cluster, and how many of them the key has apart."""

    pairs: int
    false: int

    @property
    def rate(self) -> float:
        """False merges of all merges."""
        return self.false / self.pairs if self.pairs else 0.0


def merges(key: Clustering, response: Clustering) -> Merges:
    """The response's merges of two mentions."""
    pairs = [pair for group in _members(response).values() for pair in combinations(sorted(group, key=str), 2)]
    return Merges(len(pairs), sum(key[one] != key[other] for one, other in pairs))


def _members(clustering: Clustering) -> dict[Hashable, set[Hashable]]:
    found: defaultdict[Hashable, set[Hashable]] = defaultdict(set)
    for mention, cluster in clustering.items():
        found[cluster].add(mention)
    return dict(found)


def _links(one: Clustering, other: Clustering) -> float:
    """Of the links that tie each cluster of the one together, the share that the other has."""
    found = wanted = 0
    for group in _members(one).values():
        parts = Counter(other[mention] for mention in group)
        found += len(group) - len(parts)
        wanted += len(group) - 1
    return found / wanted if wanted else 1.0
