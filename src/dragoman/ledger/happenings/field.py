"""Events in which the neighbours of one, which may tell the same happening, are found without looking at all others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

from dragoman.ledger.happenings.score import conflict, reasons, score
from dragoman.ledger.happenings.told import Told

if TYPE_CHECKING:
    from dragoman.codebook.happenings import HappeningCues


class Field:
    """Events by type, nation, whether they happened, and day: what two of one happening have in common.

    Each pair is looked at once, when first asked for.
    """

    def __init__(self, events: Iterable[Told], cues: HappeningCues) -> None:
        self.cues = cues
        self.known = {each.event_id: each for each in events}
        self._links: dict[str, dict[str, float]] = {}
        self._by: defaultdict[tuple[str, str, bool], defaultdict[int, list[str]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for each in self.known.values():
            for nation in each.nations:
                by_day = self._by[each.type, nation, each.happened]
                for day in _days(each, cues):
                    by_day[day].append(each.event_id)

    def around(self, starts: Iterable[str]) -> list[list[Told]]:
        """The groups of events that chains of links tie together, for those that hold one of the events."""
        seen: set[str] = set()
        groups = []
        for start in sorted(starts):
            if start in seen or start not in self.known:
                continue
            group, waiting = {start}, [start]
            while waiting:
                fresh = self.links(waiting.pop()).keys() - group
                group |= fresh
                waiting.extend(fresh)
            seen |= group
            groups.append([self.known[key] for key in sorted(group)])
        return groups

    def links(self, event_id: str) -> Mapping[str, float]:
        """The events that one may be joined with, and how alike they are."""
        if event_id not in self._links:
            self._links[event_id] = dict(self._found(event_id))
        return self._links[event_id]

    def score(self, one: str, other: str) -> float | None:
        """How alike two events are; None where something keeps them apart."""
        first, second = self._pair(one, other)
        return score(first, second, self.cues) if conflict(first, second, self.cues) is None else None

    def reasons(self, one: str, other: str) -> str:
        """Why two events are alike, in words."""
        return reasons(*self._pair(one, other), self.cues)

    def _pair(self, one: str, other: str) -> tuple[Told, Told]:
        """Two events, the same way round whichever is asked for first."""
        return (self.known[one], self.known[other]) if one < other else (self.known[other], self.known[one])

    def _found(self, event_id: str) -> Iterator[tuple[str, float]]:
        for other in self._near(self.known[event_id]) - {event_id}:
            there = self._links.get(other)
            if there is not None:
                if event_id in there:
                    yield other, there[event_id]
                continue
            value = self.score(event_id, other)
            if value is not None and value >= self.cues.least:
                yield other, value

    def _near(self, one: Told) -> set[str]:
        """The events of kin types that share a nation, and whose days may meet."""
        found: set[str] = set()
        days = _days(one, self.cues, margins(self.cues)[0].days)
        for kind, nation in product(self.cues.kin(one.type), one.nations):
            by_day = self._by[kind, nation, one.happened]
            for day in days:
                found.update(by_day.get(day, ()))
        return found


def _days(each: Told, cues: HappeningCues, slack: int = 0) -> range:
    """The days of an event's window, and some on either side, as ordinals; none where no day is known."""
    first, last = window(each, cues)
    return range(first.toordinal() - slack, last.toordinal() + slack + 1) if first != date.min else range(0)


def window(each: Told, cues: HappeningCues) -> tuple[date, date]:
    """The days in which another telling may lie; ``date.min`` for an event of which no day is known.

    A period that is too long, or open, says less than the day on which it is told.
    """
    if each.exact != "none" and each.first is not None and each.last is not None:
        return each.first, each.last
    if each.told is None:
        return date.min, date.min
    return each.told - timedelta(days=cues.days["window"]), each.told


def margins(cues: HappeningCues) -> tuple[timedelta, timedelta]:
    """By how much windows may miss one another, and how far apart the first days of two that meet may lie."""
    slack = timedelta(days=max(cues.days["own"], cues.days["slack"]))
    return slack, timedelta(days=max(cues.days["long"], cues.days["window"])) + slack
