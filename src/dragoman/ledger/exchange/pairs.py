"""From events with several parties to the foreign formats' rows of one source and one recipient, and the rows' ids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product

from dragoman.identity import content_id
from dragoman.ledger.row import EventRow, Party

_BITS = 53  # as many as a floating point number holds: R and JavaScript read ids as such


@dataclass(frozen=True, slots=True)
class Pair:
    """One row's parties. name: tells the pair from the event's others ("0-1"); alone: the event has no other pair."""

    source: Party | None
    recipient: Party | None
    name: str
    alone: bool


def pairs(row: EventRow) -> list[Pair]:
    """The pairs of an event: each source with each recipient; an empty side gives None.

    A symmetric event without recipients ("the three met") gives each two of its sources once.
    """
    sources = list(enumerate(row.source))
    if row.symmetric and not row.recipient and len(sources) > 1:
        found = [(a, b, f"{i}+{j}") for (i, a), (j, b) in combinations(sources, 2)]
        return [Pair(*each, alone=len(found) == 1) for each in found]
    sides = product(_or_none(row.source), _or_none(row.recipient))
    several = len(row.source) > 1 or len(row.recipient) > 1
    return [Pair(a, b, f"{i}-{j}", alone=not several) for (i, a), (j, b) in sides]


def number_of(row: EventRow, pair: Pair) -> int:
    """The row's id as a whole number: the same event and pair have the same number for ever."""
    return short(content_id(row.event_id, pair.name))


def short(identity: str) -> int:
    """A content id as a whole number below 2 to the power of 53."""
    return int(identity.rpartition(":")[2][:16], 16) >> (64 - _BITS)


def sentence_id(row: EventRow) -> str | None:
    """The sentence as PETRARCH2 and Phoenix name it, story and sentence; ours counts by its first character."""
    known = row.article_id is not None and row.sentence_start is not None
    return f"{row.article_id}_{row.sentence_start}" if known else row.article_id


def own_id(row: EventRow, pair: Pair, origin: str) -> str | None:
    """The id that the event has in the data set it came from; None where it is not from there."""
    return row.origin_id if row.origin == origin and pair.alone else None


def day_of(row: EventRow) -> date | None:
    """The one day that the foreign formats have room for: the first of the interval, or the last of an open one."""
    return row.date_start or row.date_end


def left_out(row: EventRow) -> str | None:
    """Why the formats that know only what happened, each on a day, have no room for an event; None where they have."""
    if row.status != "actual":
        return f"status {row.status}"
    return "no day known" if day_of(row) is None else None


def sides(pair: Pair) -> Iterator[Party | None]:
    """The source, then the recipient."""
    yield pair.source
    yield pair.recipient


def _or_none(parties: tuple[Party, ...]) -> list[tuple[int, Party | None]]:
    return list(enumerate(parties)) or [(0, None)]
