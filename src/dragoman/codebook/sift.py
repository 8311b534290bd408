"""Words that tell reports of acts between political actors from other news (cues/sift.yaml, cues/sift.csv).

A logistic regression on words and pairs of neighbouring words, made by ``training/sift.py``; the weight of each can be
read in the table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from pathlib import Path

from dragoman.codebook.files import read_mapping, read_rows
from dragoman.errors import CodebookError

_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*|\d+")
NUMBER = "0"  # stands for every number


@dataclass(frozen=True, slots=True)
class SiftCues:
    """least: the score from which on a report is read; shortest: words, a shorter one is read in any case.

    weights: by word and by pair of words with a space between; that of "" is added to every score. named: the share of
    sentences with a political actor from which on acts are looked for; political: the sectors of such actors.
    """

    least: float
    shortest: int
    weights: Mapping[str, float]
    named: float
    political: frozenset[str]

    def score(self, text: str) -> float:
        """How much a text speaks of acts between political actors; a long text counts no more than a short one."""
        counts = bag(text)
        length = sqrt(sum(counts.values())) or 1.0
        known = ((self.weights.get(feature), number) for feature, number in counts.items())
        told = sum(weight * sqrt(number) for weight, number in known if weight)
        return self.weights.get("", 0.0) + told / length

    def too_low(self, text: str) -> float | None:
        """The score of a report that is not worth reading further; None for one that is."""
        if self.is_short(text):
            return None
        score = self.score(text)
        return score if score < self.least else None

    def is_short(self, text: str) -> bool:
        """Whether a text is read in any case."""
        return text.count(" ") < self.shortest

    def passes(self, text: str) -> bool:
        """Whether a report is worth reading further."""
        return self.too_low(text) is None


def bag(text: str) -> Counter[str]:
    """The words of a text and the pairs of neighbours, in small letters, and how often each stands in it."""
    words = [word if not word[0].isdigit() else NUMBER for word in _WORD.findall(text.lower().replace("’", "'"))]
    counts = Counter(words)
    counts.update(map(" ".join, pairwise(words)))
    return counts


def load_sift(folders: Sequence[Path]) -> SiftCues:
    """Read the table and the bounds of all folders; later ones replace earlier ones. Raises CodebookError."""
    bounds = read_mapping(folders, "cues/sift.yaml")
    weights: dict[str, float] = {}
    for path, row in read_rows(folders, "cues/sift.csv"):
        try:
            weights[row["words"]] = float(row["weight"])
        except (KeyError, TypeError, ValueError) as error:
            raise CodebookError(f"{path}: expected the columns words and weight, found {row}") from error
    try:
        numbers = float(bounds["least"]), int(bounds["shortest"])
        return SiftCues(*numbers, weights, float(bounds["named"]), frozenset(bounds["political"]))
    except (KeyError, TypeError, ValueError) as error:
        raise CodebookError(f"cues/sift.yaml: least, shortest and named must be numbers ({error})") from error
