"""Lists in pages: each begins behind the last row of the one before, whatever is added in between."""

from __future__ import annotations

import base64
import binascii
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
    """The ids of a page with their numbers in their files; next: the cursor of the page behind it, if there is one."""

    found: dict[str, int]
    next: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A list, in SQL: its tables, the columns of a row's day, id and number in its file, and what holds of rows."""

    tables: str
    day: str
    id: str
    number: str
    held: tuple[Condition, ...]


def page_of(ledger: Ledger, wanted: Listed, *, cursor: str | None, limit: int) -> Page:
    """One page of a list. Raises ApiError where the cursor is none."""
    behind = [place_of(cursor).behind(wanted.day, wanted.id)] if cursor else []
    held = together([*wanted.held, *behind])
    query = f"""SELECT {wanted.id}, {wanted.day}, {wanted.number} FROM {wanted.tables} WHERE {held.sql}
        ORDER BY {wanted.day} NULLS LAST, {wanted.id} LIMIT {limit + 1:d}"""
    rows = ledger.rows(query, list(held.values))
    shown = rows[:limit]
    return Page(
        {own: number for own, _, number in shown},
        Place(shown[-1][1], shown[-1][0]).cursor() if len(rows) > limit else None,
    )
