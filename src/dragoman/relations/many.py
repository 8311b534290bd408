"""Many relations at once: who acts with and against whom, and which pairs changed most of late."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from dragoman.errors import QueryError
from dragoman.ledger.query import DAY, EVENT_CURRENT, days, together

if TYPE_CHECKING:
    from dragoman.ledger import Ledger

# Every act once for each unordered pair of nations that it is between: its first telling, where several tell it.
_PAIRS = f"""
SELECT one, other, min(day) AS day, arg_min(quad, (day, event_id)) AS quad,
    arg_min(goldstein, (day, event_id)) AS goldstein
FROM (
    SELECT least(s, r) AS one, greatest(s, r) AS other, day, quad, goldstein, event_id, happening FROM (
        SELECT unnest(source_codes) AS s, recipient_codes, {DAY} AS day, quad, goldstein, e.event_id,
            coalesce(t.happening_id, e.event_id) AS happening
        FROM events e LEFT JOIN tellings t ON t.event_id = e.event_id
        WHERE status = 'actual' AND {DAY} IS NOT NULL AND len(source_codes) > 0 AND len(recipient_codes) > 0
            AND {EVENT_CURRENT} AND {{held}}
    ), LATERAL (SELECT unnest(recipient_codes) AS r) WHERE s <> r)
GROUP BY happening, one, other"""
_DIGITS = 9  # what is left of a mean that does not hang on the order in which threads add up
LEAST = 3  # acts in the recent window below which a pair is not called changed
_PRIOR = 4.0  # acts' worth of the variance of all acts, mixed into each pair's own


@dataclass(frozen=True, slots=True)
class Edge:
    """Two nations and what was between them. goldstein: mean weight."""

    one: str
    other: str
    cooperation: int
    conflict: int
    goldstein: float

    @property
    def acts(self) -> int:
        """All acts between them."""
        return self.cooperation + self.conflict


@dataclass(frozen=True, slots=True)
class Mover:
    """A pair that changed. before, now: mean weights of its past and of the last weeks.

    strength: how many standard errors they are apart, below zero for the worse. acts, usual: in the last weeks, and on
    average in as many weeks before.
    """

    one: str
    other: str
    before: float
    now: float
    strength: float
    acts: int
    usual: float


def network(
    ledger: Ledger, code: str | None = None, *, since: str | None = None, until: str | None = None, limit: int = 100
) -> tuple[Edge, ...]:
    """The pairs with most acts: of one nation, or of all. Raises QueryError for a wrong date."""
    held = together(days(DAY, since, until))
    own = "WHERE one = ? OR other = ?" if code else ""
    query = f"""SELECT one, other, count(*) FILTER (quad <= 2), count(*) FILTER (quad > 2),
            round(avg(goldstein), {_DIGITS})
        FROM ({_PAIRS.format(held=held.sql)}) {own}
        GROUP BY one, other ORDER BY count(*) DESC, one, other LIMIT {limit:d}"""
    return tuple(Edge(*row) for row in ledger.rows(query, [*held.values, *([code.upper()] * 2 if code else [])]))


def last_day(ledger: Ledger) -> date | None:
    """The day of the ledger's last report or, in a ledger of imported events, of its last event."""
    ((told, dated),) = ledger.rows("SELECT max(told), max(date_start) FROM events")
    found: date | None = told or dated
    return found


def movers(
    ledger: Ledger, *, weeks: int = 4, past_weeks: int = 156, until: date | None = None, limit: int = 20
) -> tuple[Mover, ...]:
    """The pairs whose last weeks differ most from their own past, by mean Goldstein weight; a Welch-like statistic.

    until: the last day of the window; the ledger's last where not given. Each pair's variance is mixed with that of
    all acts, so that a pair of few acts does not seem certain. Pairs with fewer than three acts in the window, or
    before, are left out. Raises QueryError for a day too early to have a past.
    """
    end = until or last_day(ledger)
    if end is None:
        return ()
    if end.toordinal() <= 7 * (weeks + past_weeks):
        raise QueryError(f"{end} is too early to have {weeks + past_weeks} weeks before it")
    start = end - timedelta(weeks=weeks) + timedelta(days=1)
    first = start - timedelta(weeks=past_weeks)
    query = f"""
        WITH acts AS ({_PAIRS.format(held=f"{DAY} BETWEEN ? AND ?")}),
        spread AS (SELECT round(var_pop(goldstein), {_DIGITS}) AS v FROM acts)
        SELECT one, other, round(avg(goldstein) FILTER (day < ?), {_DIGITS}),
            round(avg(goldstein) FILTER (day >= ?), {_DIGITS}), round(var_pop(goldstein) FILTER (day < ?), {_DIGITS}),
            count(*) FILTER (day < ?), count(*) FILTER (day >= ?), min(day), any_value(v)
        FROM acts, spread GROUP BY one, other
        HAVING count(*) FILTER (day >= ?) >= {LEAST} AND count(*) FILTER (day < ?) >= {LEAST}"""
    rows = ledger.rows(query, [first, end, *[start] * 7])
    found = sorted(_movers(rows, start, weeks), key=lambda each: (-abs(each.strength), each.one, each.other))
    return tuple(found[:limit])


def _movers(rows: list[tuple[Any, ...]], start: date, weeks: int) -> Iterator[Mover]:
    for one, other, before, now, variance, old, new, first, spread in rows:
        mixed = (variance * old + spread * _PRIOR) / (old + _PRIOR)
        error = math.sqrt(max(mixed, 0.01) * (1 / old + 1 / new))
        windows = max((start - first).days / (7 * weeks), 1.0)
        yield Mover(one, other, before, now, (now - before) / error, new, old / windows)
