"""Days, weeks, months, quarters and years: they part the calendar without gaps, and have names."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import QueryError
from dragoman.relations.periods import UNITS, all_periods, checked, following, label, start_of

DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("by", "start", "after", "name"),
    [
        ("day", date(2020, 2, 29), date(2020, 3, 1), "2020-02-29"),
        ("week", date(2020, 2, 24), date(2020, 3, 2), "2020-02-24"),
        ("month", date(2020, 2, 1), date(2020, 3, 1), "2020-02"),
        ("quarter", date(2020, 1, 1), date(2020, 4, 1), "2020-Q1"),
        ("year", date(2020, 1, 1), date(2021, 1, 1), "2020"),
    ],
)
def test_the_period_of_a_leap_day(by: str, start: date, after: date, name: str) -> None:
    assert start_of(date(2020, 2, 29), by) == start
    assert following(start, by) == after
    assert label(start, by) == name


def test_weeks_begin_on_monday_also_across_years() -> None:
    assert start_of(date(2021, 1, 3), "week") == date(2020, 12, 28)
    assert start_of(date(2021, 1, 4), "week") == date(2021, 1, 4)


def test_quarters_are_named_by_number() -> None:
    names = [label(start, "quarter") for start in all_periods(date(2020, 2, 1), date(2021, 1, 1), "quarter")]
    assert names == ["2020-Q1", "2020-Q2", "2020-Q3", "2020-Q4", "2021-Q1"]


def test_december_is_followed_by_january() -> None:
    assert following(date(2020, 12, 1), "month") == date(2021, 1, 1)
    assert following(date(2020, 10, 1), "quarter") == date(2021, 1, 1)


def test_periods_reach_from_the_first_days_to_the_last_days() -> None:
    assert list(all_periods(date(2020, 1, 31), date(2020, 3, 1), "month")) == [date(2020, m, 1) for m in (1, 2, 3)]
    assert list(all_periods(date(2020, 1, 31), date(2020, 1, 31), "year")) == [date(2020, 1, 1)]
    assert list(all_periods(date(2020, 2, 1), date(2020, 1, 31), "month")) == []


@given(DAYS, st.integers(0, 800), st.sampled_from(UNITS))
def test_periods_follow_without_gap_and_each_day_lies_in_one(first: date, days: int, by: str) -> None:
    last = first + timedelta(days)
    starts = list(all_periods(first, last, by))
    assert starts[0] == start_of(first, by) <= first
    assert starts[-1] <= last < following(starts[-1], by)
    assert all(following(one, by) == other and one < other for one, other in pairwise(starts))
    assert start_of(last, by) == starts[-1] and start_of(starts[-1], by) == starts[-1]
    assert len({label(start, by) for start in starts}) == len(starts)


def test_an_unknown_period_is_refused_with_the_known_ones() -> None:
    assert [checked(by) for by in UNITS] == list(UNITS)
    with pytest.raises(QueryError, match="no period 'decade'; there are day, week, month, quarter, year"):
        checked("decade")
