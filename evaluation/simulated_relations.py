"""Relations whose level is known: drawn by chance, then read by a coder that errs as ours was seen to err."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

import numpy as np

from dragoman.ledger.row import OWN
from dragoman.relations.observed import Act
from dragoman.relations.periods import following

START = date(2005, 1, 1)
LEAST_BREAK, MOST_BREAK = 2.0, 6.0  # points of the Goldstein scale
APART = 6  # periods between two breaks, and between a break and an end
EDGE = 7.5  # the level stays between -EDGE and EDGE
SCORES = (0.5, 0.8, 0.97)  # a model score inside each band of the errors file
# Share of each type among 74,270 events of ICEWS, 2005 to 2015, rounded.
TYPES = {
    **{"ACCUSE": 0.095, "AGREE": 0.148, "AID": 0.011, "ASSAULT": 0.082, "COERCE": 0.076, "CONCEDE": 0.004},
    **{"CONSULT": 0.311, "COOPERATE": 0.006, "MOBILIZE": 0.004, "PROTEST": 0.01, "REJECT": 0.018, "REQUEST": 0.107},
    **{"RETREAT": 0.009, "SANCTION": 0.007, "SUPPORT": 0.103, "THREATEN": 0.01},
}


@dataclass(frozen=True, slots=True)
class World:
    """What relations are drawn from. weights: the Goldstein weight of each type; measured: the errors file's counts."""

    names: tuple[str, ...]
    weights: np.ndarray[Any, Any]
    base: np.ndarray[Any, Any]
    measured: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Simulated:
    """A relation and the truth behind it. levels: by period, like starts; breaks: first days of the periods after."""

    by: str
    starts: tuple[date, ...]
    levels: tuple[float, ...]
    breaks: tuple[date, ...]
    acts: tuple[Act, ...]
    coverage: Mapping[date, int]


def world(weights: Mapping[str, float], measured: Mapping[str, Any]) -> World:
    """The types with their weights, and how the coder errs."""
    names = tuple(TYPES)
    base = np.array([TYPES[name] for name in names])
    return World(names, np.array([weights[name] for name in names]), base / base.sum(), measured)


def relations(world: World, number: int, seed: int) -> Iterator[Simulated]:
    """So many relations, by month and by quarter in turns; the same ones each time."""
    chance = np.random.default_rng(seed)
    for index in range(number):
        yield _relation(world, "month" if index % 2 == 0 else "quarter", chance)


def _relation(world: World, by: str, chance: np.random.Generator) -> Simulated:
    months = 1 if by == "month" else 3
    periods = int(chance.integers(72, 133)) // months
    starts = tuple(islice(_starts(by), periods))
    levels, breaks = _levels(periods, chance.uniform(0.1, 0.35) * months**0.5, chance)
    reading = _reading(periods, chance)
    expected = months * np.exp(chance.uniform(np.log(1.0), np.log(12.0))) * reading
    volume = chance.poisson(expected * chance.gamma(4.0, 0.25, periods))
    acts = tuple(_acts(world, starts, by, levels, volume, chance))
    coverage = {start: int(600 * months * share) for start, share in zip(starts, reading, strict=True)}
    return Simulated(by, starts, tuple(levels.tolist()), tuple(starts[each] for each in breaks), acts, coverage)


def _starts(by: str) -> Iterator[date]:
    start = START
    while True:
        yield start
        start = following(start, by)


def _levels(periods: int, step: float, chance: np.random.Generator) -> tuple[np.ndarray[Any, Any], list[int]]:
    """A random walk with sudden breaks, kept on the scale."""
    wanted, breaks = chance.poisson(1.5), list[int]()
    for place in chance.integers(APART, periods - APART, 4 * wanted).tolist():
        if len(breaks) < wanted and all(abs(place - each) >= APART for each in breaks):
            breaks.append(place)
    levels = np.empty(periods)
    levels[0] = chance.uniform(-5, 5)
    for place in range(1, periods):
        jump = chance.uniform(LEAST_BREAK, MOST_BREAK) * chance.choice((-1, 1)) if place in breaks else 0.0
        jump = -jump if abs(levels[place - 1] + jump) > EDGE else jump
        levels[place] = np.clip(levels[place - 1] + jump + chance.normal(0, step), -EDGE, EDGE)
    return levels, sorted(breaks)


def _reading(periods: int, chance: np.random.Generator) -> np.ndarray[Any, Any]:
    """How much of the world is read: it grows up to threefold, and one or two seasons are thin."""
    reading = np.linspace(1.0, chance.uniform(1.0, 3.0), periods)
    for _ in range(chance.integers(1, 3)):
        first = chance.integers(0, periods - 4)
        reading[first : first + int(chance.integers(4, 9))] *= 0.15
    return reading


def _acts(
    world: World, starts: Sequence[date], by: str, levels: Any, volume: Any, chance: np.random.Generator
) -> Iterator[Act]:
    """What the coder makes of the true acts: it misses some and adds false ones."""
    precision, recall, strays = _errors(world, chance)
    false = world.measured["false_acts"]
    follow = np.clip(chance.normal(false["follow"], false["follow_error"]), 0.0, 1.0)
    for start, level, number in zip(starts, levels, volume, strict=True):
        true = chance.choice(len(world.names), number, p=_mix(world, level))
        found = true[chance.random(number) < recall[true]]
        false_each = (1 - precision[found]) / precision[found]
        after = np.repeat(found, chance.poisson(follow * false_each))
        stray = chance.choice(len(world.names), chance.poisson((1 - follow) * false_each.sum()), p=strays)
        for kinds, right in ((found, True), (np.concatenate((after, stray)), False)):
            for kind in kinds.tolist():
                yield _act(world, kind, start, by, right, chance)


def _act(world: World, kind: int, start: date, by: str, right: bool, chance: np.random.Generator) -> Act:
    day = start + timedelta(days=int(chance.integers(0, 28 if by == "month" else 88)))
    bands = np.array(
        [counts[0] if right else counts[1] - counts[0] for counts in world.measured["confidence"].values()]
    )
    score = float(chance.choice(SCORES, p=bands / bands.sum()))
    name, weight = world.names[kind], float(world.weights[kind])
    return Act(day, name, 1 if weight > 0 else 3, weight, 1, score, f"{start}-{chance.integers(1 << 40)}", OWN)


def _mix(world: World, level: float) -> np.ndarray[Any, Any]:
    """The mix of types whose mean weight is the level: the usual mix, tilted."""
    low, high = -2.0, 2.0
    for _ in range(40):
        tilt = (low + high) / 2
        mix = world.base * np.exp(tilt * world.weights)
        mix /= mix.sum()
        low, high = (tilt, high) if mix @ world.weights < level else (low, tilt)
    return mix


def _errors(world: World, chance: np.random.Generator) -> tuple[Any, Any, Any]:
    """One coder as it may be, given the counts: precision and recall by type, and the mix of its stray acts."""
    rates = []
    for name in ("precision", "recall"):
        part = world.measured[name]
        overall = part["overall"][0] / part["overall"][1]
        counts = np.array([part["types"][kind] for kind in world.names], dtype=float)
        right = counts[:, 0] + part["prior"] * overall
        wrong = counts[:, 1] - counts[:, 0] + part["prior"] * (1 - overall)
        rates.append(chance.beta(right, wrong))
    false = np.array([of - right for right, of in (world.measured["precision"]["types"][kind] for kind in world.names)])
    return *rates, false / false.sum()
