"""The when and where steps: a date and a place for each act, or None with the reason kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dragoman.draft import Draft
from dragoman.whenwhere.bearings import choices
from dragoman.whenwhere.dates import Calendar
from dragoman.whenwhere.datings import Datings, date_of
from dragoman.whenwhere.places import Map

if TYPE_CHECKING:
    from dragoman.codebook import Codebook


def when(draft: Draft, book: Codebook) -> Draft:
    """Add a date (or None) for each act, and an issue for each expression that stays open."""
    calendar = Calendar(draft, book)
    if draft.article.published is None:
        dates = tuple(calendar.of(act) for act in draft.acts)
    else:
        datings = Datings(draft, calendar, date.fromisoformat(draft.article.published))
        dates = tuple(date_of(act, datings, book) for act in draft.acts)
    return replace(draft, dates=dates, issues=(*draft.issues, *calendar.issues))


def where(draft: Draft, book: Codebook) -> Draft:
    """Add a place (or None) for each act."""
    picks = (pick for pick, _ in choices(draft, Map(draft, book), book))
    text = draft.article.text
    return replace(draft, places=tuple(pick.where(text) if pick is not None else None for pick in picks))
