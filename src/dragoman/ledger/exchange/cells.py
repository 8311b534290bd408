"""Single cells: from a value to text that breaks no table, and from text to a value, or to the reason why not."""

from __future__ import annotations

import re
from datetime import date

_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ]?[\d:.]*)?(?:Z|[+-]\d{2}:?\d{2})?")
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")  # the wide ones too: spreadsheets of East Asia run them
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


class RefusedError(ValueError):
    """A row that can't be taken; the message is the reason."""


def cell(value: object) -> str:
    """A value for a table of tabs: None is empty, tabs and line breaks become spaces, 4.0 is 4."""
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return _BREAKS.sub(" ", str(value)).strip()


def day(text: str) -> date:
    """A day written as 20150218 or 2015-02-18, with or without a time. Raises RefusedError for anything else."""
    match = _DAY.fullmatch(text.strip())
    if match is None:
        raise RefusedError(f"{text!r} is no date")
    try:
        return date(*map(int, match.groups()))
    except ValueError as error:
        raise RefusedError(f"{text!r} is no date") from error


def day_or_none(text: str) -> date | None:
    """A day, or None for an empty cell. Raises RefusedError for what is neither."""
    return day(text) if text.strip() else None


def real(text: str, what: str, limit: float) -> float | None:
    """A number from -limit to limit; None for an empty cell. Raises RefusedError naming what it should be."""
    if not text.strip():
        return None
    try:
        number = float(text)
    except ValueError as error:
        raise RefusedError(f"{what} {text!r} is no number") from error
    if not -limit <= number <= limit:
        raise RefusedError(f"{what} {text!r} is out of range")
    return number


def whole(text: str, what: str, otherwise: int) -> int:
    """A whole number of at least 0; ``otherwise`` for an empty cell. Raises RefusedError naming what it should be."""
    if not text.strip():
        return otherwise
    if not text.strip().isdecimal():
        raise RefusedError(f"{what} {text!r} is no whole number")
    return int(text)


def harmless(text: str) -> str:
    """A cell that no spreadsheet runs: what begins as a formula gets an apostrophe in front, unless it is a number."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def as_meant(text: str) -> str:
    """A cell without the apostrophe that ``harmless`` put in front."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
