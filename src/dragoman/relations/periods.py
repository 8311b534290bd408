"""Weeks, months, quarters and years: the periods that a relation is counted by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dragoman.errors import QueryError

UNITS = ("day", "week", "month", "quarter", "year")


def start_of(day: date, by: str) -> date:
    """The first day of the period that a day lies in; weeks begin on Monday (ISO 8601)."""
    if by == "day":
        return day
    if by == "week":
        return day - timedelta(days=day.weekday())
    if by == "year":
        return day.replace(month=1, day=1)
    step = _months(by)
    return day.replace(month=(day.month - 1) // step * step + 1, day=1)


def following(start: date, by: str) -> date:
    """The first day of the period after the one that begins on a day."""
    if by in {"day", "week"}:
        return start + timedelta(days=1 if by == "day" else 7)
    months = start.year * 12 + start.month - 1 + (12 if by == "year" else _months(by))
    return date(months // 12, months % 12 + 1, 1)


def all_periods(first: date, last: date, by: str) -> Iterator[date]:
    """The first days of all periods from the one of the first day to the one of the last."""
    start = start_of(first, by)
    while start <= last:
        yield start
        start = following(start, by)


def checked(by: str) -> str:
    """The name of a period. Raises QueryError where it is none."""
    if by not in UNITS:
        raise QueryError(f"no period {by!r}; there are {', '.join(UNITS)}")
    return by


def label(start: date, by: str) -> str:
    """The period for people: 2020, 2020-Q3, 2020-08, 2020-08-24."""
    if by == "year":
        return str(start.year)
    if by == "quarter":
        return f"{start.year}-Q{(start.month + 2) // 3}"
    return start.isoformat()[:7] if by == "month" else start.isoformat()


def _months(by: str) -> int:
    return {"month": 1, "quarter": 3}[by]
