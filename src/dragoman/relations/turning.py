"""Turning points: where the level of a relation breaks, and the happenings that weigh most in it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.relations.level import NEAR, Break, Level
from dragoman.relations.observed import Act, Observation
from dragoman.relations.periods import label

CITED = 3  # happenings named of a turning point
_UNITS = ((300, "year"), (80, "quarter"), (27, "month"), (7, "week"), (1, "day"))  # by their least days


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """From a period on the level is another.

    before, after: the levels; sentence: that, with the happenings that weigh most in it; happenings: their ids.
    """

    start: date
    before: float
    after: float
    sentence: str
    happenings: tuple[str, ...]


def turning_points(observations: Sequence[Observation], level: Level, acts: Sequence[Act]) -> tuple[TurningPoint, ...]:
    """The turning points of a level, in order of time. acts: those that were observed."""
    return tuple(_turning_point(observations, each, acts) for each in level.breaks)


def _turning_point(observations: Sequence[Observation], at: Break, acts: Sequence[Act]) -> TurningPoint:
    starts = [each.start for each in observations]
    first = starts.index(at.start)
    end = starts[first + NEAR + 1] if first + NEAR + 1 < len(starts) else date.max
    cited = weightiest((act for act in acts if at.start <= act.day < end), at)
    way = "rose" if at.after > at.before else "fell"
    told = f"From {label(at.start, _unit(starts))} the level {way} from {at.before:+.1f} to {at.after:+.1f}"
    named = f"; most weight: {', '.join(map(_named, cited))}" if cited else ""
    return TurningPoint(at.start, at.before, at.after, f"{told}{named}.", tuple(act.happening for act in cited))


def weightiest(acts: Iterable[Act], at: Break) -> list[Act]:
    """The acts that draw the level most from where it was to where it went.

    An act's pull is how far it lies from the level before, in the direction of the break, times the logarithm of its
    independent sources and one; of equal ones the earlier comes first.
    """
    way = math.copysign(1.0, at.after - at.before)

    def pull(act: Act) -> float:
        return way * (act.goldstein - at.before) * math.log1p(act.sources)

    return sorted((act for act in acts if pull(act) > 0), key=lambda act: (-pull(act), act.day))[:CITED]


def _named(act: Act) -> str:
    sources = "1 source" if act.sources == 1 else f"{act.sources} sources"
    return " ".join(part for part in (act.day.isoformat(), act.who, act.type, f"({sources})") if part)


def _unit(starts: Sequence[date]) -> str:
    """The name of the periods that begin on these days."""
    days = (starts[1] - starts[0]).days
    return next(unit for least, unit in _UNITS if days >= least)
