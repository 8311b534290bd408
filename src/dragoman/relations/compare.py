"""Several relations side by side: the figures of each, and those of the same periods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dragoman.relations.periods import all_periods, label

if TYPE_CHECKING:
    from dragoman.relations.level import Level
    from dragoman.relations.pair import Relation

MOST = 4  # pairs compared


@dataclass(frozen=True, slots=True)
class Figures:
    """A relation in a few figures. mean: Goldstein weight; days: of the first and last act. None where none is."""

    friendly: int
    hostile: int
    mean: float | None
    days: tuple[date, date] | None


@dataclass(frozen=True, slots=True)
class Moment:
    """A period of one of several relations. goldstein: mean weight; level, low, high: its level with the 90 % band."""

    start: date
    label: str
    acts: int
    friendly: int
    hostile: int
    goldstein: float | None
    level: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Compared:
    """A relation beside others; all have the same periods."""

    relation: Relation
    level: Level
    figures: Figures
    moments: tuple[Moment, ...]


def figures_of(found: Relation) -> Figures:
    """The figures of a relation."""
    quads = Counter(each.quad for each in found.acts)
    weights = [each.goldstein for each in found.acts]
    return Figures(
        quads[1] + quads[2],
        quads[3] + quads[4],
        sum(weights) / len(weights) if weights else None,
        (found.acts[0].day, found.acts[-1].day) if found.acts else None,
    )


def beside(relations: Sequence[Relation], levels: Sequence[Level]) -> tuple[Compared, ...]:
    """Relations by the same periods, with their levels: from the first period of any of them to the last."""
    starts = sorted({each.start for found in relations for each in found.periods})
    return tuple(
        Compared(found, level, figures_of(found), tuple(_moments(found, level, starts)))
        for found, level in zip(relations, levels, strict=True)
    )


def _moments(found: Relation, level: Level, starts: Sequence[date]) -> Iterator[Moment]:
    periods, points = {each.start: each for each in found.periods}, {each.start: each for each in level.points}
    for start in all_periods(starts[0], starts[-1], found.by) if starts else ():
        period, point = periods.get(start), points.get(start)
        ways = (period.forth, period.back, period.both) if period else ()
        yield Moment(
            start,
            label(start, found.by),
            period.acts if period else 0,
            sum(way[0] + way[1] for way in ways),
            sum(way[2] + way[3] for way in ways),
            period.goldstein if period else None,
            point.level if point else None,
            point.low if point else None,
            point.high if point else None,
        )
