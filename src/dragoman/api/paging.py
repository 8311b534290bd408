"""Lists in pages: each begins behind the last row of the one before, whatever is added in between."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from dragoman.api.problems import ApiError
from dragoman.ledger.query import Condition, together

if TYPE_CHECKING:
    from dragoman.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Place:
    """A row's place in a list: its day (None where it has none; these come last), then its id."""

    day: date | None
    id: str

    def cursor(self) -> str:
        """The place as one word of letters and digits."""
        return base64.urlsafe_b64encode(msgspec.json.encode((self.day, self.id))).decode().rstrip("=")

    def behind(self, day: str, own: str) -> Condition:
        """What holds for the rows behind the place. day, own: their columns in SQL."""
        if self.day is None:
            return Condition(f"({day} IS NULL AND {own} > ?)", (self.id,))
        return Condition(f"({day} > ? OR ({day} = ? AND {own} > ?) OR {day} IS NULL)", (self.day, self.day, self.id))


def place_of(cursor: str) -> Place:
    """The place that a cursor names. Raises ApiError where it names none."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        day, own = msgspec.json.decode(base64.urlsafe_b64decode(padded), type=tuple[date | None, str])
    except (binascii.Error, msgspec.DecodeError, ValueError) as error:
        raise ApiError(422, "not a cursor; take it from `next` of the page before", "cursor") from error
    return Place(day, own)


@dataclass(frozen=True, slots=True)
class Page:
    """The ids of a page; next: the cursor of the page behind it, None where there is none.

    told: first and last day of the articles that the rows are of, None where some have no day.
    """

    ids: tuple[str, ...]
    next: str | None
    told: tuple[date, date] | None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a list, in SQL: its tables, the columns of a row's day, id and article's day, and what holds of rows.

    A list whose rows have their day in one column or another has a part for each, as DuckDB stops reading where a
    column, but not what is made of two, lies behind all that is wanted.
    """

    tables: str
    day: str
    id: str
    told: str
    held: tuple[Condition, ...]


def page_of(ledger: Ledger, parts: Iterable[Part], *, cursor: str | None, limit: int) -> Page:
    """One page of a list. Raises ApiError where the cursor is none."""
    behind = place_of(cursor) if cursor else None
    found = [_first_of(each, behind, limit + 1) for each in parts]
    union = " UNION ALL ".join(f"({each.sql})" for each in found)
    values = [value for each in found for value in each.values]
    query = f"SELECT id, day, told FROM ({union}) ORDER BY day NULLS LAST, id LIMIT {limit + 1:d}"
    rows = ledger.rows(query, values)
    shown = rows[:limit]
    days = [day for _, _, day in shown]
    return Page(
        tuple(own for own, _, _ in shown),
        Place(shown[-1][1], shown[-1][0]).cursor() if len(rows) > limit else None,
        (min(days), max(days)) if days and None not in days else None,
    )


def _first_of(part: Part, behind: Place | None, most: int) -> Condition:
    """The query for the first rows of a part behind a place."""
    held = together([*part.held, *([behind.behind(part.day, part.id)] if behind else [])])
    query = f"""SELECT {part.id} AS id, {part.day} AS day, {part.told} AS told FROM {part.tables} WHERE {held.sql}
        ORDER BY {part.day} NULLS LAST, {part.id} LIMIT {most:d}"""
    return Condition(query, held.values)
