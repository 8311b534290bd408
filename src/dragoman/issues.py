"""Issues: what a step could not settle, as values that travel with the record."""

from __future__ import annotations

from msgspec import Struct

from dragoman.span import Span


class Issue(Struct, frozen=True):
    """One thing that a step left open.

    step: the step that met it ("read", "actors", "dates", ...); message: what is open and why, in plain words;
    span: the characters that it is about, or None.
    """

    step: str
    message: str
    span: Span | None = None
