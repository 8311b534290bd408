"""The day on which the offices of a report count: of its publication, else one that its names and years speak for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.draft import Draft

if TYPE_CHECKING:
    from dragoman.codebook import Codebook
    from dragoman.codebook.offices import Tenure

_YEAR = re.compile(r"\b(?:19[5-9]|20[0-4])\d\b", re.ASCII)
_NAME = re.compile(r"(?=(?<!\w)([A-Z][\w'’-]+(?: [\w'’-]+)?? [A-Z][\w'’-]+))")
_BEFORE = 4  # words before a name that may say that its office is of the past


def day_of(draft: Draft, book: Codebook) -> str | None:
    """The day of publication; else the day on which most of those whom the report names held an office.

    Of several such days one in the latest year that the report names, else the last; None where it names nobody.
    """
    text = draft.article.text
    if draft.article.published is not None:
        return draft.article.published
    held = _tenures(text, book)
    years = years_in(text)
    days = {f"{t.start}-01-01"[:10] for tenures in held.values() for t in tenures} | {f"{year}-12-31" for year in years}

    def weight(day: str) -> tuple[int, str, str]:
        holders = sum(any(tenure.holds_on(day) for tenure in tenures) for tenures in held.values())
        return holders, day[:4] if day[:4] in years else "", day

    return max(days, key=weight) if held else None


def years_in(text: str) -> list[str]:
    """The years that a text names in figures, in its order."""
    return _YEAR.findall(text)


def _tenures(text: str, book: Codebook) -> dict[str, tuple[Tenure, ...]]:
    """The tenures of all whom a text names in full, but for those whom it calls "former"."""
    found: dict[str, tuple[Tenure, ...]] = {}
    for name in _NAME.finditer(text):
        tenures = book.offices.tenures(name.group(1))
        before = text[: name.start()].lower().replace("-", " ").split()[-_BEFORE:]
        if tenures and not book.names.former & {*before}:
            found[name.group(1)] = tenures
    return found
