"""One event with all that stands around it: what exports write, what imports read, what queries answer with.

A row is flat enough for a table and whole enough to stand alone: the parties with their names and codes, the date, the
place, the words, the article and the happening. ``origin`` says who coded it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct

OWN = "dragoman"


class Party(Struct, frozen=True):
    """One side's actor. country: ISO 3166 alpha-3; code: the short name of a group, or of a body of no country."""

    name: str
    kind: str = "role"
    country: str | None = None
    code: str | None = None
    sectors: tuple[str, ...] = ()
    office: str | None = None
    actor_id: str | None = None

    @property
    def nation(self) -> str | None:
        """The country or, where there is none, the code."""
        return self.country or self.code


class EventRow(Struct, frozen=True, kw_only=True):
    """One coded act, in its article and its happening.

    origin: "dragoman", or the data set that it comes from ("icews", "gdelt", "polecat"); origin_id: its id there.
    date_start, date_end: the closed interval of days. lat, lon: degrees. sentence, trigger: the words (None where
    they are not kept); ``*_start``: characters of the article's text. mentions, articles, sources: how often, in how
    many articles, by how many independent sources it is told; from the happening, or as the other data set counts.
    """

    event_id: str
    origin: str = OWN
    origin_id: str | None = None
    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str
    quad: int
    goldstein: float
    source: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()
    symmetric: bool = False
    status: str = "actual"
    claimed_by: str | None = None
    date_text: str | None = None
    date_edtf: str | None = None
    date_start: date | None = None
    date_end: date | None = None
    date_basis: str | None = None
    place_text: str | None = None
    place_name: str | None = None
    place_country: str | None = None
    place_geonames: int | None = None
    place_lat: float | None = None
    place_lon: float | None = None
    why: str = ""
    confidence: float | None = None
    article_id: str | None = None
    source_id: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: date | None = None
    language: str | None = None
    sentence: str | None = None
    sentence_start: int | None = None
    trigger: str | None = None
    trigger_start: int | None = None
    source_start: int | None = None
    recipient_start: int | None = None
    mentions: int = 1
    articles: int = 1
    sources: int = 1
    happening_id: str | None = None
    version: str | None = None


def event_row(values: Mapping[str, Any], *, strict: bool = True) -> EventRow:
    """The row of some values by field; not strict: numbers and dates may be words. Raises msgspec.ValidationError."""
    return msgspec.convert(values, EventRow, strict=strict)


# msgspec reads a struct's annotations at its first use, and dies where two threads are the first at once: done ahead
msgspec.json.Decoder(EventRow)
