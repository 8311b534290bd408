"""From events to happenings: pairs that are alike enough, best first, joined where nothing in either speaks against it.

What an event may be joined with hangs on the chain of pairs that leads to it, and on nothing else: the result rests on
the events alone, not on their order, nor on how they were split over runs.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dragoman.ledger.happenings.score import conflict, score
from dragoman.ledger.happenings.told import Told

if TYPE_CHECKING:
    from dragoman.codebook.happenings import HappeningCues


@dataclass(frozen=True, slots=True)
class Link:
    """Two events that may be one happening."""

    score: float
    one: str
    other: str
    why: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """The tellings of one happening, in order of publication; for each the best score to another, and why."""

    tellings: tuple[Told, ...]
    scores: tuple[tuple[float, str], ...]


class Field:
    """Events in which the neighbours of one are found by nation, family of types and days."""

    def __init__(self, events: Iterable[Told], cues: HappeningCues) -> None:
        self._cues = cues
        self.known = {each.event_id: each for each in events}
        self.slack, self.reach = margins(cues)
        self._by: defaultdict[tuple[str, str], list[tuple[date, str]]] = defaultdict(list)
        for each in self.known.values():
            for nation in each.nations:
                self._by[cues.family(each.type), nation].append((window(each, cues)[0], each.event_id))
        for listed in self._by.values():
            listed.sort()

    def around(self, starts: Iterable[str]) -> list[list[Told]]:
        """The groups of events that chains of links tie together, for those that hold one of the events."""
        seen: set[str] = set()
        groups = []
        for start in sorted(starts):
            if start in seen or start not in self.known:
                continue
            group, waiting = {start}, [start]
            while waiting:
                for link in self.links(waiting.pop()):
                    for key in {link.one, link.other} - group:
                        group.add(key)
                        waiting.append(key)
            seen |= group
            groups.append([self.known[key] for key in sorted(group)])
        return groups

    def links(self, event_id: str) -> Iterator[Link]:
        """The events that one may be joined with."""
        own = self.known[event_id]
        for near in self._near(own):
            one, other = sorted((own, near), key=lambda each: each.event_id)
            if other.type in self._cues.kin(one.type) and conflict(one, other, self._cues) is None:
                value, why = score(one, other, self._cues)
                if value >= self._cues.least:
                    yield Link(value, one.event_id, other.event_id, why)

    def _near(self, one: Told) -> Iterator[Told]:
        """The events that share a nation and a family, and whose days may meet."""
        first, last = window(one, self._cues)
        if first == date.min:
            return
        found: set[str] = set()
        for nation in one.nations:
            listed = self._by[self._cues.family(one.type), nation]
            low = bisect_left(listed, (first - self.reach, ""))
            high = bisect_right(listed, (last + self.slack, "~"))
            found.update(key for _, key in listed[low:high])
        for key in sorted(found - {one.event_id}):
            other = self.known[key]
            if window(other, self._cues)[1] + self.slack >= first:
                yield other


def clusters(group: Sequence[Told], cues: HappeningCues) -> list[Cluster]:
    """The happenings that a group of events tells, which chains of links tie together."""
    field = Field(group, cues)
    links = {link for each in group for link in field.links(each.event_id)}
    ordered = sorted(links, key=lambda each: (-each.score, each.one, each.other))
    scored = {(link.one, link.other): link.score for link in ordered}
    groups = {each.event_id: [each] for each in group}
    for link in ordered:
        one, other = groups[link.one], groups[link.other]
        if one is not other and _fit(one, other, scored, cues):
            one.extend(other)
            for each in other:
                groups[each.event_id] = one
    whole = {id(each): each for each in groups.values()}
    return sorted((_cluster(each, ordered) for each in whole.values()), key=lambda each: each.tellings[0].event_id)


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


def _fit(one: Sequence[Told], other: Sequence[Told], scored: dict[tuple[str, str], float], cues: HappeningCues) -> bool:
    """Whether no event of one group is in conflict with one of the other, and they are alike on average."""
    total = 0.0
    for mine in one:
        for theirs in other:
            if conflict(mine, theirs, cues) is not None:
                return False
            first, second = sorted((mine.event_id, theirs.event_id))
            total += scored[first, second] if (first, second) in scored else score(mine, theirs, cues)[0]
    return total / (len(one) * len(other)) >= cues.least


def _cluster(group: Sequence[Told], links: Sequence[Link]) -> Cluster:
    ordered = sorted(group, key=lambda each: (each.told or date.max, each.event_id))
    inside = {each.event_id for each in group}
    best: dict[str, tuple[float, str]] = {}
    for link in links if len(group) > 1 else ():
        if link.one in inside and link.other in inside:
            for event in (link.one, link.other):
                best.setdefault(event, (link.score, link.why))
    return Cluster(tuple(ordered), tuple(best.get(each.event_id, (1.0, "the only telling")) for each in ordered))
