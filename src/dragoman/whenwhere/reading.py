"""A date as read: EDTF and the days that it spans."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

GIVEN = "given in the text"
RELATIVE = "relative to publication"
CHAINED = "relative to a date before it"
REPORT_DAY = "from the report's day"
_TO_THE_DAY, _TO_THE_MONTH = len("2024-03-14"), len("2024-03")


@dataclass(frozen=True, slots=True)
class Reading:
    """A date as read. edtf: EDTF level 0 or 1; start, end: first and last day; basis: what it was counted from."""

    edtf: str
    start: date
    end: date
    basis: str

    @property
    def is_of_days(self) -> bool:
        """Whether it is told to the day."""
        return len(self.edtf.split("/")[0]) == _TO_THE_DAY

    @property
    def is_of_months(self) -> bool:
        """Whether it is told to the month, or more exactly."""
        return len(self.edtf.split("/")[0]) >= _TO_THE_MONTH


def one_day(day: date, basis: str) -> Reading:
    """A day."""
    return Reading(day.isoformat(), day, day, basis)


def days_from(start: date, end: date, basis: str) -> Reading:
    """From one day to another."""
    return Reading(f"{start.isoformat()}/{end.isoformat()}", start, end, basis)


def one_month(year: int, month: int, basis: str) -> Reading:
    """A month."""
    last = calendar.monthrange(year, month)[1]
    return Reading(f"{year:04}-{month:02}", date(year, month, 1), date(year, month, last), basis)


def year_of(reading: Reading, basis: str) -> Reading:
    """The year that a reading begins in."""
    return one_year(reading.start.year, basis)


def coarser(reading: Reading) -> Iterator[tuple[str, Reading]]:
    """The month and the year that a reading lies in, where it is told more exactly."""
    first, last = reading.start, reading.end
    if reading.is_of_days and (first.year, first.month) == (last.year, last.month):
        yield "month", one_month(first.year, first.month, reading.basis)
    if (reading.is_of_days and first == last) or len(reading.edtf) == _TO_THE_MONTH:
        yield "year", one_year(first.year, reading.basis)


def lasting(reading: Reading, day: date) -> Reading | None:
    """From a date until a day, to the same precision; None where the day does not lie behind the date."""
    first = f"{reading.start.year:04}" if "X" in reading.edtf else reading.edtf
    last = day.isoformat()[: len(first)]
    if "/" in first or last <= first:
        return None
    return Reading(f"{first}/{last}", reading.start, day, reading.basis)


def until(reading: Reading, day: date) -> Reading:
    """A span that lasts until a day."""
    return replace(reading, edtf=f"{reading.edtf.split('/')[0]}/{day.isoformat()}", end=day)


def on_day(day: date) -> Reading:
    """A day, read as the report's."""
    return one_day(day, REPORT_DAY)


def one_year(year: int, basis: str) -> Reading:
    """A year."""
    return Reading(f"{year:04}", date(year, 1, 1), date(year, 12, 31), basis)
