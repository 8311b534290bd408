"""From the parameters of an address to questions. Empty parameters, as forms send them, count as not given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dragoman.errors import QueryError
from dragoman.ledger.query import EventFilter, first_day, next_day

PAIR_PERIODS = ("week", "month", "quarter", "year")
_WORDS = ("source", "recipient", "type", "status", "origin", "since", "until", "article", "happening")
_WHOLE = ("quad", "min_sources")


def event_filter(given: Mapping[str, str]) -> EventFilter:
    """The filter of the parameters ``between=FRA,IRQ`` and those named as the filter's fields; others are ignored.

    Raises QueryError for a value that cannot be.
    """
    wanted: dict[str, Any] = {name: given[name].strip() for name in _WORDS if given.get(name, "").strip()}
    wanted.update({name: _number(int, name, given[name]) for name in _WHOLE if given.get(name)})
    if given.get("min_confidence"):
        wanted["min_confidence"] = _number(float, "min_confidence", given["min_confidence"])
    if given.get("between"):
        wanted["between"] = between(given["between"])
    if given.get("superseded"):
        wanted["superseded"] = given["superseded"].lower() in {"1", "true", "yes", "on"}
    days_checked(wanted.get("since"), wanted.get("until"))
    return EventFilter(**wanted)


def between(words: str) -> tuple[str, str]:
    """The two codes of ``FRA,IRQ``. Raises QueryError where there are not two."""
    codes = [each.strip() for each in words.split(",") if each.strip()]
    if len(codes) != 2:
        raise QueryError(f"between={words!r}: write two codes with a comma between them, such as FRA,IRQ")
    return codes[0], codes[1]


def page_number(given: Mapping[str, str]) -> int:
    """The page asked for, 1 where none is. Raises QueryError for one that is no number from 1 to 10,000."""
    number = _number(int, "page", given.get("page") or "1")
    if not 1 <= number <= 10_000:
        raise QueryError(f"page={number}: pages go from 1 to 10,000; narrow the question")
    return int(number)


def days_checked(since: str | None, until: str | None) -> None:
    """Nothing. Raises QueryError for words that are no date, or a time that ends before it begins."""
    if since is not None:
        first_day(since)
    if until is not None:
        next_day(until)
    if since is not None and until is not None and first_day(since) >= next_day(until):
        raise QueryError(f"nothing lies between {since} and {until}: the time ends before it begins")


def _number(kind: type[int] | type[float], name: str, words: str) -> Any:
    try:
        return kind(words)
    except ValueError as error:
        raise QueryError(f"{name}={words!r} is no number") from error
