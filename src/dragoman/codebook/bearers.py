"""How well a person's name fits a country: by the words of the names of those who held offices there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log

_PRIOR = 0.3  # how much the names of all countries count beside those of the one
_SHORTEST = 3  # letters


@dataclass(frozen=True, slots=True)
class Bearers:
    """How many office-holders of each country bear a word as part of their name."""

    _of_word: Mapping[str, Mapping[str, int]]
    _of_country: Mapping[str, int]
    _total: int

    def fit(self, words: Iterable[str], country: str) -> float:
        """The log-likelihood ratio of a name's words: above 0 where they are likelier there than at large."""
        points = 0.0
        for word in words:
            known = self._of_word.get(word)
            if known is not None:
                everywhere = (sum(known.values()) + 1) / self._total
                here = known.get(country, 0) / max(self._of_country.get(country, 0), 1)
                points += log((here + _PRIOR * everywhere) / ((1 + _PRIOR) * everywhere))
        return points


def bearers(names: Iterable[tuple[str, str]]) -> Bearers:
    """From the names of office-holders (as keys) and their countries, each once."""
    of_word: defaultdict[str, Counter[str]] = defaultdict(Counter)
    of_country: Counter[str] = Counter()
    for name, country in names:
        for word in {word for word in name.split() if len(word) >= _SHORTEST}:
            of_word[word][country] += 1
            of_country[country] += 1
    return Bearers(of_word, of_country, of_country.total())
