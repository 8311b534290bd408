"""What a period shows of a relation: the mean weight of its acts, how sure it is, the coder's errors taken out.

The formulas are in docs/relations-method.md.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from dragoman.codebook.files import read_yaml
from dragoman.errors import CodebookError
from dragoman.ledger.row import OWN
from dragoman.relations.periods import all_periods, start_of

ERRORS = Path(__file__).parent / "errors.yaml"
_SPREAD = 12.0  # variance of the weights within a period that a relation is taken to have before its acts are seen
_SPREAD_ACTS = 6.0  # and how many acts that is worth
_POOLED_ACTS = 10.0  # how many acts the relation's own variance is worth beside those of one period


@dataclass(frozen=True, slots=True)
class Act:
    """What happened once. goldstein: -10 to 10; sources: independent ones; confidence: the model's, 0 to 1.

    who: the parties, for people ("France → Iraq"); empty where they need not be named.
    """

    day: date
    type: str
    quad: int
    goldstein: float
    sources: int
    confidence: float | None
    happening: str
    origin: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Rates:
    """How a coder errs with a type: the share of its acts that are right, and of true acts that it finds, 0 to 1."""

    precision: float
    recall: float


@dataclass(frozen=True, slots=True)
class Errors:
    """How coders err. types: our own coder, by type; overall: it with any type; assumed: coders not measured.

    bands: for model scores of at least so much, the odds of being right over the overall odds, lowest first.
    stray: the share of false acts that tell nothing of the relation; stray_error: the standard error of that share;
    stray_mean: these acts' mean Goldstein weight.
    """

    types: Mapping[str, Rates]
    overall: Rates
    assumed: Rates
    bands: tuple[tuple[float, float], ...]
    stray: float
    stray_error: float
    stray_mean: float

    def of(self, act: Act) -> Rates:
        """How likely the act is true, and how many of its kind are found.

        Each independent source divides the odds of its being false: two sources halve them.
        """
        if act.origin != OWN:
            rates, band = self.assumed, 1.0
        else:
            rates, band = self.types.get(act.type, self.overall), self._band(act.confidence)
        true = rates.precision * band * max(act.sources, 1)
        return Rates(true / (true + 1 - rates.precision), rates.recall)

    def _band(self, confidence: float | None) -> float:
        if confidence is None:
            return 1.0
        return [factor for least, factor in self.bands if confidence >= least][-1]


@dataclass(frozen=True, slots=True)
class Observation:
    """A period as the level's model sees it.

    start: its first day; value: the acts' mean weight, errors taken out (it may lie beyond -10 or 10); variance: of
    that mean; both None in a period without acts. acts: how many; effective: how many true acts they are worth;
    doubt: the standard error that it shares with all other periods, because nobody knows how far false acts stray.
    """

    start: date
    value: float | None
    variance: float | None
    acts: int
    effective: float
    doubt: float


@dataclass(frozen=True, slots=True)
class _Sums:
    """The acts of a period, weighed.

    mean: of their Goldstein weights; squares: sum of squares around it; false: the share of false ones; effective: how
    many equal acts they are worth; acts: how many.
    """

    mean: float
    squares: float
    false: float
    effective: float
    acts: int


def observe(acts: Sequence[Act], coverage: Mapping[date, int], by: str, errors: Errors) -> tuple[Observation, ...]:
    """Each period from the one of the first act to the one of the last.

    coverage: events of the whole ledger by period; a period of more than the median counts for less by as much, so
    that a relation does not seem surer only because more was read.
    """
    if not acts:
        return ()
    inside: defaultdict[date, list[Act]] = defaultdict(list)
    for act in acts:
        inside[start_of(act.day, by)].append(act)
    sums = {start: _sums(each, errors) for start, each in inside.items()}
    usual = median(coverage.get(start, 0) for start in sums)
    pooled = _pooled(list(sums.values()))
    days = [act.day for act in acts]
    return tuple(
        _observation(start, sums[start], pooled, _left(coverage.get(start, 0), usual), errors)
        if start in sums
        else Observation(start, None, None, 0, 0.0, 0.0)
        for start in all_periods(min(days), max(days), by)
    )


def _sums(acts: Sequence[Act], errors: Errors) -> _Sums:
    """A period's acts, each weighing as many true acts as it stands for: precision over recall of its type."""
    total = first = second = squared = false = 0.0
    for act in acts:
        rates = errors.of(act)
        weight = rates.precision / rates.recall
        total += weight
        first += weight * act.goldstein
        second += weight * act.goldstein**2
        squared += weight**2
        false += weight * (1 - rates.precision)
    mean = first / total
    squares = max(second / total - mean**2, 0.0) * len(acts)
    return _Sums(mean, squares, false / total, total**2 / squared, len(acts))


def _pooled(sums: Sequence[_Sums]) -> float:
    """The variance of weights within the relation's periods, drawn towards the usual one."""
    freedom = sum(each.acts - 1 for each in sums)
    return (_SPREAD * _SPREAD_ACTS + math.fsum(each.squares for each in sums)) / (_SPREAD_ACTS + freedom)


def _left(covered: int, usual: float) -> float:
    """What is left of a period's acts once the growth of coverage is taken out, 0 to 1."""
    return usual / covered if covered > usual > 0 else 1.0


def _observation(start: date, sums: _Sums, pooled: float, left: float, errors: Errors) -> Observation:
    strays = errors.stray * sums.false
    value = (sums.mean - strays * errors.stray_mean) / (1 - strays)
    spread = (_POOLED_ACTS * pooled + sums.squares) / (_POOLED_ACTS + sums.acts - 1)
    effective = sums.effective * (1 - sums.false) * left
    doubt = errors.stray_error * sums.false * abs(value - errors.stray_mean) / (1 - strays)
    return Observation(start, value, spread / effective / (1 - strays) ** 2, sums.acts, effective, doubt)


def load_errors(path: Path = ERRORS) -> Errors:
    """The errors of a file as ``evaluation/relations.py errors`` writes it. Raises CodebookError for a broken one."""
    content = read_yaml(path)
    try:
        return _errors(content["measured"], content["assumed"])
    except (KeyError, TypeError, ZeroDivisionError) as error:
        raise CodebookError(f"{path}: {error!r}") from error


def _errors(measured: Mapping[str, Any], assumed: Mapping[str, Any]) -> Errors:
    precision, recall = measured["precision"], measured["recall"]
    overall = Rates(_share(precision["overall"]), _share(recall["overall"]))
    types = {
        kind: Rates(
            _shrunk(precision["types"][kind], overall.precision, precision["prior"]),
            _shrunk(recall["types"][kind], overall.recall, recall["prior"]),
        )
        for kind in precision["types"]
    }
    false = measured["false_acts"]
    return Errors(
        types,
        overall,
        Rates(assumed["precision"], assumed["recall"]),
        tuple(_bands(measured["confidence"], overall.precision)),
        1 - false["follow"],
        false["follow_error"],
        false["mean"],
    )


def _bands(counts: Mapping[float, Sequence[int]], overall: float) -> Iterator[tuple[float, float]]:
    for least, (right, of) in counts.items():
        yield least, (right / (of - right)) / (overall / (1 - overall))


def _share(counts: Sequence[int]) -> float:
    right, of = counts
    return right / of


def _shrunk(counts: Sequence[int], overall: float, prior: float) -> float:
    """The share right, drawn towards the overall share as if so many rows more had shown that one."""
    right, of = counts
    return (right + prior * overall) / (of + prior)
