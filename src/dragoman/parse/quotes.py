"""Quotations, found before sentences are: a parser that meets half a quotation goes astray.

Straight and curly marks, double and (curly) single. A quotation that is not closed in its paragraph runs to the
paragraph's end; where the next paragraph opens with a mark again, it goes on there ("open_end").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.parse.tree import Quote
from dragoman.span import Span

_PAIRS = {'"': '"', "“": "”", "„": "“”", "«": "»", "‘": "’"}
_OPENERS = re.compile(r"[\"“„«]|(?<!\w)‘")
_DOUBLE = re.compile(r"[\"“„«]")


def find_quotes(text: str, paragraph: Span) -> Iterator[Quote]:
    """The quotations of one paragraph, in order, none within another."""
    position = paragraph.start
    openers = _OPENERS
    while (opener := openers.search(text, position, paragraph.end)) is not None:
        start = opener.start()
        closer = _closing(text, start, paragraph.end)
        if closer is None:
            if text[start] == "‘":
                position, openers = start + 1, _DOUBLE  # where this one is not closed, no later one is
                continue
            if start + 1 < paragraph.end:
                yield Quote(Span(start, paragraph.end), Span(start + 1, paragraph.end), open_end=True)
            return
        if closer > start + 1:
            yield Quote(Span(start, closer + 1), Span(start + 1, closer))
        position = closer + 1


def _closing(text: str, start: int, end: int) -> int | None:
    marks = _PAIRS[text[start]]
    for position in range(start + 1, end):
        if text[position] not in marks:
            continue
        if text[position] == "’" and position + 1 < end and text[position + 1].isalpha():
            continue  # an apostrophe, as in “it’s”
        if text[position] == '"' and _opens(text, position, end):
            continue
        return position
    return None


def _opens(text: str, position: int, end: int) -> bool:
    """Whether a straight mark looks like an opening one: a space before it and none after."""
    return text[position - 1].isspace() and position + 1 < end and not text[position + 1].isspace()
