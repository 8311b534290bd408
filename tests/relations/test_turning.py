"""Turning points: what the sentence says and which happenings it names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

import pytest

from dragoman.relations.level import Break, Level
from dragoman.relations.observed import Act, Observation, load_errors, observe
from dragoman.relations.periods import all_periods
from dragoman.relations.turning import turning_points, weightiest

STRIKE = Act(date(2014, 9, 19), "ASSAULT", 4, -10.0, 3, None, "strike", "dragoman", "France → Iraq")
TALKS = Act(date(2014, 9, 15), "CONSULT", 1, 2.8, 5, None, "talks", "dragoman", "Iraq → France")
BLAME = Act(date(2014, 10, 2), "ACCUSE", 3, -2.0, 1, None, "blame", "dragoman")
FALL = Break(date(2014, 9, 1), 2.16, -4.5, 0.9)


def periods(by: str, first: date, number: int = 12) -> list[Observation]:
    return [
        Observation(start, 1.0, 1.0, 3, 3.0, 0.0) for start in islice(all_periods(first, date(2030, 1, 1), by), number)
    ]


def test_the_sentence_says_when_whither_and_what_weighs_most() -> None:
    (turn,) = turning_points(periods("month", date(2014, 3, 1)), Level(breaks=(FALL,)), [BLAME, STRIKE, TALKS])
    assert turn.sentence == (
        "From 2014-09 the level fell from +2.2 to -4.5; most weight: 2014-09-19 France → Iraq ASSAULT (3 sources), "
        "2014-10-02 ACCUSE (1 source)."
    )
    assert turn.happenings == ("strike", "blame")
    assert (turn.start, turn.before, turn.after) == (FALL.start, FALL.before, FALL.after)


def test_acts_before_the_break_and_long_after_it_are_not_named() -> None:
    acts = [replace(STRIKE, day=day, happening=str(day)) for day in (date(2014, 8, 31), date(2014, 12, 1))]
    (turn,) = turning_points(periods("month", date(2014, 3, 1)), Level(breaks=(FALL,)), acts)
    assert turn.sentence == "From 2014-09 the level fell from +2.2 to -4.5."
    assert turn.happenings == ()


def test_a_break_near_the_end_names_all_that_follows() -> None:
    (turn,) = turning_points(periods("month", date(2013, 11, 1)), Level(breaks=(FALL,)), [BLAME])
    assert turn.happenings == ("blame",)


@pytest.mark.parametrize(
    ("by", "start", "told"),
    [
        ("week", date(2014, 9, 1), "2014-09-01"),
        ("quarter", date(2014, 7, 1), "2014-Q3"),
        ("year", date(2014, 1, 1), "2014"),
    ],
)
def test_the_period_is_named_as_the_relation_is_counted(by: str, start: date, told: str) -> None:
    first = {"week": date(2014, 7, 7), "quarter": date(2013, 1, 1), "year": date(2010, 1, 1)}[by]
    rise = Break(start, -1.0, 3.0, 0.8)
    (turn,) = turning_points(periods(by, first), Level(breaks=(rise,)), [])
    assert turn.sentence == f"From {told} the level rose from -1.0 to +3.0."


def test_pull_is_distance_in_the_direction_of_the_break_and_grows_with_sources() -> None:
    lone, known = (replace(STRIKE, sources=number, happening=f"{number}") for number in (1, 4))
    later = replace(known, day=known.day + timedelta(days=1))
    mild = replace(BLAME, sources=2)
    assert weightiest([TALKS, mild, lone, later, known], FALL) == [known, later, lone]


def test_from_acts_to_the_sentence() -> None:
    """Friendly talks each week, then strikes each week from July 2012 on."""
    days = [date(2010, 1, 4) + timedelta(weeks=week) for week in range(260)]
    acts = [
        replace(TALKS if day < date(2012, 7, 1) else STRIKE, day=day, happening=f"{place}")
        for place, day in enumerate(days)
    ]
    from dragoman.relations.level import level

    observed = observe(acts, {}, "month", load_errors())
    (turn,) = turning_points(observed, level(observed), acts)
    assert turn.sentence.startswith("From 2012-07 the level fell from +")
    assert "2012-07-02 France → Iraq ASSAULT (3 sources)" in turn.sentence
    assert turn.happenings[0] == str(days.index(date(2012, 7, 2)))
