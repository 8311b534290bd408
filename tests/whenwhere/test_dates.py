"""Date words as EDTF, and the date of an act by its own words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from dragoman.coder import Coder
from dragoman.draft import Draft
from dragoman.span import Span
from dragoman.whenwhere.dates import Calendar
from dragoman.whenwhere.datings import Datings
from dragoman.whenwhere.expressions import find_dates
from dragoman.whenwhere.reading import GIVEN, Reading, lasting, on_day
from dragoman.whenwhere.resolve import Frame, resolve

PUBLISHED = date(2024, 3, 14)  # a Thursday
TOLD = date(2023, 7, 5)


def _read(words: str, coder: Coder, *, future: bool = False) -> str | None:
    """The one reading of some words, after 5 July 2023 was told."""
    (found,) = find_dates(words, Span(0, len(words)), coder.book.dates)
    reading = resolve(found, Frame(PUBLISHED, TOLD, TOLD, PUBLISHED, future, coder.book.dates))
    return reading.edtf if reading is not None else None


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("28 and 29 November 2020", "2020-11-28/2020-11-29"),
        ("April 4-6, 2021", "2021-04-04/2021-04-06"),
        ("9 to 11 March", "2024-03-09/2024-03-11"),
        ("between October 2022 and June 2023", "2022-10/2023-06"),
        ("earlier this month", "2024-03"),
        ("earlier this year", "2024"),
        ("at the weekend", "2024-03-09/2024-03-10"),
        ("earlier in the day", "2024-03-14"),
        ("the same night", "2023-07-05"),
        ("earlier in the month", "2023-07"),
        ("at the end of the month", "2023-07"),
        ("the month before", "2023-06"),
        ("the year after", "2024"),
        ("the following month", "2023-08"),
        ("the same year", "2023"),
        ("August of that year", "2023-08"),
        ("3 May the following year", "2024-05-03"),
        ("overnight", "2024-03-13/2024-03-14"),
        ("on the 10th", "2024-03-10"),
        ("on the 21st", "2024-02-21"),
        ("a week ago", "2024-03-07"),
        ("three weeks ago", "2024-02"),
        ("a fortnight ago", "2024-02-29"),
        ("the June treaty", "2023-06"),
        ("two weeks earlier", "2023-06"),
        ("two days before that.", "2023-07-03"),
        ("a week after it, the army", "2023-07-12"),
        ("a week after it fell", "2024-03-07"),
        ("since January", "2024-01/2024-03"),
        ("on Sunday and Monday", "2024-03-10/2024-03-11"),
        ("from Friday to Tuesday", "2024-03-08/2024-03-12"),
        ("in October and December", "2023-10/2023-12"),
        ("in 2017 and 2020", "2017/2020"),
        ("the morning after the army marched in", "2024-03-13"),
        ("the day before in Paris", "2023-07-04"),
        ("the vote of 2 April", "2024-04-02"),
        ("the vote of 2 May", "2023-05-02"),
    ],
)
def test_date_words(words: str, edtf: str, coder: Coder) -> None:
    assert _read(words, coder) == edtf


def test_a_weekend_to_come(coder: Coder) -> None:
    assert _read("at the weekend", coder, future=True) == "2024-03-16/2024-03-17"


def test_the_end_of_the_year_to_come_is_that_of_publication(coder: Coder) -> None:
    assert _read("by the end of the year", coder, future=True) == "2024"


@pytest.mark.parametrize(
    ("words", "edtf"),
    [("in October", "2023-10"), ("in January", "2024-01"), ("January 8", "2024-01-08"), ("in July", "2023-07")],
)
def test_without_publication_a_month_lies_near_the_one_told_last(words: str, edtf: str, coder: Coder) -> None:
    (found,) = find_dates(words, Span(0, len(words)), coder.book.dates)
    november = date(2023, 11, 1)
    reading = resolve(found, Frame(None, None, november, None, False, coder.book.dates, month=november))
    assert reading is not None
    assert reading.edtf == edtf


def test_since_a_decade_counts_from_its_first_year() -> None:
    decade = Reading("197X", date(1970, 1, 1), date(1979, 12, 31), GIVEN)
    found = lasting(decade, PUBLISHED)
    assert found is not None
    assert found.edtf == "1970/2024"
    assert lasting(on_day(PUBLISHED), PUBLISHED) is None


def test_days_that_run_backwards_are_no_span(coder: Coder) -> None:
    assert _read("20 and 12 November 2020", coder) is None


def _date(draft: Draft, type_: str) -> str | None:
    for act, when in zip(draft.acts, draft.dates, strict=True):
        if act.type == type_:
            return when.edtf if when is not None else None
    raise AssertionError(f"no {type_} in {draft.acts}")


def test_what_was_done_lies_behind_in_an_infinitive_too(draft_of: Callable[..., Draft]) -> None:
    text = "News from Sudan\n\nPolice managed to detain two opposition leaders in Sudan on Tuesday evening."
    assert _date(draft_of(text), "COERCE") == "2024-03-12"


def test_words_that_count_from_another_date_are_the_act_s_own(draft_of: Callable[..., Draft]) -> None:
    text = (
        "Gabon suspended\n\nThe African Union on Wednesday suspended Gabon, two days after soldiers arrested "
        "President Ali Bongo."
    )
    draft = draft_of(text)
    assert (_date(draft, "COERCE"), _date(draft, "SANCTION")) == ("2024-03-11", "2024-03-13")


def test_what_was_done_does_not_lie_ahead(draft_of: Callable[..., Draft]) -> None:
    text = "Sudan and Chad\n\nOn Wednesday Sudan promised Chad that it would withdraw its troops next year."
    assert _date(draft_of(text), "AGREE") == "2024-03-13"


def test_what_was_announced_on_a_day_lies_behind_though_it_is_to_come(draft_of: Callable[..., Draft]) -> None:
    draft = draft_of("Trade\n\nIndia announced on Tuesday that it would raise tariffs on Iran's exports.")
    assert {act.status for act in draft.acts if act.type == "THREATEN"} == {"intended"}
    assert _date(draft, "THREATEN") == "2024-03-12"


def test_what_may_be_done_lies_ahead(draft_of: Callable[..., Draft]) -> None:
    text = "Chad and Sudan\n\nIf Sudan agrees, the army of Chad may withdraw its troops from Sudan on Sunday."
    draft = draft_of(text)
    assert {act.status for act in draft.acts if act.type == "RETREAT"} == {"hypothetical"}
    assert _date(draft, "RETREAT") == "2024-03-17"


def test_what_goes_on_since_a_dated_thing_lasts_until_publication(draft_of: Callable[..., Draft]) -> None:
    text = "News from Chad\n\nPolice in Chad have arrested dozens of opposition leaders since a strike on 2 January."
    assert _date(draft_of(text), "COERCE") == "2024-01-02/2024-03-14"


def test_what_goes_on_since_then_lasts_from_the_date_told_last(draft_of: Callable[..., Draft]) -> None:
    told = "A strike began in Chad on 2 January."
    text = f"News from Chad\n\n{told} Police in Chad have arrested dozens of opposition leaders since then."
    assert _date(draft_of(text), "COERCE") == "2024-01-02/2024-03-14"


def test_an_eve_is_the_day_that_its_sentence_names(draft_of: Callable[..., Draft]) -> None:
    text = "Arrests\n\nOn 6 February, on the eve of a vote, police in Chad arrested dozens of opposition leaders."
    assert _date(draft_of(text), "COERCE") == "2024-02-06"


@pytest.mark.parametrize("heading", ["Sunday.", "10 March -", "Sunday, around 17:30 GMT:"])
def test_the_day_that_heads_a_paragraph_holds_for_all_of_it(heading: str, draft_of: Callable[..., Draft]) -> None:
    told = "Rain fell on Ndjamena. Police in Chad arrested dozens of opposition leaders."
    text = f"Chad: the week\n\nChad and Sudan met on Wednesday.\n\n{heading} {told}"
    assert _date(draft_of(text), "COERCE") == "2024-03-10"


def test_a_heading_holds_for_a_sentence_shorter_than_itself(draft_of: Callable[..., Draft], coder: Coder) -> None:
    told = "12 and 13 March 2024: Rain fell on Ndjamena. Talks go on."
    draft = draft_of(f"Chad: the week\n\nChad and Sudan met on Wednesday.\n\n{told}")
    act = replace(draft.acts[0], sentence=draft.parse.sentences[-1].index, head=1)
    day = Calendar(draft, coder.book).day_of(act)
    assert day is not None and day.edtf == "2024-03-12/2024-03-13"


@pytest.mark.parametrize(("opening", "heads"), [("Sunday brought rain", False), ("Sunday. Rain fell", True)])
def test_a_date_that_opens_a_sentence_heads_nothing(
    opening: str, heads: bool, draft_of: Callable[..., Draft], coder: Coder
) -> None:
    told = f"{opening} to Ndjamena. Police in Chad arrested dozens of opposition leaders."
    draft = draft_of(f"Chad: the week\n\nChad and Sudan met on Wednesday.\n\n{told}")
    assert (Calendar(draft, coder.book).heading(draft.parse.sentences[-1]) is not None) == heads


def test_the_title_tells_of_the_day_that_the_report_names(draft_of: Callable[..., Draft]) -> None:
    text = "France condemns Iraq\n\nFrance condemned Iraq on Tuesday over the arrest of two reporters in Baghdad."
    draft = draft_of(text)
    assert {when.edtf for when in draft.dates if when is not None} == {"2024-03-12"}
    assert draft.dates[0] is not None


def test_each_mark_that_weighs_is_one_that_dates_have(draft_of: Callable[..., Draft], coder: Coder) -> None:
    text = "France condemns Iraq\n\nFrance condemned Iraq on Tuesday, two days after it recalled its envoy in Baghdad."
    draft = draft_of(text)
    datings = Datings(draft, Calendar(draft, coder.book), PUBLISHED)
    marks = {mark for act in draft.acts for each in datings.of(act) for mark in each.marks}
    assert {"own", "own led by on", "the day", "published", "ruled", "past: the day"} <= marks
    assert len(marks & set(coder.book.datings)) > len(marks) / 10
