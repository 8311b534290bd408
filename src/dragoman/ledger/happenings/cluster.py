"""From events to happenings: pairs that are alike enough, best first, joined where nothing in either speaks against it.

What an event may be joined with hangs on the chain of pairs that leads to it, and on nothing else: the result rests on
the events alone, not on their order, nor on how they were split over runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.ledger.happenings.field import Field
from dragoman.ledger.happenings.told import Told


@dataclass(frozen=True, slots=True)
class Cluster:
    """The tellings of one happening, in order of publication; for each the best score to another, and why."""

    tellings: tuple[Told, ...]
    scores: tuple[tuple[float, str], ...]


def clusters(group: Sequence[Told], field: Field) -> list[Cluster]:
    """The happenings that a group of a field's events tells: one that ``around`` gives, or several together."""
    links = sorted(
        (-value, each.event_id, other)
        for each in group
        for other, value in field.links(each.event_id).items()
        if each.event_id < other
    )
    groups = {each.event_id: [each] for each in group}
    for _, first, second in links:
        one, other = groups[first], groups[second]
        if one is not other and _fit(one, other, field):
            one.extend(other)
            for each in other:
                groups[each.event_id] = one
    whole = {id(each): each for each in groups.values()}
    return sorted((_cluster(each, field) for each in whole.values()), key=lambda each: each.tellings[0].event_id)


def _fit(one: Sequence[Told], other: Sequence[Told], field: Field) -> bool:
    """Whether no event of one group is in conflict with one of the other, and they are alike on average."""
    total = 0.0
    for mine in one:
        links = field.links(mine.event_id)
        for theirs in other:
            value = links.get(theirs.event_id)
            if value is None:
                value = field.score(mine.event_id, theirs.event_id)
            if value is None:
                return False
            total += value
    return total / (len(one) * len(other)) >= field.cues.least


def _cluster(group: Sequence[Told], field: Field) -> Cluster:
    ordered = sorted(group, key=lambda each: (each.told or date.max, each.event_id))
    inside = {each.event_id for each in group}
    return Cluster(tuple(ordered), tuple(_nearest(each.event_id, inside, field) for each in ordered))


def _nearest(event_id: str, inside: set[str], field: Field) -> tuple[float, str]:
    """The score to the nearest telling of the same happening, and why."""
    links = field.links(event_id)
    pairs = [(-links[other], min(event_id, other), max(event_id, other)) for other in inside & links.keys()]
    if not pairs:
        return 1.0, "the only telling"
    value, one, other = min(pairs)
    return -value, field.reasons(one, other)
