"""The days that a report may be about, each with marks that tell where it is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from dragoman.parse.tree import Sentence
from dragoman.whenwhere.dates import Calendar, Dated, counts_from_another
from dragoman.whenwhere.near import clause_of
from dragoman.whenwhere.reading import REPORT_DAY, Reading, coarser, on_day

if TYPE_CHECKING:
    from dragoman.draft import Draft

_WEEK = timedelta(days=7)


class ReportDay(NamedTuple):
    """A day (or a few) that the report may be about."""

    reading: Reading
    marks: tuple[str, ...]


def report_days(draft: Draft, calendar: Calendar, published: date) -> tuple[ReportDay, ...]:
    """The publication day, the one before it, and each that is named in the week up to it."""
    today = on_day(published)
    found = [ReportDay(today, ("published",))]
    found += [ReportDay(each, (f"published to the {size}",)) for size, each in coarser(today)]
    if published > date.min:
        found += [ReportDay(on_day(published - timedelta(days=1)), ("day before",))]
    found += _named(draft, calendar, published)
    return tuple(each._replace(reading=replace(each.reading, basis=REPORT_DAY)) for each in found)


def _named(draft: Draft, calendar: Calendar, published: date) -> Iterator[ReportDay]:
    recent = [
        (sentence, each, each.reading)
        for sentence in draft.parse.sentences
        for each in calendar.in_sentence(sentence)
        if each.reading is not None and not counts_from_another(each) and _is_recent(each.reading, published)
    ]
    counts = Counter(reading.edtf for _, _, reading in recent)
    most = max(counts.values(), default=0)
    for number, (sentence, each, reading) in enumerate(recent):
        marks = [f"recent {_where(sentence, each)}", *["recent first"] * (number == 0)]
        marks += ["recent often"] * (counts[reading.edtf] == most) + ["recent only"] * (len(counts) == 1)
        yield ReportDay(reading, tuple(marks))


def _is_recent(reading: Reading, published: date) -> bool:
    """Whether it is a day, or a span of a few, that ends in the week up to publication."""
    days = reading.end - reading.start
    return reading.is_of_days and days <= _WEEK and timedelta(0) <= published - reading.end <= _WEEK


def _where(sentence: Sentence, each: Dated) -> str:
    root = sentence.root()
    main = root is not None and clause_of(sentence, each.token).i == root.i
    part = "title" if sentence.is_title else "lead" if sentence.paragraph <= 1 else "body"
    span = " span" if each.reading is not None and "/" in each.reading.edtf else ""
    return f"{part} {'main' if main else 'aside'}{span}"
