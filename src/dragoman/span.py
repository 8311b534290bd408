"""Spans: characters of ``article.text``, the one measure of place in a text."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """Characters ``start`` to ``end`` (excluded) of ``Article.text``."""

    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Whether the other span lies within this one."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """The words under the span."""
        return text[self.start : self.end]

    def moved(self, by: int) -> Span:
        """The span, ``by`` characters further on."""
        return Span(self.start + by, self.end + by)

    def whole(self, text: str) -> Span:
        """The span, with the rest of the words that it cuts."""
        start, end = self
        while 0 < start < end and text[start - 1].isalnum() and text[start].isalnum():
            start -= 1
        while start < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
            end += 1
        return Span(start, end)
