"""When a report was published, on whose word, and how far one can rely on it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.draft import Source
from dragoman.read.dates import iso_date
from dragoman.read.furniture import Dateline, Page
from dragoman.read.html import Extracted

_FULL_DATE = re.compile(
    r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|[A-Z][a-z]+\.? \d{1,2},? \d{4}|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+\.?,? \d{4}"
)


@dataclass(frozen=True, slots=True)
class Published:
    """An ISO date or None, with its basis and reliability as the record has them."""

    day: str | None = None
    basis: str = "unknown"
    reliability: str | None = None


def published(given: Source, found: Extracted | None, page: Page) -> Published:
    """By the caller's or the feed's word, else the page's metadata, a dateline, the day for what has none, a guess."""
    if day := iso_date(given.published):
        return Published(day, given.published_basis or "given", "high")
    in_page = Published(found.published, "metadata", found.reliability) if found and found.published else Published()
    if in_page.reliability in {"high", "medium"}:
        return in_page
    if day := _dated(page):
        return Published(day, "dateline", "medium")
    day = iso_date(given.published_else)
    return Published(day, "given", "high") if day else in_page


def _dated(page: Page) -> str | None:
    """The publication date that a dateline or a time stamp gives in full; None where the year is missing."""
    words = [_date_words(page.dateline)] + [f.text for f in page.furniture if f.kind == "timestamp"]
    for each in words:
        match = _FULL_DATE.search(each)
        if match is not None:
            return _parsed(match.group())
    return None


def _date_words(dateline: Dateline | None) -> str:
    return (dateline.date or "") if dateline is not None else ""


def _parsed(words: str) -> str | None:
    from dateparser import parse

    first = re.match(r"(\d{4})|(\d)", words)
    order = "MDY" if first is None else "YMD" if first.group(1) else "DMY"
    found = parse(words, languages=["en"], settings={"DATE_ORDER": order, "STRICT_PARSING": True})
    return found.date().isoformat() if found is not None else None
