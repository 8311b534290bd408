"""A statement as the API gives it."""

from __future__ import annotations

from datetime import date

import msgspec


class StatementRow(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of reported speech, in its article.

    speaker, addressee: names; speaker_code, about: ISO 3166 alpha-3 or a body's code; kind: direct, indirect or mixed;
    content_start, content_end: characters of the article's text; stance: -1 against, 1 for, toward whom; events: ids
    of the events told in it; published: the day of the article.
    """

    statement_id: str
    article_id: str
    speaker: str | None
    speaker_code: str | None
    addressee: str | None
    kind: str
    cue: str | None
    content: str
    content_start: int
    content_end: int
    about: tuple[str, ...]
    stance: tuple[StanceRow, ...] | None
    events: tuple[str, ...]
    published: date | None
    title: str | None
    publisher: str | None
    url: str | None


class StanceRow(msgspec.Struct, frozen=True):
    """What a statement holds of a country: polarity 1 for, -1 against."""

    toward: str
    polarity: int
